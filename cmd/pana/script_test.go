package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/seal"
	"example.org/pana/residence"
	"example.org/pana/web"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pana": main})
}

// The stories drive the real program, one file a story. Beside the usual
// commands they know
//
//	exits N pana …         the program ends with exit code N and one line on stderr
//	found DIR              a house with the cast of the tests; the three sheets of its
//	                       recovery kit are the lines of the file "sheets"
//	found DIR other        another house, with keys of its own and the same director
//	start NAME pana …      the program runs under NAME until halt or crash
//	halt NAME, crash NAME  it is asked to end, or ended in the middle
//	signin NAME WHO        WHO of the cast, or whoever has that role in the demo, comes in;
//	                       ! signin keeps the refusal for stdout
//	get NAME PATH          a page, for stdout; its status is the first line
//	post NAME PATH k=v …   a form, likewise
//	sends NAME N PATH k=v  a form that is answered with status N
//	fill NAME FILE         arrivals until one is refused, for stdout; their addresses in FILE
//	whole NAME FILE        every address in FILE is a page, and says that it is in order
//	keep VAR REGEX         what the group of REGEX holds in the page just shown, for $VAR
//	woman NAME             a woman comes at night; the director gives her to Dina and
//	                       Gulnar: $code, $file (where her file is), $dina and $gulnar
//	cut FILE N             leaves N bytes of a file
//	tmpfs DIR SIZE         a disk of that size, or of that size from now on
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Values[programs{}] = map[string]*program{}
			e.Setenv("LANG", "en")
			setDays(e)
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "tmpfs" {
				return mayMount(t), nil
			}
			return false, fmt.Errorf("no condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "found": foundHouse(t), "start": start, "halt": halt, "crash": crash, "signin": signIn,
			"get": get, "post": post, "fill": fill, "whole": wholeAgain, "cut": cutFile, "tmpfs": tmpfs,
			"sends": sends, "keep": keep, "woman": woman,
		},
	})
}

// A program is one that runs in the background of a story, and the browser of
// whoever signed in to it.
type program struct {
	cmd     *exec.Cmd
	ended   chan struct{}
	url     string
	browser *http.Client
	out     *said
	people  []person

	// How the last request was answered.
	status   int
	to, page string
}

type person struct{ Role, Name, Passphrase string }

type programs struct{}

func running(ts *testscript.TestScript, name string) *program {
	p := ts.Value(programs{}).(map[string]*program)[name]
	if p == nil {
		ts.Fatalf("no program runs as %q", name)
	}
	return p
}

func only(ts *testscript.TestScript, neg bool, args []string, least int) {
	if neg {
		ts.Fatalf("unsupported: !")
	}
	if len(args) < least {
		ts.Fatalf("at least %d arguments are needed", least)
	}
}

// exits runs the program to its end. A refusal is one line for a person, never a
// trace of the program's inside.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		got = e.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	if text := strings.TrimSpace(ts.ReadFile("stderr")); want == exitFailed && (text == "" || strings.Contains(text, "\n")) {
		ts.Fatalf("a refusal is one line, this is: %q", text)
	}
}

// foundHouse copies a founded house with its cast into a folder.
func foundHouse(t *testing.T) func(*testscript.TestScript, bool, []string) {
	made := sync.OnceValues(func() (string, [3]string) {
		w := housetest.Open(t, web.Schema())
		room := residence.NewRoom{Name: "Garden", Children: true, Beds: 3}
		if _, err := residence.New(w.House, casework.New(w.House)).AddRoom(w.As("saule"), w.Shelter.ID, room); err != nil {
			t.Error(err)
		}
		if err := w.House.Close(); err != nil {
			t.Error(err)
		}
		return w.Options().Dir, w.Sheets()
	})
	return func(ts *testscript.TestScript, neg bool, args []string) {
		only(ts, neg, args, 1)
		if os.Getenv("PANA_TEST_POSTGRES") != "" {
			ts.Fatalf("these stories are about files")
		}
		if len(args) == 1 {
			dir, sheets := made()
			ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(dir)))
			ts.Check(os.WriteFile(ts.MkAbs("sheets"), []byte(strings.Join(sheets[:], "\n")), 0o600))
			return
		}
		h, err := house.Open(t.Context(), house.Options{Dir: ts.MkAbs(args[0]), Schema: web.Schema(), KDF: seal.Cheapest})
		ts.Check(err)
		ts.Check(h.Found(t.Context(), housetest.Founding(), nil))
		ts.Check(h.Close())
	}
}

var serving = regexp.MustCompile(`https?://[^\s"]+`)

// start runs the program and waits until it says where it serves.
func start(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	path, err := exec.LookPath(args[1])
	ts.Check(err)
	p := &program{cmd: exec.Command(path, args[2:]...), ended: make(chan struct{}), out: &said{}}
	p.cmd.Dir, p.cmd.Env = ts.MkAbs("."), []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.MkAbs("."), "LANG=" + ts.Getenv("LANG"), "TMPDIR=" + ts.Getenv("TMPDIR")}
	p.cmd.Stderr = p.out
	out, err := p.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(p.cmd.Start())
	ts.Defer(func() {
		p.cmd.Process.Kill()
		<-p.ended
		ts.Logf("[%s said]\n%s", args[0], p.out)
	})
	first := make(chan string, 1)
	go func() {
		lines := bufio.NewReader(out)
		line, _ := lines.ReadString('\n')
		first <- line
		io.Copy(p.out, lines)
		p.cmd.Wait()
		close(p.ended)
	}()
	line := <-first
	var announced struct {
		URL    string
		People []person
	}
	if json.Unmarshal([]byte(line), &announced) == nil {
		p.people = announced.People
	}
	if p.url = strings.TrimSuffix(serving.FindString(line), "/"); p.url == "" {
		<-p.ended
		ts.Fatalf("it does not say where it serves: %q\n%s", line, p.out)
	}
	if u, err := url.Parse(p.url); err == nil {
		ts.Setenv("address", u.Host)
	}
	p.forget()
	ts.Value(programs{}).(map[string]*program)[args[0]] = p
	fmt.Fprint(ts.Stdout(), line)
}

