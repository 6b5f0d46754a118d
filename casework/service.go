package casework

import "example.org/pana"

// A Service is one help that was given to one client, as its own chapter has it
// written down. Each chapter lists its own; whoever counts and pays asks them.
type Service struct {
	Source  string         `db:"-"`          // which page it stands on: "session", "visit", "hearing"
	Row     string         `db:"id"`         // where it stands there
	Client  pana.ClientID  `db:"client_id"`  //
	Code    string         `db:"code"`       // of the client
	Episode pana.EpisodeID `db:"episode_id"` // may be empty
	Site    pana.SiteID    `db:"site_id"`    //
	On      pana.Date      `db:"on_day"`     //
	Kind    string         `db:"service"`    // code list service-kind; empty while nobody said
	Minutes int            `db:"minutes"`    // 0 when nobody counted
	Staff   pana.StaffID   `db:"staff_id"`   // who did it; empty while nobody said
	Signed  pana.StaffID   `db:"signed"`     // who wrote down that it took place
	Payer   string         `db:"payer"`      // code list payer-kind; empty while nobody said
	Open    bool           `db:"still_open"` // its day is past, and nobody has said whether it took place
}
