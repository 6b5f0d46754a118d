package web_test

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
)

// instead is what a field is given that took no word, one after the other.
var instead = []string{"23.11.2026", "5", "12:00", "24.11.2027", "2026-11-24", "+7 701 555 04 04", ""}

// onlyRefused are forms that are never sent as they would be taken, and why.
var onlyRefused = map[string]string{
	"/lock/letter": "stops the house", "/house/close": "ends it", "/sign-in": "others would be signed in", "/recover": "needs sheets", "/setup": "there is a house",
	"/invitation": "there is none", "/clients/{code}/conflict": "closes the file that is looked at", "/clients/{code}/conflict/lift": "the same",
	"/clients/{code}/danger": "lends keys beyond the table of acts", "/clients/{code}/break-glass": "the same", "/clients/{code}/restriction": "then nothing is taken any more",
	"/clients/{code}/leaving/left": "the same", "/clients/{code}/stories/{id}/withdraw": "she agrees no more", "/clients/{code}/unassign": "the same", "/settings/passphrase": "she would come in no more", "/settings/danger": "the same",
	"/settings/second-factor": "the same", "/settings/sessions": "ends the session", "/staff/{id}/end": "somebody would be gone", "/staff/{id}/grant": "roles would change",
	"/supporters/{id}/forget": "nothing of hers is taken any more", "/collections/{id}/end": "nothing is entered any more",
	"/people/{id}/leaving": "somebody would be gone", "/people/{id}/hand-over": "who is assigned would change",
	"/staff/{id}/revoke": "the same", "/staff/{id}/sessions": "ends sessions", "/staff/{id}/invite": "a passphrase would end",
}

// unsent are forms that would be taken with any word in them, and why they are not sent.
var unsent = map[string]string{"/people/{id}/leaving/finish": "somebody would be gone"}

// inAddress are fields of questions to a page, which are a day or a number and are
// refused as anything else.
var inAddress = map[string]string{"GET /book from": "a day", "GET /book until": "a day", "GET /reports threshold": "a number"}

// send fills in a form and sends it until it is taken or nothing else can be
// tried. Every answer is looked at.
func (k *canary) send(who, route string, f proof.Form) {
	k.t.Helper()
	if unsent[strings.TrimPrefix(route, "POST ")] != "" {
		return
	}
	never := onlyRefused[strings.TrimPrefix(route, "POST ")] != ""
	two := slices.ContainsFunc(f.Fields, func(in proof.Field) bool { return in.Name == "second" })
	if never && !slices.ContainsFunc(f.Fields, func(in proof.Field) bool { return in.Kind == "text" || in.Kind == "secret" }) {
		return
	}
	values, files := f.Hidden(), map[string]string{}
	fill := func(in proof.Field) {
		turn, n := k.turns[route+" "+in.Name], k.taken[route]
		switch {
		case in.Name == "second_step":
			values.Set("second_step", "off") // or the others could do nothing but set one up
		case two && !never && in.Name == "name" && turn > 0:
			values.Set("name", "Marat")
		case two && !never && (in.Name == "factor" || strings.HasPrefix(in.Name, "sheet_")) && turn > 0:
			values.Set(in.Name, "") // nobody is alone here, and he has no second factor
		case two && !never && in.Name == "second" && turn > 0:
			values.Set("second", housetest.Passphrase("marat"))
		case route == "POST /house/export" && in.Name == "keys" && turn > 0:
			values.Set("keys", k.key.Recipient().String())
		case route == "POST /house/export" && in.Name == "out":
			values.Set("out", k.out)
		case in.Kind == "text" && never:
			values.Set(in.Name, k.typed(1, who, route, in.Name)) // a word is no day and no number
		case in.Kind == "text" && turn == 0:
			values.Set(in.Name, k.typed(k.many, who, route, in.Name))
		case in.Kind == "text" && turn == 1:
			values.Set(in.Name, k.typed(1, who, route, in.Name))
		case in.Kind == "text":
			values.Set(in.Name, append([]string{in.Value}, instead...)[(turn-2)%(len(instead)+1)])
		case in.Kind == "secret" && turn > 0 && !never:
			values.Set(in.Name, housetest.Passphrase(who))
		case in.Kind == "secret", in.Kind == "choice" && never:
			values.Set(in.Name, k.typed(1, who, route, in.Name))
		case in.Kind == "choice":
			choices := slices.DeleteFunc(slices.Clone(in.Choices), func(c string) bool { return c == "" })
			values.Del(in.Name)
			if at := turn + n; len(choices) > 0 && turn%4 != 3 {
				values.Set(in.Name, choices[at%len(choices)])
			}
		case in.Kind == "box":
			if (turn+n)%2 == 1 {
				values.Add(in.Name, in.Value)
			}
		case in.Kind == "file":
			files[in.Name] = k.typed(30, who, route, in.Name)
		}
	}
	for _, in := range f.Fields {
		fill(in)
	}
	proofs, again := 0, false
	for range 12 {
		r := form(f.To, values)
		if f.Files {
			r = k.carried(who, route, f.To, values, files)
		}
		w := k.as(who, r)
		k.asked++
		k.outside(who+" sends "+f.To, w)
		k.echo(who, route, w)
		if w.Code == http.StatusSeeOther && w.Header().Get("Location") == "/sign-in" {
			k.Clock.Advance(forgiven)
			clear(k.keys)
			return
		}
		if w.Code == http.StatusSeeOther || w.Code == http.StatusNoContent || w.Code == http.StatusOK {
			k.taken[route]++
			return
		}
		k.refused[route]++
		if strings.Contains(w.Body.String(), asksWho) {
			values.Set("prove_passphrase", k.typed(1, who, route, "prove_passphrase"))
			if proofs++; !never && proofs > 1 {
				values.Set("prove_passphrase", housetest.Passphrase(who))
			}
			if proofs > 2 {
				return
			}
			continue
		}
		if w.Code == http.StatusConflict && !again { // something of it has changed since its page was opened
			again = true
			for _, now := range proof.Forms(k.get(who, k.at[route+" "+who]).Body.Bytes()) {
				if now.To == f.To {
					maps.Copy(values, now.Hidden())
				}
			}
			continue
		}
		if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusForbidden {
			return
		}
		if two { // guesses slow the door
			k.Clock.Advance(forgiven)
			clear(k.keys)
		}
		ids, wrong := proof.Faults(w.Body.Bytes()), map[string]bool{}
		for _, in := range f.Fields {
			if in.Kind != "hidden" && in.At(ids) {
				wrong[in.Name] = true
			}
		}
		for _, in := range f.Fields {
			if len(ids) == 0 && (in.Kind == "choice" || in.Kind == "box" || in.Kind == "secret") {
				wrong[in.Name] = true
			}
		}
		pair := []string{"name", "second", "factor", "own", "sheet_one", "sheet_two"}
		if two && (len(ids) == 0 || slices.ContainsFunc(pair, func(name string) bool { return wrong[name] })) {
			for _, name := range pair {
				wrong[name] = true
			}
		}
		for name := range wrong {
			k.turns[route+" "+name]++
			values.Del(name)
		}
		for _, in := range f.Fields {
			if wrong[in.Name] {
				fill(in)
			}
		}
		if never && k.refused[route] > 3 {
			return
		}
	}
}

