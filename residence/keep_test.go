package residence_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

func TestTheDirectorKeepsRoomsAndBeds(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	room, _ := w.tonight("saule").Room(w.garden)
	if len(room.Beds) != 5 {
		t.Fatalf("a five-bed room has %d beds", len(room.Beds))
	}
	_, err := w.AddBed(saule, w.garden, "Window")
	done(t, "add a bed", err)
	_, err = w.AddBed(saule, w.garden, " Window ")
	refused(t, err, pana.Invalid, "residence.bed.double")
	_, err = w.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden"})
	refused(t, err, pana.Invalid, "residence.room.double")
	_, err = w.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "llaH\u202e"})
	refused(t, err, pana.Invalid, "residence.name.text")
	_, err = w.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: " "})
	refused(t, err, pana.Invalid, "residence.name.missing")
	_, err = w.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Hall", Beds: 41})
	refused(t, err, pana.Invalid, "residence.beds.number")
	_, err = w.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Hall", Sex: "boys"})
	refused(t, err, pana.Invalid, "residence.room.sex")
	_, err = w.AddRoom(saule, w.Centre.ID, residence.NewRoom{Name: "Hall"})
	refused(t, err, pana.Invalid, "residence.site")

	done(t, "change the rules", w.SetRoomRules(saule, w.garden, "", true, room.Version))
	done(t, "change them again", w.SetRoomRules(saule, w.garden, "", true, room.Version))
	refused(t, w.SetRoomRules(saule, w.garden, "male", false, room.Version), pana.Conflict, "db.stale")
}

func TestABedIsOutOfServiceUntilANight(t *testing.T) {
	w := open(t)
	saule, botagoz := w.As("saule"), w.client("female", "24-26")
	bed := w.bed(w.garden, "1").ID
	refused(t, w.TakeOutOfService(saule, bed, "no-such-reason", ""), pana.Invalid, "codes.unknown")
	refused(t, w.TakeOutOfService(saule, bed, "repair", "2026-11-22"), pana.Invalid, "residence.out.until")
	done(t, "take out", w.TakeOutOfService(saule, bed, "repair", "2026-11-24"))
	done(t, "take out again", w.TakeOutOfService(saule, bed, "repair", "2026-11-24"))
	if b := w.bed(w.garden, "1"); b.State != residence.OutOfService || b.Reason != "repair" || b.Back != "2026-11-24" {
		t.Errorf("the bed is %+v", b)
	}
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: botagoz, Bed: bed})
	refused(t, err, pana.Conflict, "residence.bed.out")
	w.Clock.Set(w.Clock.Now().AddDate(0, 0, 2))
	if b := w.bed(w.garden, "1"); b.State != residence.Free {
		t.Errorf("after its time the bed is %s", b.State)
	}
	saule = w.As("saule")
	done(t, "take out without an end", w.TakeOutOfService(saule, bed, "", ""))
	done(t, "give back", w.ReturnToService(saule, bed))
	done(t, "give back again", w.ReturnToService(saule, bed))
	w.admit(botagoz, w.garden, "1")
	refused(t, w.TakeOutOfService(saule, bed, "", ""), pana.Conflict, "residence.bed.taken")
	refused(t, w.CloseBed(saule, bed), pana.Conflict, "residence.bed.taken")
	refused(t, w.CloseRoom(saule, w.garden), pana.Conflict, "residence.room.taken")
}

func TestAClosedBedKeepsItsHistory(t *testing.T) {
	w := open(t)
	saule, botagoz := w.As("saule"), w.client("female", "24-26")
	stay := w.admit(botagoz, w.garden, "1")
	done(t, "leave", w.Discharge(w.As("dina"), residence.Leaving{Client: botagoz, Ended: residence.AsPlanned}))
	done(t, "close the bed", w.CloseBed(saule, stay.Bed))
	refused(t, w.CloseBed(saule, stay.Bed), pana.NotFound, "residence.bed.gone")
	done(t, "close the room", w.CloseRoom(saule, w.garden))
	refused(t, w.CloseRoom(saule, w.garden), pana.NotFound, "residence.room.absent")
	if _, _, ok := w.tonight("saule").Bed(stay.Bed); ok {
		t.Error("a closed bed is on the map")
	}
	stays, err := w.StaysOf(saule, botagoz)
	done(t, "read her stays", err)
	if len(stays) != 1 || stays[0].BedName != "1" || stays[0].RoomName != "Garden" {
		t.Errorf("her history is %+v", stays)
	}
	_, err = w.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 1})
	done(t, "a new room by the old name", err)
}

func TestRoomsAreMadeWithTheHouse(t *testing.T) {
	w := open(t)
	ctx := context.Background()
	add := func(rooms ...residence.NewRoom) error {
		return w.House.DB.Update(ctx, func(tx *db.Tx) error { return w.AddRooms(ctx, tx, w.Centre.ID, rooms) })
	}
	done(t, "rooms of the founding", add(residence.NewRoom{Name: "One", Beds: 3, Children: true}, residence.NewRoom{Name: "Two", Beds: 1}))
	refused(t, add(residence.NewRoom{Name: "Three", Beds: 1}, residence.NewRoom{Name: "Three"}), pana.Invalid, "residence.room.double")
	m, err := w.Tonight(w.As("saule"), w.Centre.ID)
	done(t, "look", err)
	if len(m.Rooms) != 2 || m.Rooms[0].Name != "One" || len(m.Rooms[0].Beds) != 3 {
		t.Errorf("the rooms are %+v", m.Rooms)
	}
}

