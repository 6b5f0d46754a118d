package web

import (
	"net/http"
	"net/url"
	"slices"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// proofField is where a page that asks for proof has the passphrase typed.
const proofField = "prove_passphrase"

// Secrets are the fields in which something is typed that a page never shows
// again. What else was typed goes along from page to page.
var secrets = []string{"passkey_ticket", "passkey_answer", "passkey_yield", "passphrase", "again", "old", "new", "danger", "own", "second", "factor", "director_passphrase", "deputy_passphrase"}

// proofFields are those of the page that asks for proof: they are its own, and go
// no further.
var proofFields = []string{proofField, "prove_ticket", "prove_answer", "prove_yield"}

// prove lets a form through whose act needs no proof, or whose sender has proven
// a short while ago or with this very form that it is she. Otherwise it shows the
// page that asks for her passphrase, from which the form goes on as it was.
func (s *Server) prove(w http.ResponseWriter, r *http.Request, rt route) (through bool, err error) {
	if rt.open || r.Method != http.MethodPost || !policy.AsksProof(rt.act) {
		return true, nil
	}
	typed := r.PostFormValue(proofField)
	if typed == "" && rt.own != "" {
		typed = r.PostFormValue(rt.own)
	}
	if !s.house.Proven(sessionFrom(r)) {
		shown := shownIn(r, "prove")
		if typed == "" && shown.Ticket == "" {
			return false, s.askProof(w, r, rt, nil)
		}
		err := s.proveBy(r, typed, shown)
		if pana.KindOf(err) == pana.Forbidden && err != nil {
			return false, s.askProof(w, r, rt, err)
		}
		if err != nil {
			return false, err
		}
	}
	for _, name := range proofFields {
		r.PostForm.Del(name)
		r.Form.Del(name)
	}
	return true, nil
}

// proveBy takes the passphrase, or a passkey where none was typed.
func (s *Server) proveBy(r *http.Request, typed string, shown house.Shown) error {
	if typed == "" {
		return s.house.ProvePasskey(r.Context(), shown)
	}
	return s.house.Prove(r.Context(), typed)
}

// askProof shows the page that asks who is there. Fault is what was wrong with
// the passphrase typed before.
func (s *Server) askProof(w http.ResponseWriter, r *http.Request, rt route, fault error) error {
	if plainly(r) {
		if fault == nil {
			fault = &pana.Error{Op: "web.prove", Kind: pana.Forbidden, Say: "prove.needed"}
		}
		return fault
	}
	f := s.frame(r)
	p := template.Proving{Action: r.URL.Path, Act: string(rt.act)}
	if fault != nil {
		for _, one := range faults(f.R, fault) {
			one.Field = proofField
			f.Faults = append(f.Faults, one)
		}
	}
	p.Carried, p.Lost = carried(r)
	var err error
	if p.Passkey, err = s.questionInside(r); err != nil {
		return err
	}
	return s.showAs(w, r, http.StatusForbidden, template.Prove(f.Titled(f.R.T("prove.title")), p))
}

// carried returns what was typed into the form that waits, and whether something
// of it cannot go along: a secret or a file.
func carried(r *http.Request) (kept url.Values, lost bool) {
	kept = url.Values{}
	for name, values := range r.PostForm {
		switch {
		case slices.Contains(proofFields, name):
		case slices.Contains(secrets, name):
			lost = lost || slices.ContainsFunc(values, func(v string) bool { return v != "" })
		default:
			kept[name] = values
		}
	}
	if m := r.MultipartForm; m != nil && len(m.File) > 0 {
		lost = true
	}
	return kept, lost
}
