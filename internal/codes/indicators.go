package codes

import (
	"slices"

	"example.org/pana"
)

// The two sets of ILO operational indicators that are kept here. An item has
// its own weight in each set; there is no weight of its own.
const (
	AdultLabour = "ilo/adult-labour"
	ChildLabour = "ilo/child-labour"
)

// Dimensions of the ILO operational indicators.
const (
	DeceptiveRecruitment     = "deceptive-recruitment"
	CoerciveRecruitment      = "coercive-recruitment"
	VulnerabilityRecruitment = "vulnerability-recruitment"
	Exploitation             = "exploitation"
	Coercion                 = "coercion"
	Vulnerability            = "vulnerability"
)

// A Finding is what a set of indicators points to. It names signs; it never
// decides who a person is, and no service hangs on it. Its labels are the list
// "ilo/finding".
type Finding string

// Findings, in the words of the rule.
const (
	Trafficking              Finding = "trafficking"
	DeceptionAndExploitation Finding = "deception-and-exploitation"
	ExploitationOnly         Finding = "exploitation"  // a labour rights case
	OtherPattern             Finding = "other-pattern" // exploitation with a pattern the rule has no name for
	NotEnough                Finding = "not-enough"
)

// Indicators are the signs that someone saw, coded with one set.
type Indicators struct {
	Set   string   // AdultLabour or ChildLabour
	Seen  []string // item codes; a code said twice counts once
	Moved bool     // a child was recruited, transported, transferred, harboured or received
}

// A Dimension counts the signs seen in one dimension.
type Dimension struct {
	Code                 string
	Strong, Medium, Weak int
}

// Positive applies the ILO rule: two strong; one strong with one medium or
// weak; three medium; or two medium with one weak.
func (d Dimension) Positive() bool {
	switch {
	case d.Strong >= 2, d.Strong == 1 && d.Medium+d.Weak >= 1:
		return true
	}
	return d.Medium >= 3 || d.Medium == 2 && d.Weak >= 1
}

// A Judgement is what the rule makes of the indicators: every dimension with
// its counts, and the finding.
type Judgement struct {
	Dimensions []Dimension // in the order of the set
	Finding    Finding
}

// Positive reports whether the dimension with this code is positive.
func (j Judgement) Positive(dimension string) bool {
	return slices.ContainsFunc(j.Dimensions, func(d Dimension) bool { return d.Code == dimension && d.Positive() })
}

// Judge applies the rule of the ILO and the European Commission (2009) to s.
// It refuses an unknown set, and any code that is not an item of the set.
func (s Indicators) Judge() (Judgement, error) {
	const op = "codes.Judge"
	l, ok := Get(s.Set)
	if !ok || s.Set != AdultLabour && s.Set != ChildLabour {
		return Judgement{}, pana.Refuse(op, "set", "codes.unknown")
	}
	var j Judgement
	for _, top := range l.Under("") {
		j.Dimensions = append(j.Dimensions, Dimension{Code: top.Code})
	}
	for i, code := range s.Seen {
		it, _ := l.Find(code)
		at := slices.IndexFunc(j.Dimensions, func(d Dimension) bool { return d.Code == it.Parent })
		if at < 0 { // no such code, or a dimension itself
			return Judgement{}, pana.Refuse(op, "seen", "codes.unknown")
		}
		if slices.Contains(s.Seen[:i], code) {
			continue
		}
		switch d := &j.Dimensions[at]; it.Weight {
		case "strong":
			d.Strong++
		case "medium":
			d.Medium++
		case "weak":
			d.Weak++
		}
	}
	if s.Set == ChildLabour {
		j.Finding = j.ofChild(s.Moved)
	} else {
		j.Finding = j.ofAdult()
	}
	return j, nil
}

// ofAdult combines the dimensions for an adult: a means of recruitment,
// exploitation, and coercion where the person was brought.
func (j Judgement) ofAdult() Finding {
	deceived := j.Positive(DeceptiveRecruitment)
	means := deceived || j.Positive(CoerciveRecruitment) || j.Positive(VulnerabilityRecruitment)
	switch exploited, coerced := j.Positive(Exploitation), j.Positive(Coercion); {
	case !exploited:
		return NotEnough
	case means && coerced:
		return Trafficking
	case deceived:
		return DeceptionAndExploitation
	case means || coerced:
		return OtherPattern
	}
	return ExploitationOnly
}

// ofChild needs no means: under 18 the act and the exploitation are enough
// (Palermo Protocol, Article 3(c)).
func (j Judgement) ofChild(moved bool) Finding {
	switch {
	case !j.Positive(Exploitation):
		return NotEnough
	case moved:
		return Trafficking
	}
	return ExploitationOnly
}
