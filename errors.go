package pana

import "errors"

// A Kind says what sort of trouble an Error is, so that a page can choose its
// status and a caller can decide whether to try again.
type Kind uint8

// Kinds of error.
const (
	Internal  Kind = iota // a fault of ours; the reader sees no detail
	Invalid               // the reader can correct it
	Forbidden             // policy refused
	NotFound              // absent, or hidden from this reader: the two look the same
	Conflict              // someone else got there first, or the page is stale
)

func (k Kind) String() string {
	return [...]string{"internal", "invalid", "forbidden", "not found", "conflict"}[k]
}

// An Error is trouble worth telling a person about. Neither Say nor Error ever
// holds a name or a fact of a case.
type Error struct {
	Op    string         // where it happened: "residence.Admit"
	Kind  Kind           //
	Field string         // the form field at fault, if one is
	Say   string         // a message key for the reader; see internal/locale
	With  map[string]any // what the message needs, such as a limit; never a name
	Err   error          // the cause, for the log only
}

func (e *Error) Error() string {
	s := e.Op + ": " + e.Say
	if e.Field != "" {
		s += " (" + e.Field + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the nearest Error in err's chain, or Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Refuse returns an Invalid error for field: the reader can correct it.
func Refuse(op, field, say string) error {
	return &Error{Op: op, Kind: Invalid, Field: field, Say: say}
}

// AtField puts a refusal beside a field of the form that asked for it. What is no
// refusal of ours, or went wrong inside, comes back as it is.
func AtField(err error, field string) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Kind == Internal {
		return err
	}
	at := *e
	at.Field = field
	return &at
}
