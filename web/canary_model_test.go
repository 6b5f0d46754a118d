package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// classes are what the columns of the tables are declared to be.
var classes = []db.Class{db.ClassS, db.ClassA, db.ClassB, db.ClassC}

// A kept says where the house keeps a marked word.
type kept struct {
	class  db.Class
	at     string // table.column
	owner  string
	part   pana.Compartment
	clear  bool   // whoever has the page key reads it
	seenBy string // not kept: read by somebody in an answer, before it was known where it is kept
}

// classed are the classes of all columns.
func (k *canary) classed() map[string]db.Class {
	k.t.Helper()
	columns, err := db.Columns(k.House.Tables())
	if err != nil {
		k.t.Fatal(err)
	}
	all := map[string]db.Class{}
	for _, c := range columns {
		all[c.Table+"."+c.Name] = c.Class
	}
	return all
}

// finds asks the store where each word is kept: in cells as whoever has the page
// key reads them, in the sealed words of everyone who has a key, in what the
// house's own key opens, and in papers.
func (k *canary) finds() {
	k.t.Helper()
	class := k.classed()
	for n := range k.words {
		k.words[n].kept = slices.DeleteFunc(k.words[n].kept, func(p kept) bool { return p.seenBy == "" })
	}
	add := func(b []byte, p kept) {
		p.class = class[p.at]
		for n := range found(b) {
			if n < len(k.words) && !slices.Contains(k.words[n].kept, p) {
				k.words[n].kept = append(k.words[n].kept, p)
			}
		}
	}
	k.everyCell(func(table, column string, cell any) {
		text, ok := cell.([]byte)
		if !ok {
			text = fmt.Append(nil, cell)
		}
		add(text, kept{at: table + "." + column, clear: true})
	})
	var rings []*seal.Ring
	for _, who := range slices.Sorted(maps.Keys(k.actors)) {
		rings = append(rings, seal.RingFrom(k.As(who)))
	}
	ctx, papers := context.Background(), map[string]kept{}
	k.read(func(ctx context.Context, tx *db.Tx) error {
		return seal.EachWord(ctx, tx, rings, func(r seal.Resting) error {
			if r.Table == "documents" {
				papers[r.Row] = kept{at: "document_chunks.value", owner: string(r.Owner), part: r.Compartment}
			}
			add([]byte(r.Text), kept{at: "words.value", owner: string(r.Owner), part: r.Compartment})
			return nil
		})
	})
	for id, p := range papers {
		var code string
		k.read(func(ctx context.Context, tx *db.Tx) (err error) {
			code, err = db.Get[string](ctx, tx, `SELECT code FROM clients WHERE id = $1`, p.owner)
			return err
		})
		for _, who := range []string{"saule", "gulnar"} {
			if one, err := k.files.ViewDocument(k.As(who), code, pana.DocumentID(id)); err == nil && !one.Closed {
				var b bytes.Buffer
				if one.Stream(ctx, &b) == nil {
					add(b.Bytes(), p)
				}
				break
			}
		}
	}
	k.ofHouse(add)
}

// byClass counts the words that are kept, by the class of the column.
func (k *canary) byClass() map[db.Class]int {
	all := map[db.Class]int{}
	for _, w := range k.words {
		for _, c := range classes {
			if slices.ContainsFunc(w.kept, func(p kept) bool { return p.class == c && p.seenBy == "" }) {
				all[c]++
			}
		}
	}
	return all
}

// helps reports whether a form keeps words of a class of which there are too few.
func (k *canary) helps(route string, have map[db.Class]int) bool {
	for _, w := range k.words {
		if w.route == route && slices.ContainsFunc(w.kept, func(p kept) bool { return p.class != "" && have[p.class] < most() }) {
			return true
		}
	}
	return false
}

