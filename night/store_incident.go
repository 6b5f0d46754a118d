package night

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type incidentRow struct {
	Incident
	Told string `db:"told"`
}

const incidentColumns = `SELECT i.id, i.site_id, i.kind, i.urgency, i.place, i.told, i.on_day, i.at_clock, i.by_staff, i.settled_on, i.settled_by, i.version FROM incidents i `

// incidents returns those in which column has a value and everybody is under cond.
func incidents(ctx context.Context, tx *db.Tx, cond string, args []any, column, value string, limit int) ([]Incident, error) {
	all := append(append([]any{}, args...), value)
	rows, err := db.Select[incidentRow](ctx, tx, incidentColumns+`WHERE i.`+column+` = $`+strconv.Itoa(len(all))+`
		AND NOT EXISTS (SELECT 1 FROM incident_parts p JOIN clients c ON c.id = p.client_id WHERE p.incident_id = i.id AND NOT (`+cond+`))
		ORDER BY i.on_day DESC, i.id DESC LIMIT `+strconv.Itoa(limit), all...)
	list := make([]Incident, len(rows))
	for k, r := range rows {
		list[k] = r.incident()
	}
	return list, err
}

// incidentsWritten returns those written down at a site in a time and with everybody
// under cond. Their ids begin with the millisecond.
func incidentsWritten(ctx context.Context, tx *db.Tx, cond string, args []any, site pana.SiteID, from, until time.Time) ([]Incident, error) {
	all := append(append([]any{}, args...), site, idFrom(from), idFrom(until))
	at := func(n int) string { return "$" + strconv.Itoa(len(args)+n) }
	rows, err := db.Select[incidentRow](ctx, tx, incidentColumns+`WHERE i.site_id = `+at(1)+` AND i.id >= `+at(2)+` AND i.id < `+at(3)+`
		AND NOT EXISTS (SELECT 1 FROM incident_parts p JOIN clients c ON c.id = p.client_id WHERE p.incident_id = i.id AND NOT (`+cond+`))
		ORDER BY i.on_day DESC, i.id DESC LIMIT `+strconv.Itoa(mostIncidents), all...)
	list := make([]Incident, len(rows))
	for k, r := range rows {
		list[k] = r.incident()
	}
	return list, err
}

// idFrom is before every id that is made after a moment.
func idFrom(t time.Time) string {
	ms := fmt.Sprintf("%012x", t.UnixMilli()+1)
	return ms[:8] + "-" + ms[8:]
}

func (r incidentRow) incident() Incident {
	i := r.Incident
	i.Told = strings.Fields(r.Told)
	return i
}

// incidentCodes returns one, whoever is in it.
func incidentCodes(ctx context.Context, tx *db.Tx, id IncidentID) (Incident, bool, error) {
	r, ok, err := db.Find[incidentRow](ctx, tx, incidentColumns+`WHERE i.id = $1`, id)
	return r.incident(), ok, err
}

func insertIncident(ctx context.Context, tx *db.Tx, i Incident, told []string) error {
	_, err := tx.Exec(ctx, `INSERT INTO incidents (id, site_id, kind, urgency, place, told, on_day, at_clock, by_staff, settled_on, settled_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', 1)`, i.ID, i.Site, i.Kind, i.Urgency, i.Place, strings.Join(told, " "), i.On, i.At, pana.ActorFrom(ctx).Staff)
	return err
}

func settleIncident(ctx context.Context, tx *db.Tx, id IncidentID, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE incidents SET settled_on = $1, settled_by = $2, version = version + 1 WHERE id = $3 AND version = $4`, on, pana.ActorFrom(ctx).Staff, id, version)
}

const partColumns = `SELECT p.id, p.incident_id, p.client_id, c.code, p.part, p.by_staff, p.version FROM incident_parts p JOIN clients c ON c.id = p.client_id `

func partsOf(ctx context.Context, tx *db.Tx, id IncidentID) ([]Part, error) {
	return db.Select[Part](ctx, tx, partColumns+`WHERE p.incident_id = $1 ORDER BY c.code`, id)
}

func partsWith(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Part, error) {
	return db.Select[Part](ctx, tx, partColumns+`WHERE p.client_id = $1 ORDER BY p.id DESC`, client)
}

func partOf(ctx context.Context, tx *db.Tx, id IncidentID, client pana.ClientID) (Part, bool, error) {
	return db.Find[Part](ctx, tx, partColumns+`WHERE p.incident_id = $1 AND p.client_id = $2`, id, client)
}

func putPart(ctx context.Context, tx *db.Tx, p Part) error {
	if p.Version > 0 {
		_, err := tx.Exec(ctx, `UPDATE incident_parts SET part = $1, version = version + 1 WHERE id = $2`, p.Part, p.ID)
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO incident_parts (id, incident_id, client_id, part, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, $6, 1)`,
		p.ID, p.Incident, p.Client, p.Part, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}
