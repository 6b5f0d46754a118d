package casework

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// opens reports whether name's keys open the identity and care of a client,
// whatever policy says.
func (w *world) opens(name string, a Added) (names, care bool) {
	w.t.Helper()
	ctx := w.As(name)
	err := w.House.DB.View(ctx, func(tx *db.Tx) error {
		found, _, err := seal.GetWords(ctx, tx, w.Shelter.ID, owner(a.Client), seal.Filter{})
		for _, f := range found {
			names = names || f.Compartment == pana.Identity
			care = care || f.Compartment == pana.Care
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return names, care
}

func TestAConflictOfInterestLeavesNoTrace(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	w.assign(a, "dina", pana.SocialWorker)
	w.assign(a, "erlan", pana.SocialWorker)
	w.note(a, "dina", pana.Care, "note", "care words")
	if names, care := w.opens("erlan", a); !names || !care {
		t.Fatal("before the conflict his keys open the words")
	}
	for range 2 {
		if err := w.SetConflict(w.As("dina"), a.Client, w.Staff("erlan")); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Second)
	}
	_, err := w.Open(w.As("erlan"), a.Code)
	is(t, err, pana.NotFound, "client.absent")
	for _, find := range []string{"Madina", a.Code} {
		if got := w.finds("erlan", find); got != nil {
			t.Errorf("he finds %v", got)
		}
	}
	if got := w.lists("erlan", Filter{In: Everyone}); got != nil {
		t.Errorf("he lists %v", got)
	}
	if names, care := w.opens("erlan", a); names || care {
		t.Errorf("his keys still open names %v, care %v", names, care)
	}
	for _, name := range []string{"dina", "saule", "gulnar"} {
		if names, _ := w.opens(name, a); !names {
			t.Errorf("%s no longer opens the names", name)
		}
		if got := w.finds(name, "madina"); !slices.Equal(got, []string{a.Code}) {
			t.Errorf("%s finds %v", name, got)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM assignments WHERE until = '' AND staff_id = $1`, w.Staff("erlan")); n != 0 {
		t.Error("he is still assigned")
	}
	is(t, w.Assign(w.As("saule"), a.Client, w.Staff("erlan"), pana.SocialWorker), pana.Invalid, "assign.conflicted")

	is(t, w.LiftConflict(w.As("erlan"), a.Client, w.Staff("erlan")), pana.NotFound, "client.absent")
	is(t, w.LiftConflict(w.As("dina"), a.Client, w.Staff("erlan")), pana.Forbidden, "policy.refused")
	for range 2 {
		if err := w.LiftConflict(w.As("saule"), a.Client, w.Staff("erlan")); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.finds("erlan", "Madina"); !slices.Equal(got, []string{a.Code}) {
		t.Errorf("after lifting he finds %v", got)
	}
	if names, care := w.opens("erlan", a); !names || !care {
		t.Errorf("after lifting his keys open names %v, care %v", names, care)
	}
}

func TestTwoConflictsStandApart(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	saule := w.As("saule")
	for _, name := range []string{"erlan", "gulnar"} {
		if err := w.SetConflict(saule, a.Client, w.Staff(name)); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Second)
	}
	if err := w.LiftConflict(saule, a.Client, w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if names, _ := w.opens("gulnar", a); names {
		t.Error("lifting one conflict opened the file to the other")
	}
	if names, _ := w.opens("erlan", a); !names {
		t.Error("his conflict was lifted and his keys still do not open the names")
	}
	if got := w.finds("erlan", "Madina"); len(got) != 1 {
		t.Errorf("erlan finds %v", got)
	}
	if got := w.finds("gulnar", "Madina"); got != nil {
		t.Errorf("gulnar finds %v", got)
	}
	if list, err := w.Conflicts(saule, a.Client); err != nil || len(list) != 1 || list[0].Staff != w.Staff("gulnar") {
		t.Errorf("standing: %v, %v", list, err)
	}
}

func TestOneMayNameOneselfAndAnEditKeepsTheFileClosed(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	w.assign(a, "dina", pana.SocialWorker)
	if err := w.SetConflict(w.As("dina"), a.Client, w.Staff("dina")); err != nil {
		t.Fatal(err)
	}
	if names, _ := w.opens("dina", a); names {
		t.Error("her own keys still open the names")
	}
	f, err := w.Open(w.As("saule"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	names := Names{ToUse: "Rabiga"}
	if err := w.Edit(w.As("saule"), a.Client, Edit{Version: f.Client.Version, Coded: f.Client.Coded, Names: &names}); err != nil {
		t.Fatal(err)
	}
	if got := w.finds("dina", "Rabiga"); got != nil {
		t.Errorf("the one named finds the new name: %v", got)
	}
	if got := w.finds("erlan", "Rabiga"); !slices.Equal(got, []string{a.Code}) {
		t.Errorf("erlan finds %v", got)
	}
	is(t, w.SetConflict(w.As("timur"), a.Client, w.Staff("erlan")), pana.NotFound, "client.absent")
	is(t, w.SetConflict(w.As("erlan"), a.Client, w.Staff("gulnar")), pana.Forbidden, "policy.refused")
	is(t, w.SetConflict(w.As("saule"), a.Client, "nobody"), pana.Invalid, "conflict.staff")
}

// The director forgot her passphrase, and a file is kept for few, her among
// them: two sheets bring that file back too, also when the recovery was cut off
// between taking her old keys and giving the new ones.
func TestTwoSheetsBringBackWhatIsKeptForFew(t *testing.T) {
	for name, cut := range map[string]bool{"at one go": false, "cut off in the middle": true} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.come("dina", called("Madina"))
			w.assign(a, "dina", pana.SocialWorker)
			w.note(a, "dina", pana.Care, "note", "care words")
			if err := w.SetConflict(w.As("dina"), a.Client, w.Staff("erlan")); err != nil {
				t.Fatal(err)
			}
			if names, care := w.opens("saule", a); !names || !care {
				t.Fatal("before, her keys open the words")
			}
			sheets := w.Sheets()
			r := house.Recovering{One: sheets[0], Two: sheets[1], Name: "Saule", Passphrase: housetest.Passphrase("saule") + " again", Address: "192.0.2.5"}
			if cut {
				ctx, stop := context.WithCancel(t.Context())
				go func() {
					for ctx.Err() == nil {
						if _, err := w.House.Vault.PublicKey(context.Background(), w.Staff("saule")); err != nil {
							stop() // her old keys are gone, and the new ones take a moment
						}
					}
				}()
				defer stop()
				if err := w.House.Recover(ctx, r); err == nil {
					t.Skip("it was too quick to be cut off")
				}
			}
			if err := w.House.Recover(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			cookie, _, err := w.House.SignIn(t.Context(), house.Entry{Name: "Saule", Passphrase: r.Passphrase, Address: "127.0.0.1"})
			if err != nil {
				t.Fatal(err)
			}
			saule, _, err := w.House.Resume(t.Context(), cookie)
			if err != nil {
				t.Fatal(err)
			}
			f, err := w.Open(saule, a.Code)
			if err != nil || f.Names.ToUse != "Madina" || len(f.Timeline) != 1 || f.Timeline[0].Closed {
				t.Errorf("her file: %+v, %v", f.Timeline, err)
			}
		})
	}
}

func TestWhoIsLeftBehindIsToldWithoutTheHiddenOnes(t *testing.T) {
	w := open(t)
	one, two := w.come("dina", called("Madina")), w.come("dina", called("Aygul"))
	for _, a := range []Added{one, two} {
		w.assign(a, "dina", pana.SocialWorker)
		w.assign(a, "erlan", pana.SocialWorker)
	}
	if err := w.SetConflict(w.As("dina"), two.Client, w.Staff("saule")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"saule": 1, "marat": 2} {
		codes, err := w.LeftWith(w.As(name), w.Staff("erlan"))
		if err != nil || len(codes) != want {
			t.Errorf("%s is told of %v, %v", name, codes, err)
		}
	}
	_, err := w.LeftWith(w.As("dina"), w.Staff("erlan"))
	is(t, err, pana.Forbidden, "policy.refused")
}
