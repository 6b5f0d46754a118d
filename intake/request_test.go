package intake_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/intake"
	"example.org/pana/internal/codes"
)

func TestDinaRecordsARequestThatAHotlineAndANeighbourBring(t *testing.T) {
	w := open(t)
	id := w.record("dina", intake.NewRequest{
		Sources: []intake.From{{Source: "hotline"}, {Source: "neighbour"}, {}}, Received: "2026-11-20", NeededBy: "2026-11-24", Beds: 1, Children: 2,
		Sex: "female", AgeBand: "27-29", Language: "ky", Needs: []string{"medical", "interpreter", "medical"}, Transport: intake.WeFetch,
		Words: intake.Words{Name: "Ainura", Contact: "the neighbour's phone", Told: "She has been held at a farm."}})

	r := w.request("dina", id)
	if r.Status != intake.Open || len(r.Sources) != 2 || !slices.Equal(r.Needs(), []string{"interpreter", "medical"}) || r.Beds != 1 || r.Children != 2 {
		t.Errorf("the request says %+v", r)
	}
	if r.Words != (intake.Words{Name: "Ainura", Contact: "the neighbour's phone", Told: "She has been held at a farm."}) || r.Closed {
		t.Errorf("its words are %+v", r.Words)
	}
	if n := count(w, `SELECT COUNT(*) FROM trail WHERE act = 'request.see' AND object_id = $1 AND opened = 'identity care'`, id); n != 1 {
		t.Errorf("%d lines of the trail say that Dina read it", n)
	}
	desk, err := w.Desk(w.As("gulnar"))
	if err != nil || len(desk.Waiting) != 1 || desk.Waiting[0].Words.Name != "" {
		t.Errorf("the desk shows %+v, %v", desk, err)
	}
	for _, who := range []string{"timur", "bolat", "lena", "hans", "arman", "oleg"} {
		if _, err := w.Request(w.As(who), id); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s reads it: %v", who, err)
		}
		if _, err := w.Desk(w.As(who)); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s sees the desk: %v", who, err)
		}
	}
	if _, err := w.Request(w.As("dina"), "none"); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a request that never was: %v", err)
	}
}

func TestSomeoneWithoutNamePapersOrCountryPassesThroughEveryForm(t *testing.T) {
	w := open(t)
	id := w.record("timur", intake.NewRequest{})
	r := w.request("dina", id)
	if r.Beds != 1 || r.Children != 0 || r.Received != "2026-11-23" || r.Words != (intake.Words{}) || len(r.Sources) != 0 {
		t.Errorf("the request says %+v, want one bed today", r)
	}
	code, err := w.Answer(w.As("dina"), id, intake.Answer{Version: r.Version, Status: intake.Accepted})
	done(t, "accept", err)
	if f := w.file("dina", code); f.Client.Present || f.Episodes[0].Stage != "arrival" || f.Episodes[0].Request != id {
		t.Errorf("the file says %+v", f.Client)
	}
}

func TestAnAcceptedRequestBecomesAClientWithItsWordsAndFacts(t *testing.T) {
	w := open(t)
	id := w.record("dina", intake.NewRequest{Sources: []intake.From{{Source: "police"}, {Source: "ngo"}}, Sex: "female", AgeBand: "27-29", Language: "ky",
		Words: intake.Words{Name: "Ainura", Contact: "ask the officer on duty", Told: "She has been held at a farm."}})
	about := intake.About{Request: id}
	done(t, "see signs", w.See(w.As("dina"), about, "ilo/forced-labour", []string{"wages", "isolation"}, pana.Provenance{Source: pana.ThirdParty}))
	done(t, "identify", w.Identify(w.As("dina"), about, intake.Identification{Outcome: "potential", Body: "Police"}))
	done(t, "entitle", w.Entitle(w.As("dina"), about, intake.Eligibility{Payer: "state", Outcome: "waiting", Reason: "They want a criminal case first."}))

	r := w.request("dina", id)
	code, err := w.Answer(w.As("dina"), id, intake.Answer{Version: r.Version, Status: intake.Accepted, Bed: w.bed(w.garden, "1")})
	done(t, "accept", err)
	f := w.file("saule", code)
	if f.Names.ToUse != "Ainura" || f.Names.Contact != "ask the officer on duty" || f.Client.Language != "ky" || f.Client.AgeBand != "27-29" || !f.Client.Present {
		t.Errorf("the file says %+v %+v", f.Names, f.Client)
	}
	if len(f.Timeline) != 1 || f.Timeline[0].Text != "She has been held at a farm." || f.Timeline[0].Source != pana.ThirdParty {
		t.Errorf("the timeline says %+v", f.Timeline)
	}
	st, err := w.Standing(w.As("saule"), code)
	done(t, "look at the three facts", err)
	if len(st.Sources) != 2 || len(st.Facts.Seen) != 2 || len(st.Facts.Identifications) != 1 || len(st.Facts.Eligibilities) != 1 ||
		st.Facts.Eligibilities[0].Reason != "They want a criminal case first." {
		t.Errorf("the facts are %+v", st)
	}
	after := w.request("dina", id)
	if after.Status != intake.Accepted || after.Code != code || after.Words != (intake.Words{}) || len(after.Facts.Seen) != 0 {
		t.Errorf("the request still says %+v", after)
	}
	if n := count(w, `SELECT COUNT(*) FROM words WHERE owner = $1`, id); n != 0 {
		t.Errorf("%d words still belong to the request", n)
	}
	err = w.See(w.As("dina"), about, "ilo/forced-labour", nil, pana.Provenance{})
	refused(t, err, pana.Conflict, "", "request.answered")
}

