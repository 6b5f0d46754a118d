package web

import (
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// followUpRoutes are the pages about leaving, about staying in touch, about
// calls, and about coming again.
func (s *Server) followUpRoutes() []route {
	return []route{
		page("GET /clients/{code}/leaving", policy.SeeExit, s.getLeaving),
		page("POST /clients/{code}/leaving", policy.PrepareExit, s.postLeaving),
		page("POST /clients/{code}/leaving/propose", policy.PrepareExit, s.postProposeExit),
		page("POST /clients/{code}/leaving/left", policy.PrepareExit, s.postLeaveExit),
		page("POST /clients/{code}/leaving/decide", policy.DecideExit, s.postDecideExit),
		page("GET /clients/{code}/leaving/print", policy.SeeExit, s.getLeavingPrint),
		page("GET /clients/{code}/agreement", policy.SeeCalls, s.getAgreement),
		page("POST /clients/{code}/agreement", policy.AgreeCalls, s.postAgreement),
		page("POST /clients/{code}/agreement/end", policy.AgreeCalls, s.postEndAgreement),
		page("GET /clients/{code}/calls", policy.SeeCalls, s.getClientCalls),
		page("POST /clients/{code}/calls/more", policy.SeeCalls, s.postMoreCalls),
		page("POST /clients/{code}/calls/close", policy.CloseCalls, s.postCloseCalls),
		page("GET /clients/{code}/calls/letter", policy.SeeCalls, s.getLetter),
		page("GET /clients/{code}/extensions/{id}", policy.ExtendCalls, s.getExtension),
		page("POST /clients/{code}/extensions/{id}", policy.ExtendCalls, s.postExtension),
		page("GET /clients/{code}/again", policy.ReopenClient, s.getAgain),
		page("POST /clients/{code}/again", policy.ReopenClient, s.postAgain),
		page("GET /calls", policy.TakeCall, s.getCalls),
		page("POST /calls", policy.TakeCall, s.postCall),
		page("POST /calls/find", policy.TakeCall, s.postFindCall),
		page("POST /calls/again", policy.ReopenClient, s.postCallAgain),
		page("GET /calls/{id}", policy.TakeCall, s.getCall),
		page("POST /calls/{id}/word", policy.TakeCall, s.postCallWord),
		page("POST /calls/{id}/danger", policy.TakeCall, s.postCallDanger),
		page("POST /calls/{id}/pass", policy.TakeCall, s.postCallPass),
		page("POST /calls/{id}/more", policy.TakeCall, s.postCallMore),
		page("POST /calls/{id}/end", policy.TakeCall, s.postCallEnd),
	}
}

// codesOf lists the codes of a list in its order.
func codesOf(list string) []string {
	l, ok := codes.Get(list)
	if !ok {
		return nil
	}
	all := make([]string, len(l.Items))
	for i, it := range l.Items {
		all[i] = it.Code
	}
	return all
}
