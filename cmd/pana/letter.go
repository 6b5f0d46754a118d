package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"example.org/pana/house"
)

// letterCommand writes letters to other houses.
type letterCommand struct {
	Stop letterStopCommand `cmd:"" help:"Write a signed letter that stops another house, if that house has noted this one."`
}

type letterStopCommand struct {
	asSomeone
	To string `help:"Key of the house to be stopped, as its page shows it." placeholder:"KEY" required:""`
}

// Run prints the letter. How it gets there is for whoever asked.
func (c *letterStopCommand) Run(ctx context.Context) error {
	if err := c.signIn(); err != nil {
		return err
	}
	if c.served() {
		bar := newBar(os.Stderr)
		defer bar.end()
		return c.through(ctx, "/house/peers/letter", "application/x-www-form-urlencoded", []byte(url.Values{"to": {c.To}}.Encode()), bar, func(int) {})
	}
	return c.inside(ctx, func(as context.Context, h *house.House) error {
		text, err := h.WriteLetter(as, c.To)
		if err == nil {
			fmt.Print(text)
		}
		return err
	})
}
