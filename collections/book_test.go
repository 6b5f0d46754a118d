package collections_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

func TestASkippingRopeIsFollowedFromGiftToUse(t *testing.T) {
	w := open(t)
	nadia := w.supporter(collections.NewSupporter{Name: "Надежда Юрьева", Contact: "nadezhda@example.org", MayWrite: true, MayName: true, Language: "ru"})
	gift := w.gives(w.col, 50_000_00, nadia)
	bought := w.buys(w.col, 12_500_50, "Six skipping ropes")
	ropes := w.ropes(bought, 6)
	p := w.page(w.col)
	if p.Given != 50_000_00 || p.Spent != 12_500_50 || p.Left() != 37_499_50 || len(p.Entries) != 2 || p.Entries[0].Receipts != 1 || p.Entries[1].From != "Надежда Юрьева" {
		t.Errorf("the collection says %+v", p)
	}
	arman := w.As("arman")
	housetest.Done(t, "used", errOf(w.Use(arman, collections.Used{Thing: ropes, Times: 2, Activity: "outdoors", Note: "Came alive outside."})))
	w.Clock.Advance(time.Second)
	x := w.thing(ropes, "arman")
	if x.Thing.Uses != 2 || len(x.Uses) != 1 || x.Uses[0].By != w.Staff("arman") || x.Title != "Ropes and paints" || x.Here() != 6 || x.Number != 0 {
		t.Errorf("Arman reads %+v", x)
	}
	ty, err := w.ThankYou(w.As("vera"), gift)
	housetest.Done(t, "a letter of thanks", err)
	if ty.Supporter.Name != "Надежда Юрьева" || len(ty.Things) != 1 || len(ty.Uses) != 1 || ty.Uses[0].Times != 2 {
		t.Errorf("the letter says %+v", ty)
	}
	housetest.Done(t, "thanked", w.Thanked(w.As("vera"), gift))
	if e, err := w.Entry(w.As("vera"), gift); err != nil || e.Thanked != today {
		t.Errorf("thanked: %+v, %v", e, err)
	}
	// At the shelter nobody sees what lies at the centre.
	housetest.Refused(t, errOf(w.Thing(w.As("lena"), ropes)), pana.NotFound, "record.absent")
	if list, err := w.Things(w.As("lena")); err != nil || len(list) != 0 {
		t.Errorf("Lena sees %v, %v", list, err)
	}
}

func TestNothingIsSpentThatIsNotThere(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	gift := w.gives(w.col, 100_00, "")
	buy := func(amount int64) error {
		return errOf(w.Buy(vera, w.col, collections.NewPurchase{Amount: amount, What: "Paints"}))
	}
	housetest.Refused(t, buy(100_01), pana.Conflict, "collections.short")
	housetest.Refused(t, buy(0), pana.Invalid, "collections.sum.missing")
	housetest.Refused(t, buy(-5), pana.Invalid, "collections.sum.missing")
	housetest.Refused(t, buy(collections.MostSum+1), pana.Invalid, "collections.sum.most")
	housetest.Refused(t, errOf(w.Buy(vera, w.col, collections.NewPurchase{Amount: 1})), pana.Invalid, "collections.what.missing")
	housetest.Refused(t, errOf(w.Buy(vera, w.col, collections.NewPurchase{Amount: 1, What: "Paints", Receipt: strings.NewReader("MZ a program")})), pana.Invalid, "document.program")
	housetest.Done(t, "all of it", buy(100_00))
	housetest.Refused(t, buy(1), pana.Conflict, "collections.short")
	housetest.Refused(t, errOf(w.Reverse(vera, gift, "Twice in the list")), pana.Conflict, "collections.reverse.spent")
	housetest.Refused(t, errOf(w.Give(vera, w.col, collections.NewGift{Amount: 1, Supporter: "nobody"})), pana.Invalid, "supporters.absent")
	housetest.Refused(t, errOf(w.Give(vera, w.col, collections.NewGift{Things: true, Amount: 1})), pana.Invalid, "collections.things.sum")
	housetest.Refused(t, errOf(w.Give(vera, w.col, collections.NewGift{Amount: 1, On: "2026-11-24"})), pana.Invalid, "date.future")
	housetest.Refused(t, errOf(w.Give(vera, "nothing", collections.NewGift{Amount: 1})), pana.NotFound, "record.absent")
	for _, who := range []string{"dina", "lena", "arman", "hans", "oleg"} {
		housetest.Refused(t, errOf(w.All(w.As(who))), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.Give(w.As(who), w.col, collections.NewGift{Amount: 1})), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.Buy(w.As(who), w.col, collections.NewPurchase{Amount: 1, What: "x"})), pana.Forbidden, "policy.refused")
	}
}

