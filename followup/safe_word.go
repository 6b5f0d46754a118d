package followup

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"unicode"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// A safe word is found by its HMAC under the watch key of the started house, so
// that whoever is on duty can find a call by it and nobody can read it back from
// the store. It is compared as it sounds: the same word in Cyrillic, Kazakh or
// Latin letters, with or without accents, is the same word.

// Kinds of words.
const (
	SafeWord   = "safe"
	DangerWord = "danger"
	ByCode     = "code" // found by the client's code, no word was said
	WrongWord  = "wrong"
)

// foldWord is a word as it sounds; empty when nothing of it has a sound.
func foldWord(word string) string {
	folded := strings.Join(casework.Fold(word), " ")
	if folded == "" { // digits, or letters that no table knows
		folded = strings.Join(strings.FieldsFunc(strings.ToLower(word), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	return folded
}

// token is a word as the store knows it; empty for no word.
func (f *FollowUp) token(word string) ([]byte, error) {
	folded := foldWord(word)
	if folded == "" {
		return nil, nil
	}
	own, err := f.h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer own.Clear()
	key := hmac.New(sha256.New, own.Watch[:])
	key.Write([]byte("safe words of calls"))
	m := hmac.New(sha256.New, key.Sum(nil))
	m.Write([]byte(folded))
	return m.Sum(nil)[:16], nil
}

// putTokens makes the words of an agreement the ones by which she is found: her
// earlier words no longer are.
func (f *FollowUp) putTokens(ctx context.Context, tx *db.Tx, a Agreement, w CallWords) error {
	if err := deleteTokens(ctx, tx, a.Client); err != nil {
		return err
	}
	for _, word := range []struct{ text, kind string }{{w.Safe, SafeWord}, {w.Danger, DangerWord}} {
		t, err := f.token(word.text)
		if err != nil {
			return err
		}
		if t == nil {
			continue
		}
		if err := insertToken(ctx, tx, t, a, word.kind); err != nil {
			return err
		}
	}
	return nil
}

// kindOf says what a word is to a client: SafeWord, DangerWord or WrongWord;
// empty when nothing was said or she has none.
func (f *FollowUp) kindOf(ctx context.Context, tx *db.Tx, client pana.ClientID, word string) (string, error) {
	t, err := f.token(word)
	if err != nil || t == nil {
		return "", err
	}
	kinds, err := tokensOf(ctx, tx, client, t)
	if err != nil || len(kinds) == 0 {
		return WrongWord, err
	}
	return kinds[0], nil
}
