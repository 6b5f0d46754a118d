package web_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// A walk is a house in which things happen at random, and beside it a model that
// knows the rules from the reference and not from the code: who sees whom, who
// reads and writes which part. After every step one question is asked of both.
type walk struct {
	*served
	chance *rand.Rand
	beds   []pana.BedID
	people map[string]pana.Grant
	files  []*modelled
	asked  map[string]int
}

// A modelled client is what the model knows of one.
type modelled struct {
	id       pana.ClientID
	code     string
	site     pana.SiteID
	bed      pana.BedID // where she sleeps tonight, or none
	assigned map[string]bool
	against  map[string]bool
	notes    map[string]pana.Compartment // what was written, and in which part
	papers   map[pana.Compartment]pana.DocumentID
	closed   bool // her time here has ended; she may come back
	gone     bool // erased
}

const (
	fewFiles = 9
	fewGone  = 3
	fewNotes = 24 // of a client
)

// moves puts a file to the youth centre, where no page of a shelter finds it.
func (w *walk) moves(m *modelled) {
	w.t.Helper()
	saule := w.As("saule")
	if err := w.House.DB.Update(saule, func(tx *db.Tx) error {
		if _, err := tx.Exec(saule, `UPDATE clients SET site_id = $1 WHERE id = $2`, w.Centre.ID, m.id); err != nil {
			return err
		}
		return trail.Record(saule, tx, trail.Entry{Act: policy.WriteYoung, Client: m.id, Site: w.Centre.ID})
	}); err != nil {
		w.t.Fatal(err)
	}
}

// sees is the model of "that there is such a client".
func (w *walk) sees(who string, m *modelled) bool {
	if m.against[who] || m.gone || m.site == w.Centre.ID {
		return false
	}
	switch g := w.people[who]; {
	case g.Site != "" && g.Site != m.site:
		return false
	case leads(g.Role), g.Role == pana.SocialWorker, g.Role == pana.Psychologist:
		return true
	case g.Role == pana.NightDuty:
		return m.bed != ""
	case g.Role == pana.Nurse:
		return m.bed != "" || m.assigned[who]
	case g.Role == pana.Lawyer:
		return m.assigned[who]
	}
	return false
}

func leads(r pana.Role) bool { return r == pana.Director || r == pana.Deputy }

// reads is the model of who reads which part of a file.
func (w *walk) reads(who string, m *modelled, part pana.Compartment) bool {
	if !w.sees(who, m) {
		return false
	}
	role, mine := w.people[who].Role, m.assigned[who]
	switch part {
	case pana.Identity:
		return true
	case pana.Care, pana.Safety:
		return leads(role) || mine && (role == pana.SocialWorker || role == pana.Psychologist)
	case pana.Health:
		return leads(role) || mine && role == pana.SocialWorker || role == pana.Nurse
	case pana.Legal:
		return leads(role) || mine && (role == pana.SocialWorker || role == pana.Lawyer)
	}
	return false
}

// writes is the model of who may add a note to which part.
func (w *walk) writes(who string, m *modelled, part pana.Compartment) bool {
	role := w.people[who].Role
	if !w.sees(who, m) {
		return false
	}
	mine := leads(role) || m.assigned[who] || (role == pana.NightDuty || role == pana.Nurse) && m.bed != ""
	if !mine || role == pana.Nurse && m.bed == "" {
		return false // a nurse notes about whoever sleeps here
	}
	switch part {
	case pana.Identity:
		return role != pana.Lawyer
	case pana.Care:
		return role != pana.Lawyer
	case pana.Health:
		return leads(role) || role == pana.SocialWorker || role == pana.Nurse
	case pana.Legal:
		return leads(role) || role == pana.SocialWorker || role == pana.Lawyer
	case pana.Safety:
		return leads(role) || role == pana.SocialWorker || role == pana.Psychologist || role == pana.NightDuty
	}
	return false
}

