// Package demo keeps the invented world that `pana demo` and the browser tests
// live in: one house in a growing conference city, the people who work there,
// five years of clients, and whoever sleeps there tonight. All of it is made
// up, and its days are counted back from now, so that Today has something to show.
package demo

import (
	"cmp"
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/complaints"
	"example.org/pana/followup"
	"example.org/pana/forms"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/letters"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/plan"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/stories"
	"example.org/pana/therapy"
	"example.org/pana/web"
	"example.org/pana/youth"
)

// Options say which world is wanted.
type Options struct {
	Dir   string       // an empty folder; see Clear
	Seed  uint64       // the same seed makes the same people, codes and days before now
	Clock db.Clock     // nil means time.Now
	Log   *slog.Logger // nil means slog.Default
}

// A World is an invented house, started, with everybody who can sign in.
type World struct {
	House  *house.House
	People []Person
	Sheets [3]string // of the recovery kit

	// Cases are the codes of those clients whose circumstances are hard to
	// write down, by what makes them so: "drawing", "before-1991", "farm" …
	Cases map[string]string
}

// Build makes the world in o.Dir and leaves its house started. The caller
// closes the house. On an error nothing is left open; files may be left in Dir.
func Build(ctx context.Context, o Options) (*World, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	w := &world{clock: &clock{now: o.Clock}, now: o.Clock(), draw: rand.New(rand.NewPCG(o.Seed, 1991)),
		staff: map[string]*member{}, sites: map[string]pana.SiteID{}, places: map[string]pana.BedID{},
		rooms: map[string]pana.RoomID{}, partners: map[string]pana.OrganisationID{}, used: map[string]bool{}}
	var err error
	w.h, err = house.Open(ctx, house.Options{Dir: o.Dir, Clock: w.clock.Now, Schema: web.Schema(), KDF: seal.Cheapest, Log: o.Log})
	if err != nil {
		return nil, err
	}
	w.files = casework.New(w.h)
	w.people = people.New(w.h, w.files, youth.HelpedAt)
	w.voices = complaints.New(w.h)
	w.beds = residence.New(w.h, w.files)
	w.nights = night.New(w.h, w.files, w.beds)
	w.desk = intake.New(w.h, w.files, w.beds)
	w.needs = assessment.New(w.h, w.files)
	w.forms = forms.New(w.h, w.files)
	w.law = legal.New(w.h, w.files)
	w.plans = plan.New(w.h, w.files)
	w.talks = therapy.New(w.h, w.files)
	w.after = followup.New(w.h, w.files, w.beds)
	w.health = health.New(w.h, w.files)
	w.learn = learning.New(w.h, w.files)
	w.things = belongings.New(w.h, w.files)
	w.given = collections.New(w.h, w.files)
	w.youth = youth.New(w.h, w.files, w.desk, w.given)
	w.tellings = stories.New(w.h, w.files)
	w.funds = funding.New(w.h, w.files, w.people, youth.Delivered)
	w.mail = letters.New(w.h, w.files, rights.New(w.h, w.files), w.funds)
	err = w.build(ctx)
	w.leave()
	if err != nil {
		w.h.Close()
		return nil, err
	}
	w.clock.release()
	made := &World{House: w.h, Sheets: w.sheets, Cases: map[string]string{}}
	for _, m := range w.cast {
		if m.passphrase != "" {
			made.People = append(made.People, Person{Role: m.grants[0].role, Name: m.name, Passphrase: m.passphrase})
		}
	}
	for _, t := range w.tales {
		made.Cases[t.name] = t.code
	}
	return made, nil
}

