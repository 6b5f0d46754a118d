package legal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// A Need is something the gate of a return still waits for.
type Need string

// Needs, in the order in which a page shows them.
const (
	NeedsReturn       Need = "return"       // nobody has begun one
	NeedsAnew         Need = "anew"         // it is of an earlier time in our care
	NeedsAgreement    Need = "agreement"    // she has not said yes, or has said no
	NeedsReceiver     Need = "receiver"     // nobody receives her there
	NeedsAnswers      Need = "answers"      // somebody has not been asked about
	NeedsException    Need = "exception"    // somebody had a hand in it
	NeedsRisks        Need = "risks"        // the risk matrix has gaps
	NeedsSignatures   Need = "signatures"   // two people, one of them a head
	NeedsSafety       Need = "safety"       // no safety plan agreed since the return was begun
	NeedsContact      Need = "contact"      // no local contact, or nobody has reached her
	NeedsConfirmation Need = "confirmation" // somebody with a part in it awaits confirmation
)

// Missing returns what the gate waits for. It lets her go when nothing is missing,
// and at no other moment. An exception stands in for the finding and the two
// signatures, and for nothing else.
func (s Standing) Missing() []Need {
	if !s.Return.Open() {
		return []Need{NeedsReturn}
	}
	_, excepted := s.Excepted()
	_, worker := s.Signed(WorkerSigns)
	_, head := s.Signed(HeadSigns)
	finding := s.Finding()
	var missing []Need
	for _, n := range []struct {
		need Need
		is   bool
	}{
		{NeedsAnew, s.Return.Episode != s.Now},
		{NeedsAgreement, s.Answer != Yes},
		{NeedsReceiver, s.Return.Organisation == "" && !slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Part == Receives })},
		{NeedsAnswers, finding == Unanswered && !excepted},
		{NeedsException, finding == Involvement && !excepted},
		{NeedsRisks, s.Answered < len(RiskQuestions())},
		{NeedsSignatures, finding == NoInvolvement && !excepted && !(worker && head)},
		{NeedsSafety, !s.Safe},
		{NeedsContact, !s.contactReached()},
		{NeedsConfirmation, slices.ContainsFunc(s.Around, func(p casework.Relative) bool { return p.Awaiting && s.has(p.ID) })},
	} {
		if n.is {
			missing = append(missing, n.need)
		}
	}
	return missing
}

func (s Standing) contactReached() bool {
	return slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Part == Contact && slices.Contains(s.Reached, p.Person) })
}

// checkOf gathers what the gate looks at, in the caller's transaction.
func checkOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Standing, error) {
	var s Standing
	r, open, err := openReturn(ctx, tx, client)
	if err != nil || !open {
		return s, err
	}
	return standingOf(ctx, tx, client, r)
}

func standingOf(ctx context.Context, tx *db.Tx, client pana.ClientID, r Return) (Standing, error) {
	s := Standing{Return: r}
	away, err := casework.KeptAway(ctx, tx, client)
	if err != nil {
		return s, err
	}
	for _, gather := range []func() error{
		func() (err error) { s.Parts, err = partsOf(ctx, tx, r.ID); return err },
		func() (err error) { s.Around, err = casework.Around(ctx, tx, client); return err },
		func() (err error) { s.Recruiters, err = casework.Recruiters(ctx, tx, client); return err },
		func() (err error) { s.Accounts, err = accountsOf(ctx, tx, r.ID); return err },
		func() (err error) { s.Risk, s.Answered, err = riskOf(ctx, tx, r.ID); return err },
		func() (err error) { s.Answer, err = answerOf(ctx, tx, r.ID); return err },
		func() (err error) { s.Reached, err = reachedOf(ctx, tx, r.ID); return err },
		func() error {
			since, agreed, err := assessment.InForce(ctx, tx, client, assessment.SafetyPlan)
			s.Safe = agreed && since >= r.Opened
			return err
		},
		func() (err error) { s.Signatures, err = signaturesOf(ctx, tx, r.ID); return err },
		func() (err error) { s.Exceptions, err = exceptionsOf(ctx, tx, r.ID); return err },
		func() error {
			times, err := casework.EpisodesOf(ctx, tx, client)
			if len(times) > 0 {
				s.Now = times[0].ID
			}
			return err
		},
		func() error {
			left, err := leftOf(ctx, tx, r)
			away = append(away, left...)
			return err
		},
	} {
		if err := gather(); err != nil {
			return s, err
		}
	}
	s.Parts = slices.DeleteFunc(s.Parts, func(p Part) bool { return p.Until != "" })
	s.Signatures = slices.DeleteFunc(s.Signatures, func(x Signature) bool { return slices.Contains(away, x.By) })
	s.Exceptions = slices.DeleteFunc(s.Exceptions, func(x Exception) bool { return x.Answer != "" && slices.Contains(away, x.AnsweredBy) })
	return s, nil
}

// gate is what casework.MayReturn asks: nil while nothing is missing, the same
// refusal for every reason otherwise.
func (l *Legal) gate(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	s, err := checkOf(ctx, tx, client)
	if err != nil {
		return err
	}
	if len(s.Missing()) > 0 {
		return conflict("legal.gate", "", "return.gate.closed")
	}
	return nil
}

// closing is what casework.MayClose asks: whoever has no return open goes as she
// will; an open one passes the gate or is set aside first.
func (l *Legal) closing(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	if _, open, err := openReturn(ctx, tx, client); err != nil || !open {
		return err
	}
	if err := l.gate(ctx, tx, client); err != nil {
		if pana.KindOf(err) == pana.Conflict {
			return conflict("legal.closing", "", "return.open")
		}
		return err
	}
	return nil
}