func TestARequestAnsweredTwiceIsAnsweredOnce(t *testing.T) {
	w := open(t)
	id := w.record("dina", intake.NewRequest{})
	dina := w.As("dina")
	_, err := w.Answer(dina, id, intake.Answer{Version: 7, Status: intake.Waiting})
	refused(t, err, pana.Conflict, "", "db.stale")
	_, err = w.Answer(dina, id, intake.Answer{Version: 1, Status: intake.Declined, Reason: "no-bed"})
	done(t, "decline", err)
	_, err = w.Answer(dina, id, intake.Answer{Version: 2, Status: intake.Accepted})
	refused(t, err, pana.Conflict, "status", "request.answered")
	if n := count(w, `SELECT COUNT(*) FROM clients`); n != 0 {
		t.Errorf("%d clients were made of a declined request", n)
	}
}

func TestABedThatIsTakenLeavesTheRequestUnanswered(t *testing.T) {
	w := open(t)
	bed := w.bed(w.garden, "1")
	w.arrive("timur", intake.Arrival{Bed: bed})
	id := w.record("dina", intake.NewRequest{Words: intake.Words{Name: "Ainura"}})
	_, err := w.Answer(w.As("dina"), id, intake.Answer{Version: 1, Status: intake.Accepted, Bed: bed})
	refused(t, err, pana.Conflict, "bed", "residence.bed.taken")
	if r := w.request("dina", id); r.Status != intake.Open || r.Words.Name != "Ainura" {
		t.Errorf("the request says %+v", r)
	}
	if n := count(w, `SELECT COUNT(*) FROM clients`); n != 1 {
		t.Errorf("%d clients are kept", n)
	}
}

func TestWhoWasTurnedAwayIsCountedByReason(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	for _, reason := range []string{"no-bed", "no-bed", "medical"} {
		_, err := w.Answer(dina, w.record("dina", intake.NewRequest{}), intake.Answer{Version: 1, Status: intake.Declined, Reason: reason})
		done(t, "decline", err)
	}
	_, err := w.Answer(dina, w.record("dina", intake.NewRequest{}), intake.Answer{Version: 1, Status: intake.Withdrawn})
	done(t, "withdraw", err)
	w.record("dina", intake.NewRequest{}) // waits for an answer, and is not counted
	for _, c := range []struct {
		name        string
		from, until pana.Date
		want        []intake.Count
		of          int
	}{
		{"in November", "2026-11-01", "2026-12-01", []intake.Count{{Reason: "no-bed", N: 2}, {Reason: "medical", N: 1}}, 4},
		{"ever", "", "", []intake.Count{{Reason: "no-bed", N: 2}, {Reason: "medical", N: 1}}, 4},
		{"until today, today left out", "2026-11-01", "2026-11-23", nil, 0},
	} {
		of, got, err := w.Answered(dina, "", c.from, c.until)
		if err != nil || of != c.of || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v of %d, %v", c.name, got, of, err)
		}
	}
	if _, _, err := w.Answered(w.As("hans"), "", "", ""); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("Hans counts requests: %v", err)
	}
	// All that were answered stand beside them, and none that waits.
	w.record("dina", intake.NewRequest{})
	for site, want := range map[pana.SiteID]int{"": 4, w.Shelter.ID: 4} {
		all, away, err := w.Answered(dina, site, "2026-01-01", "2027-01-01")
		if err != nil || all != want || !slices.Equal(away, []intake.Count{{Reason: "no-bed", N: 2}, {Reason: "medical", N: 1}}) {
			t.Errorf("answered at %q: %d, %v, %v", site, all, away, err)
		}
	}
	if _, _, err := w.Answered(dina, w.Centre.ID, "2026-01-01", "2027-01-01"); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("at the centre: %v", err)
	}
}

