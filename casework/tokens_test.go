package casework

import (
	"context"
	"testing"

	"example.org/pana/internal/db"
)

func TestAClientTakenOutOfTheNameIndexLeavesNothingInIt(t *testing.T) {
	w := open(t)
	gone := w.come("dina", called("Әйгүл Сейтова", "Gulya"))
	kept := w.come("dina", called("Aigul Seitova"))
	if count(t, w, `SELECT count(*) FROM name_tokens`) == 0 || count(t, w, `SELECT count(*) FROM name_sets`) != 2 {
		t.Fatal("the names are not in the index")
	}
	w.update(func(ctx context.Context, tx *db.Tx) error { return deleteTokens(ctx, tx, gone.Client) })
	if n := count(t, w, `SELECT count(*) FROM name_tokens t WHERE NOT EXISTS (SELECT 1 FROM name_sets s WHERE s.short_id = t.short_id)`); n != 0 {
		t.Errorf("%d entries stay", n)
	}
	if got := w.finds("dina", "Aigul Seitova"); len(got) != 1 || got[0] != kept.Code {
		t.Errorf("found %v, want %s alone", got, kept.Code)
	}
	w.update(func(ctx context.Context, tx *db.Tx) error { return awaitIndex(ctx, tx, gone.Client) })
	if n := count(t, w, `SELECT count(*) FROM name_sets WHERE length(tokens) = 0`); n != 1 {
		t.Errorf("%d marks, want 1", n)
	}
}
