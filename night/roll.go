package night

import (
	"slices"

	"example.org/pana"
	"example.org/pana/residence"
)

// A Roll is a roll call at a site: every place where somebody may be, ticked with
// one thumb. Ended is 0 while it goes on.
type Roll struct {
	ID      RollID       `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Began   int64        `db:"began"`
	Ended   int64        `db:"ended"`
	Places  int          `db:"places"`
	Found   int          `db:"found"`
	By      pana.StaffID `db:"by_staff"`
	EndedBy pana.StaffID `db:"ended_by"`
	Rooms   []RollRoom   `db:"-"` // of one that goes on
}

// A RollRoom is one room of a roll call: the places in it, and the room itself,
// which is looked into last.
type RollRoom struct {
	ID     pana.RoomID
	Name   string
	Ticked bool // nobody is left in it
	Places []RollPlace
}

// A RollPlace is a bed that is not free. Without a code it is one that is out of
// service: somebody looks there too, whatever the reason.
type RollPlace struct {
	ID       pana.BedID
	Bed      string
	Extra    bool
	Code     string
	Children int
	Out      bool // she has gone out, and is not looked for in the house
	Ticked   bool
}

// roomsOf lays out what is to be ticked: each bed that is not free, and each room.
func roomsOf(m residence.Map, away []Out, ticked []string) []RollRoom {
	var rooms []RollRoom
	for _, room := range m.Rooms {
		r := RollRoom{ID: room.ID, Name: room.Name, Ticked: slices.Contains(ticked, string(room.ID))}
		for _, b := range room.Beds {
			if b.State == residence.Free || b.State == residence.Taken && b.Since > m.Night {
				continue
			}
			p := RollPlace{ID: b.ID, Bed: b.Name, Extra: b.Extra, Ticked: slices.Contains(ticked, string(b.ID))}
			if b.State == residence.Taken {
				p.Code, p.Children = b.Code, b.Children
				p.Out = slices.ContainsFunc(away, func(o Out) bool { return o.Client == b.Client })
			}
			r.Places = append(r.Places, p)
		}
		rooms = append(rooms, r)
	}
	return rooms
}

// Counts says how many places are to be looked at and how many were.
func (r Roll) Counts() (places, found int) {
	if r.Ended > 0 {
		return r.Places, r.Found
	}
	for _, room := range r.Rooms {
		places++
		if room.Ticked {
			found++
		}
		for _, p := range room.Places {
			switch {
			case p.Ticked:
				places, found = places+1, found+1
			case !p.Out:
				places++
			}
		}
	}
	return places, found
}

// has reports whether a place can be ticked.
func (r Roll) has(place string) bool {
	return slices.ContainsFunc(r.Rooms, func(room RollRoom) bool {
		return string(room.ID) == place || slices.ContainsFunc(room.Places, func(p RollPlace) bool { return string(p.ID) == place })
	})
}
