package locale

import (
	"fmt"
	"time"

	"example.org/pana"
)

// A calendar holds the words of dates in one language. Go and CLDR both lack
// Kazakh here or there, so the months are our own.
type calendar struct {
	months   [13]string // as a month stands alone: ноябрь
	ofMonth  [13]string // as it stands after a day: ноября
	days     [7]string  // from Sunday
	seasons  [4]string  // winter, spring, summer, autumn
	and      string
	unknown  string
	noStart  string
	noEnd    string
	betweens string // two ends
}

var calendars = map[Lang]*calendar{
	EN: {
		months:  [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		ofMonth: [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		days:    [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		seasons: [4]string{"winter", "spring", "summer", "autumn"},
		and:     "and", unknown: "not known", noStart: "start not known", noEnd: "end not known", betweens: "between %s and %s",
	},
	RU: {
		months:  [13]string{"", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
		ofMonth: [13]string{"", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		days:    [7]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"},
		seasons: [4]string{"зима", "весна", "лето", "осень"},
		and:     "и", unknown: "неизвестно", noStart: "начало неизвестно", noEnd: "окончание неизвестно", betweens: "не раньше %s и не позже %s",
	},
	KK: {
		months:  [13]string{"", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"},
		ofMonth: [13]string{"", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"},
		days:    [7]string{"жексенбі", "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі"},
		seasons: [4]string{"қыс", "көктем", "жаз", "күз"},
		and:     "және", unknown: "белгісіз", noStart: "басы белгісіз", noEnd: "аяғы белгісіз", betweens: "%s – %s аралығы",
	},
	UZ: {
		months:  [13]string{"", "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr"},
		ofMonth: [13]string{"", "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr"},
		days:    [7]string{"yakshanba", "dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba"},
		seasons: [4]string{"qish", "bahor", "yoz", "kuz"},
		and:     "va", unknown: "nomaʼlum", noStart: "boshi nomaʼlum", noEnd: "oxiri nomaʼlum", betweens: "%s va %s oraligʻi",
	},
	UK: {
		months:  [13]string{"", "січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"},
		ofMonth: [13]string{"", "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
		days:    [7]string{"неділя", "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота"},
		seasons: [4]string{"зима", "весна", "літо", "осінь"},
		and:     "та", unknown: "невідомо", noStart: "початок невідомий", noEnd: "закінчення невідоме", betweens: "не раніше %s та не пізніше %s",
	},
}

func (r *Reader) calendar() *calendar { return calendars[r.lang] }

// Date writes a day in full words: 23 November 2026, 23 ноября 2026 г., 2026
// жылғы 23 қараша. A no-break space stands before г. The empty Date, and one
// that is no day, is "not known".
func (r *Reader) Date(d pana.Date) string {
	t := d.Time()
	if t.IsZero() {
		return r.calendar().unknown
	}
	y, m, day := t.Date()
	month := r.calendar().ofMonth[m]
	switch r.lang {
	case KK:
		return fmt.Sprintf("%d жылғы %d %s", y, day, month)
	case UZ:
		return fmt.Sprintf("%d-yil %d-%s", y, day, month)
	}
	return fmt.Sprintf("%d %s %s", day, month, r.year(y))
}

// year writes a year as it ends a date.
func (r *Reader) year(y int) string {
	switch r.lang {
	case RU:
		return fmt.Sprintf("%d\u00a0г.", y)
	case UK:
		return fmt.Sprintf("%d\u00a0р.", y)
	case KK:
		return fmt.Sprintf("%d жыл", y)
	case UZ:
		return fmt.Sprintf("%d-yil", y)
	}
	return fmt.Sprint(y)
}

// DayMonth writes a day without its year: 23 November, 23 ноября, 23 қараша.
func (r *Reader) DayMonth(d pana.Date) string {
	t := d.Time()
	if t.IsZero() {
		return r.calendar().unknown
	}
	if r.lang == UZ {
		return fmt.Sprintf("%d-%s", t.Day(), r.calendar().ofMonth[t.Month()])
	}
	return fmt.Sprintf("%d %s", t.Day(), r.calendar().ofMonth[t.Month()])
}

// Month writes the month of d with its year: November 2026, ноябрь 2026 г.
func (r *Reader) Month(d pana.Date) string {
	t := d.Time()
	if t.IsZero() {
		return r.calendar().unknown
	}
	return r.monthYear(t.Year(), t.Month())
}

func (r *Reader) monthYear(y int, m time.Month) string { return r.within(r.calendar().months[m], y) }

// within writes a month or a season of a year.
func (r *Reader) within(what string, y int) string {
	switch r.lang {
	case KK:
		return fmt.Sprintf("%d жылғы %s", y, what)
	case UZ:
		return fmt.Sprintf("%d-yil %s", y, what)
	}
	return what + " " + r.year(y)
}

// ShortDate writes 23.11.2026, the same in every language.
func (r *Reader) ShortDate(d pana.Date) string {
	t := d.Time()
	if t.IsZero() {
		return r.calendar().unknown
	}
	return t.Format("02.01.2006")
}

// Weekday writes the day of the week, small as in running text.
func (r *Reader) Weekday(d time.Weekday) string { return r.calendar().days[d] }

// MonthName writes a month as it stands alone.
func (r *Reader) MonthName(m time.Month) string { return r.calendar().months[m] }

// Clock writes the time of day in t's own zone: 03:12.
func (r *Reader) Clock(t time.Time) string { return t.Format("15:04") }

// DateTime writes the day and the time of day in t's own zone.
func (r *Reader) DateTime(t time.Time) string {
	return r.Date(pana.DateOf(t, t.Location())) + ", " + r.Clock(t)
}
