package seal

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tried are digests, five bytes each and sorted, of passphrases of fifteen
// characters and more that have leaked or stand in the lists that guessers go
// through (decision 35). Digests, because some of them are names of people.
//
//go:embed common.bin
var tried []byte

// sayings are what somebody may think of first in our languages, a line each.
//
//go:embed common.txt
var sayings string

const triedBytes = 5

// everyones are words that everybody thinks of at the door of such a house.
var everyones = strings.Fields(`pana пана password passphrase пароль құпиясөз құпиясөйлем құпия shelter приют шелтер баспана панажай
	refuge убежище house дом home client клиент director директор deputy admin администратор қазақстан kazakhstan казахстан`)

// keyRows are what fingers and memory run along.
var keyRows = []string{"0123456789", "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "qazwsxedcrfvtgbyhnujm",
	"йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "әіңғүұқөһ", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"}

var year = regexp.MustCompile(`(19|20)\d\d`)

// plainly is a passphrase as a guesser sees it: letters and digits, all small.
func plainly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

// known reports whether plain is one that everyone tries, also with figures
// before or behind it.
func known(plain string) bool {
	for _, p := range []string{plain, strings.TrimFunc(plain, unicode.IsDigit)} {
		d := sha256.Sum256([]byte(p))
		n := len(tried) / triedBytes
		at := sort.Search(n, func(i int) bool { return bytes.Compare(tried[i*triedBytes:(i+1)*triedBytes], d[:triedBytes]) >= 0 })
		if at < n && bytes.Equal(tried[at*triedBytes:(at+1)*triedBytes], d[:triedBytes]) || ours()[p] {
			return true
		}
	}
	return false
}

var ours = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(sayings) {
		all[plainly(line)] = true
	}
	return all
})

// simple reports whether plain is one thing again and again, or runs along the
// keys or the alphabet.
func simple(plain string) bool {
	rs := []rune(plain)
	for unit := 1; unit <= len(rs)/2; unit++ {
		if slices.Equal(rs[unit:], rs[:len(rs)-unit]) {
			return true
		}
	}
	rest := len(rs)
	for at := 0; at < len(rs); {
		n := runs(rs[at:])
		if n < 4 {
			n = 1
		} else {
			rest -= n
		}
		at += n
	}
	return rest < leastOwn
}

// runs is how far rs runs along a row, in either direction, or stays with one.
func runs(rs []rune) int {
	most := 1
	for most < len(rs) && rs[most] == rs[0] {
		most++
	}
	for _, row := range keyRows {
		row := []rune(row)
		at := slices.Index(row, rs[0])
		for _, step := range []int{1, -1} {
			n := 0
			for i := at; at >= 0 && n < len(rs) && i >= 0 && i < len(row) && row[i] == rs[n]; i += step {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}

// leastOwn is how many letters and digits must stay when what others can guess is
// taken out.
const leastOwn = 8

// ofHouse reports whether little is left of plain when the words of the house,
// and the years that stand behind them, are taken out.
func ofHouse(plain string, words []string) bool {
	var all []string
	for _, w := range slices.Concat(everyones, words) {
		for _, part := range append(strings.Fields(w), w) {
			if p := plainly(part); utf8.RuneCountInString(p) >= 3 {
				all = append(all, p)
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	rest := plain
	for _, w := range all {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return rest != plain && utf8.RuneCountInString(year.ReplaceAllString(rest, "")) < leastOwn
}
