//go:build !release

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"example.org/pana/demo"
)

// A benchServer is the program serving the world in a process of its own.
type benchServer struct {
	cmd     *exec.Cmd
	base    string
	began   time.Time
	client  *http.Client
	cookies map[string]string // by who signed in
}

var addressIn = regexp.MustCompile(`http://[0-9.:]+/`)

// startServer starts the program and returns when it has said where it listens.
func startServer(ctx context.Context, dir string) (*benchServer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &benchServer{cookies: map[string]string{}, client: &http.Client{
		Transport:     &http.Transport{DisableCompression: true},
		Timeout:       time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	s.cmd = exec.CommandContext(ctx, self, "serve", "--data", dir, "--listen", "127.0.0.1:0")
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.began = time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if s.base = strings.TrimSuffix(addressIn.FindString(lines.Text()), "/"); s.base != "" {
			go io.Copy(io.Discard, out)
			return s, nil
		}
	}
	return nil, errors.Join(errors.New("the server did not start"), s.cmd.Wait())
}

// stop ends the server as a person would.
func (s *benchServer) stop() error {
	s.client.CloseIdleConnections()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}

// A benchCall is one request by someone.
type benchCall struct {
	who, path string
	form      url.Values // a post when it is not nil
	want      int
}

// do asks once, and returns what came back and how long it took to the last byte.
func (s *benchServer) do(ctx context.Context, c benchCall) (http.Header, []byte, time.Duration, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if c.form != nil {
		method, body = http.MethodPost, strings.NewReader(c.form.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, s.base+c.path, body)
	if err != nil {
		return nil, nil, 0, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	if c.form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if cookie := s.cookies[c.who]; cookie != "" {
		r.AddCookie(&http.Cookie{Name: "pana", Value: cookie})
	}
	began := time.Now()
	answer, err := s.client.Do(r)
	if err != nil {
		return nil, nil, 0, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	took := time.Since(began)
	if err == nil && answer.StatusCode != c.want {
		where, _, _ := strings.Cut(c.path, "?")
		err = fmt.Errorf("%s %s by %s: %s, not %d", method, where, c.who, answer.Status, c.want)
	}
	return answer.Header, b, took, err
}

// signIn opens a session for a worker of the crowd.
func (s *benchServer) signIn(ctx context.Context, who string) (time.Duration, error) {
	header, _, took, err := s.do(ctx, benchCall{path: "/sign-in", want: http.StatusSeeOther,
		form: url.Values{"name": {who}, "passphrase": {demo.CrowdPassphrase(who)}}})
	if err != nil {
		return took, err
	}
	for _, c := range (&http.Response{Header: header}).Cookies() {
		if c.Name == "pana" {
			s.cookies[who] = c.Value
			return took, nil
		}
	}
	return took, errors.New("no cookie came with the sign-in")
}

// cpuOf returns the processor time that a process has used, all threads.
func cpuOf(pid int) (time.Duration, error) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, err
	}
	// The name of the program stands in brackets and may hold spaces.
	_, rest, ok := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 13 {
		return 0, errors.New("unreadable /proc/PID/stat")
	}
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, err
}

// memoryOf returns a figure of /proc/PID/status in MB: VmRSS now, VmHWM at most.
func memoryOf(pid int, figure string) (float64, error) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, figure+":"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024, err
		}
	}
	return 0, errors.New("no " + figure + " in /proc/PID/status")
}
