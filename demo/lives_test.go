package demo

import (
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
	"example.org/pana/learning"
)

func TestHealthIsLivedThrough(t *testing.T) {
	w := theWorld(t)
	h := health.New(w.House, w.files)
	timur, raushan, madina := w.as(t, "timur"), w.as(t, "raushan"), w.as(t, "madina")
	tonight, err := h.Tonight(timur)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range tonight {
		lines = append(lines, strings.TrimSpace(d.At+" "+d.Line))
	}
	for _, want := range []string{"20:00 Эналаприл · 1 таблетка · с водой, хранится у неё", "21:00 Темір препараты · 1 таблетка · тамақтан кейін", "Валериана · 20 капель"} {
		if !slices.Contains(lines, want) {
			t.Errorf("the night does not give %q: %q", want, lines)
		}
	}
	today := w.House.Today(noon)
	if ahead, err := h.Ahead(raushan, today, today.AddDays(14)); err != nil || len(ahead) < 5 {
		t.Errorf("the nurse has %d visits ahead, %v", len(ahead), err)
	}
	f, err := h.Read(madina, w.Cases["expecting"])
	if err != nil {
		t.Fatal(err)
	}
	if least, most, ok := f.Pregnancy.Weeks(today); !ok || least < 28 || most > 33 {
		t.Errorf("in her seventh month: %d to %d weeks", least, most)
	}
	for _, v := range f.Visits {
		if v.DoctorSex != "female" {
			t.Errorf("a visit forgets which doctor she wished: %+v", v)
		}
	}
	alerts, err := w.files.Standing(timur)
	if err != nil || !slices.ContainsFunc(alerts, func(a casework.StandingAlert) bool {
		return a.Kind == "allergy" && strings.HasPrefix(a.Text, "Аспирин")
	}) {
		t.Errorf("the night does not see the allergy: %v", err)
	}
	slip, err := h.PrintSlip(raushan, w.Cases["expecting"], f.Visits[len(f.Visits)-1].ID)
	if err != nil || !slip.Allowed || slip.Name == "" || slip.Language != "" {
		t.Errorf("a slip as far as she agreed: %+v, %v", slip, err)
	}
}

func TestLearningIsLivedThrough(t *testing.T) {
	w := theWorld(t)
	l := learning.New(w.House, w.files)
	dina, erlan := w.as(t, "dina"), w.as(t, "erlan")
	read := func(name string) learning.File {
		t.Helper()
		who := dina
		if name == "builder" {
			who = erlan
		}
		f, err := l.Read(who, w.Cases[name])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return f
	}
	drawing := read("drawing")
	if c := drawing.Courses[0]; c.State != learning.Enrolled || c.Starts.Precision != pana.Month || c.Starts.Earliest.Time().Month() != 9 {
		t.Errorf("the September course: %+v", c)
	}
	if s := read("before-1991").Schooling; s.Coins != "alone" || s.LastClass != 7 {
		t.Errorf("what a tenge is, was learned: %+v", s)
	}
	if j := read("builder").Jobs[0]; j.ThreeMonths != "yes" {
		t.Errorf("work at three months: %+v", j)
	}
	if c := read("forced-marriage").Courses[0]; c.Told != "Дәрігер боламын." {
		t.Errorf("what she wants to be: %+v", c)
	}
	hers, err := l.Portfolio(dina, w.Cases["drawing"])
	if err != nil || !hers.Allowed || len(hers.Works) != 2 || len(hers.ToTakeDown()) != 0 {
		t.Errorf("her drawings: %+v, %v", hers, err)
	}
	his, err := l.Portfolio(dina, w.Cases["son"])
	if err != nil || his.Allowed || len(his.ToTakeDown()) != 1 {
		t.Errorf("his drawing is to be taken down: %+v, %v", his, err)
	}
	mother, err := l.ReadChild(dina, w.Cases["mother"])
	if err != nil || len(mother.Children) != 2 {
		t.Fatalf("the mother's page: %d children, %v", len(mother.Children), err)
	}
	if girl := mother.Children[0]; girl.Places[0].State != learning.Placed || len(girl.Steps) != 2 || len(girl.Rights) != 1 {
		t.Errorf("the girl: %+v", girl)
	}
}
