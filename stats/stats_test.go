package stats_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/stats"
)

// years of every table here.
var five = stats.Filter{From: 2022, Until: 2026}

func TestSeasonsAddUpAndCountEachTime(t *testing.T) {
	w := open(t)
	for _, l := range []*life{
		{coded: casework.Coded{Sex: "male", AgeBand: "30-38", Citizenship: "UZ"}, facts: of("ForcedLabour"), opened: []pana.Date{day(2024, 10)}},
		{coded: casework.Coded{Sex: "male", AgeBand: "30-38", Citizenship: "UZ"}, facts: of("ForcedLabour"), opened: []pana.Date{day(2025, 10), day(2026, 1)}},
		{coded: casework.Coded{Sex: "female", AgeBand: "21-23", Citizenship: "KZ"}, facts: of("SexualExploitation"), opened: []pana.Date{day(2026, 1)}},
		{coded: casework.Coded{}, opened: []pana.Date{""}},
	} {
		w.comes(l)
	}
	x, err := w.Seasons(w.As("dina"), five)
	housetest.Done(t, "seasons", err)
	if x.N != 4 || x.First != 3 || x.New != 3 || x.Undated != 1 {
		t.Errorf("n %d, people %d, new %d, undated %d", x.N, x.First, x.New, x.Undated)
	}
	if got := x.All.At("01", "2026"); got != 2 {
		t.Errorf("in January of 2026 came %d", got)
	}
	labour := x.ByKind[casework.KindLabour]
	if labour.Row("10") != 2 || x.ByKind[casework.KindSexual].N != 1 || x.ByKind[stats.NotKnown].N != 1 {
		t.Errorf("by kind: %+v", x.ByKind)
	}
}

