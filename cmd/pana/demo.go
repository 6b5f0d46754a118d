//go:build !release

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"syscall"
	"text/tabwriter"

	"example.org/pana"
	"example.org/pana/demo"
	"example.org/pana/web"
)

type demoCommand struct {
	Listen string `help:"Address to serve on." default:"127.0.0.1:8484"`
	Data   string `help:"Folder for the invented house: an empty one, or an earlier demo's, which is made anew. Without it nothing is kept." placeholder:"DIR" type:"path"`
	JSON   bool   `help:"Print the address and the sign-ins as one line of JSON." name:"json"`
}

// worldSeed is the world that everyone gets to see.
const worldSeed = 1

// Run makes the invented house and serves it until the context ends.
func (c *demoCommand) Run(ctx context.Context) error {
	if err := c.free(); err != nil {
		return err
	}
	dir := c.Data
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "pana-demo-"); err != nil {
			return &pana.Error{Op: "demo.Run", Kind: pana.Invalid, Say: "house.folder", Err: err}
		}
		defer os.RemoveAll(dir)
	} else if other, runs := dialLocal(dir); runs {
		other.Close()
		return &pana.Error{Op: "demo.Run", Kind: pana.Conflict, Say: "demo.running"}
	}
	if err := demo.Clear(dir); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	w, err := demo.Build(ctx, demo.Options{Dir: dir, Seed: worldSeed, Log: log})
	if err == nil {
		defer w.House.Close()
	}
	if ctx.Err() != nil {
		return nil // whoever started it does not want it any more
	}
	if err != nil {
		return err
	}
	if err := demo.WritePeople(dir, w.People, w.Sheets[:]...); err != nil {
		return err
	}
	ln, secure, err := listen(c.Listen, w.House, dir, "", "")
	if err != nil {
		return err
	}
	url := strings.TrimSuffix(address(ln, secure, w.House.HostName()), "/")
	if err := c.announce(os.Stdout, url, demo.OneOfEach(w.People)); err != nil {
		ln.Close()
		return err
	}
	return serve(ctx, w.House, ln, secure, dir, web.Options{Demo: true, Secure: secure, Dir: dir, Log: log})
}

// free says at once, before a world is made for nothing, when the address is
// somebody else's.
func (c *demoCommand) free() error {
	ln, err := net.Listen("tcp", c.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return &pana.Error{Op: "demo.free", Kind: pana.Conflict, Say: "serve.port", With: map[string]any{"Address": c.Listen}, Err: err}
	}
	if err != nil {
		return &pana.Error{Op: "demo.free", Kind: pana.Invalid, Say: "serve.listen", With: map[string]any{"Address": c.Listen}, Err: err}
	}
	return ln.Close()
}

// announce prints the address and one sign-in per role.
func (c *demoCommand) announce(out io.Writer, url string, people []demo.Person) error {
	if c.JSON {
		return json.NewEncoder(out).Encode(struct {
			URL    string        `json:"url"`
			People []demo.Person `json:"people"`
		}{url, people})
	}
	r := reader()
	fmt.Fprintf(out, "%s\n%s\n\n", r.T("demo.address", "URL", url), r.T("demo.invented"))
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', 0)
	fmt.Fprintf(table, "%s\t%s\t%s\n", r.T("demo.role"), r.T("demo.name"), r.T("demo.passphrase"))
	for _, p := range people {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.T("role."+string(p.Role)), p.Name, p.Passphrase)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	end := r.T("demo.kept", "Folder", c.Data)
	if c.Data == "" {
		end = r.T("demo.ends")
	}
	_, err := fmt.Fprintf(out, "\n%s\n", end)
	return err
}
