package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// AddBed puts one more bed into a room. It refuses a name that is missing, too
// long, or already a bed's in the room ("residence.bed.double").
func (r *Residence) AddBed(ctx context.Context, room pana.RoomID, name string) (pana.BedID, error) {
	const op = "residence.AddBed"
	name, err := placeName(op, "name", name)
	if err != nil {
		return "", err
	}
	var id pana.BedID
	err = r.h.DB.Update(ctx, func(tx *db.Tx) error {
		row, err := r.roomFor(ctx, tx, op, room)
		if err != nil {
			return err
		}
		id = pana.BedID(tx.ID())
		if err := insertBed(ctx, tx, id, room, row.Site, name, false, r.h.Tonight(tx.Now)); err != nil {
			if db.IsUnique(err) {
				return pana.Refuse(op, "name", "residence.bed.double")
			}
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: row.Site, Object: string(id),
			Digests: [][32]byte{trail.Digest("beds", string(id), string(room), name)}})
	})
	return id, err
}

// TakeOutOfService says that nobody may be given a bed from tonight on, until a
// night or until it is given back. A reason may be left out. Asking twice
// changes nothing. It refuses a bed that somebody has ("residence.bed.taken"),
// an unknown reason, and an end that has come already ("residence.out.until").
func (r *Residence) TakeOutOfService(ctx context.Context, bed pana.BedID, reason string, until pana.Night) error {
	const op = "residence.TakeOutOfService"
	if err := codes.Check(op, "reason", "out-of-service", reason); err != nil {
		return err
	}
	until, err := pana.ParseDate(string(until))
	if err != nil {
		return pana.Refuse(op, "until", "date.unreadable")
	}
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		m, b, err := r.bedFor(ctx, tx, op, bed)
		switch {
		case err != nil:
			return err
		case b.State == Taken:
			return conflict(op, "bed", "residence.bed.taken")
		case b.State == OutOfService:
			return nil
		case until != "" && until <= m.Night:
			return pana.Refuse(op, "until", "residence.out.until")
		}
		o := outageRow{ID: tx.ID(), Bed: bed, Reason: reason, Since: m.Night, Until: until}
		if err := insertOutage(ctx, tx, o); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: m.Site, Object: string(bed),
			Digests: [][32]byte{trail.Digest("out_of_service", o.ID, string(bed), reason, string(o.Since), string(until))}})
	})
}

// ReturnToService gives a bed back from tonight on. One that is in service
// already stays as it is. A bed that cannot be given back now is refused with
// "residence.bed.held".
func (r *Residence) ReturnToService(ctx context.Context, bed pana.BedID) error {
	const op = "residence.ReturnToService"
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		m, b, err := r.bedFor(ctx, tx, op, bed)
		if err != nil || b.State != OutOfService {
			return err
		}
		n, err := endOutages(ctx, tx, bed, m.Night)
		if err != nil {
			return err
		}
		if n == 0 { // somebody the reader may not know of sleeps there
			return conflict(op, "bed", "residence.bed.held")
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: m.Site, Object: string(bed),
			Digests: [][32]byte{trail.Digest("out_of_service", string(bed), "returned", string(m.Night))}})
	})
}

// CloseBed gives a bed up for good; its history stays. It refuses a bed that
// somebody has ("residence.bed.taken") or that cannot be closed now
// ("residence.bed.held"). A bed already closed is NotFound.
func (r *Residence) CloseBed(ctx context.Context, bed pana.BedID) error {
	const op = "residence.CloseBed"
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		m, b, err := r.bedFor(ctx, tx, op, bed)
		switch {
		case err != nil:
			return err
		case b.State == Taken:
			return conflict(op, "bed", "residence.bed.taken")
		}
		if held, err := slept(ctx, tx, bed); err != nil || held {
			return heldOr(err, op)
		}
		if err := closeBed(ctx, tx, bed, r.h.Today(tx.Now)); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: m.Site, Object: string(bed),
			Digests: [][32]byte{trail.Digest("beds", string(bed), "closed")}})
	})
}

// CloseRoom gives a room and its beds up for good. It refuses while somebody
// sleeps there ("residence.room.taken"), or it cannot be closed now
// ("residence.bed.held"). A room already closed is NotFound.
func (r *Residence) CloseRoom(ctx context.Context, room pana.RoomID) error {
	const op = "residence.CloseRoom"
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		row, err := r.roomFor(ctx, tx, op, room)
		if err != nil {
			return err
		}
		m, err := r.mapOf(ctx, tx, row.Site)
		if err != nil {
			return err
		}
		now, _ := m.Room(room)
		switch {
		case len(now.sleepers()) > 0:
			return conflict(op, "room", "residence.room.taken")
		case len(now.hidden) > 0:
			return conflict(op, "room", "residence.bed.held")
		}
		today := r.h.Today(tx.Now)
		for _, b := range now.Beds {
			if err := closeBed(ctx, tx, b.ID, today); err != nil {
				return err
			}
		}
		row.Closed = today
		if n, err := updateRoom(ctx, tx, row); err != nil || n == 0 {
			return staleOr(err, op, nil)
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: row.Site, Object: string(room), Digests: [][32]byte{row.digest()}})
	})
}

// bedFor returns a bed in use as the actor sees it, with the map of its site,
// if she may keep beds there.
func (r *Residence) bedFor(ctx context.Context, tx *db.Tx, op string, bed pana.BedID) (Map, Bed, error) {
	f, ok, err := findBed(ctx, tx, bed)
	if err != nil {
		return Map{}, Bed{}, err
	}
	if err := allowAt(ctx, policy.KeepBeds, f.Site); err != nil {
		return Map{}, Bed{}, err
	}
	if !ok || f.Closed != "" {
		return Map{}, Bed{}, absent(op, "residence.bed.gone")
	}
	m, err := r.mapOf(ctx, tx, f.Site)
	if err != nil {
		return m, Bed{}, err
	}
	_, b, ok := m.Bed(bed)
	if !ok {
		return m, b, absent(op, "residence.bed.gone")
	}
	return m, b, nil
}

func heldOr(err error, op string) error {
	if err != nil {
		return err
	}
	return conflict(op, "bed", "residence.bed.held")
}
