package health

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func arg(n int) string { return "$" + strconv.Itoa(n) }

const appointmentColumns = `SELECT id, kind, on_day, at_clock, organisation_id, person_id, escort, doctor_sex, interpreter, transport, payer, service,
	state, why_not, minutes, by_staff, version FROM appointments `

// appointmentsOf returns every visit, the earliest first.
func appointmentsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Appointment, error) {
	return db.Select[Appointment](ctx, tx, appointmentColumns+`WHERE client_id = $1 ORDER BY on_day, at_clock, id`, client)
}

func appointmentByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id AppointmentID) (Appointment, bool, error) {
	return db.Find[Appointment](ctx, tx, appointmentColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func insertAppointment(ctx context.Context, tx *db.Tx, id AppointmentID, client pana.ClientID, e pana.EpisodeID, p Plan, doctor pana.PersonID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO appointments (id, client_id, episode_id, kind, on_day, at_clock, organisation_id, person_id, escort, doctor_sex, interpreter,
			transport, payer, service, state, why_not, minutes, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'planned', '', 0, $15, $16, 1)`,
		id, client, e, p.Kind, p.On, p.At, p.Organisation, doctor, p.Escort, p.DoctorSex, p.Interpreting, p.Transport, p.Payer, p.Service,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func updateAppointment(ctx context.Context, tx *db.Tx, id AppointmentID, version int64, p Plan, doctor pana.PersonID) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE appointments SET kind = $1, on_day = $2, at_clock = $3, organisation_id = $4, person_id = $5, escort = $6, doctor_sex = $7,
			interpreter = $8, transport = $9, payer = $10, service = $11, version = version + 1
		WHERE id = $12 AND version = $13 AND state = 'planned'`,
		p.Kind, p.On, p.At, p.Organisation, doctor, p.Escort, p.DoctorSex, p.Interpreting, p.Transport, p.Payer, p.Service, id, version)
}

func settleAppointment(ctx context.Context, tx *db.Tx, id AppointmentID, version int64, o Outcome) (int64, error) {
	return tx.Exec(ctx, `UPDATE appointments SET state = $1, why_not = $2, minutes = $3, version = version + 1 WHERE id = $4 AND version = $5`,
		o.state(), o.WhyNot, o.Minutes, id, version)
}

const medicineColumns = `m.id, m.times, m.as_needed, m.at_night, m.from_day, m.until_day, m.stopped, m.why, m.organisation_id, m.person_id,
	m.night_line, m.supersedes, m.newest, m.by_staff, m.version `

// medicinesOf returns every medicine she took or takes, the latest first.
func medicinesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Medicine, error) {
	return db.Select[Medicine](ctx, tx, `SELECT `+medicineColumns+`FROM medicines m WHERE m.client_id = $1 ORDER BY m.from_day DESC, m.id DESC`, client)
}

func insertMedicine(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, m Medicine) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO medicines (id, client_id, episode_id, times, as_needed, at_night, from_day, until_day, stopped, why, organisation_id, person_id,
			night_line, supersedes, newest, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', $9, $10, $11, $12, TRUE, $13, $14, 1)`,
		m.ID, client, e, m.Times, m.AsNeeded, m.AtNight, m.From, m.Until, m.Organisation, m.Prescriber, m.NightLine, m.Supersedes,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func medicineByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id MedicineID) (Medicine, bool, error) {
	return db.Find[Medicine](ctx, tx, `SELECT `+medicineColumns+` FROM medicines m WHERE m.id = $1 AND m.client_id = $2`, id, client)
}

// endMedicine gives a superseded medicine its last day.
func endMedicine(ctx context.Context, tx *db.Tx, id MedicineID, last pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE medicines SET until_day = $1 WHERE id = $2`, last, id)
	return err
}

func stopMedicine(ctx context.Context, tx *db.Tx, id MedicineID, version int64, today pana.Date, why string) (int64, error) {
	return tx.Exec(ctx, `UPDATE medicines SET stopped = $1, why = $2, version = version + 1 WHERE id = $3 AND version = $4 AND newest AND stopped = ''`,
		today, why, id, version)
}

func dropNightLine(ctx context.Context, tx *db.Tx, id MedicineID) error {
	_, err := tx.Exec(ctx, `UPDATE medicines SET night_line = FALSE WHERE id = $1`, id)
	return err
}

// A dueRow is a medicine of someone who sleeps in the house.
type dueRow struct {
	Medicine
	Client pana.ClientID `db:"client_id"`
	Site   pana.SiteID   `db:"site_id"`
	Code   string        `db:"code"`
}

// dueOf returns the medicines that may be due on one of two days, of those who
// sleep here tonight and to whom cond holds. It begins with the few who sleep here.
func dueOf(ctx context.Context, tx *db.Tx, cond string, args []any, first, last pana.Date) ([]dueRow, error) {
	args = append(args, first, last)
	f, l := arg(len(args)-1), arg(len(args))
	return db.Select[dueRow](ctx, tx, `
		SELECT `+medicineColumns+`, m.client_id, c.site_id, c.code
		FROM stays s CROSS JOIN clients c CROSS JOIN medicines m
		WHERE c.id = s.client_id AND m.client_id = c.id AND s.until = '' AND s.since <= $2 AND (`+cond+`)
			AND m.from_day <= `+l+` AND (m.until_day = '' OR m.until_day >= `+f+`) AND (m.stopped = '' OR m.stopped > `+f+`)
		ORDER BY c.code, m.id`, args...)
}
