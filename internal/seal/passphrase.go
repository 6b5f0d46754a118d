package seal

import (
	"crypto/rand"
	"math/big"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
)

// PassphraseWords is how many words a passphrase of ours has: about 90 bits.
const PassphraseWords = 7

// listWords is the length of our word list: five dice, as such lists go.
const listWords = 7776

// ShortestOwn is how many characters a passphrase of one's own has at least.
const ShortestOwn = 15

// The word list is made, not collected: two open syllables, each a consonant
// and a vowel, are read aloud without doubt in Kazakh, Russian and English. Each
// syllable has one spelling in Latin and one in Cyrillic letters that every
// Russian and Kazakh keyboard has, and no two sound alike.
var (
	consonants = [][2]string{
		{"b", "б"}, {"d", "д"}, {"f", "ф"}, {"g", "г"}, {"h", "х"}, {"j", "ж"}, {"k", "к"}, {"l", "л"}, {"m", "м"},
		{"n", "н"}, {"p", "п"}, {"r", "р"}, {"s", "с"}, {"t", "т"}, {"v", "в"}, {"z", "з"}, {"ch", "ч"}, {"sh", "ш"},
	}
	vowels = [][2]string{{"a", "а"}, {"e", "е"}, {"i", "и"}, {"o", "о"}, {"u", "у"}}
	// unkind words in one of the three languages; nobody should have to type them.
	unkind = strings.Fields(`bite biti bito chmo chuha chuhe chuhi chuho chuhu dura dure duri duro duru deva devi devu
		dike fuka fuke fuki fuko fuku gomo hera here heri hero heru homo huha huhe huhi huho huja huje huji huju jida jide jidi
		jido jidu jopa jope jopi jopo jopu kake kaki kako kaku kuni mude mudi mudo muda nazi nega negi nego negu pede pedi pedo peda
		pida pide pidi pido pidu pisa pise pisi piso pisu pize pizi pizo popa pope popi popu puta pute puti puto putu
		raba rabe rabi rabo rabu rape rapi sado shiza shize shizi shizo shizu shota sise sisa siso sisu sodo suka suke suki suko suku
		tupa tupe tupi tupo tupu vora vore voru zeka zeke zeki zeku`)
)

// wordLists holds the list in Latin and in Cyrillic letters, made once when first needed.
var wordLists = sync.OnceValue(func() (lists [2][]string) {
	skip := make(map[string]bool, len(unkind))
	for _, w := range unkind {
		skip[w] = true
	}
	type syllable = [2]string
	var syllables []syllable
	for _, c := range consonants {
		for _, v := range vowels {
			syllables = append(syllables, syllable{c[0] + v[0], c[1] + v[1]})
		}
	}
	for _, a := range syllables {
		for _, b := range syllables {
			// A doubled syllable is the easiest to type once too often.
			if a == b || skip[a[0]+b[0]] || len(lists[0]) == listWords {
				continue
			}
			lists[0] = append(lists[0], a[0]+b[0])
			lists[1] = append(lists[1], a[1]+b[1])
		}
	}
	return lists
})

// NewPassphrase returns seven random words: about 90 bits. They stand in
// Cyrillic letters for a reader of Kazakh or Russian ("kk", "ru"), in Latin
// letters for everyone else.
func NewPassphrase(lang string) string {
	list := wordLists()[0]
	if lang == "kk" || lang == "ru" {
		list = wordLists()[1]
	}
	words := make([]string, PassphraseWords)
	for i := range words {
		n, _ := rand.Int(rand.Reader, big.NewInt(int64(len(list))))
		words[i] = list[n.Int64()]
	}
	return strings.Join(words, " ")
}

// CheckOwn refuses a passphrase of someone's own choice that is shorter than 15
// characters, too long to be one, or holds what no keyboard types; that everyone
// tries ("passphrase.common"), is one thing again and again or runs along the keys
// ("passphrase.simple"), or is made of little but words of the house
// ("passphrase.house"). There are no rules about which characters it must mix:
// they make passphrases worse.
func CheckOwn(passphrase string, house ...string) error {
	switch {
	case !utf8.ValidString(passphrase) || strings.ContainsFunc(passphrase, unicode.IsControl):
		return pana.Refuse("seal.CheckOwn", "passphrase", "passphrase.controls")
	case utf8.RuneCountInString(strings.TrimSpace(passphrase)) < ShortestOwn:
		return &pana.Error{Op: "seal.CheckOwn", Kind: pana.Invalid, Field: "passphrase", Say: "passphrase.short", With: map[string]any{"N": ShortestOwn}}
	case len(passphrase) > maxPassword:
		return pana.Refuse("seal.CheckOwn", "passphrase", "passphrase.long")
	}
	switch plain := plainly(passphrase); {
	case simple(plain):
		return pana.Refuse("seal.CheckOwn", "passphrase", "passphrase.simple")
	case known(plain):
		return pana.Refuse("seal.CheckOwn", "passphrase", "passphrase.common")
	case ofHouse(plain, house):
		return pana.Refuse("seal.CheckOwn", "passphrase", "passphrase.house")
	}
	return nil
}
