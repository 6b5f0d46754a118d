package web

import (
	"net/http"
	"sync"
	"time"

	"example.org/pana"
)

// onceFor is how long a form is remembered after it was sent.
const onceFor = 20 * time.Minute

// longestOnce is how long the key of a form can be: ours have 36 letters.
const longestOnce = 64

// An onceBook remembers forms already sent, so that a double tap or a resend
// after a lost answer leads to the first answer and writes nothing twice.
type onceBook struct {
	mu   sync.Mutex
	seen map[string]*sent
}

type sent struct {
	done chan struct{}
	to   string // where the first post led; empty if it failed
	at   time.Time
}

func newOnceBook() *onceBook { return &onceBook{seen: map[string]*sent{}} }

// do runs f for the form key of this session unless it ran before. It returns
// where to go. A failed post may be tried again under the same key.
func (b *onceBook) do(key string, f func() (to string, err error)) (string, error) {
	for {
		b.mu.Lock()
		if s, ok := b.seen[key]; ok {
			b.mu.Unlock()
			<-s.done
			if s.to != "" {
				return s.to, nil
			}
			continue // the first try failed: ours is next
		}
		s := &sent{done: make(chan struct{}), at: time.Now()}
		b.seen[key] = s
		b.sweep(s.at)
		b.mu.Unlock()

		to, err := func() (to string, err error) {
			defer func() {
				b.mu.Lock()
				if s.to = to; to == "" || err != nil {
					s.to = ""
					delete(b.seen, key)
				}
				b.mu.Unlock()
				close(s.done)
			}()
			return f()
		}()
		return to, err
	}
}

func (b *onceBook) sweep(now time.Time) {
	for k, s := range b.seen {
		if s.to != "" && now.Sub(s.at) > onceFor {
			delete(b.seen, k)
		}
	}
}

// send runs f once for this form and leads the browser on with 303. A form
// without a key (a script's) simply runs.
func (s *Server) send(w http.ResponseWriter, r *http.Request, f func() (to string, err error)) error {
	key := r.PostFormValue("once")
	if len(key) > longestOnce {
		return pana.Refuse("web.send", "", "error.form")
	}
	var to string
	var err error
	if session := sessionFrom(r); key == "" || session == nil {
		to, err = f()
	} else {
		to, err = s.once.do(session.ID+"|"+r.URL.Path+"|"+key, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// forget empties the book: a stopped house remembers no addresses.
func (b *onceBook) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.seen)
}
