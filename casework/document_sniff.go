package casework

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"example.org/pana"
)

// Media types a document can have.
const (
	mediaJPEG = "image/jpeg"
	mediaPNG  = "image/png"
	mediaGIF  = "image/gif"
	mediaWebP = "image/webp"
	mediaPDF  = "application/pdf"
	mediaText = "text/plain"
)

// sniff says what a file is by its bytes; its name counts for nothing. It
// refuses programs under whatever name ("document.program"), what is not among
// the six kinds we keep ("document.kind"), and an empty file ("document.empty").
func sniff(op string, file []byte) (media string, err error) {
	has := func(at int, text string) bool {
		return len(file) >= at+len(text) && string(file[at:at+len(text)]) == text
	}
	switch {
	case len(file) == 0:
		return "", pana.Refuse(op, "file", "document.empty")
	case program(has):
		return "", pana.Refuse(op, "file", "document.program")
	case has(0, "\xff\xd8\xff"):
		return mediaJPEG, nil
	case has(0, "\x89PNG\r\n\x1a\n"):
		return mediaPNG, nil
	case has(0, "GIF87a"), has(0, "GIF89a"):
		return mediaGIF, nil
	case has(0, "RIFF") && has(8, "WEBP"):
		return mediaWebP, nil
	case has(0, "%PDF-1."), has(0, "%PDF-2."):
		return mediaPDF, nil
	case plain(file):
		return mediaText, nil
	}
	return "", pana.Refuse(op, "file", "document.kind")
}

// program reports whether a file begins like something a machine would run.
func program(has func(int, string) bool) bool {
	for _, magic := range []string{"MZ", "\x7fELF", "#!", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe",
		"\xca\xfe\xba\xbe", "\x00asm", "dex\n", "\xef\xbb\xbf#!"} {
		if has(0, magic) {
			return true
		}
	}
	return false
}

// plain reports whether a file is text and nothing but: UTF-8, no controls, and
// no markup that something might take for a page or a script.
func plain(file []byte) bool {
	if !utf8.Valid(file) {
		return false
	}
	for _, r := range string(file) {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return false
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(file[:min(len(file), 1024)], " \r\n\t\ufeff"))
	if bytes.HasPrefix(start, []byte("<")) || bytes.HasPrefix(start, []byte("{\\rtf")) || bytes.HasPrefix(start, []byte("@echo")) {
		return false
	}
	for _, mark := range []string{"<script", "<html", "<svg", "<!doctype", "<iframe"} {
		if bytes.Contains(start, []byte(mark)) {
			return false
		}
	}
	return true
}
