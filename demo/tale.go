package demo

import (
	"cmp"
	"context"
	"fmt"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/residence"
)

// A tale is how one client came and what was written down since, told act by
// act through the same doors as everybody's.
type tale struct {
	*world
	name string // of the case; see World.Cases
	site string

	client  pana.ClientID
	code    string
	request pana.RequestID
	asked   int64 // version of the request
	edited  int64 // version of the client
}

func (w *world) tale(name, site string) *tale {
	t := &tale{world: w, name: name, site: site, edited: 1}
	w.tales = append(w.tales, t)
	return t
}

// does plans an act of a member of staff.
func (t *tale) does(days int, hour, who string, act func(ctx context.Context) error) {
	t.on(days, hour, func() error {
		ctx, err := t.as(who)
		if err == nil {
			err = act(ctx)
		}
		if err != nil {
			return fmt.Errorf("%s, %d days ago, by %s: %w", t.name, days, who, err)
		}
		return nil
	})
}

// is takes in the code that the house has drawn for her.
func (t *tale) is(ctx context.Context, drawn string) (err error) {
	t.client, t.code, err = t.rename(ctx, drawn)
	return err
}

// place is a bed by its name, "Apple 3", or an extra place in a room, "Lower +".
func (t *tale) place(name string) pana.BedID {
	if room, extra := cutExtra(name); extra {
		return pana.BedID(residence.Room{ID: t.rooms[room]}.ExtraPlace())
	}
	return t.places[name]
}

func cutExtra(name string) (room string, extra bool) {
	if n := len(name); n > 2 && name[n-1] == '+' {
		return name[:n-2], true
	}
	return "", false
}

// asks: a request for a bed comes in.
func (t *tale) asks(days int, hour, who string, n intake.NewRequest) {
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		n.Site = t.sites[t.site]
		t.request, err = t.desk.Record(ctx, n)
		t.asked = 1
		return err
	})
}

// answers: the house says what it can do. Whoever is accepted gets a file.
func (t *tale) answers(days int, hour, who string, a intake.Answer, bed string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		a.Version, a.Bed = t.asked, t.place(bed)
		t.asked++
		drawn, err := t.desk.Answer(ctx, t.request, a)
		if err != nil || a.Status != intake.Accepted {
			return err
		}
		return t.is(ctx, drawn)
	})
}

// arrives: someone is let in for the night.
func (t *tale) arrives(days int, hour, who, bed string, a intake.Arrival) {
	t.does(days, hour, who, func(ctx context.Context) error {
		a.Bed = t.place(bed)
		drawn, err := t.desk.Arrive(ctx, a)
		if err != nil {
			return err
		}
		return t.is(ctx, drawn)
	})
}

// isSeen: somebody on call has looked at the arrival.
func (t *tale) isSeen(days int, hour, who string) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.desk.Seen(ctx, t.code) })
}

// team gives her the people who work with her, in the first of their roles.
func (t *tale) team(days int, hour string, staff ...string) {
	t.does(days, hour, "saule", func(ctx context.Context) error {
		for _, who := range staff {
			m := t.staff[who]
			if err := t.files.Assign(ctx, t.client, m.id, m.grants[0].role); err != nil {
				return err
			}
		}
		return nil
	})
}

// isKnown: what is known of her is written into the file, names with it.
func (t *tale) isKnown(days int, hour, who string, c casework.Coded, n casework.Names) {
	t.does(days, hour, who, func(ctx context.Context) error {
		e := casework.Edit{Version: t.edited, Coded: c, Names: &n}
		t.edited++
		return t.files.Edit(ctx, t.client, e)
	})
}

func (t *tale) tags(days int, hour, who string, tags ...string) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.files.SetTags(ctx, t.client, tags) })
}

func (t *tale) stage(days int, hour, who, stage string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		f, err := t.files.Open(ctx, t.code)
		if err != nil {
			return err
		}
		return t.files.SetStage(ctx, t.client, stage, "", f.Episodes[0].Version)
	})
}

func (t *tale) notes(days int, hour, who string, n casework.NewNote) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.files.WriteNote(ctx, t.client, n)
		return err
	})
}

