package therapy

import (
	"fmt"
	"strconv"
	"strings"
)

// Skipped is the answer to an item that she passed over.
const Skipped = -1

// Score adds up answers as the authors say. Skipped items count as the mean of
// the others, up to as many as the authors allow; with more, or with all of them
// skipped, there is no score.
func (in Instrument) Score(answers []int) (score int, ok bool) {
	sum, given := 0, 0
	for _, a := range answers {
		if a != Skipped {
			sum += a
			given++
		}
	}
	if missing := in.Items - given; given == 0 || missing > in.Skipped {
		return 0, false
	}
	return (2*sum*in.Items + given) / (2 * given), true // rounded to the nearest
}

// AsksForSafety reports whether an answer asks for safety at once.
func (in Instrument) AsksForSafety(answers []int) bool {
	for _, n := range in.Safety {
		if n <= len(answers) && answers[n-1] > 0 {
			return true
		}
	}
	return false
}

// SkippedSafety reports whether an item that would ask for safety was passed over.
func (in Instrument) SkippedSafety(answers []int) bool {
	for _, n := range in.Safety {
		if n <= len(answers) && answers[n-1] == Skipped {
			return true
		}
	}
	return false
}

// BandOf is the word for a score; empty when the authors give none.
func (in Instrument) BandOf(score int) string {
	word := ""
	for _, b := range in.Bands {
		if score >= b.From {
			word = b.Word
		}
	}
	return word
}

// How a score has changed.
const (
	Improved = "improved"
	Same     = "same"
	Worse    = "worse"
)

// Change says how a score stands to an earlier one: the same, unless it differs by
// what the authors count as a change. Where nobody says what that is, it says
// nothing.
func (in Instrument) Change(then, now int) string {
	if in.Difference == 0 {
		return ""
	}
	d := (now - then) * max(in.Times, 1)
	if in.Better == Lower {
		d = -d
	}
	switch {
	case d >= in.Difference:
		return Improved
	case -d >= in.Difference:
		return Worse
	}
	return Same
}

// Shown is a score as its authors write it: multiplied, or with decimals.
func (in Instrument) Shown(score int) string {
	if in.Decimals == 0 {
		return strconv.Itoa(score * max(in.Times, 1))
	}
	unit := 1
	for range in.Decimals {
		unit *= 10
	}
	rest := strconv.Itoa(score % unit)
	return strconv.Itoa(score/unit) + "." + strings.Repeat("0", in.Decimals-len(rest)) + rest
}

// ReadTotal reads a total as it stands on a paper form: before it is multiplied,
// with a point or a comma.
func (in Instrument) ReadTotal(text string) (int, bool) {
	whole, rest, dot := strings.Cut(strings.Replace(strings.TrimSpace(text), ",", ".", 1), ".")
	if dot && in.Decimals == 0 || len(rest) > in.Decimals || len(whole) == 0 || len(whole) > 6 {
		return 0, false
	}
	n, err := strconv.Atoi(whole + rest + strings.Repeat("0", in.Decimals-len(rest)))
	return n, err == nil && whole[0] >= '0' && whole[0] <= '9' && n >= in.Least && n <= in.Most
}

// writeAnswers and readAnswers keep answers as one sealed word: "02-3", one
// letter an item.
func writeAnswers(answers []int) string {
	b := make([]byte, len(answers))
	for i, a := range answers {
		b[i] = skippedMark
		if a != Skipped {
			b[i] = answerMarks[a]
		}
	}
	return string(b)
}

const (
	skippedMark = '-'
	answerMarks = "0123456789abcdefghij" // as many as an item can have answers
)

func readAnswers(text string) []int {
	var answers []int
	for _, b := range []byte(text) {
		answers = append(answers, strings.IndexByte(answerMarks, b)) // Skipped when it is none
	}
	return answers
}

// writeScore and readScore keep a score as one sealed word of one length.
func writeScore(score int, scored bool) string {
	if !scored {
		return "----"
	}
	return fmt.Sprintf("%04d", score)
}

func readScore(text string) (score int, scored bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0
}
