package proof

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A Form is a form of a page: where it is sent to and what it asks for.
type Form struct {
	To     string
	Post   bool
	Files  bool // carries files
	Fields []Field
}

// A Field is one thing that a form asks for, and what the page puts in it.
type Field struct {
	Name    string
	Kind    string // "hidden", "text", "secret", "file", "choice", "box"
	Value   string
	Choices []string
}

// Forms returns the forms of a page as they stand there, so that whatever a page
// lets somebody type is typed without a list kept by hand.
func Forms(page []byte) []Form {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil
	}
	var all []Form
	for n := range root.Descendants() {
		if n.Data != "form" {
			continue
		}
		f := Form{To: attr(n, "action"), Post: attr(n, "method") == "post", Files: strings.HasPrefix(attr(n, "enctype"), "multipart/")}
		for in := range n.Descendants() {
			f.take(in)
		}
		all = append(all, f)
	}
	return all
}

func (f *Form) take(n *html.Node) {
	name := attr(n, "name")
	if name == "" || n.Type != html.ElementNode {
		return
	}
	field := Field{Name: name, Value: attr(n, "value")}
	switch n.Data {
	case "textarea":
		field.Kind = "text"
		if n.FirstChild != nil {
			field.Value = n.FirstChild.Data
		}
	case "select":
		field.Kind = "choice"
		for o := range n.Descendants() {
			if o.Data == "option" {
				field.Choices = append(field.Choices, attr(o, "value"))
			}
		}
	case "button":
		field.Kind, field.Choices = "choice", []string{field.Value}
	case "input":
		switch kind := attr(n, "type"); kind {
		case "hidden", "file":
			field.Kind = kind
		case "password":
			field.Kind = "secret"
		case "radio", "submit":
			field.Kind, field.Choices = "choice", []string{field.Value}
		case "checkbox":
			field.Kind = "box"
		default:
			field.Kind = "text"
		}
	default:
		return
	}
	if i := slices.IndexFunc(f.Fields, func(o Field) bool { return o.Name == name && o.Kind == "choice" && field.Kind == "choice" }); i >= 0 {
		f.Fields[i].Choices = append(f.Fields[i].Choices, field.Choices...)
		return
	}
	f.Fields = append(f.Fields, field)
}

// Hidden is what the form carries along, but for the key that makes it count once.
func (f Form) Hidden() url.Values {
	v := url.Values{}
	for _, in := range f.Fields {
		if in.Kind == "hidden" && in.Name != "once" {
			v.Add(in.Name, in.Value)
		}
	}
	return v
}

// Faults returns the ids of the fields that a page says are to be mended.
func Faults(page []byte) (ids []string) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.Data != "ul" || attr(n, "class") != "govuk-error-summary__list" {
			continue
		}
		for a := range n.Descendants() {
			if to, ok := strings.CutPrefix(attr(a, "href"), "#"); ok {
				ids = append(ids, to)
			}
		}
	}
	return ids
}

// At reports whether one of ids, as Faults returns them, is that of the field.
func (f Field) At(ids []string) bool {
	var id strings.Builder
	for _, r := range f.Name {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			id.WriteRune(r)
		} else {
			fmt.Fprintf(&id, "x%x", r)
		}
	}
	return slices.ContainsFunc(ids, func(one string) bool {
		rest, ok := strings.CutPrefix(one, id.String())
		return ok && (rest == "" || rest[0] == '-' || rest[0] == '_')
	}) || slices.ContainsFunc(ids, func(one string) bool { return strings.HasPrefix(f.Name, one+"_") || strings.HasPrefix(f.Name, one+"-") })
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
