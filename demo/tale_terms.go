package demo

import (
	"context"

	"example.org/pana/residence"
)

// paid: a payer pays until a day, counted from today; below zero it is past.
func (t *tale) paid(days int, hour, who, payer string, until int) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n := residence.NewTerm{Payer: payer, Until: t.today().AddDays(until)}
		terms, err := t.beds.Terms(ctx, t.code)
		if err != nil {
			return err
		}
		for _, s := range terms.Standing {
			if s.Payer == payer {
				n.Replaces = s.ID
			}
		}
		_, err = t.beds.SetTerm(ctx, t.client, n)
		return err
	})
}

// wantsLonger asks the payer of the first term for more time.
func (t *tale) wantsLonger(days int, hour, who string, until int, reason string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		terms, err := t.beds.Terms(ctx, t.code)
		if err != nil {
			return err
		}
		_, err = t.beds.AskTerm(ctx, t.client, residence.NewTermAsk{Term: terms.Standing[0].ID, Wanted: t.today().AddDays(until), Reason: reason})
		return err
	})
}

// isAnswered writes down what the payer said.
func (t *tale) isAnswered(days int, hour, answer, because string) {
	t.does(days, hour, "saule", func(ctx context.Context) error {
		terms, err := t.beds.Terms(ctx, t.code)
		if err != nil {
			return err
		}
		for _, a := range terms.Asks {
			if a.Answer == "" {
				return t.beds.AnswerTerm(ctx, t.client, residence.TermAnswer{Ask: a.ID, Answer: answer, Because: because, Version: a.Version})
			}
		}
		return nil
	})
}
