package erasure

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"example.org/pana"
)

//go:embed retention.json
var retentionTable []byte

// A Retention says how long a country lets a house keep a kind of record.
type Retention struct {
	Country string `json:"country"` // ISO 3166; empty for every other
	Record  string `json:"record"`  // file: names and words of a closed file; request: one that became no file; or a kind of note, see Records
	Months  int    `json:"months"`  // after the last closing
	Days    int    `json:"days"`    // after it was answered, written, settled or ended
	Source  string `json:"source"`
}

// KeepFor is how many months a closed file is kept: as the house has set it, or
// as the table says for the country of its codes.
func KeepFor(set int, country string) int {
	return cmp.Or(max(set, 0), retentionOf(country, "file").Months)
}

// KeepRequestsFor is how many days a request that became no file is kept after it
// was answered, likewise.
func KeepRequestsFor(set int, country string) int {
	return cmp.Or(max(set, 0), retentionOf(country, "request").Days)
}

// KeepNotesFor is how many days notes of a kind are kept, likewise.
func KeepNotesFor(set int, country, record string) int {
	return cmp.Or(max(set, 0), retentionOf(country, record).Days)
}

// retentions is the table, read once.
var retentions = sync.OnceValue(func() (all []Retention) {
	if err := json.Unmarshal(retentionTable, &all); err != nil {
		panic(err) // the program was built with a broken table; the tests refuse that
	}
	return all
})

func retentionOf(country, record string) Retention {
	all := retentions()
	for _, c := range []string{country, ""} {
		if i := slices.IndexFunc(all, func(r Retention) bool { return r.Country == c && r.Record == record }); i >= 0 {
			return all[i]
		}
	}
	return Retention{}
}

// dueOn is the day from which on a file closed on day may be erased because its
// time is over.
func dueOn(closed pana.Date, months int) pana.Date {
	return pana.Date(closed.Time().AddDate(0, months, 0).Format(time.DateOnly))
}
