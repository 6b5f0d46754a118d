package residence

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// extraPrefix begins the place that means an extra place in a room.
const extraPrefix = "extra."

// ExtraPlace returns how a form names an extra place in r; see ReadPlace.
func (r Room) ExtraPlace() string { return extraPrefix + string(r.ID) }

// ReadPlace reads the place that a form sends: a bed's id, or an extra place in
// a room. One of the two is empty.
func ReadPlace(place string) (pana.BedID, pana.RoomID) {
	if room, extra := strings.CutPrefix(place, extraPrefix); extra {
		return "", pana.RoomID(room)
	}
	return pana.BedID(place), ""
}

// A wish is a place that someone is to sleep in.
type wish struct {
	Bed    pana.BedID
	Room   pana.RoomID // an extra place in this room, when Bed is empty
	Reason string      // why bed rules are set aside
}

// A place is what a wish came to.
type place struct {
	Room   Room
	Bed    Bed // without an id when an extra bed is to be made
	Broken []Rule
	Reason string // clean; empty when no rule is broken
}

// choose finds the wished-for place on m for g. It refuses, on the field "bed":
// no bed at all ("residence.bed.missing"), one that is not at this site
// ("residence.bed.absent"), one somebody has ("residence.bed.taken"), one out of
// service ("residence.bed.out"), an extra place while a bed that suits her is
// free ("residence.extra.free"), and a place against a rule without a reason
// ("residence.rule.sex", "residence.rule.children", "residence.rule.apart").
func choose(ctx context.Context, op string, s policy.Subject, m Map, g Guest, w wish) (place, error) {
	var p place
	switch {
	case w.Bed != "":
		room, bed, ok := m.Bed(w.Bed)
		switch {
		case !ok:
			return p, pana.Refuse(op, "bed", "residence.bed.absent")
		case bed.State == Taken:
			return p, conflict(op, "bed", "residence.bed.taken")
		case bed.State == OutOfService, room.barred(g):
			return p, conflict(op, "bed", "residence.bed.out")
		}
		p.Room, p.Bed = room, bed
	case w.Room != "":
		room, ok := m.Room(w.Room)
		switch {
		case !ok:
			return p, pana.Refuse(op, "bed", "residence.bed.absent")
		case !m.Full(g):
			return p, conflict(op, "bed", "residence.extra.free")
		case room.barred(g):
			return p, conflict(op, "bed", "residence.extra.room")
		}
		p.Room, p.Bed = room, Bed{Room: room.ID, Extra: true}
	default:
		return p, pana.Refuse(op, "bed", "residence.bed.missing")
	}
	p.Broken = p.Room.Breaks(g)
	if len(p.Broken) == 0 {
		return p, nil
	}
	var err error
	if p.Reason, err = cleanReason(op, w.Reason); err != nil {
		return p, err
	}
	if p.Reason == "" {
		return p, ruled(op, p.Room, p.Broken)
	}
	return p, policy.Check(pana.ActorFrom(ctx), policy.OverrideBedRule, s)
}

// ruled says which rules stand against a room: the room's name and the rule,
// never who sleeps there.
func ruled(op string, room Room, broken []Rule) error {
	var all []error
	for _, rule := range broken {
		all = append(all, &pana.Error{Op: op, Kind: pana.Invalid, Field: "bed", Say: "residence.rule." + string(rule), With: map[string]any{"Room": room.Name}})
	}
	return errors.Join(all...)
}

// longestReason is how much can be said about a rule set aside, in runes.
const longestReason = 500

func cleanReason(op, text string) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if utf8.RuneCountInString(text) > longestReason {
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "reason", Say: "residence.reason.long", With: map[string]any{"Max": longestReason}}
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(c rune) bool { return c != '\n' && c != '\t' && misleading(c) }) {
		return "", pana.Refuse(op, "reason", "residence.reason.text")
	}
	return text, nil
}

// firstNight returns the first night of a stay: the one asked for, or tonight,
// or the first night on which the bed and she are both free. A night that has
// not come, or on which the bed or she was elsewhere taken, is refused on the
// field "since".
func (r *Residence) firstNight(op string, tx *db.Tx, asked pana.Night, empty, away, opened pana.Night) (pana.Night, error) {
	today := r.h.Today(tx.Now)
	if asked == "" {
		return max(r.h.Tonight(tx.Now), empty, away), nil
	}
	asked, err := pana.ParseDate(string(asked))
	if e, ok := errors.AsType[*pana.Error](err); ok {
		e.Op, e.Field = op, "since"
		return "", e
	}
	switch {
	case asked > today:
		return "", pana.Refuse(op, "since", "date.future")
	case asked < empty:
		return "", pana.Refuse(op, "since", "residence.since.bed")
	case asked < away:
		return "", pana.Refuse(op, "since", "residence.since.client")
	case opened != "" && asked < opened.AddDays(-1): // whoever comes at 3 a.m. comes in yesterday's night
		return "", pana.Refuse(op, "since", "residence.since.episode")
	}
	return asked, nil
}
