package residence

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

type roomRow struct {
	ID       pana.RoomID `db:"id"`
	Site     pana.SiteID `db:"site_id"`
	Name     string      `db:"name"`
	Sex      string      `db:"sex"`
	Children bool        `db:"children"`
	Closed   pana.Date   `db:"closed"`
	Version  int64       `db:"version"`
}

const roomColumns = `SELECT id, site_id, name, sex, children, closed, version FROM rooms `

func roomsOf(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]roomRow, error) {
	return db.Select[roomRow](ctx, tx, roomColumns+`WHERE site_id = $1 AND closed = '' ORDER BY sort, id`, string(site))
}

func findRoom(ctx context.Context, tx *db.Tx, id pana.RoomID) (roomRow, bool, error) {
	return db.Find[roomRow](ctx, tx, roomColumns+`WHERE id = $1`, string(id))
}

func insertRoom(ctx context.Context, tx *db.Tx, r roomRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO rooms (id, site_id, name, sex, children, closed, sort, version)
		VALUES ($1, $2, $3, $4, $5, '', (SELECT COALESCE(MAX(sort), 0) + 1 FROM rooms WHERE site_id = $2), 1)`,
		string(r.ID), string(r.Site), r.Name, r.Sex, r.Children)
	return err
}

func updateRoom(ctx context.Context, tx *db.Tx, r roomRow) (int64, error) {
	return tx.Exec(ctx, `UPDATE rooms SET sex = $1, children = $2, closed = $3, version = version + 1 WHERE id = $4 AND version = $5`,
		r.Sex, r.Children, string(r.Closed), string(r.ID), r.Version)
}

// A bedRow is a bed that is not closed, with who sleeps in it. Seen says
// whether the actor may know of her.
type bedRow struct {
	ID       pana.BedID    `db:"id"`
	Room     pana.RoomID   `db:"room_id"`
	Name     string        `db:"name"`
	Extra    bool          `db:"extra"`
	Version  int64         `db:"version"`
	Empty    pana.Night    `db:"empty"`
	Stay     pana.StayID   `db:"stay_id"`
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Sex      string        `db:"sex"`
	AgeBand  string        `db:"age_band"`
	Since    pana.Night    `db:"since"`
	Children int           `db:"children"`
	Seen     bool          `db:"seen"`
}

func bedsOf(ctx context.Context, tx *db.Tx, tonight pana.Night, site pana.SiteID) ([]bedRow, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, string(site))
	return db.Select[bedRow](ctx, tx, `
		SELECT b.id, b.room_id, b.name, b.extra, b.version,
			COALESCE((SELECT MAX(u.until) FROM stays u WHERE u.bed_id = b.id AND u.until <> ''), '') AS empty,
			COALESCE(s.id, '') AS stay_id, COALESCE(s.client_id, '') AS client_id, COALESCE(c.code, '') AS code,
			COALESCE(c.sex, '') AS sex, COALESCE(c.age_band, '') AS age_band,
			COALESCE(s.since, '') AS since, COALESCE(s.children, 0) AS children,
			CASE WHEN c.id IS NOT NULL AND (`+cond+`) THEN TRUE ELSE FALSE END AS seen
		FROM beds b LEFT JOIN stays s ON s.bed_id = b.id AND s.until = '' LEFT JOIN clients c ON c.id = s.client_id
		WHERE b.closed = '' AND b.site_id = $`+strconv.Itoa(len(args))+` ORDER BY b.sort, b.id`, args...)
}

type outageRow struct {
	ID      string     `db:"id"`
	Bed     pana.BedID `db:"bed_id"`
	Reason  string     `db:"reason"`
	Since   pana.Night `db:"since"`
	Until   pana.Night `db:"until"`
	Version int64      `db:"version"`
}

const outageColumns = `SELECT o.id, o.bed_id, o.reason, o.since, o.until, o.version FROM out_of_service o `

// outages returns which beds of site are out of service on night.
func outages(ctx context.Context, tx *db.Tx, site pana.SiteID, night pana.Night) ([]outageRow, error) {
	return db.Select[outageRow](ctx, tx, outageColumns+`JOIN beds b ON b.id = o.bed_id
		WHERE b.site_id = $1 AND b.closed = '' AND o.since <= $2 AND (o.until = '' OR o.until > $2) ORDER BY o.id`, string(site), string(night))
}

func insertOutage(ctx context.Context, tx *db.Tx, o outageRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO out_of_service (id, bed_id, reason, since, until, version) VALUES ($1, $2, $3, $4, $5, 1)`,
		o.ID, string(o.Bed), o.Reason, string(o.Since), string(o.Until))
	return err
}

