package look

import (
	"strconv"
	"strings"
	"time"

	"example.org/pana"
)

// fuzzyChoices are the ways a moment can be remembered that cannot be seen
// from how it is written. Day, month and year need no choice.
var fuzzyChoices = []pana.Precision{pana.About, pana.Before, pana.After, pana.Season, pana.Decade}

func fuzzyKey(p pana.Precision) string { return "look.fuzzy." + string(p) }

// ReadFuzzy reads what FuzzyField sent: get returns a form value by name, as
// url.Values.Get does. "1991" is a year, "10.2010" or "2010-10" a month,
// "15.10.2010" a day, and the choice beside it says what is meant by it:
// before 1991 is any day until the last of 1990, after 1991 any from the first
// of 1992. Nothing written is Unknown. It refuses what cannot be read, years
// outside pana.FirstYear to pana.LastYear, and a choice it does not know.
func ReadFuzzy(get func(string) string, name string) (pana.Fuzzy, error) {
	text, how := strings.TrimSpace(get(name)), pana.Precision(get(name+"_how"))
	if text == "" {
		return pana.Fuzzy{}, nil
	}
	day, last, precision, err := readWritten(text)
	if err == nil {
		switch how {
		case pana.Unknown:
		case pana.Before:
			day, precision = day.AddDays(-1), how
		case pana.After:
			day, precision = last.AddDays(1), how
		case pana.About, pana.Season, pana.Decade:
			precision = how
		default:
			err = &pana.Error{Op: "look.ReadFuzzy", Kind: pana.Invalid, Say: "date.precision"}
		}
	}
	var f pana.Fuzzy
	if err == nil {
		f, err = pana.NewFuzzy(day, precision)
	}
	if e, ok := err.(*pana.Error); ok {
		e.Field = name
	}
	return f, err
}

// readWritten returns the first and the last day of a written year, month or day.
func readWritten(text string) (first, last pana.Date, p pana.Precision, err error) {
	unreadable := &pana.Error{Op: "look.ReadFuzzy", Kind: pana.Invalid, Say: "date.unreadable"}
	for _, form := range []struct {
		layout string
		p      pana.Precision
	}{{"2006", pana.Year}, {"01.2006", pana.Month}, {"1.2006", pana.Month}, {"2006-01", pana.Month}} {
		t, err := time.Parse(form.layout, text)
		if err != nil {
			continue
		}
		if t.Year() < pana.FirstYear || t.Year() > pana.LastYear {
			return "", "", "", &pana.Error{Op: "look.ReadFuzzy", Kind: pana.Invalid, Say: "date.year", With: map[string]any{"First": pana.FirstYear, "Last": pana.LastYear}}
		}
		end := t.AddDate(1, 0, -1)
		if form.p == pana.Month {
			end = t.AddDate(0, 1, -1)
		}
		return pana.Date(t.Format(time.DateOnly)), pana.Date(end.Format(time.DateOnly)), form.p, nil
	}
	d, err := pana.ParseDate(text)
	if err != nil {
		return "", "", "", err
	}
	if d == "" {
		return "", "", "", unreadable
	}
	return d, d, pana.Day, nil
}

// WrittenFuzzy writes f as FuzzyField shows it: the text and the choice beside
// it. ReadFuzzy of both gives f again.
func WrittenFuzzy(f pana.Fuzzy) (text string, how pana.Precision) {
	year := func(d pana.Date) string { return strconv.Itoa(d.Year()) }
	month := func(d pana.Date) string { return d.Time().Format("01.2006") }
	switch f.Precision {
	case pana.Day:
		return Written(f.Earliest), ""
	case pana.Month:
		return month(f.Earliest), ""
	case pana.Season:
		return month(f.Earliest.AddDays(40)), pana.Season // the middle month lies in the right year
	case pana.Year:
		return year(f.Earliest), ""
	case pana.Decade:
		return year(f.Earliest), pana.Decade
	case pana.About:
		return year(f.Earliest.AddDays(400)), pana.About
	case pana.Before:
		return short(f.Latest.AddDays(1)), pana.Before
	case pana.After:
		if d := f.Earliest.AddDays(-1); strings.HasSuffix(string(d), "-12-31") {
			return year(d), pana.After
		} else if d.AddDays(1).Time().Day() == 1 {
			return month(d), pana.After
		} else {
			return Written(d), pana.After
		}
	}
	return "", ""
}

// short writes a day as its year or month when it is the first of it.
func short(d pana.Date) string {
	switch {
	case strings.HasSuffix(string(d), "-01-01"):
		return strconv.Itoa(d.Year())
	case strings.HasSuffix(string(d), "-01"):
		return d.Time().Format("01.2006")
	}
	return Written(d)
}
