package policy

import "example.org/pana"

// Acts of a youth centre. All of them begin with the same word: by it they are
// kept from every file of a shelter, see sealedFrom.
const (
	SeeCentre   Act = "youth.day"        // groups, timetable, terms: no person
	SeeGroups   Act = "youth.groups"     // who is in a group, by the name to call and the code
	MarkLesson  Act = "youth.attend"     // attendance and log of a lesson
	SeeLessons  Act = "youth.ledger.see" // what the lessons of a centre come to, and who pays: no name
	KeepCentre  Act = "youth.keep"       // groups, timetable, terms
	CannotHelp  Act = "youth.cannot"     // say that one cannot come to a lesson at which one is booked to help
	SuggestIdea Act = "youth.suggest"    // the suggestion box
	TellWorry   Act = "youth.tell"       // what somebody who meets no file is worried about

	SeeStudents  Act = "youth.students.see"  // the volunteers of a centre
	KeepStudents Act = "youth.students.keep" // what is agreed with them, and who they are

	SeeYoung    Act = "youth.see"        // the file of a young person, and that there is one
	WriteYoung  Act = "youth.write"      // open it, keep it, put somebody in a group, make-up sessions
	CertifyWay  Act = "youth.certify"    // certificate, report to who ordered it
	NoteWorry   Act = "youth.worry"      // a worry about exploitation
	SeeWorries  Act = "youth.worries"    // whom it goes to
	ReferYoung  Act = "youth.refer"      // the one way to a shelter, by consent
	TakeYoung   Act = "youth.referred"   // what came by consent from a shelter
	ReferClient Act = "client.to-centre" // the one way to a centre, by consent
)

// youthRules: youth workers keep files, teachers have lists of their groups,
// volunteers the day; a worry goes to who leads the centre.
var youthRules = map[Act][]Rule{
	SeeCentre:    either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker, pana.Teacher, pana.Volunteer)),
	CannotHelp:   either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker, pana.Teacher, pana.Volunteer)),
	SuggestIdea:  either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker, pana.Teacher, pana.Volunteer)),
	SeeGroups:    either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker, pana.Teacher)),
	MarkLesson:   either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker, pana.Teacher)),
	SeeLessons:   either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.Accountant)),
	KeepCentre:   centreStaff(),
	TellWorry:    either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker, pana.Teacher, pana.Volunteer)),
	SeeStudents:  centreStaff(),
	KeepStudents: either(give(atSite, heads...), give(atSite, pana.CentreHead)),

	SeeYoung:    centreStaff(),
	WriteYoung:  centreStaff(),
	CertifyWay:  centreStaff(),
	NoteWorry:   centreStaff(),
	SeeWorries:  either(give(atSite, heads...), give(atSite, pana.CentreHead)),
	ReferYoung:  either(give(atSite, heads...), give(atSite, pana.CentreHead)),
	TakeYoung:   either(give(atSite, heads...), give(atSite, pana.CentreHead)),
	ReferClient: either(give(atSite, heads...), give(assigned, careful...)),
}

func centreStaff() []Rule {
	return either(give(atSite, heads...), give(atSite, pana.CentreHead, pana.YouthWorker))
}
