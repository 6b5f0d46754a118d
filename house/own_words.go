package house

import "example.org/pana/internal/seal"

// What is about no client rests under the key of the house: who works here, from
// outside, with whom we work, who pays.

// SealOwn returns a field of a row of a chapter as it is kept; an empty text stays
// empty. number is the version of the field.
func (h *House) SealOwn(table, row, field string, number int64, text string) ([]byte, error) {
	if text == "" {
		return []byte{}, nil
	}
	own, err := h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer own.Clear()
	return own.Key.Seal(seal.Place{Table: table, Row: row, Field: field}, uint64(number), []byte(text)), nil
}

// OpenOwn returns what SealOwn shut.
func (h *House) OpenOwn(table, row, field string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	own, err := h.Vault.House()
	if err != nil {
		return "", err
	}
	defer own.Clear()
	text, err := own.Key.Open(seal.Place{Table: table, Row: row, Field: field}, sealed)
	return string(text), err
}
