package intake_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/residence"
)

// Nilufar is who comes to the door at night in these tests.
var nilufar = intake.Arrival{Name: "Nilufar", Language: "uz", Sex: "female", AgeBand: "24-26", Children: 1,
	Danger: "yes", Injured: "not-now", Police: "no", Consent: intake.Yes}

func TestTimurLetsNilufarInAtThreeInTheMorning(t *testing.T) {
	w := open(t)
	w.Clock.Set(time.Date(2026, 11, 23, 22, 12, 0, 0, time.UTC)) // 03:12 in Almaty
	a := nilufar
	a.Bed = w.bed(w.garden, "2")
	code := w.arrive("timur", a)

	f := w.file("timur", code)
	if f.Names.ToUse != "Nilufar" || f.Client.Language != "uz" || f.Client.Sex != "female" || f.Client.AgeBand != "24-26" {
		t.Errorf("the file says %+v %+v", f.Names, f.Client)
	}
	if !f.Client.Present || w.where(a.Bed) != code {
		t.Error("she does not sleep in the bed that was chosen")
	}
	stay, ok, err := w.beds.StayNow(w.As("timur"), f.Client.ID)
	if err != nil || !ok || stay.Since != "2026-11-23" || stay.Children != 1 {
		t.Errorf("her stay is %+v, %v: the night began on the 23rd", stay, err)
	}
	if len(f.Episodes) != 1 || f.Episodes[0].Stage != "arrival" || f.Episodes[0].Opened != "2026-11-24" {
		t.Errorf("her time in our care is %+v", f.Episodes)
	}
	if len(f.Consents) != 1 || f.Consents[0].Purpose != pana.StayTonight || f.Consents[0].Refused ||
		f.Consents[0].Language != "uz" || f.Consents[0].Method != casework.Spoken {
		t.Errorf("her consents are %+v", f.Consents)
	}
	if len(f.Alerts) != 1 || f.Alerts[0].Kind != "safety" || f.Alerts[0].Text == "" || strings.HasPrefix(f.Alerts[0].Text, "[") {
		t.Errorf("the alerts are %+v: danger alone was answered with yes", f.Alerts)
	}
	if n := count(w, `SELECT COUNT(*) FROM trail WHERE act = 'arrival.record' AND client_id = $1`, f.Client.ID); n != 1 {
		t.Errorf("%d trail lines say that she arrived", n)
	}
}

func TestNothingIsRequiredOfWhoeverComesAtNight(t *testing.T) {
	w := open(t)
	code := w.arrive("timur", intake.Arrival{})
	f := w.file("timur", code)
	if !f.Client.Present || len(f.Consents) != 0 || len(f.Alerts) != 0 {
		t.Errorf("the file says %+v", f.Client)
	}
}

func TestWithoutAYesOnlyCodeBedAndTimeAreKept(t *testing.T) {
	kept := []string{ // what a yes leaves in the columns
		"clients.language=uz", "clients.sex=female", "clients.age_band=24-26", "arrivals.children=1", "stays.children=1",
		"arrivals.danger=yes", "arrivals.injured=not-now", "arrivals.police=no", "consents.language=uz", "alerts.kind=safety",
	}
	for _, c := range []struct {
		name, answer string
		consents     int
	}{
		{"she said no", intake.No, 1},
		{"she was asked to decide later", intake.Later, 0},
		{"nobody has asked her", "", 0},
		{"she said yes", intake.Yes, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t)
			a := nilufar
			a.Consent, a.Reason = c.answer, "the other room is loud"
			code := w.arrive("timur", a)
			all := w.everything()
			for _, value := range kept {
				if has := all[value] > 0; has != (c.answer == intake.Yes) {
					t.Errorf("%s is kept: %v", value, has)
				}
			}
			words := count(w, `SELECT COUNT(*) FROM words`)
			tokens := count(w, `SELECT COUNT(*) FROM name_tokens`)
			if (words > 0) != (c.answer == intake.Yes) || (tokens > 0) != (c.answer == intake.Yes) {
				t.Errorf("%d sealed words and %d name tokens are kept", words, tokens)
			}
			if n := count(w, `SELECT COUNT(*) FROM consents`); n != c.consents {
				t.Errorf("%d consents are kept, want %d", n, c.consents)
			}
			if n := count(w, `SELECT COUNT(*) FROM consents WHERE NOT refused`); n > 0 && c.answer != intake.Yes {
				t.Error("a consent stands that nobody gave")
			}
			if all["clients.code="+code] != 1 || count(w, `SELECT COUNT(*) FROM stays WHERE bed_id <> '' AND since = '2026-11-22'`) != 1 {
				t.Error("code, bed and time are not kept")
			}
		})
	}
}

