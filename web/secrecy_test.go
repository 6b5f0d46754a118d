package web_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
)

// told are words of every kind that a file can hold, by where they are typed.
// Each is long or odd enough to stand nowhere by chance.
var told = map[string]string{
	"name to use":       "Қарлығаш",
	"full name":         "Үміткерова Қарлығаш",
	"alias":             "Qoshqanat",
	"contact":           "+7 700 918 27 36",
	"place":             "Жосалықұдық ауылы",
	"note":              "She hid the key under the third stone",
	"her own words":     "мені бақшаға қамап қойды",
	"therapy note":      "Dreams of the orchard wall",
	"session, shared":   "Modelled a heron of blue clay",
	"session, told":     "laylaklar qaytib keldi, men ham",
	"session, private":  "Counted the hinges under her breath",
	"interpreter":       "Шарофатхон Эшонқулова",
	"early childhood":   "A grandmother hid dried apricots for her",
	"opinion":           "Warmth until the fifth winter, then none",
	"school":            "Bowlby after a fashion of one's own",
	"why notes opened":  "Missing since the noon market bus",
	"why in danger":     "Saw him twice behind the bakery",
	"alert":             "Does not sleep with the door shut",
	"kin":               "Ырысалды Қозыбақова",
	"kin's contact":     "@irisaldi_sewing",
	"exploiter":         "Дүйсенқұл Бөрібаев",
	"remark":            "Drives a grey van with a dented door",
	"consent":           "Agreed with a nod, through her cousin",
	"title of a paper":  "Паспорт, страница три",
	"number of a paper": "N04417731-X",
	"a paper":           "the whole text of a paper about the orchard",
	"what happened":     "sold at the bazaar for forty sheep",
	"where":             "Қаражыра фермасы",
	"child":             "Айымжұлдыз",
	"arrival":           "Мехрибонжон",
	"request":           "Гулсанамхон",
	"who to call":       "+998 90 111 22 33",
	"as it was told":    "she is waiting by the blue gate",
	"draft":             "half a thought about the blue gate",
	"partner's contact": "partner@reedhouse.example",
	"colleague":         "Tolqynai",
	"phone":             "+7 701 555 04 04",

	"area":            "keeps bread beneath the pillow",
	"hers of an area": "мен тағы нан тығып қойдым",
	"early":           "asks for somebody before the week is over",
	"before":          "slept beside the oven of the bakery",
	"at home":         "her uncle drank away the winter wood",
	"missed":          "the postman counted every bruise",
	"risk":            "a cousin asks at the tram stop",
	"report":          "a voice behind the fence asked for her",
	"bond":            "speaks of them as if of rain",
	"safety plan":     "the word is quince, then walk away",
	"what helps":      "warm milk and a lamp near the stairs",
}