func TestWhatWasWrongIsEnteredTheOtherWayRound(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	w.gives(w.col, 100_00, "")
	bought := w.buys(w.col, 60_00, "Paints")
	housetest.Refused(t, errOf(w.Reverse(vera, bought, " ")), pana.Invalid, "collections.reverse.why")
	back, err := w.Reverse(vera, bought, "The shop took them back.")
	housetest.Done(t, "taken back", err)
	p := w.page(w.col)
	if p.Left() != 100_00 || len(p.Entries) != 3 || p.Entries[1].ReversedBy != back || p.Entries[1].Stands() || p.Entries[1].Amount != 60_00 {
		t.Errorf("after it was taken back: %+v", p.Entries)
	}
	housetest.Refused(t, errOf(w.Reverse(vera, bought, "again")), pana.Conflict, "collections.reversed")
	housetest.Refused(t, errOf(w.Reverse(vera, back, "and back")), pana.Conflict, "collections.reversed")
	housetest.Refused(t, errOf(w.AddThing(vera, bought, collections.NewThing{Kind: "art", What: "Paints"})), pana.Conflict, "things.entry")

	housetest.Done(t, "ended", w.End(vera, w.col, p.Version))
	housetest.Stale(t, w.End(vera, w.col, p.Version))
	housetest.Refused(t, errOf(w.Give(vera, w.col, collections.NewGift{Amount: 1})), pana.Conflict, "collections.ended")
	housetest.Refused(t, w.Reopen(vera, w.col, p.Version+1), pana.Forbidden, "policy.refused")
	housetest.Done(t, "Saule opens it again", w.Reopen(w.As("saule"), w.col, p.Version+1))
	housetest.Done(t, "a gift", errOf(w.Give(vera, w.col, collections.NewGift{Amount: 1})))
}

// What came by an entry goes with it, unless somebody has had it in her hands.
func TestAnEntryIsTakenBackWithItsThingsUnlessTheyWereUsed(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	w.gives(w.col, 100_00, "")
	one, two := w.buys(w.col, 10_00, "Ropes"), w.buys(w.col, 10_00, "Ropes once more")
	a, b := w.ropes(one, 4), w.ropes(two, 4)
	use, err := w.Use(w.As("arman"), collections.Used{Thing: b, Activity: "sport"})
	housetest.Done(t, "used", err)
	housetest.Done(t, "unused ropes go back", errOf(w.Reverse(vera, one, "Twice in the list")))
	if p := w.thing(a, "vera"); p.Came != 0 || p.Here() != 0 {
		t.Errorf("of what was taken back there are %+v", p.Thing)
	}
	housetest.Refused(t, errOf(w.Reverse(vera, two, "The same")), pana.Conflict, "collections.reverse.things")
	housetest.Done(t, "it was not used after all", w.TakeBackUse(w.As("arman"), b, use))
	housetest.Refused(t, w.TakeBackUse(w.As("arman"), b, use), pana.Conflict, "things.line.stands")
	housetest.Done(t, "now it goes", errOf(w.Reverse(vera, two, "The same")))
}

