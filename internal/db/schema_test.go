package db

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
)

func file(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }

func TestMergeIsAFolder(t *testing.T) {
	merged := Merge(file("0002_bed.sql", "b"), file("schema/0001_room.sql", "a"), file("0002_bed.sql", "b"))
	if err := fstest.TestFS(merged, "0001_room.sql", "0002_bed.sql"); err != nil {
		t.Error(err)
	}
	if names, err := fs.Glob(merged, "*.sql"); err != nil || cmp.Diff([]string{"0001_room.sql", "0002_bed.sql"}, names) != "" {
		t.Errorf("names %v, %v", names, err)
	}
}

func TestMergeRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		parts []fs.FS
		want  string
	}{
		{"one number in two parts", []fs.FS{file("0001_room.sql", ""), file("0001_bed.sql", "")}, "have one number"},
		{"one file with two texts", []fs.FS{file("0001_room.sql", "a"), file("0001_room.sql", "b")}, "have one number"},
		{"one number in one part", []fs.FS{fstest.MapFS{"0001_room.sql": {}, "old/0001_bed.sql": {}}}, "have one number"},
		{"a file without a number", []fs.FS{file("room.sql", "")}, "not named"},
		{"a part that is refused itself", []fs.FS{Merge(file("room.sql", ""))}, "not named"},
	} {
		_, err := Columns(Merge(test.parts...))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if err := New(Options{File: t.TempDir() + "/house.db", Schema: Merge(test.parts...)}).Open(t.Context(), new([32]byte)); err == nil {
			t.Errorf("%s: opened", test.name)
		}
	}
}

