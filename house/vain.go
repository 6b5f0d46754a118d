package house

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// InVain is what somebody asked for on a day and was not given: refused by the
// table of acts or by a conflict of interest, or not there. Which of them it was,
// and about whom, is not kept: the number of what is hidden would be a number of
// what is there.
type InVain struct {
	Day   pana.Date    `db:"day"`
	Staff pana.StaffID `db:"staff_id"` // empty for a caller who was turned away before anybody knew her
	Act   policy.Act   `db:"act"`      // empty for what nobody else is told of, and for all beyond mostVainActs
	N     int64        `db:"n"`
	Last  int64        `db:"last"` // microseconds, see db.FromMicros
}

// AskedInVain is the act of a line that says so: its actor asked, its object is
// the act that was asked for.
const AskedInVain policy.Act = "act.refused"

// What is turned away before anybody asks for an act, mostly of callers whom
// nobody knows yet.
const (
	OddForm     policy.Act = "guard.form" // a form that no page of ours sends: too long, broken, with a NUL
	TooMany     policy.Act = "guard.busy" // more at once than can be served
	ForeignSite policy.Act = "guard.site" // a form from another site
	ForeignName policy.Act = "guard.host" // a name that is not the house's
	NotOfAPage  policy.Act = "guard.page" // what a browser would not load or run: no page of ours asks for it
)

const (
	vainDays     = 30 // for which counts are shown; the lines stay
	vainNotice   = 20 // times in a day after which those who lead are told
	mostVainActs = 40 // lines of one person and day; the acts beyond count as one
)

// vainAct is what of act may be told: what a psychologist keeps to herself is told to
// nobody, so not that somebody asked for it either.
func vainAct(act policy.Act) policy.Act {
	if strings.HasPrefix(string(act), policy.PrivateActs) || strings.HasPrefix(string(act), policy.Complaining) {
		return ""
	}
	return act
}

// NoteVain adds what was asked in vain to the counts of today. Each count leaves a
// line in the trail when it begins and whenever it has grown tenfold, so that a
// flood leaves a handful. Those who lead are told, once a day, of whoever asks so
// often that it is no slip; nobody is told of herself.
func (h *House) NoteVain(ctx context.Context, all []InVain) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		today := h.Today(tx.Now)
		for _, v := range all {
			if err := h.noteVain(ctx, tx, today, v); err != nil {
				return err
			}
		}
		return dropVain(ctx, tx, today.AddDays(-vainDays))
	})
}

func (h *House) noteVain(ctx context.Context, tx *db.Tx, today pana.Date, v InVain) error {
	v.Day, v.Act, v.Last = today, vainAct(v.Act), db.Micros(tx.Now)
	kinds, total, before, err := vainSoFar(ctx, tx, v)
	if err != nil {
		return err
	}
	if before == 0 && kinds >= mostVainActs && v.Act != "" {
		v.Act = ""
		if _, _, before, err = vainSoFar(ctx, tx, v); err != nil {
			return err
		}
	}
	if err := addVain(ctx, tx, v); err != nil {
		return err
	}
	as := pana.WithActor(ctx, pana.Actor{Staff: v.Staff})
	if magnitude(before) != magnitude(before+v.N) {
		if err := trail.Record(as, tx, trail.Entry{Act: AskedInVain, Object: string(v.Act)}); err != nil {
			return err
		}
	}
	if v.Staff == "" || total >= vainNotice || total+v.N < vainNotice {
		return nil
	}
	return h.TellHeads(as, tx, Notice{Say: "notice.vain", Object: string(v.Staff), N: vainNotice})
}

// magnitude is how many figures n has; 0 has none.
func magnitude(n int64) (figures int) {
	for ; n > 0; n /= 10 {
		figures++
	}
	return figures
}

// Vain returns what was asked in vain in the last days, the newest day first. It
// needs SeeLooks.
func (h *House) Vain(ctx context.Context) ([]InVain, error) {
	var all []InVain
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeLooks, policy.Subject{}); err != nil {
			return err
		}
		var err error
		all, err = findVain(ctx, tx, h.Today(tx.Now).AddDays(-vainDays))
		return err
	})
	return all, err
}
