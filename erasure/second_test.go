package erasure_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
)

// agreedTo is a deed that Saule asked of somebody who agreed at her own desk.
func (a *attic) agreedTo(d house.Deed, whom string) (id string) {
	a.t.Helper()
	id = a.asks(d, whom)
	a.must(a.House.AgreeSecond(a.As(whom), id))
	return id
}

func (a *attic) asks(d house.Deed, whom string) (id string) {
	a.t.Helper()
	a.must(a.House.AskSecond(a.As("saule"), d, a.Staff(whom)))
	desk, err := a.House.Desk(a.As("saule"), d)
	a.must(err)
	return desk.Asked.ID
}

// by erases with what was agreed to.
func by(id, code, reason string) erasure.Asking {
	return erasure.Asking{Code: code, Reason: reason, Pair: house.Pair{Agreed: id}}
}

func TestAFileIsErasedWithTheSecondElsewhere(t *testing.T) {
	a := begin(t)
	her, other := a.gone("Gulbahor"), a.gone("Nodira")
	id := a.agreedTo(erasure.Deed(her.Client, erasure.Asked), "marat")
	for name, c := range map[string]struct {
		client pana.ClientID
		with   erasure.Asking
		say    string
	}{
		"another file":   {other.Client, by(id, other.Code, erasure.Asked), "second.differs"},
		"another reason": {her.Client, by(id, her.Code, erasure.Mistake), "second.differs"},
		"another code":   {her.Client, by(id, other.Code, erasure.Asked), "erasure.code"},
	} {
		if err := a.forget.Erase(a.As("saule"), c.client, c.with); say(err) != c.say {
			t.Errorf("%s: %v", name, err)
		}
	}
	a.must(a.forget.Erase(a.As("saule"), her.Client, by(id, her.Code, erasure.Asked)))
	if left := holds(cells(t, a.House), string(her.Client)); len(left) > 0 {
		t.Errorf("her id stands in %v", left)
	}
	if err := a.forget.Erase(a.As("saule"), other.Client, by(id, other.Code, erasure.Asked)); say(err) != "second.none" {
		t.Errorf("a second file with it: %v", err)
	}
	a.whole()
}

// What was asked of a file that is erased meanwhile goes with it.
func TestWhatWasAskedOfAFileGoesWithIt(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	id := a.asks(erasure.Deed(her.Client, erasure.Asked), "marat")
	a.must(a.forget.Erase(a.As("marat"), her.Client, erasure.Asking{Code: her.Code, Reason: erasure.Asked, Pair: house.Pair{
		Passphrase: housetest.Passphrase("marat"), Second: house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}}}))
	if err := a.House.AgreeSecond(a.As("marat"), id); say(err) != "record.absent" {
		t.Error(err)
	}
	if left := holds(cells(t, a.House), id); len(left) > 0 {
		t.Errorf("it stands in %v", left)
	}
	a.whole()
}

// Neither who is asked nor who asks learns of a conflict of interest by it.
func TestWhoMayNotKnowOfAFileIsAskedInVain(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	a.must(a.files.SetConflict(a.As("saule"), her.Client, a.Staff("marat")))
	deed := erasure.Deed(her.Client, erasure.Asked)
	desk, err := a.House.Desk(a.As("saule"), deed)
	a.must(err)
	if !slices.ContainsFunc(desk.Whom, func(m house.Member) bool { return m.ID == a.Staff("marat") }) {
		t.Error("he is not offered, and that says why")
	}
	id := a.asks(deed, "marat")
	told, err := a.House.Notices(a.As("marat"))
	a.must(err)
	waiting, _, err := a.House.Seconds(a.As("marat"))
	a.must(err)
	if len(told)+len(waiting) > 0 {
		t.Errorf("he is told: %v, %v", told, waiting)
	}
	if err := a.House.AgreeSecond(a.As("marat"), id); say(err) != "record.absent" {
		t.Errorf("he agrees: %v", err)
	}
	if _, err := a.House.EndSecond(a.As("marat"), id); say(err) != "record.absent" {
		t.Errorf("he refuses: %v", err)
	}
	if err := a.forget.Erase(a.As("saule"), her.Client, by(id, her.Code, erasure.Asked)); say(err) != "second.waits" {
		t.Errorf("she goes on: %v", err)
	}
	if _, err := a.House.EndSecond(a.As("saule"), id); err != nil {
		t.Errorf("she takes it back: %v", err)
	}
}

func TestAConflictThatComesAfterTheAgreementEndsIt(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	id := a.agreedTo(erasure.Deed(her.Client, erasure.Asked), "marat")
	a.must(a.files.SetConflict(a.As("saule"), her.Client, a.Staff("marat")))
	if err := a.forget.Erase(a.As("saule"), her.Client, by(id, her.Code, erasure.Asked)); say(err) != "two.other" {
		t.Error(err)
	}
	if waiting, _, err := a.House.Seconds(a.As("marat")); err != nil || len(waiting) > 0 {
		t.Errorf("it still stands on his page: %v, %v", waiting, err)
	}
}

func TestAFileThatIsHeldMeanwhileIsNotAgreedTo(t *testing.T) {
	a := begin(t)
	her := a.gone("Gulbahor")
	id := a.asks(erasure.Deed(her.Client, erasure.Asked), "marat")
	a.must(a.forget.HoldFile(a.As("saule"), her.Client, "court"))
	if waiting, _, err := a.House.Seconds(a.As("marat")); err != nil || len(waiting) != 1 || !waiting[0].Changed {
		t.Errorf("his page says %+v, %v", waiting, err)
	}
	if err := a.House.AgreeSecond(a.As("marat"), id); say(err) != "second.changed" {
		t.Error(err)
	}
	if _, err := a.House.EndSecond(a.As("marat"), id); err != nil {
		t.Errorf("he says no: %v", err)
	}
}

func TestRequestsAreErasedWithTheSecondElsewhere(t *testing.T) {
	a := begin(t)
	for i := range 6 {
		a.ask(fmt.Sprintf("Zamira%d", i), declined)
	}
	a.Clock.Advance(24 * time.Hour)
	a.ask("Nodira", declined)
	a.pass(89)
	if err := a.House.AskSecond(a.As("saule"), house.Deed{Act: policy.EraseClient, Object: "requests", How: "no-site"}, a.Staff("marat")); say(err) != "policy.refused" {
		t.Errorf("of a site that is none: %v", err)
	}
	id := a.agreedTo(a.forget.RequestsDeed(a.As("saule")), "marat")
	a.Clock.Advance(23 * time.Hour)
	if r := a.due("saule"); r.Due != 7 {
		t.Fatalf("%+v", r)
	}
	if _, err := a.forget.EraseRequests(a.As("saule"), by(id, "", "")); say(err) != "second.differs" {
		t.Errorf("one more than was agreed to: %v", err)
	}
	if _, err := a.House.EndSecond(a.As("saule"), id); err != nil {
		t.Fatal(err)
	}
	id = a.agreedTo(a.forget.RequestsDeed(a.As("saule")), "marat")
	if n, err := a.forget.EraseRequests(a.As("saule"), by(id, "", "")); n != 7 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
}
