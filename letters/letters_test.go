package letters_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/blank"
	"example.org/pana/internal/db"
	"example.org/pana/letters"
	"example.org/pana/rights"
)

// said is the text of the sheet, and of its document, which must be one.
func (w *world) said(s letters.Sheet) string {
	w.t.Helper()
	var drawn strings.Builder
	for _, l := range s.Lines {
		for _, p := range l.Spans {
			drawn.WriteString(p.Text)
		}
		drawn.WriteString("\n")
	}
	file, err := s.File()
	housetest.Done(w.t, "a document", err)
	text, err := blank.Text(file)
	housetest.Done(w.t, "read again", err)
	if squeezed(text) != squeezed(drawn.String()) {
		w.t.Errorf("the document says\n%q\nand the page\n%q", text, drawn.String())
	}
	return text
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestALetterByCodeSaysNoNameAndEntersTheRegister(t *testing.T) {
	w := open(t)
	id := w.written(w.toPolice())
	s := w.sheet(id)
	if len(s.Letter.Missing) != 0 {
		t.Fatalf("missing: %+v", s.Letter.Missing)
	}
	text := w.said(s)
	for _, want := range []string{"Invented fund", "P.O. box 1", "Invented police", "1 Invented street", w.code, "Просим вернуть паспорт.", "Узбекистан", "статья 1", "Dina"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the letter:\n%s", want, text)
		}
	}
	for _, never := range []string{"Aigerim", "Айгерим", "2001", "04.03"} {
		if strings.Contains(text, never) {
			t.Errorf("%q stands in a letter by code", never)
		}
	}
	if len(w.register()) != 0 {
		t.Error("the register speaks before anything left")
	}
	housetest.Refused(t, errOf(w.Handed(w.As("dina"), w.code, id)), pana.Conflict, "letters.kept")
	housetest.Done(t, "handed out", w.HandOut(w.As("dina"), w.code, id, out))
	list := w.register()
	if len(list) != 1 || list[0].Way != "letter" || list[0].Recipient != "police" || list[0].Basis != "law" || list[0].Organisation != w.offices["police"] ||
		!slices.Equal(list[0].Fields(), []string{"citizenship"}) || !slices.Equal(list[0].Parts(), []string{"legal"}) || list[0].Told != rights.Told {
		t.Errorf("the register says %+v", list)
	}
	left, err := w.Handed(w.As("dina"), w.code, id)
	housetest.Done(t, "printed", err)
	if left.Letter.Number() != "1/2026" || !strings.Contains(w.said(left), "№ 1/2026") {
		t.Errorf("it left as %q", left.Letter.Number())
	}
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, out), pana.Conflict, "letters.gone")
	housetest.Refused(t, errOf(w.Write(w.As("dina"), w.client, id, 1, w.toPolice())), pana.Conflict, "letters.gone")
	housetest.Refused(t, w.Drop(w.As("dina"), w.client, id), pana.Conflict, "letters.gone")
}

func TestALetterStaysAsItLeftWhateverChanges(t *testing.T) {
	w := open(t)
	n := w.toPolice()
	n.Named, n.Facts = letters.ByName, []string{"age"}
	id := w.written(n)
	housetest.Done(t, "handed out", w.HandOut(w.As("dina"), w.code, id, out))
	before := w.said(w.sheet(id))
	if !strings.Contains(before, "Айгерим Придуманная") || !strings.Contains(before, "2001") {
		t.Fatalf("by name it says\n%s", before)
	}
	housetest.Done(t, "another head", w.SetSettings(w.As("saule"), "Another fund", 1))
	w.Clock.Advance(48 * time.Hour)
	if after := w.said(w.sheet(id)); after != before {
		t.Errorf("it left as\n%s\nand now says\n%s", before, after)
	}
	second := w.written(w.toPolice())
	housetest.Done(t, "the next", w.HandOut(w.As("dina"), w.code, second, out))
	if got := w.sheet(second).Letter.Number(); got != "2/2026" {
		t.Errorf("the next leaves as %s", got)
	}
}

