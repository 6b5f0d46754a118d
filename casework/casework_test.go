package casework

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

func TestNothingIsNeededToMakeAFile(t *testing.T) {
	w := open(t)
	a := w.come("timur", NewClient{})
	f, err := w.Open(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	if f.Client.ID != a.Client || len(f.Episodes) != 1 || f.Episodes[0].Stage != "arrival" || !f.Strip[0].Now {
		t.Errorf("the file of someone who said nothing: %+v, episodes %+v", f.Client, f.Episodes)
	}
	if diff := cmp.Diff(Names{}, f.Names); diff != "" {
		t.Errorf("names out of nothing: %s", diff)
	}
}

func TestAFileShowsWhatWasGiven(t *testing.T) {
	w := open(t)
	coded := Coded{Sex: "female", AgeBand: "24-26", Language: "uz", Citizenship: "UZ", OriginCountry: "UZ", OriginRegion: "UZ-TK",
		Children: 1, Languages: []Language{{Language: "uz", Speaks: true, Literacy: "none"}}}
	names := Names{ToUse: "Gulzhan", Full: "Гүлжан Сапарова", Aliases: []string{"Gula"}, Contact: "the aunt knows", Birth: "2001-03-08", Place: "a village"}
	a := w.come("dina", NewClient{Coded: coded, Names: names, Tags: []string{"foreign", "no-papers"}})
	f, err := w.Open(w.As("dina"), strings.ToLower(a.Code))
	if err != nil {
		t.Fatal(err)
	}
	coded.BirthYear = 2001
	if diff := cmp.Diff(coded, f.Client.Coded); diff != "" {
		t.Errorf("coded facts (-given +shown):\n%s", diff)
	}
	if diff := cmp.Diff(names, f.Names); diff != "" {
		t.Errorf("names (-given +shown):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"foreign", "no-papers"}, f.Client.Tags); diff != "" {
		t.Errorf("tags: %s", diff)
	}
	if n := count(t, w, `SELECT count(*) FROM trail WHERE client_id = $1 AND act = 'client.open' AND opened = 'identity'`, a.Client); n != 1 {
		t.Errorf("opening the file wrote %d lines of the trail, want 1", n)
	}
}

func TestWhatAddRefuses(t *testing.T) {
	w := open(t)
	for _, test := range []struct {
		name  string
		n     NewClient
		field string
	}{
		{"a sex no list knows", NewClient{Coded: Coded{Sex: "robot"}}, "sex"},
		{"a year before anyone was born", NewClient{Coded: Coded{BirthYear: 1850}}, "birth_year"},
		{"a birth in days to come", NewClient{Names: Names{Birth: "2150-01-01"}}, "birth"},
		{"a birth tomorrow", NewClient{Names: Names{Birth: "2026-11-24"}}, "birth"},
		{"a NUL in a name", called("a\x00b"), "name"},
		{"a name written backwards", called("abc\u202e"), "name"},
		{"an alias of ten thousand letters", called("", strings.Repeat("a", 10000)), "alias"},
		{"a region in words", NewClient{Coded: Coded{OriginRegion: "near the river"}}, "origin_region"},
		{"a tag of one's own", NewClient{Tags: []string{"troublesome"}}, "tags"},
		{"a language twice", NewClient{Coded: Coded{Languages: []Language{{Language: "uz"}, {Language: "uz"}}}}, "languages"},
	} {
		_, err := w.tryCome("dina", test.n)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != test.field {
			t.Errorf("%s: got %v, want a refusal on %s", test.name, err, test.field)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM clients`); n != 0 {
		t.Errorf("%d clients were half made", n)
	}
}

func TestHiddenLooksLikeAbsent(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	for _, name := range []string{"timur", "bolat", "raushan", "kamila", "arman", "lena", "vera", "hans", "mira", "oleg"} {
		_, hidden := w.Open(w.As(name), a.Code)
		_, never := w.Open(w.As(name), "KZ-26-000")
		if hidden == nil || never == nil || hidden.Error() != never.Error() {
			t.Errorf("%s is told %v of a hidden file and %v of none", name, hidden, never)
		}
		is(t, hidden, pana.NotFound, "client.absent")
	}
	_, err := w.Open(w.Nobody(), a.Code)
	is(t, err, pana.NotFound, "client.absent")
	_, err = w.Open(w.As("saule"), "\x00")
	is(t, err, pana.NotFound, "client.absent")
}

func TestNightDutyReadsWhoSleepsHereAndNoMore(t *testing.T) {
	w := open(t)
	a := w.come("timur", called("Madina"))
	gone := w.come("timur", called("Zarina"))
	w.bed(a, "")
	w.bed(gone, "2026-11-22")
	w.note(a, "dina", pana.Care, "note", "she likes bread")
	f, err := w.Open(w.As("timur"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	if f.Names.ToUse != "Madina" || len(f.Timeline) != 0 || f.May.Edit {
		t.Errorf("night duty sees %q, %d notes, may edit %v", f.Names.ToUse, len(f.Timeline), f.May.Edit)
	}
	_, err = w.Open(w.As("timur"), gone.Code)
	is(t, err, pana.NotFound, "client.absent")
	if diff := cmp.Diff([]string{a.Code}, w.lists("timur", Filter{})); diff != "" {
		t.Errorf("night duty lists: %s", diff)
	}
	if diff := cmp.Diff([]string(nil), w.finds("timur", "Zarina")); diff != "" {
		t.Errorf("night duty finds someone who left: %s", diff)
	}
}

// note writes a note straight into the tables.
func (w *world) note(a Added, name string, compartment pana.Compartment, kind, text string) {
	w.t.Helper()
	ctx := w.As(name)
	err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
		id := tx.ID()
		if _, err := tx.Exec(ctx, `INSERT INTO notes (id, client_id, episode_id, kind, compartment, on_day, source, interpreted, supersedes, superseded, by_staff, at)
			VALUES ($1, $2, $3, $4, $5, '2026-11-23', 'staff', FALSE, '', FALSE, $6, 1)`, id, a.Client, a.Episode, kind, compartment, w.Staff(name)); err != nil {
			return err
		}
		if _, err := seal.PutWord(ctx, tx, w.Shelter.ID, owner(a.Client), seal.Word{Table: "notes", Row: id, Field: FieldText, Compartment: compartment, Text: text}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.NoteClient, Client: a.Client, Site: w.Shelter.ID, Object: id})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.Clock.Advance(time.Second)
}

func TestEachReaderSeesHerOwnCompartments(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	w.assign(a, "dina", pana.SocialWorker)
	w.assign(a, "bolat", pana.Lawyer)
	w.assign(a, "gulnar", pana.Psychologist)
	w.note(a, "dina", pana.Care, StrengthNote, "draws any face")
	w.note(a, "dina", pana.Care, "note", "care words")
	w.note(a, "dina", pana.Health, "note", "health words")
	w.note(a, "dina", pana.Legal, "note", "legal words")
	w.note(a, "gulnar", pana.Therapy, "note", "therapy words")
	for _, test := range []struct {
		name string
		want []string
	}{
		{"saule", []string{"legal words", "health words", "care words"}},
		{"dina", []string{"legal words", "health words", "care words"}},
		{"erlan", nil}, // not assigned
		{"gulnar", []string{"therapy words", "care words"}},
		{"bolat", []string{"legal words"}},
	} {
		f, err := w.Open(w.As(test.name), a.Code)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range f.Timeline {
			got = append(got, n.Text)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("what %s reads (-want +got):\n%s", test.name, diff)
		}
		if care := f.Opened(pana.Care); care != (len(f.Strength) == 1) {
			t.Errorf("%s: care open %v, strengths %d", test.name, care, len(f.Strength))
		}
	}
}

func TestTheTimelineGoesOnPageByPage(t *testing.T) {
	w := open(t)
	a := w.come("dina", NewClient{})
	const all = TimelinePage + 7
	for range all {
		w.note(a, "saule", pana.Care, "note", "words")
	}
	f, err := w.Open(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	rest, more, err := w.Timeline(w.As("saule"), a.Code, f.More)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Timeline) != TimelinePage || len(rest) != all-TimelinePage || more != "" || rest[0].Text != "words" {
		t.Errorf("pages of %d and %d, then %q", len(f.Timeline), len(rest), more)
	}
}

func TestAStaleEditIsRefusedAndNamesTheFields(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	f, err := w.Open(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs := f.Client.Coded, f.Client.Coded
	mine.Language, theirs.Language = "ru", "uz"
	names := Names{ToUse: "Madina", Aliases: []string{"Dina"}}
	if err := w.Edit(w.As("marat"), a.Client, Edit{Version: f.Client.Version, Coded: theirs, Names: &names}); err != nil {
		t.Fatal(err)
	}
	stale := Edit{Version: f.Client.Version, Coded: mine, Names: &f.Names}
	err = w.Edit(w.As("saule"), a.Client, stale)
	is(t, err, pana.Conflict, "db.stale")
	if diff := cmp.Diff([]string{"language", "alias"}, err.(*pana.Error).With["Fields"]); diff != "" {
		t.Errorf("fields: %s", diff)
	}
	if f, err = w.Open(w.As("saule"), a.Code); err != nil || f.Client.Language != "uz" || len(f.Names.Aliases) != 1 {
		t.Errorf("after the stale write: %q %v, %v", f.Client.Language, f.Names.Aliases, err)
	}
	if got := w.finds("saule", "dina"); !slices.Contains(got, a.Code) {
		t.Errorf("the new alias is not found: %v", got)
	}
	is(t, w.Edit(w.As("erlan"), a.Client, stale), pana.Forbidden, "policy.refused")
	is(t, w.Edit(w.As("timur"), a.Client, stale), pana.NotFound, "client.absent")
}

func TestWhoeverComesBackKeepsHerFile(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	w.assign(a, "dina", pana.SocialWorker)
	again := func() error {
		return w.House.DB.Update(w.As("dina"), func(tx *db.Tx) error {
			if _, err := OpenEpisode(w.As("dina"), tx, NewEpisode{Client: a.Client, Site: w.Shelter.ID, Opened: "2026-11-23"}); err != nil {
				return err
			}
			return trail.Record(w.As("dina"), tx, trail.Entry{Act: policy.RecordArrival, Client: a.Client, Site: w.Shelter.ID})
		})
	}
	is(t, again(), pana.Conflict, "episode.open")
	w.bed(a, "")
	is(t, w.CloseEpisode(w.As("saule"), a.Client, "2026-11-23"), pana.Conflict, "episode.bed")
	w.update(func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE stays SET until = '2026-11-21'`); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordArrival, Client: a.Client, Site: w.Shelter.ID})
	})
	is(t, w.CloseEpisode(w.As("erlan"), a.Client, "2026-11-23"), pana.Forbidden, "policy.refused")
	if err := w.CloseEpisode(w.As("dina"), a.Client, "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	is(t, w.CloseEpisode(w.As("saule"), a.Client, "2026-11-23"), pana.Conflict, "episode.none")
	if got := w.lists("saule", Filter{}); got != nil {
		t.Errorf("still in our care: %v", got)
	}
	if diff := cmp.Diff([]string{a.Code}, w.lists("saule", Filter{In: ClosedNow})); diff != "" {
		t.Errorf("closed: %s", diff)
	}
	w.Clock.Advance(time.Hour)
	if err := again(); err != nil {
		t.Fatal(err)
	}
	f, err := w.Open(w.As("saule"), a.Code)
	if err != nil || len(f.Episodes) != 2 || f.Episodes[0].Closed != "" || f.Names.ToUse != "Madina" {
		t.Errorf("after coming back: %+v, %v", f.Episodes, err)
	}
}

