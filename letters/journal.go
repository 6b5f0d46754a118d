package letters

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/rights"
	"example.org/pana/trail"
)

// A Journal is one that was handed to an inspector.
type Journal struct {
	ID           string              `db:"id"`
	Month        string              `db:"month"` // 2026-11
	Named        bool                `db:"named"`
	Organisation pana.OrganisationID `db:"organisation_id"`
	Basis        string              `db:"basis"`
	Lines        int                 `db:"lines"`
	On           pana.Date           `db:"on_day"`
	By           pana.StaffID        `db:"by_staff"`
}

// A Service is one line of a journal.
type Service struct {
	On      pana.Date
	Kind    string // code list service-kind; funding.Unsaid while nobody said
	Minutes int
	Staff   pana.StaffID
	Code    string
	Name    string // by name; else Code stands
	client  pana.ClientID
}

// Who is how somebody stands in the journal.
func (s Service) Who() string { return cmp.Or(s.Name, s.Code, dash) }

// A JournalPage is the services of one month, and what was handed out before.
type JournalPage struct {
	Month    string
	Months   []string // of the last two years, the newest first
	Services []Service
	Open     int  // of a kind that nobody has said yet
	Other    bool // a file of the month is kept from the reader: another head makes it
	Given    []Journal
	Offices  []casework.Organisation
}

// A JournalOrder is what is chosen for a journal that leaves.
type JournalOrder struct {
	Month        string
	Named        string // ByName or ByCode; chosen each time
	Organisation pana.OrganisationID
	Basis        string // "law", "order" or "agreement"
	Ground       string
	By           house.Agreeing // two people, when it is by name
}

// JournalBases are the grounds on which a journal may leave.
func JournalBases() []string { return []string{"law", "order", "agreement"} }

// Journal returns the services of a month by code, as the ledger of money reads them:
// they are written down once. It refuses what is no month ("letters.month").
func (l *Letters) Journal(ctx context.Context, month string) (JournalPage, error) {
	p := JournalPage{Month: month}
	if err := policy.Check(pana.ActorFrom(ctx), policy.MakeJournal, policy.Subject{}); err != nil {
		return p, err
	}
	err := l.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		p, err = l.journal(ctx, tx, "letters.Journal", month)
		return err
	})
	return p, err
}

func (l *Letters) journal(ctx context.Context, tx *db.Tx, op, month string) (JournalPage, error) {
	p := JournalPage{Month: month}
	period, ok := funding.PeriodOf(month)
	if !ok {
		return p, pana.Refuse(op, "month", "letters.month")
	}
	for day := l.h.Today(tx.Now); len(p.Months) < 24; day = (pana.Date(day[:7]) + "-01").AddDays(-1) {
		p.Months = append(p.Months, string(day[:7]))
	}
	var err error
	if p.Given, err = journals(ctx, tx); err != nil {
		return p, err
	}
	if p.Offices, err = l.files.Partners(ctx, tx); err != nil {
		return p, err
	}
	if p.Other, err = l.fund.Hides(ctx, tx, period); err != nil || p.Other {
		return p, err
	}
	ledger, err := l.fund.LedgerIn(ctx, tx, period) // no lesson of a youth centre: it is sealed from here
	if err != nil {
		return p, err
	}
	for _, line := range ledger.Lines {
		if line.What == funding.Day || line.Client == "" {
			continue
		}
		if line.What == funding.Unsaid {
			p.Open++
		}
		p.Services = append(p.Services, Service{On: line.On, Kind: line.What, Minutes: line.Minutes, Staff: line.Staff, Code: line.Code, client: line.Client})
	}
	slices.SortStableFunc(p.Services, func(a, b Service) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Kind, b.Kind))
	})
	return p, nil
}

// HandJournal hands the journal of a month to an inspector and writes a line into the
// register of disclosures for everyone who stands in it. Files that are left alone
// are not in it. By name it takes two people at one desk, as whatever names everybody
// at once does; the second has a line of her own in the trail.
//
// It refuses no office, no word on by name or by code, no ground, a ground without
// its words ("letters.ground.missing"), names on the ground of a contract
// ("letters.journal.named"), a month without a service, one of which the actor does
// not know every file ("letters.journal.other"), and by name what house.Agree does; a
// second who does not know every file is somebody else ("two.other").
func (l *Letters) HandJournal(ctx context.Context, o JournalOrder) (JournalPage, error) {
	const op = "letters.HandJournal"
	var p JournalPage
	err := l.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := policy.Check(pana.ActorFrom(ctx), policy.MakeJournal, policy.Subject{}); err != nil {
			return err
		}
		o, err = l.ordered(ctx, tx, op, o)
		return err
	})
	if err != nil {
		return p, err
	}
	if o.Named == ByCode {
		return l.handJournal(ctx, op, o, "")
	}
	err = l.h.Agree(ctx, policy.MakeJournal, o.By, func(second pana.StaffID, _ []*seal.Ring) (err error) {
		p, err = l.handJournal(ctx, op, o, second)
		return err
	})
	if err != nil {
		return p, err
	}
	return p, l.name(ctx, &p)
}

