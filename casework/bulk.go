package casework

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/trail"
)

// A Case is a client who is brought in whole from elsewhere: who she is and what
// was written about her.
type Case struct {
	Client   NewClient // Site, Request and ChildOf are of no use here
	Facts    *Trafficking
	Others   map[string][]string // codes of lists that the form of facts does not ask, such as ctdc/means
	Notes    []NewNote
	Consents []NewConsent // for purposes of the house itself

	tokens []int64 // of her names, made ahead by Ready
}

// CleanCase returns k as it would be kept. It refuses what Add, AddNote,
// AddConsent and PutFacts refuse, on the same fields, and writes nothing: an
// import looks at every row before it writes the first.
func (c *Casework) CleanCase(ctx context.Context, k Case, today pana.Date) (Case, error) {
	const op = "casework.CleanCase"
	n := &k.Client
	var err error
	if n.Opened == "" && !n.Past {
		n.Opened = today
	}
	if n.Past {
		if n.Closed == "" {
			n.Closed = today // nobody knows; open it is not
			if n.Opened != "" {
				n.Closed = n.Opened
			}
		}
		n.Stage = "closed"
	}
	if n.Stage == "" {
		n.Stage = "arrival"
	}
	if err := codes.Check(op, "stage", "stage", n.Stage); err != nil {
		return k, err
	}
	if n.Opened, err = known(op, "opened", n.Opened, today); err != nil {
		return k, err
	}
	if n.Closed, err = known(op, "closed", n.Closed, today); err != nil {
		return k, err
	}
	if n.Closed != "" && n.Opened > n.Closed {
		return k, pana.Refuse(op, "closed", "date.crossed")
	}
	if n.Names, err = n.Names.clean(op, today); err != nil {
		return k, err
	}
	if n.Coded.BirthYear == 0 && n.Names.Birth != "" {
		n.Coded.BirthYear = n.Names.Birth.Year()
	}
	if err := n.Coded.check(op, today); err != nil {
		return k, err
	}
	if err := codes.CheckAll(op, "tags", "tag", n.Tags); err != nil {
		return k, err
	}
	if k.Facts != nil {
		facts, err := k.Facts.clean(op, today)
		if err != nil {
			return k, err
		}
		for list, given := range k.Others {
			if err := codes.CheckAll(op, FieldOfList(list), list, given); err != nil {
				return k, err
			}
			facts.Codes[list] = slices.Sorted(slices.Values(given))
		}
		k.Facts = &facts
	}
	k.Notes = slices.Clone(k.Notes)
	for i := range k.Notes {
		if k.Notes[i], err = k.Notes[i].clean(op, today); err != nil {
			return k, err
		}
	}
	k.Consents = slices.Clone(k.Consents)
	for i, consent := range k.Consents {
		if !own(consent.Purpose) || consent.Recipient != "" {
			return k, pana.Refuse(op, "purpose", "codes.unknown")
		}
		if k.Consents[i], err = consent.clean(ctx, nil, op, today); err != nil {
			return k, err
		}
	}
	return k, nil
}

// A Bulk writes many clients within one act: their keys a batch at a time, their
// name tokens sorted, their ids in order, so that pages of the store are written
// once and not once for each row.
type Bulk struct {
	c      *Casework
	ctx    context.Context
	tx     *db.Tx
	site   pana.SiteID
	ids    []string // still to be given out, in order
	shorts []int64  // likewise, for the name index
	made   []seal.Owner
	rows   map[string][][]any // of the cases being added, by the table they go into

	key    nameKey
	mac    hash.Hash // this and names of Ready alone
	names  nameMemo
	tokens []tokenRow
	back   func()
}

// tokensAtOnce is how many entries of the name index are sorted together: more
// would not fit bulkCache, the pages kept in memory meanwhile; fewer would touch
// each page more often.
const (
	tokensAtOnce = 300_000
	bulkCache    = 64 << 20
)

