package therapy

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"example.org/pana"
)

// An Instrument is a questionnaire as its authors score it. Its wordings are data
// of their own: one for each language whose source is held.
type Instrument struct {
	Name        string `json:"name"`
	Title       string `json:"title"` // its own name, the same in every language
	Version     string `json:"version"`
	Source      string `json:"source"`
	Licence     string `json:"licence"`
	Verified    bool   `json:"verified"` // the licence was seen at its source
	Items       int    `json:"items"`
	Answers     int    `json:"answers"` // how many answers each item has, from 0 on
	Least       int    `json:"least"`
	Most        int    `json:"most"`
	Decimals    int    `json:"decimals"` // of the total: with 2, a score of 175 is written 1.75
	Better      string `json:"better"`   // lower or higher
	Times       int    `json:"times"`    // what a score is multiplied with before it is compared; 0 is 1
	Skipped     int    `json:"skipped"`  // how many items may be skipped and there is still a score
	SkippedRule string `json:"skipped_source"`
	Bands       []Band `json:"bands"`
	BandsSource string `json:"bands_source"`
	Difference  int    `json:"difference"` // what counts as a change; 0 when nobody says
	DiffSource  string `json:"difference_source"`
	Safety      []int  `json:"safety"` // items, from 1, any answer to which above 0 asks for safety at once

	Wordings []Wording `json:"-"`
}

// A Band is a stretch of scores with one word.
type Band struct {
	From int    `json:"from"`
	Word string `json:"word"` // message key part: "instrument.band.mild"
}

// A Wording is a questionnaire in one language, letter by letter as its source
// has it.
type Wording struct {
	Instrument string   `json:"instrument"`
	Version    string   `json:"version"`
	Language   string   `json:"language"`
	Source     string   `json:"source"`
	Licence    string   `json:"licence"`
	Intro      string   `json:"intro"`
	Scale      []string `json:"scale"`
	Items      []string `json:"items"`
}

// Which way a score gets better.
const (
	Lower  = "lower"
	Higher = "higher"
)

//go:embed instruments/*.json
var files embed.FS

// totals are questionnaires of which Pana holds no wording and may hold none: a
// house that has leave to use one enters its total. Mean item scores from 1 to 4,
// in hundredths. Nothing is said of what counts as a change.
var totals = []Instrument{
	{Name: "hscl-25", Title: "HSCL-25", Version: "paper", Least: 100, Most: 400, Decimals: 2, Better: Lower},
	{Name: "htq", Title: "HTQ", Version: "paper", Least: 100, Most: 400, Decimals: 2, Better: Lower},
}

var instruments = mustRead()

// Instruments lists every questionnaire: those with data of their own first.
func Instruments() []Instrument { return slices.Clone(instruments) }

// InstrumentNamed returns one by its name.
func InstrumentNamed(name string) (Instrument, bool) {
	i := slices.IndexFunc(instruments, func(in Instrument) bool { return in.Name == name })
	if i < 0 {
		return Instrument{}, false
	}
	return instruments[i], true
}

// In returns the wording in a language, if its source is held.
func (in Instrument) In(language string) (Wording, bool) {
	i := slices.IndexFunc(in.Wordings, func(w Wording) bool { return w.Language == language })
	if i < 0 || language == "" {
		return Wording{}, false
	}
	return in.Wordings[i], true
}

func mustRead() []Instrument {
	all, err := readInstruments()
	if err != nil {
		panic("therapy: " + err.Error())
	}
	slices.SortStableFunc(all, func(a, b Instrument) int { return slices.Index(gentlest, a.Name) - slices.Index(gentlest, b.Name) })
	return append(all, totals...)
}

// gentlest is the order in which questionnaires are offered.
var gentlest = []string{"who-5", "phq-9", "gad-7", "pcl-5"}

// readInstruments reads the data of this folder.
func readInstruments() ([]Instrument, error) {
	entries, err := files.ReadDir("instruments")
	if err != nil {
		return nil, err
	}
	var all []Instrument
	var wordings []Wording
	for _, e := range entries {
		b, err := files.ReadFile(path.Join("instruments", e.Name()))
		if err != nil {
			return nil, err
		}
		if strings.Count(e.Name(), ".") == 2 {
			w, err := ReadWording(b)
			if err != nil {
				return nil, err
			}
			wordings = append(wordings, w)
			continue
		}
		in, err := ReadInstrument(b)
		if err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	for _, w := range wordings {
		i := slices.IndexFunc(all, func(in Instrument) bool { return in.Name == w.Instrument })
		if i < 0 || len(w.Items) != all[i].Items || len(w.Scale) != all[i].Answers {
			return nil, unfit("a wording of " + w.Instrument)
		}
		all[i].Wordings = append(all[i].Wordings, w)
	}
	return all, nil
}

func unfit(what string) error {
	return &pana.Error{Op: "therapy.ReadInstrument", Kind: pana.Invalid, Say: "instrument.unfit", With: map[string]any{"What": what}}
}

// ReadInstrument reads the data of a questionnaire. It refuses what could not be
// scored, and what does not say where it comes from and by whose leave.
func ReadInstrument(b []byte) (Instrument, error) {
	var in Instrument
	if err := json.Unmarshal(b, &in); err != nil {
		return in, unfit("no JSON")
	}
	const mostItems, mostAnswers = 200, len(answerMarks)
	switch {
	case in.Name == "" || in.Title == "" || in.Version == "" || in.Source == "" || in.Licence == "":
		return in, unfit("without name, version, source or licence")
	case in.Items < 1 || in.Items > mostItems || in.Answers < 2 || in.Answers > mostAnswers || in.Decimals != 0:
		return in, unfit("items")
	case in.Least != 0 || in.Most != in.Items*(in.Answers-1):
		return in, unfit("range")
	case in.Better != Lower && in.Better != Higher:
		return in, unfit("direction")
	case in.Skipped < 0 || in.Skipped >= in.Items || in.Difference < 0 || in.Difference > 1000 || in.Times < 0 || in.Times > 100:
		return in, unfit("rules")
	case len(in.Bands) == 0 || in.Bands[0].From != in.Least:
		return in, unfit("bands")
	}
	for i, b := range in.Bands {
		if b.Word == "" || b.From > in.Most || i > 0 && b.From <= in.Bands[i-1].From {
			return in, unfit("bands")
		}
	}
	for _, n := range in.Safety {
		if n < 1 || n > in.Items {
			return in, unfit("safety")
		}
	}
	return in, nil
}

// ReadWording reads a questionnaire in one language.
func ReadWording(b []byte) (Wording, error) {
	var w Wording
	if err := json.Unmarshal(b, &w); err != nil {
		return w, unfit("no JSON")
	}
	if w.Instrument == "" || w.Version == "" || w.Language == "" || w.Source == "" || w.Licence == "" || w.Intro == "" ||
		slices.Contains(w.Items, "") || slices.Contains(w.Scale, "") {
		return w, unfit("a wording without name, version, language, source, licence or text")
	}
	return w, nil
}
