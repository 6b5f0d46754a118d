package pana

// A Source says how a fact is known. It is kept once for a group of answers.
type Source string

// Sources.
const (
	ClientSaid Source = "client"
	StaffSaw   Source = "staff"
	Documented Source = "document"
	ThirdParty Source = "third-party"
)

// Sources lists every source, the client's own word first.
func Sources() []Source { return []Source{ClientSaid, StaffSaw, Documented, ThirdParty} }

// A Provenance is the source of a fact and whether it came through an interpreter.
type Provenance struct {
	Source      Source
	Interpreted bool
}
