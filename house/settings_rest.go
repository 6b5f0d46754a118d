package house

import (
	"encoding/json"
	"errors"

	"example.org/pana"
	"example.org/pana/internal/seal"
)

// Settings rest as JSON whoever has the page key reads. How to reach the one on call
// is a telephone number and rests under the key of the house, as those of staff do.

// resting are settings as they rest. A house of before has its note in clear until
// its settings are next kept.
type resting struct {
	Settings
	OnCall []byte `json:"on_call_sealed,omitempty"`
}

var onCallPlace = seal.Place{Table: "house", Row: "1", Field: "on_call"}

// rest returns settings as they are kept in a row version.
func (h *House) rest(op string, s Settings, version int64) (string, error) {
	r := resting{Settings: s}
	if s.OnCallNote != "" {
		own, err := h.Vault.House()
		if err != nil {
			return "", err
		}
		defer own.Clear()
		r.OnCallNote, r.OnCall = "", own.Key.Seal(onCallPlace, uint64(version), []byte(s.OnCallNote))
	}
	text, err := json.Marshal(r)
	if err != nil {
		return "", &pana.Error{Op: op, Say: "db.failed", Err: err}
	}
	return string(text), nil
}

// rested reads settings as they were kept.
func (h *House) rested(text string) (Settings, error) {
	var r resting
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return Settings{}, &pana.Error{Op: "house.rested", Kind: pana.Internal, Say: "house.incomplete", Err: errors.New("settings unreadable")}
	}
	if len(r.OnCall) > 0 {
		own, err := h.Vault.House()
		if err != nil {
			return Settings{}, err
		}
		defer own.Clear()
		note, err := own.Key.Open(onCallPlace, r.OnCall)
		if err != nil {
			return Settings{}, err
		}
		r.OnCallNote = string(note)
	}
	return r.Settings, nil
}
