package look

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"example.org/pana"
)

// keys reads keys aloud as they are, so that a test sees which were asked for.
type keys struct{}

func (keys) T(key string, _ ...any) string { return "«" + key + "»" }

// draw renders c with children inside and returns its source.
func draw(t *testing.T, c templ.Component, children ...templ.Component) string {
	t.Helper()
	ctx := context.Background()
	if len(children) > 0 {
		ctx = templ.WithChildren(ctx, templ.Join(children...))
	}
	var b strings.Builder
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// each calls f for every element of src.
func each(t *testing.T, src string, f func(tag string, attr map[string]string)) {
	t.Helper()
	for z := html.NewTokenizer(strings.NewReader(src)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attr := map[string]string{}
			for _, a := range token.Attr {
				attr[a.Key] = a.Val
			}
			f(token.Data, attr)
		}
	}
}

var (
	r       = keys{}
	answers = []Option{{Value: "0-8", Text: "0–8"}, {Value: "48+", Text: "48+", Chosen: true}, {Value: "unknown", Text: "?", Lang: "ru"}}
	beds    = []Room{{Name: "Room 1", Beds: []Bed{
		{State: "in", Code: "KZ-26-417", Note: "asleep", URL: "/clients/KZ-26-417"},
		{State: "out", Code: "KZ-26-355"},
		{State: "free", Name: "bed C", Free: "bed-3"},
		{State: "shut", Name: "bed D"},
	}}}
	frame = PageData{R: r, Lang: "kk", Theme: Night, Title: "KZ-26-417", Who: "Director", MayPanic: true, Settings: "/settings",
		Note: "Invented data.", Nav: []Link{{Text: "Today", URL: "/today"}, {Text: "Clients", URL: "/clients", Here: true}}, Live: true,
		Bar: Thumb(r, ButtonData{Text: "New arrival", URL: "/arrivals/new"}, ButtonData{Text: "Incident", Look: "safety", URL: "/incidents/new"})}
)

