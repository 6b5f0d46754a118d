package transfer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An arrival is one row of a file as a case, or what is wrong with it.
type arrival struct {
	row      int
	c        casework.Case
	problems []Problem
	agreed   bool
	declined bool
	open     bool
	unsaid   bool
	denied   int
}

// rows are the rows of a file of one layout.
type rows interface {
	each(f func(arrival) error) error
	left() []Left
	repeating() []string
}

// incoming is a file on its way in.
type incoming struct {
	layout Layout
	sheet  sheet
	rows   rows
	today  pana.Date
}

// every is after how many rows the progress is told, and atOnce how many cases
// have their keys made in one commit.
const (
	every  = 500
	atOnce = 500
)

// look reads the whole file and writes nothing.
func (t *Transfer) look(ctx context.Context, in *incoming, o Options) (Report, error) {
	rep := Report{Layout: in.layout}
	err := in.rows.each(func(a arrival) error {
		if rep.Rows++; rep.Rows > MostRows {
			return &pana.Error{Op: "transfer.look", Kind: pana.Invalid, Say: "transfer.file.long", With: map[string]any{"Max": MostRows}}
		}
		if rep.Rows%every == 0 {
			if err := ctx.Err(); err != nil {
				return stopped(err)
			}
			o.Progress(rep.Rows, 0)
		}
		if len(a.problems) == 0 {
			if _, err := t.files.CleanCase(ctx, a.c, in.today); err != nil {
				if pana.KindOf(err) != pana.Invalid {
					return err
				}
				a.problems = []Problem{problemOf(a.row, err)}
			}
		}
		rep.add(a)
		return nil
	})
	if err != nil {
		return rep, err
	}
	rep.Left, rep.Repeating = in.rows.left(), in.rows.repeating()
	switch {
	case rep.Refused > 0:
		return rep, &pana.Error{Op: "transfer.Import", Kind: pana.Invalid, Say: "transfer.refused", With: map[string]any{"N": rep.Refused}}
	case rep.Rows == 0:
		return rep, unreadable("transfer.file.empty", nil)
	}
	return rep, nil
}

func (rep *Report) add(a arrival) {
	tally := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	tally(&rep.Agreed, a.agreed)
	tally(&rep.Declined, a.declined)
	tally(&rep.Open, a.open)
	tally(&rep.Unsaid, a.unsaid)
	rep.Denied += a.denied
	rep.Refused += len(a.problems)
	rep.Problems = append(rep.Problems, a.problems[:min(len(a.problems), shown-len(rep.Problems))]...)
}

// problemOf turns a refusal of the casework into one of a cell.
func problemOf(row int, err error) Problem {
	e, _ := errors.AsType[*pana.Error](err)
	column := map[string]string{"name": "prs_FirstName", "full_name": "prs_SecondName", "contact": "prs_Mailing…", "birth": "prs_Birthdate",
		"birth_year": "prs_Birthdate", "opened": "cas_IncomingReferralDate", "closed": "cas_OutgoingReferralDate", "languages": "prs_SecondaryLanguage"}[e.Field]
	if column == "" {
		column = e.Field
	}
	return Problem{Row: row, Column: column, Say: e.Say, With: e.With}
}

// write writes what look found nothing wrong with, in one transaction, and a
// line of the trail for each client beside that of the import.
func (t *Transfer) write(ctx context.Context, in *incoming, rep Report, file [sha256.Size]byte, o Options) error {
	var made []seal.Owner
	// What never came to be written leaves no key behind.
	forget := func() error {
		if len(made) == 0 {
			return nil
		}
		owners := made
		made = nil
		return t.h.Vault.ForgetAll(context.WithoutCancel(ctx), owners)
	}
	err := t.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := forget(); err != nil { // the transaction is tried again
			return err
		}
		id := tx.ID()
		err := trail.Record(ctx, tx, trail.Entry{Act: policy.ImportCases, Site: o.Site, Object: id, Digests: [][32]byte{
			trail.Digest("imports", id, string(in.layout), strconv.Itoa(rep.Rows), hex.EncodeToString(file[:]))}})
		if err != nil {
			return err
		}
		bulk, err := t.files.Bulk(ctx, tx, o.Site, rep.Rows)
		if err != nil {
			return err
		}
		err = t.fill(ctx, tx, bulk, in, rep, id, o)
		made = bulk.Made()
		if end := bulk.Close(); err == nil {
			err = end
		}
		return err
	})
	if err != nil {
		return errors.Join(err, forget())
	}
	return nil
}

// fill reads the file on one processor while another writes it.
func (t *Transfer) fill(ctx context.Context, tx *db.Tx, bulk *casework.Bulk, in *incoming, rep Report, id string, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parts := make(chan []casework.Case, 2)
	read := make(chan error, 1)
	go func() {
		defer close(parts)
		read <- pana.Guard("transfer.read", func() error { return t.read(ctx, in, bulk, parts) })
	}()
	done := 0
	for part := range parts {
		added, err := bulk.Add(part)
		if err != nil {
			stop()
			for range parts { // let the reader end
			}
			return err
		}
		for _, a := range added {
			e := trail.Entry{Act: policy.ImportCases, Client: a.Client, Site: o.Site, Object: id, Digests: a.Digests}
			if err := trail.Record(ctx, tx, e); err != nil {
				stop()
				for range parts {
				}
				return err
			}
		}
		done += len(part)
		o.Progress(done, rep.Rows)
	}
	if err := <-read; err != nil {
		return err
	}
	if done != rep.Rows { // the file is in memory: it cannot have changed
		return &pana.Error{Op: "transfer.fill", Kind: pana.Internal, Say: "error.internal.text"}
	}
	return nil
}

// read sends the cases of the file in parts.
func (t *Transfer) read(ctx context.Context, in *incoming, bulk *casework.Bulk, parts chan<- []casework.Case) error {
	var part []casework.Case
	send := func() error {
		select {
		case parts <- part:
			part = nil
			return nil
		case <-ctx.Done():
			return stopped(ctx.Err())
		}
	}
	err := in.rows.each(func(a arrival) error {
		c, err := t.files.CleanCase(ctx, a.c, in.today)
		if err != nil {
			return err
		}
		bulk.Ready(&c)
		if part = append(part, c); len(part) == atOnce {
			return send()
		}
		return nil
	})
	if err != nil || len(part) == 0 {
		return err
	}
	return send()
}

func stopped(err error) error {
	return &pana.Error{Op: "transfer.Import", Kind: pana.Conflict, Say: "transfer.stopped", Err: err}
}
