package erasure

import (
	_ "embed"
	"encoding/json"
	"slices"
	"time"

	"example.org/pana"
)

//go:embed retention.json
var retentionTable []byte

// A Retention says how long a country lets a house keep a kind of record.
type Retention struct {
	Country string `json:"country"` // ISO 3166; empty for every other
	Record  string `json:"record"`  // file: names and words of a closed file
	Months  int    `json:"months"`  // after the last closing
	Source  string `json:"source"`
}

// KeepFor is how many months a closed file is kept: as the house has set it, or
// as the table says for the country of its codes.
func KeepFor(set int, country string) int {
	if set > 0 {
		return set
	}
	var all []Retention
	if err := json.Unmarshal(retentionTable, &all); err != nil {
		return 0
	}
	for _, c := range []string{country, ""} {
		if i := slices.IndexFunc(all, func(r Retention) bool { return r.Country == c && r.Record == "file" }); i >= 0 {
			return all[i].Months
		}
	}
	return 0
}

// dueOn is the day from which on a file closed on day may be erased because its
// time is over.
func dueOn(closed pana.Date, months int) pana.Date {
	return pana.Date(closed.Time().AddDate(0, months, 0).Format(time.DateOnly))
}