func TestConsentIsAskedFactByFactAtTheMomentOfLeaving(t *testing.T) {
	w := open(t)
	n := w.toPolice()
	n.Basis, n.Ground, n.Named, n.Facts = "consent", "", letters.ByName, []string{"age", "citizenship"}
	id := w.written(n)
	missing := func() []string {
		var all []string
		for _, m := range w.sheet(id).Letter.Missing {
			all = append(all, m.What+":"+m.Fact)
		}
		return all
	}
	if got := missing(); !slices.Equal(got, []string{"consent:", "consent:name", "consent:age", "consent:citizenship"}) {
		t.Errorf("she was never asked, and missing is %v", got)
	}
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, out), pana.Conflict, "letters.missing")
	w.agrees(casework.NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"name", "age"}})
	if got := missing(); !slices.Equal(got, []string{"consent:citizenship"}) {
		t.Errorf("she allowed name and age to the police, and missing is %v", got)
	}
	w.agrees(casework.NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"citizenship"}})
	if got := missing(); len(got) != 0 {
		t.Fatalf("all is allowed, and missing is %v", got)
	}
	// A no to this very office stands before a yes to its kind.
	w.agrees(casework.NewConsent{Purpose: pana.PoliceUse, Recipient: string(w.offices["police"]), Refused: true})
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, out), pana.Conflict, "letters.missing")
	if len(w.register()) != 0 {
		t.Error("what did not leave stands in the register")
	}
}

func TestWhatTheOtherSideMayReadIsLookedThroughByASecond(t *testing.T) {
	w := open(t)
	n := w.toPolice()
	n.Kind, n.Organisation = "court", w.offices["court"]
	id := w.written(n)
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, out), pana.Conflict, "letters.missing")
	housetest.Refused(t, w.LookedThrough(w.As("dina"), w.client, id, 1), pana.Conflict, "letters.second.same")
	housetest.Done(t, "Saule looks", w.LookedThrough(w.As("saule"), w.client, id, 1))
	n.Text = "Просим о закрытом заседании."
	housetest.Done(t, "changed", errOf(w.Write(w.As("dina"), w.client, id, 1, n)))
	housetest.Stale(t, w.LookedThrough(w.As("saule"), w.client, id, 1))
	again := letters.Out{Edition: 2, Checked: true, Told: rights.NotYet}
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, again), pana.Conflict, "letters.missing")
	housetest.Done(t, "Saule looks again", w.LookedThrough(w.As("saule"), w.client, id, 2))
	housetest.Stale(t, w.HandOut(w.As("dina"), w.code, id, out), "text")
	housetest.Done(t, "handed out", w.HandOut(w.As("dina"), w.code, id, again))
	if list := w.register(); len(list) != 1 || list[0].Told != rights.NotYet {
		t.Errorf("the register says %+v", list)
	}
}

func TestWhatALetterRefuses(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	for name, c := range map[string]struct {
		change func(*letters.NewLetter)
		field  string
		say    string
	}{
		"no kind":                      {func(n *letters.NewLetter) { n.Kind = "" }, "kind", "letters.kind.missing"},
		"a kind that there is not":     {func(n *letters.NewLetter) { n.Kind = "press" }, "kind", "codes.unknown"},
		"no office":                    {func(n *letters.NewLetter) { n.Organisation = "" }, "organisation", "letters.office.missing"},
		"an office that nobody knows":  {func(n *letters.NewLetter) { n.Organisation = "x" }, "organisation", "record.organisation.absent"},
		"a school, to the police":      {func(n *letters.NewLetter) { n.Organisation = w.offices["school"] }, "organisation", "letters.office.other"},
		"neither name nor code":        {func(n *letters.NewLetter) { n.Named = "" }, "named", "letters.named.missing"},
		"no ground":                    {func(n *letters.NewLetter) { n.Basis = "" }, "basis", "letters.basis.missing"},
		"the ground of a funder":       {func(n *letters.NewLetter) { n.Basis = "agreement" }, "basis", "letters.basis.missing"},
		"a law that is not named":      {func(n *letters.NewLetter) { n.Ground = " " }, "ground", "letters.ground.missing"},
		"no subject":                   {func(n *letters.NewLetter) { n.Subject = "" }, "subject", "letters.subject.missing"},
		"no words":                     {func(n *letters.NewLetter) { n.Text = "" }, "text", "letters.text.missing"},
		"no language of a letter":      {func(n *letters.NewLetter) { n.Language = "uz" }, "language", "letters.language.missing"},
		"a template of another kind":   {func(n *letters.NewLetter) { n.Template = "school-ru" }, "template", "letters.template.other"},
		"a template that there is not": {func(n *letters.NewLetter) { n.Template = "x" }, "template", "letters.template.missing"},
		"her name, by code":            {func(n *letters.NewLetter) { n.Text = "Айгерим ждёт." }, "text", "letters.named"},
		"her name in another case":     {func(n *letters.NewLetter) { n.Subject = "О паспорте Айгеримы" }, "subject", "letters.named"},
		"her name in other letters":    {func(n *letters.NewLetter) { n.To = "for Aigerim" }, "to", "letters.named"},
	} {
		t.Run(name, func(t *testing.T) {
			n := w.toPolice()
			c.change(&n)
			_, err := w.Write(dina, w.client, "", 0, n)
			housetest.Refused(t, err, pana.Invalid, c.say)
			if e, ok := errors.AsType[*pana.Error](err); !ok || e.Field != c.field {
				t.Errorf("refused at %v, not %q", err, c.field)
			}
		})
	}
	id := w.written(w.toPolice())
	for _, c := range []struct {
		out letters.Out
		say string
	}{{letters.Out{Edition: 1, Told: rights.Told}, "letters.checked.missing"}, {letters.Out{Edition: 1, Checked: true}, "letters.told.missing"}, {letters.Out{Edition: 1, Checked: true, Told: "no"}, "letters.told.missing"}} {
		housetest.Refused(t, w.HandOut(dina, w.code, id, c.out), pana.Invalid, c.say)
	}
	housetest.Refused(t, w.SetSettings(w.As("saule"), strings.Repeat("x\n", 9)+"x", 1), pana.Invalid, "letters.head.long")
	housetest.Refused(t, w.SetSettings(dina, "x", 1), pana.Forbidden, "policy.refused")
}

