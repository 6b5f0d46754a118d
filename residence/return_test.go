package residence_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

func TestNobodyGoesToTheFamilyUnlessTheGateLetsHer(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	w.admit(botagoz, w.garden, "1")
	strict := residence.New(w.House, casework.New(w.House)) // nobody answers for the gate
	for _, ending := range []residence.Ending{residence.WithFamily, residence.ReturnedHome} {
		err := strict.Discharge(w.As("saule"), residence.Leaving{Client: botagoz, Ended: ending})
		refused(t, err, pana.Conflict, "return.gate.closed")
		if e := err.(*pana.Error); e.Field != "ended" {
			t.Errorf("the refusal stands at %q, not at the question how she leaves", e.Field)
		}
	}
	open := false
	w.files.GuardReturn(func(_ context.Context, _ *db.Tx, client pana.ClientID) error {
		if open && client == botagoz {
			return nil
		}
		return &pana.Error{Kind: pana.Conflict, Say: "return.gate.closed"}
	})
	refused(t, w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Ended: residence.WithFamily}), pana.Conflict, "return.gate.closed")
	if stays, err := w.StaysOf(w.As("dina"), botagoz); err != nil || stays[0].Until != "" {
		t.Errorf("a refused leaving ended her stay: %+v, %v", stays, err)
	}
	open = true
	done(t, "go home", w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Ended: residence.WithFamily}))
}

func TestWhileAReturnIsOpenNoEndingHidesWhereSheGoes(t *testing.T) {
	for _, ending := range []residence.Ending{residence.AsPlanned, residence.OtherEnding} {
		w := open(t)
		botagoz := w.client("female", "24-26")
		w.admit(botagoz, w.garden, "1")
		w.files.GuardClosing(func(context.Context, *db.Tx, pana.ClientID) error {
			return &pana.Error{Kind: pana.Conflict, Say: "return.open"}
		})
		refused(t, w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Ended: ending}), pana.Conflict, "return.open")
		done(t, "nobody is held", w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Away: "2026-11-22", Ended: residence.OwnDecision}))
		refused(t, w.files.CloseEpisode(w.As("dina"), botagoz, "2026-11-23"), pana.Conflict, "return.open")
	}
}
