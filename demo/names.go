package demo

import (
	"strings"

	"example.org/pana/casework"
)

// Common names, put together by chance. Each is written as its bearer might
// write it: in Kazakh, Russian or Uzbek Latin letters.
var (
	kazakhWomen = strings.Fields("Айнұр Гүлжан Сәуле Меруерт Жанар Құралай Ақмарал Динара Әсел Назгүл Шолпан Райхан")
	kazakhMen   = strings.Fields("Асқар Бауыржан Ерболат Қайрат Нұрлан Серік Талғат Жандос Бекзат Сырым Мейірбек Дәурен")
	kazakhLast  = strings.Fields("Ахметов Сейтқалиев Жұмабеков Оспанов Нұрпейісов Тоқтаров Байжанов Көшербаев Әбенов Сәрсенов")
	uzbekWomen  = strings.Fields("Gulnora Dilfuza Nargiza Shahnoza Feruza Mohira Zulfiya Oydin Sevara Lobar Munira Barno")
	uzbekMen    = strings.Fields("Anvar Botir Jasur Otabek Rustam Sherzod Ulugʻbek Farhod Dilshod Islom Nodir Bahrom")
	uzbekLast   = strings.Fields("Karimov Rahimov Yusupov Toshmatov Ergashev Xolmatov Sobirov Qodirov Normatov Aliqulov")
	slavicWomen = strings.Fields("Ирина Марина Ольга Светлана Екатерина Людмила Виктория Оксана Галина Тамара")
	slavicMen   = strings.Fields("Андрей Виктор Игорь Николай Павел Роман Сергей Олег Денис Юрий")
	slavicLast  = strings.Fields("Петров Ковалёв Смирнов Морозов Волков Зайцев Егоров Орлов Лебедев Соколов")
)

// someone draws a name that goes with where she is from.
func (w *world) someone(sex, country string) casework.Names {
	women, men, last := kazakhWomen, kazakhMen, kazakhLast
	ending := "а"
	switch country {
	case "UZ", "TJ":
		women, men, last, ending = uzbekWomen, uzbekMen, uzbekLast, "a"
	case "RU", "UA":
		women, men, last = slavicWomen, slavicMen, slavicLast
	case "KZ":
		if w.draw.IntN(5) == 0 {
			women, men, last = slavicWomen, slavicMen, slavicLast
		}
	}
	given, family := pick(w, men...), pick(w, last...)
	if sex == "female" {
		given, family = pick(w, women...), family+ending
	}
	return casework.Names{ToUse: given, Full: given + " " + family}
}
