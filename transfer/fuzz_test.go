package transfer

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

func FuzzOpenSheet(f *testing.F) {
	book := excelize.NewFile()
	for i, h := range []string{"First Name", "Second Name", "Status"} {
		cell, _ := excelize.CoordinatesToCellName(i+1, 1)
		book.SetCellValue("Sheet1", cell, h)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:b.Len()/2])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xd0\xcf\x11\xe0"))
	f.Add([]byte("First Name,Second Name\na,b\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, layout := range []Layout{HTCDS, CTDC} {
			s, err := openSheet(layout, file)
			if err != nil {
				continue
			}
			s.each(func(int, []string) error { return nil })
			s.close()
		}
	})
}
