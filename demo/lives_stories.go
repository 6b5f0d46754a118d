package demo

import (
	"context"

	"example.org/pana/stories"
)

// tells: a story of hers is written down, looked through, asked about and read, and
// two of the house agree to it.
func (t *tale) tells(days int, text string, n stories.NewAnswer) {
	t.does(days, "15:00", "dina", func(ctx context.Context) error {
		id, err := t.tellings.Write(ctx, t.client, "", 0, n.Language, text)
		if err != nil {
			return err
		}
		said := map[string]stories.Check{}
		for _, p := range stories.Points() {
			said[p] = stories.Check{Answer: stories.Out}
		}
		if err := t.tellings.Check(ctx, t.client, id, 1, said); err != nil {
			return err
		}
		if err := t.tellings.Ask(ctx, t.client, id, n); err != nil {
			return err
		}
		if err := t.tellings.Heard(ctx, t.client, id, 1, stories.NewReading{Answer: stories.AsItIs, Way: "aloud"}); err != nil {
			return err
		}
		return t.tellings.Sign(ctx, t.client, id, 1)
	})
	t.does(days-1, "10:00", "saule", func(ctx context.Context) error {
		p, err := t.tellings.Read(ctx, t.code)
		if err != nil {
			return err
		}
		return t.tellings.Sign(ctx, t.client, p.Stories[0].ID, 1)
	})
}

// isShown: her story stands somewhere.
func (t *tale) isShown(days int, n stories.NewPlace) {
	t.does(days, "11:30", "saule", func(ctx context.Context) error {
		p, err := t.tellings.Read(ctx, t.code)
		if err == nil {
			_, err = t.tellings.Publish(ctx, t.client, p.Stories[0].ID, n)
		}
		return err
	})
}

// takesBack: she no longer agrees.
func (t *tale) takesBack(days int, who string) {
	t.does(days, "22:10", who, func(ctx context.Context) error {
		p, err := t.tellings.Read(ctx, t.code)
		if err == nil {
			err = t.tellings.Withdraw(ctx, t.client, p.Stories[0].ID)
		}
		return err
	})
}

// storyDays: the house chose that nobody is asked in the first two months.
func (w *world) storyDays() {
	w.arranges(290, func(ctx context.Context) error {
		return w.tellings.SetSettings(ctx, stories.Settings{Days: 60}, 0)
	})
}

// drawingTells: a story that was her own wish, and that she took back when it hung
// in a corridor: somebody is to be asked to take it down.
func (t *tale) drawingTells() {
	t.tells(50, "Я сама научилась рисовать. Когда рисую, в голове тихо. Теперь у меня есть свой альбом, и я учу других держать карандаш.",
		stories.NewAnswer{Yes: true, Uses: []string{"print", "talk"}, Until: t.today().AddDays(300), Language: "ru", Own: true, Told: "Пусть знают, что так бывает."})
	t.isShown(40, stories.NewPlace{Use: "print", Where: "Стенд в коридоре колледжа", Whom: "Завуч, через директора"})
	t.takesBack(3, "dina")
}
