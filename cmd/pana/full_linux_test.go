package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/web"
)

// The disk under a house fills up to the last block. Nothing new is written, in
// words; reading, finding, coming in, going out, forgetting, stopping the house
// and starting it again go on; and what was acknowledged is there.
func TestOnAFullDiskAHouseIsReadAndStoppedAndForgets(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	if w.Options().Dir == "" || !mayMount(t) {
		t.Skip("this is about a folder on a small disk")
	}
	livedIn(w)
	files, saule := casework.New(w.House), w.As("saule")
	stays, goes := bringIn(t, w), doom(t, w, saule, files, 1)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=160m"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	if err := os.CopyFS(dir, os.DirFS(w.Options().Dir)); err != nil {
		t.Fatal(err)
	}
	p := serveFolder(t, dir)
	director := p.comeIn(t, "saule")
	p.looks(t, director, "/today")
	cram(t, dir)

	post := func(path string, form url.Values) (status int, page string) {
		t.Helper()
		a, err := director.PostForm(p.url+path, form)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		b, err := io.ReadAll(a.Body)
		if err != nil {
			t.Fatal(err)
		}
		return a.StatusCode, string(b)
	}
	kept := 0
	for ; ; kept++ {
		status, page := post("/clients/"+stays+"/notes/new", url.Values{"compartment": {"care"}, "text": {fmt.Sprintf("note %d ", kept) + strings.Repeat("x", 3000)}})
		if status == http.StatusInsufficientStorage {
			if !strings.Contains(page, "The disk is full") {
				t.Error("it does not say why nothing is written")
			}
			break
		}
		if status != http.StatusSeeOther || kept > 3000 {
			t.Fatalf("note %d: status %d", kept, status)
		}
	}
	for range 10 {
		p.looks(t, director, "/today", "/clients", "/clients/"+stays, "/beds")
	}
	if status, _ := post("/clients/find", url.Values{"find": {"Gulbahor"}}); status != http.StatusOK && status != http.StatusSeeOther {
		t.Errorf("finding: status %d", status)
	}
	if status, _ := post("/clients/"+stays+"/notes/new", url.Values{"compartment": {"care"}, "text": {"late"}}); status != http.StatusInsufficientStorage {
		t.Errorf("a note took what is held for reading: status %d", status)
	}
	if status, _ := post("/sign-out", nil); status != http.StatusSeeOther {
		t.Errorf("going out: status %d", status)
	}
	director = p.comeIn(t, "saule")
	if status, page := post("/clients/"+goes.code+"/erasure", url.Values{"code": {goes.code}, "reason": {"asked"},
		"own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {housetest.Passphrase("marat")}}); status != http.StatusSeeOther {
		t.Errorf("forgetting: status %d\n%s", status, page)
	}
	if status, _ := post("/lock", nil); status != http.StatusSeeOther {
		t.Errorf("stopping: status %d", status)
	}
	director = p.comeIn(t, "saule")
	p.looks(t, director, "/clients/"+stays)
	p.end()

	// A program that was killed starts there too; then there is room again.
	p = serveFolder(t, dir)
	director = p.comeIn(t, "saule")
	p.looks(t, director, "/clients/"+stays)
	p.end()
	if err := os.Remove(filepath.Join(dir, "photographs")); err != nil {
		t.Fatal(err)
	}
	h, ctx := openAs(t, dir, "saule")
	defer h.Close()
	files = casework.New(h)
	if _, err := files.Open(ctx, goes.code); pana.KindOf(err) != pana.NotFound {
		t.Errorf("whoever was forgotten: %v", err)
	}
	f, err := files.Open(ctx, stays)
	n := len(f.Timeline)
	for more := f.More; err == nil && more != ""; {
		var notes []casework.Note
		notes, more, err = files.Timeline(ctx, stays, more)
		n += len(notes)
	}
	if err != nil || n != 4+kept {
		t.Errorf("%d entries, want 4 and the %d that were acknowledged: %v", n, kept, err)
	}
	if err := h.DB.Check(ctx); err != nil {
		t.Error(err)
	}
	if _, err := h.Verify(ctx, nil, nil); err != nil {
		t.Error(err)
	}
	t.Logf("%d notes until it was full", kept)
}

// cram fills the disk under dir to the last block.
func cram(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "photographs"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
}