func TestARequestIsRefusedInWordsAndNothingIsKept(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		name, who  string
		n          intake.NewRequest
		kind       pana.Kind
		field, say string
	}{
		{"fewer than no children", "dina", intake.NewRequest{Children: -3}, pana.Invalid, "children", "arrival.children.range"},
		{"nine hundred beds", "dina", intake.NewRequest{Beds: 900}, pana.Invalid, "beds", "request.beds.range"},
		{"a source nobody lists", "dina", intake.NewRequest{Sources: []intake.From{{Source: "moon"}}}, pana.Invalid, "source", "codes.unknown"},
		{"an organisation nobody wrote down", "dina", intake.NewRequest{Sources: []intake.From{{Source: "ngo", Organisation: "x"}}}, pana.Invalid, "organisation", "codes.unknown"},
		{"received tomorrow", "dina", intake.NewRequest{Received: "2026-11-24"}, pana.Invalid, "received", "date.future"},
		{"a day that never was", "dina", intake.NewRequest{Received: "2026-02-30"}, pana.Invalid, "received", "date.unreadable"},
		{"needed before it came", "dina", intake.NewRequest{NeededBy: "2026-11-20"}, pana.Invalid, "needed_by", "date.crossed"},
		{"a need nobody lists", "dina", intake.NewRequest{Needs: []string{"gold"}}, pana.Invalid, "needs", "codes.unknown"},
		{"a way to come nobody lists", "dina", intake.NewRequest{Transport: "horse"}, pana.Invalid, "transport", "codes.unknown"},
		{"a name of ten thousand letters", "dina", intake.NewRequest{Words: intake.Words{Name: strings.Repeat("a", 10000)}}, pana.Invalid, "name", "name.long"},
		{"words that turn the line round", "dina", intake.NewRequest{Words: intake.Words{Told: "a\u202eb"}}, pana.Invalid, "told", "intake.words.controls"},
		{"a contact with a NUL", "dina", intake.NewRequest{Words: intake.Words{Contact: "a\x00b"}}, pana.Invalid, "contact", "intake.words.controls"},
		{"a contact without end", "dina", intake.NewRequest{Words: intake.Words{Contact: strings.Repeat("a", 301)}}, pana.Invalid, "contact", "intake.words.long"},
		{"at a site where she does not work", "dina", intake.NewRequest{Site: w.Centre.ID}, pana.Invalid, "site", "request.site"},
		{"by someone who records none", "hans", intake.NewRequest{}, pana.Forbidden, "", "policy.refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.Record(w.As(c.who), c.n)
			refused(t, err, c.kind, c.field, c.say)
			if n := count(w, `SELECT COUNT(*) FROM requests`); n != 0 {
				t.Errorf("%d requests are kept", n)
			}
		})
	}
	for _, c := range []struct {
		name       string
		a          intake.Answer
		field, say string
	}{
		{"declined without a reason", intake.Answer{Version: 1, Status: intake.Declined}, "reason", "request.reason"},
		{"declined for a reason nobody lists", intake.Answer{Version: 1, Status: intake.Declined, Reason: "mood"}, "reason", "codes.unknown"},
		{"accepted with a reason to decline", intake.Answer{Version: 1, Status: intake.Accepted, Reason: "no-bed"}, "reason", "request.reason.only"},
		{"put off with a bed", intake.Answer{Version: 1, Status: intake.Waiting, Bed: "b"}, "bed", "request.bed.only"},
		{"answered with nothing", intake.Answer{Version: 1}, "status", "codes.unknown"},
		{"opened again", intake.Answer{Version: 1, Status: intake.Open}, "status", "codes.unknown"},
	} {
		_, err := w.Answer(w.As("dina"), "id", c.a)
		t.Run(c.name, func(t *testing.T) { refused(t, err, pana.Invalid, c.field, c.say) })
	}
	id := w.record("dina", intake.NewRequest{})
	if _, err := w.Answer(w.As("gulnar"), id, intake.Answer{Version: 1, Status: intake.Waiting}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a psychologist answers for the house: %v", err)
	}
}