func TestAnOfficeThatEndedAndAHeadThatIsMissingKeepALetterInTheHouse(t *testing.T) {
	w := open(t)
	id := w.written(w.toPolice())
	housetest.Done(t, "ended", w.files.EndOrganisation(w.As("saule"), w.offices["police"], 1))
	housetest.Done(t, "no head", w.SetSettings(w.As("saule"), "", 1))
	s := w.sheet(id)
	if !s.Letter.Lacks(letters.MissingOffice) || !s.Letter.Lacks(letters.MissingHead) {
		t.Errorf("missing: %+v", s.Letter.Missing)
	}
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, out), pana.Conflict, "letters.missing")
	housetest.Done(t, "put aside", w.Drop(w.As("dina"), w.client, id))
	housetest.Done(t, "said twice", w.Drop(w.As("dina"), w.client, id))
	housetest.Refused(t, w.LookedThrough(w.As("saule"), w.client, id, 1), pana.Conflict, "letters.gone")
}

func TestEachReadsTheLettersOfHerOwnPartOfTheFile(t *testing.T) {
	w := open(t)
	legal := w.written(w.toPolice())
	n := w.toPolice()
	n.Kind, n.Organisation = "school", w.offices["school"]
	care := w.written(n)
	p, err := w.Read(w.As("gulnar"), w.code)
	housetest.Done(t, "Gulnar reads", err)
	if len(p.Letters) != 1 || p.Letters[0].ID != care || slices.Contains(p.Kinds, "police") || slices.Contains(p.Kinds, "clinic") {
		t.Errorf("a psychologist sees %+v of kinds %v", p.Letters, p.Kinds)
	}
	housetest.Refused(t, errOf(w.Sheet(w.As("gulnar"), w.code, legal)), pana.NotFound, "record.absent")
	housetest.Refused(t, w.Drop(w.As("gulnar"), w.client, legal), pana.NotFound, "record.absent")
	other, code := w.comes("Another", "")
	housetest.Refused(t, errOf(w.Sheet(w.As("saule"), code, care)), pana.NotFound, "record.absent")
	housetest.Refused(t, w.Drop(w.As("saule"), other, care), pana.NotFound, "record.absent")
	housetest.Done(t, "Dina stands near", w.files.SetConflict(w.As("saule"), w.client, w.Staff("dina")))
	housetest.Refused(t, errOf(w.Read(w.As("dina"), w.code)), pana.NotFound, "client.absent")
}

func TestAFileLeftAloneSendsNoLetter(t *testing.T) {
	w := open(t)
	id := w.written(w.toPolice())
	housetest.Done(t, "left alone", w.given.Restrict(w.As("saule"), w.client, "wish"))
	w.Clock.Advance(time.Second)
	housetest.Refused(t, w.HandOut(w.As("dina"), w.code, id, out), pana.Forbidden, "policy.restricted")
	if _, err := w.Sheet(w.As("dina"), w.code, id); err != nil {
		t.Errorf("it cannot be read any more: %v", err)
	}
}

