package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"example.org/pana"
	"example.org/pana/web/template"
)

// getTrust helps a phone to trust the house's own authority: the certificate to
// load, and the numbers to compare on both screens. The certificate holds the
// neutral host name and nothing else.
func (s *Server) getTrust(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	text, err := os.ReadFile(filepath.Join(s.opt.Dir, authorityFile))
	if err != nil {
		return s.show(w, r, template.Trust(f.Titled(f.R.T("trust.title")), ""))
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return &pana.Error{Op: "web.getTrust", Kind: pana.Internal, Say: "serve.certificate"}
	}
	if r.URL.Query().Has("load") {
		w.Header().Set("Content-Type", "application/x-x509-ca-cert")
		w.Header().Set("Content-Disposition", `attachment; filename="house.crt"`)
		_, err := w.Write(block.Bytes)
		return err
	}
	sum := sha256.Sum256(block.Bytes)
	print := strings.ToUpper(hex.EncodeToString(sum[:]))
	var groups []string
	for i := 0; i < len(print); i += 4 {
		groups = append(groups, print[i:i+4])
	}
	return s.show(w, r, template.Trust(f.Titled(f.R.T("trust.title")), strings.Join(groups, " ")))
}
