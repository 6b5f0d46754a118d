package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// What every entry of a file has in common: it stands on a day, it is known from
// somewhere, and its words rest sealed in a compartment.

const (
	mostText = 20000 // runes of a note or a telling
	mostNote = 2000  // runes of a line beside a record
)

// A Say is one sealed text of a row: the words of one field.
type Say struct{ Field, Text string }

// putWords seals what a row says, and returns the digests. An empty text
// removes what stood there.
func putWords(ctx context.Context, tx *db.Tx, s policy.Subject, c pana.Compartment, table, row string, said ...Say) ([][32]byte, error) {
	var digests [][32]byte
	for _, w := range said {
		d, err := seal.PutWord(ctx, tx, s.Site, owner(s.Client), seal.Word{Table: table, Row: row, Field: w.Field, Compartment: c, Text: w.Text})
		if err != nil {
			return nil, err
		}
		if w.Text != "" {
			digests = append(digests, d)
		}
	}
	return digests, nil
}

// allowWriting is allow for an act that adds words to a compartment.
func (c *Casework) allowWriting(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID, compartment pana.Compartment) (policy.Subject, error) {
	s, err := c.allow(ctx, tx, act, client)
	if err != nil {
		return s, err
	}
	return s, policy.Check(pana.ActorFrom(ctx), policy.WriteAct(compartment), s)
}

// looking begins the reading of part of a file: facts about the client, and
// which compartments the actor reads. It counts towards her day, see spend.
func (c *Casework) look(ctx context.Context, tx *db.Tx, code string) (opening, error) {
	return c.lookAs(opening{ctx: ctx, tx: tx, actor: pana.ActorFrom(ctx), today: c.h.Today(tx.Now)}, code)
}

func (c *Casework) lookAs(r opening, code string) (opening, error) {
	ctx, tx := r.ctx, r.tx
	if err := r.begin(c.tonight(tx), code); err != nil {
		return r, err
	}
	return r, c.spend(ctx, tx, &r)
}

// newestEpisode is the open episode of a client or her last one; zero when a
// past case has none.
func newestEpisode(ctx context.Context, tx *db.Tx, client pana.ClientID) (Episode, error) {
	all, err := episodesOf(ctx, tx, client)
	if err != nil || len(all) == 0 {
		return Episode{}, err
	}
	return all[0], nil
}

// known returns the day d as it is kept. It refuses a day that does not exist
// and one that has not come.
func known(op, field string, d, today pana.Date) (pana.Date, error) {
	d, err := dayIn(op, field, d)
	if err == nil && d > today {
		return "", pana.Refuse(op, field, "date.future")
	}
	return d, err
}

func dayIn(op, field string, d pana.Date) (pana.Date, error) {
	d, err := pana.ParseDate(string(d))
	if e, ok := err.(*pana.Error); ok {
		e.Op, e.Field = op, field
		return "", e
	}
	return d, nil
}

func checkSource(op string, s pana.Source) error {
	if s != "" && !slices.Contains(pana.Sources(), s) {
		return pana.Refuse(op, "source", "codes.unknown")
	}
	return nil
}

// gone is the answer for a record that never was, one of another client, and
// one the actor may not read.
func gone(op string) error { return &pana.Error{Op: op, Kind: pana.NotFound, Say: "record.absent"} }
