package house

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Founding is what first-run setup has asked.
type Founding struct {
	Settings Settings
	Sites    []NewSite
	Director NewPerson
	Deputy   NewPerson // zero in a house of one person
}

// A NewPerson is one of the two who found a house.
type NewPerson struct {
	Name       string
	Title      string
	Passphrase string
	Language   locale.Lang
}

// mostSites a house can be founded with.
const mostSites = 50

// Check tidies f and refuses what cannot be founded, naming the field.
func (f *Founding) Check() error {
	const op = "house.Found"
	if err := f.Settings.Check(); err != nil {
		return err
	}
	if len(f.Sites) == 0 || len(f.Sites) > mostSites {
		return pana.Refuse(op, "site", "setup.sites")
	}
	for i := range f.Sites {
		if err := f.Sites[i].check(); err != nil {
			return err
		}
	}
	if err := f.Director.check("director", f.Settings.Language, f.words()); err != nil {
		return err
	}
	if f.Deputy == (NewPerson{}) {
		return nil
	}
	if err := f.Deputy.check("deputy", f.Settings.Language, f.words()); err != nil {
		return err
	}
	if fold(f.Director.Name) == fold(f.Deputy.Name) {
		return pana.Refuse(op, "deputy", "setup.samename")
	}
	if f.Director.Passphrase == f.Deputy.Passphrase {
		return pana.Refuse(op, "deputy_passphrase", "setup.samepassphrase")
	}
	return nil
}

// words are those that whoever knows the house to be founded will know.
func (f *Founding) words() []string {
	words := append(wordsOf(f.Settings, nil), f.Director.Name, f.Deputy.Name)
	for _, s := range f.Sites {
		words = append(words, s.Name)
	}
	return words
}

// check tidies p; role begins the names of its fields, and house are words of
// which a passphrase must not be made.
func (p *NewPerson) check(role string, language locale.Lang, house []string) error {
	const op = "house.Found"
	var err error
	if p.Name, err = line(op, role, p.Name, 80); err != nil {
		return err
	}
	if p.Title, err = optionalLine(op, role+"_title", p.Title, 80); err != nil {
		return err
	}
	if p.Language == "" {
		p.Language = language
	}
	if !staffLanguage(p.Language) {
		return pana.Refuse(op, role+"_language", "setup.language")
	}
	if err := seal.CheckOwn(p.Passphrase, house...); err != nil {
		if e, ok := errors.AsType[*pana.Error](err); ok {
			refused := *e
			refused.Field = role + "_passphrase"
			return &refused
		}
		return err
	}
	return nil
}

// Found makes the house: its keys, its settings, its sites with their circles,
// and the two people who lead it; more adds what other chapters want from the
// first moment on, in the same transaction (it may run twice, and knows nothing of the
// house but tx, the sites and the settings). The house is left
// Started. It is made aside and put in its place by one rename, so an
// interrupted founding leaves nothing. On PostgreSQL, where two databases cannot
// be put in place as one, an interruption between them is refused by Open.
//
// It refuses a house already founded with Conflict "setup.done".
func (h *House) Found(ctx context.Context, f Founding, more func(ctx context.Context, tx *db.Tx, sites []Site) error) error {
	if err := f.Check(); err != nil {
		return err
	}
	h.turn.Lock()
	defer h.turn.Unlock()
	if h.State() != Empty {
		return &pana.Error{Op: "house.Found", Kind: pana.Conflict, Say: "setup.done"}
	}
	h.hold(f.Settings, 1) // more asks for the zone and the prefix
	found := h.foundFolder
	if h.o.Postgres != "" {
		found = h.foundServer
	}
	if err := found(ctx, f, more); err != nil {
		h.forget()
		return err
	}
	return nil
}

// foundFolder founds the house in a folder of its own and renames it.
func (h *House) foundFolder(ctx context.Context, f Founding, more func(context.Context, *db.Tx, []Site) error) (err error) {
	aside, home := filepath.Join(h.o.Dir, foundingDir), filepath.Join(h.o.Dir, homeDir)
	if err := os.RemoveAll(aside); err != nil {
		return folder(err)
	}
	if err := os.MkdirAll(filepath.Join(aside, keysDir), 0o700); err != nil {
		return folder(err)
	}
	defer os.RemoveAll(aside) // gone already once renamed
	vault, err := seal.OpenStore(ctx, seal.StoreOptions{Dir: filepath.Join(aside, keysDir), Clock: h.o.Clock, Cost: h.o.KDF})
	if err != nil {
		return err
	}
	data := db.New(db.Options{File: filepath.Join(aside, dataFile), Schema: h.o.Schema, Clock: h.o.Clock})
	err = found(ctx, vault, data, f, more)
	// Everything is folded into the files and closed before they move.
	if err = errors.Join(err, data.Close(), vault.Close()); err != nil {
		return err
	}
	if err := os.Rename(aside, home); err != nil {
		return folder(err)
	}
	if err := syncDir(h.o.Dir); err != nil {
		return folder(err)
	}
	if vault, err = seal.OpenStore(ctx, seal.StoreOptions{Dir: filepath.Join(home, keysDir), Clock: h.o.Clock, Cost: h.o.KDF}); err != nil {
		return err
	}
	h.mu.Lock()
	h.Vault, h.state = vault, Stopped
	h.mu.Unlock()
	id, err := vault.SignIn(ctx, f.Director.Name, f.Director.Passphrase)
	if err != nil {
		return err
	}
	defer id.Clear()
	at := h.locks.Load()
	if err := h.open(ctx, id); err != nil {
		return err
	}
	return h.admit(at)
}

