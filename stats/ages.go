package stats

import (
	"context"

	"example.org/pana/internal/codes"
)

// An Ages is how old people were, by what was done to them and by sex.
type Ages struct {
	Filter
	Came  AgesAt // when they came
	Began AgesAt // when it began
}

// An AgesAt is ages at one moment.
type AgesAt struct {
	How
	Kinds  []string
	ByKind map[string]Table // rows BandKeys, columns sexes, of each kind
}

// BandKeys are the rows of a table of ages, what is not known last.
func BandKeys() []string {
	var all []string
	if l, ok := codes.Get("age-band"); ok {
		for _, item := range l.Offered() {
			if item.Code != NotKnown {
				all = append(all, item.Code)
			}
		}
	}
	return append(all, NotKnown)
}

// SexKeys are the columns of a table of ages, what is not known last.
func SexKeys() []string { return []string{"female", "male", "other", NotKnown} }

// Middle is the band of whoever stands in the middle of one column by age, those left
// out whose age nobody knows; empty of fewer than three.
func (t Table) Middle(column string) string {
	of := t.Column(column) - t.At(NotKnown, column)
	if of < 3 {
		return ""
	}
	before := 0
	for _, band := range t.Rows {
		if band == NotKnown {
			continue
		}
		if before += t.At(band, column); 2*before >= of {
			return band
		}
	}
	return ""
}

// Ages counts the people who came in the years of f, each once, by age. It needs
// SeeStats.
func (s *Stats) Ages(ctx context.Context, f Filter) (Ages, error) {
	const op = "stats.Ages"
	var x Ages
	err := s.ask(ctx, op, f, func(q query) (err error) {
		x = Ages{Filter: q.f}
		undated, err := q.undated()
		if err != nil {
			return err
		}
		rows, err := q.ages()
		if err != nil {
			return err
		}
		x.Came = agesOf(rows, func(r ageRow) (string, bool) { return r.Age, r.Came })
		x.Began = agesOf(rows, func(r ageRow) (string, bool) { return r.Began, r.Middle })
		x.Came.Undated, x.Began.Undated = undated, undated
		return nil
	})
	return x, err
}

func agesOf(rows []ageRow, at func(ageRow) (age string, reckoned bool)) AgesAt {
	a, of := AgesAt{How: How{People: true}, ByKind: map[string]Table{}}, map[string]*Table{}
	for _, r := range rows {
		kind := known(r.Kind)
		if of[kind] == nil {
			of[kind] = newTable(BandKeys(), SexKeys())
		}
		age, reckoned := at(r)
		of[kind].add(known(age), known(r.Sex), r.N)
		a.N += r.N
		if reckoned && age != "" {
			a.Reckoned += r.N
		}
		if !r.Whole {
			a.Quarter += r.N
		}
	}
	for _, kind := range kindKeys() {
		if t := of[kind]; t != nil && t.N > 0 {
			t.without("other", NotKnown)
			a.Kinds, a.ByKind[kind] = append(a.Kinds, kind), *t
		}
	}
	return a
}
