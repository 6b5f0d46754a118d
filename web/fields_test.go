package web_test

import (
	"context"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// A field is a word of the client's file that stands nowhere else, and where the
// store keeps it.
type field struct {
	what, text, at string
	part           pana.Compartment
}

// fields opens every sealed word of the client that is one of told. Which part
// it belongs to is asked of the store, not of the page that shows it.
func (d *desk) fields() (list []field) {
	d.t.Helper()
	type row struct {
		Tbl   string           `db:"tbl"`
		Row   string           `db:"row"`
		Field string           `db:"field"`
		Part  pana.Compartment `db:"compartment"`
		Value []byte           `db:"value"`
	}
	var rows []row
	d.read(func(ctx context.Context, tx *db.Tx) (err error) {
		rows, err = db.Select[row](ctx, tx, `SELECT tbl, row, field, compartment, value FROM words WHERE owner = $1`, string(d.client.Client))
		return err
	})
	for _, r := range rows {
		for _, who := range []string{"saule", "gulnar"} {
			as := d.As(who)
			s, err := seal.RingFrom(as).Opener(as, seal.Owner(d.client.Client), d.Shelter.ID, r.Part)
			if err != nil {
				continue
			}
			plain, err := s.Open(r.Tbl, r.Row, r.Field, r.Value)
			if err != nil {
				continue
			}
			for what, text := range told {
				if strings.Contains(string(plain), text) {
					list = append(list, field{what, text, r.Tbl + "." + r.Field, r.Part})
				}
			}
			break
		}
	}
	return list
}

// about adds whose record a field is: private notes are their author's.
func (d *desk) about(s policy.Subject, f field) policy.Subject {
	if f.part == pana.Therapy {
		s.Author = d.Staff("gulnar")
	}
	return s
}

var linked = regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)

// walkThrough follows every link about the client from every page that who can
// reach without knowing an id, and returns what stood there.
func (d *desk) walkThrough(who string) (pages map[string]string) {
	d.t.Helper()
	pages = map[string]string{}
	var next []string
	for _, a := range d.web.Addresses() {
		if path := strings.ReplaceAll(a.Path, "{code}", d.client.Code); a.Method == "GET" && !strings.Contains(path, "{") && !strings.HasPrefix(path, "/static") {
			next = append(next, path)
		}
	}
	for ; len(next) > 0; next = next[1:] {
		path := next[0]
		if _, seen := pages[path]; seen || len(pages) > 600 {
			continue
		}
		w := d.get(who, path)
		text := html.UnescapeString(w.Body.String())
		pages[path] = text
		for _, m := range linked.FindAllStringSubmatch(w.Body.String(), -1) {
			if to := html.UnescapeString(m[1]); strings.Contains(to, d.client.Code) {
				next = append(next, to)
			}
		}
	}
	return pages
}

// Into every field of a file a word of its own was typed. Everyone of the cast
// goes through every page, export and picture that she can reach, as somebody's
// worker, as one of the same house, in conflict, and after the file was closed. A
// word is seen by nobody who may not read the part that it is kept in; and the
// heads and the workers of hers see every word of theirs on some page.
func TestMatrixOfFields(t *testing.T) {
	d := openDesk(t)
	d.tell()
	for who, role := range map[string]pana.Role{"raushan": pana.Nurse, "bolat": pana.Lawyer} {
		if err := d.files.Assign(d.As("saule"), d.client.Client, d.Staff(who), role); err != nil {
			t.Fatal(err)
		}
	}
	fields := d.fields()
	parts := map[pana.Compartment]bool{}
	for _, f := range fields {
		parts[f.part] = true
	}
	if len(fields) < 20 || len(parts) < 4 {
		t.Fatalf("only %d fields in %v", len(fields), parts)
	}
	people := housetest.Names()
	assigned, against := map[string]bool{"dina": true, "gulnar": true, "raushan": true, "bolat": true}, map[string]bool{}
	danger := map[string]pana.Compartment{"erlan": pana.Care} // whoever has opened a part in danger, for a day; see tell
	pages, asked, seen, dark := 0, 0, 0, map[string]bool{}
	look := func(relation string) {
		for _, who := range people {
			actor := pana.ActorFrom(d.As(who))
			subject := policy.Subject{Client: d.client.Client, Site: d.Shelter.ID, Assigned: assigned[who], Conflicted: against[who]}
			found := map[string]bool{}
			for path, text := range d.walkThrough(who) {
				pages++
				for _, f := range fields {
					asked++
					if !strings.Contains(text, f.text) {
						continue
					}
					found[f.what] = true
					seen++
					if !policy.Reads(actor, f.part, d.about(subject, f)) && (danger[who] != f.part || against[who]) {
						t.Errorf("%s: %s reads %q, kept in %s (%s), on %s", relation, who, f.what, f.part, f.at, path)
					}
				}
			}
			for _, f := range fields {
				if policy.Reads(actor, f.part, d.about(subject, f)) && policy.Check(actor, policy.OpenClient, subject) == nil && !found[f.what] {
					dark[fmt.Sprintf("%s (%s)", f.what, f.part)] = true
					if (who == "saule" || assigned[who] && who == "gulnar") && f.what != "why notes opened" { // told to its author by itself
						t.Errorf("%s: %s may read %q in %s, and no page shows it", relation, who, f.what, f.part)
					}
				}
			}
		}
	}
	look("her workers, and others of the house")
	for _, who := range []string{"dina", "raushan", "bolat"} {
		if err := d.files.Unassign(d.As("saule"), d.client.Client, d.Staff(who), pana.ActorFrom(d.As(who)).Grants[0].Role); err != nil {
			t.Fatal(err)
		}
		delete(assigned, who)
	}
	for _, who := range []string{"dina", "timur", "marat"} {
		if err := d.files.SetConflict(d.As("saule"), d.client.Client, d.Staff(who)); err != nil {
			t.Fatal(err)
		}
		against[who] = true
	}
	look("nobody's worker, or in conflict")
	if proof.Long() {
		if err := d.files.CloseEpisode(d.As("saule"), d.client.Client, d.House.Today(d.House.Now())); err != nil {
			t.Fatal(err)
		}
		clear(assigned)
		look("closed")
	}
	proof.Say(t, "fields x pages x people x relations", asked, 0, "%d fields in %d parts, %d pages, %d times a word was seen, each by one who may; shown on no page to some who may: %v",
		len(fields), len(parts), pages, seen, slices.Sorted(maps.Keys(dark)))
}
