package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// CloseFollowUp ends the follow-up and with it her time in our care: the months
// are over, or she wishes it. The file stays, she is known by her word when she
// calls, and she may come back.
//
// It refuses a reason that no list holds or none ("closing.missing"), a day that
// has not come, and while she has a bed ("episode.bed").
func (f *FollowUp) CloseFollowUp(ctx context.Context, client pana.ClientID, reason string, on pana.Date) error {
	const op = "followup.Close"
	if reason == "" {
		return pana.Refuse(op, "why", "closing.missing")
	}
	if err := codes.Check(op, "why", "closing-reason", reason); err != nil {
		return err
	}
	return f.files.Enter(ctx, policy.CloseCalls, client, func(e *casework.Entry) error {
		on, err := casework.Past(op, "on", on, e.Today)
		if err != nil {
			return err
		}
		if on == "" {
			on = e.Today
		}
		return f.closing(op, e, reason, on)
	})
}

// closing closes her time in our care within the act.
func (f *FollowUp) closing(op string, e *casework.Entry, reason string, on pana.Date) error {
	episode := e.Episode.ID
	if err := e.Close(op, on); err != nil {
		return err
	}
	a, ok, err := agreementOf(e.Ctx, e.Tx, episode)
	if err != nil {
		return err
	}
	if ok {
		if err := endAgreement(e, a, PeriodOver); err != nil {
			return err
		}
	}
	e.Wrote("closings", string(episode), reason, on)
	return insertClosing(e.Ctx, e.Tx, episode, e.Subject, reason, on)
}
