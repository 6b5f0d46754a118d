package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Retitle gives someone another title, within the act of a later chapter, which
// has checked its own right and writes the line of the trail. A title is free
// words; it may be empty and gives no right.
func (h *House) Retitle(ctx context.Context, tx *db.Tx, staff pana.StaffID, title string) error {
	title, err := optionalLine("house.Retitle", "title", title, 80)
	if err != nil {
		return err
	}
	r, err := getMember(ctx, tx, staff)
	if err != nil {
		return err
	}
	sealed, err := h.write(staff, "title", r.Version+1, title)
	if err != nil {
		return err
	}
	return updateTitle(ctx, tx, staff, sealed)
}

// StaffTitle returns the title of a member, also of one who has left, as it stands
// under a letter. It may be empty. Nobody is NotFound "staff.absent".
func (h *House) StaffTitle(ctx context.Context, tx *db.Tx, staff pana.StaffID) (string, error) {
	r, err := getMember(ctx, tx, staff)
	if err != nil {
		return "", err
	}
	return h.read(staff, "title", r.Title)
}
