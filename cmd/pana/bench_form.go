//go:build !release

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/forms"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/residence"
)

// benchQuestions is how many questions the longest form has.
const benchQuestions = 1000

// begin begins a form of benchQuestions in the file of a client, and agrees with
// others about words by which their calls are known.
func (b *bench) begin(director, worker context.Context, h *house.House, files *casework.Casework, known *benchKnown) error {
	shelf := forms.New(h, files)
	file, err := benchForm(db.Micros(h.Now())) // a version of its own for each run over a world
	if err != nil {
		return err
	}
	id, _, err := shelf.Keep(director, bytes.NewReader(file), pana.Care)
	if err != nil {
		return err
	}
	if known.own, err = b.own(director, h, pana.ActorFrom(worker).Staff); err != nil {
		return err
	}
	first, err := files.Open(worker, known.own[0])
	if err != nil {
		return err
	}
	answered, err := shelf.Start(worker, first.Client.ID, id)
	if err != nil {
		return err
	}
	known.form = "/clients/" + known.own[0] + "/forms/" + string(answered)
	return b.agree(director, h, files, known)
}

// own are the clients whose worker someone is and who have a plan.
func (b *bench) own(ctx context.Context, h *house.House, worker pana.StaffID) (codes []string, err error) {
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		codes, err = db.Select[string](ctx, tx, `SELECT DISTINCT c.code FROM assignments a JOIN clients c ON c.id = a.client_id
			JOIN plans p ON p.episode_id = a.episode_id WHERE a.staff_id = $1 AND a.until = ''
			AND NOT EXISTS (SELECT 1 FROM conflicts x WHERE x.client_id = c.id AND x.staff_id = $1) ORDER BY c.code`, string(worker))
		return err
	})
	if err == nil && len(codes) == 0 {
		err = errors.New("nobody has a plan")
	}
	return codes, err
}

// benchWords is how many clients have a word by which a call is known.
const benchWords = 20

func (b *bench) agree(director context.Context, h *house.House, files *casework.Casework, known *benchKnown) error {
	calls := followup.New(h, files, residence.New(h, files))
	type left struct {
		Client    pana.ClientID `db:"client_id"`
		Agreement string        `db:"id"`
	}
	var all []left
	err := h.DB.View(director, func(tx *db.Tx) (err error) {
		all, err = db.Select[left](director, tx, `SELECT a.client_id, a.id FROM agreements a JOIN episodes e ON e.id = a.episode_id AND e.closed = ''
			WHERE NOT a.superseded AND a.ended = '' AND a.site_id = $1
				AND NOT EXISTS (SELECT 1 FROM conflicts x WHERE x.client_id = a.client_id) ORDER BY a.id LIMIT $2`, string(h.SiteList()[0].ID), benchWords)
		return err
	})
	if err != nil {
		return err
	}
	for i, l := range all {
		word := fmt.Sprintf("апельсин %d", i)
		n := followup.NewAgreement{Months: 24, Minutes: 20, Calls: 4, Consent: "yes", Language: "ru", Replaces: l.Agreement,
			Words: followup.CallWords{Number: "+7 705 000 00 00", Safe: word}}
		if _, err := calls.Agree(director, l.Client, n); err != nil {
			return err
		}
		known.words = append(known.words, word)
	}
	return nil
}

// benchForm is a form of benchQuestions of five kinds in forty groups, every third
// with a relevance, every fifth with a constraint, every tenth a calculation.
func benchForm(version int64) ([]byte, error) {
	survey := [][]string{{"type", "name", "label::en", "label::ru", "label::kk", "relevant", "constraint", "calculation"}}
	for i := range benchQuestions {
		if i%25 == 0 {
			survey = append(survey, []string{"begin group", fmt.Sprintf("g%d", i/25), "Group", "Группа", "Топ"})
		}
		kind := []string{"integer", "select_one answer", "date", "select_multiple answer", "text"}[i%5]
		q := []string{kind, fmt.Sprintf("q%d", i), "What was it like then?", "Как это было тогда?", "Ол кезде қалай болды?", "", "", ""}
		if i%5 == 0 {
			q[6] = ". >= 0 and . < 1000"
		}
		if i%3 == 2 {
			q[5] = fmt.Sprintf("${q%d} != '' or selected(${q%d}, 'yes')", i-1, max(i-4, 0))
		}
		if i%10 == 9 {
			q[0], q[7] = "calculate", fmt.Sprintf("if(${q%d} > 3, ${q%d} * 2, coalesce(${q%d}, 0))", i-9, i-4, i-9)
		}
		survey = append(survey, q)
		if i%25 == 24 {
			survey = append(survey, []string{"end group"})
		}
	}
	choices := [][]string{{"list_name", "name", "label::en", "label::ru", "label::kk"},
		{"answer", "yes", "Yes", "Да", "Иә"}, {"answer", "no", "No", "Нет", "Жоқ"}, {"answer", "unknown", "Not known", "Не известно", "Белгісіз"}}
	settings := [][]string{{"form_title::en", "form_title::ru", "form_title::kk", "form_id", "version"}, {"Long", "Длинная", "Ұзын", "bench", strconv.FormatInt(version, 10)}}
	return form.Write(form.Sheet{Name: "survey", Rows: survey}, form.Sheet{Name: "choices", Rows: choices}, form.Sheet{Name: "settings", Rows: settings})
}
