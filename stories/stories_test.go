package stories_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/stories"
)

func TestAStoryLeavesWhenEverythingIsThereAndStaysWhenSheTakesItBack(t *testing.T) {
	w := open(t)
	id := w.ready()
	text, err := w.leaves(id, "web")
	if err != nil || text != "Она научилась рисовать сама." {
		t.Fatalf("what leaves is %q, %v", text, err)
	}
	housetest.Refused(t, errOf(w.leaves(id, "talk")), pana.Conflict, "stories.use")
	housetest.Refused(t, errOf(w.leaves(id, "")), pana.Invalid, "stories.use.missing")
	housetest.Refused(t, errOf(w.leaves(id, "theatre")), pana.Invalid, "codes.unknown")
	saule, dina := w.As("saule"), w.As("dina")
	n := stories.NewPlace{Use: "web", Where: "The page of a fund", Link: "https://example.org/a", Whom: "Editor, by telephone"}
	for _, c := range []struct {
		n   stories.NewPlace
		say string
	}{{stories.NewPlace{Use: "web", Whom: "x"}, "stories.where.missing"}, {stories.NewPlace{Use: "web", Where: "x"}, "stories.whom.missing"}, {stories.NewPlace{Use: "web", Where: "x", Whom: "y", On: "2026-11-24"}, "date.future"}} {
		housetest.Refused(t, errOf(w.Publish(saule, w.client, id, c.n)), pana.Invalid, c.say)
	}
	housetest.Refused(t, errOf(w.Publish(saule, w.client, id, stories.NewPlace{Use: "talk", Where: "x", Whom: "y"})), pana.Conflict, "stories.use")
	place, err := w.Publish(saule, w.client, id, n)
	housetest.Done(t, "shown", err)
	if x := w.story(id); len(x.Places) != 1 || x.Places[0].Whom != "Editor, by telephone" || len(x.Up(today)) != 0 || len(x.Missing(today)) != 0 {
		t.Errorf("shown: %+v", x)
	}

	housetest.Done(t, "she takes it back", w.Withdraw(dina, w.client, id))
	housetest.Done(t, "once more", w.Withdraw(dina, w.client, id))
	housetest.Refused(t, errOf(w.leaves(id, "web")), pana.Conflict, "stories.missing")
	housetest.Refused(t, errOf(w.Publish(saule, w.client, id, n)), pana.Conflict, "stories.missing")
	if x := w.story(id); len(x.Up(today)) != 1 || !slices.Contains(x.Missing(today), stories.MissingWithdrawn) {
		t.Errorf("taken back: %v, %+v", x.Missing(today), x.Up(today))
	}
	due, err := w.Ending(saule)
	if err != nil || len(due) != 1 || due[0].Up != 1 || due[0].Code != w.code {
		t.Errorf("to be taken down: %+v, %v", due, err)
	}
	housetest.Done(t, "asked", w.AskDown(dina, w.client, place))
	housetest.Done(t, "gone", w.TakenDown(dina, w.client, place))
	housetest.Done(t, "said twice", w.TakenDown(dina, w.client, place))
	if x := w.story(id); x.Places[0].Asked != today || x.Places[0].Down != today || len(x.Up(today)) != 0 {
		t.Errorf("taken down: %+v", x.Places)
	}
	if due, err = w.Ending(saule); err != nil || len(due) != 0 {
		t.Errorf("nothing is left to be taken down: %+v, %v", due, err)
	}
	housetest.Refused(t, w.TakenDown(dina, w.client, "nowhere"), pana.NotFound, "record.absent")
}

func TestWhatHasExpiredCountsAsTakenBack(t *testing.T) {
	w := open(t)
	id := w.ready()
	_, err := w.Publish(w.As("saule"), w.client, id, stories.NewPlace{Use: "print", Where: "A booklet", Whom: "The printer"})
	housetest.Done(t, "shown", err)
	w.Clock.Advance(364 * 24 * time.Hour)
	if due, err := w.Ending(w.As("saule")); err != nil || len(due) != 1 || due[0].Up != 0 || due[0].Until != "2027-11-23" {
		t.Errorf("ends tomorrow: %+v, %v", due, err)
	}
	_, err = w.leaves(id, "print")
	housetest.Done(t, "on the day before the last", err)
	w.Clock.Advance(48 * time.Hour)
	housetest.Refused(t, errOf(w.leaves(id, "print")), pana.Conflict, "stories.missing")
	if due, err := w.Ending(w.As("saule")); err != nil || len(due) != 1 || due[0].Up != 1 {
		t.Errorf("expired: %+v, %v", due, err)
	}
}

