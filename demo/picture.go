package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// A sheet is a picture drawn by the program: every paper of this world says
// that it is invented.
type sheet struct{ *image.Paletted }

// Colours of a sheet.
const (
	paper uint8 = iota
	ink
	pale
	red
	green
	blue
	ochre
)

var palette = color.Palette{color.RGBA{0xfd, 0xfb, 0xf5, 0xff}, color.RGBA{0x2b, 0x2b, 0x33, 0xff}, color.RGBA{0xd9, 0xd4, 0xc8, 0xff},
	color.RGBA{0xb2, 0x3a, 0x48, 0xff}, color.RGBA{0x3c, 0x7a, 0x52, 0xff}, color.RGBA{0x3d, 0x5a, 0x98, 0xff}, color.RGBA{0xc8, 0x8b, 0x2f, 0xff}}

func newSheet(w, h int) sheet {
	s := sheet{image.NewPaletted(image.Rect(0, 0, w, h), palette)}
	s.frame(4, 4, w-5, h-5, pale)
	return s
}

// line draws from one point to another, as thick as a crayon.
func (s sheet) line(x0, y0, x1, y1, thick int, c uint8) {
	steps := max(abs(x1-x0), abs(y1-y0), 1)
	for i := range steps + 1 {
		x, y := x0+(x1-x0)*i/steps, y0+(y1-y0)*i/steps
		for dx := range thick {
			for dy := range thick {
				s.SetColorIndex(x+dx, y+dy, c)
			}
		}
	}
}

func (s sheet) frame(x0, y0, x1, y1 int, c uint8) {
	s.line(x0, y0, x1, y0, 2, c)
	s.line(x1, y0, x1, y1, 2, c)
	s.line(x1, y1, x0, y1, 2, c)
	s.line(x0, y1, x0, y0, 2, c)
}

func (s sheet) circle(x, y, r, thick int, c uint8) {
	for i := range 120 {
		a, b := float64(i)*math.Pi/60, float64(i+1)*math.Pi/60
		s.line(x+int(float64(r)*math.Cos(a)), y+int(float64(r)*math.Sin(a)), x+int(float64(r)*math.Cos(b)), y+int(float64(r)*math.Sin(b)), thick, c)
	}
}

func (s sheet) write(x, y int, c uint8, text string) {
	d := font.Drawer{Dst: s, Src: image.NewUniform(palette[c]), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// file returns the sheet as a file to keep.
func (s sheet) file() io.Reader {
	var b bytes.Buffer
	_ = png.Encode(&b, s) // a buffer takes everything
	return &b
}

// drawn is what someone drew: a house, hills, a tree and birds, the sun on its
// nth side.
func drawn(n int) io.Reader {
	s := newSheet(480, 340)
	for x := 0; x < 480; x += 4 { // hills
		y := 220 + int(26*math.Sin(float64(x+40*n)/60))
		s.line(x, y, x+4, 220+int(26*math.Sin(float64(x+4+40*n)/60)), 3, green)
	}
	s.circle(70+n*110, 70, 30, 3, ochre)
	s.frame(180, 170, 290, 260, ink)
	s.line(172, 172, 235, 112, 4, red)
	s.line(235, 112, 298, 172, 4, red)
	s.frame(222, 210, 248, 260, blue)
	s.line(380, 262, 380, 170, 6, ochre)
	s.circle(380, 150, 36, 4, green)
	for i := range 3 + n {
		x, y := 120+i*52, 60+(i*37+n*13)%40
		s.line(x, y, x+9, y-7, 2, ink)
		s.line(x+9, y-7, x+18, y, 2, ink)
	}
	s.write(16, 326, ink, "invented drawing: made by the program")
	return s.file()
}

// scanned is a paper with a heading, lines nobody can read, and a stamp.
func scanned(heading string, lines int, stamp uint8) io.Reader {
	s := newSheet(460, 320)
	s.write(28, 44, ink, heading)
	s.frame(28, 64, 128, 190, pale)
	s.circle(78, 110, 24, 3, pale)
	for i := range lines {
		y := 74 + i*22
		s.line(150, y, 150+180+(i*53)%90, y, 6, pale)
	}
	s.circle(360, 240, 40, 3, stamp)
	s.circle(360, 240, 32, 2, stamp)
	s.write(28, 290, red, "INVENTED - not a paper of anyone")
	return s.file()
}

func abs(n int) int { return max(n, -n) }
