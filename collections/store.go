package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

type collectionRow struct {
	Collection
	Sealed []byte `db:"title"`
}

// collections opens those that a condition finds.
func (c *Collections) collections(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Collection, error) {
	rows, err := db.Select[collectionRow](ctx, tx, `SELECT id, number, currency, term, opened, ended, goal, given, spent, title, version
		FROM collections WHERE `+cond+` ORDER BY ended <> '', number DESC`, args...)
	list := make([]Collection, len(rows))
	for i, r := range rows {
		list[i] = r.Collection
		if list[i].Title, err = c.h.OpenOwn("collections", string(r.ID), "title", r.Sealed); err != nil {
			return nil, err
		}
	}
	return list, err
}

func insertCollection(w *change, id ID, n NewCollection, title []byte) error {
	number, err := db.Get[int](w.ctx, w.tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM collections`)
	if err != nil {
		return err
	}
	_, err = w.tx.Exec(w.ctx, `INSERT INTO collections (id, number, currency, term, opened, ended, goal, given, spent, title, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, '', $6, 0, 0, $7, $8, $9, 1)`,
		id, number, n.Currency, n.Term, w.today, n.Goal, title, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

func setCollectionEnded(w *change, id ID, version int64, on pana.Date) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE collections SET ended = $1, version = version + 1 WHERE id = $2 AND version = $3`, on, id, version)
}

// moveTotals returns 0 when more would be spent than was given.
func moveTotals(w *change, id ID, given, spent int64) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE collections SET given = given + $1, spent = spent + $2
		WHERE id = $3 AND given + $1 >= spent + $2 AND spent + $2 >= 0`, given, spent, id)
}

type entryRow struct {
	Entry
	Sealed []byte `db:"what"`
	Name   []byte `db:"name"`
}

// entries opens those that a condition finds, the newest first.
func (c *Collections) entries(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Entry, error) {
	return c.entriesBy(ctx, tx, cond, `e.number DESC`, args...)
}

func (c *Collections) entriesBy(ctx context.Context, tx *db.Tx, cond, order string, args ...any) ([]Entry, error) {
	rows, err := db.Select[entryRow](ctx, tx, `SELECT e.id, e.collection_id, e.number, e.kind, e.amount, l.currency, e.on_day, e.supporter_id, e.reverses,
			COALESCE((SELECT r.id FROM collection_entries r WHERE r.reverses = e.id), '') AS reversed_by, e.thanked, e.by_staff,
			(SELECT COUNT(*) FROM collection_receipts p WHERE p.entry_id = e.id) AS receipts, e.what, s.name
		FROM collection_entries e JOIN collections l ON l.id = e.collection_id LEFT JOIN supporters s ON s.id = e.supporter_id
		WHERE `+cond+` ORDER BY `+order, args...)
	list := make([]Entry, len(rows))
	for i, r := range rows {
		e := r.Entry
		if e.What, err = c.h.OpenOwn("collection_entries", string(e.ID), "what", r.Sealed); err != nil {
			return nil, err
		}
		if e.Supporter != "" {
			if e.From, err = c.h.OpenOwn("supporters", string(e.Supporter), "name", r.Name); err != nil {
				return nil, err
			}
		}
		list[i] = e
	}
	return list, err
}

// nextEntry is the number of the next entry; the index lets no two have one.
func nextEntry(ctx context.Context, tx *db.Tx) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM collection_entries`)
}

func insertEntry(w *change, e Entry, what []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO collection_entries (id, collection_id, number, kind, amount, on_day, supporter_id, reverses, thanked, what, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, $11)`,
		e.ID, e.Collection, e.Number, e.Kind, e.Amount, e.On, e.Supporter, e.Reverses, what, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

func insertLine(w *change, e Entry, l Line) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO collection_lines (entry_id, collection_id, account, amount) VALUES ($1, $2, $3, $4)`, e.ID, e.Collection, l.Account, l.Amount)
	return err
}

func setThanked(w *change, id EntryID) error {
	_, err := w.tx.Exec(w.ctx, `UPDATE collection_entries SET thanked = $1 WHERE id = $2 AND thanked = ''`, w.today, id)
	return err
}

type entryNumber struct {
	ID     EntryID `db:"id"`
	Number int     `db:"number"`
	Kind   string  `db:"kind"`
}

func entryNumbers(ctx context.Context, tx *db.Tx) ([]entryNumber, error) {
	return db.Select[entryNumber](ctx, tx, `SELECT id, number, kind FROM collection_entries`)
}

