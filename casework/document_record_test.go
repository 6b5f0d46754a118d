package casework

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/pdf"
	"example.org/pana/internal/pdf/pdftest"
	"example.org/pana/internal/scan"
	"example.org/pana/internal/scan/scantest"
)

// Marks that no kept picture may hold.
const (
	gps     = "GPS-43.238949-76.889709"
	camera  = "Fotobox 9000 serial 55512"
	comment = "taken behind the house"
)

// scene is a picture whose corners differ: red top left, blue elsewhere.
func scene(w, h int) *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.SetNRGBA(x, y, color.NRGBA{20, 20, 200, 255})
			if x < w/2 && y < h/2 {
				p.SetNRGBA(x, y, color.NRGBA{220, 10, 10, 255})
			}
		}
	}
	return p
}

// exif is an EXIF block with an orientation, a maker and a place.
func exif(way uint16, order binary.AppendByteOrder) []byte {
	head := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		head = []byte("MM\x00*")
	}
	b := order.AppendUint32(head, 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, way)
	b = append(b, 0, 0)
	b = order.AppendUint32(b, 0)
	return append(b, gps+camera...)
}

func segment(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// photo is a JPEG with everything a telephone puts beside the picture.
func photo(t testing.TB, way uint16, order binary.AppendByteOrder) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(32, 16), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	out := append([]byte{}, plain[:2]...)
	out = append(out, segment(0xe1, "Exif\x00\x00"+string(exif(way, order)))...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x>"+gps+"</x>")...)
	out = append(out, segment(0xed, "Photoshop 3.0\x00"+comment)...)
	out = append(out, segment(0xe2, "ICC_PROFILE\x00\x01\x01"+camera)...)
	out = append(out, segment(0xfe, comment)...)
	out = append(out, plain[2:]...)
	return append(out, gps...) // and after the end
}

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngPhoto(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, scene(32, 16)); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	out := append([]byte{}, plain[:33]...)
	out = append(out, chunk("tEXt", []byte("Comment\x00"+comment))...)
	out = append(out, chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+gps))...)
	out = append(out, chunk("eXIf", exif(6, binary.BigEndian))...)
	return append(append(out, plain[33:]...), camera...)
}

func gifPhoto(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, scene(32, 16), nil); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	out := append([]byte{}, plain[:len(plain)-1]...)
	out = append(out, 0x21, 0xfe, byte(len(comment)))
	out = append(append(out, comment...), 0)
	return append(append(out, 0x3b), gps...)
}

// webpPhoto wraps a picture of one point with a place and a maker.
func webpPhoto(t testing.TB) []byte {
	t.Helper()
	small, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	riff := func(kind string, body []byte) []byte {
		b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body)))
		b = append(b, body...)
		if len(body)%2 == 1 {
			b = append(b, 0)
		}
		return b
	}
	body := append([]byte("WEBP"), riff("VP8X", []byte{0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0})...)
	body = append(body, small[12:]...)
	body = append(body, riff("EXIF", exif(3, binary.LittleEndian))...)
	body = append(body, riff("XMP ", []byte(gps))...)
	return riff("RIFF", body)
}

// corpus holds pictures of every kind with everything that may tell a place.
func corpus(t testing.TB) map[string][]byte {
	all := map[string][]byte{"png": pngPhoto(t), "gif": gifPhoto(t), "webp": webpPhoto(t)}
	for way := uint16(0); way <= 9; way++ {
		all["jpeg little "+string('0'+rune(way))] = photo(t, way, binary.LittleEndian)
		all["jpeg big "+string('0'+rune(way))] = photo(t, way, binary.BigEndian)
	}
	return all
}

