package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/trail"
	"example.org/pana/web/template"
)

// proofRoutes are the pages on which the house is asked whether it is what it was.
func (s *Server) proofRoutes() []route {
	return []route{
		page("GET /house/proof", policy.VerifyHouse, s.getProof),
		page("POST /house/proof/sign", policy.VerifyHouse, s.postProofSign),
		page("POST /house/proof/compare", policy.VerifyHouse, s.postProofCompare),
		page("POST /house/proof/verify", policy.VerifyHouse, s.postProofVerify),
	}
}

func (s *Server) getProof(w http.ResponseWriter, r *http.Request) error {
	return s.showProof(w, r, template.ProofData{})
}

func (s *Server) showProof(w http.ResponseWriter, r *http.Request, d template.ProofData) error {
	page, err := s.proofPage(r, s.frame(r), d)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) proofPage(r *http.Request, f template.Frame, d template.ProofData) (templ.Component, error) {
	var err error
	d.PutBack, err = s.house.PutBack(r.Context())
	return template.Proof(f.Titled(f.R.T("proof.title")), d), err
}

func (s *Server) postProofSign(w http.ResponseWriter, r *http.Request) error {
	c, err := s.house.Checkpoint(r.Context())
	if err != nil {
		return err
	}
	return s.showProof(w, r, template.ProofData{Numbers: c.Text()})
}

func (s *Server) postProofCompare(w http.ResponseWriter, r *http.Request) error {
	c, err := trail.ReadCheckpoint(value(r, "checkpoint"))
	if err == nil {
		err = s.house.Compare(r.Context(), c)
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.proofPage(r, f, template.ProofData{}) })
	}
	http.Redirect(w, r, "/house/proof?done=proof-fits", http.StatusSeeOther)
	return nil
}

// postProofVerify goes through the whole house: for the page at once, for a
// command in lines.
func (s *Server) postProofVerify(w http.ResponseWriter, r *http.Request) error {
	if !plainly(r) {
		unhurried(w)
		p, err := s.house.Verify(r.Context(), nil, nil)
		if err != nil {
			return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.proofPage(r, f, template.ProofData{}) })
		}
		return s.showProof(w, r, template.ProofData{Whole: &p})
	}
	out := s.inLines(w, r, "verify")
	p, err := s.house.Verify(r.Context(), nil, func(lines int64) { out.say("checked", strconv.FormatInt(lines, 10)) })
	if err != nil {
		out.failed(err)
		return nil
	}
	out.say("report", ProofLine(out.r, p))
	out.say("done", strconv.FormatInt(p.Lines, 10))
	return nil
}

// ProofLine says in one line what was found whole.
func ProofLine(r *locale.Reader, p house.Proof) string {
	return r.T("proof.whole", "Lines", p.Lines, "Checkpoints", p.Checkpoints, "Words", p.Words)
}
