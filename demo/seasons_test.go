package demo

import (
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/stats"
)

// What the account tells of seasons can be read off the tables of the invented house,
// and each worker reads them of her own shelter.
func TestTheYearsOfTheInventedHouseShowTheSeasonsOfTheAccount(t *testing.T) {
	w := theWorld(t)
	years := stats.New(w.House, w.desk, w.beds)
	saule, dina, erlan := w.as(t, "saule"), w.as(t, "dina"), w.as(t, "erlan")
	f := stats.Filter{From: 2022, Until: 2026}
	all, err := years.Seasons(saule, f)
	if err != nil {
		t.Fatal(err)
	}
	of := func(kind string, months ...string) (n int) {
		table := all.ByKind[kind]
		for _, m := range months {
			n += table.Row(m)
		}
		return n * 100 / max(table.N, 1)
	}
	if n := of(casework.KindLabour, "09", "10", "11"); n < 35 {
		t.Errorf("%d of a hundred labour cases come after the harvest", n)
	}
	if n := of(casework.KindSexual, "12", "01", "02"); n < 35 {
		t.Errorf("%d of a hundred come in winter", n)
	}
	if n := of(casework.KindSexual, "06", "07", "08"); n > 15 {
		t.Errorf("%d of a hundred come in summer", n)
	}
	parts := 0
	for _, kind := range all.Kinds {
		parts += all.ByKind[kind].N
	}
	maples, err := years.Seasons(dina, f)
	if err != nil {
		t.Fatal(err)
	}
	steppes, err := years.Seasons(erlan, f)
	if err != nil {
		t.Fatal(err)
	}
	// Files are hidden from one or another of them, so that each may know of fewer.
	if parts != all.N || maples.N == 0 || steppes.N == 0 || maples.N+steppes.N > all.N+1 || maples.N+steppes.N < all.N-5 {
		t.Errorf("both shelters %d (%d by kind), one %d, the other %d", all.N, parts, maples.N, steppes.N)
	}
	if _, err := years.Seasons(dina, stats.Filter{Site: siteOf(t, w, steppe)}); pana.KindOf(err) != pana.NotFound {
		t.Errorf("Dina counts another shelter: %v", err)
	}
	// What was written of both shelters together is read by whoever sees both.
	if both, err := years.Readings(saule, stats.ChartSeasons, f); err != nil || len(both) != 2 {
		t.Errorf("%d readings of both, %v", len(both), err)
	}
	if hers, err := years.Readings(dina, stats.ChartSeasons, f); err != nil || len(hers) != 0 {
		t.Errorf("%d readings for one shelter, %v", len(hers), err)
	}
}

func siteOf(t *testing.T, w *visit, name string) pana.SiteID {
	t.Helper()
	for _, s := range w.House.SiteList() {
		if s.Name == name {
			return s.ID
		}
	}
	t.Fatalf("no site %q", name)
	return ""
}
