package house

import "example.org/pana/internal/seal"

// SealOwn shuts a text of the house's own rows, such as the name of somebody who
// is in no file, under the key of the house: whoever may start the house opens it,
// and an act decides who is shown it. An empty text stays empty. number belongs to
// the field and grows with each writing.
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

// OpenOwn is what SealOwn shut.
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
