package web

import (
	"net/http"

	"example.org/pana/internal/locale"
	"example.org/pana/web/template"
)

// summaryDays is how far a client's own page looks.
const summaryDays = 60

// getSummary draws one page for the client's hand: in her language beside the
// house's, with her code and without a name.
func (s *Server) getSummary(w http.ResponseWriter, r *http.Request) error {
	file, err := s.casework.Open(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	today := s.house.Today(s.house.Now())
	d := template.SummaryData{File: file, Today: today, Sheet: s.sheet(f, file.Client.Language)}
	items, err := s.ahead(r.Context(), today, today.AddDays(summaryDays))
	if err != nil {
		return err
	}
	for _, it := range items {
		if it.Client == file.Client.ID {
			d.Steps = append(d.Steps, it)
		}
	}
	if d.Partners, err = s.partnerNames(r, file); err != nil {
		return err
	}
	return s.show(w, r, template.Summary(f.Titled(file.Client.Code), d))
}

// sheet says in which two languages a page for a client's hand is printed: hers
// and the house's. Where the house speaks hers already, or she has not said,
// the second is the reader's; where all are one, there is one column.
func (s *Server) sheet(f template.Frame, language string) template.Sheet {
	set := s.house.Settings()
	hers := locale.Lang(language)
	if !knownToClients(hers) {
		hers = set.Language
	}
	ours := set.Language
	if ours == hers {
		ours = f.R.Lang()
	}
	return template.Sheet{Hers: locale.For(hers, set.Word), Ours: locale.For(ours, set.Word), Help: set.Help}
}

func knownToClients(l locale.Lang) bool {
	for _, known := range locale.ClientLangs() {
		if l == known {
			return true
		}
	}
	return false
}
