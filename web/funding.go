package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/policy"
	"example.org/pana/report"
	"example.org/pana/web/template"
)

// fundingRoutes are the pages of who pays for the house.
func (s *Server) fundingRoutes() []route {
	return []route{
		page("GET /funding", policy.SeeFunding, s.getFunding),
		page("GET /funding/own", policy.SeeOwnFunding, s.getOwnFunding),
		page("GET /funding/agreements/new", policy.KeepAgreement, s.getNewAgreement),
		page("POST /funding/agreements", policy.KeepAgreement, s.postFundingAgreement),
		page("GET /funding/agreements/{id}", policy.SeeFunding, s.getFundingAgreement),
		page("GET /funding/agreements/{id}/edit", policy.KeepAgreement, s.getEditAgreement),
		page("POST /funding/agreements/{id}/edit", policy.KeepAgreement, s.postEditAgreement),
		page("POST /funding/agreements/{id}/tariffs", policy.KeepAgreement, s.postTariff),
		page("POST /funding/agreements/{id}/tariffs/drop", policy.KeepAgreement, s.postDropTariff),
		page("POST /funding/agreements/{id}/targets", policy.KeepAgreement, s.postTarget),
		page("POST /funding/agreements/{id}/targets/drop", policy.KeepAgreement, s.postDropTarget),
		page("GET /funding/mandates", policy.SeeFunding, s.getMandates),
		page("POST /funding/mandates", policy.KeepAgreement, s.postMandate),
		page("GET /funding/mandates/{id}", policy.KeepAgreement, s.getCorrectMandate),
		page("POST /funding/mandates/{id}", policy.KeepAgreement, s.postCorrectMandate),
		page("GET /funding/rules", policy.SeeFunding, s.getSplits),
		page("POST /funding/rules", policy.SplitShares, s.postSplit),
		page("POST /funding/rules/end", policy.SplitShares, s.postEndSplit),
		page("GET /funding/months/{month}", policy.SeeLedger, s.getMonth),
		page("POST /funding/months/{month}/close", policy.CloseMonth, s.postCloseMonth),
		page("POST /funding/months/{month}/reopen", policy.ReopenMonth, s.postReopenMonth),
		page("GET /funding/months/{month}/lines", policy.SeeLedger, s.getMonthLines),
		page("GET /funding/claims", policy.SeeFunding, s.getClaims),
		page("POST /funding/claims", policy.ClaimMoney, s.postClaim),
		page("GET /funding/claims/{id}", policy.SeeFunding, s.getClaim),
		page("POST /funding/claims/{id}", policy.ClaimMoney, s.postAnswerClaim),
		page("GET /funding/claims/{id}/more", policy.ClaimMoney, s.getMoreClaim),
		page("POST /funding/claims/{id}/more", policy.ClaimMoney, s.postMoreClaim),
		page("POST /funding/claims/{id}/withdraw", policy.ClaimMoney, s.postWithdrawClaim),
		page("GET /funding/claims/{id}/answers/{answer}", policy.ClaimMoney, s.getCorrectAnswer),
		page("POST /funding/claims/{id}/answers/{answer}", policy.ClaimMoney, s.postCorrectAnswer),
		page("GET /funding/licence", policy.SeeLicence, s.getLicence),
		page("POST /funding/licence", policy.KeepLicence, s.postLicence),
		page("GET /funding/licence/{id}", policy.KeepLicence, s.getCorrectLicence),
		page("POST /funding/licence/{id}", policy.KeepLicence, s.postCorrectLicence),
		page("POST /funding/licence/items", policy.KeepLicence, s.postLicenceItem),
		page("POST /funding/licence/done", policy.KeepLicence, s.postLicenceDone),
		page("GET /house/funding", policy.SetHouse, s.getFundingSettings),
		page("POST /house/funding", policy.SetHouse, s.postFundingSettings),
		page("GET /tick", policy.TickServices, s.getTick),
		page("POST /tick", policy.TickServices, s.postTick),
		page("GET /clients/{code}/days", policy.SeeDays, s.getDays),
		page("POST /clients/{code}/days", policy.NoteAbsence, s.postAbsence),
		page("POST /clients/{code}/days/back", policy.NoteAbsence, s.postBackAgain),
		page("GET /clients/{code}/services/{month}", policy.SeeDays, s.getServices),
		page("GET /clients/{code}/services/{month}/mend", policy.MendService, s.getMendService),
		page("POST /clients/{code}/services/{month}/mend", policy.MendService, s.postMendService),
		page("GET /clients/{code}/days/pay", policy.SplitShares, s.getPayLine),
		page("POST /clients/{code}/days/pay", policy.SplitShares, s.postPayLine),
	}
}

