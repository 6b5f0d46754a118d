package house_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"

	"example.org/pana"
)

// inTheOpen returns the table in which text can be read by whoever holds the
// pages' key and no other.
func inTheOpen(t *testing.T, w *housetest.World, text string) (where string) {
	t.Helper()
	err := w.House.DB.View(t.Context(), func(tx *db.Tx) error {
		for _, table := range []string{"house", "sites", "staff", "staff_names", "grants", "invitations", "sessions", "drafts", "trail"} {
			rows, err := tx.Rows(t.Context(), `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			columns, _ := rows.Columns()
			for rows.Next() {
				values := make([]any, len(columns))
				into := make([]any, len(columns))
				for i := range values {
					into[i] = &values[i]
				}
				if err := rows.Scan(into...); err != nil {
					return err
				}
				for _, v := range values {
					b, ok := v.([]byte)
					if !ok {
						b = []byte(fmt.Sprint(v))
					}
					if bytes.Contains(b, []byte(text)) {
						where = table
					}
				}
			}
			if err := rows.Close(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func TestLanguageAndThemeCountFromTheNextRequestOn(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.SetLanguage(w.As("dina"), locale.KK); err != nil {
		t.Fatal(err)
	}
	if err := w.House.SetTheme(w.As("dina"), "night"); err != nil {
		t.Fatal(err)
	}
	if err := w.House.SetTheme(w.As("dina"), "neon"); say(err) != "self.theme" {
		t.Errorf("got %v", err)
	}
	if err := w.House.SetLanguage(w.As("dina"), "xx"); say(err) != "setup.language" {
		t.Errorf("got %v", err)
	}
	_, s, err := w.House.Resume(t.Context(), w.Cookie("dina"))
	if err != nil || s.Language != locale.KK || s.Theme != "night" {
		t.Errorf("session %+v, %v", s, err)
	}
}

func TestAChangedPassphraseEndsHerOtherSessions(t *testing.T) {
	for _, seen := range []bool{false, true} {
		t.Run(fmt.Sprintf("seen %v", seen), func(t *testing.T) {
			w := housetest.Open(t)
			elsewhere, _, err := w.House.SignIn(t.Context(), entry("dina"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.House.ChangePassphrase(w.As("dina"), "not hers at all, no", "a new one of her own", seen); say(err) != "self.passphrase.wrong" || field(err) != "old" {
				t.Errorf("a wrong old one: %v", err)
			}
			if _, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("dina"), "short", seen); say(err) != "passphrase.short" || field(err) != "new" {
				t.Errorf("a short new one: %v", err)
			}
			if _, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("erlan"), "a new one of her own", seen); say(err) != "self.passphrase.wrong" {
				t.Errorf("someone else's old one: %v", err)
			}
			cookie, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("dina"), "a new one of her own", seen)
			if err != nil {
				t.Fatal(err)
			}
			ctx, s, err := w.House.Resume(t.Context(), cookie)
			if err != nil || s.Name != "Dina" || !seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Care) {
				t.Errorf("going on: %+v, %v", s, err)
			}
			if _, _, err := w.House.Resume(t.Context(), elsewhere); say(err) != "signin.again" {
				t.Errorf("her other session: %v", err)
			}
			if _, _, err := w.House.SignIn(t.Context(), entry("dina")); say(err) != "signin.wrong" {
				t.Errorf("the old passphrase: %v", err)
			}
			if _, _, err := w.House.SignIn(t.Context(), house.Entry{Name: "dina", Passphrase: "a new one of her own"}); err != nil {
				t.Errorf("the new passphrase: %v", err)
			}
		})
	}
}

// code returns the code her phone shows.
func code(t *testing.T, w *housetest.World, secret string) string {
	t.Helper()
	c, err := totp.GenerateCode(secret, w.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASecondFactorIsAskedForOnceItIsConfirmed(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.ConfirmSecondFactor(w.As("dina"), "123456"); say(err) != "self.factor.none" {
		t.Errorf("confirmed before offered: %v", err)
	}
	secret, address, err := w.House.NewSecondFactor(w.As("dina"))
	if err != nil || len(address) == 0 {
		t.Fatal(err)
	}
	if bytes.Contains([]byte(address), []byte("ina")) {
		t.Errorf("the address names her: %s", address)
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("dina")); err != nil {
		t.Errorf("before it is confirmed: %v", err)
	}
	if err := w.House.ConfirmSecondFactor(w.As("dina"), "000000"); say(err) != "self.factor.wrong" {
		t.Errorf("a wrong code: %v", err)
	}
	if err := w.House.ConfirmSecondFactor(w.As("dina"), code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	with := func(code string) error {
		e := entry("dina")
		e.Code = code
		_, _, err := w.House.SignIn(t.Context(), e)
		return err
	}
	if err := with(code(t, w, secret)); say(err) != "signin.wrong" {
		t.Errorf("the code she confirmed with, again: %v", err)
	}
	w.Clock.Advance(30 * time.Second)
	now := code(t, w, secret)
	for _, wrong := range []string{"", "12345", "abcdef"} {
		if err := with(wrong); say(err) != "signin.wrong" {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if err := with(now[:3] + " " + now[3:]); err != nil {
		t.Fatalf("the right code: %v", err)
	}
	if err := with(now); say(err) != "signin.wrong" {
		t.Errorf("the same code again: %v", err)
	}
	w.Clock.Advance(time.Minute)
	if err := with(code(t, w, secret)); err != nil {
		t.Errorf("the next code: %v", err)
	}
	if where := inTheOpen(t, w, secret); where != "" {
		t.Errorf("the secret stands in the open in %s", where)
	}
	// In a stopped house a wrong code starts nothing.
	w.Restart()
	if err := with("000000"); say(err) != "signin.wrong" || w.House.State() != house.Stopped || w.House.DB.IsOpen() {
		t.Errorf("a wrong code at a stopped house: %v, it is %v", err, w.House.State())
	}
	w.Clock.Advance(time.Minute)
	if err := with(code(t, w, secret)); err != nil || w.House.State() != house.Started {
		t.Errorf("a right one: %v, it is %v", err, w.House.State())
	}
}

func TestASecondFactorIsDroppedWithACode(t *testing.T) {
	w := housetest.Open(t)
	dina := w.As("dina")
	secret, _, err := w.House.NewSecondFactor(dina)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.House.ConfirmSecondFactor(dina, code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Minute)
	if err := w.House.DropSecondFactor(dina, "000000"); say(err) != "self.factor.wrong" {
		t.Errorf("got %v", err)
	}
	if err := w.House.DropSecondFactor(dina, code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("dina")); err != nil {
		t.Errorf("without one: %v", err)
	}
}

func TestWhoIsOnCallIsKnownToAllWithHerPhone(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.SetOnCall(w.As("dina"), true, "+7 000 123 45 67"); err != nil {
		t.Fatal(err)
	}
	if err := w.House.SetOnCall(w.As("dina"), true, "call me"); say(err) != "self.phone" {
		t.Errorf("got %v", err)
	}
	on, err := w.House.OnCall(w.As("timur"))
	if err != nil || len(on) != 1 || on[0].Name != "Dina" || on[0].Phone != "+7 000 123 45 67" {
		t.Errorf("on call %+v, %v", on, err)
	}
	if where := inTheOpen(t, w, "123 45 67"); where != "" {
		t.Errorf("the phone stands in the open in %s", where)
	}
	if err := w.House.SetOnCall(w.As("dina"), false, ""); err != nil {
		t.Fatal(err)
	}
	if on, err = w.House.OnCall(w.As("timur")); err != nil || len(on) != 0 {
		t.Errorf("on call %+v, %v", on, err)
	}
}

func TestADraftIsItsWritersAlone(t *testing.T) {
	w := housetest.Open(t)
	const page = "/clients/KZ-26-417/notes"
	dina := w.As("dina")
	for _, text := range []string{"She likes", "She likes to draw"} {
		if err := w.House.SaveDraft(dina, page, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	got, at, err := w.House.Draft(w.As("dina"), page)
	if err != nil || string(got) != "She likes to draw" || !at.Equal(w.Clock.Now()) {
		t.Errorf("got %q of %v, %v", got, at, err)
	}
	if got, _, err := w.House.Draft(w.As("erlan"), page); err != nil || got != nil {
		t.Errorf("Erlan finds %q, %v", got, err)
	}
	if got, _, err := w.House.Draft(dina, "/another"); err != nil || got != nil {
		t.Errorf("another page has %q, %v", got, err)
	}
	for _, secret := range []string{"draw", "KZ-26-417"} {
		if where := inTheOpen(t, w, secret); where != "" {
			t.Errorf("%q stands in the open in %s", secret, where)
		}
	}
	if err := w.House.SaveDraft(dina, page, make([]byte, 1<<20)); say(err) != "draft.long" {
		t.Errorf("a draft without end: %v", err)
	}
	for range 2 {
		if err := w.House.DropDraft(dina, page); err != nil {
			t.Fatal(err)
		}
	}
	if got, _, err := w.House.Draft(dina, page); err != nil || got != nil {
		t.Errorf("dropped, and yet %q, %v", got, err)
	}
}
