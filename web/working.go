package web

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/web/template"
)

// sayEvery is how often a page tells how far a long piece of work has come.
const sayEvery = 500 * time.Millisecond

// working does a long piece of work and lets the page tell how far it has come
// while it is written: without a script, and the reader sees that something goes
// on. What is refused before the first row is returned, for the form to be shown
// once more; what happens later is told on the page by ended, as is success.
func (s *Server) working(w http.ResponseWriter, r *http.Request, f template.Frame, work func(say func(rows int64)) error, ended func(err error) templ.Component) error {
	unhurried(w)
	steps, done := make(chan int64, 1), make(chan error, 1)
	go func() {
		done <- pana.Guard("web.working", func() error {
			return work(func(rows int64) {
				select {
				case steps <- rows:
				default: // the page has not told the last one yet
				}
			})
		})
	}()
	select {
	case err := <-done:
		if err != nil {
			return err
		}
		return s.show(w, r, template.Working(f, nil, ended(nil)))
	case rows := <-steps:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		var result templ.Component
		telling := templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
			for {
				if err := tell(ctx, out, f.R, rows); err != nil {
					result = ended(<-done)
					return err
				}
				next := time.After(sayEvery)
				select {
				case err := <-done:
					result = ended(err)
					return nil
				case <-next:
				}
				select {
				case err := <-done:
					result = ended(err)
					return nil
				case rows = <-steps:
				}
			}
		})
		ending := templ.ComponentFunc(func(ctx context.Context, out io.Writer) error { return result.Render(ctx, out) })
		return template.Working(f, telling, ending).Render(r.Context(), w)
	}
}

func tell(ctx context.Context, out io.Writer, r *locale.Reader, rows int64) error {
	if err := template.WorkedOn(r, rows).Render(ctx, out); err != nil {
		return err
	}
	return templ.Flush().Render(ctx, out)
}
