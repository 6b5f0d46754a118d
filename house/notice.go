package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Notice tells one person of something that was done, until she lets be known
// that she has seen it. It holds ids and the key of a sentence; names are put in
// when it is read, and words stay in the file they belong to.
type Notice struct {
	ID     string        `db:"id"`
	Say    string        `db:"say"`       // key of the sentence: "notice.…"
	By     pana.StaffID  `db:"by_staff"`  // who did it
	Client pana.ClientID `db:"client_id"` // whose file is meant; empty for none
	Code   string        `db:"-"`         // of the client, filled in when read
	Object string        `db:"object_id"` // the id of what it is about: a member of staff, a proposal
	N      int64         `db:"n"`         // a number for the sentence, if it has one
	At     int64         `db:"at"`        // microseconds, see db.FromMicros
}

// NoticeDays is how long a notice is kept, seen or not: the trail keeps what was
// done, and who told whom what is not needed longer.
const NoticeDays = 30

// mostNotices is how many notices a first screen shows.
const mostNotices = 20

// Tell leaves a notice for each of to, in the transaction of what it tells of.
// The actor herself, the house, and a name that stands twice are passed over. A
// notice about a file never reaches somebody from whom that file is hidden: it is
// asked for again each time it is read.
func (h *House) Tell(ctx context.Context, tx *db.Tx, to []pana.StaffID, n Notice) error {
	n.By, n.At = pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)
	told := []pana.StaffID{"", Itself, n.By}
	for _, staff := range to {
		if slices.Contains(told, staff) {
			continue
		}
		told = append(told, staff)
		if err := insertNotice(ctx, tx, tx.ID(), staff, n); err != nil {
			return err
		}
	}
	return nil
}

// Able returns who works here and holds a role that could do act somewhere.
func (h *House) Able(ctx context.Context, tx *db.Tx, act policy.Act) ([]pana.StaffID, error) {
	grants, err := findGrants(ctx, tx)
	var able []pana.StaffID
	for staff, gs := range grants {
		if policy.May(pana.Actor{Staff: staff, Grants: gs}, act) {
			able = append(able, staff)
		}
	}
	slices.Sort(able)
	return able, err
}

// Notices returns what the actor was told and has not yet seen, the newest
// first; of a file only while she may know that there is such a client.
func (h *House) Notices(ctx context.Context) ([]Notice, error) {
	var told []Notice
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.HeedNotice, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		all, err := unseenNotices(ctx, tx, actor.Staff, db.Micros(tx.Now.AddDate(0, 0, -NoticeDays)))
		if err != nil {
			return err
		}
		told, err = h.knowable(ctx, tx, all)
		return err
	})
	return told, err
}

// knowable leaves out notices about files that are hidden from the actor, and
// fills in the codes of the others.
func (h *House) knowable(ctx context.Context, tx *db.Tx, all []Notice) ([]Notice, error) {
	var clients []pana.ClientID
	for _, n := range all {
		if n.Client != "" && !slices.Contains(clients, n.Client) {
			clients = append(clients, n.Client)
		}
	}
	codes := map[pana.ClientID]string{}
	if len(clients) > 0 {
		var err error
		if codes, err = codesOf(ctx, tx, pana.ActorFrom(ctx), h.Tonight(tx.Now), clients); err != nil {
			return nil, err
		}
	}
	var known []Notice
	for _, n := range all {
		n.Code = codes[n.Client]
		if n.Client == "" || n.Code != "" {
			known = append(known, n)
		}
	}
	return known[:min(len(known), mostNotices)], nil
}

// Heed says that the actor has seen a notice of hers. Done again it changes
// nothing; one that is not hers is NotFound "record.absent".
func (h *House) Heed(ctx context.Context, id string) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.HeedNotice, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		n, seen, ok, err := findNotice(ctx, tx, id, actor.Staff)
		if err != nil {
			return err
		}
		if known, err := h.knowable(ctx, tx, []Notice{n}); err != nil || !ok || len(known) == 0 {
			if err == nil {
				err = &pana.Error{Op: "house.Heed", Kind: pana.NotFound, Say: "record.absent"}
			}
			return err
		}
		if seen != 0 {
			return nil
		}
		if err := noticeSeen(ctx, tx, id, db.Micros(tx.Now)); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.HeedNotice, Client: n.Client, Object: id,
			Digests: digests(trail.Digest("notices", id, string(actor.Staff)))})
	})
}

// dropNotices takes away what is older than NoticeDays, what a second was asked for
// whose day is over, and counts of what was asked in vain that nobody sees any more.
func (h *House) dropNotices(ctx context.Context) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := deleteNotices(ctx, tx, db.Micros(tx.Now.AddDate(0, 0, -NoticeDays))); err != nil {
			return err
		}
		if err := deleteOldAsked(ctx, tx, db.Micros(tx.Now)); err != nil {
			return err
		}
		return dropVain(ctx, tx, h.Today(tx.Now).AddDays(-vainDays))
	})
}

// TellHeads is Tell for those who lead the house.
func (h *House) TellHeads(ctx context.Context, tx *db.Tx, n Notice) error {
	heads, err := h.Able(ctx, tx, policy.GrantStaff)
	if err != nil {
		return err
	}
	return h.Tell(ctx, tx, heads, n)
}

// ToldSince reports whether staff was told something about object since a moment,
// in a sentence whose key begins with say.
func (h *House) ToldSince(ctx context.Context, tx *db.Tx, staff pana.StaffID, say, object string, since int64) (bool, error) {
	n, err := noticesSince(ctx, tx, staff, say, object, since)
	return n > 0, err
}

// GrantsOf returns the grants that a member holds.
func (h *House) GrantsOf(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]pana.Grant, error) {
	return findGrantsOf(ctx, tx, staff)
}
