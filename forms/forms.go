// Package forms keeps the shelf of forms a house uses, its own and those that
// come with the program, and what was answered in them about a client.
//
// A form is an XLSForm workbook, read and judged by internal/form. What is
// answered is sealed in the part of the file that the form belongs to, and stays
// readable under the version it was answered in.
package forms

import (
	"embed"
	"io/fs"
	"sync"
	"time"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/form"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Forms is the shelf of one house. Its methods act for the actor of their
// context and open answers with the key ring of that context.
type Forms struct {
	h     *house.House
	files *casework.Casework

	mu   sync.Mutex
	read map[string]*form.Form // by hash: a form never changes, and reading one takes a while
}

// New returns the forms of h, whose clients are kept in files.
func New(h *house.House, files *casework.Casework) *Forms {
	files.Mixed("answered_forms")
	return &Forms{h: h, files: files, read: map[string]*form.Form{}}
}

// mostRead is how many forms are kept at hand.
const mostRead = 50

func (s *Forms) known(hash string) *form.Form {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read[hash]
}

func (s *Forms) remember(f *form.Form) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.read) >= mostRead {
		clear(s.read)
	}
	s.read[f.Hash] = f
}

// clock is the time on the wall of the house.
func (s *Forms) clock(now time.Time) time.Time { return now.In(s.h.Zone()) }
