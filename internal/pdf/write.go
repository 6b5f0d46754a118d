package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// write appends an object as it stands in a file.
func write(to []byte, o types.Object) []byte {
	switch o := o.(type) {
	case nil:
		return append(to, "null"...)
	case types.Dict:
		to = append(to, "<<"...)
		for _, key := range slices.Sorted(maps.Keys(o)) {
			to = append(to, types.Name(key).PDFString()...)
			to = write(append(to, ' '), o[key])
		}
		return append(to, ">>"...)
	case types.Array:
		to = append(to, '[')
		for i, v := range o {
			if i > 0 {
				to = append(to, ' ')
			}
			to = write(to, v)
		}
		return append(to, ']')
	case types.Float:
		return strconv.AppendFloat(to, float64(o), 'f', -1, 64)
	}
	return append(to, o.PDFString()...)
}

// stream is the body of a stream object; its bytes are packed when they are plain.
func stream(d types.Dict, data []byte, plain bool) []byte {
	if plain {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write(data)
		z.Close()
		data = b.Bytes()
		delete(d, "DecodeParms")
		d["Filter"] = types.Name("FlateDecode")
	}
	d["Length"] = types.Integer(len(data))
	out := append(write(nil, d), "\nstream\n"...)
	return append(append(out, data...), "\nendstream"...)
}

// file is the new file: no date, no id, nothing of whoever made it.
func (b *builder) file() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	starts := make([]int, len(b.bodies))
	for i, body := range b.bodies {
		starts[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n", i+1)
		if body == nil {
			body = []byte("null")
		}
		out.Write(body)
		out.WriteString("\nendobj\n")
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(b.bodies)+1)
	for _, at := range starts {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", len(b.bodies)+1, table)
	return out.Bytes()
}
