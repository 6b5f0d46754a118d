package web

import (
	"bufio"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
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
// command in lines as postImport does.
func (s *Server) postProofVerify(w http.ResponseWriter, r *http.Request) error {
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Time{})
	_ = c.SetWriteDeadline(time.Time{})
	if !plainly(r) {
		p, err := s.house.Verify(r.Context(), nil, nil)
		if err != nil {
			return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.proofPage(r, f, template.ProofData{}) })
		}
		return s.showProof(w, r, template.ProofData{Whole: &p})
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	out := bufio.NewWriter(w)
	say := func(word, text string) {
		out.WriteString(word + " " + text + "\n")
		out.Flush()
		_ = c.Flush()
	}
	reader := locale.For(locale.Negotiate(r.Header.Get("Accept-Language")), s.house.Settings().Word)
	p, err := s.house.Verify(r.Context(), nil, func(lines int64) { say("checked", strconv.FormatInt(lines, 10)) })
	switch e, ok := errors.AsType[*pana.Error](err); {
	case err == nil:
		say("report", ProofLine(reader, p))
		say("done", strconv.FormatInt(p.Lines, 10))
	case !ok || e.Kind == pana.Internal && e.Say != "db.damaged":
		s.log.Error("verify failed", "error", err.Error())
		say("failed", reader.T("error.internal.text"))
	default:
		say("failed", faults(reader, err)[0].Text)
	}
	return nil
}

// ProofLine says in one line what was found whole.
func ProofLine(r *locale.Reader, p house.Proof) string {
	return r.T("proof.whole", "Lines", p.Lines, "Checkpoints", p.Checkpoints, "Words", p.Words)
}
