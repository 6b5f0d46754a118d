package policy_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/policy"
)

func TestOnlyWhoMaySeeAPartLearnsWhatHappenedInIt(t *testing.T) {
	for _, c := range []struct {
		name string
		role pana.Role
		act  policy.Act
		s    policy.Subject
		want bool
	}{
		{"a note in a file she may open", pana.SocialWorker, policy.NoteClient, ours, true},
		{"a bed, by whoever sees beds", pana.NightDuty, policy.Move, policy.Subject{Client: "c", Site: shelter, Present: true}, true},
		{"a bed, by a lawyer who sees none", pana.Lawyer, policy.Move, mine, false},
		{"private notes, by the director", pana.Director, policy.PrivateNote, ours, false},
		{"that private notes were opened in an emergency", pana.SocialWorker, policy.BreakGlass, mine, true},
		{"anything, by a student", pana.Volunteer, policy.NoteClient, mine, false},
		{"anything, about a file hidden from her", pana.Director, policy.NoteClient, conflict, false},
	} {
		if got := policy.Learns(as(c.role), c.act, c.s); got != c.want {
			t.Errorf("%s: learns = %v", c.name, got)
		}
	}
}

func TestTheTrailNamesOnlyPartsThatItsReaderMightOpen(t *testing.T) {
	for role, want := range map[pana.Role]string{
		pana.SocialWorker: "identity care", pana.Director: "identity care bond", pana.Psychologist: "identity care bond therapy", pana.Nurse: "identity",
	} {
		var got string
		for _, c := range policy.LearnsOpened(as(role), "identity care bond therapy", mine) {
			got += " " + string(c)
		}
		if got != " "+want {
			t.Errorf("%s is told of%s, want %s", role, got, want)
		}
	}
}