// relations are how everyone stands to a client, as the store says.
func (k *canary) relations(owner string) map[string]policy.Subject {
	all := map[string]policy.Subject{}
	has := func(q string, args ...any) bool { return k.count(q, args...) > 0 }
	var site pana.SiteID
	k.read(func(ctx context.Context, tx *db.Tx) (err error) {
		for _, q := range []string{`SELECT site_id FROM episodes WHERE client_id = $1`, `SELECT site_id FROM requests WHERE id = $1`} {
			sites, err := db.Select[pana.SiteID](ctx, tx, q, owner)
			if err != nil {
				return err
			}
			if len(sites) > 0 {
				site = sites[len(sites)-1]
			}
		}
		return err
	})
	young := has(`SELECT COUNT(*) FROM clients c JOIN sites s ON s.id = c.site_id WHERE c.id = $1 AND s.kind = 'youth-centre'`, owner) || has(`SELECT COUNT(*) FROM youth_arrivals WHERE id = $1`, owner) || has(`SELECT COUNT(*) FROM youth_told WHERE id = $1`, owner)
	if young {
		k.read(func(ctx context.Context, tx *db.Tx) (err error) {
			site, err = db.Get[pana.SiteID](ctx, tx, `SELECT site_id FROM clients WHERE id = $1 UNION SELECT site_id FROM youth_arrivals WHERE id = $1 UNION SELECT site_id FROM youth_told WHERE id = $1`, owner)
			return err
		})
	}
	present := has(`SELECT COUNT(*) FROM stays WHERE client_id = $1 AND until = ''`, owner)
	for who, actor := range k.actors {
		s := policy.Subject{Client: pana.ClientID(owner), Site: site, Present: present, Young: young}
		s.Assigned = has(`SELECT COUNT(*) FROM assignments WHERE client_id = $1 AND staff_id = $2 AND until = ''`, owner, string(actor.Staff))
		s.Conflicted = has(`SELECT COUNT(*) FROM conflicts WHERE client_id = $1 AND staff_id = $2 AND lifted_at = 0`, owner, string(actor.Staff))
		all[who] = s
	}
	return all
}

// may reports whether somebody may read a marked word at all, by where it is kept.
func (k *canary) may(who string, w markedWord, stand map[string]map[string]policy.Subject) bool {
	if w.who == who {
		return true // her own draft, at least
	}
	actor, ok := k.actors[who]
	if slices.IndexFunc(w.kept, func(p kept) bool { return p.seenBy == "" }) < 0 { // written over since: as others of its field
		w.kept = k.usual[w.route+" "+w.field]
	}
	for _, p := range w.kept {
		switch {
		case !ok:
		case p.part != "":
			if stand[p.owner] == nil {
				stand[p.owner] = k.relations(p.owner)
			}
			s := stand[p.owner][who]
			if k.count(`SELECT COUNT(*) FROM requests WHERE id = $1`, p.owner) > 0 && policy.Check(actor, policy.SeeRequests, policy.Subject{Site: s.Site}) == nil {
				return true
			}
			if k.ofShift(p.owner) && policy.May(actor, policy.SeeNight) {
				return true
			}
			if p.part == pana.Therapy {
				s.Author = k.Staff(w.who)
			}
			if policy.Reads(actor, p.part, s) {
				return true
			}
		case p.class == db.ClassC:
			return true
		case !p.clear:
			table, _, _ := strings.Cut(p.at, ".")
			if acts := readersOf[table]; acts != nil && !slices.ContainsFunc(acts, func(a policy.Act) bool { return policy.May(actor, a) }) {
				continue
			}
			return true // whoever works there; which of them sees which list, the table of acts says
		}
	}
	return false
}

// ofShift reports whether words belong to no client: what is said of the house in a
// handover, calls to it, and what happened there as a whole.
func (k *canary) ofShift(owner string) bool {
	return k.count(`SELECT COUNT(*) FROM handovers WHERE id = $1`, owner)+k.count(`SELECT COUNT(*) FROM phone_calls WHERE id = $1`, owner)+k.count(`SELECT COUNT(*) FROM incidents WHERE id = $1`, owner) > 0
}

// reads has everyone open every page there is, and every address that anybody was
// led to, and holds each word that stands there against the model.
func (k *canary) reads(about ...*stood) (pages, seen int) {
	k.t.Helper()
	stand, faults := map[string]map[string]policy.Subject{}, map[string]bool{}
	for _, w := range k.words {
		for _, p := range w.kept {
			if u := k.usual[w.route+" "+w.field]; p.seenBy == "" && !slices.Contains(u, p) && len(u) < 8 {
				k.usual[w.route+" "+w.field] = append(u, p)
			}
		}
	}
	shown := map[int]bool{}
	look := func(who, path string) {
		w := k.get(who, path)
		pages++
		k.outside(who+" opens "+path, w)
		for n := range found([]byte(html.UnescapeString(w.Body.String()))) {
			seen++
			shown[n] = true
			if n >= len(k.words) || !k.may(who, k.words[n], stand) {
				_, route := k.posts.Handler(httptest.NewRequest("GET", path, nil))
				if key := fmt.Sprint(who, route, k.words[n].route, k.words[n].field); !faults[key] {
					faults[key] = true
					k.t.Errorf("%s reads on %s (%d) a word that %s typed into %s of %s, kept %v", who, path, w.Code, k.words[n].who, k.words[n].field, k.words[n].route, k.words[n].kept)
				}
			}
		}
	}
	people := append(slices.Sorted(maps.Keys(k.actors)), "")
	for i, who := range people {
		paths := map[string]bool{}
		for _, a := range k.web.Addresses() {
			for j, s := range about {
				if j > 0 && i%4 > 0 && !proof.Long() {
					continue
				}
				if a.Method == "GET" && a.Path != "/calls/{id}" && !strings.HasPrefix(a.Path, "/static") {
					paths[strings.Replace(k.address(a.Path, s, k.actors[who], s.subject(who)), "{$}", "", 1)] = true
				}
			}
		}
		for j, path := range slices.Sorted(maps.Keys(k.pages)) {
			if !strings.HasPrefix(path, "/static") && !strings.HasPrefix(path, "/calls/") && (proof.Long() || (i+j)%24 == 0) {
				paths[path] = true
			}
		}
		for path := range paths {
			look(who, path)
		}
	}
	for _, w := range k.words {
		for _, p := range w.kept {
			if key := p.seenBy + p.at + w.route + w.field; p.seenBy != "" && !faults[key] && !k.may(p.seenBy, w, stand) {
				faults[key] = true
				k.t.Errorf("%s reads in %s a word that %s typed into %s of %s", p.seenBy, p.at, w.who, w.field, w.route)
			}
		}
	}
	if len(shown) < most() {
		k.t.Errorf("only %d words stand on any page: this proves little", len(shown))
	}
	return pages, seen
}

