package seal

import "example.org/pana"

// An Identity is what the right passphrase yields: who she is, her private key
// and, if she may start the house, the page key. Clear it as soon as her Ring is made.
type Identity struct {
	Staff pana.StaffID
	seed  seed
	// spare is the private key she had before, while a new one is being put in
	// its place; zero at all other times.
	spare seed
	page  *[32]byte
	// duress says that the slot opens nothing; page then holds the key for marks.
	duress bool
}

// MayStart reports whether she can start a stopped house.
func (id *Identity) MayStart() bool { return id.page != nil }

// Clear overwrites the keys id holds. Id is of no use afterwards.
func (id *Identity) Clear() {
	id.seed, id.spare = seed{}, seed{}
	if id.page != nil {
		clear(id.page[:])
		id.page = nil
	}
}

// Identity returns the keys of the owner of r, without the right to start the house.
// The ring of nobody, and one that opens with another's keys, has none. The
// caller clears the Identity.
func (r *Ring) Identity() (*Identity, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Staff == "" || r.holder != string(r.Staff) {
		return nil, gone("seal.Identity")
	}
	return &Identity{Staff: r.Staff, seed: r.seed}, nil
}
