package erasure_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// ask takes a request for name at the desk and, where it is not empty, answers it.
func (a *attic) ask(name string, with intake.Answer) pana.RequestID {
	a.t.Helper()
	id, err := a.desk.Record(a.As("saule"), intake.NewRequest{Beds: 1, Sex: "female", AgeBand: "24-26", Language: "uz",
		Sources: []intake.From{{Source: "hotline"}}, Words: intake.Words{Name: name, Contact: "+7 700 000 00 00", Told: name + " waits at the station."}})
	a.must(err)
	if with.Status != "" {
		with.Version = 1
		_, err = a.desk.Answer(a.As("saule"), id, with)
		a.must(err)
	}
	return id
}

var declined = intake.Answer{Status: intake.Declined, Reason: "no-bed"}

// due is what who sees of requests past their time.
func (a *attic) due(who string) erasure.Requests {
	a.t.Helper()
	r, err := a.forget.RequestsDue(a.As(who))
	a.must(err)
	return r
}

func (a *attic) turnedAway() (n int) {
	a.t.Helper()
	_, all, err := a.desk.Answered(a.As("saule"), "", "", "")
	a.must(err)
	for _, c := range all {
		n += c.N
	}
	return n
}

func TestARequestThatBecameNoFileGoesNinetyDaysAfterItsAnswer(t *testing.T) {
	a := begin(t)
	no := a.ask("Zamira", declined)
	waits := a.ask("Oygul", intake.Answer{})
	a.ask("Madina", intake.Answer{Status: intake.Accepted})
	a.pass(80)
	late := a.ask("Nodira", declined)
	if r := a.due("saule"); r.Due != 0 || r.Days != 90 || r.Open != 0 {
		t.Fatalf("after eighty days: %+v", r)
	}
	if _, err := a.forget.EraseRequests(a.As("saule"), erasure.Asking{}); say(err) != "erasure.requests.none" {
		t.Errorf("none is due: %v", err)
	}
	a.pass(11)
	if r := a.due("saule"); r.Due != 1 || r.Open != 1 || r.Second || r.Say != "" {
		t.Fatalf("after ninety-one: %+v", r)
	}
	for _, who := range []string{"dina", "timur"} {
		if _, err := a.forget.EraseRequests(a.As(who), erasure.Asking{}); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", who, err)
		}
	}
	away := a.turnedAway()
	if n, err := a.forget.EraseRequests(a.As("saule"), erasure.Asking{}); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	all := cells(t, a.House)
	if found := holds(all, string(no)); len(found) > 0 {
		t.Errorf("its id stands in %v", found)
	}
	if _, err := a.desk.Request(a.As("saule"), no); pana.KindOf(err) != pana.NotFound {
		t.Errorf("it is still found: %v", err)
	}
	desk, err := a.desk.Desk(a.As("saule"))
	a.must(err)
	if len(desk.Waiting) != 1 || len(desk.Answered) != 2 || slices.ContainsFunc(desk.Answered, func(r intake.Request) bool { return r.ReceivedAt == 0 }) {
		t.Errorf("the desk: %d wait, %d are answered", len(desk.Waiting), len(desk.Answered))
	}
	for id, name := range map[pana.RequestID]string{waits: "Oygul", late: "Nodira"} {
		if r, err := a.desk.Request(a.As("saule"), id); err != nil || r.Words.Name != name {
			t.Errorf("another one: %q, %v", r.Words.Name, err)
		}
	}
	if n := a.turnedAway(); n != away {
		t.Errorf("%d were turned away, %d before", n, away)
	}
	if r := a.due("saule"); r.Due != 0 {
		t.Errorf("what is left of it is due again: %+v", r)
	}
	opens, err := seal.RingFrom(a.As("saule")).Openers(a.As("saule"), []seal.Owner{seal.Owner(no), seal.Owner(late)}, a.Shelter.ID, pana.Identity)
	a.must(err)
	if opens[seal.Owner(no)] != nil || opens[seal.Owner(late)] == nil {
		t.Errorf("keys: %v", opens)
	}
	a.whole()
}

