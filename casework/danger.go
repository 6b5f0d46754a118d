package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// DangerTime is how long a file stays open in danger.
const DangerTime = 24 * time.Hour

// mostDanger is how many openings of a file a page lists.
const mostDanger = 50

// DangerParts are the compartments that can be opened in danger. Private notes
// have a door of their own (therapy.Break), and a bond is not danger.
func DangerParts() []pana.Compartment {
	return []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety}
}

// A Danger is what is typed to open parts of a file in danger.
type Danger struct {
	Parts      []pana.Compartment
	Reason     string
	Passphrase string       // of the actor, where her own keys reach
	For        pana.StaffID // to whom two people open it; empty for the actor
	Second     house.Entry  // the second of the two, where keys have to be lent
}

// OpenInDanger opens parts of a file to one person for DangerTime, for a reason:
// she reads them on the file's page and changes nothing.
//
// Where the actor's own keys reach, because her role reads such parts and only
// her assignment does not, she opens them to herself with her passphrase and
// nobody is waited for. Elsewhere, and for somebody else, the two who keep the
// supervision key of the site open them together, and keys are lent.
//
// Those who work with the client and those who lead the house are told at once,
// and the trail of the file tells it for ever. It refuses without a reason
// ("danger.reason") or parts ("danger.parts"), a reader who may not know of the
// client or whose role opens no file in danger ("danger.reader"), and where keys
// are missing anyone but the two ("danger.keys", and as house.Together does).
func (c *Casework) OpenInDanger(ctx context.Context, code string, d Danger) error {
	const op = "casework.OpenInDanger"
	s, err := c.dangerSubject(ctx, code)
	if err != nil {
		return err
	}
	if d.Reason, err = Text(op, "reason", d.Reason, MostNote); err != nil {
		return err
	}
	switch {
	case d.Reason == "":
		return pana.Refuse(op, "reason", "danger.reason")
	case len(d.Parts) == 0 || slices.ContainsFunc(d.Parts, func(p pana.Compartment) bool { return !slices.Contains(DangerParts(), p) }):
		return pana.Refuse(op, "parts", "danger.parts")
	}
	me := pana.ActorFrom(ctx).Staff
	if d.For == "" {
		d.For = me
	}
	alone := d.For == me && d.Second.Name == ""
	if alone {
		if reach, err := c.reaches(ctx, s, d.Parts); err != nil {
			return err
		} else if !reach {
			return pana.Refuse(op, "parts", "danger.keys")
		}
		if err := c.h.Prove(ctx, d.Passphrase); err != nil {
			return err
		}
		return c.begin(ctx, s.Client, d, "")
	}
	if err := c.mayRead(ctx, s.Client, d.For); err != nil {
		return err
	}
	return c.h.Together(ctx, s.Site, house.Pair{Passphrase: d.Passphrase, Second: d.Second}, func(ctx context.Context, second pana.Actor) error {
		if err := c.standsFor(pana.WithActor(ctx, second), s.Client); err != nil {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "together.two"}
		}
		// The file says so before a key is lent: cut off in between, it says too much.
		if err := c.begin(ctx, s.Client, d, second.Staff); err != nil {
			return err
		}
		var until time.Time
		if err := c.h.DB.View(ctx, func(tx *db.Tx) error { until = tx.Now.Add(DangerTime); return nil }); err != nil {
			return err
		}
		return seal.RingFrom(ctx).Lend(ctx, owner(s.Client), s.Site, d.Parts, d.For, until)
	})
}

// dangerSubject is the client with a code, if the actor may open her file in danger.
func (c *Casework) dangerSubject(ctx context.Context, code string) (s policy.Subject, err error) {
	err = c.h.DB.View(ctx, func(tx *db.Tx) error {
		if s, err = ByCode(ctx, tx, c.tonight(tx), code); err != nil {
			return err
		}
		return policy.Check(pana.ActorFrom(ctx), policy.OpenInDanger, s)
	})
	return s, err
}

// standsFor asks whether the actor of ctx may open the file in danger.
func (c *Casework) standsFor(ctx context.Context, client pana.ClientID) error {
	return c.h.DB.View(ctx, func(tx *db.Tx) error {
		_, err := c.allow(ctx, tx, policy.OpenInDanger, client)
		return err
	})
}

