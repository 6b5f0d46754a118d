package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// leads reports whether a grant makes somebody one of those who lead the house.
func leads(g pana.Grant) bool { return g.Role == pana.Director || g.Role == pana.Deputy }

// superviseAnew gives a half of each site's supervision key to the two who lead
// the house, where a half is with the recovery kit or left with someone. It is
// safe to repeat, and does nothing where two keep it already.
func (h *House) superviseAnew(ctx context.Context) error {
	heads, err := h.heads(ctx)
	if err != nil {
		return err
	}
	for _, s := range h.SiteList() {
		first, second, err := h.Vault.Supervisors(ctx, s.ID)
		if err != nil {
			return err
		}
		if first, second, ok := pair(first, second, heads); ok {
			if err := h.Vault.NewSupervision(ctx, s.ID, first, second); err != nil {
				return err
			}
		}
	}
	return h.keepRecovery(ctx, heads)
}

// heads are those who lead the house and have keys.
func (h *House) heads(ctx context.Context) (heads []pana.StaffID, err error) {
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		members, err := h.Roster(ctx, tx)
		for _, m := range members {
			if m.Ended == "" && slices.ContainsFunc(m.Grants, leads) {
				heads = append(heads, m.ID)
			}
		}
		return err
	})
	return slices.DeleteFunc(heads, func(id pana.StaffID) bool {
		_, err := h.Vault.PublicKey(ctx, id)
		return err != nil // invited, and no keys yet
	}), err
}

// keepRecovery does the same for the recovery key, while the store still has it
// to give: once a kit is printed and tried, the kit stands for it.
func (h *House) keepRecovery(ctx context.Context, heads []pana.StaffID) error {
	loose, err := h.Vault.RecoveryLoose(ctx)
	if err != nil || !loose {
		return err
	}
	first, second, err := h.Vault.Supervisors(ctx, "")
	if err != nil && pana.KindOf(err) != pana.NotFound {
		return err
	}
	if first, second, ok := pair(first, second, heads); ok {
		return h.Vault.KeepRecovery(ctx, first, second)
	}
	return nil
}

// pair returns two who shall keep halves of a key, where one of first and second
// is missing and heads can make up for her; the one who is there stays.
func pair(first, second pana.StaffID, heads []pana.StaffID) (pana.StaffID, pana.StaffID, bool) {
	if first != "" && second != "" {
		return "", "", false
	}
	if first == "" {
		first, second = second, ""
	}
	for _, id := range heads {
		switch {
		case id == first:
		case first == "":
			first = id
		case second == "":
			second = id
		}
	}
	return first, second, second != ""
}