// stages is the model of who may say that her time here has ended.
func (w *walk) stages(who string, m *modelled) bool {
	role := w.people[who].Role
	return w.sees(who, m) && (leads(role) || m.assigned[who] && (role == pana.SocialWorker || role == pana.Psychologist))
}

// looks is the model of who may look at a paper in a part.
func (w *walk) looks(who string, m *modelled, part pana.Compartment) bool {
	role := w.people[who].Role
	may := leads(role) || m.assigned[who] && (role == pana.SocialWorker || role == pana.Psychologist || role == pana.Lawyer) || role == pana.Nurse && m.bed != ""
	return may && w.reads(who, m, part)
}

// here are the files that are not erased.
func (w *walk) here() (list []*modelled) {
	for _, m := range w.files {
		if !m.gone {
			list = append(list, m)
		}
	}
	return list
}

var parts = []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety}

func (w *walk) anyone() string { return pick(w.chance, slices.Sorted(maps.Keys(w.people))) }

func (w *walk) head(m *modelled) string {
	for _, name := range []string{"saule", "marat"} {
		if !m.against[name] {
			return name
		}
	}
	return ""
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// step lets one thing happen, by someone of whom the model says that she may or
// may not; the house must say the same.
func (w *walk) step(n int) (what string, err error) {
	here := w.here()
	if len(here) < fewFiles && (len(here) == 0 || w.chance.IntN(30) == 0) {
		site := pick(w.chance, []pana.SiteID{w.Shelter.ID, w.Shelter.ID, w.Centre.ID})
		a := w.come(w.Shelter.ID, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female"})
		m := &modelled{id: a.Client, code: a.Code, site: site, assigned: map[string]bool{}, against: map[string]bool{}, notes: map[string]pana.Compartment{},
			papers: map[pana.Compartment]pana.DocumentID{}}
		for _, p := range parts {
			id, err := w.served.files.FileDocument(w.As("saule"), a.Client, casework.NewDocument{Kind: "drawing", Compartment: p, File: bytes.NewReader(drawing())})
			if err != nil {
				return "", err
			}
			m.papers[p] = id
		}
		if site != w.Shelter.ID {
			w.moves(m)
		}
		w.files = append(w.files, m)
		return "came", nil
	}
	m, who := pick(w.chance, here), w.anyone()
	dice := w.chance.IntN(15)
	if m.site != w.Shelter.ID && (dice == 2 || dice >= 10) {
		return "", nil // how somebody leaves a youth centre is that chapter's
	}
	switch dice {
	case 0, 1:
		head := w.head(m)
		role := w.people[who].Role
		care := role == pana.SocialWorker || role == pana.Psychologist || role == pana.Lawyer || role == pana.Nurse
		if head == "" || !care || m.closed || m.against[who] || w.people[who].Site != m.site {
			return "", nil
		}
		if m.assigned[who] {
			delete(m.assigned, who)
			return "unassign", w.served.files.Unassign(w.As(head), m.id, w.Staff(who), role)
		}
		m.assigned[who] = true
		return "assign", w.served.files.Assign(w.As(head), m.id, w.Staff(who), role)
	case 2:
		head := w.head(m)
		if head == "" || head == who {
			return "", nil
		}
		if m.against[who] {
			delete(m.against, who)
			return "lift", w.served.files.LiftConflict(w.As(head), m.id, w.Staff(who))
		}
		if len(m.against) > 4 {
			return "", nil
		}
		m.against[who] = true
		delete(m.assigned, who) // and does not come back with the conflict lifted
		return "conflict", w.served.files.SetConflict(w.As(head), m.id, w.Staff(who))
	case 3, 4:
		head := w.head(m)
		if head == "" || m.site != w.Shelter.ID {
			return "", nil
		}
		if m.bed != "" {
			w.beds, m.bed = append(w.beds, m.bed), ""
			return "discharge", w.served.beds.Discharge(w.As(head), residence.Leaving{Client: m.id, Ended: residence.Ending("own-decision")})
		}
		if len(w.beds) == 0 {
			return "", nil
		}
		m.bed, w.beds, m.closed = w.beds[0], w.beds[1:], false
		_, err := w.served.beds.Admit(w.As(head), residence.Admission{Client: m.id, Bed: m.bed})
		return "admit", err
	case 5, 6, 7:
		part := pick(w.chance, parts)
		may := w.writes(who, m, part)
		if may && len(m.notes) >= fewNotes {
			return "", nil
		}
		text := fmt.Sprintf("note %d", n)
		_, err := w.served.files.WriteNote(w.As(who), m.id, casework.NewNote{Compartment: part, Text: text})
		if may != (err == nil) {
			return "", fmt.Errorf("%s writes into %s of %s: %v, the model says %v", who, part, m.code, err, may)
		}
		if may {
			m.notes[text] = part
		}
		return "note", nil
	case 10, 11:
		return w.ends(m, who)
	case 12:
		return w.erases(m)
	case 8:
		if w.chance.IntN(40) == 0 {
			return "restart", w.again()
		}
	case 9:
		if w.chance.IntN(10) == 0 {
			return "sign out", w.House.SignOut(context.Background(), w.Cookie(who))
		}
	}
	return "", nil
}

// ends lets her time here end, or has her come back.
func (w *walk) ends(m *modelled, who string) (string, error) {
	if m.bed != "" || w.chance.IntN(4) > 0 {
		return "", nil
	}
	if m.closed {
		m.closed = false
		return "came back", w.House.DB.Update(w.As("saule"), func(tx *db.Tx) error {
			id, err := casework.OpenEpisode(w.As("saule"), tx, casework.NewEpisode{Client: m.id, Site: m.site, Opened: w.House.Today(tx.Now)})
			if err != nil {
				return err
			}
			return trail.Record(w.As("saule"), tx, trail.Entry{Act: policy.StageClient, Client: m.id, Site: m.site, Object: string(id)})
		})
	}
	may := w.stages(who, m)
	err := w.served.files.CloseEpisode(w.As(who), m.id, w.House.Today(w.House.Now()))
	if may != (err == nil) {
		return "", fmt.Errorf("%s ends the time of %s: %v, the model says %v", who, m.code, err, may)
	}
	if may {
		m.closed = true
		clear(m.assigned)
	}
	return "ended", nil
}

// erases has two people erase a file of somebody who has left.
func (w *walk) erases(m *modelled) (string, error) {
	if !m.closed || w.chance.IntN(3) > 0 {
		return "", nil
	}
	may := !m.against["saule"] && !m.against["marat"]
	err := erasure.New(w.House).Erase(w.As("saule"), m.id, erasure.Asking{Code: m.code, Reason: erasure.Asked, Pair: house.Pair{
		Passphrase: housetest.Passphrase("saule"), Second: house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}})
	if may != (err == nil) {
		return "", fmt.Errorf("%s is erased: %v, the model says %v", m.code, err, may)
	}
	if !may {
		return "", nil
	}
	m.gone = true
	if len(w.files)-len(w.here()) > fewGone {
		at := slices.IndexFunc(w.files, func(m *modelled) bool { return m.gone })
		w.files = slices.Delete(w.files, at, at+1)
	}
	return "erased", nil
}

func (w *walk) again() error {
	err := w.House.Lock(context.Background())
	w.Clock.Advance(time.Second)
	w.As("saule") // somebody who may open it again comes in first
	return err
}

// ask puts one question to the house and to the model.
func (w *walk) ask() error {
	who := w.anyone()
	as := w.As(who)
	if w.chance.IntN(3) == 0 {
		w.asked["list"]++
		return w.list(as, who)
	}
	m := pick(w.chance, w.files)
	if w.chance.IntN(4) == 0 {
		w.asked["paper"]++
		return w.paper(as, who, m)
	}
	w.asked["open"]++
	f, err := w.served.files.Open(as, m.code)
	switch {
	case w.sees(who, m) != (err == nil):
		return fmt.Errorf("%s opens %s: %v, the model says %v", who, m.code, err, w.sees(who, m))
	case err != nil:
		_, never := w.served.files.Open(as, "KZ-19-417")
		if !policy.May(pana.ActorFrom(as), policy.OpenClient) {
			return nil // refused before any file is looked for
		}
		if pana.KindOf(err) != pana.NotFound || err.Error() != never.Error() {
			return fmt.Errorf("%s opens %s: %v, and a code that never was: %v", who, m.code, err, never)
		}
		return nil
	}
	var got, want []string
	for _, n := range f.Timeline {
		if n.Closed {
			return fmt.Errorf("%s: a note in %s of %s is closed to her keys", who, n.Compartment, m.code)
		}
		got = append(got, n.Text)
	}
	for text, part := range m.notes {
		if w.reads(who, m, part) {
			want = append(want, text)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("%s reads of %s: %q, the model says %q", who, m.code, got, want)
	}
	return nil
}

// paper asks for one of her papers.
func (w *walk) paper(as context.Context, who string, m *modelled) error {
	part := pick(w.chance, parts)
	_, err := w.served.files.ViewDocument(as, m.code, m.papers[part])
	if may := w.looks(who, m, part); may != (err == nil) {
		return fmt.Errorf("%s looks at a paper in %s of %s: %v, the model says %v", who, part, m.code, err, may)
	}
	if err == nil || !policy.May(pana.ActorFrom(as), policy.ViewDocument) || w.sees(who, m) && pana.KindOf(err) == pana.Forbidden {
		return nil
	}
	if _, never := w.served.files.ViewDocument(as, "KZ-19-417", m.papers[part]); !w.sees(who, m) && err.Error() != never.Error() {
		return fmt.Errorf("%s looks at a paper of %s: %v, and of a code that never was: %v", who, m.code, err, never)
	}
	return nil
}

func (w *walk) list(as context.Context, who string) error {
	var got, want []string
	page, err := w.served.files.List(as, casework.Filter{In: casework.Everyone, Limit: 200})
	if err != nil && pana.KindOf(err) != pana.Forbidden {
		return err
	}
	for _, r := range page.Rows {
		got = append(got, r.Code)
	}
	for _, m := range w.files {
		if w.sees(who, m) {
			want = append(want, m.code)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("%s lists %q, the model says %q", who, got, want)
	}
	return nil
}

func TestMatrixRandomWalk(t *testing.T) {
	seed, chance := proof.Seed(t)
	w := &walk{served: serveHouse(t), chance: chance, people: map[string]pana.Grant{}, asked: map[string]int{}}
	w.Clock.Advance(10 * time.Hour) // evening: before noon the night is still the one before
	for _, name := range housetest.Names() {
		w.people[name] = pana.ActorFrom(w.As(name)).Grants[0]
	}
	saule := w.As("saule")
	if _, err := w.served.beds.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden", Children: true, Beds: 4}); err != nil {
		t.Fatal(err)
	}
	tonight, err := w.served.beds.Tonight(saule, w.Shelter.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range tonight.Rooms[0].Beds {
		w.beds = append(w.beds, b.ID)
	}
	steps, happened := proof.N(3000, 1_000_000), map[string]int{}
	for n := range steps {
		w.Clock.Advance(time.Millisecond)
		what, err := w.step(n)
		if err == nil {
			err = w.ask()
		}
		if err != nil {
			t.Fatalf("step %d of seed %d (%s): %v", n, seed, what, err)
		}
		happened[what]++
	}
	for _, what := range []string{"assign", "unassign", "conflict", "lift", "admit", "discharge", "note", "ended", "came back", "erased"} {
		if happened[what] == 0 && (steps >= 20_000 || what != "came back" && what != "erased") {
			t.Errorf("%s never happened", what)
		}
	}
	delete(happened, "")
	proof.Say(t, "random walk beside a model", steps, seed, "no deviation; %s; asked: %d lists, %d files, %d papers",
		strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(happened), "map["), "]"), w.asked["list"], w.asked["open"], w.asked["paper"])
}