func TestTheHouseSaysHowLongARequestIsKept(t *testing.T) {
	a := begin(t)
	a.ask("Zamira", declined)
	a.pass(20)
	s := a.House.Settings()
	for days, good := range map[int]bool{-1: false, 3651: false, 14: true} {
		s.KeepRequests = days
		if err := a.House.SetSettings(a.As("saule"), s, a.House.SettingsVersion()); (err == nil) != good {
			t.Errorf("%d days: %v", days, err)
		}
	}
	if r := a.due("saule"); r.Due != 1 || r.Days != 14 {
		t.Errorf("%+v", r)
	}
}

func TestManyRequestsAtOnceTakeTwoPeople(t *testing.T) {
	a := begin(t)
	for i := range 6 {
		a.ask(fmt.Sprintf("Zamira%d", i), declined)
	}
	a.pass(100)
	if r := a.due("saule"); r.Due != 6 || !r.Second || r.Alone {
		t.Fatalf("%+v", r)
	}
	if _, err := a.forget.EraseRequests(a.As("saule"), erasure.Asking{}); say(err) != "agree.second" {
		t.Errorf("one alone: %v", err)
	}
	other := with("", "")
	other.Pair.Second = house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina"), Address: "127.0.0.1"}
	if _, err := a.forget.EraseRequests(a.As("saule"), other); say(err) != "two.other" {
		t.Errorf("with somebody who may not: %v", err)
	}
	if r := a.due("saule"); r.Due != 6 {
		t.Fatalf("some went all the same: %+v", r)
	}
	if n, err := a.forget.EraseRequests(a.As("saule"), with("", "")); n != 6 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	// They count among what was erased today.
	her := a.gone("Gulbahor")
	if got := say(a.forget.Erase(a.As("saule"), her.Client, erasure.Asking{Code: her.Code, Reason: erasure.TimeOver})); got != "agree.second" {
		t.Errorf("one more today: %q", got)
	}
	a.whole()
}

func TestNoRequestGoesAfterTheClockMoved(t *testing.T) {
	a := begin(t)
	a.ask("Zamira", declined)
	a.Clock.Advance(200 * 24 * time.Hour)
	if r := a.due("saule"); r.Due != 1 || r.Say != "erasure.clock" {
		t.Errorf("%+v", r)
	}
	if _, err := a.forget.EraseRequests(a.As("saule"), erasure.Asking{}); say(err) != "erasure.clock" {
		t.Errorf("%v", err)
	}
}

func TestARequestWhoseErasureAPowerCutStoppedIsErasedByTheHouse(t *testing.T) {
	a := begin(t)
	a.ByHand()
	id := a.ask("Zamira", declined)
	a.must(a.House.DB.Update(a.As("saule"), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO erasures (token, client_id, reason, begun, done, by_staff, second) VALUES ($1, $2, 'time', 1, 0, '', '')`,
			[]byte("token"), string(id))
		return err
	}))
	a.must(a.forget.Finish(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})))
	if found := holds(cells(t, a.House), string(id)); len(found) > 0 {
		t.Errorf("its id stands in %v", found)
	}
}

func TestAnOlderBackupErasesRequestsAgain(t *testing.T) {
	a := begin(t)
	if a.Options().Dir == "" {
		t.Skip("this is about files")
	}
	id := a.ask("Zamira", declined)
	var ids []string
	a.pass(91)
	_, err := a.forget.EraseRequests(a.As("saule"), erasure.Asking{})
	a.must(err)
	// The rows of before come back under the keys of today.
	a.ByHand()
	var tokens [][]byte
	a.must(a.House.DB.Update(a.As("saule"), func(tx *db.Tx) (err error) {
		if tokens, err = erasure.Tokens(t.Context(), tx); err != nil {
			return err
		}
		for _, q := range []string{`DELETE FROM erasures`, `UPDATE requests SET id = '` + string(id) + `', received_at = 1, answered_at = 1`} {
			if _, err := tx.Exec(t.Context(), q); err != nil {
				return err
			}
		}
		return nil
	}))
	n, err := erasure.Replay(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself}), a.House.DB, a.House.Tables(), a.House.Vault, tokens)
	a.must(err)
	for _, c := range cells(t, a.House) {
		if strings.HasSuffix(c, string(id)) {
			ids = append(ids, c)
		}
	}
	if n != 1 || len(ids) > 0 {
		t.Errorf("%d, and its id stands in %v", n, ids)
	}
}
