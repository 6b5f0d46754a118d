// Package pana holds the words that every other package speaks: who acts, for
// whom, when, how we know it, and what may be shared. It imports nothing of ours.
package pana

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Identifiers are UUIDv7 texts. Each has a type of its own so that a bed is
// never passed where a client is meant.
type (
	ClientID       string // one person in our care
	EpisodeID      string // one time in our care, from referral or arrival to closing
	StaffID        string // one member of staff or volunteer with a sign-in
	SiteID         string // one shelter, youth centre or office of the house
	RoomID         string
	BedID          string
	StayID         string // one unbroken time in one bed
	NoteID         string
	ConsentID      string
	DocumentID     string // a document or photograph kept in a file
	PersonID       string // someone around a client: kin, lawyer, possible exploiter
	OrganisationID string
	RequestID      string // a referral or bed request that came in
)

// NewID returns a UUIDv7 (RFC 9562) for the moment now, as text.
// IDs made later sort later, to the millisecond.
func NewID(now time.Time) string {
	var b [16]byte
	rand.Read(b[:])
	ms := uint64(now.UnixMilli())
	binary.BigEndian.PutUint16(b[0:], uint16(ms>>32))
	binary.BigEndian.PutUint32(b[2:], uint32(ms))
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	var s [36]byte
	hex.Encode(s[0:8], b[0:4])
	hex.Encode(s[9:13], b[4:6])
	hex.Encode(s[14:18], b[6:8])
	hex.Encode(s[19:23], b[8:10])
	hex.Encode(s[24:36], b[10:16])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return string(s[:])
}

// FirstID returns the text that sorts before every id made at the moment at or
// later, and after those made in an earlier millisecond. It is nobody's id.
func FirstID(at time.Time) string {
	ms := fmt.Sprintf("%012x", at.UnixMilli())
	return ms[:8] + "-" + ms[8:]
}
