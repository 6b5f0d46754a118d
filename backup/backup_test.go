package backup_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/residence"
)

// A shelf is a house with clients and a folder for its sets.
type shelf struct {
	*housetest.World
	t      *testing.T
	files  *casework.Casework
	copies *backup.Backup
	folder string
}

func tables() fs.FS {
	return db.Merge(casework.Schema(), residence.Schema(), intake.Schema(), erasure.Schema(), backup.Schema())
}

func begin(t *testing.T) *shelf {
	t.Helper()
	w := housetest.Open(t, tables())
	return &shelf{World: w, t: t, files: casework.New(w.House), copies: backup.New(w.House), folder: t.TempDir()}
}

// come brings a client whose care note says text, and returns her code.
func (s *shelf) come(text string) string {
	s.t.Helper()
	ctx := s.As("saule")
	var a casework.Added
	err := s.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = s.files.Add(ctx, tx, casework.NewClient{Site: s.Shelter.ID, Names: casework.Names{ToUse: "Gulbahor"}})
		return err
	})
	if err == nil {
		_, err = s.files.WriteNote(ctx, a.Client, casework.NewNote{Text: text})
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return a.Code
}

func (s *shelf) run() backup.Report {
	s.t.Helper()
	r, err := s.copies.Run(s.As("saule"), s.folder, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *shelf) restore(to string) backup.Restore {
	sheets := s.Sheets()
	return backup.Restore{From: s.folder, One: sheets[0], Two: sheets[2], Dir: to, Schema: s.House.Tables(), Clock: s.Clock.Now}
}

// open opens a restored house and signs someone in.
func (s *shelf) open(dir, name string) (*house.House, context.Context, error) {
	s.t.Helper()
	o := s.Options()
	o.Dir, o.Postgres, o.PostgresKeys = dir, "", ""
	h, err := house.Open(s.t.Context(), o)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { h.Close() })
	cookie, _, err := h.SignIn(s.t.Context(), house.Entry{Name: name, Passphrase: housetest.Passphrase(name), Address: "127.0.0.1"})
	if err != nil {
		return h, nil, err
	}
	ctx, _, err := h.Resume(s.t.Context(), cookie)
	return h, ctx, err
}

