package rights

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// States of a correction that a client asked for.
const (
	Open      = "open"
	Corrected = "corrected" // another record stands in the place of the old
	Beside    = "beside"    // her words stand beside what is written
	Withdrawn = "withdrawn" // she does not mind any more
)

// Answers are the ways in which a correction is answered.
func Answers() []string { return []string{Corrected, Beside, Withdrawn} }

// A Correction is what a client says is wrong, and what became of it.
type Correction struct {
	ID         string           `db:"id"`
	Kind       string           `db:"kind"` // of the record; empty when something is missing
	Record     string           `db:"record_id"`
	Part       pana.Compartment `db:"part"`
	AskedOn    pana.Date        `db:"asked_on"`
	Due        pana.Date        `db:"due"`
	State      string           `db:"state"`
	Link       string           `db:"link_id"`
	AnsweredOn pana.Date        `db:"answered_on"`
	AnsweredBy pana.StaffID     `db:"answered_by"`
	By         pana.StaffID     `db:"by_staff"`
	Version    int64            `db:"version"`
	Wrong      string           // in her words
	Statement  string           // hers, to stand beside the record
	Reason     string           // of the answer
	Closed     bool
	Young      bool `db:"-"` // in a file of a youth centre
}

// Fields of the sealed words of table corrections, in the part of the record.
const (
	fieldWrong     = "wrong"
	fieldStatement = "statement"
	fieldReason    = "reason"
	mostWrong      = 4000 // runes
)

//go:embed limits.json
var limitTable []byte

// A Limit says within how many days a country wants such a wish answered.
type Limit struct {
	Country  string `json:"country"` // ISO 3166; empty for every other
	Days     int    `json:"days"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"` // somebody who knows the law has looked at it
}

// AnswerWithin is how many days the house takes to answer: as it has set, or as the
// table says for the country of its codes.
func AnswerWithin(set int, country string) int {
	if set > 0 {
		return set
	}
	var all []Limit
	if err := json.Unmarshal(limitTable, &all); err != nil {
		return 0
	}
	for _, c := range []string{country, ""} {
		if i := slices.IndexFunc(all, func(l Limit) bool { return l.Country == c }); i >= 0 {
			return all[i].Days
		}
	}
	return 0
}

// A Choice is one record that can be said to be wrong.
type Choice struct {
	Ref   string // kind, a colon, and the record
	Title string
	Says  string // the beginning of what it says
}

// Correctable lists the records of a file that the actor reads, for her to choose
// which of them is meant.
func (g *Rights) Correctable(ctx context.Context, code string, language locale.Lang) (list []Choice, err error) {
	err = g.files.Read(ctx, code, policy.AskCorrection, func(r *casework.Reading) error {
		list = nil
		records, err := g.whole(r, language)
		for _, rec := range records {
			list = append(list, Choice{Ref: rec.Kind + ":" + rec.Row, Title: rec.Title, Says: beginning(rec)})
		}
		return err
	})
	return list, err
}

// whole reads every record about the client herself that the actor reads.
func (g *Rights) whole(r *casework.Reading, language locale.Lang) ([]Record, error) {
	var parts []pana.Compartment
	for _, p := range Parts() {
		if r.Reads(p) {
			parts = append(parts, p)
		}
	}
	offices, err := officesOf(r.Ctx, r.Tx, g.files)
	if err != nil {
		return nil, err
	}
	return gather(r, &speaker{r: locale.For(language, g.h.Settings().Word), day: g.dayOf, offices: offices}, choice{parts: parts, heard: true})
}

const beginningRunes = 60

func beginning(rec Record) string {
	var says []string
	for _, v := range rec.Values {
		says = append(says, strings.ReplaceAll(v.Text, "\n", " "))
	}
	runes := []rune(strings.Join(says, ", "))
	if len(runes) > beginningRunes {
		return string(runes[:beginningRunes]) + "…"
	}
	return string(runes)
}