// Bulk begins the writing of at most n clients at site within the caller's act,
// which has checked policy and writes the trail. The caller calls Close at the
// end; when tx does not commit, it gives Made to Vault.ForgetAll.
func (c *Casework) Bulk(ctx context.Context, tx *db.Tx, site pana.SiteID, n int) (*Bulk, error) {
	if err := c.live(ctx, tx); err != nil {
		return nil, err
	}
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return nil, &pana.Error{Op: "casework.Bulk", Kind: pana.Forbidden, Say: "seal.nobody"}
	}
	back, err := tx.Roomy(ctx, bulkCache)
	if err != nil {
		return nil, err
	}
	b := &Bulk{c: c, ctx: ctx, tx: tx, site: site, ids: make([]string, n), shorts: make([]int64, n),
		made: make([]seal.Owner, 0, n), rows: map[string][][]any{}, names: nameMemo{}, back: back}
	for i := range b.ids {
		b.ids[i], b.shorts[i] = tx.ID(), newShortID()
	}
	slices.Sort(b.ids)
	slices.Sort(b.shorts)
	if key, ok := circleIndex(ring, site); ok {
		b.key = key
		b.mac = hmac.New(sha256.New, key)
	}
	return b, nil
}

// Made returns the owners for whom keys were made, whatever became of tx.
func (b *Bulk) Made() []seal.Owner { return b.made }

// Add writes cases that CleanCase returned, and Ready made ready or not. The trail lines are the caller's.
func (b *Bulk) Add(cases []Case) ([]Added, error) {
	if len(cases) > len(b.ids) {
		return nil, &pana.Error{Op: "casework.Bulk.Add", Kind: pana.Internal, Say: "error.internal.text"}
	}
	added := make([]Added, len(cases))
	var said []seal.OwnedWord // in the order of clients
	var whose []int           // index of the case each word belongs to
	for i := range cases {
		id := pana.ClientID(b.ids[0])
		b.ids = b.ids[1:]
		added[i].Client = id
		say := func(table, row string, c pana.Compartment, words ...Say) {
			for _, w := range words {
				if w.Text != "" {
					said = append(said, seal.OwnedWord{Owner: owner(id), Word: seal.Word{Table: table, Row: row, Field: w.Field, Compartment: c, Text: w.Text}})
					whose = append(whose, i)
				}
			}
		}
		if err := b.add(&added[i], &cases[i], say); err != nil {
			return nil, err
		}
	}
	if err := b.write(); err != nil {
		return nil, err
	}
	if err := recount(b.ctx, b.tx, clientsOf(added)...); err != nil {
		return nil, err
	}
	if err := b.seal(added, said, whose); err != nil {
		return nil, err
	}
	if len(b.tokens) >= tokensAtOnce {
		return added, b.flush()
	}
	return added, nil
}

func clientsOf(added []Added) []pana.ClientID {
	ids := make([]pana.ClientID, len(added))
	for i, a := range added {
		ids[i] = a.Client
	}
	return ids
}

// put gathers a row for a table; write writes what is gathered.
func (b *Bulk) put(into string, rows ...[]any) { b.rows[into] = append(b.rows[into], rows...) }

func (b *Bulk) write() error {
	for into, rows := range b.rows {
		if err := b.tx.InsertMany(b.ctx, into, rows); err != nil {
			return err
		}
		clear(rows)
		b.rows[into] = rows[:0]
	}
	return nil
}

