package residence_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

func TestAWomanIsGivenABedAndIsInTheHouseTonight(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	stay := w.admit(botagoz, w.garden, "2")
	if stay.Since != "2026-11-22" {
		t.Errorf("at ten in the morning the night is %s, want yesterday's", stay.Since)
	}
	b := w.bed(w.garden, "2")
	if b.State != residence.Taken || b.Client != botagoz || b.Code == "" || b.Stay != stay.ID {
		t.Errorf("the bed is %+v", b)
	}
	if c := w.tonight("timur").Counts(); c.In != 1 || c.Free != 8 {
		t.Errorf("night duty counts %+v, want one in and eight free", c)
	}
	if n := w.lines(botagoz, "residence.admit"); n != 1 {
		t.Errorf("%d lines in the trail, want one", n)
	}
}

func TestAskingTwiceForTheSameBedIsHarmless(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	first := w.admit(botagoz, w.garden, "2")
	again := w.admit2(botagoz, first.Bed)
	if again.ID != first.ID {
		t.Error("a second stay was made")
	}
	if n := w.lines(botagoz, "residence.admit"); n != 1 {
		t.Errorf("%d lines in the trail, want one", n)
	}
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Bed: w.bed(w.garden, "3").ID})
	refused(t, err, pana.Conflict, "residence.client.placed")
}

func (w *world) admit2(client pana.ClientID, bed pana.BedID) residence.Stay {
	w.t.Helper()
	s, err := w.Admit(w.As("dina"), residence.Admission{Client: client, Bed: bed})
	done(w.t, "give the bed again", err)
	return s
}

func TestNightDutyGivesABedWithinAnArrival(t *testing.T) {
	w := open(t)
	w.Clock.Set(time.Date(2026, 11, 23, 22, 12, 0, 0, time.UTC)) // 03:12 on the 24th in Almaty
	ctx := w.As("timur")
	bed := w.bed(w.garden, "1").ID
	var stay residence.Stay
	err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
		added, err := w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female"}})
		if err != nil {
			return err
		}
		stay, err = w.AdmitIn(ctx, tx, policy.Subject{Client: added.Client, Site: w.Shelter.ID}, residence.Admission{Bed: bed, Children: 1})
		return err
	})
	done(t, "an arrival at night", err)
	if stay.Since != "2026-11-23" {
		t.Errorf("at 03:12 the night is %s, want the one that began yesterday", stay.Since)
	}
	if c := w.tonight("timur").Counts(); c.In != 1 || c.Children != 1 {
		t.Errorf("counted %+v, want one and her child", c)
	}
}

func TestOfManyWorkersWhoGiveOneBedAtOnceExactlyOneSucceeds(t *testing.T) {
	w := open(t)
	const workers = 12
	var clients []pana.ClientID
	for range workers {
		clients = append(clients, w.client("female", "24-26"))
	}
	bed := w.bed(w.garden, "1").ID
	dina, timur := w.As("dina"), w.As("erlan")
	var wait sync.WaitGroup
	errs := make([]error, workers)
	for i := range workers {
		wait.Go(func() {
			ctx := dina
			if i%2 == 1 {
				ctx = timur
			}
			_, errs[i] = w.Admit(ctx, residence.Admission{Client: clients[i], Bed: bed})
		})
	}
	wait.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			refused(t, err, pana.Conflict, "residence.bed.taken")
		}
	}
	if won != 1 {
		t.Errorf("%d workers gave the bed, want exactly one", won)
	}
	if c := w.tonight("saule").Counts(); c.In != 1 {
		t.Errorf("%d in the house, want one", c.In)
	}
}

func TestOfManyWhoGiveOneClientABedAtOnceOneSucceeds(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	free := w.tonight("saule").Choices(residence.Guest{Sex: "female", AgeBand: "24-26"})
	dina := w.As("dina")
	var wait sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wait.Go(func() { _, errs[i] = w.Admit(dina, residence.Admission{Client: botagoz, Bed: free[i].Bed.ID}) })
	}
	wait.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			refused(t, err, pana.Conflict, "residence.client.placed")
		}
	}
	if won != 1 {
		t.Errorf("she was given %d beds", won)
	}
}

