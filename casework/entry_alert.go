package casework

import (
	"example.org/pana/trail"
)

// Raise is Alert for chapters whose record and its alert belong together: it
// returns the alert's id, so that both can end together.
func (e *Entry) Raise(n NewAlert) (id string, err error) {
	id, digests, err := e.files.AddAlert(e.Ctx, e.Tx, e.Subject, n)
	e.line.Digests = append(e.line.Digests, digests...)
	return id, err
}

// Lower ends an alert of the client as of today, within the act. One that is
// over, or was ended by somebody before, changes nothing.
func (e *Entry) Lower(id string) error {
	a, ok, err := alertByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil || !ok || a.Until != "" && a.Until <= e.Today {
		return err
	}
	if err := endAlert(e.Ctx, e.Tx, id, e.Today); err != nil {
		return err
	}
	e.line.Digests = append(e.line.Digests, trail.Digest("alerts", id, "ended", string(e.Today)))
	return nil
}
