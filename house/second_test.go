package house_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// asked has Saule ask somebody to be the second, and returns under which id.
func asked(t *testing.T, w *housetest.World, d house.Deed, whom string) string {
	t.Helper()
	if err := w.House.AskSecond(w.As("saule"), d, w.Staff(whom)); err != nil {
		t.Fatal(err)
	}
	desk, err := w.House.Desk(w.As("saule"), d)
	if err != nil || desk.Asked.Second != w.Staff(whom) {
		t.Fatalf("her page says %+v, %v", desk.Asked, err)
	}
	return desk.Asked.ID
}

func agree(t *testing.T, w *housetest.World, who, id string) {
	t.Helper()
	if err := w.House.AgreeSecond(w.As(who), id); err != nil {
		t.Fatal(err)
	}
}

// inviting is an invitation for Dina behind which somebody stood at her own desk.
func inviting(id, lost string) house.Inviting {
	return house.Inviting{Lost: lost, AtOnce: true, Pair: house.Pair{Agreed: id}}
}

func TestTheSecondAgreesAtHerOwnDesk(t *testing.T) {
	w := housetest.Open(t)
	deed := house.InviteDeed(w.Staff("dina"), "lost")
	id := asked(t, w, deed, "marat")
	if got := toldOf(t, w, "marat"); !slices.Equal(got, []string{"notice.second"}) {
		t.Fatalf("he was told %v", got)
	}
	waiting, mine, err := w.House.Seconds(w.As("marat"))
	if err != nil || len(mine) > 0 || len(waiting) != 1 || waiting[0].Deed != deed || waiting[0].By != w.Staff("saule") || waiting[0].Changed {
		t.Fatalf("his page says %+v, %+v, %v", waiting, mine, err)
	}
	if got := waiting[0].Until - waiting[0].At; got != house.SecondLasts.Microseconds() {
		t.Errorf("he has %d µs", got)
	}
	if _, _, err := w.House.Invite(w.As("saule"), w.Staff("dina"), inviting(id, "lost")); say(err) != "second.waits" {
		t.Errorf("before he agreed: %v", err)
	}
	agree(t, w, "marat", id)
	agree(t, w, "marat", id) // the second time it changes nothing
	if got := toldOf(t, w, "saule"); !slices.Equal(got, []string{"notice.second.agreed"}) {
		t.Errorf("she was told %v", got)
	}
	invitation, opens, err := w.House.Invite(w.As("saule"), w.Staff("dina"), inviting(id, "lost"))
	if err != nil || opens.After(w.House.Now()) {
		t.Fatalf("opens %v, %v", opens, err)
	}
	if _, err := w.House.Invited(t.Context(), invitation); err != nil {
		t.Error(err)
	}
	if n := howOften(t, w, "staff.add", "marat"); n != 1 {
		t.Errorf("%d lines have him stand behind an invitation", n)
	}
	if _, _, err := w.House.Invite(w.As("saule"), w.Staff("dina"), inviting(id, "lost")); say(err) != "second.none" {
		t.Errorf("a second time: %v", err)
	}
	if desk, err := w.House.Desk(w.As("saule"), deed); err != nil || desk.Asked.ID != "" {
		t.Errorf("it still stands there: %+v, %v", desk.Asked, err)
	}
}