// carried is a form with a file in it whose name is a marked word too.
func (k *canary) carried(who, route, to string, values url.Values, files map[string]string) *http.Request {
	k.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, all := range values {
		for _, v := range all {
			w.WriteField(name, v)
		}
	}
	for name, text := range files {
		content, ending := []byte(strings.ReplaceAll(text, " ", "\n")+"\n"), ".txt"
		if strings.HasPrefix(to, "/forms") {
			rows := [][]string{{"type", "name", "label"}}
			for i, label := range strings.Fields(text) {
				rows = append(rows, []string{"text", fmt.Sprintf("f%d", i), label})
			}
			content, ending = xlsx(k.t, map[string][][]string{"survey": rows, "settings": {{"form_id", "form_title"}, {fmt.Sprintf("f%d", len(k.words)), strings.Fields(text)[0]}}}), ".xlsx"
		}
		part, err := w.CreateFormFile(name, k.typed(1, who, route, "the name of a file")+ending)
		if err != nil {
			k.t.Fatal(err)
		}
		part.Write(content)
	}
	w.Close()
	r := httptest.NewRequest("POST", to, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

// echo holds the answer to a form against the model: beside what she typed into
// it herself, it shows what she may read.
func (k *canary) echo(who, route string, w *httptest.ResponseRecorder) {
	for n := range found(w.Body.Bytes()) {
		if n < len(k.words) && (k.words[n].who != who) {
			k.words[n].kept = append(k.words[n].kept, kept{seenBy: who, at: "the answer to " + route})
		}
	}
}

// types has somebody fill in every form of every page that she can open about a
// client, each kind of form at most so many times.
func (k *canary) types(who string, s *stood, times int) {
	k.t.Helper()
	sent, opened := map[string]int{}, map[string]int{}
	var next []string
	for _, a := range k.web.Addresses() {
		if a.Method == "GET" && a.Path != "/calls/{id}" {
			next = append(next, strings.Replace(k.address(a.Path, s, k.actors[who], s.subject(who)), "{$}", "", 1))
		}
	}
	for ; len(next) > 0; next = next[1:] {
		path := next[0]
		_, pattern := k.posts.Handler(httptest.NewRequest("GET", path, nil))
		if opened[path]++; opened[path] > 1 || opened[pattern] >= 3*times {
			continue
		}
		opened[pattern]++
		w := k.get(who, path)
		k.outside(who+" opens "+path, w)
		for _, m := range linked.FindAllStringSubmatch(w.Body.String(), -1) {
			if to := html.UnescapeString(m[1]); !strings.HasPrefix(to, "/static") && !strings.HasPrefix(to, "/calls/") && (!strings.HasPrefix(to, "/clients/") || strings.Contains(to, s.code)) {
				k.pages[to] = true
				next = append(next, to)
			}
		}
		if w.Code != http.StatusOK {
			continue
		}
		for _, f := range proof.Forms(w.Body.Bytes()) {
			if !f.Post {
				for _, in := range f.Fields {
					if in.Kind == "text" && inAddress[pattern+" "+in.Name] == "" {
						k.t.Errorf("%s: what is typed into %s goes into an address", path, in.Name)
					}
				}
				continue
			}
			if _, err := url.Parse(f.To); err != nil || !strings.HasPrefix(f.To, "/") {
				k.t.Errorf("%s: a form is sent to %q", path, f.To)
				continue
			}
			_, route := k.posts.Handler(httptest.NewRequest("POST", f.To, nil))
			key := who + route + fmt.Sprint(slices.Sorted(maps.Keys(f.Hidden())))
			if route == "" || sent[key] >= times || spared[strings.TrimPrefix(route, "POST ")] != "" {
				continue
			}
			sent[key]++
			k.at[route+" "+who] = path
			k.send(who, route, f)
		}
	}
}
