package collections

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Span is the days that a table covers; an empty end is open.
type Span struct{ From, Until pana.Date }

// Book returns the entries of the whole book in a span, the oldest first.
func (c *Collections) Book(ctx context.Context, s Span) ([]Entry, error) {
	var list []Entry
	err := c.view(ctx, policy.SeeCollections, func(tx *db.Tx) (err error) {
		list, err = c.bookOf(ctx, tx, s)
		return err
	})
	return list, err
}

func (c *Collections) bookOf(ctx context.Context, tx *db.Tx, s Span) ([]Entry, error) {
	const op = "collections.Book"
	for _, d := range []pana.Date{s.From, s.Until} {
		if _, err := casework.Day(op, "from", d); err != nil {
			return nil, err
		}
	}
	if s.From != "" && s.Until != "" && s.Until < s.From {
		return nil, pana.Refuse(op, "until", "people.ends.before")
	}
	if s.Until == "" {
		s.Until = "9999-12-31"
	}
	return c.entriesBy(ctx, tx, `e.on_day >= $1 AND e.on_day <= $2`, `e.number`, s.From, s.Until)
}

// A Heading is how a table for the bookkeeper is called in the reader's language:
// its columns, and the words for kinds of entries and for yes.
type Heading struct {
	Columns []string // number, day, what, kind, in words, in, out, currency, takes back, receipt, supporter
	Kind    func(string) string
	Yes     string
}

// Table writes the book of a span for the bookkeeper, as comma-separated text. What
// came and what went stand in columns of their own, never below nothing, so that an
// entry and the one that takes it back are both seen. A supporter is named who
// agreed to be, the others by their number. It writes a line of the trail: the
// table leaves the house.
func (c *Collections) Table(ctx context.Context, w io.Writer, s Span, h Heading) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.ExportBook, policy.Subject{}); err != nil {
			return err
		}
		list, err := c.bookOf(ctx, tx, s)
		if err != nil {
			return err
		}
		all, err := c.collections(ctx, tx, `TRUE`)
		if err != nil {
			return err
		}
		title, number := map[ID]string{}, map[EntryID]int{}
		for _, x := range all {
			title[x.ID] = x.Title
		}
		numbers, err := entryNumbers(ctx, tx)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			number[n.ID] = n.Number
		}
		kinds := map[EntryID]string{}
		for _, n := range numbers {
			kinds[n.ID] = n.Kind
		}
		names, err := c.called(ctx, tx)
		if err != nil {
			return err
		}
		if err := trail.Record(ctx, tx, trail.Entry{Act: policy.ExportBook}); err != nil {
			return err
		}
		rows := [][]string{h.Columns}
		for _, e := range list {
			in, out := columns(e, kinds[e.Reverses])
			back, receipt := "", ""
			if e.Reverses != "" {
				back = strconv.Itoa(number[e.Reverses])
			}
			if e.Receipts > 0 {
				receipt = h.Yes
			}
			rows = append(rows, []string{strconv.Itoa(e.Number), string(e.On), title[e.Collection], h.Kind(e.Kind), e.What, in, out, e.Currency, back, receipt, names[e.Supporter]})
		}
		return writeTable(w, rows)
	})
}

// columns are what came and what went by an entry. A gift taken back goes, a
// purchase taken back comes.
func columns(e Entry, taken string) (in, out string) {
	kind := e.Kind
	if kind == Reversal {
		switch taken {
		case GiftOfMoney:
			kind = Purchase
		case Purchase:
			kind = GiftOfMoney
		}
	}
	switch kind {
	case GiftOfMoney:
		return Plain(e.Amount), ""
	case Purchase:
		return "", Plain(e.Amount)
	}
	return "", ""
}

// writeTable writes rows that any program of tables opens, the bytes that say UTF-8
// first. No cell of it is taken for a formula.
func writeTable(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = harmless(c)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless is a cell that a program of tables shows and does not reckon out: what
// begins as a formula does, spaces and unseen signs put aside, gets an apostrophe.
// Lines within a cell become spaces.
func harmless(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, cell)
	bare := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) })
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "|", "%"} {
		if strings.HasPrefix(bare, sign) {
			return "'" + cell
		}
	}
	return cell
}
