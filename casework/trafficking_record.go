package casework

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// RecordFacts records the trafficking facts of the client's newest episode. A
// correction is a new row: what was recorded before stays as it was. Version is
// that of the facts the page showed, 0 when there were none; another one is
// refused with db.stale, whose With names the fields that differ under "Fields".
// The same facts again change nothing.
//
// It refuses what cannot be (see clean), a client without an episode
// ("episode.none"), and an actor whose keys do not open what the client told
// before ("trafficking.closed"), because the new row would leave it behind.
func (c *Casework) RecordFacts(ctx context.Context, client pana.ClientID, t Trafficking, version int64) (id string, err error) {
	const op = "casework.RecordFacts"
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allowWriting(ctx, tx, policy.RecordFacts, client, pana.Safety)
		if err != nil {
			return err
		}
		t, err := t.clean(op, c.h.Today(tx.Now))
		if err != nil {
			return err
		}
		e, err := newestEpisode(ctx, tx, client)
		if err != nil {
			return err
		}
		if e.ID == "" {
			return conflict(op, "episode.none")
		}
		old, err := traffickingOf(ctx, tx, e.ID)
		if err != nil {
			return err
		}
		if old.ID != "" {
			said, open, err := wordsOf(ctx, tx, s, pana.Safety, "trafficking", old.ID)
			if err != nil {
				return err
			}
			if !open {
				return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "trafficking.closed"}
			}
			old.take(said)
		}
		fields := t.differs(old)
		id = old.ID
		switch {
		case old.ID != "" && len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		t.ID, t.Episode, t.By, t.At, t.Version = tx.ID(), e.ID, pana.ActorFrom(ctx).Staff, tx.Now, old.Version+1
		if err := outdate(ctx, tx, e.ID); err != nil {
			return err
		}
		if err := insertTrafficking(ctx, tx, client, t); err != nil {
			if db.IsUnique(err) {
				return db.Stale(op, map[string]any{"Fields": fields})
			}
			return err
		}
		digests, err := putWords(ctx, tx, s, pana.Safety, "trafficking", t.ID, t.sayings()...)
		if err != nil {
			return err
		}
		id = t.ID
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordFacts, Client: client, Site: s.Site, Object: id, Digests: append(digests, t.digest())})
	})
	return id, err
}

// PutFacts records facts within the act of the caller (an import of past
// cases), which has checked policy and writes the trail line with the digests.
// There must be no facts of the episode yet.
func (c *Casework) PutFacts(ctx context.Context, tx *db.Tx, s policy.Subject, e pana.EpisodeID, t Trafficking) ([][32]byte, error) {
	t, err := t.clean("casework.PutFacts", c.h.Today(tx.Now))
	if err != nil {
		return nil, err
	}
	t.ID, t.Episode, t.By, t.At, t.Version = tx.ID(), e, pana.ActorFrom(ctx).Staff, tx.Now, 1
	if err := insertTrafficking(ctx, tx, s.Client, t); err != nil {
		return nil, err
	}
	digests, err := putWords(ctx, tx, s, pana.Safety, "trafficking", t.ID, t.sayings()...)
	return append(digests, t.digest()), err
}

// Facts returns the newest trafficking facts of a client, opened for the form
// that records them; the zero value, with nothing known, when there are none.
// Whoever does not read her care finds nothing: NotFound "record.absent".
func (c *Casework) Facts(ctx context.Context, code string) (Trafficking, error) {
	const op = "casework.Facts"
	var t Trafficking
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		r, err := c.look(ctx, tx, code)
		if err != nil {
			return err
		}
		if !slices.Contains(r.reads, pana.Care) || !slices.Contains(r.reads, pana.Safety) {
			return gone(op)
		}
		e, err := newestEpisode(ctx, tx, r.subject.Client)
		if err != nil {
			return err
		}
		if t, err = traffickingOf(ctx, tx, e.ID); err != nil {
			return err
		}
		if t.ID == "" {
			t = NoFacts()
			return nil
		}
		said, open, err := wordsOf(ctx, tx, r.subject, pana.Safety, "trafficking", t.ID)
		if err != nil || !open {
			return err
		}
		t.take(said)
		return trail.Record(ctx, tx, trail.Entry{Act: policy.OpenClient, Client: r.subject.Client, Site: r.subject.Site,
			Object: t.ID, Opened: []pana.Compartment{pana.Safety}})
	})
	return t, err
}

// NoFacts is where facts begin: nothing is known.
func NoFacts() Trafficking {
	return Trafficking{MonthsLeast: -1, MonthsMost: -1, AgeWhen: -1, Codes: map[string][]string{}}
}

// take puts opened words into the facts they belong to.
func (t *Trafficking) take(said map[string]string) {
	t.Told = said[FieldTold]
	for i := range t.Places {
		t.Places[i].Words = said[FieldPlace+"."+strconv.Itoa(t.Places[i].N)]
	}
}

func (t Trafficking) sayings() []Say {
	said := []Say{{FieldTold, t.Told}}
	for _, p := range t.Places {
		said = append(said, Say{FieldPlace + "." + strconv.Itoa(p.N), p.Words})
	}
	return said
}

// differs names the fields in which t is not what stands, as the form calls them.
func (t Trafficking) differs(o Trafficking) []string {
	var fields []string
	if o.ID == "" {
		o = NoFacts()
	}
	for _, f := range []struct {
		name string
		same bool
	}{
		{"status", t.Status == o.Status}, {"decided_by", t.DecidedBy == o.DecidedBy}, {"decided_on", t.DecidedOn == o.DecidedOn},
		{"held_from", t.Held.From == o.Held.From}, {"held_until", t.Held.Until == o.Held.Until},
		{"months_least", t.MonthsLeast == o.MonthsLeast}, {"months_most", t.MonthsMost == o.MonthsMost},
		{"age_when", t.AgeWhen == o.AgeWhen}, {"recruiter", t.Recruiter == o.Recruiter}, {"exit_mode", t.ExitMode == o.ExitMode},
		{"source", t.Source == o.Source && t.Interpreted == o.Interpreted}, {"told", t.Told == o.Told},
		{"place_0", slices.Equal(t.Places, o.Places)},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	for _, list := range TraffickingLists() {
		a, b := slices.Sorted(slices.Values(t.Codes[list])), slices.Sorted(slices.Values(o.Codes[list]))
		if !slices.Equal(a, b) {
			fields = append(fields, FieldOfList(list))
		}
	}
	return fields
}

// digest is the digest of the columns of t.
func (t Trafficking) digest() [32]byte {
	values := []string{t.Status, t.DecidedBy, string(t.DecidedOn), t.Held.From.String(), t.Held.Until.String(),
		strconv.Itoa(t.MonthsLeast), strconv.Itoa(t.MonthsMost), strconv.Itoa(t.AgeWhen), t.Recruiter, t.ExitMode,
		string(t.Source), strconv.FormatBool(t.Interpreted)}
	for _, list := range slices.Sorted(maps.Keys(t.Codes)) {
		values = append(values, list)
		values = append(values, t.Codes[list]...)
	}
	for _, p := range t.Places {
		where, _ := json.Marshal([]string{p.Kind, p.Country, p.Region, p.When.String()})
		values = append(values, string(where))
	}
	return trail.Digest("trafficking", t.ID, values...)
}
