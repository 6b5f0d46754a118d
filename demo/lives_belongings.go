package demo

import (
	"context"

	"example.org/pana/belongings"
)

// keepsFor: something is taken in at the client's wish.
func (t *tale) keepsFor(days int, hour, who string, n belongings.NewKept) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, _, err := t.things.Keep(ctx, t.client, n)
		return err
	})
}

// givesBack: an envelope goes back, or of money a part.
func (t *tale) givesBack(days int, hour, who string, number int, n belongings.NewHanded) {
	t.does(days, hour, who, func(ctx context.Context) error {
		p, err := t.things.Read(ctx, t.code)
		if err != nil {
			return err
		}
		for _, k := range p.Kept {
			if k.Number == number {
				return t.things.HandBack(ctx, t.client, k.ID, k.Version, n)
			}
		}
		return nil
	})
}

// isGiven: what the house gives.
func (t *tale) isGiven(days int, hour, who string, n belongings.NewGiven) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.things.Give(ctx, t.client, n)
		return err
	})
}

// drawingOwns: money kept and taken in parts, a paper that went back the same
// night, and what there was on the first day.
func (t *tale) drawingOwns() {
	t.isGiven(236, "11:30", "dina", belongings.NewGiven{Kind: "hygiene", Signed: true})
	t.isGiven(236, "11:40", "dina", belongings.NewGiven{Kind: "clothes", Quantity: 3, What: "Күртеше, шалбар, аяқ киім", Signed: true})
	t.keepsFor(120, "18:00", "dina", belongings.NewKept{Kind: belongings.Money, Amount: 30_000, Place: "safe", What: "Сатылған суреттің ақшасы", Signed: true})
	t.givesBack(60, "18:00", "dina", 1, belongings.NewHanded{Amount: 12_000, Signed: true})
	t.keepsFor(40, "19:00", "dina", belongings.NewKept{Kind: belongings.Paper, Place: "safe", What: "Удостоверение личности", Signed: true})
	t.givesBack(38, "19:30", "dina", 2, belongings.NewHanded{Note: "Сама так захотела."})
	t.isGiven(5, "18:10", "dina", belongings.NewGiven{Kind: belongings.PocketMoney, Amount: 3000, Signed: true})
}

// builderOwns: a telephone that somebody brought, which nobody asked to be kept.
func (t *tale) builderOwns() {
	t.keepsFor(100, "18:30", "erlan", belongings.NewKept{Kind: "phone", Wish: "brought", Place: "cupboard", Note: "Бұрынғы бригададан біреу қақпаға қалдырып кетті."})
}
