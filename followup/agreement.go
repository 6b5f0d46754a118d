package followup

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Agreement is how the house and a client who leaves stay in touch, with the
// limits of it. A change is a new agreement that supersedes the old one.
type Agreement struct {
	ID        string         `db:"id"`
	Client    pana.ClientID  `db:"client_id"`
	Episode   pana.EpisodeID `db:"episode_id"`
	Site      pana.SiteID    `db:"site_id"`
	Channel   string         `db:"channel"`      // code list call-channel
	Message   string         `db:"may_message"`  // yes, no or empty: may we leave a message
	PartsText string         `db:"parts"`        // code list day-part, parted by spaces
	DaysText  string         `db:"weekdays"`     // 1 (Monday) to 7, parted by spaces
	Minutes   int            `db:"call_minutes"` // per call
	Calls     int            `db:"month_calls"`  // per month
	Months    int            `db:"months"`       // how long calls go on
	Since     pana.Date      `db:"since"`        // from which day the months count
	Contact   pana.PersonID  `db:"contact_id"`   // local contact
	Reached   pana.Date      `db:"reached_on"`   // when she or he answered the phone
	HandOver  pana.Date      `db:"hand_over_on"` // from when the local number comes first
	Ended     pana.Date      `db:"ended"`
	EndedAs   string         `db:"ended_as"`
	By        pana.StaffID   `db:"by_staff"`
	At        int64          `db:"at"`
	Words     CallWords      `db:"-"`
}

// CallWords are the sealed words of an agreement, compartment identity.
type CallWords struct {
	Number   string // hers
	Safe     string // by which a call is known to be hers
	Danger   string // that she cannot talk freely
	Greeting string // what we say to whoever else answers
}

// How an agreement ended.
const (
	AskedNot   = "asked-not"   // she asked not to be called
	PeriodOver = "period-over" // the months are over
	CameBack   = "came-back"   // she lives here again
)

// Fields of the sealed words of table agreements.
const (
	fieldNumber = "number"
	fieldSafe   = "safe"
	fieldDanger = "danger"
	fieldSay    = "say"
)

// Parts returns the parts of the day at which it is safe to call; none means any.
func (a Agreement) Parts() []string { return strings.Fields(a.PartsText) }

// Weekdays returns the days on which it is safe to call, 1 is Monday; none means any.
func (a Agreement) Weekdays() []string { return strings.Fields(a.DaysText) }

// Standing reports whether calls may go out under a.
func (a Agreement) Standing() bool { return a.ID != "" && a.Ended == "" }

// FirstContact says who is called first on a day: the client through the
// shelter's number, or the local contact once it was handed over.
func (a Agreement) FirstContact(on pana.Date) string {
	if a.Contact != "" && a.HandOver != "" && a.HandOver <= on {
		return "local"
	}
	return "shelter"
}

// A NewAgreement is what a page about staying in touch sends.
type NewAgreement struct {
	Channel  string
	Message  string
	Parts    []string
	Weekdays []string
	Minutes  int
	Calls    int
	Months   int
	Since    pana.Date // empty means today
	Contact  casework.Someone
	Reached  pana.Date
	HandOver pana.Date
	Words    CallWords
	Consent  string // yes, no, or empty for not asked now
	Language string // in which that was explained
	Replaces string // the agreement that the page showed
}

// clean returns n as it is kept.
func (n NewAgreement) clean(op string, today pana.Date) (NewAgreement, error) {
	if n.Channel == "" {
		n.Channel = "phone"
	}
	if n.Since == "" {
		n.Since = today
	}
	var err error
	for _, check := range []func() error{
		func() error { return codes.Check(op, "channel", "call-channel", n.Channel) },
		func() error { return casework.CheckOneOf(op, "message", n.Message, "yes", "no") },
		func() error { return casework.CheckOneOf(op, "consent", n.Consent, "yes", "no") },
		func() error { return codes.CheckAll(op, "parts", "day-part", n.Parts) },
		func() error { return casework.Within(op, "minutes", n.Minutes, 1, 180) },
		func() error { return casework.Within(op, "calls", n.Calls, 1, 100) },
		func() error { return casework.Within(op, "months", n.Months, 1, 120) },
		func() (err error) { n.Since, err = casework.Day(op, "since", n.Since); return err },
		func() (err error) { n.Reached, err = casework.Past(op, "reached", n.Reached, today); return err },
		func() (err error) { n.HandOver, err = casework.Day(op, "hand_over", n.HandOver); return err },
		func() (err error) { n.Words.Number, err = casework.Text(op, "number", n.Words.Number, 200); return err },
		func() (err error) { n.Words.Safe, err = casework.Text(op, "safe", n.Words.Safe, 100); return err },
		func() (err error) { n.Words.Danger, err = casework.Text(op, "danger", n.Words.Danger, 100); return err },
		func() (err error) {
			n.Words.Greeting, err = casework.Text(op, "say", n.Words.Greeting, 500)
			return err
		},
	} {
		if err = check(); err != nil {
			return n, err
		}
	}
	n.Weekdays = slices.Sorted(slices.Values(n.Weekdays))
	n.Weekdays = slices.Compact(n.Weekdays)
	for _, d := range n.Weekdays {
		if len(d) != 1 || d < "1" || d > "7" {
			return n, pana.Refuse(op, "weekdays", "codes.unknown")
		}
	}
	safe, danger := foldWord(n.Words.Safe), foldWord(n.Words.Danger)
	switch {
	case n.Words.Safe != "" && safe == "":
		return n, pana.Refuse(op, "safe", "agreement.word.silent")
	case n.Words.Danger != "" && danger == "":
		return n, pana.Refuse(op, "danger", "agreement.word.silent")
	case safe != "" && safe == danger:
		return n, pana.Refuse(op, "danger", "agreement.word.same")
	}
	return n, nil
}

