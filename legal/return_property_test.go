package legal_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/legal"
	"example.org/pana/residence"
)

// A told is an account as the reference keeps it.
type told struct {
	person  pana.PersonID
	answers [3]string
}

// A reference is the rule of the gate written down a second time, as simply as
// can be: what has happened, and whether she may go.
type reference struct {
	open, onWay bool
	hers        string
	safety      bool
	risks       int
	parts       map[string]pana.PersonID // by part and person
	reached     map[pana.PersonID]bool
	kin         []pana.PersonID
	confirmed   map[pana.PersonID]bool
	told        []told
	signed      map[string]string // place to who
	excepted    string            // by whom
	away        map[string]bool
	familial    bool
}

func (m *reference) begin() {
	m.open, m.onWay, m.hers, m.risks, m.told, m.excepted = true, false, "", 0, nil, ""
	m.parts, m.reached, m.signed = map[string]pana.PersonID{}, map[pana.PersonID]bool{}, map[string]string{}
}

// changed drops what was signed.
func (m *reference) changed() { m.signed, m.excepted = map[string]string{}, "" }

func (m *reference) involved() bool {
	return m.familial || slices.ContainsFunc(m.told, func(a told) bool { return slices.Contains(a.answers[:], "yes") })
}

func (m *reference) cleared() bool {
	if m.involved() || len(m.told) == 0 {
		return false
	}
	asked := slices.Clone(m.kin)
	for _, p := range m.parts {
		asked = append(asked, p)
	}
	for _, p := range asked {
		for q := range 3 {
			if !slices.ContainsFunc(m.told, func(a told) bool { return a.person == p && a.answers[q] == "no" }) {
				return false
			}
		}
	}
	return true
}

// letsGo is the whole rule.
func (m *reference) letsGo() bool {
	if !m.open || m.hers != "yes" || !m.safety || m.risks != 8 {
		return false
	}
	receiver, contact := false, false
	for key, p := range m.parts {
		if !m.confirmed[p] {
			return false
		}
		receiver = receiver || key[:4] == "rece"
		contact = contact || key[:4] == "cont" && m.reached[p]
	}
	if !receiver || !contact {
		return false
	}
	if m.excepted != "" && !m.away[m.excepted] {
		return true
	}
	worker, head := m.signed["worker"], m.signed["head"]
	return m.cleared() && worker != "" && head != "" && worker != head && !m.away[worker] && !m.away[head]
}

