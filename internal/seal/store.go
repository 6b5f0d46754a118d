package seal

import (
	"context"
	"embed"
	"io/fs"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

//go:embed keystore/*.sql
var keystoreFiles embed.FS

//go:embed schema/*.sql
var schemaFiles embed.FS

// keystore is the schema of the key store.
func keystore() fs.FS { return sub(keystoreFiles, "keystore") }

// Schema returns the tables this package owns in the data: sealed words.
func Schema() fs.FS { return sub(schemaFiles, "schema") }

func sub(f fs.FS, dir string) fs.FS {
	s, _ := fs.Sub(f, dir) // a literal name cannot fail
	return s
}

func empty(ctx context.Context, tx *db.Tx) error {
	for _, l := range layouts {
		if _, err := tx.Exec(ctx, "DELETE FROM "+l.table); err != nil {
			return err
		}
	}
	return nil
}

func houseRow(ctx context.Context, tx *db.Tx) (*houseFile, error) {
	body, found, err := db.Find[string](ctx, tx, `SELECT body FROM house WHERE id = 1`)
	if err != nil || !found {
		return nil, err
	}
	return readHouse([]byte(body))
}

func putHouseRow(ctx context.Context, tx *db.Tx, h *houseFile) error {
	_, err := tx.Exec(ctx, `INSERT INTO house (id, body) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET body = excluded.body`, string(h.bytes()))
	return err
}

func secret(ctx context.Context, tx *db.Tx, name string) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT value FROM secrets WHERE name = $1`, name)
}

func putSecret(ctx context.Context, tx *db.Tx, name string, value []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func tide(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT n FROM tide WHERE id = 1`)
}

func raiseTide(ctx context.Context, tx *db.Tx) (int64, error) {
	if _, err := tx.Exec(ctx, `UPDATE tide SET n = n + 1 WHERE id = 1`); err != nil {
		return 0, err
	}
	return tide(ctx, tx)
}

type personRow struct {
	Staff  string `db:"staff"`
	Public []byte `db:"public"`
	Slot   []byte `db:"slot"`
}

func person(ctx context.Context, tx *db.Tx, staff pana.StaffID) (personRow, bool, error) {
	return db.Find[personRow](ctx, tx, `SELECT staff, public, slot FROM people WHERE staff = $1`, staff)
}

func putPerson(ctx context.Context, tx *db.Tx, p personRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO people (staff, public, slot) VALUES ($1, $2, $3)
		ON CONFLICT (staff) DO UPDATE SET public = excluded.public, slot = excluded.slot`, p.Staff, p.Public, p.Slot)
	return err
}

// publicOf returns the public keys of staff; someone without one is refused.
func publicOf(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]byte, error) {
	p, found, err := person(ctx, tx, staff)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &pana.Error{Op: "seal.publicOf", Kind: pana.Invalid, Field: "staff", Say: "seal.person.absent"}
	}
	return p.Public, nil
}

type supervisionRow struct {
	Site    string `db:"site"`
	Turn    int64  `db:"turn"`
	Public  []byte `db:"public"`
	First   string `db:"first"`
	HalfOne []byte `db:"half_one"`
	Second  string `db:"second"`
	HalfTwo []byte `db:"half_two"`
}

// supervisionOf returns the supervision of a site; the recovery key, when two
// people keep it, stands there under the empty site.
func supervisionOf(ctx context.Context, tx *db.Tx, site pana.SiteID) (supervisionRow, bool, error) {
	return db.Find[supervisionRow](ctx, tx, `SELECT site, turn, public, first, half_one, second, half_two FROM supervision WHERE site = $1`, site)
}

func supervisionsBy(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]supervisionRow, error) {
	return db.Select[supervisionRow](ctx, tx, `SELECT site, turn, public, first, half_one, second, half_two FROM supervision
		WHERE first = $1 OR second = $1 ORDER BY site`, staff)
}

func putSupervision(ctx context.Context, tx *db.Tx, s supervisionRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO supervision (site, turn, public, first, half_one, second, half_two) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (site) DO UPDATE SET turn = excluded.turn, public = excluded.public, first = excluded.first,
		half_one = excluded.half_one, second = excluded.second, half_two = excluded.half_two`,
		s.Site, s.Turn, s.Public, s.First, s.HalfOne, s.Second, s.HalfTwo)
	return err
}

