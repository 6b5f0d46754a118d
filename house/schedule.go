package house

import (
	"strconv"
	"strings"

	"example.org/pana"
)

// usualCalls is when a house calls those who have left, unless it has chosen otherwise.
const usualCalls = "1w 1m 3m 6m 12m 24m 36m"

// CallSchedule is when the house calls those who have left, as ParseSchedule reads it.
func (s Settings) CallSchedule() string {
	if s.Calls == "" {
		return usualCalls
	}
	return s.Calls
}

// ParseSchedule reads when to call after somebody has left: weeks and months, the
// nearest first and five days apart at least, as "1w 1m 3m". It refuses anything else on the field "calls".
func ParseSchedule(text string) ([]string, error) {
	steps := strings.Fields(text)
	tenths := 0 // of a day: a month is about 30.4 days
	for _, s := range steps {
		number, unit := s[:len(s)-1], s[len(s)-1:]
		n, err := strconv.Atoi(number)
		each := map[string]int{"w": 70, "m": 304}[unit]
		if err != nil || strconv.Itoa(n) != number || each == 0 || n < 1 || n > 600 || n*each > 36500 || n*each < tenths+50 {
			return nil, pana.Refuse("house.Settings", "calls", "setup.calls")
		}
		tenths = n * each
	}
	if len(steps) == 0 || len(steps) > 20 {
		return nil, pana.Refuse("house.Settings", "calls", "setup.calls")
	}
	return steps, nil
}
