package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Bond is what ties a client to someone who exploited her, as the psychologist
// sees it on one day. Nobody but she and the heads finds any trace of it; what
// follows for calls and visits are Rules, kept apart.
type Bond struct {
	ID        string       `db:"id"`
	Number    int          `db:"number"`
	Level     string       `db:"level"` // code list bond-level
	On        pana.Date    `db:"on_day"`
	By        pana.StaffID `db:"by_staff"`
	Instances []string     // code list bond-instance
	Text      string
	Told      string
	Closed    bool // there are words, but the reader's keys do not open them
}

// Bonds is what the page of the bond shows.
type Bonds struct {
	Code    string
	Bond    Bond   // as it is seen now; zero when nobody wrote of one
	Before  []Bond // how it was seen before, the newest first
	Reports []Report
	Rules   Rules
}

// SeeBonds returns what is written of the client's bond, and what was reported.
func (a *Assessment) SeeBonds(ctx context.Context, code string) (Bonds, error) {
	var b Bonds
	err := a.files.Read(ctx, code, policy.SeeBond, func(r *casework.Reading) error {
		client := r.Subject.Client
		b = Bonds{Code: r.Client.Code}
		all, err := bondsOf(r.Ctx, r.Tx, client)
		if err != nil {
			return err
		}
		if b.Reports, err = reportsOf(r.Ctx, r.Tx, client); err != nil {
			return err
		}
		if b.Rules, err = rulesOf(r.Ctx, r.Tx, client, r.Today); err != nil {
			return err
		}
		var rows []string
		for _, x := range all {
			rows = append(rows, x.ID)
		}
		for _, x := range b.Reports {
			rows = append(rows, x.ID)
		}
		said, err := r.Words(rows, pana.Bond)
		if err != nil {
			return err
		}
		closed := said.Closed(pana.Bond)
		for i, x := range all {
			all[i].Text, all[i].Told, all[i].Closed = said.Of("bonds", x.ID, fieldText), said.Of("bonds", x.ID, fieldTold), closed
		}
		for i, x := range b.Reports {
			b.Reports[i].Text, b.Reports[i].Told, b.Reports[i].Closed = said.Of("risk_reports", x.ID, fieldText), said.Of("risk_reports", x.ID, fieldTold), closed
		}
		if len(all) > 0 {
			b.Bond, b.Before = all[0], all[1:]
		}
		return nil
	})
	return b, err
}

// RecordBond writes how the bond is seen today; how it was seen before stays.
// Number is what the page showed: another one is refused with db.stale. It refuses
// unknown codes.
func (a *Assessment) RecordBond(ctx context.Context, client pana.ClientID, b Bond) error {
	const op = "assessment.RecordBond"
	return a.files.Enter(ctx, policy.RecordBond, client, func(e *casework.Entry) error {
		w := b
		if err := casework.CheckCode(op, "level", "bond-level", w.Level); err != nil {
			return err
		}
		if err := codes.CheckAll(op, "instances", "bond-instance", w.Instances); err != nil {
			return err
		}
		if err := cleanWords(op, &w.Text, &w.Told); err != nil {
			return err
		}
		all, err := bondsOf(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		n := 0
		if len(all) > 0 {
			n = all[0].Number
		}
		if n != w.Number {
			return db.Stale(op, map[string]any{"Fields": []string{"bond"}})
		}
		w.ID, w.Number, w.On = e.Tx.ID(), n+1, e.Today
		if err := insertBond(e.Ctx, e.Tx, e.Client(), w); err != nil {
			return stale(op, err, []string{"bond"})
		}
		e.About(w.ID)
		e.Wrote("bonds", w.ID, e.Client(), w.Number, w.Level, w.Instances)
		return e.Put(pana.Bond, "bonds", w.ID, saying(w.Text, w.Told)...)
	})
}
