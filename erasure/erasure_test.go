package erasure_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web"
)

func TestAClosedFileGoesAndWhatCountsStays(t *testing.T) {
	a := begin(t)
	her, other := a.gone("Gulbahor"), a.come("Zarina")
	before := cells(t, a.House)
	if len(holds(before, string(her.Client))) == 0 {
		t.Fatal("nothing to look for")
	}
	p, err := a.forget.Preview(a.As("saule"), her.Client)
	if err != nil || p.Code != her.Code || p.Say != "" || !p.Second {
		t.Fatalf("preview %+v, %v", p, err)
	}
	a.must(a.forget.Erase(a.As("saule"), her.Client, with(her.Code, erasure.Asked)))
	after := cells(t, a.House)
	for _, word := range []string{string(her.Client), her.Code, "UZ=2001"} {
		if found := holds(after, word); len(found) > 0 {
			t.Errorf("%q still stands: %v", word, found)
		}
	}
	if got := holds(after, "erased.sex=female"); len(got) != 1 {
		t.Errorf("what counts of her: %v", got)
	}
	if got := holds(after, "erased.created=2026-10-01"); len(got) != 1 {
		t.Errorf("the quarter she came in: %v", holds(after, "erased."))
	}
	if got := holds(after, "notes.on_day=2026-10-01"); len(got) != 1 {
		t.Errorf("her note is coarse: %v", holds(after, "notes.on_day"))
	}
	if _, err := a.files.Open(a.As("saule"), her.Code); say(err) != "client.absent" {
		t.Errorf("her file: %v", err)
	}
	f, err := a.files.Open(a.As("saule"), other.Code)
	if err != nil || len(f.Timeline) != 1 || f.Names.ToUse != "Zarina" {
		t.Errorf("somebody else's file: %+v, %v", f.Timeline, err)
	}
	a.whole()
}

func TestTheTrailKeepsItsLeavesAndNothingElseOfHer(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	saule := a.As("saule")
	_, err := a.House.Checkpoint(saule)
	a.must(err)
	a.must(a.forget.Erase(saule, her.Client, with(her.Code, erasure.Asked)))
	a.whole()
	count := func(q string, args ...any) (n int64) {
		a.must(a.House.DB.View(saule, func(tx *db.Tx) (err error) { n, err = db.Get[int64](saule, tx, q, args...); return err }))
		return n
	}
	lines := count(`SELECT COUNT(*) FROM trail WHERE length(salt) = 0`)
	if lines < 2 || count(`SELECT COUNT(*) FROM trail_forgotten`) != lines {
		t.Fatalf("%d lines lost their salt", lines)
	}
	if n := count(`SELECT COUNT(*) FROM trail WHERE client_id = $1`, string(her.Client)); n != 0 {
		t.Errorf("%d lines still name her", n)
	}
	t.Run("a line that no erasure names is found", func(t *testing.T) {
		a.must(a.House.DB.Update(saule, func(tx *db.Tx) error {
			_, err := tx.Exec(saule, `UPDATE trail SET salt = $1, client_id = '', object_id = '' WHERE id = (SELECT MIN(id) FROM trail WHERE length(salt) > 0)`, []byte{})
			return err
		}))
		if _, err := a.House.Verify(saule, nil, nil); say(err) != "verify.found.edited" {
			t.Errorf("verify found %v", err)
		}
	})
}

