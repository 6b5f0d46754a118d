// Package pdftest makes PDFs that say more than they show: one for each place
// in which a PDF can hold a name, a place or a comment beside its pages.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf16"
)

// Seen is what every page of the corpus shows.
const Seen = "(what is seen) Tj"

// Corpus is every place in every layout: plain, packed, with its objects packed
// too, and changed since. Each file holds mark in one place.
func Corpus(mark string) map[string][]byte {
	all := map[string][]byte{}
	for name, place := range places(mark) {
		for _, layout := range []string{"plain", "packed", "objects", "changed"} {
			d := base()
			place(d)
			all[name+", "+layout] = d.file(layout)
		}
	}
	return all
}

// Locked is a PDF that says it is encrypted, in a way nobody can read.
func Locked() []byte {
	d := base()
	d.trailer += "/Encrypt 90 0 R/ID[<00><00>]"
	d.objects[90] = "<</Filter/Standard/V 4/R 4/Length 128/P -44/O<" + strings.Repeat("ab", 32) + ">/U<" + strings.Repeat("cd", 32) +
		">/CF<</StdCF<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF/StrF/StdCF>>"
	return d.file("plain")
}

// Scan is a PDF of one page, a picture of so many bytes that cannot be packed.
func Scan(size int) []byte {
	data := make([]byte, size)
	rand.NewChaCha8([32]byte{}).Read(data)
	d := base()
	d.stream(6, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", size), string(data))
	return d.file("plain")
}

// doc is a PDF in the making: objects by number, streams beside them.
type doc struct {
	objects map[int]string
	streams map[int][]byte
	catalog, page, resources, trailer,
	content string
	before, between, after string
	older                  map[int]string // as they stood before a change
}

func base() *doc {
	d := &doc{objects: map[int]string{}, streams: map[int][]byte{}}
	d.resources = "/Font<</F1 5 0 R>>/XObject<</Im0 6 0 R>>"
	d.content = "BT /F1 12 Tf 20 100 Td " + Seen + " ET q 50 0 0 50 20 20 cm /Im0 Do Q"
	d.objects[5] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	d.photo("")
	return d
}

// photo makes the picture of the page a JPEG; more stands after its beginning.
func (d *doc) photo(more string) {
	file := jpg()
	d.objects[6] = "<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
	d.streams[6] = append(append(append([]byte{}, file[:2]...), more...), file[2:]...)
}

func jpg() []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)), nil)
	return b.Bytes()
}

func segment(marker byte, body string) string {
	return string([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}) + body
}

// stream adds a stream with the keys of its dictionary.
func (d *doc) stream(n int, keys string, data string) {
	d.objects[n], d.streams[n] = "<<"+keys, []byte(data)
}

func pack(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

// file writes the document in a layout.
func (d *doc) file(layout string) []byte {
	d.objects[1] = "<</Type/Catalog/Pages 2 0 R" + d.catalog + ">>"
	d.objects[2] = "<</Type/Pages/Count 1/Kids[3 0 R]>>"
	d.objects[3] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<" + d.resources + ">>" + d.page + ">>"
	d.stream(4, "", d.content)
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n" + d.before)
	at, inside := map[int]int{}, map[int]int{}
	put := func(n int, body string) {
		at[n] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n", n)
		if data, ok := d.streams[n]; ok {
			if layout != "plain" && !strings.Contains(body, "/Filter") {
				data = pack(data)
				body += "/Filter/FlateDecode"
			}
			fmt.Fprintf(&out, "%s/Length %d>>\nstream\n%s\nendstream", body, len(data), data)
		} else {
			out.WriteString(body)
		}
		out.WriteString("\nendobj\n" + d.between)
	}
	order := slices.Sorted(maps.Keys(d.objects))
	if layout == "changed" {
		for _, n := range order {
			if was, ok := d.older[n]; ok {
				put(n, was)
			} else {
				put(n, d.objects[n])
			}
		}
		first := d.table(&out, at, "")
		for n := range d.older {
			put(n, d.objects[n])
		}
		d.table(&out, at, fmt.Sprintf("/Prev %d", first))
		out.WriteString(d.after)
		return out.Bytes()
	}
	var packed, index bytes.Buffer
	for _, n := range order {
		if _, ok := d.streams[n]; layout == "objects" && !ok && n != 90 {
			inside[n] = len(inside)
			fmt.Fprintf(&index, "%d %d ", n, packed.Len())
			packed.WriteString(d.objects[n] + " ")
			continue
		}
		put(n, d.objects[n])
	}
	if layout != "objects" {
		d.table(&out, at, "")
		out.WriteString(d.after)
		return out.Bytes()
	}
	d.streams[98] = append(bytes.Clone(index.Bytes()), packed.Bytes()...)
	put(98, fmt.Sprintf("<</Type/ObjStm/N %d/First %d", len(inside), index.Len()))
	at[99] = out.Len()
	var rows []byte
	for n := range 100 {
		switch {
		case n == 0:
			rows = append(rows, 0, 0, 0, 0, 0)
		case has(inside, n):
			rows = append(rows, 2, 0, 0, 98, byte(inside[n]))
		case has(at, n):
			rows = append(rows, 1, byte(at[n]>>16), byte(at[n]>>8), byte(at[n]), 0)
		default:
			rows = append(rows, 0, 0, 0, 0, 0)
		}
	}
	rows = pack(rows)
	fmt.Fprintf(&out, "99 0 obj\n<</Type/XRef/Size 100/W[1 3 1]/Root 1 0 R%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n%s",
		d.trailer, len(rows), rows, at[99], d.after)
	return out.Bytes()
}

func has(m map[int]int, n int) bool { _, ok := m[n]; return ok }

func (d *doc) table(out *bytes.Buffer, at map[int]int, prev string) int {
	start := out.Len()
	out.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, n := range slices.Sorted(maps.Keys(at)) {
		fmt.Fprintf(out, "%d 1\n%010d 00000 n \n", n, at[n])
	}
	fmt.Fprintf(out, "trailer\n<</Size 100/Root 1 0 R%s%s>>\nstartxref\n%d\n%%%%EOF\n", d.trailer, prev, start)
	return start
}

// Holds reports whether a file says mark anywhere: as it stands, in anything
// packed, as sixteen-bit letters or as hexadecimal.
func Holds(file []byte, mark string) bool {
	for _, part := range append([][]byte{file}, unpacked(file)...) {
		low := bytes.ToLower(part)
		for _, form := range [][]byte{[]byte(mark), wide(mark), []byte(hex.EncodeToString([]byte(mark))), []byte(hex.EncodeToString(wide(mark)))} {
			if bytes.Contains(part, form) || bytes.Contains(low, form) {
				return true
			}
		}
	}
	return false
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

// unpacked is everything packed that stands in a file, wherever it begins.
func unpacked(file []byte) (all [][]byte) {
	for at := 0; at+2 < len(file); at++ {
		if file[at]&0x0f != 8 || (int(file[at])<<8|int(file[at+1]))%31 != 0 {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(file[at:]))
		if err != nil {
			continue
		}
		var b bytes.Buffer
		b.ReadFrom(z)
		if b.Len() > 0 {
			all = append(all, b.Bytes())
		}
	}
	return all
}

// Says returns all that is packed in a file, one after the other.
func Says(file []byte) string { return string(bytes.Join(unpacked(file), []byte("\n"))) }
