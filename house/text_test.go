package house

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzReadTicket(f *testing.F) {
	f.Add(newTicket().cookie())
	f.Add("")
	f.Add(strings.Repeat("A", 64))
	f.Fuzz(func(t *testing.T, cookie string) {
		if got, ok := readTicket(cookie); ok && got.cookie() != cookie {
			t.Errorf("%q reads as %q", cookie, got.cookie())
		}
	})
}

func FuzzReadQuestion(f *testing.F) {
	var asked, other ceremonies
	now := time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)
	mine, err := asked.put(ceremony{Staff: "dina", Until: now.Add(time.Minute)})
	if err != nil {
		f.Fatal(err)
	}
	foreign, _ := other.put(ceremony{Staff: "dina", Until: now.Add(time.Minute)})
	f.Add(mine)
	f.Add(foreign)
	f.Add("")
	f.Add(strings.Repeat("A", 200))
	f.Fuzz(func(t *testing.T, ticket string) {
		one, ok := asked.readQuestion(ticket, "dina", now)
		if ok != (ticket == mine) {
			t.Errorf("%q reads as %+v", ticket, one)
		}
		if _, ok := asked.readQuestion(ticket, "erlan", now); ok {
			t.Errorf("%q was asked of somebody else", ticket)
		}
		if _, ok := asked.readQuestion(ticket, "dina", now.Add(time.Minute)); ok {
			t.Errorf("%q does not grow old", ticket)
		}
	})
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"Гүлжан  Ә.", " a\tb ", "x\u202ey", "\xff", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := line("op", "field", s, 80)
		if err != nil {
			return
		}
		if n := utf8.RuneCountInString(got); n == 0 || n > 80 || strings.ContainsFunc(got, misleading) {
			t.Errorf("%q became %q", s, got)
		}
		if again, err := line("op", "field", got, 80); err != nil || again != got {
			t.Errorf("%q is not settled: %q, %v", got, again, err)
		}
	})
}