// A world is a World in the making.
type world struct {
	sheets [3]string // of the recovery kit

	h      *house.House
	files  *casework.Casework
	beds   *residence.Residence
	nights *night.Night
	desk   *intake.Intake
	after  *followup.FollowUp
	needs  *assessment.Assessment
	forms  *forms.Forms
	law    *legal.Legal
	plans  *plan.Plan
	talks  *therapy.Therapy

	people   *people.People
	voices   *complaints.Complaints
	health   *health.Health
	learn    *learning.Learning
	things   *belongings.Belongings
	youth    *youth.Youth
	given    *collections.Collections
	tellings *stories.Stories
	funds    *funding.Funding
	mail     *letters.Letters

	clock *clock
	now   time.Time // when all of this is being looked at
	zone  *time.Location
	draw  *rand.Rand // everything that is drawn, keys and passphrases apart

	cast        []*member
	staff       map[string]*member // by first name
	sites       map[string]pana.SiteID
	rooms       map[string]pana.RoomID
	places      map[string]pana.BedID // by room and bed: "Apple 3"
	partners    map[string]pana.OrganisationID
	used        map[string]bool // codes given out
	interpreter people.HelperID // Kamila's
	moments     []moment
	tales       []*tale

	foreigners int // past cases from abroad so far
}

// build founds the house, fills in what has been, and plays what led up to today.
func (w *world) build(ctx context.Context) error {
	for _, step := range []func(context.Context) error{w.found, w.hire, w.keepPast} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	w.tell()
	return w.play(ctx)
}

// tell plans everything that happened to those who are here now.
func (w *world) tell() {
	w.meetPartners()
	w.newcomers()
	w.bedsOut()
	for _, story := range []func(){
		w.drawing, w.before1991, w.farm, w.mother, w.nameless, w.noStatus, w.hidden, w.expecting, w.married,
		w.childAlone, w.lastNight, w.builder, w.brickworks, w.herder, w.begging, w.extra, w.followedUp,
	} {
		story()
	}
	w.assessments()
	w.papersAndCourt()
	w.talksHeld()
	w.afterLeaving()
	w.waysHome()
	w.formsOfTheHouse()
	w.storyDays()
	w.letterHead()
	w.gifts()
	w.shifts()
	w.requests()
	w.crew()
	w.outside()
	w.helping()
	w.living()
	w.youthCentre()
	w.money()
	w.reports()
	w.seasons()
	w.complained()
}

// A moment is something that happened.
type moment struct {
	at time.Time
	do func() error
}

// on plans what happened days before today at an hour of the house, "14:20".
func (w *world) on(days int, hour string, do func() error) {
	t, err := time.Parse("15:04", hour)
	day := w.now.In(w.zone)
	at := time.Date(day.Year(), day.Month(), day.Day()-days, t.Hour(), t.Minute(), 0, 0, w.zone)
	// Later today is yet to come: it happened just now, after all that came before it.
	if last := w.now.Add(-time.Minute); err != nil || !at.Before(last) {
		at = last
	}
	w.moments = append(w.moments, moment{at, do})
}

// play lets everything planned happen in its order.
func (w *world) play(ctx context.Context) error {
	slices.SortStableFunc(w.moments, func(a, b moment) int { return a.at.Compare(b.at) })
	for i, m := range w.moments {
		w.clock.set(m.at.Add(time.Duration(i) * time.Millisecond))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := m.do(); err != nil {
			return err
		}
	}
	return nil
}

// today is the day on which all of this is being looked at.
func (w *world) today() pana.Date { return pana.DateOf(w.now, w.zone) }

// code draws a code of a year that nobody has yet.
func (w *world) code(year int) string {
	for {
		c := codeOf(year, 100+w.draw.IntN(900))
		if !w.used[c] {
			w.used[c] = true
			return c
		}
	}
}

// pick draws one of several.
func pick[T any](w *world, from ...T) T { return from[w.draw.IntN(len(from))] }

// weighted draws an index with the chances of weights.
func (w *world) weighted(weights ...int) int {
	sum := 0
	for _, n := range weights {
		sum += n
	}
	at := w.draw.IntN(cmp.Or(sum, 1))
	for i, n := range weights {
		if at -= n; at < 0 {
			return i
		}
	}
	return 0
}
