package legal

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// A Return is a client's way back to a family or to her country: from a wish to
// the day somebody confirms that she has arrived. She has one open at a time.
type Return struct {
	ID           string              `db:"id"`
	Episode      pana.EpisodeID      `db:"episode_id"`
	Kind         string              `db:"kind"`        // code list return-kind
	State        string              `db:"state"`       // code list return-state
	Country      string              `db:"country"`     // where to; empty while unknown
	Region       string              `db:"region"`      // code list kz-region
	Nationality  string              `db:"nationality"` // code list return-nationality
	Confirmed    pana.Date           `db:"nationality_on"`
	Paper        string              `db:"paper"`    // code list return-paper
	PaperID      string              `db:"paper_id"` // of the register of papers, if it stands there
	Escort       pana.StaffID        `db:"escort_staff"`
	Organisation pana.OrganisationID `db:"organisation_id"` // receives her
	Told         pana.Date           `db:"told_on"`         // when it was told of her, with her leave
	Travel       pana.Date           `db:"travel_on"`
	ArriveBy     pana.Date           `db:"arrive_by"`
	Departed     pana.Date           `db:"departed_on"`
	Arrived      pana.Date           `db:"arrived_on"`
	ArrivedBy    string              `db:"arrived_by"` // code list return-arrival
	Aside        pana.Date           `db:"aside_on"`
	AsideAs      string              `db:"aside_as"` // code list return-aside
	Opened       pana.Date           `db:"opened"`
	Aim          int64               `db:"aim"`
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
}

// States of a return.
const (
	Wish      = "wish"
	Preparing = "preparing"
	OnTheWay  = "on-the-way"
	Arrived   = "arrived"
	SetAside  = "set-aside"
)

// Kinds of return.
const (
	ToFamily = "family"
	Abroad   = "abroad"
)

// Open reports whether the return has neither arrived nor been set aside.
func (r Return) Open() bool { return r.ID != "" && r.State != Arrived && r.State != SetAside }

// Sealed fields of the tables of returns, all in safety.
const (
	FieldWish   = "wish"   // her own words
	FieldPlace  = "place"  // below region
	FieldNote   = "note"   // the worker's
	FieldReason = "reason" // why: set aside, an exception asked or answered
	FieldWords  = "words"  // what a source said, what she answered
)

// A ReturnPlan is what a form says about a return. Everything but the kind may
// stay open.
type ReturnPlan struct {
	Kind         string
	Preparing    bool // no longer a wish alone
	Country      string
	Region       string
	Place        string
	Nationality  string
	Confirmed    pana.Date
	Paper        string
	PaperID      string
	Escort       pana.StaffID
	Organisation pana.OrganisationID
	Travel       pana.Date
	ArriveBy     pana.Date
	Wish         string
	Note         string
}

func (p ReturnPlan) clean(op string, today pana.Date) (ReturnPlan, error) {
	if p.Kind == "" {
		return p, pana.Refuse(op, "kind", "return.kind.missing")
	}
	for _, c := range []struct{ field, list, code string }{
		{"kind", "return-kind", p.Kind}, {"country", "country", p.Country}, {"region", "kz-region", p.Region},
		{"nationality", "return-nationality", p.Nationality}, {"paper", "return-paper", p.Paper},
	} {
		if err := casework.CheckCode(op, c.field, c.list, c.code); err != nil {
			return p, err
		}
	}
	var err error
	if p.Confirmed, err = casework.Past(op, "nationality_on", p.Confirmed, today); err != nil {
		return p, err
	}
	for _, d := range []struct {
		field string
		day   *pana.Date
	}{{"travel_on", &p.Travel}, {"arrive_by", &p.ArriveBy}} {
		if *d.day, err = casework.Day(op, d.field, *d.day); err != nil {
			return p, err
		}
	}
	if p.Travel != "" && p.ArriveBy != "" && p.ArriveBy < p.Travel {
		return p, pana.Refuse(op, "arrive_by", "date.crossed")
	}
	for _, t := range []struct {
		field string
		text  *string
		most  int
	}{{FieldPlace, &p.Place, casework.MostLine}, {FieldWish, &p.Wish, casework.MostNote}, {FieldNote, &p.Note, casework.MostNote}} {
		if *t.text, err = casework.Text(op, t.field, *t.text, t.most); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p ReturnPlan) state() string {
	if p.Preparing {
		return Preparing
	}
	return Wish
}

// over returns r with what p says.
func (p ReturnPlan) over(r Return) Return {
	r.Kind, r.Country, r.Region, r.Nationality, r.Confirmed = p.Kind, p.Country, p.Region, p.Nationality, p.Confirmed
	r.Paper, r.PaperID, r.Escort, r.Organisation, r.Travel, r.ArriveBy = p.Paper, p.PaperID, p.Escort, p.Organisation, p.Travel, p.ArriveBy
	if r.State == Wish || r.State == Preparing || r.State == "" {
		r.State = p.state()
	}
	return r
}

// differs names the fields in which p is not what stands, as forms call them.
func (p ReturnPlan) differs(r Return, said map[string]string) []string {
	anew := p.over(r)
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"kind", anew.Kind == r.Kind}, {"preparing", anew.State == r.State}, {"country", anew.Country == r.Country}, {"region", anew.Region == r.Region},
		{FieldPlace, p.Place == said[FieldPlace]}, {"nationality", anew.Nationality == r.Nationality}, {"nationality_on", anew.Confirmed == r.Confirmed},
		{"paper", anew.Paper == r.Paper && anew.PaperID == r.PaperID}, {"escort", anew.Escort == r.Escort}, {"organisation", anew.Organisation == r.Organisation},
		{"travel_on", anew.Travel == r.Travel}, {"arrive_by", anew.ArriveBy == r.ArriveBy}, {FieldWish, p.Wish == said[FieldWish]}, {FieldNote, p.Note == said[FieldNote]},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// aims reports whether fields say that she goes elsewhere than before, so that
// what was signed for there does not hold here.
func aims(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool {
		return slices.Contains([]string{"kind", "country", "region", FieldPlace, "organisation"}, f)
	})
}