func TestOfAPictureOnlyWhatCanBeSeenIsKept(t *testing.T) {
	for name, file := range corpus(t) {
		if !bytes.Contains(file, []byte(gps)) {
			t.Fatalf("%s tells no place: the test shows nothing", name)
		}
		s, err := readSheet("test", bytes.NewReader(file), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, mark := range []string{gps, camera, comment, "Exif", "II*\x00", "MM\x00*", "ICC_PROFILE", "Photoshop", "adobe", "tEXt", "iTXt", "eXIf"} {
			if bytes.Contains(s.bytes, []byte(mark)) {
				t.Errorf("%s still holds %q", name, mark)
			}
		}
		if _, _, err := image.Decode(bytes.NewReader(s.bytes)); err != nil {
			t.Errorf("%s is no picture any more: %v", name, err)
		}
	}
}

func TestAPhotographStandsTheRightWayUp(t *testing.T) {
	red := func(p image.Image, x, y int) bool {
		r, _, b, _ := p.At(x, y).RGBA()
		return r > b
	}
	for way, corner := range map[uint16]string{1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
		5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left"} {
		s, err := readSheet("test", bytes.NewReader(photo(t, way, binary.BigEndian)), nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := jpeg.Decode(bytes.NewReader(s.bytes))
		if err != nil {
			t.Fatal(err)
		}
		w, h := p.Bounds().Dx(), p.Bounds().Dy()
		if (way >= 5) != (h > w) {
			t.Errorf("way %d: %d by %d", way, w, h)
		}
		at := map[string]bool{"top left": red(p, 2, 2), "top right": red(p, w-3, 2), "bottom left": red(p, 2, h-3), "bottom right": red(p, w-3, h-3)}
		for c, is := range at {
			if is != (c == corner) {
				t.Errorf("way %d: red at the %s is %v, want it at the %s", way, c, is, corner)
			}
		}
	}
}

// bomb is a PNG that says it is enormous.
func bomb(w, h uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, w)
	b = binary.BigEndian.AppendUint32(b, h)
	b = append(b, 8, 2, 0, 0, 0)
	return append([]byte("\x89PNG\r\n\x1a\n"), append(chunk("IHDR", b), chunk("IDAT", []byte{0})...)...)
}

func TestWhatAFileRefuses(t *testing.T) {
	w := open(t)
	a := cared(w)
	scans := append(photo(t, 1, binary.BigEndian)[:200], bytes.Repeat([]byte{0xff, 0xda, 0, 3, 0}, 100)...)
	scans = append(photo(t, 1, binary.BigEndian), scans...)
	for _, test := range []struct {
		name string
		file []byte
		say  string
	}{
		{"nothing", nil, "document.empty"},
		{"a program of Windows", []byte("MZ\x90\x00 passport.jpg"), "document.program"},
		{"a program of Linux", []byte("\x7fELF\x02"), "document.program"},
		{"a program of a Mac", []byte("\xcf\xfa\xed\xfe"), "document.program"},
		{"a script", []byte("#!/bin/sh\nrm -rf /\n"), "document.program"},
		{"a page", []byte("<!DOCTYPE html><script>alert(1)</script>"), "document.kind"},
		{"a drawing that runs", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>`), "document.kind"},
		{"text with a page inside", []byte("hello <script>x</script>"), "document.kind"},
		{"an archive", []byte("PK\x03\x04\x14\x00"), "document.kind"},
		{"text in no alphabet", []byte("\xcf\xf0\xe8\xe2\xe5\xf2"), "document.kind"},
		{"text with a NUL", []byte("a\x00b"), "document.kind"},
		{"half a photograph", photo(t, 1, binary.BigEndian)[:700], "document.damaged"},
		{"a picture of two gigapixels", bomb(50000, 40000), "document.large"},
		{"a long thin picture", bomb(1, 30000), "document.large"},
		{"a photograph of a hundred scans", scans, "document.large"},
		{"a hundred megabytes", make([]byte, MostDocument+1), "document.long"},
	} {
		_, err := w.FileDocument(w.As("dina"), a.Client, NewDocument{File: bytes.NewReader(test.file)})
		if e, ok := err.(*pana.Error); !ok || e.Kind != pana.Invalid || e.Field != "file" || e.Say != test.say {
			t.Errorf("%s: got %v, want %s", test.name, err, test.say)
		}
	}
	_, err := w.FileDocument(w.As("dina"), a.Client, NewDocument{Kind: "photograph", File: bytes.NewReader(photo(t, 1, binary.BigEndian))})
	is(t, err, pana.Invalid, "document.consent")
	_, err = w.FileDocument(w.As("dina"), a.Client, NewDocument{Compartment: pana.Therapy, File: strings.NewReader("x")})
	is(t, err, pana.Invalid, "codes.unknown")
	_, err = w.FileDocument(w.As("gulnar"), a.Client, NewDocument{Kind: "court", File: strings.NewReader("x")})
	is(t, err, pana.Forbidden, "policy.refused")
	if n := count(t, w, `SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM document_chunks)`); n != 0 {
		t.Errorf("%d rows were half kept", n)
	}
}

func TestNothingIsKeptOfAFileThatTheScannerOfTheHouseRefuses(t *testing.T) {
	w := open(t)
	a := cared(w)
	files := map[string][]byte{"text": []byte("a letter " + scantest.Harm), "pdf": append(pdftest.Scan(2000), scantest.Harm...),
		"photograph": append(photo(t, 1, binary.BigEndian), scantest.Harm...)}
	use := func(answer scantest.Answer, unscanned bool) *scantest.Server {
		t.Helper()
		server := scantest.Serve(t, answer)
		s, err := scan.At(server.Address, unscanned)
		if err != nil {
			t.Fatal(err)
		}
		w.House.UseScanner(s)
		return server
	}
	keep := func(file []byte) error {
		_, err := w.FileDocument(w.As("dina"), a.Client, NewDocument{File: bytes.NewReader(file)})
		return err
	}
	use(scantest.Finds, false)
	for name, file := range files {
		if e, ok := keep(file).(*pana.Error); !ok || e.Field != "file" || e.Say != "scan.found" {
			t.Errorf("%s: %v", name, e)
		}
	}
	use(scantest.HangsUp, false)
	if e, ok := keep([]byte("a letter")).(*pana.Error); !ok || e.Field != "file" || e.Say != "scan.silent" {
		t.Errorf("the scanner hangs up: %v", e)
	}
	if n := count(t, w, `SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM document_chunks)`); n != 0 {
		t.Errorf("%d rows were kept", n)
	}
	use(scantest.HangsUp, true)
	if err := keep([]byte("a letter")); err != nil {
		t.Errorf("the house wants it kept all the same: %v", err)
	}
	// It sees the file as it came, before anything is made anew, and nobody's who may not file.
	server := use(scantest.Finds, false)
	came := photo(t, 1, binary.BigEndian)
	if err := keep(came); err != nil || !bytes.Equal(server.Last(), came) {
		t.Errorf("a photograph: %v", err)
	}
	if _, err := w.FileDocument(w.As("timur"), a.Client, NewDocument{File: strings.NewReader("not hers")}); err == nil || bytes.Equal(server.Last(), []byte("not hers")) {
		t.Errorf("by whoever may not: %v", err)
	}
}

// Nobody fills the disk by herself: her colleague goes on, and she tomorrow.
func TestOnePersonBringsSoManyFilesADay(t *testing.T) {
	w := open(t)
	a := cared(w)
	keep := func(who string) error {
		_, err := w.FileDocument(w.As(who), a.Client, NewDocument{File: strings.NewReader("a letter")})
		return err
	}
	for range mostBrought - 1 {
		if err := w.bring(w.As("dina"), "test", 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := keep("dina"); err != nil {
		t.Errorf("the last one of the day: %v", err)
	}
	if e, ok := keep("dina").(*pana.Error); !ok || e.Field != "file" || e.Say != "document.brought" {
		t.Errorf("one more: %v", e)
	}
	if err := keep("saule"); err != nil {
		t.Errorf("her colleague: %v", err)
	}
	w.Clock.Advance(24 * time.Hour)
	if err := keep("dina"); err != nil {
		t.Errorf("tomorrow: %v", err)
	}
	if n := count(t, w, `SELECT count(*) FROM brought`); n != 1 {
		t.Errorf("%d counts are kept, of a day that is over too", n)
	}
	is(t, pana.AtField(w.bring(w.As("dina"), "test", mostBroughtBytes), ""), pana.Invalid, "document.brought")
}

func TestAPaperComesBackAsItWasKept(t *testing.T) {
	w := open(t)
	a := cared(w)
	w.bed(a, "")
	file := pdftest.Scan(300_000) // five chunks
	kept, _, err := pdf.Clean(file)
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.FileDocument(w.As("dina"), a.Client, NewDocument{Kind: "passport", Title: "old passport", Number: "N 0012345", File: bytes.NewReader(file)})
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.ViewDocument(w.As("saule"), a.Code, id)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := p.Stream(context.Background(), &got); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), kept) || p.Title != "old passport" || p.Number != "N 0012345" || p.Media != "application/pdf" || p.Picture() {
		t.Errorf("%d bytes of %s called %q", got.Len(), p.Media, p.Title)
	}
	if n := count(t, w, `SELECT count(*) FROM trail WHERE act = 'document.view' AND opened = 'legal' AND object_id = $1`, id); n != 1 {
		t.Errorf("looking wrote %d lines", n)
	}
	for _, name := range []string{"gulnar", "raushan"} { // psychologist and nurse do not read papers
		_, err := w.ViewDocument(w.As(name), a.Code, id)
		is(t, err, pana.NotFound, "record.absent")
	}
	_, err = w.ViewDocument(w.As("timur"), a.Code, id)
	is(t, err, pana.Forbidden, "policy.refused")
	other := cared(w)
	_, err = w.ViewDocument(w.As("saule"), other.Code, id)
	is(t, err, pana.NotFound, "record.absent")

	w.ByHand()
	w.update(func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM document_chunks WHERE document_id = $1 AND n = 4`, id)
		return err
	})
	if p, err = w.ViewDocument(w.As("saule"), a.Code, id); err != nil {
		t.Fatal(err)
	}
	if err := p.Stream(context.Background(), io.Discard); err == nil {
		t.Error("a paper cut short was whole")
	}
}

