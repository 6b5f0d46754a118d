package web

import (
	"net/http"
	"slices"

	"example.org/pana/policy"
)

// A handler answers one request or returns why it could not.
type handler func(http.ResponseWriter, *http.Request) error

// A route is one address: its pattern, the act it needs, who answers.
type route struct {
	pattern string
	act     policy.Act
	handle  handler
	open    bool   // reachable without a sign-in; the act must be in policy.Open
	limit   int64  // largest body in bytes; 0 means the usual limit
	early   bool   // reachable before the house is started
	own     string // field of the sender's own passphrase in a form that asks for it anyway
	still   bool   // asking is no sign of life: the session is neither gone on with nor its keys opened
}

// page is an address for people who have signed in and may do act to something.
func page(pattern string, act policy.Act, h handler) route {
	return route{pattern: pattern, act: act, handle: h}
}

// upload is a page that takes a file.
func upload(pattern string, act policy.Act, h handler) route {
	return route{pattern: pattern, act: act, handle: h, limit: uploadLimit}
}

// door is an address that anyone may reach, also while the house is stopped.
func door(pattern string, act policy.Act, h handler) route {
	return route{pattern: pattern, act: act, handle: h, open: true, early: true}
}

// routes lists every address of the program. There is no other: a test walks
// this list and asks each route for its act.
func (s *Server) routes() []route {
	return slices.Concat(
		s.doorRoutes(),
		s.todayRoutes(),
		s.viewRoutes(),
		s.houseRoutes(),
		s.passkeyRoutes(),
		s.kitRoutes(),
		s.kitAnewRoutes(),
		s.peerRoutes(),
		s.backupRoutes(),
		s.exportRoutes(),
		s.closeRoutes(),
		s.restoreRoutes(),
		s.proofRoutes(),
		s.caseworkRoutes(),
		s.peopleRoutes(),
		s.outsideRoutes(),
		s.collectionRoutes(),
		s.thingRoutes(),
		s.helperRoutes(),
		s.complaintRoutes(),
		s.recordRoutes(),
		s.watchRoutes(),
		s.supervisionRoutes(),
		s.residenceRoutes(),
		s.termRoutes(),
		s.nightRoutes(),
		s.incidentRoutes(),
		s.livingRoutes(),
		s.rosterRoutes(),
		s.intakeRoutes(),
		s.formRoutes(),
		s.planRoutes(),
		s.legalRoutes(),
		s.returnRoutes(),
		s.therapyRoutes(),
		s.healthRoutes(),
		s.rightsRoutes(),
		s.orderRoutes(),
		s.erasureRoutes(),
		s.secondRoutes(),
		s.assessmentRoutes(),
		s.learningRoutes(),
		s.belongingsRoutes(),
		s.reportRoutes(),
		s.statsRoutes(),
		s.storyRoutes(),
		s.letterRoutes(),
		s.followUpRoutes(),
		s.youthRoutes(),
		s.youngRoutes(),
		s.studentRoutes(),
		s.fundingRoutes(),
		s.transferRoutes(),
	)
}
