package web

import (
	"net/http"

	"example.org/pana"
	"example.org/pana/health"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/policy"
	"example.org/pana/rights"
)

// What other chapters give away with the client's consent is a line of the register
// of disclosures. She agreed to it at that moment, so she knows.

func (s *Server) slipHanded(r *http.Request, slip health.Slip) error {
	if !slip.Allowed {
		return nil
	}
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	n := rights.NewDisclosure{Way: "slip", Basis: "consent", Recipient: "doctor", Organisation: slip.Organisation, Object: string(slip.ID), Told: rights.Told}
	if slip.Name != "" {
		n.Parts = append(n.Parts, pana.Identity)
	}
	if slip.Health {
		n.Parts = append(n.Parts, pana.Health)
	}
	return s.rights.Handed(r.Context(), policy.PrintSlip, client, n)
}

// stepHanded: an office was asked for a paper, or gave one.
func (s *Server) stepHanded(r *http.Request, client pana.ClientID, id legal.StepID, n legal.StepFacts) error {
	if n.Skipped || n.Asked == "" && n.Done == "" {
		return nil
	}
	return s.rights.Handed(r.Context(), policy.TakePaperStep, client, rights.NewDisclosure{Way: "office", Basis: "consent", Recipient: "authority",
		Organisation: n.Office, Object: string(id), Parts: []pana.Compartment{pana.Legal}, Told: rights.Told})
}

func (s *Server) showingHanded(r *http.Request, client pana.ClientID, id learning.ShowingID, n learning.NewShowing) error {
	return s.rights.Handed(r.Context(), policy.ShowWork, client, rights.NewDisclosure{Way: "showing", Basis: "consent", Recipient: "partner",
		Organisation: n.Organisation, Object: string(id), Told: rights.Told})
}
