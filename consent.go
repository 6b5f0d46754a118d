package pana

import (
	"slices"
	"time"
)

// A Purpose is what a client allows something to be used for.
type Purpose string

// Purposes of consent (security reference 6.2).
const (
	StayTonight Purpose = "stay-tonight" // the bed and what she tells us tonight
	ServiceFile Purpose = "service-file" // keeping a file for her care
	ShareWith   Purpose = "share"        // passing named fields to a named partner
	PoliceUse   Purpose = "police"
	EmbassyUse  Purpose = "embassy"
	LawyerUse   Purpose = "lawyer"
	MedicalUse  Purpose = "medical"
	StatsUse    Purpose = "statistics"
	PhotoUse    Purpose = "photo"
	WorksUse    Purpose = "works" // showing her drawings and own works
	FollowUpUse Purpose = "follow-up"
	NotesUse    Purpose = "private-notes" // her next psychologist reading what the one before kept to herself
)

// Purposes lists every purpose in the order a form shows them.
func Purposes() []Purpose {
	return []Purpose{StayTonight, ServiceFile, ShareWith, MedicalUse, LawyerUse, PoliceUse, EmbassyUse, PhotoUse, WorksUse, StatsUse, FollowUpUse, NotesUse}
}

// A Consent is leave that a client gave for one purpose, to one recipient, for
// named fields, in her language, until a day. No service hangs on it.
type Consent struct {
	Purpose   Purpose
	Recipient string    // the organisation or payer meant; empty for the house itself
	Fields    []string  // what may be used; empty allows nothing but the purpose itself
	Language  string    // the language it was explained in, ISO 639
	From      time.Time //
	Until     Date      // last day; empty only for the house's own purposes
	Withdrawn time.Time // zero while it stands
	Refused   bool      // she was asked and said no
}

// Allows reports whether c lets field be used for purpose by recipient at the
// moment now, which falls on the day today. A withdrawn, refused, expired or
// not yet begun consent allows nothing.
func (c Consent) Allows(purpose Purpose, recipient, field string, now time.Time, today Date) bool {
	return !c.Refused && c.Withdrawn.IsZero() && c.Purpose == purpose && c.Recipient == recipient &&
		!now.Before(c.From) && (c.Until == "" || today <= c.Until) &&
		(field == "" || slices.Contains(c.Fields, field))
}