// A Circle is the people who may read one compartment at one site. With an
// owner it is the narrower circle of those named for that owner alone.
type Circle struct {
	Site        pana.SiteID
	Compartment pana.Compartment
	Owner       Owner
}

func (c Circle) args() []any { return []any{c.Site, c.Compartment, c.Owner} }

func deleteSupervision(ctx context.Context, tx *db.Tx, site pana.SiteID) error {
	_, err := tx.Exec(ctx, `DELETE FROM supervision WHERE site = $1`, site)
	return err
}

type epochRow struct {
	Epoch  int64  `db:"epoch"`
	Public []byte `db:"public"`
	Stale  bool   `db:"stale"`
}

// epochs returns the epochs of c still in use, the newest first.
func epochs(ctx context.Context, tx *db.Tx, c Circle) ([]epochRow, error) {
	return db.Select[epochRow](ctx, tx, `SELECT epoch, public, stale FROM circles
		WHERE site = $1 AND compartment = $2 AND owner = $3 ORDER BY epoch DESC`, c.args()...)
}

func putEpoch(ctx context.Context, tx *db.Tx, c Circle, epoch int64, public []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO circles (site, compartment, owner, epoch, public, stale) VALUES ($1, $2, $3, $4, $5, FALSE)`,
		append(c.args(), epoch, public)...)
	return err
}

// dropEpochs removes the epochs of c before one, and what was wrapped of them.
func dropEpochs(ctx context.Context, tx *db.Tx, c Circle, before int64) error {
	for _, t := range []string{"wraps", "circles"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+t+` WHERE site = $1 AND compartment = $2 AND owner = $3 AND epoch < $4`,
			append(c.args(), before)...); err != nil {
			return err
		}
	}
	return nil
}

type wrapRow struct {
	Site        string `db:"site"`
	Compartment string `db:"compartment"`
	Owner       string `db:"owner"`
	Epoch       int64  `db:"epoch"`
	Holder      string `db:"holder"`
	Value       []byte `db:"value"`
}

func (w wrapRow) circle() Circle {
	return Circle{pana.SiteID(w.Site), pana.Compartment(w.Compartment), Owner(w.Owner)}
}

const wrapColumns = `SELECT site, compartment, owner, epoch, holder, value FROM wraps `

// wrapsOf returns what is wrapped to holder: of owner's narrow circles, or of
// the common ones when owner is empty.
func wrapsOf(ctx context.Context, tx *db.Tx, holder string, owner Owner) ([]wrapRow, error) {
	return db.Select[wrapRow](ctx, tx, wrapColumns+`WHERE holder = $1 AND owner = $2 ORDER BY site, compartment, epoch`, holder, owner)
}

func allWrapsOf(ctx context.Context, tx *db.Tx, holder string) ([]wrapRow, error) {
	return db.Select[wrapRow](ctx, tx, wrapColumns+`WHERE holder = $1 ORDER BY owner, site, compartment, epoch`, holder)
}

func putWrap(ctx context.Context, tx *db.Tx, w wrapRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO wraps (site, compartment, owner, epoch, holder, value) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (site, compartment, owner, epoch, holder) DO UPDATE SET value = excluded.value`,
		w.Site, w.Compartment, w.Owner, w.Epoch, w.Holder, w.Value)
	return err
}

