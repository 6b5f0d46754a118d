package transfer

import (
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// flags are the yes-or-no columns: what they are called without the prefix of
// their group, and where a yes is kept. A column that merges several answers
// keeps a code that merges them too, and is never taken apart.
var flags = map[string]map[string][2]string{
	// The synthetic dataset: 1 of these columns stands for several controls.
	"means": {
		"DebtBondageEarnings": {"ctdc/means", "DebtBondageEarnings"}, "Threats": {"ctdc/means", "Threats"},
		"AbusePsyPhySex": {"ctdc/means", "AbusePsyPhySex"}, "DenyBasicNeeds": {"ctdc/means", "DenyBasicNeeds"},
		"FalsePromises": {"htcds/control", "FalsePromises"}, "DrugsAlcohol": {"htcds/control", "PsychoactiveSubstance"},
		"ExcessiveWorkHours": {"htcds/control", "ExcessiveWorkingHours"}, "WithholdDocs": {"htcds/control", "WithholdsDocuments"},
	},
	// The k-anonymised dataset: one control a column.
	"meansOfControl": {
		"DebtBondage": {"htcds/control", "DebtBondage"}, "TakesEarnings": {"htcds/control", "TakesEarnings"},
		"RestrictsFinancialAccess": {"htcds/control", "RestrictsFinancialAccess"}, "Threats": {"htcds/control", "Threats"},
		"PsychologicalAbuse": {"htcds/control", "PsychologicalAbuse"}, "PhysicalAbuse": {"htcds/control", "PhysicalAbuse"},
		"SexualAbuse": {"htcds/control", "SexualAbuse"}, "FalsePromises": {"htcds/control", "FalsePromises"},
		"PsychoactiveSubstances": {"htcds/control", "PsychoactiveSubstance"}, "RestrictsMovement": {"htcds/control", "RestrictsMovement"},
		"RestrictsMedicalCare": {"htcds/control", "RestrictsMedicalCare"}, "ExcessiveWorkingHours": {"htcds/control", "ExcessiveWorkingHours"},
		"UsesChildren": {"htcds/control", "UsesChildren"}, "ThreatOfLawEnforcement": {"htcds/control", "ThreatsLawEnforcement"},
		"WithholdsNecessities": {"htcds/control", "WithholdsNecessities"}, "WithholdsDocuments": {"htcds/control", "WithholdsDocuments"},
		"Other": {"htcds/control", "Other"}, "NotSpecified": {"ctdc/means", "NotSpecified"},
	},
	"is": {
		"ForcedLabour": {"htcds/exploitation", "ForcedLabour"}, "SexualExploit": {"htcds/exploitation", "SexualExploitation"},
		"OtherExploit": {"ctdc/exploitation", "OtherExploit"}, "SexAndLabour": {"ctdc/exploitation", "SexAndLabour"},
		"ForcedMarriage": {"htcds/exploitation", "ForcedMarriage"}, "ForcedMilitary": {"ctdc/exploitation", "ForcedMilitary"},
		"OrganRemoval": {"htcds/exploitation", "OrganRemoval"}, "SlaveryAndPractices": {"ctdc/exploitation", "SlaveryAndPractices"},
		"Abduction": {"ctdc/record", "Abduction"},
	},
	"typeOfLabour": {
		"Agriculture": {"htcds/labour-industry", "A01"}, "Aquafarming": {"htcds/labour-industry", "A03"}, "Begging": {"ctdc/labour", "Begging"},
		"Construction": {"htcds/labour-industry", "F_Construction"}, "DomesticWork": {"htcds/labour-industry", "T_ActivitiesOfHouseholdsAsEmployers"},
		"Hospitality":       {"htcds/labour-industry", "I_AccommodationAndFoodServiceActivities"},
		"IllicitActivities": {"ctdc/labour", "IllicitActivities"}, "Manufacturing": {"htcds/labour-industry", "C_Manufacturing"},
		"MiningOrDrilling": {"htcds/labour-industry", "B_MiningAndQuarrying"}, "Peddling": {"ctdc/labour", "Peddling"},
		"Transportation": {"htcds/labour-industry", "H_TransportationAndStorage"},
		"Other":          {"ctdc/labour", "Other"}, "NotSpecified": {"ctdc/labour", "NotSpecified"},
	},
	"typeOfSex": {
		"Prostitution": {"htcds/sex-exploitation", "Prostitution"}, "Pornography": {"htcds/sex-exploitation", "Pornography"},
		"RemoteInteractiveServices": {"htcds/sex-exploitation", "RemoteInteractiveServices"},
		"PrivateSexualServices":     {"htcds/sex-exploitation", "PrivateSexualServices"},
	},
	"recruiterRelation": {
		"IntimatePartner": {"ctdc/recruiter", "IntimatePartner"}, "Friend": {"ctdc/recruiter", "Friend"},
		"Family": {"ctdc/recruiter", "Family"}, "Other": {"ctdc/recruiter", "Other"}, "Unknown": {"ctdc/recruiter", "Unknown"},
	},
}

// ctdcField finds what a heading means; one of a later release (sectorOf…)
// means what it meant before (typeOf…).
func ctdcField(heading string) ctdcColumn {
	plain := strings.Replace(heading, "sectorOf", "typeOf", 1)
	switch plain {
	case "yearOfRegistration":
		return ctdcColumn{take: takeYear, wants: "1990 … 2040"}
	case "gender":
		return ctdcColumn{take: takeSex, wants: "Woman, Man, Female, Male, Trans/Transgender/NonConforming"}
	case "ageBroad":
		return ctdcColumn{take: takeAge, wants: "0--8, 09--17, 18--20 … 48+"}
	case "citizenship":
		return ctdcColumn{take: takeCitizenship, wants: "ISO 3166-1"}
	case "CountryOfExploitation":
		return ctdcColumn{take: takeCountry, wants: "ISO 3166-1"}
	case "traffickMonths":
		return ctdcColumn{take: takeMonths, wants: "0--12, 13--24, 25+"}
	case "Datasource":
		return ctdcColumn{take: takeIn("ctdc/record", map[string]string{"Case Management": "CaseManagement", "Hotline": "Hotline"}), wants: "Case Management, Hotline"}
	case "majorityStatus":
		return ctdcColumn{take: takeIn("ctdc/record", map[string]string{"Minor": "Minor", "Adult": "Adult", "Unknown": ""}), wants: "Minor, Adult, Unknown"}
	case "majorityStatusAtExploit":
		return ctdcColumn{take: takeIn("ctdc/record", map[string]string{"Minor": "MinorAtExploit", "Adult": "AdultAtExploit", "Unknown": ""}), wants: "Minor, Adult, Unknown"}
	case "majorityEntry":
		return ctdcColumn{take: takeIn("ctdc/record", map[string]string{"Minor": "MinorAtEntry", "Adult": "AdultAtEntry", "Unknown": ""}), wants: "Minor, Adult, Unknown"}
	case "RecruiterRelationship":
		return ctdcColumn{take: func(c *ctdcCase, text string) bool { c.told = text; return true }}
	}
	if strings.HasSuffix(plain, "Concatenated") {
		return ctdcColumn{repeats: true}
	}
	// The longest prefix first: meansOfControl… is no means….
	for _, group := range []string{"meansOfControl", "means", "typeOfLabour", "typeOfSex", "recruiterRelation", "is"} {
		name, ok := strings.CutPrefix(plain, group)
		if !ok {
			continue
		}
		if to, ok := flags[group][name]; ok {
			return ctdcColumn{take: takeFlag(to[0], to[1]), wants: "1, 0", flag: true}
		}
	}
	return ctdcColumn{}
}

// takeFlag keeps a yes. A no is counted and not kept.
func takeFlag(list, code string) func(*ctdcCase, string) bool {
	return func(c *ctdcCase, text string) bool {
		switch text {
		case "1", "1.0":
			c.code(list, code)
		case "0", "0.0":
			c.denied++
		default:
			return false
		}
		return true
	}
}

func takeIn(list string, words map[string]string) func(*ctdcCase, string) bool {
	return func(c *ctdcCase, text string) bool {
		code, ok := words[text]
		if ok && code != "" {
			c.code(list, code)
		}
		return ok
	}
}

func takeYear(c *ctdcCase, text string) bool {
	year, ok := whole(text)
	l, _ := codes.Get("ctdc/registered")
	if !ok || !l.Has(strconv.Itoa(year)) || year > c.today.Year() {
		return false
	}
	c.code("ctdc/registered", strconv.Itoa(year))
	c.opened = pana.Date(strconv.Itoa(year) + "-01-01")
	return true
}

func takeSex(c *ctdcCase, text string) bool {
	l, _ := codes.Get("sex")
	code, ok := l.Match(text)
	if strings.EqualFold(text, "Unknown") {
		code, ok = "unknown", true
	}
	if !ok && (strings.EqualFold(text, "Female") || strings.EqualFold(text, "Male")) {
		code, ok = strings.ToLower(text), true
	}
	c.person.Sex = code
	return ok
}

func takeAge(c *ctdcCase, text string) bool {
	l, _ := codes.Get("age-band")
	code, ok := l.Match(text)
	if strings.EqualFold(text, "Unknown") {
		code, ok = "unknown", true
	}
	if code == "" {
		code, ok = l.Match(strings.ReplaceAll(strings.TrimPrefix(text, "0"), "--", "-"))
	}
	c.person.AgeBand = code
	return ok
}

// country reads a code of two or three letters. Citizenship can be hidden (0) or
// unknown (00, ZZ): the one and the other say nothing.
func country(text string) (code string, ok bool) {
	switch text {
	case "0", "00", "ZZ", "0.0":
		return "", true
	}
	l, _ := codes.Get("country")
	return l.Match(text)
}

func takeCitizenship(c *ctdcCase, text string) (ok bool) {
	c.person.Citizenship, ok = country(text)
	return ok
}

func takeCountry(c *ctdcCase, text string) bool {
	code, ok := country(text)
	if code != "" {
		c.facts.Places = append(c.facts.Places, casework.Place{Kind: "exploitation", Country: code})
	}
	return ok
}

func takeMonths(c *ctdcCase, text string) bool {
	band, _, _ := strings.Cut(text, " ")
	bounds, ok := map[string][2]int{"0--12": {0, 12}, "13--24": {13, 24}, "25+": {25, -1}}[band]
	if ok {
		c.facts.MonthsLeast, c.facts.MonthsMost = bounds[0], bounds[1]
	}
	return ok
}
