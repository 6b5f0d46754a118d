package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// Kinds of letters that the house writes itself.
const (
	Appeal = "appeal"
	Result = "result"
)

func languages() []string {
	var all []string
	for _, l := range locale.Langs() {
		all = append(all, string(l))
	}
	return all
}

// A Letter is what the house says to its supporters, in one language.
type Letter struct {
	ID         string       `db:"id"`
	Collection ID           `db:"collection_id"`
	Kind       string       `db:"kind"`
	Language   string       `db:"language"`
	ReadBy     pana.StaffID `db:"read_by"`
	ReadOn     pana.Date    `db:"read_on"`
	By         pana.StaffID `db:"by_staff"`
	Version    int64        `db:"version"`
	Words      string       `db:"-"`
}

// Ready reports whether it may be printed: one of those who lead has read this text
// and found nobody in it who could be recognised.
func (l Letter) Ready() bool { return l.ReadBy != "" }

// WriteLetter keeps what the house says in a letter, made from a row version; 0 is
// none yet. A changed text is to be read anew before it is printed. It refuses a
// client's code ("collections.code"), and an empty text.
func (c *Collections) WriteLetter(ctx context.Context, id ID, kind, language, text string, version int64) error {
	const op = "collections.WriteLetter"
	return c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		if _, err := c.one(w.ctx, w.tx, op, id); err != nil {
			return err
		}
		text, err := c.text(op, "words", text, mostLetter)
		switch {
		case err != nil:
			return err
		case text == "":
			return pana.Refuse(op, "words", "collections.letter.missing")
		case kind != Appeal && kind != Result:
			return pana.Refuse(op, "kind", "codes.unknown")
		case language == "" || casework.CheckOneOf(op, "language", language, languages()...) != nil:
			return pana.Refuse(op, "language", "codes.unknown")
		}
		was, found, err := letterOf(w.ctx, w.tx, id, kind, language)
		if err != nil {
			return err
		}
		if was.Version != version {
			return db.Stale(op, nil)
		}
		l := Letter{ID: was.ID, Collection: id, Kind: kind, Language: language, Version: version + 1}
		if !found {
			l.ID = w.tx.ID()
		}
		words, err := c.h.SealOwn("collection_letters", l.ID, "words", l.Version, text)
		if err != nil {
			return err
		}
		w.wrote("collection_letters", l.ID, id, kind, language, words)
		done, err := putLetter(w, l, words)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		return err
	})
}

// ReadLetter says that one of those who lead has read a letter, and that nobody in
// care can be recognised in it.
func (c *Collections) ReadLetter(ctx context.Context, id ID, kind, language string, version int64) error {
	const op = "collections.ReadLetter"
	return c.act(ctx, op, policy.ReadLetters, func(w *change) error {
		l, found, err := letterOf(w.ctx, w.tx, id, kind, language)
		switch {
		case err != nil:
			return err
		case !found:
			return conflict(op, "", "collections.letter.none", nil)
		case l.Version != version:
			return db.Stale(op, nil)
		}
		w.wrote("collection_letters", l.ID, "read", w.today)
		done, err := setLetterRead(w, l.ID, version)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		return err
	})
}

// A Sheet is a letter as it is printed.
type Sheet struct {
	Collection
	Letter Letter
	Things []Thing     // what came, with how often it was used
	Uses   []Tally     // by activity
	Thanks []string    // those who agreed to be named, at this moment
	To     []Supporter // those who agreed to be written to, in this language, at this moment; of a result those who gave
}

// A Tally is how often the things of a collection were used for one activity.
type Tally struct {
	Activity string `db:"activity"`
	Times    int    `db:"times"`
}

// PrintLetter returns a letter to be printed. One that nobody of those who lead has
// read is refused ("collections.letter.unread").
func (c *Collections) PrintLetter(ctx context.Context, id ID, kind, language string) (Sheet, error) {
	const op = "collections.PrintLetter"
	var s Sheet
	err := c.view(ctx, policy.SeeCollections, func(tx *db.Tx) error {
		var err error
		if s.Collection, err = c.one(ctx, tx, op, id); err != nil {
			return err
		}
		all, err := c.letters(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, l := range all {
			if l.Kind == kind && l.Language == language {
				s.Letter = l
			}
		}
		switch {
		case s.Letter.ID == "":
			return conflict(op, "", "collections.letter.none", nil)
		case !s.Letter.Ready():
			return conflict(op, "", "collections.letter.unread", nil)
		}
		supporters, err := c.supporters(ctx, tx, `s.forgotten = ''`)
		if err != nil {
			return err
		}
		gave, err := gaveTo(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, x := range supporters {
			if x.MayWrite && x.Language == language && (kind == Appeal || gave[x.ID]) {
				s.To = append(s.To, x)
			}
			if x.MayName && gave[x.ID] {
				s.Thanks = append(s.Thanks, x.Name)
			}
		}
		locale.For(locale.Lang(language), locale.Words{}).Sort(s.Thanks)
		if s.Things, err = c.things(ctx, tx, policy.SeeCollections, `e.collection_id = $1 AND t.came > 0`, id); err != nil {
			return err
		}
		s.Uses, err = tallies(ctx, tx, id)
		return err
	})
	return s, err
}

// A ThankYou is a letter to one supporter about one gift.
type ThankYou struct {
	Entry
	Collection Collection
	Supporter  Supporter
	Things     []Thing // what came by it, or what its collection bought
	Uses       []Tally
}

// ThankYou returns what is said to a supporter about her gift. It refuses when she
// has not agreed to be written to, or took that back ("collections.thanks.not-asked").
func (c *Collections) ThankYou(ctx context.Context, id EntryID) (ThankYou, error) {
	const op = "collections.ThankYou"
	var t ThankYou
	err := c.view(ctx, policy.SeeSupporters, func(tx *db.Tx) error {
		var err error
		if t.Entry, err = c.oneEntry(ctx, tx, op, id); err != nil {
			return err
		}
		if !t.Gift() || !t.Stands() {
			return conflict(op, "", "collections.thanks.none", nil)
		}
		if t.Collection, err = c.one(ctx, tx, op, t.Entry.Collection); err != nil {
			return err
		}
		list, err := c.supporters(ctx, tx, `s.id = $1`, t.Entry.Supporter)
		if err != nil {
			return err
		}
		if len(list) == 0 || !list[0].MayWrite {
			return conflict(op, "", "collections.thanks.not-asked", nil)
		}
		t.Supporter = list[0]
		if t.Kind == GiftOfThings {
			t.Things, err = c.things(ctx, tx, policy.SeeCollections, `t.entry_id = $1 AND t.came > 0`, id)
		} else {
			t.Things, err = c.things(ctx, tx, policy.SeeCollections, `e.collection_id = $1 AND e.kind = 'purchase' AND t.came > 0`, t.Collection.ID)
		}
		if err != nil {
			return err
		}
		t.Uses, err = tallies(ctx, tx, t.Collection.ID)
		return err
	})
	return t, err
}
