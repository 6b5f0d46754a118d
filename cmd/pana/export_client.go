package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/rights"
)

type exportClient struct {
	asSomeone
	Code     string   `arg:"" help:"The client's code."`
	Out      string   `help:"The file that is to be; not there yet." placeholder:"FILE" type:"path" required:""`
	Language string   `help:"The client's language: kk, ru, en, uz or uk." default:"ru"`
	Part     []string `help:"A part of the file: identity, care, health, legal, safety. Without any, all but safety." placeholder:"PART"`
}

// Run writes a client's own copy of her file, sealed under words that are printed
// once.
func (c *exportClient) Run(ctx context.Context) error {
	wish := rights.Wish{Language: locale.Lang(c.Language), Way: rights.CopyFile}
	for _, p := range c.Part {
		wish.Parts = append(wish.Parts, pana.Compartment(p))
	}
	if len(wish.Parts) == 0 {
		wish.Parts = slices.DeleteFunc(rights.Parts(), func(p pana.Compartment) bool { return !rights.Usual(p) })
	}
	if err := c.signIn(); err != nil {
		return err
	}
	words := rights.NewPassphrase(wish.Language)
	file, err := c.copyOf(ctx, wish, words)
	if err != nil {
		return err
	}
	if err := writeNew(c.Out, file); err != nil {
		return err
	}
	fmt.Println(words)
	fmt.Fprintln(os.Stderr, reader().T("rights.copy.file.read"))
	return nil
}

// copyOf has the copy made by the server that has the house open, or makes it.
func (c *exportClient) copyOf(ctx context.Context, wish rights.Wish, words string) (file []byte, err error) {
	if _, err := os.Lstat(c.Out); err == nil {
		return nil, &pana.Error{Op: "export.client", Kind: pana.Conflict, Say: "export.there"}
	}
	if c.served() {
		bar := newBar(os.Stderr)
		defer bar.end()
		form := url.Values{"words": {words}, "language": {string(wish.Language)}}
		for _, p := range wish.Parts {
			form.Add("parts", string(p))
		}
		var text strings.Builder
		c.part = func(part string) { text.WriteString(part) }
		if err := c.through(ctx, "/clients/"+url.PathEscape(c.Code)+"/rights/copy/file", "application/x-www-form-urlencoded", []byte(form.Encode()), bar, func(int) {}); err != nil {
			return nil, err
		}
		return base64.StdEncoding.DecodeString(text.String())
	}
	err = c.inside(ctx, func(as context.Context, h *house.House) error {
		file, err = rights.New(h, casework.New(h)).CopyInFile(as, c.Code, wish, words)
		return err
	})
	return file, err
}

// writeNew writes a file that was not there before, for its owner alone.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if os.IsExist(err) {
		return &pana.Error{Op: "export.client", Kind: pana.Conflict, Say: "export.there"}
	}
	if err == nil {
		if _, err = f.Write(content); err == nil {
			err = f.Sync()
		}
		if shut := f.Close(); err == nil {
			err = shut
		}
	}
	if err != nil {
		return &pana.Error{Op: "export.client", Kind: pana.Internal, Say: "db.full", Err: err}
	}
	return nil
}
