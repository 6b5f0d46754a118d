package demo

import (
	"math/rand/v2"
	"strings"
)

// A spelling is one word of a name as Kazakh, Russian and Latin letters write it.
type spelling [3]string

var womenNames = []spelling{
	{"Гүлнұр", "Гульнур", "Gulnur"}, {"Әсел", "Асель", "Assel"}, {"Жанар", "Жанар", "Zhanar"},
	{"Назгүл", "Назгуль", "Nazgul"}, {"Бибігүл", "Бибигуль", "Bibigul"}, {"Ұлжан", "Улжан", "Ulzhan"},
	{"Қарлығаш", "Карлыгаш", "Karlygash"}, {"Меруерт", "Меруерт", "Meruert"}, {"Шолпан", "Шолпан", "Sholpan"},
	{"Айнұр", "Айнур", "Ainur"}, {"Ботагөз", "Ботагоз", "Botagoz"}, {"Жібек", "Жибек", "Zhibek"},
	{"Маржан", "Маржан", "Marzhan"}, {"Нұргүл", "Нургуль", "Nurgul"}, {"Салтанат", "Салтанат", "Saltanat"},
	{"Фариза", "Фариза", "Fariza"}, {"Мәдина", "Мадина", "Madina"}, {"Зарина", "Зарина", "Zarina"},
	{"Әнна", "Анна", "Anna"}, {"Мария", "Мария", "Maria"}, {"Ольга", "Ольга", "Olga"}, {"Елена", "Елена", "Elena"},
	{"Светлана", "Светлана", "Svetlana"}, {"Ирина", "Ирина", "Irina"}, {"Людмила", "Людмила", "Lyudmila"},
	{"Дарья", "Дарья", "Daria"}, {"Полина", "Полина", "Polina"}, {"Вера", "Вера", "Vera"},
	{"Дилноза", "Дилноза", "Dilnoza"}, {"Гүлбахор", "Гулбахор", "Gulbahor"}, {"Малика", "Малика", "Malika"},
	{"Нодира", "Нодира", "Nodira"}, {"Севара", "Севара", "Sevara"}, {"Феруза", "Феруза", "Feruza"},
	{"Мафтуна", "Мафтуна", "Maftuna"}, {"Фатима", "Фатима", "Fatima"}, {"Грейс", "Грейс", "Grace"}, {"Линь", "Линь", "Linh"},
}

var menNames = []spelling{
	{"Бауыржан", "Бауыржан", "Bauyrzhan"}, {"Дәулет", "Даулет", "Daulet"}, {"Ерлан", "Ерлан", "Yerlan"},
	{"Жандос", "Жандос", "Zhandos"}, {"Қайрат", "Кайрат", "Kairat"}, {"Мұрат", "Мурат", "Murat"},
	{"Серік", "Серик", "Serik"}, {"Тимур", "Тимур", "Timur"}, {"Виктор", "Виктор", "Viktor"}, {"Павел", "Павел", "Pavel"},
	{"Рустам", "Рустам", "Rustam"}, {"Шерзод", "Шерзод", "Sherzod"},
}

// A surname is two parts and an ending.
var (
	surnameFirst = []spelling{
		{"Нұр", "Нур", "Nur"}, {"Бек", "Бек", "Bek"}, {"Ер", "Ер", "Yer"}, {"Жан", "Жан", "Zhan"}, {"Сер", "Сер", "Ser"},
		{"Темір", "Темир", "Temir"}, {"Мырза", "Мырза", "Myrza"}, {"Дос", "Дос", "Dos"}, {"Тоқ", "Ток", "Tok"}, {"Ораз", "Ораз", "Oraz"},
		{"Құл", "Кул", "Kul"}, {"Бай", "Бай", "Bai"}, {"Сұлтан", "Султан", "Sultan"}, {"Әбді", "Абди", "Abdi"}, {"Иса", "Иса", "Isa"}, {"Рахым", "Рахим", "Rakhim"},
	}
	surnameLast = []spelling{
		{"болат", "булат", "bolat"}, {"лан", "лан", "lan"}, {"жан", "жан", "zhan"}, {"бек", "бек", "bek"}, {"ғали", "гали", "gali"},
		{"хан", "хан", "khan"}, {"тай", "тай", "tai"}, {"мұрат", "мурат", "murat"}, {"назар", "назар", "nazar"}, {"қожа", "кожа", "kozha"},
		{"сейіт", "сеит", "seit"}, {"кен", "кен", "ken"},
	}
	womenEnding = spelling{"ова", "ова", "ova"}
	menEnding   = spelling{"ов", "ов", "ov"}
)

// respelled finds a word in any spelling.
var respelled = func() map[string]spelling {
	all := map[string]spelling{}
	know := func(s spelling) {
		for _, w := range s {
			if _, ok := all[w]; !ok {
				all[w] = s
			}
		}
	}
	for _, s := range womenNames {
		know(s)
	}
	for _, s := range menNames {
		know(s)
	}
	for i := range surnameFirst {
		for j := range surnameLast {
			know(surname(i, j, womenEnding))
			know(surname(i, j, menEnding))
		}
	}
	return all
}()

func surname(first, last int, ending spelling) (s spelling) {
	for i := range s {
		s[i] = surnameFirst[first][i] + surnameLast[last][i] + ending[i]
	}
	return s
}

// crowdName draws a name in one of three scripts.
func crowdName(r *rand.Rand, male bool) (first, full string) {
	names, ending := womenNames, womenEnding
	if male {
		names, ending = menNames, menEnding
	}
	script := r.IntN(3)
	first = names[r.IntN(len(names))][script]
	return first, first + " " + surname(r.IntN(len(surnameFirst)), r.IntN(len(surnameLast)), ending)[script]
}

// NameOf returns a name of the crowd for a number, always the same.
func NameOf(i int) (first, last string) {
	first, full := crowdName(rand.New(rand.NewPCG(7, uint64(i))), i%5 == 4)
	return first, strings.TrimPrefix(full, first+" ")
}

// Respell writes a name of the crowd in other letters than it is kept in. A word
// that is nobody's name stays.
func Respell(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		s, ok := respelled[w]
		if !ok {
			continue
		}
		for j := len(s) - 1; j >= 0; j-- {
			if s[j] != w {
				words[i] = s[j]
				break
			}
		}
	}
	return strings.Join(words, " ")
}