// endOutages gives a bed back from night on.
func endOutages(ctx context.Context, tx *db.Tx, bed pana.BedID, night pana.Night) (int64, error) {
	return tx.Exec(ctx, `UPDATE out_of_service SET until = $1, version = version + 1
		WHERE bed_id = $2 AND since <= $1 AND (until = '' OR until > $1)`, string(night), string(bed))
}

type bedFacts struct {
	ID     pana.BedID  `db:"id"`
	Site   pana.SiteID `db:"site_id"`
	Room   pana.RoomID `db:"room_id"`
	Extra  bool        `db:"extra"`
	Opened pana.Date   `db:"opened"`
	Closed pana.Date   `db:"closed"`
}

func findBed(ctx context.Context, tx *db.Tx, id pana.BedID) (bedFacts, bool, error) {
	return db.Find[bedFacts](ctx, tx, `SELECT id, site_id, room_id, extra, opened, closed FROM beds WHERE id = $1`, string(id))
}

// insertBed puts a bed behind the others of its site; opened is its first night.
func insertBed(ctx context.Context, tx *db.Tx, id pana.BedID, room pana.RoomID, site pana.SiteID, name string, extra bool, opened pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO beds (id, site_id, room_id, name, extra, opened, closed, sort, version)
		VALUES ($1, $2, $3, $4, $5, $6, '', (SELECT COALESCE(MAX(sort), 0) + 1 FROM beds WHERE site_id = $2), 1)`,
		string(id), string(site), string(room), name, extra, string(opened))
	return err
}

func closeBed(ctx context.Context, tx *db.Tx, id pana.BedID, today pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE beds SET closed = $1, version = version + 1 WHERE id = $2 AND closed = ''`, string(today), string(id))
	return err
}

// guestRow is what a bed asks about a client.
type guestRow struct {
	Code    string         `db:"code"`
	Sex     string         `db:"sex"`
	AgeBand string         `db:"age_band"`
	Episode pana.EpisodeID `db:"episode_id"`
	Opened  pana.Date      `db:"opened"`
	Away    pana.Night     `db:"away"` // the first night after her last stay
}

func findGuest(ctx context.Context, tx *db.Tx, client pana.ClientID) (guestRow, error) {
	return db.Get[guestRow](ctx, tx, `
		SELECT c.code, c.sex, c.age_band, COALESCE(e.id, '') AS episode_id, COALESCE(e.opened, '') AS opened,
			COALESCE((SELECT MAX(s.until) FROM stays s WHERE s.client_id = c.id AND s.until <> ''), '') AS away
		FROM clients c LEFT JOIN episodes e ON e.client_id = c.id AND e.closed = '' WHERE c.id = $1`, string(client))
}

const stayColumns = `SELECT s.id, s.client_id, s.episode_id, s.site_id, s.bed_id, s.since, s.until, s.ended_as, s.override,
	s.children, s.admitted_by, s.admitted_at, s.version,
	COALESCE(b.name, '') AS bed_name, COALESCE(b.extra, FALSE) AS extra, COALESCE(r.name, '') AS room_name
	FROM stays s LEFT JOIN beds b ON b.id = s.bed_id LEFT JOIN rooms r ON r.id = b.room_id `

// openStay returns where a client sleeps, and false when she has no bed.
func openStay(ctx context.Context, tx *db.Tx, client pana.ClientID) (Stay, bool, error) {
	return db.Find[Stay](ctx, tx, stayColumns+`WHERE s.client_id = $1 AND s.until = ''`, string(client))
}

