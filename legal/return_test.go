package legal_test

import (
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/legal"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

func TestTheGateOpensOnlyWhenNothingIsMissing(t *testing.T) {
	w := openShelter(t).woman()
	denied(t, w.leave(), pana.Conflict, "return.gate.closed")
	w.waitsFor(legal.NeedsReturn)
	w.begin()
	w.waitsFor(legal.NeedsAgreement, legal.NeedsAnswers, legal.NeedsRisks, legal.NeedsSafety, legal.NeedsContact, legal.NeedsConfirmation)
	denied(t, w.sign("dina"), pana.Conflict, "return.sign.finding")
	w.ask()
	w.waitsFor(legal.NeedsSignatures)
	w.must(w.sign("dina"))
	denied(t, w.leave(), pana.Conflict, "return.gate.closed")
	w.must(w.sign("saule"))
	w.must(w.sign("saule")) // twice is once
	w.stands()
	w.must(w.leave())
	w.must(w.SetOut(w.As("dina"), w.id, "", 0))
	denied(t, w.Arrive(w.As("dina"), w.id, "", "", 0), pana.Invalid, "return.arrival.missing")
	w.must(w.Arrive(w.As("dina"), w.id, "", "contact", 0))
	p := w.page("saule")
	if p.Return.ID != "" || len(p.Past) != 1 || p.Past[0].State != legal.Arrived || p.Past[0].ArrivedBy != "contact" {
		t.Errorf("after she has arrived the page shows %+v, past %+v", p.Return, p.Past)
	}
	denied(t, w.SetOut(w.As("dina"), w.id, "", 0), pana.Conflict, "return.none")
}

func TestTwoDifferentPeopleSignOneOfThemAHead(t *testing.T) {
	s := openShelter(t)
	w := s.woman()
	w.begin()
	w.ask()
	w.must(w.sign("gulnar"))
	denied(t, w.sign("dina"), pana.Conflict, "return.sign.taken")
	denied(t, w.Sign(w.As("dina"), w.id, legal.HeadSigns, w.page("dina").Print()), pana.Conflict, "return.sign.place")
	denied(t, w.Sign(w.As("saule"), w.id, legal.WorkerSigns, w.page("dina").Print()), pana.Conflict, "return.sign.place")
	denied(t, w.sign("erlan"), pana.Forbidden, "policy.refused")
	denied(t, w.sign("timur"), pana.Forbidden, "policy.refused")
	denied(t, w.sign("lena"), pana.NotFound, "client.absent")
	w.must(w.Unsign(w.As("gulnar"), w.id))
	w.must(w.sign("dina"))
	w.must(w.sign("marat"))
	w.stands()
	w.must(w.Unsign(w.As("marat"), w.id))
	w.waitsFor(legal.NeedsSignatures)
}

func TestADeputyWhoIsHerWorkerTooSignsOnlyOnce(t *testing.T) {
	s := openShelter(t)
	w := s.woman()
	s.must(s.House.Grant(s.As("saule"), s.Staff("marat"), pana.Grant{Role: pana.SocialWorker, Site: s.Shelter.ID}))
	s.must(s.files.Assign(s.As("saule"), w.id, s.Staff("marat"), pana.SocialWorker))
	w.begin()
	w.ask()
	print := w.page("dina").Print()
	w.must(w.Sign(w.As("marat"), w.id, legal.WorkerSigns, print))
	denied(t, w.Sign(w.As("marat"), w.id, legal.HeadSigns, print), pana.Conflict, "return.sign.twice")
	w.must(w.Sign(w.As("saule"), w.id, "", print))
	w.stands()
}

func TestWhateverChangesTheAnswersDropsTheSignatures(t *testing.T) {
	for name, change := range map[string]func(w *woman) error{
		"a new account": func(w *woman) error {
			return w.Tell(w.As("dina"), w.id, legal.Account{Source: "phone", Knew: legal.Unknown}, casework.Someone{ID: w.aunt})
		},
		"a relative nobody spoke of": func(w *woman) error { w.person("father", "Sultan"); return nil },
		"a possible exploiter":       func(w *woman) error { w.person(casework.PossibleExploiter, "Temir"); return nil },
		"another name for the aunt": func(w *woman) error {
			return w.files.EditPerson(w.As("dina"), w.id, w.aunt, casework.NewPerson{Role: "other-kin", Name: "Saida Bekova"}, 1)
		},
		"new risks": func(w *woman) error { return w.Weigh(w.As("gulnar"), w.id, everyRisk(4, 5), "") },
		"another place": func(w *woman) error {
			v := w.page("dina").Return.Version
			return w.PlanReturn(w.As("dina"), w.id, legal.ReturnPlan{Kind: legal.ToFamily, Preparing: true, Country: "KZ", Region: "KZ-71", Wish: "I want to see my aunt."}, v)
		},
		"someone who goes along": func(w *woman) error {
			return w.GivePart(w.As("dina"), w.id, legal.GoesWith, casework.Someone{ID: w.mother})
		},
		"her facts now say a relative": func(w *woman) error {
			f := casework.NoFacts()
			f.Recruiter = "parent"
			_, err := w.files.RecordFacts(w.As("dina"), w.id, f, 0)
			return err
		},
	} {
		w := openShelter(t).woman()
		w.ready()
		w.must(change(w))
		p := w.page("dina")
		if _, worker := p.Signed(legal.WorkerSigns); worker {
			t.Errorf("%s: the worker's signature still stands", name)
		}
		if _, head := p.Signed(legal.HeadSigns); head {
			t.Errorf("%s: the head's signature still stands", name)
		}
		denied(t, w.leave(), pana.Conflict, "return.gate.closed")
	}
}

func TestWhatIsNoAnswerLeavesTheSignatures(t *testing.T) {
	w := openShelter(t).woman()
	w.ready()
	w.must(w.TryContact(w.As("dina"), w.id, w.aunt, false, "", "no answer today"))
	p := w.page("dina")
	plan := legal.ReturnPlan{Kind: legal.ToFamily, Preparing: true, Country: "KZ", Region: "KZ-61", Travel: "2026-12-01", Wish: "I want to see my aunt."}
	w.must(w.PlanReturn(w.As("dina"), w.id, plan, p.Return.Version))
	w.stands()
	denied(t, w.PlanReturn(w.As("gulnar"), w.id, legal.ReturnPlan{Kind: legal.ToFamily, Country: "KZ"}, p.Return.Version), pana.Conflict, "db.stale")
}

func TestHerNoClosesTheGateAtOnceAndAskingAgainIsHers(t *testing.T) {
	w := openShelter(t).woman()
	w.ready()
	w.must(w.Agree(w.As("gulnar"), w.id, legal.No, true, "", "Not to that town."))
	denied(t, w.leave(), pana.Conflict, "return.gate.closed")
	w.waitsFor(legal.NeedsAgreement)
	w.must(w.Agree(w.As("gulnar"), w.id, legal.Undecided, true, "", ""))
	w.waitsFor(legal.NeedsAgreement)
	w.must(w.Agree(w.As("gulnar"), w.id, legal.Yes, true, "", "In spring, yes."))
	w.stands()
	p := w.page("gulnar")
	if len(p.Hers) != 4 || p.Hers[0].Answer != legal.Yes || p.Text("return_answers", p.Hers[0].ID, legal.FieldWords) != "In spring, yes." {
		t.Errorf("her answers are %+v", p.Hers)
	}
}

func TestWhereAMotherHadAHandOnlyAHeadsExceptionOpensTheGate(t *testing.T) {
	w := openShelter(t).woman()
	w.begin()
	w.ask()
	w.tell(w.mother, legal.Account{Source: "police", Recruited: legal.Yes, Words: "her own statement"})
	w.waitsFor(legal.NeedsException)
	print := w.page("dina").Print()
	denied(t, w.sign("saule"), pana.Conflict, "return.sign.finding")
	denied(t, w.AnswerException(w.As("dina"), w.id, true, "she insists", print), pana.Forbidden, "policy.refused")
	denied(t, w.AnswerException(w.As("marat"), w.id, true, " ", print), pana.Invalid, "return.reason.missing")
	w.must(w.AskException(w.As("dina"), w.id, "The aunt lives apart from the mother."))
	denied(t, w.AskException(w.As("dina"), w.id, "Once more."), pana.Conflict, "return.exception.asked")
	waiting, err := w.ReturnDecisions(w.As("saule"))
	if err != nil || len(waiting) != 1 || waiting[0].Kind != "exception" || waiting[0].Code != w.code || waiting[0].By != w.Staff("dina") {
		t.Errorf("the director's inbox holds %+v, %v", waiting, err)
	}
	w.must(w.AnswerException(w.As("marat"), w.id, true, "The mother is in prison; the aunt took the client's side in court.", print))
	w.stands()
	p := w.page("saule")
	x, ok := p.Excepted()
	if !ok || x.AnsweredBy != w.Staff("marat") || x.AskedBy != w.Staff("dina") ||
		!strings.Contains(p.Text("return_exceptions", x.ID, legal.FieldReason), "prison") {
		t.Errorf("the exception reads %+v", x)
	}
	w.must(w.AnswerException(w.As("saule"), w.id, false, "She will be let out next week.", print))
	w.waitsFor(legal.NeedsException)
	w.must(w.AnswerException(w.As("saule"), w.id, true, "Not before summer after all.", w.page("saule").Print()))
	w.stands()
	w.tell(w.aunt, legal.Account{Source: "phone", Profited: legal.Unknown})
	w.waitsFor(legal.NeedsException)
}

func TestWhoStandsInAConflictOfInterestNeitherSignsNorExcepts(t *testing.T) {
	w := openShelter(t).woman()
	w.ready()
	w.must(w.files.SetConflict(w.As("dina"), w.id, w.Staff("saule")))
	denied(t, w.leave(), pana.Conflict, "return.gate.closed")
	w.waitsFor(legal.NeedsSignatures)
	denied(t, w.sign("saule"), pana.NotFound, "client.absent")
	denied(t, w.AnswerException(w.As("saule"), w.id, true, "I know them.", w.page("dina").Print()), pana.NotFound, "client.absent")
	if list, err := w.ReturnDecisions(w.As("saule")); err != nil || len(list) != 0 {
		t.Errorf("her inbox tells of %+v, %v", list, err)
	}
	if list, err := w.ReturnDecisions(w.As("marat")); err != nil || len(list) != 1 || list[0].Kind != "signature" {
		t.Errorf("the deputy's inbox holds %+v, %v", list, err)
	}
	w.must(w.sign("marat"))
	w.stands()
}

func TestWhoReceivesHerIsConfirmedAndNoPossibleExploiter(t *testing.T) {
	w := openShelter(t).woman()
	w.ready()
	temir := w.person(casework.PossibleExploiter, "Saida Temirova")
	denied(t, w.GivePart(w.As("dina"), w.id, legal.Receives, casework.Someone{ID: temir}), pana.Invalid, "return.part.exploiter")
	w.waitsFor(legal.NeedsSignatures, legal.NeedsConfirmation) // the aunt's name is like hers
	w.must(w.sign("dina"))
	w.must(w.sign("saule"))
	denied(t, w.leave(), pana.Conflict, "return.gate.closed")
	w.must(w.files.ClearMatch(w.As("saule"), w.id, w.aunt, "Another surname, seen in her passport."))
	w.stands()
	w.must(w.GivePart(w.As("dina"), w.id, legal.GoesWith, casework.Someone{New: casework.NewPerson{Role: "friend", Name: "Damir"}}))
	w.waitsFor(legal.NeedsAnswers, legal.NeedsConfirmation)
	denied(t, w.GivePart(w.As("dina"), w.id, legal.Receives, casework.Someone{}), pana.Invalid, "return.part.nobody")
}

func TestSayingThatARelativeCountsNoMoreDoesNotAnswerForHer(t *testing.T) {
	w := openShelter(t).woman()
	w.begin()
	w.ask()
	brother := w.person("sibling", "Arsen")
	w.waitsFor(legal.NeedsAnswers)
	w.must(w.files.EndPerson(w.As("dina"), w.id, brother, 1))
	w.waitsFor(legal.NeedsAnswers)
	w.tell(brother, no("client"))
	w.waitsFor(legal.NeedsSignatures)
}

func TestTheReceivingOrganisationIsToldOnlyWithHerLeaveAtThatMoment(t *testing.T) {
	w := openShelter(t).woman()
	saule, dina := w.As("saule"), w.As("dina")
	consulate, err := w.files.AddOrganisation(saule, casework.NewOrganisation{Name: "Consulate", Kind: "embassy"})
	w.must(err)
	w.must(w.PlanReturn(dina, w.id, legal.ReturnPlan{Kind: legal.Abroad, Country: "UZ", Organisation: consulate}, 0))
	denied(t, w.TellReceiver(dina, w.id, ""), pana.Conflict, "return.consent")
	_, err = w.files.RecordConsent(dina, w.id, casework.NewConsent{Purpose: pana.EmbassyUse, Recipient: "embassy", Until: "2026-12-31"})
	w.must(err)
	denied(t, w.TellReceiver(dina, w.id, ""), pana.Conflict, "return.consent") // embassies are not this one
	yes := casework.NewConsent{Purpose: pana.EmbassyUse, Recipient: string(consulate), Fields: []string{"name"}, Until: "2026-12-31"}
	given, err := w.files.RecordConsent(dina, w.id, yes)
	w.must(err)
	w.must(w.TellReceiver(dina, w.id, ""))
	w.must(w.files.WithdrawConsent(dina, w.id, given))
	denied(t, w.TellReceiver(dina, w.id, ""), pana.Conflict, "return.consent")
	w.Clock.Advance(1e9)
	_, err = w.files.RecordConsent(dina, w.id, yes)
	w.must(err)
	w.must(w.TellReceiver(dina, w.id, ""))
	w.Clock.Advance(1e9)
	_, err = w.files.RecordConsent(dina, w.id, casework.NewConsent{Purpose: pana.EmbassyUse, Recipient: string(consulate), Refused: true})
	w.must(err)
	denied(t, w.TellReceiver(dina, w.id, ""), pana.Conflict, "return.consent")
}

func TestAnOpenReturnIsSetAsideBeforeTheTimeHereEnds(t *testing.T) {
	w := openShelter(t).woman()
	w.begin()
	leave := residence.Leaving{Client: w.id, Away: "2026-11-22", Ended: residence.AsPlanned}
	denied(t, w.beds.Discharge(w.As("dina"), leave), pana.Conflict, "return.open")
	leave.Ended = residence.OwnDecision
	w.must(w.beds.Discharge(w.As("dina"), leave)) // nobody is held
	denied(t, w.files.CloseEpisode(w.As("saule"), w.id, "2026-11-23"), pana.Conflict, "return.open")
	denied(t, w.PutAside(w.As("saule"), w.id, "", "", 0), pana.Invalid, "return.aside.missing")
	w.must(w.PutAside(w.As("saule"), w.id, "wish", "She found a room in town.", 0))
	w.must(w.files.CloseEpisode(w.As("saule"), w.id, "2026-11-23"))
	if p := w.page("saule"); len(p.Past) != 1 || p.Text("returns", p.Past[0].ID, legal.FieldReason) != "She found a room in town." {
		t.Errorf("what was set aside reads %+v", p.Past)
	}
}

func TestOnlyWhoReadsSafetySeesAReturn(t *testing.T) {
	w := openShelter(t).woman()
	w.ready()
	for who, kind := range map[string]pana.Kind{"timur": pana.Forbidden, "erlan": pana.Forbidden, "lena": pana.NotFound, "vera": pana.NotFound, "hans": pana.NotFound} {
		if _, err := w.Return(w.As(who), w.code); pana.KindOf(err) != kind {
			t.Errorf("%s: %v, want %s", who, err, kind)
		}
		if list, err := w.ReturnsAhead(w.As(who), "2026-01-01", "2027-12-31"); err != nil || len(list) != 0 {
			t.Errorf("%s sees ahead %+v, %v", who, list, err)
		}
	}
	if n := w.count(`SELECT COUNT(*) FROM trail WHERE client_id = $1 AND act = 'return.sign'`, w.id); n != 2 {
		t.Errorf("%d lines in the trail for two signatures", n)
	}
	if p := w.page("gulnar"); p.Closed || p.Text("family_accounts", p.Accounts[0].ID, legal.FieldWords) != "asked twice" {
		t.Error("the psychologist does not read what was answered")
	}
}

func TestTheWayAheadTellsOfTheJourneyAndTheArrival(t *testing.T) {
	w := openShelter(t).woman()
	w.begin()
	lane := func() (out casework.Track) {
		w.must(w.files.Read(w.As("dina"), w.code, policy.OpenClient, func(r *casework.Reading) (err error) {
			out, _, err = w.ReturnLane(r)
			return err
		}))
		return out
	}
	if l := lane(); l.Say != "track.return.check" || !l.Waiting || !l.Running || l.With["N"] == 0 {
		t.Errorf("the lane says %+v", l)
	}
	w.ask()
	p := w.page("dina")
	plan := legal.ReturnPlan{Kind: legal.ToFamily, Preparing: true, Country: "KZ", Region: "KZ-61", Travel: "2026-11-30", ArriveBy: "2026-12-01", Escort: w.Staff("dina"), Wish: "I want to see my aunt."}
	w.must(w.PlanReturn(w.As("dina"), w.id, plan, p.Return.Version))
	list, err := w.ReturnsAhead(w.As("dina"), "2026-11-23", "2026-12-31")
	if err != nil || len(list) != 1 || list[0].Kind != "travel" || list[0].On != "2026-11-30" || !list[0].Out || list[0].Staff != w.Staff("dina") || list[0].Page != "/return" {
		t.Errorf("ahead stands %+v, %v", list, err)
	}
	w.must(w.sign("dina"))
	w.must(w.sign("saule"))
	if l := lane(); l.Say != "track.return.standing" || l.Waiting {
		t.Errorf("the lane says %+v", l)
	}
	w.must(w.SetOut(w.As("dina"), w.id, "", 0))
	list, err = w.ReturnsAhead(w.As("dina"), "2026-11-23", "2026-12-31")
	if err != nil || len(list) != 1 || list[0].Kind != "arrival" || list[0].On != "2026-12-01" {
		t.Errorf("ahead stands %+v, %v", list, err)
	}
	w.must(w.Arrive(w.As("dina"), w.id, "", "client", 0))
	if l := lane(); l.Say != "track.return.arrived" || l.Running || l.With["Day"] != pana.Date("2026-11-23") {
		t.Errorf("the lane says %+v", l)
	}
}

func TestWhatAReturnRefuses(t *testing.T) {
	w := openShelter(t).woman()
	w.begin()
	dina := w.As("dina")
	field := func(name string, err error, field string) {
		t.Helper()
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != field {
			t.Errorf("%s: got %v, want a refusal on %s", name, err, field)
		}
	}
	version := w.page("dina").Return.Version
	plan := func(p legal.ReturnPlan) error { return w.PlanReturn(dina, w.id, p, version) }
	field("no kind", plan(legal.ReturnPlan{}), "kind")
	field("a country no list knows", plan(legal.ReturnPlan{Kind: "family", Country: "Narnia"}), "country")
	field("a day that never was", plan(legal.ReturnPlan{Kind: "family", Travel: "2026-02-31"}), "travel_on")
	field("there before setting out", plan(legal.ReturnPlan{Kind: "family", Travel: "2026-12-02", ArriveBy: "2026-12-01"}), "arrive_by")
	field("confirmed tomorrow", plan(legal.ReturnPlan{Kind: "family", Confirmed: "2026-11-24"}), "nationality_on")
	field("an escort nobody knows", plan(legal.ReturnPlan{Kind: "family", Escort: "nobody"}), "escort")
	field("an organisation nobody knows", plan(legal.ReturnPlan{Kind: "family", Organisation: "none"}), "organisation")
	field("a NUL in her wish", plan(legal.ReturnPlan{Kind: "family", Wish: "\x00"}), "wish")
	denied(t, w.PlanReturn(dina, w.id, legal.ReturnPlan{Kind: "family"}, 0), pana.Conflict, "return.open.already")
	field("an account from nowhere", w.Tell(dina, w.id, legal.Account{Knew: "no"}, casework.Someone{}), "source_of")
	field("an account without an answer", w.Tell(dina, w.id, legal.Account{Source: "client"}, casework.Someone{}), "recruited")
	field("an answer of one's own", w.Tell(dina, w.id, legal.Account{Source: "client", Knew: "perhaps"}, casework.Someone{}), "knew")
	field("somebody of another file", w.Tell(dina, w.id, no("client"), casework.Someone{ID: w.shelter.woman().aunt}), "person")
	field("a sixth grade of harm", w.Weigh(dina, w.id, []legal.Risk{{Question: "sought", Likelihood: 1, Harm: 6}}, ""), "harm_sought")
	field("nothing weighed", w.Weigh(dina, w.id, nil, ""), "risk")
	field("no answer of hers", w.Agree(dina, w.id, "", false, "", ""), "answer")
	field("a contact nobody named", w.TryContact(dina, w.id, w.mother, true, "", ""), "contact")
	denied(t, w.Sign(dina, w.id, "", "another print"), pana.Conflict, "db.stale")
	denied(t, w.EndPart(dina, w.id, "none"), pana.NotFound, "record.absent")
}

func TestACorrectedAccountTakesTheOldOnesPlaceOnce(t *testing.T) {
	w := openShelter(t).woman()
	w.begin()
	w.tell(w.mother, legal.Account{Source: "client", Recruited: legal.Yes, Words: "misheard"})
	old := w.page("dina").Accounts[0]
	right := no("client")
	right.Supersedes = old.ID
	w.must(w.Tell(w.As("dina"), w.id, right, casework.Someone{}))
	p := w.page("dina")
	if len(p.Accounts) != 1 || p.Accounts[0].Person != w.mother || p.Of(w.mother, 0) != legal.No {
		t.Errorf("after the correction stand %+v", p.Accounts)
	}
	denied(t, w.Tell(w.As("gulnar"), w.id, right, casework.Someone{}), pana.Conflict, "db.stale")
	if n := w.count(`SELECT COUNT(*) FROM family_accounts WHERE client_id = $1`, w.id); n != 2 {
		t.Errorf("%d accounts are kept, want the old one too", n)
	}
}

func TestEveryColumnOfAReturnSaysWhatErasureDoesToIt(t *testing.T) {
	columns, err := db.Columns(legal.Schema())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range columns {
		seen[c.Table] = true
	}
	for _, table := range []string{"returns", "return_people", "return_calls", "family_accounts", "return_risks", "return_answers", "return_signatures", "return_exceptions"} {
		if !seen[table] {
			t.Errorf("%s is not among the tables", table)
		}
	}
}
