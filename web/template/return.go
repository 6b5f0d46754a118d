package template

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
	"example.org/pana/policy"
	"example.org/pana/web/look"
)

// ReturnData is what the pages of a return show.
type ReturnData struct {
	legal.ReturnPage
	Around
	Correct string // id of the account that the page corrects
}

// partsOfReturn lead to the pages of a return.
var partsOfReturn = []filePart{{"file.return", "/return", policy.SeeReturn}}

// who is a person of the file in one line, or the family as a whole.
func (d ReturnData) who(f Frame, id pana.PersonID) string {
	if id == "" {
		return f.R.T("return.check.whole")
	}
	for _, k := range d.Known {
		if k.ID == id {
			return PersonText(f, k)
		}
	}
	return f.R.T("today.closed")
}

// asked are the people whom the check asks about, and whoever an account names.
func (d ReturnData) asked() []pana.PersonID {
	ids := d.Asked()
	for _, a := range d.Accounts {
		if a.Person != "" && !slices.Contains(ids, a.Person) {
			ids = append(ids, a.Person)
		}
	}
	return ids
}

// kin are the people whom a form of the check offers: all but possible exploiters.
func (d ReturnData) kin() []casework.Known {
	return slices.DeleteFunc(slices.Clone(d.Known), func(k casework.Known) bool { return k.Role == casework.PossibleExploiter })
}

// contacts are the local contacts of the return.
func (d ReturnData) contacts(f Frame, chosen string) []look.Option {
	var options []look.Option
	for _, p := range d.Parts {
		if p.Part == legal.Contact {
			options = append(options, look.Option{Value: string(p.Person), Text: d.who(f, p.Person), Chosen: string(p.Person) == chosen})
		}
	}
	if len(options) == 1 && chosen == "" {
		options[0].Chosen = true
	}
	return options
}

// gateLines says of everything the gate looks at whether it stands, and leads to
// where it is done.
func gateLines(f Frame, d ReturnData) []look.Line {
	missing := d.Missing()
	code := d.Client.Code
	var lines []look.Line
	for _, n := range []struct {
		need legal.Need
		page string
	}{
		{legal.NeedsAnew, "/return#aside"}, {legal.NeedsAgreement, "/return#hers"}, {legal.NeedsReceiver, "/return#people"}, {legal.NeedsConfirmation, "/people"}, {legal.NeedsAnswers, "/return/check"},
		{legal.NeedsRisks, "/return/risks"}, {legal.NeedsSignatures, "/return/sign"}, {legal.NeedsException, "/return/exception"},
		{legal.NeedsSafety, "/safety-plan"}, {legal.NeedsContact, "/return#call"},
	} {
		waits := slices.Contains(missing, n.need)
		switch n.need {
		case legal.NeedsAnew: // of a return of this time nobody asks
			if !waits {
				continue
			}
		case legal.NeedsException: // asked for only where somebody had a hand in it
			if _, given := d.Excepted(); !waits && !given {
				continue
			}
		case legal.NeedsSignatures, legal.NeedsAnswers: // an exception stands in for them
			if _, given := d.Excepted(); given || d.Finding() == legal.Involvement {
				continue
			}
			waits = waits || n.need == legal.NeedsSignatures && d.Finding() == legal.Unanswered
		}
		l := look.Line{Title: f.R.T("return.need." + string(n.need)), URL: fileLink(code, n.page), Icon: "done", Right: f.R.T("return.stands")}
		if waits {
			l.Icon, l.Right, l.Tag = "clock", "", f.R.T("return.waits")
		}
		lines = append(lines, l)
	}
	return lines
}

func returnFacts(f Frame, d ReturnData) []look.Fact {
	var facts []look.Fact
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, look.Fact{Label: f.R.T(key), Value: value})
		}
	}
	day := func(on pana.Date) string {
		if on == "" {
			return ""
		}
		return f.R.ShortDate(on)
	}
	r := d.Return
	add("return.kind", f.Label("return-kind", r.Kind))
	add("return.stage", f.Label("return-state", r.State))
	add("return.country", f.Label("country", r.Country))
	add("return.region", f.Label("kz-region", r.Region))
	add("return.place", d.Text("returns", r.ID, legal.FieldPlace))
	add("return.nationality", joined(f.Label("return-nationality", r.Nationality), day(r.Confirmed)))
	add("return.paper", f.Label("return-paper", r.Paper))
	add("return.organisation", d.Office(r.Organisation))
	add("return.escort", d.Names[r.Escort])
	add("return.travel-on", day(r.Travel))
	add("return.arrive-by", day(r.ArriveBy))
	add("return.note", d.Text("returns", r.ID, legal.FieldNote))
	return facts
}

