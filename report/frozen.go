package report

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// A Report is a sheet that was approved.
type Report struct {
	ID         ReportID            `db:"id"`
	Agreement  funding.AgreementID `db:"agreement_id"`
	Since      pana.Date           `db:"since"`
	Until      pana.Date           `db:"until"`
	Number     int                 `db:"number"` // of this agreement and time: 2 follows one that was reopened
	Layout     LayoutID            `db:"layout"`
	Languages  string              `db:"languages"`
	Threshold  int64               `db:"threshold"`
	Apart      bool                `db:"apart"`
	Names      bool                `db:"names"`
	Digest     string              `db:"digest"`
	ApprovedOn pana.Date           `db:"approved_on"`
	ApprovedBy pana.StaffID        `db:"approved_by"`
	ReopenedOn pana.Date           `db:"reopened_on"`
	ReopenedBy pana.StaffID        `db:"reopened_by"`
	Version    int64               `db:"version"`
	Name       string              `db:"-"` // of the agreement
}

// Period is the time a report is about.
func (r Report) Period() funding.Period { return funding.Period{Since: r.Since, Until: r.Until} }

// Stands reports whether it was not reopened.
func (r Report) Stands() bool { return r.ReopenedOn == "" }

// A Frozen is a report with what it says.
type Frozen struct {
	Report
	Content  Content
	Despite  string
	Why      string
	Currency string // of the agreement
	Lines    []Line
	Listed   bool // it has a list of people
	Hidden   bool // the list is not for this reader
	Layout   *layout.Layout
	May      May
}

// May holds what the reader may do with it.
type May struct{ Reopen bool }

// Reports returns the sheets the reader may see, without what they say: the latest
// time first. A funder's officer sees those of her own agreements that stand.
func (r *Reports) Reports(ctx context.Context) ([]Report, error) {
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.SeeReports) {
		return nil, policy.Refusal(actor, policy.SeeReports)
	}
	var list []Report
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		all, err := reportHeads(ctx, tx)
		if err != nil {
			return err
		}
		known, err := r.fund.Named(ctx, tx)
		if err != nil {
			return err
		}
		list = nil
		for _, one := range all {
			if r.sees(actor, one, known) {
				one.Name = known[one.Agreement].Name
				list = append(list, one)
			}
		}
		return nil
	})
	return list, err
}

// sees asks policy about one sheet: of an officer it is her own where the agreement
// names her, and it stands.
func (r *Reports) sees(actor pana.Actor, one Report, known map[funding.AgreementID]funding.Named) bool {
	s := policy.Subject{}
	if one.Stands() {
		s.Person = known[one.Agreement].Officer
	}
	return policy.Check(actor, policy.SeeReports, s) == nil
}

// Report returns one sheet as it was frozen. One that the reader may not see is
// NotFound, as is one that never was.
func (r *Reports) Report(ctx context.Context, id ReportID) (Frozen, error) {
	const op = "report.Report"
	actor := pana.ActorFrom(ctx)
	var f Frozen
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		row, ok, err := reportByID(ctx, tx, id)
		if err != nil {
			return err
		}
		known, err := r.fund.Named(ctx, tx)
		if err != nil {
			return err
		}
		if !ok || !r.sees(actor, row.Report, known) {
			return casework.Gone(op)
		}
		f = Frozen{Report: row.Report, May: May{Reopen: policy.May(actor, policy.ReopenReports) && row.Stands()}}
		f.Name, f.Currency = known[row.Agreement].Name, known[row.Agreement].Currency
		if f.Content, _, err = r.opened(row); err != nil {
			return err
		}
		if f.Layout, err = r.workbook(ctx, tx, op, row.Layout); err != nil {
			return err
		}
		if f.Despite, err = r.h.OpenOwn("reports", string(id), "despite", row.SealedDespite); err != nil {
			return err
		}
		if f.Why, err = r.h.OpenOwn("reports", string(id), "why", row.SealedWhy); err != nil {
			return err
		}
		if f.Listed = asksList(f.Layout); !f.Listed {
			return nil
		}
		// No page leads a funder to a person, and a list with somebody on it who is
		// kept from the reader is not for her.
		if f.Hidden = !policy.May(actor, policy.MakeReports); !f.Hidden {
			if f.Hidden, err = r.hides(ctx, tx, row.Period()); err != nil || f.Hidden {
				return err
			}
		}
		if f.Hidden {
			return nil
		}
		f.Lines, err = linesOf(ctx, tx, id)
		return err
	})
	if err != nil {
		return f, err
	}
	return f, r.name(ctx, f.Content.To, f.Lines)
}