func TestARequestThatBecameAHiddenClientIsHiddenToo(t *testing.T) {
	w := open(t)
	id := w.record("dina", intake.NewRequest{})
	code, err := w.Answer(w.As("dina"), id, intake.Answer{Version: 1, Status: intake.Accepted})
	done(t, "accept", err)
	done(t, "conflict", w.files.SetConflict(w.As("saule"), w.file("saule", code).Client.ID, w.Staff("erlan")))
	if _, err := w.Request(w.As("erlan"), id); pana.KindOf(err) != pana.NotFound {
		t.Errorf("Erlan, who is named in a conflict of interest, reads the request: %v", err)
	}
	if desk, _ := w.Desk(w.As("erlan")); len(desk.Answered) != 0 {
		t.Error("it lies on Erlan's desk")
	}
	if desk, _ := w.Desk(w.As("dina")); len(desk.Answered) != 1 {
		t.Error("it is gone from Dina's desk")
	}
}

func TestWhatIsNeededSoonestLiesOnTop(t *testing.T) {
	w := open(t)
	late := w.record("dina", intake.NewRequest{NeededBy: "2026-12-24"})
	open := w.record("dina", intake.NewRequest{})
	soon := w.record("dina", intake.NewRequest{NeededBy: "2026-11-24"})
	list, err := w.Waiting(w.As("saule"))
	done(t, "look at the desk", err)
	var got []pana.RequestID
	for _, r := range list {
		got = append(got, r.ID)
	}
	if !slices.Equal(got, []pana.RequestID{soon, late, open}) {
		t.Errorf("the order is %v, want %v", got, []pana.RequestID{soon, late, open})
	}
}

func TestNoAnswerFollowsAnAnswerThatEndsARequest(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	statuses := []intake.Status{intake.Waiting, intake.Accepted, intake.Declined, intake.Withdrawn, intake.Open, "lost"}
	rapid.Check(t, func(t *rapid.T) {
		id := w.record("dina", intake.NewRequest{})
		now, version := intake.Open, int64(1)
		for range rapid.IntRange(1, 4).Draw(t, "answers") {
			next := rapid.SampledFrom(statuses).Draw(t, "next")
			a := intake.Answer{Version: version, Status: next}
			if next == intake.Declined {
				a.Reason = "other"
			}
			stale := rapid.IntRange(0, 4).Draw(t, "stale") == 0
			if stale {
				a.Version += 9
			}
			code, err := w.Answer(dina, id, a)
			known := next != "lost" && next != intake.Open
			may := known && !stale && (now == intake.Open || now == intake.Waiting && next != intake.Waiting)
			if (err == nil) != may {
				t.Fatalf("%s then %s, stale %v: %v", now, next, stale, err)
			}
			if (code != "") != (may && next == intake.Accepted) {
				t.Fatalf("%s then %s gave the code %q", now, next, code)
			}
			if may {
				now, version = next, version+1
			}
		}
		r, err := w.Request(dina, id)
		if err != nil || r.Status != now || r.Version != version || (r.Client != "") != (now == intake.Accepted) || (r.Answered != "") != (now != intake.Open) {
			t.Fatalf("after all of it %+v, %v; want %s", r, err, now)
		}
	})
}

