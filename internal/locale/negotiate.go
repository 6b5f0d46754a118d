package locale

import "golang.org/x/text/language"

// Negotiate chooses a language of the staff from the Accept-Language header of
// a browser. Browsers set to a neighbour's language, Uzbek and Ukrainian among
// them, get Russian, which their readers here most often share; all others, and
// a header that cannot be read, get English.
func Negotiate(acceptLanguage string) Lang {
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return EN
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		switch base.String() {
		case "kk":
			return KK
		case "ru", "uz", "uk", "ky", "tg", "tk", "be", "az", "hy", "ka":
			return RU
		case "en":
			return EN
		}
	}
	return EN
}
