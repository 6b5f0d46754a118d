package house

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"example.org/pana/internal/locale"
)

// frontFile holds what must be known before anyone has signed in: the neutral
// host name, for the certificate and against foreign names, and the language of
// the unlock page. It says nothing else about the house.
const frontFile = "front.json"

// A front is what a stopped house shows of itself.
type front struct {
	Host     string      `json:"host"`
	Language locale.Lang `json:"language"`
}

// HostName returns the house's neutral host name, also while it is stopped;
// empty while the house serves its own machine only.
func (h *House) HostName() string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.front.Host
}

// Greeting returns the language of the unlock page.
func (h *House) Greeting() locale.Lang {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.front.Language
}

// readFront reads the front of a folder. A house that has none yet, or whose
// front cannot be read, shows an empty one until it is started.
func readFront(dir string) (f front) {
	text, err := os.ReadFile(filepath.Join(dir, frontFile))
	if err == nil && json.Unmarshal(text, &f) != nil {
		return front{}
	}
	return f
}

// writeFront keeps f in dir; without a folder there is nothing to keep it in.
func writeFront(dir string, f front) error {
	if dir == "" {
		return nil
	}
	text, err := json.Marshal(f)
	if err != nil {
		return err
	}
	name := filepath.Join(dir, frontFile)
	if err := os.WriteFile(name+".new", text, 0o600); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
