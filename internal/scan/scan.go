// Package scan asks a scanner on the machine of the house whether a file means
// harm. It speaks the words of clamd (INSTREAM), which is on most systems; a
// house that has none does without.
package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"time"

	"example.org/pana"
)

// A Scanner is asked about each file before it is kept. A nil one finds nothing.
type Scanner struct {
	network, address string
	silent           bool
	waits            time.Duration
}

// waits is how long a scanner is waited for.
const waits = 30 * time.Second

// chunk is how many bytes of a file go at once.
const chunk = 64 << 10

// mostAnswer is how many bytes of an answer are read.
const mostAnswer = 1 << 10

// At returns the scanner that listens where says: the path of a socket, or a port
// of this machine ("127.0.0.1:3310"). Anywhere else is refused ("scan.where"):
// no file leaves the machine. With silent a file is kept when the scanner does
// not answer; else it is refused.
func At(where string, silent bool) (*Scanner, error) {
	s := &Scanner{network: "unix", address: where, silent: silent, waits: waits}
	if filepath.IsAbs(where) {
		return s, nil
	}
	at, err := netip.ParseAddrPort(where)
	if err != nil || !at.Addr().IsLoopback() {
		return nil, &pana.Error{Op: "scan.At", Kind: pana.Invalid, Field: "scanner", Say: "scan.where"}
	}
	s.network = "tcp"
	return s, nil
}

// Pass returns nil for a file in which the scanner finds nothing. One in which it
// finds something is refused ("scan.found"), and so is one of which it says
// nothing that is understood ("scan.silent"), unless the house wants that kept.
// What it found is not told: it is the file's word.
func (s *Scanner) Pass(ctx context.Context, file []byte) error {
	if s == nil {
		return nil
	}
	answer, err := s.ask(ctx, file)
	text, isStream := strings.CutPrefix(strings.TrimSpace(strings.TrimRight(answer, "\x00")), "stream: ")
	switch {
	case err == nil && isStream && text == "OK":
		return nil
	case err == nil && isStream && strings.HasSuffix(text, " FOUND"):
		return pana.Refuse("scan.Pass", "file", "scan.found")
	case ctx.Err() != nil:
		return ctx.Err()
	case s.silent:
		return nil
	}
	return &pana.Error{Op: "scan.Pass", Kind: pana.Invalid, Field: "file", Say: "scan.silent", Err: err}
}

// ask sends file in pieces, each after its length, and returns what comes back.
// A scanner that has seen enough answers before it has all.
func (s *Scanner) ask(ctx context.Context, file []byte) (string, error) {
	ctx, stop := context.WithTimeout(ctx, s.waits)
	defer stop()
	c, err := new(net.Dialer).DialContext(ctx, s.network, s.address)
	if err != nil {
		return "", err
	}
	defer context.AfterFunc(ctx, func() { c.Close() })()
	defer c.Close()
	sent := make(chan error, 1)
	go func() { sent <- pana.Guard("scan.send", func() error { return send(c, file) }) }()
	var answer bytes.Buffer
	_, err = io.Copy(&answer, io.LimitReader(c, mostAnswer))
	c.Close() // whoever is still sending ends
	if fault := <-sent; answer.Len() == 0 && err == nil {
		err = fault
	}
	if answer.Len() > 0 {
		err = nil // it hung up after it had answered
	}
	return answer.String(), err
}

func send(w io.Writer, file []byte) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	for len(file) > 0 {
		n := min(chunk, len(file))
		if _, err := w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(n)), file[:n]...)); err != nil {
			return err
		}
		file = file[n:]
	}
	_, err := w.Write([]byte{0, 0, 0, 0})
	return err
}