func TestStagesGoAtHerPace(t *testing.T) {
	w := open(t)
	a := w.come("dina", NewClient{})
	w.assign(a, "dina", pana.SocialWorker)
	dina := w.As("dina")
	if err := w.SetStage(dina, a.Client, "plan", "", 1); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Second)
	is(t, w.SetStage(dina, a.Client, "leaving", "", 1), pana.Conflict, "db.stale")
	if err := w.SetStage(dina, a.Client, "trust", "", 2); err != nil {
		t.Fatal(err)
	}
	f, err := w.Open(dina, a.Code)
	if err != nil {
		t.Fatal(err)
	}
	var done, now []string
	for _, s := range f.Strip {
		if s.Done {
			done = append(done, s.Stage)
		}
		if s.Now {
			now = append(now, s.Stage)
		}
	}
	if !slices.Equal(done, []string{"arrival"}) || !slices.Equal(now, []string{"trust"}) {
		t.Errorf("done %v, now %v", done, now)
	}
	is(t, w.SetStage(dina, a.Client, "plan", "2026-12-24", 3), pana.Invalid, "date.future")
	is(t, w.SetStage(dina, a.Client, "closed", "", 3), pana.Invalid, "stage.close")
	is(t, w.SetStage(w.As("bolat"), a.Client, "plan", "", 3), pana.NotFound, "client.absent")
}

