package complaints

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Count is how many complaints of a kind there were in a year.
type Count struct {
	Year string
	Kind string
	N    int
}

// List returns the complaints that the actor answers for, those that wait first, and
// how many there were; without words. Whoever answers for none gets none.
func (c *Complaints) List(ctx context.Context) (list []Complaint, counts []Count, err error) {
	err = c.h.DB.View(ctx, func(tx *db.Tx) error {
		list, counts = nil, nil
		if !policy.May(pana.ActorFrom(ctx), policy.SeeComplaints) {
			return nil
		}
		all, err := c.mine(ctx, tx, `id <> $1`, "")
		for _, r := range all {
			list = append(list, r.Complaint)
		}
		counts = count(list)
		return err
	})
	return list, counts, err
}

// count sums a list by year and kind, the newest year first.
func count(list []Complaint) []Count {
	var counts []Count
	for _, c := range list {
		year := string(c.On[:4])
		i := slices.IndexFunc(counts, func(n Count) bool { return n.Year == year && n.Kind == c.Kind })
		if i < 0 {
			i, counts = len(counts), append(counts, Count{Year: year, Kind: c.Kind})
		}
		counts[i].N++
	}
	slices.SortStableFunc(counts, func(a, b Count) int {
		switch {
		case a.Year != b.Year && a.Year > b.Year, a.Year == b.Year && a.N > b.N:
			return -1
		case a.Year == b.Year && a.N == b.N:
			return 0
		}
		return 1
	})
	return counts
}

// mine returns the rows that a condition finds and the actor answers for.
func (c *Complaints) mine(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]row, error) {
	members, err := c.h.Roster(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(ctx, tx, cond, args...)
	if err != nil {
		return nil, err
	}
	var mine []row
	for _, r := range rows {
		if r.About, err = aboutOf(ctx, tx, r.ID); err != nil {
			return nil, err
		}
		ok := policy.Check(pana.ActorFrom(ctx), policy.SeeComplaints, policy.Subject{Site: r.Site}) == nil
		if ok && slices.Contains(Handlers(members, r.Site, r.About), me(ctx)) {
			mine = append(mine, r)
		}
	}
	return mine, nil
}

// One returns a complaint with its words to whoever answers for it. One that is
// somebody else's to answer, one about the actor and one that never was are all
// NotFound "record.absent".
func (c *Complaints) One(ctx context.Context, id ID) (Complaint, error) {
	var found Complaint
	err := c.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		found, err = c.one(ctx, tx, "complaints.One", id)
		return err
	})
	return found, err
}

func (c *Complaints) one(ctx context.Context, tx *db.Tx, op string, id ID) (Complaint, error) {
	rows, err := c.mine(ctx, tx, `id = $1`, string(id))
	if err != nil {
		return Complaint{}, err
	}
	if len(rows) == 0 {
		return Complaint{}, casework.Gone(op)
	}
	return c.opened(rows[0])
}

func (c *Complaints) opened(r row) (Complaint, error) {
	one := r.Complaint
	var err error
	if one.What, err = c.unsealed(one.ID, "what", r.SealedWhat); err != nil {
		return one, err
	}
	if one.Answer, err = c.unsealed(one.ID, "answer", r.SealedAnswer); err != nil {
		return one, err
	}
	one.Done, err = c.unsealed(one.ID, "done", r.SealedDone)
	return one, err
}

// A Reply is what the number of a slip leads to: how far it is and what was
// answered, and nothing of what was complained of.
type Reply struct {
	Slip     string
	On       pana.Date
	Due      pana.Date
	Outcome  string
	Answered pana.Date
	Answer   string
}

// Reply returns what is answered to a slip, for whoever reads it out. For somebody
// who is complained of there is no such slip ("grievance.slip.none").
func (c *Complaints) Reply(ctx context.Context, slip string) (Reply, error) {
	slip, err := ReadSlip(slip)
	if err != nil {
		return Reply{}, err
	}
	var found Reply
	err = c.h.DB.View(ctx, func(tx *db.Tx) error {
		if !policy.May(pana.ActorFrom(ctx), policy.FileComplaint) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.FileComplaint)
		}
		rows, err := rowsOf(ctx, tx, `slip = $1 AND id NOT IN (SELECT complaint_id FROM house_complaint_about WHERE staff_id = $2)`, slip, string(me(ctx)))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return pana.Refuse("complaints.Reply", "slip", "grievance.slip.none")
		}
		r := rows[0]
		found = Reply{Slip: r.Slip, On: r.On, Due: r.Due, Outcome: r.Outcome, Answered: r.Answered}
		found.Answer, err = c.unsealed(r.ID, "answer", r.SealedAnswer)
		return err
	})
	return found, err
}
