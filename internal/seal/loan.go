package seal

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Lend lets one person open compartments of one owner until a time: their data
// keys as they are now are sealed to her. She is in no circle by that; when the
// time is over the keys open nothing, swept or not, and an owner forgotten, a
// narrow circle drawn, a new key pair or leaving the house end a loan before.
//
// Only two people together lend, see Vault.Supervise: any other ring is refused
// with "seal.supervise.two". Without a key there is nothing to lend, which is no
// error: it would tell that there are no words.
func (r *Ring) Lend(ctx context.Context, owner Owner, site pana.SiteID, compartments []pana.Compartment, to pana.StaffID, until time.Time) error {
	const op = "seal.Lend"
	if owner == "" {
		return pana.Refuse(op, "owner", "seal.owner.missing")
	}
	if r.With == "" || r.site != site {
		return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "seal.supervise.two"}
	}
	if err := r.fresh(ctx); err != nil {
		return err
	}
	v := r.vault
	return v.update(ctx, func(tx *db.Tx) error {
		public, err := publicOf(ctx, tx, to)
		if err != nil {
			return err
		}
		rows, err := keysOf(ctx, tx, site, []Owner{owner}, compartments)
		if err != nil {
			return err
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, row := range rows {
			k, ok, err := r.unwrap(ctx, tx, &row)
			if err != nil {
				return err
			}
			if !ok {
				return outside(op)
			}
			l := loanRow{Staff: string(to), Owner: row.Owner, Site: row.Site, Compartment: row.Compartment, Number: row.Number, Until: db.Micros(until)}
			l.Value, err = sealTo(public, l.about(), k[:])
			clear(k[:])
			if err != nil {
				return err
			}
			if err := putLoan(ctx, tx, l); err != nil {
				return err
			}
		}
		return v.rise(ctx, tx)
	})
}

// EndLoans removes the loans whose time is over, and returns how many there were.
func (v *Vault) EndLoans(ctx context.Context) (n int64, err error) {
	err = v.view(ctx, func(tx *db.Tx) error { n, err = loansOver(ctx, tx); return err })
	if err != nil || n == 0 {
		return n, err
	}
	return v.endLoans(ctx, `until <= $1`, func(tx *db.Tx) []any { return []any{db.Micros(tx.Now)} })
}

// EndLoan takes back what was lent to one person of one owner.
func (v *Vault) EndLoan(ctx context.Context, owner Owner, from pana.StaffID) error {
	_, err := v.endLoans(ctx, `owner = $1 AND staff = $2`, func(*db.Tx) []any { return []any{string(owner), string(from)} })
	return err
}

func (v *Vault) endLoans(ctx context.Context, which string, args func(*db.Tx) []any) (n int64, err error) {
	err = v.update(ctx, func(tx *db.Tx) error {
		if n, err = tx.Exec(ctx, `DELETE FROM loans WHERE `+which, args(tx)...); err != nil {
			return err
		}
		return v.rise(ctx, tx)
	})
	return n, err
}

// lent puts the keys that were lent to r's holder into those of sealers that its
// circles keep closed.
func (r *Ring) lent(ctx context.Context, tx *db.Tx, site pana.SiteID, sealers map[place]*Sealer) error {
	if !isStaff(r.holder) {
		return nil
	}
	var owners []Owner
	for p, s := range sealers {
		if s.closed && len(s.shut) > 0 && !slices.Contains(owners, p.owner) {
			owners = append(owners, p.owner)
		}
	}
	if len(owners) == 0 {
		return nil
	}
	loans, err := loansOf(ctx, tx, r.holder, site, owners)
	if err != nil || len(loans) == 0 {
		return err
	}
	own, err := r.private()
	if err != nil {
		return err
	}
	for _, l := range loans {
		s := sealers[place{site, Owner(l.Owner), pana.Compartment(l.Compartment)}]
		if s == nil || !s.shut[uint32(l.Number)] {
			continue
		}
		plain, err := openPrivate(own, l.about(), l.Value)
		if err != nil {
			return err
		}
		if len(plain) != len(Key{}) {
			return damaged("seal.lent", nil)
		}
		n := uint32(l.Number)
		s.keys[n], s.current, s.closed, s.lent = Key(plain), max(s.current, n), false, true
		clear(plain)
		delete(s.shut, n)
	}
	return nil
}

// A loanRow is one data key lent to one person.
type loanRow struct {
	Staff       string `db:"staff"`
	Owner       string `db:"owner"`
	Site        string `db:"site"`
	Compartment string `db:"compartment"`
	Number      int64  `db:"number"`
	Until       int64  `db:"until"`
	Value       []byte `db:"value"`
}

// about binds a lent key to whom, of what and until when it was lent.
func (l loanRow) about() []byte {
	return info("loan", l.Staff, l.Site, l.Compartment, l.Owner, strconv.FormatInt(l.Number, 10), strconv.FormatInt(l.Until, 10))
}

func putLoan(ctx context.Context, tx *db.Tx, l loanRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO loans (staff, owner, site, compartment, number, until, value) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (staff, owner, site, compartment, number) DO UPDATE SET until = excluded.until, value = excluded.value`,
		l.Staff, l.Owner, l.Site, l.Compartment, l.Number, l.Until, l.Value)
	return err
}

func loansOf(ctx context.Context, tx *db.Tx, staff string, site pana.SiteID, owners []Owner) ([]loanRow, error) {
	of, args := db.In([]any{staff, string(site), db.Micros(tx.Now)}, owners)
	return db.Select[loanRow](ctx, tx, `SELECT staff, owner, site, compartment, number, until, value FROM loans
		WHERE staff = $1 AND site = $2 AND until > $3 AND owner IN (`+of+`)`, args...)
}

func loansOver(ctx context.Context, tx *db.Tx) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM loans WHERE until <= $1`, db.Micros(tx.Now))
}

func deleteLoans(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	_, err := tx.Exec(ctx, `DELETE FROM loans WHERE staff = $1`, string(staff))
	return err
}

// deleteLoansOf ends every loan of one owner's compartment.
func deleteLoansOf(ctx context.Context, tx *db.Tx, c Circle) error {
	_, err := tx.Exec(ctx, `DELETE FROM loans WHERE owner = $1 AND site = $2 AND compartment = $3`, string(c.Owner), string(c.Site), string(c.Compartment))
	return err
}
