package night

import (
	"example.org/pana"
	"example.org/pana/casework"
)

// A Call is one call that came to the house. It says nothing of whom it was about:
// whoever asks is told that the house neither confirms nor denies, and so is this
// log.
type Call struct {
	ID       CallID       `db:"id"`
	Site     pana.SiteID  `db:"site_id"`
	At       int64        `db:"at"`
	Kind     string       `db:"kind"`     // code list house-call
	Language string       `db:"language"` // of the caller, code list language
	By       pana.StaffID `db:"by_staff"`
	Version  int64        `db:"version"`
	Named    string       `db:"-"` // as whom the caller spoke
	Said     string       `db:"-"`
	Closed   bool         `db:"-"`
}

// CallID is the id of a call to the house.
type CallID string

// A NewCall is what a form says of a call. The kind, or a word, is enough.
type NewCall struct {
	Kind     string
	Language string
	Named    string // how the caller called himself; compared with the watch list
	Said     string
}

// mostCaller is how many letters it takes to say who called.
const mostCaller = 120

func (n NewCall) clean(op string) (NewCall, error) {
	if err := casework.CheckCode(op, "kind", "house-call", n.Kind); err != nil {
		return n, err
	}
	if err := casework.CheckCode(op, "language", "language", n.Language); err != nil {
		return n, err
	}
	var err error
	if n.Named, err = casework.Text(op, "named", n.Named, mostCaller); err != nil {
		return n, err
	}
	if n.Said, err = casework.Text(op, "said", n.Said, casework.MostNote); err != nil {
		return n, err
	}
	if n.Kind == "" && n.Named == "" && n.Said == "" {
		return n, pana.Refuse(op, "kind", "night.call.empty")
	}
	return n, nil
}