func (s *Server) getFunding(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.fundingPage)
}

func (s *Server) fundingPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	if d.Due, err = s.funding.Due(r.Context()); err != nil {
		return nil, err
	}
	if d.Months, err = s.funding.Months(r.Context()); err != nil {
		return nil, err
	}
	return template.Funding(f.Titled(f.R.T("funding.title")), d), nil
}

// agreed gathers what every page of funding speaks of: agreements and who is who.
func (s *Server) agreed(r *http.Request) (template.FundingData, error) {
	d := template.FundingData{Sites: s.house.SiteList(), Today: s.house.Today(s.house.Now())}
	var err error
	if d.Agreements, err = s.funding.Agreements(r.Context()); err != nil {
		return d, err
	}
	d.Partners, err = s.casework.Organisations(r.Context())
	return d, err
}

func (s *Server) getOwnFunding(w http.ResponseWriter, r *http.Request) error {
	sheets, err := s.funding.Own(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.OwnFunding(f.Titled(f.R.T("funding.own")), sheets))
}

func (s *Server) getFundingSettings(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.fundingSettingsPage)
}

func (s *Server) fundingSettingsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	set, err := s.funding.Settings(r.Context())
	return template.FundingSettings(f.Titled(f.R.T("funding.settings")), set), err
}

func (s *Server) postFundingSettings(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		var set funding.Settings
		var err error
		if set.Licence, err = number(r, "licence", "people.number"); err != nil {
			return "", err
		}
		if set.Report, err = number(r, "report", "people.number"); err != nil {
			return "", err
		}
		return "/house/funding?done=saved", s.funding.SetSettings(r.Context(), set, version(r))
	}, s.fundingSettingsPage)
}

// fundingToday adds which sheets are due, what of the licence ends, and what this
// month comes to so far. A report whose sheet is not approved yet is pointed out
// once, as a sheet.
func (s *Server) fundingToday(r *http.Request, d *template.TodayData) error {
	var err error
	d.Sites = s.house.SiteList()
	if d.ReportsDue, err = s.reports.Due(r.Context()); err != nil {
		return err
	}
	if d.FundingDue, err = s.funding.Due(r.Context()); err != nil {
		return err
	}
	d.FundingDue = slices.DeleteFunc(d.FundingDue, func(m funding.Due) bool {
		return m.Kind == "report" && slices.ContainsFunc(d.ReportsDue, func(w report.Due) bool {
			return w.Name == m.Name && string(w.Period.Until[:7]) == m.Month
		})
	})
	if !policy.May(pana.ActorFrom(r.Context()), policy.SeeLedger) {
		return nil
	}
	d.Money.Totals, d.Money.Agreements, err = s.funding.ThisMonth(r.Context())
	return err
}

// minorOf reads a sum of money; nothing written is none.
func minorOf(r *http.Request, field string) (int64, error) {
	if value(r, field) == "" {
		return 0, nil
	}
	return funding.ParseMinor("web.minorOf", field, value(r, field))
}

// sharesOf reads who pays which part: one field for each agreement, the house and
// nobody.
func (s *Server) sharesOf(r *http.Request) ([]funding.Share, error) {
	all, err := s.funding.Agreements(r.Context())
	if err != nil {
		return nil, err
	}
	ids := []funding.AgreementID{funding.Own, funding.Nobody}
	for _, a := range all {
		ids = append(ids, a.ID)
	}
	var shares []funding.Share
	for _, id := range ids {
		text := value(r, template.ShareField(id))
		if text == "" || text == "0" {
			continue
		}
		parts, err := funding.ParsePercent("web.sharesOf", template.ShareField(id), text)
		if err != nil {
			return nil, err
		}
		shares = append(shares, funding.Share{Agreement: id, Parts: parts})
	}
	return shares, nil
}

// picked is which one of a list a form means.
func picked(r *http.Request, field string) (string, error) {
	if value(r, field) == "" {
		return "", pana.Refuse("web.picked", field, "funding.pick")
	}
	return value(r, field), nil
}

// daysOf reads the first and the last day of something.
func daysOf(r *http.Request, since, until string) (from, to pana.Date, err error) {
	if from, err = dayOf(r, since); err == nil {
		to, err = dayOf(r, until)
	}
	return from, to, err
}
