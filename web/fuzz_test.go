package web

import (
	"testing"

	"example.org/pana/internal/locale"
)

func FuzzReadRooms(f *testing.F) {
	for _, s := range []string{"5, 5, 2", "", "0", "41", "1 1 1", "5;5+2", "-1", "99999999999999999999", "５", "5\x00"} {
		f.Add(s)
	}
	r := locale.For(locale.EN, locale.Words{})
	f.Fuzz(func(t *testing.T, text string) {
		rooms, err := readRooms("rooms", text, r)
		if len(rooms) > 60 || err != nil && rooms != nil {
			t.Errorf("%q: %d rooms, %v", text, len(rooms), err)
		}
		for _, room := range rooms {
			if room.Beds < 1 || room.Beds > 40 {
				t.Errorf("%q: a room of %d beds", text, room.Beds)
			}
		}
	})
}
