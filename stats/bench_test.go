package stats_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/stats"
)

// Five years of a hundred thousand clients, one in a hundred hidden from somebody: what
// the tables cost when nothing else is kept in memory.
//
//	PANA_CLIENTS=100000 go test ./stats -run '^$' -bench Tables -benchtime 5x
func BenchmarkTables(b *testing.B) {
	w := open(b)
	clients, _ := strconv.Atoi(os.Getenv("PANA_CLIENTS"))
	if clients == 0 {
		clients = 10_000
	}
	ctx, draw := context.Background(), rand.New(rand.NewPCG(1, 65))
	housetest.Done(b, "rows", w.House.DB.Update(ctx, func(tx *db.Tx) error {
		var rows, hidden [][]any
		for i := range clients {
			id := tx.ID()
			rows = append(rows, []any{tx.ID(), id, string(w.Shelter.ID), fmt.Sprintf("%d-%02d", 2022+draw.IntN(5), 1+draw.IntN(12)), "",
				pick(draw, casework.Kinds()...), pick(draw, "female", "male"), pick(draw, stats.BandKeys()[:9]...), false, pick(draw, stats.BandKeys()[:9]...), draw.IntN(3) == 0,
				pick(draw, "KZ", "KZ", "UZ", "KG", "TJ", ""), "", true})
			if i%100 == 0 {
				hidden = append(hidden, []any{id, string(w.Staff("dina")), "", 1, "", 0, "", ""})
			}
		}
		if err := tx.InsertMany(ctx, "counted (episode_id, client_id, site_id, month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole)", rows); err != nil {
			return err
		}
		return tx.InsertMany(ctx, "conflicts (client_id, staff_id, set_by, set_at, lifted_by, lifted_at, named, closed)", hidden)
	}))
	dina := w.As("dina")
	for name, table := range map[string]func(context.Context, stats.Filter) (int, error){
		"seasons": func(ctx context.Context, f stats.Filter) (int, error) { x, err := w.Seasons(ctx, f); return x.N, err },
		"ages":    func(ctx context.Context, f stats.Filter) (int, error) { x, err := w.Ages(ctx, f); return x.Came.N, err },
		"origins": func(ctx context.Context, f stats.Filter) (int, error) { x, err := w.Origins(ctx, f); return x.N, err },
	} {
		b.Run(name, func(b *testing.B) {
			began := cpu()
			for b.Loop() {
				n, err := table(dina, stats.Filter{From: 2022, Until: 2026})
				if err != nil || n != clients-(clients+99)/100 {
					b.Fatal(n, pana.KindOf(err), err)
				}
			}
			b.ReportMetric(float64((cpu()-began).Milliseconds())/float64(b.N), "cpu-ms/op")
		})
	}
}

// cpu is what this process has used of the processor: the time that a wall clock shows
// is that of whatever else the machine does.
func cpu() time.Duration {
	text, _ := os.ReadFile("/proc/self/stat")
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}
