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
// either of the two has no more than one word, initials not counted. Whoever takes the name of a
// person that stands in no file (a visitor, a volunteer) asks it and tells
// everyone the same, "awaiting confirmation", whatever the answer; people around
// a client are compared as they are written down, see Entry.Meet.
func (c *Casework) Watch(ctx context.Context, tx *db.Tx, name string) (matched bool, err error) {
	key, err := c.watchKey()
	if err != nil {
		return false, err
	}
	defer clear(key)
	found, err := key.like(name, func(tokens [][]byte) ([]pana.PersonID, error) { return watchedBy(ctx, tx, tokens) })
	return len(found) > 0, err
}

// WatchedIn returns the clients in whose files a name stands on the watch list that
// name is like. Who asks tells nobody but those who keep the list, each only of
// files that she may know of.
func (c *Casework) WatchedIn(ctx context.Context, tx *db.Tx, name string) ([]pana.ClientID, error) {
	key, err := c.watchKey()
	if err != nil {
		return nil, err
	}
	defer clear(key)
	found, err := key.like(name, func(tokens [][]byte) ([]pana.PersonID, error) { return watchedBy(ctx, tx, tokens) })
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return filesOfWatched(ctx, tx, found)
}

// like returns those whose names are like name, among the people that find knows
// by their tokens.
func (k nameKey) like(name string, find func(tokens [][]byte) ([]pana.PersonID, error)) ([]pana.PersonID, error) {
	words := QueryTokens(name)
	met := map[pana.PersonID]int{}
	for _, w := range words {
		var either, single [][]byte
		for _, t := range append(slices.Clone(w.Exact), w.Slip...) {
			if t[0] != '^' {
				either = append(either, k.token(t))
				single = append(single, k.token(alone+t))
			}
		}
		for _, ask := range []struct {
			tokens [][]byte
			worth  int
		}{{single, 2}, {either, 1}} {
			found, err := find(ask.tokens)
			if err != nil {
				return nil, err
			}
			for _, p := range found {
				met[p] += ask.worth
			}
		}
	}
	whole := 0
	for _, w := range nameWords(name) {
		if len(w) > 1 { // an initial tells nobody apart
			whole++
		}
	}
	var out []pana.PersonID
	for p, n := range met {
		if n >= max(1, min(whole, 2)) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out, nil
}

// listed are the tokens under which a whole name is found by like.
func (k nameKey) listed(name string) [][]byte {
	single := len(slices.DeleteFunc(nameWords(name), func(w []rune) bool { return len(w) < 2 })) <= 1
	var tokens [][]byte
	for _, t := range NameTokens(name) {
		if t[0] == '^' {
			continue
		}
		tokens = append(tokens, k.token(t))
		if single {
			tokens = append(tokens, k.token(alone+t))
		}
	}
	return tokens
}

// compare is the one function through which every name of a person around a
// client goes, when she is met and when her name or role changes. A possible
// exploiter goes on the watch list and is compared with everyone met before;
// anybody else is compared with the list. What was noted of her before, also
// that a match was cleared, is forgotten.
func (c *Casework) compare(ctx context.Context, tx *db.Tx, client pana.ClientID, person pana.PersonID, role, name string) error {
	if err := forgetName(ctx, tx, person); err != nil {
		return err
	}
	key, err := c.watchKey()
	if err != nil {
		return err
	}
	defer clear(key)
	today := c.h.Today(tx.Now)
	if role == PossibleExploiter {
		if err := insertNameTokens(ctx, tx, "watch_tokens", client, person, key.listed(name)); err != nil {
			return err
		}
		met, err := key.like(name, func(tokens [][]byte) ([]pana.PersonID, error) { return metBy(ctx, tx, tokens) })
		if err != nil {
			return err
		}
		for _, p := range met {
			if err := insertMatch(ctx, tx, p, person, today); err != nil {
				return err
			}
		}
		return nil
	}
	if err := insertNameTokens(ctx, tx, "met_tokens", client, person, key.listed(name)); err != nil {
		return err
	}
	entries, err := key.like(name, func(tokens [][]byte) ([]pana.PersonID, error) { return watchedBy(ctx, tx, tokens) })
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := insertMatch(ctx, tx, person, e, today); err != nil {
			return err
		}
	}
	return nil
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
