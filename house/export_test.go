package house

import "context"

// Refuse is what follows a refusal at the door, without the time that it takes.
func (h *House) Refuse(ctx context.Context, name string) { h.refused(ctx, name) }
