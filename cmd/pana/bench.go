//go:build !release

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"
)

type benchCommand struct {
	Clients int    `help:"How many clients the world has." default:"10000" placeholder:"N"`
	JSON    bool   `help:"Print figures for a program to read." name:"json"`
	Dir     string `help:"Folder of the world: one built before is used again, a new one stays. Without it the world is gone afterwards." placeholder:"DIR" type:"path"`
	Engine  string `help:"What keeps the records." enum:"sqlite" default:"sqlite"`
}

// Run builds a world of many invented clients or takes one that was built
// before, serves it in a process of its own, and measures what people wait for.
// A budget that is missed is a figure like any other; only a measurement that
// could not be made is an error.
func (c *benchCommand) Run(ctx context.Context) error {
	if runtime.GOOS != "linux" {
		return errors.New(reader().T("bench.linux"))
	}
	if c.Clients < 100 {
		return errors.New(reader().T("bench.few", "N", 100))
	}
	if c.Dir == "" {
		dir, err := os.MkdirTemp("", "pana-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.Dir = dir
	}
	b := &bench{dir: c.Dir, clients: c.Clients, report: benchReport{Clients: c.Clients}}
	if err := b.run(ctx); err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(b.report)
	}
	b.report.print(os.Stdout, reader())
	return nil
}

// A bench is one run.
type bench struct {
	dir     string
	clients int
	report  benchReport
}

func (b *bench) run(ctx context.Context) error {
	if err := b.world(ctx); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	known, err := b.lookInside(ctx)
	if err != nil {
		return fmt.Errorf("look into the world: %w", err)
	}
	if err := b.visit(ctx, known); err != nil {
		return fmt.Errorf("visit: %w", err)
	}
	if err := b.bringIn(ctx); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return b.program()
}

// program weighs the program itself.
func (b *bench) program() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	info, err := os.Stat(self)
	if err == nil {
		b.report.single("program size", "MB", float64(info.Size())/(1<<20), 40, "")
	}
	return err
}

// say tells the terminal how far the run is.
func say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%s "+format+"\n", append([]any{time.Now().Format(time.TimeOnly)}, args...)...)
}
