package people_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/people"
)

var spoken = []people.Pair{{A: "uz", B: "ru"}, {A: "ru", B: "uz"}, {A: "uz", B: "kk"}}

// interprets makes a member of staff an interpreter who has pledged.
func (w *world) interprets(name string) people.HelperID {
	w.t.Helper()
	id, err := w.AddHelper(w.As("saule"), people.NewHelper{Part: people.Interpreter, Site: w.Shelter.ID, Staff: w.Staff(name),
		Terms: people.HelperTerms{Pairs: spoken, Pledged: "2026-09-01", PledgedUntil: "2027-08-31"}})
	housetest.Done(w.t, name+" interprets", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) answers(id people.HelperID, answer string, near ...string) {
	w.t.Helper()
	housetest.Done(w.t, "she answers "+answer, w.AskHelper(w.As("dina"), w.client, people.Wish{Helper: id, Answer: answer, Language: "uz", Near: near}, true))
	w.Clock.Advance(time.Second)
}

func (w *world) helped(who string) people.HelperPage {
	w.t.Helper()
	p, err := w.HelpersOf(w.As(who), w.code)
	housetest.Done(w.t, who+" reads who helps", err)
	return p
}

var hearing = people.Booking{Kind: "hearing", On: "2026-11-25", At: "10:00", From: "uz", To: "ru", Minutes: 150}

func (w *world) books(id people.HelperID, b people.Booking) error {
	b.Helper = id
	return w.BookHelper(w.As("dina"), w.client, b)
}

func TestAnInterpreterIsBookedAfterSheWasAskedAlone(t *testing.T) {
	w := open(t)
	kamila := w.interprets("kamila")
	housetest.Refused(t, w.books(kamila, hearing), pana.Invalid, "helper.ask")
	housetest.Refused(t, w.AskHelper(w.As("dina"), w.client, people.Wish{Helper: kamila, Answer: "yes"}, false), pana.Invalid, "helper.alone")
	housetest.Refused(t, w.AskHelper(w.As("dina"), w.client, people.Wish{Helper: kamila}, true), pana.Invalid, "helper.answer")
	housetest.Refused(t, w.AskHelper(w.As("dina"), w.client, people.Wish{Answer: "yes"}, true), pana.Invalid, "helper.choose")
	housetest.Refused(t, w.AskHelper(w.As("erlan"), w.client, people.Wish{Helper: kamila, Answer: "yes"}, true), pana.Forbidden, "policy.refused")
	w.answers(kamila, "yes", people.Community)
	housetest.Done(t, "booked", w.books(kamila, hearing))
	housetest.Refused(t, w.books(kamila, hearing), pana.Conflict, "helper.busy")
	housetest.Refused(t, w.books(kamila, people.Booking{Kind: "talk", On: "2026-11-25", From: "uz", To: "uk"}), pana.Invalid, "helper.languages")
	housetest.Refused(t, w.books(kamila, people.Booking{On: "2026-11-25"}), pana.Invalid, "helper.kind")
	housetest.Refused(t, w.books(kamila, people.Booking{Kind: "talk"}), pana.Invalid, "date.missing")
	housetest.Refused(t, w.books(kamila, people.Booking{Kind: "talk", On: "2027-09-01"}), pana.Invalid, "helper.pledge")
	housetest.Refused(t, w.books(kamila, people.Booking{Kind: "talk", On: "2029-09-01"}), pana.Invalid, "session.too-far")
	housetest.Refused(t, w.books(kamila, people.Booking{Kind: "talk", On: "2026-11-25", At: "25:00"}), pana.Invalid, "date.clock")
	p := w.helped("dina")
	if len(p.Bookings) != 1 || p.Bookings[0].Who.Name == "" || p.Bookings[0].Minutes != 150 || len(p.Book) != 1 || len(p.Ask) != 0 || p.Answers[0].Near[0] != people.Community {
		t.Fatalf("Dina reads %+v", p)
	}
	b := p.Bookings[0]
	housetest.Refused(t, w.SettleBooking(w.As("dina"), w.client, b.ID, people.Held, 0, b.Version), pana.Invalid, "visit.ahead")
	housetest.Refused(t, w.SettleBooking(w.As("dina"), w.client, "nothing", people.Held, 0, 1), pana.NotFound, "record.absent")
	w.Clock.Advance(3 * 24 * time.Hour)
	housetest.Stale(t, w.SettleBooking(w.As("dina"), w.client, b.ID, people.Held, 160, b.Version+1))
	housetest.Done(t, "held", w.SettleBooking(w.As("dina"), w.client, b.ID, people.Held, 160, b.Version))
	housetest.Done(t, "once more", w.SettleBooking(w.As("dina"), w.client, b.ID, people.Held, 160, b.Version))
	housetest.Stale(t, w.SettleBooking(w.As("dina"), w.client, b.ID, people.NotHeld, 0, b.Version))
	w.Clock.Advance(time.Second)
	housetest.Done(t, "a mistake", w.SettleBooking(w.As("dina"), w.client, b.ID, people.NotHeld, 0, b.Version+1))
	w.Clock.Advance(time.Second)
	housetest.Done(t, "and right again", w.SettleBooking(w.As("dina"), w.client, b.ID, people.Held, 160, b.Version+2))
	if b := w.helped("dina").Bookings[0]; b.State != people.Held || b.Minutes != 160 || len(b.Before) != 2 || b.Before[0].State != people.NotHeld || b.Before[1].Minutes != 160 {
		t.Errorf("corrected: %+v", b)
	}
	own, err := w.OwnHelp(w.As("kamila"))
	if err != nil || len(own.Parts) != 1 || len(own.Parts[0].Hours) != 1 || own.Parts[0].Hours[0] != (people.MonthOf{Month: "2026-11", Times: 1, Minutes: 160}) {
		t.Errorf("Kamila reads of herself %+v, %v", own, err)
	}
	all, err := w.Helpers(w.As("saule"))
	if err != nil || len(all) != 1 || all[0].Hours[0].Minutes != 160 || len(all[0].Pairs) != 2 {
		t.Errorf("Saule reads %+v, %v", all, err)
	}
}

func TestWhoIsBookedForADayIsSeenByWhoArrangesItAndNobodyElse(t *testing.T) {
	w := open(t)
	kamila := w.interprets("kamila")
	w.answers(kamila, "yes")
	late := people.Booking{Kind: "session", On: hearing.On, At: "15:00"}
	for _, b := range []people.Booking{late, hearing, {Kind: "talk", On: "2026-11-26"}} {
		housetest.Done(t, "booked", w.books(kamila, b))
	}
	day, err := w.HelpOn(w.As("dina"), w.code, hearing.On)
	if err != nil || !day.May || len(day.Bookings) != 2 || day.Bookings[0].At != "10:00" || day.Bookings[1].At != "15:00" || day.Bookings[0].Who.Staff != w.Staff("kamila") {
		t.Errorf("who works with her sees %+v, %v", day, err)
	}
	day, err = w.HelpOn(w.As("erlan"), w.code, hearing.On)
	if err != nil || day.May || len(day.Bookings) != 0 {
		t.Errorf("a colleague who is not with her sees %+v, %v", day, err)
	}
	_, err = w.HelpOn(w.As("kamila"), w.code, hearing.On)
	housetest.Refused(t, err, pana.NotFound, "client.absent")
	housetest.Done(t, "Saule stands near", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	_, err = w.HelpOn(w.As("saule"), w.code, hearing.On)
	housetest.Refused(t, err, pana.NotFound, "client.absent")
	w.Clock.Advance(3 * 24 * time.Hour)
	first := w.helped("dina").Bookings
	housetest.Done(t, "nothing came of one", w.SettleBooking(w.As("dina"), w.client, first[len(first)-1].ID, people.NotHeld, 0, first[len(first)-1].Version))
	if day, err = w.HelpOn(w.As("dina"), w.code, hearing.On); err != nil || len(day.Bookings) != 1 || day.Bookings[0].At != "15:00" {
		t.Errorf("with one of which nothing came the day is %+v, %v", day, err)
	}
}

// A no has no reason, and that person is not offered to her again; whoever it is
// about never reads it, and does not learn it from a refusal either.
func TestWhoIsRefusedIsNotOfferedAgain(t *testing.T) {
	w := open(t)
	erlan, kamila := w.interprets("erlan"), w.interprets("kamila")
	unknown := w.books("nobody", hearing)
	w.answers(erlan, "no")
	w.answers(kamila, "yes", people.Exploiter)
	for _, id := range []people.HelperID{erlan, kamila} {
		housetest.Refused(t, w.books(id, hearing), pana.Invalid, "helper.unknown")
		if err := w.books(id, hearing); err.Error() != unknown.Error() {
			t.Errorf("a refused one answers %v, nobody %v", err, unknown)
		}
	}
	if p := w.helped("dina"); len(p.Ask) != 0 || len(p.Book) != 0 || len(p.Answers) != 2 {
		t.Errorf("offered are %+v and %+v", p.Ask, p.Book)
	}
	not, err := w.NotOffered(w.As("dina"), w.code)
	if err != nil || len(not) != 2 {
		t.Errorf("not offered are %v, %v", not, err)
	}
	housetest.Done(t, "Erlan works with her", w.files.Assign(w.As("saule"), w.client, w.Staff("erlan"), pana.SocialWorker))
	if p := w.helped("erlan"); len(p.Answers) != 1 || p.Answers[0].About.Staff != w.Staff("kamila") {
		t.Errorf("Erlan reads what was said of him: %+v", p.Answers)
	}
	w.answers(erlan, "yes")
	housetest.Done(t, "she has changed her mind", w.books(erlan, hearing))
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("saule"), w.client, w.Staff("erlan")))
	housetest.Refused(t, w.books(erlan, people.Booking{Kind: "talk", On: "2026-11-26"}), pana.Invalid, "helper.unknown")
}

