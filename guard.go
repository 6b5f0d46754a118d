package pana

import (
	"fmt"
	"runtime/debug"
)

// Guard runs f, and makes an Internal error of whatever breaks in it: of a panic
// it keeps the type and the place, never the value, which may be a fact of a case.
// Everything that the house runs apart from an answer runs under it, so that one
// broken piece of work never ends the program (OWASP ASVS 5.0, V16.5.4).
func Guard(op string, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Error{Op: op, Kind: Internal, Say: "error.internal.text", Err: fmt.Errorf("panic: %T at %s", p, debug.Stack())}
		}
	}()
	return f()
}