func TestALeafPutUnderAnErasureIsFound(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	saule := a.As("saule")
	a.must(a.forget.Erase(saule, her.Client, with(her.Code, erasure.Asked)))
	a.must(a.House.DB.Update(saule, func(tx *db.Tx) error {
		type line struct {
			ID   string `db:"id"`
			Leaf []byte `db:"leaf"`
		}
		l, err := db.Get[line](saule, tx, `SELECT id, leaf FROM trail WHERE length(salt) > 0 AND act <> $1 ORDER BY id LIMIT 1`, string(policy.EraseClient))
		if err == nil {
			_, err = tx.Exec(saule, `UPDATE trail SET salt = $1, client_id = '', object_id = '', session_id = '' WHERE id = $2`, []byte{}, l.ID)
		}
		if err == nil {
			_, err = tx.Exec(saule, `INSERT INTO trail_forgotten (leaf, line_id, n) SELECT $1, MIN(line_id), 1000 FROM trail_forgotten`, l.Leaf)
		}
		return err
	}))
	_, err := a.House.Checkpoint(saule)
	a.must(err)
	if _, err := a.House.Verify(saule, nil, nil); say(err) != "verify.found.edited" {
		t.Errorf("a line was hidden behind an erasure: %v", err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	a := begin(t)
	open, her := a.come("Zarina"), a.gone("Gulbahor")
	wrong := with(her.Code, erasure.Asked)
	wrong.Pair.Second.Passphrase = "seven words that are not his at all"
	herself := with(her.Code, erasure.Asked)
	herself.Pair.Second = house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}
	worker := with(her.Code, erasure.Asked)
	worker.Pair.Second = house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina"), Address: "127.0.0.1"}
	for _, c := range []struct {
		what   string
		who    string
		client pana.ClientID
		asking erasure.Asking
		want   string
	}{
		{"a file that is open", "saule", open.Client, with(open.Code, erasure.Asked), "erasure.open"},
		{"no reason", "saule", her.Client, with(her.Code, ""), "erasure.reason"},
		{"another file's code", "saule", her.Client, with(open.Code, erasure.Asked), "erasure.code"},
		{"one alone before the time is over", "saule", her.Client, alone(her.Code), "agree.second"},
		{"a wrong passphrase of the second", "saule", her.Client, wrong, "signin.wrong"},
		{"herself as the second", "saule", her.Client, herself, "two.other"},
		{"a worker as the second", "saule", her.Client, worker, "two.other"},
		{"a worker", "dina", her.Client, with(her.Code, erasure.Asked), "policy.refused"},
		{"a volunteer", "lena", her.Client, with(her.Code, erasure.Asked), "client.absent"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := say(a.forget.Erase(a.As(c.who), c.client, c.asking)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if f, err := a.files.Open(a.As("saule"), her.Code); err != nil || len(f.Timeline) != 1 {
		t.Errorf("her file: %v", err)
	}
}

func TestOnePersonMayWhenTheTimeIsOverUpToTheBrake(t *testing.T) {
	a := begin(t)
	var files []casework.Added
	for i := range 7 {
		files = append(files, a.gone(fmt.Sprintf("Gulbahor%d", i)))
	}
	a.pass(370)
	list, more, err := a.forget.List(a.As("saule"))
	if err != nil || len(list) != 7 || more || list[0].Due == "" {
		t.Fatalf("%d files are due, %v", len(list), err)
	}
	for i, f := range files[:6] {
		want := ""
		if i == 5 {
			want = "agree.second"
		}
		if got := say(a.forget.Erase(a.As("saule"), f.Client, alone(f.Code))); got != want {
			t.Fatalf("file %d: %q", i, got)
		}
	}
	a.must(a.forget.Erase(a.As("saule"), files[5].Client, with(files[5].Code, erasure.TimeOver)))
	a.pass(3)
	a.must(a.forget.Erase(a.As("saule"), files[6].Client, alone(files[6].Code)))
	a.whole()
}

func TestNothingIsErasedAfterTheClockMoved(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	a.Clock.Advance(400 * 24 * time.Hour)
	if got := say(a.forget.Erase(a.As("saule"), her.Client, alone(her.Code))); got != "erasure.clock" {
		t.Fatalf("forward: %q", got)
	}
	a.Clock.Advance(-10 * 24 * time.Hour)
	if got := say(a.forget.Erase(a.As("saule"), her.Client, alone(her.Code))); got != "erasure.clock" {
		t.Fatalf("and back: %q", got)
	}
	a.Clock.Advance(11 * 24 * time.Hour)
	a.As("saule")
	a.Clock.Advance(25 * time.Hour)
	a.must(a.forget.Erase(a.As("saule"), her.Client, alone(her.Code)))
}

func TestAFileThatIsHeldStays(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	a.must(a.forget.HoldFile(a.As("saule"), her.Client, "court"))
	if got := say(a.forget.HoldFile(a.As("saule"), her.Client, "claim")); got != "erasure.held" {
		t.Errorf("held twice: %q", got)
	}
	if got := say(a.forget.HoldFile(a.As("saule"), her.Client, "because")); got == "" {
		t.Error("a reason that no list holds is taken")
	}
	a.pass(400)
	list, more, err := a.forget.List(a.As("saule"))
	if err != nil || len(list) != 1 || more || list[0].Basis != "court" || list[0].Review == "" {
		t.Fatalf("%+v, %v", list, err)
	}
	if got := say(a.forget.Erase(a.As("saule"), her.Client, with(her.Code, erasure.Asked))); got != "erasure.held" {
		t.Fatalf("held: %q", got)
	}
	if got := say(a.forget.LiftHold(a.As("dina"), her.Client)); got != "policy.refused" {
		t.Errorf("a worker lifts: %q", got)
	}
	a.must(a.forget.LiftHold(a.As("saule"), her.Client))
	if got := say(a.forget.LiftHold(a.As("saule"), her.Client)); got != "erasure.hold.none" {
		t.Errorf("lifted twice: %q", got)
	}
	a.must(a.forget.Erase(a.As("saule"), her.Client, alone(her.Code)))
}

func TestWhatAPowerCutStoppedIsFinished(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	saule := a.As("saule")
	a.must(a.House.DB.Update(saule, func(tx *db.Tx) error {
		_, err := tx.Exec(saule, `INSERT INTO erasures (token, client_id, reason, begun, done, by_staff, second) VALUES ($1, $2, 'asked', $3, 0, $4, '')`,
			[]byte("a token of some kind"), string(her.Client), db.Micros(tx.Now), string(a.Staff("saule")))
		return err
	}))
	a.must(a.House.Vault.Forget(saule, seal.Owner(her.Client)))
	a.Restart()
	a.As("saule")
	ctx := pana.WithActor(context.Background(), pana.Actor{Staff: house.Itself})
	a.must(a.forgetAgain().Finish(ctx))
	if found := holds(cells(t, a.House), string(her.Client)); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
}

func TestKeysThatOpenNothingAreSwept(t *testing.T) {
	a := begin(t)
	madina := a.come("Madina")
	request := seal.Owner(pana.NewID(a.House.Now()))
	a.must(seal.RingFrom(a.As("saule")).Prepare(a.As("saule"), a.Shelter.ID, []seal.Owner{request}, pana.Identity))
	swept := func() int {
		t.Helper()
		n, err := a.forget.Sweep(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself}))
		a.must(err)
		return n
	}
	if n := swept(); n != 0 {
		t.Errorf("%d, and the key is of this minute", n)
	}
	a.pass(2)
	a.Clock.Advance(80 * time.Hour)
	if n := swept(); n != 0 {
		t.Errorf("%d after the clock moved", n)
	}
	a.pass(4)
	if n := swept(); n != 1 {
		t.Errorf("%d were swept", n)
	}
	if n := swept(); n != 0 {
		t.Errorf("%d more", n)
	}
	file, err := a.files.Open(a.As("saule"), madina.Code)
	if err != nil || file.Names.ToUse != "Madina" {
		t.Errorf("a file whose keys are needed: %q, %v", file.Names.ToUse, err)
	}
	found := false
	for _, task := range a.forget.Tasks() {
		found = found || task.Name == "orphans"
	}
	if !found {
		t.Error("nobody sweeps")
	}
}

func TestAHouseWhoseDataWerePutBackSweepsNothing(t *testing.T) {
	a := begin(t)
	a.ByHand()
	_, err := a.House.Lay(t.Context())
	a.must(err)
	_, err = a.House.Checkpoint(a.As("saule"))
	a.must(err)
	orphan := seal.Owner(pana.NewID(a.House.Now()))
	a.must(seal.RingFrom(a.As("saule")).Prepare(a.As("saule"), a.Shelter.ID, []seal.Owner{orphan}, pana.Identity))
	a.pass(4)
	a.must(a.House.DB.Update(a.As("saule"), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `DELETE FROM trail_hashes`)
		return err
	}))
	n, err := a.forget.Sweep(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself}))
	if n != 0 {
		t.Errorf("%d were swept, %v", n, err)
	}
}

