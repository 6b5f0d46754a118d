package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// remembered is the name under which the key store keeps the newest checkpoint.
const remembered = "trail"

// A Proof is what Verify went through and found whole.
type Proof struct {
	Lines, Waiting int64 // of the trail
	Checkpoints    int
	Files          int64 // whose rows are what the trail says of them; the house counts as one
	Words          int64 // sealed values looked at
}

// Verify goes through the whole house and says where it is first not what it
// was: the files of data and keys, every line of the trail against its tree, the
// tree against what the house has signed, what the key store remembers and what
// others keep, the rows of every file and of the house against what the trail says
// they come to, and every sealed word against the number in it. What waits for its
// place in the tree is laid first. Say is told how many lines are done.
//
// What it finds is Conflict "verify.found.…" with the place; damage of the files
// themselves "db.damaged".
func (h *House) Verify(ctx context.Context, others []trail.Checkpoint, say func(lines int64)) (p Proof, err error) {
	if actor := pana.ActorFrom(ctx); actor.Staff != Itself {
		if err := policy.Check(actor, policy.VerifyHouse, policy.Subject{}); err != nil {
			return p, err
		}
	}
	if err := h.DB.Check(ctx); err != nil {
		return p, err
	}
	if err := h.Vault.Check(ctx); err != nil {
		return p, err
	}
	keys, err := h.Vault.House()
	if err != nil {
		return p, err
	}
	defer keys.Clear()
	if kept, err := h.lastSeen(ctx); err != nil {
		return p, err
	} else if kept != nil {
		others = append(others, *kept)
	}
	if _, err := h.Lay(ctx); err != nil {
		return p, err
	}
	v, err := trail.Verify(ctx, h.DB, keys.Public(), others, say)
	if err == nil && v.Found != nil {
		err = v.Found.Err()
	}
	p = Proof{Lines: v.Lines, Waiting: v.Waiting, Checkpoints: v.Checkpoints}
	if err == nil {
		p.Files, err = h.CheckRows(ctx)
	}
	if err == nil {
		p.Words, err = h.checkWords(ctx)
	}
	if err != nil {
		return p, err
	}
	return p, h.DB.Update(ctx, func(tx *db.Tx) error { return trail.Record(ctx, tx, trail.Entry{Act: policy.VerifyHouse}) })
}

// Lay gives every line of the trail its place and binds the rows it wrote; it
// returns how many lines waited. It is safe to repeat.
func (h *House) Lay(ctx context.Context) (int, error) { return trail.Lay(ctx, h.DB, h.rows) }

// CheckRows lays what waits and compares the rows of every file and of the house
// with what the trail says they come to. It returns how many files there were; the
// house counts as one. A row that is another is Conflict "verify.found.row".
func (h *House) CheckRows(ctx context.Context) (int64, error) {
	if _, err := h.Lay(ctx); err != nil {
		return 0, err
	}
	files, found, err := h.rows.Verify(ctx, h.DB, nil)
	if found != nil {
		err = found.Err()
	}
	return files, err
}

// lastSeen is the newest checkpoint that the key store remembers.
func (h *House) lastSeen(ctx context.Context) (*trail.Checkpoint, error) {
	text, err := h.Vault.Recall(ctx, remembered)
	if err != nil || text == "" {
		return nil, err
	}
	c, err := trail.ReadCheckpoint(text)
	return &c, err
}

// checkWords compares the number beside each sealed word with the one inside it:
// a word put back from an earlier day carries the earlier one.
func (h *House) checkWords(ctx context.Context) (n int64, err error) {
	last := [4]string{}
	for {
		before := n
		err = h.DB.View(ctx, func(tx *db.Tx) error {
			words, err := seal.WordsAfter(ctx, tx, last, 2000)
			for _, w := range words {
				if err != nil {
					break
				}
				if !w.Fits() {
					return (&trail.Finding{What: "word", Line: w.Table + " " + w.Row + " " + w.Field}).Err()
				}
				last = [4]string{w.Owner, w.Table, w.Row, w.Field}
				n++
			}
			return err
		})
		if err != nil || n == before {
			return n, err
		}
	}
}

// Checkpoint signs the trail as it stands, has the key store remember it, and
// returns it to be printed and given to somebody outside.
func (h *House) Checkpoint(ctx context.Context) (c trail.Checkpoint, err error) {
	if actor := pana.ActorFrom(ctx); actor.Staff != Itself {
		if err := policy.Check(actor, policy.VerifyHouse, policy.Subject{}); err != nil {
			return c, err
		}
	}
	keys, err := h.Vault.House()
	if err != nil {
		return c, err
	}
	defer keys.Clear()
	if c, err = trail.Sign(ctx, h.DB, h.rows, keys.Signer()); err != nil {
		return c, err
	}
	return c, h.Vault.Remember(ctx, remembered, c.Text())
}

// Compare says whether a checkpoint from paper fits the trail of today: nothing
// up to its size was changed since. One that does not fit is Conflict
// "verify.found.checkpoint", one of a longer trail "verify.found.behind".
func (h *House) Compare(ctx context.Context, c trail.Checkpoint) error {
	if err := policy.Check(pana.ActorFrom(ctx), policy.VerifyHouse, policy.Subject{}); err != nil {
		return err
	}
	return h.DB.View(ctx, func(tx *db.Tx) error { return compare(ctx, tx, c) })
}

func compare(ctx context.Context, tx *db.Tx, c trail.Checkpoint) error {
	size, err := trail.Size(ctx, tx)
	if err != nil {
		return err
	}
	if c.Size > size {
		return (&trail.Finding{What: "behind", Place: size}).Err()
	}
	root, err := trail.Root(ctx, tx, c.Size)
	if err == nil && root != c.Root {
		err = (&trail.Finding{What: "checkpoint", Place: c.Size}).Err()
	}
	return err
}

// PutBack reports whether the data are older than what the key store remembers,
// or another trail: somebody has put an earlier copy in their place.
func (h *House) PutBack(ctx context.Context) (bool, error) {
	kept, err := h.lastSeen(ctx)
	if err != nil || kept == nil {
		return false, err
	}
	err = h.DB.View(ctx, func(tx *db.Tx) error { return compare(ctx, tx, *kept) })
	if pana.KindOf(err) == pana.Conflict && err != nil {
		return true, nil
	}
	return false, err
}

// Tasks are what the house does by itself: every line of the trail gets its place
// within a second, four times a day the whole is signed, notices and lent keys go
// when their time is over, and the house stops when its machine has slept or what was beside it is gone.
func (h *House) Tasks() []Task {
	return []Task{
		{Name: "trail", Every: time.Second, Run: func(ctx context.Context) error { _, err := h.Lay(ctx); return err }},
		{Name: "checkpoint", Every: 6 * time.Hour, Run: func(ctx context.Context) error {
			if back, err := h.PutBack(ctx); err != nil || back {
				return err // what does not fit is not signed over
			}
			_, err := h.Checkpoint(ctx)
			return err
		}},
		{Name: "asleep", Every: lookEvery, Run: h.look},
		{Name: "pulled", Every: time.Second, Run: h.watch},
		{Name: "notices", Every: time.Hour, Run: h.dropNotices},
		{Name: "loans", Every: time.Minute, Run: func(ctx context.Context) error { _, err := h.Vault.EndLoans(ctx); return err }},
		{Name: "marks", Every: time.Hour, Run: h.tellMarks}, // left by another program that serves the same house
	}
}
