package transfer

import (
	"archive/zip"
	"bytes"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook is one sheet of an xlsx file. Cells are read as they are stored: of a
// formula, the value that was saved with it; nothing is computed.
type workbook struct {
	file     *excelize.File
	name     string
	from1904 bool
}

// openWorkbook opens the sheet of file that has headings of layout: the first
// one that does. It refuses a file that unpacks to more than MostBytes, and one
// that reaches outside itself or carries a program.
func openWorkbook(layout Layout, file []byte) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, unreadable("transfer.file.damaged", nil)
	}
	var size uint64
	for _, part := range z.File {
		name := strings.ToLower(part.Name)
		if strings.Contains(name, "externallinks/") || strings.Contains(name, "vbaproject") || strings.HasSuffix(name, "connections.xml") {
			return nil, unreadable("transfer.workbook.outside", nil)
		}
		if size += part.UncompressedSize64; size > MostBytes || part.UncompressedSize64 > MostBytes {
			return nil, tooLarge()
		}
	}
	// The two limits are alike, so that no part is ever unpacked to the disk.
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true, UnzipSizeLimit: MostBytes, UnzipXMLSizeLimit: MostBytes})
	if err != nil {
		return nil, unreadable("transfer.file.damaged", nil)
	}
	w := &workbook{file: f}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		w.from1904 = *p.Date1904
	}
	for _, w.name = range f.GetSheetList() {
		rows, _, err := head(w, headingRows)
		if err != nil {
			f.Close()
			return nil, err
		}
		if hasHeadings(layout, rows) {
			return w, nil
		}
	}
	f.Close()
	return nil, noHeadings(layout)
}

func (w *workbook) each(f func(n int, cells []string) error) error {
	rows, err := w.file.Rows(w.name)
	if err != nil {
		return unreadable("transfer.file.damaged", nil)
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return unreadable("transfer.file.damaged", nil)
		}
		if err := within(n, cells); err != nil {
			return err
		}
		if err := f(n, cells); err != nil {
			return err
		}
	}
	if rows.Error() != nil {
		return unreadable("transfer.file.damaged", nil)
	}
	return nil
}

// day is the day a number stands for.
func (w *workbook) day(serial float64) (time.Time, bool) {
	t, err := excelize.ExcelDateToTime(serial, w.from1904)
	return t, err == nil
}

func (w *workbook) close() { w.file.Close() }