func TestSomebodyFromOutsideHelpsWhenConfirmedAndPledged(t *testing.T) {
	w := open(t)
	org, err := w.files.AddOrganisation(w.As("saule"), casework.NewOrganisation{Name: "Lawyers of the river", Kind: "ngo"})
	housetest.Done(t, "an office", err)
	n := people.NewHelper{Part: people.Lawyer, Site: w.Shelter.ID, New: people.NewOutsider{Name: "Pavel Kim", Contact: "+7 000"}, Terms: people.HelperTerms{Organisation: org, Sex: "male"}}
	id, err := w.AddHelper(w.As("dina"), n)
	housetest.Done(t, "a lawyer", err)
	w.answers(id, "yes")
	housetest.Refused(t, w.books(id, hearing), pana.Invalid, "helper.awaiting")
	who, err := w.HelperOutside(w.As("dina"), id)
	housetest.Done(t, "who", err)
	housetest.Done(t, "confirmed", w.Confirm(w.As("dina"), who))
	housetest.Refused(t, w.books(id, hearing), pana.Invalid, "helper.pledge")
	h, err := w.OneHelper(w.As("dina"), id)
	if err != nil || h.Office != "Lawyers of the river" || h.Awaiting || h.Name != "Pavel Kim" {
		t.Fatalf("he is %+v, %v", h, err)
	}
	pledged := people.HelperTerms{Organisation: org, Sex: "male", Pledged: "2026-11-20"}
	housetest.Done(t, "pledged", w.SetHelper(w.As("dina"), id, pledged, h.Version))
	housetest.Stale(t, w.SetHelper(w.As("dina"), id, pledged, h.Version))
	housetest.Done(t, "booked", w.books(id, hearing))
	housetest.Done(t, "her wish", errOf(w.files.RaiseAlert(w.As("dina"), w.client, casework.NewAlert{Kind: casework.NoMen, Text: "No men."})))
	if p := w.helped("dina"); !p.Bookings[0].Wary {
		t.Error("a man is booked for one who wishes none, and nobody is told")
	}
	housetest.Done(t, "helps no more", w.EndHelper(w.As("dina"), id))
	housetest.Refused(t, w.books(id, people.Booking{Kind: "talk", On: "2026-11-26"}), pana.Invalid, "helper.unknown")
	for name, c := range map[string]struct {
		n   people.NewHelper
		say string
	}{
		"no part":                 {people.NewHelper{Site: w.Shelter.ID, Staff: w.Staff("kamila")}, "helper.part"},
		"a part nobody has":       {people.NewHelper{Part: "cook", Site: w.Shelter.ID, Staff: w.Staff("kamila")}, "codes.unknown"},
		"nobody":                  {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID}, "helper.who"},
		"two at once":             {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID, Staff: w.Staff("kamila"), New: people.NewOutsider{Name: "X"}}, "helper.who"},
		"no site":                 {people.NewHelper{Part: people.Driver, Staff: w.Staff("kamila")}, "staff.site.missing"},
		"an office nobody knows":  {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID, Staff: w.Staff("kamila"), Terms: people.HelperTerms{Organisation: "none"}}, "helper.office"},
		"a volunteer of nowhere":  {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID, From: "none"}, "helper.volunteer"},
		"half a pair":             {people.NewHelper{Part: people.Interpreter, Site: w.Shelter.ID, Staff: w.Staff("kamila"), Terms: people.HelperTerms{Pairs: []people.Pair{{A: "uz"}}}}, "helper.pair.two"},
		"until, and never":        {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID, Staff: w.Staff("kamila"), Terms: people.HelperTerms{PledgedUntil: "2027-01-01"}}, "helper.pledged"},
		"pledged tomorrow":        {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID, Staff: w.Staff("kamila"), Terms: people.HelperTerms{Pledged: "2027-01-01"}}, "date.future"},
		"somebody who is not new": {people.NewHelper{Part: people.Driver, Site: w.Shelter.ID, New: people.NewOutsider{Contact: "+7"}}, "outsider.name"},
	} {
		t.Run(name, func(t *testing.T) { housetest.Refused(t, errOf(w.AddHelper(w.As("saule"), c.n)), pana.Invalid, c.say) })
	}
	w.interprets("kamila")
	housetest.Refused(t, errOf(w.AddHelper(w.As("saule"), people.NewHelper{Part: people.Interpreter, Site: w.Shelter.ID, Staff: w.Staff("kamila")})), pana.Conflict, "helper.twice")
	for _, who := range []string{"kamila", "lena", "timur"} {
		housetest.Refused(t, errOf(w.Helpers(w.As(who))), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.OneHelper(w.As(who), id)), pana.Forbidden, "policy.refused")
	}
	housetest.Refused(t, errOf(w.AddHelper(w.As("gulnar"), n)), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.EndHelper(w.As("gulnar"), id), pana.Forbidden, "policy.refused")
}