func TestSheIsAskedApartLateAndOnce(t *testing.T) {
	w := unset(t)
	id := w.begun()
	dina := w.As("dina")
	ask := func(n stories.NewAnswer) error {
		w.Clock.Advance(time.Second)
		return w.Ask(dina, w.client, id, n)
	}
	housetest.Refused(t, ask(yes), pana.Conflict, "stories.days.unset")
	housetest.Refused(t, w.SetSettings(dina, stories.Settings{Days: 90}, 0), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.SetSettings(w.As("saule"), stories.Settings{}, 0), pana.Invalid, "record.between")
	housetest.Done(t, "ninety days", w.SetSettings(w.As("saule"), stories.Settings{Days: 90}, 0))
	housetest.Stale(t, w.SetSettings(w.As("saule"), stories.Settings{Days: 80}, 0))
	housetest.Refused(t, ask(yes), pana.Conflict, "stories.early")
	housetest.Done(t, "fewer", w.SetSettings(w.As("saule"), stories.Settings{Days: 60}, 1))
	for _, c := range []struct {
		change func(*stories.NewAnswer)
		say    string
	}{
		{func(n *stories.NewAnswer) { n.Uses = nil }, "stories.uses.missing"},
		{func(n *stories.NewAnswer) { n.Uses = []string{"theatre"} }, "codes.unknown"},
		{func(n *stories.NewAnswer) { n.Until = "" }, "stories.until.missing"},
		{func(n *stories.NewAnswer) { n.Until = "2026-11-22" }, "consent.until.past"},
		{func(n *stories.NewAnswer) { n.Language = "" }, "stories.language.missing"},
		{func(n *stories.NewAnswer) { n.Method = "by nodding" }, "codes.unknown"},
	} {
		n := yes
		n.Uses = slices.Clone(yes.Uses)
		c.change(&n)
		housetest.Refused(t, ask(n), pana.Invalid, c.say)
	}
	housetest.Done(t, "she says no", ask(stories.NewAnswer{}))
	housetest.Refused(t, ask(yes), pana.Invalid, "stories.again")
	own := yes
	own.Own = true
	housetest.Done(t, "her own wish", ask(own))
	housetest.Done(t, "taken back", w.Withdraw(dina, w.client, id))
	housetest.Refused(t, ask(yes), pana.Invalid, "stories.again")
	if a := w.story(id).Answers; len(a) != 2 || !a[0].Own || a[0].Withdrawn != today || a[1].Yes {
		t.Errorf("what she said: %+v", a)
	}
}

