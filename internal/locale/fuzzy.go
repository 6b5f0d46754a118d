package locale

import (
	"fmt"
	"time"

	"example.org/pana"
)

// Fuzzy writes a moment as exactly as it is remembered and never more so:
// before 1992, autumn 2010, about 1998, the 1990s. Ends that do not fit the
// stated precision are written out as two bounds.
func (r *Reader) Fuzzy(f pana.Fuzzy) string {
	a, b := f.Earliest.Time(), f.Latest.Time()
	switch {
	case a.IsZero() && b.IsZero():
		return r.calendar().unknown
	case a.IsZero():
		return r.before(b)
	case b.IsZero():
		return r.after(a)
	}
	whole := a.YearDay() == 1 && b.AddDate(0, 0, 1).YearDay() == 1 // whole years
	switch f.Precision {
	case pana.Day:
		if a.Equal(b) {
			return r.Date(f.Earliest)
		}
	case pana.Month:
		if a.Year() == b.Year() && a.Month() == b.Month() {
			return r.monthYear(a.Year(), a.Month())
		}
	case pana.Season:
		if a.Day() == 1 && a.Month()%3 == 0 && a.AddDate(0, 3, -1).Equal(b) {
			return r.season(a)
		}
	case pana.Year:
		if a.Year() == b.Year() {
			return r.year(a.Year())
		}
	case pana.Decade:
		if a.Year()/10 == b.Year()/10 {
			return r.decade(a.Year() / 10 * 10)
		}
	case pana.About:
		if whole && b.Year()-a.Year() == 2 {
			return fmt.Sprintf(aboutYear[r.lang], r.year(a.Year()+1))
		}
	}
	from, to := r.Date(f.Earliest), r.Date(f.Latest)
	if whole {
		from, to = r.year(a.Year()), r.year(b.Year())
	}
	if from == to {
		return from
	}
	return fmt.Sprintf(r.calendar().betweens, from, to)
}

// Period writes from when to when; an end that is not known says so.
func (r *Reader) Period(p pana.Period) string {
	from, until := r.Fuzzy(p.From), r.Fuzzy(p.Until)
	switch {
	case !p.From.Known() && !p.Until.Known():
		return r.calendar().unknown
	case !p.From.Known():
		from = r.calendar().noStart
	case !p.Until.Known():
		until = r.calendar().noEnd
	case p.From == p.Until:
		return from
	}
	return from + " – " + until
}

var (
	aboutYear  = map[Lang]string{EN: "about %s", RU: "около %s", KK: "шамамен %s", UZ: "taxminan %s", UK: "близько %s"}
	beforeThat = map[Lang]string{EN: "before %s", RU: "до %s", UK: "до %s"}
	afterThat  = map[Lang]string{EN: "after %s", RU: "после %s", UK: "після %s"}
	byThat     = map[Lang]string{EN: "no later than %s", RU: "не позднее %s", KK: "%s немесе одан бұрын", UZ: "%s yoki undan oldin", UK: "не пізніше %s"}
	fromThat   = map[Lang]string{EN: "no earlier than %s", RU: "не ранее %s", KK: "%s немесе одан кейін", UZ: "%s yoki undan keyin", UK: "не раніше %s"}
)

// before writes that a moment lies at last or earlier. The first and the last
// day of a year or a month both stand for its edge, which is how they are typed.
func (r *Reader) before(last time.Time) string {
	next := last.AddDate(0, 0, 1)
	switch {
	case next.YearDay() == 1:
		return r.beforeMonth(next.Year(), 0)
	case last.YearDay() == 1:
		return r.beforeMonth(last.Year(), 0)
	case next.Day() == 1:
		return r.beforeMonth(next.Year(), next.Month())
	}
	return fmt.Sprintf(byThat[r.lang], r.Date(pana.DateOf(last, time.UTC)))
}

// after writes that a moment lies at first or later.
func (r *Reader) after(first time.Time) string {
	next := first.AddDate(0, 0, 1)
	switch {
	case next.YearDay() == 1:
		return r.afterMonth(first.Year(), 0)
	case first.YearDay() == 1:
		return r.afterMonth(first.Year()-1, 0)
	case first.Day() == 1:
		m := first.AddDate(0, 0, -1)
		return r.afterMonth(m.Year(), m.Month())
	}
	return fmt.Sprintf(fromThat[r.lang], r.Date(pana.DateOf(first, time.UTC)))
}

// beforeMonth writes before a year, or a month of it.
func (r *Reader) beforeMonth(y int, m time.Month) string {
	switch r.lang {
	case KK:
		if m == 0 {
			return fmt.Sprintf("%d жылға дейін", y)
		}
		return r.within(kazakh(r.calendar().months[m]).Dat, y) + " дейін"
	case UZ:
		if m == 0 {
			return fmt.Sprintf("%d-yilgacha", y)
		}
		return r.within(r.calendar().months[m], y) + "gacha"
	}
	return fmt.Sprintf(beforeThat[r.lang], r.edge(y, m))
}

// afterMonth writes after a year, or a month of it.
func (r *Reader) afterMonth(y int, m time.Month) string {
	switch r.lang {
	case KK:
		if m == 0 {
			return fmt.Sprintf("%d жылдан кейін", y)
		}
		return r.within(kazakh(r.calendar().months[m]).Abl, y) + " кейін"
	case UZ:
		if m == 0 {
			return fmt.Sprintf("%d-yildan keyin", y)
		}
		return r.within(r.calendar().months[m]+"dan", y) + " keyin"
	}
	return fmt.Sprintf(afterThat[r.lang], r.edge(y, m))
}

func (r *Reader) edge(y int, m time.Month) string {
	if m == 0 {
		return r.year(y)
	}
	return r.within(r.calendar().ofMonth[m], y)
}

// season writes the season that begins with start. A winter carries both its
// years, since nobody agrees which of them it belongs to.
func (r *Reader) season(start time.Time) string {
	name := r.calendar().seasons[int(start.Month())/3%4]
	if start.Month() != time.December {
		return r.within(name, start.Year())
	}
	years := fmt.Sprintf("%d–%d", start.Year(), start.Year()+1)
	switch r.lang {
	case KK:
		return years + " жылғы " + name
	case UZ:
		return years + "-yil " + name
	case RU:
		return name + " " + years + "\u00a0гг."
	case UK:
		return name + " " + years + "\u00a0рр."
	}
	return name + " " + years
}

// decade writes the ten years from y.
func (r *Reader) decade(y int) string {
	switch r.lang {
	case KK:
		return fmt.Sprintf("%d-жылдар", y)
	case RU:
		return fmt.Sprintf("%d-е годы", y)
	case UZ:
		return fmt.Sprintf("%d-yillar", y)
	case UK:
		ending := "ті" // дев’яності
		switch {
		case y%100 == 40:
			ending = "ві" // сорокові
		case y%1000 == 0:
			ending = "ні" // двотисячні
		}
		return fmt.Sprintf("%d-%s роки", y, ending)
	}
	return fmt.Sprintf("the %ds", y)
}