// The rule of the book, over whatever is done: each entry, each collection and the
// whole come to nothing, what was given is what was spent and what is left, and no
// count of a thing falls below nothing.
func TestTheBookAlwaysBalances(t *testing.T) {
	w := open(t)
	cols := []collections.ID{w.col, w.opens("English class"), w.opens("Summer")}
	vera := w.As("vera")
	gift, err := w.Give(vera, w.col, collections.NewGift{Things: true})
	housetest.Done(t, "some balls come", err)
	ball, err := w.AddThing(vera, gift, collections.NewThing{Kind: "sports", What: "Ball", Quantity: 9, Spot: collections.Spot{Site: w.Centre.ID}})
	housetest.Done(t, "they lie at the centre", err)
	entries, things := []collections.EntryID{gift}, []collections.ThingID{ball}
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(3, 12).Draw(r, "acts") {
			col := rapid.SampledFrom(cols).Draw(r, "collection")
			amount := rapid.Int64Range(-2, 500_00).Draw(r, "amount")
			var err error
			switch rapid.IntRange(0, 9).Draw(r, "act") {
			case 0, 1:
				var id collections.EntryID
				if id, err = w.Give(vera, col, collections.NewGift{Amount: amount}); err == nil {
					entries = append(entries, id)
				}
			case 5:
				var id collections.EntryID
				if id, err = w.Give(vera, col, collections.NewGift{Things: true}); err == nil {
					entries = append(entries, id)
				}
			case 2:
				var id collections.EntryID
				if id, err = w.Buy(vera, col, collections.NewPurchase{Amount: amount, What: "Things"}); err == nil {
					entries = append(entries, id)
				}
			case 3:
				if len(entries) > 0 {
					_, err = w.Reverse(vera, rapid.SampledFrom(entries).Draw(r, "entry"), "A slip")
				}
			case 4, 6:
				if len(entries) > 0 {
					var id collections.ThingID
					n := rapid.IntRange(-1, 9).Draw(r, "quantity")
					if id, err = w.AddThing(vera, rapid.SampledFrom(entries).Draw(r, "entry"), collections.NewThing{Kind: "sports", What: "Ball", Quantity: n, Spot: collections.Spot{Site: w.Centre.ID}}); err == nil {
						things = append(things, id)
					}
				}
			default:
				if len(things) == 0 {
					break
				}
				p, fault := w.Thing(vera, rapid.SampledFrom(things).Draw(r, "thing"))
				if fault != nil || len(p.Places) == 0 {
					break
				}
				n, from := rapid.IntRange(-1, 9).Draw(r, "n"), rapid.SampledFrom(p.Places).Draw(r, "place").ID
				switch rapid.IntRange(0, 2).Draw(r, "do") {
				case 0:
					err = w.MoveThing(vera, p.ID, from, n, collections.Spot{Site: w.Shelter.ID, State: rapid.SampledFrom([]string{"good", "worn"}).Draw(r, "state")})
				case 1:
					err = w.LoseThing(vera, p.ID, from, n, "lost")
				default:
					err = w.TakeBackMove(vera, p.ID, p.Moves[0].ID)
				}
			}
			if e, ok := errors.AsType[*pana.Error](err); err != nil && (!ok || e.Kind == pana.Internal) {
				r.Fatalf("a fault: %v", err)
			}
		}
		w.balances(r)
	})
	if len(entries) < 10 {
		t.Errorf("only %d entries were tried", len(entries))
	}
}

func (w *world) balances(t interface{ Fatalf(string, ...any) }) {
	none := func(what, q string) {
		w.read(func(ctx context.Context, tx *db.Tx) {
			n, err := db.Get[int](ctx, tx, q)
			if err != nil || n != 0 {
				t.Fatalf("%s: %d, %v", what, n, err)
			}
		})
	}
	none("entries that do not come to nothing", `SELECT COUNT(*) FROM (SELECT entry_id FROM collection_lines GROUP BY entry_id HAVING SUM(amount) <> 0 OR COUNT(*) <> 2) x`)
	none("the whole book", `SELECT COALESCE(SUM(amount), 0) FROM collection_lines`)
	none("collections whose gifts are not what was spent and is left", `SELECT COUNT(*) FROM collections c WHERE
		given <> COALESCE((SELECT -SUM(amount) FROM collection_lines l WHERE l.collection_id = c.id AND l.account = 'gifts'), 0)
		OR spent <> COALESCE((SELECT SUM(amount) FROM collection_lines l WHERE l.collection_id = c.id AND l.account = 'bought'), 0)
		OR given - spent <> COALESCE((SELECT SUM(amount) FROM collection_lines l WHERE l.collection_id = c.id AND l.account = 'left'), 0)
		OR given < spent OR spent < 0`)
	none("all gifts less all that was spent and all that is left", `SELECT COALESCE(SUM(given) - SUM(spent) - SUM(given - spent), 0) FROM collections`)
	none("things of which some are nowhere", `SELECT COUNT(*) FROM things t WHERE came - gone <> COALESCE((SELECT SUM(quantity) FROM thing_places p WHERE p.thing_id = t.id), 0) OR gone < 0 OR came < 0`)
	none("places whose lines say otherwise", `SELECT COUNT(*) FROM thing_places p WHERE quantity < 0 OR quantity <> COALESCE((SELECT SUM(CASE WHEN to_place = p.id THEN quantity ELSE -quantity END)
		FROM thing_moves m WHERE m.thing_id = p.thing_id AND (m.to_place = p.id OR m.from_place = p.id)), 0)`)
}

func (w *world) read(do func(context.Context, *db.Tx)) {
	w.t.Helper()
	ctx := context.Background()
	housetest.Done(w.t, "read", w.House.DB.View(ctx, func(tx *db.Tx) error { do(ctx, tx); return nil }))
}

func heading() collections.Heading {
	return collections.Heading{Columns: []string{"No.", "Day", "For", "Kind", "What", "In", "Out", "Currency", "Takes back", "Receipt", "From"}, Kind: func(k string) string { return k }, Yes: "yes"}
}

