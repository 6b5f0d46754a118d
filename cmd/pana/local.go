package main

import (
	"errors"
	"net"
	"os"
	"path/filepath"
)

// localName is the socket in the folder of the house through which this
// machine's own commands reach a running server.
const localName = "pana.sock"

// listenLocal takes the socket, clearing away one that a crash left behind.
func listenLocal(dir string) (net.Listener, error) {
	if dir == "" {
		return nil, errors.New("no folder")
	}
	name := filepath.Join(dir, localName)
	if c, err := net.Dial("unix", name); err == nil {
		c.Close()
		return nil, os.ErrExist
	}
	os.Remove(name)
	ln, err := net.Listen("unix", name)
	if err != nil {
		return nil, err
	}
	return ln, os.Chmod(name, 0o600)
}

// dialLocal reaches the server that has the folder open, if one runs.
func dialLocal(dir string) (net.Conn, bool) {
	c, err := net.Dial("unix", filepath.Join(dir, localName))
	return c, err == nil
}
