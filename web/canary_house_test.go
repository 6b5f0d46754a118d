package web_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// readersOf are the acts with one of which somebody may read what a table keeps under
// the key of the house. A table that is not here is everybody's who works there; which
// of them sees which list, the table of acts says.
var readersOf = map[string][]policy.Act{
	"collections": {policy.SeeCollections}, "collection_entries": {policy.SeeCollections}, "collection_letters": {policy.SeeCollections},
	"receipt_chunks": {policy.SeeCollections}, "supporters": {policy.SeeSupporters}, "suggestions": {policy.Suggest},
	"things": {policy.SeeThings}, "thing_places": {policy.SeeThings}, "thing_uses": {policy.SeeThings},
	"fund_agreements": {policy.SeeFunding, policy.SeeOwnFunding}, "fund_mandates": {policy.SeeFunding}, "fund_claims": {policy.SeeFunding},
	"fund_answers": {policy.SeeFunding}, "fund_withdrawals": {policy.SeeFunding}, "fund_mandates_before": {policy.SeeFunding}, "fund_licences_before": {policy.SeeLicence}, "fund_closings": {policy.SeeFunding}, "fund_licences": {policy.SeeLicence}, "fund_licence_items": {policy.SeeLicence},
	"house_complaints": {policy.SeeComplaints}, "chores": {policy.SeeNight}, "house_agreements": {policy.SeeNight, policy.SayAgreed},
	"letter_settings": {policy.SeeClientLetters, policy.KeepTemplates}, "letter_templates": {policy.SeeClientLetters, policy.KeepTemplates},
	"youth_groups": {policy.SeeCentre}, "youth_terms": {policy.SeeCentre}, "youth_lessons": {policy.SeeCentre}, "youth_used": {policy.SeeCentre}, "youth_rules": {policy.SeeCentre},
	"youth_ideas": {policy.SuggestIdea}, "stat_readings": {policy.SeeStats}, "youth_people": {policy.SeeGroups},
}

// ofHouse gives each text that the key of the house opens to add, in whatever table it
// stands: a new one is looked through without being named here.
func (k *canary) ofHouse(add func([]byte, kept)) {
	k.t.Helper()
	keys, err := k.House.Vault.House()
	if err != nil {
		k.t.Fatal(err)
	}
	defer keys.Clear()
	add([]byte(k.House.Settings().OnCallNote), kept{at: "house.settings"}) // sealed in it
	for _, id := range k.receipts() {                                      // kept in pieces, which only their own page puts together
		add(k.get("saule", "/receipts/"+id).Body.Bytes(), kept{at: "receipt_chunks.piece"})
	}
	opened := map[string]bool{}
	k.everyRow(func(table string, columns []string, row []any) {
		for at, p := range k.sealedIn(keys.Key, table, columns, row) {
			add(p, kept{at: at})
			opened[table] = true
		}
	})
	if len(opened) < 20 {
		k.t.Errorf("the key of the house opened something in %d tables only", len(opened))
	}
}

// receipts are the ids of what was filed with gifts and purchases.
func (k *canary) receipts() (ids []string) {
	k.read(func(ctx context.Context, tx *db.Tx) (err error) {
		ids, err = db.Select[string](ctx, tx, `SELECT id FROM collection_receipts ORDER BY id`)
		return err
	})
	return ids
}

// sealedIn opens the sealed cells of one row: of which row and field they are is said
// by some other cell of it, or by their column.
func (k *canary) sealedIn(key seal.Key, table string, columns []string, cells []any) map[string][]byte {
	var rows []string
	fields := slices.Clone(columns)
	for i, c := range cells {
		switch v := c.(type) {
		case string:
			if rows = append(rows, v); strings.HasSuffix(columns[i], "site_id") {
				for _, other := range cells {
					if kind, ok := other.(string); ok {
						rows = append(rows, v+"."+kind)
					}
				}
			}
		case int64:
			if v >= 0 && v < 10 {
				fields = append(fields, fmt.Sprint(v))
			}
		}
	}
	all := map[string][]byte{}
	for i, c := range cells {
		b, ok := c.([]byte)
		if !ok || len(b) < 24 {
			continue
		}
		short, _, _ := strings.Cut(columns[i], "_")
		for _, row := range rows {
			for _, field := range append([]string{columns[i], short}, fields...) {
				for _, owner := range []string{"", row} {
					if plain, err := key.Open(seal.Place{Table: table, Row: row, Field: field, Owner: seal.Owner(owner)}, b); err == nil {
						all[table+"."+columns[i]] = plain
					}
				}
			}
		}
	}
	return all
}
