package web

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestAFormSentTwiceWritesOnce(t *testing.T) {
	book := newOnceBook()
	var writes atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			to, err := book.do("session|/arrivals|key", func() (string, error) {
				writes.Add(1)
				return "/clients/KZ-26-417", nil
			})
			if to != "/clients/KZ-26-417" || err != nil {
				t.Errorf("led to %q, %v", to, err)
			}
		})
	}
	all.Wait()
	if writes.Load() != 1 {
		t.Errorf("%d writes", writes.Load())
	}
}

func TestAFormThatFailedMayBeSentAgain(t *testing.T) {
	book := newOnceBook()
	refused := errors.New("bed taken")
	if _, err := book.do("k", func() (string, error) { return "", refused }); err != refused {
		t.Fatal(err)
	}
	if to, err := book.do("k", func() (string, error) { return "/beds", nil }); to != "/beds" || err != nil {
		t.Errorf("second try: %q, %v", to, err)
	}
}
