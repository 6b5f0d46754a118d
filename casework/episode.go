package casework

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Episode is one time in our care. Stage, stays, consents, assignments and
// trafficking facts hang on it; the person stays one.
type Episode struct {
	ID      pana.EpisodeID `db:"id"`
	Opened  pana.Date      `db:"opened"`
	Closed  pana.Date      `db:"closed"` // empty while it is open
	Stage   string         `db:"stage"`  // code list stage
	Since   pana.Date      `db:"stage_since"`
	Request pana.RequestID `db:"request_id"`
	Version int64          `db:"version"`
}

// A NewEpisode is how a time in our care begins.
type NewEpisode struct {
	Client  pana.ClientID
	Site    pana.SiteID
	Opened  pana.Date
	Closed  pana.Date // only for a past case
	Stage   string    // empty means arrival
	Request pana.RequestID
}

// OpenEpisode begins a time in our care within the caller's act, which has
// checked policy and writes the trail. A client has one open episode at most:
// while one is open it returns Conflict "episode.open". Whoever comes back
// keeps her file and code and begins a new episode.
func OpenEpisode(ctx context.Context, tx *db.Tx, n NewEpisode) (pana.EpisodeID, error) {
	const op = "casework.OpenEpisode"
	if n.Stage == "" {
		n.Stage = "arrival"
	}
	if n.Closed != "" {
		n.Stage = "closed"
	}
	if err := codes.Check(op, "stage", "stage", n.Stage); err != nil {
		return "", err
	}
	switch {
	case n.Opened == "" && n.Closed == "" && n.Stage != "closed":
		return "", pana.Refuse(op, "opened", "date.missing")
	case n.Closed != "" && n.Opened > n.Closed:
		return "", pana.Refuse(op, "closed", "date.crossed")
	}
	id := pana.EpisodeID(tx.ID())
	if err := insertEpisode(ctx, tx, id, n); err != nil {
		if db.IsUnique(err) {
			return "", conflict(op, "episode.open")
		}
		return "", err
	}
	return id, insertStage(ctx, tx, id, n.Client, n.Stage, n.Opened)
}

// OpenEpisodeOf returns the open episode of a client and false when there is
// none. The caller has checked policy.
func OpenEpisodeOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Episode, bool, error) {
	return db.Find[Episode](ctx, tx, openEpisode, string(client))
}

// CloseEpisode ends the client's time in our care on a day, with its
// assignments. It refuses while she has a bed tonight ("episode.bed"), a day
// before the episode began, a client without an open episode ("episode.none"), and
// one whose return is neither checked nor set aside (see MayClose). The file
// stays, and she may come back.
func (c *Casework) CloseEpisode(ctx context.Context, client pana.ClientID, on pana.Date) error {
	const op = "casework.CloseEpisode"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.StageClient, client)
		if err != nil {
			return err
		}
		e, ok, err := OpenEpisodeOf(ctx, tx, client)
		switch {
		case err != nil:
			return err
		case !ok:
			return conflict(op, "episode.none")
		case s.Present:
			return conflict(op, "episode.bed")
		case on == "":
			return pana.Refuse(op, "closed", "date.missing")
		case on < e.Opened:
			return pana.Refuse(op, "closed", "date.crossed")
		case on > c.h.Today(tx.Now):
			return pana.Refuse(op, "closed", "date.future")
		}
		if err := c.MayClose(ctx, tx, client); err != nil {
			return err
		}
		if err := closeEpisode(ctx, tx, e.ID, client, on); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.StageClient, Client: client, Site: s.Site, Object: string(e.ID),
			Digests: [][32]byte{trail.Digest("episodes", string(e.ID), "closed", string(on))}})
	})
}

// codeNumber returns the digits at the end of a code: 417 of KZ-26-417.
func codeNumber(code string) string { return code[strings.LastIndexByte(code, '-')+1:] }
