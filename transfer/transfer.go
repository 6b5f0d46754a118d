// Package transfer brings cases in from files that other programs and other
// houses keep: IOM's case data standard (HTCDS) and the public datasets of the
// Counter-Trafficking Data Collaborative (CTDC).
//
// A file is read twice: once to look at every row, and, if none is refused, once
// more to write all of them in one transaction. So nothing is half kept, and a
// trial gives the very report of the import.
package transfer

import (
	"context"
	"crypto/sha256"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/policy"
)

// Transfer brings cases into one house. Its methods act for the actor of their
// context and seal with the key ring of that context.
type Transfer struct {
	h     *house.House
	files *casework.Casework
}

// New returns the transfer of h.
func New(h *house.House, files *casework.Casework) *Transfer { return &Transfer{h, files} }

// A Layout is how a file is laid out.
type Layout string

// Layouts.
const (
	HTCDS Layout = "htcds" // the workbooks of the standard, or CSV with their headings
	CTDC  Layout = "ctdc"  // the synthetic dataset, or the k-anonymised one of 2020
)

// Layouts lists the layouts that can be read.
func Layouts() []Layout { return []Layout{HTCDS, CTDC} }

// Limits on what one import takes.
const (
	MostBytes = 64 << 20 // of a file, and of a workbook unpacked
	MostRows  = 200_000
	shown     = 50 // problems told one by one
)

// Options say how an import goes.
type Options struct {
	Site     pana.SiteID          // where the clients belong
	DryRun   bool                 // look at everything, write nothing
	Progress func(done, rows int) // how many of rows are dealt with; rows is 0 while they are being counted
}

// Import brings the rows of file into the house as clients, all or none.
//
// Rows that cannot be kept are refused together: the error is Invalid
// "transfer.refused", and the report names row, column and what was expected.
// A column the house has no place for does not stop the import; the report
// names it. The error is Forbidden where policy refuses, and Invalid for a file
// that is not of the layout, too large, or unreadable.
//
// Whoever has said no to a file about her is brought in as a code and the time
// of her case alone.
func (t *Transfer) Import(ctx context.Context, layout Layout, file []byte, o Options) (Report, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.ImportCases, policy.Subject{Site: o.Site}); err != nil {
		return Report{}, err
	}
	site, ok := t.h.Site(o.Site)
	if !ok || site.Kind == house.YouthCentre { // who comes to a youth centre is no case of a shelter
		return Report{}, pana.Refuse("transfer.Import", "site", "transfer.site.unknown")
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	in, err := t.open(layout, file)
	if err != nil {
		return Report{}, err
	}
	defer in.sheet.close()
	rep, err := t.look(ctx, in, o)
	rep.Site = site.Name
	if err != nil || o.DryRun {
		return rep, err
	}
	return rep, t.write(ctx, in, rep, sha256.Sum256(file), o)
}

// open finds the headings of a file.
func (t *Transfer) open(layout Layout, file []byte) (*incoming, error) {
	if len(file) > MostBytes {
		return nil, tooLarge()
	}
	today := t.h.Today(t.h.Now())
	s, err := openSheet(layout, file)
	if err != nil {
		return nil, err
	}
	in := &incoming{layout: layout, sheet: s, today: today}
	switch layout {
	case HTCDS:
		in.rows, err = readHTCDS(s, today)
	case CTDC:
		in.rows, err = readCTDC(s, today)
	default:
		err = pana.Refuse("transfer.Import", "layout", "transfer.layout")
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return in, nil
}

// Site finds a site by its name, in any case. No name means the first shelter of
// the house, in the order the house gave them; the report says which. It refuses
// with "transfer.site.missing" where there is none, and "transfer.site.unknown".
func (t *Transfer) Site(name string) (pana.SiteID, error) {
	name = strings.TrimSpace(name)
	for _, s := range t.h.SiteList() {
		if name == "" && s.Kind == house.Shelter || name != "" && (strings.EqualFold(s.Name, name) || string(s.ID) == name) {
			return s.ID, nil
		}
	}
	if name == "" {
		return "", pana.Refuse("transfer.Site", "site", "transfer.site.missing")
	}
	return "", pana.Refuse("transfer.Site", "site", "transfer.site.unknown")
}

func tooLarge() error {
	return &pana.Error{Op: "transfer.open", Kind: pana.Invalid, Say: "transfer.file.large", With: map[string]any{"MB": strconv.Itoa(MostBytes >> 20)}}
}
