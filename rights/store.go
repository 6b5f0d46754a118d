package rights

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

const disclosureColumns = `d.id, d.client_id, d.way, d.basis, d.recipient, d.organisation_id, d.parts, d.fields, d.told, d.told_on, d.why_not,
	d.on_day, d.by_staff, d.approved_by, d.version, d.consent_by`

func insertDisclosure(ctx context.Context, tx *db.Tx, id string, s policy.Subject, today pana.Date, consentBy string, n NewDisclosure) error {
	_, err := tx.Exec(ctx, `INSERT INTO disclosures (id, client_id, site_id, way, basis, recipient, organisation_id, object_id, parts, fields,
		told, told_on, why_not, on_day, by_staff, approved_by, at, version, consent_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $18)`,
		id, s.Client, s.Site, n.Way, n.Basis, n.Recipient, n.Organisation, n.Object, n.parts(), strings.Join(n.Fields, " "),
		n.Told, n.ToldOn, n.WhyNot, today, pana.ActorFrom(ctx).Staff, n.Approved, db.Micros(tx.Now), consentBy)
	return err
}

// purposeOf is what a consent is for that lets something go to a recipient.
var purposeOf = map[string]pana.Purpose{"doctor": pana.MedicalUse, "lawyer": pana.LawyerUse, "police": pana.PoliceUse, "embassy": pana.EmbassyUse}

// consentBy is who gave the newest consent that stands for what leaves: for its
// purpose, and for this organisation or its kind where one is named.
func consentBy(ctx context.Context, tx *db.Tx, client pana.ClientID, n NewDisclosure, today pana.Date) (string, error) {
	by, _, err := db.Find[string](ctx, tx, `SELECT CASE WHEN given_by = '' THEN 'unknown' ELSE given_by END FROM consents
		WHERE client_id = $1 AND purpose = $2 AND NOT refused AND withdrawn_at = 0 AND (until = '' OR until >= $3)
		AND ($4 = '' OR recipient = $4 OR recipient = (SELECT o.kind FROM organisations o WHERE o.id = $4)) ORDER BY id DESC LIMIT 1`,
		client, cmp.Or(purposeOf[n.Recipient], pana.ShareWith), string(today), string(n.Organisation))
	return by, err
}

func disclosuresOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Disclosure, error) {
	return db.Select[Disclosure](ctx, tx, `SELECT `+disclosureColumns+` FROM disclosures d WHERE d.client_id = $1 ORDER BY d.id DESC`, client)
}

func disclosureByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Disclosure, bool, error) {
	return db.Find[Disclosure](ctx, tx, `SELECT `+disclosureColumns+` FROM disclosures d WHERE d.client_id = $1 AND d.id = $2`, client, id)
}

func allDisclosures(ctx context.Context, tx *db.Tx, actor pana.Actor, tonight pana.Night) ([]Disclosure, error) {
	cond, args := policy.Where(actor, policy.SeeDisclosures, tonight)
	return db.Select[Disclosure](ctx, tx, `SELECT `+disclosureColumns+`, c.code FROM disclosures d JOIN clients c ON c.id = d.client_id
		WHERE `+cond+` ORDER BY d.told = '`+NotYet+`' DESC, d.id DESC LIMIT `+strconv.Itoa(MostListed), args...)
}

// handed reports whether the register knows already that something left: a slip
// once a day, everything else once.
func handed(ctx context.Context, tx *db.Tx, client pana.ClientID, n NewDisclosure, today pana.Date) (bool, error) {
	found, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM disclosures WHERE client_id = $1 AND object_id = $2 AND way = $3 AND (on_day = $4 OR way <> 'slip')`,
		client, n.Object, n.Way, today)
	return found > 0, err
}

func updateTold(ctx context.Context, tx *db.Tx, id string, n NewDisclosure) error {
	_, err := tx.Exec(ctx, `UPDATE disclosures SET told = $1, told_on = $2, why_not = $3, version = version + 1 WHERE id = $4`, n.Told, n.ToldOn, n.WhyNot, id)
	return err
}
