package web_test

import (
	"example.org/pana"
	"example.org/pana/health"
)

// furnishHealth writes one of each thing that the health of a client can hold.
func (c *crowd) furnishHealth(s *stood, client pana.ClientID) {
	c.t.Helper()
	saule, h := c.As("saule"), health.New(c.House, c.files)
	keep := func(word, id string, err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish %s: %v", word, err)
		}
		s.other[word] = id
	}
	complaint, err := h.Complain(saule, client, health.NewComplaint{Kind: "teeth"})
	keep("complaints", string(complaint), err)
	allergy, err := h.NoteAllergy(saule, client, health.NewAllergy{What: "penicillin"})
	keep("allergies", string(allergy), err)
	visit, err := h.PlanAppointment(saule, client, health.Plan{On: "2026-11-24"})
	keep("appointments", string(visit), err)
	medicine, err := h.Prescribe(saule, client, health.Prescription{Name: "Iron", Times: []string{"20:00"}})
	keep("medicines", string(medicine), err)
}
