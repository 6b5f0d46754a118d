// Package web serves the pages: HTTP, sign-in, one file per page. A request
// passes one line of guards (guard.go), meets the route that names its act
// (routes.go), and ends in a page or an error turned into a page (respond.go).
package web

import (
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"example.org/pana/assessment"
	"example.org/pana/backup"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/complaints"
	"example.org/pana/erasure"
	"example.org/pana/followup"
	"example.org/pana/forms"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/letters"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/plan"
	"example.org/pana/report"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/stats"
	"example.org/pana/stories"
	"example.org/pana/therapy"
	"example.org/pana/youth"
)

// Options says how a Server is reached.
type Options struct {
	Demo   bool         // mark every page as invented data
	Secure bool         // served over TLS: cookies carry the __Host- prefix
	Dir    string       // folder of the house, for its certificate
	Log    *slog.Logger // never receives a name or a case fact
}

// A Server serves one house.
type Server struct {
	restoring  sync.Mutex // one restore at a time
	house      *house.House
	casework   *casework.Casework
	people     *people.People
	complaints *complaints.Complaints
	residence  *residence.Residence
	night      *night.Night
	followup   *followup.FollowUp
	intake     *intake.Intake
	needs      *assessment.Assessment
	plan       *plan.Plan
	forms      *forms.Forms
	legal      *legal.Legal
	therapy    *therapy.Therapy
	health     *health.Health
	learning   *learning.Learning
	belongings *belongings.Belongings
	gifts      *collections.Collections
	stories    *stories.Stories
	funding    *funding.Funding
	copies     *backup.Backup
	erasure    *erasure.Erasure
	rights     *rights.Rights
	youth      *youth.Youth
	reports    *report.Reports
	letters    *letters.Letters
	stats      *stats.Stats
	opt        Options
	log        *slog.Logger
	once       *onceBook
	founding   foundingBook
	line       *line            // requests being served
	bodies     *bodies          // forms being read
	uploads    *line            // files being taken in
	imports    *line            // workbooks of cases being taken in
	limits     map[string]int64 // of each pattern whose body may be larger than a form
	screens    *screens         // open pages that wait to be told that it is over
	vain       vainBook         // what was asked in vain and is not yet written down
	later      sync.Map         // sessions that put the recovery kit off
	mux        *http.ServeMux

	listening sync.Mutex
	known     []*conns // of each listener
}

// New returns a Server for h. The house may be empty, stopped or started.
func New(h *house.House, opt Options) *Server {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	files := casework.New(h)
	beds := residence.New(h, files)
	s := &Server{house: h, casework: files, people: people.New(h, files, youth.HelpedAt), complaints: complaints.New(h), residence: beds, night: night.New(h, files, beds), intake: intake.New(h, files, beds), needs: assessment.New(h, files),
		forms: forms.New(h, files),
		plan:  plan.New(h, files),
		legal: legal.New(h, files), therapy: therapy.New(h, files),
		health: health.New(h, files), learning: learning.New(h, files), belongings: belongings.New(h, files), gifts: collections.New(h, files), stories: stories.New(h, files), copies: backup.New(h), erasure: erasure.New(h), rights: rights.New(h, files),
		opt: opt, log: opt.Log, once: newOnceBook(),
		line: newLine(places()), bodies: &bodies{most: mostBodies}, uploads: newLine(mostUploads), imports: newLine(mostImports), screens: newScreens(), limits: map[string]int64{}, mux: http.NewServeMux()}
	s.followup = followup.New(h, files, beds)
	s.youth = youth.New(h, files, s.intake, s.gifts)
	s.funding = funding.New(h, files, s.people, youth.Delivered)
	s.letters = letters.New(h, files, s.rights, s.funding)
	s.reports = report.New(h, files, s.funding, s.rights)
	s.stats = stats.New(h, s.intake, beds)
	for _, rt := range s.routes() {
		s.mux.HandleFunc(rt.pattern, s.serve(rt))
		if rt.limit > bodyLimit {
			s.limits[rt.pattern] = rt.limit
		}
	}
	return s
}

// Tasks are what the house does by itself while it is started, chapter by
// chapter; see house.Work.
func (s *Server) Tasks() []house.Task {
	return slices.Concat(s.house.Tasks(), s.copies.Tasks(), s.erasure.Tasks(), []house.Task{{Name: "asked in vain", Every: vainEvery, Run: s.noteVain}})
}

// Handler returns the whole server behind its guards.
func (s *Server) Handler() http.Handler { return s.guard(s.admit(http.HandlerFunc(s.dispatch))) }

// HTTP returns an http.Server with the limits of this package, for addr.
func (s *Server) HTTP(addr string) *http.Server {
	known := newConns()
	s.listening.Lock()
	s.known = append(s.known, known)
	s.listening.Unlock()
	srv := &http.Server{Addr: addr, Handler: s.Handler(), ReadHeaderTimeout: headWait, IdleTimeout: idleWait, MaxHeaderBytes: headLimit,
		ConnState: known.watch, ConnContext: known.know,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug)}
	srv.RegisterOnShutdown(s.screens.end)
	return srv
}
