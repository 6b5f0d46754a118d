package locale

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
)

func TestNounsDecline(t *testing.T) {
	for _, row := range []struct {
		lang Lang
		nom  string
		want []string // in the order of Cases
	}{
		{KK, "қызмет алушы", []string{"қызмет алушы", "қызмет алушының", "қызмет алушыға", "қызмет алушыны", "қызмет алушыда", "қызмет алушыдан", "қызмет алушымен",
			"қызмет алушылар", "қызмет алушылардың", "қызмет алушыларға", "қызмет алушыларды", "қызмет алушыларда", "қызмет алушылардан", "қызмет алушылармен"}},
		{KK, "тұрғын", []string{"тұрғын", "тұрғынның", "тұрғынға", "тұрғынды", "тұрғында", "тұрғыннан", "тұрғынмен",
			"тұрғындар", "тұрғындардың", "тұрғындарға", "тұрғындарды", "тұрғындарда", "тұрғындардан", "тұрғындармен"}},
		{KK, "клиент", []string{"клиент", "клиенттің", "клиентке", "клиентті", "клиентте", "клиенттен", "клиентпен",
			"клиенттер", "клиенттердің", "клиенттерге", "клиенттерді", "клиенттерде", "клиенттерден", "клиенттермен"}},
		{KK, "қыз", []string{"қыз", "қыздың", "қызға", "қызды", "қызда", "қыздан", "қызбен",
			"қыздар", "қыздардың", "қыздарға", "қыздарды", "қыздарда", "қыздардан", "қыздармен"}},
		{RU, "клиент", []string{"клиент", "клиента", "клиенту", "клиента", "клиентом", "клиенте", "клиенты", "клиентов", "клиентам", "клиентов", "клиентами", "клиентах"}},
		{RU, "участник", []string{"участник", "участника", "участнику", "участника", "участником", "участнике", "участники", "участников", "участникам", "участников", "участниками", "участниках"}},
		{RU, "получатель", []string{"получатель", "получателя", "получателю", "получателя", "получателем", "получателе", "получатели", "получателей", "получателям", "получателей", "получателями", "получателях"}},
		{RU, "проживающий", []string{"проживающий", "проживающего", "проживающему", "проживающего", "проживающим", "проживающем", "проживающие", "проживающих", "проживающим", "проживающих", "проживающими", "проживающих"}},
		{RU, "подопечный", []string{"подопечный", "подопечного", "подопечному", "подопечного", "подопечным", "подопечном", "подопечные", "подопечных", "подопечным", "подопечных", "подопечными", "подопечных"}},
		{RU, "клиентка", []string{"клиентка", "клиентки", "клиентке", "клиентку", "клиенткой", "клиентке", "клиентки", "клиенток", "клиенткам", "клиенток", "клиентками", "клиентках"}},
		{UK, "клієнтка", []string{"клієнтка", "клієнтки", "клієнтці", "клієнтку", "клієнткою", "клієнтці", "клієнтки", "клієнток", "клієнткам", "клієнток", "клієнтками", "клієнтках"}},
		{UK, "клієнт", []string{"клієнт", "клієнта", "клієнту", "клієнта", "клієнтом", "клієнті", "клієнти", "клієнтів", "клієнтам", "клієнтів", "клієнтами", "клієнтах"}},
		{UZ, "mijoz", []string{"mijoz", "mijozning", "mijozga", "mijozni", "mijozda", "mijozdan", "mijozlar", "mijozlarning", "mijozlarga", "mijozlarni", "mijozlarda", "mijozlardan"}},
		{EN, "client", []string{"a client", "client", "client’s", "clients", "clients’"}},
		{EN, "adult in care", []string{"an adult in care", "adult in care", "adult in care’s", "adult in cares", "adult in cares’"}},
	} {
		n := Decline(row.lang, row.nom)
		var got []string
		for _, c := range Cases(row.lang) {
			text, _ := n.Form(c)
			got = append(got, text)
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", row.lang, row.nom, diff)
		}
	}
}

func TestReadyWordsAreWhole(t *testing.T) {
	for _, w := range Sets() {
		if err := w.Check(); err != nil {
			t.Error(err)
		}
		for _, lang := range []Lang{UZ, UK} {
			for _, c := range Cases(lang) {
				if text, _ := w.In(lang).Form(c); text == "" {
					t.Errorf("%s %s.%s is empty", w.EN.One.Nom, lang, c)
				}
			}
		}
	}
}

func TestWordsThatLackAFormAreRefused(t *testing.T) {
	w := Client
	w.UZ = Noun{}
	if err := w.Check(); err != nil {
		t.Errorf("no Uzbek word at all is allowed: %v", err)
	}
	for field, spoil := range map[string]func(*Words){
		"ru.gens": func(w *Words) { w.RU.Many.Gen = " " },
		"kk.abl":  func(w *Words) { w.KK.One.Abl = "" },
		"en.a":    func(w *Words) { w.EN.A = "" },
		"uk.dat":  func(w *Words) { w.UK.One.Dat = "" },
	} {
		w := Client
		spoil(&w)
		e, ok := errors.AsType[*pana.Error](w.Check())
		if !ok || e.Field != field || e.Kind != pana.Invalid {
			t.Errorf("%s: %v", field, e)
		}
	}
}

func TestEveryFormCanBeSetAndRead(t *testing.T) {
	for _, lang := range ClientLangs() {
		var n Noun
		for _, c := range Cases(lang) {
			if !n.Set(c, c+" word") {
				t.Errorf("%s: no form %q", lang, c)
			}
		}
		for _, c := range Cases(lang) {
			if got, _ := n.Form(c); got != c+" word" {
				t.Errorf("%s %s: %q", lang, c, got)
			}
		}
	}
	if n := (Noun{}); n.Set("vocative", "x") || n.Set("", "x") {
		t.Error("a form no language has was set")
	}
	if got := Decline(KK, "  "); got != (Noun{}) || slices.Contains(Cases(EN), "dat") {
		t.Error("the empty word declines")
	}
}
