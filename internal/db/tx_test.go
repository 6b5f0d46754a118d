package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

var errDinner = errors.New("called to dinner")

func TestNothingIsKept(t *testing.T) {
	for _, test := range []struct {
		name string
		f    func(ctx context.Context, tx *db.Tx) error
	}{
		{"when the function fails", func(context.Context, *db.Tx) error { return errDinner }},
		{"when it panics", func(context.Context, *db.Tx) error { panic(errDinner) }},
		{"when it forgets that a statement failed", func(ctx context.Context, tx *db.Tx) error {
			tx.Exec(ctx, `INSERT INTO nowhere VALUES (1)`)
			return nil
		}},
		{"when it goes on after a taken name", func(ctx context.Context, tx *db.Tx) error {
			tx.Exec(ctx, insertRoom, "lake", tx.ID(), "lake room", 2)
			_, err := tx.Exec(ctx, insertRoom, "lake", tx.ID(), "attic", 2)
			return err
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := begin(t)
			s.add("lake room")
			told := false
			err := func() (err error) {
				defer func() {
					if p := recover(); p != nil {
						err = p.(error)
					}
				}()
				return s.Update(t.Context(), func(tx *db.Tx) error {
					tx.AfterCommit(func() { told = true })
					if _, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), "garden room", 2); err != nil {
						return err
					}
					return test.f(t.Context(), tx)
				})
			}()
			if err == nil {
				t.Error("no error")
			}
			if told {
				t.Error("AfterCommit ran")
			}
			if diff := cmp.Diff([]string{"lake room"}, s.rooms()); diff != "" {
				t.Error(diff)
			}
			s.add("birch room") // the connection is fit for use
		})
	}
}

func TestAfterCommitRunsOnceAndSeesTheRow(t *testing.T) {
	s := begin(t)
	var seen [][]string
	err := s.Update(t.Context(), func(tx *db.Tx) error {
		tx.AfterCommit(func() { seen = append(seen, s.rooms()) })
		_, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), "garden room", 2)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"garden room"}}, seen); diff != "" {
		t.Error(diff)
	}
}

func TestAViewWritesNothing(t *testing.T) {
	s := begin(t)
	err := s.View(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), "garden room", 2)
		return err
	})
	if err == nil {
		t.Error("a View wrote")
	}
	if got := s.rooms(); len(got) != 0 {
		t.Errorf("rooms %v", got)
	}
}

func TestAViewSeesOneSnapshot(t *testing.T) {
	s := begin(t)
	s.add("lake room")
	err := s.View(t.Context(), func(tx *db.Tx) error {
		before, err := db.Select[string](t.Context(), tx, roomNames)
		if err != nil {
			return err
		}
		s.add("garden room")
		after, err := db.Select[string](t.Context(), tx, roomNames)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOneTransactionHasOneMoment(t *testing.T) {
	at := time.Date(2026, 11, 23, 3, 12, 9, 123456789, time.FixedZone("ALMT", 5*3600))
	d := dbtest.Open(t, house, func() time.Time { at = at.Add(time.Hour); return at })
	err := d.Update(t.Context(), func(tx *db.Tx) error {
		if want := at.UTC().Truncate(time.Microsecond); !tx.Now.Equal(want) || tx.Now.Location() != time.UTC {
			t.Errorf("moment %v, want %v", tx.Now, want)
		}
		if a, b := tx.ID(), tx.ID(); a == b || a[:8] != b[:8] {
			t.Error("ids of one moment begin alike and differ")
		}
		if tx.Engine != d.Engine() {
			t.Error("engines differ")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Workers who read a number and write it back one higher lose no count, on
// either engine: the ones who met another run again.
func TestWritersDoNotLoseEachOthersWork(t *testing.T) {
	s := begin(t)
	s.add("lake room")
	const workers, rounds = 4, 10
	var runs atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for range rounds {
				err := s.Update(context.Background(), func(tx *db.Tx) error {
					runs.Add(1)
					n, err := db.Get[int](context.Background(), tx, `SELECT beds FROM room WHERE name = $1`, "lake room")
					if err != nil {
						return err
					}
					_, err = tx.Exec(context.Background(), `UPDATE room SET beds = $1 WHERE name = $2`, n+1, "lake room")
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var beds int
	s.View(t.Context(), func(tx *db.Tx) (err error) {
		beds, err = db.Get[int](t.Context(), tx, `SELECT beds FROM room`)
		return err
	})
	if beds != 2+workers*rounds {
		t.Errorf("%d beds after %d runs, want %d", beds, runs.Load(), 2+workers*rounds)
	}
}

// Two workers give the same bed at the same moment: exactly one succeeds.
func TestOneNameGoesToOneRoom(t *testing.T) {
	s := begin(t)
	var taken, given atomic.Int64
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			err := s.Update(context.Background(), func(tx *db.Tx) error {
				_, err := tx.Exec(context.Background(), insertRoom, "lake", tx.ID(), "lake room", 2)
				return err
			})
			switch {
			case err == nil:
				given.Add(1)
			case db.IsUnique(err) && !db.IsForeignKey(err):
				taken.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if given.Load() != 1 || taken.Load() != 3 {
		t.Errorf("given %d times and refused %d times, want 1 and 3", given.Load(), taken.Load())
	}
}

func TestABedNeedsItsRoom(t *testing.T) {
	s := begin(t)
	err := s.Update(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO bed (id, site, room) VALUES ($1, $2, $3)`, tx.ID(), "lake", "nowhere")
		return err
	})
	if !db.IsForeignKey(err) || db.IsUnique(err) {
		t.Errorf("error %v, want a missing reference", err)
	}
}

func TestAnotherProgramHoldsTheFile(t *testing.T) {
	file, key := built(t, 1)
	first, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	second, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	err = first.Update(t.Context(), func(*db.Tx) error {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		err := second.Update(ctx, func(*db.Tx) error { return nil })
		if e, ok := errors.AsType[*pana.Error](err); !ok || e.Say != "db.busy" && e.Say != "db.cut" {
			t.Errorf("the second writer: %v, want db.busy or db.cut", err)
		}
		if got := (scene{t, second}).rooms(); len(got) != 1 {
			t.Errorf("a reader beside the writer sees %v", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	(scene{t, second}).add("garden room") // free again
}

func TestAStoppedRequestKeepsNothing(t *testing.T) {
	s := begin(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, insertRoom, "lake", tx.ID(), "garden room", 2)
		cancel()
		return err
	})
	wantSay(t, err, pana.Internal, "db.cut")
	if got := s.rooms(); len(got) != 0 {
		t.Errorf("rooms %v", got)
	}
}

func TestAQueryInsideTheSameQuery(t *testing.T) {
	onSQLite(t) // PostgreSQL answers one query at a time
	s := begin(t)
	s.add("lake room", "garden room")
	err := s.View(t.Context(), func(tx *db.Tx) error {
		rows, err := tx.Rows(t.Context(), roomNames)
		if err != nil {
			return err
		}
		defer rows.Close()
		n := 0
		for rows.Next() {
			inner, err := db.Select[string](t.Context(), tx, roomNames)
			if err != nil {
				return err
			}
			n += len(inner)
		}
		if n != 4 {
			t.Errorf("%d rooms seen, want 4", n)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestManyStatementsDoNotPileUp(t *testing.T) {
	s := begin(t)
	err := s.View(t.Context(), func(tx *db.Tx) error {
		for i := range 400 {
			q := fmt.Sprintf(`SELECT name FROM room LIMIT %d`, i)
			if _, err := db.Select[string](t.Context(), tx, q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
