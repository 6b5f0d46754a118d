package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/policy"
)

// A vainBook counts in memory what was asked in vain, until it is written down. A
// refusal therefore writes nothing, waits for no disk and takes as long for what
// is hidden as for what never was.
type vainBook struct {
	mu     sync.Mutex
	counts map[vainKey]int64
}

type vainKey struct {
	staff pana.StaffID
	act   policy.Act
}

// mostVain is how many people and acts the book holds apart; it has room for
// every act of two dozen people. Beyond it acts of a person count as one.
const mostVain = 8192

// vainEvery is how soon what was asked in vain is written down.
const vainEvery = 10 * time.Second

func (b *vainBook) note(staff pana.StaffID, act policy.Act, n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.counts == nil {
		b.counts = map[vainKey]int64{}
	}
	k := vainKey{staff, act}
	if b.counts[k] == 0 && len(b.counts) >= mostVain {
		k.act = ""
	}
	b.counts[k] += n
}

func (b *vainBook) take() (all []house.InVain) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, n := range b.counts {
		all = append(all, house.InVain{Staff: k.staff, Act: k.act, N: n})
	}
	b.counts = nil
	return all
}

// inVain notes that whoever sent r asked for act and was not given it: policy
// refused her, or there is no such thing as far as she may know. Both count alike.
func (s *Server) inVain(r *http.Request, act policy.Act, err error) {
	session := sessionFrom(r)
	if session == nil || act == "" {
		return
	}
	e, ok := errors.AsType[*pana.Error](err)
	if ok && (e.Kind == pana.NotFound || e.Kind == pana.Forbidden && strings.HasPrefix(e.Say, "policy.")) {
		s.vain.note(session.Staff, act, 1)
	}
}

// sender is who sent r, as far as she is known.
func sender(r *http.Request) pana.StaffID {
	if session := sessionFrom(r); session != nil {
		return session.Staff
	}
	return ""
}

// noteVain writes down what was asked in vain. What cannot be written now, on a
// full disk for one, waits in the book.
func (s *Server) noteVain(ctx context.Context) error {
	all := s.vain.take()
	if len(all) == 0 {
		return nil
	}
	err := s.house.NoteVain(ctx, all)
	if err != nil {
		for _, v := range all {
			s.vain.note(v.Staff, v.Act, v.N)
		}
	}
	return err
}