// howOften is how many lines of the trail name an act of somebody.
func howOften(t *testing.T, w *housetest.World, act, who string) (n int) {
	t.Helper()
	if err := w.House.DB.View(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](t.Context(), tx, `SELECT COUNT(*) FROM trail WHERE act = $1 AND staff_id = $2`, act, string(w.Staff(who)))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoCanBeAskedAndWhoCanAsk(t *testing.T) {
	w := housetest.Open(t)
	deed := house.InviteDeed(w.Staff("dina"), "")
	desk, err := w.House.Desk(w.As("saule"), deed)
	if err != nil || len(desk.Whom) != 1 || desk.Whom[0].ID != w.Staff("marat") {
		t.Fatalf("offered are %+v, %v", desk.Whom, err)
	}
	for name, c := range map[string]struct {
		as, whom string
		deed     house.Deed
		say      string
	}{
		"herself":                        {"saule", "saule", deed, "second.whom.choose"},
		"one without a role for it":      {"saule", "lena", deed, "second.whom.choose"},
		"asked by one who may not":       {"dina", "marat", deed, "policy.refused"},
		"for nobody who works here":      {"saule", "marat", house.InviteDeed("nobody", ""), "staff.absent"},
		"with a reason that is none":     {"saule", "marat", house.InviteDeed(w.Staff("dina"), "bored"), "factor.reason"},
		"for what needs the keys of two": {"saule", "marat", house.Deed{Act: policy.ExportHouse}, "policy.refused"},
		"for a new kit":                  {"saule", "marat", house.Deed{Act: policy.RekeyKit}, "policy.refused"},
		"for what is so already":         {"saule", "marat", house.Deed{Act: policy.ReopenHouse}, "house.close.already"},
	} {
		if err := w.House.AskSecond(w.As(c.as), c.deed, w.Staff(c.whom)); say(err) != c.say {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := toldOf(t, w, "marat"); len(got) > 0 {
		t.Errorf("he was told of what was refused: %v", got)
	}
	asked(t, w, deed, "marat")
	if err := w.House.AskSecond(w.As("saule"), deed, w.Staff("marat")); say(err) != "second.already" {
		t.Errorf("asked twice: %v", err)
	}
	w.Clock.Advance(house.SecondLasts)
	if err := w.House.AskSecond(w.As("saule"), deed, w.Staff("marat")); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestAHouseOfOneHasNobodyToAsk(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.EndStaff(w.As("saule"), w.Staff("marat")); err != nil {
		t.Fatal(err)
	}
	if err := w.House.AskSecond(w.As("saule"), house.Deed{Act: policy.CloseHouse}, w.Staff("marat")); say(err) != "two.alone" {
		t.Error(err)
	}
}

// What is agreed to is one deed of one person within one day, once.
func TestAnAgreementIsGoodForNothingElse(t *testing.T) {
	w := housetest.Open(t)
	dina, erlan := w.Staff("dina"), w.Staff("erlan")
	grantDeputy(t, w, "gulnar")
	give := func(t *testing.T) string {
		t.Helper()
		id := asked(t, w, house.InviteDeed(dina, "lost"), "marat")
		agree(t, w, "marat", id)
		t.Cleanup(func() { w.House.EndSecond(w.As("saule"), id) })
		return id
	}
	invite := func(as string, staff pana.StaffID, i house.Inviting) error {
		_, _, err := w.House.Invite(w.As(as), staff, i)
		return err
	}
	for _, c := range []struct {
		name string
		try  func(id string) error
		say  string
	}{
		{"for somebody else", func(id string) error { return invite("saule", erlan, inviting(id, "lost")) }, "second.differs"},
		{"in another way", func(id string) error { return invite("saule", dina, inviting(id, "")) }, "second.differs"},
		{"for another act", func(id string) error {
			return w.House.CloseHouse(w.As("saule"), house.Agreeing{Pair: house.Pair{Agreed: id}})
		}, "second.differs"},
		{"by a third", func(id string) error { return invite("gulnar", dina, inviting(id, "lost")) }, "second.none"},
		{"by the second", func(id string) error { return invite("marat", dina, inviting(id, "lost")) }, "second.none"},
		{"an id that is none", func(string) error { return invite("saule", dina, inviting("nothing", "lost")) }, "second.none"},
		{"where the keys of both are needed", func(id string) error {
			return w.House.Agree(w.As("saule"), policy.ExportHouse, house.Agreeing{Pair: house.Pair{Agreed: id}}, nil)
		}, "agree.second"},
		{"taken back by the first", func(id string) error {
			if _, err := w.House.EndSecond(w.As("saule"), id); err != nil {
				return err
			}
			if told := toldOf(t, w, "marat"); !slices.Contains(told, "notice.second.taken") {
				t.Errorf("he was told %v", told)
			}
			return invite("saule", dina, inviting(id, "lost"))
		}, "second.none"},
		{"taken back by the second", func(id string) error {
			if _, err := w.House.EndSecond(w.As("marat"), id); err != nil {
				return err
			}
			if told := toldOf(t, w, "saule"); !slices.Contains(told, "notice.second.refused") {
				t.Errorf("she was told %v", told)
			}
			return invite("saule", dina, inviting(id, "lost"))
		}, "second.none"},
		{"a day later", func(id string) error {
			w.Clock.Advance(house.SecondLasts)
			return invite("saule", dina, inviting(id, "lost"))
		}, "second.none"},
		{"by a clock set back before it", func(id string) error {
			w.Clock.Advance(-2 * time.Minute)
			defer w.Clock.Advance(2 * time.Minute)
			return invite("saule", dina, inviting(id, "lost"))
		}, "second.none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.try(give(t)); say(err) != c.say {
				t.Errorf("%v, want %s", err, c.say)
			}
		})
	}
}

// Policy is asked of the second as she is when the deed is done.
func TestTheSecondCouldNotBeItAnyMore(t *testing.T) {
	for name, meanwhile := range map[string]func(t *testing.T, w *housetest.World){
		"she has left": func(t *testing.T, w *housetest.World) {
			if err := w.House.EndStaff(w.As("saule"), w.Staff("gulnar")); err != nil {
				t.Fatal(err)
			}
		},
		"she has lost the role": func(t *testing.T, w *housetest.World) {
			if err := w.House.Revoke(w.As("saule"), w.Staff("gulnar"), pana.Grant{Role: pana.Deputy}); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := housetest.Open(t)
			grantDeputy(t, w, "gulnar")
			id := asked(t, w, house.InviteDeed(w.Staff("dina"), ""), "gulnar")
			agree(t, w, "gulnar", id)
			meanwhile(t, w)
			if _, _, err := w.House.Invite(w.As("saule"), w.Staff("dina"), inviting(id, "")); say(err) != "two.other" {
				t.Error(err)
			}
		})
	}
}

func TestWhatNobodyElseMayAnswer(t *testing.T) {
	w := housetest.Open(t)
	grantDeputy(t, w, "gulnar")
	id := asked(t, w, house.Deed{Act: policy.CloseHouse}, "marat")
	for name, c := range map[string]struct {
		err error
		say string
	}{
		"the first agrees herself":      {w.House.AgreeSecond(w.As("saule"), id), "record.absent"},
		"another who could be it":       {w.House.AgreeSecond(w.As("gulnar"), id), "record.absent"},
		"a colleague without the right": {w.House.AgreeSecond(w.As("dina"), id), "policy.refused"},
		"nothing of that id":            {w.House.AgreeSecond(w.As("marat"), "nothing"), "record.absent"},
		"another refuses it":            {func() error { _, err := w.House.EndSecond(w.As("gulnar"), id); return err }(), "record.absent"},
	} {
		if say(c.err) != c.say {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if waiting, mine, err := w.House.Seconds(w.As("gulnar")); err != nil || len(waiting)+len(mine) > 0 {
		t.Errorf("another sees it: %v, %v", waiting, mine)
	}
	w.Clock.Advance(time.Second)
	if err := w.House.AskSecond(w.As("gulnar"), house.InviteDeed(w.Staff("dina"), ""), w.Staff("marat")); err != nil {
		t.Fatal(err)
	}
	waiting, _, err := w.House.Seconds(w.As("marat"))
	if err != nil || len(waiting) != 2 || waiting[0].By != w.Staff("gulnar") {
		t.Fatalf("he is asked %+v, %v", waiting, err)
	}
	id = waiting[0].ID
	if err := w.House.EndStaff(w.As("saule"), w.Staff("gulnar")); err != nil {
		t.Fatal(err)
	}
	if waiting, _, err := w.House.Seconds(w.As("marat")); err != nil || len(waiting) != 1 {
		t.Errorf("the first has left, and it still waits: %+v, %v", waiting, err)
	}
	if err := w.House.AgreeSecond(w.As("marat"), id); say(err) != "record.absent" {
		t.Errorf("the first has left: %v", err)
	}
}

func TestAHouseIsClosedWithTheSecondElsewhere(t *testing.T) {
	w := housetest.Open(t)
	for _, c := range []struct {
		act policy.Act
		do  func(a house.Agreeing) error
	}{
		{policy.CloseHouse, func(a house.Agreeing) error { return w.House.CloseHouse(w.As("saule"), a) }},
		{policy.ReopenHouse, func(a house.Agreeing) error { return w.House.ReopenHouse(w.As("saule"), a) }},
	} {
		id := asked(t, w, house.Deed{Act: c.act}, "marat")
		agree(t, w, "marat", id)
		if err := c.do(house.Agreeing{Pair: house.Pair{Agreed: id}}); err != nil {
			t.Fatalf("%s: %v", c.act, err)
		}
	}
	id := asked(t, w, house.Deed{Act: policy.CloseHouse}, "marat")
	if err := w.House.CloseHouse(w.As("saule"), house.Agreeing{Pair: headsOf()}); err != nil {
		t.Fatal(err)
	}
	if err := w.House.AgreeSecond(w.As("marat"), id); say(err) != "record.absent" {
		t.Errorf("done meanwhile at one desk, and it still waits: %v", err)
	}
}

// Two pages that use one agreement at once do one deed.
func TestAnAgreementIsUsedOnce(t *testing.T) {
	w := housetest.Open(t)
	id := asked(t, w, house.InviteDeed(w.Staff("dina"), ""), "marat")
	agree(t, w, "marat", id)
	saule := w.As("saule")
	var all sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		all.Go(func() { _, _, errs[i] = w.House.Invite(saule, w.Staff("dina"), inviting(id, "")) })
	}
	all.Wait()
	good := 0
	for _, err := range errs {
		if err == nil {
			good++
		} else if say(err) != "second.none" {
			t.Error(err)
		}
	}
	if good != 1 {
		t.Errorf("used %d times", good)
	}
}

// Whoever has the database and not the house writes no agreement and puts none back.
func TestARowThatNoHouseWroteIsNoAgreement(t *testing.T) {
	w := housetest.Open(t)
	write := func(q string, args ...any) {
		t.Helper()
		if err := w.House.DB.Update(w.As("saule"), func(tx *db.Tx) error { _, err := tx.Exec(t.Context(), q, args...); return err }); err != nil {
			t.Fatal(err)
		}
	}
	dina := w.Staff("dina")
	try := func(id string) error {
		t.Helper()
		_, _, err := w.House.Invite(w.As("saule"), dina, inviting(id, ""))
		return err
	}
	id := asked(t, w, house.InviteDeed(dina, ""), "marat")
	write(`UPDATE seconds SET agreed = at WHERE id = $1`, id)
	if err := try(id); say(err) != "second.none" {
		t.Errorf("agreed to by hand: %v", err)
	}
	if waiting, _, err := w.House.Seconds(w.As("marat")); err != nil || len(waiting) > 0 {
		t.Errorf("it is shown: %+v, %v", waiting, err)
	}
	write(`DELETE FROM seconds`)
	id = asked(t, w, house.InviteDeed(w.Staff("erlan"), ""), "marat")
	agree(t, w, "marat", id)
	write(`UPDATE seconds SET object_id = $1 WHERE id = $2`, string(dina), id)
	if err := try(id); say(err) != "second.none" {
		t.Errorf("turned to somebody else: %v", err)
	}
	write(`DELETE FROM seconds`)
	id = asked(t, w, house.InviteDeed(dina, ""), "marat")
	agree(t, w, "marat", id)
	write(`CREATE TABLE put_back AS SELECT * FROM seconds`)
	if err := try(id); err != nil {
		t.Fatal(err)
	}
	write(`INSERT INTO seconds SELECT * FROM put_back`)
	write(`DROP TABLE put_back`)
	if err := try(id); say(err) != "second.none" {
		t.Errorf("put back after it was used: %v", err)
	}
}

func TestWhatIsOverIsSweptAway(t *testing.T) {
	w := housetest.Open(t)
	asked(t, w, house.Deed{Act: policy.CloseHouse}, "marat")
	w.Clock.Advance(house.SecondLasts)
	for _, task := range w.House.Tasks() {
		if task.Name == "notices" {
			if err := task.Run(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})); err != nil {
				t.Fatal(err)
			}
		}
	}
	var n int
	if err := w.House.DB.View(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](t.Context(), tx, `SELECT COUNT(*) FROM seconds`)
		return err
	}); err != nil || n != 0 {
		t.Errorf("%d rows are left, %v", n, err)
	}
}

func grantDeputy(t *testing.T, w *housetest.World, name string) {
	t.Helper()
	if err := w.House.Grant(w.As("saule"), w.Staff(name), pana.Grant{Role: pana.Deputy}); err != nil {
		t.Fatal(err)
	}
}