// everything draws every part once, with all it can carry.
func everything(t *testing.T) map[string]string {
	long := templ.Raw("<p>inside</p>")
	return map[string]string{
		"Page":           draw(t, Page(frame), long),
		"Paper":          draw(t, Paper(frame), long),
		"Head":           draw(t, Head("Today", "Tuesday")),
		"Columns":        draw(t, Columns(long, long)),
		"Halves":         draw(t, Halves(long, long)),
		"Card":           draw(t, Card(CardData{ID: "c", Title: "Beds", Aside: "8 of 11"}), long),
		"Section":        draw(t, Section(CardData{ID: "s", Title: "Who is in"}), long),
		"Alerts":         draw(t, Alerts(r, []Alert{{Kind: "safety", Bold: "A car at the gate", When: "23:40"}, {Kind: "care", Icon: "pill", Code: "KZ-26-417", Text: "tablet", URL: "/clients/KZ-26-417"}, {Kind: "note", Text: "x"}})),
		"Notice":         draw(t, Notice("care", "This bed is taken.")),
		"Counts":         draw(t, Counts([]Count{{Label: "In", N: "7"}, {Label: "Free", N: "2", URL: "/beds"}})),
		"RoomList":       draw(t, RoomList(r, beds)),
		"RoomMap":        draw(t, RoomMap(r, beds)),
		"Lines":          draw(t, Lines(r, []Line{{Track: "court", Code: "KZ-26-402", Title: "hearing", Strong: true, Quiet: "14:30", Tag: "Court", Button: &ButtonData{Text: "Read", URL: "/x"}}})),
		"Phones":         draw(t, Phones([]Phone{{"Director", "+7 700 000 00 17"}})),
		"WhoCanSee":      draw(t, WhoCanSee([]Seer{{"Health", "You, nurse"}})),
		"Ident":          draw(t, Ident(IdentData{Code: "KZ-26-417", NameLabel: "Show", Name: "Kelesi", Facts: []Fact{{"Bed", "A", "/beds"}}})),
		"FactRows":       draw(t, FactRows([]Fact{{"Bed", "A", ""}})),
		"Words":          draw(t, Words("“I draw.”", "4 October", "uz")),
		"Dots":           draw(t, Dots([]string{"cooks for ten"})),
		"Code":           draw(t, Code("KZ-26-417")),
		"Tag":            draw(t, Tag("now", "teal")),
		"See":            draw(t, See("You")),
		"Empty":          draw(t, Empty("Nobody is waiting.")),
		"More":           draw(t, More("How it was counted"), long),
		"Progress":       draw(t, Progress(ProgressData{ID: "p", Label: "Reading", Done: 3, Of: 9, Text: "3 of 9"})),
		"StageStrip":     draw(t, StageStrip(r, []Stage{{"Arrival", "12 August", true, false}, {"Trust", "", false, true}, {"Plan", "", false, false}})),
		"Tracks":         draw(t, Tracks(r, lanes)),
		"Timeline":       draw(t, Timeline([]Event{{Track: "court", Title: "Hearing", When: "10 November", Text: "…", Lang: "uz", Who: "You", URL: "/x", Body: long}})),
		"Table":          draw(t, Table(TableData{Caption: "Reports", Columns: []Column{{Text: "Whom", Sort: "/r?by=whom", Sorted: "ascending"}, {Text: "n", Numeric: true}}, Rows: []Row{{Cells: []Cell{{Text: "City"}, {Text: "few", Held: true}}, Mine: true}}, Stack: true, Foot: "n = 41"})),
		"SubNav":         draw(t, SubNav("Parts", frame.Nav)),
		"SideNav":        draw(t, SideNav("Settings", frame.Nav)),
		"Back":           draw(t, Back("Clients", "/clients")),
		"Pager":          draw(t, Pager(r, "/a", "/b")),
		"FindBox":        draw(t, FindBox(r, "/clients/find", "Name", "")),
		"PostButton":     draw(t, PostButton("/rounds", "site", "s1", ButtonData{Text: "I have been round"})),
		"Acts":           draw(t, Acts(ButtonData{Text: "Save", Name: "go", Value: "on"}, ButtonData{Text: "Not now", URL: "/"})),
		"Form":           draw(t, Form(FormData{Action: "/arrivals", Draft: "arrival", Files: true}), DraftLine(r)),
		"ErrorSummary":   draw(t, ErrorSummary(r, []Fault{{"bed", "Choose a bed"}, {"", "Try again"}})),
		"Differs":        draw(t, Differs(r, []Diff{{"Bed", "A", "B"}})),
		"Chips":          draw(t, Chips(r, ChipsData{Name: "age_band", Num: 4, Title: "Age", Hint: "About", Error: "Choose", Seen: "You", Options: answers})),
		"Checkboxes":     draw(t, Checkboxes(r, ChipsData{Name: "fields", Title: "Fields", Options: answers})),
		"Radios":         draw(t, Radios(r, ChipsData{Name: "why", Title: "Why", Options: answers})),
		"Field":          draw(t, Field(r, FieldData{Name: "name", Num: 2, Label: "Name", Hint: "Any", Error: "Too long", Seen: "You", Value: "Aru"})),
		"area":           draw(t, Field(r, FieldData{Name: "note", Kind: "area", Label: "Note", Value: "</textarea><b>"})),
		"file":           draw(t, Field(r, FieldData{Name: "photo", Kind: "file", Label: "Picture", Accept: "image/*"})),
		"Select":         draw(t, Select(r, SelectData{Name: "country", Label: "Country", None: "Not known", Options: answers, Error: "Choose"})),
		"DateField":      draw(t, DateField(r, DateData{Name: "day", Label: "Day", Value: Written("2026-11-23"), Error: "Which day?"})),
		"FuzzyField":     draw(t, FuzzyField(r, FuzzyFieldData{Name: "since", Label: "Since", Hint: "About", Value: "1991", How: pana.Before, Error: "Which year?"})),
		"SourceQuestion": draw(t, SourceQuestion(r, pana.Provenance{Source: pana.ClientSaid, Interpreted: true})),
	}
}

