package funding

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
)

var (
	someSites  = []pana.SiteID{"site-a", "site-b"}
	someKinds  = []string{"social-medical", "social-legal", "social-domestic"}
	somePayers = []string{"", "state", "local", "foundation", "own"}
)

const firstDay = pana.Date("2026-09-25")

// drawParts draws parts of n that sum to the whole.
func drawParts(t *rapid.T, n int) []int {
	parts, left := make([]int, n), Whole
	for i := range parts[:n-1] {
		parts[i] = rapid.IntRange(1, left-(n-1-i)).Draw(t, "part")
		left -= parts[i]
	}
	parts[n-1] = left
	return parts
}

func drawDay(t *rapid.T, name string, most int) pana.Date {
	return firstDay.AddDays(rapid.IntRange(0, most).Draw(t, name))
}

func drawAgreement(t *rapid.T, i int) Agreement {
	a := Agreement{ID: AgreementID(fmt.Sprintf("agreement-%d", i)), Payer: somePayers[1+i%3], Currency: "KZT", Since: drawDay(t, "since", 20),
		Days: rapid.Bool().Draw(t, "days"), Absent: rapid.IntRange(0, 3).Draw(t, "absent"), Sites: someSites[:rapid.IntRange(1, 2).Draw(t, "sites")],
		Services: someKinds[:rapid.IntRange(0, 3).Draw(t, "kinds")]}
	if rapid.Bool().Draw(t, "ends") {
		a.Until = a.Since.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))
	}
	for j, parts := range drawParts(t, rapid.IntRange(1, 3).Draw(t, "funders")) {
		a.Funders = append(a.Funders, Funder{Organisation: pana.OrganisationID(fmt.Sprintf("funder-%d", j)), Parts: parts})
	}
	if rapid.Bool().Draw(t, "tariffs") {
		price := rapid.Int64Range(1, 1_999_999)
		a.Tariffs = []Tariff{{Unit: PerDay, Since: a.Since, Minor: price.Draw(t, "a day")}, {Unit: PerService, Kind: "social-legal", Since: a.Since, Minor: price.Draw(t, "a service")},
			{Unit: PerHour, Since: a.Since, Minor: price.Draw(t, "an hour")}}
	}
	return a
}

// drawMonth draws what a month may hold: several houses and payers, times that
// follow each other, overlap and end on the day they began, absences, services.
func drawMonth(t *rapid.T) (*facts, *asking) {
	q := &asking{own: map[string][]Share{}, began: map[pana.EpisodeID]string{}}
	for i := range rapid.IntRange(1, 4).Draw(t, "agreements") {
		q.agreements = append(q.agreements, drawAgreement(t, i))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "rules") {
		r := Rule{ID: RuleID(fmt.Sprint(i)), Payer: rapid.SampledFrom(somePayers).Draw(t, "payer"), Since: firstDay,
			What: rapid.SampledFrom([]string{"", Day, "social-legal"}).Draw(t, "what"), Site: rapid.SampledFrom([]pana.SiteID{"", "site-a"}).Draw(t, "site")}
		ids := []AgreementID{Nobody, Own}
		for _, a := range q.agreements {
			ids = append(ids, a.ID)
		}
		ids = rapid.Permutation(ids).Draw(t, "who")[:rapid.IntRange(1, len(ids)).Draw(t, "many")]
		for j, parts := range drawParts(t, len(ids)) {
			r.Shares = append(r.Shares, Share{ids[j], parts})
		}
		if err := CheckShares("test", "shares", r.Shares); err != nil {
			t.Fatal(err)
		}
		q.rules = append(q.rules, r)
	}
	f := &facts{aways: map[pana.ClientID][]away{}, terms: map[pana.EpisodeID][]term{}, codes: map[pana.ClientID]string{}}
	for i := range rapid.IntRange(1, 6).Draw(t, "people") {
		client := pana.ClientID(fmt.Sprintf("client-%d", i))
		for j := range rapid.IntRange(1, 3).Draw(t, "times") {
			e := pana.EpisodeID(fmt.Sprintf("episode-%d-%d", i, j))
			s := Stay{ID: fmt.Sprintf("stay-%d-%d", i, j), Client: client, Episode: e, Site: rapid.SampledFrom(someSites).Draw(t, "site"), Since: drawDay(t, "came", 40)}
			if rapid.Bool().Draw(t, "left") {
				s.Until = s.Since.AddDays(rapid.IntRange(0, 20).Draw(t, "nights"))
			}
			f.stays = append(f.stays, s)
			if p := rapid.SampledFrom(somePayers).Draw(t, "term"); p != "" {
				f.terms[e] = []term{{Episode: e, Payer: p, Until: drawDay(t, "until", 50)}}
			}
		}
		if rapid.Bool().Draw(t, "away") {
			went := drawDay(t, "went", 40)
			f.aways[client] = []away{{Went: went, Back: went.AddDays(rapid.IntRange(0, 9).Draw(t, "gone"))}}
		}
		for j := range rapid.IntRange(0, 5).Draw(t, "services") {
			f.services = append(f.services, casework.Service{Source: "visit", Row: fmt.Sprintf("%d-%d", i, j), Client: client, Site: rapid.SampledFrom(someSites).Draw(t, "site"),
				On: drawDay(t, "on", 50), Kind: rapid.SampledFrom(append(someKinds, "", "social-labour")).Draw(t, "kind"),
				Minutes: rapid.IntRange(0, 200).Draw(t, "minutes"), Payer: rapid.SampledFrom(somePayers).Draw(t, "payer")})
		}
	}
	return f, q
}