// Whoever does whatever in whatever order: she goes to her family or her country
// only at a moment at which the check stands, and at such a moment the gate is no
// hindrance.
func TestNoOrderOfActsBringsHerBackWithoutAStandingCheck(t *testing.T) {
	s := openShelter(t)
	went, held := 0, 0
	cast := []string{"dina", "gulnar", "saule", "marat", "erlan", "timur", "raushan", "bolat", "lena", "vera"}
	careful := []string{"dina", "gulnar", "saule", "marat"}
	rapid.Check(t, func(t *rapid.T) {
		w := s.woman()
		m := &reference{confirmed: map[pana.PersonID]bool{}, kin: []pana.PersonID{w.mother, w.aunt}, away: map[string]bool{}}
		m.begin()
		m.open = false
		defer func() { // her bed is somebody else's in the next course
			for _, who := range []string{"dina", "marat", "saule"} {
				_ = s.beds.Discharge(s.As(who), residence.Leaving{Client: w.id, Ended: residence.OwnDecision})
			}
		}()
		anyone := func(t *rapid.T) string { return rapid.SampledFrom(cast).Draw(t, "who") }
		worker := func(t *rapid.T) string { return rapid.SampledFrom(careful).Draw(t, "careful") }
		person := func(t *rapid.T) pana.PersonID { return rapid.SampledFrom(m.kin).Draw(t, "person") }
		fair := func(t *rapid.T, err error) bool {
			if err != nil && pana.KindOf(err) == pana.Internal {
				t.Fatalf("an answer nobody can use: %v", err)
			}
			s.Clock.Advance(time.Millisecond)
			return err == nil
		}
		// completes is an act that would bring her back: it may succeed only while
		// the reference lets her go.
		completes := func(t *rapid.T, what string, err error) bool {
			lets, done := m.letsGo(), fair(t, err)
			switch {
			case done && !lets:
				t.Fatalf("%s without a standing check", what)
			case done:
				went++
			case err != nil && (say(err) == "return.gate.closed" || say(err) == "return.open"):
				held++
				if lets {
					t.Fatalf("%s is refused although the check stands: %v", what, err)
				}
			}
			return done
		}
		begin := func(t *rapid.T) {
			if fair(t, w.PlanReturn(s.As(worker(t)), w.id, legal.ReturnPlan{Kind: legal.ToFamily, Country: "KZ"}, 0)) {
				m.begin()
			}
		}
		tell := func(t *rapid.T, who string, p pana.PersonID, answers [3]string) {
			a := legal.Account{Source: "client", Recruited: answers[0], Profited: answers[1], Knew: answers[2]}
			if fair(t, w.Tell(s.As(who), w.id, a, casework.Someone{ID: p})) {
				m.told = append(m.told, told{person: p, answers: answers})
				m.changed()
			}
		}
		part := func(t *rapid.T, who, part string, p pana.PersonID) {
			if fair(t, w.GivePart(s.As(who), w.id, part, casework.Someone{ID: p})) && m.parts[part+string(p)] == "" {
				m.parts[part+string(p)] = p
				m.changed()
			}
		}
		sign := func(t *rapid.T, who, place string) {
			page, err := w.Return(s.As(reader()), w.code)
			if err != nil || page.Return.ID == "" {
				return
			}
			if !fair(t, w.Sign(s.As(who), w.id, place, page.Print())) {
				return
			}
			if place == "" {
				place = "worker"
				if who == "saule" || who == "marat" {
					place = "head"
				}
			}
			m.signed[place] = who
		}
		confirm := func(t *rapid.T, who string, p pana.PersonID) {
			if fair(t, w.files.ConfirmPerson(s.As(who), w.id, p)) {
				m.confirmed[p] = true
			}
		}
		rest := func(t *rapid.T, who string) { // agreement, safety, risks, contact
			if fair(t, w.Agree(s.As(who), w.id, legal.Yes, false, "", "")) {
				m.hers = "yes"
			}
			if fair(t, w.safe(who, "yes")) {
				m.safety = true
			}
			if fair(t, w.Weigh(s.As(who), w.id, everyRisk(2, 2), "")) {
				m.risks = 8
				m.changed()
			}
			part(t, who, legal.Contact, w.aunt)
			if fair(t, w.TryContact(s.As(who), w.id, w.aunt, true, "", "")) {
				m.reached[w.aunt] = true
			}
		}
		both := func(t *rapid.T) {
			sign(t, rapid.SampledFrom([]string{"dina", "gulnar"}).Draw(t, "worker"), "")
			sign(t, rapid.SampledFrom([]string{"saule", "marat"}).Draw(t, "head"), "")
		}
		whole := func(t *rapid.T) {
			who := worker(t)
			if m.open && fair(t, w.PutAside(s.As(who), w.id, "wish", "", 0)) {
				m.open = false
			}
			begin(t)
			for _, p := range m.kin {
				tell(t, who, p, [3]string{"no", "no", "no"})
			}
			part(t, who, legal.Receives, w.aunt)
			confirm(t, who, w.aunt)
			rest(t, who)
			both(t)
		}
		leave := func(t *rapid.T, ending residence.Ending) {
			slept := s.count(`SELECT COUNT(*) FROM stays WHERE client_id = $1 AND until = ''`, w.id)
			err := s.beds.Discharge(s.As(anyone(t)), residence.Leaving{Client: w.id, Ended: ending})
			switch {
			case slept == 0: // that she has left may be said twice
				fair(t, err)
			case ending == residence.WithFamily || ending == residence.ReturnedHome:
				completes(t, "she left as "+string(ending), err)
			case m.open && (ending == residence.AsPlanned || ending == residence.OtherEnding):
				completes(t, "with a return open she left as "+string(ending), err)
			default:
				fair(t, err)
			}
		}
		setOut := func(t *rapid.T) {
			if completes(t, "she set out", w.SetOut(s.As(worker(t)), w.id, "", 0)) {
				m.onWay = true
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"begin":           begin,
			"the whole check": whole,
			"the whole check, and nearly": func(t *rapid.T) {
				whole(t)
				switch rapid.IntRange(0, 3).Draw(t, "what is different") {
				case 0:
					tell(t, "dina", person(t), [3]string{"", rapid.SampledFrom([]string{"yes", "unknown"}).Draw(t, "profited"), ""})
				case 1:
					if fair(t, w.Agree(s.As("dina"), w.id, "no", false, "", "")) {
						m.hers = "no"
					}
				}
				leave(t, residence.WithFamily)
				setOut(t)
			},
			"both sign": both,
			"sign": func(t *rapid.T) {
				sign(t, anyone(t), rapid.SampledFrom([]string{"", "worker", "head"}).Draw(t, "place"))
			},
			"unsign": func(t *rapid.T) {
				who := anyone(t)
				if fair(t, w.Unsign(s.As(who), w.id)) {
					for place, by := range m.signed {
						if by == who {
							delete(m.signed, place)
						}
					}
				}
			},
			"tell": func(t *rapid.T) {
				answer := rapid.SampledFrom([]string{"no", "no", "unknown", "yes", ""})
				tell(t, anyone(t), person(t), [3]string{answer.Draw(t, "recruited"), answer.Draw(t, "profited"), answer.Draw(t, "knew")})
			},
			"agree": func(t *rapid.T) {
				answer := rapid.SampledFrom([]string{"yes", "no", "undecided"}).Draw(t, "answer")
				if fair(t, w.Agree(s.As(anyone(t)), w.id, answer, false, "", "")) {
					m.hers = answer
				}
			},
			"weigh": func(t *rapid.T) {
				n := rapid.IntRange(1, 8).Draw(t, "questions")
				if fair(t, w.Weigh(s.As(anyone(t)), w.id, everyRisk(3, 4)[:n], "")) {
					m.risks = n
					m.changed()
				}
			},
			"safety": func(t *rapid.T) {
				agreed := rapid.SampledFrom(assessment.Agreements()).Draw(t, "agreed")
				if fair(t, w.safe(anyone(t), agreed)) {
					m.safety = agreed == "yes"
				}
			},
			"part": func(t *rapid.T) {
				part(t, anyone(t), rapid.SampledFrom([]string{"receives", "contact", "escort"}).Draw(t, "part"), person(t))
			},
			"end a part": func(t *rapid.T) {
				page, err := w.Return(s.As(reader()), w.code)
				if err != nil || len(page.Parts) == 0 {
					return
				}
				p := rapid.SampledFrom(page.Parts).Draw(t, "part")
				if fair(t, w.EndPart(s.As(anyone(t)), w.id, p.ID)) {
					delete(m.parts, p.Part+string(p.Person))
					m.changed()
				}
			},
			"confirm": func(t *rapid.T) { confirm(t, anyone(t), person(t)) },
			"a new name": func(t *rapid.T) {
				p, who := person(t), anyone(t)
				known, err := w.files.Persons(s.As(reader()), w.code)
				if err != nil {
					return
				}
				i := slices.IndexFunc(known, func(k casework.Known) bool { return k.ID == p })
				if i < 0 {
					return
				}
				n := casework.NewPerson{Role: known[i].Role, Name: rapid.SampledFrom([]string{"Asel", "Bibigul", "Roza"}).Draw(t, "name")}
				if fair(t, w.files.EditPerson(s.As(who), w.id, p, n, known[i].Version)) && n.Name != known[i].Name {
					m.confirmed[p] = false
					m.changed()
				}
			},
			"another relative": func(t *rapid.T) {
				if len(m.kin) > 4 {
					return
				}
				id, err := w.files.AddPerson(s.As(anyone(t)), w.id, casework.NewPerson{Role: "sibling", Name: "Arsen"})
				if fair(t, err) {
					m.kin = append(m.kin, id)
					m.changed()
				}
			},
			"reach": func(t *rapid.T) {
				p, reached := person(t), rapid.Bool().Draw(t, "reached")
				if fair(t, w.TryContact(s.As(anyone(t)), w.id, p, reached, "", "")) && reached {
					m.reached[p] = true
				}
			},
			"except": func(t *rapid.T) {
				page, err := w.Return(s.As(reader()), w.code)
				if err != nil {
					return
				}
				who, given := rapid.SampledFrom([]string{"saule", "marat", "dina", "timur"}).Draw(t, "who"), rapid.Bool().Draw(t, "given")
				if fair(t, w.AnswerException(s.As(who), w.id, given, "because", page.Print())) {
					m.excepted = ""
					if given {
						m.excepted = who
					}
				}
			},
			"ask for an exception": func(t *rapid.T) { fair(t, w.AskException(s.As(anyone(t)), w.id, "please")) },
			"conflict": func(t *rapid.T) {
				of := rapid.SampledFrom([]string{"saule", "marat", "gulnar"}).Draw(t, "of")
				if len(m.away) < 2 && fair(t, w.files.SetConflict(s.As("dina"), w.id, s.Staff(of))) {
					m.away[of] = true
				}
			},
			"lift": func(t *rapid.T) {
				of := rapid.SampledFrom([]string{"saule", "marat", "gulnar"}).Draw(t, "of")
				by := rapid.SampledFrom([]string{"saule", "marat"}).Draw(t, "by")
				if fair(t, w.files.LiftConflict(s.As(by), w.id, s.Staff(of))) {
					delete(m.away, of)
				}
			},
			"the facts": func(t *rapid.T) {
				who, recruiter := anyone(t), rapid.SampledFrom([]string{"parent", "stranger", "partner", "unknown"}).Draw(t, "recruiter")
				old, err := w.files.Facts(s.As(reader()), w.code)
				if err != nil {
					return
				}
				f := casework.NoFacts()
				f.Recruiter = recruiter
				if _, err := w.files.RecordFacts(s.As(who), w.id, f, old.Version); fair(t, err) && recruiter != old.Recruiter {
					m.familial = recruiter == "parent" || recruiter == "partner"
					if !(recruiter == "unknown" && old.Recruiter == "") {
						m.changed()
					}
				}
			},
			"put aside": func(t *rapid.T) {
				if rapid.IntRange(0, 3).Draw(t, "really") == 0 && fair(t, w.PutAside(s.As(anyone(t)), w.id, "wish", "", 0)) {
					m.open = false
				}
			},
			"elsewhere": func(t *rapid.T) {
				page, err := w.Return(s.As(reader()), w.code)
				if err != nil || page.Return.ID == "" {
					return
				}
				country := rapid.SampledFrom([]string{"KZ", "UZ", "KG"}).Draw(t, "country")
				plan := legal.ReturnPlan{Kind: legal.ToFamily, Country: country}
				if fair(t, w.PlanReturn(s.As(anyone(t)), w.id, plan, page.Return.Version)) && page.Return.Country != country {
					m.changed()
				}
			},
			"stage": func(t *rapid.T) {
				stage := rapid.SampledFrom([]string{"plan", "leaving", "follow-up", "closed"}).Draw(t, "stage")
				fair(t, w.files.SetStage(s.As(anyone(t)), w.id, stage, "", rapid.Int64Range(1, 6).Draw(t, "version")))
			},
			"move": func(t *rapid.T) {
				_, err := s.beds.Move(s.As(anyone(t)), residence.Moving{Client: w.id, Bed: s.free()})
				fair(t, err)
			},
			"bed again": func(t *rapid.T) {
				_, err := s.beds.Admit(s.As("dina"), residence.Admission{Client: w.id, Bed: s.free()})
				fair(t, err)
			},
			"leave":   func(t *rapid.T) { leave(t, rapid.SampledFrom(residence.Endings()).Draw(t, "ending")) },
			"set out": setOut,
			"arrive": func(t *rapid.T) {
				if completes(t, "she arrived", w.Arrive(s.As(worker(t)), w.id, "", "contact", 0)) {
					if !m.onWay {
						t.Fatal("she arrived without setting out")
					}
					m.open, m.onWay = false, false
				}
			},
			"close": func(t *rapid.T) {
				if rapid.IntRange(0, 3).Draw(t, "really") > 0 {
					return
				}
				err := w.files.CloseEpisode(s.As(anyone(t)), w.id, "2026-11-23")
				if m.open {
					completes(t, "her time here was closed", err)
				} else {
					fair(t, err)
				}
			},
		})
	})
	// A handful of rounds may hold none of either.
	if !testing.Short() && (went == 0 || held == 0) {
		t.Errorf("she went %d times and was held %d times: too little was tried", went, held)
	}
	t.Logf("she went %d times and was held %d times", went, held)
}

// reader is someone who reads the file whoever is kept away: Dina never is.
func reader() string { return "dina" }

func say(err error) string {
	if e, ok := err.(*pana.Error); ok {
		return e.Say
	}
	return ""
}