// name puts the names of those who agreed to it into a list, each through her own
// file. Whoever took it back since stands there by code.
func (r *Reports) name(ctx context.Context, to []pana.OrganisationID, lines []Line) error {
	if !policy.May(pana.ActorFrom(ctx), policy.NameInReport) {
		return nil
	}
	for i := range lines {
		l := &lines[i]
		if l.Shown != ByName || l.Code == "" {
			continue
		}
		err := r.files.Read(ctx, l.Code, policy.NameInReport, func(rd *casework.Reading) error {
			ok, err := r.agrees(rd.Ctx, rd.Tx, to, l.Client)
			if err != nil || !ok {
				return err
			}
			n, err := rd.Names()
			if l.Name = n.Full; l.Name == "" {
				l.Name = n.ToUse
			}
			return err
		})
		if e, ours := errors.AsType[*pana.Error](err); err != nil && (!ours || e.Kind == pana.Internal) {
			return err
		}
	}
	return nil
}

// opened is what a frozen sheet says, and what it was reckoned from.
func (r *Reports) opened(row reportRow) (c Content, counts map[string][][]int64, err error) {
	for _, w := range []struct {
		field  string
		sealed []byte
		to     any
	}{{"figures", row.SealedFigures, &c}, {"inputs", row.SealedInputs, &counts}} {
		text, err := r.h.OpenOwn("reports", string(row.ID), w.field, w.sealed)
		if err != nil {
			return c, nil, err
		}
		if err := json.Unmarshal([]byte(text), w.to); err != nil {
			return c, nil, &pana.Error{Op: "report.opened", Kind: pana.Internal, Say: "seal.damaged", Err: err}
		}
	}
	return c, counts, nil
}

// spoken are the readers of the two languages of a sheet, in the words of the house.
func (r *Reports) spoken(languages string) [2]*locale.Reader {
	a, b, _ := strings.Cut(languages, " ")
	word := r.h.Settings().Word
	return [2]*locale.Reader{locale.For(locale.Lang(a), word), locale.For(locale.Lang(b), word)}
}

// Workbook returns a frozen sheet in its layout.
func (r *Reports) Workbook(f Frozen) ([]byte, error) {
	return f.Layout.Fill(fill(f.Layout, f.Content, f.Lines, r.spoken(f.Languages)))
}

// Sheets draws it for a page, its numbers and money as the reader writes them; for
// paper, which is nobody's (nil), as the first language of the sheet does.
func (r *Reports) Sheets(f Frozen, reader *locale.Reader) ([]layout.Sheet, error) {
	rs := r.spoken(f.Languages)
	if reader == nil {
		reader = rs[0]
	}
	return f.Layout.Draw(shown(fill(f.Layout, f.Content, f.Lines, rs), reader, f.Currency))
}

// DraftSheets draws a draft for its reader.
func (r *Reports) DraftSheets(d Draft, reader *locale.Reader) ([]layout.Sheet, error) {
	rs := r.spoken(string(d.Languages[0]) + " " + string(d.Languages[1]))
	return d.Layout.Draw(shown(fill(d.Layout, d.Content, d.Lines, rs), reader, d.Of.Currency))
}

// CSV returns it for programs that read.
func (r *Reports) CSV(f Frozen) []byte {
	return csv(f.Layout, f.Content, f.Lines, r.spoken(f.Languages))
}

// Last is what was chosen for an agreement last, for a form to begin with.
func Last(all []Report, a funding.AgreementID) (Report, bool) {
	i := slices.IndexFunc(all, func(r Report) bool { return r.Agreement == a })
	if i < 0 {
		return Report{}, false
	}
	return all[i], true
}
