package transfer

import (
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// notes are the sealed words of a row: who she is in papers, how the case went,
// who sent her and where she was sent, plans and comments, and what concerns
// those who held her. Each line carries the label of its column.
func (r *row) notes(opened pana.Date) []casework.NewNote {
	var all []casework.NewNote
	add := func(c pana.Compartment, on pana.Fuzzy, text string) {
		day, ok := on.Exact()
		if !ok || day > r.h.today {
			day = opened
		}
		if text != "" {
			all = append(all, casework.NewNote{Kind: "other", Compartment: c, On: day, Text: text})
		}
	}
	undated := pana.Fuzzy{}
	who := []string{r.lines("prs_Salutation", "prs_Title", "prs_IdentityNumber")}
	if _, exact := r.past("prs_Birthdate", 0).Exact(); !exact {
		who = append(who, r.lines("prs_Birthdate")) // 1991-05 is more than the year
	}
	add(pana.Identity, undated, join(who))

	var told []string
	if gender := r.code("prs_Gender"); sexOf(gender) == "other" {
		told = append(told, "Gender: "+gender)
	}
	if many := r.codes("prs_Citizenship"); len(many) > 1 {
		told = append(told, "Citizenship: "+strings.Join(many, "; "))
	}
	if dead, _ := r.yes("prs_Deceased"); dead {
		told = append(told, "Deceased: Yes")
	}
	told = append(told, r.lines("vic_Vulnerabilities", "vic_DetailsOfVulnerabilities", "cas_CaseOwner", "cas_ReasonForCaseClosure"))
	if r.code("cas_Status") == "ClosedReferred" {
		told = append(told, "Status: ClosedReferred")
	}
	add(pana.Care, undated, join(told))

	in := []string{r.lines("cas_ReferringOrganisation", "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails")}
	referred := r.day("cas_IncomingReferralDate", 0)
	if _, exact := referred.Exact(); !exact {
		in = append(in, r.lines("cas_IncomingReferralDate"))
	}
	add(pana.Care, referred, join(in))

	out := []string{"cas_ReferredOrganisation", "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral", "cas_OutgoingReferralDate", "cas_OutgoingReferralDetails"}
	for i := range r.times(out...) {
		add(pana.Care, r.past("cas_OutgoingReferralDate", i), r.linesAt(i, out...))
	}
	plan := []string{"spl_Type", "spl_Objectives", "spl_ActionPlan", "spl_PlannedEndDate", "spl_ActualEndDate"}
	for i := range r.times(plan...) {
		r.codesAt("spl_Type", i) // refuses what the list does not hold
		r.day("spl_PlannedEndDate", i)
		add(pana.Care, undated, r.linesAt(i, plan...))
	}
	for _, c := range r.cells["cco_CaseComment"] {
		add(pana.Care, undated, c.text)
	}
	held := []string{}
	if roles := r.codes("per_RoleInProcess"); len(roles) > 0 {
		held = append(held, "Role in Process: "+strings.Join(roles, "; "))
	}
	if sites := r.codes("vic_ExploitationWebsitesAndApps"); len(sites) > 0 {
		held = append(held, "Exploitation Websites and Apps: "+strings.Join(sites, "; "))
	}
	held = append(held, r.lines("per_RoleDetails", "per_Organisation"))
	for _, d := range r.cells["hte_Description"] {
		held = append(held, d.text)
	}
	add(pana.Safety, undated, join(held))
	return all
}

// lines writes what fields say, one a line, each under its label.
func (r *row) lines(fields ...string) string { return r.linesAt(0, fields...) }

func (r *row) linesAt(n int, fields ...string) string {
	var all []string
	for _, f := range fields {
		if text := r.nth(f, n); text != "" {
			label := r.cells[f][n].column.field.label
			if label == "" {
				label = f[strings.IndexByte(f, '_')+1:]
			}
			all = append(all, label+": "+text)
		}
	}
	return join(all)
}

func join(lines []string) string {
	var all []string
	for _, l := range lines {
		if l != "" {
			all = append(all, l)
		}
	}
	return strings.Join(all, "\n")
}
