package demo

import (
	"context"
	"strings"

	"example.org/pana/collections"
)

// gifts: two collections of the last terms. Ropes and paints can be followed from
// the gift to the yard of the youth centre; a slip was taken back; a letter waits
// for one of those who lead.
func (w *world) gifts() {
	var autumn, spring collections.ID
	var fund, nadia, class collections.SupporterID
	var ropes, paints collections.ThingID
	g := w.given
	term := collections.TermOf(w.today().AddDays(-200))
	w.at(210, "11:00", "vera", func(ctx context.Context) (err error) {
		for _, s := range []struct {
			into *collections.SupporterID
			n    collections.NewSupporter
		}{
			{&nadia, collections.NewSupporter{Name: "Надежда Юрьева", Contact: "nadezhda@example.org", Language: "ru", MayWrite: true, MayName: true}},
			{&fund, collections.NewSupporter{Name: "Көктем қоры", Kind: "organisation", Contact: "office@example.org", Language: "kk", MayWrite: true, MayName: true}},
			{&class, collections.NewSupporter{Name: "Класс 9Б городской школы", Kind: "school", Contact: "через классного руководителя", Language: "ru", MayWrite: true}},
		} {
			if *s.into, err = g.AddSupporter(ctx, s.n); err != nil {
				return err
			}
		}
		if spring, err = g.Open(ctx, collections.NewCollection{Title: "Краски и бумага", Term: term, Goal: 60_000_00}); err != nil {
			return err
		}
		_, err = g.Give(ctx, spring, collections.NewGift{Amount: 45_000_00, Supporter: nadia})
		return err
	})
	w.at(190, "12:00", "vera", func(ctx context.Context) error {
		bought, err := g.Buy(ctx, spring, collections.NewPurchase{Amount: 38_750_50, What: "Гуашь, кисти, ватман", Receipt: strings.NewReader("Чек 1043\nГуашь 12 цв. 6 шт.\nКисти, набор 8 шт.\nВатман А1 40 л.\nИтого 38750,50\n")})
		if err == nil {
			paints, err = g.AddThing(ctx, bought, collections.NewThing{Kind: "art", What: "Гуашь, набор", Quantity: 6, Spot: collections.Spot{Site: w.sites[maple], State: "new", Where: "Шкаф в гостиной"}})
		}
		return err
	})
	w.at(100, "15:00", "dina", func(ctx context.Context) error {
		if _, err := g.Use(ctx, collections.Used{Thing: paints, Times: 4, Activity: "art", Note: "Рисовали у окна, без темы."}); err != nil {
			return err
		}
		p, err := g.Thing(ctx, paints)
		if err == nil {
			err = g.LoseThing(ctx, paints, p.Places[0].ID, 2, "used-up")
		}
		return err
	})
	w.at(60, "10:30", "vera", func(ctx context.Context) (err error) {
		if autumn, err = g.Open(ctx, collections.NewCollection{Title: "Арқан мен доп: балалар орталығына", Goal: 80_000_00}); err != nil {
			return err
		}
		for _, n := range []collections.NewGift{{Amount: 50_000_00, Supporter: fund}, {Amount: 12_500_00, Supporter: nadia}} {
			if _, err := g.Give(ctx, autumn, n); err != nil {
				return err
			}
		}
		twice, err := g.Give(ctx, autumn, collections.NewGift{Amount: 12_500_00, Supporter: nadia})
		if err == nil {
			_, err = g.Reverse(ctx, twice, "Записано дважды")
		}
		return err
	})
	w.at(45, "16:00", "vera", func(ctx context.Context) error {
		bought, err := g.Buy(ctx, autumn, collections.NewPurchase{Amount: 21_300_00, What: "Секіргіш арқан, 12 дана", Receipt: strings.NewReader("Чек 2210\nСкакалка 12 шт.\nИтого 21300,00\n")})
		if err != nil {
			return err
		}
		ropes, err = g.AddThing(ctx, bought, collections.NewThing{Kind: "sports", What: "Секіргіш арқан", Quantity: 12, Spot: collections.Spot{Site: w.sites[kite], State: "new", Where: "Дәліздегі шкаф"}})
		return err
	})
	w.at(40, "14:00", "vera", func(ctx context.Context) error {
		came, err := g.Give(ctx, autumn, collections.NewGift{Things: true, Supporter: class, What: "Мячи и обручи"})
		if err == nil {
			_, err = g.AddThing(ctx, came, collections.NewThing{Kind: "sports", What: "Волейбольный мяч", Quantity: 2, Spot: collections.Spot{Site: w.sites[kite], State: "good"}})
		}
		return err
	})
	for _, days := range []int{32, 25, 18, 11, 4} {
		w.at(days, "16:30", "arman", func(ctx context.Context) error {
			_, err := g.Use(ctx, collections.Used{Thing: ropes, Times: 1 + days%3, Activity: "outdoors", Note: "Далада бәрі қосылды."})
			return err
		})
	}
	w.at(3, "12:00", "arman", func(ctx context.Context) error {
		return g.Suggest(ctx, collections.NewSuggestion{What: "Соңында бәрі бірге: волейбол торы керек", Credit: "Арман"})
	})
	w.at(2, "11:10", "vera", func(ctx context.Context) error {
		if _, err := g.Buy(ctx, autumn, collections.NewPurchase{Amount: 6_400_00, What: "Насос для мячей"}); err != nil {
			return err
		}
		if err := g.WriteLetter(ctx, autumn, collections.Appeal, "kk", "Бұл күзде балалар орталығына арқан мен доп керек.\nСабақта үндемейтін балалар далада ашылады.", 0); err != nil {
			return err
		}
		return g.WriteLetter(ctx, spring, collections.Result, "ru", "Весной вы помогли купить краски и бумагу.\nТеперь в гостиной рисуют почти каждую неделю.", 0)
	})
	w.at(1, "10:00", "saule", func(ctx context.Context) error {
		return g.ReadLetter(ctx, spring, collections.Result, "ru", 1)
	})
}
