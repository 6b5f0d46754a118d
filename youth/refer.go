package youth

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// The one bridge between a centre and a shelter, in both directions: what somebody
// has said yes to is told, once, in the words of that moment. Nothing stands on
// either side that leads to the file on the other.

// A Referral is what is told of somebody, and that she agreed.
type Referral struct {
	To       pana.SiteID
	Parts    []string // of ReferParts: what she lets be told
	Told     string   // in words
	Language string   // that it was explained in
	Method   string   // how she agreed; empty is spoken
	Agreed   bool
	Given    casework.Given // who agreed
}

// ReferParts lists what can be told beside the words, as consents name it.
func ReferParts() []string { return []string{"name", "age", "languages"} }

func (n Referral) clean(op string) (Referral, error) {
	n.Parts = slices.DeleteFunc(slices.Clone(n.Parts), func(s string) bool { return s == "" })
	for _, p := range n.Parts {
		if err := casework.CheckOneOf(op, "parts", p, ReferParts()...); err != nil {
			return n, err
		}
	}
	if !n.Agreed {
		return n, pana.Refuse(op, "agreed", "youth.refer.consent")
	}
	if n.Given.By == "" {
		return n, pana.Refuse(op, "giver", "consent.giver.missing")
	}
	var err error
	if n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote); err == nil && n.Told == "" {
		err = pana.Refuse(op, "told", "youth.refer.told")
	}
	return n, err
}

// consent is her yes, for today only and for what is told.
func (n Referral) consent(recipient string, today pana.Date) casework.NewConsent {
	return casework.NewConsent{Purpose: pana.ShareWith, Recipient: recipient, Fields: append([]string{"own-words"}, n.Parts...),
		Language: n.Language, Method: n.Method, Until: today, Given: n.Given}
}

// ToShelter refers a young person to a shelter, with her consent. It refuses one who
// has not agreed ("youth.refer.consent"), a yes of whom nobody says who gave it
// ("consent.giver.missing"), a yes of a parent where one is not safe for
// her ("consent.giver.unsafe"), nothing told, and what is no shelter. It
// is kept in her file that something was told, and at the shelter a request stands
// that names no file.
func (y *Youth) ToShelter(ctx context.Context, client pana.ClientID, n Referral) error {
	const op = "youth.ToShelter"
	return y.files.Enter(ctx, policy.ReferYoung, client, func(e *casework.Entry) error {
		n, err := n.clean(op)
		if err != nil {
			return err
		}
		// Who answers for her stands at the centre, and casework does not know of it.
		unsafe, err := guardianHarms(e.Ctx, e.Tx, client)
		if err == nil {
			err = n.Given.Harms(op, false, unsafe)
		}
		if err != nil {
			return err
		}
		if err := e.Consent(n.consent("shelter", e.Today)); err != nil {
			return err
		}
		r := intake.NewRequest{Site: n.To, Sources: []intake.From{{Source: "other"}}, Words: intake.Words{Told: n.Told}}
		about, name, err := y.about(e)
		if err != nil {
			return err
		}
		if slices.Contains(n.Parts, "name") {
			r.Words.Name = name
		}
		if slices.Contains(n.Parts, "age") {
			r.AgeBand, r.Sex = about.AgeBand, about.Sex
		}
		if slices.Contains(n.Parts, "languages") {
			r.Language = about.Language
		}
		if _, err := y.desk.Refer(e.Ctx, e.Tx, policy.ReferYoung, r); err != nil {
			return err
		}
		id := e.Tx.ID()
		e.About(id)
		e.Wrote("youth_referrals", id, client, strings.Join(n.Parts, " "), e.Today)
		return insertReferral(e.Ctx, e.Tx, id, client, strings.Join(n.Parts, " "), e.Today)
	})
}

