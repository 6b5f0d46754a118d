package demo

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
)

// A Person can sign in.
type Person struct {
	Role       pana.Role `json:"role"`
	Name       string    `json:"name"`
	Passphrase string    `json:"passphrase"`
}

// Roles lists the roles of which the world has one to sign in as, in the order
// in which they are shown.
func Roles() []pana.Role {
	return []pana.Role{pana.Director, pana.Deputy, pana.SocialWorker, pana.Psychologist, pana.NightDuty, pana.Nurse, pana.Lawyer,
		pana.Teacher, pana.YouthWorker, pana.Volunteer, pana.Accountant, pana.Funder, pana.Coordinator, pana.Administrator}
}

// Sites of the house.
const (
	maple  = "Maple"
	steppe = "Steppe"
	kite   = "Kite"
	office = "Office"
)

type grant struct {
	role pana.Role
	site string // empty for the whole house
}

// A member is someone of the cast.
type member struct {
	name     string
	title    string
	language locale.Lang
	days     int // how many days ago she came
	grants   []grant

	id         pana.StaffID
	passphrase string
	ctx        context.Context // acts for her; see as
	ring       *seal.Ring
}

// theCast are the people who work in the house: one of each role, then their
// colleagues. Every name is made up of common ones.
func theCast() []*member {
	return []*member{
		{name: "Saule Kenzhina", title: "Директор", language: locale.KK, grants: []grant{{pana.Director, ""}}},
		{name: "Marat Seitkali", title: "Заместитель директора", language: locale.RU, grants: []grant{{pana.Deputy, ""}}},
		{name: "Dina Abenova", title: "Әлеуметтік қызметкер", language: locale.KK, days: 1600, grants: []grant{{pana.SocialWorker, maple}}},
		{name: "Gulnara Iskakova", title: "Психолог", language: locale.RU, days: 1780, grants: []grant{{pana.Psychologist, maple}, {pana.Psychologist, steppe}}},
		{name: "Timur Rakhmanov", title: "Ночной дежурный", language: locale.RU, days: 900, grants: []grant{{pana.NightDuty, maple}}},
		{name: "Raushan Beisenova", title: "Мейіргер", language: locale.KK, days: 1400, grants: []grant{{pana.Nurse, maple}, {pana.Nurse, steppe}}},
		{name: "Bolat Zhakupov", title: "Заңгер", language: locale.KK, days: 1250, grants: []grant{{pana.Lawyer, maple}, {pana.Lawyer, steppe}}},
		{name: "Kamila Yuldasheva", title: "Учитель, переводчик узбекского", language: locale.RU, days: 1100, grants: []grant{{pana.Teacher, maple}}},
		{name: "Arman Toleuov", title: "Жастар жетекшісі", language: locale.KK, days: 800, grants: []grant{{pana.YouthWorker, kite}}},
		{name: "Lena Voronina", title: "Волонтёр, студентка", language: locale.RU, days: 420, grants: []grant{{pana.Volunteer, maple}}},
		{name: "Vera Pak", title: "Бухгалтер", language: locale.RU, days: 1750, grants: []grant{{pana.Accountant, ""}}},
		{name: "Hans Lindqvist", title: "Programme officer of a funder", language: locale.EN, days: 1300, grants: []grant{{pana.Funder, ""}}},
		{name: "Mira Kadyrova", title: "National coordinator", language: locale.EN, days: 1200, grants: []grant{{pana.Coordinator, ""}}},
		{name: "Oleg Belov", title: "Администратор", language: locale.RU, days: 1500, grants: []grant{{pana.Administrator, ""}}},

		{name: "Erlan Musin", title: "Әлеуметтік қызметкер", language: locale.KK, days: 1450, grants: []grant{{pana.SocialWorker, steppe}}},
		{name: "Madina Sarieva", title: "Социальный работник", language: locale.RU, days: 1000, grants: []grant{{pana.SocialWorker, maple}}},
		{name: "Ruslan Galiev", title: "Ночной дежурный", language: locale.RU, days: 950, grants: []grant{{pana.NightDuty, steppe}}},
		{name: "Zhanna Tulepova", title: "Жастар орталығының басшысы", language: locale.KK, days: 1150, grants: []grant{{pana.CentreHead, kite}, {pana.Teacher, steppe}}},
		{name: "Aizhan Seitova", title: "Ағылшын тілі мұғалімі", language: locale.KK, days: 300, grants: []grant{{pana.Teacher, kite}}},
		{name: "Olzhas Nurgaliev", title: "Студент, ерікті", language: locale.KK, days: 120, grants: []grant{{pana.Volunteer, kite}}},
	}
}

