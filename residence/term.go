package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Term is until when one payer pays for a client's time here. When it is past,
// nothing ends: bed and help go on, and the house asks for more.
type Term struct {
	ID           string              `db:"id"`
	Episode      pana.EpisodeID      `db:"episode_id"`
	Payer        string              `db:"payer"` // code list payer-kind
	Organisation pana.OrganisationID `db:"organisation_id"`
	Until        pana.Date           `db:"until"` // the last day that is paid
	Superseded   bool                `db:"superseded"`
	Ask          string              `db:"ask_id"` // the request that was granted
	By           pana.StaffID        `db:"by_staff"`
	At           int64               `db:"at"` // microseconds, see db.FromMicros
}

// Answers to a request to pay longer.
const (
	Granted    = "granted"
	NotGranted = "not-granted"
)

// A TermAsk is a request to pay longer, with its answer once there is one.
type TermAsk struct {
	ID         string         `db:"id"`
	Episode    pana.EpisodeID `db:"episode_id"`
	Term       string         `db:"term_id"`
	Wanted     pana.Date      `db:"wanted"`
	On         pana.Date      `db:"asked_on"`
	By         pana.StaffID   `db:"by_staff"`
	Answer     string         `db:"answer"` // Granted, NotGranted; empty while it waits
	Until      pana.Date      `db:"until"`  // what was granted
	AnsweredOn pana.Date      `db:"answered_on"`
	AnsweredBy pana.StaffID   `db:"answered_by"`
	Version    int64          `db:"version"`
	Reason     string         `db:"-"` // sealed in care, like Because
	Because    string         `db:"-"` // why it was answered so
}

// Fields of the sealed words of table term_asks.
const (
	fieldAnswer = "answer"
	mostTerm    = 500 // runes of a reason
)

// Left is how many days are paid after today; below zero when the last is past.
func (t Term) Left(today pana.Date) int {
	return int(t.Until.Time().Sub(today.Time()).Hours() / 24)
}

// Terms are what a page shows of who pays until when.
type Terms struct {
	Code     string
	Today    pana.Date
	Notice   int        // days before the end at which the house asks
	Since    pana.Night // of the stay she is in; empty when she has no bed
	Standing []Term     // what ends first comes first
	Before   []Term     // superseded, newest first
	Asks     []TermAsk  // newest first
	Closed   bool       // her keys do not open the reasons
	May      TermsMay
}

// TermsMay says what the reader may do here.
type TermsMay struct{ Set, Ask, Answer bool }

// Waiting returns the request that waits for an answer about a term.
func (t Terms) Waiting(term string) (TermAsk, bool) {
	for _, a := range t.Asks {
		if a.Term == term && a.Answer == "" {
			return a, true
		}
	}
	return TermAsk{}, false
}

// Terms returns who pays until when for the client with a code, and what was
// asked and answered.
func (r *Residence) Terms(ctx context.Context, code string) (Terms, error) {
	var t Terms
	err := r.files.Read(ctx, code, policy.SeeTerm, func(f *casework.Reading) error {
		t = Terms{Code: f.Client.Code, Today: f.Today, Notice: r.h.Settings().TermNotice(),
			May: TermsMay{f.May(policy.SetTerm), f.May(policy.AskTerm), f.May(policy.AnswerTerm)}}
		if f.Episode.Closed != "" {
			t.May = TermsMay{}
		}
		stay, _, err := openStay(ctx, f.Tx, f.Subject.Client)
		if err != nil {
			return err
		}
		t.Since = stay.Since
		all, err := termsOf(ctx, f.Tx, f.Subject.Client)
		if err != nil {
			return err
		}
		for _, term := range all {
			if term.Superseded || term.Episode != f.Episode.ID {
				t.Before = append(t.Before, term)
			} else {
				t.Standing = append(t.Standing, term)
			}
		}
		if t.Asks, err = asksOf(ctx, f.Tx, f.Subject.Client); err != nil {
			return err
		}
		var rows []string
		for _, a := range t.Asks {
			rows = append(rows, a.ID)
		}
		said, err := f.Words(rows, pana.Care)
		if err != nil {
			return err
		}
		t.Closed = said.Closed(pana.Care)
		for i, a := range t.Asks {
			t.Asks[i].Reason = said.Of("term_asks", a.ID, fieldReason)
			t.Asks[i].Because = said.Of("term_asks", a.ID, fieldAnswer)
		}
		return nil
	})
	return t, err
}

// FundedUntil is the last day that any payer pays for in the client's open time
// here; empty when nobody has said. The caller has asked policy.
func FundedUntil(ctx context.Context, tx *db.Tx, client pana.ClientID) (pana.Date, error) {
	return db.Get[pana.Date](ctx, tx, fundedUntil, string(client))
}

// payer refuses a payer that no list holds, and an organisation that is not ours.
func (r *Residence) payer(ctx context.Context, tx *db.Tx, op, payer string, org pana.OrganisationID) error {
	if payer == "" {
		return pana.Refuse(op, "payer", "term.payer.missing")
	}
	if err := codes.Check(op, "payer", "payer-kind", payer); err != nil || org == "" {
		return err
	}
	known, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM organisations WHERE id = $1 AND ended = ''`, string(org))
	if err == nil && known == 0 {
		err = pana.Refuse(op, "organisation", "term.organisation.absent")
	}
	return err
}
