package form

import "strings"

// A Kind is what a row of the survey is.
type Kind string

// Kinds of rows. Unasked are questions that Pana leaves out on purpose: a
// place, a picture or a recording taken by the way would say where a client is
// and who she is. Hidden holds a value nobody is asked for; Meta is what a
// device would note of itself.
const (
	Text           Kind = "text"
	Integer        Kind = "integer"
	Decimal        Kind = "decimal"
	Range          Kind = "range"
	Date           Kind = "date"
	Time           Kind = "time"
	DateTime       Kind = "dateTime"
	Note           Kind = "note"
	SelectOne      Kind = "select_one"
	SelectMultiple Kind = "select_multiple"
	Rank           Kind = "rank"
	Acknowledge    Kind = "acknowledge"
	Calculate      Kind = "calculate"
	Hidden         Kind = "hidden"
	Meta           Kind = "meta"
	Unasked        Kind = "unasked"
	Group          Kind = "group"
	Repeat         Kind = "repeat"
)

// asked reports whether a person answers it.
func (k Kind) asked() bool {
	switch k {
	case Text, Integer, Decimal, Range, Date, Time, DateTime, SelectOne, SelectMultiple, Rank, Acknowledge:
		return true
	}
	return false
}

func (k Kind) chooses() bool { return k == SelectOne || k == SelectMultiple || k == Rank }

func (k Kind) holds() bool { return k == Group || k == Repeat }

// kinds maps every spelling of a type to its kind; of Unasked and Meta, the
// part after the colon says which. Spellings follow pyxform, which takes a
// space, an underscore, or capitals as the author liked.
var kinds = map[string]string{
	"text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "range": "range",
	"date": "date", "time": "time", "datetime": "dateTime", "date_time": "dateTime",
	"note": "note", "acknowledge": "acknowledge", "trigger": "acknowledge", "calculate": "calculate", "calculation": "calculate", "hidden": "hidden",
	"begin_group": "group", "begin_repeat": "repeat", "end_group": "end group", "end_repeat": "end repeat",
	"start": "meta:start", "end": "meta:end", "today": "meta:today",
	"start_time": "meta:start", "end_time": "meta:end",
	"deviceid": "meta:device", "device_id": "meta:device", "imei": "meta:device", "phonenumber": "meta:device", "phone_number": "meta:device",
	"simserial": "meta:device", "sim_id": "meta:device", "subscriberid": "meta:device", "subscriber_id": "meta:device",
	"username": "meta:device", "email": "meta:device", "audit": "meta:device", "background-geopoint": "meta:device",
	"geopoint": "unasked:place", "geotrace": "unasked:place", "geoshape": "unasked:place", "gps": "unasked:place", "location": "unasked:place", "start-geopoint": "meta:device",
	"image": "unasked:media", "photo": "unasked:media", "audio": "unasked:media", "background-audio": "unasked:media", "video": "unasked:media", "file": "unasked:media",
	"barcode": "unasked:code",
}

// choosing are the spellings of types that a list of choices follows, longest
// first where one begins another.
var choosing = []struct {
	written string
	kind    Kind
}{
	{"add select multiple prompt using", SelectMultiple}, {"add select one prompt using", SelectOne},
	{"select all that apply from", SelectMultiple}, {"select all that apply", SelectMultiple},
	{"select multiple from", SelectMultiple}, {"select_multiple", SelectMultiple}, {"select multiple", SelectMultiple},
	{"select one from", SelectOne}, {"select_one", SelectOne}, {"select one", SelectOne}, {"select1", SelectOne},
	{"rank", Rank},
}

// external are types whose choices lie in another file.
var external = []string{"select_one_from_file", "select_multiple_from_file", "select_one_external", "select one external", "xml-external", "csv-external"}

// readType takes a cell of the type column apart.
func readType(cell string) (kind Kind, which, list string, other bool, say string) {
	words := strings.Fields(cell)
	written := strings.Join(words, " ")
	lower := strings.ToLower(written)
	for _, e := range external {
		if lower == e || strings.HasPrefix(lower, e+" ") {
			return "", "", "", false, "form.type.file"
		}
	}
	for _, c := range choosing {
		// A letter's small form can be longer than the letter, so that nothing is
		// cut by what was counted in small letters.
		begins := c.written + " "
		if len(written) < len(begins) || !strings.EqualFold(written[:len(begins)], begins) {
			continue
		}
		rest := written[len(begins):]
		for _, ends := range []string{" or_other", " or specify other", " or other"} {
			if at := len(rest) - len(ends); at >= 0 && strings.EqualFold(rest[at:], ends) {
				rest, other = rest[:at], true
			}
		}
		if strings.HasPrefix(rest, "${") {
			return "", "", "", false, "form.type.repeat"
		}
		return c.kind, "", rest, other, ""
	}
	k, ok := kinds[strings.ReplaceAll(lower, " ", "_")]
	if !ok {
		return "", "", "", false, "form.type.unknown"
	}
	kindName, which, _ := strings.Cut(k, ":")
	return Kind(kindName), which, "", false, ""
}
