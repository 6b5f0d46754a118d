package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// SeeBefore returns what is written of what was before, for who may open it.
func (a *Assessment) SeeBefore(ctx context.Context, code string) (Before, error) {
	var b Before
	err := a.files.Read(ctx, code, policy.SeeBefore, func(r *casework.Reading) error {
		client := r.Subject.Client
		b = Before{Code: r.Client.Code, May: r.May(policy.RecordBefore)}
		var err error
		if b.Harms, err = harmsOf(r.Ctx, r.Tx, client); err != nil {
			return err
		}
		if b.Household, err = householdOf(r.Ctx, r.Tx, client); err != nil {
			return err
		}
		if b.Chances, err = chancesOf(r.Ctx, r.Tx, client); err != nil {
			return err
		}
		if b.Marks, _, err = marksOf(r.Ctx, r.Tx, client); err != nil {
			return err
		}
		return b.open(r)
	})
	return b, err
}

// open opens the words of every line at once.
func (b *Before) open(r *casework.Reading) error {
	lines := map[string]*Trace{}
	var rows []string
	for i := range b.Harms {
		lines[b.Harms[i].ID] = &b.Harms[i].Trace
	}
	for i := range b.Household {
		lines[b.Household[i].ID] = &b.Household[i].Trace
	}
	for i := range b.Chances {
		lines[b.Chances[i].ID] = &b.Chances[i].Trace
	}
	for id := range lines {
		rows = append(rows, id)
	}
	said, err := r.Words(rows, pana.Care)
	if err != nil {
		return err
	}
	for id, t := range lines {
		t.Closed = said.Closed(pana.Care)
		for _, table := range []string{Harms, Homes, ChanceSet} {
			t.Text += said.Of(table, id, fieldText)
			t.Told += said.Of(table, id, fieldTold)
		}
	}
	return nil
}
