package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"example.org/pana"
)

// through signs in at the server that has the house open, posts body to path and
// follows its answer: a word and a text on each line.
//
//	checked N        so much was looked at
//	written N OF     so much is done
//	report TEXT      a line for the reader
//	part TEXT        a piece of a file, in base64
//	failed TEXT      the last line, why nothing was done
//	done N           the last line
func (c *asSomeone) through(ctx context.Context, path, media string, body []byte, bar *bar, done func(n int)) error {
	client := &http.Client{
		Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			conn, ok := dialLocal(c.Data)
			if !ok {
				return nil, errors.New("the server is gone")
			}
			return conn, nil
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	post := func(ctx context.Context, path, media string, body io.Reader, cookies []*http.Cookie) (*http.Response, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost"+path, body)
		if err != nil {
			return nil, serverFault(err)
		}
		r.Header.Set("Content-Type", media)
		r.Header.Set("Accept", "text/plain")
		r.Header.Set("Accept-Language", string(reader().Lang()))
		for _, k := range cookies {
			r.AddCookie(&http.Cookie{Name: k.Name, Value: k.Value})
		}
		answer, err := client.Do(r)
		if err != nil {
			return nil, serverFault(err)
		}
		return answer, nil
	}
	const form = "application/x-www-form-urlencoded"
	in, err := post(ctx, "/sign-in", form, strings.NewReader(url.Values{"name": {c.who.Name}, "passphrase": {c.who.Passphrase}, "code": {c.who.Code}}.Encode()), nil)
	if err != nil {
		return err
	}
	in.Body.Close()
	switch {
	case in.StatusCode == http.StatusUnauthorized:
		return &pana.Error{Op: "through", Kind: pana.Forbidden, Say: "signin.wrong"}
	case in.StatusCode != http.StatusSeeOther || len(in.Cookies()) == 0:
		return serverFault(errors.New(in.Status))
	}
	defer func() {
		if out, err := post(context.WithoutCancel(ctx), "/sign-out", form, strings.NewReader(""), in.Cookies()); err == nil {
			out.Body.Close()
		}
	}()
	answer, err := post(ctx, path, media, bytes.NewReader(body), in.Cookies())
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return follow(answer, bar, done, c.part)
}

// follow reads the server's lines until the last.
func follow(answer *http.Response, bar *bar, done func(n int), part func(string)) error {
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	if answer.StatusCode != http.StatusOK {
		if lines.Scan() && strings.HasPrefix(answer.Header.Get("Content-Type"), "text/plain") {
			return errors.New(lines.Text())
		}
		return serverFault(errors.New(answer.Status))
	}
	for lines.Scan() {
		word, text, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "checked":
			n, _ := strconv.Atoi(text)
			bar.show(n, 0)
		case "written":
			so, rows, _ := strings.Cut(text, " ")
			d, _ := strconv.Atoi(so)
			n, _ := strconv.Atoi(rows)
			bar.show(d, n)
		case "part":
			if part != nil {
				part(text)
			}
		case "report":
			bar.end()
			fmt.Println(text)
		case "failed":
			bar.end()
			return errors.New(text)
		case "done":
			bar.end()
			n, _ := strconv.Atoi(text)
			done(n)
			return nil
		}
	}
	bar.end()
	return serverFault(lines.Err())
}

func serverFault(err error) error {
	return &pana.Error{Op: "through.server", Kind: pana.Internal, Say: "transfer.server", Err: err}
}
