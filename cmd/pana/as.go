package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"example.org/pana"
	"example.org/pana/house"
)

// asSomeone is what every command takes that works in a house: which house, and
// who asks. The command obeys the same policy and leaves the same trail as the
// pages do.
type asSomeone struct {
	Data         string `help:"Folder of the house." placeholder:"DIR" type:"path" required:""`
	As           string `help:"Who signs in." placeholder:"NAME" required:""`
	PassphraseFd int    `help:"Read the passphrase from this open file, one line; a second line is the code of the second factor." placeholder:"N" default:"-1"`

	who  house.Entry
	part func(string) // takes what comes of a file that a server hands out
}

// signIn asks for the passphrase: at the terminal without showing it, or from
// the open file that was named. It never comes as an argument or from the
// environment, where others on the machine could read it.
func (c *asSomeone) signIn() error {
	e := &c.who
	*e = house.Entry{Name: c.As, Address: "local"}
	if c.PassphraseFd >= 0 {
		f := os.NewFile(uintptr(c.PassphraseFd), "passphrase")
		if f == nil {
			return noPassphrase()
		}
		defer f.Close()
		in := bufio.NewScanner(io.LimitReader(f, 4096))
		if !in.Scan() {
			return noPassphrase()
		}
		e.Passphrase = strings.TrimSuffix(in.Text(), "\r")
		if in.Scan() {
			e.Code = strings.TrimSpace(in.Text())
		}
		return nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return noPassphrase()
	}
	fmt.Fprint(os.Stderr, reader().T("transfer.passphrase", "Name", c.As), " ")
	secret, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return noPassphrase()
	}
	e.Passphrase = string(secret)
	clear(secret)
	fmt.Fprint(os.Stderr, reader().T("transfer.passphrase.code"), " ")
	in := bufio.NewScanner(os.Stdin)
	if in.Scan() {
		e.Code = strings.TrimSpace(in.Text())
	}
	return nil
}

func noPassphrase() error {
	return &pana.Error{Op: "as.signIn", Kind: pana.Invalid, Say: "transfer.passphrase.none"}
}

// served reports whether a server has the house of the folder open.
func (c *asSomeone) served() bool {
	conn, ok := dialLocal(c.Data)
	if ok {
		conn.Close()
	}
	return ok
}

// inside opens the house of the folder, which no server has open, signs in whom
// signIn asked for, and has do work with her rights and keys.
func (c *asSomeone) inside(ctx context.Context, do func(as context.Context, h *house.House) error) error {
	h, err := openHouse(ctx, house.Options{Dir: c.Data})
	if err != nil {
		return err
	}
	defer h.Close()
	if h.State() == house.Empty {
		return &pana.Error{Op: "as.inside", Kind: pana.NotFound, Say: "transfer.house.none"}
	}
	cookie, _, err := h.SignIn(ctx, c.who)
	if err != nil {
		return err
	}
	defer h.SignOut(context.WithoutCancel(ctx), cookie)
	as, _, err := h.Resume(ctx, cookie)
	if err != nil {
		return err
	}
	return do(as, h)
}