// Whatever a month holds: each day of each person and each service is paid by
// exactly the whole, no day is counted twice, and what stands on the sheets of all
// payers together is what the lines come to.
func TestEveryDayAndServiceIsPaidToExactlyTheWhole(t *testing.T) {
	october := Period{"2026-10-01", "2026-10-31"}
	rapid.Check(t, func(t *rapid.T) {
		f, q := drawMonth(t)
		want := bruteDays(f, october)
		services := 0
		for _, s := range f.services {
			if october.Has(s.On) {
				services++
			}
		}
		lines, _ := f.lines(october, q)
		ledger := Ledger{Period: october, Lines: lines}
		seen, people := map[string]bool{}, map[string]bool{}
		days := 0
		var minor int64
		for _, l := range lines {
			people[l.Person] = true
			if l.What == Day {
				days++
				if key := l.Person + string(l.On); seen[key] || !want[key] {
					t.Fatalf("the day %s of %s is counted twice, or is none", l.On, l.Person)
				} else {
					seen[key] = true
				}
			}
			whole, money := 0, int64(0)
			for _, p := range l.Paid {
				if p.Parts <= 0 {
					t.Fatalf("a part of nothing: %+v", l)
				}
				whole += p.Parts
				money += p.Minor
			}
			if whole != Whole {
				t.Fatalf("%+v is paid to %d of %d", l, whole, Whole)
			}
			if price, same := samePrice(q, &l); same && money != price {
				t.Fatalf("%+v costs %d and comes to %d", l, price, money)
			}
			minor += money
		}
		if days != len(want) || len(lines)-days != services {
			t.Fatalf("%d days of %d, %d services of %d", days, len(want), len(lines)-days, services)
		}
		tally := ledger.Tally()
		var parts, coins int64
		for _, total := range tally.Totals() {
			parts += total.Parts
			coins += total.Minor
		}
		if parts != int64(len(lines))*Whole || coins != minor || tally.Everybody() != len(people) {
			t.Fatalf("the sheets hold %d parts and %d of %d lines and %d; %d people of %d", parts, coins, len(lines), minor, tally.Everybody(), len(people))
		}
		for _, a := range q.agreements {
			s := tally.Sheet(a, october)
			var funders int64
			for _, m := range s.Funders {
				funders += m
			}
			if funders != s.Minor {
				t.Fatalf("the funders of %s give %d of %d", a.ID, funders, s.Minor)
			}
			if s.Persons > len(people) {
				t.Fatalf("%d people of %d", s.Persons, len(people))
			}
		}
	})
}

// bruteDays are the days of a period by the rule as it is told: slept there that
// night, or came and went on that day.
func bruteDays(f *facts, p Period) map[string]bool {
	days := map[string]bool{}
	for d := p.Since; d <= p.Until; d = d.AddDays(1) {
		for _, s := range f.stays {
			if s.Since <= d && (s.Until == "" || d < s.Until) || s.Since == d && s.Until == d {
				days[string(s.Client)+string(d)] = true
			}
		}
	}
	return days
}

// samePrice is the price of a line where all who pay for it have the same one.
func samePrice(q *asking, l *Line) (price int64, same bool) {
	found := false
	for _, p := range l.Paid {
		a, ok := q.agreement(p.Agreement)
		if !ok {
			continue
		}
		one, ok := a.Price(l.What, l.On, l.Minutes)
		if !ok || found && one != price {
			return 0, false
		}
		price, found = one, true
	}
	return price, found
}

// However an amount is divided, nothing is lost and nothing is made.
func TestWhatIsDividedSumsToTheAmountExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := drawParts(t, rapid.IntRange(1, 9).Draw(t, "n"))
		minor := rapid.Int64Range(0, mostMinor).Draw(t, "minor")
		var sum int64
		for i, m := range Split(minor, parts) {
			sum += m
			exact := float64(minor) * float64(parts[i]) / Whole
			if float64(m) < exact-1.001 || float64(m) > exact+1.001 {
				t.Fatalf("%d of %d by %d is %f", m, minor, parts[i], exact)
			}
		}
		if sum != minor {
			t.Fatalf("%d of %d", sum, minor)
		}
	})
}
