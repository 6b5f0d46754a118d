package demo

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/residence"
)

// A Worker is someone who works in the house of the crowd. Site is the number
// of hers, -1 for the whole house.
type Worker struct {
	Name string
	Role pana.Role
	Site int
}

// CrowdStaff lists who works in the house of the crowd: the director and the
// deputy first.
func CrowdStaff() []Worker {
	return []Worker{
		{"Saule", pana.Director, -1}, {"Marat", pana.Deputy, -1},
		{"Dina", pana.SocialWorker, 0}, {"Erlan", pana.SocialWorker, 0}, {"Gulnar", pana.Psychologist, 0},
		{"Timur", pana.NightDuty, 0}, {"Raushan", pana.Nurse, 0}, {"Bolat", pana.Lawyer, 0},
		{"Kamila", pana.SocialWorker, 1}, {"Arman", pana.SocialWorker, 1}, {"Mira", pana.Psychologist, 1}, {"Oleg", pana.NightDuty, 1},
		{"Lena", pana.SocialWorker, 2}, {"Rustem", pana.NightDuty, 2},
	}
}

// CrowdPassphrase is what a worker of the crowd types. It is no secret: nobody
// in that house is real.
func CrowdPassphrase(name string) string {
	return strings.Repeat(strings.ToLower(name)+" ", 4) + "seven green kettles"
}

// CrowdHouse is what the house of a whole crowd is called. Until the last client
// has come it has another name, so that half a crowd is not taken for one.
func CrowdHouse(clients int) string { return "Invented crowd of " + strconv.Itoa(clients) }

func (c *crowd) found(ctx context.Context) error {
	set := house.DefaultSettings()
	set.Name, set.Language, set.IdleMinutes, set.AbsoluteHours = "Crowd on its way", locale.EN, 60, 24
	set.Looks = 10000 // a load is measured, not somebody's day
	staff := CrowdStaff()
	person := func(w Worker) house.NewPerson {
		return house.NewPerson{Name: w.Name, Title: string(w.Role), Passphrase: CrowdPassphrase(w.Name), Language: locale.EN}
	}
	return c.h.Found(ctx, house.Founding{Settings: set, Director: person(staff[0]), Deputy: person(staff[1]),
		Sites: []house.NewSite{{Kind: house.Shelter, Name: "North house"}, {Kind: house.Shelter, Name: "River house"}, {Kind: house.Shelter, Name: "Bridge house"}}}, nil)
}

// hire proves the recovery kit, gives the others an account and lets them into their circles.
func (c *crowd) hire(director context.Context) error {
	sheets, _, err := c.h.DrawKit(director)
	if err == nil {
		_, err = c.h.ProveKit(director, sheets[0], sheets[1], [3]string{})
	}
	if err != nil {
		return err
	}
	for _, w := range CrowdStaff()[2:] {
		g := pana.Grant{Role: w.Role}
		if w.Site >= 0 {
			g.Site = c.sites[w.Site].ID
		}
		id, invitation, err := c.h.AddStaff(director, house.NewStaff{Name: w.Name, Title: string(w.Role), Language: locale.EN, Grants: []pana.Grant{g}})
		if err != nil {
			return err
		}
		if err := c.h.AcceptInvitation(director, invitation, CrowdPassphrase(w.Name)); err != nil {
			return err
		}
		if err := c.h.AdmitWaiting(director, id); err != nil && pana.KindOf(err) != pana.NotFound {
			return err
		}
		switch w.Role {
		case pana.SocialWorker:
			c.workers[w.Site] = append(c.workers[w.Site], id)
		case pana.Psychologist:
			c.psychologists[w.Site] = id
		}
	}
	return nil
}

// furnish makes the rooms of the two shelters: two in three for women.
func (c *crowd) furnish(director context.Context) error {
	beds := residence.New(c.h, c.files)
	for site, share := range []int{3, 2} {
		rooms := max(6, min(60, c.Clients/20000*share))
		for i := range rooms {
			n := residence.NewRoom{Name: "Room " + string(rune('A'+i%26)) + strings.Repeat("'", i/26), Beds: 4}
			switch i % 3 {
			case 0, 1:
				n.Sex, n.Children = "female", i%2 == 0
			}
			if _, err := beds.AddRoom(director, c.sites[site].ID, n); err != nil {
				return err
			}
		}
	}
	return nil
}
