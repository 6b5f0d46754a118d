package legal

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const (
	returnColumns = `SELECT id, episode_id, kind, state, country, region, nationality, nationality_on, paper, paper_id, escort_staff,
		organisation_id, told_on, travel_on, arrive_by, departed_on, arrived_on, arrived_by, aside_on, aside_as, opened, aim, by_staff, version
		FROM returns `
	stillOpen = `state IN ('wish', 'preparing', 'on-the-way')`
)

func openReturn(ctx context.Context, tx *db.Tx, client pana.ClientID) (Return, bool, error) {
	return db.Find[Return](ctx, tx, returnColumns+`WHERE client_id = $1 AND `+stillOpen, client)
}

func returnsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Return, error) {
	return db.Select[Return](ctx, tx, returnColumns+`WHERE client_id = $1 ORDER BY id DESC`, client)
}

func insertReturn(ctx context.Context, tx *db.Tx, client pana.ClientID, r Return) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO returns (id, client_id, episode_id, kind, state, country, region, nationality, nationality_on, paper, paper_id, escort_staff,
			organisation_id, told_on, travel_on, arrive_by, departed_on, arrived_on, arrived_by, aside_on, aside_as, opened, aim, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14, $15, '', '', '', '', '', $16, $17, $18, 1)`,
		r.ID, client, r.Episode, r.Kind, r.State, r.Country, r.Region, r.Nationality, r.Confirmed, r.Paper, r.PaperID, r.Escort,
		r.Organisation, r.Travel, r.ArriveBy, r.Opened, r.Aim, r.By)
	return err
}

// updateReturn writes r over the row with the version that was read.
func updateReturn(ctx context.Context, tx *db.Tx, r Return) error {
	_, err := tx.Exec(ctx, `
		UPDATE returns SET kind = $1, state = $2, country = $3, region = $4, nationality = $5, nationality_on = $6, paper = $7, paper_id = $8, escort_staff = $9,
			organisation_id = $10, told_on = $11, travel_on = $12, arrive_by = $13, departed_on = $14, arrived_on = $15, arrived_by = $16,
			aside_on = $17, aside_as = $18, aim = $19, version = version + 1 WHERE id = $20 AND version = $21`,
		r.Kind, r.State, r.Country, r.Region, r.Nationality, r.Confirmed, r.Paper, r.PaperID, r.Escort, r.Organisation, r.Told, r.Travel, r.ArriveBy,
		r.Departed, r.Arrived, r.ArrivedBy, r.Aside, r.AsideAs, r.Aim, r.ID, r.Version)
	return err
}

// exists reports whether a row of staff or of organisations is there.
func exists(ctx context.Context, tx *db.Tx, table, id string) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM `+table+` WHERE id = $1)`, id)
}

// leftOf returns who signed or answered for a return and does not work here any
// more. Once she is on the way what let her go stays as it was.
func leftOf(ctx context.Context, tx *db.Tx, r Return) ([]pana.StaffID, error) {
	if r.State == OnTheWay {
		return nil, nil
	}
	return db.Select[pana.StaffID](ctx, tx, `SELECT id FROM staff WHERE ended <> '' AND (id IN (SELECT by_staff FROM return_signatures WHERE return_id = $1)
		OR id IN (SELECT answered_by FROM return_exceptions WHERE return_id = $1))`, r.ID)
}

func kindOf(ctx context.Context, tx *db.Tx, organisation pana.OrganisationID) (kind string, known bool, err error) {
	return db.Find[string](ctx, tx, `SELECT kind FROM organisations WHERE id = $1`, organisation)
}

// People with a part.

func partsOf(ctx context.Context, tx *db.Tx, ret string) ([]Part, error) {
	return db.Select[Part](ctx, tx, `SELECT id, person_id, part, since, until FROM return_people WHERE return_id = $1 ORDER BY id`, ret)
}

func insertPart(ctx context.Context, tx *db.Tx, client pana.ClientID, ret string, p Part) error {
	_, err := tx.Exec(ctx, `INSERT INTO return_people (id, return_id, client_id, person_id, part, since, until, by_staff) VALUES ($1, $2, $3, $4, $5, $6, '', $7)`,
		p.ID, ret, client, p.Person, p.Part, p.Since, pana.ActorFrom(ctx).Staff)
	return err
}

func endPart(ctx context.Context, tx *db.Tx, ret, id string, until pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE return_people SET until = $1 WHERE id = $2 AND return_id = $3`, until, id, ret)
}

func insertCall(ctx context.Context, tx *db.Tx, client pana.ClientID, ret string, c Call) error {
	_, err := tx.Exec(ctx, `INSERT INTO return_calls (id, return_id, client_id, person_id, reached, on_day, by_staff) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		c.ID, ret, client, c.Person, c.Reached, c.On, c.By)
	return err
}

func callsOf(ctx context.Context, tx *db.Tx, ret string) ([]Call, error) {
	return db.Select[Call](ctx, tx, `SELECT id, person_id, reached, on_day, by_staff FROM return_calls WHERE return_id = $1 ORDER BY id DESC`, ret)
}

func reachedOf(ctx context.Context, tx *db.Tx, ret string) ([]pana.PersonID, error) {
	return db.Select[pana.PersonID](ctx, tx, `SELECT DISTINCT person_id FROM return_calls WHERE return_id = $1 AND reached ORDER BY person_id`, ret)
}

// What later views ask.

func returnsAhead(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	args = append(args, from, until)
	a, b := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	between := func(kind, day, state, out string) string {
		return `SELECT '` + kind + `' AS kind, c.id AS client_id, c.code, c.site_id, r.` + day + ` AS on_day, '' AS at_clock, r.organisation_id AS place,
			r.escort_staff AS staff_id, ` + out + ` AS out_door, '/return' AS page
			FROM returns r CROSS JOIN clients c WHERE c.id = r.client_id AND r.` + stillOpen + ` AND r.state IN (` + state + `) AND r.` + day + ` >= ` + a + ` AND r.` + day + ` <= ` + b + ` AND ` + cond
	}
	return db.Select[casework.Ahead](ctx, tx, between("travel", "travel_on", "'wish', 'preparing'", "TRUE")+` UNION ALL `+
		between("arrival", "arrive_by", "'on-the-way'", "FALSE")+` ORDER BY 5, 3`, args...)
}

func exceptionsWaiting(ctx context.Context, tx *db.Tx, cond string, args []any) ([]casework.Decision, error) {
	return db.Select[casework.Decision](ctx, tx, `
		SELECT 'exception' AS kind, c.id AS client_id, c.code, x.asked_on AS since, x.asked_by AS by_staff, '/return/exception' AS page
		FROM return_exceptions x JOIN returns r ON r.id = x.return_id JOIN clients c ON c.id = x.client_id
		WHERE x.answer = '' AND r.`+stillOpen+` AND `+cond+` ORDER BY x.asked_on, x.id`, args...)
}

// halfSigned are the open returns under which a worker has signed something.
func halfSigned(ctx context.Context, tx *db.Tx, cond string, args []any) ([]casework.Decision, error) {
	return db.Select[casework.Decision](ctx, tx, `
		SELECT 'signature' AS kind, c.id AS client_id, c.code, MIN(x.on_day) AS since, MIN(x.by_staff) AS by_staff, '/return/sign' AS page
		FROM return_signatures x JOIN returns r ON r.id = x.return_id JOIN clients c ON c.id = x.client_id
		WHERE x.place = 'worker' AND x.withdrawn_at = 0 AND r.`+stillOpen+` AND `+cond+`
		GROUP BY c.id, c.code ORDER BY 4, 3`, args...)
}