func say(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestTheWholeHouseComesBackFromTwoSheetsAndAFolder(t *testing.T) {
	s := begin(t)
	code := s.come("She slept well.")
	made := s.run()
	if made.Sequence != 1 || made.Rows < 50 {
		t.Fatalf("%+v", made)
	}
	dir := filepath.Join(t.TempDir(), "new")
	back, err := s.restore(dir).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if back.Rows != made.Rows {
		t.Errorf("%d rows of %d came back", back.Rows, made.Rows)
	}
	h, dina, err := s.open(dir, "saule")
	if err != nil {
		t.Fatal(err)
	}
	f, err := casework.New(h).Open(dina, code)
	if err != nil || f.Names.ToUse != "Gulbahor" || len(f.Timeline) != 1 || f.Timeline[0].Text != "She slept well." {
		t.Errorf("her file: %+v, %v", f.Timeline, err)
	}
	for _, name := range []string{"marat", "gulnar", "oleg"} {
		if _, err := h.Vault.SignIn(t.Context(), name, housetest.Passphrase(name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASetSaysNothingToWhoeverFindsIt(t *testing.T) {
	s := begin(t)
	code := s.come("A word that must not be found.")
	s.run()
	entries, err := os.ReadDir(s.folder)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(s.folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Gulbahor", "must not be found", code, "North house", "Saule", "clients"} {
			if strings.Contains(string(b), word) {
				t.Errorf("%q stands in %s", word, e.Name())
			}
		}
		if info, _ := e.Info(); info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others", e.Name())
		}
	}
}

func TestWhoHasLeftStaysOutOfAnOlderSet(t *testing.T) {
	s := begin(t)
	s.run()
	if err := s.House.EndStaff(s.As("saule"), s.Staff("dina")); err != nil {
		t.Fatal(err)
	}
	s.run()
	dir := t.TempDir()
	r := s.restore(dir)
	r.Sequence = 1
	if _, err := r.Run(t.Context()); say(err) != "backup.older" {
		t.Fatalf("an older set beside a newer one: %v", err)
	}
	r.Older = true
	if _, err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	h, saule, err := s.open(dir, "saule")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.SignIn(t.Context(), house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina"), Address: "192.0.2.1"}); say(err) != "signin.wrong" {
		t.Errorf("she comes in again: %v", err)
	}
	members, err := h.Staff(saule)
	if err != nil || !slices.ContainsFunc(members, func(m house.Member) bool { return m.ID == s.Staff("dina") && m.Ended != "" }) {
		t.Errorf("she still works here: %v", err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	s := begin(t)
	s.come("A note.")
	s.run()
	other := begin(t)
	for name, test := range map[string]struct {
		change func(t *testing.T, r *backup.Restore)
		say    string
	}{
		"a folder with a house": {func(t *testing.T, r *backup.Restore) {
			if err := os.MkdirAll(filepath.Join(r.Dir, "house"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, "backup.there"},
		"an empty folder of sets":   {func(t *testing.T, r *backup.Restore) { r.From = t.TempDir() }, "backup.none"},
		"a folder that is not":      {func(t *testing.T, r *backup.Restore) { r.From = filepath.Join(r.From, "nowhere") }, "backup.folder"},
		"a set that never was":      {func(t *testing.T, r *backup.Restore) { r.Sequence = 9 }, "backup.none"},
		"one sheet":                 {func(t *testing.T, r *backup.Restore) { r.Two = "" }, "seal.kit.sheet"},
		"sheets of another house":   {func(t *testing.T, r *backup.Restore) { o := foreignSheets(t); r.One, r.Two = o[0], o[1] }, "backup.foreign"},
		"rows that are missing":     {func(t *testing.T, r *backup.Restore) { os.Remove(filepath.Join(r.From, "set-000001.data")) }, "backup.half"},
		"keys that are missing":     {func(t *testing.T, r *backup.Restore) { os.Remove(filepath.Join(r.From, "set-000001.keys")) }, "backup.half"},
		"rows in place of keys":     {swap, "backup.damaged"},
		"tables of a later program": {func(t *testing.T, r *backup.Restore) { r.Schema = seal.Schema() }, "backup.newer"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(s.folder)); err != nil {
				t.Fatal(err)
			}
			r := s.restore(t.TempDir())
			r.From = folder
			test.change(t, &r)
			if _, err := r.Run(t.Context()); say(err) != test.say {
				t.Errorf("%v, want %s", err, test.say)
			}
			if left, _ := os.ReadDir(r.Dir); name != "a folder with a house" && len(left) != 0 {
				t.Errorf("%d things were left behind", len(left))
			}
		})
	}
	if _, err := other.copies.Run(other.As("dina"), other.folder, nil); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a social worker copies the house: %v", err)
	}
	if _, err := other.copies.Run(other.As("saule"), filepath.Join(other.folder, "nowhere"), nil); say(err) != "backup.folder" {
		t.Errorf("a folder that is not there: %v", err)
	}
	if dir := other.House.Dir(); dir != "" {
		if _, err := other.copies.Run(other.As("saule"), filepath.Join(dir, "house"), nil); say(err) != "backup.inside" {
			t.Errorf("the house's own folder: %v", err)
		}
	}
}

func swap(t *testing.T, r *backup.Restore) {
	a, b := filepath.Join(r.From, "set-000001.data"), filepath.Join(r.From, "set-000001.keys")
	for _, step := range [][2]string{{a, a + "x"}, {b, a}, {a + "x", b}} {
		if err := os.Rename(step[0], step[1]); err != nil {
			t.Fatal(err)
		}
	}
}

func foreignSheets(t *testing.T) [3]string {
	t.Helper()
	h, _ := housetest.Empty(t, housetest.NewClock())
	if err := h.Found(t.Context(), housetest.Founding(), nil); err != nil {
		t.Fatal(err)
	}
	cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, _, err := h.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	sheets, _, err := h.DrawKit(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return sheets
}

func TestKeysStayFourteenDaysAndRowsNinety(t *testing.T) {
	s := begin(t)
	names := func() (kept []string) {
		entries, _ := os.ReadDir(s.folder)
		for _, e := range entries {
			kept = append(kept, e.Name())
		}
		return kept
	}
	s.run()
	s.Clock.Advance(15 * 24 * time.Hour)
	s.run()
	if got := names(); slices.Contains(got, "set-000001.keys") || !slices.Contains(got, "set-000001.data") {
		t.Errorf("after fifteen days: %v", got)
	}
	for range 4 {
		s.Clock.Advance(time.Hour)
		s.run()
	}
	keys := 0
	for _, n := range names() {
		if strings.HasSuffix(n, ".keys") {
			keys++
		}
	}
	if keys != 3 {
		t.Errorf("%d generations of keys, want three: %v", keys, names())
	}
	s.Clock.Advance(80 * 24 * time.Hour)
	s.run()
	if got := names(); slices.Contains(got, "set-000001.data") || slices.Contains(got, "set-000001.note") {
		t.Errorf("after ninety-five days: %v", got)
	}
	// Rows of which the own keys are gone come back with the newest keys.
	r := s.restore(t.TempDir())
	r.Sequence, r.Older = 2, true
	if _, err := r.Run(t.Context()); err != nil {
		t.Errorf("older rows with the newest keys: %v", err)
	}
}

func TestADrillRestoresAsideAndLeavesNothing(t *testing.T) {
	s := begin(t)
	s.come("A note.")
	made := s.run()
	r, err := s.copies.Drill(s.As("oleg"), s.folder, nil)
	if err != nil || r.Rows != made.Rows || r.Sequence != made.Sequence {
		t.Fatalf("%+v, %v", r, err)
	}
	m, found, err := s.copies.Newest(s.As("oleg"))
	if err != nil || !found || m.Tried == 0 {
		t.Errorf("the house does not remember it: %+v, %v", m, err)
	}
	if dir := s.House.Dir(); dir != "" {
		left, _ := os.ReadDir(dir)
		for _, e := range left {
			if strings.HasPrefix(e.Name(), ".drill") {
				t.Errorf("%s was left behind", e.Name())
			}
		}
	}
}

func TestADrillFailsWhenKeysAreMissingThatWordsNeed(t *testing.T) {
	s := begin(t)
	s.come("Of somebody whose keys stay.")
	code := s.come("Of somebody whose keys are lost.")
	s.run()
	if _, err := s.copies.Drill(s.As("oleg"), s.folder, nil); err != nil {
		t.Fatalf("every key is there: %v", err)
	}
	ctx := s.As("saule")
	f, err := s.files.Open(ctx, code)
	if err != nil {
		t.Fatal(err)
	}
	s.ByHand()
	if err := s.House.Vault.Forget(ctx, seal.Owner(f.Client.ID)); err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(time.Hour)
	s.run()
	before, _, err := s.copies.Newest(s.As("oleg"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.copies.Drill(s.As("oleg"), s.folder, nil); say(err) != "backup.keyless" {
		t.Errorf("the set is called whole: %v", err)
	}
	if m, _, err := s.copies.Newest(s.As("oleg")); err != nil || m.Tried != before.Tried {
		t.Errorf("the house remembers it as tried: %+v, %v", m, err)
	}
}

func TestASetByHandElsewhereDoesNotStandForTheOneOfTheDay(t *testing.T) {
	s := begin(t)
	stick := t.TempDir()
	s.As("saule") // starts the house
	set := s.House.Settings()
	set.BackupTo = s.folder
	if err := s.House.SetSettings(s.As("saule"), set, s.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	itself := pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})
	keep := func(usual int) {
		t.Helper()
		if err := s.copies.Keep(itself); err != nil {
			t.Fatal(err)
		}
		if notes, _ := filepath.Glob(filepath.Join(s.folder, "*.note")); len(notes) != usual {
			t.Errorf("%d sets in the folder of the house, want %d", len(notes), usual)
		}
	}
	if _, err := s.copies.Run(s.As("saule"), stick, nil); err != nil {
		t.Fatal(err)
	}
	keep(1)
	keep(1) // once a day
	s.Clock.Advance(23 * time.Hour)
	if _, err := s.copies.Run(s.As("saule"), stick, nil); err != nil {
		t.Fatal(err)
	}
	keep(1)
	s.Clock.Advance(time.Hour)
	keep(2)
}

// Any change of any byte of a set is refused, and nothing of a house is made.
func TestTortureASetThatWasChanged(t *testing.T) {
	s := begin(t)
	for n := range 3 {
		s.come("Note " + string(rune('a'+n)))
	}
	s.run()
	seed, chance := proof.Seed(t)
	whole := map[string][]byte{}
	for _, kind := range []string{"data", "keys", "note"} {
		b, err := os.ReadFile(filepath.Join(s.folder, "set-000001."+kind))
		if err != nil {
			t.Fatal(err)
		}
		whole[kind] = b
	}
	folder, rounds := t.TempDir(), proof.N(300, 10_000)
	refusals := map[string]int{}
	for range rounds {
		for kind, b := range whole {
			if err := os.WriteFile(filepath.Join(folder, "set-000001."+kind), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		kind := []string{"data", "keys", "note"}[chance.IntN(3)]
		b := slices.Clone(whole[kind])
		at := chance.IntN(len(b))
		switch chance.IntN(5) {
		case 0, 1:
			b[at] ^= 1 << chance.IntN(8)
		case 2:
			b = b[:at]
		case 3:
			b = append(b, b[at])
		case 4:
			n := min(len(b)-at, 1+chance.IntN(4096))
			clear(b[at : at+n])
			if slices.Equal(b, whole[kind]) {
				b[at] ^= 1
			}
		}
		if err := os.WriteFile(filepath.Join(folder, "set-000001."+kind), b, 0o600); err != nil {
			t.Fatal(err)
		}
		r := s.restore(t.TempDir())
		r.From = folder
		_, err := r.Run(t.Context())
		if pana.KindOf(err) != pana.Invalid || err == nil {
			t.Fatalf("a changed %s: %v", kind, err)
		}
		refusals[say(err)]++
		if left, _ := os.ReadDir(r.Dir); len(left) != 0 {
			t.Fatalf("a changed %s left something of a house", kind)
		}
	}
	proof.Say(t, "backup sets that were changed", rounds, seed, "all refused: %v", refusals)
}

// The kit is made anew: the next set opens to the new sheets alone, the folder
// loses what opened to the old, and rows of before come back all the same.
func TestAfterANewKitTheFolderOpensToItAlone(t *testing.T) {
	s := begin(t)
	s.come("Before the new kit.")
	s.run()
	old := s.Sheets()
	saule := s.As("saule")
	sheets, _, err := s.House.RekeyKit(saule, house.Rekeying{Pair: house.Pair{Passphrase: housetest.Passphrase("saule"),
		Second: house.Entry{Name: "Marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}})
	if err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(time.Minute)
	if _, err := s.House.ProveKit(saule, sheets[0], sheets[1], [3]string{}); err != nil {
		t.Fatal(err)
	}
	if st, err := s.copies.Standing(s.As("saule")); err != nil || st.Say != "backup.say.kit" {
		t.Errorf("the page says %q, %v", st.Say, err)
	}
	s.Clock.Advance(time.Minute)
	s.run()
	if st, err := s.copies.Standing(s.As("saule")); err != nil || st.Say != "" {
		t.Errorf("the page says %q, %v", st.Say, err)
	}
	if _, err := os.Stat(filepath.Join(s.folder, "set-000001.keys")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("keys that open to the old sheets: %v", err)
	}
	r := s.restore(filepath.Join(t.TempDir(), "old"))
	r.One, r.Two = old[0], old[1]
	for _, n := range []int64{0, 1} {
		r.Sequence, r.Older = n, n != 0
		if _, err := r.Run(t.Context()); say(err) != "backup.foreign" {
			t.Errorf("set %d with the old sheets: %v", n, err)
		}
	}
	r.One, r.Two = sheets[0], sheets[1]
	for _, n := range []int64{0, 1} {
		r.Sequence, r.Older, r.Dir = n, n != 0, filepath.Join(t.TempDir(), "new")
		if _, err := r.Run(t.Context()); err != nil {
			t.Errorf("set %d with the new sheets: %v", n, err)
		}
	}
}