var lanes = TracksData{From: "2026-08-01", Until: "2027-01-31", Today: "2026-11-23", Ticks: []Tick{{"2026-08-01", "Aug"}}, Tracks: []Track{
	{Kind: "papers", Name: "Papers", Now: "Waiting", Done: []pana.Date{"2026-11-03", "2026-08-20"}, Planned: []pana.Date{"2027-01-08"}},
	{Kind: "learning", Name: "Learning", Now: "Reading", Done: []pana.Date{"2026-10-06"}, Running: true, URL: "/learning"},
}}

func TestNothingIsInlineAndNothingComesFromOutside(t *testing.T) {
	for name, src := range everything(t) {
		each(t, src, func(tag string, attr map[string]string) {
			if tag == "style" || tag == "script" && attr["src"] == "" {
				t.Errorf("%s holds a <%s>", name, tag)
			}
			for key, value := range attr {
				if key == "style" || strings.HasPrefix(key, "on") {
					t.Errorf("%s: <%s %s>", name, tag, key)
				}
				if slices.Contains([]string{"src", "href", "action"}, key) && !regexp.MustCompile(`^(/|#|tel:)`).MatchString(value) {
					t.Errorf("%s: <%s %s=%q> leaves the house", name, tag, key, value)
				}
			}
		})
	}
}

func TestEveryFieldHasItsLabelAndEveryPointerItsTarget(t *testing.T) {
	for name, src := range everything(t) {
		have, labelled := map[string]bool{}, map[string]bool{}
		each(t, src, func(tag string, attr map[string]string) {
			if attr["id"] != "" && have[attr["id"]] {
				t.Errorf("%s: id %q stands twice", name, attr["id"])
			}
			have[attr["id"]] = true
			labelled[attr["for"]] = true
		})
		each(t, src, func(tag string, attr map[string]string) {
			for _, id := range strings.Fields(attr["aria-describedby"] + " " + attr["aria-labelledby"]) {
				if !have[id] {
					t.Errorf("%s: <%s> points at %q, which is not there", name, tag, id)
				}
			}
			if field := tag == "input" || tag == "select" || tag == "textarea" || tag == "progress"; field && attr["type"] != "hidden" && !labelled[attr["id"]] {
				t.Errorf("%s: <%s name=%s> has no label", name, tag, attr["name"])
			}
			if tag == "svg" && attr["aria-hidden"] != "true" && attr["aria-label"] == "" {
				t.Errorf("%s: a drawing is neither named nor hidden", name)
			}
		})
	}
}

func TestWhatAPersonWroteNeverBecomesMarkup(t *testing.T) {
	const trap = `"><script>x</script>`
	for name, src := range map[string]string{
		"area":   draw(t, Field(r, FieldData{Name: "n", Kind: "area", Value: "</textarea>" + trap})),
		"text":   draw(t, Field(r, FieldData{Name: "n", Value: trap, Label: trap, Error: trap})),
		"chip":   draw(t, Chips(r, ChipsData{Name: trap, Title: trap, Options: []Option{{Value: trap, Text: trap}}})),
		"line":   draw(t, Lines(r, []Line{{Title: trap, URL: trap, Code: trap}})),
		"reveal": draw(t, Reveal("Show", trap)),
		"table":  draw(t, Table(TableData{Caption: trap, Columns: []Column{{Text: trap}, {Text: trap}}, Rows: []Row{{Cells: []Cell{{Text: trap}, {Text: trap}}}}})),
	} {
		each(t, src, func(tag string, _ map[string]string) {
			if tag == "script" {
				t.Errorf("%s: a script came through", name)
			}
		})
	}
}

func TestAPasswordIsNeverGivenBack(t *testing.T) {
	if src := draw(t, Field(r, FieldData{Name: "passphrase", Kind: "password", Value: "seven quiet words"})); strings.Contains(src, "quiet") {
		t.Error(src)
	}
}