// holders returns the staff who hold the newest epoch of c.
func holders(ctx context.Context, tx *db.Tx, c Circle) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT holder FROM wraps WHERE site = $1 AND compartment = $2 AND owner = $3
		AND epoch = (SELECT MAX(epoch) FROM circles WHERE site = $1 AND compartment = $2 AND owner = $3)
		AND holder NOT LIKE '.%' ORDER BY holder`, c.args()...)
}

type keyRow struct {
	Owner       string `db:"owner"`
	Site        string `db:"site"`
	Compartment string `db:"compartment"`
	Number      int64  `db:"number"`
	Named       bool   `db:"named"`
	Epoch       int64  `db:"epoch"`
	Outside     bool   `db:"outside"`
	Value       []byte `db:"value"`
}

// circle returns the circle whose key k rests under.
func (k keyRow) circle() Circle {
	c := Circle{Site: pana.SiteID(k.Site), Compartment: pana.Compartment(k.Compartment)}
	if k.Named {
		c.Owner = Owner(k.Owner)
	}
	return c
}

const keyColumns = `SELECT owner, site, compartment, number, named, epoch, outside, value FROM keys `

// keysOf returns the data keys of owners in compartments at site. It reads by
// hand because a list of 200 people asks for as many rows.
func keysOf(ctx context.Context, tx *db.Tx, site pana.SiteID, owners []Owner, compartments []pana.Compartment) (list []keyRow, err error) {
	of, args := db.In([]any{site}, owners)
	in, args := db.In(args, compartments)
	rows, err := tx.Rows(ctx, keyColumns+`WHERE site = $1 AND owner IN (`+of+`) AND compartment IN (`+in+`) ORDER BY owner, compartment, number`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var k keyRow
		if err := rows.Scan(&k.Owner, &k.Site, &k.Compartment, &k.Number, &k.Named, &k.Epoch, &k.Outside, &k.Value); err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, rows.Err()
}

// namedOf returns which narrow circles owners have at site. COALESCE keeps SQLite
// from reading all of the site's circles to find theirs.
func namedOf(ctx context.Context, tx *db.Tx, site pana.SiteID, owners []Owner) (map[Circle]bool, error) {
	of, args := db.In([]any{site}, owners)
	rows, err := tx.Rows(ctx, `SELECT DISTINCT owner, compartment FROM circles WHERE COALESCE(site, '') = $1 AND owner IN (`+of+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	named := make(map[Circle]bool)
	for rows.Next() {
		c := Circle{Site: site}
		if err := rows.Scan(&c.Owner, &c.Compartment); err != nil {
			return nil, err
		}
		named[c] = true
	}
	return named, rows.Err()
}

func putKey(ctx context.Context, tx *db.Tx, k keyRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO keys (owner, site, compartment, number, named, epoch, outside, value, made)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		k.Owner, k.Site, k.Compartment, k.Number, k.Named, k.Epoch, k.Outside, k.Value, db.Micros(tx.Now))
	return err
}

// rewrapKey puts a new wrap in place of the one that was read; if another has
// changed it meanwhile, theirs stays.
func rewrapKey(ctx context.Context, tx *db.Tx, old, k keyRow) error {
	_, err := tx.Exec(ctx, `UPDATE keys SET named = $1, epoch = $2, outside = $3, value = $4
		WHERE owner = $5 AND site = $6 AND compartment = $7 AND number = $8 AND named = $9 AND epoch = $10 AND outside = $11`,
		k.Named, k.Epoch, k.Outside, k.Value, k.Owner, k.Site, k.Compartment, k.Number, old.Named, old.Epoch, old.Outside)
	return err
}

func deletePerson(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `DELETE FROM people WHERE staff = $1`, staff)
	return err
}

func deleteWraps(ctx context.Context, tx *db.Tx, holder string) error {
	_, err := tx.Exec(ctx, `DELETE FROM wraps WHERE holder = $1`, holder)
	return err
}

func deleteHolder(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	if err := deleteWraps(ctx, tx, string(staff)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM waiting WHERE staff = $1`, staff)
	return err
}

// knownBy are the circles something of which is wrapped to $1.
const knownBy = `EXISTS (SELECT 1 FROM wraps w WHERE w.site = circles.site AND w.compartment = circles.compartment
	AND w.owner = circles.owner AND w.epoch = circles.epoch AND w.holder = $1)`

func staleCirclesOf(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `UPDATE circles SET stale = TRUE WHERE `+knownBy, staff)
	return err
}

func staleSite(ctx context.Context, tx *db.Tx, site pana.SiteID) error {
	_, err := tx.Exec(ctx, `UPDATE circles SET stale = TRUE WHERE site = $1`, site)
	return err
}