// AskCorrect writes down that a client says a record is wrong, or that something is
// missing (an empty ref). It refuses a record that is not of her file, and no words
// ("rights.correct.words").
func (g *Rights) AskCorrect(ctx context.Context, client pana.ClientID, code, ref, wrong string) (id string, err error) {
	const op = "rights.AskCorrect"
	part, kindOf, record := pana.Care, "", ""
	if ref != "" {
		// Reading asks policy for the same act first.
		err := g.files.Read(ctx, code, policy.AskCorrection, func(r *casework.Reading) error {
			records, err := g.whole(r, locale.EN)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(records, func(rec Record) bool { return rec.Kind+":"+rec.Row == ref })
			if i < 0 {
				return pana.Refuse(op, "record", "rights.correct.record")
			}
			part, kindOf, record = records[i].Part, records[i].Kind, records[i].Row
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	err = g.files.Enter(ctx, policy.AskCorrection, client, func(e *casework.Entry) error {
		wrong, err := casework.Text(op, "wrong", wrong, mostWrong)
		if err != nil {
			return err
		}
		if wrong == "" {
			return pana.Refuse(op, "wrong", "rights.correct.words")
		}
		id = e.Tx.ID()
		set := g.h.Settings()
		due := e.Today.AddDays(AnswerWithin(set.AnswerDays, set.CodePrefix))
		if err := insertCorrection(e, id, kindOf, record, part, due); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("corrections", id, e.Client(), kindOf, record, part, e.Today, due)
		return e.HandIn(part, "corrections", id, casework.Say{Field: fieldWrong, Text: wrong})
	})
	return id, err
}

// Answer answers a correction. Nothing is overwritten: the record was put right
// through its own page before (of a note the house looks whether it was), or her
// statement stands beside it from now on, in the file and in every copy.
//
// It refuses no answer ("rights.answer.missing"), a note that still stands as it was
// ("rights.answer.stands"), a statement without words ("rights.answer.statement"), a
// part that the actor does not write, and a page that is older than the record.
func (g *Rights) Answer(ctx context.Context, client pana.ClientID, id string, version int64, state, statement, reason string) error {
	const op = "rights.Answer"
	return g.files.Enter(ctx, policy.AnswerCorrection, client, func(e *casework.Entry) error {
		c, ok, err := correctionByID(e.Ctx, e.Tx, client, id)
		if err != nil || !ok || !policy.Reads(e.Actor, c.Part, e.Subject) {
			return cmp.Or(err, casework.Gone(op))
		}
		if !slices.Contains(Answers(), state) {
			return pana.Refuse(op, "state", "rights.answer.missing")
		}
		if c.Version != version || c.State != Open {
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		}
		if statement, err = casework.Text(op, "statement", statement, mostWrong); err != nil {
			return err
		}
		if reason, err = casework.Text(op, "reason", reason, mostLine); err != nil {
			return err
		}
		switch {
		case state == Beside && statement == "":
			return pana.Refuse(op, "statement", "rights.answer.statement")
		case state != Beside:
			statement = ""
		}
		if state == Corrected && (c.Kind == "note" || c.Kind == "strength") {
			if c.Link, err = successor(e.Ctx, e.Tx, client, c.Record); err != nil {
				return err
			}
			if c.Link == "" {
				return pana.Refuse(op, "state", "rights.answer.stands")
			}
		}
		if err := updateCorrection(e, id, state, c.Link); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("corrections", id, state, c.Link, e.Today)
		return e.Put(c.Part, "corrections", id, casework.Say{Field: fieldStatement, Text: statement}, casework.Say{Field: fieldReason, Text: reason})
	})
}

// corrections returns those of a file whose parts the reader may read, with their
// words, the newest first.
func corrections(r *casework.Reading) ([]Correction, error) {
	all, err := correctionsOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c Correction) bool { return !r.Reads(c.Part) })
	rows := make([]string, len(all))
	for i, c := range all {
		rows[i] = c.ID
	}
	said, err := r.Words(rows, Parts()...)
	for i, c := range all {
		of := func(field string) string { return said.Of("corrections", c.ID, field) }
		all[i].Wrong, all[i].Statement, all[i].Reason, all[i].Closed = of(fieldWrong), of(fieldStatement), of(fieldReason), said.Closed(c.Part)
	}
	return all, err
}

// Statements are the client's words that stand beside records, by record, for the
// page of a file.
func (g *Rights) Statements(r *casework.Reading) (map[string]string, error) {
	all, err := corrections(r)
	beside := map[string]string{}
	for _, c := range all {
		if c.State == Beside && c.Record != "" {
			beside[c.Record] = strings.TrimPrefix(beside[c.Record]+"\n"+c.Statement, "\n")
		}
	}
	return beside, err
}

// Corrections returns what a client said is wrong in her file.
func (g *Rights) Corrections(ctx context.Context, code string) (list []Correction, err error) {
	err = g.files.Read(ctx, code, policy.SeeRights, func(r *casework.Reading) (err error) {
		list, err = corrections(r)
		for i := range list {
			list[i].Young = r.Subject.Young
		}
		return err
	})
	return list, err
}
