package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A File is what the centre keeps of one young person.
type File struct {
	Client     casework.Client
	Site       pana.SiteID
	Episode    casework.Episode
	Call       string
	CallNo     int64 // its row version
	Name       string
	Birth      pana.Date // the exact day, if it is known
	Guardians  []Guardian
	Orders     []Order // the one that stands first
	Count      Count   // of that one
	Groups     []InGroup
	Marks      []Mark // the latest first
	Incidents  []Incident
	Referred   []pana.Date
	Choice     []Group                 // groups that she could join
	Colleagues map[pana.StaffID]string // who works at the centre, as they are called
	KeptAway   []pana.StaffID          // who has a conflict of interest
	Closed     bool                    // the reader's keys do not open the words
	Today      pana.Date
	May        FileMay
}

// FileMay holds what the reader may do here.
type FileMay struct{ Write, Certify, Worry, Refer, Erase, Lift bool }

// An InGroup is her time in a group.
type InGroup struct {
	Member
	Name string
}

// Order returns the order that stands, if one does.
func (f File) Order() (Order, bool) {
	if len(f.Orders) > 0 && f.Orders[0].EndedOn == "" {
		return f.Orders[0], true
	}
	return Order{}, false
}

// Here reports whether she comes now.
func (f File) Here() bool { return f.Episode.Closed == "" }

// Unsafe reports whether somebody who answers for her is not safe for her.
func (f File) Unsafe() bool {
	for _, g := range f.Guardians {
		if g.Unsafe && g.Ended == "" {
			return true
		}
	}
	return false
}

// File returns the file of the young person with a code. An unknown code, a hidden
// file and one of a shelter are all NotFound.
func (y *Youth) File(ctx context.Context, code string) (File, error) {
	var f File
	err := y.files.Read(ctx, code, policy.SeeYoung, func(r *casework.Reading) (err error) {
		f, err = y.file(r)
		return err
	})
	return f, err
}

func (y *Youth) file(r *casework.Reading) (File, error) {
	client := r.Subject.Client
	f := File{Client: r.Client, Site: r.Subject.Site, Episode: r.Episode, Today: r.Today,
		May: FileMay{Write: r.May(policy.WriteYoung), Certify: r.May(policy.CertifyWay), Worry: r.May(policy.NoteWorry), Refer: r.May(policy.ReferYoung), Erase: r.May(policy.EraseClient), Lift: r.May(policy.LiftConflict)}}
	sealed, version, err := callOf(r.Ctx, r.Tx, client)
	if err != nil {
		return f, err
	}
	f.CallNo = version
	if f.Call, err = y.call(client, sealed); err != nil {
		return f, err
	}
	if f.Guardians, err = guardiansOf(r.Ctx, r.Tx, client); err != nil {
		return f, err
	}
	if f.Orders, err = ordersOf(r.Ctx, r.Tx, client); err != nil {
		return f, err
	}
	if f.Incidents, err = incidentsOf(r.Ctx, r.Tx, client); err != nil {
		return f, err
	}
	if f.Referred, err = referralsOf(r.Ctx, r.Tx, client); err != nil {
		return f, err
	}
	if err := y.standing(r, &f); err != nil {
		return f, err
	}
	if err := y.apart(r, &f); err != nil {
		return f, err
	}
	return f, f.open(r)
}

// standing adds her groups, her marks, and how what is asked of her stands.
func (y *Youth) standing(r *casework.Reading, f *File) error {
	members, err := membersOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return err
	}
	groups, err := y.groups(r.Ctx, r.Tx, `g.site_id = $2`, f.Site)
	if err != nil {
		return err
	}
	in := map[GroupID]bool{}
	for _, m := range members {
		g := InGroup{Member: m}
		for _, known := range groups {
			if known.ID == m.Group {
				g.Name = known.Name
			}
		}
		in[m.Group] = in[m.Group] || m.Until == ""
		f.Groups = append(f.Groups, g)
	}
	for _, g := range groups {
		if g.Ended == "" && !in[g.ID] {
			f.Choice = append(f.Choice, g)
		}
	}
	if f.Marks, err = marksOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
		return err
	}
	o, stands := f.Order()
	if !stands {
		return nil
	}
	f.Count, err = y.count(r.Ctx, r.Tx, f.Site, o, members, f.Marks)
	return err
}

// open puts the words where they belong.
func (f *File) open(r *casework.Reading) error {
	rows := []string{string(f.Client.ID)}
	for _, g := range f.Guardians {
		rows = append(rows, g.ID)
	}
	for _, o := range f.Orders {
		rows = append(rows, o.ID)
	}
	for _, i := range f.Incidents {
		rows = append(rows, i.ID)
	}
	said, err := r.Words(rows, pana.Identity, pana.Care)
	if err != nil {
		return err
	}
	f.Closed = said.Closed(pana.Identity) || said.Closed(pana.Care)
	names := said.Names(f.Client.ID)
	f.Name, f.Birth = names.Full, names.Birth
	for i := range f.Guardians {
		g := &f.Guardians[i]
		g.Name, g.Contact = said.Of("youth_guardians", g.ID, fieldName), said.Of("youth_guardians", g.ID, fieldPhone)
	}
	for i := range f.Orders {
		o := &f.Orders[i]
		o.Who, o.Told = said.Of("youth_orders", o.ID, fieldWho), said.Of("youth_orders", o.ID, fieldTold)
	}
	for i := range f.Incidents {
		f.Incidents[i].Told = said.Of("youth_incidents", f.Incidents[i].ID, fieldTold)
	}
	return nil
}