// mayRead refuses as a reader anyone who works here no more, may not know of the
// client, or whose role opens no file in danger.
func (c *Casework) mayRead(ctx context.Context, client pana.ClientID, reader pana.StaffID) error {
	var grants []pana.Grant
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		members, err := c.h.Roster(ctx, tx)
		for _, m := range members {
			if m.ID == reader && m.Ended == "" {
				grants = m.Grants
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := c.standsFor(pana.WithActor(ctx, pana.Actor{Staff: reader, Grants: grants}), client); err != nil {
		return pana.Refuse("casework.OpenInDanger", "for", "danger.reader")
	}
	return nil
}

// reaches reports whether the actor's own keys open parts of a client.
func (c *Casework) reaches(ctx context.Context, s policy.Subject, parts []pana.Compartment) (bool, error) {
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return false, nil
	}
	shut, err := ring.Closed(ctx, owner(s.Client), s.Site, parts...)
	return len(shut) == 0, err
}

// begin writes down that parts are open, why, and tells those concerned.
func (c *Casework) begin(ctx context.Context, client pana.ClientID, d Danger, second pana.StaffID) error {
	return c.Enter(ctx, policy.OpenInDanger, client, func(e *Entry) error {
		o := DangerOpening{ID: e.Tx.ID(), Reader: d.For, By: e.Actor.Staff, Second: second, Parts: joined(d.Parts),
			At: db.Micros(e.Tx.Now), Until: db.Micros(e.Tx.Now.Add(DangerTime))}
		if err := insertDanger(e.Ctx, e.Tx, client, o); err != nil {
			return err
		}
		e.About(o.ID)
		e.Wrote("danger_openings", o.ID, client, o.Reader, o.By, o.Second, o.Parts, o.Until)
		// She who opens in danger may not otherwise write here: what she says is
		// sealed to those who do.
		said, err := putWords(e.Ctx, e.Tx, e.Subject, pana.Safety, "danger_openings", o.ID, Say{Field: FieldReason, Text: d.Reason})
		if err != nil {
			return err
		}
		e.line.Digests = append(e.line.Digests, said...)
		workers, err := workersOf(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		heads, err := c.h.Able(e.Ctx, e.Tx, policy.LiftConflict)
		if err != nil {
			return err
		}
		return c.h.Tell(e.Ctx, e.Tx, slices.Concat(workers, heads, []pana.StaffID{d.For}),
			house.Notice{Say: "notice.danger", Client: client, Object: string(d.For)})
	})
}

func joined(parts []pana.Compartment) string {
	var words []string
	for _, p := range parts {
		words = append(words, string(p))
	}
	return strings.Join(words, " ")
}

// EndDanger closes a file again before the time is over: the reader herself, who
// opened it for her, and those who lead the house may. Done again it changes
// nothing. An opening of no such file is NotFound "record.absent".
func (c *Casework) EndDanger(ctx context.Context, client pana.ClientID, id string) error {
	var o DangerOpening
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.OpenInDanger, client)
		if err != nil {
			return err
		}
		var ok bool
		if o, ok, err = findDanger(ctx, tx, client, id); err != nil {
			return err
		}
		actor := pana.ActorFrom(ctx)
		if !ok || o.Reader != actor.Staff && o.By != actor.Staff && policy.Check(actor, policy.LiftConflict, s) != nil {
			return Gone("casework.EndDanger")
		}
		if !o.Running(db.Micros(tx.Now)) {
			return nil
		}
		if err := endDanger(ctx, tx, client, o.Reader); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.OpenInDanger, Client: client, Site: s.Site, Object: id,
			Digests: [][32]byte{trail.Digest("danger_openings", id, "ended")}})
	})
	if err != nil {
		return err
	}
	return c.h.Vault.EndLoan(ctx, owner(client), o.Reader)
}

// A DangerPage is what the page of a file's openings in danger shows.
type DangerPage struct {
	Client   Client
	Mine     bool            // the reader is one of the two who keep the key of her site
	Two      bool            // there are two
	Running  DangerOpening   // open to the reader now; without an id when nothing is
	Openings []DangerOpening // all of them, for who may see the trail of the file
	Readers  []house.Member  // to whom the two can open it
}

// DangerOf returns the page of a file. It needs OpenInDanger; that she looked at
// the page is not kept as if she had opened the file.
func (c *Casework) DangerOf(ctx context.Context, code string) (DangerPage, error) {
	var p DangerPage
	s, err := c.dangerSubject(ctx, code)
	if err != nil {
		return p, err
	}
	act := policy.SeeClient
	if policy.Check(pana.ActorFrom(ctx), policy.SeeDanger, s) == nil {
		act = policy.SeeDanger
	}
	err = c.Read(ctx, code, act, func(r *Reading) error {
		p = DangerPage{Client: r.Client}
		all, err := dangerOf(r.Ctx, r.Tx, r.Client.ID, mostDanger)
		if err != nil {
			return err
		}
		var rows []string
		for _, o := range all {
			if o.Reader == r.Actor.Staff && o.Running(db.Micros(r.Tx.Now)) && o.Until > p.Running.Until {
				p.Running = o
			}
			rows = append(rows, o.ID)
		}
		if act == policy.SeeDanger {
			said, err := r.Words(rows, pana.Safety)
			if err != nil {
				return err
			}
			for i := range all {
				all[i].Reason = said.Of("danger_openings", all[i].ID, FieldReason)
			}
			p.Openings = all
		}
		members, err := c.h.Roster(r.Ctx, r.Tx)
		for _, m := range members {
			if m.Ended == "" && m.ID != r.Actor.Staff && policy.May(pana.Actor{Staff: m.ID, Grants: m.Grants}, policy.OpenInDanger) {
				p.Readers = append(p.Readers, m)
			}
		}
		return err
	})
	if err == nil {
		p.Mine, p.Two, err = c.h.MaySupervise(ctx, p.Client.Site)
	}
	return p, err
}
