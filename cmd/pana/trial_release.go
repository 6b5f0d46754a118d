//go:build release

package main

type tryCommands struct{}
