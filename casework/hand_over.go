package casework

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// HandOver gives the client from one colleague to another in one role, within the
// act: the new assignment begins today and the old one ends. It refuses what Assign
// refuses, on field, and a colleague with whom the client is not any more
// ("handover.gone").
func (e *Entry) HandOver(op, field string, from, to pana.StaffID, role pana.Role) error {
	open, ok, err := OpenEpisodeOf(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return err
	}
	if !ok {
		return conflict(op, "episode.none")
	}
	if to == "" || to == from {
		return pana.Refuse(op, field, "handover.whom")
	}
	a, err := assignable(e.Ctx, e.Tx, e.Client(), e.Subject.Site, to, role)
	switch {
	case err != nil:
		return err
	case !a.Holds:
		return pana.Refuse(op, field, "assign.role")
	case a.Conflicted:
		return pana.Refuse(op, field, "assign.conflicted")
	}
	if err := e.LetGo(op, from, role); err != nil {
		return err
	}
	if a.Stands {
		return nil
	}
	if err := assign(e.Ctx, e.Tx, open.ID, e.Client(), to, role, e.Today); err != nil {
		return err
	}
	e.Wrote("assignments", string(open.ID), string(to), string(role), string(e.Today))
	return nil
}

// LetGo ends today what a colleague has to do with the client in one role, within
// the act. Where nothing stands it is refused ("handover.gone").
func (e *Entry) LetGo(op string, from pana.StaffID, role pana.Role) error {
	n, err := unassign(e.Ctx, e.Tx, e.Client(), from, role, e.Today)
	if err != nil {
		return err
	}
	if n == 0 {
		return conflict(op, "handover.gone")
	}
	e.Wrote("assignments", string(e.Client()), string(from), string(role), "until", string(e.Today))
	return nil
}

// A With is a client who is with one colleague, in one role.
type With struct {
	Staff  pana.StaffID  `db:"staff_id"`
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Site   pana.SiteID   `db:"site_id"`
	Role   pana.Role     `db:"role"`
	Since  pana.Date     `db:"since"`  // since when without a break
	Others bool          `db:"others"` // somebody else who works here is there for her in the same role
	Told   pana.Date     `db:"told"`   // when the colleague last wrote a handover into the file; empty for never
}

// WithWhom returns the clients who are with a colleague, whether she works here
// still or has left, among those whom the actor may give to somebody; for every
// colleague who has left, when staff is empty. A file that is hidden from the actor
// is not in it. It is for a chapter that has asked policy for its own act.
func (c *Casework) WithWhom(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]With, error) {
	cond, args := c.Where(ctx, tx, policy.AssignClient)
	whose := `a.staff_id IN (SELECT s.id FROM staff s WHERE s.ended <> '')`
	if staff != "" {
		args = append(args, string(staff))
		whose = `a.staff_id = $` + strconv.Itoa(len(args))
	}
	return db.Select[With](ctx, tx, `SELECT a.staff_id, c.id AS client_id, c.code, c.site_id, a.role, a.since,
			EXISTS (SELECT 1 FROM assignments b JOIN staff s ON s.id = b.staff_id
				WHERE b.client_id = a.client_id AND b.role = a.role AND b.until = '' AND b.staff_id <> a.staff_id AND s.ended = '') AS others,
			COALESCE((SELECT MAX(n.on_day) FROM notes n WHERE n.client_id = a.client_id AND n.by_staff = a.staff_id
				AND n.kind = '`+HandoverNote+`' AND n.compartment <> 'therapy' AND NOT n.superseded), '') AS told
		FROM assignments a CROSS JOIN clients c
		WHERE a.until = '' AND `+whose+` AND c.id = a.client_id AND (`+cond+`) ORDER BY c.code, a.role`, args...)
}

// HandoverNote is the kind of note in which somebody tells who comes after her
// what she must know.
const HandoverNote = "handover"