func TestTwoWorkersGiveTheSameBedAtTheSameMomentAndOneSucceeds(t *testing.T) {
	w := open(t)
	bed := w.bed(w.garden, "1")
	who := []string{"timur", "dina"}
	contexts := []func() (string, error){}
	for _, name := range who {
		ctx := w.As(name)
		contexts = append(contexts, func() (string, error) { return w.Arrive(ctx, intake.Arrival{Bed: bed}) })
	}
	codes, errs := make([]string, 2), make([]error, 2)
	var all sync.WaitGroup
	for n, f := range contexts {
		all.Go(func() { codes[n], errs[n] = f() })
	}
	all.Wait()
	lost := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if lost < 0 || errs[1-lost] != nil {
		t.Fatalf("the two got %v", errs)
	}
	refused(t, errs[lost], pana.Conflict, "bed", "residence.bed.taken")
	if w.where(bed) != codes[1-lost] {
		t.Error("the map does not say who is where")
	}
	for _, table := range []string{"clients", "episodes", "stays", "arrivals"} {
		if n := count(w, `SELECT COUNT(*) FROM `+table); n != 1 {
			t.Errorf("%d rows of %s are kept", n, table)
		}
	}
}

func TestTwoWorkersWhoNameNoBedGetTwo(t *testing.T) {
	w := open(t)
	first, second := w.As("timur"), w.As("dina")
	var all sync.WaitGroup
	var errs [2]error
	all.Go(func() { _, errs[0] = w.Arrive(first, intake.Arrival{}) })
	all.Go(func() { _, errs[1] = w.Arrive(second, intake.Arrival{}) })
	all.Wait()
	if errs[0] != nil || errs[1] != nil {
		t.Fatalf("got %v", errs)
	}
	if c := w.tonight().Counts(); c.In != 2 {
		t.Errorf("the map says %+v", c)
	}
}

func TestWhereSomeoneSleepsWhoNamedNoBed(t *testing.T) {
	w := open(t)
	place := func(code string) (room string, extra bool) {
		s, _, err := w.beds.StayNow(w.As("saule"), w.file("saule", code).Client.ID)
		done(t, "find her bed", err)
		return s.RoomName, s.Extra
	}
	woman := intake.Arrival{Sex: "female", AgeBand: "30-38", Consent: intake.Yes}
	man := intake.Arrival{Sex: "male", AgeBand: "30-38", Consent: intake.Yes}

	if room, _ := place(w.arrive("timur", man)); room != "Corner" {
		t.Errorf("the man sleeps in %q", room)
	}
	if room, _ := place(w.arrive("timur", woman)); room != "Quiet" {
		t.Errorf("a woman alone sleeps in %q and takes a family's bed", room)
	}
	unsaid := man
	unsaid.Consent = intake.Later
	if _, err := w.Arrive(w.As("timur"), unsaid); err == nil {
		t.Error("what was typed did not keep a man out of the women's room")
	}
	if room, extra := place(w.arrive("timur", man)); room != "Corner" || !extra {
		t.Errorf("the second man sleeps in %q, extra %v", room, extra)
	}
	w.arrive("timur", woman)
	w.arrive("timur", woman)
	if _, extra := place(w.arrive("timur", woman)); !extra {
		t.Error("no extra place was made in a full house")
	}
	if _, extra := place(w.arrive("timur", intake.Arrival{})); !extra {
		t.Error("no extra place was made for someone of whom nothing is known")
	}
}

func TestARuleIsSetAsideWithAReasonThatOnlyAYesKeeps(t *testing.T) {
	w := open(t)
	son := intake.Arrival{Sex: "male", AgeBand: "9-17", Bed: w.bed(w.garden, "1"), Consent: intake.Yes}
	_, err := w.Arrive(w.As("timur"), son)
	refused(t, err, pana.Invalid, "bed", "residence.rule.sex")
	son.Reason = "his mother sleeps there"
	w.arrive("timur", son)
	if n := count(w, `SELECT COUNT(*) FROM stays WHERE override = 'sex'`); n != 1 {
		t.Errorf("%d stays say that a rule was set aside", n)
	}
	later := son
	later.Consent, later.Bed = intake.Later, w.bed(w.garden, "2")
	w.arrive("timur", later)
	if n := count(w, `SELECT COUNT(*) FROM stays WHERE override <> ''`); n != 1 {
		t.Errorf("%d stays say that a rule was set aside", n)
	}
}

