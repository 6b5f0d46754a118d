package rights

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Order is what a court or an authority orders the house to hand out.
type Order struct {
	ID         string          `db:"id"`
	Recipient  string          `db:"recipient"` // court, police or authority of code list disclosure-recipient
	Document   pana.DocumentID `db:"document_id"`
	On         pana.Date       `db:"ordered_on"`
	Due        pana.Date       `db:"due"`
	FieldList  string          `db:"fields"`
	Told       string          `db:"told"`
	ToldOn     pana.Date       `db:"told_on"`
	WhyNot     string          `db:"why_not"`
	ExportedOn pana.Date       `db:"exported_on"`
	ExportedBy pana.StaffID    `db:"exported_by"`
	Approved   pana.StaffID    `db:"approved_by"`
	By         pana.StaffID    `db:"by_staff"`
	Version    int64           `db:"version"`
	Court      string          // whose order it is, and its number
	Says       string          // what it orders, in words
	Closed     bool
}

// Fields are the fields that it names, and no others.
func (o Order) Fields() []string { return strings.Fields(o.FieldList) }

// A NewOrder is what is written down of an order.
type NewOrder struct {
	Recipient string
	Court     string
	Says      string
	On, Due   pana.Date
	Fields    []string // references of the catalogue
	Told      string   // code list disclosure-told
	WhyNot    string
	File      io.Reader // the order as it came; nil when there is only paper
}

// Fields of the sealed words of table orders, compartment legal.
const (
	fieldCourt = "court"
	fieldSays  = "says"
)

// Orderers are the recipients who can order something.
func Orderers() []string { return []string{"court", "police", "authority"} }

func (n NewOrder) clean(op string, today pana.Date) (NewOrder, error) {
	var err error
	if n.Court, err = casework.Text(op, "court", n.Court, mostLine); err != nil {
		return n, err
	}
	if n.Says, err = casework.Text(op, "says", n.Says, mostWrong); err != nil {
		return n, err
	}
	n.Told = cmp.Or(n.Told, NotYet)
	n.On = cmp.Or(n.On, today)
	switch {
	case !slices.Contains(Orderers(), n.Recipient):
		return n, pana.Refuse(op, "recipient", "rights.order.recipient")
	case n.Court == "":
		return n, pana.Refuse(op, "court", "rights.order.court")
	case n.On > today:
		return n, pana.Refuse(op, "on", "date.future")
	case n.Due != "" && n.Due < n.On:
		return n, pana.Refuse(op, "due", "date.crossed")
	case len(n.Fields) == 0:
		return n, pana.Refuse(op, "fields", "rights.order.fields")
	case n.Told == NotTold && n.WhyNot == "":
		return n, pana.Refuse(op, "why_not", "rights.told.why")
	}
	if n.Told != NotTold {
		n.WhyNot = ""
	}
	if err := codes.Check(op, "told", "disclosure-told", n.Told); err != nil {
		return n, err
	}
	if err := codes.Check(op, "why_not", "told-why-not", n.WhyNot); err != nil {
		return n, err
	}
	fields := slices.Clone(n.Fields)
	slices.Sort(fields)
	n.Fields = slices.Compact(fields)
	for _, ref := range n.Fields {
		if _, _, ok := find(ref); !ok {
			return n, pana.Refuse(op, "fields", "codes.unknown")
		}
	}
	return n, nil
}

// RecordOrder writes an order down, with its paper in the legal part of the file. It
// refuses one of nobody's, without a field, or of a field that no catalogue has.
func (g *Rights) RecordOrder(ctx context.Context, client pana.ClientID, n NewOrder) (id string, err error) {
	const op = "rights.RecordOrder"
	var document pana.DocumentID
	check := func(e *casework.Entry) (err error) {
		n, err = n.clean(op, e.Today)
		return err
	}
	if n.File != nil {
		// The paper is filed first, by its own act; what cannot be an order is refused
		// before.
		if err := g.h.DB.View(ctx, func(tx *db.Tx) error {
			if _, err := g.allow(ctx, tx, policy.RecordOrder, client); err != nil {
				return err
			}
			_, err := n.clean(op, g.h.Today(tx.Now))
			return err
		}); err != nil {
			return "", err
		}
		if document, err = g.files.FileDocument(ctx, client, casework.NewDocument{Kind: "court", Compartment: pana.Legal, File: n.File}); err != nil {
			return "", err
		}
	}
	err = g.files.Enter(ctx, policy.RecordOrder, client, func(e *casework.Entry) error {
		if err := check(e); err != nil {
			return err
		}
		id = e.Tx.ID()
		if err := insertOrder(e, id, document, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("orders", id, e.Client(), n.Recipient, n.On, n.Due, strings.Join(n.Fields, " "), n.Told, n.WhyNot)
		return e.HandIn(pana.Legal, "orders", id, casework.Say{Field: fieldCourt, Text: n.Court}, casework.Say{Field: fieldSays, Text: n.Says})
	})
	return id, err
}

// Orders returns the orders about one file, the newest first.
func (g *Rights) Orders(ctx context.Context, code string) (list []Order, err error) {
	err = g.files.Read(ctx, code, policy.SeeOrders, func(r *casework.Reading) (err error) {
		list, err = orders(r)
		return err
	})
	return list, err
}

// Order returns one of them, for the page that hands it out.
func (g *Rights) Order(ctx context.Context, code, id string) (o Order, err error) {
	err = g.files.Read(ctx, code, policy.ExportOrder, func(r *casework.Reading) error {
		list, err := orders(r)
		i := slices.IndexFunc(list, func(o Order) bool { return o.ID == id })
		if err != nil || i < 0 {
			return cmp.Or(err, casework.Gone("rights.Order"))
		}
		o = list[i]
		return nil
	})
	return o, err
}

func orders(r *casework.Reading) ([]Order, error) {
	list, err := ordersOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return nil, err
	}
	rows := make([]string, len(list))
	for i, o := range list {
		rows[i] = o.ID
	}
	said, err := r.Words(rows, pana.Legal)
	for i, o := range list {
		list[i].Court, list[i].Says, list[i].Closed = said.Of("orders", o.ID, fieldCourt), said.Of("orders", o.ID, fieldSays), said.Closed(pana.Legal)
	}
	return list, err
}

// A FieldGroup is one kind of record and its fields, for the page that chooses.
type FieldGroup struct {
	Part   pana.Compartment // empty: the record says it itself
	Kind   string
	Refs   []string
	Labels []string // field.LABEL; see Called
}

// Catalogue lists every field that an order can name.
func Catalogue() []FieldGroup {
	var all []FieldGroup
	for _, k := range catalogue {
		group := FieldGroup{Part: k.part, Kind: k.name}
		for _, f := range k.fields {
			group.Refs = append(group.Refs, k.ref(f))
			group.Labels = append(group.Labels, "field."+f.label)
		}
		all = append(all, group)
	}
	return all
}
