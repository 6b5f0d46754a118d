package policy

import (
	"strings"

	"example.org/pana"
)

// restricted is the other relation that takes away: while the file of a client is
// left alone, because she contests it or asked for it, nobody changes it and
// nothing of it leaves the house, whatever the role. See staysPossible for what stays.
var restricted = Relation{
	Name:  "restricted",
	holds: func(_ pana.Actor, s Subject) bool { return s.Restricted },
	sql:   `EXISTS (SELECT 1 FROM restrictions z WHERE z.client_id = c.id AND z.lifted_at = 0)`,
}

// evenSo are the acts that a restriction does not stop, and why. Reading is none of
// them: it goes on by its name, see staysPossible.
var evenSo = map[Act]string{
	ListClients:    "reading",
	FindClient:     "reading",
	OpenClient:     "reading",
	SeeClientTrail: "reading",
	ViewDocument:   "reading",
	GiveTonight:    "reading: what the night gives by",
	BreakGlass:     "reading, in an emergency",
	OpenInDanger:   "the same",

	AlertClient:   "what the night must know is said at once",
	ReportContact: "danger is reported whatever stands in the file",
	PlanMedicine:  "a wrong dose cannot wait",
	TakeCall:      "whoever calls is answered",
	WriteLine:     "what the next shift must know is said at once",
	NoteOut:       "who is in the house and who is not",
	PartIncident:  "what happened in the house is written down whatever stands in the file",
	SayAgreed:     "what she says to living together is hers to say",
	GiveMedicine:  "what was given is written down",
	CountBox:      "what lies in the box is counted whatever stands in the file",
	RecordArrival: "the door", Admit: "a bed", Move: "a bed", Discharge: "a bed", OverrideBedRule: "a bed", ReopenClient: "the door",
	SetConflict: "who must not read it", LiftConflict: "who must not read it", AssignClient: "somebody has to be there for her", HandOver: "the same",
	NoteMet:         "who came to her door is written down whatever stands in the file",
	AskHelper:       "whom she does not wish near her is not brought to her",
	HandBack:        "what is hers goes back on her word",
	WithdrawConsent: "what she takes back is taken back at once",
	WithdrawStory:   "the same",
	TakeDownStory:   "the same: whoever shows it is asked to take it down",
	HoldFile:        "storing",
	NoteWorry:       "danger is written down whatever stands in the file",
	SeeGroups:       "reading: who is in a lesson", MarkLesson: "who was there is a fact of the lesson", SeeCentre: "reading", SeeWorries: "reading",

	RestrictClient: "it is restricted already, and the page says so", LiftRestriction: "the way out",
	RecordDisclosure: "what has left is written down", AnswerDisclosure: "that she is told",
	RecordOrder:   "storing; it is handed out after a head has lifted the restriction",
	AskCorrection: "what she says is wrong is written down", AnswerCorrection: "and answered; a change of the file itself waits",
}

// staysPossible reports whether act is done even to a file that is restricted. To write
// into a part of a file is no act of its own: it goes with one that is asked too.
func staysPossible(act Act) bool {
	return evenSo[act] != "" || strings.HasSuffix(string(act), ".see") ||
		strings.HasPrefix(string(act), "client.read.") || strings.HasPrefix(string(act), "client.write.")
}
