package people_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/residence"
)

func (w *world) volunteer(name string) people.OutsiderID {
	w.t.Helper()
	id, err := w.AddVolunteer(w.As("saule"), people.NewOutsider{Site: w.Shelter.ID, Name: name})
	housetest.Done(w.t, name+" helps", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) reads(id people.OutsiderID, who string) people.VolunteerFile {
	w.t.Helper()
	v, err := w.OneVolunteer(w.As(who), id)
	housetest.Done(w.t, who+" reads of a volunteer", err)
	return v
}

func TestEveryoneFromOutsideAwaitsConfirmationInTheSameWords(t *testing.T) {
	w := open(t)
	_, err := w.files.AddPerson(w.As("dina"), w.client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Ruslan Temirov"})
	housetest.Done(t, "Dina names an exploiter", err)
	plain, like := w.volunteer("Zarina Omarova"), w.volunteer("Руслан Темиров")
	for _, id := range []people.OutsiderID{plain, like} {
		if v := w.reads(id, "dina"); !v.Awaiting || v.Watched {
			t.Errorf("Dina is told %+v of %s", v.Outsider, v.Name)
		}
	}
	if v := w.reads(like, "saule"); !v.Watched {
		t.Error("those who lead are not told why it needs a look")
	}
	housetest.Done(t, "looked at", w.Confirm(w.As("dina"), plain))
	housetest.Refused(t, w.Confirm(w.As("dina"), like), pana.Conflict, "person.awaiting.head")
	housetest.Refused(t, w.Confirm(w.As("saule"), like), pana.Conflict, "person.awaiting.head")
	housetest.Refused(t, w.ClearOutsider(w.As("dina"), like, "Another one."), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.ClearOutsider(w.As("saule"), like, " "), pana.Invalid, "watch.reason.missing")
	housetest.Done(t, "a head clears", w.ClearOutsider(w.As("saule"), like, "He is nineteen and studies here."))
	housetest.Done(t, "then he is confirmed like anybody", w.Confirm(w.As("dina"), like))
	if v := w.reads(like, "saule"); v.Awaiting || v.Watched {
		t.Errorf("cleared and confirmed: %+v", v.Outsider)
	}
	// Whoever is named tomorrow is found among those met today.
	_, err = w.files.AddPerson(w.As("dina"), w.client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Зарина Омарова"})
	housetest.Done(t, "another name", err)
	if v := w.reads(plain, "dina"); !v.Awaiting {
		t.Error("confirmed before, and now like a name on the watch list: nobody is asked to look")
	}
}

// A head who is kept from the file in which somebody was named neither learns of
// it nor clears it.
func TestAMatchInAHiddenFileIsNotTold(t *testing.T) {
	w := open(t)
	_, err := w.files.AddPerson(w.As("dina"), w.client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Ruslan Temirov"})
	housetest.Done(t, "Dina names an exploiter", err)
	housetest.Done(t, "Saule stands near", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	id := w.volunteer("Ruslan Temirov")
	if v := w.reads(id, "saule"); !v.Awaiting || v.Watched {
		t.Errorf("Saule is told %+v", v.Outsider)
	}
	housetest.Refused(t, w.ClearOutsider(w.As("saule"), id, "A nephew."), pana.Conflict, "person.awaiting.head")
	if v := w.reads(id, "marat"); !v.Watched {
		t.Error("Marat, who may know, is not told")
	}
	housetest.Done(t, "Marat clears", w.ClearOutsider(w.As("marat"), id, "I know his mother."))
}

func TestWhatIsAgreedWithAVolunteer(t *testing.T) {
	w := open(t)
	id := w.volunteer("Zarina Omarova")
	dina := w.As("dina")
	for _, c := range []struct {
		name string
		t    people.VolunteerTerms
		say  string
	}{
		{"vetted until a day, and never vetted", people.VolunteerTerms{VettedUntil: "2027-01-01"}, "volunteer.vetted"},
		{"a term that ends before it begins", people.VolunteerTerms{From: "2027-01-01", Until: "2026-12-01"}, "people.ends.before"},
		{"a day that is none", people.VolunteerTerms{Days: []string{"someday"}}, "codes.unknown"},
		{"an account that is nobody's", people.VolunteerTerms{Staff: "nobody"}, "record.staff.absent"},
	} {
		t.Run(c.name, func(t *testing.T) { housetest.Refused(t, w.SetVolunteer(dina, id, c.t, 0), pana.Invalid, c.say) })
	}
	agreed := people.VolunteerTerms{Staff: w.Staff("lena"), Agreed: "2026-09-01", Vetted: "2026-08-20", VettedUntil: "2026-12-10", From: "2026-09-01", Until: "2026-12-20", Days: []string{"mon", "thu"}}
	housetest.Done(t, "agreed", w.SetVolunteer(dina, id, agreed, 0))
	housetest.Refused(t, w.SetVolunteer(dina, id, agreed, 0), pana.Conflict, "db.stale")
	housetest.Done(t, "helped", w.AddHours(dina, id, people.VolunteerLine{Kind: people.Hours, Minutes: 90, What: "English for beginners"}))
	housetest.Done(t, "and again", w.AddHours(dina, id, people.VolunteerLine{Kind: people.Hours, Minutes: 45, On: "2026-11-19"}))
	housetest.Done(t, "thanked", w.AddHours(dina, id, people.VolunteerLine{Kind: people.Thanks, What: "A card from the house."}))
	housetest.Refused(t, w.AddHours(dina, id, people.VolunteerLine{Kind: people.Thanks}), pana.Invalid, "volunteer.thanks")
	housetest.Refused(t, w.AddHours(dina, id, people.VolunteerLine{Kind: people.Hours}), pana.Invalid, "record.between")
	v := w.reads(id, "dina")
	if v.Minutes() != 135 || len(v.Lines) != 3 || len(v.Terms.Days) != 2 || v.Terms.VettedUntil != "2026-12-10" {
		t.Errorf("kept are %+v", v)
	}
	due, err := w.Due(w.As("saule"))
	if err != nil || len(due) != 1 || due[0].Kind != "vetting" || due[0].Name != "Zarina Omarova" || due[0].On != "2026-12-10" {
		t.Errorf("there falls due %+v, %v", due, err)
	}
	housetest.Done(t, "comes no more", w.EndOutsider(dina, id))
	if due, err = w.Due(w.As("saule")); err != nil || len(due) != 0 {
		t.Errorf("of one who comes no more there falls due %+v, %v", due, err)
	}
	for _, who := range []string{"lena", "kamila", "arman", "vera"} {
		housetest.Refused(t, errOf(w.Volunteers(w.As(who))), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.OneVolunteer(w.As(who), id)), pana.Forbidden, "policy.refused")
	}
	housetest.Refused(t, w.AddHours(w.As("timur"), id, people.VolunteerLine{Kind: people.Hours, Minutes: 5}), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.AddVolunteer(dina, people.NewOutsider{Site: w.Shelter.ID})), pana.Invalid, "outsider.name")
	housetest.Refused(t, errOf(w.AddVolunteer(dina, people.NewOutsider{Site: w.Centre.ID, Name: "Timur"})), pana.Forbidden, "policy.refused")
}

// A correction stands beside what it corrects: a name awaits confirmation anew, a sex
// raises the alert of a visit that is planned and asks again whoever had agreed.
func TestWhatWasWrongOfSomebodyFromOutsideIsCorrected(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	id := w.volunteer("Zarina Omarova")
	housetest.Done(t, "looked at", w.Confirm(dina, id))
	v := w.reads(id, "dina")
	right := people.NewOutsider{Name: "Zarina Omarova", Contact: "+7 000", Sex: "male"}
	housetest.Refused(t, w.CorrectOutsider(dina, id, people.NewOutsider{Name: " "}, v.Version), pana.Invalid, "outsider.name")
	housetest.Refused(t, w.CorrectOutsider(w.As("timur"), id, right, v.Version), pana.Forbidden, "policy.refused")
	housetest.Done(t, "a sex and a telephone", w.CorrectOutsider(dina, id, right, v.Version))
	housetest.Done(t, "the same again", w.CorrectOutsider(dina, id, right, v.Version))
	right.Name = "Zaur Omarov"
	housetest.Stale(t, w.CorrectOutsider(dina, id, right, v.Version))
	if v = w.reads(id, "dina"); v.Awaiting || v.Sex != "male" || len(v.Before) != 1 || v.Before[0].Sex != "" || v.Before[0].Who == "" {
		t.Errorf("corrected: %+v", v.Outsider)
	}
	w.Clock.Advance(time.Second)
	housetest.Done(t, "a name", w.CorrectOutsider(dina, id, right, v.Version))
	if v = w.reads(id, "dina"); !v.Awaiting || v.Name != "Zaur Omarov" || len(v.Before) != 2 || v.Before[0].Name != "Zarina Omarova" {
		t.Errorf("with another name: %+v", v.Outsider)
	}

	housetest.Done(t, "this site takes visitors", w.SetSettings(w.As("saule"), people.Settings{Visits: map[pana.SiteID]bool{w.Shelter.ID: true}}, 0))
	visit := w.plans(people.NewVisit{Place: people.Here, On: "2026-11-25"})
	housetest.Done(t, "a guest", w.AddGuest(dina, visit, people.NewOutsider{Name: "Pavla Kim", Sex: "female"}))
	housetest.Done(t, "she agrees", w.AskMeeting(dina, visit, people.Meeting{Code: w.code, Answer: "yes"}))
	housetest.Done(t, "her wish", errOf(w.files.RaiseAlert(dina, w.client, casework.NewAlert{Kind: casework.NoMen, Text: "No men."})))
	w.sleeps()
	w.Clock.Advance(time.Second)
	before := w.visit(visit, "dina")
	if before.Wary || before.Meetings[0].Again {
		t.Errorf("while it says a woman comes: %+v", before)
	}
	g := before.Guests[0]
	housetest.Done(t, "it is a man", w.CorrectOutsider(dina, g.ID, people.NewOutsider{Name: "Pavel Kim", Sex: "male"}, g.Version))
	if after := w.visit(visit, "dina"); !after.Wary || !after.Meetings[0].Again {
		t.Errorf("when it is a man: %+v", after)
	}
	w.Clock.Advance(time.Second)
	housetest.Done(t, "asked again", w.AskMeeting(dina, visit, people.Meeting{Code: w.code, Answer: "no"}))
	if after := w.visit(visit, "dina"); after.Meetings[0].Again {
		t.Error("she was asked again, and it still says so")
	}
}

func TestALineOfAVolunteerThatWasAMistakeCountsNoMore(t *testing.T) {
	w := open(t)
	dina, id := w.As("dina"), w.volunteer("Zarina Omarova")
	housetest.Done(t, "her sign-in", w.SetVolunteer(dina, id, people.VolunteerTerms{Staff: w.Staff("lena")}, 0))
	housetest.Done(t, "helped", w.AddHours(dina, id, people.VolunteerLine{Kind: people.Hours, Minutes: 900}))
	line := w.reads(id, "dina").Lines[0].ID
	housetest.Refused(t, w.StrikeLine(dina, id, "nothing"), pana.Invalid, "volunteer.line")
	housetest.Refused(t, w.StrikeLine(w.As("timur"), id, line), pana.Forbidden, "policy.refused")
	housetest.Done(t, "a mistake", w.StrikeLine(dina, id, line))
	housetest.Done(t, "once more", w.StrikeLine(w.As("saule"), id, line))
	if v := w.reads(id, "dina"); v.Minutes() != 0 || len(v.Lines) != 1 || v.Lines[0].Struck != w.Staff("dina") {
		t.Errorf("struck: %+v", v.Lines)
	}
	if n, err := w.OwnHours(w.As("lena"), w.Shelter.ID); err != nil || n != 0 {
		t.Errorf("her own hours are %d, %v", n, err)
	}
}

// sleeps gives her a bed at the shelter.
func (w *world) sleeps() {
	w.t.Helper()
	beds := residence.New(w.House, w.files)
	_, err := beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Lilac", Beds: 1})
	housetest.Done(w.t, "a room", err)
	m, err := beds.Tonight(w.As("saule"), w.Shelter.ID)
	housetest.Done(w.t, "the map", err)
	_, err = beds.Admit(w.As("dina"), residence.Admission{Client: w.client, Bed: m.Rooms[0].Beds[0].ID})
	housetest.Done(w.t, "a bed", err)
}

// Who came unannounced is written down by whoever is on duty, and told to nobody by
// what the writer reads.
func TestWhoCameUnannouncedIsWrittenDownByTheNight(t *testing.T) {
	w := open(t)
	w.sleeps()
	_, err := w.files.AddPerson(w.As("dina"), w.client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Ruslan Temirov"})
	housetest.Done(t, "whom she fears", err)
	timur := w.As("timur")
	came := people.NewCaller{NewOutsider: people.NewOutsider{Site: w.Shelter.ID, Name: "Руслан Темиров", Sex: "male"}, Purpose: "Asked for a sister.", End: people.TurnedAway, On: "2026-11-22", At: "23:40", Met: []string{" " + w.code + " "}}
	for name, c := range map[string]struct {
		change func(*people.NewCaller)
		say    string
	}{
		"neither a name nor a word": {func(n *people.NewCaller) { n.Name, n.Purpose = "", " " }, "visit.came.empty"},
		"not said how it ended":     {func(n *people.NewCaller) { n.End = "" }, "visit.came.end"},
		"two weeks ago":             {func(n *people.NewCaller) { n.On = "2026-11-09" }, "visit.came.late"},
		"tomorrow":                  {func(n *people.NewCaller) { n.On = "2026-11-24" }, "date.future"},
		"nobody's code":             {func(n *people.NewCaller) { n.Met = []string{"KZ-26-000"} }, "incident.code"},
		"no site":                   {func(n *people.NewCaller) { n.Site = "" }, "staff.site.missing"},
	} {
		n := came
		c.change(&n)
		t.Run(name, func(t *testing.T) { housetest.Refused(t, errOf(w.NoteCaller(timur, n)), pana.Invalid, c.say) })
	}
	for _, who := range []string{"lena", "bolat", "vera"} {
		housetest.Refused(t, errOf(w.NoteCaller(w.As(who), came)), pana.Forbidden, "policy.refused")
	}
	id, err := w.NoteCaller(timur, came)
	housetest.Done(t, "Timur writes it down", err)
	v := w.visit(id, "timur")
	if v.State != people.TurnedAway || !v.Came() || v.Purpose != "Asked for a sister." || len(v.Guests) != 1 || !v.Guests[0].Awaiting || v.Guests[0].Watched || len(v.Met) != 1 || v.Met[0] != w.code {
		t.Errorf("Timur reads %+v", v)
	}
	for who, want := range map[string]int{"saule": 1, "marat": 1, "timur": 0, "dina": 0} {
		told, err := w.House.Notices(w.As(who))
		housetest.Done(t, who+" is told", err)
		got := 0
		for _, n := range told {
			if n.Say == "notice.visitor" {
				got++
			}
		}
		if got != want {
			t.Errorf("%s is told %d times, want %d", who, got, want)
		}
	}
	w.Clock.Advance(time.Second)
	other := came
	other.Name, other.Met, other.End = "Elena Kim", nil, people.LetIn
	quiet, err := w.NoteCaller(timur, other)
	housetest.Done(t, "another", err)
	if a, b := v.Guests[0], w.visit(quiet, "timur").Guests[0]; a.Awaiting != b.Awaiting || a.Watched != b.Watched {
		t.Errorf("the writer reads %+v of one and %+v of another", a, b)
	}
	housetest.Done(t, "Erlan stands near", w.files.SetConflict(w.As("saule"), w.client, w.Staff("erlan")))
	if got := w.visit(id, "erlan"); len(got.Met) != 0 {
		t.Errorf("whoever is kept from her reads whom he met: %v", got.Met)
	}
	hidden := came
	housetest.Refused(t, errOf(w.NoteCaller(w.As("erlan"), hidden)), pana.Invalid, "incident.code")
}

// A visit that took place is a fact, also with a guest whom nobody had confirmed.
func TestAVisitThatTookPlaceAllTheSameIsKept(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	id := w.plans(people.NewVisit{On: today})
	housetest.Done(t, "a guest", w.AddGuest(dina, id, people.NewOutsider{Name: "Pavel Kim"}))
	housetest.Refused(t, w.EndVisit(dina, id, people.Held, true, false, 1), pana.Invalid, "visit.awaiting")
	housetest.Refused(t, w.EndVisit(dina, id, people.Held, false, false, 1), pana.Invalid, "visit.rules")
	housetest.Done(t, "it was", w.EndVisit(dina, id, people.Held, false, true, 1))
	if v := w.visit(id, "dina"); v.State != people.Held || v.Rules || !v.Guests[0].Awaiting {
		t.Errorf("kept as %+v", v)
	}
}

// A visit of which nobody said how it ended waits from the day after on for who keeps
// visits, and is never decided by itself.
func TestAVisitNobodyToldOfWaitsToBeTold(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	untold := func(who string) int {
		t.Helper()
		list, err := w.VisitsUntold(w.As(who))
		housetest.Done(t, who+" looks", err)
		return len(list)
	}
	took, not, nobody := w.plans(people.NewVisit{On: today}), w.plans(people.NewVisit{On: today}), w.plans(people.NewVisit{On: today})
	housetest.Done(t, "a guest", w.AddGuest(dina, took, people.NewOutsider{Name: "Pavel Kim"}))
	if untold("dina") != 0 {
		t.Error("on its own day a visit waits already")
	}
	housetest.Refused(t, w.TellVisit(dina, not, false, 1), pana.Invalid, "visit.ahead")
	w.Clock.Advance(24 * time.Hour)
	if untold("dina") != 3 || untold("saule") != 3 || untold("timur") != 0 || untold("gulnar") != 0 {
		t.Errorf("of three they see %d, %d, %d and %d", untold("dina"), untold("saule"), untold("timur"), untold("gulnar"))
	}
	w.Clock.Advance(60 * 24 * time.Hour)
	if untold("dina") != 3 || w.visit(not, "dina").State != people.Planned {
		t.Error("time alone has decided")
	}
	if err := w.TellVisit(w.As("timur"), took, true, 1); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("the night says how it ended: %v", err)
	}
	housetest.Refused(t, w.TellVisit(dina, nobody, true, 1), pana.Invalid, "visit.nobody")
	housetest.Stale(t, w.TellVisit(dina, took, true, 7))
	housetest.Done(t, "it took place", w.TellVisit(dina, took, true, 1))
	housetest.Done(t, "it did not", w.TellVisit(dina, not, false, 1))
	housetest.Refused(t, w.TellVisit(dina, not, true, 2), pana.Conflict, "visit.over")
	if v := w.visit(took, "dina"); v.State != people.Held || v.Rules || !v.Guests[0].Awaiting {
		t.Errorf("kept as %+v", v)
	}
	if v := w.visit(not, "dina"); v.State != people.Cancelled || untold("dina") != 1 {
		t.Errorf("kept as %s, and %d wait", v.State, untold("dina"))
	}
}

func (w *world) plans(n people.NewVisit) people.VisitID {
	w.t.Helper()
	if n.Site == "" {
		n.Site = w.Shelter.ID
	}
	if n.Purpose == "" {
		n.Purpose = "To see the workshop."
	}
	id, err := w.PlanVisit(w.As("dina"), n)
	housetest.Done(w.t, "a visit", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) visit(id people.VisitID, who string) people.Visit {
	w.t.Helper()
	v, err := w.OneVisit(w.As(who), id)
	housetest.Done(w.t, who+" reads of a visit", err)
	return v
}

func TestVisitorsMeetElsewhereUntilTheHouseChoosesOtherwise(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	here := people.NewVisit{Site: w.Shelter.ID, Place: people.Here, On: "2026-11-25", Purpose: "A friend of the house."}
	housetest.Refused(t, errOf(w.PlanVisit(dina, here)), pana.Invalid, "visit.elsewhere")
	w.plans(people.NewVisit{On: "2026-11-25"})
	housetest.Done(t, "this site takes visitors", w.SetSettings(w.As("saule"), people.Settings{Visits: map[pana.SiteID]bool{w.Shelter.ID: true}}, 0))
	housetest.Done(t, "now", errOf(w.PlanVisit(dina, here)))
	for _, c := range []struct {
		name string
		n    people.NewVisit
		say  string
	}{
		{"no day", people.NewVisit{Site: w.Shelter.ID, Purpose: "x"}, "visit.day"},
		{"yesterday", people.NewVisit{Site: w.Shelter.ID, On: "2026-11-22", Purpose: "x"}, "visit.past"},
		{"no purpose", people.NewVisit{Site: w.Shelter.ID, On: "2026-11-25"}, "visit.purpose"},
		{"no site", people.NewVisit{On: "2026-11-25", Purpose: "x"}, "staff.site.missing"},
		{"an hour that is none", people.NewVisit{Site: w.Shelter.ID, On: "2026-11-25", At: "9.30", Purpose: "x"}, "date.clock"},
	} {
		t.Run(c.name, func(t *testing.T) { housetest.Refused(t, errOf(w.PlanVisit(dina, c.n)), pana.Invalid, c.say) })
	}
	housetest.Refused(t, errOf(w.PlanVisit(w.As("gulnar"), here)), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Visits(w.As("lena"))), pana.Forbidden, "policy.refused")
}

func TestWhoIsMetHasAgreedBeforehand(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	id := w.plans(people.NewVisit{On: today, At: "15:00"})
	housetest.Done(t, "a guest", w.AddGuest(dina, id, people.NewOutsider{Name: "Elena Kim", Sex: "female"}))
	housetest.Done(t, "and her daughter", w.AddGuest(dina, id, people.NewOutsider{Name: "Sofia Kim", Sex: "female", Minor: true}))
	housetest.Refused(t, w.AddGuest(dina, id, people.NewOutsider{}), pana.Invalid, "outsider.name")
	yes := people.Meeting{Code: w.code, Answer: "yes", Language: "kk"}
	housetest.Done(t, "no", w.AskMeeting(dina, id, people.Meeting{Code: w.code, Answer: "no"}))
	housetest.Done(t, "and then yes", w.AskMeeting(w.As("gulnar"), id, yes))
	housetest.Refused(t, w.AskMeeting(dina, id, people.Meeting{Answer: "yes"}), pana.Invalid, "visit.client")
	housetest.Refused(t, w.AskMeeting(dina, id, people.Meeting{Code: w.code}), pana.Invalid, "visit.answer")
	housetest.Refused(t, w.AskMeeting(w.As("erlan"), id, yes), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.AskMeeting(dina, id, people.Meeting{Code: "KZ-26-000", Answer: "yes"}), pana.NotFound, "client.absent")
	v := w.visit(id, "saule")
	if len(v.Meetings) != 1 || v.Meetings[0].Answer != "yes" || v.Meetings[0].Code != w.code || len(v.Guests) != 2 {
		t.Fatalf("kept are %+v", v)
	}
	housetest.Refused(t, w.EndVisit(dina, id, people.Held, true, false, v.Version), pana.Invalid, "visit.awaiting")
	for _, g := range v.Guests {
		housetest.Done(t, "looked at", w.Confirm(dina, g.ID))
	}
	housetest.Refused(t, w.EndVisit(dina, id, people.Held, false, false, v.Version), pana.Invalid, "visit.rules")
	w.Clock.Advance(6 * time.Hour) // past three in the afternoon
	housetest.Refused(t, w.AskMeeting(w.As("dina"), id, yes), pana.Conflict, "visit.begun")
	housetest.Done(t, "held", w.EndVisit(w.As("dina"), id, people.Held, true, false, v.Version))
	housetest.Refused(t, w.AddGuest(w.As("dina"), id, people.NewOutsider{Name: "One more"}), pana.Conflict, "visit.over")
	housetest.Refused(t, w.EndVisit(w.As("dina"), id, people.Cancelled, false, false, v.Version+1), pana.Conflict, "visit.over")
	// Of a file that is hidden from her a reader of the visit learns nothing.
	housetest.Done(t, "Saule stands near", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	if v := w.visit(id, "saule"); len(v.Meetings) != 0 {
		t.Errorf("Saule reads %+v", v.Meetings)
	}
}

func TestThatSomebodyWishesNoMenNearIsSaidWithoutWho(t *testing.T) {
	w := open(t)
	housetest.Done(t, "visitors may come", w.SetSettings(w.As("saule"), people.Settings{Visits: map[pana.SiteID]bool{w.Shelter.ID: true}}, 0))
	her, him := w.plans(people.NewVisit{Place: people.Here, On: "2026-11-25"}), w.plans(people.NewVisit{Place: people.Here, On: "2026-11-26"})
	housetest.Done(t, "a woman comes", w.AddGuest(w.As("dina"), her, people.NewOutsider{Name: "Elena Kim", Sex: "female"}))
	housetest.Done(t, "a man comes", w.AddGuest(w.As("dina"), him, people.NewOutsider{Name: "Pavel Kim", Sex: "male"}))
	housetest.Done(t, "her wish", errOf(w.files.RaiseAlert(w.As("dina"), w.client, casework.NewAlert{Kind: casework.NoMen, Text: "No men in the corridor."})))
	if w.visit(him, "erlan").Wary {
		t.Error("she does not sleep here, and yet it is said")
	}
	beds := residence.New(w.House, w.files)
	_, err := beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 1})
	housetest.Done(t, "a room", err)
	var bed pana.BedID
	housetest.Done(t, "a bed", w.House.DB.View(w.As("saule"), func(tx *db.Tx) (err error) {
		bed, err = db.Get[pana.BedID](w.As("saule"), tx, `SELECT id FROM beds`)
		return err
	}))
	_, err = beds.Admit(w.As("dina"), residence.Admission{Client: w.client, Bed: bed})
	housetest.Done(t, "she sleeps here", err)
	if !w.visit(him, "erlan").Wary || w.visit(her, "erlan").Wary {
		t.Error("of a man it is said, of a woman not")
	}
	list, err := w.VisitsToday(w.As("timur"))
	housetest.Done(t, "who comes today", err)
	if len(list) != 0 {
		t.Errorf("today comes %+v", list)
	}
	w.Clock.Advance(3 * 24 * time.Hour)
	if list, err = w.VisitsToday(w.As("timur")); err != nil || len(list) != 1 || !list[0].Wary {
		t.Errorf("the night is told %+v, %v", list, err)
	}
}
