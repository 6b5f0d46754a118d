package casework

import (
	"slices"

	"example.org/pana"
	"example.org/pana/policy"
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

// Names opens what the client is called within an act; open is false when the actor's
// policy or keys do not open it.
func (e *Entry) Names() (n Names, open bool, err error) {
	if !policy.Reads(e.Actor, pana.Identity, e.Subject) {
		return Names{}, false, nil
	}
	if n, open, err = namesOf(e.Ctx, e.Tx, e.Subject.Site, e.Client()); open {
		e.Opened(pana.Identity)
	}
	return n, open, err
}
