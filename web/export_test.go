package web

import (
	"slices"
	"strings"

	"example.org/pana/policy"
)

// An Address is what a test may know of a route.
type Address struct {
	Method, Path string
	Act          policy.Act
	Open         bool   // reachable without a sign-in
	Limit        int64  // largest body in bytes
	Own          string // field of the sender's own passphrase, where the form asks for it anyway
}

// Addresses lists every route of s.
func (s *Server) Addresses() []Address {
	var all []Address
	for _, rt := range s.routes() {
		method, path, _ := strings.Cut(rt.pattern, " ")
		limit := rt.limit
		if limit == 0 {
			limit = bodyLimit
		}
		all = append(all, Address{method, path, rt.act, rt.open, limit, rt.own})
	}
	return all
}

// GoesAlong reports whether what is typed in a field goes along with a form that
// waits for proof.
func GoesAlong(field string) bool { return !slices.Contains(secrets, field) }
