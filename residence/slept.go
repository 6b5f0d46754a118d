package residence

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Slept is a stay as the ledger of days reads it: who, where, from which night
// until the first night away, empty while she sleeps here.
type Slept struct {
	ID      string         `db:"id"`
	Client  pana.ClientID  `db:"client_id"`
	Code    string         `db:"code"`
	Episode pana.EpisodeID `db:"episode_id"`
	Site    pana.SiteID    `db:"site_id"`
	Since   pana.Night     `db:"since"`
	Until   pana.Night     `db:"until"`
}

// Sleeps reports whether she sleeps the night of a day in s.
func (s *Slept) Sleeps(d pana.Night) bool { return s.Since <= d && (s.Until == "" || s.Until > d) }

// SleptBetween returns the stays that touch the days from since to until of
// clients c under cond (see casework.Where) and its arguments, those of one client
// together. They are put in order here: asked for an order, SQLite would go through
// every stay there ever was.
func SleptBetween(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]Slept, error) {
	args = append(args, since, until)
	from, to := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	stays, err := db.Select[Slept](ctx, tx, `
		SELECT s.id, s.client_id, c.code, s.episode_id, s.site_id, s.since, s.until FROM stays s CROSS JOIN clients c
		WHERE c.id = s.client_id AND s.since <= `+to+` AND (s.until = '' OR s.until >= `+from+`) AND (`+cond+`)`, args...)
	slices.SortFunc(stays, func(a, b Slept) int {
		return cmp.Or(cmp.Compare(a.Client, b.Client), cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID))
	})
	return stays, err
}

// A Funded says until when one payer pays for a client's time here.
type Funded struct {
	Episode      pana.EpisodeID      `db:"episode_id"`
	Payer        string              `db:"payer"`
	Organisation pana.OrganisationID `db:"organisation_id"`
	Until        pana.Date           `db:"until"`
}

// FundedFrom returns the standing terms that reach to a day or further, of clients
// c under cond (see casework.Where) and its arguments.
func FundedFrom(ctx context.Context, tx *db.Tx, cond string, args []any, since pana.Date) ([]Funded, error) {
	args = append(args, since)
	return db.Select[Funded](ctx, tx, `
		SELECT t.episode_id, t.payer, t.organisation_id, t.until FROM terms t CROSS JOIN clients c
		WHERE c.id = t.client_id AND NOT t.superseded AND t.until >= $`+strconv.Itoa(len(args))+` AND (`+cond+`) ORDER BY t.until, t.payer, t.id`, args...)
}

// PayerOf is the kind of payer who pays for the client of a reading today, for forms
// that ask who pays for a service: it is chosen there beforehand. Empty while nobody
// said, while her standing terms name several, since a term says who pays for nights
// and not which of them pays for this, and where the reader may not see her terms.
func PayerOf(r *casework.Reading) (string, error) {
	if !r.May(policy.SeeTerm) {
		return "", nil
	}
	terms, err := FundedFrom(r.Ctx, r.Tx, "c.id = $1", []any{r.Subject.Client}, r.Today)
	payer := ""
	for _, t := range terms {
		switch {
		case t.Episode != r.Episode.ID, t.Payer == payer:
		case payer != "":
			return "", err
		default:
			payer = t.Payer
		}
	}
	return payer, err
}
