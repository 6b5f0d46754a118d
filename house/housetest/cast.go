package housetest

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/house"
)

// The cast. Site 0 is the shelter, 1 the youth centre, -1 the whole house.
var cast = []struct {
	name string
	role pana.Role
	site int
}{
	{"Saule", pana.Director, -1},
	{"Marat", pana.Deputy, -1},
	{"Dina", pana.SocialWorker, 0},
	{"Erlan", pana.SocialWorker, 0},
	{"Gulnar", pana.Psychologist, 0},
	{"Timur", pana.NightDuty, 0},
	{"Raushan", pana.Nurse, 0},
	{"Bolat", pana.Lawyer, 0},
	{"Kamila", pana.Teacher, 0},
	{"Arman", pana.YouthWorker, 1},
	{"Lena", pana.Volunteer, 0},
	{"Vera", pana.Accountant, -1},
	{"Hans", pana.Funder, -1},
	{"Mira", pana.Coordinator, -1},
	{"Oleg", pana.Administrator, -1},
}

// Names lists the cast as As wants them.
func Names() []string {
	names := make([]string, len(cast))
	for i, p := range cast {
		names[i] = key(p.name)
	}
	return names
}

// Passphrase is what a member of the cast types.
func Passphrase(name string) string { return strings.Repeat(key(name)+" ", 4) + "seven words" }

func key(name string) string { return strings.ToLower(name) }

// As returns a context in which name is signed in: w.As("dina"). She signs in
// when she is first asked for, or when her session is over. What was done before
// is laid into the trail, as it would be within a second.
func (w *World) As(name string) context.Context {
	w.t.Helper()
	w.lay()
	ctx, _, err := w.House.Resume(context.Background(), w.cookie(name))
	if err == nil {
		return ctx
	}
	w.mu.Lock()
	delete(w.cookies, key(name))
	w.mu.Unlock()
	ctx, _, err = w.House.Resume(context.Background(), w.cookie(name))
	if err != nil {
		w.t.Fatalf("%s goes on: %v", name, err)
	}
	return ctx
}

// Cookie returns the cookie of a session of name.
func (w *World) Cookie(name string) string { w.t.Helper(); w.As(name); return w.cookie(name) }

func (w *World) cookie(name string) string {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.cookies[key(name)]; c != "" {
		return c
	}
	c, _, err := w.House.SignIn(context.Background(), house.Entry{Name: name, Passphrase: Passphrase(name), Address: "127.0.0.1"})
	if err != nil && !w.started() {
		w.t.Fatalf("%s signs in: %v (is the house stopped?)", name, err)
	}
	if err != nil {
		w.t.Fatalf("%s signs in: %v", name, err)
	}
	w.cookies[key(name)] = c
	return c
}

func (w *World) started() bool { return w.House.State() == house.Started }

// Nobody returns a context in which nobody is signed in.
func (w *World) Nobody() context.Context { return context.Background() }

// Staff returns the id of a member of the cast.
func (w *World) Staff(name string) pana.StaffID {
	w.t.Helper()
	id, ok := w.staff[key(name)]
	if !ok {
		w.t.Fatalf("nobody here is called %q", name)
	}
	return id
}
