package casework

import (
	"context"
	"fmt"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Entry is one act on a client's file while it happens: what later chapters
// write a file with. Each of its steps runs in the act's one transaction.
type Entry struct {
	Ctx     context.Context
	Tx      *db.Tx
	Actor   pana.Actor
	Subject policy.Subject
	Today   pana.Date
	Episode Episode // the open one, or her last; zero when a past case has none

	files *Casework
	line  trail.Entry
}

// Enter does one act to a client: it gathers the facts about her, asks policy,
// lets do write, and writes one line of the trail with the digests of all that
// was written. Nothing is kept when do returns an error, which is passed on as it
// is. Do may run twice, when the store asks for the transaction again; it must
// not keep anything from the first time.
//
// A client who never was and one the actor may not see are both NotFound
// "client.absent"; an act the table refuses is Forbidden.
func (c *Casework) Enter(ctx context.Context, act policy.Act, client pana.ClientID, do func(*Entry) error) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, act, client)
		if err != nil {
			return err
		}
		return c.enter(ctx, tx, act, s, do)
	})
}

// EnterIn is Enter within the transaction of another act that has checked its
// own right: the line of this one is written too.
func (c *Casework) EnterIn(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID, do func(*Entry) error) error {
	s, err := c.allow(ctx, tx, act, client)
	if err != nil {
		return err
	}
	return c.enter(ctx, tx, act, s, do)
}

func (c *Casework) enter(ctx context.Context, tx *db.Tx, act policy.Act, s policy.Subject, do func(*Entry) error) error {
	e := &Entry{Ctx: ctx, Tx: tx, Actor: pana.ActorFrom(ctx), Subject: s, Today: c.h.Today(tx.Now), files: c,
		line: trail.Entry{Act: act, Client: s.Client, Site: s.Site}}
	var err error
	if e.Episode, err = newestEpisode(ctx, tx, s.Client); err != nil {
		return err
	}
	if err := do(e); err != nil {
		return err
	}
	return trail.Record(ctx, tx, e.line)
}

// Client is whose file it is.
func (e *Entry) Client() pana.ClientID { return e.Subject.Client }

// About names the record that the trail line speaks of.
func (e *Entry) About(object string) { e.line.Object = object }

// Privately says that the act is about what the actor keeps to herself: of its
// line in the trail nobody else is told, see policy.Private.
func (e *Entry) Privately() { e.line.Act = policy.PrivateNote }

// Put seals what a row says in a compartment, if the actor may write there. An
// empty text removes what stood there; whoever may write need not be able to
// read.
func (e *Entry) Put(c pana.Compartment, table, row string, said ...Say) error {
	if err := policy.Check(e.Actor, policy.WriteAct(c), e.Subject); err != nil {
		return err
	}
	digests, err := putWords(e.Ctx, e.Tx, e.Subject, c, table, row, said...)
	e.line.Digests = append(e.line.Digests, digests...)
	return err
}

// Wrote notes the columns written to one row, for the line of the trail.
func (e *Entry) Wrote(table, row string, values ...any) {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	e.line.Digests = append(e.line.Digests, trail.Digest(table, row, texts...))
}

// Words opens the words of one row for the act, such as to compare a stale page
// with what stands there; the trail says that they were opened. Open is false
// when policy or her keys do not open the compartment.
func (e *Entry) Words(c pana.Compartment, table, row string) (said map[string]string, open bool, err error) {
	own := e.Subject
	own.Author = e.Actor.Staff // of therapy words she reads her own; the chapter sees to that
	if !policy.Reads(e.Actor, c, own) || seal.RingFrom(e.Ctx) == nil {
		return nil, false, nil
	}
	said, open, err = wordsOf(e.Ctx, e.Tx, e.Subject, c, table, row)
	if open {
		e.Opened(c)
	}
	return said, open, err
}

// Opened notes that the words of a compartment were opened within the act, for
// the line of the trail, where a chapter opens them with other keys than the
// actor's own.
func (e *Entry) Opened(c pana.Compartment) {
	if !slices.Contains(e.line.Opened, c) {
		e.line.Opened = append(e.line.Opened, c)
	}
}

// May reports whether the actor may do another act to the same client.
func (e *Entry) May(act policy.Act) bool { return policy.Check(e.Actor, act, e.Subject) == nil }

// Allowed asks the gate of consent, see Casework.Allowed.
func (e *Entry) Allowed(purpose pana.Purpose, recipient, field string) (bool, error) {
	return e.files.Allowed(e.Ctx, e.Tx, e.Client(), purpose, recipient, field)
}

// Note adds a note to the timeline within the act.
func (e *Entry) Note(n NewNote) (pana.NoteID, error) {
	id, digests, err := e.files.AddNote(e.Ctx, e.Tx, e.Subject, n)
	e.line.Digests = append(e.line.Digests, digests...)
	return id, err
}

// Alert raises an alert within the act.
func (e *Entry) Alert(n NewAlert) error {
	_, digests, err := e.files.AddAlert(e.Ctx, e.Tx, e.Subject, n)
	e.line.Digests = append(e.line.Digests, digests...)
	return err
}

// Stage moves the open episode to a stage from today, whatever it was; the same
// stage again changes nothing. It is for acts that bring a stage with them.
func (e *Entry) Stage(stage string) error {
	if e.Episode.ID == "" || e.Episode.Closed != "" || e.Episode.Stage == stage {
		return nil
	}
	if err := updateStage(e.Ctx, e.Tx, e.Episode, e.Client(), stage, e.Today); err != nil {
		return err
	}
	e.Episode.Stage, e.Episode.Since = stage, e.Today
	e.Episode.Version++
	e.Wrote("episodes", string(e.Episode.ID), stage, e.Today)
	return nil
}