// A change of the text drops what was looked at, read and agreed.
func TestAChangedTextBeginsAnew(t *testing.T) {
	w := open(t)
	id := w.ready()
	dina := w.As("dina")
	housetest.Stale(t, errOf(w.Write(dina, w.client, id, 2, "ru", "Another.")), "text")
	housetest.Refused(t, errOf(w.Write(dina, w.client, id, 1, "ru", " ")), pana.Invalid, "stories.text.missing")
	housetest.Done(t, "changed", errOf(w.Write(dina, w.client, id, 1, "ru", "Она рисует.")))
	x := w.story(id)
	if want := []string{stories.MissingCheck, stories.MissingReading, stories.MissingTwo}; !slices.Equal(x.Missing(today), want) || x.Text != "Она рисует." {
		t.Errorf("after a change there is missing %v", x.Missing(today))
	}
	housetest.Stale(t, w.Check(dina, w.client, id, 1, allOut()), "text")
	housetest.Stale(t, w.Heard(dina, w.client, id, 1, stories.NewReading{Answer: stories.AsItIs, Way: "self"}), "text")
	housetest.Stale(t, w.Sign(dina, w.client, id, 1), "text")
	housetest.Refused(t, w.Sign(dina, w.client, id, 2), pana.Conflict, "stories.sign.early")
	said := allOut()
	said["others"] = stories.Check{Answer: stories.Hers}
	housetest.Refused(t, w.Check(dina, w.client, id, 2, said), pana.Invalid, "stories.not-hers")
	said["others"] = stories.Check{Answer: "perhaps"}
	housetest.Refused(t, w.Check(dina, w.client, id, 2, said), pana.Invalid, "codes.unknown")
	said["others"], said["voice"] = stories.Check{Answer: stories.None}, stories.Check{Answer: stories.Hers, Note: "Her own drawing, without a name."}
	housetest.Done(t, "looked through anew", w.Check(dina, w.client, id, 2, said))
	housetest.Refused(t, w.Heard(dina, w.client, id, 2, stories.NewReading{Way: "self"}), pana.Invalid, "stories.reading.missing")
	housetest.Refused(t, w.Heard(dina, w.client, id, 2, stories.NewReading{Answer: stories.AsItIs}), pana.Invalid, "stories.way.missing")
	housetest.Done(t, "she wants a change", w.Heard(dina, w.client, id, 2, stories.NewReading{Answer: stories.Change, Way: "self", Told: "Without the river."}))
	housetest.Refused(t, w.Sign(dina, w.client, id, 2), pana.Conflict, "stories.sign.early")
	w.Clock.Advance(time.Second)
	housetest.Done(t, "or not", w.Heard(dina, w.client, id, 2, stories.NewReading{Answer: stories.AsItIs, Way: "self"}))
	housetest.Done(t, "Dina", w.Sign(dina, w.client, id, 2))
	housetest.Done(t, "Dina once more", w.Sign(dina, w.client, id, 2))
	housetest.Done(t, "Gulnar", w.Sign(w.As("gulnar"), w.client, id, 2))
	if x := w.story(id); !slices.Equal(x.Missing(today), []string{stories.MissingHead}) {
		t.Errorf("two who do not lead: %v", x.Missing(today))
	}
	housetest.Refused(t, errOf(w.leaves(id, "web")), pana.Conflict, "stories.missing")
	housetest.Done(t, "Marat", w.Sign(w.As("marat"), w.client, id, 2))
	housetest.Done(t, "now", errOf(w.leaves(id, "web")))
	// Another answer of hers is another ground: those of the house agree anew.
	w.Clock.Advance(time.Second)
	housetest.Done(t, "for print only", w.Ask(dina, w.client, id, stories.NewAnswer{Yes: true, Uses: []string{"print"}, Until: "2027-01-01", Language: "uz"}))
	housetest.Refused(t, errOf(w.leaves(id, "print")), pana.Conflict, "stories.missing")
}

func TestWhoMayDoWhatWithAStory(t *testing.T) {
	w := open(t)
	id := w.ready()
	for _, who := range []string{"kamila", "lena", "vera", "arman", "hans"} {
		ctx := w.As(who)
		housetest.Refused(t, errOf(w.Read(ctx, w.code)), pana.NotFound, "client.absent")
		housetest.Refused(t, errOf(w.Write(ctx, w.client, id, 1, "ru", "x")), pana.NotFound, "client.absent")
		housetest.Refused(t, errOf(w.GiveOut(ctx, w.client, id, "web")), pana.NotFound, "client.absent")
	}
	erlan := w.As("erlan")
	housetest.Refused(t, errOf(w.Read(erlan, w.code)), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Ask(erlan, w.client, id, yes), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Heard(erlan, w.client, id, 1, stories.NewReading{}), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Check(erlan, w.client, id, 1, allOut()), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Sign(erlan, w.client, id, 1), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Withdraw(erlan, w.client, id), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.AskDown(erlan, w.client, "x"), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.GiveOut(w.As("dina"), w.client, id, "web")), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Publish(w.As("dina"), w.client, id, stories.NewPlace{})), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Ending(w.As("timur"))), pana.Forbidden, "policy.refused")

	other, code := w.comes("24-26", today)
	housetest.Refused(t, w.Withdraw(w.As("saule"), other, id), pana.NotFound, "record.absent")
	if p, err := w.Read(w.As("saule"), code); err != nil || len(p.Stories) != 0 || !p.Early() {
		t.Errorf("another's page: %+v, %v", p, err)
	}
	child, _ := w.comes("9-17", today.AddDays(-300))
	housetest.Refused(t, errOf(w.Write(w.As("saule"), child, "", 0, "ru", "A child's")), pana.Conflict, "stories.child")
	housetest.Done(t, "Saule stands near", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	housetest.Refused(t, errOf(w.Read(w.As("saule"), w.code)), pana.NotFound, "client.absent")
	if due, err := w.Ending(w.As("saule")); err != nil || len(due) != 0 {
		t.Errorf("Saule is told %+v, %v", due, err)
	}
}

