// Package locale turns message keys, dates and numbers into the reader's
// language. Kazakh, Russian and English are complete; texts that clients read
// are there in Uzbek and Ukrainian too. A new area of texts is a set of files in
// messages, nothing more: see messages/README.md.
package locale

import "golang.org/x/text/language"

// A Lang is a language the program can speak, as ISO 639-1.
type Lang string

// Languages.
const (
	KK Lang = "kk"
	RU Lang = "ru"
	EN Lang = "en"
	UZ Lang = "uz" // in Latin letters
	UK Lang = "uk"
)

// Langs lists the languages of the staff, in which every text exists.
func Langs() []Lang { return []Lang{KK, RU, EN} }

// ClientLangs lists the languages of the texts that clients read.
func ClientLangs() []Lang { return []Lang{KK, RU, EN, UZ, UK} }

// Known reports whether l is one of ClientLangs.
func (l Lang) Known() bool { return l.tag() != language.Und }

func (l Lang) tag() language.Tag {
	switch l {
	case KK:
		return language.Kazakh
	case RU:
		return language.Russian
	case EN:
		return language.English
	case UZ:
		return language.Uzbek
	case UK:
		return language.Ukrainian
	}
	return language.Und
}

// Missing, when set, is told of every key that a reader asked for in vain. Set
// it before the first Reader is used: tests fail in it, the server logs.
var Missing func(lang Lang, key string)
