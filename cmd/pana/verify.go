package main

import (
	"context"
	"fmt"
	"os"

	"example.org/pana/house"
	"example.org/pana/web"
)

type verifyCommand struct{ asSomeone }

// Run goes through the whole house; it ends with 0 only when all is whole.
func (c *verifyCommand) Run(ctx context.Context) error {
	if err := c.signIn(); err != nil {
		return err
	}
	bar := newBar(os.Stderr)
	defer bar.end()
	if c.served() {
		return c.through(ctx, "/house/proof/verify", "application/x-www-form-urlencoded", nil, bar, func(int) {})
	}
	return c.inside(ctx, func(as context.Context, h *house.House) error {
		p, err := h.Verify(as, nil, func(lines int64) { bar.show(int(lines), 0) })
		bar.end()
		if err != nil {
			return err
		}
		fmt.Println(web.ProofLine(reader(), p))
		return nil
	})
}