func TestSheMovesAndHasOneBedAllTheTime(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	first := w.admit(botagoz, w.garden, "2")
	w.Clock.Set(w.Clock.Now().AddDate(0, 0, 3))
	to := w.bed(w.quiet, "1").ID
	mv := residence.Moving{Client: botagoz, From: first.ID, Bed: to}
	second, err := w.Move(w.As("dina"), mv)
	done(t, "move", err)
	again, err := w.Move(w.As("dina"), mv)
	done(t, "move again", err)
	if again.ID != second.ID {
		t.Error("moving twice made two stays")
	}
	stays, err := w.StaysOf(w.As("dina"), botagoz)
	done(t, "read her stays", err)
	if len(stays) != 2 || stays[1].Until != "2026-11-25" || stays[0].Since != "2026-11-25" || stays[1].Ended != residence.Moved {
		t.Errorf("her stays are %+v", stays)
	}
	if w.bed(w.garden, "2").State != residence.Free {
		t.Error("the bed she left is not free")
	}
	mv.Bed = w.bed(w.garden, "3").ID
	_, err = w.Move(w.As("dina"), mv)
	refused(t, err, pana.Conflict, "residence.stay.changed")
}

func TestSheLeavesByHerOwnDecisionAndTheFileGoesOn(t *testing.T) {
	w := open(t)
	botagoz, meruert := w.client("female", "24-26"), w.client("female", "30-38")
	stay := w.admit(botagoz, w.garden, "2")
	leave := residence.Leaving{Client: botagoz, Stay: stay.ID, Ended: residence.OwnDecision}
	done(t, "leave", w.Discharge(w.As("dina"), leave))
	done(t, "leave again", w.Discharge(w.As("dina"), leave))
	if n := w.lines(botagoz, "residence.discharge"); n != 1 {
		t.Errorf("%d lines in the trail, want one", n)
	}
	stays, err := w.StaysOf(w.As("dina"), botagoz)
	done(t, "read her stays", err)
	if len(stays) != 1 || stays[0].Until != "2026-11-23" || stays[0].Nights("", "") != 1 {
		t.Errorf("her stay is %+v, want one night", stays)
	}
	leave.Ended = residence.AsPlanned
	refused(t, w.Discharge(w.As("dina"), leave), pana.Conflict, "residence.client.none")

	// The next client sleeps there from the first night after her.
	if next := w.admit(meruert, w.garden, "2"); next.Since != "2026-11-23" {
		t.Errorf("the next stay begins on %s, while the bed was hers until the 23rd", next.Since)
	}
	if back := w.admit(botagoz, w.garden, "1"); back.Since != "2026-11-23" {
		t.Errorf("she comes back on %s, want the first night after she left", back.Since)
	}
}

func TestWhoComesBackBeginsANewTimeInOurCare(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	first := w.admit(botagoz, w.garden, "2")
	done(t, "leave", w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Away: "2026-11-22", Ended: residence.ReturnedHome}))
	done(t, "close the file", w.files.CloseEpisode(w.As("saule"), botagoz, "2026-11-23"))
	w.Clock.Set(w.Clock.Now().AddDate(0, 1, 0))
	if second := w.admit(botagoz, w.garden, "1"); second.Episode == first.Episode || second.Episode == "" {
		t.Error("she came back into the time that had ended")
	}
}

func TestABedRuleIsSetAsideWithAReasonThatOnlyCareReads(t *testing.T) {
	w := open(t)
	rustam := w.client("male", "30-38")
	bed := w.bed(w.quiet, "1").ID
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: rustam, Bed: bed})
	refused(t, err, pana.Invalid, "residence.rule.sex")
	const why = "His sister sleeps in the other bed and asked for it."
	stay, err := w.Admit(w.As("dina"), residence.Admission{Client: rustam, Bed: bed, Reason: "  " + why + "\n"})
	done(t, "set the rule aside", err)
	if !slices.Equal(stay.Rules(), []residence.Rule{residence.RuleSex}) {
		t.Errorf("set aside %v", stay.Rules())
	}
	for who, want := range map[string]string{"dina": why, "saule": why, "timur": "", "erlan": ""} {
		stays, err := w.StaysOf(w.As(who), rustam)
		done(t, who+" reads his stays", err)
		if stays[0].Reason != want {
			t.Errorf("%s reads %q, want %q", who, stays[0].Reason, want)
		}
	}
	if n := w.lines(rustam, "residence.override"); n != 1 {
		t.Errorf("%d lines in the trail, want one", n)
	}
	_, err = w.Move(w.As("dina"), residence.Moving{Client: rustam, Bed: w.bed(w.garden, "1").ID, Reason: strings.Repeat("a", 501)})
	refused(t, err, pana.Invalid, "residence.reason.long")
	moved, err := w.Move(w.As("dina"), residence.Moving{Client: rustam, Bed: w.bed(w.corner, "1").ID, Reason: "not needed"})
	done(t, "move to the men's room", err)
	if moved.Override != "" || moved.Reason != "" {
		t.Error("a reason was kept where no rule was set aside")
	}
}

