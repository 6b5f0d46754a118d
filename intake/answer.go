package intake

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// An Answer is what the house says to a request.
type Answer struct {
	Version int64 // of the request, as the page was read
	Status  Status
	Reason  string     // code list decline-reason; needed to decline
	Bed     pana.BedID // for someone accepted: a bed or an extra place; empty gives none yet
	Because string     // why a bed rule is set aside
}

// Answer accepts a request, puts it on the waiting list, declines it with a
// reason, or notes that the sender took it back. It returns the code of the
// client that an accepted request became: her file and first episode carry the
// request's codes, words and facts over, and its sources stay beside them; the
// keys of the request are destroyed then.
//
// It refuses an answer to what is answered already (Conflict
// "request.answered"), a page older than the record ("db.stale"), a decline
// without a reason, words that the actor's keys do not open ("request.closed"),
// and the places that residence.Admit refuses; nothing is kept then.
func (i *Intake) Answer(ctx context.Context, id pana.RequestID, a Answer) (code string, err error) {
	const op = "intake.Answer"
	if err := a.check(op); err != nil {
		return "", err
	}
	act := func() error {
		return i.h.DB.Update(ctx, func(tx *db.Tx) error {
			code, err = i.answerIn(ctx, tx, id, a)
			return err
		})
	}
	if err = act(); db.IsUnique(err) {
		err = act()
	}
	if err != nil {
		return "", err
	}
	if a.Status == Accepted {
		// The words are hers now. Keys left over by a fault here open nothing.
		_ = i.h.Vault.Forget(ctx, ownerOf(id))
	}
	return code, nil
}

func (a Answer) check(op string) error {
	if !Open.Follows(a.Status) {
		return pana.Refuse(op, "status", "codes.unknown")
	}
	if a.Status == Declined && a.Reason == "" {
		return pana.Refuse(op, "reason", "request.reason")
	}
	if a.Status != Declined && a.Reason != "" {
		return pana.Refuse(op, "reason", "request.reason.only")
	}
	if a.Status != Accepted && a.Bed != "" {
		return pana.Refuse(op, "bed", "request.bed.only")
	}
	return codes.Check(op, "reason", "decline-reason", a.Reason)
}

func (i *Intake) answerIn(ctx context.Context, tx *db.Tx, id pana.RequestID, a Answer) (code string, err error) {
	const op = "intake.Answer"
	r, err := i.find(ctx, tx, id)
	if err != nil {
		return "", err
	}
	if err := allowAt(ctx, policy.AnswerRequest, r.Site); err != nil {
		return "", err
	}
	switch {
	case !r.Status.Follows(a.Status):
		return "", &pana.Error{Op: op, Kind: pana.Conflict, Field: "status", Say: "request.answered"}
	case r.Version != a.Version:
		return "", db.Stale(op, map[string]any{"Fields": []string{"status"}})
	}
	r.Status, r.Reason, r.Answered, r.AnsweredAt = a.Status, a.Reason, i.h.Today(tx.Now), db.Micros(tx.Now)
	entry := trail.Entry{Act: policy.AnswerRequest, Site: r.Site, Object: string(r.ID)}
	if a.Status == Accepted {
		added, digests, err := i.become(ctx, tx, r)
		if err != nil {
			return "", err
		}
		if a.Bed != "" {
			bed, room := residence.ReadPlace(string(a.Bed))
			_, err := i.beds.AdmitIn(ctx, tx, policy.Subject{Client: added.Client, Site: r.Site},
				residence.Admission{Client: added.Client, Bed: bed, Room: room, Children: r.Children, Reason: a.Because})
			if err != nil {
				return "", err
			}
		}
		r.Client, code = added.Client, added.Code
		entry.Client, entry.Digests, entry.Opened = added.Client, digests, requestCompartments
	}
	n, err := updateAnswer(ctx, tx, r)
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", db.Stale(op, map[string]any{"Fields": []string{"status"}})
	}
	entry.Digests = append(entry.Digests, r.digest())
	return code, trail.Record(ctx, tx, entry)
}

// become makes the client of an accepted request and moves words and facts to
// her.
func (i *Intake) become(ctx context.Context, tx *db.Tx, r Request) (casework.Added, [][32]byte, error) {
	found, closed, err := seal.GetWords(ctx, tx, r.Site, ownerOf(r.ID), seal.Filter{Compartments: requestCompartments})
	if err != nil {
		return casework.Added{}, nil, err
	}
	if len(closed) > 0 {
		return casework.Added{}, nil, &pana.Error{Op: "intake.Answer", Kind: pana.Conflict, Say: "request.closed"}
	}
	for _, w := range found {
		r.take(w)
	}
	added, err := i.files.Add(ctx, tx, casework.NewClient{Site: r.Site, Request: r.ID,
		Names: casework.Names{ToUse: r.Words.Name, Contact: r.Words.Contact},
		Coded: casework.Coded{Sex: r.Sex, AgeBand: r.AgeBand, Language: r.Language}})
	if err != nil {
		return added, nil, err
	}
	digests := added.Digests
	put := func(w seal.Word) error {
		d, err := seal.PutWord(ctx, tx, r.Site, seal.Owner(added.Client), w)
		digests = append(digests, d)
		return err
	}
	for _, w := range found {
		if w.Table != "eligibilities" {
			continue
		}
		w.Number = 0
		if err := put(w); err != nil {
			return added, nil, err
		}
	}
	if r.Words.Told != "" {
		source := pana.ThirdParty
		if len(r.Sources) == 1 && r.Sources[0].Source == "self" {
			source = pana.ClientSaid
		}
		_, d, err := i.files.AddNote(ctx, tx, policy.Subject{Client: added.Client, Site: r.Site},
			casework.NewNote{Kind: "other", On: r.Received, Source: source, Text: r.Words.Told})
		if err != nil {
			return added, nil, err
		}
		digests = append(digests, d...)
	}
	for _, w := range found {
		w.Text, w.Number = "", 0
		if _, err := seal.PutWord(ctx, tx, r.Site, ownerOf(r.ID), w); err != nil {
			return added, nil, err
		}
	}
	return added, digests, moveFacts(ctx, tx, r.ID, added.Episode)
}
