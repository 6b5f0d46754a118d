package rights

// Tables are the tables of the catalogue, and Apart those that are not in it.
func Tables() (names []string) {
	for _, k := range catalogue {
		names = append(names, k.table)
	}
	return names
}

// Apart says why a table is not in the catalogue.
func Apart() map[string]string { return apart }
