// Package static holds what a browser needs besides the page: one stylesheet,
// one script, the letters, htmx and the mark. Nothing in it speaks of a case,
// so it is the only thing a browser may keep.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

// Prefix is where Handler is mounted.
const Prefix = "/static/"

//go:embed css/*.css js/*.js mark.svg vendor/*.css vendor/*.js vendor/*.woff2 vendor/licences/*
var files embed.FS

type asset struct {
	kind  string
	plain []byte
	gzip  []byte // nil where packing gains nothing
	hash  string
}

// assets are made once, at the first request or page: the stylesheet is the
// slimmed vendor rules and then ours in their numbered order, the script our
// small files, each in a block of its own.
var assets = sync.OnceValue(func() map[string]asset {
	all := map[string]asset{
		"pana.css": pack("pana.css", join("vendor/govuk.css", "css/*.css", "", "")),
		"pana.js":  pack("pana.js", append([]byte("\"use strict\";\n"), join("", "js/*.js", "{\n", "}\n")...)),
	}
	fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "css/") || strings.HasPrefix(name, "js/") {
			return err
		}
		b, err := files.ReadFile(name)
		if err == nil {
			all[name] = pack(name, b)
		}
		return err
	})
	return all
})

// join reads first and then every file that matches pattern, in order of name.
func join(first, pattern, before, after string) []byte {
	names, _ := fs.Glob(files, pattern)
	if first != "" {
		names = append([]string{first}, names...)
	}
	var out bytes.Buffer
	for _, name := range names {
		b, _ := files.ReadFile(name)
		out.WriteString(before)
		out.Write(b)
		out.WriteString(after)
	}
	return out.Bytes()
}

func pack(name string, plain []byte) asset {
	sum := sha256.Sum256(plain)
	a := asset{kind: kind(name), plain: plain, hash: hex.EncodeToString(sum[:6])}
	if path.Ext(name) == ".woff2" {
		return a
	}
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	w.Write(plain)
	w.Close()
	a.gzip = out.Bytes()
	return a
}

// kind names the content type without asking the machine's own tables, which
// differ between systems.
func kind(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".svg":
		return "image/svg+xml"
	case "":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// URL returns the address of a file, with its version: it changes when the
// file does. An unknown name gets an address that is not found.
func URL(name string) string {
	if a, ok := assets()[name]; ok {
		return Prefix + name + "?v=" + a.hash
	}
	return Prefix + name
}

// Handler serves the files below Prefix. A versioned address may be kept for a
// year, any other must be asked for again. Everything else is not found.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := assets()[strings.TrimPrefix(r.URL.Path, Prefix)]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.kind)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("ETag", `"`+a.hash+`"`)
		if r.URL.Query().Get("v") == a.hash || a.kind == "font/woff2" {
			h.Set("Cache-Control", "private, max-age=31536000, immutable")
		} else {
			h.Set("Cache-Control", "no-cache")
		}
		if r.Header.Get("If-None-Match") == `"`+a.hash+`"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body := a.plain
		if a.gzip != nil {
			h.Set("Vary", "Accept-Encoding")
			if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				h.Set("Content-Encoding", "gzip")
				body = a.gzip
			}
		}
		if r.Method == http.MethodGet {
			w.Write(body)
		}
	})
}
