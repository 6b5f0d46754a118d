package house_test

import (
	"context"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// phone signs name in once more, from a phone somewhere else.
func phone(t *testing.T, w *housetest.World, name string) (cookie string) {
	t.Helper()
	e := entry(name)
	e.Device = "android"
	cookie, _, err := w.House.SignIn(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return cookie
}

func TestSheSeesWhereSheIsSignedInAndEndsItFromAfar(t *testing.T) {
	w := housetest.Open(t)
	dina, lost := w.As("dina"), phone(t, w, "dina")
	open, err := w.House.Sessions(dina, w.Staff("dina"))
	if err != nil || len(open) != 2 {
		t.Fatalf("%d open, %v", len(open), err)
	}
	for _, o := range open {
		if o.This == (o.Device == "android") || o.OwnMachine != o.This || o.Began.IsZero() {
			t.Errorf("told of %+v", o)
		}
		if o.This {
			continue
		}
		if err := w.House.EndSession(dina, w.Staff("dina"), o.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.House.EndSession(dina, w.Staff("dina"), o.ID); say(err) != "session.over" {
			t.Errorf("ended again: %v", err)
		}
	}
	if _, _, err := w.House.Resume(t.Context(), lost); say(err) != "signin.again" {
		t.Errorf("the phone goes on: %v", err)
	}
	if _, _, err := w.House.Resume(t.Context(), w.Cookie("dina")); err != nil {
		t.Errorf("her own ends too: %v", err)
	}
}

func TestTheEleventhSignInEndsTheOneThatIsStillTheLongest(t *testing.T) {
	w := housetest.Open(t)
	eldest, others := phone(t, w, "dina"), []string{phone(t, w, "erlan")}
	var hers []string
	for range 10 {
		w.Clock.Advance(time.Second)
		hers = append(hers, phone(t, w, "dina"))
	}
	if open, err := w.House.Sessions(w.As("saule"), w.Staff("dina")); err != nil || len(open) != 10 {
		t.Errorf("%d open, %v", len(open), err)
	}
	if _, _, err := w.House.Resume(t.Context(), eldest); say(err) != "signin.again" {
		t.Errorf("the eldest goes on: %v", err)
	}
	for _, cookie := range append(others, hers...) {
		if _, _, err := w.House.Resume(t.Context(), cookie); err != nil {
			t.Errorf("another ended with it: %v", err)
		}
	}
}

func TestEveryOtherSessionEndsAtOnce(t *testing.T) {
	w := housetest.Open(t)
	dina, one, two, erlan := w.As("dina"), phone(t, w, "dina"), phone(t, w, "dina"), phone(t, w, "erlan")
	for range 2 { // safe to repeat
		if err := w.House.EndSessions(dina, w.Staff("dina")); err != nil {
			t.Fatal(err)
		}
	}
	for _, cookie := range []string{one, two} {
		if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "signin.again" {
			t.Errorf("it goes on: %v", err)
		}
	}
	for who, cookie := range map[string]string{"her own": w.Cookie("dina"), "a colleague's": erlan} {
		if _, _, err := w.House.Resume(t.Context(), cookie); err != nil {
			t.Errorf("%s ends too: %v", who, err)
		}
	}
	// The administrator ends all of them, and the trail says who did.
	if err := w.House.EndSessions(w.As("oleg"), w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.House.Resume(t.Context(), erlan); say(err) != "signin.again" {
		t.Errorf("a colleague's goes on: %v", err)
	}
	read(t, w, func(ctx context.Context, tx *db.Tx) error {
		n, err := db.Get[int](ctx, tx, `SELECT COUNT(*) FROM trail WHERE act = 'staff.sessions' AND staff_id = $1 AND object_id = $2`,
			string(w.Staff("oleg")), string(w.Staff("erlan")))
		if n != 1 {
			t.Errorf("%d lines of it", n)
		}
		return err
	})
}

func TestWhoMayNotSeesNoSignInsOfOthers(t *testing.T) {
	w := housetest.Open(t)
	dina := w.Staff("dina")
	open, err := w.House.Sessions(w.As("dina"), dina)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"erlan", "timur", "hans"} {
		ctx := w.As(who)
		for what, err := range map[string]error{
			"see":     second(w.House.Sessions(ctx, dina)),
			"refused": second(w.House.Refusals(ctx, dina)),
			"someone": second(w.House.Someone(ctx, dina)),
			"end":     w.House.EndSession(ctx, dina, open[0].ID),
			"end all": w.House.EndSessions(ctx, dina),
			"nobody":  w.House.EndSessions(w.Nobody(), dina),
		} {
			if say(err) != "policy.refused" {
				t.Errorf("%s by %s: %v", what, who, err)
			}
		}
		// Hers is ended by nobody's asking for it under another name.
		if err := w.House.EndSession(ctx, w.Staff(who), open[0].ID); say(err) != "session.over" {
			t.Errorf("%s ends Dina's as her own: %v", who, err)
		}
	}
	if _, _, err := w.House.Resume(t.Context(), w.Cookie("dina")); err != nil {
		t.Error(err)
	}
}

func read(t *testing.T, w *housetest.World, f func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := w.House.DB.View(t.Context(), func(tx *db.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestARefusalAtTheDoorIsToldToWhoseNameWasTyped(t *testing.T) {
	w := housetest.Open(t)
	dina := w.As("dina")
	before := lines(t, w)
	for _, e := range []house.Entry{
		{Name: " DINA ", Passphrase: "a guess of a stranger", Address: "192.0.2.66"},
		{Name: "nobody of this name", Passphrase: "a guess of a stranger", Address: "192.0.2.67"},
	} {
		if _, _, err := w.House.SignIn(t.Context(), e); say(err) != "signin.wrong" {
			t.Fatal(err)
		}
	}
	if n := lines(t, w) - before; n != 2 {
		t.Errorf("%d lines for two refusals, one of them of a name nobody has", n)
	}
	for who, ctx := range map[string]context.Context{"herself": dina, "the director": w.As("saule"), "the administrator": w.As("oleg")} {
		at, err := w.House.Refusals(ctx, w.Staff("dina"))
		if err != nil || len(at) != 1 || !at[0].Equal(w.Clock.Now()) {
			t.Errorf("%s is told %v, %v", who, at, err)
		}
	}
	if at, err := w.House.Refusals(w.As("erlan"), w.Staff("erlan")); err != nil || len(at) != 0 {
		t.Errorf("Erlan is told %v, %v", at, err)
	}
}

// lines counts the refusals in the trail; none may name an actor.
func lines(t *testing.T, w *housetest.World) (n int) {
	t.Helper()
	read(t, w, func(ctx context.Context, tx *db.Tx) (err error) {
		if n, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM trail WHERE act = $1 AND staff_id = ''`, string(house.Refused)); err != nil {
			return err
		}
		_, err = trail.Refusals(ctx, tx, pana.StaffID("nobody"), 5)
		return err
	})
	return n
}

func TestAnIdleSessionStandsInNoList(t *testing.T) {
	w := housetest.Open(t)
	phone(t, w, "dina")
	w.Clock.Advance(time.Duration(w.House.Settings().IdleMinutes) * time.Minute)
	open, err := w.House.Sessions(w.As("dina"), w.Staff("dina"))
	if err != nil || len(open) != 1 || !open[0].This {
		t.Errorf("open: %+v, %v", open, err)
	}
}

func TestWhoLeavesIsOutEverywhereInOneAct(t *testing.T) {
	w := housetest.Open(t)
	saule, erlan := w.As("saule"), w.Staff("erlan")
	var open []string
	for range 10 {
		open = append(open, phone(t, w, "erlan"))
		w.Clock.Advance(time.Second)
	}
	if l, err := w.House.Left(saule, erlan); err != nil || l.Gone() || l.Sessions != 10 || !l.Keys || l.Circles == 0 {
		t.Fatalf("before: %+v, %v", l, err)
	}
	if err := w.House.EndStaff(saule, erlan); err != nil {
		t.Fatal(err)
	}
	for i, cookie := range open {
		if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "signin.again" {
			t.Errorf("page %d goes on: %v", i, err)
		}
	}
	l, err := w.House.Left(saule, erlan)
	if err != nil || !l.Gone() || !l.Started || l.Led {
		t.Errorf("after: %+v, %v", l, err)
	}
	// The director is inside every circle of his but none waits for hers.
	pending, err := w.House.Vault.Pending(t.Context())
	if err != nil || len(pending) != l.Turning {
		t.Errorf("%d wait, said %d, %v", len(pending), l.Turning, err)
	}
	if l.Turning != 0 {
		t.Errorf("%d circles that the director is inside still wait", l.Turning)
	}
	for _, who := range []string{"dina", "oleg"} {
		if _, err := w.House.Left(w.As(who), erlan); say(err) != "policy.refused" {
			t.Errorf("%s asks what is left: %v", who, err)
		}
	}
	if _, err := w.House.Left(saule, "nobody"); pana.KindOf(err) != pana.NotFound {
		t.Errorf("of nobody: %v", err)
	}
}
