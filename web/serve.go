package web

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// serve runs one route: body limit, state of the house, session, the act, the
// proof that it is still she, the handler; and turns whatever error comes back into a page.
func (s *Server) serve(rt route) http.HandlerFunc {
	limit := rt.limit
	if limit == 0 {
		limit = bodyLimit
	}
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, after := house.WithAfter(context.WithValue(r.Context(), beganKey{}, time.Now()))
		defer after()
		if r.Method == http.MethodGet || slices.Contains(goesOn, rt.act) {
			ctx = db.MustGoOn(ctx)
		}
		r = r.WithContext(ctx)
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.log.Error("panic", "act", rt.act, "at", string(debug.Stack()))
				s.fail(w, r, &pana.Error{Op: "web.serve", Kind: pana.Internal, Say: "error.internal.text", Err: fmt.Errorf("panic: %T", p)})
			}
		}()
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, limit)
		}
		r, ok := s.enter(w, r, rt)
		if !ok {
			return
		}
		if ring := seal.RingFrom(r.Context()); ring != nil {
			defer ring.Close() // her keys are open for one request at a time
		}
		if err := s.readForm(r); err != nil {
			s.vain.note(sender(r), house.OddForm, 1)
			s.fail(w, r, err)
			return
		}
		if through, err := s.prove(w, r, rt); err != nil {
			s.fail(w, r, err)
			return
		} else if !through {
			return
		}
		if err := rt.handle(w, r); err != nil && !s.overBudget(w, r, err) {
			s.inVain(r, rt.act, err)
			s.fail(w, r, err)
		}
	}
}

// goesOn are the acts beside reading that go on when the disk is full.
var goesOn = []policy.Act{policy.FindClient, policy.SignIn, policy.SignOut, policy.LockHouse, policy.KeepOwnSessions, policy.KeepSessions, policy.EraseClient, policy.EraseNotes, policy.EndStaff}

// enter brings the request to its route or leads it elsewhere: to the first
// set-up, to the sign-in, or to the page that says no.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, rt route) (*http.Request, bool) {
	state := s.house.State()
	if state == house.Started && !rt.still {
		if cookie := s.cookie(r); cookie != "" {
			if ctx, session, err := s.house.Resume(r.Context(), cookie); err == nil {
				r = r.WithContext(context.WithValue(ctx, sessionKey{}, session))
			} else if pana.KindOf(err) == pana.Internal && rt.act == policy.LockHouse {
				return r, true // who cannot be known any more may still stop the house
			} else if pana.KindOf(err) == pana.Internal {
				s.fail(w, r, err)
				return r, false
			} else {
				s.dropCookie(w)
			}
		}
	}
	if state != house.Started {
		s.once.forget() // a stopped house remembers no addresses
		s.later.Clear()
	}
	switch {
	case rt.open && rt.early:
		return r, true
	case state == house.Empty:
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return r, false
	case sessionFrom(r) == nil:
		// The page asked for is not carried along: an address may speak.
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return r, false
	case pana.ActorFrom(r.Context()).Bare && !plainly(r) && !policy.May(pana.ActorFrom(r.Context()), rt.act):
		http.Redirect(w, r, "/settings/second-step", http.StatusSeeOther)
		return r, false
	case !policy.May(pana.ActorFrom(r.Context()), rt.act):
		refusal := policy.Refusal(pana.ActorFrom(r.Context()), rt.act)
		s.inVain(r, rt.act, refusal)
		s.fail(w, r, refusal)
		return r, false
	}
	if err := s.about(r, rt.act); err != nil {
		s.inVain(r, rt.act, err)
		s.fail(w, r, err)
		return r, false
	}
	return r, true
}

// about asks policy before anything else of a page about one client is looked
// at, so that a form filled in wrongly never tells whether there is such a
// client. The act itself asks again in its own transaction.
func (s *Server) about(r *http.Request, act policy.Act) error {
	code := r.PathValue("code")
	if code == "" {
		return nil
	}
	return s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		subject, err := casework.ByCode(r.Context(), tx, s.house.Tonight(tx.Now), code)
		if err != nil {
			return err
		}
		return policy.Check(pana.ActorFrom(r.Context()), act, subject)
	})
}

type sessionKey struct{}

type beganKey struct{}

// hush is the step in which "not found" takes its time, so that its length does
// not say whether there was something to hide: looking through the facts about a
// client who is there takes some millionths of a second longer than finding none.
const hush = 4 * time.Millisecond

// quiet has the answer to r wait for the next step.
func quiet(r *http.Request) {
	if began, ok := r.Context().Value(beganKey{}).(time.Time); ok {
		house.Quiet(r.Context(), began, hush)
	}
}

// sessionFrom returns the session of the request, or nil for nobody.
func sessionFrom(r *http.Request) *house.Session {
	s, _ := r.Context().Value(sessionKey{}).(*house.Session)
	return s
}
