package legal_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/legal"
)

func TestTheHouseChoosesItsOwnDays(t *testing.T) {
	w := open(t)
	s, err := w.Settings(w.As("dina"))
	done(t, "read", err)
	if s.WarnDays() != 30 || s.Reflection != 0 || s.Phone {
		t.Errorf("a house that chose nothing has %+v", s)
	}
	way, _ := legal.FindTemplate("uz-return-certificate")
	check, _ := way.Step("identity-check")
	if d, own := s.Usually(way.Code, check); own || d.Most != 16 {
		t.Errorf("usually %v, own %v", d, own)
	}
	s.Warn, s.Reflection, s.Waits = 60, 30, map[string]int{"uz-return-certificate/identity-check": 21, "uz-return-certificate/photos": 3, "no/such": 9}
	refused(t, w.SetSettings(w.As("dina"), s, 0), pana.Forbidden, "", "policy.refused")
	done(t, "set", w.SetSettings(w.As("saule"), s, 0))
	refused(t, w.SetSettings(w.As("marat"), s, 0), pana.Conflict, "", "db.stale")
	got, err := w.Settings(w.As("dina"))
	done(t, "read again", err)
	if got.WarnDays() != 60 || got.Reflection != 30 || len(got.Waits) != 1 || got.Version != 1 {
		t.Errorf("kept %+v", got)
	}
	if d, own := got.Usually(way.Code, check); !own || d != (legal.Span{Least: 21, Most: 21}) {
		t.Errorf("usually %v, own %v", d, own)
	}
	got.Warn = -1
	refused(t, w.SetSettings(w.As("saule"), got, 1), pana.Invalid, "warn", "record.between")
	got.Warn, got.Reflection = 10, 9000
	refused(t, w.SetSettings(w.As("saule"), got, 1), pana.Invalid, "reflection", "record.between")
}
