package main

import (
	"regexp"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// setDays names days as a hand writes them, for forms that ask for one.
func setDays(e *testscript.Env) {
	for name, days := range map[string]int{"yesterday": -1, "today": 0, "tomorrow": 1, "nextweek": 7, "nextmonth": 30} {
		e.Setenv(name, time.Now().AddDate(0, 0, days).Format("02.01.2006"))
	}
}

// keep takes what the group of an expression holds in the page just shown.
func keep(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	ts.Setenv(args[0], found(ts, ts.ReadFile("stdout"), args[1]))
}

func found(ts *testscript.TestScript, page, pattern string) string {
	re, err := regexp.Compile(pattern)
	ts.Check(err)
	m := re.FindStringSubmatch(page)
	if len(m) < 2 {
		ts.Fatalf("the page holds no %s", pattern)
	}
	return m[1]
}

// sends posts a form and knows how it is answered.
func sends(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 3)
	post(ts, false, append([]string{args[0], args[2]}, args[3:]...))
	if got := ts.Value(programs{}).(map[string]*program)[args[0]].status; strconv.Itoa(got) != args[1] {
		ts.Fatalf("%s is answered with %d, want %s", args[2], got, args[1])
	}
}

// woman brings one to the door at night. The one on duty lets her in, and in the
// morning the director says who works with her.
func woman(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 1)
	p := running(ts, args[0])
	signIn(ts, false, []string{args[0], "timur"})
	get(ts, false, []string{args[0], "/arrivals/new"})
	bed := found(ts, p.page, `data-free-bed="([^"]+)"`)
	sends(ts, false, []string{args[0], "303", "/arrivals", "name=Gulbahor", "language=uz", "sex=female", "age_band=24-26", "consent=yes", "bed=" + bed})
	code := found(ts, p.to, `/clients/([A-Z]+-\d\d-\d+)`)
	file := "/clients/" + code
	signIn(ts, false, []string{args[0], "saule"})
	get(ts, false, []string{args[0], file + "/workers"})
	for name, role := range map[string]string{"dina": "social-worker", "gulnar": "psychologist"} {
		id := found(ts, p.page, `value="([0-9a-f-]{36})"[^>]*>(?i:`+name+`)`)
		ts.Setenv(name, id)
		sends(ts, false, []string{args[0], "303", file + "/assign", "staff=" + id, "role=" + role})
		get(ts, false, []string{args[0], file + "/workers"})
	}
	ts.Setenv("code", code)
	ts.Setenv("file", file)
}
