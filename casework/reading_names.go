package casework

import (
	"slices"

	"example.org/pana"
)

// Names opens what the client is called, for what she agreed may carry her name.
// They are empty when the reader's policy or keys do not open them.
func (r *Reading) Names() (Names, error) {
	if !r.Reads(pana.Identity) {
		return Names{}, nil
	}
	n, open, err := namesOf(r.Ctx, r.Tx, r.Subject.Site, r.Subject.Client)
	if err != nil || !open {
		return Names{}, err
	}
	if !slices.Contains(r.opened, pana.Identity) {
		r.opened = append(r.opened, pana.Identity)
	}
	return n, nil
}