func TestTheTableForTheBookkeeperHoldsNoFormula(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	named := w.supporter(collections.NewSupporter{Name: "Надежда Юрьева", MayName: true})
	quiet := w.supporter(collections.NewSupporter{Name: "Ержан Сейтов"})
	w.gives(w.col, 1_000_00, named)
	w.gives(w.col, 500_25, quiet)
	for _, what := range []string{`=HYPERLINK("http://example.org";"x")`, "+1+1", "-2", "@SUM(A1)", " =1", "\t=1", "＝1", "a\n=1", `quoted "and, commas"`} {
		bought, err := w.Buy(vera, w.col, collections.NewPurchase{Amount: 10_00, What: what})
		housetest.Done(t, what, err)
		if what == "-2" {
			housetest.Done(t, "taken back", errOf(w.Reverse(vera, bought, "=back")))
		}
	}
	var b bytes.Buffer
	housetest.Done(t, "the table", w.Table(vera, &b, collections.Span{}, heading()))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 13 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var in, out int64
	for _, row := range rows[1:] {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(strings.TrimSpace(cell)[:1], "=+-@") || strings.ContainsAny(cell, "\n\r\t") {
				t.Errorf("a cell begins as a formula: %q", cell)
			}
		}
		for i, sum := range []*int64{&in, &out} {
			n, err := collections.ParseSum("test", "x", row[5+i])
			if err != nil {
				t.Errorf("%q is no sum: %v", row[5+i], err)
			}
			*sum += n
		}
	}
	p := w.page(w.col)
	if in-out != p.Left() {
		t.Errorf("in %d, out %d, left %d", in, out, p.Left())
	}
	if rows[1][10] != "Надежда Юрьева" || rows[2][10] != "No. 2" || strings.Contains(b.String(), "Сейтов") {
		t.Errorf("supporters stand as %q and %q", rows[1][10], rows[2][10])
	}
	housetest.Refused(t, w.Table(w.As("oleg"), &b, collections.Span{}, heading()), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Table(vera, &b, collections.Span{From: "2026-11-02", Until: "2026-11-01"}, heading()), pana.Invalid, "people.ends.before")
}

func TestTheMoneyOfThisMonth(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	housetest.Done(t, "last month", errOf(w.Give(vera, w.col, collections.NewGift{Amount: 100_00, On: "2026-10-31"})))
	w.gives(w.col, 50_00, "")
	bought := w.buys(w.col, 30_00, "Paints")
	m, err := w.ThisMonth(vera)
	if err != nil || len(m) != 1 || m[0] != (collections.Month{Currency: "KZT", Given: 50_00, Spent: 30_00, Left: 120_00}) {
		t.Errorf("this month: %+v, %v", m, err)
	}
	housetest.Done(t, "taken back", errOf(w.Reverse(vera, bought, "A slip")))
	if m, err = w.ThisMonth(vera); err != nil || m[0].Spent != 0 || m[0].Left != 150_00 {
		t.Errorf("taken back: %+v, %v", m, err)
	}
	housetest.Refused(t, errOf(w.ThisMonth(w.As("dina"))), pana.Forbidden, "policy.refused")
}

func TestAReceiptComesBackAsItWasKept(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	w.gives(w.col, 100_00, "")
	bought, err := w.Buy(vera, w.col, collections.NewPurchase{Amount: 10_00, What: "Paints"})
	housetest.Done(t, "bought", err)
	housetest.Refused(t, w.AddReceipt(vera, bought, nil), pana.Invalid, "document.empty")
	housetest.Done(t, "the receipt follows", w.AddReceipt(vera, bought, strings.NewReader("Receipt 17, 10 tenge")))
	e, err := w.Entry(vera, bought)
	if err != nil || len(e.Papers) != 1 || e.Receipts != 1 {
		t.Fatalf("papers: %+v, %v", e.Papers, err)
	}
	r, err := w.ViewReceipt(vera, e.Papers[0].ID)
	housetest.Done(t, "opened", err)
	var b bytes.Buffer
	housetest.Done(t, "read", r.Stream(vera, &b))
	if b.String() != "Receipt 17, 10 tenge" {
		t.Errorf("it says %q", b.String())
	}
	housetest.Refused(t, errOf(w.ViewReceipt(w.As("lena"), e.Papers[0].ID)), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.ViewReceipt(vera, "nothing")), pana.NotFound, "record.absent")
	housetest.Refused(t, w.AddReceipt(w.As("dina"), bought, strings.NewReader("x")), pana.Forbidden, "policy.refused")
}
