package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/scan"
	"example.org/pana/web"
)

type serveCommand struct {
	Data         string `help:"Folder of the house." placeholder:"DIR" type:"path"`
	Listen       string `help:"Address to serve on. Beyond this machine only TLS is spoken." default:"127.0.0.1:8484"`
	Certificate  string `help:"TLS certificate, if not the house's own." placeholder:"FILE" type:"existingfile"`
	Key          string `help:"Its private key." placeholder:"FILE" type:"existingfile"`
	Postgres     string `help:"PostgreSQL for the data, instead of the embedded store." placeholder:"TEXT"`
	PostgresKeys string `help:"PostgreSQL for the keys: a database of its own." placeholder:"TEXT"`
	Scanner      string `help:"A scanner for viruses on this machine that files pass before they are kept: the socket of clamd, or its port (127.0.0.1:3310)." placeholder:"SOCKET"`
	Unscanned    bool   `help:"Keep files also when the scanner does not answer."`
	Browser      bool   `help:"Open the browser." negatable:""`
}

// Run serves until the context ends.
func (c *serveCommand) Run(ctx context.Context) error {
	double := c.Data == "" && len(os.Args) == 1
	if c.Data == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			return err
		}
		c.Data = filepath.Join(base, "Pana")
	}
	if other, runs := dialLocal(c.Data); runs && c.Postgres == "" {
		other.Close() // one press must stop all of a folder's keys: one program serves it
		return &pana.Error{Op: "serve.Run", Kind: pana.Conflict, Say: "demo.running"}
	}
	var scanner *scan.Scanner
	if c.Scanner != "" {
		var err error
		if scanner, err = scan.At(c.Scanner, c.Unscanned); err != nil {
			return err
		}
	}
	h, err := openHouse(ctx, house.Options{Dir: c.Data, Postgres: c.Postgres, PostgresKeys: c.PostgresKeys})
	if err != nil {
		return err
	}
	defer h.Close()
	h.UseScanner(scanner)
	ln, secure, err := listen(c.Listen, h, c.Data, c.Certificate, c.Key)
	if err != nil {
		return err
	}
	url := address(ln, secure, h.HostName())
	fmt.Println(reader().T("serve.address", "URL", url))
	if c.Browser || double {
		openBrowser(url)
	}
	return serve(ctx, h, ln, secure, c.Data, web.Options{Secure: secure, Dir: c.Data, Log: plainLog()})
}

// openHouse opens the house of a folder with every chapter's tables.
func openHouse(ctx context.Context, o house.Options) (*house.House, error) {
	o.Schema = web.Schema()
	o.Log = plainLog()
	o.Reserve = db.ReserveFor(o.Dir)
	return house.Open(ctx, o)
}

// plainLog writes what went wrong to the terminal. Nothing in it names anyone.
func plainLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// listen takes the address. Off the machine it speaks TLS only (rule 12).
func listen(addr string, h *house.House, dir, certificate, key string) (ln net.Listener, secure bool, err error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, false, &pana.Error{Op: "serve.listen", Kind: pana.Invalid, Say: "serve.listen", With: map[string]any{"Address": addr}, Err: err}
	}
	ln, err = net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, false, &pana.Error{Op: "serve.listen", Kind: pana.Conflict, Say: "serve.port", With: map[string]any{"Address": addr}, Err: err}
	}
	if err != nil {
		return nil, false, &pana.Error{Op: "serve.listen", Kind: pana.Invalid, Say: "serve.listen", With: map[string]any{"Address": addr}, Err: err}
	}
	if ip := net.ParseIP(host); certificate == "" && (host == "localhost" || ip != nil && ip.IsLoopback()) {
		return ln, false, nil
	}
	var pair tls.Certificate
	if certificate != "" {
		pair, err = tls.LoadX509KeyPair(certificate, key)
	} else {
		pair, err = web.HouseCertificate(dir, h.HostName(), h.Now())
	}
	if err != nil {
		ln.Close()
		return nil, false, err
	}
	return tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS13, NextProtos: []string{"h2", "http/1.1"}}), true, nil
}

// serve answers on ln, and on the local socket for this machine's own
// commands, until ctx ends; then it lets running requests finish.
func serve(ctx context.Context, h *house.House, ln net.Listener, secure bool, dir string, o web.Options) error {
	web.Bound()
	server := web.New(h, o)
	front := server.HTTP(ln.Addr().String())
	working, rest := context.WithCancel(ctx)
	defer rest()
	go h.Work(working, server.Tasks()...)
	failed := make(chan error, 2)
	go func() { failed <- front.Serve(ln) }()
	if local, err := listenLocal(dir); err == nil {
		defer local.Close()
		back := server.HTTP("local")
		go back.Serve(local)
		defer back.Close()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := front.Shutdown(end); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return front.Close()
	}
	return nil
}

func address(ln net.Listener, secure bool, host string) string {
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	if secure && host != "" {
		return "https://" + net.JoinHostPort(host, port) + "/"
	}
	scheme := "http"
	if secure {
		scheme = "https"
	}
	if h, _, _ := net.SplitHostPort(ln.Addr().String()); h != "127.0.0.1" && h != "::1" {
		return scheme + "://localhost:" + port + "/"
	}
	return scheme + "://" + ln.Addr().String() + "/"
}

// openBrowser asks the desktop to open url; where there is none, nothing happens.
func openBrowser(url string) {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name = "open"
	}
	if cmd := exec.Command(name, args...); cmd.Start() == nil {
		go cmd.Wait()
	}
}
