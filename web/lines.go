package web

import (
	"bufio"
	"errors"
	"net/http"
	"time"

	"example.org/pana"
	"example.org/pana/internal/locale"
)

// lines is how an address answers a command of this machine while the work goes
// on: a word and a text on each line.
//
//	checked 500        looked at so far
//	written 500 2385   done so far, of how many
//	report …           a sentence for the reader
//	part …             a piece of a file, in base64
//	failed …           why nothing was done; the last line
//	done 2385          the last line
//
// An answer that ends without one of the last two was cut off.
type lines struct {
	s    *Server
	what string // for the log
	r    *locale.Reader
	out  *bufio.Writer
	c    *http.ResponseController
}

// unhurried lets a long piece of work outlast the time that a page may take.
func unhurried(w http.ResponseWriter) *http.ResponseController {
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Time{})
	_ = c.SetWriteDeadline(time.Time{})
	return c
}

// inLines begins such an answer, in the language of the command's terminal.
func (s *Server) inLines(w http.ResponseWriter, r *http.Request, what string) *lines {
	c := unhurried(w)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	reader := locale.For(locale.Negotiate(r.Header.Get("Accept-Language")), s.house.Settings().Word)
	return &lines{s, what, reader, bufio.NewWriter(w), c}
}

func (l *lines) say(word, text string) {
	l.out.WriteString(word + " " + text + "\n")
	l.out.Flush()
	_ = l.c.Flush()
}

// failed says why nothing was done. Faults of ours go to the log; those that the
// people of the house can mend are told as on a page.
func (l *lines) failed(err error) {
	if e, ok := errors.AsType[*pana.Error](err); !ok || e.Kind == pana.Internal {
		l.s.log.Error(l.what+" failed", "error", err.Error())
	}
	l.say("failed", faults(l.r, err)[0].Text)
}
