package casework

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"example.org/pana"
	"golang.org/x/image/webp"
)

// Bounds of a picture.
const (
	mostPixels = 40_000_000 // 40 megapixels
	mostSide   = 20_000
	mostScans  = 64 // of a progressive JPEG: each costs as much as the picture is large
	jpegLevel  = 90
)

// press lets one picture at a time be drawn anew: a large one takes a good part
// of what a small machine has.
var press = make(chan struct{}, 1)

// redraw decodes a picture and draws it anew, the right way up, so that nothing
// of the old file is left but what can be seen: no place, no camera, no comment,
// no thumbnail, nothing after its end. Of a moving picture the first frame
// stays. A photograph comes out as JPEG; line work, and what one can see
// through, as PNG.
//
// It refuses from the header alone, before anything is decoded, what is larger
// than 40 megapixels ("document.large"), and what is no picture
// ("document.damaged").
func redraw(op, media string, file []byte) (out []byte, as string, err error) {
	damaged := func(err error) ([]byte, string, error) {
		return nil, "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "document.damaged", Err: err}
	}
	type format struct {
		config func([]byte) (image.Config, error)
		decode func([]byte) (image.Image, error)
	}
	f := map[string]format{
		mediaJPEG: {read(jpeg.DecodeConfig), read(jpeg.Decode)},
		mediaPNG:  {read(png.DecodeConfig), read(png.Decode)},
		mediaGIF:  {read(gif.DecodeConfig), read(gif.Decode)},
		mediaWebP: {read(webp.DecodeConfig), read(webp.Decode)},
	}[media]
	size, err := f.config(file)
	if err != nil {
		return damaged(err)
	}
	if tooLarge(size.Width, size.Height) || deep(size) && 2*int64(size.Width)*int64(size.Height) > mostPixels || media == mediaJPEG && bytes.Count(file, []byte{0xff, 0xda}) > mostScans ||
		media == mediaWebP && tooLarge(webpSize(file)) {
		return nil, "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "document.large", With: map[string]any{"MP": mostPixels / 1_000_000}}
	}
	press <- struct{}{}
	defer func() { <-press }()
	picture, err := f.decode(file)
	if err != nil {
		return damaged(err)
	}
	b := picture.Bounds()
	if b.Empty() || tooLarge(b.Dx(), b.Dy()) {
		return damaged(nil)
	}
	picture = upright(picture, orientation(media, file))
	var w bytes.Buffer
	if media == mediaJPEG || media == mediaWebP && opaque(picture) {
		err, as = jpeg.Encode(&w, picture, &jpeg.Options{Quality: jpegLevel}), mediaJPEG
	} else {
		err, as = png.Encode(&w, picture), mediaPNG
	}
	if err != nil {
		return damaged(err)
	}
	return w.Bytes(), as, nil
}

func read[T any](f func(io.Reader) (T, error)) func([]byte) (T, error) {
	return func(file []byte) (T, error) { return f(bytes.NewReader(file)) }
}

func tooLarge(width, height int) bool {
	return width > mostSide || height > mostSide || int64(width)*int64(height) > mostPixels
}

// deep reports whether a picture takes twice the room of a usual one: sixteen
// bits a colour.
func deep(c image.Config) bool {
	return c.ColorModel == color.NRGBA64Model || c.ColorModel == color.RGBA64Model
}

// webpSize returns the size of the picture inside a WebP, which its outer header
// need not say truly.
func webpSize(file []byte) (width, height int) {
	if b := webpChunk(file, "VP8L"); len(b) >= 5 {
		bits := uint32(b[1]) | uint32(b[2])<<8 | uint32(b[3])<<16 | uint32(b[4])<<24
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1
	}
	if b := webpChunk(file, "VP8 "); len(b) >= 10 {
		return int(b[6]) | int(b[7]&0x3f)<<8, int(b[8]) | int(b[9]&0x3f)<<8
	}
	return 0, 0
}

func opaque(p image.Image) bool {
	o, ok := p.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// upright turns a picture the way its photographer held the camera (EXIF
// orientation 1 to 8).
func upright(p image.Image, way int) image.Image {
	if way <= 1 || way > 8 {
		return p
	}
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	row := image.NewRGBA(image.Rect(0, 0, w, 1)) // one row at a time: a copy of the whole would cost as much again
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if way >= 5 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		draw.Draw(row, row.Bounds(), p, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		for x := range w {
			tx, ty := x, y
			switch way {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(to.Pix[to.PixOffset(tx, ty):][:4], row.Pix[4*x:])
		}
	}
	return to
}