func TestSomeoneNotSignedInSeesNoWayAroundAndNoVeil(t *testing.T) {
	src := draw(t, Page(PageData{R: r, Lang: "ru", Title: "Sign in"}))
	for _, part := range []string{"/sign-out", "/lock", "data-lock-after", `id="veil"`, "<nav", "htmx"} {
		if strings.Contains(src, part) {
			t.Errorf("the page holds %s", part)
		}
	}
}

func TestOnlyWhoMayStopTheHouseSeesTheSign(t *testing.T) {
	p := frame
	p.MayPanic = false
	if strings.Contains(draw(t, Page(p)), `action="/lock"`) {
		t.Error("the sign is there")
	}
	if !strings.Contains(draw(t, Page(frame)), `action="/lock"`) {
		t.Error("the sign is missing")
	}
}

func TestAFreeBedIsMarkedInEveryDrawing(t *testing.T) {
	for name, src := range map[string]string{
		"map": draw(t, RoomMap(r, beds)), "list": draw(t, RoomList(r, beds)),
		"chips":  draw(t, Chips(r, ChipsData{Name: "bed", Options: []Option{{Value: "bed-3", Free: "bed-3"}, {Value: "x"}}})),
		"radios": draw(t, Radios(r, ChipsData{Name: "bed", Options: []Option{{Value: "bed-3", Free: "bed-3"}, {Value: "x"}}})),
	} {
		if n := strings.Count(src, "data-free-bed"); n != 1 || !strings.Contains(src, `data-free-bed="bed-3"`) {
			t.Errorf("%s marks %d free beds: %s", name, n, src)
		}
	}
}

func TestALaneKeepsItsSignsBetweenItsEnds(t *testing.T) {
	for _, tt := range []struct {
		name string
		day  pana.Date
		want string
	}{
		{"a day before the lane stands at its start", "2020-01-01", "0.0%"},
		{"the first day is the start", "2026-08-01", "0.0%"},
		{"a day in the middle", "2026-10-31", "49.7%"},
		{"a day after the lane stands at its end", "2031-01-01", "100.0%"},
	} {
		if got := lanes.x(tt.day); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := (TracksData{From: "2026-08-01", Until: "2026-08-01"}).x("2026-08-01"); got != "0.0%" {
		t.Errorf("a lane without length: %s", got)
	}
	from, to, wait := lanes.span(lanes.Tracks[0])
	if from != "2026-08-20" || to != "2026-11-03" || wait != "2027-01-08" {
		t.Errorf("papers run from %s to %s and wait until %s", from, to, wait)
	}
	if _, to, _ := lanes.span(lanes.Tracks[1]); to != lanes.Today {
		t.Errorf("a running track ends on %s, not today", to)
	}
}

func TestTwoAnswersNeverShareAnID(t *testing.T) {
	seen := map[string]string{}
	for _, v := range []string{"48+", "48", "48-", "48x2b", "қ", "a b", "ab", ""} {
		got := id("age", v)
		if v2, ok := seen[got]; ok && !(v == "48x2b" || v2 == "48x2b") {
			t.Errorf("%q and %q are both %s", v, v2, got)
		}
		seen[got] = v
	}
}

func TestEveryVendoredClassIsInTheSlimmedRules(t *testing.T) {
	css, err := os.ReadFile("../static/vendor/govuk.css")
	if err != nil {
		t.Fatal(err)
	}
	ours, _ := filepath.Glob("../static/css/*.css")
	for _, name := range ours {
		b, _ := os.ReadFile(name)
		css = append(css, b...)
	}
	for name, src := range everything(t) {
		each(t, src, func(_ string, attr map[string]string) {
			for _, class := range strings.Fields(attr["class"]) {
				if regexp.MustCompile(`^(govuk|moj)-`).MatchString(class) && !strings.Contains(string(css), "."+class) && class != "moj-timeline__header" {
					t.Errorf("%s uses %s, which vendor.mjs threw away", name, class)
				}
			}
		})
	}
}
