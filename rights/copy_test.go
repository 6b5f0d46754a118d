package rights_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/plan"
	"example.org/pana/rights"
)

func TestACopyHasHerWordsAndNobodyElsesName(t *testing.T) {
	w := open(t)
	her := w.cared()
	dina := w.As("dina")
	for _, p := range []casework.NewPerson{
		{Role: "mother", Name: "Ойша Каримова", Contact: "+998 90 123 45 67", Note: "Sells bread at the crossing."},
		{Role: casework.PossibleExploiter, Name: "Rustam", Note: "Drives a white car."},
	} {
		_, err := w.files.AddPerson(dina, her.Client, p)
		w.must(err)
	}
	w.note("dina", her.Client, casework.NewNote{Source: pana.ClientSaid, Told: "I want to see Oysha again.", Text: "Ойшаға қоңырау шалды, 90 123-45-67. Gulnar sat with her. Madina smiled."})
	w.note("dina", her.Client, casework.NewNote{Source: pana.ThirdParty, Text: "The neighbour says that she was loud."})
	w.note("dina", her.Client, casework.NewNote{Compartment: pana.Safety, Text: "A white car stood outside."})
	w.note("gulnar", her.Client, casework.NewNote{Compartment: pana.Therapy, Text: "I felt helpless today."})
	c, err := w.Copy(dina, her.Code, rights.Wish{Parts: everyPart, Language: "en", Way: rights.CopyPrint})
	w.must(err)
	text := all(c.Records)
	for _, want := range []string{"I want to see [a name] again.", "[a name] қоңырау шалды, [a name]. [a name] sat with her. Madina smiled.", "Mother", "Names: Madina;", "24 to 26", "Uzbek"} {
		if !strings.Contains(text, want) {
			t.Errorf("the copy does not say %q:%s", want, text)
		}
	}
	for _, never := range []string{"Oysha", "Ойша", "Каримова", "123", "bread", "Rustam", "white car", "neighbour", "helpless", "Gulnar", "Possible"} {
		if strings.Contains(text, never) {
			t.Errorf("the copy says %q:%s", never, text)
		}
	}
	if len(c.LeftOut) != 8 || !strings.Contains(c.LeftOut[0], "[a name]") {
		t.Errorf("what is left out: %q", c.LeftOut)
	}
}