// can: a strength, in the worker's words and in her own.
func (t *tale) can(days int, hour, who, text, told string) {
	source := pana.StaffSaw
	if told != "" {
		source = pana.ClientSaid
	}
	t.notes(days, hour, who, casework.NewNote{Kind: casework.StrengthNote, Source: source, Text: text, Told: told})
}

// mind: an alert on top of the file.
func (t *tale) mind(days int, hour, who, kind, text string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.files.RaiseAlert(ctx, t.client, casework.NewAlert{Kind: kind, Text: text})
		return err
	})
}

// heeds ends the alerts of one kind: it was seen to.
func (t *tale) heeds(days int, hour, who, kind string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		f, err := t.files.Open(ctx, t.code)
		if err != nil {
			return err
		}
		for _, a := range f.Alerts {
			if a.Kind != kind {
				continue
			}
			if err := t.files.EndAlert(ctx, t.client, a.ID, a.Version); err != nil {
				return err
			}
		}
		return nil
	})
}

// knows: someone around her; confirmed by a member who reads safety, if named.
func (t *tale) knows(days int, hour, who string, n casework.NewPerson, confirmedBy string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		id, err := t.files.AddPerson(ctx, t.client, n)
		if err != nil || confirmedBy == "" {
			return err
		}
		if ctx, err = t.as(confirmedBy); err != nil {
			return err
		}
		return t.files.ConfirmPerson(ctx, t.client, id)
	})
}

// agrees: an answer about one purpose. With back above 0 she takes it back that
// many days ago.
func (t *tale) agrees(days int, hour, who string, n casework.NewConsent, back int) {
	n.Given.By = cmp.Or(n.Given.By, casework.Herself)
	var id pana.ConsentID
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		id, err = t.files.RecordConsent(ctx, t.client, n)
		return err
	})
	if back > 0 {
		t.does(back, "15:40", who, func(ctx context.Context) error { return t.files.WithdrawConsent(ctx, t.client, id) })
	}
}

// facts: what happened, as codes.
func (t *tale) facts(days int, hour, who string, f func() casework.Trafficking) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.files.RecordFacts(ctx, t.client, f(), 0)
		return err
	})
}

// files a paper or a drawing.
func (t *tale) keeps(days int, hour, who string, n casework.NewDocument) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.files.FileDocument(ctx, t.client, n)
		return err
	})
}

// judged: the three facts of the way in: signs, a decision, a payer.
func (t *tale) judged(days int, hour, who, list string, signs []string, p pana.Provenance, d *intake.Identification, payers ...intake.Eligibility) {
	t.does(days, hour, who, func(ctx context.Context) error {
		about := intake.About{Code: t.code}
		if t.code == "" {
			about = intake.About{Request: t.request}
		}
		if len(signs) > 0 {
			if err := t.desk.See(ctx, about, list, signs, p); err != nil {
				return err
			}
		}
		if d != nil {
			if err := t.desk.Identify(ctx, about, *d); err != nil {
				return err
			}
		}
		for _, e := range payers {
			if err := t.desk.Entitle(ctx, about, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// child makes a file of a child's own, with a bed if one is named.
func (t *tale) child(days int, hour, who, name, bed string, n casework.NewChild) *tale {
	c := t.tale(name, t.site)
	c.does(days, hour, who, func(ctx context.Context) error {
		a, err := t.files.AddChild(ctx, t.client, n)
		if err != nil {
			return err
		}
		if err := c.is(ctx, a.Code); err != nil || bed == "" {
			return err
		}
		_, err = t.beds.Admit(ctx, residence.Admission{Client: c.client, Bed: t.places[bed]})
		return err
	})
	return c
}

// sleeps gives someone with a file a bed.
func (t *tale) sleeps(days int, hour, who, bed, reason string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.beds.Admit(ctx, residence.Admission{Client: t.client, Bed: t.places[bed], Reason: reason})
		return err
	})
}

// moves brings her into another bed.
func (t *tale) moves(days int, hour, who, bed string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.beds.Move(ctx, residence.Moving{Client: t.client, Bed: t.places[bed]})
		return err
	})
}

// fuzzy is a moment as someone remembers it.
func fuzzy(d pana.Date, p pana.Precision) pana.Fuzzy { f, _ := pana.NewFuzzy(d, p); return f }
