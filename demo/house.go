package demo

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/residence"
)

// years is how far back the world goes.
const years = 5

// theRooms are behind the doors of the two shelters.
var theRooms = map[string][]residence.NewRoom{
	maple: {
		{Name: "Apple", Sex: "female", Beds: 5},
		{Name: "Pear", Sex: "female", Children: true, Beds: 3},
		{Name: "Birch", Sex: "female", Beds: 4},
		{Name: "Plum", Sex: "female", Children: true, Beds: 3},
		{Name: "Family", Children: true, Beds: 4},
		{Name: "Linden", Children: true, Beds: 2},
		{Name: "Quiet", Sex: "female", Beds: 2},
	},
	steppe: {
		{Name: "Upper", Sex: "male", Beds: 4},
		{Name: "Lower", Sex: "male", Beds: 3},
	},
}

// found founds the house, two months before its first client.
func (w *world) found(ctx context.Context) error {
	s := house.DefaultSettings()
	s.Name, s.HostName, s.Language, s.CodePrefix, s.IdleMinutes = "Invented house", "house.internal", locale.RU, prefix, 30
	s.OnCallNote = "Всё здесь вымышлено, номера тоже: +7 000 000 00 01"
	var err error
	if w.zone, err = time.LoadLocation(s.Zone); err != nil {
		return err
	}
	w.clock.set(w.now.AddDate(-years, -2, 0))
	w.cast = theCast()
	for _, m := range w.cast {
		w.staff[first(m.name)] = m
	}
	founder := func(m *member) house.NewPerson {
		m.passphrase = seal.NewPassphrase(string(locale.EN))
		return house.NewPerson{Name: m.name, Title: m.title, Passphrase: m.passphrase, Language: m.language}
	}
	f := house.Founding{Settings: s, Director: founder(w.cast[0]), Deputy: founder(w.cast[1]), Sites: []house.NewSite{
		{Kind: house.Shelter, Name: maple}, {Kind: house.Shelter, Name: steppe}, {Kind: house.YouthCentre, Name: kite}, {Kind: house.Office, Name: office}}}
	err = w.h.Found(ctx, f, func(ctx context.Context, tx *db.Tx, sites []house.Site) error {
		for _, site := range sites {
			if err := w.beds.AddRooms(ctx, tx, site.ID, theRooms[site.Name]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, site := range w.h.SiteList() {
		w.sites[site.Name] = site.ID
	}
	for _, who := range []string{"saule", "marat"} {
		if _, err := w.as(who); err != nil {
			return err
		}
	}
	if err := w.keepKit(); err != nil {
		return err
	}
	return w.lookAround()
}

// keepKit prints the recovery kit and restores from it, as every house does
// before its first client.
func (w *world) keepKit() error {
	saule, err := w.as("saule")
	if err != nil {
		return err
	}
	if w.sheets, _, err = w.h.DrawKit(saule); err != nil {
		return err
	}
	_, err = w.h.ProveKit(saule, w.sheets[0], w.sheets[2], [3]string{"Invented director", "Invented deputy", "Invented lawyer in town"})
	return err
}

// lookAround learns which bed is which.
func (w *world) lookAround() error {
	saule, err := w.as("saule")
	if err != nil {
		return err
	}
	for _, site := range []string{maple, steppe} {
		m, err := w.beds.Tonight(saule, w.sites[site])
		if err != nil {
			return err
		}
		for _, room := range m.Rooms {
			w.rooms[room.Name] = room.ID
			for _, b := range room.Beds {
				w.places[room.Name+" "+b.Name] = b.ID
			}
		}
	}
	return nil
}

// bedsOut takes a few beds out of service.
func (w *world) bedsOut() {
	for _, out := range []struct {
		days   int
		bed    string
		reason string
		back   int // days from today; 0 until it is given back
	}{
		{40, "Birch 4", "repair", 0},
		{33, "Upper 4", "repair", 0},
		{12, "Lower 3", "furniture", 9},
	} {
		w.on(out.days, "10:40", func() error {
			saule, err := w.as("saule")
			if err != nil {
				return err
			}
			until := pana.Night("")
			if out.back > 0 {
				until = w.today().AddDays(out.back)
			}
			return w.beds.TakeOutOfService(saule, w.places[out.bed], out.reason, until)
		})
	}
}
