package demo

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/plan"
)

// meets: a short contact on the way to trust.
func (t *tale) meets(days int, hour, who, mood, text string, signs ...string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		return t.plans.NoteContact(ctx, t.client, plan.NewContact{Signs: signs, Mood: mood, Text: text})
	})
}

// proposes: one of the two says that trust is there.
func (t *tale) proposes(days int, hour, who string) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.plans.ProposeTrust(ctx, t.client, plan.NewProposal{}) })
}

// answered: what she herself says of it.
func (t *tale) answered(days int, hour, who, answer, told string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		return t.plans.ConfirmTrust(ctx, t.client, plan.NewAnswer{Answer: answer, Told: told})
	})
}

// trusted: both say so, the second on that day, and she is asked if she wants to
// be. The stage goes on to the plan by itself.
func (t *tale) trusted(days int, social, psychologist, answer, told string) {
	t.proposes(days+5, "17:20", social)
	t.proposes(days, "16:10", psychologist)
	if answer != "" {
		t.answered(days, "16:40", psychologist, answer, told)
	}
}

// A goal is a line of a plan with its steps; who does them is said by name.
type goal struct {
	plan.NewLine
	steps []doing
	line  string
}

// A doing is a step of a goal. By is a first name of the cast, "her" for the
// client, or empty.
type doing struct {
	plan.NewStep
	by   string
	id   string
	done int // days ago it was done; 0 is not yet
}

// aims: a line of the plan, with its steps.
func (t *tale) aims(days int, hour, who string, g *goal) {
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		if g.line, err = t.plans.AddLine(ctx, t.client, g.NewLine); err != nil {
			return err
		}
		for i := range g.steps {
			s := &g.steps[i]
			switch {
			case s.by == "her":
				s.Doer = plan.ByClient
			case s.by != "":
				s.Doer, s.Staff = plan.ByStaff, t.staff[s.by].id
			}
			if s.id, err = t.plans.AddStep(ctx, t.client, g.line, s.NewStep); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range g.steps {
		if s := &g.steps[i]; s.done > 0 {
			t.does(s.done, "13:30", who, func(ctx context.Context) error { return t.plans.MarkStep(ctx, t.client, s.id, 1, plan.Done) })
		}
	}
}

// ends: how a line ended, and whether she sees it so too.
func (t *tale) ends(days int, hour, who string, g *goal, state, says, text string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		return t.plans.EndLine(ctx, t.client, g.line, plan.Ending{State: state, ClientSays: says, Text: text, Version: 1})
	})
}

// leads: where the plan is meant to lead.
func (t *tale) leads(days int, hour, who, destination string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		v, err := t.plans.See(ctx, t.code)
		if err != nil {
			return err
		}
		return t.plans.SetDestination(ctx, t.client, destination, v.ReviewOn, v.Version)
	})
}

// looksAgain: the plan is looked at together, and again so many days from today.
func (t *tale) looksAgain(days int, hour, who string, next int, n plan.NewReview) {
	t.does(days, hour, who, func(ctx context.Context) error {
		v, err := t.plans.See(ctx, t.code)
		if err != nil {
			return err
		}
		for _, l := range v.Lines {
			n.LookedAt = append(n.LookedAt, l.ID)
		}
		n.Next = t.today().AddDays(next)
		return t.plans.ReviewPlan(ctx, t.client, n)
	})
}

// hopes: what she hopes for, and what became of it, if anything has.
func (t *tale) hopes(days int, hour, who, told string, when pana.Fuzzy, answerDays int, closing, text string) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.plans.Hope(ctx, t.client, told, when) })
	if closing == "" {
		return
	}
	t.does(answerDays, "17:00", who, func(ctx context.Context) error {
		v, err := t.plans.See(ctx, t.code)
		if err != nil {
			return err
		}
		for _, h := range v.Hopes {
			if h.Told == told {
				return t.plans.AnswerHope(ctx, t.client, h.ID, closing, text, h.Version)
			}
		}
		return nil
	})
}

// sees: how she sees the seven outcomes, in their order; a dot is passed over.
func (t *tale) sees(days int, hour, who, occasion, steps string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n := plan.NewRating{Occasion: occasion, Alone: true, Steps: map[string]int{}}
		for i, o := range plan.Outcomes() {
			n.Steps[o], _ = strconv.Atoi(steps[i : i+1])
		}
		_, err := t.plans.RateOutcomes(ctx, t.client, n)
		return err
	})
}

// practises: how a skill goes, as a colleague sees it.
func (t *tale) practises(days int, who, skill, level, text string) {
	t.does(days, "20:30", who, func(ctx context.Context) error {
		return t.plans.RateSkills(ctx, t.client, plan.NewSkillLook{Skill: skill, Level: level, Text: text})
	})
}

// taps: what she says of several skills herself, on the page with pictures.
func (t *tale) taps(days int, who, level string, skills ...string) {
	t.does(days, "18:40", who, func(ctx context.Context) error {
		var looks []plan.NewSkillLook
		for _, s := range skills {
			looks = append(looks, plan.NewSkillLook{Skill: s, Level: level, Own: true})
		}
		return t.plans.RateSkills(ctx, t.client, looks...)
	})
}

// in is a moment so many days from today, to a precision.
func (w *world) in(days int, p pana.Precision) pana.Fuzzy { return fuzzy(w.today().AddDays(days), p) }

// september is the next one that lies ahead.
func (w *world) september() pana.Fuzzy {
	y := w.today().Year()
	if w.today().Time().Month() >= 9 {
		y++
	}
	return fuzzy(pana.Date(strconv.Itoa(y)+"-09-01"), pana.Month)
}

func said(area, words string, level int) plan.NewLine {
	return plan.NewLine{Area: area, Goal: words, Baseline: level, Source: pana.ClientSaid}
}

func step(what string, when pana.Fuzzy, payer, service string) plan.NewStep {
	return plan.NewStep{What: what, When: when, Payer: payer, Service: service}
}

// someoneElse is a person outside the house who takes a step.
func someoneElse(role, name string) casework.Someone {
	return casework.Someone{New: casework.NewPerson{Role: role, Name: name, Source: pana.ThirdParty}}
}