// add gathers the rows of one case and says its words.
func (b *Bulk) add(a *Added, k *Case, say func(table, row string, c pana.Compartment, words ...Say)) (err error) {
	ctx, tx, n := b.ctx, b.tx, k.Client
	if a.Code, err = b.c.h.NewCode(ctx, tx); err != nil {
		return err
	}
	row := Client{ID: a.Client, Site: b.site, Code: a.Code, Coded: n.Coded, Past: n.Past, Created: db.Micros(tx.Now), Version: 1}
	short := b.shorts[0]
	b.shorts = b.shorts[1:]
	b.put(clientsInto, clientRow(row, short, pana.ActorFrom(ctx).Staff))
	for _, l := range n.Coded.Languages {
		b.put(languagesInto, []any{a.Client, l.Language, l.Speaks, l.Literacy})
	}
	for _, t := range n.Tags {
		b.put("tags (client_id, tag)", []any{a.Client, t})
	}
	a.Episode = pana.EpisodeID(tx.ID())
	b.put(episodesInto, episodeRow(a.Episode, NewEpisode{Client: a.Client, Site: b.site, Opened: n.Opened, Closed: n.Closed, Stage: n.Stage}))
	b.put(stagesInto, stageRow(ctx, tx, a.Episode, a.Client, n.Stage, max(n.Opened, n.Closed)))
	a.Digests = append(a.Digests, row.digest())
	id := string(a.Client)
	say("clients", id, pana.Identity, Say{FieldNames, n.Names.lines()}, Say{FieldContact, n.Names.Contact},
		Say{FieldBirth, string(n.Names.Birth)}, Say{FieldPlace, n.Names.Place})
	b.index(short, k)
	if k.Facts != nil {
		t := *k.Facts
		t.ID, t.Episode, t.By, t.At, t.Version = tx.ID(), a.Episode, pana.ActorFrom(ctx).Staff, tx.Now, 1
		row, codes, places := traffickingRows(a.Client, t)
		b.put(traffickingInto, row)
		b.put(codesInto, codes...)
		b.put(placesInto, places...)
		say("trafficking", t.ID, pana.Safety, t.sayings()...)
		a.Digests = append(a.Digests, t.digest())
	}
	for _, note := range k.Notes {
		id := pana.NoteID(tx.ID())
		b.put(notesInto, noteRow(ctx, tx, id, a.Client, a.Episode, note, ""))
		say("notes", string(id), note.Compartment, Say{FieldText, note.Text}, Say{FieldTold, note.Told})
		a.Digests = append(a.Digests, trail.Digest("notes", string(id), string(a.Client), note.Kind, string(note.Compartment),
			string(note.On), string(note.Source), strconv.FormatBool(note.Interpreted), ""))
	}
	for _, consent := range k.Consents {
		id := pana.ConsentID(tx.ID())
		b.put(consentsInto, newConsentRow(ctx, tx, id, a.Client, a.Episode, consent))
		say("consents", string(id), pana.Identity, consent.sayings()...)
		a.Digests = append(a.Digests, consent.digest(id, a.Client))
	}
	return nil
}

// seal makes the keys that the words need, commits them, and writes the words.
func (b *Bulk) seal(added []Added, said []seal.OwnedWord, whose []int) error {
	if len(said) == 0 {
		return nil
	}
	var needs []seal.Need
	for i, w := range said {
		if i == 0 || whose[i] != whose[i-1] {
			needs = append(needs, seal.Need{Owner: w.Owner})
			b.made = append(b.made, w.Owner)
		}
		last := &needs[len(needs)-1]
		if !slices.Contains(last.Compartments, w.Compartment) {
			last.Compartments = append(last.Compartments, w.Compartment)
		}
	}
	keys, err := seal.RingFrom(b.ctx).NewOwners(b.ctx, b.site, needs)
	if err != nil {
		return err
	}
	defer keys.Close()
	digests, err := keys.Put(b.ctx, b.tx, said)
	for i, d := range digests {
		added[whose[i]].Digests = append(added[whose[i]].Digests, d)
	}
	return err
}

// Ready makes ahead what of k takes time and no transaction, so that one
// goroutine can do so while another adds. Only one may call it at a time.
func (b *Bulk) Ready(k *Case) {
	if b.mac == nil {
		return
	}
	var sum [sha256.Size]byte
	k.tokens = []int64{} // made, even if there are none
	for _, t := range k.Client.Names.allTokens(b.names) {
		b.mac.Reset()
		b.mac.Write([]byte(t))
		k.tokens = append(k.tokens, asToken(b.mac.Sum(sum[:0])))
	}
}

// index adds the tokens of a client's names to those waiting to be written.
// Whoever does not hold the key of the index leaves a mark instead.
func (b *Bulk) index(short int64, k *Case) {
	if len(k.Client.Names.all()) == 0 {
		return
	}
	if b.key == nil {
		b.put(setsInto, []any{short, []byte{}})
		return
	}
	if k.tokens == nil {
		b.Ready(k)
	}
	if len(k.tokens) > 0 {
		b.put(setsInto, []any{short, packTokens(k.tokens)})
	}
	for _, t := range k.tokens {
		b.tokens = append(b.tokens, tokenRow{t, short})
	}
}

// flush writes the waiting tokens in the order of the index.
func (b *Bulk) flush() error {
	err := insertTokenRows(b.ctx, b.tx, sortTokenRows(b.tokens))
	b.tokens = b.tokens[:0]
	return err
}

// Close writes what waits and overwrites the key of the name index. Within a
// transaction that failed it only does the latter.
func (b *Bulk) Close() error {
	err := b.flush()
	b.back()
	clear(b.key)
	clear(b.names)
	b.key, b.mac, b.tokens, b.names = nil, nil, nil, nil
	return err
}