func TestAnOlderBackupErasesAgain(t *testing.T) {
	a := begin(t)
	her, other := a.gone("Gulbahor"), a.gone("Zarina")
	folder := t.TempDir()
	copies := backup.New(a.House)
	_, err := copies.Run(a.As("saule"), folder, nil)
	a.must(err)
	a.must(a.forget.Erase(a.As("saule"), her.Client, with(her.Code, erasure.Asked)))
	_, err = copies.Run(a.As("saule"), folder, nil)
	a.must(err)
	notes, err := filepath.Glob(filepath.Join(folder, "*.note"))
	a.must(err)
	for _, n := range notes {
		text, err := os.ReadFile(n)
		a.must(err)
		if bytes.Contains(text, []byte(her.Client)) || bytes.Contains(text, []byte(her.Code)) {
			t.Errorf("%s names her", filepath.Base(n))
		}
	}
	dir, sheets := t.TempDir(), a.Sheets()
	rep, err := backup.Restore{From: folder, Sequence: 1, Older: true, One: sheets[0], Two: sheets[1], Dir: dir, Schema: a.House.Tables(), Clock: a.Clock.Now}.Run(t.Context())
	if err != nil || rep.Erased != 1 {
		t.Fatalf("%+v, %v", rep, err)
	}
	o := a.Options()
	o.Dir, o.Postgres, o.PostgresKeys = dir, "", ""
	h, err := house.Open(t.Context(), o)
	a.must(err)
	defer h.Close()
	_, _, err = h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"})
	a.must(err)
	all := cells(t, h)
	if found := holds(all, string(her.Client)); len(found) > 0 {
		t.Errorf("she is back: %v", found)
	}
	if len(holds(all, "clients.code="+other.Code)) != 1 {
		t.Error("somebody else did not come back")
	}
}

