package demo_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/demo"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

func openCrowd(t *testing.T, clients int) *house.House {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	if err := (demo.Crowd{Dir: dir, Clients: clients, Cost: seal.Cheapest}).Build(ctx); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(ctx, demo.CrowdOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func crowdAs(t *testing.T, h *house.House, name string) context.Context {
	t.Helper()
	cookie, _, err := h.SignIn(context.Background(), house.Entry{Name: name, Passphrase: demo.CrowdPassphrase(name)})
	if err != nil {
		t.Fatalf("%s signs in: %v", name, err)
	}
	ctx, _, err := h.Resume(context.Background(), cookie)
	if err != nil {
		t.Fatalf("%s goes on: %v", name, err)
	}
	return ctx
}

func TestTheCrowdIsAHouseLikeAnyOther(t *testing.T) {
	const clients = 300
	h := openCrowd(t, clients)
	saule := crowdAs(t, h, "Saule")
	files := casework.New(h)
	count := func(q string) (n int) {
		t.Helper()
		err := h.DB.View(saule, func(tx *db.Tx) (err error) {
			n, err = db.Get[int](saule, tx, q)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for q, want := range map[string]int{
		`SELECT count(*) FROM clients`:                                    clients,
		`SELECT count(*) FROM episodes`:                                   clients,
		`SELECT count(*) FROM notes`:                                      20 * clients,
		`SELECT count(*) FROM consents`:                                   3 * clients,
		`SELECT count(*) FROM persons`:                                    2 * clients,
		`SELECT count(*) FROM trafficking WHERE newest`:                   clients,
		`SELECT count(*) FROM conflicts WHERE lifted_at = 0`:              clients / 100,
		`SELECT count(DISTINCT short_id) FROM name_tokens`:                clients,
		`SELECT count(*) FROM trail WHERE act = 'transfer.import'`:        clients,
		`SELECT count(DISTINCT site_id) FROM clients`:                     3,
		`SELECT count(*) FROM stays WHERE until <> '' AND until <= since`: 0,
		`SELECT count(*) FROM stays s JOIN stays o ON o.bed_id = s.bed_id AND o.id <> s.id
			AND o.since < s.until AND o.until > s.since`: 0,
	} {
		if got := count(q); got != want {
			t.Errorf("%s: got %d, want %d", q, got, want)
		}
	}
	if n := count(`SELECT count(*) FROM stays WHERE until = ''`); n < 10 {
		t.Errorf("%d people sleep in the house", n)
	}
	page, err := files.List(saule, casework.Filter{In: casework.Everyone, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows[:20] {
		f, err := files.Open(saule, row.Code)
		if err != nil {
			t.Fatalf("open %s: %v", row.Code, err)
		}
		if len(f.Timeline)+len(f.Strength) != 20 || f.Names.Full == "" || f.Persons[0].Name == "" || f.Facts.Told == "" || len(f.Consents) != 3 {
			t.Fatalf("the file of %s is not whole: %d notes, %d consents", row.Code, len(f.Timeline), len(f.Consents))
		}
		hits, err := files.Find(saule, demo.Respell(f.Names.Full))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, h := range hits {
			found = found || h.Code == row.Code
		}
		if !found {
			t.Errorf("a client is not found by her name in other letters")
		}
	}
}

func TestAConflictHidesAClientOfTheCrowd(t *testing.T) {
	h := openCrowd(t, 200)
	type row struct {
		Code  string       `db:"code"`
		Staff pana.StaffID `db:"staff_id"`
	}
	saule := crowdAs(t, h, "Saule")
	var hidden []row
	names := map[pana.StaffID]string{}
	err := h.DB.View(saule, func(tx *db.Tx) (err error) {
		hidden, err = db.Select[row](saule, tx, `SELECT c.code, x.staff_id FROM conflicts x JOIN clients c ON c.id = x.client_id`)
		for _, r := range hidden {
			if err == nil {
				names[r.Staff], err = h.StaffName(saule, tx, r.Staff)
			}
		}
		return err
	})
	if err != nil || len(hidden) == 0 {
		t.Fatalf("%d conflicts, %v", len(hidden), err)
	}
	files := casework.New(h)
	for _, r := range hidden {
		if _, err := files.Open(crowdAs(t, h, names[r.Staff]), r.Code); pana.KindOf(err) != pana.NotFound {
			t.Errorf("someone with a conflict of interest opens the file: %v", err)
		}
		if _, err := files.Open(saule, r.Code); err != nil {
			t.Errorf("the director does not: %v", err)
		}
	}
}

func TestANameIsSpelledInOtherLetters(t *testing.T) {
	for kept, want := range map[string]string{
		"Гүлнұр Нұрболатова": "Gulnur Nurbolatova",
		"Daria Serbekova":    "Дарья Сербекова",
		"Дәулет Ердосов":     "Daulet Ердосов",
		"nobody":             "nobody",
	} {
		if got := demo.Respell(kept); got != want {
			t.Errorf("Respell(%q) = %q, want %q", kept, got, want)
		}
	}
}
