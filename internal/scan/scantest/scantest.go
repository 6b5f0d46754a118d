// Package scantest is a scanner for tests, which speaks as clamd does.
package scantest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Harm is what it finds.
const Harm = "THIS-MEANS-HARM"

// An Answer is what it answers when it has a whole file.
type Answer func(file []byte) string

// Finds looks for Harm.
func Finds(file []byte) string {
	if bytes.Contains(file, []byte(Harm)) {
		return "stream: Invented.Harm FOUND\x00"
	}
	return "stream: OK\x00"
}

// HangsUp, TooLarge, Odd and Endless are answers that say nothing of the file.
func HangsUp([]byte) string  { return "" }
func TooLarge([]byte) string { return "INSTREAM size limit exceeded. ERROR\x00" }
func Odd([]byte) string      { return "HTTP/1.1 400 Bad Request\r\n\r\n OK" }
func Endless([]byte) string  { return "stream: " + strings.Repeat("O", 1<<20) + "K\x00" }

// A Server is a scanner at an address, until the test ends.
type Server struct {
	Address string

	mu   sync.Mutex
	last []byte
}

// Last is the file it was given last.
func (s *Server) Last() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// Serve begins one.
func Serve(t testing.TB, answer Answer) *Server {
	t.Helper()
	s := &Server{Address: filepath.Join(t.TempDir(), "clamd.ctl")}
	ln, err := net.Listen("unix", s.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go s.answer(c, answer)
		}
	}()
	return s
}

func (s *Server) answer(c net.Conn, answer Answer) {
	defer c.Close()
	in := bufio.NewReader(c)
	if word, err := in.ReadString(0); err != nil || word != "zINSTREAM\x00" {
		io.WriteString(c, "UNKNOWN COMMAND\x00")
		return
	}
	var file []byte
	for {
		var n uint32
		if binary.Read(in, binary.BigEndian, &n) != nil {
			return
		}
		if n == 0 {
			break
		}
		piece := make([]byte, n)
		if _, err := io.ReadFull(in, piece); err != nil {
			return
		}
		file = append(file, piece...)
	}
	s.mu.Lock()
	s.last = file
	s.mu.Unlock()
	io.WriteString(c, answer(file))
}
