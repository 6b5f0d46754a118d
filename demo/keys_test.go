package demo

import "testing"

func TestEveryWordOfTheInventedHouseHasAKeyThatTheKitOpens(t *testing.T) {
	w := theWorld(t)
	if n, err := w.House.Vault.Lacking(t.Context(), w.House.DB); err != nil || n > 0 {
		t.Errorf("the words of %d could be opened by nobody; %v", n, err)
	}
}
