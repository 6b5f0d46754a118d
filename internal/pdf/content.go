package pdf

import "bytes"

// plainContent is what a page draws, without comments, without what is said
// about its parts (alternative texts, tags of any name) and without what cameras
// wrote into pictures that stand among the lines.
func plainContent(text []byte) []byte {
	w := &content{lexer: lexer{in: text}, out: make([]byte, 0, len(text))}
	for {
		token := w.next()
		if token == nil {
			return w.out
		}
		switch string(token) {
		case "BI":
			w.picture()
		case "BDC", "BMC":
			w.mark(string(token))
		case "DP", "MP":
			w.out = w.out[:w.start]
		default:
			w.out = append(append(w.out, token...), '\n')
			if !operator(token) {
				w.out[len(w.out)-1] = ' '
				continue
			}
		}
		w.start = len(w.out)
	}
}

// content writes a new content stream while it reads the old one.
type content struct {
	lexer
	out   []byte
	start int // of what the operator that comes next works on
}

// mark begins a part. Only a part that belongs to a layer keeps what it is.
func (w *content) mark(operator string) {
	was := string(bytes.TrimSpace(w.out[w.start:]))
	w.out = w.out[:w.start]
	if words := bytes.Fields([]byte(was)); operator == "BDC" && len(words) == 2 && string(words[0]) == "/OC" && words[1][0] == '/' {
		w.out = append(append(w.out, was...), " BDC\n"...)
		return
	}
	w.out = append(w.out, "/Span BMC\n"...)
}

// picture carries over a picture that stands among the lines: BI, its keys, ID,
// its bytes, EI.
func (w *content) picture() {
	w.out = append(w.out, "BI "...)
	photo := false
	for {
		token := w.next()
		if token == nil {
			return
		}
		if string(token) == "ID" {
			break
		}
		photo = photo || string(token) == "/DCT" || string(token) == "/DCTDecode"
		w.out = append(append(w.out, token...), ' ')
	}
	w.at++ // one space
	data := w.in[min(w.at, len(w.in)):]
	end := endOfPicture(data)
	w.at += end + 2
	data = data[:end]
	if photo {
		if clean, ok := plainJPEG(data); ok {
			data = clean
		}
	}
	w.out = append(append(append(w.out, "ID "...), data...), "\nEI\n"...)
}

// endOfPicture finds EI with space around it and nothing but text after it.
func endOfPicture(data []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], []byte("EI"))
		if i < 0 {
			return len(data)
		}
		at += i
		if at > 0 && !blank(data[at-1]) || at+2 < len(data) && !blank(data[at+2]) {
			continue
		}
		after, text := data[at+2:min(at+18, len(data))], true
		for _, c := range after {
			text = text && (c >= ' ' && c < 0x7f || blank(c) && c != 0)
		}
		if text {
			return at
		}
	}
}

func operator(token []byte) bool {
	c := token[0]
	return c >= 'a' && c <= 'z' && string(token) != "true" && string(token) != "false" && string(token) != "null" ||
		c >= 'A' && c <= 'Z' || c == '\'' || c == '"'
}

// plainProgram is a program in PostScript without its comments.
func plainProgram(text []byte) []byte {
	l := lexer{in: text}
	out := make([]byte, 0, len(text))
	for token := l.next(); token != nil; token = l.next() {
		out = append(append(out, token...), '\n')
	}
	return out
}

// A lexer cuts content streams and small programs into words and leaves out
// comments.
type lexer struct {
	in []byte
	at int
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// next returns the next word, nil at the end.
func (l *lexer) next() []byte {
	for l.at < len(l.in) {
		switch c := l.in[l.at]; {
		case blank(c):
			l.at++
		case c == '%':
			for l.at < len(l.in) && l.in[l.at] != '\n' && l.in[l.at] != '\r' {
				l.at++
			}
		default:
			from := l.at
			l.word(c)
			return l.in[from:l.at]
		}
	}
	return nil
}

func (l *lexer) word(c byte) {
	has := func(c byte) bool { return l.at < len(l.in) && l.in[l.at] == c }
	l.at++
	switch {
	case c == '(':
		for depth := 1; l.at < len(l.in) && depth > 0; l.at++ {
			switch l.in[l.at] {
			case '\\':
				l.at++
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		l.at = min(l.at, len(l.in))
	case c == '<' && has('<'), c == '>' && has('>'):
		l.at++
	case c == '<':
		for l.at < len(l.in) && l.in[l.at] != '>' {
			l.at++
		}
		l.at = min(l.at+1, len(l.in))
	case c == '/' || !delimiter(c):
		for l.at < len(l.in) && !blank(l.in[l.at]) && !delimiter(l.in[l.at]) {
			l.at++
		}
	}
}