func TestTwoWhoMustNotShareARoomDoNot(t *testing.T) {
	w := open(t)
	botagoz, meruert := w.client("female", "24-26"), w.client("female", "30-38")
	done(t, "keep apart", w.KeepApart(w.As("dina"), botagoz, meruert))
	done(t, "keep apart again", w.KeepApart(w.As("dina"), meruert, botagoz))
	if n := w.lines(botagoz, "client.relate") + w.lines(meruert, "client.relate"); n != 2 {
		t.Errorf("%d lines in the trail, want one for each of them", n)
	}
	w.admit(botagoz, w.garden, "1")
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: meruert, Bed: w.bed(w.garden, "2").ID})
	refused(t, err, pana.Invalid, "residence.rule.apart")
	if id := w.tonight("dina").Choices(residence.Guest{Apart: []pana.ClientID{botagoz}})[0].Room.ID; id == w.garden {
		t.Error("the room of the other comes first")
	}
	others, err := w.Apart(w.As("dina"), meruert)
	done(t, "list", err)
	if len(others) != 1 || others[0].Client != botagoz || others[0].Code == "" {
		t.Errorf("kept apart from %+v", others)
	}
	done(t, "let together", w.LetTogether(w.As("dina"), meruert, botagoz))
	w.admit(meruert, w.garden, "2")
	refused(t, w.KeepApart(w.As("dina"), botagoz, botagoz), pana.Invalid, "residence.apart.self")
	refused(t, w.KeepApart(w.As("dina"), botagoz, "nobody"), pana.NotFound, "client.absent")
}

func TestAFullHouseMakesAnExtraPlaceThatGoesWhenItIsEmpty(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Room: w.garden})
	refused(t, err, pana.Conflict, "residence.extra.free")
	w.full()
	stay, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Room: w.garden})
	done(t, "an extra place", err)
	again, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Room: w.garden})
	done(t, "the same extra place", err)
	if again.ID != stay.ID || !stay.Extra {
		t.Errorf("the stays are %+v and %+v", stay, again)
	}
	b := w.bed(w.garden, "")
	if !b.Extra || b.Client != botagoz {
		t.Errorf("the extra bed is %+v", b)
	}
	done(t, "leave", w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Ended: residence.OtherShelter}))
	if room, _ := w.tonight("saule").Room(w.garden); len(room.Beds) != 5 {
		t.Errorf("%d beds in the room after she left, want five", len(room.Beds))
	}
	stays, err := w.StaysOf(w.As("dina"), botagoz)
	done(t, "read her stays", err)
	if len(stays) != 1 || !stays[0].Extra || stays[0].RoomName != "Garden" {
		t.Errorf("her history is %+v", stays)
	}
}

