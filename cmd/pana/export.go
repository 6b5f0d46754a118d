package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"golang.org/x/term"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/house"
	"example.org/pana/web"
)

type exportCommand struct {
	Client exportClient `cmd:"" help:"A client's own copy of the file about her, sealed under words that are printed once."`
	House  exportHouse  `cmd:"" help:"Everything, in one file sealed to keys that you name; two people."`
}

type exportHouse struct {
	asSomeone
	To       string `help:"File of public age keys, one on a line." placeholder:"FILE" type:"path" required:""`
	Out      string `help:"The file that is to be; not there yet." placeholder:"FILE" type:"path" required:""`
	Second   string `help:"Who signs in beside you; nobody in a house that you lead alone." placeholder:"NAME"`
	SecondFd int    `help:"Read her passphrase from this open file, one line; a second line is the code of her second factor." placeholder:"N" default:"-1"`
	SheetsFd int    `help:"Read sheets of the recovery kit from this open file, one on a line: one in a house that you lead alone, two to have every word opened." placeholder:"N" default:"-1"`
}

// Run gives the whole house out.
func (c *exportHouse) Run(ctx context.Context) error {
	keys, err := readKeys(c.To)
	if err != nil {
		return err
	}
	if err := c.signIn(); err != nil {
		return err
	}
	by, err := c.agreeing()
	if err != nil {
		return err
	}
	bar := newBar(os.Stderr)
	defer bar.end()
	if c.served() {
		form := url.Values{"keys": {keys}, "out": {c.Out}, "own": {by.Pair.Passphrase}, "name": {by.Pair.Second.Name},
			"second": {by.Pair.Second.Passphrase}, "factor": {by.Pair.Second.Code}, "sheet_one": {by.One}, "sheet_two": {by.Two}}
		return c.through(ctx, "/house/export", "application/x-www-form-urlencoded", []byte(form.Encode()), bar, func(int) {})
	}
	return c.inside(ctx, func(as context.Context, h *house.House) error {
		made, err := backup.New(h).Export(as, backup.Exporting{Out: c.Out, Keys: keys, By: by}, func(rows int64) { bar.show(int(rows), 0) })
		bar.end()
		if err != nil {
			return err
		}
		fmt.Println(web.ExportLine(reader(), made))
		return nil
	})
}

// readKeys reads the file of keys, and no more of it than keys can be long.
func readKeys(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", pana.Refuse("export.keys", "keys", "export.keys")
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, 1<<16+1))
	if err != nil {
		return "", pana.Refuse("export.keys", "keys", "export.keys")
	}
	return string(b), nil
}

// agreeing asks for the second person and for sheets, as signIn asks for the first:
// never as arguments, where others could read them.
func (c *exportHouse) agreeing() (by house.Agreeing, err error) {
	by.Pair = house.Pair{Passphrase: c.who.Passphrase, Second: house.Entry{Name: c.Second, Address: "local"}}
	if c.Second != "" {
		second := asSomeone{As: c.Second, PassphraseFd: c.SecondFd}
		if err := second.signIn(); err != nil {
			return by, err
		}
		by.Pair.Second = second.who
	}
	sheets := linesOf(c.SheetsFd, c.Second == "" && c.PassphraseFd < 0)
	if len(sheets) > 0 {
		by.One = sheets[0]
	}
	if len(sheets) > 1 {
		by.Two = sheets[1]
	}
	return by, nil
}

// linesOf reads up to two sheets from an open file, or asks at the terminal.
func linesOf(fd int, ask bool) (sheets []string) {
	var in io.Reader
	switch {
	case fd >= 0:
		f := os.NewFile(uintptr(fd), "sheets")
		if f == nil {
			return nil
		}
		defer f.Close()
		in = f
	case ask:
		if term.IsTerminal(int(os.Stdin.Fd())) {
			fmt.Fprintln(os.Stderr, reader().T("backup.sheets"))
		}
		in = os.Stdin
	default:
		return nil
	}
	lines := bufio.NewScanner(io.LimitReader(in, 8192))
	for len(sheets) < 2 && lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			sheets = append(sheets, line)
		}
	}
	return sheets
}