// found makes keys and rows. Ctx gets the director as its actor.
func found(ctx context.Context, vault *seal.Vault, data *db.DB, f Founding, more func(context.Context, *db.Tx, []Site) error) error {
	if err := vault.Found(ctx); err != nil {
		return err
	}
	page := vault.PageKey()
	defer clear(page[:])
	if err := data.Open(ctx, page); err != nil {
		return err
	}
	now := data.Now()
	sites := make([]Site, len(f.Sites))
	for i, n := range f.Sites {
		sites[i] = Site{ID: pana.SiteID(pana.NewID(now)), Kind: n.Kind, Name: n.Name}
	}
	people := []founder{{pana.StaffID(pana.NewID(now)), pana.Director, f.Director}}
	if f.Deputy != (NewPerson{}) {
		people = append(people, founder{pana.StaffID(pana.NewID(now)), pana.Deputy, f.Deputy})
	}
	ring, err := foundKeys(ctx, vault, sites, people)
	if err == nil {
		defer ring.Close()
		err = foundRows(ctx, vault, data, f.Settings, sites, people, ring, more)
	}
	if err == nil {
		return nil
	}
	// Where nothing can be renamed, the founders' keys go again, so that the
	// next try starts clean.
	for _, p := range people {
		err = errors.Join(err, vault.RemovePerson(context.WithoutCancel(ctx), p.id))
	}
	return err
}

// foundRows writes what the data hold from the first moment on, as an act of
// the director.
func foundRows(ctx context.Context, vault *seal.Vault, data *db.DB, s Settings, sites []Site, people []founder, ring *seal.Ring,
	more func(context.Context, *db.Tx, []Site) error) error {
	ctx = pana.WithActor(seal.WithRing(ctx, ring), pana.Actor{Staff: people[0].id, Grants: []pana.Grant{{Role: pana.Director}}})
	h := &House{DB: data, Vault: vault}
	return data.Update(ctx, func(tx *db.Tx) error {
		return h.insertAll(ctx, tx, s, sites, people, more)
	})
}

type founder struct {
	id   pana.StaffID
	role pana.Role
	NewPerson
}

// foundKeys gives the founders their keys and the halves of the recovery key, and
// each site its supervision and the circles they belong to. A compartment that neither of them may read gets
// its circle with its first member.
func foundKeys(ctx context.Context, vault *seal.Vault, sites []Site, people []founder) (*seal.Ring, error) {
	var first *seal.Identity
	for i, p := range people {
		id, err := vault.AddPerson(ctx, p.id, p.Name, p.Passphrase, true)
		if err != nil {
			return nil, err
		}
		defer id.Clear()
		if i == 0 {
			first = id
		}
	}
	second := pana.StaffID("")
	if len(people) > 1 {
		second = people[1].id
	}
	for _, s := range sites {
		if err := vault.NewSupervision(ctx, s.ID, people[0].id, second); err != nil {
			return nil, err
		}
	}
	if second != "" {
		if err := vault.KeepRecovery(ctx, people[0].id, second); err != nil {
			return nil, err
		}
	}
	members := map[Circle][]pana.StaffID{}
	var order []Circle
	for _, p := range people {
		for _, c := range circlesOf([]pana.Grant{{Role: p.role}}, sites) {
			if members[c] == nil {
				order = append(order, c)
			}
			members[c] = append(members[c], p.id)
		}
	}
	for _, c := range order {
		if err := vault.NewCircle(ctx, c.Site, c.Compartment, members[c]...); err != nil {
			return nil, err
		}
	}
	return vault.Ring(ctx, first)
}

func (h *House) insertAll(ctx context.Context, tx *db.Tx, s Settings, sites []Site, people []founder, more func(context.Context, *db.Tx, []Site) error) error {
	text, err := h.rest("house.Found", s, 1)
	if err != nil {
		return err
	}
	if err := insertHouse(ctx, tx, text); err != nil {
		return err
	}
	for i, site := range sites {
		if err := insertSite(ctx, tx, site, i); err != nil {
			return err
		}
	}
	z, err := zone(s.Zone)
	if err != nil {
		return err
	}
	today := pana.DateOf(tx.Now, z)
	for _, p := range people {
		if err := h.insertPerson(ctx, tx, p.id, p.Name, p.Title, p.Language, today); err != nil {
			return err
		}
		if err := insertGrant(ctx, tx, p.id, pana.Grant{Role: p.role}, today); err != nil {
			return err
		}
	}
	if more != nil {
		if err := more(ctx, tx, sites); err != nil {
			return err
		}
	}
	return trail.Record(ctx, tx, trail.Entry{Act: policy.SetHouse, Digests: digests(trail.Digest("house", "1", string(text)))})
}

// syncDir makes a rename outlast a power cut, where the system can do that.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !windows {
		return err
	}
	return nil
}
