package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// SetTags gives a client exactly these tags, codes of the list tag. It refuses
// unknown codes and doubles on the field "tags". The same tags again change nothing.
func (c *Casework) SetTags(ctx context.Context, client pana.ClientID, tags []string) error {
	if err := codes.CheckAll("casework.SetTags", "tags", "tag", tags); err != nil {
		return err
	}
	tags = slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return t == "" })
	slices.Sort(tags)
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.TagClient, client)
		if err != nil {
			return err
		}
		have, err := tagsOf(ctx, tx, client)
		if err != nil || slices.Equal(have, tags) {
			return err
		}
		if err := replaceTags(ctx, tx, client, tags); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.TagClient, Client: client, Site: s.Site,
			Digests: [][32]byte{trail.Digest("tags", string(client), tags...)}})
	})
}
