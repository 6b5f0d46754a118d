package backup_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// An outsider is whoever has one of the keys, an unzip and nothing of Pana.
type outsider struct {
	t     *testing.T
	files map[string][]byte
	list  struct {
		Made   string
		House  []byte
		Tables []struct {
			Name    string
			Columns []string
			Rows    int64
		}
		Words struct{ Open, Shut, Damaged int64 }
		Files []struct {
			Name   string
			Size   int64
			Sha256 string
		}
		LeftOut []string `json:"left_out"`
	}
}

// reads opens an export with a key and checks everything its list says.
func reads(t *testing.T, path string, key age.Identity) outsider {
	t.Helper()
	o := outsider{t: t, files: map[string][]byte{}}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plain, err := age.Decrypt(f, key)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range z.File {
		if !file.Modified.IsZero() && file.Modified.Year() > 1980 || file.Comment != "" || len(file.Extra) > 0 {
			t.Errorf("%s tells more than itself: %v %q %d", file.Name, file.Modified, file.Comment, len(file.Extra))
		}
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if o.files[file.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := json.Unmarshal(o.files["list.json"], &o.list); err != nil {
		t.Fatal(err)
	}
	if !ed25519.Verify(o.list.House, o.files["list.json"], o.files["list.signature"]) {
		t.Error("the list is not signed")
	}
	for _, l := range o.list.Files {
		if sum := sha256.Sum256(o.files[l.Name]); hex.EncodeToString(sum[:]) != l.Sha256 || int64(len(o.files[l.Name])) != l.Size {
			t.Errorf("%s is not what the list says", l.Name)
		}
	}
	if len(o.list.Files) != len(o.files)-2 {
		t.Errorf("%d files, %d in the list", len(o.files), len(o.list.Files))
	}
	return o
}

func (o outsider) lines(name string) (all []map[string]any) {
	o.t.Helper()
	in := bufio.NewScanner(bytes.NewReader(o.files[name]))
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var line map[string]any
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			o.t.Fatalf("%s: %v", name, err)
		}
		all = append(all, line)
	}
	return all
}

// open is everything but the sealed set.
func (o outsider) open() string {
	var b strings.Builder
	for name, text := range o.files {
		if !strings.HasPrefix(name, "set/") {
			b.WriteString(name + "\n")
			b.Write(text)
		}
	}
	return b.String()
}

