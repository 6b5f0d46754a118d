package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"golang.org/x/term"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/transfer"
)

type importCommand struct {
	HTCDS importHTCDS `cmd:"" name:"htcds" help:"Cases in a workbook of IOM's case data standard, or CSV with its headings."`
	CTDC  importCTDC  `cmd:"" name:"ctdc" help:"Past cases of a CTDC dataset, as codes."`
}

type importLayout struct {
	File   string `arg:"" help:"The file." type:"path"`
	DryRun bool   `help:"Look at every row, write nothing."`
	asSomeone
	Site string `help:"Where the clients belong; the first shelter of the house if nothing is said." placeholder:"NAME"`
}

type (
	importHTCDS struct{ importLayout }
	importCTDC  struct{ importLayout }
)

// Run brings in a file of the case data standard.
func (c *importHTCDS) Run(ctx context.Context) error { return c.run(ctx, transfer.HTCDS) }

// Run brings in a file of a CTDC dataset.
func (c *importCTDC) Run(ctx context.Context) error { return c.run(ctx, transfer.CTDC) }

func (c *importLayout) run(ctx context.Context, layout transfer.Layout) error {
	file, err := readImport(c.File)
	if err != nil {
		return err
	}
	if err := c.signIn(); err != nil {
		return err
	}
	bar := newBar(os.Stderr)
	if !c.served() {
		return c.onStore(ctx, layout, file, bar)
	}
	query := url.Values{}
	if c.DryRun {
		query.Set("dry-run", "yes")
	}
	if c.Site != "" {
		query.Set("site", c.Site)
	}
	return c.through(ctx, "/import/"+string(layout)+"?"+query.Encode(), "application/octet-stream", file, bar, c.finish)
}

// readImport reads the whole file, and no more than an import takes.
func readImport(name string) ([]byte, error) {
	absent := &pana.Error{Op: "import.read", Kind: pana.Invalid, Say: "transfer.file.absent"}
	f, err := os.Open(name)
	if err != nil {
		return nil, absent
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, transfer.MostBytes+1))
	if err != nil {
		return nil, absent
	}
	return file, nil
}

// onStore works on the house itself while no server has it open.
func (c *importLayout) onStore(ctx context.Context, layout transfer.Layout, file []byte, bar *bar) error {
	return c.inside(ctx, func(as context.Context, h *house.House) error {
		work := transfer.New(h, casework.New(h))
		site, err := work.Site(c.Site)
		if err != nil {
			return err
		}
		rep, err := work.Import(as, layout, file, transfer.Options{Site: site, DryRun: c.DryRun, Progress: bar.show})
		bar.end()
		if rep.Rows > 0 {
			for _, line := range rep.Lines(reader()) {
				fmt.Println(line)
			}
		}
		if err != nil {
			return err
		}
		c.finish(rep.Rows)
		return nil
	})
}

func (c *importLayout) finish(n int) {
	if c.DryRun {
		fmt.Println(reader().T("transfer.trial"))
		return
	}
	fmt.Println(reader().T("transfer.done", "N", n))
}

// A bar shows how far an import is: one line that is written over at a terminal,
// a line every tenth of the way elsewhere.
type bar struct {
	out   io.Writer
	live  bool
	tenth int
	drawn bool
	r     *locale.Reader
}

func newBar(f *os.File) *bar { return &bar{out: f, live: term.IsTerminal(int(f.Fd())), r: reader()} }

func (b *bar) show(done, rows int) {
	switch {
	case b.live && rows == 0:
		fmt.Fprintf(b.out, "\r\x1b[K%s", b.r.T("transfer.checked", "N", done))
		b.drawn = true
	case b.live:
		const width = 30
		full := done * width / rows
		fmt.Fprintf(b.out, "\r\x1b[K[%s%s] %s", strings.Repeat("=", full), strings.Repeat(" ", width-full), b.r.T("transfer.progress", "Done", done, "Rows", rows))
		b.drawn = true
	case rows > 0 && done*10/rows > b.tenth:
		b.tenth = done * 10 / rows
		fmt.Fprintln(b.out, b.r.T("transfer.progress", "Done", done, "Rows", rows))
	}
}

// end leaves the line of the bar.
func (b *bar) end() {
	if b.drawn {
		fmt.Fprintln(b.out)
		b.drawn = false
	}
}