// hire gives everyone an account, a passphrase and her circles.
func (w *world) hire(ctx context.Context) error {
	for _, m := range w.cast {
		if m.id != "" {
			continue // the founders
		}
		w.clock.set(w.now.AddDate(0, 0, -m.days))
		if err := w.add(ctx, m, true); err != nil {
			return err
		}
	}
	return nil
}

// add gives m an account and has her accept it; admitted, she is let into her circles.
func (w *world) add(ctx context.Context, m *member, admitted bool) error {
	saule, err := w.as("saule")
	if err != nil {
		return err
	}
	n := house.NewStaff{Name: m.name, Title: m.title, Language: m.language}
	for _, g := range m.grants {
		n.Grants = append(n.Grants, pana.Grant{Role: g.role, Site: w.sites[g.site]})
	}
	id, invitation, err := w.h.AddStaff(saule, n)
	if err != nil {
		return err
	}
	m.id, m.passphrase = id, seal.NewPassphrase(string(locale.EN))
	if err := w.h.AcceptInvitation(ctx, invitation, m.passphrase); err != nil {
		return err
	}
	if !admitted {
		return nil
	}
	if err := w.h.AdmitWaiting(saule, id); err != nil && pana.KindOf(err) != pana.NotFound {
		return err
	}
	return nil
}

// as returns a context that acts for a member, by her first name.
func (w *world) as(first string) (context.Context, error) {
	m := w.staff[first]
	if m.ctx != nil {
		return m.ctx, nil
	}
	ctx := context.Background()
	id, err := w.h.Vault.SignIn(ctx, m.name, m.passphrase)
	if err != nil {
		return nil, err
	}
	defer id.Clear()
	m.id = id.Staff
	if m.ring, err = w.h.Vault.Ring(ctx, id); err != nil {
		return nil, err
	}
	actor := pana.Actor{Staff: m.id}
	for _, g := range m.grants {
		actor.Grants = append(actor.Grants, pana.Grant{Role: g.role, Site: w.sites[g.site]})
	}
	m.ctx = pana.WithActor(seal.WithRing(ctx, m.ring), actor)
	return m.ctx, nil
}

// leave puts away the keys of everyone who acted.
func (w *world) leave() {
	for _, m := range w.cast {
		if m.ring != nil {
			m.ring.Close()
		}
		m.ctx, m.ring = nil, nil
	}
}

// newcomers are two who have only just come: one has not opened her invitation,
// the other waits to be let into her circles.
func (w *world) newcomers() {
	w.on(2, "16:45", func() error {
		saule, err := w.as("saule")
		if err != nil {
			return err
		}
		_, _, err = w.h.AddStaff(saule, house.NewStaff{Name: "Ilya Gromov", Title: "Волонтёр", Language: locale.RU,
			Grants: []pana.Grant{{Role: pana.Volunteer, Site: w.sites[steppe]}}})
		return err
	})
	w.on(1, "17:30", func() error {
		m := &member{name: "Asem Daurenova", title: "Әлеуметтік қызметкер", language: locale.KK, grants: []grant{{pana.SocialWorker, maple}}}
		if err := w.add(context.Background(), m, false); err != nil {
			return err
		}
		w.cast = append(w.cast, m)
		return nil
	})
	w.on(300, "09:00", func() error {
		for i, who := range []string{"marat", "dina"} {
			ctx, err := w.as(who)
			if err != nil {
				return err
			}
			if err := w.h.SetOnCall(ctx, true, "+7 000 000 00 0"+strconv.Itoa(i+1)); err != nil {
				return err
			}
		}
		return nil
	})
}

// first is the first of someone's names, as the plot calls her.
func first(name string) string { f, _, _ := strings.Cut(strings.ToLower(name), " "); return f }
