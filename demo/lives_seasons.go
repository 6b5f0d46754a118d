package demo

import (
	"context"

	"example.org/pana/stats"
)

// seasons are what staff wrote beside the tables of the years: guesses, and marked as
// such.
func (w *world) seasons() {
	for _, n := range []struct {
		days  int
		hour  string
		who   string
		chart string
		label string
		text  string
	}{
		{40, "15:10", "saule", stats.ChartSeasons, stats.Why, "После уборки урожая расчёта нет, и люди уходят сами: поэтому осенью труд. Зимой, думаем, холод: на улице не останешься."},
		{33, "11:20", "marat", stats.ChartSeasons, stats.Why, "Жазда тыныш: бәлкім, адамдар далада жұмыста әрі бізге хабарласа алмайды."},
		{12, "16:05", "saule", stats.ChartOrigins, stats.Context, "В городе стало больше конференций и гостиниц; то же самое говорят партнёры. Проверить это нашими числами мы не можем."},
	} {
		w.at(n.days, n.hour, n.who, func(ctx context.Context) error {
			_, err := stats.New(w.h, w.desk, w.beds).Write(ctx, stats.Filter{}, stats.Reading{Chart: n.chart, Label: n.label, Text: n.text})
			return err
		})
	}
}
