package web

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"
)

func TestALineLetsInSoManyAndTurnsAwayTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine(2)
		never := make(chan struct{})
		var mu sync.Mutex
		in, out := 0, 0
		for range 2 + 2*lineEach + 5 {
			go func() {
				ok := l.enter(never)
				mu.Lock()
				defer mu.Unlock()
				if ok {
					in++
				} else {
					out++
				}
			}()
		}
		synctest.Wait()
		mu.Lock()
		if in != 2 || out != 5 {
			t.Errorf("%d inside and %d turned away at once, want 2 and 5", in, out)
		}
		mu.Unlock()
		l.leave()
		synctest.Wait()
		mu.Lock()
		if in != 3 {
			t.Errorf("%d inside after one left, want the next in line too", in)
		}
		mu.Unlock()
		time.Sleep(lineWait)
		synctest.Wait()
		if in != 3 || out != 5+2*lineEach-1 {
			t.Errorf("%d inside and %d turned away in the end", in, out)
		}
	})
}

func TestWhoeverSendsSlowestMakesRoomForTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bodies{most: 2}
		w := httptest.NewRecorder()
		first, _ := b.enter(w)
		second, _ := b.enter(w)
		if _, ok := b.enter(w); ok {
			t.Fatal("a third found room at once")
		}
		time.Sleep(hasty)
		third, ok := b.enter(w)
		if !ok || b.slow.Len() != 2 {
			t.Fatalf("the slowest did not make room: %v, %d", ok, b.slow.Len())
		}
		first() // was cut off already
		if b.slow.Len() != 2 {
			t.Error("whoever was cut off gave back room that is somebody else's")
		}
		second()
		third()
		third()
		if b.slow.Len() != 0 {
			t.Errorf("%d left over", b.slow.Len())
		}
	})
}

// A fakeConn is a connection from an address.
type fakeConn struct {
	net.Conn
	from string
}

func (c *fakeConn) RemoteAddr() net.Addr {
	a, _ := net.ResolveTCPAddr("tcp", c.from)
	return a
}

func TestTheConnectionThatDidNothingForLongestIsClosed(t *testing.T) {
	c := newConns()
	at := func(from string) *fakeConn { return &fakeConn{from: from} }
	busy := at("192.0.2.1:1")
	c.note(busy, http.StateNew)
	c.note(busy, http.StateActive)
	first := at("192.0.2.1:2")
	c.note(first, http.StateNew)
	for n := 2; n < mostPerHome; n++ {
		if closing := c.note(at("192.0.2.1:9"), http.StateNew); closing != nil {
			t.Fatalf("one was closed at %d of %d", n, mostPerHome)
		}
	}
	if got := c.note(at("192.0.2.1:9"), http.StateNew); got != first {
		t.Errorf("closed %v, want the one idle for longest and not the busy one", got)
	}
	if got := c.note(at("192.0.2.2:9"), http.StateNew); got != nil {
		t.Error("another address lost a connection")
	}
	c.note(first, http.StateClosed)
	c.note(busy, http.StateIdle)
	c.note(busy, http.StateClosed)
	if c.home["192.0.2.1"] != mostPerHome-1 || len(c.of) != mostPerHome {
		t.Errorf("the books are wrong: %d from the address, %d in all", c.home["192.0.2.1"], len(c.of))
	}
}

func TestAConnectionThatOnlyWaitsIsNotCounted(t *testing.T) {
	c := newConns()
	var waiting []*fakeConn
	for range mostPerHome {
		conn := &fakeConn{from: "192.0.2.1:9"}
		c.note(conn, http.StateNew)
		c.note(conn, http.StateActive)
		c.aside(conn, 1)
		c.aside(conn, 1) // two streams in one connection
		waiting = append(waiting, conn)
	}
	if c.home["192.0.2.1"] != 0 {
		t.Errorf("%d are counted", c.home["192.0.2.1"])
	}
	c.aside(waiting[0], -1)
	c.aside(waiting[1], -1)
	c.aside(waiting[1], -1)
	if c.home["192.0.2.1"] != 1 {
		t.Errorf("%d are counted, and one waits no more", c.home["192.0.2.1"])
	}
	for _, conn := range waiting {
		c.note(conn, http.StateClosed)
		c.aside(conn, -1)
	}
	if len(c.home) != 0 || len(c.of) != 0 || len(c.wait) != 0 {
		t.Errorf("left over: %v, %d, %d", c.home, len(c.of), len(c.wait))
	}
}

func TestABodyCutOffIsNotTakenForAWholeOne(t *testing.T) {
	whole := strings.Repeat("name=aigerim&", 20_000)
	got, err := inPieces(iotest.OneByteReader(strings.NewReader(whole)))
	if err != nil || string(got) != whole {
		t.Fatalf("%d of %d bytes, %v", len(got), len(whole), err)
	}
	cut := io.MultiReader(strings.NewReader(whole), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := inPieces(cut); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a sender cut off: %v", err)
	}
	if got, err := inPieces(strings.NewReader("")); err != nil || len(got) != 0 {
		t.Errorf("nothing: %q, %v", got, err)
	}
}