func TestTheThreeFactsOfAClientAreKeptApartAndOverTime(t *testing.T) {
	w := open(t)
	code := w.arrive("timur", intake.Arrival{})
	saule, about := w.As("saule"), intake.About{Code: code}
	list := codes.AdultLabour
	signs := []string{"deceptive-recruitment.wages", "deceptive-recruitment.nature-of-job"}
	done(t, "see", w.See(saule, about, list, signs, pana.Provenance{Source: pana.ClientSaid, Interpreted: true}))
	done(t, "see the same", w.See(saule, about, list, append(signs, ""), pana.Provenance{}))
	st, err := w.Standing(saule, code)
	done(t, "look", err)
	if j, ok := st.Facts.Judge(list); !ok || !j.Positive(codes.DeceptiveRecruitment) || j.Finding != codes.NotEnough {
		t.Errorf("the rule says %+v", j)
	}
	if len(st.Facts.Seen) != 2 || st.Facts.Seen[0].Source != pana.ClientSaid || !st.Facts.Seen[0].Interpreted {
		t.Errorf("seen: %+v", st.Facts.Seen)
	}
	done(t, "take one back", w.See(saule, about, list, signs[:1], pana.Provenance{}))
	done(t, "see it again", w.See(saule, about, list, signs, pana.Provenance{Source: pana.StaffSaw}))
	if n := count(w, `SELECT COUNT(*) FROM indicators_seen`); n != 3 {
		t.Errorf("%d rows are kept, want the sign taken back too", n)
	}
	child := codes.ChildLabour
	done(t, "a child was moved", w.See(saule, about, child, []string{intake.Moved, "exploitation.hours", "exploitation.wage-manipulation"}, pana.Provenance{}))

	done(t, "first decision", w.Identify(saule, about, intake.Identification{Outcome: "pending", Body: "Police", On: "2026-11-20"}))
	done(t, "second decision", w.Identify(saule, about, intake.Identification{Outcome: "recognised", Body: "CourtOrProsecution"}))
	done(t, "one payer", w.Entitle(saule, about, intake.Eligibility{Payer: "state", Outcome: "not-eligible", Reason: "No case was opened."}))
	done(t, "another payer", w.Entitle(saule, about, intake.Eligibility{Payer: "international", Outcome: "eligible"}))
	st, _ = w.Standing(saule, code)
	if ids := st.Facts.Identifications; len(ids) != 2 || ids[0].Outcome != "recognised" || ids[0].On != "2026-11-23" {
		t.Errorf("identifications: %+v", ids)
	}
	if len(st.Facts.Eligibilities) != 2 {
		t.Errorf("eligibilities: %+v", st.Facts.Eligibilities)
	}
	if j, ok := st.Facts.Judge(child); !ok || j.Finding != codes.Trafficking {
		t.Errorf("the rule for a child says %+v, %v", j, ok)
	}
	for _, c := range []struct {
		name       string
		err        error
		field, say string
	}{
		{"a list not in use", w.See(saule, about, "country", []string{"KZ"}, pana.Provenance{}), "list", "codes.unknown"},
		{"a sign nobody lists", w.See(saule, about, list, []string{"red hair"}, pana.Provenance{}), "seen", "codes.unknown"},
		{"a heading", w.See(saule, about, list, []string{"coercion"}, pana.Provenance{}), "seen", "codes.unknown"},
		{"a grown-up who was moved", w.See(saule, about, list, []string{intake.Moved}, pana.Provenance{}), "seen", "codes.unknown"},
		{"a source nobody lists", w.See(saule, about, list, nil, pana.Provenance{Source: "dream"}), "source", "codes.unknown"},
		{"a decision without outcome", w.Identify(saule, about, intake.Identification{Body: "Police"}), "outcome", "facts.outcome"},
		{"by a body nobody lists", w.Identify(saule, about, intake.Identification{Outcome: "pending", Body: "Army"}), "body", "codes.unknown"},
		{"on a day to come", w.Identify(saule, about, intake.Identification{Outcome: "pending", On: "2026-12-01"}), "on", "date.future"},
		{"nobody who pays", w.Entitle(saule, about, intake.Eligibility{Outcome: "eligible"}), "payer", "facts.payer"},
		{"an organisation that never was", w.Entitle(saule, about, intake.Eligibility{Organisation: "x", Outcome: "eligible"}), "payer", "codes.unknown"},
	} {
		t.Run(c.name, func(t *testing.T) { refused(t, c.err, pana.Invalid, c.field, c.say) })
	}
	for _, who := range []string{"dina", "timur"} { // not assigned to her
		if _, err := w.Standing(w.As(who), code); err == nil {
			t.Errorf("%s reads the three facts", who)
		}
	}
	if _, err := w.Standing(saule, "KZ-26-1"); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a client who never was: %v", err)
	}
}
