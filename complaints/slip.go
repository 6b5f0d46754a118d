package complaints

import (
	"crypto/rand"
	"strings"

	"example.org/pana"
)

// letters are those of a slip: none that is taken for another by hand or by eye.
// There are thirty-one of them, a prime, so that the last letter finds every single
// slip of the pen and every two letters that changed places.
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// slipLength is how many letters a slip has, the last of which is made from the rest.
const slipLength = 8

// NewSlip draws the number of a slip: "K7QF-2MXA". It is kept nowhere until somebody
// writes a complaint down under it.
func NewSlip() string {
	var code [slipLength]byte
	for i := range slipLength - 1 {
		code[i] = letters[draw()]
	}
	sum := weigh(string(code[:slipLength-1]))
	for v := range len(letters) {
		if (sum+slipLength*v)%len(letters) == 0 {
			code[slipLength-1] = letters[v]
		}
	}
	return string(code[:4]) + "-" + string(code[4:])
}

// draw is a random place among letters, each as likely as any other.
func draw() int {
	for {
		var b [1]byte
		rand.Read(b[:])
		if n := int(b[0] & 31); n < len(letters) {
			return n
		}
	}
}

// weigh adds up the letters, each weighed by its place.
func weigh(code string) int {
	sum := 0
	for i := range len(code) {
		sum += (i + 1) * strings.IndexByte(letters, code[i])
	}
	return sum
}

// ReadSlip returns the number of a slip as somebody typed it, with or without the
// dash and in any case. It refuses what no slip can say ("grievance.slip").
func ReadSlip(text string) (string, error) {
	var b strings.Builder
	for _, r := range strings.ToUpper(text) {
		switch {
		case r == ' ' || r == '-' || r == '–':
		case r > 127 || strings.IndexByte(letters, byte(r)) < 0 || b.Len() == slipLength:
			return "", pana.Refuse("complaints.ReadSlip", "slip", "grievance.slip")
		default:
			b.WriteRune(r)
		}
	}
	code := b.String()
	if len(code) != slipLength || weigh(code)%len(letters) != 0 {
		return "", pana.Refuse("complaints.ReadSlip", "slip", "grievance.slip")
	}
	return code[:4] + "-" + code[4:], nil
}
