package erasure_test

import (
	"context"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/residence"
)

// The rows of before come back under the keys of today, and those that the house
// still had when the newest note was made stay.
func TestAnOlderBackupLetsNotesGoAgain(t *testing.T) {
	p := beginNotes(t)
	if p.Options().Dir == "" {
		t.Skip("this is about files")
	}
	p.calls("Rustam")
	p.pass(20)
	late := p.calls("Sergei")
	p.pass(12)
	_, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{})
	p.must(err)
	p.ByHand()
	keys, err := p.House.Vault.House()
	p.must(err)
	defer keys.Clear()
	var gone []erasure.NotesGone
	p.must(p.House.DB.Update(p.As("saule"), func(tx *db.Tx) (err error) {
		if gone, err = erasure.GoneNotes(t.Context(), tx, keys); err != nil {
			return err
		}
		// An older set: the row is there again, and nothing knows that it went.
		for _, q := range []string{`DELETE FROM note_erasures`, `DELETE FROM note_counts`,
			`INSERT INTO phone_calls (id, site_id, at, kind, language, by_staff, version) SELECT 'again', site_id, at - 20 * 86400000000, '', '', by_staff, 1 FROM phone_calls`} {
			if _, err := tx.Exec(t.Context(), q); err != nil {
				return err
			}
		}
		return nil
	}))
	n, err := erasure.ReplayNotes(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself}), p.House.DB, p.House.Tables(), p.House.Vault, gone)
	p.must(err)
	all := cells(t, p.House)
	if n != 1 || len(holds(all, "phone_calls.id=again")) > 0 || len(holds(all, "phone_calls.id="+string(late))) != 1 {
		t.Errorf("%d went: %v", n, holds(all, "phone_calls.id="))
	}
}

// restored opens the house of the first set in a folder, in which somebody signs in.
func (p *porch) restored(folder, who string) (*house.House, context.Context) {
	p.t.Helper()
	ctx, dir, sheets := p.t.Context(), p.t.TempDir(), p.Sheets()
	_, err := backup.Restore{From: folder, Sequence: 1, Older: true, One: sheets[0], Two: sheets[1], Dir: dir, Schema: p.House.Tables(), Clock: p.Clock.Now}.Run(ctx)
	p.must(err)
	o := p.Options()
	o.Dir, o.Postgres, o.PostgresKeys = dir, "", ""
	h, err := house.Open(ctx, o)
	p.must(err)
	p.t.Cleanup(func() { h.Close() })
	cookie, _, err := h.SignIn(ctx, house.Entry{Name: who, Passphrase: housetest.Passphrase(who), Address: "127.0.0.1"})
	p.must(err)
	in, _, err := h.Resume(ctx, cookie)
	p.must(err)
	return h, in
}

// With real sets: an older one is restored, and who rang and who came before are not
// in it any more; who rang later is, with what he said.
func TestARestoreOfAnOlderSetLetsNotesGoAgain(t *testing.T) {
	p := beginNotes(t)
	call, visit := p.calls("Rustam"), p.comes("Pavel Kim")
	p.pass(20)
	late := p.calls("Sergei")
	folder, copies := t.TempDir(), backup.New(p.House)
	_, err := copies.Run(p.As("saule"), folder, nil)
	p.must(err)
	p.pass(12)
	if n, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); err != nil || n != 2 {
		t.Fatalf("%d, %v", n, err)
	}
	_, err = copies.Run(p.As("saule"), folder, nil)
	p.must(err)
	h, timur := p.restored(folder, "timur")
	all := cells(t, h)
	for _, id := range []string{string(call), string(visit)} {
		for _, found := range holds(all, id) {
			if !strings.HasPrefix(found, "trail.") {
				t.Errorf("it is back: %s", found)
			}
		}
	}
	files := casework.New(h)
	calls, err := night.New(h, files, residence.New(h, files)).Calls(timur, p.Shelter.ID)
	if err != nil || len(calls) != 1 || calls[0].ID != late || calls[0].Named != "Sergei" {
		t.Errorf("who rang later: %+v, %v", calls, err)
	}
}

// In an older set much stands open that was answered since: it goes again as well,
// and what nobody has answered to this day comes back.
func TestARestoreBringsBackNothingThatWasOpenThenAndWentSince(t *testing.T) {
	p := beginNotes(t)
	settled, open := p.happens("Windows were broken."), p.happens("Stones at the gate.")
	volunteer, err := p.door.AddVolunteer(p.As("dina"), people.NewOutsider{Site: p.Shelter.ID, Name: "Marina Tsoi"})
	p.must(err)
	stays, err := p.door.AddVolunteer(p.As("dina"), people.NewOutsider{Site: p.Shelter.ID, Name: "Olga Pak"})
	p.must(err)
	for _, table := range []string{"youth_told", "youth_ideas"} {
		for _, id := range []string{"answered", "unanswered"} {
			columns, values := "urgent", "FALSE"
			if table == "youth_ideas" {
				columns, values = "idea, credit, answer", "'','',''"
			}
			p.write(`INSERT INTO `+table+` (id, site_id, on_day, state, answered, by_staff, version, `+columns+`) VALUES ($1, $2, '2026-11-23', 'open', '', '', 1, `+values+`)`,
				pana.NewID(p.House.Now())+id, string(p.Shelter.ID))
		}
	}
	folder, copies := t.TempDir(), backup.New(p.House)
	_, err = copies.Run(p.As("saule"), folder, nil)
	p.must(err)
	p.pass(3)
	p.settles(settled)
	p.must(p.door.EndOutsider(p.As("dina"), volunteer))
	today := string(p.House.Today(p.House.Now()))
	for _, table := range []string{"youth_told", "youth_ideas"} {
		p.write(`UPDATE `+table+` SET state = 'no', answered = $1 WHERE id LIKE '%-%answered' AND id NOT LIKE '%unanswered'`, today)
	}
	s := p.House.Settings()
	for _, record := range []string{"incident", "helper", "idea"} {
		s.SetNoteDays(record, 30)
	}
	p.must(p.House.SetSettings(p.As("saule"), s, p.House.SettingsVersion()))
	p.pass(34)
	if n, err := p.forget.EraseNotes(p.As("saule"), erasure.Asking{}); err != nil || n != 4 {
		t.Fatalf("%d, %v", n, err)
	}
	_, err = copies.Run(p.As("saule"), folder, nil)
	p.must(err)
	h, dina := p.restored(folder, "dina")
	all := cells(t, h)
	if len(holds(all, "incidents.id="+string(settled))) != 0 || len(holds(all, "words.owner="+string(settled))) != 0 || len(holds(all, "incidents.id="+string(open))) != 1 {
		t.Errorf("incidents: %v", holds(all, "incidents.id="))
	}
	for _, table := range []string{"youth_told.id=", "youth_ideas.id="} {
		if found := holds(all, table); len(found) != 1 || !strings.HasSuffix(found[0], "unanswered") {
			t.Errorf("%v", found)
		}
	}
	door := people.New(h, casework.New(h))
	for id, name := range map[people.OutsiderID]string{volunteer: "", stays: "Olga Pak"} {
		if v, err := door.OneVolunteer(dina, id); err != nil || v.Name != name {
			t.Errorf("%q, %v; want %q", v.Name, err, name)
		}
	}
}