func TestAVolunteerReadsHerOwnHours(t *testing.T) {
	w := open(t)
	id := w.volunteer("Zarina Omarova")
	housetest.Done(t, "her sign-in", w.SetVolunteer(w.As("dina"), id, people.VolunteerTerms{Staff: w.Staff("lena")}, 0))
	housetest.Done(t, "helped", w.AddHours(w.As("dina"), id, people.VolunteerLine{Kind: people.Hours, Minutes: 90, What: "English"}))
	own, err := w.OwnHelp(w.As("lena"))
	if err != nil || len(own.Volunteer) != 1 || own.Volunteer[0].Minutes() != 90 || own.Volunteer[0].Lines[0].What != "English" || own.Volunteer[0].Name != "" {
		t.Errorf("Lena reads %+v, %v", own, err)
	}
	if own, err = w.OwnHelp(w.As("kamila")); err != nil || len(own.Volunteer)+len(own.Parts) != 0 {
		t.Errorf("Kamila reads %+v, %v", own, err)
	}
}

// However long a time is and whatever the house chose: between two breaks lies no
// more than it chose, and no break more than is needed; a limit stops nothing.
func TestBreaksAreReckonedFromWhatTheHouseChose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := people.Settings{Interpret: rapid.IntRange(0, 300).Draw(t, "interpret"), Break: rapid.IntRange(0, 120).Draw(t, "break")}
		minutes := rapid.IntRange(0, 1440).Draw(t, "minutes")
		s := set.StrainOf(minutes)
		if s.Over != (set.Interpret > 0 && minutes > set.Interpret) {
			t.Fatalf("%d minutes beside %+v: %+v", minutes, set, s)
		}
		if set.Break == 0 || minutes == 0 {
			if s.Breaks != 0 {
				t.Fatalf("breaks that nobody chose: %+v", s)
			}
			return
		}
		if (s.Breaks+1)*set.Break < minutes || s.Breaks*set.Break >= minutes {
			t.Fatalf("%d minutes with a break each %d: %d breaks", minutes, set.Break, s.Breaks)
		}
	})
}