// The rule over whatever is done: a story leaves exactly when all of it is there,
// reckoned here apart.
func TestNothingLeavesBeforeAllOfItIsThere(t *testing.T) {
	w := open(t)
	id := w.begun()
	type said struct {
		edition, checked, answer int
		yes, withdrawn, read     bool
		uses                     []string
		signed                   map[string]bool
	}
	m := said{edition: 1, signed: map[string]bool{}}
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(r, "acts") {
			w.Clock.Advance(time.Second)
			who := rapid.SampledFrom([]string{"dina", "gulnar", "saule", "marat"}).Draw(r, "who")
			ctx := w.As(who)
			var err error
			switch rapid.IntRange(0, 11).Draw(r, "act") {
			case 0:
				if _, err = w.Write(ctx, w.client, id, m.edition, "ru", "Text "+rapid.StringMatching(`[a-z]{1,9}`).Draw(r, "text")); err == nil {
					m.edition++
					m.read, m.signed = false, map[string]bool{}
				}
			case 1, 2:
				if err = w.Check(ctx, w.client, id, m.edition, allOut()); err == nil {
					m.checked = m.edition
				}
			case 3, 4:
				n := yes
				n.Yes, n.Own, n.Uses = rapid.IntRange(0, 4).Draw(r, "yes") > 0, true, []string{rapid.SampledFrom([]string{"web", "print"}).Draw(r, "use")}
				if err = w.Ask(ctx, w.client, id, n); err == nil {
					m.answer++
					m.yes, m.withdrawn, m.uses, m.signed = n.Yes, false, n.Uses, map[string]bool{}
				}
			case 5:
				if rapid.IntRange(0, 3).Draw(r, "rarely") == 0 {
					err = w.Withdraw(ctx, w.client, id)
					m.withdrawn = m.withdrawn || err == nil && m.yes
				}
			case 6, 7:
				n := stories.NewReading{Answer: rapid.SampledFrom([]string{stories.AsItIs, stories.AsItIs, stories.Change}).Draw(r, "says"), Way: "self"}
				if err = w.Heard(ctx, w.client, id, m.edition, n); err == nil {
					m.read = n.Answer == stories.AsItIs
				}
			default:
				if err = w.Sign(ctx, w.client, id, m.edition); err == nil {
					m.signed[who] = true
				}
			}
			if k := pana.KindOf(err); err != nil && k != pana.Conflict && k != pana.Invalid {
				r.Fatalf("a fault: %v", err)
			}
			for _, use := range []string{"web", "print", "talk"} {
				want := m.checked == m.edition && m.yes && !m.withdrawn && m.read && len(m.signed) > 1 && (m.signed["saule"] || m.signed["marat"]) && slices.Contains(m.uses, use)
				text, err := w.leaves(id, use)
				if (err == nil) != want || want && text == "" {
					r.Fatalf("for %s it leaves: %v, reckoned %v; %+v", use, err, want, m)
				}
			}
		}
	})
	// Whatever was done before, the straight way leads out.
	n := yes
	n.Yes, n.Own, n.Uses = true, true, []string{"print"}
	housetest.Done(t, "looked through", w.Check(w.As("saule"), w.client, id, m.edition, allOut()))
	housetest.Done(t, "she agrees", w.Ask(w.As("saule"), w.client, id, n))
	housetest.Done(t, "she reads it", w.Heard(w.As("saule"), w.client, id, m.edition, stories.NewReading{Answer: stories.AsItIs, Way: "self"}))
	for _, who := range []string{"saule", "marat", "dina"} {
		if err := w.Sign(w.As(who), w.client, id, m.edition); err != nil && pana.KindOf(err) != pana.Conflict {
			t.Errorf("%s cannot agree: %v", who, err)
		}
	}
	if text, err := w.leaves(id, "print"); err != nil || text == "" {
		t.Errorf("it does not leave: %v", err)
	}
}

func TestTheTextRestsSealedInHerFile(t *testing.T) {
	w := open(t)
	w.ready()
	ctx := t.Context()
	err := w.House.DB.View(ctx, func(tx *db.Tx) error {
		n, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM words WHERE tbl = 'stories' AND compartment = 'care' AND owner = $1`, w.client)
		if err != nil || n != 1 {
			t.Errorf("%d texts are sealed, %v", n, err)
		}
		return nil
	})
	housetest.Done(t, "read", err)
}