// Every act, by someone who may not do it.
func TestEveryActRefusesWhoMayNot(t *testing.T) {
	w := open(t)
	inside, outside := w.client("female", "24-26"), w.client("female", "30-38")
	stay := w.admit(inside, w.garden, "1")
	bed := w.bed(w.garden, "2").ID
	first := func(_ any, err error) error { return err }
	for sentence, c := range map[string]struct {
		err  error
		kind pana.Kind
		say  string
	}{
		"a nurse gives no bed":                  {first(w.Admit(w.As("raushan"), residence.Admission{Client: inside, Bed: bed})), pana.Forbidden, "policy.refused"},
		"night duty meets nobody who is not in": {first(w.Admit(w.As("timur"), residence.Admission{Client: outside, Bed: bed})), pana.NotFound, "client.absent"},
		"a nurse moves nobody":                  {first(w.Move(w.As("raushan"), residence.Moving{Client: inside, Bed: bed})), pana.Forbidden, "policy.refused"},
		"nobody is sent away at night":          {w.Discharge(w.As("timur"), residence.Leaving{Client: inside, Ended: residence.AsPlanned}), pana.Forbidden, "policy.refused"},
		"nor by a colleague she is not with":    {w.Discharge(w.As("erlan"), residence.Leaving{Client: inside, Ended: residence.AsPlanned}), pana.Forbidden, "policy.refused"},
		"a teacher meets no bed":                {first(w.Tonight(w.As("kamila"), w.Shelter.ID)), pana.Forbidden, "policy.refused"},
		"the centre does not see the shelter":   {first(w.Tonight(w.As("arman"), w.Shelter.ID)), pana.Forbidden, "policy.refused"},
		"nobody sees a bed without signing in":  {first(w.Tonight(w.Nobody(), w.Shelter.ID)), pana.Forbidden, "policy.refused"},
		"rooms are the director's":              {first(w.AddRoom(w.As("dina"), w.Shelter.ID, residence.NewRoom{Name: "X"})), pana.Forbidden, "policy.refused"},
		"and beds":                              {first(w.AddBed(w.As("dina"), w.garden, "X")), pana.Forbidden, "policy.refused"},
		"and rules":                             {w.SetRoomRules(w.As("gulnar"), w.garden, "", true, 1), pana.Forbidden, "policy.refused"},
		"and what is out of service":            {w.TakeOutOfService(w.As("timur"), bed, "", ""), pana.Forbidden, "policy.refused"},
		"and back in it":                        {w.ReturnToService(w.As("timur"), bed), pana.Forbidden, "policy.refused"},
		"and closing a bed":                     {w.CloseBed(w.As("oleg"), bed), pana.Forbidden, "policy.refused"},
		"and a room":                            {w.CloseRoom(w.As("oleg"), w.garden), pana.Forbidden, "policy.refused"},
		"also when there is no such bed":        {w.CloseBed(w.As("oleg"), "none"), pana.Forbidden, "policy.refused"},
		"the night keeps nobody apart":          {w.KeepApart(w.As("timur"), inside, outside), pana.Forbidden, "policy.refused"},
		"and lets nobody together":              {w.LetTogether(w.As("timur"), inside, outside), pana.Forbidden, "policy.refused"},
		"a teacher reads no stays":              {first(w.StaysOf(w.As("kamila"), inside)), pana.NotFound, "client.absent"},
		"nor who slept in a bed":                {first(w.StaysIn(w.As("kamila"), stay.Bed, 5)), pana.Forbidden, "policy.refused"},
		"nor who is kept apart":                 {first(w.Apart(w.As("vera"), inside)), pana.NotFound, "client.absent"},
		"a bed of nowhere is given to nobody":   {first(w.Admit(w.As("dina"), residence.Admission{Client: outside, Bed: "nowhere"})), pana.Invalid, "residence.bed.absent"},
		"nor a place in no room":                {first(w.Admit(w.As("dina"), residence.Admission{Client: outside, Room: "nowhere"})), pana.Invalid, "residence.bed.absent"},
		"nor no bed at all":                     {first(w.Admit(w.As("dina"), residence.Admission{Client: outside})), pana.Invalid, "residence.bed.missing"},
		"a client who never was has no bed":     {first(w.Admit(w.As("dina"), residence.Admission{Client: "nobody", Bed: bed})), pana.NotFound, "client.absent"},
		"nor the bed of somebody":               {first(w.Admit(w.As("dina"), residence.Admission{Client: outside, Bed: stay.Bed})), pana.Conflict, "residence.bed.taken"},
	} {
		t.Run(sentence, func(t *testing.T) { refused(t, c.err, c.kind, c.say) })
	}
	// An arrival brings its own facts about the client, and is asked all the same.
	err := w.House.DB.Update(w.As("bolat"), func(tx *db.Tx) error {
		_, err := w.AdmitIn(w.As("bolat"), tx, policy.Subject{Client: outside, Site: w.Shelter.ID, Assigned: true}, residence.Admission{Bed: bed})
		return err
	})
	refused(t, err, pana.Forbidden, "policy.refused")
}

func TestEveryRuleAndEveryEndingHasWords(t *testing.T) {
	var keys []string
	for _, e := range append(residence.Endings(), residence.Moved) {
		keys = append(keys, "residence.ended."+string(e))
	}
	for _, r := range []residence.Rule{residence.RuleSex, residence.RuleChildren, residence.RuleApart} {
		keys = append(keys, "residence.rule."+string(r), "residence.against."+string(r))
	}
	for _, lang := range locale.Langs() {
		for _, key := range keys {
			if !locale.For(lang, locale.Client).Has(key) {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
	}
}
