package erasure_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/residence"
	"example.org/pana/web"
)

// A porch is an attic with a door, a telephone and shifts.
type porch struct {
	*attic
	door  *people.People
	night *night.Night
}

func beginNotes(t *testing.T) *porch {
	a := begin(t)
	return &porch{a, people.New(a.House, a.files), night.New(a.House, a.files, residence.New(a.House, a.files))}
}

// calls writes down a call to the house.
func (p *porch) calls(name string) night.CallID {
	p.t.Helper()
	id, err := p.night.LogCall(p.As("timur"), p.Shelter.ID, night.NewCall{Kind: "asks", Named: name, Said: name + " asked who lives here."})
	p.must(err)
	return id
}

// comes writes down somebody who came unannounced, and whom she met.
func (p *porch) comes(name string, met ...string) people.VisitID {
	p.t.Helper()
	id, err := p.door.NoteCaller(p.As("timur"), people.NewCaller{NewOutsider: people.NewOutsider{Site: p.Shelter.ID, Name: name, Sex: "male"},
		Purpose: name + " brought a parcel.", End: people.TurnedAway, Met: met})
	p.must(err)
	return id
}

// works does a shift that says something of the house.
func (p *porch) works(said string) {
	p.t.Helper()
	p.must(p.night.BeginShift(p.As("timur"), p.Shelter.ID))
	p.must(p.night.SayOfHouse(p.As("timur"), p.Shelter.ID, 0, said))
	p.must(p.night.Give(p.As("timur"), p.Shelter.ID))
	p.must(p.night.EndShift(p.As("timur"), p.Shelter.ID, p.Staff("timur")))
}

func (p *porch) notes(who string) erasure.Notes {
	p.t.Helper()
	n, err := p.forget.NotesDue(p.As(who))
	p.must(err)
	return n
}

func linesOf(n erasure.Notes, record string) int {
	i := slices.IndexFunc(n.Kinds, func(k erasure.NoteKind) bool { return k.Record == record })
	return n.Kinds[i].Lines
}

func (p *porch) number(q string, args ...any) (n int64) {
	p.t.Helper()
	p.must(p.House.DB.View(p.t.Context(), func(tx *db.Tx) (err error) { n, err = db.Get[int64](p.t.Context(), tx, q, args...); return err }))
	return n
}

func TestNotesOfTheDoorTheTelephoneAndShiftsGoAfterThirtyDays(t *testing.T) {
	p := beginNotes(t)
	call, visit := p.calls("Rustam"), p.comes("Pavel Kim")
	p.works("The lamp in the yard is broken.")
	p.pass(29)
	late := p.calls("Sergei")
	if n := p.notes("saule"); n.Lines != 0 || n.Days != 0 {
		t.Fatalf("after twenty-nine days: %+v", n)
	}
	if _, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); say(err) != "erasure.notes.none" {
		t.Errorf("none is due: %v", err)
	}
	p.pass(2)
	n := p.notes("saule")
	if linesOf(n, "call") != 1 || linesOf(n, "door") != 1 || linesOf(n, "shift") < 1 || n.Days != 1 || n.Second || n.Say != "" {
		t.Fatalf("after thirty-one: %+v", n)
	}
	w, err := p.forget.Waits(p.As("saule"))
	p.must(err)
	if w.Notes != n.Lines {
		t.Errorf("Today says %d of %d", w.Notes, n.Lines)
	}
	for _, who := range []string{"dina", "timur"} {
		if _, err := p.forget.EraseNotes(p.As(who), erasure.Asking{}); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", who, err)
		}
		if w, err := p.forget.Waits(p.As(who)); err != nil || w.Any() {
			t.Errorf("%s is told %+v, %v", who, w, err)
		}
	}
	if done, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); done != n.Lines || err != nil {
		t.Fatalf("%d, %v", done, err)
	}
	all := cells(t, p.House)
	for _, table := range []string{"phone_calls.id=", "words.owner=", "visits.id=", "visit_guests.visit_id="} {
		for _, id := range []string{string(call), string(visit)} {
			if found := holds(all, table+id); len(found) > 0 {
				t.Errorf("%v still stands", found)
			}
		}
	}
	if n := p.number(`SELECT COUNT(*) FROM outsiders`) + p.number(`SELECT COUNT(*) FROM handovers`); n != 0 {
		t.Errorf("%d guests and handovers are left", n)
	}
	if n := p.number(`SELECT n FROM note_counts WHERE thing = 'phone_calls' AND kind = 'asks' AND month = '2026-11'`); n != 1 {
		t.Errorf("%d calls are counted", n)
	}
	calls, err := p.night.Calls(p.As("timur"), p.Shelter.ID)
	p.must(err)
	if len(calls) != 1 || calls[0].ID != late || calls[0].Named != "Sergei" {
		t.Errorf("the later call: %+v", calls)
	}
	opens, err := seal.RingFrom(p.As("saule")).Openers(p.As("saule"), []seal.Owner{seal.Owner(call), seal.Owner(late)}, p.Shelter.ID, pana.Identity)
	p.must(err)
	if opens[seal.Owner(call)] != nil || opens[seal.Owner(late)] == nil {
		t.Errorf("keys: %v", opens)
	}
	told, err := p.House.Notices(p.As("marat"))
	p.must(err)
	if !slices.ContainsFunc(told, func(n house.Notice) bool { return n.Say == "notice.notes-erased" }) {
		t.Errorf("Marat was told %+v", told)
	}
	if n := p.notes("saule"); n.Lines != 0 || len(n.Counts) == 0 {
		t.Errorf("afterwards: %+v", n)
	}
	p.whole()
}

