package demo

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// pastFacts draws what is known of a past case, as codes.
func (w *world) pastFacts(k kind, c *pastCase, age int) casework.Trafficking {
	f := casework.NoFacts()
	f.Status = "PossibleVictimOfTrafficking"
	if w.draw.IntN(100) < 17 { // officially named far more rarely than helped
		f.Status, f.DecidedBy = "ActualVictimOfTrafficking", pick(w, "Police", "Police", "CourtOrProsecution")
		f.DecidedOn = c.opened
	}
	until := c.opened.AddDays(-1 - w.draw.IntN(6))
	f.Held = pana.Period{From: remembered(until.AddDays(-int(c.months*30.4)), c.months), Until: fuzzy(until, pana.Month)}
	f.MonthsLeast, f.MonthsMost = max(int(c.months*0.85), 0), max(int(c.months*1.15), 1)
	if f.MonthsLeast == f.MonthsMost {
		f.MonthsMost++
	}
	if held := age - int(c.months/12); w.draw.IntN(5) > 0 && held >= 0 {
		f.AgeWhen = held
	}
	f.Source = pick(w, pana.ClientSaid, pana.ClientSaid, pana.ClientSaid, pana.ThirdParty)
	f.Recruiter = []string{"acquaintance", "friend", "employer", "stranger", "other-relative", "parent", "partner", "agency", "unknown"}[w.weighted(24, 16, 18, 14, 7, 3, 6, 7, 5)]
	f.ExitMode = []string{"escape", "police", "raid", "released", "hotline", "neighbour", "family", "organisation", "embassy", "unknown"}[w.weighted(34, 16, 9, 9, 9, 7, 6, 6, 2, 2)]
	f.Codes["htcds/exploitation"] = slices.Clone(k.codes)
	f.Codes["htcds/control"] = w.some([]string{"FalsePromises", "TakesEarnings", "RestrictsMovement", "PsychologicalAbuse", "ExcessiveWorkingHours",
		"PhysicalAbuse", "Threats", "DebtBondage", "WithholdsNecessities"}, 2+w.draw.IntN(3))
	f.Codes["htcds/recruitment-method"] = []string{pick(w, "ThroughFriendsOrSocialEvents", "ThroughFamilyOrFamilyEvents", "AtWork",
		"ThroughOnlineSocialNetworks", "ThroughAnOnlineAdvertisement")}
	f.Places = []casework.Place{{N: 0, Kind: "origin"}, {N: 1, Kind: "exploitation", Country: "KZ", Region: pick(w, "KZ-61", "KZ-19", "KZ-35", "KZ-11", "KZ-55", "KZ-10")}}
	switch k.name {
	case "labour":
		f.Codes["htcds/labour-industry"] = []string{[]string{"A01", "F_Construction", "C_Manufacturing", "A014", "I_AccommodationAndFoodServiceActivities",
			"G_WholesaleAndRetailTradeRepairOfMotorVehicles"}[w.weighted(34, 26, 16, 12, 8, 4)]}
	case "sex":
		f.Codes["htcds/sex-exploitation"] = []string{"Prostitution"}
	case "servitude":
		f.Codes["htcds/labour-industry"] = []string{"T_ActivitiesOfHouseholdsAsEmployers"}
	}
	return f
}

// remembered is how people tell when something began: the longer ago, the less exactly.
func remembered(d pana.Date, months float64) pana.Fuzzy {
	switch {
	case d.Year() <= 1991:
		return fuzzy("1991-12-31", pana.Before)
	case months > 60:
		return fuzzy(d, pana.About)
	case months > 18:
		return fuzzy(d, pana.Year)
	case months > 7:
		return fuzzy(d, pana.Season)
	}
	return fuzzy(d, pana.Month)
}

// some draws n different ones of several.
func (w *world) some(of []string, n int) []string {
	var got []string
	for _, i := range w.draw.Perm(len(of))[:n] {
		got = append(got, of[i])
	}
	return got
}
