package db

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"example.org/pana"
)

// fileName is how a migration is called: its number, then its area.
var fileName = regexp.MustCompile(`^([0-9]{4})_[a-z0-9_]+\.sql$`)

// Merge returns one folder with the migrations of every part. Two files with
// the same number, or a name that is not NNNN_area.sql, make every use of the
// folder fail, so that Open and Columns refuse it; the very same file twice is one.
func Merge(parts ...fs.FS) fs.FS {
	all := folder{}
	numbers := map[string]string{}
	for _, part := range parts {
		files, err := sqlFiles(part)
		if err != nil {
			return brokenFolder{err}
		}
		for name, text := range files {
			if other, taken := numbers[name[:4]]; taken && (other != name || all[name] != text) {
				return brokenFolder{plainError("migrations " + other + " and " + name + " have one number")}
			}
			numbers[name[:4]] = name
			all[name] = text
		}
	}
	return all
}

// sqlFiles reads the migrations of schema, wherever in it they lie.
func sqlFiles(schema fs.FS) (folder, error) {
	files := folder{}
	if schema == nil {
		return files, nil
	}
	err := fs.WalkDir(schema, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() || !strings.HasSuffix(p, ".sql") {
			return nil
		}
		name := path.Base(p)
		if !fileName.MatchString(name) {
			return plainError("migration " + name + " is not named NNNN_area.sql")
		}
		for other := range files {
			if other[:4] == name[:4] {
				return plainError("migrations " + other + " and " + name + " have one number")
			}
		}
		text, err := fs.ReadFile(schema, p)
		files[name] = string(text)
		return err
	})
	return files, err
}

// Migrations returns the names of the migrations of schema in their order.
func Migrations(schema fs.FS) ([]string, error) {
	files, err := sqlFiles(schema)
	if err != nil {
		return nil, fault("db.Migrations", err)
	}
	return files.names(), nil
}

// Only returns the migrations of schema that are named, so that a database can be
// made as an earlier program made it. A name that schema does not have is
// Conflict "db.newer".
func Only(schema fs.FS, names []string) (fs.FS, error) {
	files, err := sqlFiles(schema)
	if err != nil {
		return nil, fault("db.Only", err)
	}
	some := folder{}
	for _, n := range names {
		text, ok := files[n]
		if !ok {
			return nil, &pana.Error{Op: "db.Only", Kind: pana.Conflict, Say: "db.newer"}
		}
		some[n] = text
	}
	return some, nil
}

// schemaFor returns the migrations as engine e reads them.
func schemaFor(schema fs.FS, e Engine) (folder, error) {
	files, err := sqlFiles(schema)
	if err != nil {
		return nil, err
	}
	for name, text := range files {
		if files[name], err = translate(text, e); err != nil {
			return nil, plainError(name + ": " + err.Error())
		}
	}
	return files, nil
}

// translate keeps the sections meant for e and, for PostgreSQL, turns BLOB into
// BYTEA and drops WITHOUT ROWID. Quoted text and comments stay as they are.
// Lines keep their numbers.
func translate(text string, e Engine) (string, error) {
	lines := strings.Split(text, "\n")
	var only Engine
	for i, line := range lines {
		mark, isMark := strings.CutPrefix(strings.TrimSpace(line), "-- +")
		switch {
		case isMark && (mark == "only sqlite" || mark == "only postgres"):
			if only != "" {
				return "", fmt.Errorf("line %d: a section inside a section", i+1)
			}
			only = Engine(strings.TrimPrefix(mark, "only "))
			lines[i] = ""
		case isMark && mark == "end":
			if only == "" {
				return "", fmt.Errorf("line %d: end without a section", i+1)
			}
			only = ""
			lines[i] = ""
		case isMark && strings.HasPrefix(mark, "only"):
			return "", fmt.Errorf("line %d: a section for an unknown engine", i+1)
		case only != "" && only != e:
			lines[i] = ""
		}
	}
	if only != "" {
		return "", fmt.Errorf("a section without an end")
	}
	text = strings.Join(lines, "\n")
	if e != Postgres {
		return text, nil
	}
	var b strings.Builder
	words := []token{}
	for t := range tokens(text) {
		words = append(words, t)
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w.kind == word && strings.EqualFold(w.text, "BLOB"):
			b.WriteString("BYTEA")
		case w.kind == word && strings.EqualFold(w.text, "WITHOUT") && i+2 < len(words) &&
			words[i+1].kind == space && strings.EqualFold(words[i+2].text, "ROWID"):
			i += 2
		default:
			b.WriteString(w.text)
		}
	}
	return b.String(), nil
}

// A folder is a flat set of small files held in memory.
type folder map[string]string

func (f folder) names() []string {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Open opens a file of the folder, or the folder itself as ".".
func (f folder) Open(name string) (fs.File, error) {
	if name == "." {
		list := []fs.DirEntry{}
		for _, n := range f.names() {
			list = append(list, fs.FileInfoToDirEntry(fileInfo{n, int64(len(f[n])), 0o444}))
		}
		return &openFolder{list: list}, nil
	}
	text, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openFile{strings.NewReader(text), fileInfo{name, int64(len(text)), 0o444}}, nil
}

type openFile struct {
	*strings.Reader
	info fileInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct{ list []fs.DirEntry }

func (f *openFolder) Stat() (fs.FileInfo, error) { return fileInfo{".", 0, fs.ModeDir | 0o555}, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: ".", Err: fs.ErrInvalid}
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.list) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.list) {
		n = len(f.list)
	}
	list := f.list[:n]
	f.list = f.list[n:]
	return list, nil
}

type fileInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return i.mode }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.mode.IsDir() }
func (i fileInfo) Sys() any           { return nil }

// A brokenFolder answers every question with why it could not be made.
type brokenFolder struct{ err error }

func (b brokenFolder) Open(string) (fs.File, error) { return nil, b.err }