func TestATemplateOfTheHouseIsBroughtUsedAndRetired(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	file := func(text string) *bytes.Reader {
		b, err := blank.Write([]blank.Para{{Text: text}})
		housetest.Done(t, "a document", err)
		return bytes.NewReader(b)
	}
	own := letters.Template{Name: "To the department", Kind: "police", Language: "ru"}
	for name, c := range map[string]struct {
		t    letters.Template
		file string
		say  string
	}{
		"without a name":            {letters.Template{Kind: "police", Language: "ru"}, "{{text}}", "letters.template.name"},
		"without a kind":            {letters.Template{Name: "x", Language: "ru"}, "{{text}}", "letters.kind.missing"},
		"without a language":        {letters.Template{Name: "x", Kind: "police"}, "{{text}}", "letters.language.missing"},
		"a gap for where she lives": {own, "{{address}}", "blank.gap.unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			housetest.Refused(t, errOf(w.KeepTemplate(saule, c.t, file(c.file))), pana.Invalid, c.say)
		})
	}
	housetest.Refused(t, errOf(w.KeepTemplate(saule, own, nil)), pana.Invalid, "letters.template.file")
	housetest.Refused(t, errOf(w.KeepTemplate(w.As("dina"), own, file("{{text}}"))), pana.Forbidden, "policy.refused")
	id, err := w.KeepTemplate(saule, own, file("Own words. {{text}} {{person}}"))
	housetest.Done(t, "kept", err)
	housetest.Refused(t, errOf(w.KeepTemplate(saule, own, file("Own words. {{text}} {{person}}"))), pana.Invalid, "letters.template.twice")
	back, err := w.TemplateFile(saule, id)
	housetest.Done(t, "taken", err)
	if text, err := blank.Text(back); err != nil || !strings.Contains(text, "{{person}}") {
		t.Errorf("it comes back as %q, %v", text, err)
	}
	n := w.toPolice()
	n.Template = id
	letter := w.written(n)
	housetest.Done(t, "retired", w.Retire(saule, id, true, 1))
	housetest.Stale(t, w.Retire(saule, id, false, 1))
	housetest.Refused(t, errOf(w.Write(w.As("dina"), w.client, "", 0, n)), pana.Invalid, "letters.template.other")
	housetest.Done(t, "what was begun leaves", w.HandOut(w.As("dina"), w.code, letter, out))
	if text := w.said(w.sheet(letter)); squeezed(text) != "Own words. Просим вернуть паспорт. "+w.code {
		t.Errorf("it says %q", text)
	}
}

func TestEveryLetterOfTheProgramIsWhole(t *testing.T) {
	w := open(t)
	all, err := w.Templates(w.As("dina"))
	housetest.Done(t, "the shelf", err)
	if len(all) != len(letters.Kinds())*3 {
		t.Fatalf("%d templates", len(all))
	}
	for _, one := range all {
		file, err := w.TemplateFile(w.As("saule"), one.ID)
		housetest.Done(t, string(one.ID), err)
		b, err := blank.Read(file, letters.Gaps())
		housetest.Done(t, string(one.ID), err)
		for _, gap := range []string{"person", "text", "recipient", "ground", "signer", "number"} {
			if !b.Asks(gap) {
				t.Errorf("%s does not ask for %s", one.ID, gap)
			}
		}
		if text, _ := blank.Text(file); strings.Contains(text, "[") {
			t.Errorf("%s lacks a text: %s", one.ID, text)
		}
	}
}

func TestTheWordsOfALetterRestSealed(t *testing.T) {
	w := open(t)
	id := w.written(w.toPolice())
	housetest.Done(t, "handed out", w.HandOut(w.As("dina"), w.code, id, out))
	err := w.House.DB.View(w.As("saule"), func(tx *db.Tx) error {
		n, err := db.Get[int](w.As("saule"), tx, `SELECT COUNT(*) FROM words WHERE tbl = 'client_letters' AND row = $1 AND compartment = 'legal'`, string(id))
		if err == nil && n != 4 {
			t.Errorf("%d sealed words, not subject, text, ground and how it left", n)
		}
		return err
	})
	housetest.Done(t, "looked", err)
}

func TestLettersHandedOutInTheSameMomentGetNumbersOfTheirOwn(t *testing.T) {
	w := open(t)
	const many = 8
	var ids []letters.ID
	for range many {
		ids = append(ids, w.written(w.toPolice()))
	}
	done := make(chan error, many)
	for _, id := range ids {
		go func() { done <- w.HandOut(w.As("dina"), w.code, id, out) }()
	}
	for range many {
		housetest.Done(t, "handed out", <-done)
	}
	numbers := map[string]bool{}
	for _, id := range ids {
		numbers[w.sheet(id).Letter.Number()] = true
	}
	if len(numbers) != many || !numbers["1/2026"] || !numbers["8/2026"] || len(w.register()) != many {
		t.Errorf("the numbers are %v, the register has %d lines", numbers, len(w.register()))
	}
}
