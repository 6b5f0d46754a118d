package trail

import (
	"crypto/sha256"
	"encoding/json"

	"example.org/pana"
)

// A Line is one entry of the trail as it is kept. Its leaf, SHA-256 over a salt
// and the line, stays when erasure takes the subject and the salt away.
type Line struct {
	ID      string        `db:"id" json:"id"`
	At      int64         `db:"at" json:"at"` // microseconds since 1970, UTC
	Staff   pana.StaffID  `db:"staff_id" json:"staff"`
	Session string        `db:"session_id" json:"session"`
	Act     string        `db:"act" json:"act"`
	Client  pana.ClientID `db:"client_id" json:"client"`
	Site    pana.SiteID   `db:"site_id" json:"site"`
	Object  string        `db:"object_id" json:"object"`
	Opened  string        `db:"opened" json:"opened"`
	Digest  []byte        `db:"digest" json:"digest"`
	State   string        `db:"state" json:"state,omitempty"` // what the rows of the file come to after it; see Rows
}

// leaf returns the hash that stands for the line.
func (l Line) leaf(salt []byte) [sha256.Size]byte {
	text, _ := json.Marshal(l)
	return sha256.Sum256(append(salt[:len(salt):len(salt)], text...))
}

// Looking reports whether the line only says that someone looked.
func (l Line) Looking() bool { return l.Opened != "" }
