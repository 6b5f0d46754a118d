package locale

import "strings"

// Ready words for the people in a house's care. A house may type its own;
// Decline proposes the forms.
var (
	Client = Words{
		KK: Decline(KK, "қызмет алушы"), EN: Decline(EN, "client"), UZ: Decline(UZ, "mijoz"),
		RU: Decline(RU, "клиент"), UK: Decline(UK, "клієнт"),
	}
	Resident = Words{
		KK: Decline(KK, "тұрғын"), EN: Decline(EN, "resident"), UZ: Decline(UZ, "yashovchi"),
		RU: Decline(RU, "проживающий"),
		UK: Noun{
			One:  Forms{Nom: "мешканець", Gen: "мешканця", Dat: "мешканцю", Acc: "мешканця", Ins: "мешканцем", Pre: "мешканці"},
			Many: Forms{Nom: "мешканці", Gen: "мешканців", Dat: "мешканцям", Acc: "мешканців", Ins: "мешканцями", Pre: "мешканцях"},
		},
	}
	Participant = Words{
		KK: Decline(KK, "қатысушы"), EN: Decline(EN, "participant"), UZ: Decline(UZ, "ishtirokchi"),
		RU: Decline(RU, "участник"), UK: Decline(UK, "учасник"),
	}
)

// Sets lists the ready words, the default first.
func Sets() []Words { return []Words{Client, Resident, Participant} }

// Decline proposes the forms of a noun for a person from its nominative. For a
// bare noun the rules of Kazakh, Uzbek and English are regular; in Russian and
// Ukrainian Decline knows the commonest patterns and may be wrong. So whoever
// types a word is shown every form and can mend it. The empty text gives the
// empty Noun.
func Decline(lang Lang, nom string) Noun {
	nom = strings.TrimSpace(nom)
	if nom == "" {
		return Noun{}
	}
	switch lang {
	case KK:
		people := nom + many(nom)
		return Noun{One: kazakh(nom), Many: kazakh(people)}
	case UZ:
		return Noun{One: uzbek(nom), Many: uzbek(nom + "lar")}
	case RU, UK:
		return slavic(lang, nom)
	}
	return english(nom)
}

func english(nom string) Noun {
	many := nom + "s"
	switch {
	case strings.HasSuffix(nom, "s"), strings.HasSuffix(nom, "ch"), strings.HasSuffix(nom, "sh"), strings.HasSuffix(nom, "x"):
		many = nom + "es"
	case strings.HasSuffix(nom, "y") && !strings.ContainsAny(nom[max(len(nom)-2, 0):len(nom)-1], "aeiou"):
		many = nom[:len(nom)-1] + "ies"
	}
	a := "a "
	if strings.ContainsRune("aeioAEIO", rune(nom[0])) {
		a = "an "
	}
	return Noun{A: a + nom, One: Forms{Nom: nom, Gen: nom + "’s"}, Many: Forms{Nom: many, Gen: many + "’"}}
}

func uzbek(nom string) Forms {
	dat := "ga"
	if strings.HasSuffix(nom, "k") || strings.HasSuffix(nom, "g") {
		dat = "ka"
	} else if strings.HasSuffix(nom, "q") {
		dat = "qa"
	}
	return Forms{Nom: nom, Gen: nom + "ning", Dat: nom + dat, Acc: nom + "ni", Loc: nom + "da", Abl: nom + "dan"}
}

// kazakh hangs the case endings on a word. The ending's vowel follows the last
// vowel of the word, its consonant the last letter.
func kazakh(nom string) Forms {
	var gen, dat, acc, loc, abl, ins string
	switch sound(nom) {
	case vowel:
		gen, dat, acc, loc, abl, ins = "ның", "ға", "ны", "да", "дан", "мен"
	case nasal:
		gen, dat, acc, loc, abl, ins = "ның", "ға", "ды", "да", "нан", "мен"
	case liquid, lateral:
		gen, dat, acc, loc, abl, ins = "дың", "ға", "ды", "да", "дан", "мен"
	case buzzing:
		gen, dat, acc, loc, abl, ins = "дың", "ға", "ды", "да", "дан", "бен"
	case voiceless:
		gen, dat, acc, loc, abl, ins = "тың", "қа", "ты", "та", "тан", "пен"
	}
	h := func(ending string) string { return nom + harmony(nom, ending) }
	return Forms{Nom: nom, Gen: h(gen), Dat: h(dat), Acc: h(acc), Loc: h(loc), Abl: h(abl), Ins: nom + ins}
}

// many returns the Kazakh plural ending for a word.
func many(nom string) string {
	switch sound(nom) {
	case vowel, liquid:
		return harmony(nom, "лар")
	case voiceless:
		return harmony(nom, "тар")
	}
	return harmony(nom, "дар")
}

type ending uint8