func TestAPhotographNeedsHerConsent(t *testing.T) {
	w := open(t)
	a := cared(w)
	n := func() NewDocument {
		return NewDocument{Kind: "photograph", File: bytes.NewReader(photo(t, 6, binary.LittleEndian))}
	}
	consent, err := w.RecordConsent(w.As("dina"), a.Client, NewConsent{Purpose: pana.PhotoUse})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.FileDocument(w.As("dina"), a.Client, n()); err != nil {
		t.Fatal(err)
	}
	if err := w.WithdrawConsent(w.As("dina"), a.Client, consent); err != nil {
		t.Fatal(err)
	}
	_, err = w.FileDocument(w.As("dina"), a.Client, n())
	is(t, err, pana.Invalid, "document.consent")
}

func FuzzSniff(f *testing.F) {
	for _, file := range corpus(f) {
		f.Add(file)
	}
	for _, s := range []string{"", "MZ", "#!", "%PDF-1.4", "hello", "<html>", "RIFF\x00\x00\x00\x00WEBP", "RIFF....WEBPVP8L\x05\x00\x00\x00\x2f\xff\xff\xff\xff"} {
		f.Add([]byte(s))
	}
	f.Add(bomb(65535, 65535))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := readSheet("fuzz", bytes.NewReader(file), nil)
		if err != nil {
			e, ok := err.(*pana.Error)
			if !ok || e.Kind != pana.Invalid || e.Field != "file" {
				t.Fatalf("an odd refusal: %v", err)
			}
			return
		}
		again, err := sniff("fuzz", s.bytes)
		if err != nil || again != s.media {
			t.Fatalf("kept as %s, read as %s, %v", s.media, again, err)
		}
		if s.media != mediaPDF && s.media != mediaText && (s.media != mediaJPEG && s.media != mediaPNG || bytes.Contains(s.bytes, []byte("Exif"))) {
			t.Fatalf("kept as %s", s.media)
		}
	})
}
