package rights

import (
	"context"
	"encoding/hex"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Export is what an order hands out: the fields that it names, as they stand, and
// nothing beside them.
type Export struct {
	Format  string      `json:"format"`
	Code    string      `json:"code"`
	Made    pana.Date   `json:"made"`
	Fields  []string    `json:"fields"`
	Records []Record    `json:"records"`
	lang    locale.Lang // in which it is written
}

// ExportFormat is how the export of this version names itself.
const ExportFormat = "pana-order-1"

// HTML writes the export as a page that stands alone.
func (x Export) HTML(r *locale.Reader) string {
	return page(r, r.T("rights.export.title"), x.Code, x.Made, r.T("rights.export.intro"), x.Records, r.T("rights.export.fields"), FieldNames(r, x.Fields))
}

// A Handing is what two people type to hand out what an order names.
type Handing struct {
	Pair  house.Pair
	Sheet string // of the recovery kit, in a house where nobody else could be asked
	File  bool   // to a sealed file instead of paper
	Words string // under which a file is sealed
}

// MayAlone reports whether nobody else in the house could agree to an export: a
// sheet of the kit stands for the second person then.
func (g *Rights) MayAlone(ctx context.Context) (bool, error) {
	return g.h.Alone(ctx, policy.ExportOrder)
}

// Export hands out what an order names: exactly these fields, unshortened, under the
// hands of two people. The register has a line of it, which says what the client was
// told; what she is still to be told stays on the list. It may be handed out again,
// when a printer stopped or a file got lost: each time two people agree, and each
// time is a line.
//
// It refuses words for a file that a passphrase could not be, a part that the
// actor's keys do not open ("rights.order.closed"), and whatever house.Second
// refuses. Nothing is written down of what was refused.
func (g *Rights) Export(ctx context.Context, code, id string, l locale.Lang, h Handing) (Export, error) {
	const op = "rights.Export"
	ordered := func(r *casework.Reading) (Order, error) {
		o, ok, err := orderByID(r.Ctx, r.Tx, r.Subject.Client, id)
		if err == nil && !ok {
			err = casework.Gone(op)
		}
		return o, err
	}
	var client pana.ClientID
	if err := g.files.Read(ctx, code, policy.ExportOrder, func(r *casework.Reading) error {
		client = r.Subject.Client
		_, err := ordered(r)
		return err
	}); err != nil {
		return Export{}, err
	}
	if h.File {
		if err := seal.CheckOwn(h.Words); err != nil {
			return Export{}, err
		}
	}
	behind, err := g.h.Second(ctx, OrderDeed(client, id), h.Pair, h.Sheet)
	if err != nil {
		return Export{}, err
	}
	var x Export
	err = g.files.Read(ctx, code, policy.ExportOrder, func(r *casework.Reading) error {
		o, err := ordered(r)
		if err != nil {
			return err
		}
		x = Export{Format: ExportFormat, Code: r.Client.Code, Made: r.Today, Fields: o.Fields(), lang: l}
		if x.Records, err = g.ordered(r, o.Fields(), l); err != nil {
			return err
		}
		if err := g.h.Use(r.Ctx, r.Tx, behind); err != nil {
			return err
		}
		if err := exported(r, id, behind.Staff); err != nil {
			return err
		}
		var parts []pana.Compartment
		for _, rec := range x.Records {
			if !slices.Contains(parts, rec.Part) {
				parts = append(parts, rec.Part)
			}
		}
		_, err = disclose(r.Ctx, r.Tx, r.Subject, policy.ExportOrder, r.Today, NewDisclosure{Way: "order", Basis: "order", Recipient: o.Recipient, Object: id,
			Parts: parts, Fields: o.Fields(), Told: o.Told, ToldOn: o.ToldOn, WhyNot: o.WhyNot, Approved: behind.Staff})
		return err
	})
	return x, err
}

// ordered reads exactly the fields that were ordered.
func (g *Rights) ordered(r *casework.Reading, fields []string, l locale.Lang) ([]Record, error) {
	offices, err := officesOf(r.Ctx, r.Tx, g.files)
	if err != nil {
		return nil, err
	}
	said, err := r.Words([]string{string(r.Subject.Client)}, Parts()...)
	if err != nil {
		return nil, err
	}
	for _, p := range Parts() {
		if said.Closed(p) {
			return nil, &pana.Error{Op: "rights.Export", Kind: pana.Conflict, Say: "rights.order.closed"}
		}
	}
	return gather(r, &speaker{r: locale.For(l, g.h.Settings().Word), day: g.dayOf, offices: offices, others: true},
		choice{parts: Parts(), others: true, heard: true, wants: func(k kind, f field) bool { return slices.Contains(fields, k.ref(f)) }})
}

// OrderDeed is what a second stands behind when an order is answered.
func OrderDeed(client pana.ClientID, id string) house.Deed {
	return house.Deed{Act: policy.ExportOrder, Client: client, Object: id}
}

// weigh weighs handing out what an order names: its digest is of to whom and of
// exactly which fields.
func (g *Rights) weigh(ctx context.Context, tx *db.Tx, d house.Deed) (print string, n int64, err error) {
	if _, err := g.allow(ctx, tx, policy.ExportOrder, d.Client); err != nil {
		return "", 0, err
	}
	o, ok, err := orderByID(ctx, tx, d.Client, d.Object)
	if err == nil && !ok {
		err = casework.Gone("rights.weigh")
	}
	if err != nil {
		return "", 0, err
	}
	sum := trail.Digest("orders", o.ID, append([]string{o.Recipient}, o.Fields()...)...)
	return hex.EncodeToString(sum[:]), int64(len(o.Fields())), nil
}

// PackExport writes an export as a file that only the passphrase opens.
func (g *Rights) PackExport(x Export, passphrase string) ([]byte, error) {
	return g.pack(x, x.lang, passphrase)
}
