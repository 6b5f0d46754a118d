package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Complain writes down what a client complains of. It refuses an empty complaint
// ("health.complaint.empty"), a beginning that has not come, and unknown codes.
func (h *Health) Complain(ctx context.Context, client pana.ClientID, n NewComplaint) (ComplaintID, error) {
	var id ComplaintID
	err := h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		n, err := n.clean("health.Complain", e.Today)
		if err != nil {
			return err
		}
		id, err = putComplaint(e, n, "")
		return err
	})
	return id, err
}

// CorrectComplaint puts a corrected complaint in the place of an old one, which
// stays kept. When somebody else has corrected or settled it meanwhile it is
// refused with db.stale, whose "Fields" names what differs. The same values again
// change nothing.
func (h *Health) CorrectComplaint(ctx context.Context, client pana.ClientID, id ComplaintID, version int64, n NewComplaint) error {
	const op = "health.CorrectComplaint"
	return h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		old, err := complaintNow(e, op, id)
		if err != nil {
			return err
		}
		fields := n.differs(old)
		switch {
		case len(fields) == 0:
			return nil
		case old.ID != id || old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		if taken, err := supersede(e.Ctx, e.Tx, "complaints", e.Client(), string(id), version); err != nil || !taken {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		_, err = putComplaint(e, n, id)
		return err
	})
}

// ResolveComplaint says that a complaint is over since a day; an empty day means
// today. One that is over stays as it is.
func (h *Health) ResolveComplaint(ctx context.Context, client pana.ClientID, id ComplaintID, version int64, on pana.Date) error {
	const op = "health.ResolveComplaint"
	return h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		if on == "" {
			on = e.Today
		}
		on, err := casework.Past(op, "resolved", on, e.Today)
		if err != nil {
			return err
		}
		c, ok, err := complaintByID(e.Ctx, e.Tx, e.Client(), id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case c.Resolved != "":
			return nil
		case c.Since.Earliest > on:
			return pana.Refuse(op, "resolved", "date.crossed")
		}
		if n, err := resolveComplaint(e.Ctx, e.Tx, id, version, on); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"resolved"}}))
		}
		e.About(string(id))
		e.Wrote("complaints", string(id), "resolved", on)
		return nil
	})
}

func putComplaint(e *casework.Entry, n NewComplaint, supersedes ComplaintID) (ComplaintID, error) {
	id := ComplaintID(e.Tx.ID())
	if err := insertComplaint(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, e.Today, n, supersedes); err != nil {
		return "", err
	}
	e.About(string(id))
	e.Wrote("complaints", string(id), e.Client(), n.Kind, n.Since, n.Source, n.Interpreted, supersedes)
	return id, e.Put(pana.Health, "complaints", string(id), n.sayings()...)
}

// complaintNow returns the complaint that now stands where the one called id
// stood, with its words.
func complaintNow(e *casework.Entry, op string, id ComplaintID) (Complaint, error) {
	c, ok, err := complaintByID(e.Ctx, e.Tx, e.Client(), id)
	for err == nil && ok && !c.Newest {
		c, ok, err = complaintAfter(e.Ctx, e.Tx, e.Client(), c.ID)
	}
	if err != nil {
		return c, err
	}
	if !ok {
		return c, casework.Gone(op)
	}
	said, err := openWords(e, op, "complaints", string(c.ID))
	c.Told, c.Text = said[fieldTold], said[fieldText]
	return c, err
}

// openWords opens the health words of a row that an act is about to put others
// in the place of. Whoever cannot read them cannot know what she overwrites:
// "health.closed".
func openWords(e *casework.Entry, op, table, row string) (map[string]string, error) {
	said, open, err := e.Words(pana.Health, table, row)
	if err == nil && !open {
		err = &pana.Error{Op: op, Kind: pana.Forbidden, Say: "health.closed"}
	}
	return said, err
}
