package casework

import (
	"cmp"
	"context"
	"crypto/sha256"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/trail"
)

// A NewClient is who came, as far as anyone knows. Only Site is needed; the
// day she came is today unless Opened says another.
type NewClient struct {
	Site    pana.SiteID
	Coded   Coded
	Names   Names
	Tags    []string
	ChildOf pana.ClientID // her mother or father, when she has a file too
	Past    bool          // a case from before, imported as codes
	Opened  pana.Date
	Closed  pana.Date // only for a past case; empty there means that nobody knows
	Stage   string    // empty means arrival
	Request pana.RequestID
}

// Added is a client that was just made.
type Added struct {
	Client  pana.ClientID
	Episode pana.EpisodeID
	Code    string
	Digests [][sha256.Size]byte // for the caller's line of the trail
}

// Add makes a client, with a code from the house and a first episode, within
// the act of the caller (an arrival, a referral, an import), which has checked
// policy and writes the trail line with Digests. Names may be added by
// someone who cannot read them: they are sealed to the circle.
//
// It refuses unknown codes and unclean names on their fields, and nothing for
// being left out. A house takes in nobody before its recovery kit is proven
// ("kit.first"): what it kept could be lost with two passphrases.
func (c *Casework) Add(ctx context.Context, tx *db.Tx, n NewClient) (Added, error) {
	const op = "casework.Add"
	today := c.h.Today(tx.Now)
	if n.Site == "" {
		return Added{}, pana.Refuse(op, "site", "client.site")
	}
	if err := c.live(ctx, tx); err != nil {
		return Added{}, err
	}
	if n.Opened == "" && !n.Past {
		n.Opened = today
	}
	if n.Past && n.Closed == "" {
		n.Closed = cmp.Or(n.Opened, today) // nobody knows; open it is not
	}
	names, err := n.Names.clean(op, today)
	if err != nil {
		return Added{}, err
	}
	if n.Coded.BirthYear == 0 && names.Birth != "" {
		n.Coded.BirthYear = names.Birth.Year()
	}
	if err := n.Coded.check(op, today); err != nil {
		return Added{}, err
	}
	if err := codes.CheckAll(op, "tags", "tag", n.Tags); err != nil {
		return Added{}, err
	}
	code, err := c.h.NewCode(ctx, tx)
	if err != nil {
		return Added{}, err
	}
	a := Added{Client: pana.ClientID(tx.ID()), Code: code}
	row := Client{ID: a.Client, Site: n.Site, Code: code, Coded: n.Coded, ChildOf: n.ChildOf, Past: n.Past, Created: db.Micros(tx.Now), Version: 1}
	if err := insertClient(ctx, tx, row, pana.ActorFrom(ctx).Staff); err != nil {
		return Added{}, err
	}
	if err := replaceTags(ctx, tx, a.Client, n.Tags); err != nil {
		return Added{}, err
	}
	a.Episode, err = OpenEpisode(ctx, tx, NewEpisode{Client: a.Client, Site: n.Site, Opened: n.Opened, Closed: n.Closed, Stage: n.Stage, Request: n.Request})
	if err != nil {
		return Added{}, err
	}
	a.Digests = append(a.Digests, row.digest())
	digests, err := putNames(ctx, tx, n.Site, a.Client, Names{}, names)
	if err != nil {
		return Added{}, err
	}
	a.Digests = append(a.Digests, digests...)
	if len(names.all()) > 0 {
		err = indexNames(ctx, tx, n.Site, a.Client, names, nil)
	}
	return a, err
}

// digest is the digest of the columns of c.
func (c Client) digest() [sha256.Size]byte {
	values := []string{
		c.Code, c.Sex, c.AgeBand, strconv.Itoa(c.BirthYear), c.Language, c.Citizenship,
		strconv.FormatBool(c.Undetermined), c.OriginCountry, c.OriginRegion, c.Education, c.Marital,
		strconv.Itoa(c.Children), string(c.ChildOf),
	}
	for _, l := range c.Languages {
		values = append(values, l.Language, strconv.FormatBool(l.Speaks), l.Literacy)
	}
	return trail.Digest("clients", string(c.ID), values...)
}

// putNames seals what of now differs from before, and returns the digests.
func putNames(ctx context.Context, tx *db.Tx, site pana.SiteID, client pana.ClientID, before, now Names) ([][sha256.Size]byte, error) {
	var digests [][sha256.Size]byte
	for _, f := range []struct{ field, before, now string }{
		{FieldNames, before.lines(), now.lines()},
		{FieldContact, before.Contact, now.Contact},
		{FieldBirth, string(before.Birth), string(now.Birth)},
		{FieldPlace, before.Place, now.Place},
	} {
		if f.before == f.now {
			continue
		}
		d, err := seal.PutWord(ctx, tx, site, owner(client), seal.Word{
			Table: "clients", Row: string(client), Field: f.field, Compartment: pana.Identity, Text: f.now})
		if err != nil {
			return nil, err
		}
		digests = append(digests, d)
	}
	return digests, nil
}

// live refuses the first client of a house without a recovery kit. A house that
// has files already goes on; whoever leads it is led to the kit at her sign-in.
func (c *Casework) live(ctx context.Context, tx *db.Tx) error {
	if some, err := anyClient(ctx, tx); err != nil || some {
		return err
	}
	missing, err := c.h.KitMissing(ctx)
	if err == nil && missing {
		err = &pana.Error{Op: "casework.Add", Kind: pana.Conflict, Say: "kit.first"}
	}
	return err
}
