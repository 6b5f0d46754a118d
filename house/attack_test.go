package house_test

import (
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

// Whoever runs the database writes the hash of an invitation of his own beside
// the director's id.
func TestAnInvitationWrittenIntoTheDatabaseLetsNobodyIn(t *testing.T) {
	w := housetest.Open(t)
	const text = "mfrggzdfmztwq2lkmfrggzdfmztwq2lk"
	for _, sum := range [][32]byte{sha256.Sum256([]byte("pana/1 invitation " + text)), sha256.Sum256([]byte(text))} {
		err := w.House.DB.Update(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO invitations (token, staff_id, expires, used) VALUES ($1, $2, $3, 0)`,
				sum[:], string(w.Staff("saule")), db.Micros(tx.Now.Add(time.Hour)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.House.AcceptInvitation(t.Context(), text, "a passphrase of the thief"); say(err) != "staff.invitation" {
		t.Errorf("got %v", err)
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("saule")); err != nil {
		t.Errorf("the director after that: %v", err)
	}
}

func TestAnInvitationMayBeTypedInGroups(t *testing.T) {
	w := housetest.Open(t)
	_, text, err := w.House.AddStaff(w.As("saule"), house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.Accountant}}})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := w.House.Invited(t.Context(), strings.ToUpper(text[:8])+"-"+text[8:16]+" "+text[16:]); err != nil || m.Name != "Rustam" {
		t.Errorf("got %+v, %v", m, err)
	}
}

func TestASessionLeftOpenGivesNobodyTheSecondFactor(t *testing.T) {
	w := housetest.Open(t)
	dina := w.As("dina")
	secret, _, err := w.House.NewSecondFactor(dina)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.House.ConfirmSecondFactor(dina, code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.House.NewSecondFactor(dina); say(err) != "self.factor.drop" {
		t.Errorf("another one in its place: %v", err)
	}
	slowed := false
	for range 10 {
		if err := w.House.DropSecondFactor(dina, "000000"); say(err) == "signin.wait" {
			slowed = true
		} else if say(err) != "self.factor.wrong" {
			t.Fatal(err)
		}
	}
	if !slowed {
		t.Error("ten guesses at a code, one after the other")
	}
	// The night worker at the house's own machine is not slowed by that.
	e := entry("timur")
	e.Address = "127.0.0.1"
	if _, _, err := w.House.SignIn(t.Context(), e); err != nil {
		t.Errorf("Timur signs in: %v", err)
	}
	w.Clock.Advance(2 * time.Minute)
	if err := w.House.DropSecondFactor(w.As("dina"), code(t, w, secret)); err != nil {
		t.Errorf("with a right code, later: %v", err)
	}
}

func TestGuessingAPassphraseFromASessionKeepsNobodyElseOut(t *testing.T) {
	w := housetest.Open(t)
	slowed := false
	for range 10 {
		_, err := w.House.ChangePassphrase(w.As("lena"), "not hers at all, no", "a new one of her own", false)
		slowed = slowed || say(err) == "signin.wait"
	}
	if !slowed {
		t.Error("ten guesses, one after the other")
	}
	e := entry("timur")
	e.Address = "127.0.0.1"
	if _, _, err := w.House.SignIn(t.Context(), e); err != nil {
		t.Errorf("Timur signs in: %v", err)
	}
}

func TestDraftsDoNotFillTheDisk(t *testing.T) {
	w := housetest.Open(t)
	lena := w.As("lena")
	if err := w.House.SaveDraft(w.As("dina"), "a note", []byte("hers")); err != nil {
		t.Fatal(err)
	}
	for n := range 60 {
		w.Clock.Advance(time.Second)
		if err := w.House.SaveDraft(lena, strings.Repeat("x", n+1), []byte("text")); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := w.House.DB.View(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](t.Context(), tx, `SELECT COUNT(*) FROM drafts WHERE staff_id = $1`, string(w.Staff("lena")))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n != 40 {
		t.Errorf("%d drafts are kept", n)
	}
	if got, _, err := w.House.Draft(lena, strings.Repeat("x", 60)); err != nil || string(got) != "text" {
		t.Errorf("the newest one: %q, %v", got, err)
	}
	if got, _, err := w.House.Draft(w.As("dina"), "a note"); err != nil || string(got) != "hers" {
		t.Errorf("Dina's: %q, %v", got, err)
	}
}
