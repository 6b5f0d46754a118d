package web_test

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/forms"
	"example.org/pana/health"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/plan"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/therapy"
)

// things are the ids of everything in a client's file, by the word of an address
// that stands before them.
func (s *stood) things() map[string][]string {
	all := map[string][]string{}
	for word, id := range s.other {
		all[word] = append(all[word], id)
	}
	for word, parts := range map[string]map[pana.Compartment]string{"documents": s.papers, "notes": s.notes, "lines": s.lines, "steps": s.steps, "forms": s.forms} {
		for _, id := range parts {
			all[word] = append(all[word], id)
		}
	}
	return all
}

var idForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f-]{27}$`)

// anything is a form that has something in every field that chapters ask for, so
// that an act is not refused for want of a word before it looks at its ids.
func anything() url.Values {
	f := url.Values{"version": {"1"}, "number": {"1"}, "compartment": {"care"}}
	for _, field := range strings.Fields("text told reason note words because name title where what goal ending shared private closing") {
		f.Set(field, "An ordinary word.")
	}
	for field, value := range map[string]string{"state": "done", "yes": "yes", "answer": "yes", "given": "yes", "agreed": "yes", "kind": "other", "result": "done",
		"outcome": "done", "on": "23.11.2026", "until": "31.12.2026", "minutes": "5", "reached": "yes", "source": "client", "end": "stopped", "step": "asked", "amount": "5"} {
		f.Set(field, value)
	}
	return f
}

// onceForm is what a page draws anew each time: the key of a form, and the words
// under which a file is sealed.
var onceForm = regexp.MustCompile(`name="(?:once|words)" value="[^"]*"|words-aloud"[^>]*><b>[^<]*`)

// plain is a page without what is drawn anew each time.
func plain(w *httptest.ResponseRecorder) string {
	return onceForm.ReplaceAllString(w.Body.String(), "")
}

// Whoever may open her own client's file writes an id of somebody else's record
// into its address: it is an id of nothing, whatever the chapter, and nothing
// happens to either.
func TestTheIdOfAnotherFileIsTheIdOfNothing(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine, never, asked := c.clients[0], "0190a1b2-0000-7000-8000-000000000000", 0
	subject := func(name string) policy.Subject { return mine.subject(name) }
	for _, theirs := range []*stood{c.clients[1], c.clients[4]} {
		for _, a := range c.web.Addresses() {
			at := strings.Index(a.Path, "/{id}")
			if a.Open || at < 0 || !strings.HasPrefix(a.Path, "/clients/{code}/") {
				continue
			}
			word := a.Path[strings.LastIndex(a.Path[:at], "/")+1 : at]
			for _, id := range theirs.things()[word] {
				if !idForm.MatchString(id) {
					continue
				}
				for name, actor := range c.actors {
					if policy.Check(actor, a.Act, subject(name)) != nil {
						continue
					}
					ask := func(id string) *httptest.ResponseRecorder {
						path := strings.NewReplacer("{code}", mine.code, "{id}", id).Replace(a.Path)
						if a.Method == "GET" {
							return c.get(name, path)
						}
						return c.post(name, path, anything())
					}
					asked++
					before := c.rows(looks...)
					w, none := ask(id), ask(never)
					if w.Code != none.Code || strings.ReplaceAll(plain(w), id, never) != plain(none) {
						t.Errorf("%s %s: %s can tell a record of %s from none: %d and %d", a.Method, a.Path, name, theirs.name, w.Code, none.Code)
					}
					if w.Code < 400 || w.Code >= 500 {
						t.Errorf("%s %s: %s about %s: status %d", a.Method, a.Path, name, theirs.name, w.Code)
					}
					if diff := cmp.Diff(before, c.rows(looks...)); diff != "" {
						t.Errorf("%s %s: %s wrote something:\n%s", a.Method, a.Path, name, diff)
					}
				}
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d questions", asked)
	}
}

var fieldForm = regexp.MustCompile(`<(?:input|select|textarea)[^>]* name="([a-z0-9_.-]+)"`)

// No form takes an id of another file into hers, whatever field it stands in.
func TestNoFormTakesAnIdOfAnotherFile(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine, theirs := c.clients[0], c.clients[4]
	fields := map[string]bool{}
	for _, a := range c.web.Addresses() {
		if a.Method != "GET" || !strings.HasPrefix(a.Path, "/clients/{code}") {
			continue
		}
		for _, m := range fieldForm.FindAllStringSubmatch(c.ask("saule", a, mine, mine.subject("saule")).Body.String(), -1) {
			fields[m[1]] = true
		}
	}
	if len(fields) < 100 {
		t.Fatalf("only %d fields", len(fields))
	}
	var foreign []string
	for _, ids := range theirs.things() {
		for _, id := range ids {
			if idForm.MatchString(id) && !slices.Contains(foreign, id) {
				foreign = append(foreign, id)
			}
		}
	}
	slices.Sort(foreign)
	for _, a := range c.web.Addresses() {
		if a.Method != "POST" || !strings.HasPrefix(a.Path, "/clients/{code}") || strings.Contains(a.Path, "/conflict") {
			continue
		}
		who := "saule"
		if policy.Check(c.actors[who], a.Act, mine.subject(who)) != nil {
			who = "gulnar"
		}
		for _, id := range foreign {
			f := anything()
			for field := range fields {
				if f.Get(field) == "" && (strings.Contains(field, "person") || strings.Contains(field, "id") || slices.Contains(
					strings.Fields("who doctor lawyer contact line step document paper consent session work course term ask prescriber escort_person receives employer"), field)) {
					f.Set(field, id)
				}
			}
			path := c.address(a.Path, mine, c.actors[who], mine.subject(who))
			if w := c.post(who, path, f); w.Code >= 500 {
				t.Errorf("%s: status %d", a.Path, w.Code)
			}
		}
	}
	for _, table := range c.tables() {
		if slices.Contains(looks, table) {
			continue
		}
		columns := c.columns(table)
		if !slices.Contains(columns, "client_id") {
			continue
		}
		for _, column := range columns {
			for _, id := range foreign {
				if n := c.count(`SELECT COUNT(*) FROM `+table+` WHERE client_id = $1 AND CAST(`+column+` AS TEXT) = $2`, c.id(mine), id); n > 0 {
					t.Errorf("%s.%s of one file holds an id of another", table, column)
				}
			}
		}
	}
}

func (s *served) columns(table string) (names []string) {
	s.t.Helper()
	s.read(func(ctx context.Context, tx *db.Tx) (err error) {
		q := `SELECT name FROM pragma_table_info($1)`
		if tx.Engine == db.Postgres {
			q = `SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1`
		}
		names, err = db.Select[string](ctx, tx, q, table)
		return err
	})
	return names
}

// everything reads every page there is as name, by its address.
func (c *crowd) everything(name string, about ...*stood) map[string]string {
	c.t.Helper()
	pages := map[string]string{}
	for _, a := range c.web.Addresses() {
		if a.Method != "GET" || a.Open || a.Path == "/calls/{id}" { // where a clock runs
			continue
		}
		if !strings.Contains(a.Path, "{code}") {
			w := c.ask(name, a, c.clients[0], policy.Subject{})
			pages[a.Path] = http.StatusText(w.Code) + plain(w)
			if strings.HasPrefix(a.Path, "/complaints") { // the numbers of empty slips are drawn at random
				pages[a.Path] = slipNumber.ReplaceAllString(pages[a.Path], "a slip")
			}
			continue
		}
		for _, s := range about {
			w := c.ask(name, a, s, s.subject(name))
			pages[strings.Replace(a.Path, "{code}", s.code, 1)] = http.StatusText(w.Code) + plain(w)
		}
	}
	return pages
}

var slipNumber = regexp.MustCompile(`\b[0-9A-Z]{4}-[0-9A-Z]{4}\b`)

// What a reader may not know of changes nothing on any page of hers, not a count,
// not a mark, not an order.
func TestWhatMayNotBeKnownChangesNoPage(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine, fled := c.clients[0], c.clients[4]
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	goals, court := plan.New(c.House, c.files), legal.New(c.House, c.files)
	var seen map[string]map[string]string
	before := func(names ...string) {
		seen = map[string]map[string]string{}
		for _, name := range names {
			c.everything(name, mine, fled) // what she has looked at is no longer new
			seen[name] = c.everything(name, mine, fled)
		}
	}
	th, shelf := therapy.New(c.House, c.files), forms.New(c.House, c.files)
	own, _, err := shelf.Keep(c.As("saule"), bytes.NewReader(xlsx(t, map[string][][]string{"survey": {{"type", "name", "label"}, {"text", "bird", "Which bird?"}}})), pana.Therapy)
	must(err)
	c.Clock.Advance(5 * time.Hour) // so that there is news
	clear(c.keys)
	for _, secret := range []struct {
		name    string
		happens func()
		readers []string
	}{
		{"a bond", func() {
			must(c.needs.RecordBond(c.As("gulnar"), c.id(mine), assessment.Bond{Level: "strong", Text: "Speaks of them as if of rain."}))
		}, []string{"dina", "erlan", "timur", "raushan", "bolat", "kamila", "oleg"}},
		{"what a psychologist keeps to herself", func() {
			_, err := th.Write(c.As("gulnar"), c.id(mine), casework.NewNote{Text: "The bird had no door."})
			must(err)
			c.early(c.id(mine))
			c.measure(c.id(mine))
		}, []string{"saule", "marat", "dina", "erlan", "timur", "raushan", "bolat"}},
		{"a note and a form of a psychologist's own", func() {
			gulnar := c.As("gulnar")
			_, err := c.files.WriteNote(gulnar, c.id(mine), casework.NewNote{Compartment: pana.Therapy, Text: "The bird had no door."})
			must(err)
			an, err := shelf.Start(gulnar, c.id(mine), own)
			must(err)
			_, err = shelf.Turn(gulnar, c.id(mine), an, forms.Turn{Values: url.Values{"bird": {"a swallow"}}, Version: 1, Finish: true})
			must(err)
			again, err := shelf.Correct(gulnar, c.id(mine), an)
			must(err)
			must(shelf.Discard(gulnar, c.id(mine), again, 1))
		}, []string{"saule", "marat", "dina", "erlan", "timur", "raushan", "bolat"}},
		{"a complaint", func() {
			_, err := health.New(c.House, c.files).Complain(c.As("raushan"), c.id(mine), health.NewComplaint{Kind: "teeth"})
			must(err)
		}, []string{"gulnar", "bolat", "erlan", "timur"}},
		{"a line and a step of the plan about health", func() {
			line, err := goals.AddLine(c.As("dina"), c.id(mine), plan.NewLine{Area: "health", Goal: "No pain when chewing.", Urgent: true})
			must(err)
			_, err = goals.AddStep(c.As("dina"), c.id(mine), line, plan.NewStep{What: "A dentist.", When: pana.Fuzzy{Earliest: "2026-11-24", Latest: "2026-11-24", Precision: "day"}, Out: true})
			must(err)
		}, []string{"gulnar", "bolat", "erlan", "timur"}},
		{"what an assessment says of health", func() {
			must(c.needs.Sit(c.As("dina"), c.id(mine), assessment.Sitting{Area: "emotional", Level: 3})) // a round is begun
			before("gulnar", "bolat", "erlan", "timur", "raushan")
			must(c.needs.Sit(c.As("dina"), c.id(mine), assessment.Sitting{Area: "health", Level: 1, Urgency: "now", Text: "A tooth hurts."}))
		}, []string{"bolat", "erlan", "timur", "raushan"}},
		{"a form about health", func() {
			_, err := shelf.Start(c.As("dina"), c.id(mine), forms.FormID(c.thing["form/"+string(pana.Health)]))
			must(err)
		}, []string{"gulnar", "bolat", "timur"}},
		{"a medicine", func() {
			_, err := health.New(c.House, c.files).Prescribe(c.As("raushan"), c.id(mine), health.Prescription{Name: "Zinc", Times: []string{"12:00"}})
			must(err)
		}, []string{"gulnar", "bolat", "erlan"}},
		{"a paper and a day in court", func() {
			_, err := court.AddPaper(c.As("bolat"), c.id(mine), legal.NewPaper{Kind: "passport", Expires: "2026-12-01"})
			must(err)
			trial, err := court.OpenCase(c.As("bolat"), c.id(mine), legal.CaseFacts{Kind: "civil"}, casework.Someone{})
			must(err)
			must(court.AddDeadline(c.As("bolat"), c.id(mine), trial, legal.Deadline{Due: "2026-11-25"}))
		}, []string{"gulnar", "raushan", "erlan", "timur"}},
		{"how a return goes on", func() {
			must(court.Agree(c.As("dina"), c.id(mine), legal.Yes, false, "", "I want to go."))
			must(court.AskException(c.As("dina"), c.id(mine), "An aunt, and nobody else."))
		}, []string{"raushan", "bolat", "erlan", "timur"}},
		{"everything in a file that is kept from the heads", func() { c.live(fled) }, []string{"saule", "marat", "timur", "bolat"}},
	} {
		before(secret.readers...)
		c.Clock.Advance(time.Second)
		secret.happens()
		for _, name := range secret.readers {
			after := c.everything(name, mine, fled)
			for _, path := range slices.Sorted(maps.Keys(after)) {
				if strings.HasSuffix(path, "/trail") { // her own looks stand there too
					if was, is := strings.Count(seen[name][path], "Gulnar"), strings.Count(after[path], "Gulnar"); is > was && !slices.Contains(secret.readers, "gulnar") {
						t.Errorf("%s: %s reads on %s that Gulnar did something: %d lines, and %d before", secret.name, name, path, is, was)
					}
					continue
				}
				if strings.HasSuffix(path, "/trail/sheet") { // and so do the looks of readers before her
					if was, is := strings.Count(seen[name][path], "psychologist"), strings.Count(after[path], "psychologist"); is > was && !slices.Contains(secret.readers, "gulnar") {
						t.Errorf("%s: %s reads on %s that a psychologist did something", secret.name, name, path)
					}
					continue
				}
				if path == "/house/looks" { // and there what the readers themselves have opened meanwhile
					if was, is := looksOn(seen[name][path], secret.readers), looksOn(after[path], secret.readers); !maps.Equal(was, is) {
						t.Errorf("%s: %s counts %v on %s, and %v before", secret.name, name, is, path, was)
					}
					continue
				}
				if seen[name][path] != after[path] {
					t.Errorf("%s: %s sees on %s that it happened:\n%s", secret.name, name, path, cmp.Diff(strings.Split(seen[name][path], "\n"), strings.Split(after[path], "\n")))
				}
			}
		}
	}
}

var lookLine = regexp.MustCompile(`moj-timeline__title">([^<]*)</h3></div><p class="moj-timeline__date">(\d+)<`)

