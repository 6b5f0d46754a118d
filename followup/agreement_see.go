package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// An AgreementPage is what the page about staying in touch shows.
type AgreementPage struct {
	Code      string
	Language  string
	Today     pana.Date
	Agreement Agreement
	Persons   []casework.Known // whom a local contact can be chosen from
	Allowed   bool             // she lets us call
	Open      bool
	Closed    bool // her keys do not open the words
	May       struct{ Agree bool }
}

// Agreed returns what was agreed with the client with a code.
func (f *FollowUp) Agreed(ctx context.Context, code string) (AgreementPage, error) {
	var p AgreementPage
	err := f.files.Read(ctx, code, policy.SeeCalls, func(r *casework.Reading) error {
		p = AgreementPage{Code: r.Client.Code, Language: r.Client.Language, Today: r.Today, Open: r.Episode.ID != "" && r.Episode.Closed == ""}
		p.May.Agree = r.May(policy.AgreeCalls) && p.Open
		var err error
		if p.Agreement, _, err = agreementOf(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Allowed, err = r.Allowed(pana.FollowUpUse, "", ""); err != nil {
			return err
		}
		if p.Persons, err = r.Persons(); err != nil || p.Agreement.ID == "" {
			return err
		}
		said, err := r.Words([]string{p.Agreement.ID}, pana.Identity)
		if err != nil {
			return err
		}
		p.Closed = said.Closed(pana.Identity)
		word := func(field string) string { return said.Of("agreements", p.Agreement.ID, field) }
		p.Agreement.Words = CallWords{Number: word(fieldNumber), Safe: word(fieldSafe), Danger: word(fieldDanger), Greeting: word(fieldSay)}
		return nil
	})
	return p, err
}
