package collections

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

type supporterRow struct {
	Supporter
	SealedName    []byte `db:"name"`
	SealedContact []byte `db:"contact"`
}

const supporterColumns = `SELECT s.id, s.number, s.kind, s.language, s.name, s.contact, s.since, s.forgotten, s.version FROM supporters s `

// supporters opens those that a condition finds, the newest first, with what they
// answered last. Each name is compared with the watch list.
func (c *Collections) supporters(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Supporter, error) {
	rows, err := db.Select[supporterRow](ctx, tx, supporterColumns+`WHERE `+cond+` ORDER BY s.forgotten <> '', s.number DESC`, args...)
	if err != nil {
		return nil, err
	}
	yes, err := newestAnswers(ctx, tx)
	if err != nil {
		return nil, err
	}
	terms, err := termsGiven(ctx, tx)
	if err != nil {
		return nil, err
	}
	list := make([]Supporter, len(rows))
	for i, r := range rows {
		s := r.Supporter
		if s.Name, err = c.h.OpenOwn("supporters", string(s.ID), "name", r.SealedName); err != nil {
			return nil, err
		}
		if s.Contact, err = c.h.OpenOwn("supporters", string(s.ID), "contact", r.SealedContact); err != nil {
			return nil, err
		}
		s.MayWrite, s.MayName, s.Terms = yes[s.ID][Write], yes[s.ID][Named], terms[s.ID]
		if policy.May(pana.ActorFrom(ctx), policy.SeeWatch) && s.Name != "" {
			_, known, err := c.files.WatchFor(ctx, tx, s.Name)
			if err != nil {
				return nil, err
			}
			s.Watched = known > 0
		}
		list[i] = s
	}
	return list, nil
}

// supporterByID is the bare row of one, without her name.
func supporterByID(ctx context.Context, tx *db.Tx, id SupporterID) (Supporter, bool, error) {
	r, ok, err := db.Find[supporterRow](ctx, tx, supporterColumns+`WHERE s.id = $1`, id)
	return r.Supporter, ok, err
}