func TestWhatIsLeftOutIsSaidInTheSameWordsOfEveryFile(t *testing.T) {
	w := open(t)
	quiet, loud := w.cared(), w.come("Aliya", "dina", "gulnar")
	dina := w.As("dina")
	_, err := w.files.AddPerson(dina, loud.Client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Rustam"})
	w.must(err)
	w.note("gulnar", loud.Client, casework.NewNote{Compartment: pana.Therapy, Text: "Mine."})
	var said [][]string
	for _, code := range []string{quiet.Code, loud.Code} {
		c, err := w.Copy(dina, code, rights.Wish{Parts: []pana.Compartment{pana.Care}, Language: "kk", Way: rights.CopyPrint})
		w.must(err)
		said = append(said, c.LeftOut)
	}
	if !slices.Equal(said[0], said[1]) {
		t.Errorf("the list tells what there is:\n%q\n%q", said[0], said[1])
	}
}

func TestASafetyPartIsInACopyOnlyWhenItWasChosen(t *testing.T) {
	w := open(t)
	her := w.cared()
	w.note("dina", her.Client, casework.NewNote{Compartment: pana.Safety, Told: "I go out by the garden."})
	for _, c := range []struct {
		parts []pana.Compartment
		want  bool
	}{{everyPart, false}, {append(slices.Clone(everyPart), pana.Safety), true}} {
		got, err := w.Copy(w.As("dina"), her.Code, rights.Wish{Parts: c.parts, Language: "ru", Way: rights.CopyPrint})
		w.must(err)
		if strings.Contains(all(got.Records), "garden") != c.want {
			t.Errorf("with the parts %v: %s", c.parts, all(got.Records))
		}
	}
	if rights.Usual(pana.Safety) || !rights.Usual(pana.Health) {
		t.Error("safety is chosen without a thought")
	}
}

func TestACopyIsALineOfTheRegisterAndNothingElse(t *testing.T) {
	w := open(t)
	her := w.cared()
	before := w.count(`SELECT COUNT(*) FROM words`)
	_, err := w.Copy(w.As("dina"), her.Code, rights.Wish{Parts: []pana.Compartment{pana.Care, pana.Health}, Language: "uz", Way: rights.CopyFile})
	w.must(err)
	list, err := w.Disclosures(w.As("gulnar"), her.Code)
	w.must(err)
	if len(list) != 1 || list[0].Way != "copy-file" || list[0].Basis != "wish" || list[0].Recipient != "self" || list[0].Told != rights.Told ||
		!slices.Equal(list[0].Parts(), []string{"care", "health"}) || list[0].By != w.Staff("dina") {
		t.Errorf("the register says %+v", list)
	}
	if n := w.count(`SELECT COUNT(*) FROM words`); n != before {
		t.Errorf("%d words were kept of a copy", n-before)
	}
	if n := w.count(`SELECT COUNT(*) FROM trail WHERE act = 'rights.copy' AND client_id = $1 AND object_id <> ''`, string(her.Client)); n != 1 {
		t.Errorf("%d lines of the trail", n)
	}
}

func TestASealedCopyOpensWithItsWordsAloneAndIsAPageAndData(t *testing.T) {
	w := open(t)
	her := w.cared()
	w.note("dina", her.Client, casework.NewNote{Told: "A <b>bold</b> word."})
	words := rights.NewPassphrase("ru")
	file, err := w.CopyInFile(w.As("dina"), her.Code, rights.Wish{Parts: everyPart, Language: "ru", Way: rights.CopyFile}, words)
	w.must(err)
	if bytes.Contains(file, []byte("bold")) || bytes.Contains(file, []byte(her.Code)) {
		t.Error("the file can be read as it is")
	}
	other, err := age.NewScryptIdentity(rights.NewPassphrase("ru"))
	w.must(err)
	if _, err := age.Decrypt(bytes.NewReader(file), other); err == nil {
		t.Error("other words open it")
	}
	key, err := age.NewScryptIdentity(words)
	w.must(err)
	in, err := age.Decrypt(bytes.NewReader(file), key)
	w.must(err)
	plain, err := io.ReadAll(in)
	w.must(err)
	box, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	w.must(err)
	texts := map[string]string{}
	for _, f := range box.File {
		r, err := f.Open()
		w.must(err)
		text, err := io.ReadAll(r)
		w.must(err)
		texts[f.Name] = string(text)
	}
	if page := texts["read.html"]; !strings.Contains(page, "A &lt;b&gt;bold&lt;/b&gt; word.") || !strings.Contains(page, `lang="ru"`) || !strings.Contains(page, "Что у нас записано о вас") {
		t.Errorf("the page: %s", page)
	}
	var data rights.Copy
	w.must(json.Unmarshal([]byte(texts["data.json"]), &data))
	if data.Format != rights.CopyFormat || data.Code != her.Code || len(texts) != 2 {
		t.Errorf("the data: %+v", data)
	}
	i := slices.IndexFunc(data.Records, func(r rights.Record) bool { return r.Kind == "note" })
	if i < 0 || !slices.ContainsFunc(data.Records[i].Values, func(v rights.Value) bool { return v.Field == "note.told" && v.Own && v.Text == "A <b>bold</b> word." }) {
		t.Errorf("the note is not in the data: %+v", data.Records)
	}
}

func TestACopyIsRefusedToWhomItIsNotHers(t *testing.T) {
	w := open(t)
	her := w.cared()
	wish := rights.Wish{Parts: []pana.Compartment{pana.Care}, Language: "en", Way: rights.CopyPrint}
	for name, want := range map[string]string{"erlan": "policy.refused", "timur": "client.absent", "raushan": "client.absent", "oleg": "client.absent"} {
		if _, err := w.Copy(w.As(name), her.Code, wish); say(err) != want {
			t.Errorf("%s: %q, want %q", name, say(err), want)
		}
	}
	for _, c := range []struct {
		name        string
		wish        rights.Wish
		field, want string
	}{
		{"no part", rights.Wish{Language: "en", Way: rights.CopyPrint}, "parts", "rights.copy.parts"},
		{"therapy", rights.Wish{Parts: []pana.Compartment{pana.Therapy}, Language: "en", Way: rights.CopyPrint}, "parts", "codes.unknown"},
		{"a language nobody wrote", rights.Wish{Parts: wish.Parts, Language: "fr", Way: rights.CopyPrint}, "language", "rights.copy.language.missing"},
		{"no way", rights.Wish{Parts: wish.Parts, Language: "en"}, "way", "rights.copy.way"},
	} {
		if _, err := w.Copy(w.As("dina"), her.Code, c.wish); say(err) != c.want || field(err) != c.field {
			t.Errorf("%s: %q on %q", c.name, say(err), field(err))
		}
	}
	wish.Parts = []pana.Compartment{pana.Health}
	if _, err := w.Copy(w.As("gulnar"), her.Code, wish); say(err) != "rights.copy.closed" {
		t.Errorf("a psychologist gives a copy of health: %q", say(err))
	}
	if _, err := w.CopyInFile(w.As("dina"), her.Code, wish, "1234"); say(err) != "passphrase.short" {
		t.Errorf("a short passphrase: %q", say(err))
	}
	if n := w.count(`SELECT COUNT(*) FROM disclosures`); n != 0 {
		t.Errorf("%d lines of the register of copies that were refused", n)
	}
}

// A step of the plan lies in the part of the file that its line lies in: that there
// is one about health is not for who may not read of health.
func TestARowIsInThePartThatItsWordsAreIn(t *testing.T) {
	w := open(t)
	her := w.cared()
	saule := w.As("saule")
	plans := plan.New(w.House, w.files)
	line, err := plans.AddLine(saule, her.Client, plan.NewLine{Area: "health", Goal: "Teeth that do not hurt."})
	w.must(err)
	_, err = plans.AddStep(saule, her.Client, line, plan.NewStep{What: "Ask the dentist.", Doer: plan.ByClient})
	w.must(err)
	for name, want := range map[string]bool{"gulnar": false, "dina": true} {
		list, err := w.Correctable(w.As(name), her.Code, "en")
		w.must(err)
		if got := slices.ContainsFunc(list, func(c rights.Choice) bool { return strings.HasPrefix(c.Ref, "step:") }); got != want {
			t.Errorf("%s learns of the step: %v", name, got)
		}
	}
}

// Who gave a consent stands in her copy and in the register, and of one of before
// that it was not written down.
func TestWhoGaveAConsentStandsInHerCopyAndInTheRegister(t *testing.T) {
	w := open(t)
	her := w.cared()
	dina := w.As("dina")
	for _, n := range []casework.NewConsent{
		{Purpose: pana.ServiceFile},
		{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"name"}, Until: "2027-01-10", Given: casework.Given{By: casework.ByCourt, Right: "the city court"}},
	} {
		_, err := w.files.RecordConsent(dina, her.Client, n)
		w.must(err)
	}
	for _, n := range []rights.NewDisclosure{
		{Way: "spoken", Basis: "consent", Recipient: "police", Told: rights.Told},
		{Way: "spoken", Basis: "consent", Recipient: "doctor", Told: rights.Told},
		{Way: "spoken", Basis: "wish", Recipient: "police", Told: rights.Told},
	} {
		w.Clock.Advance(time.Second)
		_, err := w.Disclose(dina, her.Client, n)
		w.must(err)
	}
	list, err := w.Disclosures(dina, her.Code)
	w.must(err)
	for i, want := range []string{"", "", "court"} {
		if list[i].ConsentBy != want {
			t.Errorf("line %d was let by %q, want %q", i, list[i].ConsentBy, want)
		}
	}
	got, err := w.Copy(dina, her.Code, rights.Wish{Parts: everyPart, Language: "en", Way: rights.CopyPrint})
	w.must(err)
	for _, want := range []string{"Not written down", "A court or a guardianship body", "the city court"} {
		if !strings.Contains(all(got.Records), want) {
			t.Errorf("her copy does not say %q: %s", want, all(got.Records))
		}
	}
}