// monthOf reckons what came and went between two days, from the lines of the book.
func monthOf(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]Month, error) {
	list, err := db.Select[Month](ctx, tx, `SELECT c.currency, COALESCE(-SUM(CASE l.account WHEN 'gifts' THEN l.amount ELSE 0 END), 0) AS given,
			COALESCE(SUM(CASE l.account WHEN 'bought' THEN l.amount ELSE 0 END), 0) AS spent
		FROM collections c LEFT JOIN collection_entries e ON e.collection_id = c.id AND e.on_day >= $1 AND e.on_day <= $2
		LEFT JOIN collection_lines l ON l.entry_id = e.id GROUP BY c.currency ORDER BY c.currency`, from, until)
	if err != nil {
		return nil, err
	}
	type left struct {
		Currency string `db:"currency"`
		Left     int64  `db:"has"`
	}
	has, err := db.Select[left](ctx, tx, `SELECT currency, SUM(given - spent) AS has FROM collections GROUP BY currency`)
	for i := range list {
		for _, h := range has {
			if h.Currency == list[i].Currency {
				list[i].Left = h.Left
			}
		}
	}
	return list, err
}

const receiptColumns = `SELECT id, entry_id, media, size, pages FROM collection_receipts `

func receiptsOf(ctx context.Context, tx *db.Tx, entry EntryID) ([]Receipt, error) {
	return db.Select[Receipt](ctx, tx, receiptColumns+`WHERE entry_id = $1 ORDER BY id`, entry)
}

func receiptByID(ctx context.Context, tx *db.Tx, id ReceiptID) (Receipt, []byte, bool, error) {
	r, ok, err := db.Find[Receipt](ctx, tx, receiptColumns+`WHERE id = $1`, id)
	if err != nil || !ok {
		return r, nil, ok, err
	}
	key, err := db.Get[[]byte](ctx, tx, `SELECT key FROM collection_receipts WHERE id = $1`, id)
	return r, key, true, err
}

func receiptChunk(ctx context.Context, tx *db.Tx, id ReceiptID, n int) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT value FROM receipt_chunks WHERE receipt_id = $1 AND n = $2`, id, n)
}

func insertReceipt(w *change, r Receipt, hash, key []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO collection_receipts (id, entry_id, media, size, pages, hash, key, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.Entry, r.Media, r.Size, r.Pages, hash, key, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

func insertReceiptChunk(w *change, id ReceiptID, n int, value []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO receipt_chunks (receipt_id, n, value) VALUES ($1, $2, $3)`, id, n, value)
	return err
}

type letterRow struct {
	Letter
	Sealed []byte `db:"words"`
}

const letterColumns = `SELECT id, collection_id, kind, language, words, read_by, read_on, by_staff, version FROM collection_letters `

func (c *Collections) letters(ctx context.Context, tx *db.Tx, id ID) ([]Letter, error) {
	rows, err := db.Select[letterRow](ctx, tx, letterColumns+`WHERE collection_id = $1 ORDER BY kind, language`, id)
	list := make([]Letter, len(rows))
	for i, r := range rows {
		list[i] = r.Letter
		if list[i].Words, err = c.h.OpenOwn("collection_letters", r.ID, "words", r.Sealed); err != nil {
			return nil, err
		}
	}
	return list, err
}

func letterOf(ctx context.Context, tx *db.Tx, id ID, kind, language string) (Letter, bool, error) {
	r, ok, err := db.Find[letterRow](ctx, tx, letterColumns+`WHERE collection_id = $1 AND kind = $2 AND language = $3`, id, kind, language)
	return r.Letter, ok, err
}

// putLetter writes a text if the row still has the version before; read it is by
// nobody yet.
func putLetter(w *change, l Letter, words []byte) (int64, error) {
	if l.Version == 1 {
		return w.tx.Exec(w.ctx, `INSERT INTO collection_letters (id, collection_id, kind, language, words, read_by, read_on, by_staff, at, version)
			VALUES ($1, $2, $3, $4, $5, '', '', $6, $7, 1) ON CONFLICT (collection_id, kind, language) DO NOTHING`,
			l.ID, l.Collection, l.Kind, l.Language, words, me(w.ctx), db.Micros(w.tx.Now))
	}
	return w.tx.Exec(w.ctx, `UPDATE collection_letters SET words = $1, read_by = '', read_on = '', by_staff = $2, at = $3, version = version + 1 WHERE id = $4 AND version = $5`,
		words, me(w.ctx), db.Micros(w.tx.Now), l.ID, l.Version-1)
}

func setLetterRead(w *change, id string, version int64) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE collection_letters SET read_by = $1, read_on = $2 WHERE id = $3 AND version = $4`, me(w.ctx), w.today, id, version)
}