// Two booked on one day are together too long, though each alone is not.
func TestWhatIsTooLongInOneDayIsAHint(t *testing.T) {
	w := open(t)
	housetest.Done(t, "chosen", w.SetSettings(w.As("saule"), people.Settings{Interpret: 120, Break: 40}, 0))
	id := w.interprets("kamila")
	w.answers(id, "yes")
	for _, at := range []string{"09:00", "14:00"} {
		housetest.Done(t, "booked", w.books(id, people.Booking{Kind: "talk", On: "2026-11-25", At: at, Minutes: 90}))
	}
	own, err := w.OwnHelp(w.As("kamila"))
	if err != nil || len(own.Parts[0].Ahead) != 2 || !own.Parts[0].Ahead[0].Strain.Over || own.Parts[0].Ahead[0].Strain.Breaks != 2 || !strings.Contains(own.Parts[0].Ahead[0].Booker, "Dina") {
		t.Errorf("Kamila reads %+v, %v", own, err)
	}
	if p := w.helped("dina"); p.Bookings[0].Strain.Over {
		t.Error("one of them alone is not too long")
	}
}

// Kamila finds on her first screen what is hers and nothing of the client; Dina, who
// booked her, finds the code. Whoever may no longer arrange it finds nothing.
func TestBookingsThatComeStandOnTheScreenOfWhoHelpsAndOfWhoBooked(t *testing.T) {
	w := open(t)
	kamila := w.interprets("kamila")
	w.answers(kamila, "yes")
	far := people.Booking{Kind: "talk", On: "2026-12-20", At: "09:00"}
	for _, b := range []people.Booking{hearing, {Kind: "session", On: hearing.On, At: "09:00", From: "uz", To: "ru", Minutes: 30}, far} {
		housetest.Done(t, "booked", w.books(kamila, b))
	}
	own, err := w.Coming(w.As("kamila"))
	if err != nil || len(own.Own) != 2 || len(own.Made) != 0 || own.Own[0].At != "09:00" || own.Own[0].Booker == "" || own.Own[1].Part != people.Interpreter {
		t.Fatalf("Kamila finds %+v, %v", own, err)
	}
	for _, b := range own.Own {
		if b.Code != "" || b.Who != "" {
			t.Errorf("a booking names the client: %+v", b)
		}
	}
	made, err := w.Coming(w.As("dina"))
	if err != nil || len(made.Own) != 0 || len(made.Made) != 2 || made.Made[0].Code != w.code || made.Made[0].Who == "" {
		t.Errorf("Dina finds %+v, %v", made, err)
	}
	for _, who := range []string{"saule", "erlan", "lena"} {
		if days, err := w.Coming(w.As(who)); err != nil || len(days.Own)+len(days.Made) != 0 {
			t.Errorf("%s finds %+v, %v", who, days, err)
		}
	}
}