const (
	vowel     ending = iota
	nasal            // м н ң
	liquid           // р й у и
	lateral          // л
	buzzing          // ж з
	voiceless        // and б в г д, which sound so at the end
)

func sound(word string) ending {
	letters := []rune(strings.ToLower(word))
	switch last := letters[len(letters)-1]; {
	case strings.ContainsRune("аәеёоөұүыіэюя", last):
		return vowel
	case strings.ContainsRune("мнң", last):
		return nasal
	case strings.ContainsRune("рйуи", last):
		return liquid
	case last == 'л':
		return lateral
	case strings.ContainsRune("жз", last):
		return buzzing
	}
	return voiceless
}

// harmony gives a back-vowelled ending front vowels where the word has them. У
// and и go with either, so the vowel before them decides.
func harmony(word, ending string) string {
	letters := []rune(strings.ToLower(word))
	for i := len(letters) - 1; i >= 0; i-- {
		switch {
		case strings.ContainsRune("аоұыюяё", letters[i]):
			return ending
		case strings.ContainsRune("әеөүіэ", letters[i]):
			return front.Replace(ending)
		}
	}
	return ending
}

var front = strings.NewReplacer("а", "е", "ы", "і", "ғ", "г", "қ", "к")

// slavic declines persons: masculine in a consonant or ь, participles and
// adjectives in ий and ый, feminine in а. The accusative is the genitive's.
func slavic(lang Lang, nom string) Noun {
	pick := func(ru, uk string) string {
		if lang == UK {
			return uk
		}
		return ru
	}
	build := func(stem, gen, dat, acc, ins, pre, noms, gens, dats, accs, inss, pres string) Noun {
		return Noun{
			One:  Forms{nom, stem + gen, stem + dat, stem + acc, stem + ins, stem + pre, "", ""},
			Many: Forms{stem + noms, stem + gens, stem + dats, stem + accs, stem + inss, stem + pres, "", ""},
		}
	}
	letters := []rune(nom)
	stem, last := string(letters[:len(letters)-1]), letters[len(letters)-1]
	before := 'т'
	if len(letters) > 1 {
		before = letters[len(letters)-2]
	}
	hushing := strings.ContainsRune("жшщч", before)
	velar := hushing || strings.ContainsRune("кгх", before)
	switch {
	case lang == RU && (strings.HasSuffix(nom, "ий") || strings.HasSuffix(nom, "ый")):
		stem = string(letters[:len(letters)-2])
		sibilant := strings.ContainsRune("жшщч", letters[max(len(letters)-3, 0)])
		soft := strings.HasSuffix(nom, "ий")
		switch {
		case sibilant:
			return build(stem, "его", "ему", "его", "им", "ем", "ие", "их", "им", "их", "ими", "их")
		case soft: // русский, after к г х
			return build(stem, "ого", "ому", "ого", "им", "ом", "ие", "их", "им", "их", "ими", "их")
		}
		return build(stem, "ого", "ому", "ого", "ым", "ом", "ые", "ых", "ым", "ых", "ыми", "ых")
	case last == 'ь':
		return build(stem, "я", pick("ю", "ю"), "я", pick("ем", "ем"), pick("е", "і"),
			pick("и", "і"), pick("ей", "ів"), "ям", pick("ей", "ів"), "ями", "ях")
	case last == 'а':
		many := pick("ы", "и")
		if lang == RU && velar {
			many = "и"
		}
		one := pick(many, "и")
		gens, dat := stem, pick("е", "і")
		if lang == RU && strings.HasSuffix(stem, "к") && len(letters) > 2 { // жилка → жилок
			gens = string(letters[:len(letters)-2]) + "ок"
		} else if lang == UK && strings.HasSuffix(stem, "к") && len(letters) > 2 { // клієнтка → клієнтці
			gens = string(letters[:len(letters)-2]) + "ок"
			dat = ""
		}
		n := build(stem, one, dat, "у", "ой", dat, many, "", "ам", "", "ами", "ах")
		if lang == UK {
			n.One.Ins = stem + "ою"
		} else if hushing || strings.HasSuffix(stem, "ц") {
			n.One.Ins = stem + "ей"
		}
		if dat == "" {
			n.One.Dat = string(letters[:len(letters)-2]) + "ці"
			n.One.Pre = n.One.Dat
		}
		n.Many.Gen, n.Many.Acc = gens, gens
		return n
	}
	many := pick("ы", "и")
	if strings.ContainsRune("кгхжшщч", last) {
		many = "и"
	}
	pre := pick("е", "і")
	if lang == UK && strings.ContainsRune("кгх", last) {
		pre = "у"
	}
	gens := pick("ов", "ів")
	if lang == RU && strings.ContainsRune("жшщч", last) {
		gens = "ей"
	}
	return build(nom, "а", "у", "а", "ом", pre, many, gens, "ам", gens, "ами", "ах")
}
