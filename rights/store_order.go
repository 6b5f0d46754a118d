package rights

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const orderColumns = `SELECT id, recipient, document_id, ordered_on, due, fields, told, told_on, why_not, exported_on, exported_by, approved_by, by_staff, version FROM orders `

func insertOrder(e *casework.Entry, id string, document pana.DocumentID, n NewOrder) error {
	told := pana.Date("")
	if n.Told == Told {
		told = e.Today
	}
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO orders (id, client_id, site_id, recipient, document_id, ordered_on, due, fields, told, told_on, why_not,
		exported_on, exported_by, approved_by, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', '', $12, 1)`,
		id, e.Client(), e.Subject.Site, n.Recipient, document, n.On, n.Due, strings.Join(n.Fields, " "), n.Told, told, n.WhyNot, e.Actor.Staff)
	return err
}

func ordersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Order, error) {
	return db.Select[Order](ctx, tx, orderColumns+`WHERE client_id = $1 ORDER BY exported_on = '' DESC, id DESC`, client)
}

func orderByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Order, bool, error) {
	return db.Find[Order](ctx, tx, orderColumns+`WHERE client_id = $1 AND id = $2`, client, id)
}

func exported(r *casework.Reading, id string, second pana.StaffID) error {
	_, err := r.Tx.Exec(r.Ctx, `UPDATE orders SET exported_on = $1, exported_by = $2, approved_by = $3, version = version + 1 WHERE id = $4`,
		r.Today, r.Actor.Staff, second, id)
	return err
}
