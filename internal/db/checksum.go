package db

import (
	"context"

	"github.com/ncruces/go-sqlite3"
)

// sumBytes is the room at the end of each page that holds its checksum. The
// cipher turns a page as one block, so whoever changes a bit without the key
// gets noise, and noise fits its checksum once in 2^64 times. What is wrong is
// refused where it is read, before anybody sees it.
const sumBytes = 8

// sumPages gives every page of the file its checksum. It does so once, when the
// file is made, or when a file made before there were checksums is opened: then
// the whole file is written anew in one transaction, which is there or not after
// a cut. Without room for that the file stays as it is until the next start.
func (p *pools) sumPages(ctx context.Context, o Options) error {
	c, err := sqlite3.OpenContext(ctx, p.dsn(o.File, 1024, false, "temp_store(file)"))
	if err != nil {
		return err
	}
	defer c.Close()
	if old := c.SetInterrupt(ctx); old != ctx {
		defer c.SetInterrupt(old)
	}
	if err = c.EnableChecksums("main"); err == nil {
		_, _, err = c.WALCheckpoint("main", sqlite3.CHECKPOINT_FULL)
	}
	if isFull(err) {
		return nil
	}
	return err
}
