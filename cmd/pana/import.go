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
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/transfer"
)

type importCommand struct {
	HTCDS importHTCDS `cmd:"" name:"htcds" help:"Cases in a workbook of IOM's case data standard, or CSV with its headings."`
	CTDC  importCTDC  `cmd:"" name:"ctdc" help:"Past cases of a CTDC dataset, as codes."`
}

type importLayout struct {
	File         string `arg:"" help:"The file." type:"path"`
	DryRun       bool   `help:"Look at every row, write nothing."`
	Data         string `help:"Folder of the house." placeholder:"DIR" type:"path" required:""`
	As           string `help:"Who signs in." placeholder:"NAME" required:""`
	PassphraseFd int    `help:"Read the passphrase from this open file, one line; a second line is the code of the second factor." placeholder:"N" default:"-1"`
	Site         string `help:"Where the clients belong; the first shelter of the house if nothing is said." placeholder:"NAME"`
}

type (
	importHTCDS struct{ importLayout }
	importCTDC  struct{ importLayout }
)

// Run brings in a file of the case data standard.
func (c *importHTCDS) Run(ctx context.Context) error { return c.run(ctx, transfer.HTCDS) }

// Run brings in a file of a CTDC dataset.
func (c *importCTDC) Run(ctx context.Context) error { return c.run(ctx, transfer.CTDC) }

func (c *importLayout) run(ctx context.Context, layout transfer.Layout) error {
	file, err := readImport(c.File)
	if err != nil {
		return err
	}
	who, err := c.signIn()
	if err != nil {
		return err
	}
	bar := newBar(os.Stderr)
	if conn, ok := dialLocal(c.Data); ok {
		conn.Close()
		return c.throughServer(ctx, layout, file, who, bar)
	}
	return c.onStore(ctx, layout, file, who, bar)
}

// readImport reads the whole file, and no more than an import takes.
func readImport(name string) ([]byte, error) {
	absent := &pana.Error{Op: "import.read", Kind: pana.Invalid, Say: "transfer.file.absent"}
	f, err := os.Open(name)
	if err != nil {
		return nil, absent
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, transfer.MostBytes+1))
	if err != nil {
		return nil, absent
	}
	return file, nil
}

// signIn asks for the passphrase: at the terminal without showing it, or from
// the open file that was named. It never comes as an argument or from the
// environment, where others on the machine could read it.
func (c *importLayout) signIn() (house.Entry, error) {
	e := house.Entry{Name: c.As, Address: "local"}
	if c.PassphraseFd >= 0 {
		f := os.NewFile(uintptr(c.PassphraseFd), "passphrase")
		if f == nil {
			return e, noPassphrase()
		}
		defer f.Close()
		in := bufio.NewScanner(io.LimitReader(f, 4096))
		if !in.Scan() {
			return e, noPassphrase()
		}
		e.Passphrase = strings.TrimSuffix(in.Text(), "\r")
		if in.Scan() {
			e.Code = strings.TrimSpace(in.Text())
		}
		return e, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return e, noPassphrase()
	}
	fmt.Fprint(os.Stderr, reader().T("transfer.passphrase", "Name", c.As), " ")
	secret, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return e, noPassphrase()
	}
	e.Passphrase = string(secret)
	clear(secret)
	fmt.Fprint(os.Stderr, reader().T("transfer.passphrase.code"), " ")
	in := bufio.NewScanner(os.Stdin)
	if in.Scan() {
		e.Code = strings.TrimSpace(in.Text())
	}
	return e, nil
}

func noPassphrase() error {
	return &pana.Error{Op: "import.signIn", Kind: pana.Invalid, Say: "transfer.passphrase.none"}
}