func newKey(t *testing.T) *age.X25519Identity {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func agreed() house.Agreeing {
	return house.Agreeing{Pair: house.Pair{Passphrase: housetest.Passphrase("saule"),
		Second: house.Entry{Name: "Marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}}
}

// idOf is the id of the client with a code.
func (s *shelf) idOf(code string) (id pana.ClientID) {
	s.t.Helper()
	err := s.House.DB.View(s.t.Context(), func(tx *db.Tx) (err error) {
		id, err = db.Get[pana.ClientID](s.t.Context(), tx, `SELECT id FROM clients WHERE code = $1`, code)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// inTherapy writes a word that only the psychologist of the site reads.
func (s *shelf) inTherapy(code, text string) {
	s.t.Helper()
	gulnar, id := s.As("gulnar"), s.idOf(code)
	err := s.House.DB.Update(gulnar, func(tx *db.Tx) error {
		_, err := seal.PutWord(gulnar, tx, s.Shelter.ID, seal.Owner(id), seal.Word{Table: "therapy_sessions", Row: tx.ID(), Field: "text", Compartment: pana.Therapy, Text: text})
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestAnOutsiderWithAKeyFindsEveryRow(t *testing.T) {
	s := begin(t)
	code := s.come("She slept well.")
	s.inTherapy(code, "What she told Gulnar.")
	_, err := s.files.FileDocument(s.As("saule"), s.idOf(code), casework.NewDocument{Kind: "letter", Title: "A letter", Compartment: pana.Care,
		File: strings.NewReader("Dear Gulbahor, all is well.")})
	if err != nil {
		t.Fatal(err)
	}
	key, other := newKey(t), newKey(t)
	out := filepath.Join(s.folder, "house.age")
	made, err := s.copies.Export(s.As("saule"), backup.Exporting{Out: out, By: agreed(),
		Keys: "# two keys\n" + key.Recipient().String() + "\n\n" + other.Recipient().String() + "\n"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if sum := sha256.Sum256(b); err != nil || !bytes.Equal(sum[:], made.Sum) {
		t.Errorf("the file is not what was said: %v", err)
	}
	for _, secret := range []string{code, "Gulbahor", "slept", "Saule"} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%q stands in the sealed file", secret)
		}
	}
	o := reads(t, out, other)
	for _, l := range o.list.Tables {
		var n int64
		err := s.House.DB.View(t.Context(), func(tx *db.Tx) (err error) {
			n, err = db.Get[int64](t.Context(), tx, `SELECT COUNT(*) FROM `+l.Name)
			return err
		})
		if got := o.lines("tables/" + l.Name + ".jsonl"); err != nil || int64(len(got)) != n || l.Rows != n {
			t.Errorf("%s: %d rows, %d in the list, %d in the house, %v", l.Name, len(got), l.Rows, n, err)
		}
	}
	columns, err := db.Columns(s.House.Tables())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		listed := slices.Contains(o.list.LeftOut, c.Table)
		for _, l := range o.list.Tables {
			listed = listed || l.Name == c.Table
		}
		if !listed {
			t.Errorf("table %s is neither there nor left out", c.Table)
		}
	}
	text := o.open()
	for _, word := range []string{code, "Gulbahor", "She slept well.", "Saule", "Dear Gulbahor, all is well.", "A letter"} {
		if !strings.Contains(text, word) {
			t.Errorf("%q is not there", word)
		}
	}
	if strings.Contains(text, "What she told Gulnar.") || o.list.Words.Shut == 0 || o.list.Words.Open == 0 {
		t.Errorf("therapy is open to the two who are not in it: %+v", o.list.Words)
	}
	if strings.Contains(text, "Fotobox") {
		t.Error("a picture says who took it")
	}
	for _, l := range []string{"kk", "ru", "en"} {
		if len(o.files["README."+l+".txt"]) < 500 {
			t.Errorf("no %s to read first", l)
		}
	}

	// With two sheets every word is open.
	by := agreed()
	sheets := s.Sheets()
	by.One, by.Two = sheets[0], sheets[1]
	if _, err := s.copies.Export(s.As("saule"), backup.Exporting{Out: out + "2", Keys: key.Recipient().String(), By: by}, nil); err != nil {
		t.Fatal(err)
	}
	o = reads(t, out+"2", key)
	if !strings.Contains(o.open(), "What she told Gulnar.") || o.list.Words.Shut != 0 || o.list.Words.Damaged != 0 {
		t.Errorf("two sheets do not open everything: %+v", o.list.Words)
	}

	// And what lies sealed in it is the whole house.
	r := s.restore(filepath.Join(t.TempDir(), "new"))
	r.From = t.TempDir()
	for name, text := range o.files {
		if file, ok := strings.CutPrefix(name, "set/"); ok {
			if err := os.WriteFile(filepath.Join(r.From, file), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := r.Run(t.Context()); err != nil {
		t.Errorf("the set in it: %v", err)
	}
	list, err := s.copies.Exports(s.As("marat"))
	if err != nil || len(list) != 2 || list[0].Second != s.Staff("marat") || len(list[0].Sum) != 32 {
		t.Errorf("%+v, %v", list, err)
	}
	if told, err := s.House.Notices(s.As("marat")); err != nil || len(told) != 2 || told[0].Say != "notice.exported" {
		t.Errorf("who leads is told %+v, %v", told, err)
	}
	if left, err := filepath.Glob(filepath.Join(s.House.Dir(), ".export-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The director is named in a conflict: what she exports, even with two sheets,
// does not even say that there is such a client.
func TestWhatIsKeptFromTheDirectorIsNotInHerExport(t *testing.T) {
	s := begin(t)
	s.come("An open file.")
	code := s.come("Kept from the director.")
	id := s.idOf(code)
	s.inTherapy(code, "Told in therapy and kept from her.")
	if err := s.files.SetConflict(s.As("marat"), id, s.Staff("saule")); err != nil {
		t.Fatal(err)
	}
	by := agreed()
	sheets := s.Sheets()
	by.One, by.Two = sheets[1], sheets[2]
	key := newKey(t)
	for name, who := range map[string]string{"her own": "saule", "as the second": "marat"} {
		ask := backup.Exporting{Out: filepath.Join(s.folder, who+".age"), Keys: key.Recipient().String(), By: by}
		if who == "marat" {
			ask.By.Pair = house.Pair{Passphrase: housetest.Passphrase("marat"), Second: house.Entry{Name: "Saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}}
		}
		if _, err := s.copies.Export(s.As(who), ask, nil); err != nil {
			t.Fatal(err)
		}
		o := reads(t, ask.Out, key)
		text := o.open()
		for _, word := range []string{code, string(id), "Kept from the director.", "kept from her"} {
			if strings.Contains(text, word) {
				t.Errorf("%s: %q is there", name, word)
			}
		}
		if !strings.Contains(text, "An open file.") || o.list.Words.Damaged != 0 {
			t.Errorf("%s: the rest is not there: %+v", name, o.list.Words)
		}
	}
}

func TestAnExportIsRefused(t *testing.T) {
	s := begin(t)
	s.come("She slept well.")
	key := newKey(t)
	good := func() backup.Exporting {
		return backup.Exporting{Out: filepath.Join(s.folder, "house.age"), Keys: key.Recipient().String(), By: agreed()}
	}
	there := filepath.Join(s.folder, "there.age")
	if err := os.WriteFile(there, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]struct {
		but func(*backup.Exporting)
		say string
	}{
		"no key":                {func(e *backup.Exporting) { e.Keys = "" }, "export.keys"},
		"words in place of one": {func(e *backup.Exporting) { e.Keys = "my lawyer" }, "export.keys"},
		"a key cut short":       {func(e *backup.Exporting) { e.Keys = e.Keys[:len(e.Keys)-1] }, "export.keys"},
		"seventeen keys":        {func(e *backup.Exporting) { e.Keys = strings.Repeat(e.Keys+"\n", 17) }, "export.keys"},
		"the private half":      {func(e *backup.Exporting) { e.Keys = key.String() }, "export.secret"},
		"a file that is there":  {func(e *backup.Exporting) { e.Out = there }, "export.there"},
		"no such folder":        {func(e *backup.Exporting) { e.Out = filepath.Join(s.folder, "none", "x") }, "backup.folder"},
		"half a path":           {func(e *backup.Exporting) { e.Out = "house.age" }, "backup.whole"},
		"nobody beside her":     {func(e *backup.Exporting) { e.By.Pair.Second.Name = "" }, "agree.second"},
		"a wrong passphrase":    {func(e *backup.Exporting) { e.By.Pair.Second.Passphrase = "not hers at all, but long" }, "signin.wrong"},
		"somebody else": {func(e *backup.Exporting) {
			e.By.Pair.Second.Name, e.By.Pair.Second.Passphrase = "Oleg", housetest.Passphrase("oleg")
		}, "two.other"},
		"sheets of another kit": {func(e *backup.Exporting) { e.By.One, e.By.Two = s.Sheets()[0], s.Sheets()[0] }, "seal.kit.pair"},
		"what is no sheet":      {func(e *backup.Exporting) { e.By.One = "one two three" }, "seal.kit.sheet"},
	} {
		e := good()
		try.but(&e)
		if _, err := s.copies.Export(s.As("saule"), e, nil); say(err) != try.say {
			t.Errorf("%s: %v, want %s", name, err, try.say)
		}
	}
	if dir := s.House.Dir(); dir != "" {
		e := good()
		e.Out = filepath.Join(dir, "house.age")
		if _, err := s.copies.Export(s.As("saule"), e, nil); say(err) != "backup.inside" {
			t.Errorf("beside the house: %v", err)
		}
	}
	for _, who := range []string{"oleg", "dina", "vera"} {
		if _, err := s.copies.Export(s.As(who), good(), nil); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", who, err)
		}
		if _, err := s.copies.Exports(s.As(who)); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s lists them: %v", who, err)
		}
	}
	entries, err := os.ReadDir(s.folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("%d files after refusals only", len(entries))
	}
}
