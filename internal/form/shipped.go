package form

import (
	"embed"
	"sync"
)

//go:embed shipped/*.xlsx
var workbooks embed.FS

// Names of the forms that come with Pana. They never change; their versions may.
const (
	Assessment = "pana-assessment"
	RiskReview = "pana-risk"
	ExitList   = "pana-exit"
)

// A ShippedForm is a form that comes with the program, and the workbook it is read
// from, which a house may take and make its own.
type ShippedForm struct {
	*Form
	Workbook []byte
}

// Shipped returns the forms that come with Pana: the assessment, the risk
// review and the list before leaving. They are read once; callers share them.
var Shipped = sync.OnceValue(func() []ShippedForm {
	var all []ShippedForm
	for _, name := range []string{"assessment", "risk", "exit"} {
		file, err := workbooks.ReadFile("shipped/" + name + ".xlsx")
		if err != nil {
			panic(err) // the program was built without its forms
		}
		f, err := Read(name, file)
		if err != nil {
			panic(err) // the program was built with a broken form; the tests refuse that
		}
		all = append(all, ShippedForm{f, file})
	}
	return all
})

// ShippedByID returns the shipped form called id.
func ShippedByID(id string) (ShippedForm, bool) {
	for _, s := range Shipped() {
		if s.ID == id {
			return s, true
		}
	}
	return ShippedForm{}, false
}
