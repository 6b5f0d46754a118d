package web_test

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/learning"
)

// furnishLearning writes one of each thing that learning and work can hold. What
// she drew is among her papers already.
func (c *crowd) furnishLearning(s *stood, client pana.ClientID) {
	c.t.Helper()
	saule, l := c.As("saule"), learning.New(c.House, c.files)
	keep := func(word, id string, err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish %s: %v", word, err)
		}
		s.other[word] = id
	}
	course, err := l.WishCourse(saule, client, learning.Wish{Kind: "art"})
	keep("courses", string(course), err)
	job, err := l.AddJob(saule, client, learning.NewJob{Title: "Bakery"})
	keep("jobs", string(job), err)
	place, err := l.AddPlace(saule, client, learning.NewPlace{Kind: "school", State: "wish"})
	keep("school", string(place), err)
	step, err := l.AddOwnStep(saule, client, learning.NewOwnStep{Text: "Learn to swim"})
	keep("own-steps", string(step), err)
	s.other["works"] = s.papers[pana.Care]
	_, err = c.files.RecordConsent(saule, client, casework.NewConsent{Purpose: pana.WorksUse})
	keep("showings", "", err)
	showing, err := l.ShowWork(saule, client, pana.DocumentID(s.papers[pana.Care]), learning.NewShowing{Where: "The library", Until: "2026-12-31"})
	keep("showings", string(showing), err)
}
