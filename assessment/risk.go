package assessment

import (
	"cmp"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// An Answer is how one question of a risk review was answered: how likely, how
// bad, and how we know.
type Answer struct {
	Question    string      `db:"question"`   // code list risk-question
	Likelihood  int         `db:"likelihood"` // code list likelihood; 0 not said
	Harm        int         `db:"harm"`       // code list harm-weight; 0 not said
	Source      pana.Source `db:"source"`
	Interpreted bool        `db:"interpreted"`
	Text        string      // compartment safety
}

// Said reports whether anything was answered.
func (a Answer) Said() bool {
	return a.Likelihood > 0 || a.Harm > 0 || a.Source != "" || a.Interpreted || a.Text != ""
}

// Product is likelihood times harm, 0 while one of them is not said. It never
// leaves the package as a number of a person: see Review.Band.
func (a Answer) product() int { return a.Likelihood * a.Harm }

// A Review is one look at the risks, together with the client.
type Review struct {
	ID      string       `db:"id"`
	Number  int          `db:"number"`
	Reports int          `db:"reports"` // how many contacts and changes had been reported by then
	On      pana.Date    `db:"on_day"`
	By      pana.StaffID `db:"by_staff"`
	Answers []Answer
	Text    string // what was agreed to do
	Told    string // how she sees it herself
	Closed  bool   // there are words, but the reader's keys do not open them
}

// A Band says what the highest risk of a review asks of the house, in words. It
// says nothing about a person, and is no rank.
type Band string

// Bands, the calmest first.
const (
	Unanswered Band = ""
	Watch      Band = "watch"   // keep an eye on it
	Prepare    Band = "prepare" // agree on precautions
	ActSoon    Band = "soon"    // act this week
	ActNow     Band = "now"     // act today
)

// Band returns the band of the question with the highest product of likelihood and
// harm: one grave danger is not made smaller by seven small ones.
func (r Review) Band() Band {
	highest := 0
	for _, a := range r.Answers {
		highest = max(highest, a.product())
	}
	switch {
	case highest == 0:
		return Unanswered
	case highest <= 4:
		return Watch
	case highest <= 9:
		return Prepare
	case highest <= 15:
		return ActSoon
	}
	return ActNow
}

// Gravest returns the questions that give the review its band, in the order of the
// list.
func (r Review) Gravest() []string {
	highest := 0
	for _, a := range r.Answers {
		highest = max(highest, a.product())
	}
	var all []string
	for _, a := range r.Answers {
		if highest > 0 && a.product() == highest {
			all = append(all, a.Question)
		}
	}
	return all
}

// Answer returns how a question was answered; the zero Answer when it was not.
func (r Review) Answer(question string) Answer {
	for _, a := range r.Answers {
		if a.Question == question {
			return a
		}
	}
	return Answer{Question: question}
}

// Questions lists the eight questions in the order of the list.
func Questions() []string {
	list, ok := codes.Get("risk-question")
	if !ok {
		return nil
	}
	var all []string
	for _, it := range list.Offered() {
		all = append(all, it.Code)
	}
	return all
}

// A NewReview is a look at the risks as a form sends it. Everything may be empty.
type NewReview struct {
	Answers []Answer
	Text    string
	Told    string
	Number  int // of the review that the page showed; 0 when there was none
}

func (n NewReview) clean(op string) (NewReview, error) {
	var kept []Answer
	for _, a := range n.Answers {
		if err := a.clean(op); err != nil {
			return n, err
		}
		if a.Said() {
			kept = append(kept, a)
		}
	}
	order := Questions()
	slices.SortFunc(kept, func(a, b Answer) int {
		return cmp.Compare(slices.Index(order, a.Question), slices.Index(order, b.Question))
	})
	n.Answers = kept
	err := cleanWords(op, &n.Text, &n.Told)
	return n, err
}

// clean checks an answer; faults stand on the field of its question.
func (a *Answer) clean(op string) error {
	if !slices.Contains(Questions(), a.Question) {
		return pana.Refuse(op, "", "codes.unknown")
	}
	for field, given := range map[string]int{"likelihood": a.Likelihood, "harm": a.Harm} {
		list := map[string]string{"likelihood": "likelihood", "harm": "harm-weight"}[field]
		if given != 0 {
			if err := casework.CheckCode(op, a.Question+"_"+field, list, strconv.Itoa(given)); err != nil {
				return err
			}
		}
	}
	if a.Source != "" && !slices.Contains(pana.Sources(), a.Source) {
		return pana.Refuse(op, a.Question+"_source", "codes.unknown")
	}
	var err error
	a.Text, err = casework.Text(op, a.Question+"_text", a.Text, mostWords)
	return err
}

// A Report is a contact with the exploiter or another change, as someone on duty
// noticed it.
type Report struct {
	ID     string       `db:"id"`
	Kind   string       `db:"kind"` // code list contact-kind
	On     pana.Date    `db:"on_day"`
	By     pana.StaffID `db:"by_staff"`
	Text   string       // compartment bond
	Told   string
	Closed bool
}
