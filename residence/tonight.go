package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Tonight returns who sleeps where at site. A site without rooms, or unknown,
// has an empty map.
func (r *Residence) Tonight(ctx context.Context, site pana.SiteID) (Map, error) {
	var m Map
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		var err error
		m, err = r.TonightIn(ctx, tx, site)
		return err
	})
	return m, err
}

// TonightIn is Tonight inside a transaction.
func (r *Residence) TonightIn(ctx context.Context, tx *db.Tx, site pana.SiteID) (Map, error) {
	if err := allowAt(ctx, policy.SeeBeds, site); err != nil {
		return Map{}, err
	}
	return r.mapOf(ctx, tx, site)
}

// mapOf draws the map as the actor may know it; the caller has asked policy.
func (r *Residence) mapOf(ctx context.Context, tx *db.Tx, site pana.SiteID) (Map, error) {
	m := Map{Site: site, Night: r.h.Tonight(tx.Now)}
	rooms, err := roomsOf(ctx, tx, site)
	if err != nil {
		return m, err
	}
	at := map[pana.RoomID]int{}
	for i, row := range rooms {
		at[row.ID] = i
		m.Rooms = append(m.Rooms, Room{ID: row.ID, Site: row.Site, Name: row.Name, Sex: row.Sex, Children: row.Children, Version: row.Version})
	}
	beds, err := bedsOf(ctx, tx, m.Night, site)
	if err != nil {
		return m, err
	}
	out, err := outages(ctx, tx, site, m.Night)
	if err != nil {
		return m, err
	}
	reasons := map[pana.BedID]outageRow{}
	for _, o := range out {
		reasons[o.Bed] = o
	}
	for _, row := range beds {
		i, ok := at[row.Room]
		if !ok {
			continue // the room was closed, and its beds with it
		}
		room := &m.Rooms[i]
		b := Bed{ID: row.ID, Room: row.Room, Name: row.Name, Extra: row.Extra, State: Free, Empty: row.Empty, Version: row.Version}
		o, isOut := reasons[row.ID]
		switch {
		case row.Stay != "" && row.Seen:
			b.State, b.Stay, b.Client, b.Code = Taken, row.Stay, row.Client, row.Code
			b.Since, b.Children, b.Sex, b.AgeBand = row.Since, row.Children, row.Sex, row.AgeBand
		case row.Stay != "":
			room.hidden = append(room.hidden, sleeper{row.Client, row.Sex, row.AgeBand})
			if row.Extra {
				continue // an extra place is never out of service, so it would speak
			}
			b.State = OutOfService
		case isOut:
			b.State, b.Reason, b.Back = OutOfService, o.Reason, o.Until
		}
		room.Beds = append(room.Beds, b)
	}
	return m, nil
}