// about returns the coded facts of somebody and the name she is called by.
func (y *Youth) about(e *casework.Entry) (casework.Coded, string, error) {
	type row struct {
		Sex      string `db:"sex"`
		AgeBand  string `db:"age_band"`
		Language string `db:"language"`
		Sealed   []byte `db:"call_name"`
	}
	r, _, err := db.Find[row](e.Ctx, e.Tx, `SELECT c.sex, c.age_band, c.language, y.call_name FROM clients c JOIN youth_people y ON y.client_id = c.id WHERE c.id = $1`, e.Client())
	if err != nil {
		return casework.Coded{}, "", err
	}
	name, err := y.call(e.Client(), r.Sealed)
	return casework.Coded{Sex: r.Sex, AgeBand: r.AgeBand, Language: r.Language}, name, err
}

// ToCentre refers a client of a shelter, or her child, to a youth centre, with her
// consent. It refuses what ToShelter refuses, and what is no youth centre.
func (y *Youth) ToCentre(ctx context.Context, client pana.ClientID, n Referral) error {
	const op = "youth.ToCentre"
	return y.files.Enter(ctx, policy.ReferClient, client, func(e *casework.Entry) error {
		n, err := n.clean(op)
		if err != nil {
			return err
		}
		if site, ok := y.h.Site(n.To); !ok || site.Kind != house.YouthCentre {
			return pana.Refuse(op, "site", "youth.refer.where")
		}
		if err := e.Consent(n.consent("other", e.Today)); err != nil {
			return err
		}
		id := e.Tx.ID()
		d, err := seal.PutWord(e.Ctx, e.Tx, n.To, seal.Owner(id), seal.Word{Table: "youth_arrivals", Row: id, Field: fieldTold, Compartment: pana.Identity, Text: n.Told})
		if err != nil {
			return err
		}
		if err := insertArrival(e.Ctx, e.Tx, id, n.To, e.Today); err != nil {
			return err
		}
		// At the centre nothing says from whom or whose file it came.
		return trail.Record(e.Ctx, e.Tx, trail.Entry{Act: policy.TakeYoung, Site: n.To, Object: id, Digests: [][32]byte{d}})
	})
}

// An Arrival is somebody who was referred to a centre.
type Arrival struct {
	ID       string    `db:"id"`
	On       pana.Date `db:"on_day"`
	State    string    `db:"state"` // open, taken, declined
	Answered pana.Date `db:"answered"`
	Version  int64     `db:"version"`
	Told     string    `db:"-"`
	Closed   bool      `db:"-"`
}

// Arrivals returns who was referred to a centre, those without an answer first.
func (y *Youth) Arrivals(ctx context.Context, site pana.SiteID) ([]Arrival, error) {
	const op = "youth.Arrivals"
	if _, err := y.centre(ctx, op, policy.TakeYoung, site); err != nil {
		return nil, err
	}
	var list []Arrival
	err := y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if list, err = arrivalRows(ctx, tx, site); err != nil {
			return err
		}
		for i := range list {
			a := &list[i]
			words, shut, err := seal.GetWords(ctx, tx, site, seal.Owner(a.ID), seal.Filter{Rows: []string{a.ID}, Compartments: []pana.Compartment{pana.Identity}})
			if err != nil {
				return err
			}
			a.Closed = len(shut) > 0
			for _, w := range words {
				a.Told = w.Text
			}
		}
		return nil
	})
	return list, err
}

// AnswerArrival says that somebody who was referred has come or will not, made from
// a row version. The words go with the answer: what is to stay stands in a file.
func (y *Youth) AnswerArrival(ctx context.Context, site pana.SiteID, id, state string, version int64) error {
	const op = "youth.AnswerArrival"
	if state != "taken" && state != "declined" {
		return pana.Refuse(op, "state", "youth.referred.how")
	}
	return y.within(ctx, op, policy.TakeYoung, site, func(tx *db.Tx, line *trail.Entry) error {
		n, err := answerArrival(ctx, tx, site, id, state, y.h.Today(tx.Now), version)
		if err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"state"}}))
		}
		wrote(line, "youth_arrivals", id, state)
		_, err = seal.PutWord(ctx, tx, site, seal.Owner(id), seal.Word{Table: "youth_arrivals", Row: id, Field: fieldTold, Compartment: pana.Identity})
		return err
	})
}

// clock is the time of day at the house.
func (y *Youth) clock(at time.Time) string { return at.In(y.h.Zone()).Format("15:04") }
