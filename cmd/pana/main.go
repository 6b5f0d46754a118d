// Pana keeps the records of a shelter. Without a command it serves the house
// in the usual folder and opens the browser, so that a double click is enough.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"example.org/pana/internal/locale"
)

// version is set by the release build.
var version = "development"

var commands struct {
	Serve   serveCommand     `cmd:"" default:"withargs" help:"Serve the house that is kept in a folder; an empty folder leads through the first set-up."`
	Backup  backupCommand    `cmd:"" help:"Write a sealed set of the whole house to another disk, or try the newest."`
	Restore restoreCommand   `cmd:"" help:"Bring a house back from a set and two sheets of its recovery kit."`
	Verify  verifyCommand    `cmd:"" help:"Go through the whole house and say where it is first not what it was."`
	Export  exportCommand    `cmd:"" help:"Give data out of the house."`
	Letter  letterCommand    `cmd:"" help:"Write a letter to another house."`
	Import  importCommand    `cmd:"" help:"Bring in cases from a file."`
	Try     tryCommands      `embed:""`
	Version kong.VersionFlag `help:"Print the version and stop."`
}

// Exit codes that scripts rely on.
const (
	exitFailed = 1 // one clear line was printed
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parser := kong.Must(&commands, kong.Name("pana"), kong.Vars{"version": version},
		kong.Description("Keeps the records of a shelter: offline, sealed, in three languages."), kong.UsageOnError())
	chosen, err := parser.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "pana:", err)
		os.Exit(exitUsage)
	}
	chosen.BindTo(ctx, (*context.Context)(nil))
	if err := chosen.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "pana:", sentence(err))
		os.Exit(exitFailed)
	}
}

// reader speaks the language of the terminal.
func reader() *locale.Reader {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			v, _, _ = strings.Cut(v, ".") // kk_KZ.UTF-8
			return locale.For(locale.Negotiate(strings.ReplaceAll(v, "_", "-")), locale.Words{})
		}
	}
	return locale.For("en", locale.Words{})
}
