package main

import (
	"os"
	"testing"

	"example.org/pana/internal/form"
)

func TestTheCommittedWorkbooksSayWhatTheirTextsSay(t *testing.T) {
	for _, name := range names {
		made, err := workbook("../" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		committed, err := os.ReadFile("../" + name + ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		a, err := form.Read(name, made)
		if err != nil {
			t.Fatal(err)
		}
		b, err := form.Read(name, committed)
		if err != nil {
			t.Fatal(err)
		}
		if a.Hash != b.Hash {
			t.Errorf("%s: run go run ./internal/form/shipped/make", name)
		}
	}
}
