package rights

import (
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/locale"
)

// A form says how the value of a field is written for a reader.
type form string

// Forms of fields.
const (
	asWord   form = "word"   // a sealed word
	asWords  form = "words"  // sealed words whose fields are numbered, or named by a code list
	asCode   form = "code"   // a code of the list arg
	asCodes  form = "codes"  // several, with spaces between
	asKey    form = "key"    // a code whose words are messages under the prefix arg
	asDay    form = "day"    // a day
	asMoment form = "moment" // a moment, shown as its day
	asFuzzy  form = "fuzzy"  // three columns: earliest, latest, precision
	asNumber form = "number" // a number; 0 and less is not known
	asYes    form = "yes"    // said only when it is so
	asPlain  form = "plain"  // written as it stands
	asOffice form = "office" // an organisation
	asListed form = "listed" // a code of the list that the column arg names
)

// A field is one thing that a record says, under the name that a person knows it
// by: client-copy.field.LABEL.
type field struct {
	name  string
	label string
	form  form
	arg   string
}

// ref names the field in an order, in a file and in the register: "note.told".
func (k kind) ref(f field) string { return k.name + "." + f.label }

// A kind is one kind of record: where its rows about one client are, and what
// they say. Its name is client-copy.kind.NAME.
type kind struct {
	name   string
	table  string
	part   pana.Compartment // in which its codes stand; empty: each row says it in its column compartment
	id     string           // what is a row's own
	where  string           // over r; $1 is the client
	made   []made           // columns that are asked for beside those of the table
	order  string
	fields []field
	others bool // about other people: in no copy for her, see disclosed
}

// A made column is one that no table has.
type made struct{ name, as string }

// fieldsOf makes fields of text: each is "name[=label]:form[/arg]", a word is
// "@name[=label]".
func fieldsOf(text string) []field {
	var fields []field
	for _, token := range strings.Fields(text) {
		name, how, _ := strings.Cut(token, ":")
		f := field{form: form(how)}
		if head, arg, more := strings.Cut(how, "/"); more {
			f.form, f.arg = form(head), arg
		}
		if word, is := strings.CutPrefix(name, "@"); is {
			name = word
			if f.form == "" {
				f.form = asWord
			}
		}
		f.name, f.label, _ = strings.Cut(name, "=")
		if f.label == "" {
			f.label = strings.ReplaceAll(f.name, "_", "-")
		}
		fields = append(fields, f)
	}
	return fields
}

// hers are the rows of a table with a column client_id.
const hers = "r.client_id = $1"

// k is a kind whose rows have an id and a column client_id.
func k(name, table string, part pana.Compartment, fields string) kind {
	return kind{name: name, table: table, part: part, id: "r.id", where: hers, order: "r.id", fields: fieldsOf(fields)}
}

// by finds rows otherwise than by client_id, when adds a condition, in puts them
// in another order, key names them otherwise, also asks for another column.
func (k kind) by(cond string) kind   { k.where = cond; return k }
func (k kind) when(cond string) kind { k.where += " AND " + cond; return k }
func (k kind) in(order string) kind  { k.order = order; return k }
func (k kind) key(id string) kind    { k.id, k.order = id, id; return k }
func (k kind) also(name, as string) kind {
	k.made = append(k.made, made{name, as})
	return k
}
func (k kind) ofOthers() kind { k.others = true; return k }

// find returns the field that an id names.
func find(id string) (kind, field, bool) {
	name, of, _ := strings.Cut(id, ".")
	for _, k := range catalogue {
		if k.name == name {
			i := slices.IndexFunc(k.fields, func(f field) bool { return f.label == of })
			if i >= 0 {
				return k, k.fields[i], true
			}
		}
	}
	return kind{}, field{}, false
}

// Called is the name of a kind or a field, kind.NAME or field.LABEL, as others read
// it: a court is not told "in your own words".
func Called(r *locale.Reader, what string) string {
	if key := "order-copy." + what; r.Has(key) {
		return r.T(key)
	}
	return r.T("client-copy." + what)
}

// FieldNames are the names by which a person knows fields, in the order given.
func FieldNames(r *locale.Reader, refs []string) []string {
	var names []string
	for _, ref := range refs {
		if k, f, ok := find(ref); ok {
			names = append(names, Called(r, "kind."+k.name)+": "+Called(r, "field."+f.label))
		}
	}
	return names
}