func TestAssignments(t *testing.T) {
	w := open(t)
	a := w.come("dina", NewClient{})
	is(t, w.Assign(w.As("dina"), a.Client, w.Staff("dina"), pana.SocialWorker), pana.Forbidden, "policy.refused")
	is(t, w.Assign(w.As("saule"), a.Client, w.Staff("dina"), pana.Lawyer), pana.Invalid, "assign.role")
	w.assign(a, "bolat", pana.Lawyer)
	w.assign(a, "bolat", pana.Lawyer)
	if _, err := w.Open(w.As("bolat"), a.Code); err != nil {
		t.Errorf("the lawyer opens her client's file: %v", err)
	}
	if diff := cmp.Diff([]string{a.Code}, w.lists("bolat", Filter{Mine: true})); diff != "" {
		t.Errorf("the lawyer's clients: %s", diff)
	}
	for range 2 {
		if err := w.Unassign(w.As("saule"), a.Client, w.Staff("bolat"), pana.Lawyer); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.Open(w.As("bolat"), a.Code)
	is(t, err, pana.NotFound, "client.absent")
	w.assign(a, "bolat", pana.Lawyer) // on the same day
	if n := count(t, w, `SELECT count(*) FROM trail WHERE act = 'client.assign'`); n != 3 {
		t.Errorf("%d lines about assignments, want 3: what changes nothing leaves none", n)
	}
}

func TestListsAndTheirFilters(t *testing.T) {
	w := open(t)
	var all []string
	for i := range 7 {
		n := called("Madina")
		if i%2 == 0 {
			n.Tags = []string{"foreign"}
		}
		all = append(all, w.come("dina", n).Code)
	}
	slices.Reverse(all)
	if diff := cmp.Diff(all, w.lists("dina", Filter{Limit: 2})); diff != "" {
		t.Errorf("page by page: %s", diff)
	}
	if diff := cmp.Diff([]string{all[0], all[2], all[4], all[6]}, w.lists("saule", Filter{Tag: "foreign", Limit: 3})); diff != "" {
		t.Errorf("by tag: %s", diff)
	}
	if diff := cmp.Diff(all, w.lists("saule", Filter{Stage: "arrival", Limit: 4})); diff != "" {
		t.Errorf("by stage: %s", diff)
	}
	if got := w.lists("saule", Filter{Stage: "plan"}); got != nil {
		t.Errorf("nobody has a plan: %v", got)
	}
	if got := w.lists("saule", Filter{Site: w.Centre.ID}); got != nil {
		t.Errorf("nobody is at the centre: %v", got)
	}
	if got := w.lists("saule", Filter{Code: all[3]}); !slices.Equal(got, all[3:4]) {
		t.Errorf("by code: %v", got)
	}
	_, err := w.List(w.As("vera"), Filter{})
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.List(w.As("saule"), Filter{Tag: "nonsense"})
	is(t, err, pana.Invalid, "codes.unknown")
}

func TestTheTrailOfAFileTellsWhoChangedAndWhoLooked(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	w.assign(a, "erlan", pana.SocialWorker)
	if _, err := w.Open(w.As("erlan"), a.Code); err != nil {
		t.Fatal(err)
	}
	h, err := w.Trail(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Looked) != 1 || h.Looked[0].StaffName != "Erlan" || !slices.Equal(h.Looked[0].Opened, []pana.Compartment{pana.Identity}) {
		t.Errorf("who looked: %+v", h.Looked)
	}
	if len(h.Changed) != 2 || h.Changed[0].StaffName != "Saule" || h.Changed[1].StaffName != "Dina" {
		t.Errorf("who changed: %+v", h.Changed)
	}
	_, err = w.Trail(w.As("dina"), a.Code) // not assigned
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Trail(w.As("timur"), a.Code)
	is(t, err, pana.NotFound, "client.absent")
}

func TestTags(t *testing.T) {
	w := open(t)
	a := w.come("dina", NewClient{})
	for range 2 {
		if err := w.SetTags(w.As("saule"), a.Client, []string{"pregnant", "foreign"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM trail WHERE act = 'client.tag'`); n != 1 {
		t.Errorf("%d lines, want 1", n)
	}
	is(t, w.SetTags(w.As("erlan"), a.Client, nil), pana.Forbidden, "policy.refused")
	is(t, w.SetTags(w.As("saule"), a.Client, []string{"foreign", "foreign"}), pana.Invalid, "codes.twice")
}