// A client with whom Saule, the director, has a conflict of interest sleeps here. To
// Saule that bed is out of service like any other, and so is every bed she keeps
// others from.
func TestABedOfAHiddenClientLooksLikeAnyClosedBed(t *testing.T) {
	w := open(t)
	botagoz, meruert := w.client("female", "24-26"), w.client("female", "30-38")
	w.admit(botagoz, w.garden, "1")
	done(t, "keep apart", w.KeepApart(w.As("dina"), botagoz, meruert))
	done(t, "close one bed", w.TakeOutOfService(w.As("saule"), w.bed(w.garden, "2").ID, "", ""))
	done(t, "set the conflict", w.files.SetConflict(w.As("dina"), botagoz, w.Staff("saule")))
	marat := w.As("marat")
	m := w.tonight("saule")
	room, _ := m.Room(w.garden)
	hidden, closed := room.Beds[0], room.Beds[1]
	hidden.ID, hidden.Name = closed.ID, closed.Name
	if hidden != closed {
		t.Errorf("the hidden bed is %+v, a closed one %+v", hidden, closed)
	}
	if c := m.Counts(); c.In != 0 || c.OutOfService != 2 {
		t.Errorf("counted %+v, want nobody in and two beds out", c)
	}
	saule := w.As("saule")
	_, err := w.Admit(saule, residence.Admission{Client: meruert, Bed: room.Beds[0].ID, Reason: "try"})
	refused(t, err, pana.Conflict, "residence.bed.out")
	_, err = w.Admit(saule, residence.Admission{Client: meruert, Bed: room.Beds[2].ID, Reason: "try"})
	refused(t, err, pana.Conflict, "residence.bed.out")
	for _, c := range m.Choices(residence.Guest{Apart: []pana.ClientID{botagoz}}) {
		if c.Room.ID == w.garden {
			t.Error("a bed beside her is offered")
		}
	}
	done(t, "take out again", w.TakeOutOfService(saule, room.Beds[0].ID, "repair", ""))
	refused(t, w.ReturnToService(saule, room.Beds[0].ID), pana.Conflict, "residence.bed.held")
	refused(t, w.CloseBed(saule, room.Beds[0].ID), pana.Conflict, "residence.bed.held")
	refused(t, w.CloseRoom(saule, w.garden), pana.Conflict, "residence.bed.held")
	_, err = w.Move(saule, residence.Moving{Client: botagoz, Bed: room.Beds[2].ID})
	refused(t, err, pana.NotFound, "client.absent")
	refused(t, w.Discharge(saule, residence.Leaving{Client: botagoz, Ended: residence.AsPlanned}), pana.NotFound, "client.absent")
	if others, err := w.Apart(saule, meruert); err != nil || len(others) != 0 {
		t.Errorf("she is told of %v, %v", others, err)
	}
	if stays, err := w.StaysIn(saule, room.Beds[0].ID, 10); err != nil || len(stays) != 0 {
		t.Errorf("the history of the bed tells of %v, %v", stays, err)
	}
	if stays, err := w.StaysIn(marat, room.Beds[0].ID, 10); err != nil || len(stays) != 1 {
		t.Errorf("the deputy reads %v, %v, want one stay", stays, err)
	}
}

func TestAnExtraPlaceOfAHiddenClientIsNotOnTheMap(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	w.full()
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Room: w.garden})
	done(t, "an extra place", err)
	done(t, "set the conflict", w.files.SetConflict(w.As("dina"), botagoz, w.Staff("erlan")))
	for who, want := range map[string]int{"dina": 6, "erlan": 5} {
		if room, _ := w.tonight(who).Room(w.garden); len(room.Beds) != want {
			t.Errorf("%s sees %d beds, want %d", who, len(room.Beds), want)
		}
	}
}

func TestNightsAreRefusedThatCannotBe(t *testing.T) {
	w := open(t)
	botagoz, meruert := w.client("female", "24-26"), w.client("female", "30-38")
	bed := w.bed(w.garden, "1").ID
	for sentence, c := range map[string]struct {
		since pana.Night
		say   string
	}{
		"tomorrow has not come":               {"2026-11-24", "date.future"},
		"she did not sleep here a month ago":  {"2026-10-23", "residence.since.episode"},
		"nor on a day that is not":            {"2026-02-30", "date.unreadable"},
		"nor before there was a house at all": {"1066-01-01", "date.year"},
	} {
		_, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Bed: bed, Since: c.since})
		t.Log(sentence)
		refused(t, err, pana.Invalid, c.say)
	}
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Bed: bed, Children: -1})
	refused(t, err, pana.Invalid, "residence.children")
	stay := w.admit(botagoz, w.garden, "1")
	leave := residence.Leaving{Client: botagoz, Stay: stay.ID, Ended: residence.AsPlanned}
	for away, say := range map[pana.Night]string{"2026-11-21": "date.crossed", "2026-11-24": "date.future", "soon": "date.unreadable"} {
		leave.Away = away
		refused(t, w.Discharge(w.As("dina"), leave), pana.Invalid, say)
	}
	leave.Away, leave.Ended = "", residence.Moved
	refused(t, w.Discharge(w.As("dina"), leave), pana.Invalid, "residence.ended")
	leave.Ended = residence.AsPlanned
	done(t, "leave", w.Discharge(w.As("dina"), leave))
	_, err = w.Admit(w.As("dina"), residence.Admission{Client: meruert, Bed: bed, Since: "2026-11-22"})
	refused(t, err, pana.Invalid, "residence.since.bed")
	_, err = w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Bed: w.bed(w.garden, "2").ID, Since: "2026-11-22"})
	refused(t, err, pana.Invalid, "residence.since.client")
	_, err = w.Move(w.As("dina"), residence.Moving{Client: botagoz, Bed: bed})
	refused(t, err, pana.Conflict, "residence.client.none")
}