// staysOf returns the stays of a client, the newest first.
func staysOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Stay, error) {
	return db.Select[Stay](ctx, tx, stayColumns+`WHERE s.client_id = $1 ORDER BY s.since DESC, s.id DESC`, string(client))
}

// staysIn returns the newest stays in a bed of clients the actor may know of.
func staysIn(ctx context.Context, tx *db.Tx, tonight pana.Night, bed pana.BedID, limit int) ([]Stay, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, string(bed), limit)
	n := len(args)
	return db.Select[Stay](ctx, tx, `
		SELECT s.id, s.client_id, c.code, s.episode_id, s.site_id, s.bed_id, s.since, s.until, s.ended_as, s.override,
			s.children, s.admitted_by, s.admitted_at, s.version, b.name AS bed_name, b.extra, r.name AS room_name
		FROM stays s JOIN beds b ON b.id = s.bed_id JOIN rooms r ON r.id = b.room_id JOIN clients c ON c.id = s.client_id
		WHERE (`+cond+`) AND s.bed_id = $`+strconv.Itoa(n-1)+` ORDER BY s.since DESC, s.id DESC LIMIT $`+strconv.Itoa(n), args...)
}

func insertStay(ctx context.Context, tx *db.Tx, s Stay) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, $8, $9, $10, 1)`,
		string(s.ID), string(s.Client), string(s.Episode), string(s.Site), string(s.Bed), string(s.Since), s.Override, s.Children, string(s.By), s.At)
	return err
}

// endStay ends an open stay, with the bed if it was an extra one.
func endStay(ctx context.Context, tx *db.Tx, s Stay, today pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE stays SET until = $1, ended_as = $2, version = version + 1 WHERE id = $3 AND until = ''`,
		string(s.Until), string(s.Ended), string(s.ID))
	if err == nil && s.Extra {
		err = closeBed(ctx, tx, s.Bed, today)
	}
	return err
}

// apartOf returns the clients who must not share a room with client.
func apartOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.ClientID, error) {
	return db.Select[pana.ClientID](ctx, tx, `
		SELECT other_id FROM apart WHERE client_id = $1 UNION SELECT client_id FROM apart WHERE other_id = $1`, string(client))
}

// An Other is someone with whom a client must not share a room.
type Other struct {
	Client pana.ClientID `db:"id"`
	Code   string        `db:"code"`
}

// seenApart returns those of apartOf whom the actor may know of, by code.
func seenApart(ctx context.Context, tx *db.Tx, tonight pana.Night, client pana.ClientID) ([]Other, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, string(client))
	n := "$" + strconv.Itoa(len(args))
	return db.Select[Other](ctx, tx, `SELECT c.id, c.code FROM clients c WHERE (`+cond+`) AND
		c.id IN (SELECT other_id FROM apart WHERE client_id = `+n+` UNION SELECT client_id FROM apart WHERE other_id = `+n+`)
		ORDER BY c.code`, args...)
}

func insertApart(ctx context.Context, tx *db.Tx, a, b pana.ClientID, by pana.StaffID, today pana.Date) (int64, error) {
	return tx.Exec(ctx, `INSERT INTO apart (client_id, other_id, by_staff, since) VALUES ($1, $2, $3, $4)
		ON CONFLICT (client_id, other_id) DO NOTHING`, string(min(a, b)), string(max(a, b)), string(by), string(today))
}

func deleteApart(ctx context.Context, tx *db.Tx, a, b pana.ClientID) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM apart WHERE client_id = $1 AND other_id = $2`, string(min(a, b)), string(max(a, b)))
}

// slept reports whether anybody at all has the bed now.
func slept(ctx context.Context, tx *db.Tx, bed pana.BedID) (bool, error) {
	_, ok, err := db.Find[string](ctx, tx, `SELECT id FROM stays WHERE bed_id = $1 AND until = ''`, string(bed))
	return ok, err
}
