package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// A File is the health of one client as its page shows it.
type File struct {
	Client     casework.Client
	Today      pana.Date
	Pregnancy  Pregnancy
	Complaints []Complaint
	Allergies  []Allergy
	Visits     []Appointment // the earliest first
	Medicines  []Medicine    // those that count now, the latest first
	Persons    []casework.Known
	Payer      string // who pays for her today, see residence.PayerOf
	Closed     bool   // the words are there, but her keys do not open them
	May        May
}

// May holds what the reader may do here.
type May struct{ Write, Visit, Medicine, Slip bool }

// Read returns the health of the client with a code. The trail says what was
// opened. An unknown code and a hidden client are both NotFound.
func (h *Health) Read(ctx context.Context, code string) (File, error) {
	var f File
	err := h.files.Read(ctx, code, policy.SeeHealth, func(r *casework.Reading) error {
		f = File{Client: r.Client, Today: r.Today, May: May{Write: r.May(policy.WriteHealth), Visit: r.May(policy.PlanVisit),
			Medicine: r.May(policy.PlanMedicine), Slip: r.May(policy.PrintSlip)}}
		var err error
		if f.Pregnancy, _, err = pregnancyOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Complaints, err = complaintsOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Allergies, err = allergiesOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Visits, err = appointmentsOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Medicines, err = medicinesOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Persons, err = r.Persons(); err != nil {
			return err
		}
		if f.Payer, err = residence.PayerOf(r); err != nil {
			return err
		}
		return f.open(r)
	})
	return f, err
}

// open puts the words where they belong.
func (f *File) open(r *casework.Reading) error {
	said, err := r.Words(f.rows(), pana.Health)
	if err != nil {
		return err
	}
	f.Closed = said.Closed(pana.Health)
	f.Pregnancy.Text, f.Pregnancy.Closed = said.Of("pregnancies", f.Pregnancy.ID, fieldText), f.Closed
	for i, c := range f.Complaints {
		f.Complaints[i].Told, f.Complaints[i].Text = said.Of("complaints", string(c.ID), fieldTold), said.Of("complaints", string(c.ID), fieldText)
		f.Complaints[i].Closed = f.Closed
	}
	for i := range f.Allergies {
		a := &f.Allergies[i]
		a.What, a.Happens, a.Do = said.Of("allergies", string(a.ID), fieldWhat), said.Of("allergies", string(a.ID), fieldHappens), said.Of("allergies", string(a.ID), fieldDo)
		a.Closed = f.Closed
	}
	for i := range f.Visits {
		f.Visits[i].take(said)
		f.Visits[i].Closed = f.Closed
	}
	for i := range f.Medicines {
		m := &f.Medicines[i]
		m.Name, m.Dose, m.How = said.Of("medicines", string(m.ID), fieldName), said.Of("medicines", string(m.ID), fieldDose), said.Of("medicines", string(m.ID), fieldHow)
		m.WhyWords, m.Closed = said.Of("medicines", string(m.ID), fieldStopped), f.Closed
	}
	return nil
}

func (a *Appointment) take(said casework.Said) {
	a.Reason, a.Prepare = said.Of("appointments", string(a.ID), fieldReason), said.Of("appointments", string(a.ID), fieldPrepare)
	a.Result = said.Of("appointments", string(a.ID), fieldResult)
}

// rows are the ids of every row whose words the page shows.
func (f *File) rows() []string {
	var rows []string
	if f.Pregnancy.ID != "" {
		rows = append(rows, f.Pregnancy.ID)
	}
	for _, c := range f.Complaints {
		rows = append(rows, string(c.ID))
	}
	for _, a := range f.Allergies {
		rows = append(rows, string(a.ID))
	}
	for _, a := range f.Visits {
		rows = append(rows, string(a.ID))
	}
	for _, m := range f.Medicines {
		rows = append(rows, string(m.ID))
	}
	return rows
}

// Complaint returns what stands where the complaint called id stood, if it is
// among those of f.
func (f File) Complaint(id ComplaintID) (Complaint, bool) {
	for _, c := range f.Complaints {
		if c.ID == id || c.Supersedes == id {
			return c, true
		}
	}
	return Complaint{}, false
}

// Allergy returns one of the allergies of f, or what stands in its place.
func (f File) Allergy(id AllergyID) (Allergy, bool) {
	for _, a := range f.Allergies {
		if a.ID == id || a.Supersedes == id {
			return a, true
		}
	}
	return Allergy{}, false
}

// Visit returns one of the appointments of f.
func (f File) Visit(id AppointmentID) (Appointment, bool) {
	for _, a := range f.Visits {
		if a.ID == id {
			return a, true
		}
	}
	return Appointment{}, false
}

// Medicine returns what now stands where the medicine called id stood.
func (f File) Medicine(id MedicineID) (Medicine, bool) { return standing(f.Medicines, id) }

// Taken splits the medicines into those she takes now or will, and those that
// are over or were changed.
func (f File) Taken() (now, before []Medicine) {
	for _, m := range f.Medicines {
		if m.Over(f.Today) {
			before = append(before, m)
		} else {
			now = append(now, m)
		}
	}
	return now, before
}