func callLines(f Frame, d ReturnData) []look.Line {
	var lines []look.Line
	for _, c := range d.Calls {
		say := f.R.T("return.call.not")
		if c.Reached {
			say = f.R.T("return.call.reached")
		}
		lines = append(lines, look.Line{Title: joined(f.R.ShortDate(c.On), say), Quiet: joined(d.who(f, c.Person), d.Names[c.By], d.Text("return_calls", c.ID, legal.FieldWords))})
	}
	return lines
}

func pastLines(f Frame, d ReturnData) []look.Line {
	var lines []look.Line
	for _, r := range d.Past {
		l := look.Line{Title: f.Label("return-kind", r.Kind), Quiet: joined(f.Label("country", r.Country), f.R.T("return.past.arrived", "Day", f.R.ShortDate(r.Arrived)), f.Label("return-arrival", r.ArrivedBy))}
		if r.State == legal.SetAside {
			l.Quiet = joined(f.R.T("return.past.aside", "Day", f.R.ShortDate(r.Aside)), f.Label("return-aside", r.AsideAs), d.Text("returns", r.ID, legal.FieldReason))
		}
		lines = append(lines, l)
	}
	return lines
}

// checkTable is what is known about each person, question by question.
func checkTable(f Frame, d ReturnData) look.TableData {
	t := look.TableData{Caption: f.R.T("return.check"), Quiet: true, Stack: true, Columns: []look.Column{{Text: f.R.T("return.check.person")}}}
	for _, q := range legal.Questions() {
		t.Columns = append(t.Columns, look.Column{Text: f.R.T("return.check." + q)})
	}
	for _, id := range d.asked() {
		row := look.Row{Cells: []look.Cell{{Text: d.who(f, id)}}}
		for i := range legal.Questions() {
			row.Cells = append(row.Cells, look.Cell{Text: d.known(f, id, i)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// known is the answer about a person to a question, "not asked" where no account
// says anything.
func (d ReturnData) known(f Frame, id pana.PersonID, question int) string {
	answer := d.Of(id, question)
	if answer == legal.Unknown && !slices.ContainsFunc(d.Accounts, func(a legal.Account) bool { return a.Person == id && a.Answers()[question] != "" }) {
		return f.R.T("return.check.not-asked")
	}
	return f.R.T("return.answer." + answer)
}

// account is one that stands, by id.
func (d ReturnData) account(id string) legal.Account {
	if i := slices.IndexFunc(d.Accounts, func(a legal.Account) bool { return a.ID == id }); i >= 0 && id != "" {
		return d.Accounts[i]
	}
	return legal.Account{}
}

func accountLines(f Frame, d ReturnData) []look.Line {
	var lines []look.Line
	for _, a := range d.Accounts {
		var said []string
		for i, q := range legal.Questions() {
			if answer := a.Answers()[i]; answer != "" {
				said = append(said, f.R.T("return.check."+q)+" "+f.R.T("return.answer."+answer))
			}
		}
		l := look.Line{Title: d.who(f, a.Person), Quiet: joined(append(said, f.Label("family-source", a.Source), d.Office(a.Organisation), f.R.ShortDate(a.On), d.Names[a.By], d.Text("family_accounts", a.ID, legal.FieldWords))...)}
		if d.May[policy.CheckReturn] {
			l.Button = &look.ButtonData{Text: f.R.T("return.check.correct"), Look: "plain", Small: true, URL: fileLink(d.Client.Code, "/return/check?correct="+a.ID+"#tell"), Label: f.R.T("return.check.correct") + ": " + d.who(f, a.Person)}
		}
		lines = append(lines, l)
	}
	return lines
}

// risk is what stands for a question of the matrix.
func (d ReturnData) risk(question string) (likelihood, harm string) {
	for _, k := range d.Risks {
		if k.Question == question {
			return plain(int64(k.Likelihood)), plain(int64(k.Harm))
		}
	}
	return "", ""
}

func exceptionLines(f Frame, d ReturnData) []look.Line {
	var lines []look.Line
	print := d.Print()
	for _, x := range slices.Backward(d.Exceptions) {
		l := look.Line{Title: f.R.T("return.exception.waits", "Day", f.R.ShortDate(x.AskedOn)), Quiet: joined(d.Names[x.AskedBy], d.Text("return_exceptions", x.ID, "asked"))}
		if x.Answer != "" {
			l.Title = f.R.T("return.exception."+x.Answer, "Day", f.R.ShortDate(x.AnsweredOn))
			l.Quiet = joined(d.Names[x.AnsweredBy], d.Text("return_exceptions", x.ID, legal.FieldReason), l.Quiet)
		}
		if x.Answer == legal.Given && (x.Withdrawn || x.Print != print) {
			l.Tag = f.R.T("return.exception.lapsed")
		}
		lines = append(lines, l)
	}
	return lines
}

func signatureLines(f Frame, d ReturnData) []look.Fact {
	var facts []look.Fact
	for _, place := range []string{legal.WorkerSigns, legal.HeadSigns} {
		value := f.R.T("return.sign.none")
		if x, ok := d.Signed(place); ok {
			value = f.R.T("return.sign.by", "Who", d.Names[x.By], "Day", f.R.ShortDate(x.On))
		}
		facts = append(facts, look.Fact{Label: f.R.T("return.sign." + place), Value: value})
	}
	return facts
}

// myPlaces are the places in which the reader could still sign.
func (d ReturnData) myPlaces(me pana.StaffID) []string {
	var places []string
	for _, p := range []struct {
		place string
		mine  bool
	}{{legal.HeadSigns, d.Head}, {legal.WorkerSigns, d.Worker}} {
		if _, signed := d.Signed(p.place); p.mine && !signed && !d.signedBy(me) {
			places = append(places, p.place)
		}
	}
	return places
}

func (d ReturnData) signedBy(me pana.StaffID) bool {
	for _, place := range []string{legal.WorkerSigns, legal.HeadSigns} {
		if x, ok := d.Signed(place); ok && x.By == me {
			return true
		}
	}
	return false
}

func returnDiffs(f Frame, d ReturnData, stale []string) []look.Diff {
	var out []look.Diff
	r := d.Return
	theirs := map[string]string{"kind": r.Kind, "preparing": r.State, "country": r.Country, "region": r.Region, "nationality": r.Nationality, "paper": r.Paper,
		"place": d.Text("returns", r.ID, legal.FieldPlace), "wish": d.Text("returns", r.ID, legal.FieldWish), "note": d.Text("returns", r.ID, legal.FieldNote),
		"nationality_on": look.Written(r.Confirmed), "travel_on": look.Written(r.Travel), "arrive_by": look.Written(r.ArriveBy),
		"escort": string(r.Escort), "organisation": string(r.Organisation)}
	lists := map[string]string{"kind": "return-kind", "preparing": "return-state", "country": "country", "region": "kz-region", "nationality": "return-nationality", "paper": "return-paper"}
	labels := map[string]string{"preparing": "return.stage", "nationality_on": "return.nationality-on", "travel_on": "return.travel-on", "arrive_by": "return.arrive-by"}
	for _, field := range stale {
		theirs, known := theirs[field]
		if !known {
			continue
		}
		yours := f.Value(field, "")
		switch {
		case lists[field] != "":
			yours, theirs = f.Label(lists[field], yours), f.Label(lists[field], theirs)
		case field == "escort":
			yours, theirs = d.Names[pana.StaffID(yours)], d.Names[pana.StaffID(theirs)]
		case field == "organisation":
			yours, theirs = d.Office(pana.OrganisationID(yours)), d.Office(pana.OrganisationID(theirs))
		}
		label := labels[field]
		if label == "" {
			label = "return." + field
		}
		out = append(out, look.Diff{Label: f.R.T(label), Yours: yours, Theirs: theirs})
	}
	return out
}
