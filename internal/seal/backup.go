package seal

import (
	"context"
	"crypto/ed25519"
)

// SealBackup seals the key of a backup to the recovery key: two sheets of the
// kit open it, and nothing in the house does.
func (h *HouseKeys) SealBackup(key []byte) ([]byte, error) {
	return sealTo(h.Recovery, info("backup"), key)
}

// OpenBackup opens what SealBackup sealed; another key is refused with
// "seal.recovery.wrong".
func (k *Recovery) OpenBackup(sealed []byte) ([]byte, error) {
	key, err := k.seed.open(info("backup"), sealed)
	if err != nil {
		return nil, recoveryWrong("seal.OpenBackup")
	}
	return key, nil
}

// KeepBackup seals the key of a backup under the house's own key, so that the
// started house can read its own backups back and try them. Whoever has taken a
// started house has what is in its backups already.
func (h *HouseKeys) KeepBackup(key []byte) []byte {
	return h.Key.Derive("backup").Seal(secretPlace("backup"), 1, key)
}

// ReadBackup opens what KeepBackup sealed.
func (h *HouseKeys) ReadBackup(sealed []byte) ([]byte, error) {
	return h.Key.Derive("backup").Open(secretPlace("backup"), sealed)
}

// StartLike starts v, a stopped copy of a started house's key store, with the
// page key of that house: to try a backup without any sheet. A store of another
// house is refused with "seal.store.damaged".
func (v *Vault) StartLike(ctx context.Context, house *Vault) error {
	page := house.PageKey()
	if page == nil {
		return stopped("seal.StartLike")
	}
	defer clear(page[:])
	return v.start(ctx, page)
}

// Public returns the public half of the key the house signs with.
func (h *HouseKeys) Public() []byte { return h.Signer().Public().(ed25519.PublicKey) }