// forget takes a fresh browser.
func (p *program) forget() {
	jar, _ := cookiejar.New(nil)
	p.browser = &http.Client{Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// halt asks a program to end, which it does without a fault.
func halt(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 1)
	end(ts, running(ts, args[0]), syscall.SIGTERM)
}

func end(ts *testscript.TestScript, p *program, how syscall.Signal) {
	ts.Check(p.cmd.Process.Signal(how))
	<-p.ended
	if how == syscall.SIGTERM && !p.cmd.ProcessState.Success() {
		ts.Fatalf("asked to end, it ended with %v:\n%s", p.cmd.ProcessState, p.out)
	}
}

// ask sends one request and puts status, where it leads and the page on stdout.
func (p *program) ask(ts *testscript.TestScript, r *http.Request) (status int, to string) {
	a, err := p.browser.Do(r)
	ts.Check(err)
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	ts.Check(err)
	to = a.Header.Get("Location")
	p.status, p.to, p.page = a.StatusCode, to, string(body)
	fmt.Fprintf(ts.Stdout(), "%d %s\n%s", a.StatusCode, to, body)
	return a.StatusCode, to
}

func request(ts *testscript.TestScript, p *program, method, path string, form url.Values) *http.Request {
	var body io.Reader
	if method == "POST" {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, p.url+path, body)
	ts.Check(err)
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept-Language", ts.Getenv("LANG"))
	return r
}

func signIn(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, false, args, 2)
	p := running(ts, args[0])
	who := person{Name: args[1], Passphrase: housetest.Passphrase(args[1])}
	for _, one := range p.people {
		if one.Role == args[1] {
			who = one
		}
	}
	if len(args) > 2 { // the sign-ins that a demo left in its folder
		var kept struct{ People []person }
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[2])), &kept))
		for _, one := range kept.People {
			if one.Role == args[1] {
				who = one
				break
			}
		}
	}
	p.forget()
	status, to := p.ask(ts, request(ts, p, "POST", "/sign-in", url.Values{"name": {who.Name}, "passphrase": {who.Passphrase}}))
	if in := status == http.StatusSeeOther && to == "/today"; in == neg {
		ts.Fatalf("%s: status %d, leads to %q", args[1], status, to)
	}
}

func get(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	p := running(ts, args[0])
	p.ask(ts, request(ts, p, "GET", args[1], nil))
}

func post(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	p, form := running(ts, args[0]), url.Values{}
	for _, pair := range args[2:] {
		k, v, _ := strings.Cut(pair, "=")
		form.Add(k, v)
	}
	p.ask(ts, request(ts, p, "POST", args[1], form))
}

// mostArrivals is more than any disk of a story holds.
const mostArrivals = 5000

// fill lets people in until one is refused, keeps the addresses of the files that
// were acknowledged, and puts the refusal on stdout.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	p := running(ts, args[0])
	most := mostArrivals
	if len(args) > 2 {
		most, _ = strconv.Atoi(args[2])
	}
	var kept strings.Builder
	for n := range most {
		a, err := p.browser.Do(request(ts, p, "POST", "/arrivals", url.Values{"name": {"Nilufar " + strconv.Itoa(n)}, "consent": {"yes"}, "language": {"uz"}}))
		ts.Check(err)
		body, _ := io.ReadAll(a.Body)
		a.Body.Close()
		if a.StatusCode != http.StatusSeeOther {
			fmt.Fprintf(ts.Stdout(), "%d after %d arrivals\n%s", a.StatusCode, n, body)
			break
		}
		fmt.Fprintln(&kept, a.Header.Get("Location"))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(kept.String()), 0o600))
}

// wholeAgain looks at every file that was acknowledged.
func wholeAgain(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	p := running(ts, args[0])
	paths := strings.Fields(ts.ReadFile(args[1]))
	if len(paths) == 0 {
		ts.Fatalf("nothing was acknowledged, so this proves nothing")
	}
	for n, path := range paths {
		a, err := p.browser.Do(request(ts, p, "GET", path, nil))
		ts.Check(err)
		body, _ := io.ReadAll(a.Body)
		a.Body.Close()
		if name := "Nilufar " + strconv.Itoa(n); a.StatusCode != http.StatusOK || !strings.Contains(string(body), name) {
			ts.Fatalf("%s was acknowledged and is lost: status %d", path, a.StatusCode)
		}
	}
	ts.Logf("%d files are whole", len(paths))
}

func cutFile(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// said keeps what a program said.
type said struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *said) Write(p []byte) (int, error) { s.mu.Lock(); defer s.mu.Unlock(); return s.text.Write(p) }
func (s *said) String() string              { s.mu.Lock(); defer s.mu.Unlock(); return s.text.String() }

func crash(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 1)
	end(ts, running(ts, args[0]), syscall.SIGKILL)
}
