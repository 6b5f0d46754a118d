package main

import (
	"errors"

	"example.org/pana"
)

// sentence turns err into one line for the person at the terminal.
func sentence(err error) string {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok {
		return err.Error()
	}
	var args []any
	for k, v := range e.With {
		args = append(args, k, v)
	}
	return reader().T(e.Say, args...)
}
