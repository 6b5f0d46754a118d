package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// AddRecord adds a line about somebody who works or worked here. It refuses an
// unknown kind, a line without a word ("people.record.what"), a supervision without
// its day ("people.supervision.day"), and a moment that has not come.
func (p *People) AddRecord(ctx context.Context, staff pana.StaffID, r Record) (RecordID, error) {
	r.Staff = staff
	return p.addRecord(ctx, policy.KeepPeople, r, RecordKinds())
}

// NoteOwn adds a line about the actor herself: what she learned, where she worked
// before, when she had supervision. A qualification is entered by who has seen the
// paper.
func (p *People) NoteOwn(ctx context.Context, r Record) (RecordID, error) {
	r.Staff = me(ctx)
	return p.addRecord(ctx, policy.NoteOwnTerms, r, OwnKinds())
}

func (p *People) addRecord(ctx context.Context, act policy.Act, r Record, kinds []string) (RecordID, error) {
	const op = "people.AddRecord"
	var id RecordID
	err := p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Person: r.Staff}); err != nil {
			return err
		}
		if _, err := p.member(ctx, tx, op, r.Staff); err != nil {
			return err
		}
		r, err := r.clean(op, kinds, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		id = RecordID(tx.ID())
		what, err := p.sealed("staff_records", string(id), "what", 1, r.What)
		if err != nil {
			return err
		}
		place, err := p.sealed("staff_records", string(id), "place", 1, r.Place)
		if err != nil {
			return err
		}
		if err := insertRecord(ctx, tx, id, r, what, place); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: act, Object: string(r.Staff), Digests: [][32]byte{
			trail.Digest("staff_records", string(id), string(r.Staff), r.Kind, string(r.When.Earliest), string(r.When.Latest), string(r.Expires))}})
	})
	return id, err
}

// StrikeRecord takes back a line that was wrong. It stays kept and counts no more.
// A line that is gone or struck is refused as one never written.
func (p *People) StrikeRecord(ctx context.Context, staff pana.StaffID, id RecordID) error {
	const op = "people.StrikeRecord"
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPeople, policy.Subject{Person: staff}); err != nil {
			return err
		}
		n, err := strikeRecord(ctx, tx, staff, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return pana.Refuse(op, "record", "people.record.absent")
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPeople, Object: string(staff), Digests: [][32]byte{
			trail.Digest("staff_records", string(id), "struck")}})
	})
}