func TestTranslate(t *testing.T) {
	const text = "a BLOB, 'BLOB' \"BLOB\" -- BLOB\n) WITHOUT ROWID;\n-- +only sqlite\ns\n-- +end\n-- +only postgres\np\n-- +end\nz blob WITHOUT  ROWID NOBLOB"
	for e, want := range map[Engine]string{
		SQLite:   "a BLOB, 'BLOB' \"BLOB\" -- BLOB\n) WITHOUT ROWID;\n\ns\n\n\n\n\nz blob WITHOUT  ROWID NOBLOB",
		Postgres: "a BYTEA, 'BLOB' \"BLOB\" -- BLOB\n) ;\n\n\n\n\np\n\nz BYTEA  NOBLOB",
	} {
		got, err := translate(text, e)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", e, diff)
		}
	}
	for name, text := range map[string]string{
		"a section inside a section":   "-- +only sqlite\n-- +only postgres\n-- +end",
		"a section without an end":     "-- +only sqlite\n",
		"an end without a section":     "-- +end",
		"a section for another engine": "-- +only oracle\n-- +end",
	} {
		if _, err := translate(text, SQLite); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestColumns(t *testing.T) {
	schema := Merge(file("0001_room.sql", `-- +goose Up
CREATE TABLE IF NOT EXISTS room (
	site TEXT NOT NULL REFERENCES site (id), -- C keep
	"order" INTEGER DEFAULT (1 + 2), -- C keep: as the house hangs its keys
	kind TEXT CHECK (kind IN ('bed, or
cot', 'sofa')), -- B coarsen
	-- the door
	seal BLOB, /* sealed */ -- S delete
	PRIMARY KEY (site, "order"),
	CONSTRAINT one UNIQUE (site, kind) -- no class needed
) WITHOUT ROWID;
CREATE UNIQUE INDEX room_kind ON room (kind);
INSERT INTO room VALUES ('CREATE TABLE x (y TEXT)', 1);
ALTER TABLE room ADD COLUMN paid BIGINT; -- B cut
ALTER TABLE room ADD note TEXT DEFAULT ''; -- A delete
-- +goose Down
CREATE TABLE never (id TEXT);
`), file("0002_more.sql", `-- +goose Up
CREATE TABLE old (
	id TEXT -- C keep
);
-- +only sqlite
CREATE TABLE seen (at BIGINT -- B coarsen
);
-- +end
-- +only postgres
CREATE TABLE seen (at BIGINT -- B coarsen
);
-- +end
DROP TABLE IF EXISTS old;
ALTER TABLE room DROP COLUMN note;
ALTER TABLE room RENAME COLUMN paid TO payer;
ALTER TABLE seen RENAME TO looked;
`))
	got, err := Columns(schema)
	if err != nil {
		t.Fatal(err)
	}
	want := []Column{
		{"room", "site", ClassC, Keep, "0001_room.sql", 3},
		{"room", "order", ClassC, Keep, "0001_room.sql", 4},
		{"room", "kind", ClassB, Coarsen, "0001_room.sql", 5},
		{"room", "seal", ClassS, Delete, "0001_room.sql", 8},
		{"room", "payer", ClassB, Cut, "0001_room.sql", 14},
		{"looked", "at", ClassB, Coarsen, "0002_more.sql", 6},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsRefuses(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no mark", "CREATE TABLE bed (\n id TEXT, -- C keep\n name TEXT\n);", "0001_x.sql:3: column name"},
		{"a class alone", "CREATE TABLE bed (\n id TEXT -- C\n);", "0001_x.sql:2: column id"},
		{"an unknown class", "CREATE TABLE bed (\n id TEXT -- D keep\n);", "column id"},
		{"an unknown erasure", "CREATE TABLE bed (\n id TEXT -- C burn\n);", "column id"},
		{"a mark behind the whole table", "CREATE TABLE bed (id TEXT); -- C keep", "column id"},
		{"a mark on the next line", "CREATE TABLE bed (\n id TEXT,\n -- C keep\n name TEXT -- C keep\n);", "column id"},
		{"two columns on one line", "CREATE TABLE bed (\n id TEXT, name TEXT -- C keep\n);", "column id"},
		{"an added column without a mark", "ALTER TABLE bed ADD COLUMN lamp TEXT;\n-- C keep", "0001_x.sql:1: column lamp"},
		{"columns out of a query", "CREATE TABLE bed AS SELECT 1;", "column (all)"},
		{"a virtual table", "CREATE VIRTUAL TABLE bed USING fts5(name);", "column (all)"},
		{"engines that differ", "-- +only sqlite\nCREATE TABLE bed (id TEXT -- A delete\n);\n-- +end\n-- +only postgres\nCREATE TABLE bed (id TEXT -- C keep\n);\n-- +end\n", "classed otherwise"},
	} {
		_, err := Columns(file("0001_x.sql", test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

func FuzzColumns(f *testing.F) {
	f.Add("CREATE TABLE bed (\n id TEXT, -- C keep\n PRIMARY KEY (id)\n) WITHOUT ROWID;")
	f.Add("ALTER TABLE bed ADD COLUMN lamp TEXT; -- B cut\nDROP TABLE bed; ALTER TABLE a RENAME b TO c;")
	f.Add("ALTER TABLE bed ADD")
	f.Add("-- +only postgres\nCREATE TABLE x (\"a\"\"b\" BLOB /* -- */ -- S delete\n);\n-- +end")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := Columns(file("0001_x.sql", text))
		if err != nil {
			if pana.KindOf(err) != pana.Internal {
				t.Errorf("kind of %v", err)
			}
			return
		}
		for _, c := range all {
			if c.Class == "" || c.Erasure == "" || c.Line < 1 || c.Line > strings.Count(text, "\n")+1 {
				t.Errorf("column %+v", c)
			}
		}
		var b strings.Builder
		for piece := range tokens(text) {
			b.WriteString(piece.text)
		}
		if b.String() != text {
			t.Error("the pieces do not make the text")
		}
		for _, e := range []Engine{SQLite, Postgres} {
			if out, err := translate(text, e); err == nil && strings.Count(out, "\n") > strings.Count(text, "\n") {
				t.Error("lines were added")
			}
		}
	})
}

func TestSnake(t *testing.T) {
	for name, want := range map[string]string{"ID": "id", "SiteID": "site_id", "FirstNight": "first_night", "HTMLText": "html_text", "A": "a"} {
		if got := snake(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestFaultKeepsWhatIsAlreadySaid(t *testing.T) {
	said := &pana.Error{Op: "bed.Give", Kind: pana.Conflict, Say: "bed.taken"}
	if err := fault("db.Update", said); !errors.Is(err, said) {
		t.Error(err)
	}
	if fault("db.Update", nil) != nil {
		t.Error("trouble out of nothing")
	}
}
