package demo

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
	"example.org/pana/web"
)

// A Crowd is a world of many invented clients, to measure the program with:
// three sites, and for each client an episode, twenty notes, three consents,
// kin, stays, trafficking facts and a name in one of three scripts; whoever is in
// our care also what comes after: see crowd_way.go. One in a hundred has a conflict of interest with someone who works there.
//
// The rows are written many at a time, with the keys, seals, name tokens and
// trail lines of the real acts, so that the pages over them are the real pages.
type Crowd struct {
	Dir      string                      // an empty folder
	Clients  int                         //
	Cost     seal.Cost                   // work per passphrase; zero means seal.DefaultCost
	Progress func(what string, done int) // nil tells nobody
}

// CrowdOptions are how the house of a crowd in dir is opened.
func CrowdOptions(dir string) house.Options {
	return house.Options{Dir: dir, Schema: web.Schema(), Log: slog.New(slog.DiscardHandler)}
}

// crowd is a Crowd that is being built.
type crowd struct {
	Crowd
	h             *house.House
	files         *casework.Casework
	sites         []house.Site
	workers       [3][]pana.StaffID // social workers of each site
	psychologists [3]pana.StaffID   // of each site, where there is one
	today         pana.Date
	draw          *rand.Rand
	ring          [2]bedRing           // of the shelters
	free          map[string]pana.Date // from when a bed is free again, or "taken"
}

// at once: clients that one transaction brings in, and owners whose keys are
// made together.
const (
	crowdTx    = 5000
	crowdBatch = seal.MaxOwners
)

// Build founds the house and brings the clients in. On an error the folder
// holds part of a crowd and is of no use.
func (c Crowd) Build(ctx context.Context) (err error) {
	if c.Progress == nil {
		c.Progress = func(string, int) {}
	}
	o := CrowdOptions(c.Dir)
	o.KDF = c.Cost
	h, err := house.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if e := h.Close(); err == nil {
			err = e
		}
	}()
	b := &crowd{Crowd: c, h: h, files: casework.New(h), draw: rand.New(rand.NewPCG(2026, uint64(c.Clients))), free: map[string]pana.Date{}}
	return b.build(ctx)
}

func (c *crowd) build(ctx context.Context) error {
	c.Progress("founding", 0)
	if err := c.found(ctx); err != nil {
		return err
	}
	c.sites, c.today = c.h.SiteList(), c.h.Today(c.h.Now())
	director, err := c.as(ctx, CrowdStaff()[0].Name)
	if err != nil {
		return err
	}
	if err := c.hire(director); err != nil {
		return err
	}
	if err := c.furnish(director); err != nil {
		return err
	}
	// A session holds the circles of the moment it began.
	if director, err = c.as(ctx, CrowdStaff()[0].Name); err != nil {
		return err
	}
	if err := c.readBeds(director); err != nil {
		return err
	}
	left := c.shares()
	for done := 0; done < c.Clients; {
		for site := range c.sites {
			n := min(crowdTx, left[site])
			if n == 0 {
				continue
			}
			if err := c.bring(director, site, n, left[site]); err != nil {
				return err
			}
			left[site] -= n
			done += n
			c.Progress("clients", done)
		}
	}
	if err := c.conflicts(director); err != nil {
		return err
	}
	set := c.h.Settings()
	set.Name = CrowdHouse(c.Clients)
	return c.h.SetSettings(director, set, c.h.SettingsVersion())
}

// shares says how many clients each site has.
func (c *crowd) shares() [3]int {
	a, b := c.Clients/2, c.Clients*7/20
	return [3]int{a, b, c.Clients - a - b}
}

// as signs a worker in.
func (c *crowd) as(ctx context.Context, name string) (context.Context, error) {
	cookie, _, err := c.h.SignIn(ctx, house.Entry{Name: name, Passphrase: CrowdPassphrase(name)})
	if err != nil {
		return nil, err
	}
	ctx, _, err = c.h.Resume(ctx, cookie)
	return ctx, err
}

// bring brings n clients of a site in, in one transaction; left is how many of
// the site there are still to come, n with them.
func (c *crowd) bring(ctx context.Context, site, n, left int) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		bulk, err := c.files.Bulk(ctx, tx, c.sites[site].ID, n)
		if err != nil {
			return err
		}
		for n > 0 {
			lives := make([]life, min(n, crowdBatch))
			cases := make([]casework.Case, len(lives))
			for i := range lives {
				lives[i] = c.life(site, left)
				if cases[i], err = c.files.CleanCase(ctx, lives[i].Case, c.today); err != nil {
					bulk.Close()
					return err
				}
				left--
			}
			added, err := bulk.Add(cases)
			if err == nil {
				err = c.beside(ctx, tx, site, lives, added)
			}
			if err != nil {
				bulk.Close()
				return err
			}
			n -= len(lives)
		}
		return bulk.Close()
	})
}

// beside writes what Bulk does not: stays, kin, assignments, and the trail.
func (c *crowd) beside(ctx context.Context, tx *db.Tx, site int, lives []life, added []casework.Added) error {
	id := c.sites[site].ID
	r := rows{site: string(id), number: site, by: string(pana.ActorFrom(ctx).Staff), now: db.Micros(tx.Now), id: tx.ID}
	var owners []seal.Owner
	for i, l := range lives {
		r.add(c, added[i], l)
		owners = append(owners, seal.Owner(added[i].Client))
	}
	if err := r.write(ctx, tx); err != nil {
		return err
	}
	if err := seal.RingFrom(ctx).Prepare(ctx, id, owners, pana.Identity, pana.Care, pana.Health, pana.Safety, pana.Legal); err != nil {
		return err
	}
	for _, w := range r.words {
		d, err := seal.PutWord(ctx, tx, id, w.Owner, w.Word)
		if err != nil {
			return err
		}
		added[w.whose].Digests = append(added[w.whose].Digests, d)
	}
	for _, a := range added {
		err := trail.Record(ctx, tx, trail.Entry{Act: policy.ImportCases, Client: a.Client, Site: id, Digests: a.Digests})
		if err != nil {
			return err
		}
	}
	return nil
}

// conflicts sets a conflict of interest for one client in a hundred, with the
// act itself: it takes the keys out of the common circles.
func (c *crowd) conflicts(director context.Context) error {
	type row struct {
		ID   pana.ClientID `db:"id"`
		Site pana.SiteID   `db:"site_id"`
	}
	var all []row
	err := c.h.DB.View(director, func(tx *db.Tx) (err error) {
		all, err = db.Select[row](director, tx, `SELECT id, site_id FROM (SELECT id, site_id, row_number() OVER (ORDER BY id) AS n FROM clients) t WHERE n % 100 = 50`)
		return err
	})
	for i, r := range all {
		for site, s := range c.sites {
			if s.ID == r.Site && err == nil {
				err = c.files.SetConflict(director, r.ID, c.workers[site][i%len(c.workers[site])])
			}
		}
		if err != nil {
			return fmt.Errorf("conflict of interest: %w", err)
		}
		if i%100 == 99 {
			c.Progress("conflicts of interest", i+1)
		}
	}
	return err
}
