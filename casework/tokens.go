package casework

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// The name index keeps, for each client, the HMAC of the tokens of her names,
// cut to eight bytes, so that the database can be asked for a name it cannot
// read. The key comes from the identity circle of the site. A client with a
// conflict of interest stands in another index, whose random key is sealed like
// a client's word and named-only to the people left. Two names may meet in a
// token; names are opened and ranked before anything is shown.

const tokenBytes = 8

// indexOwner is whom the key of a name index belongs to.
func indexOwner(id string) seal.Owner { return seal.Owner("names:" + id) }

// A nameKey makes the tokens of one index.
type nameKey []byte

// token returns the HMAC of a token of a name.
func (k nameKey) token(t string) []byte {
	m := hmac.New(sha256.New, k)
	m.Write([]byte(t))
	return m.Sum(nil)[:tokenBytes]
}

// tokens returns the tokens of several as the index keeps them.
func (k nameKey) tokens(ts []string) []int64 {
	out := make([]int64, len(ts))
	m := hmac.New(sha256.New, k)
	var sum [sha256.Size]byte
	for i, t := range ts {
		m.Reset()
		m.Write([]byte(t))
		out[i] = asToken(m.Sum(sum[:0]))
	}
	return out
}

// asToken is the token at the beginning of an HMAC.
func asToken(sum []byte) int64 { return int64(binary.BigEndian.Uint64(sum)) }

// packTokens writes tokens one after the other, for name_sets.
func packTokens(ts []int64) []byte {
	out := make([]byte, 0, tokenBytes*len(ts))
	for _, t := range ts {
		out = binary.BigEndian.AppendUint64(out, uint64(t))
	}
	return out
}

func unpackTokens(packed []byte) []int64 {
	var ts []int64
	for part := range slices.Chunk(packed, tokenBytes) {
		if len(part) == tokenBytes {
			ts = append(ts, asToken(part))
		}
	}
	return ts
}

// newShortID draws what stands for a client in the name index. The store refuses
// one that is taken; it has room for so many that this does not happen.
func newShortID() int64 {
	var b [8]byte
	rand.Read(b[:])
	return int64(binary.BigEndian.Uint64(b[:]) >> 17) // 47 bits: kept in six bytes
}

// pairTokens are the tokens of any two words of a name together, so that a
// whole name is found at once among thousands with the same first name.
func pairTokens(name string) []string { return pairsOf(Fold(name)) }

// pairsOf are the pairTokens of a name whose words have these skeletons.
func pairsOf(words []string) []string {
	slices.Sort(words)
	words = slices.Compact(words)
	var pairs []string
	for i, a := range words {
		for _, b := range words[i+1:] {
			pairs = append(pairs, "&"+a+" "+b)
		}
	}
	return pairs
}

// allTokens returns the tokens of every name of n, without doubles.
func (n Names) allTokens(m nameMemo) []string {
	var ts []string
	for _, name := range n.all() {
		words := nameWords(name)
		ts = append(append(ts, m.tokens(words)...), pairsOf(m.skeletons(words))...)
	}
	slices.Sort(ts)
	return slices.Compact(ts)
}

// indexNames puts a client into the name index of the people named, or of the
// site's identity circle when named is empty, and out of any other. Whoever
// does not hold the key of that index leaves a mark instead. Safe to repeat.
func indexNames(ctx context.Context, tx *db.Tx, site pana.SiteID, client pana.ClientID, names Names, named []pana.StaffID) error {
	if err := deleteTokens(ctx, tx, client); err != nil {
		return err
	}
	if len(names.all()) == 0 {
		return nil
	}
	key, ok, err := keyOfIndex(ctx, tx, site, named)
	if err != nil {
		return err
	}
	if !ok {
		return awaitIndex(ctx, tx, client)
	}
	defer clear(key)
	return insertTokens(ctx, tx, client, key.tokens(names.allTokens(nil)))
}

// keyOfIndex opens the key of an index, and makes the index of the people named
// if there is none. False means that it stays closed to the ring in ctx.
func keyOfIndex(ctx context.Context, tx *db.Tx, site pana.SiteID, named []pana.StaffID) (nameKey, bool, error) {
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return nil, false, nil
	}
	circle, ok := circleIndex(ring, site)
	if len(named) == 0 || !ok {
		return circle, ok, nil
	}
	id, found, err := indexOf(ctx, tx, site, joinStaff(named))
	if err != nil {
		return nil, false, err
	}
	if found {
		keys, err := openIndexes(ctx, tx, site, []string{id})
		if err != nil || len(keys) == 0 {
			return nil, false, err
		}
		return keys[0], true, nil
	}
	id = tx.ID()
	if err := insertIndex(ctx, tx, id, site, joinStaff(named)); err != nil {
		return nil, false, err
	}
	key := make(nameKey, 32)
	rand.Read(key)
	// Drawn first, so that the key never rests under the common circle.
	if err := ring.NameOnly(ctx, indexOwner(id), site, []pana.Compartment{pana.Identity}, named); err != nil {
		return nil, false, err
	}
	_, err = seal.PutWord(ctx, tx, site, indexOwner(id), seal.Word{Table: "name_indexes", Row: id, Field: "key",
		Compartment: pana.Identity, Text: base64.StdEncoding.EncodeToString(key)})
	return key, err == nil, err
}

// circleIndex returns the key of the index of a site's identity circle.
func circleIndex(ring *seal.Ring, site pana.SiteID) (nameKey, bool) {
	circle, ok := ring.Circle(site, pana.Identity)
	if !ok {
		return nil, false
	}
	key := circle.Derive("casework name index")
	clear(circle[:])
	return key[:], true
}

// openIndexes returns the keys of those named indexes that the ring in ctx opens.
func openIndexes(ctx context.Context, tx *db.Tx, site pana.SiteID, ids []string) ([]nameKey, error) {
	owners := make([]seal.Owner, min(len(ids), seal.MaxOwners))
	for i := range owners {
		owners[i] = indexOwner(ids[i])
	}
	found, err := seal.GetWordsOf(ctx, tx, site, owners, "name_indexes", "key", pana.Identity)
	if err != nil {
		return nil, err
	}
	var keys []nameKey
	for _, o := range owners {
		for _, w := range found[o] {
			key, err := base64.StdEncoding.DecodeString(w.Text)
			if err != nil {
				return nil, &pana.Error{Op: "casework.openIndexes", Kind: pana.Internal, Say: "seal.damaged"}
			}
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// reindex puts a client whose names changed into the index where she belongs.
func (c *Casework) reindex(ctx context.Context, tx *db.Tx, site pana.SiteID, client pana.ClientID, names Names) error {
	named, _, err := namedFor(ctx, tx, client)
	if err != nil {
		return err
	}
	return indexNames(ctx, tx, site, client, names, named)
}

// Owns reports whether an owner of sealed words is a client or a name index of
// this house, for the sweep of orphaned keys.
func Owns(ctx context.Context, tx *db.Tx, o seal.Owner) (bool, error) {
	if id, ok := strings.CutPrefix(string(o), "names:"); ok {
		return indexExists(ctx, tx, id)
	}
	return clientExists(ctx, tx, pana.ClientID(o))
}

func joinStaff(staff []pana.StaffID) string {
	all := make([]string, len(staff))
	for i, s := range staff {
		all[i] = string(s)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func splitStaff(text string) []pana.StaffID {
	var staff []pana.StaffID
	for s := range strings.FieldsSeq(text) {
		staff = append(staff, pana.StaffID(s))
	}
	return staff
}