func TestTheHouseSaysHowLongEachKindOfNoteIsKept(t *testing.T) {
	p := beginNotes(t)
	p.calls("Rustam")
	p.comes("Pavel Kim")
	p.pass(10)
	s := p.House.Settings()
	for _, c := range []struct {
		days int
		good bool
	}{{-1, false}, {3651, false}, {7, true}} {
		s.SetNoteDays("call", c.days)
		if err := p.House.SetSettings(p.As("saule"), s, p.House.SettingsVersion()); (err == nil) != c.good {
			t.Errorf("%d days: %v", c.days, err)
		}
	}
	// One who shortens it lets go of nothing in the same hour, and others hear of it.
	if n := p.notes("saule"); n.Lines != 0 {
		t.Errorf("at once: %+v", n)
	}
	told, err := p.House.Notices(p.As("marat"))
	p.must(err)
	if !slices.ContainsFunc(told, func(n house.Notice) bool { return n.Say == "notice.notes-kept" }) {
		t.Errorf("Marat was told %+v", told)
	}
	s = p.House.Settings()
	s.SetNoteDays("call", 1)
	p.must(p.House.SetSettings(p.As("saule"), s, p.House.SettingsVersion()))
	if n := p.notes("saule"); n.Lines != 0 {
		t.Errorf("set twice: %+v", n)
	}
	p.Clock.Advance(25 * time.Hour)
	if n := p.notes("saule"); linesOf(n, "call") != 1 || linesOf(n, "door") != 0 {
		t.Errorf("a day later: %+v", n)
	}
}

func (p *porch) write(q string, args ...any) {
	p.t.Helper()
	p.must(p.House.DB.Update(p.As("saule"), func(tx *db.Tx) error { _, err := tx.Exec(p.t.Context(), q, args...); return err }))
}

func TestTheFirstScreenStopsCountingNotes(t *testing.T) {
	p := beginNotes(t)
	for i := range erasure.MostWaits + 5 {
		p.write(`INSERT INTO phone_calls (id, site_id, at, kind, language, by_staff, version) VALUES ($1, $2, 1, 'asks', '', '', 1)`, fmt.Sprint("x", i), string(p.Shelter.ID))
	}
	if w, err := p.forget.Waits(p.As("saule")); err != nil || w.Notes != erasure.MostWaits {
		t.Errorf("%+v, %v", w, err)
	}
	if n := p.notes("saule"); n.Lines != erasure.MostWaits+5 {
		t.Errorf("the page counts %d", n.Lines)
	}
}

// The store of keys is written anew once, however many kinds lost keys, and not at all
// for rows that have none.
func TestTheStoreOfKeysIsWrittenAnewOnceAndOnlyIfKeysWent(t *testing.T) {
	p := beginNotes(t)
	if p.Options().Dir == "" {
		t.Skip("this is about files")
	}
	_, _, keys := house.Files(p.Options().Dir)
	number := func() (n int) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(keys, "keys.*.db"))
		p.must(err)
		if len(files) != 1 {
			t.Fatalf("%v", files)
		}
		_, err = fmt.Sscanf(filepath.Base(files[0]), "keys.%d.db", &n)
		p.must(err)
		return n
	}
	lets := func(times int) {
		t.Helper()
		p.pass(32)
		before := number()
		if n, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); err != nil || n == 0 {
			t.Fatalf("%d, %v", n, err)
		}
		if n := number() - before; n != times {
			t.Errorf("written anew %d times, want %d", n, times)
		}
	}
	p.comes("Pavel Kim")
	lets(0)
	p.calls("Rustam")
	p.works("The lamp in the yard is broken.")
	lets(1)
}

