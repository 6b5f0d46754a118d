package web

import (
	"container/list"
	"context"
	"net"
	"net/http"
	"sync"
)

// conns keeps count of the connections to one listener. When there are too many,
// in all or from one address, the one that we have waited for longest is closed,
// for a request or for the end of its body: whoever opens thousands and sends
// nothing shuts out nobody but herself. A connection that is being served is
// never closed here.
type conns struct {
	mu   sync.Mutex
	of   map[net.Conn]*list.Element // its place among the idle, nil while busy
	idle *list.List                 // of net.Conn, the longest idle first
	home map[string]int
	wait map[net.Conn]int // that only wait to be told something, how often; they are not counted
}

func newConns() *conns {
	return &conns{of: map[net.Conn]*list.Element{}, idle: list.New(), home: map[string]int{}, wait: map[net.Conn]int{}}
}

// closeIdle closes every connection that nothing is being answered on.
func (c *conns) closeIdle() {
	c.mu.Lock()
	var all []net.Conn
	for e := c.idle.Front(); e != nil; e = e.Next() {
		all = append(all, e.Value.(net.Conn))
	}
	c.mu.Unlock()
	for _, conn := range all {
		conn.Close()
	}
}

// watch is the server's hook: see http.Server.ConnState.
func (c *conns) watch(conn net.Conn, state http.ConnState) {
	if closing := c.note(conn, state); closing != nil {
		closing.Close()
	}
}

// note keeps the books and returns a connection to close, if one must go.
func (c *conns) note(conn net.Conn, state http.ConnState) net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	home := homeOf(conn)
	if _, known := c.of[conn]; !known && state != http.StateNew {
		return nil // closed already
	}
	if e := c.of[conn]; e != nil {
		c.idle.Remove(e)
		c.of[conn] = nil
	}
	switch state {
	case http.StateClosed, http.StateHijacked:
		delete(c.of, conn)
		if c.wait[conn] == 0 {
			c.count(home, -1)
		}
		delete(c.wait, conn)
		return nil
	case http.StateNew:
		c.of[conn] = c.idle.PushBack(conn)
		c.home[home]++
	case http.StateIdle:
		c.of[conn] = c.idle.PushBack(conn)
	}
	if c.home[home] > mostPerHome && state == http.StateNew {
		return c.longest(home)
	}
	if len(c.of)-len(c.wait) > mostConns && state == http.StateNew {
		return c.longest("")
	}
	return nil
}

func (c *conns) count(home string, by int) {
	if c.home[home] += by; c.home[home] <= 0 {
		delete(c.home, home)
	}
}

// aside says that conn begins (1) or ends (-1) to carry a request that only waits
// to be told something.
func (c *conns) aside(conn net.Conn, by int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.of[conn]; !known {
		return // closed already
	}
	before := c.wait[conn]
	switch c.wait[conn] += by; {
	case before == 0:
		c.count(homeOf(conn), -1)
	case c.wait[conn] == 0:
		delete(c.wait, conn)
		c.count(homeOf(conn), 1)
	}
}

// A caller is the connection that a request came by.
type caller struct {
	of   *conns
	conn net.Conn
}

type callerKey struct{}

// know is the server's hook: see http.Server.ConnContext.
func (c *conns) know(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, callerKey{}, caller{c, conn})
}

// waitFor says that we wait for the body of r, until the function it returns is
// called.
func waitFor(r *http.Request) (here func()) {
	c, ok := r.Context().Value(callerKey{}).(caller)
	if !ok {
		return func() {}
	}
	c.of.note(c.conn, http.StateIdle)
	return func() { c.of.note(c.conn, http.StateActive) }
}

// longest returns the connection idle for longest, of one address if home says
// which. The newest is idle too, so there is always one.
func (c *conns) longest(home string) net.Conn {
	for e := c.idle.Front(); e != nil; e = e.Next() {
		conn := e.Value.(net.Conn)
		if home == "" || homeOf(conn) == home {
			c.idle.Remove(e)
			c.of[conn] = nil
			return conn
		}
	}
	return nil
}

// homeOf is the address that conn comes from, without the port. The commands of
// this machine come through a socket that has none.
func homeOf(conn net.Conn) string {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return "local"
	}
	return host
}
