package youth

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/rights"
)

// A Paper is a certificate, or a report to who ordered it. It is made from what
// stands in the file at this moment and kept nowhere; what it said and to whom
// stands in the register of what left the house.
type Paper struct {
	File
	Named   bool     // with her whole name; otherwise her code
	Parts   []string // of Parts(): what it tells
	Conduct string
	To      string // to whom, in words
	Days    []Mark // of her order
}

// Who is how the paper calls her.
func (p Paper) Who() string {
	switch {
	case p.Named && p.Name != "":
		return p.Name
	case p.Named && p.Call != "":
		return p.Call
	}
	return p.Client.Code
}

// A NewPaper is what a form says of one.
type NewPaper struct {
	Named     string // "name" or "code", chosen each time
	Parts     []string
	Conduct   string
	To        string
	Recipient string // code list disclosure-recipient
	Basis     string // code list disclosure-basis
	Sure      bool   // goes to a guardian although one is not safe for her
}

// Certify makes a certificate of attendance. With her name it stands in the register
// of what left the house. It refuses one for which nobody chose name or code
// ("youth.paper.named"), and one without an order.
func (y *Youth) Certify(ctx context.Context, g *rights.Rights, code string, n NewPaper) (Paper, error) {
	const op = "youth.Certify"
	p, err := y.paper(ctx, op, code, n)
	if err != nil {
		return p, err
	}
	p.Parts = []string{TellPeriod, TellSessions, TellMinutes}
	if !p.Named {
		return p, nil
	}
	return p, y.left(ctx, g, p, rights.NewDisclosure{Way: "written", Basis: "wish", Recipient: "self"})
}

// Report makes a report to who ordered it, with nothing but what the order asks for,
// and writes it into the register. It refuses a part that the order does not ask for
// ("youth.report.unasked"), and a report to a guardian while one of them is not safe
// for her, unless somebody is sure that it is another.
func (y *Youth) Report(ctx context.Context, g *rights.Rights, code string, n NewPaper) (Paper, error) {
	const op = "youth.Report"
	p, err := y.paper(ctx, op, code, n)
	if err != nil {
		return p, err
	}
	o, _ := p.Order()
	for _, part := range n.Parts {
		if !slices.Contains(o.Asks(), part) {
			return p, pana.Refuse(op, "parts", "youth.report.unasked")
		}
	}
	switch {
	case len(n.Parts) == 0:
		return p, pana.Refuse(op, "parts", "youth.report.parts")
	case n.Recipient == "":
		return p, pana.Refuse(op, "recipient", "rights.disclosure.recipient")
	case n.Basis == "":
		return p, pana.Refuse(op, "basis", "rights.disclosure.basis")
	case n.Recipient == "guardian" && p.Unsafe() && !n.Sure:
		return p, pana.Refuse(op, "recipient", "youth.report.unsafe")
	}
	p.Parts = n.Parts
	if slices.Contains(n.Parts, TellConduct) {
		if p.Conduct, err = casework.Text(op, "conduct", n.Conduct, casework.MostNote); err != nil {
			return p, err
		}
	}
	return p, y.left(ctx, g, p, rights.NewDisclosure{Way: "written", Basis: n.Basis, Recipient: n.Recipient})
}

func (y *Youth) paper(ctx context.Context, op, code string, n NewPaper) (Paper, error) {
	p := Paper{Named: n.Named == "name"}
	err := y.files.Read(ctx, code, policy.CertifyWay, func(r *casework.Reading) (err error) {
		p.File, err = y.file(r)
		return err
	})
	if err != nil {
		return p, err
	}
	if n.Named != "name" && n.Named != "code" {
		return p, pana.Refuse(op, "named", "youth.paper.named")
	}
	if p.To, err = casework.Text(op, "to", n.To, mostLine); err != nil {
		return p, err
	}
	o, stands := p.Order()
	if !stands {
		return p, conflict(op, "youth.paper.order")
	}
	for _, m := range slices.Backward(p.Marks) {
		if m.On >= o.From && (o.Until == "" || m.On <= o.Until) {
			p.Days = append(p.Days, m)
		}
	}
	return p, nil
}

// left writes into the register what has just left the house.
func (y *Youth) left(ctx context.Context, g *rights.Rights, p Paper, n rights.NewDisclosure) error {
	n.Object, n.Parts, n.To = pana.NewID(y.h.Now()), []pana.Compartment{pana.Care}, p.To
	for _, part := range p.Parts {
		n.Fields = append(n.Fields, "youth."+part)
	}
	if p.Named {
		n.Fields = append(n.Fields, "name")
		n.Parts = append(n.Parts, pana.Identity)
	}
	return g.Handed(ctx, policy.CertifyWay, p.Client.ID, n)
}
