package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"maps"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/funding"
)

// A reckoning counts the lines that one agreement pays a part of, as they come and
// without holding them.
type reckoning struct {
	agreement funding.Agreement
	period    funding.Period
	tally     *funding.Tally
	people    map[string]*share
	absent    int64 // ten-thousandths of days
	months    []month
	sum       hash.Hash
}

// A share is what falls to one person.
type share struct {
	client   pana.ClientID // empty once she is forgotten
	code     string
	days     int64 // ten-thousandths
	services int64 // lines of services
	minor    int64
	kinds    map[string]bool
}

// A month is what a sheet was reckoned from: how many lines of a month, when it was
// closed, and their digest.
type month struct {
	Month  string    `json:"month"`
	Closed pana.Date `json:"closed"`
	Lines  int       `json:"lines"`
	Digest string    `json:"digest"`
}

func newReckoning(a funding.Agreement, p funding.Period) *reckoning {
	return &reckoning{agreement: a, period: p, tally: funding.NewTally(), people: map[string]*share{}}
}

// begin takes up the next month.
func (k *reckoning) begin(m string, closed pana.Date) {
	k.seal()
	k.months = append(k.months, month{Month: m, Closed: closed})
	k.sum = sha256.New()
}

// seal ends the month at hand.
func (k *reckoning) seal() {
	if n := len(k.months); n > 0 && k.sum != nil {
		k.months[n-1].Digest = hex.EncodeToString(k.sum.Sum(nil)[:16])
	}
	k.sum = nil
}

// add counts one line, if the agreement pays a part of it.
func (k *reckoning) add(l *funding.Line) { k.addAlike(&funding.Alike{Line: *l, N: 1}) }

// addAlike counts lines that are alike.
func (k *reckoning) addAlike(l *funding.Alike) {
	mine := slices.IndexFunc(l.Paid, func(p funding.Paid) bool { return p.Agreement == k.agreement.ID })
	if mine < 0 || l.N < 1 {
		return
	}
	paid, n := l.Paid[mine], int64(l.N)
	one := *l
	one.Paid = l.Paid[mine : mine+1]
	k.tally.AddAlike(&one)
	s := k.people[l.Person]
	if s == nil {
		s = &share{client: l.Client, code: l.Code, kinds: map[string]bool{}}
		k.people[l.Person] = s
	}
	s.minor += paid.Minor * n
	if l.What == funding.Day {
		s.days += int64(paid.Parts) * n
		if l.Absent != "" {
			k.absent += int64(paid.Parts) * n
		}
	} else {
		s.services += n
		s.kinds[l.What] = true
	}
	k.months[len(k.months)-1].Lines += l.N
	text, _ := json.Marshal([]any{l.N, l.What, l.On, l.Person, l.Site, l.Minutes, l.Absent != "", paid})
	k.sum.Write(append(text, '\n'))
}

// values are the exact figures: what money is paid by.
func (k *reckoning) values() map[string]Value {
	sheet := k.tally.Sheet(k.agreement, k.period)
	v := map[string]Value{
		"agreement.name": text(k.agreement.Name), "agreement.number": text(k.agreement.Number), "currency": text(k.agreement.Currency),
		"since": day(k.period.Since), "until": day(k.period.Until),
		"people": count(int64(len(k.people))), "days.absent": parts(k.absent), "money.total": money(sheet.Minor),
	}
	var days, services, minutes, dayMoney int64
	kinds := map[string][3]int64{}
	for _, t := range sheet.Totals {
		if t.What == funding.Day {
			days, dayMoney = days+t.Parts, dayMoney+t.Minor
			continue
		}
		services, minutes = services+t.Parts, minutes+t.Minutes
		of := kinds[t.What]
		kinds[t.What] = [3]int64{of[0] + t.Parts, of[1] + t.Minutes, of[2] + t.Minor}
	}
	v["days"], v["services"], v["hours"] = parts(days), parts(services), hours(minutes)
	v["money.days"], v["money.services"] = money(dayMoney), money(sheet.Minor-dayMoney)
	for _, kind := range offered("service-kind") {
		of := kinds[kind]
		p := kindPart(kind)
		v["services."+p], v["hours."+p], v["money.services."+p] = parts(of[0]), hours(of[1]), money(of[2])
		v["target.services."+p] = Value{}
	}
	v["days.tariff"] = Value{}
	for _, t := range k.agreement.Tariffs {
		if t.Unit == funding.PerDay && t.Since <= k.period.Until && (t.Until == "" || t.Until >= k.period.Until) {
			v["days.tariff"] = money(t.Minor)
		}
	}
	v["target.days"], v["target.people"], v["target.services"] = Value{}, Value{}, Value{}
	var wanted int64
	for _, t := range sheet.Targets {
		switch t.What {
		case funding.Day:
			v["target.days"] = more(v["target.days"], int64(t.Count))
		case funding.Person:
			v["target.people"] = more(v["target.people"], int64(t.Count))
		default:
			v["target.services."+kindPart(t.What)] = more(v["target.services."+kindPart(t.What)], int64(t.Count))
			wanted += int64(t.Count)
		}
	}
	if wanted > 0 {
		v["target.services"] = count(wanted)
	}
	return v
}

func more(v Value, n int64) Value { return count(v.Number + n) }

// funders are the parts of the money by who gives it, in the order of the agreement.
func (k *reckoning) funders() []int64 { return k.tally.Sheet(k.agreement, k.period).Funders }

// persons are the keys of the people, those with a code first and in its order.
func (k *reckoning) persons() []string {
	return slices.SortedFunc(maps.Keys(k.people), func(a, b string) int {
		x, y := k.people[a], k.people[b]
		if (x.code == "") != (y.code == "") {
			return len(y.code) - len(x.code)
		}
		if c := strings.Compare(x.code, y.code); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
}

// clients are those of the people who are not forgotten.
func (k *reckoning) clients() []pana.ClientID {
	var all []pana.ClientID
	for _, p := range k.persons() {
		if c := k.people[p].client; c != "" {
			all = append(all, c)
		}
	}
	return all
}
