package casework

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// How a consent was given.
const (
	Spoken     = "spoken"
	Signed     = "signed"
	Thumbprint = "thumbprint"
)

// ConsentMethods lists the ways to give a consent, the lightest first.
func ConsentMethods() []string { return []string{Spoken, Signed, Thumbprint} }

// ConsentFields lists what a consent can let be used, in the order a form shows
// it. Each is a word that exports ask the gate about.
func ConsentFields() []string {
	return []string{"name", "contact", "age", "languages", "citizenship", "origin", "family", "papers", "stay", "needs",
		"health", "trafficking", "court", "education", "work", "photo", "own-words"}
}

// A NewConsent is one answer a client gives about one purpose.
type NewConsent struct {
	Purpose     pana.Purpose
	Recipient   string // id of an organisation, or code list organisation-kind; empty for the house itself
	Fields      []string
	Language    string // that it was explained in, ISO 639-1
	Method      string // empty means spoken
	Interpreted bool
	Until       pana.Date
	Refused     bool
	Note        string // sealed in the identity compartment
	Given       Given
}

// own reports whether p is a purpose of the house itself, which needs nobody
// else and no last day.
func own(p pana.Purpose) bool {
	switch p {
	case pana.StayTonight, pana.ServiceFile, pana.PhotoUse, pana.WorksUse, pana.StatsUse, pana.FollowUpUse, pana.NotesUse:
		return true
	}
	return false
}

func (n NewConsent) clean(ctx context.Context, tx *db.Tx, op string, today pana.Date) (NewConsent, error) {
	var err error
	switch {
	case n.Purpose == "":
		return n, pana.Refuse(op, "purpose", "consent.purpose.missing")
	case !slices.Contains(pana.Purposes(), n.Purpose):
		return n, pana.Refuse(op, "purpose", "codes.unknown")
	case own(n.Purpose) && n.Recipient != "":
		return n, pana.Refuse(op, "recipient", "consent.recipient.own")
	case !own(n.Purpose) && n.Recipient == "" && !n.Refused:
		return n, pana.Refuse(op, "recipient", "consent.recipient.missing")
	}
	if l, _ := codes.Get("organisation-kind"); n.Recipient != "" && (l == nil || !l.Has(n.Recipient)) {
		known, err := organisationExists(ctx, tx, pana.OrganisationID(n.Recipient))
		if err != nil {
			return n, err
		}
		if !known {
			return n, pana.Refuse(op, "recipient", "consent.recipient.unknown")
		}
	}
	n.Fields = slices.DeleteFunc(slices.Clone(n.Fields), func(f string) bool { return f == "" })
	slices.Sort(n.Fields)
	n.Fields = slices.Compact(n.Fields)
	for _, f := range n.Fields {
		if !slices.Contains(ConsentFields(), f) {
			return n, pana.Refuse(op, "fields", "codes.unknown")
		}
	}
	if n.Purpose == pana.ShareWith && len(n.Fields) == 0 && !n.Refused {
		return n, pana.Refuse(op, "fields", "consent.fields.missing")
	}
	if err = codes.Check(op, "language", "language", n.Language); err != nil {
		return n, err
	}
	if n.Method == "" {
		n.Method = Spoken
	}
	if !slices.Contains(ConsentMethods(), n.Method) {
		return n, pana.Refuse(op, "method", "codes.unknown")
	}
	if n.Until, err = dayIn(op, "until", n.Until); err != nil {
		return n, err
	}
	switch {
	case n.Until == "" && !own(n.Purpose) && !n.Refused:
		return n, pana.Refuse(op, "until", "consent.until.missing")
	case n.Until != "" && n.Until < today:
		return n, pana.Refuse(op, "until", "consent.until.past")
	}
	if n.Given, err = n.Given.clean(op); err != nil {
		return n, err
	}
	n.Note, err = words(op, "note", n.Note, mostNote)
	return n, err
}

// digest is what the trail keeps of an answer.
func (n NewConsent) digest(id pana.ConsentID, client pana.ClientID) [32]byte {
	return trail.Digest("consents", string(id), string(client), string(n.Purpose), n.Recipient, strings.Join(n.Fields, " "), n.Language, n.Method,
		string(n.Until), strconv.FormatBool(n.Refused), strconv.FormatBool(n.Interpreted), n.Given.By, n.Given.Assent, strconv.FormatBool(n.Given.Safe))
}

func (n NewConsent) sayings() []Say { return []Say{{FieldNote, n.Note}, {FieldGiver, n.Given.Right}} }

// AddConsent records an answer within the act of the caller (a night arrival),
// which has checked policy and writes the trail line with the digests.
func (c *Casework) AddConsent(ctx context.Context, tx *db.Tx, s policy.Subject, n NewConsent) (pana.ConsentID, [][32]byte, error) {
	const op = "casework.AddConsent"
	n, err := n.clean(ctx, tx, op, c.h.Today(tx.Now))
	if err != nil {
		return "", nil, err
	}
	unsafe, err := GuardianHarms(ctx, tx, s.Client, c.h.Today(tx.Now))
	if err == nil {
		err = n.Given.Harms(op, n.Refused, unsafe)
	}
	if err != nil {
		return "", nil, err
	}
	e, err := newestEpisode(ctx, tx, s.Client)
	if err != nil {
		return "", nil, err
	}
	id := pana.ConsentID(tx.ID())
	if err := insertConsent(ctx, tx, id, s.Client, e.ID, n); err != nil {
		return "", nil, err
	}
	digests, err := putWords(ctx, tx, s, pana.Identity, "consents", string(id), n.sayings()...)
	return id, append(digests, n.digest(id, s.Client)), err
}

// RecordConsent records what a client answered about one purpose, yes or no.
// No service hangs on the answer. A later no closes what an earlier yes opened.
//
// It refuses an unknown purpose, recipient, field, language or method; a yes to
// someone else without a last day ("consent.until.missing") or without a
// recipient; a last day that is past; somebody else who is not named
// ("consent.giver.words"); and a yes of a parent where the file says that one is a
// danger to her, see Given.Harms.
func (c *Casework) RecordConsent(ctx context.Context, client pana.ClientID, n NewConsent) (pana.ConsentID, error) {
	var id pana.ConsentID
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.RecordConsent, client)
		if err != nil {
			return err
		}
		var digests [][32]byte
		if id, digests, err = c.AddConsent(ctx, tx, s, n); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordConsent, Client: client, Site: s.Site, Object: string(id), Digests: digests})
	})
	return id, err
}