// elsewhere looks through the dump, the files and the log. In the dump words stand
// in columns of class C alone.
func (k *canary) elsewhere() (cells, files int) {
	k.t.Helper()
	class, wrong := k.classed(), map[string]int{}
	k.everyCell(func(table, column string, cell any) {
		cells++
		text, ok := cell.([]byte)
		if !ok {
			text = fmt.Append(nil, cell)
		}
		if marked.Match(text) && class[table+"."+column] != db.ClassC {
			wrong[table+"."+column]++
		}
	})
	for at, n := range wrong {
		k.t.Errorf("%s, of class %s, holds %d marked words in clear", at, class[at], n)
	}
	through := func(dir string) {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return err
			}
			b, err := os.ReadFile(path)
			files++
			if base := filepath.Base(path); base != "front.json" && marked.Match(b) || marked.MatchString(path) {
				k.t.Errorf("%s holds a marked word", filepath.Base(path))
			}
			return err
		})
		if err != nil {
			k.t.Error(err)
		}
	}
	if dir := k.Options().Dir; dir != "" {
		through(dir) // front.json holds the neutral host name, which every machine of the network sees
	}
	through(filepath.Dir(k.out))
	stick := k.t.TempDir()
	if _, err := backup.New(k.House).Run(k.As("saule"), stick, nil); err != nil {
		k.t.Error(err)
	}
	through(stick)
	if marked.MatchString(k.log.String()) {
		k.t.Errorf("the log holds a marked word: %.200q", marked.FindString(k.log.String()))
	}
	return cells, files
}

// export opens the export of the whole house with its key: every word of its open
// part is one that one of the two who agreed may read.
func (k *canary) export() (words int) {
	k.t.Helper()
	stand := map[string]map[string]policy.Subject{}
	k.Clock.Advance(forgiven)
	clear(k.keys)
	k.out = filepath.Join(k.t.TempDir(), "house.age") // now that everything has been typed
	status(k.t, k.post("saule", "/house/export", url.Values{"keys": {k.key.Recipient().String()}, "out": {k.out}, "own": {housetest.Passphrase("saule")},
		"name": {"marat"}, "second": {housetest.Passphrase("marat")}}), http.StatusOK)
	f, err := os.Open(k.out)
	if err != nil {
		k.t.Errorf("the house was not exported: %v", err)
		return 0
	}
	defer f.Close()
	plain, err := age.Decrypt(f, k.key)
	if err != nil {
		k.t.Fatal(err)
	}
	whole, err := io.ReadAll(plain)
	if err != nil {
		k.t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		k.t.Fatal(err)
	}
	for _, file := range z.File {
		if marked.MatchString(file.Name) {
			k.t.Errorf("the export has a file called %s", file.Name)
		}
		r, err := file.Open()
		if err != nil {
			k.t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			k.t.Fatal(err)
		}
		for n := range found(b) {
			words++
			if strings.HasPrefix(file.Name, "set/") {
				k.t.Errorf("the sealed set of the export holds a marked word in %s", file.Name)
			}
			if n >= len(k.words) || !k.may("saule", k.words[n], stand) && !k.may("marat", k.words[n], stand) {
				k.t.Errorf("the export holds in %s a word that %s typed into %s of %s", file.Name, k.words[n].who, k.words[n].field, k.words[n].route)
			}
		}
	}
	if words < most() {
		k.t.Errorf("the export holds only %d words", words)
	}
	return words
}
