package casework

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The watch list: names of possible exploiters as HMAC tokens under the watch
// key of the started house, so that a visitor's name can be compared by someone
// who may read neither. What a match means is shown to readers of safety only.

// alone marks the tokens of a name of one word: that word is all there is to go by.
const alone = "1"

// Watch compares a name with the watch list, within one slip and across
// scripts. It matches when two words of the name are on one entry, or when
// either of the two has no more than one word. Every name of a person that is
// entered anywhere (kin, visitor, volunteer, employer) comes through here; the
// caller tells everyone the same, "awaiting confirmation", whatever the answer.
func (c *Casework) Watch(ctx context.Context, tx *db.Tx, name string) (matched bool, err error) {
	return c.watch(ctx, tx, name, "", "")
}

// watch is Watch without the entry of one person, for one's own name is no match,
// and without those that reader must not learn of: whoever stands close to an
// exploiter could otherwise ask for his name and see that somebody here named it.
func (c *Casework) watch(ctx context.Context, tx *db.Tx, name string, but pana.PersonID, reader pana.StaffID) (bool, error) {
	words := QueryTokens(name)
	if len(words) == 0 {
		return false, nil
	}
	key, err := c.watchKey()
	if err != nil {
		return false, err
	}
	defer clear(key)
	met := map[pana.PersonID]int{}
	for _, w := range words {
		var either, single [][]byte
		for _, t := range append(slices.Clone(w.Exact), w.Slip...) {
			if t[0] != '^' {
				either = append(either, key.token(t))
				single = append(single, key.token(alone+t))
			}
		}
		if found, err := watchedBy(ctx, tx, single, but, reader); err != nil || len(found) > 0 {
			return len(found) > 0, err
		}
		found, err := watchedBy(ctx, tx, either, but, reader)
		if err != nil {
			return false, err
		}
		for _, p := range found {
			met[p]++
			if met[p] == min(len(words), 2) {
				return true, nil
			}
		}
	}
	return false, nil
}

// putWatch puts a possible exploiter on the watch list, in the place of what
// stood there for the same person.
func (c *Casework) putWatch(ctx context.Context, tx *db.Tx, client pana.ClientID, person pana.PersonID, name string) error {
	if err := deleteWatch(ctx, tx, person); err != nil {
		return err
	}
	key, err := c.watchKey()
	if err != nil {
		return err
	}
	defer clear(key)
	single := len(Fold(name)) == 1
	var tokens [][]byte
	for _, t := range NameTokens(name) {
		if t[0] == '^' {
			continue
		}
		tokens = append(tokens, key.token(t))
		if single {
			tokens = append(tokens, key.token(alone+t))
		}
	}
	return insertWatch(ctx, tx, client, person, tokens)
}

// watchKey is the key of the watch list. Clear it after use.
func (c *Casework) watchKey() (nameKey, error) {
	own, err := c.h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer own.Clear()
	m := hmac.New(sha256.New, own.Watch[:])
	m.Write([]byte("watch list of names"))
	return m.Sum(nil), nil
}
