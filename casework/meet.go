package casework

import (
	"errors"
	"slices"

	"example.org/pana"
)

// Whoever a chapter speaks of beside the client and the staff (a doctor, a
// lawyer, a relative, a local contact, an employer) is one of the people around
// her. No chapter keeps a name of its own, so that none goes past the watch list.

// Meet puts someone new around the client within the act: cleaned, awaiting
// confirmation, and on the watch list if she may have exploited. It refuses what
// AddPerson refuses.
func (e *Entry) Meet(n NewPerson) (pana.PersonID, error) {
	n, err := n.clean("casework.Meet")
	if err != nil {
		return "", err
	}
	id, compartment := pana.PersonID(e.Tx.ID()), compartmentOf(n.Role)
	if err := e.Put(compartment, "persons", string(id), n.sayings()...); err != nil {
		return "", err
	}
	if err := insertPerson(e.Ctx, e.Tx, id, e.Client(), n, compartment); err != nil {
		return "", err
	}
	if err := e.files.compare(e.Ctx, e.Tx, e.Client(), id, n.Role, n.Name); err != nil {
		return "", err
	}
	e.line.Digests = append(e.line.Digests, n.digest(id, e.Client()))
	return id, nil
}

// Someone is how a form names a person: one already around the client, or a new
// one. The zero Someone is nobody.
type Someone struct {
	ID  pana.PersonID
	New NewPerson // looked at only when ID is empty and a name or a contact is given
}

// Who returns the person that a form names, meeting her first if she is new.
// Nobody gives the empty id. It refuses an id of another client or of someone
// who counts no more, on field; what Meet refuses it refuses on the field that
// look.PersonField draws, "doctor_name" for "doctor".
func (e *Entry) Who(op, field string, s Someone) (pana.PersonID, error) {
	if s.ID == "" {
		if s.New.Name == "" && s.New.Contact == "" {
			return "", nil
		}
		id, err := e.Meet(s.New)
		if wrong, ok := errors.AsType[*pana.Error](err); ok && wrong.Field != "" {
			at := *wrong
			at.Op, at.Field = op, field+"_"+wrong.Field
			return "", &at
		}
		return id, err
	}
	p, ok, err := personByID(e.Ctx, e.Tx, e.Client(), s.ID)
	if err != nil {
		return "", err
	}
	if !ok || p.Ended != "" {
		return "", pana.Refuse(op, field, "person.absent")
	}
	return s.ID, nil
}

// Confirmed reports whether someone has confirmed that a person around the
// client is who she says and no danger.
func (e *Entry) Confirmed(id pana.PersonID) (bool, error) {
	confirmed, err := confirmedOf(e.Ctx, e.Tx, e.Client())
	return slices.Contains(confirmed, id), err
}
