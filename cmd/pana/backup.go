package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/house"
	"example.org/pana/web"
)

type backupCommand struct {
	Folder string `arg:"" help:"Where the set goes: a folder on another disk or stick." type:"path"`
	Drill  bool   `help:"Make none: restore the newest set of the folder aside and look it through."`
	asSomeone
}

// Run makes a set of the house, or tries the newest.
func (c *backupCommand) Run(ctx context.Context) error {
	if err := c.signIn(); err != nil {
		return err
	}
	kind, path := "backup", "/house/backup/run"
	if c.Drill {
		kind, path = "backup-tried", "/house/backup/drill"
	}
	bar := newBar(os.Stderr)
	defer bar.end()
	if c.served() {
		return c.through(ctx, path, "application/x-www-form-urlencoded", []byte(url.Values{"folder": {c.Folder}}.Encode()), bar, func(int) {})
	}
	return c.inside(ctx, func(as context.Context, h *house.House) error {
		copies := backup.New(h)
		do := copies.Run
		if c.Drill {
			do = copies.Drill
		}
		rep, err := do(as, c.Folder, func(rows int64) { bar.show(int(rows), 0) })
		bar.end()
		if err != nil {
			return err
		}
		fmt.Println(web.BackupLine(reader(), kind, rep))
		return nil
	})
}

type restoreCommand struct {
	Folder   string `arg:"" help:"The folder of the sets." type:"path"`
	Data     string `help:"Folder of the house that is to be: empty, or not there yet." placeholder:"DIR" type:"path" required:""`
	Set      int64  `help:"Which set; the newest if nothing is said." placeholder:"N"`
	Older    bool   `help:"Yes, a set that is not the newest."`
	SheetsFd int    `help:"Read two sheets of the recovery kit from this open file, one on a line." placeholder:"N" default:"-1"`
}

// Run brings a house back from a set and two sheets of its recovery kit.
func (c *restoreCommand) Run(ctx context.Context) error {
	one, two, err := c.sheets()
	if err != nil {
		return err
	}
	bar := newBar(os.Stderr)
	rep, err := backup.Restore{From: c.Folder, Sequence: c.Set, Older: c.Older, One: one, Two: two, Dir: c.Data, Schema: web.Schema(),
		Progress: func(rows int64) { bar.show(int(rows), 0) }}.Run(ctx)
	bar.end()
	if err != nil {
		return err
	}
	set, old := web.RestoredLines(reader(), rep, time.Now())
	fmt.Println(set + " " + reader().T("backup.restored.next"))
	if old != "" {
		fmt.Println(old)
	}
	return nil
}

// sheets asks for two sheets at the terminal, or reads them from the open file
// that was named: they never come as arguments, where others could read them.
func (c *restoreCommand) sheets() (one, two string, err error) {
	got := linesOf(c.SheetsFd, true)
	if len(got) < 2 {
		return "", "", pana.Refuse("restore.sheets", "sheet", "seal.kit.sheet")
	}
	return got[0], got[1], nil
}
