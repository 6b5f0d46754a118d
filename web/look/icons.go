package look

// icons holds the drawn signs, each a path on a field of 24 by 24. An icon
// never stands alone: a word is always beside it.
var icons = map[string]string{
	"add":      "M12 5v14M5 12h14",
	"allergy":  "M12 3v18M5 7l14 10M19 7 5 17",
	"back":     "M10 5.5 3.5 12l6.5 6.5M4 12h17",
	"bed":      "M3 19v-13M3 15h18v4M21 15v-2.5a3 3 0 0 0-3-3H10V15M6.5 12.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
	"book":     "M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14",
	"calendar": "M4 6.5h16V20H4zM4 10.5h16M8.5 4v4M15.5 4v4",
	"child":    "M12 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 9v7M7.5 12h9M9.5 21 12 16l2.5 5",
	"clock":    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2.5",
	"close":    "M6 6l12 12M18 6 6 18",
	"done":     "M4.5 12.5l5 5 10-11",
	"eye":      "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
	"find":     "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
	"heart":    "M12 20S4 15 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5C20 15 12 20 12 20z",
	"home":     "M4 11l8-7 8 7M6 10v10h12V10",
	"key":      "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11.5h9v3.5M17.5 11.5v3",
	"leave":    "M14 4H5v16h9M10 12h11M17.5 8.5 21 12l-3.5 3.5",
	"lock":     "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
	"menu":     "M4 7h16M4 12h16M4 17h16",
	"note":     "M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 9h7M8.5 12.5h5",
	"onward":   "M9 5.5l6.5 6.5L9 18.5",
	"paper":    "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
	"people":   "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 20c0-3.5 2.7-6 6-6s6 2.5 6 6M16 11a2.7 2.7 0 1 0-.8-5.3M17.5 14.3c2.1.7 3.5 2.8 3.5 5.7",
	"person":   "M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM4.5 20.5c0-4 3.3-6.7 7.5-6.7s7.5 2.7 7.5 6.7",
	"phone":    "M6 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3c0 1-.8 2-2 2C10 19.5 4 13.5 4 5.5c0-1.2 1-2 2-2z",
	"picture":  "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01",
	"pill":     "M10.5 20.5a4.95 4.95 0 0 1-7-7l7-7a4.95 4.95 0 0 1 7 7zM7 10l7 7",
	"print":    "M7 9V4h10v5M5 9h14v8h-2.5M7.5 17H5M7.5 14h9v6h-9z",
	"scales":   "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z",
	"sun":      "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
	"warning":  "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2h.01",
	"write":    "M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3",
}

// trackIcon is the sign of each parallel track.
var trackIcon = map[string]string{
	"safety": "warning", "papers": "paper", "court": "scales", "family": "home", "health": "heart", "learning": "book",
}