// leave removes what a circle and its narrow ones wrapped to staff, and marks those stale.
func leave(ctx context.Context, tx *db.Tx, site pana.SiteID, compartment pana.Compartment, staff pana.StaffID) error {
	if _, err := tx.Exec(ctx, `UPDATE circles SET stale = TRUE WHERE `+knownBy+` AND site = $2 AND compartment = $3`,
		staff, site, compartment); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM wraps WHERE holder = $1 AND site = $2 AND compartment = $3`, staff, site, compartment)
	return err
}

// putWaiting notes an admission asked for, unless it has happened already.
func putWaiting(ctx context.Context, tx *db.Tx, a Admission) error {
	_, err := tx.Exec(ctx, `INSERT INTO waiting (site, compartment, staff)
		SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM wraps
			WHERE site = $1 AND compartment = $2 AND owner = '' AND holder = $3)
		ON CONFLICT (site, compartment, staff) DO NOTHING`, a.Site, a.Compartment, a.Staff)
	return err
}

func deleteWaiting(ctx context.Context, tx *db.Tx, a Admission) error {
	_, err := tx.Exec(ctx, `DELETE FROM waiting WHERE site = $1 AND compartment = $2 AND staff = $3`, a.Site, a.Compartment, a.Staff)
	return err
}

func waiting(ctx context.Context, tx *db.Tx) ([]Admission, error) {
	return db.Select[Admission](ctx, tx, `SELECT site, compartment, staff FROM waiting ORDER BY site, compartment, staff`)
}

func wrapOf(ctx context.Context, tx *db.Tx, c Circle, epoch int64, holder string) (wrapRow, bool, error) {
	return db.Find[wrapRow](ctx, tx, wrapColumns+`WHERE site = $1 AND compartment = $2 AND owner = $3 AND epoch = $4 AND holder = $5`,
		append(c.args(), epoch, holder)...)
}

func newestWrapOf(ctx context.Context, tx *db.Tx, c Circle, holder string) (wrapRow, bool, error) {
	return db.Find[wrapRow](ctx, tx, wrapColumns+`WHERE site = $1 AND compartment = $2 AND owner = $3 AND holder = $4
		ORDER BY epoch DESC LIMIT 1`, append(c.args(), holder)...)
}

// pending are circles with a stale epoch, with several epochs, and narrow ones
// outside of which data keys of their owner still rest.
func pending(ctx context.Context, tx *db.Tx) ([]Circle, error) {
	return db.Select[Circle](ctx, tx, `SELECT site, compartment, owner FROM circles
			GROUP BY site, compartment, owner HAVING COUNT(*) > 1 OR MAX(CASE WHEN stale THEN 1 ELSE 0 END) = 1
		UNION SELECT c.site, c.compartment, c.owner FROM circles c
			JOIN keys k ON k.owner = c.owner AND k.site = c.site AND k.compartment = c.compartment
			WHERE c.owner > '' AND k.named = FALSE
		ORDER BY site, compartment, owner`)
}

// keysBehind returns data keys of c under epochs before newest, after one key in
// their order.
func keysBehind(ctx context.Context, tx *db.Tx, c Circle, newest int64, owner string, number int64, limit int) ([]keyRow, error) {
	if c.Owner != "" {
		return db.Select[keyRow](ctx, tx, keyColumns+`WHERE site = $1 AND compartment = $2 AND owner = $3 AND named = TRUE
			AND epoch < $4 AND number > $5 ORDER BY number LIMIT $6`, append(c.args(), newest, number, limit)...)
	}
	return db.Select[keyRow](ctx, tx, keyColumns+`WHERE site = $1 AND compartment = $2 AND owner >= $3 AND (owner > $3 OR number > $4)
		AND named = FALSE AND epoch < $5 ORDER BY owner, number LIMIT $6`, c.Site, c.Compartment, owner, number, newest, limit)
}

func forget(ctx context.Context, tx *db.Tx, owner Owner) error {
	for _, t := range []string{"keys", "wraps", "circles", "loans"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+t+` WHERE owner = $1`, owner); err != nil {
			return err
		}
	}
	return nil
}

// ownersAfter returns owners none of whose keys is younger than made.
func ownersAfter(ctx context.Context, tx *db.Tx, last Owner, made time.Time) ([]Owner, error) {
	return db.Select[Owner](ctx, tx, `SELECT owner FROM keys WHERE owner > $1 GROUP BY owner HAVING MAX(made) < $2
		ORDER BY owner LIMIT 500`, last, db.Micros(made))
}

func deleteSecret(ctx context.Context, tx *db.Tx, name string) error {
	_, err := tx.Exec(ctx, `DELETE FROM secrets WHERE name = $1`, name)
	return err
}
