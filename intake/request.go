package intake

import (
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/trail"
)

// A Status says how far a request has come. Who came to us is never a case
// won, and a request turned away is never a person refused: it is counted, so
// that the house can say what was missing.
type Status string

// Statuses. All but Open are codes of the list referral-decision.
const (
	Open      Status = "open" // nobody has answered yet
	Waiting   Status = "waiting"
	Accepted  Status = "accepted"
	Declined  Status = "declined"
	Withdrawn Status = "withdrawn" // by the sender
)

// Follows reports whether a request that is s may become next. An answer that
// ends a request is final: whoever asks again makes a new request.
func (s Status) Follows(next Status) bool {
	switch s {
	case Open:
		return slices.Contains([]Status{Waiting, Accepted, Declined, Withdrawn}, next)
	case Waiting:
		return slices.Contains([]Status{Accepted, Declined, Withdrawn}, next)
	}
	return false
}

// Ended reports whether nothing more is to be answered.
func (s Status) Ended() bool { return s != Open && s != Waiting }

// Ways to come, if anybody said so.
const (
	ComesAlone   = "alone"
	SenderBrings = "sender"
	WeFetch      = "fetch"
)

// Transports lists the ways to come, as a form shows them.
func Transports() []string { return []string{ComesAlone, SenderBrings, WeFetch} }

// A NewRequest is a referral or bed request as it came in. Nothing is required
// of anyone: with every field empty it asks for one bed, today.
type NewRequest struct {
	Site      pana.SiteID // empty means the first shelter the actor works at
	Sources   []From
	Received  pana.Date // empty means today
	NeededBy  pana.Date
	Beds      int // 0 without children means 1
	Children  int
	Sex       string   // code list sex
	AgeBand   string   // code list age-band
	Language  string   // code list language
	Needs     []string // code list need
	Transport string
	Words     Words
}

// A From is one source of a request. Several at once are usual.
type From struct {
	Source       string              `db:"source"` // code list referral-source
	Organisation pana.OrganisationID `db:"organisation_id"`
}

// Words are the sealed words of a request.
type Words struct {
	Name    string // a name to use, if any; compartment identity
	Contact string // how to reach the sender or her; compartment identity
	Told    string // as it was told; compartment care
}

// Bounds of one request.
const (
	mostBeds    = 50
	mostSources = 10
)

// check tidies n and refuses what cannot be, each on its own field, all of it
// at once.
func (n *NewRequest) check(op string, today pana.Date) error {
	var errs []error
	fail := func(err error) { errs = append(errs, err) }
	var err error
	if n.Received, err = day(op, "received", n.Received, today); err != nil {
		fail(err)
	} else if n.Received == "" {
		n.Received = today
	}
	needed, err := pana.ParseDate(string(n.NeededBy))
	if e, ok := err.(*pana.Error); ok {
		e.Field = "needed_by"
		fail(e)
	} else if n.NeededBy = needed; needed != "" && needed < n.Received {
		fail(pana.Refuse(op, "needed_by", "date.crossed"))
	}
	if n.Beds == 0 && n.Children == 0 {
		n.Beds = 1
	}
	n.Needs = slices.DeleteFunc(slices.Clone(n.Needs), func(s string) bool { return s == "" })
	slices.Sort(n.Needs)
	n.Needs = slices.Compact(n.Needs)
	fail(within(op, "beds", "request.beds.range", n.Beds, mostBeds))
	fail(within(op, "children", "arrival.children.range", n.Children, mostChildren))
	fail(codes.Check(op, "sex", "sex", n.Sex))
	fail(codes.Check(op, "age_band", "age-band", n.AgeBand))
	fail(codes.Check(op, "language", "language", n.Language))
	fail(codes.CheckAll(op, "needs", "need", n.Needs))
	if n.Transport != "" && !slices.Contains(Transports(), n.Transport) {
		fail(pana.Refuse(op, "transport", "codes.unknown"))
	}
	fail(n.checkSources(op))
	n.Words, err = n.Words.clean(op)
	fail(err)
	return all(errs...)
}

func (n *NewRequest) checkSources(op string) error {
	var kept []From
	for _, f := range n.Sources {
		if f.Source == "" && f.Organisation == "" {
			continue
		}
		if f.Source == "" {
			f.Source = "other"
		}
		if err := codes.Check(op, "source", "referral-source", f.Source); err != nil {
			return err
		}
		if !slices.Contains(kept, f) {
			kept = append(kept, f)
		}
	}
	n.Sources = kept
	return within(op, "source", "request.sources.many", len(kept), mostSources)
}

func (w Words) clean(op string) (Words, error) {
	name, err := casework.CleanName(w.Name)
	contact, err2 := words(op, "contact", w.Contact, mostLine)
	told, err3 := words(op, "told", w.Told, mostWords)
	return Words{name, contact, told}, all(err, err2, err3)
}

// Fields of the sealed words of table requests.
const (
	fieldName    = "name"
	fieldContact = "contact"
	fieldTold    = "told"
)

// parts are the words with the field and compartment each is sealed in.
func (w *Words) parts() []wordPart {
	return []wordPart{
		{fieldName, pana.Identity, &w.Name},
		{fieldContact, pana.Identity, &w.Contact},
		{fieldTold, pana.Care, &w.Told},
	}
}

type wordPart struct {
	field       string
	compartment pana.Compartment
	text        *string
}

// A Request is one referral or bed request. Its words are there for whoever
// opens it and may read them, until a client is made of it.
type Request struct {
	ID         pana.RequestID `db:"id"`
	Site       pana.SiteID    `db:"site_id"`
	Received   pana.Date      `db:"received"`
	ReceivedAt int64          `db:"received_at"` // microseconds, see db.FromMicros
	NeededBy   pana.Date      `db:"needed_by"`
	Beds       int            `db:"beds"`
	Children   int            `db:"children"`
	Sex        string         `db:"sex"`
	AgeBand    string         `db:"age_band"`
	Language   string         `db:"language"`
	NeedCodes  string         `db:"needs"`
	Transport  string         `db:"transport"`
	Status     Status         `db:"status"`
	Reason     string         `db:"reason"` // code list decline-reason
	Answered   pana.Date      `db:"answered"`
	AnsweredAt int64          `db:"answered_at"`
	Client     pana.ClientID  `db:"client_id"`
	Code       string         `db:"code"` // of the client it became
	By         pana.StaffID   `db:"by_staff"`
	Version    int64          `db:"version"`

	Sources []From `db:"-"`
	Words   Words  `db:"-"`
	Closed  bool   `db:"-"` // there are words, but the reader's keys do not open them
	Facts   Facts  `db:"-"`
}

// Needs returns the codes of what is needed, from the list need.
func (r Request) Needs() []string { return strings.Fields(r.NeedCodes) }

func (r Request) digest() [32]byte {
	return trail.Digest("requests", string(r.ID), string(r.Received), string(r.NeededBy), strconv.Itoa(r.Beds), strconv.Itoa(r.Children),
		r.Sex, r.AgeBand, r.Language, r.NeedCodes, r.Transport, string(r.Status), r.Reason, string(r.Client))
}