// looksOn are the numbers on the page of looks of everyone but readers.
func looksOn(page string, readers []string) map[string]string {
	all := map[string]string{}
	for _, m := range lookLine.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(readers, strings.ToLower(m[1])) {
			all[m[1]] = m[2]
		}
	}
	return all
}

// live has Dina do whatever is done in a file, to one.
func (c *crowd) live(s *stood) {
	c.t.Helper()
	dina, id := c.As("dina"), c.id(s)
	l, p, f, n, h := legal.New(c.House, c.files), plan.New(c.House, c.files), followup.New(c.House, c.files, c.beds), learning.New(c.House, c.files), health.New(c.House, c.files)
	trial, err := l.OpenCase(dina, id, legal.CaseFacts{Kind: "criminal"}, casework.Someone{})
	for _, act := range []func() error{
		func() error { return err },
		func() error {
			_, err := l.AddHearing(dina, id, trial, legal.HearingFacts{On: "2026-11-24"}, casework.Someone{})
			return err
		},
		func() error { return l.AddDeadline(dina, id, trial, legal.Deadline{Due: "2026-11-25"}) },
		func() error {
			_, err := l.AddPaper(dina, id, legal.NewPaper{Kind: "passport", State: "has", Expires: "2026-12-01"})
			return err
		},
		func() error { return l.AskException(dina, id, "An aunt, and nobody else.") },
		func() error {
			line, err := p.AddLine(dina, id, plan.NewLine{Area: "family", Goal: "An ordinary life."})
			if err == nil {
				_, err = p.AddStep(dina, id, line, plan.NewStep{What: "A letter.", When: pana.Fuzzy{Earliest: "2026-11-24", Latest: "2026-11-24", Precision: "day"}})
			}
			return err
		},
		func() error { return p.SetDestination(dina, id, "here", "2026-11-25", 0) },
		func() error {
			_, err := f.PrepareExit(dina, id, followup.Plan{Kind: "own-housing", On: "2026-11-24"})
			return err
		},
		func() error { return f.ProposeExit(dina, id, 1) },
		func() error { _, err := n.WishCourse(dina, id, learning.Wish{Kind: "art"}); return err },
		func() error { _, err := h.PlanAppointment(dina, id, health.Plan{On: "2026-11-24"}); return err },
		func() error {
			_, err := c.files.WriteNote(dina, id, casework.NewNote{Compartment: pana.Care, Text: "An ordinary day."})
			return err
		},
		func() error {
			_, err := c.files.RaiseAlert(dina, id, casework.NewAlert{Text: "Asks for tea."})
			return err
		},
		func() error {
			_, err := c.files.AddPerson(dina, id, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Rustem Dosov"})
			return err
		},
		func() error {
			_, err := c.beds.SetTerm(dina, id, residence.NewTerm{Payer: "local", Until: "2026-12-02"})
			return err
		},
		func() error {
			return c.needs.Report(dina, id, assessment.Report{Kind: "came", Text: "A voice behind the fence."})
		},
	} {
		if err := act(); err != nil {
			c.t.Error(err)
		}
	}
}
