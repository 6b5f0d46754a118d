// Package form reads XLSForm workbooks as others make them and answers them on
// the server: which questions are asked now, what is calculated, what is not
// yet right.
//
// What a workbook may say follows the XLSForm reference (xlsform.org), what its
// expressions mean follows ODK's XForms specification and XPath 1.0; where those
// differ, or where Pana differs from both, the word at the place says so.
// A workbook is judged whole when it is read: a form that was read can be
// answered, and nothing in it can fail later.
package form

import (
	"cmp"
	"slices"
)

// A Form is one version of a form, read and judged. It is never changed after
// Read, so any number of readers may share it.
type Form struct {
	ID       string // settings: form_id, or the given name
	Version  string // settings: version; may be empty
	Hash     string // of what the sheets say, whatever wrote the file
	Warnings []Warning

	title     text
	languages []Language
	fallback  string // the language key that speaks when the reader's does not
	root      *field
	fields    []*field // in document order, root first
	lists     map[string]*list
	order     []unit // what to compute, each after what it needs
	byPath    map[string]*field
}

// A Warning is something in the workbook that the form does without.
type Warning struct {
	Say  string
	With map[string]any // Sheet, Row, Cell and what the message needs
}

// Title returns the form's title in lang, or its id when it has none.
func (f *Form) Title(lang string) string {
	return cmp.Or(f.title.in(f, lang).plain(), f.ID)
}

// Languages returns the languages the form is written in, in the order of its
// columns. A form without language columns has none.
func (f *Form) Languages() []Language { return slices.Clone(f.languages) }

// Questions counts what a person is asked.
func (f *Form) Questions() int {
	n := 0
	for _, d := range f.fields {
		if d.kind.asked() {
			n++
		}
	}
	return n
}

// Unasked counts the questions that are not asked here: places, pictures,
// recordings and files.
func (f *Form) Unasked() int {
	n := 0
	for _, d := range f.fields {
		if d.kind == Unasked {
			n++
		}
	}
	return n
}