func insertSupporter(w *change, id SupporterID, n NewSupporter, name, contact []byte) error {
	number, err := db.Get[int](w.ctx, w.tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM supporters`)
	if err != nil {
		return err
	}
	_, err = w.tx.Exec(w.ctx, `INSERT INTO supporters (id, number, kind, language, name, contact, since, forgotten, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', 1)`, id, number, n.Kind, n.Language, name, contact, w.today)
	return err
}

func updateSupporter(w *change, id SupporterID, version int64, n NewSupporter, name, contact []byte) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE supporters SET kind = $1, language = $2, name = $3, contact = $4, version = version + 1 WHERE id = $5 AND version = $6`,
		n.Kind, n.Language, name, contact, id, version)
}

func forgetSupporter(w *change, id SupporterID) error {
	_, err := w.tx.Exec(w.ctx, `UPDATE supporters SET name = $1, contact = $1, forgotten = $2, version = version + 1 WHERE id = $3`, []byte{}, w.today, id)
	return err
}

func forgetCredits(w *change, id SupporterID) error {
	_, err := w.tx.Exec(w.ctx, `UPDATE suggestions SET credit = $1, version = version + 1 WHERE supporter_id = $2`, []byte{}, id)
	return err
}

func answerOf(ctx context.Context, tx *db.Tx, id SupporterID, purpose string) (yes, asked bool, err error) {
	return db.Find[bool](ctx, tx, `SELECT yes FROM supporter_answers WHERE supporter_id = $1 AND purpose = $2 AND newest`, id, purpose)
}

func answersOf(ctx context.Context, tx *db.Tx, id SupporterID) ([]Answer, error) {
	return db.Select[Answer](ctx, tx, `SELECT purpose, yes, on_day, by_staff FROM supporter_answers WHERE supporter_id = $1 ORDER BY id DESC`, id)
}

func insertAnswer(w *change, line string, id SupporterID, purpose string, yes bool) error {
	if _, err := w.tx.Exec(w.ctx, `UPDATE supporter_answers SET newest = FALSE WHERE supporter_id = $1 AND purpose = $2 AND newest`, id, purpose); err != nil {
		return err
	}
	_, err := w.tx.Exec(w.ctx, `INSERT INTO supporter_answers (id, supporter_id, purpose, yes, on_day, newest, by_staff, at) VALUES ($1, $2, $3, $4, $5, TRUE, $6, $7)`,
		line, id, purpose, yes, w.today, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

// newestAnswers are the purposes to which each supporter says yes now.
func newestAnswers(ctx context.Context, tx *db.Tx) (map[SupporterID]map[string]bool, error) {
	type row struct {
		Supporter SupporterID `db:"supporter_id"`
		Purpose   string      `db:"purpose"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT supporter_id, purpose FROM supporter_answers WHERE newest AND yes`)
	yes := map[SupporterID]map[string]bool{}
	for _, r := range rows {
		if yes[r.Supporter] == nil {
			yes[r.Supporter] = map[string]bool{}
		}
		yes[r.Supporter][r.Purpose] = true
	}
	return yes, err
}

func namedSupporters(ctx context.Context, tx *db.Tx) (map[SupporterID]bool, error) {
	all, err := newestAnswers(ctx, tx)
	named := map[SupporterID]bool{}
	for id, yes := range all {
		named[id] = yes[Named]
	}
	return named, err
}

type gave struct {
	Supporter SupporterID `db:"supporter_id"`
	Term      string      `db:"term"`
}

const standingGifts = `FROM collection_entries e JOIN collections c ON c.id = e.collection_id WHERE e.supporter_id <> '' AND e.kind IN ('gift', 'things')
	AND NOT EXISTS (SELECT 1 FROM collection_entries r WHERE r.reverses = e.id)`

// termsGiven are the terms in which each supporter gave, the newest first.
func termsGiven(ctx context.Context, tx *db.Tx) (map[SupporterID][]string, error) {
	rows, err := db.Select[gave](ctx, tx, `SELECT DISTINCT e.supporter_id, c.term `+standingGifts)
	terms := map[SupporterID][]string{}
	for _, r := range rows {
		terms[r.Supporter] = append(terms[r.Supporter], r.Term)
	}
	for _, list := range terms {
		slices.SortFunc(list, laterTerm)
	}
	return terms, err
}

// laterTerm puts the later of two terms first: of a year, autumn.
func laterTerm(a, b string) int {
	seasonA, yearA := Season(a)
	seasonB, yearB := Season(b)
	switch {
	case yearA != yearB:
		return yearB - yearA
	case seasonA == seasonB:
		return 0
	case seasonA == "autumn":
		return -1
	}
	return 1
}

// gaveTo are those whose gifts to a collection stand.
func gaveTo(ctx context.Context, tx *db.Tx, id ID) (map[SupporterID]bool, error) {
	rows, err := db.Select[gave](ctx, tx, `SELECT DISTINCT e.supporter_id, c.term `+standingGifts+` AND e.collection_id = $1`, id)
	all := map[SupporterID]bool{}
	for _, r := range rows {
		all[r.Supporter] = true
	}
	return all, err
}

// called is how each supporter stands in a table that leaves the house.
func (c *Collections) called(ctx context.Context, tx *db.Tx) (map[SupporterID]string, error) {
	all, err := c.supporters(ctx, tx, `TRUE`)
	names := map[SupporterID]string{}
	for _, s := range all {
		names[s.ID] = "No. " + strconv.Itoa(s.Number)
		if s.MayName && s.Name != "" {
			names[s.ID] = s.Name
		}
	}
	return names, err
}

type suggestionRow struct {
	Suggestion
	Sealed       []byte `db:"what"`
	SealedCredit []byte `db:"credit"`
}

// suggestions opens those that a condition finds, what waits first.
func (c *Collections) suggestions(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Suggestion, error) {
	rows, err := db.Select[suggestionRow](ctx, tx, `SELECT id, on_day, supporter_id, collection_id, taken, what, credit, by_staff, version
		FROM suggestions WHERE `+cond+` ORDER BY taken <> '', id DESC`, args...)
	list := make([]Suggestion, len(rows))
	for i, r := range rows {
		s := r.Suggestion
		if s.What, err = c.h.OpenOwn("suggestions", s.ID, "what", r.Sealed); err != nil {
			return nil, err
		}
		if s.Credit, err = c.h.OpenOwn("suggestions", s.ID, "credit", r.SealedCredit); err != nil {
			return nil, err
		}
		list[i] = s
	}
	return list, err
}

func insertSuggestion(w *change, id string, n NewSuggestion, what, credit []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO suggestions (id, on_day, supporter_id, collection_id, taken, what, credit, by_staff, at, version)
		VALUES ($1, $2, $3, '', '', $4, $5, $6, $7, 1)`, id, w.today, n.Supporter, what, credit, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

func takeSuggestion(w *change, id string, col ID, version int64) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE suggestions SET collection_id = $1, taken = $2, version = version + 1 WHERE id = $3 AND version = $4 AND taken = ''`, col, w.today, id, version)
}