func TestNotesWhoseErasureAPowerCutStoppedGoByTheHouse(t *testing.T) {
	p := beginNotes(t)
	p.ByHand()
	id := p.calls("Rustam")
	day := p.House.Today(p.House.Now())
	p.must(p.House.DB.Update(p.As("saule"), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO note_erasures (id, record, site_id, until_day, days, lines, begun, done, by_staff, second) VALUES ('x', 'call', $1, $2, 1, 1, 1, 0, '', '')`,
			string(p.Shelter.ID), string(day))
		return err
	}))
	p.must(p.forget.Finish(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})))
	if found := holds(cells(t, p.House), "phone_calls.id="+string(id)); len(found) > 0 {
		t.Errorf("it stands in %v", found)
	}
	if n := p.number(`SELECT COUNT(*) FROM note_erasures WHERE done = 0`); n != 0 {
		t.Errorf("%d are not ended", n)
	}
	p.whole()
}

// Whoever helped stays as hours, and nobody reads who it was.
func TestWhoHelpedIsForgottenAYearAfterAndHerHoursStay(t *testing.T) {
	p := beginNotes(t)
	id, err := p.door.AddVolunteer(p.As("dina"), people.NewOutsider{Site: p.Shelter.ID, Name: "Marina Tsoi", Contact: "+7 700 111 11 11"})
	p.must(err)
	p.must(p.door.EndOutsider(p.As("dina"), id))
	p.pass(364)
	if n := p.notes("saule"); linesOf(n, "helper") != 0 {
		t.Fatalf("%+v", n)
	}
	p.pass(3)
	if n := p.notes("saule"); linesOf(n, "helper") != 1 {
		t.Fatalf("%+v", n)
	}
	if _, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); err != nil {
		t.Fatal(err)
	}
	v, err := p.door.OneVolunteer(p.As("dina"), id)
	if err != nil || v.Name != "" || v.Contact != "" || v.Ended == "" {
		t.Errorf("what is left of her: %+v, %v", v, err)
	}
	if n := p.notes("saule"); linesOf(n, "helper") != 0 {
		t.Errorf("she is due again: %+v", n)
	}
	p.whole()
}

// A table that a later chapter adds has somebody whose erasure takes it, or a time,
// or a reason why it has neither.
func TestEveryTableWithWordsHasAnOwnerOrATimeOrAReason(t *testing.T) {
	schema := web.Schema()
	columns, err := db.Columns(schema)
	if err != nil {
		t.Fatal(err)
	}
	sealed, tables := map[string]bool{}, map[string]bool{}
	texts := map[string][]string{}
	for _, c := range columns {
		tables[c.Table] = true
		if texts[c.File] == nil {
			text, err := fs.ReadFile(schema, c.File)
			if err != nil {
				t.Fatal(err)
			}
			texts[c.File] = strings.Split(string(bytes.ToUpper(text)), "\n")
		}
		if strings.Contains(texts[c.File][c.Line-1], " BLOB ") && c.Class != db.ClassC {
			sealed[c.Table] = true
		}
	}
	if len(sealed) < 30 {
		t.Fatalf("only %d tables with something sealed", len(sealed))
	}
	owned, timed, stays := erasure.Owned(t, schema), erasure.Timed(), erasure.Stays()
	for table := range tables {
		others := slices.Contains(erasure.Others(), table)
		if !sealed[table] && !others {
			continue
		}
		n := 0
		for _, has := range []bool{owned[table], timed[table], stays[table] != ""} {
			if has {
				n++
			}
		}
		if n != 1 && !machinery[table] {
			t.Errorf("%s: owner %v, time %v, reason %q", table, owned[table], timed[table], stays[table])
		}
	}
	for table := range stays {
		if !tables[table] {
			t.Errorf("there is no table %s", table)
		}
	}
	for _, record := range erasure.Records() {
		for _, country := range []string{"KZ", "XX"} {
			if erasure.KeepNotesFor(0, country, record) < 1 {
				t.Errorf("%s has no time in %s", record, country)
			}
		}
	}
}

// machinery keeps what is sealed or hashed of the program itself.
var machinery = map[string]bool{"trail_checkpoints": true, "trail_forgotten": true, "trail_hashes": true, "trail_states": true}
