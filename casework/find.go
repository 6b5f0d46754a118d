package casework

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// How far a search goes.
const (
	mostCandidates   = 120 // names opened and ranked, when only slips are found
	enoughCandidates = 60  // of whole names and beginnings; then no weaker kind is looked up
	mostHits         = 30
)

// A Hit is a client that a search found. It does not say by which name.
type Hit struct {
	Row
	Score  float64 // 1 is the same name or code
	ByCode bool
}

// Find looks for clients by code (in any case, or the beginning of its number)
// or by any of their names in any script, with one slip, from two letters on.
// It looks only among those the actor may see and whose names her keys open,
// opens a bounded number of candidates and shows none of their names. The best come
// first. An empty answer says nothing about who is hidden.
//
// The search is one line of the trail. It refuses an actor who finds nobody, and
// a text that is no name ("find").
func (c *Casework) Find(ctx context.Context, text string) ([]Hit, error) {
	const op = "casework.Find"
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.FindClient) {
		return nil, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
	}
	text, err := nameIn("find", text)
	if err != nil || text == "" {
		return nil, err
	}
	var hits []Hit
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		hits = nil
		s := search{ctx: ctx, tx: tx, actor: actor, tonight: c.tonight(tx)}
		entry := trail.Entry{Act: policy.FindClient}
		if _, ok := readCode(text); ok {
			if hits, err = s.byCode(text); err != nil {
				return err
			}
		} else {
			if err := s.byName(c.sitesOf(actor), text); err != nil {
				return err
			}
			if hits, err = s.ranked(text); err != nil {
				return err
			}
			if s.opened {
				entry.Opened = []pana.Compartment{pana.Identity}
			}
		}
		return trail.Record(ctx, tx, entry)
	})
	return hits, err
}

// sitesOf returns the sites at which the actor finds clients.
func (c *Casework) sitesOf(actor pana.Actor) []pana.SiteID {
	var sites []pana.SiteID
	for _, s := range c.h.SiteList() {
		if slices.ContainsFunc(policy.Rules(policy.FindClient), func(r policy.Rule) bool { return actor.At(r.Role, s.ID) }) {
			sites = append(sites, s.ID)
		}
	}
	return sites
}

// A search gathers candidates within one transaction.
type search struct {
	ctx     context.Context
	tx      *db.Tx
	actor   pana.Actor
	tonight pana.Night
	found   []candidate
	opened  bool
}

type candidate struct {
	Client pana.ClientID `db:"client_id"`
	Site   pana.SiteID   `db:"site_id"`
}

func (s *search) query() *query { return newQuery(s.actor, policy.FindClient, s.tonight) }