func TestEveryTableThatSaysSomethingOfPeopleIsKnown(t *testing.T) {
	columns, err := db.Columns(web.Schema())
	if err != nil {
		t.Fatal(err)
	}
	known := append(erasure.Apart(), erasure.Others()...)
	of := map[string][]db.Column{}
	for _, c := range columns {
		of[c.Table] = append(of[c.Table], c)
	}
	for name, cs := range of {
		hers := slices.ContainsFunc(cs, func(c db.Column) bool { return c.Name == "client_id" })
		says := slices.ContainsFunc(cs, func(c db.Column) bool { return c.Class != db.ClassC })
		if !hers && says && !slices.Contains(known, name) {
			t.Errorf("table %s says something of people, and erasure does not know of whom", name)
		}
	}
	for _, name := range known {
		if of[name] == nil {
			t.Errorf("there is no table %s", name)
		}
	}
}

// What a house was paid for stays exact to the day, and leads to nobody: in a month
// that was closed and in one that nobody has closed yet.
func TestWhatTheHouseWasPaidForStaysExactAndIsNobodys(t *testing.T) {
	a := begin(t)
	saule := a.As("saule")
	rooms := residence.New(a.House, a.files)
	ledger := funding.New(a.House, a.files, people.New(a.House, a.files))
	_, err := rooms.AddRoom(saule, a.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 2})
	a.must(err)
	office, err := a.files.AddOrganisation(saule, casework.NewOrganisation{Name: "Office", Kind: "ministry"})
	a.must(err)
	_, err = ledger.AddAgreement(saule, funding.Agreement{Name: "Ministry", Payer: "state", Since: "2026-01-01", Days: true, Sites: []pana.SiteID{a.Shelter.ID},
		Funders: []funding.Funder{{Organisation: office, Parts: funding.Whole}}})
	a.must(err)
	m, err := rooms.Tonight(saule, a.Shelter.ID)
	a.must(err)
	aida := a.come("Aida")
	_, err = rooms.Admit(saule, residence.Admission{Client: aida.Client, Bed: m.Rooms[0].Beds[0].ID})
	a.must(err)
	_, err = rooms.SetTerm(saule, aida.Client, residence.NewTerm{Payer: "state", Until: "2027-06-30"})
	a.must(err)
	a.pass(12) // 5 December
	a.must(ledger.CloseMonth(a.As("saule"), "2026-11"))
	a.must(rooms.Discharge(a.As("saule"), residence.Leaving{Client: aida.Client, Away: a.House.Tonight(a.House.Now()), Ended: residence.OwnDecision}))
	a.must(a.files.CloseEpisode(a.As("saule"), aida.Client, a.House.Today(a.House.Now())))
	both := funding.Period{Since: "2026-11-01", Until: "2026-12-31"}
	before, err := ledger.Ledger(a.As("saule"), both)
	a.must(err)
	a.must(a.forget.Erase(a.As("saule"), aida.Client, with(aida.Code, erasure.Asked)))
	after, err := ledger.Ledger(a.As("saule"), both)
	a.must(err)
	if len(before.Lines) != 9+3 || len(after.Lines) != len(before.Lines) || len(after.Gaps) != 0 {
		t.Fatalf("%d days before, %d after, %+v", len(before.Lines), len(after.Lines), after.Gaps)
	}
	persons := map[string]bool{}
	for i, l := range after.Lines {
		persons[l.Person] = true
		if b := before.Lines[i]; l.On != b.On || l.What != b.What || l.Payer != "state" || len(l.Paid) != 1 || l.Paid[0] != b.Paid[0] {
			t.Errorf("%+v became %+v", b, l)
		}
		if l.Client != "" || l.Code != "" || l.Source != "" || l.Staff != "" || l.Person == string(aida.Client) {
			t.Errorf("it leads to somebody: %+v", l)
		}
	}
	if len(persons) != 1 {
		t.Errorf("she is %d people within a year", len(persons))
	}
	// It stays when the month is opened anew and closed once more.
	a.must(ledger.ReopenMonth(a.As("saule"), "2026-11", "A bill was late."))
	a.must(ledger.CloseMonth(a.As("saule"), "2026-11"))
	if again, err := ledger.Ledger(a.As("saule"), both); err != nil || len(again.Lines) != len(before.Lines) {
		t.Errorf("opened anew and closed: %d days, %v", len(again.Lines), err)
	}
}
