package night_test

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/night"
)

func TestAShiftLeavesALineForEachAndTheNextSaysOnceThatItWasRead(t *testing.T) {
	w := open(t)
	housetest.Done(t, "Erlan comes", w.BeginShift(w.As("erlan"), w.Shelter.ID))
	housetest.Done(t, "and says so twice", w.BeginShift(w.As("erlan"), w.Shelter.ID))
	w.writes("erlan", w.zarina, night.NewLine{Text: "Slept badly."})
	w.writes("erlan", w.aliya, night.NewLine{Urgency: night.Urgent, Text: "Waits for a call at ten."})
	housetest.Done(t, "of the house", w.SayOfHouse(w.As("erlan"), w.Shelter.ID, w.now("erlan").Writing.Version, "The lamp by the stairs is broken."))
	if n := w.now("timur"); n.Last.ID != "" || len(n.Writing.Lines) != 2 || n.Writing.Lines[0].Text != "Waits for a call at ten." {
		t.Errorf("before it is given: %+v", n)
	}
	w.later()
	housetest.Done(t, "Timur comes", w.BeginShift(w.As("timur"), w.Shelter.ID))
	housetest.Done(t, "Erlan hands over", w.Give(w.As("erlan"), w.Shelter.ID))
	housetest.Refused(t, w.Give(w.As("erlan"), w.Shelter.ID), pana.Conflict, "night.handover.none")
	n := w.now("timur")
	if len(n.Last.Lines) != 2 || n.Last.Lines[0].Code != w.codeOf[w.aliya] || n.Last.Lines[1].Text != "Slept badly." || n.Last.House != "The lamp by the stairs is broken." {
		t.Errorf("Timur reads %+v", n.Last)
	}
	if !n.Unread(w.Staff("timur")) || n.Unread(w.Staff("erlan")) || !n.Mine || len(n.Writing.Lines) != 2 || n.Writing.Lines[0].Said() {
		t.Errorf("what waits: %v, and written anew %+v", n.Waits, n.Writing)
	}
	housetest.Done(t, "he has read it", w.Acknowledge(w.As("timur"), n.Last.ID))
	w.later()
	housetest.Done(t, "and again", w.Acknowledge(w.As("timur"), n.Last.ID))
	n = w.now("saule")
	if len(n.Last.Reads) != 1 || n.Last.Reads[0].Staff != w.Staff("timur") || len(n.Waits) != 0 {
		t.Errorf("read by %+v, awaited of %v", n.Last.Reads, n.Waits)
	}
	kept, err := w.Kept(w.As("marat"), w.Shelter.ID)
	if err != nil || len(kept) != 1 || kept[0].By != w.Staff("erlan") {
		t.Errorf("kept: %+v %v", kept, err)
	}
	h, _, err := w.Handover(w.As("timur"), kept[0].ID)
	if err != nil || len(h.Lines) != 2 || h.Since != 0 || w.now("timur").Writing.Since != h.Given {
		t.Errorf("the one before: %+v %v", h, err)
	}
}

func TestTheLastToGoLeavesWhatWasWrittenAndNobodyIsHeldBackByNothing(t *testing.T) {
	w := open(t)
	housetest.Done(t, "Timur goes who never came", w.EndShift(w.As("timur"), w.Shelter.ID, ""))
	for _, who := range []string{"timur", "dina"} {
		housetest.Done(t, who, w.BeginShift(w.As(who), w.Shelter.ID))
	}
	w.writes("timur", w.aliya, night.NewLine{Urgency: night.Watch})
	housetest.Done(t, "one goes", w.EndShift(w.As("dina"), w.Shelter.ID, ""))
	if n := w.now("timur"); n.Last.ID != "" || len(n.OnDuty) != 1 {
		t.Errorf("with one still there: %+v", n)
	}
	w.later()
	housetest.Done(t, "Saule says for him that he went home", w.EndShift(w.As("saule"), w.Shelter.ID, w.Staff("timur")))
	n := w.now("saule")
	if n.Last.By != w.Staff("timur") || len(n.Last.Lines) != 1 || len(n.OnDuty) != 0 {
		t.Errorf("what he leaves: %+v", n)
	}
	housetest.Done(t, "the morning comes", w.BeginShift(w.As("dina"), w.Shelter.ID))
	if waits := w.now("dina").Waits; !slices.Equal(waits, []pana.StaffID{w.Staff("dina")}) {
		t.Errorf("awaited of %v", waits)
	}
	housetest.Done(t, "and goes without a word", w.EndShift(w.As("dina"), w.Shelter.ID, ""))
	if n := w.count(`SELECT COUNT(*) FROM handovers`); n != 1 {
		t.Errorf("%d handovers", n)
	}
}

func TestALineIsNobodysWhoMustNotKnowOfHer(t *testing.T) {
	w := open(t)
	w.writes("dina", w.aliya, night.NewLine{Text: "Her brother called."})
	w.writes("dina", w.zarina, night.NewLine{Text: "Is well."})
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("dina"), w.aliya, w.Staff("erlan")))
	w.later()
	housetest.Done(t, "handed over", w.Give(w.As("dina"), w.Shelter.ID))
	n := w.now("erlan")
	if len(n.Last.Lines) != 1 || n.Last.Lines[0].Client != w.zarina || len(n.Writing.Lines) != 1 {
		t.Errorf("Erlan reads %+v and writes of %+v", n.Last.Lines, n.Writing.Lines)
	}
	housetest.Refused(t, w.WriteLine(w.As("erlan"), w.aliya, 0, night.NewLine{Text: "?"}), pana.NotFound, "client.absent")
	housetest.Refused(t, w.WriteLine(w.As("bolat"), w.zarina, 0, night.NewLine{Text: "?"}), pana.NotFound, "client.absent")
	housetest.Refused(t, w.BeginShift(w.As("lena"), w.Shelter.ID), pana.Forbidden, "policy.refused")
	_, err := w.Now(w.As("arman"), w.Shelter.ID)
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
}

func TestAStaleLineIsRefusedAndAnEmptyOneWritesNothing(t *testing.T) {
	w := open(t)
	housetest.Done(t, "nothing", w.WriteLine(w.As("timur"), w.aliya, 0, night.NewLine{}))
	if n := w.count(`SELECT COUNT(*) FROM handovers`); n != 0 {
		t.Errorf("%d handovers of nothing", n)
	}
	w.writes("timur", w.aliya, night.NewLine{Text: "A headache."})
	housetest.Refused(t, w.WriteLine(w.As("dina"), w.aliya, 0, night.NewLine{Text: "Something else."}), pana.Conflict, "db.stale")
	housetest.Refused(t, w.SayOfHouse(w.As("dina"), w.Shelter.ID, 0, "Something."), pana.Conflict, "db.stale")
	housetest.Refused(t, w.WriteLine(w.As("dina"), w.aliya, 1, night.NewLine{Urgency: "soon"}), pana.Invalid, "codes.unknown")
	w.writes("dina", w.aliya, night.NewLine{Text: "A headache, is better."})
	a, err := w.AboutOf(w.As("timur"), w.codeOf[w.aliya])
	if err != nil || a.Now.Text != "A headache, is better." || a.Now.By != w.Staff("dina") || a.Now.Version != 2 {
		t.Errorf("the line is %+v %v", a.Now, err)
	}
	housetest.Refused(t, w.Acknowledge(w.As("dina"), w.now("dina").Writing.ID), pana.NotFound, "record.absent")
}