func TestAnArrivalIsRefusedInWordsAndNothingIsKept(t *testing.T) {
	w := open(t)
	w.arrive("timur", intake.Arrival{Bed: w.bed(w.garden, "1")})
	shut := w.bed(w.garden, "2")
	done(t, "close a bed", w.beds.TakeOutOfService(w.As("saule"), shut, "", ""))
	taken := w.bed(w.garden, "1")
	for _, c := range []struct {
		name, who  string
		a          intake.Arrival
		kind       pana.Kind
		field, say string
	}{
		{"a name of ten thousand letters", "timur", intake.Arrival{Name: strings.Repeat("Жан", 3334)}, pana.Invalid, "name", "name.long"},
		{"a name with a NUL", "timur", intake.Arrival{Name: "Nilu\x00far"}, pana.Invalid, "name", "name.controls"},
		{"a name that turns the line round", "timur", intake.Arrival{Name: "Nilu\u202efar"}, pana.Invalid, "name", "name.controls"},
		{"a name that is no text", "timur", intake.Arrival{Name: "\xff\xfe"}, pana.Invalid, "name", "name.invalid"},
		{"fewer than no children", "timur", intake.Arrival{Children: -3}, pana.Invalid, "children", "arrival.children.range"},
		{"nine hundred children", "timur", intake.Arrival{Children: 900}, pana.Invalid, "children", "arrival.children.range"},
		{"a language nobody lists", "timur", intake.Arrival{Language: "klingon"}, pana.Invalid, "language", "codes.unknown"},
		{"an age nobody lists", "timur", intake.Arrival{AgeBand: "25"}, pana.Invalid, "age_band", "codes.unknown"},
		{"a sex nobody lists", "timur", intake.Arrival{Sex: "F"}, pana.Invalid, "sex", "codes.unknown"},
		{"an answer nobody offers", "timur", intake.Arrival{Danger: "maybe"}, pana.Invalid, "danger", "codes.unknown"},
		{"a consent nobody offers", "timur", intake.Arrival{Consent: "of course"}, pana.Invalid, "consent", "codes.unknown"},
		{"a bed that never was", "timur", intake.Arrival{Bed: "bed"}, pana.Invalid, "bed", "residence.bed.absent"},
		{"a room that never was", "timur", intake.Arrival{Bed: "extra.room"}, pana.Invalid, "bed", "residence.bed.absent"},
		{"a bed that somebody has", "timur", intake.Arrival{Bed: taken}, pana.Conflict, "bed", "residence.bed.taken"},
		{"a bed out of service", "timur", intake.Arrival{Bed: shut}, pana.Conflict, "bed", "residence.bed.out"},
		{"an extra place while beds are free", "timur", intake.Arrival{Bed: pana.BedID("extra." + string(w.quiet))}, pana.Conflict, "bed", "residence.extra.free"},
		{"by someone who lets nobody in", "lena", intake.Arrival{}, pana.Forbidden, "", "policy.refused"},
		{"by someone of another site", "arman", intake.Arrival{}, pana.Forbidden, "", "policy.refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.Arrive(w.As(c.who), c.a)
			refused(t, err, c.kind, c.field, c.say)
			if n := count(w, `SELECT COUNT(*) FROM clients`); n != 1 {
				t.Errorf("%d clients are kept", n)
			}
		})
	}
	_, err := w.Arrive(w.As("timur"), intake.Arrival{Children: -3, Danger: "maybe"})
	refused(t, err, pana.Invalid, "children", "arrival.children.range")
	refused(t, err, pana.Invalid, "danger", "codes.unknown")
	if _, err := w.Arrive(w.Nobody(), intake.Arrival{}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("nobody lets someone in: %v", err)
	}
}

func TestNobodyIsTakenInAtAYouthCentre(t *testing.T) {
	w := open(t)
	done(t, "make a night worker there", w.House.Grant(w.As("saule"), w.Staff("arman"), pana.Grant{Role: pana.NightDuty, Site: w.Centre.ID}))
	_, err := w.Arrive(w.As("arman"), intake.Arrival{Bed: w.bed(w.garden, "1")})
	refused(t, err, pana.Forbidden, "", "policy.refused")
}

