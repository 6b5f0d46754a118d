package intake

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// Arrive lets someone in for the night: a new file with a code of its own, a
// time in our care that begins today, a bed from tonight, what she answered, and
// her answer about staying, all or nothing. It returns the code.
//
// Without a yes to staying only code, bed and time are kept; a no is kept as a
// consent refused, "later" as nothing at all. What was typed still chooses a
// bed that suits. Danger, wounds, the police and a child alone raise alerts.
//
// It refuses unknown codes, figures that cannot be and unclean names on their
// fields, and the places that residence.Admit refuses on the field "bed". Of two
// workers who give one bed at once exactly one succeeds; the other gets Conflict
// "residence.bed.taken" and nothing of hers is kept.
func (i *Intake) Arrive(ctx context.Context, a Arrival) (code string, err error) {
	const op = "intake.Arrive"
	sites := i.Sites(ctx, policy.RecordArrival)
	if len(sites) == 0 {
		return "", forbidden(op)
	}
	if a.Language == "other" {
		a.Language = "" // she speaks another one; which is for the morning
	}
	if err := a.check(op); err != nil {
		return "", err
	}
	act := func() error {
		return i.h.DB.Update(ctx, func(tx *db.Tx) error {
			code, err = i.arriveIn(ctx, tx, sites, a)
			return err
		})
	}
	if err = act(); db.IsUnique(err) {
		err = act() // she lost a race: the answer comes from what is so now
	}
	if err != nil {
		return "", err
	}
	return code, nil
}

func (i *Intake) arriveIn(ctx context.Context, tx *db.Tx, sites []house.Site, a Arrival) (string, error) {
	kept := a.kept()
	p, err := i.placeFor(ctx, tx, sites, a, kept)
	if err != nil {
		return "", err
	}
	added, err := i.files.Add(ctx, tx, casework.NewClient{Site: p.site, Names: casework.Names{ToUse: kept.Name},
		Coded: casework.Coded{Sex: kept.Sex, AgeBand: kept.AgeBand, Language: kept.Language}})
	if err != nil {
		return "", err
	}
	who := policy.Subject{Client: added.Client, Site: p.site}
	stay, err := i.beds.AdmitIn(ctx, tx, who, residence.Admission{Client: added.Client, Bed: p.bed, Room: p.room,
		Children: kept.Children, Reason: kept.Reason})
	if err != nil {
		return "", err
	}
	row := kept.row(p.site, added.Client, added.Episode)
	if err := insertArrival(ctx, tx, row); err != nil {
		return "", err
	}
	digests := append(added.Digests, row.digest())
	if a.Consent == Yes || a.Consent == No {
		_, d, err := i.files.AddConsent(ctx, tx, who, casework.NewConsent{Purpose: pana.StayTonight, Method: casework.Spoken,
			Language: kept.Language, Refused: a.Consent == No, Given: casework.Given{By: casework.Herself}})
		if err != nil {
			return "", err
		}
		digests = append(digests, d...)
	}
	set := i.h.Settings()
	say := locale.For(set.Language, set.Word) // alerts speak the language of the house
	for _, alarm := range kept.alarms() {
		_, d, err := i.files.AddAlert(ctx, tx, who, casework.NewAlert{Kind: alarm.kind, Text: say.T(alarm.say)})
		if err != nil {
			return "", err
		}
		digests = append(digests, d...)
	}
	return added.Code, trail.Record(ctx, tx, trail.Entry{Act: policy.RecordArrival, Client: added.Client, Site: p.site,
		Object: string(stay.Bed), Digests: digests})
}

// A place is where someone is to sleep: a bed, or an extra place in a room.
type place struct {
	site pana.SiteID
	bed  pana.BedID
	room pana.RoomID
}

// placeFor finds the place that a asks for on the sites' maps, or the best one
// when it asks for none. What was typed chooses, whether or not it is kept; a
// rule against the place is refused as residence.Admit would, unless there is
// a reason.
func (i *Intake) placeFor(ctx context.Context, tx *db.Tx, sites []house.Site, a, kept Arrival) (place, error) {
	const op = "intake.Arrive"
	var maps []residence.Map
	for _, s := range sites {
		m, err := i.beds.TonightIn(ctx, tx, s.ID)
		if err != nil {
			return place{}, err
		}
		if len(m.Rooms) > 0 {
			maps = append(maps, m)
		}
	}
	if len(maps) == 0 {
		return place{}, pana.Refuse(op, "bed", "arrival.rooms.none")
	}
	p, room, ok := asked(maps, a.Bed)
	if a.Bed == "" {
		p, room, ok = best(maps, a.guest(), kept.guest())
	}
	if !ok {
		return place{}, pana.Refuse(op, "bed", "residence.bed.absent")
	}
	_, bed, _ := maps[slices.IndexFunc(maps, func(m residence.Map) bool { return m.Site == p.site })].Bed(p.bed)
	if broken := room.Breaks(a.guest()); len(broken) > 0 && a.Reason == "" && (p.bed == "" || bed.State == residence.Free) {
		var errs []error
		for _, rule := range broken {
			errs = append(errs, &pana.Error{Op: op, Kind: pana.Invalid, Field: "bed", Say: "residence.rule." + string(rule), With: map[string]any{"Room": room.Name}})
		}
		return place{}, all(errs...)
	}
	return p, nil
}

// asked finds the place that a form names on the maps the worker can see.
func asked(maps []residence.Map, named pana.BedID) (place, residence.Room, bool) {
	bed, extra := residence.ReadPlace(string(named))
	for _, m := range maps {
		if extra != "" {
			if room, ok := m.Room(extra); ok {
				return place{site: m.Site, room: extra}, room, true
			}
		} else if room, _, ok := m.Bed(bed); ok {
			return place{site: m.Site, bed: bed}, room, true
		}
	}
	return place{}, residence.Room{}, false
}

// best chooses for someone who named no bed: a free bed that breaks no rule; an
// extra place when there is none; at last a place against a rule, which then
// needs a reason. Typed is what was said, known what may be kept of it.
func best(maps []residence.Map, typed, known residence.Guest) (place, residence.Room, bool) {
	for _, m := range maps {
		if choices := Proposals(m, typed); len(choices) > 0 && len(choices[0].Breaks) == 0 {
			return place{site: m.Site, bed: choices[0].Bed.ID}, choices[0].Room, true
		}
	}
	for _, m := range maps {
		for _, room := range m.Rooms {
			if m.Full(known) && len(room.Breaks(typed)) == 0 {
				return place{site: m.Site, room: room.ID}, room, true
			}
		}
	}
	m := maps[0]
	if choices := Proposals(m, typed); len(choices) > 0 {
		return place{site: m.Site, bed: choices[0].Bed.ID}, choices[0].Room, true
	}
	return place{site: m.Site, room: m.Rooms[0].ID}, m.Rooms[0], true
}
