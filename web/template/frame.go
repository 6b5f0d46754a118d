// Package template holds the pages: one file per page, drawn with the parts of
// package look. A page is given a Frame and the facts it shows, nothing else; it
// asks no database and decides no right.
package template

import (
	"net/url"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/look"
)

// A Frame is what every page is given: who reads, in which language, and what
// she typed if the form came back.
type Frame struct {
	look.PageData
	R      *locale.Reader
	Actor  pana.Actor
	Faults []look.Fault // what must be mended
	Typed  url.Values   // what was typed into a form that was refused; nil on a first visit
	Once   string       // key of the form, so that sending it twice writes once
	Done   string       // what has just happened, already in the reader's language
}

// Titled returns f with the page's title: a code or a page word, never a name.
func (f Frame) Titled(title string) Frame {
	f.Title = title
	return f
}

// May reports whether the reader could do act to something at all.
func (f Frame) May(act policy.Act) bool { return policy.May(f.Actor, act) }

// MayAt reports whether the reader may do act at a site.
func (f Frame) MayAt(act policy.Act, site pana.SiteID) bool {
	return policy.Check(f.Actor, act, policy.Subject{Site: site}) == nil
}

// Value returns what stands in field: what was typed, or else kept.
func (f Frame) Value(field, kept string) string {
	if f.Typed != nil {
		return f.Typed.Get(field)
	}
	return kept
}

// Values returns everything chosen in a field of several answers.
func (f Frame) Values(field string, kept []string) []string {
	if f.Typed != nil {
		return f.Typed[field]
	}
	return kept
}

// Ticked reports whether a box is ticked: as typed, or else as kept.
func (f Frame) Ticked(field string, kept bool) bool {
	if f.Typed != nil {
		return f.Typed.Get(field) != ""
	}
	return kept
}

// Fault returns the sentence about field, or "".
func (f Frame) Fault(field string) string { return look.FaultOf(f.Faults, field) }

// Options returns a code list as answers in the reader's language, in the
// list's own order, with what is chosen marked. An unknown list has no answers.
func (f Frame) Options(list string, chosen ...string) []look.Option {
	l, ok := codes.Get(list)
	if !ok {
		return nil
	}
	var options []look.Option
	for _, it := range l.Items {
		if it.Retired && !slices.Contains(chosen, it.Code) {
			continue
		}
		options = append(options, look.Option{Value: it.Code, Text: l.Label(string(f.R.Lang()), it.Code), Chosen: slices.Contains(chosen, it.Code)})
	}
	return options
}

// Keyed returns answers whose texts are messages under prefix.
func (f Frame) Keyed(prefix string, chosen string, values ...string) []look.Option {
	options := make([]look.Option, len(values))
	for i, v := range values {
		options[i] = look.Option{Value: v, Text: f.R.T(prefix + v), Chosen: v == chosen && chosen != ""}
	}
	return options
}

// Label returns the reader's word for a code of list; empty for no code.
func (f Frame) Label(list, code string) string {
	l, ok := codes.Get(list)
	if code == "" || !ok {
		return ""
	}
	return l.Label(string(f.R.Lang()), code)
}

// Labels returns the reader's words for several codes of list.
func (f Frame) Labels(list string, codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = f.Label(list, c)
	}
	return out
}
