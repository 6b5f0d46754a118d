package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Ahead returns the planned visits from one day to another, of the clients whose
// health the actor may see.
func (h *Health) Ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.SeeHealth) {
		return nil, nil
	}
	var all []casework.Ahead
	err := h.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := h.files.Where(ctx, tx, policy.SeeHealth)
		all, err = ahead(ctx, tx, cond, args, from, until)
		return err
	})
	return all, err
}

// Track returns where her health stands, for the strip on the file: the visits
// that were and those to come. False means that there is nothing to draw, or
// that the reader may not see it.
func (h *Health) Track(r *casework.Reading) (casework.Track, bool, error) {
	t := casework.Track{Kind: "health", Page: "/health"}
	if !r.May(policy.SeeHealth) {
		return t, false, nil
	}
	visits, err := appointmentsOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return t, false, err
	}
	medicines, err := medicinesOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return t, false, err
	}
	for _, m := range medicines {
		t.Running = t.Running || m.Stands(r.Today)
	}
	for _, a := range visits {
		switch {
		case a.State == Held:
			t.Done = append(t.Done, a.On)
		case a.State == Planned && a.On >= r.Today:
			t.Planned = append(t.Planned, a.On)
		}
	}
	switch {
	case len(t.Planned) > 0:
		t.Say, t.With = "health.track.next", map[string]any{"Day": t.Planned[0]}
	case len(t.Done) > 0:
		t.Say, t.With = "health.track.last", map[string]any{"Day": t.Done[len(t.Done)-1]}
	case t.Running:
		t.Say = "health.track.medicine"
	default:
		return t, false, nil
	}
	return t, true, nil
}