func TestWhatIsHiddenIsNotCountedForHer(t *testing.T) {
	w := open(t)
	aru := &life{coded: casework.Coded{Sex: "female", AgeBand: "21-23", Citizenship: "KZ"}, facts: of("SexualExploitation"), opened: []pana.Date{day(2026, 1)}}
	bek := &life{coded: casework.Coded{Sex: "male", AgeBand: "30-38", Citizenship: "UZ"}, facts: of("ForcedLabour"), opened: []pana.Date{day(2026, 1)}}
	w.comes(aru)
	w.comes(bek)
	w.hides(aru)
	for name, want := range map[string]int{"dina": 1, "gulnar": 2, "saule": 2} {
		x, err := w.Seasons(w.As(name), five)
		housetest.Done(t, "seasons", err)
		a, err := w.Ages(w.As(name), five)
		housetest.Done(t, "ages", err)
		o, err := w.Origins(w.As(name), five)
		housetest.Done(t, "origins", err)
		if x.N != want || a.Came.N != want || a.Began.N != want || o.N != want {
			t.Errorf("%s counts %d, %d, %d and %d", name, x.N, a.Came.N, a.Began.N, o.N)
		}
	}
	for _, name := range []string{"timur", "raushan", "bolat", "kamila", "arman", "lena", "vera", "hans", "mira", "oleg"} {
		if _, err := w.Seasons(w.As(name), five); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhoeverIsForgottenCountsOnceInTheQuarter(t *testing.T) {
	w := open(t)
	aru := &life{coded: casework.Coded{Sex: "female", AgeBand: "21-23", Citizenship: "KZ", OriginRegion: "KZ-61"}, facts: of("SexualExploitation"), opened: []pana.Date{day(2025, 11), day(2026, 2)}}
	w.comes(aru)
	before, err := w.Origins(w.As("saule"), five)
	housetest.Done(t, "origins", err)
	w.forgets(aru)
	x, err := w.Seasons(w.As("saule"), five)
	housetest.Done(t, "seasons", err)
	if x.N != 2 || x.First != 1 || x.Quarter != 2 || x.All.At("q4", "2025") != 1 || x.All.At("q1", "2026") != 1 || x.ByKind[casework.KindSexual].At("q4", "2025") != 1 {
		t.Errorf("seasons: %+v", x)
	}
	a, err := w.Ages(w.As("saule"), five)
	housetest.Done(t, "ages", err)
	if a.Came.N != 1 || a.Came.ByKind[casework.KindSexual].At("21-23", "female") != 1 || a.Began.ByKind[casework.KindSexual].At(stats.NotKnown, "female") != 1 {
		t.Errorf("ages: %+v", a)
	}
	o, err := w.Origins(w.As("saule"), five)
	housetest.Done(t, "origins", err)
	if o.N != before.N || o.Countries.Column("KZ") != 2 || o.Regions.Column("KZ-61") != 0 || o.Regions.Column(stats.NotKnown) != 2 || o.Quarter != 2 {
		t.Errorf("origins: %+v", o)
	}
}

// The same tables, counted by hand from what the test knows of everybody.
func TestTablesAreWhatAHandWouldCount(t *testing.T) {
	worlds := 2
	if testing.Short() {
		worlds = 1
	}
	for seed := range worlds {
		draw := rand.New(rand.NewPCG(uint64(seed), 65))
		w := open(t)
		var all []*life
		for range 30 {
			l := &life{coded: casework.Coded{
				Sex: pick(draw, "female", "male", "other", "unknown", ""), AgeBand: pick(draw, stats.BandKeys()...), Citizenship: pick(draw, "KZ", "KZ", "UZ", "KG", ""),
			}, facts: of(), opened: []pana.Date{day(2021+draw.IntN(6), 1+draw.IntN(11))}}
			if l.coded.Citizenship == "KZ" {
				l.coded.OriginRegion = pick(draw, "KZ-61", "KZ-75", "")
			}
			switch draw.IntN(5) {
			case 0:
				l.facts = of("ForcedLabour")
			case 1:
				l.facts = of("SexualExploitation")
			case 2:
				l.facts = of("SexualExploitation", "Servitude")
			case 3:
				l.facts = of("ForcedBegging")
			}
			if draw.IntN(4) == 0 {
				l.opened = append(l.opened, day(l.opened[0].Year(), 12))
			}
			w.comes(l)
			all = append(all, l)
		}
		for i, l := range all {
			switch {
			case i%9 == 0:
				w.hides(l)
			case i%13 == 1:
				w.forgets(l)
			}
		}
		for _, name := range []string{"saule", "dina"} {
			for _, f := range []stats.Filter{five, {From: 2024, Until: 2025}, {From: 2022, Until: 2026, Kind: casework.KindSexual}, {From: 2022, Until: 2026, Age: "30-38"}, {From: 2022, Until: 2026, Sex: "female"}} {
				w.compare(fmt.Sprintf("seed %d, %s, %+v", seed, name, f), name, f, all)
			}
		}
	}
}

func pick[T any](draw *rand.Rand, of ...T) T { return of[draw.IntN(len(of))] }

// compare counts by hand, with loops and nothing of the package's own.
func (w *world) compare(what, name string, f stats.Filter, all []*life) {
	w.t.Helper()
	months, ages, lands := map[string]int{}, map[string]int{}, map[string]int{}
	times, people, inYears := 0, 0, 0
	for _, l := range all {
		sex, age := l.coded.Sex, l.coded.AgeBand
		if sex == "unknown" {
			sex = ""
		}
		if age == "unknown" {
			age = ""
		}
		if l.hidden && name == "dina" || f.Age != "" && f.Age != age || f.Sex != "" && f.Sex != sex {
			continue
		}
		met, metIn := false, map[int]bool{}
		for i, d := range l.opened {
			y, kind := d.Year(), ""
			if i == 0 { // what was done is written down with the time it is told in
				kind = casework.KindOf(l.facts.Codes["htcds/exploitation"])
			}
			if f.Kind == "" || f.Kind == kind {
				times += inside(f, y)
			}
			if y < f.From || y > f.Until {
				continue
			}
			month := string(d[5:7])
			if l.erased {
				n, _ := strconv.Atoi(month)
				month = "q" + strconv.Itoa((n+2)/3)
			}
			first, firstIn := !met, !metIn[y]
			met, metIn[y] = true, true
			if f.Kind != "" && f.Kind != kind {
				continue
			}
			months[fmt.Sprintf("%s %d %s", month, y, kind)]++
			if first {
				people++
				ages[kind+" "+sex+" "+age]++
			}
			if firstIn {
				inYears++
				lands[strconv.Itoa(y)+" "+l.coded.Citizenship]++
			}
		}
	}
	ctx := w.As(name)
	x, err := w.Seasons(ctx, f)
	housetest.Done(w.t, "seasons", err)
	a, err := w.Ages(ctx, f)
	housetest.Done(w.t, "ages", err)
	o, err := w.Origins(ctx, f)
	housetest.Done(w.t, "origins", err)
	if x.N != times || x.First != people || a.Came.N != people || a.Began.N != people || o.N != inYears {
		w.t.Errorf("%s: times %d of %d, people %d of %d, ages %d and %d, origins %d of %d", what, x.N, times, x.First, people, a.Came.N, a.Began.N, o.N, inYears)
	}
	gotMonths, gotAges, gotLands := map[string]int{}, map[string]int{}, map[string]int{}
	for _, kind := range x.Kinds {
		each(x.ByKind[kind], func(row, column string, n int) { gotMonths[row+" "+column+" "+bare(kind)] += n })
	}
	for _, kind := range a.Came.Kinds {
		each(a.Came.ByKind[kind], func(row, column string, n int) { gotAges[bare(kind)+" "+bare(column)+" "+bare(row)] += n })
	}
	each(o.Countries, func(row, column string, n int) { gotLands[row+" "+bare(column)] += n })
	same(w.t, what+": months", gotMonths, months)
	same(w.t, what+": ages", gotAges, ages)
	same(w.t, what+": lands", gotLands, lands)
	sum := 0
	each(x.All, func(_, _ string, n int) { sum += n })
	if sum != x.N {
		w.t.Errorf("%s: all months make %d of %d", what, sum, x.N)
	}
}

func inside(f stats.Filter, year int) int {
	if year < f.From || year > f.Until {
		return 0
	}
	return 1
}

func bare(key string) string {
	if key == stats.NotKnown {
		return ""
	}
	return key
}

func each(t stats.Table, do func(row, column string, n int)) {
	for _, row := range t.Rows {
		for _, column := range t.Columns {
			if n := t.At(row, column); n > 0 {
				do(row, column, n)
			}
		}
	}
}

func same(t testing.TB, what string, got, want map[string]int) {
	t.Helper()
	var keys []string
	for k := range got {
		keys = append(keys, k)
	}
	for k := range want {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		if got[k] != want[k] {
			t.Errorf("%s: %q counts %d, by hand %d", what, k, got[k], want[k])
		}
	}
}

func TestAMiddleIsOfThreeAndAShareOfTen(t *testing.T) {
	if _, ok := stats.Percent(4, 9); ok {
		t.Error("nine people have a share")
	}
	if n, ok := stats.Percent(1, 12); !ok || n != 8 {
		t.Errorf("one of twelve is %d", n)
	}
	ages := stats.Table{Rows: []string{"18-20", "21-23", "48+", stats.NotKnown}, Columns: []string{"female", "male"}, Counts: [][]int{{1, 1}, {1, 0}, {1, 1}, {9, 0}}}
	if got := ages.Middle("female"); got != "21-23" {
		t.Errorf("the middle is %q", got)
	}
	if got := ages.Middle("male"); got != "" {
		t.Errorf("two have a middle: %q", got)
	}
}

func TestYearsThatCannotBeAreRefusedOnTheirField(t *testing.T) {
	w := open(t)
	for _, tt := range []struct {
		f     stats.Filter
		field string
	}{
		{stats.Filter{From: 1899, Until: 2026}, "from"}, {stats.Filter{From: 2027, Until: 2027}, "from"}, {stats.Filter{From: 2026, Until: 2025}, "until"},
		{stats.Filter{From: 2025, Until: 2027}, "until"}, {stats.Filter{From: 2010, Until: 2026}, "from"}, {stats.Filter{Kind: "fun"}, "kind"}, {stats.Filter{Age: "7"}, "age"}, {stats.Filter{Sex: "x"}, "sex"},
	} {
		_, err := w.Seasons(w.As("saule"), tt.f)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != tt.field {
			t.Errorf("%+v: %v", tt.f, err)
		}
	}
	if _, err := w.Seasons(w.As("dina"), stats.Filter{Site: w.Centre.ID}); pana.KindOf(err) != pana.NotFound {
		t.Errorf("the centre: %v", err)
	}
}
