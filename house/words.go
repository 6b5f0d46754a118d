package house

import (
	"slices"
	"strings"

	"example.org/pana/internal/codes"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
)

// checkOwn is seal.CheckOwn with the words that everyone knows who knows the
// house: its name, its sites, the names its people sign in with, its host name,
// the town of its clock and the regions of the country. Nobody's name that is in
// a file is among them: a refusal would say that it is there.
func (h *House) checkOwn(passphrase string) error {
	h.mu.RLock()
	words := wordsOf(h.settings, h.sites)
	for _, name := range h.names {
		words = append(words, name)
	}
	h.mu.RUnlock()
	return seal.CheckOwn(passphrase, words...)
}

func wordsOf(s Settings, sites []Site) []string {
	_, town, _ := strings.Cut(s.Zone, "/")
	words := append(strings.FieldsFunc(s.HostName, func(r rune) bool { return r == '.' || r == '-' }), s.Name, strings.ReplaceAll(town, "_", " "))
	for _, site := range sites {
		words = append(words, site.Name)
	}
	return slices.Concat(words, regions())
}

// regions are the regions of the country as its people call them.
func regions() (names []string) {
	list, ok := codes.Get("kz-region")
	if !ok {
		return nil
	}
	for _, it := range list.Items {
		for _, lang := range locale.Langs() {
			names = append(names, list.Label(string(lang), it.Code))
		}
	}
	return names
}
