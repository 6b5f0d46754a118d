package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Reach is Enter for an act that reaches a client whom the actor need not be
// able to look up: she calls at night after she has left, or stands at the door
// again. The table of acts alone decides; whoever may not do the act, or is named
// in a conflict of interest, gets NotFound "client.absent" like for nobody.
func (c *Casework) Reach(ctx context.Context, act policy.Act, client pana.ClientID, do func(*Entry) error) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := Reached(ctx, tx, c.tonight(tx), act, client)
		if err != nil {
			return err
		}
		return c.enter(ctx, tx, act, s, do)
	})
}

// Reached returns what policy needs to know about a client if the actor may do
// act to her, whether or not she could look her up.
func Reached(ctx context.Context, tx *db.Tx, tonight pana.Night, act policy.Act, client pana.ClientID) (policy.Subject, error) {
	const op = "casework.Reach"
	actor := pana.ActorFrom(ctx)
	f, _, err := db.Find[facts](ctx, tx, subjectByID, string(actor.Staff), string(tonight), string(client))
	if err != nil {
		return policy.Subject{}, err
	}
	s := f.subject()
	if f.Client == "" || f.Client == nobody || policy.Check(actor, act, s) != nil {
		return policy.Subject{}, absent(op)
	}
	return s, nil
}

// HandIn seals what a row says under the right of the act itself: whoever may do
// it hands words in to a circle whose part of the file she neither reads nor
// keeps, as a night worker does after a call.
func (e *Entry) HandIn(c pana.Compartment, table, row string, said ...Say) error {
	digests, err := putWords(e.Ctx, e.Tx, e.Subject, c, table, row, said...)
	e.line.Digests = append(e.line.Digests, digests...)
	return err
}

// Consent records an answer within the act, see AddConsent.
func (e *Entry) Consent(n NewConsent) error {
	_, digests, err := e.files.AddConsent(e.Ctx, e.Tx, e.Subject, n)
	e.line.Digests = append(e.line.Digests, digests...)
	return err
}

// Close ends the open time in our care within the act, with its assignments. It
// refuses while she has a bed ("episode.bed"), a time that is over
// ("episode.none"), and one whose return is neither checked nor set aside.
func (e *Entry) Close(op string, on pana.Date) error {
	if e.Episode.ID == "" || e.Episode.Closed != "" {
		return conflict(op, "episode.none")
	}
	sleeps, err := db.Get[int](e.Ctx, e.Tx, `SELECT COUNT(*) FROM stays WHERE client_id = $1 AND until = ''`, string(e.Client()))
	switch {
	case err != nil:
		return err
	case sleeps > 0:
		return conflict(op, "episode.bed")
	case on < e.Episode.Opened:
		return pana.Refuse(op, "on", "date.crossed")
	}
	if err := e.files.MayClose(e.Ctx, e.Tx, e.Client()); err != nil {
		return err
	}
	if err := closeEpisode(e.Ctx, e.Tx, e.Episode.ID, e.Client(), on); err != nil {
		return err
	}
	e.Episode.Closed, e.Episode.Stage, e.Episode.Since = on, "closed", on
	e.Wrote("episodes", string(e.Episode.ID), "closed", on)
	return nil
}

// Begin opens a new time in our care for someone who has been here before, in
// the same file and under the same code.
func (e *Entry) Begin(on pana.Date) error {
	id, err := OpenEpisode(e.Ctx, e.Tx, NewEpisode{Client: e.Client(), Site: e.Subject.Site, Opened: on})
	if err != nil {
		return err
	}
	e.Episode = Episode{ID: id, Opened: on, Stage: "arrival", Since: on, Version: 1}
	e.Wrote("episodes", string(id), "arrival", on)
	return nil
}

// EpisodesOf returns the client's times in our care, the newest first. The
// caller has asked policy.
func EpisodesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Episode, error) {
	return episodesOf(ctx, tx, client)
}

// Again begins a new time in our care for someone who has left and stands at the
// door again; what was open until then is closed today. It asks no gate: a bed
// waits for nothing. It returns the time that was closed by it, if one was.
func (e *Entry) Again() (closed Episode, err error) {
	if open := e.Episode; open.ID != "" && open.Closed == "" {
		if err := closeEpisode(e.Ctx, e.Tx, open.ID, e.Client(), e.Today); err != nil {
			return closed, err
		}
		e.Wrote("episodes", string(open.ID), "closed", e.Today)
		closed = open
	}
	return closed, e.Begin(e.Today)
}
