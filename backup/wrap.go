package backup

import (
	"errors"
	"fmt"

	"filippo.io/age"

	"example.org/pana/internal/seal"
)

// Names of the two ways into a set, as they stand in the head of its files.
const (
	bySheets = "pana-kit"
	byHouse  = "pana-house"
)

// A recipient is whom a set is encrypted to: the recovery key, and the started
// house itself, which must be able to try its own sets.
type recipient struct{ keys *seal.HouseKeys }

// Wrap seals the key of one file both ways.
func (r recipient) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	kit, err := r.keys.SealBackup(fileKey)
	if err != nil {
		return nil, err
	}
	return []*age.Stanza{{Type: bySheets, Body: kit}, {Type: byHouse, Body: r.keys.KeepBackup(fileKey)}}, nil
}

// An opener opens a set one of the two ways.
type opener struct {
	kit   *seal.Recovery
	house *seal.HouseKeys
}

// Unwrap opens the key of one file.
func (o opener) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		switch {
		case s.Type == bySheets && o.kit != nil:
			if key, err := o.kit.OpenBackup(s.Body); err == nil {
				return key, nil
			}
		case s.Type == byHouse && o.house != nil:
			if key, err := o.house.ReadBackup(s.Body); err == nil {
				return key, nil
			}
		}
	}
	return nil, fmt.Errorf("no way in: %w", age.ErrIncorrectIdentity)
}

// opening turns an error of opening a file of a set into one for the reader.
func opening(err error) error {
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return invalid("backup.foreign", nil)
	}
	return invalid("backup.damaged", errors.New("the file does not open"))
}