func (s *search) byCode(text string) ([]Hit, error) {
	page, err := list(s.ctx, s.tx, s.query(), Filter{Code: text, In: Everyone, Limit: mostHits})
	var hits []Hit
	for _, r := range page.Rows {
		score := 0.9
		if r.Code == tidyCode(text) {
			score = 1
		}
		hits = append(hits, Hit{Row: r, Score: score, ByCode: true})
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits, err
}

// byName gathers candidates from the name indexes, the strongest matches first,
// until there are enough.
func (s *search) byName(sites []pana.SiteID, text string) error {
	words := QueryTokens(text)
	if len(words) == 0 {
		return nil
	}
	for _, site := range sites {
		keys, err := s.keys(site)
		if err != nil {
			return err
		}
		if len(keys) == 0 {
			continue
		}
		i := nameIndex{s, site, keys}
		if err := i.look(words, pairTokens(text)); err != nil {
			return err
		}
		for _, k := range keys {
			clear(k)
		}
	}
	return nil
}

// keys returns the keys of the indexes at a site that the actor's ring opens.
func (s *search) keys(site pana.SiteID) ([]nameKey, error) {
	ring := seal.RingFrom(s.ctx)
	if ring == nil {
		return nil, nil
	}
	circle, ok := circleIndex(ring, site)
	if !ok {
		return nil, nil
	}
	ids, err := indexesFor(s.ctx, s.tx, site, s.actor.Staff)
	if err != nil || len(ids) == 0 {
		return []nameKey{circle}, err
	}
	named, err := openIndexes(s.ctx, s.tx, site, ids)
	return append(named, circle), err
}

// A nameIndex is what one actor can look up at one site.
type nameIndex struct {
	*search
	site pana.SiteID
	keys []nameKey
}

func (i nameIndex) tokens(ts ...[]string) []int64 {
	all := slices.Concat(ts...)
	out := make([]int64, 0, len(all)*len(i.keys))
	for _, k := range i.keys {
		out = append(out, k.tokens(all)...)
	}
	return out
}

// look gathers candidates for the words sought. For several words, those with
// two of them come first; a record may also lack a word that was sought.
func (i nameIndex) look(words []WordTokens, pairs []string) error {
	before := len(i.found)
	if len(words) > 1 {
		if err := i.add(i.tokens(pairs), nil, before+enoughCandidates); err != nil || len(i.found) > before {
			return err
		}
		longest := slices.SortedStableFunc(slices.Values(words), func(a, b WordTokens) int { return length(b) - length(a) })
		a, b := longest[0], longest[1]
		all := func(w WordTokens) []int64 { return i.tokens(w.Exact, w.Prefix, w.Slip) }
		for _, both := range [][2][]int64{
			{i.tokens(a.Exact), all(b)}, {i.tokens(b.Exact), all(a)},
			{i.tokens(a.Prefix, a.Slip), all(b)},
		} {
			if err := i.add(both[0], both[1], before+enoughCandidates); err != nil {
				return err
			}
		}
		if len(i.found) > before {
			return nil
		}
	}
	for _, kind := range []struct {
		of   func(WordTokens) []string
		most int
	}{
		{func(w WordTokens) []string { return w.Exact }, enoughCandidates},
		{func(w WordTokens) []string { return w.Prefix }, enoughCandidates},
		{func(w WordTokens) []string { return w.Slip }, mostCandidates},
	} {
		for _, w := range words {
			if err := i.add(i.tokens(kind.of(w)), nil, before+kind.most); err != nil {
				return err
			}
		}
		if len(i.found)-before >= enoughCandidates {
			return nil
		}
	}
	return nil
}

// length is about how many letters the word has.
func length(w WordTokens) int {
	if len(w.Exact) == 0 {
		return 0
	}
	return len(w.Exact[0])
}

// add gathers the clients who have one of the tokens, and one of with too if
// there are any, until most are found.
func (i nameIndex) add(tokens, with []int64, most int) error {
	room := min(most, seal.MaxOwners) - len(i.found)
	if room <= 0 || len(tokens) == 0 {
		return nil
	}
	clients, err := clientsWithTokens(i.ctx, i.tx, i.query(), tokens, with, room)
	for _, client := range clients {
		if !slices.ContainsFunc(i.found, func(c candidate) bool { return c.Client == client }) {
			i.found = append(i.found, candidate{client, i.site})
		}
	}
	return err
}

// ranked opens the names of the candidates and returns those that are like text.
func (s *search) ranked(text string) ([]Hit, error) {
	var names []string
	var whose []pana.ClientID
	for _, site := range s.sites() {
		var owners []seal.Owner
		for _, c := range s.found {
			if c.Site == site {
				owners = append(owners, owner(c.Client))
			}
		}
		words, err := seal.GetWordsOf(s.ctx, s.tx, site, owners, "clients", FieldNames, pana.Identity)
		if err != nil {
			return nil, err
		}
		for _, o := range owners {
			for _, w := range words[o] {
				var n Names
				n.readLines(w.Text)
				for _, name := range n.all() {
					names, whose = append(names, name), append(whose, pana.ClientID(o))
				}
				s.opened = true
			}
		}
	}
	scores := map[pana.ClientID]float64{}
	var best []pana.ClientID
	for _, r := range RankNames(text, names) {
		if _, seen := scores[whose[r.Index]]; !seen && len(best) < mostHits {
			best = append(best, whose[r.Index])
			scores[whose[r.Index]] = r.Score
		}
	}
	if len(best) == 0 {
		return nil, nil
	}
	rows, err := rowsOf(s.ctx, s.tx, s.query(), best)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	for _, r := range rows {
		hits = append(hits, Hit{Row: r, Score: scores[r.ID]})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.ID, a.ID))
	})
	return hits, nil
}

// sites returns the sites of the candidates.
func (s *search) sites() []pana.SiteID {
	var sites []pana.SiteID
	for _, c := range s.found {
		if !slices.Contains(sites, c.Site) {
			sites = append(sites, c.Site)
		}
	}
	return sites
}
