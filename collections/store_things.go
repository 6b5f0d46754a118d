package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

type thingRow struct {
	Thing
	Sealed []byte `db:"what"`
}

// things opens those that a condition finds, with the places where the actor may do
// act. One of which nothing lies there is left out, unless she keeps the book.
func (c *Collections) things(ctx context.Context, tx *db.Tx, act policy.Act, cond string, args ...any) ([]Thing, error) {
	rows, err := db.Select[thingRow](ctx, tx, `SELECT t.id, t.entry_id, e.collection_id, t.kind, t.came, t.gone,
			COALESCE((SELECT SUM(u.times) FROM thing_uses u WHERE u.thing_id = t.id), 0) AS uses, t.what, t.version
		FROM things t JOIN collection_entries e ON e.id = t.entry_id WHERE `+cond+` ORDER BY t.kind, t.id DESC`, args...)
	if err != nil {
		return nil, err
	}
	places, err := c.placesOf(ctx, tx, rows)
	if err != nil {
		return nil, err
	}
	all := policy.May(pana.ActorFrom(ctx), policy.SeeCollections)
	var list []Thing
	for _, r := range rows {
		t := r.Thing
		t.Places = at(ctx, act, places[t.ID])
		if len(t.Places) == 0 && !all {
			continue
		}
		if t.What, err = c.h.OpenOwn("things", string(t.ID), "what", r.Sealed); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

type placeRow struct {
	Place
	Sealed []byte `db:"place"`
}

// mostAtOnce is how many ids one statement takes.
const mostAtOnce = 500

// placesOf are the places of things where something lies.
func (c *Collections) placesOf(ctx context.Context, tx *db.Tx, rows []thingRow) (map[ThingID][]Place, error) {
	of := map[ThingID][]Place{}
	for from := 0; from < len(rows); from += mostAtOnce {
		var ids []ThingID
		for _, r := range rows[from:min(from+mostAtOnce, len(rows))] {
			ids = append(ids, r.ID)
		}
		in, args := db.In(nil, ids)
		list, err := c.placesWhere(ctx, tx, `quantity > 0 AND thing_id IN (`+in+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			of[p.Thing] = append(of[p.Thing], p)
		}
	}
	return of, nil
}

// places are all places of a thing, those too where nothing lies any more.
func (c *Collections) places(ctx context.Context, tx *db.Tx, id ThingID) ([]Place, error) {
	return c.placesWhere(ctx, tx, `thing_id = $1`, id)
}

func (c *Collections) placesWhere(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Place, error) {
	rows, err := db.Select[placeRow](ctx, tx, `SELECT id, thing_id, site_id, state, quantity, place FROM thing_places WHERE `+cond+` ORDER BY id`, args...)
	list := make([]Place, len(rows))
	for i, r := range rows {
		list[i] = r.Place
		if list[i].Where, err = c.h.OpenOwn("thing_places", string(r.ID), "place", r.Sealed); err != nil {
			return nil, err
		}
	}
	return list, err
}

func insertThing(w *change, id ThingID, entry EntryID, n NewThing, what []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO things (id, entry_id, kind, came, gone, what, by_staff, at, version) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, 1)`,
		id, entry, n.Kind, n.Quantity, what, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

func insertPlace(w *change, p Place, where []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO thing_places (id, thing_id, site_id, state, quantity, place) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.ID, p.Thing, p.Site, p.State, p.Quantity, where)
	return err
}

// movePlace returns 0 when less lies there than is taken.
func movePlace(w *change, id PlaceID, n int) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE thing_places SET quantity = quantity + $1 WHERE id = $2 AND quantity + $1 >= 0`, n, id)
}

// moveGone changes how many came and how many are no more; it returns 0 when more
// would be gone than came.
func moveGone(w *change, id ThingID, came, gone int) (int64, error) {
	return w.tx.Exec(w.ctx, `UPDATE things SET came = came + $1, gone = gone + $2, version = version + 1
		WHERE id = $3 AND gone + $2 >= 0 AND gone + $2 <= came + $1`, came, gone, id)
}

func insertMove(w *change, id ThingID, m Move) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO thing_moves (id, thing_id, kind, from_place, to_place, quantity, why, on_day, reverses, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m.ID, id, m.Kind, m.From, m.To, m.Quantity, m.Why, m.On, m.Reverses, me(w.ctx), db.Micros(w.tx.Now))
	return err
}

func movesOf(ctx context.Context, tx *db.Tx, id ThingID) ([]Move, error) {
	return db.Select[Move](ctx, tx, `SELECT m.id, m.kind, m.from_place, m.to_place, m.quantity, m.why, m.on_day, m.reverses,
			COALESCE((SELECT b.id FROM thing_moves b WHERE b.reverses = m.id), '') AS reversed_by, m.by_staff
		FROM thing_moves m WHERE m.thing_id = $1 ORDER BY m.id DESC`, id)
}

// thingsOfEntry are the bare rows of what came by an entry.
func thingsOfEntry(ctx context.Context, tx *db.Tx, entry EntryID) ([]Thing, error) {
	return db.Select[Thing](ctx, tx, `SELECT t.id, t.entry_id, '' AS collection_id, t.kind, t.came, t.gone,
			COALESCE((SELECT SUM(u.times) FROM thing_uses u WHERE u.thing_id = t.id), 0) AS uses, t.version
		FROM things t WHERE t.entry_id = $1 AND t.came > 0 ORDER BY t.id`, entry)
}

func insertUse(w *change, thing ThingID, u Use, note []byte) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO thing_uses (id, thing_id, site_id, times, activity, on_day, reverses, note, by_staff, at, occasion)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		u.ID, thing, u.Site, u.Times, u.Activity, u.On, u.Reverses, note, me(w.ctx), db.Micros(w.tx.Now), u.Occasion)
	return err
}

type useRow struct {
	Use
	Sealed []byte `db:"note"`
}

// uses are how a thing was used, the newest first.
func (c *Collections) uses(ctx context.Context, tx *db.Tx, id ThingID) ([]Use, error) {
	rows, err := db.Select[useRow](ctx, tx, `SELECT u.id, u.site_id, u.times, u.activity, u.on_day, u.reverses,
			COALESCE((SELECT b.id FROM thing_uses b WHERE b.reverses = u.id), '') AS reversed_by, u.by_staff, u.note
		FROM thing_uses u WHERE u.thing_id = $1 ORDER BY u.on_day DESC, u.id DESC`, id)
	list := make([]Use, len(rows))
	for i, r := range rows {
		list[i] = r.Use
		if list[i].Note, err = c.h.OpenOwn("thing_uses", string(r.ID), "note", r.Sealed); err != nil {
			return nil, err
		}
	}
	return list, err
}

// tallies are how often the things of a collection were used, by activity.
func tallies(ctx context.Context, tx *db.Tx, id ID) ([]Tally, error) {
	return db.Select[Tally](ctx, tx, `SELECT u.activity, SUM(u.times) AS times FROM thing_uses u JOIN things t ON t.id = u.thing_id
		JOIN collection_entries e ON e.id = t.entry_id WHERE e.collection_id = $1 GROUP BY u.activity HAVING SUM(u.times) > 0 ORDER BY SUM(u.times) DESC, u.activity`, id)
}