func TestWhoeverIsOnCallSeesWhoArrivedUntilSomeoneMarksIt(t *testing.T) {
	w := open(t)
	code := w.arrive("timur", nilufar)
	second := w.arrive("timur", intake.Arrival{})
	seen := func(who string) []string {
		list, err := w.Unseen(w.As(who))
		done(t, who+" looks who arrived", err)
		var codes []string
		for _, a := range list {
			codes = append(codes, a.Code)
		}
		return codes
	}
	if got := seen("saule"); !slices.Equal(got, []string{second, code}) {
		t.Errorf("Saule sees %v", got)
	}
	for _, who := range []string{"lena", "hans", "arman", "oleg"} {
		if got := seen(who); len(got) != 0 {
			t.Errorf("%s sees %v", who, got)
		}
	}
	list, _ := w.Unseen(w.As("saule"))
	if !list[1].Urgent() || list[0].Urgent() || list[1].LoneChild || list[1].At.IsZero() {
		t.Errorf("the list says %+v", list)
	}
	done(t, "conflict", w.files.SetConflict(w.As("saule"), w.file("saule", second).Client.ID, w.Staff("marat")))
	if got := seen("marat"); !slices.Equal(got, []string{code}) {
		t.Errorf("Marat, who is named in a conflict of interest, sees %v", got)
	}
	if err := w.Seen(w.As("marat"), second); pana.KindOf(err) != pana.NotFound {
		t.Errorf("Marat marks a file hidden from him: %v", err)
	}
	done(t, "mark it", w.Seen(w.As("saule"), code))
	done(t, "mark it again", w.Seen(w.As("saule"), code))
	if got := seen("saule"); !slices.Equal(got, []string{second}) {
		t.Errorf("Saule still sees %v", got)
	}
	if err := w.Seen(w.As("lena"), second); pana.KindOf(err) != pana.NotFound {
		t.Errorf("Lena marks an arrival: %v", err)
	}
}

func TestAChildAloneNeedsAGuardian(t *testing.T) {
	w := open(t)
	child := w.arrive("timur", intake.Arrival{Sex: "female", AgeBand: "9-17", Consent: intake.Yes})
	w.arrive("timur", intake.Arrival{Sex: "female", AgeBand: "9-17", Consent: intake.Later}) // of whom nothing may be kept
	f := w.file("saule", child)
	if len(f.Alerts) != 1 || f.Alerts[0].Kind != "child" {
		t.Errorf("the alerts are %+v", f.Alerts)
	}
	list, err := w.Unguarded(w.As("saule"))
	if err != nil || len(list) != 1 || list[0].Code != child || !list[0].LoneChild || list[0].Guardianship != intake.GuardianOpen {
		t.Fatalf("Saule sees %+v, %v", list, err)
	}
	if list, err := w.Unguarded(w.As("timur")); err != nil || len(list) != 0 {
		t.Errorf("Timur, who edits no files, sees %+v, %v", list, err)
	}
	saule := w.As("saule")
	done(t, "ask for a guardian", w.Guardian(saule, child, intake.GuardianAsked))
	done(t, "say so again", w.Guardian(saule, child, intake.GuardianAsked))
	refused(t, w.Guardian(saule, child, intake.GuardianOpen), pana.Conflict, "guardianship", "arrival.guardian.back")
	refused(t, w.Guardian(saule, child, "soon"), pana.Invalid, "guardianship", "codes.unknown")
	done(t, "a guardian is appointed", w.Guardian(saule, child, intake.GuardianAppointed))
	if list, _ := w.Unguarded(saule); len(list) != 0 {
		t.Errorf("Saule still sees %+v", list)
	}
	grown := w.arrive("timur", intake.Arrival{AgeBand: "24-26", Consent: intake.Yes})
	refused(t, w.Guardian(saule, grown, intake.GuardianAsked), pana.Conflict, "guardianship", "arrival.guardian.none")
}

func TestOfWhomNothingIsKnownTheBedProposedIsOneMostPeopleHereMayHave(t *testing.T) {
	w := open(t)
	first := intake.Proposals(w.tonight(), residence.Guest{})[0]
	if first.Room.Sex != "female" {
		t.Errorf("the bed proposed is in %s", first.Room.Name)
	}
	w.room(residence.NewRoom{Name: "Yard", Beds: 1})
	if first := intake.Proposals(w.tonight(), residence.Guest{})[0]; first.Room.Name != "Yard" {
		t.Errorf("the bed proposed is in %s, not in the room without a rule", first.Room.Name)
	}
	if first := intake.Proposals(w.tonight(), residence.Guest{Sex: "male"})[0]; first.Room.Name != "Corner" {
		t.Errorf("a man is proposed a bed in %s", first.Room.Name)
	}
}
