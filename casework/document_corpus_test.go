package casework

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/pdf/pdftest"
)

const told = "Karlygash-43.2389N"

// with puts more behind the first n bytes of a file.
func with(file []byte, n int, more ...[]byte) []byte {
	return append(append(append([]byte{}, file[:n]...), bytes.Join(more, nil)...), file[n:]...)
}

func deflated(s string) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.Bytes()
}

func riffChunk(kind, body string) []byte {
	b := append(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body))), body...)
	return append(b, make([]byte, len(body)%2)...)
}

// telling is a file of every accepted kind for every place in which that kind
// can say who made it, where, when or why.
func telling(t testing.TB) map[string][]byte {
	all := pdftest.Corpus(told)
	var j, p, g bytes.Buffer
	if err := errors.Join(jpeg.Encode(&j, scene(32, 16), nil), png.Encode(&p, scene(32, 16)), gif.Encode(&g, scene(32, 16), nil)); err != nil {
		t.Fatal(err)
	}
	for m := byte(0xe0); m <= 0xef; m++ { // all the segments that programs use as they like
		for _, head := range []string{"", "Exif\x00\x00II*\x00", "http://ns.adobe.com/xap/1.0/\x00", "http://ns.adobe.com/xmp/extension/\x00", "Photoshop 3.0\x008BIM", "ICC_PROFILE\x00\x01\x01", "MPF\x00", "JFXX\x00"} {
			if m == 0xee && head == "" {
				head = "Any"
			}
			all[fmt.Sprintf("jpeg, segment %x, %q", m, head)] = with(j.Bytes(), 2, segment(m, head+told))
		}
	}
	all["jpeg, comment"] = with(j.Bytes(), 2, segment(0xfe, told))
	all["jpeg, after the end"] = append(bytes.Clone(j.Bytes()), told...)
	all["jpeg, a second picture behind it"] = append(bytes.Clone(j.Bytes()), with(j.Bytes(), 2, segment(0xe1, told))...)

	for kind, body := range map[string]string{
		"tEXt": "Author\x00" + told, "zTXt": "Comment\x00\x00" + string(deflated(told)), "iTXt": "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + told,
		"eXIf": "MM\x00*" + told, "iCCP": "p\x00\x00" + string(deflated(told)), "tIME": told[:7], "sPLT": told + "\x00\x08", "prVt": told, "vpAg": told, "caBX": told, "dSIG": told,
	} {
		if kind == "tIME" {
			continue // seven bytes: a time, which TestOfAPictureOnlyWhatCanBeSeenIsKept need not look for
		}
		all["png, "+kind] = with(p.Bytes(), 33, chunk(kind, []byte(body)))
		all["png, "+kind+" before the end"] = with(p.Bytes(), p.Len()-12, chunk(kind, []byte(body)))
	}
	all["png, after the end"] = append(bytes.Clone(p.Bytes()), told...)

	sub := string([]byte{byte(len(told))}) + told + "\x00"
	all["gif, comment"] = with(g.Bytes(), g.Len()-1, []byte("\x21\xfe"+sub))
	all["gif, XMP"] = with(g.Bytes(), g.Len()-1, []byte("\x21\xff\x0bXMP DataXMP"+sub))
	all["gif, program"] = with(g.Bytes(), g.Len()-1, []byte("\x21\xff\x0bANYTHING1.0"+sub))
	all["gif, after the end"] = append(bytes.Clone(g.Bytes()), told...)

	photo := webpPhoto(t)
	for kind, body := range map[string]string{"EXIF": "II*\x00" + told, "XMP ": told, "ICCP": told, "NOTE": told} {
		inner := append([]byte("WEBP"), riffChunk("VP8X", "\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00")...)
		inner = append(append(inner, photo[12+18:bytes.Index(photo, []byte("EXIF"))]...), riffChunk(kind, body)...)
		all["webp, "+kind] = append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(inner))), inner...)
	}
	return all
}

func TestNoAcceptedFileSaysWhoMadeItOrWhere(t *testing.T) {
	files, kinds, left := 0, map[string]int{}, 0
	for name, file := range telling(t) {
		if !pdftest.Holds(file, told) {
			if !strings.HasPrefix(name, "an earlier version") {
				t.Errorf("%s says nothing: the test shows nothing", name)
			}
			continue
		}
		s, err := readSheet("test", bytes.NewReader(file), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		files++
		kinds[s.media]++
		if pdftest.Holds(s.bytes, told) {
			left++
			t.Errorf("%s still says it", name)
		}
	}
	if files < 200 || kinds[mediaPDF] < 200 || kinds[mediaJPEG] < 100 || kinds[mediaPNG] < 10 {
		t.Errorf("too few files: %v", kinds)
	}
	t.Logf("%d files %v: %d marks survive", files, kinds, left)
}

func TestALockedOrBrokenPDFIsRefusedWithASentence(t *testing.T) {
	w := open(t)
	a := cared(w)
	for say, file := range map[string][]byte{"document.locked": pdftest.Locked(), "document.pdf": []byte("%PDF-1.7\nnothing of the kind")} {
		_, err := w.FileDocument(w.As("dina"), a.Client, NewDocument{File: bytes.NewReader(file)})
		is(t, err, pana.Invalid, say)
	}
	if n := count(t, w, `SELECT count(*) FROM documents`); n != 0 {
		t.Errorf("%d papers were kept", n)
	}
}
