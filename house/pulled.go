package house

import (
	"context"
	"net"
	"os"
	"path/filepath"

	"example.org/pana"
)

// A stick that is pulled, or a network that is gone, can be all the time there is
// when somebody comes through the door: the house stops itself as if the button had
// been pressed (docs/decisions/0059-asleep.md). Each is chosen by the house, and
// only what was there before can go.

// offlineLooks is how many looks in a row find no network before it is gone: a
// cable that is put into another socket stops nothing.
const offlineLooks = 5

// near is what the house found beside it at the last look.
type near struct {
	stick  string // the path that was looked for
	there  bool
	online bool
	missed int // looks in a row without a network that was there
}

// watch stops the house, as Lock does, when the stick of its settings is no longer
// plugged in or, where that is chosen, its machine has lost the network.
func (h *House) watch(ctx context.Context) error {
	set := h.Settings()
	now := near{stick: set.Stick, there: set.Stick != "" && plugged(set.Stick)}
	offline := set.Offline == "on"
	now.online = offline && h.o.Online()
	h.mu.Lock()
	before := h.near
	if offline && before.online && !now.online {
		if now.missed = before.missed + 1; now.missed < offlineLooks {
			now.online = true
		}
	}
	h.near = now
	h.mu.Unlock()
	switch {
	case before.there && !now.there && before.stick == now.stick:
		return h.stopFor(ctx, cause{say: "notice.pulled", object: "pulled"})
	case offline && before.online && !now.online:
		return h.stopFor(ctx, cause{say: "notice.offline", object: "offline"})
	}
	return nil
}

// plugged reports whether path is there, and what it lies on too: a system may go
// on to show the files of a stick that is gone.
func plugged(path string) bool {
	info, err := os.Stat(path)
	return err == nil && deviceThere(info)
}

// checkStick refuses a path that is not whole or where nothing is.
func checkStick(path string) error {
	if path != "" && (!filepath.IsAbs(path) || !plugged(path)) {
		return pana.Refuse("house.SetSettings", "stick", "setup.stick")
	}
	return nil
}

// online reports whether the machine is part of a network: a card other than its
// own loop that is up, connected and has an address.
func online() bool {
	all, err := net.Interfaces()
	if err != nil {
		return true // who cannot ask knows of no loss
	}
	for _, card := range all {
		if card.Flags&(net.FlagUp|net.FlagRunning) != net.FlagUp|net.FlagRunning || card.Flags&net.FlagLoopback != 0 {
			continue
		}
		if addresses, err := card.Addrs(); err == nil && len(addresses) > 0 {
			return true
		}
	}
	return false
}