func (l *Letters) handJournal(ctx context.Context, op string, o JournalOrder, second pana.StaffID) (p JournalPage, err error) {
	err = l.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.MakeJournal, policy.Subject{}); err != nil {
			return err
		}
		o, err := l.ordered(ctx, tx, op, o)
		if err != nil {
			return err
		}
		if p, err = l.journal(ctx, tx, op, o.Month); err != nil {
			return err
		}
		if p.Other {
			return conflict(op, "", "letters.journal.other")
		}
		j := Journal{ID: tx.ID(), Month: o.Month, Named: o.Named == ByName, Organisation: o.Organisation, Basis: o.Basis, On: l.h.Today(tx.Now), By: me(ctx)}
		if err := l.behind(ctx, tx, op, j, second); err != nil {
			return err
		}
		if err := l.enter(ctx, tx, &p, o, j.ID); err != nil {
			return err
		}
		if len(p.Services) == 0 {
			return conflict(op, "", "letters.journal.none")
		}
		j.Lines = len(p.Services)
		if err := insertJournal(ctx, tx, j); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.MakeJournal, Object: j.ID, Digests: [][32]byte{trail.Digest("journals", j.ID, j.Month, string(j.Organisation), j.Basis, o.Named)}})
	})
	return p, err
}

// behind has the second stand behind a journal by name, with a line of her own. One
// from whom a file of the month is kept is somebody else, and learns no more.
func (l *Letters) behind(ctx context.Context, tx *db.Tx, op string, j Journal, second pana.StaffID) error {
	if second == "" {
		return nil
	}
	members, err := l.h.Roster(ctx, tx)
	if err != nil {
		return err
	}
	me := pana.ActorFrom(ctx)
	her := pana.Actor{Staff: second, Session: me.Session, Closed: me.Closed}
	for _, m := range members {
		if m.ID == second {
			her.Grants = m.Grants
		}
	}
	hers := pana.WithActor(ctx, her)
	p, err := l.journal(hers, tx, op, j.Month)
	if err != nil && pana.KindOf(err) == pana.Internal {
		return err
	}
	if err != nil || p.Other {
		return conflict(op, "name", "two.other")
	}
	return trail.Record(hers, tx, trail.Entry{Act: policy.MakeJournal, Object: j.ID})
}

func (l *Letters) ordered(ctx context.Context, tx *db.Tx, op string, o JournalOrder) (JournalOrder, error) {
	known, err := casework.HasPartner(ctx, tx, o.Organisation)
	if err != nil {
		return o, err
	}
	if o.Ground, err = casework.Text(op, "ground", o.Ground, casework.MostLine); err != nil {
		return o, err
	}
	switch {
	case !known:
		return o, pana.Refuse(op, "organisation", "letters.office.missing")
	case o.Named != ByName && o.Named != ByCode:
		return o, pana.Refuse(op, "named", "letters.named.missing")
	case !slices.Contains(JournalBases(), o.Basis):
		return o, pana.Refuse(op, "basis", "letters.basis.missing")
	case said(o.Basis) && o.Ground == "":
		return o, pana.Refuse(op, "ground", "letters.ground.missing")
	case o.Named == ByName && o.Basis == "agreement":
		return o, pana.Refuse(op, "named", "letters.journal.named")
	}
	return o, nil
}

// enter writes the line of everyone who stands in a journal, and leaves out those
// whose files are left alone.
func (l *Letters) enter(ctx context.Context, tx *db.Tx, p *JournalPage, o JournalOrder, id string) error {
	stands := map[pana.ClientID]bool{}
	for _, s := range p.Services {
		if _, asked := stands[s.client]; asked {
			continue
		}
		subject, err := casework.Subject(ctx, tx, l.h.Tonight(tx.Now), s.client)
		if err != nil {
			return err
		}
		if stands[s.client] = !subject.Restricted; subject.Restricted {
			continue
		}
		n := rights.NewDisclosure{Way: "journal", Basis: o.Basis, Recipient: "authority", Organisation: o.Organisation, Object: id, Fields: []string{"stay"}, To: o.Ground}
		if o.Basis == "agreement" {
			n.Recipient = "funder"
		}
		if o.Named == ByName {
			n.Parts, n.Fields = []pana.Compartment{pana.Identity}, []string{"name", "stay"}
		}
		if err := l.given.HandedIn(ctx, tx, policy.MakeJournal, s.client, n); err != nil {
			return err
		}
	}
	p.Services = slices.DeleteFunc(p.Services, func(s Service) bool { return !stands[s.client] })
	return nil
}

// name puts names into a journal, each through her own file. Whoever's file does not
// open stands there by code.
func (l *Letters) name(ctx context.Context, p *JournalPage) error {
	names := map[string]string{}
	for i := range p.Services {
		s := &p.Services[i]
		if _, asked := names[s.Code]; !asked {
			names[s.Code] = ""
			err := l.files.Read(ctx, s.Code, policy.MakeJournal, func(r *casework.Reading) error {
				n, err := r.Names()
				names[s.Code] = cmp.Or(n.Full, n.ToUse)
				return err
			})
			if e, ours := errors.AsType[*pana.Error](err); err != nil && (!ours || e.Kind == pana.Internal) {
				return err
			}
		}
		s.Name = names[s.Code]
	}
	return nil
}
