//go:build !release

package main

// tryCommands are for trying Pana and for measuring it. The program of a house,
// which `make release` builds, has none of it.
type tryCommands struct {
	Demo  demoCommand  `cmd:"" help:"Serve an invented house, with a sign-in for every role."`
	Bench benchCommand `cmd:"" help:"Measure this machine against the budgets."`
}
