package demo

import (
	"context"

	"example.org/pana/letters"
	"example.org/pana/rights"
)

// letterHead: how the house heads its letters.
func (w *world) letterHead() {
	w.arranges(288, func(ctx context.Context) error {
		return w.mail.SetSettings(ctx, "Қоғамдық қор «Ойдан шығарылған үміт»\nОбщественный фонд «Вымышленная надежда»\nПошта жәшігі 0, Ойдан шығарылған қала", 0)
	})
}

// writes: a letter about her to one of the offices that the house works with; out
// days later it is handed out, and with 0 it stays a draft.
func (t *tale) writes(days int, who, office string, n letters.NewLetter, out int) {
	var id letters.ID
	t.does(days, "10:40", who, func(ctx context.Context) (err error) {
		n.Organisation = t.partners[office]
		id, err = t.mail.Write(ctx, t.client, "", 0, n)
		return err
	})
	if out > 0 {
		t.does(days-out, "11:10", who, func(ctx context.Context) error {
			return t.mail.HandOut(ctx, t.code, id, letters.Out{Edition: 1, Checked: true, Told: rights.Told})
		})
	}
}

// drawingWrites: a school is asked by name, as she wished; a clinic by code, and that
// letter still lies here.
func (t *tale) drawingWrites() {
	t.writes(60, "dina", "college", letters.NewLetter{Kind: "school", Language: "ru", Named: letters.ByName, Basis: "wish", Facts: []string{"age", "languages"},
		Subject: "О вечерних курсах рисования", Text: "Просим сообщить, когда начинается набор на вечерние курсы и какие нужны документы. Оплату берёт на себя фонд.", To: "Приёмная комиссия"}, 1)
	t.writes(2, "dina", "clinic", letters.NewLetter{Kind: "clinic", Language: "kk", Named: letters.ByCode, Basis: "consent", Facts: []string{"health", "languages"},
		Subject: "Көз дәрігерінің қабылдауы туралы", Text: "Көз дәрігерінің қабылдауына жазуыңызды сұраймыз. Біздің қызметкер бірге келеді."}, 0)
}