// onStore works on the house itself while no server has it open.
func (c *importLayout) onStore(ctx context.Context, layout transfer.Layout, file []byte, who house.Entry, bar *bar) error {
	h, err := openHouse(ctx, house.Options{Dir: c.Data})
	if err != nil {
		return err
	}
	defer h.Close()
	if h.State() == house.Empty {
		return &pana.Error{Op: "import", Kind: pana.NotFound, Say: "transfer.house.none"}
	}
	cookie, _, err := h.SignIn(ctx, who)
	if err != nil {
		return err
	}
	defer h.SignOut(context.WithoutCancel(ctx), cookie)
	as, _, err := h.Resume(ctx, cookie)
	if err != nil {
		return err
	}
	work := transfer.New(h, casework.New(h))
	site, err := work.Site(c.Site)
	if err != nil {
		return err
	}
	rep, err := work.Import(as, layout, file, transfer.Options{Site: site, DryRun: c.DryRun, Progress: bar.show})
	bar.end()
	if rep.Rows > 0 {
		for _, line := range rep.Lines(reader()) {
			fmt.Println(line)
		}
	}
	if err != nil {
		return err
	}
	c.finish(rep.Rows)
	return nil
}

func (c *importLayout) finish(n int) {
	if c.DryRun {
		fmt.Println(reader().T("transfer.trial"))
		return
	}
	fmt.Println(reader().T("transfer.done", "N", n))
}

// throughServer hands the file to the server that has the house open.
func (c *importLayout) throughServer(ctx context.Context, layout transfer.Layout, file []byte, who house.Entry, bar *bar) error {
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
	in, err := post(ctx, "/sign-in", form, strings.NewReader(url.Values{"name": {who.Name}, "passphrase": {who.Passphrase}, "code": {who.Code}}.Encode()), nil)
	if err != nil {
		return err
	}
	in.Body.Close()
	switch {
	case in.StatusCode == http.StatusUnauthorized:
		return &pana.Error{Op: "import", Kind: pana.Forbidden, Say: "signin.wrong"}
	case in.StatusCode != http.StatusSeeOther || len(in.Cookies()) == 0:
		return serverFault(errors.New(in.Status))
	}
	defer func() {
		if out, err := post(context.WithoutCancel(ctx), "/sign-out", form, strings.NewReader(""), in.Cookies()); err == nil {
			out.Body.Close()
		}
	}()
	query := url.Values{}
	if c.DryRun {
		query.Set("dry-run", "yes")
	}
	if c.Site != "" {
		query.Set("site", c.Site)
	}
	answer, err := post(ctx, "/import/"+string(layout)+"?"+query.Encode(), "application/octet-stream", bytes.NewReader(file), in.Cookies())
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return c.follow(answer, bar)
}

// follow reads the server's lines until the last.
func (c *importLayout) follow(answer *http.Response, bar *bar) error {
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
			done, rows, _ := strings.Cut(text, " ")
			d, _ := strconv.Atoi(done)
			n, _ := strconv.Atoi(rows)
			bar.show(d, n)
		case "report":
			bar.end()
			fmt.Println(text)
		case "failed":
			bar.end()
			return errors.New(text)
		case "done":
			bar.end()
			n, _ := strconv.Atoi(text)
			c.finish(n)
			return nil
		}
	}
	bar.end()
	return serverFault(lines.Err())
}

func serverFault(err error) error {
	return &pana.Error{Op: "import.server", Kind: pana.Internal, Say: "transfer.server", Err: err}
}

// A bar shows how far an import is: one line that is written over at a terminal,
// a line every tenth of the way elsewhere.
type bar struct {
	out   io.Writer
	live  bool
	tenth int
	drawn bool
	r     *locale.Reader
}

func newBar(f *os.File) *bar { return &bar{out: f, live: term.IsTerminal(int(f.Fd())), r: reader()} }

func (b *bar) show(done, rows int) {
	switch {
	case b.live && rows == 0:
		fmt.Fprintf(b.out, "\r\x1b[K%s", b.r.T("transfer.checked", "N", done))
		b.drawn = true
	case b.live:
		const width = 30
		full := done * width / rows
		fmt.Fprintf(b.out, "\r\x1b[K[%s%s] %s", strings.Repeat("=", full), strings.Repeat(" ", width-full), b.r.T("transfer.progress", "Done", done, "Rows", rows))
		b.drawn = true
	case rows > 0 && done*10/rows > b.tenth:
		b.tenth = done * 10 / rows
		fmt.Fprintln(b.out, b.r.T("transfer.progress", "Done", done, "Rows", rows))
	}
}

// end leaves the line of the bar.
func (b *bar) end() {
	if b.drawn {
		fmt.Fprintln(b.out)
		b.drawn = false
	}
}