// tell types every word of told into the pages, as the people who would.
func (d *desk) tell() {
	d.t.Helper()
	leads := func(w *httptest.ResponseRecorder) {
		d.t.Helper()
		if w.Code != http.StatusSeeOther && w.Code != http.StatusNoContent && w.Code != http.StatusOK {
			d.t.Fatalf("status %d", w.Code)
		}
	}
	leads(d.post("dina", d.file("/edit"), d.edit(1, url.Values{"name-to-use": {told["name to use"]}, "name": {told["full name"]},
		"aliases": {told["alias"]}, "contact": {told["contact"]}, "place": {told["place"]}, "birth": {"07.03.2002"}})))
	leads(d.post("dina", d.file("/notes/new"), url.Values{"compartment": {"safety"}, "text": {told["note"]}, "told": {told["her own words"]}}))
	if err := d.files.Assign(d.As("saule"), d.client.Client, d.Staff("gulnar"), "psychologist"); err != nil {
		d.t.Fatal(err)
	}
	leads(d.post("gulnar", d.file("/notes/new"), url.Values{"compartment": {"therapy"}, "text": {told["therapy note"]}}))
	leads(d.post("gulnar", d.file("/sessions"), url.Values{"shared": {told["session, shared"]}, "told": {told["session, told"]},
		"private": {told["session, private"]}, "person_name": {told["interpreter"]}, "unasked": {"yes"}}))
	leads(d.post("gulnar", d.file("/therapy/early"), url.Values{"early_told": {told["early childhood"]}, "opinion": {told["opinion"]}, "school": {told["school"]}}))
	leads(d.post("gulnar", d.file("/instruments"), url.Values{"instrument": {"phq-9"}, "total": {"17"}, "language": {"kk"}, "thoughts": {"yes"}, "early": {"safety"}}))
	leads(d.post("saule", d.file("/break-glass"), url.Values{"reason": {told["why notes opened"]}, "passphrase": {housetest.Passphrase("saule")},
		"name": {"Marat"}, "second": {housetest.Passphrase("marat")}}))
	leads(d.post("erlan", d.file("/danger"), url.Values{"parts": {"care"}, "reason": {told["why in danger"]}, "passphrase": {housetest.Passphrase("erlan")}}))
	leads(d.post("dina", d.file("/alerts"), url.Values{"text": {told["alert"]}}))
	leads(d.post("dina", d.file("/people"), url.Values{"role": {"mother"}, "name": {told["kin"]}, "contact": {told["kin's contact"]}}))
	leads(d.post("dina", d.file("/people"), url.Values{"role": {casework.PossibleExploiter}, "name": {told["exploiter"]}, "note": {told["remark"]}}))
	leads(d.post("dina", d.file("/consents"), url.Values{"purpose": {"service-file"}, "answer": {"yes"}, "note": {told["consent"]}, "giver": {"herself"}}))
	leads(d.as("dina", sheet(d.file("/documents"), map[string]string{"kind": "passport", "title": told["title of a paper"], "number": told["number of a paper"]},
		told["name to use"]+".txt", strings.NewReader(strings.Repeat(told["a paper"]+"\n", 3000)))))
	leads(d.as("dina", sheet(d.file("/documents"), map[string]string{"kind": "drawing"}, "a.png", bytes.NewReader(drawing()))))
	leads(d.post("dina", d.file("/trafficking"), url.Values{"told": {told["what happened"]}, "place_0_kind": {"exploitation"}, "place_0_country": {"KZ"},
		"place_0_words": {told["where"]}}))
	leads(d.post("dina", d.file("/children/new"), url.Values{"name": {told["child"]}}))
	leads(d.post("timur", "/arrivals", url.Values{"name": {told["arrival"]}, "consent": {"yes"}, "bed": {string(d.bed)}}))
	leads(d.post("dina", "/requests", url.Values{"beds": {"1"}, "name": {told["request"]}, "contact": {told["who to call"]}, "told": {told["as it was told"]}}))
	leads(d.post("timur", "/drafts", url.Values{"draft": {"arrival"}, "name": {told["draft"]}}))
	leads(d.post("saule", "/organisations", url.Values{"name": {"River fund"}, "kind": {"ngo"}, "contact": {told["partner's contact"]}}))
	leads(d.post("saule", "/staff", url.Values{"name": {told["colleague"]}, "role": {"volunteer"}, "site": {string(d.Shelter.ID)}, "language": {"en"}}))
	leads(d.post("timur", "/settings", url.Values{"language": {"en"}, "on_call": {"yes"}, "phone": {told["phone"]}}))
	leads(d.post("dina", d.file("/assessment/areas/household"), url.Values{"level": {"2"}, "text": {told["area"]}, "told": {told["hers of an area"]}}))
	leads(d.post("dina", d.file("/assessment/override"), url.Values{"reason": {told["early"]}}))
	leads(d.post("dina", d.file("/before/harms"), url.Values{"harm_kind": {"neglect"}, "harm_told": {told["before"]}}))
	leads(d.post("dina", d.file("/before/household"), url.Values{"home_kind": {"alcohol"}, "home_text": {told["at home"]}}))
	leads(d.post("dina", d.file("/before/chances"), url.Values{"chance_kind": {"other"}, "chance_text": {told["missed"]}}))
	leads(d.post("dina", d.file("/risk"), url.Values{"number": {"0"}, "sought_text": {told["risk"]}}))
	leads(d.post("dina", d.file("/risk/contact"), url.Values{"kind": {"came"}, "text": {told["report"]}}))
	leads(d.post("gulnar", d.file("/risk/bond"), url.Values{"number": {"0"}, "level": {"strong"}, "text": {told["bond"]}}))
	leads(d.post("dina", d.file("/safety-plan"), url.Values{"number": {"0"}, "steps": {told["safety plan"]}}))
	leads(d.post("dina", d.file("/crisis-plan"), url.Values{"number": {"0"}, "helps": {told["what helps"]}}))
	leads(d.post("dina", "/clients/find", url.Values{"find": {told["alias"]}}))
}

// A needle is one way in which a word could stand somewhere.
type needle struct{ what, how, text string }

