//go:build !release

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

var (
	linkIn = regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)
	faceIn = regexp.MustCompile(`@font-face\s*{[^}]*}`)
	fontIn = regexp.MustCompile(`url\(["']?([^"')]+\.woff2[^"')]*)["']?\)`)
	spanIn = regexp.MustCompile(`(?i)U\+([0-9A-F?]+)(?:-([0-9A-F]+))?`)
)

// firstPage weighs what a browser that was never here gets over the wire before
// it can show the first page: the page, its style and script, and the letters
// that its text needs.
func (b *bench) firstPage(ctx context.Context, s *benchServer) error {
	total, style := 0, ""
	fetch := func(path string) (string, error) {
		header, body, _, err := s.do(ctx, benchCall{path: path, want: http.StatusOK})
		if err != nil {
			return "", err
		}
		total += len(body)
		if header.Get("Content-Encoding") != "gzip" {
			return string(body), nil
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return "", err
		}
		plain, err := io.ReadAll(z)
		return string(plain), err
	}
	text, err := fetch("/sign-in")
	if err != nil {
		return err
	}
	for _, link := range linkIn.FindAllStringSubmatch(text, -1) {
		got, err := fetch(strings.ReplaceAll(link[1], "&amp;", "&"))
		if err != nil {
			return err
		}
		if strings.Contains(link[1], ".css") {
			style += got
		}
	}
	for _, face := range faceIn.FindAllString(style, -1) {
		font := fontIn.FindStringSubmatch(face)
		if font == nil || !needed(face, text) {
			continue
		}
		path := font[1]
		if !strings.HasPrefix(path, "/") {
			path = "/static/" + path
		}
		if _, err := fetch(path); err != nil {
			return err
		}
	}
	b.report.single("first page over the wire", "KB", float64(total)/1024, 100, "")
	return nil
}

// needed reports whether text has a letter in the unicode-range of a font face;
// a face without one is needed.
func needed(face, text string) bool {
	spans := spanIn.FindAllStringSubmatch(face, -1)
	if len(spans) == 0 {
		return true
	}
	for _, span := range spans {
		from, _ := strconv.ParseInt(strings.ReplaceAll(span[1], "?", "0"), 16, 32)
		to, _ := strconv.ParseInt(strings.ReplaceAll(span[1], "?", "F"), 16, 32)
		if span[2] != "" {
			to, _ = strconv.ParseInt(span[2], 16, 32)
		}
		if strings.ContainsFunc(text, func(r rune) bool { return int64(r) >= from && int64(r) <= to }) {
			return true
		}
	}
	return false
}