// Agree writes down what was agreed about staying in touch, in the place of what
// was agreed before; a new agreement opens again what was ended. Safe words are
// kept twice: sealed, and as tokens by which a call is found and nobody can read
// them back.
//
// It refuses codes that no list holds, limits out of bounds, words that sound
// alike ("agreement.word.same"), a local contact of another client, and a page
// that someone else has changed meanwhile (db.stale).
func (f *FollowUp) Agree(ctx context.Context, client pana.ClientID, n NewAgreement) (string, error) {
	const op = "followup.Agree"
	var id string
	err := f.files.Enter(ctx, policy.AgreeCalls, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if err := inCare(op, e); err != nil {
			return err
		}
		a := Agreement{ID: e.Tx.ID(), Client: client, Episode: e.Episode.ID, Site: e.Subject.Site, Channel: n.Channel, Message: n.Message, PartsText: strings.Join(n.Parts, " "),
			DaysText: strings.Join(n.Weekdays, " "), Minutes: n.Minutes, Calls: n.Calls, Months: n.Months, Since: n.Since,
			Reached: n.Reached, HandOver: n.HandOver, By: e.Actor.Staff, At: db.Micros(e.Tx.Now)}
		if n.Contact.ID == "" {
			n.Contact.New.Role = "local-contact"
		}
		if a.Contact, err = e.Who(op, "contact", n.Contact); err != nil {
			return err
		}
		if err := replace(op, e, a, n.Replaces); err != nil {
			return err
		}
		id = a.ID
		e.About(id)
		e.Wrote("agreements", id, client, a.Channel, a.Message, a.PartsText, a.DaysText, a.Minutes, a.Calls, a.Months, a.Since, a.Contact, a.Reached, a.HandOver)
		if err := e.Put(pana.Identity, "agreements", id, casework.Say{Field: fieldNumber, Text: n.Words.Number}, casework.Say{Field: fieldSafe, Text: n.Words.Safe},
			casework.Say{Field: fieldDanger, Text: n.Words.Danger}, casework.Say{Field: fieldSay, Text: n.Words.Greeting}); err != nil {
			return err
		}
		if err := f.putTokens(ctx, e.Tx, a, n.Words); err != nil || n.Consent == "" {
			return err
		}
		return e.Consent(casework.NewConsent{Purpose: pana.FollowUpUse, Language: n.Language, Refused: n.Consent == "no", Given: casework.Given{By: casework.Herself}})
	})
	return id, err
}

// replace writes a in the place of the agreement that the page showed.
func replace(op string, e *casework.Entry, a Agreement, shown string) error {
	old, ok, err := agreementOf(e.Ctx, e.Tx, e.Episode.ID)
	if err != nil {
		return err
	}
	if ok && old.ID != shown || !ok && shown != "" {
		return db.Stale(op, map[string]any{"Fields": []string{"minutes", "calls", "months", "channel"}})
	}
	if ok {
		if err := supersedeAgreement(e.Ctx, e.Tx, old.ID); err != nil {
			return err
		}
	}
	if err = insertAgreement(e.Ctx, e.Tx, a, old.ID); db.IsUnique(err) {
		err = db.Stale(op, map[string]any{"Fields": []string{"minutes", "calls", "months", "channel"}})
	}
	return err
}

// EndAgreement writes down that no call goes out any more: she asked for that.
// She is still known by her word when she calls. Doing it twice changes nothing.
func (f *FollowUp) EndAgreement(ctx context.Context, client pana.ClientID, shown string) error {
	const op = "followup.EndAgreement"
	return f.files.Enter(ctx, policy.AgreeCalls, client, func(e *casework.Entry) error {
		a, ok, err := agreementOf(ctx, e.Tx, e.Episode.ID)
		switch {
		case err != nil:
			return err
		case !ok:
			return pana.Refuse(op, "", "agreement.none")
		case a.ID != shown:
			return db.Stale(op, map[string]any{"Fields": []string{"minutes", "calls", "months", "channel"}})
		}
		return endAgreement(e, a, AskedNot)
	})
}

// endAgreement ends a within an act.
func endAgreement(e *casework.Entry, a Agreement, as string) error {
	if a.Ended != "" {
		return nil
	}
	e.Wrote("agreements", a.ID, e.Today, as)
	return updateAgreementEnd(e.Ctx, e.Tx, a.ID, e.Today, as)
}