// needles are the ways in which each word of told could be written: as typed, in
// other letters, in two bytes a letter, wrapped for transport.
func needles() (all []needle) {
	words := map[string]string{"a picture": string(drawing()[33:60])}
	for what, text := range told {
		words[what] = text
	}
	for what, text := range words {
		add := func(how, text string) {
			if len(text) >= 6 {
				all = append(all, needle{what, how, text})
			}
		}
		add("as typed", text)
		add("in small letters", strings.ToLower(text))
		add("in capitals", strings.ToUpper(text))
		add("the middle of it", text[len(text)/4:len(text)-len(text)/4])
		units := utf16.Encode([]rune(text))
		var little, big []byte
		for _, u := range units {
			little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
		}
		add("in UTF-16", string(little))
		add("in UTF-16, the other way round", string(big))
		add("in hexadecimal", hex.EncodeToString([]byte(text)))
		for shift := range 3 { // whatever stands before it
			coded := base64.StdEncoding.EncodeToString(append(make([]byte, shift), text...))
			add("in base64", strings.TrimRight(coded, "=")[4:len(strings.TrimRight(coded, "="))-2])
		}
		add("for an address", url.QueryEscape(text))
		if what != "a picture" && !strings.ContainsAny(text, "+@0123456789") {
			for _, folded := range casework.Fold(text) {
				add("folded", folded)
			}
		}
	}
	return all
}

// A plain dump of every cell, made with the page key, holds no word that was
// sealed; nor does any file of the folder, while the house runs and afterwards,
// nor the log.
func TestCanaryInDumpFilesAndLog(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.tell()
	looking := needles()
	finds := func(where string, b []byte) {
		t.Helper()
		for _, n := range looking {
			if bytes.Contains(b, []byte(n.text)) {
				t.Errorf("%s holds %s, %s: %q", where, n.what, n.how, n.text)
			}
		}
	}
	cells := 0
	d.everyCell(func(table, column string, cell any) {
		cells++
		text, ok := cell.([]byte)
		if !ok {
			text = fmt.Append(nil, cell)
		}
		finds(table+"."+column, text)
	})
	if cells < 1000 {
		t.Errorf("the dump has only %d cells", cells)
	}
	// The dump is the real one: it holds the coded facts beside the words.
	if n := d.count(`SELECT COUNT(*) FROM clients WHERE code = $1 AND sex = 'female'`, d.client.Code); n != 1 {
		t.Error("the dump does not hold her code")
	}
	// And the words are there for whom they are meant.
	page := d.get("dina", d.file(""))
	says(t, page, told["name to use"], told["note"], told["her own words"], told["alert"])
	if strings.Contains(page.Body.String(), told["therapy note"]) {
		t.Error("a therapy note is open to the social worker")
	}
	files := 0
	everyFile := func(when string) {
		if d.Options().Dir == "" {
			return
		}
		err := filepath.WalkDir(d.Options().Dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return err
			}
			b, err := os.ReadFile(path)
			files++
			finds(filepath.Base(path)+" "+when, b)
			if bytes.Contains(b, []byte("SQLite format")) || bytes.Contains(b, []byte(d.client.Code)) {
				t.Errorf("%s %s: its pages are not encrypted", filepath.Base(path), when)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	everyFile("while the house runs")
	finds("the log", []byte(d.log.String()))
	status(t, d.post("dina", "/lock", nil), http.StatusSeeOther)
	everyFile("of a stopped house")
	if d.Options().Dir != "" && files < 4 {
		t.Errorf("only %d files were looked at", files)
	}
	proof.Say(t, "marked words typed into the pages", len(told), 0, "in %d spellings, none in %d cells, %d files, the log", len(looking), cells, files)
}

// The names of the tables that hold words say so; should somebody add a column
// for words beside the seal, its text would be found by the test above only if it
// were typed there. So every text column is looked at for anything that reads
// like a sentence.
func TestNoColumnHoldsASentence(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	d.tell()
	sentence := regexp.MustCompile(`\pL{3,} \pL{2,} \pL{2,}`)
	d.everyCell(func(table, column string, cell any) {
		if table+"."+column == "trail.wrote" {
			return // names of tables, until the line is laid
		}
		if text, ok := cell.(string); ok && table != "house" && sentence.MatchString(text) {
			t.Errorf("%s.%s holds a sentence: %q", table, column, text)
		}
	})
}

// everyCell calls f with every cell of every table, as a plain dump has them.
func (s *served) everyCell(f func(table, column string, cell any)) {
	s.t.Helper()
	s.everyRow(func(table string, columns []string, row []any) {
		for i, cell := range row {
			f(table, columns[i], cell)
		}
	})
}

// everyRow calls f with every row of every table. A row is another's at the next call.
func (s *served) everyRow(f func(table string, columns []string, row []any)) {
	s.t.Helper()
	for _, table := range s.tables() {
		s.read(func(ctx context.Context, tx *db.Tx) error {
			rows, err := tx.Rows(ctx, `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			defer rows.Close()
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			row, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			for rows.Next() {
				if err := rows.Scan(into...); err != nil {
					return err
				}
				f(table, columns, row)
			}
			return rows.Err()
		})
	}
}
