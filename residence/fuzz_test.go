package residence

import "testing"

func FuzzReadPlace(f *testing.F) {
	for _, s := range []string{"", "extra.", "extra.r1", "b1", "extra.extra.r", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, place string) {
		bed, room := ReadPlace(place)
		if bed != "" && room != "" {
			t.Errorf("%q is a bed and a room", place)
		}
		if room != "" && (Room{ID: room}).ExtraPlace() != place {
			t.Errorf("%q leads to room %q", place, room)
		}
	})
}
