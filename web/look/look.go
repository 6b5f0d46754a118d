// Package look draws the parts of a page: the frame around it, questions and
// answers, alerts, stages, tracks, tables. It knows nothing of cases; a page
// hands it plain structs whose texts are already in the reader's language, and
// a Reader for the few words that belong to the part itself ("Leave quickly",
// "Error:"). Nothing it draws needs scripts, inline style or an address outside
// the house.
package look

import (
	"fmt"
	"strings"
)

// A Reader turns message keys into the reader's language. *locale.Reader is one.
type Reader interface {
	T(key string, args ...any) string
}

// A Link is a place to go to.
type Link struct {
	Text string
	URL  string
	Here bool // the reader stands on this page
	Icon string
}

// An Option is one answer that can be chosen.
type Option struct {
	Value  string
	Text   string
	Note   string // second line, in quiet words
	Chosen bool
	Lang   string // language of Text where it is not the page's, such as Qazaqşa on a Russian page
	Free   string // a free bed's id, for data-free-bed; empty for everything else
}

// id makes an element id out of a field name and a value: "age_band", "48+"
// becomes "age_band-48x2b". Two different pairs never share an id.
func id(parts ...string) string {
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteByte('-')
		}
		for _, r := range part {
			switch {
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-':
				b.WriteRune(r)
			default:
				fmt.Fprintf(&b, "x%x", r)
			}
		}
	}
	return b.String()
}

// ids joins the ids that describe a field, leaving out the empty ones.
func ids(field string, hint, fault, seen string) string {
	var out []string
	if hint != "" {
		out = append(out, field+"-hint")
	}
	if fault != "" {
		out = append(out, field+"-error")
	}
	if seen != "" {
		out = append(out, field+"-seen")
	}
	return strings.Join(out, " ")
}
