package pana

// A Compartment is one sealed part of a client's file. A circle of people may
// read one compartment at one site.
type Compartment string

// Compartments.
const (
	Identity Compartment = "identity" // names, aliases, contacts, exact birth date
	Care     Compartment = "care"     // daily life, notes, strengths
	Health   Compartment = "health"
	Bond     Compartment = "bond"    // what ties a client to an exploiter: psychologist and director only
	Therapy  Compartment = "therapy" // the author's own notes
	Legal    Compartment = "legal"   // papers and court
	Safety   Compartment = "safety"  // threats, possible exploiters, places below region
)

// Compartments lists every compartment in the order a file shows them.
func Compartments() []Compartment {
	return []Compartment{Identity, Care, Health, Legal, Safety, Bond, Therapy}
}
