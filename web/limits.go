package web

import (
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// Limits on what a request may bring, and on how many are served at once. What
// is beyond them is turned away at once and told when to come again, so that
// those inside are served as on any other day.
const (
	bodyLimit   = 1 << 20  // a form
	uploadLimit = 21 << 20 // a document of 20 MB and the form around it
	headLimit   = 32 << 10 // headers
	headWait    = 5 * time.Second
	idleWait    = 2 * time.Minute

	// A body has this long to begin and to end, and a little more for every
	// 32 KB of it: a phone at the edge of its network is let in, a sender of one
	// byte in ten seconds is not.
	bodyWait = 10 * time.Second
	bodyRate = 32 << 10 // bytes a second
	longest  = 15 * time.Minute

	// An answer is taken within this time, or its reader has gone.
	answerWait = 2 * time.Minute

	// A file rests in memory while it is taken in, never on the disk in the
	// clear: so many at a time, the others wait their turn.
	mostUploads = 3
	mostImports = 1 // a workbook of cases is three times as large

	// A form of this length or less needs no room of its own: what all
	// connections together can hold of those is little. Longer ones, and those
	// that do not say how long they are, are so many at a time.
	smallBody  = 64 << 10
	mostBodies = 48

	// Who finds no place waits in a line, and no longer than this. Whoever finds
	// the line full is turned away at once.
	lineWait  = 2 * time.Second
	lineEach  = 8   // in the line for each place
	comeAgain = "3" // seconds, told to whoever is turned away

	// Connections. A browser opens six; the most that one address may keep open
	// is for a house behind one address translation.
	mostConns   = 1000
	mostPerHome = 200

	// Open pages that wait to be told that it is over. They are no load: each is
	// a connection that stands aside, and one question a second for all.
	mostScreens = 1000
	screensEach = 20 // of one sign-in; a browser needs one for all its tabs
	screenLook  = time.Second
	screenBeat  = 20 * time.Second

	// Memory the whole program keeps under, unless GOMEMLIMIT says otherwise.
	mostMemory = 400 << 20
)

// places is how many requests are served at once. Each needs a processor and a
// connection to the database, so more of them would only make all of them slow.
func places() int { return 4 * max(runtime.GOMAXPROCS(0), 2) }

// bodyTime is how long a body of so many bytes may take.
func bodyTime(bytes int64) time.Duration {
	return min(bodyWait+time.Duration(bytes/bodyRate)*time.Second, longest)
}

// sure are the addresses that are never turned away and never wait in a line:
// to stop the house, from another one too, to leave it, and the page that says nothing.
func sure(r *http.Request) bool {
	switch r.Method + " " + r.URL.Path {
	case "POST /lock", "POST /lock/letter", "POST /sign-out", "GET /out":
		return true
	}
	return false
}

// Bound keeps the memory of the whole program within what a small machine can
// spare: near it the program tidies up more often rather than grow. GOMEMLIMIT
// in the environment overrules it.
func Bound() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(mostMemory)
	}
}
