package residence

import (
	"context"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A NewRoom is a room about to be made, with beds numbered from one.
type NewRoom struct {
	Name     string
	Sex      string // female or male; empty for a room without a rule
	Children bool   // a child may sleep here
	Beds     int
}

// mostBeds is how many beds a room can have.
const mostBeds = 40

func (n *NewRoom) check(op string) error {
	var err error
	if n.Name, err = placeName(op, "name", n.Name); err != nil {
		return err
	}
	if n.Beds < 0 || n.Beds > mostBeds {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: "beds", Say: "residence.beds.number", With: map[string]any{"Max": mostBeds}}
	}
	return checkSex(op, n.Sex)
}

func checkSex(op, sex string) error {
	if sex != "" && sex != "female" && sex != "male" {
		return pana.Refuse(op, "sex", "residence.room.sex")
	}
	return nil
}

// longestName is how long the name of a room or a bed can be, in runes.
const longestName = 40

// placeName tidies the name of a room or a bed: one short line.
func placeName(op, field, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", pana.Refuse(op, field, "residence.name.missing")
	case utf8.RuneCountInString(name) > longestName:
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "residence.name.long", With: map[string]any{"Max": longestName}}
	case !utf8.ValidString(name) || strings.ContainsFunc(name, misleading):
		return "", pana.Refuse(op, field, "residence.name.text")
	}
	return name, nil
}

// misleading are characters that no line shows as they are: controls, and those
// that turn the direction of what follows.
func misleading(c rune) bool {
	return unicode.IsControl(c) || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069'
}

// AddRooms makes rooms at a site within the founding of the house, when there
// is nobody yet whom policy could ask. Later rooms are AddRoom's. It refuses
// what AddRoom refuses.
func (r *Residence) AddRooms(ctx context.Context, tx *db.Tx, site pana.SiteID, rooms []NewRoom) error {
	for _, n := range rooms {
		if _, err := r.addRoom(ctx, tx, site, n); err != nil {
			return err
		}
	}
	return nil
}

// AddRoom makes a room with its beds at a shelter. It refuses a name that is
// missing, too long, or already a room's there ("residence.room.double"), and
// a site that is no shelter ("residence.site").
func (r *Residence) AddRoom(ctx context.Context, site pana.SiteID, n NewRoom) (pana.RoomID, error) {
	var id pana.RoomID
	err := r.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepBeds, site); err != nil {
			return err
		}
		if s, ok := r.h.Site(site); !ok || s.Kind != house.Shelter {
			return pana.Refuse("residence.AddRoom", "site", "residence.site")
		}
		var err error
		id, err = r.addRoom(ctx, tx, site, n)
		return err
	})
	return id, err
}

func (r *Residence) addRoom(ctx context.Context, tx *db.Tx, site pana.SiteID, n NewRoom) (pana.RoomID, error) {
	const op = "residence.AddRoom"
	if err := n.check(op); err != nil {
		return "", err
	}
	row := roomRow{ID: pana.RoomID(tx.ID()), Site: site, Name: n.Name, Sex: n.Sex, Children: n.Children, Version: 1}
	if err := insertRoom(ctx, tx, row); err != nil {
		if db.IsUnique(err) {
			return "", pana.Refuse(op, "name", "residence.room.double")
		}
		return "", err
	}
	for i := range n.Beds {
		if err := insertBed(ctx, tx, pana.BedID(tx.ID()), row.ID, site, strconv.Itoa(i+1), false, r.h.Tonight(tx.Now)); err != nil {
			return "", err
		}
	}
	return row.ID, trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: site, Object: string(row.ID),
		Digests: [][32]byte{row.digest(), trail.Digest("beds", string(row.ID), strconv.Itoa(n.Beds))}})
}

func (r roomRow) digest() [32]byte {
	return trail.Digest("rooms", string(r.ID), r.Name, r.Sex, strconv.FormatBool(r.Children), string(r.Closed))
}

// roomFor returns a room in use if the actor may keep beds there.
func (r *Residence) roomFor(ctx context.Context, tx *db.Tx, op string, id pana.RoomID) (roomRow, error) {
	row, ok, err := findRoom(ctx, tx, id)
	if err != nil {
		return row, err
	}
	if err := allowAt(ctx, policy.KeepBeds, row.Site); err != nil {
		return row, err
	}
	if !ok || row.Closed != "" {
		return row, absent(op, "residence.room.absent")
	}
	return row, nil
}

// SetRoomRules changes who may sleep in a room, from now on; who sleeps there
// stays. Version is the room's that the reader saw: another one is refused with
// db.stale, whose With names under "Fields" what differs. The same rules again
// change nothing.
func (r *Residence) SetRoomRules(ctx context.Context, room pana.RoomID, sex string, children bool, version int64) error {
	const op = "residence.SetRoomRules"
	if err := checkSex(op, sex); err != nil {
		return err
	}
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		row, err := r.roomFor(ctx, tx, op, room)
		if err != nil {
			return err
		}
		var fields []string
		if row.Sex != sex {
			fields = append(fields, "sex")
		}
		if row.Children != children {
			fields = append(fields, "children")
		}
		if len(fields) == 0 {
			return nil
		}
		if row.Version != version {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		row.Sex, row.Children = sex, children
		if n, err := updateRoom(ctx, tx, row); err != nil || n == 0 {
			return staleOr(err, op, fields)
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: row.Site, Object: string(room), Digests: [][32]byte{row.digest()}})
	})
}

func staleOr(err error, op string, fields []string) error {
	if err != nil {
		return err
	}
	return db.Stale(op, map[string]any{"Fields": fields})
}
