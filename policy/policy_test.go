package policy_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/policy"
)

const (
	shelter = pana.SiteID("shelter")
	centre  = pana.SiteID("youth-centre")
)

// as returns someone who holds role, at the shelter unless the role is the
// whole house's or belongs to the youth centre.
func as(role pana.Role) pana.Actor {
	g := pana.Grant{Role: role, Site: shelter}
	switch {
	case policy.HouseWide(role):
		g.Site = ""
	case role == pana.YouthWorker || role == pana.CentreHead:
		g.Site = centre
	}
	return pana.Actor{Staff: pana.StaffID("who-" + string(role)), Grants: []pana.Grant{g}}
}

var (
	ours     = policy.Subject{Client: "aru", Site: shelter, Present: true}
	mine     = policy.Subject{Client: "aru", Site: shelter, Present: true, Assigned: true}
	away     = policy.Subject{Client: "aru", Site: shelter}
	conflict = policy.Subject{Client: "aru", Site: shelter, Present: true, Assigned: true, Conflicted: true}
	young    = policy.Subject{Client: "boy", Site: centre, Present: true, Assigned: true, Young: true}
	hall     = policy.Subject{Site: centre}
	site     = policy.Subject{Site: shelter}
	house    = policy.Subject{}
	stranger = policy.Subject{Person: "someone-else"}
)

// Every act of the table stands here with someone who is refused it: a row is
// missing, the test fails; the row is allowed, the test fails.
var refusals = []struct {
	act  policy.Act
	role pana.Role
	s    policy.Subject
	kind pana.Kind
	why  string
}{
	{policy.SeeToday, "", house, pana.Forbidden, "nobody is signed in"},
	{policy.SeePolicy, "", house, pana.Forbidden, "nobody is signed in"},
	{policy.SaveDraft, "", house, pana.Forbidden, "nobody is signed in"},
	{policy.LockHouse, "", house, pana.Forbidden, "a stranger cannot stop the house"},
	{policy.StartHouse, pana.Volunteer, house, pana.Forbidden, "a student does not open the house"},
	{policy.SetSelf, pana.Director, stranger, pana.Forbidden, "nobody sets another's passphrase"},
	{policy.SetSecondFactor, pana.Director, stranger, pana.Forbidden, "nor another's second step"},
	{policy.KeepPasskeys, pana.Director, stranger, pana.Forbidden, "nor brings another's passkeys"},
	{policy.SetDuress, pana.Director, stranger, pana.Forbidden, "what one types when forced is one's own"},
	{policy.KeepPeers, pana.Administrator, house, pana.Forbidden, "who may stop the house is the heads' to say"},
	{policy.WriteLetter, pana.SocialWorker, house, pana.Forbidden, "nobody else stops another house"},
	{policy.DemandFactor, pana.Administrator, house, pana.Forbidden, "who keeps the machine does not say how one comes in"},
	{policy.LoseFactor, pana.Administrator, house, pana.Forbidden, "nor that somebody comes in without her second step"},
	{policy.SetHouse, pana.SocialWorker, house, pana.Forbidden, "settings are the director's"},
	{policy.VerifyHouse, pana.SocialWorker, house, pana.Forbidden, "the proof of the whole is not a worker's task"},
	{policy.RunBackup, pana.Accountant, house, pana.Forbidden, "the copy of everything is not for the books"},
	{policy.CloseHouse, pana.Administrator, house, pana.Forbidden, "who keeps the machine does not end the work of the house"},
	{policy.ReopenHouse, pana.SocialWorker, house, pana.Forbidden, "nor does a worker begin it again"},
	{policy.ExportHouse, pana.Administrator, house, pana.Forbidden, "who keeps the machine does not carry the house away"},
	{policy.SeeErasures, pana.SocialWorker, house, pana.Forbidden, "whose time is over is the heads' list"},
	{policy.EraseClient, pana.SocialWorker, mine, pana.Forbidden, "who knows her best does not erase her"},
	{policy.EraseNotes, pana.SocialWorker, house, pana.Forbidden, "who came and who rang goes when those who lead the house say so"},
	{policy.HoldFile, pana.Psychologist, mine, pana.Forbidden, "a reason in law is the lawyer's or the worker's to name"},
	{policy.LiftHold, pana.Lawyer, mine, pana.Forbidden, "who names the reason does not lift it"},
	{policy.KeepKit, pana.Administrator, house, pana.Forbidden, "who keeps the machine prints no keys"},
	{policy.RekeyKit, pana.Administrator, house, pana.Forbidden, "nor makes the old ones worthless"},
	{policy.SeeTrail, pana.Administrator, house, pana.Forbidden, "keeping the machine is not reading the trail"},
	{policy.SeeStaff, pana.Volunteer, house, pana.Forbidden, "a student sees no list of staff"},
	{policy.AddStaff, pana.Administrator, house, pana.Forbidden, "the machine's keeper cannot let himself in"},
	{policy.GrantStaff, pana.Administrator, house, pana.Forbidden, "nor give himself a role"},
	{policy.EndStaff, pana.Psychologist, house, pana.Forbidden, "leaving is the director's act"},
	{policy.AdmitToCircle, pana.Funder, house, pana.Forbidden, "a payer admits nobody"},

	{policy.SeeClient, pana.NightDuty, away, pana.NotFound, "night duty sees who is in the house and nobody else"},
	{policy.ListClients, pana.Accountant, ours, pana.NotFound, "money, no persons"},
	{policy.FindClient, pana.Coordinator, ours, pana.NotFound, "totals, no persons"},
	{policy.OpenClient, pana.Director, conflict, pana.NotFound, "a conflict closes the file to the director too"},
	{policy.EditClient, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client is read in short, not edited"},
	{policy.NoteClient, pana.Psychologist, ours, pana.Forbidden, "not hers"},
	{policy.AlertClient, pana.Lawyer, mine, pana.Forbidden, "alerts are the house's"},
	{policy.RelateClient, pana.NightDuty, ours, pana.Forbidden, "the night asks nothing about kin"},
	{policy.AddChild, pana.Nurse, ours, pana.Forbidden, "a child's file is opened by who knows the family"},
	{policy.FileDocument, pana.NightDuty, ours, pana.Forbidden, "papers wait until morning"},
	{policy.ViewDocument, pana.NightDuty, ours, pana.Forbidden, "histories are not the night's"},
	{policy.RecordConsent, pana.Nurse, ours, pana.Forbidden, "consent is taken by who explains it"},
	{policy.WithdrawConsent, pana.Teacher, ours, pana.NotFound, "a teacher meets no file"},
	{policy.AssignClient, pana.SocialWorker, mine, pana.Forbidden, "who works with whom is the director's"},
	{policy.TagClient, pana.NightDuty, ours, pana.Forbidden, "tags are case work"},
	{policy.StageClient, pana.Nurse, ours, pana.Forbidden, "the stage is case work"},
	{policy.RecordFacts, pana.Lawyer, mine, pana.Forbidden, "what happened is told to the social worker"},
	{policy.SetConflict, pana.NightDuty, ours, pana.Forbidden, "only for one's own client"},
	{policy.LiftConflict, pana.Director, conflict, pana.NotFound, "never by the one it names"},
	{policy.SeeClientTrail, pana.NightDuty, ours, pana.Forbidden, "who looked is case work"},
	{policy.ReadAct(pana.Identity), pana.Volunteer, ours, pana.NotFound, "a student meets no file"},
	{policy.ReadAct(pana.Care), pana.SocialWorker, ours, pana.Forbidden, "own clients in full, others in short"},
	{policy.ReadAct(pana.Health), pana.Psychologist, mine, pana.Forbidden, "health is the nurse's and the social worker's"},
	{policy.ReadAct(pana.Legal), pana.Nurse, mine, pana.Forbidden, "court is not health"},
	{policy.ReadAct(pana.Safety), pana.Lawyer, mine, pana.Forbidden, "safety is not papers"},
	{policy.ReadAct(pana.Therapy), pana.Director, mine, pana.Forbidden, "therapy notes are the author's"},
	{policy.WriteAct(pana.Identity), pana.Lawyer, mine, pana.Forbidden, "names are the house's"},
	{policy.WriteAct(pana.Care), pana.Lawyer, mine, pana.Forbidden, "daily life is the house's"},
	{policy.WriteAct(pana.Health), pana.Lawyer, mine, pana.Forbidden, "court is not health"},
	{policy.WriteAct(pana.Legal), pana.Psychologist, mine, pana.Forbidden, "papers are the social worker's and the lawyer's"},
	{policy.WriteAct(pana.Safety), pana.Nurse, ours, pana.Forbidden, "safety is case work"},
	{policy.ReadAct(pana.Bond), pana.SocialWorker, mine, pana.Forbidden, "what ties her is the psychologist's and the director's"},
	{policy.WriteAct(pana.Bond), pana.Nurse, ours, pana.Forbidden, "a nurse notes no bond"},
	{policy.WriteAct(pana.Therapy), pana.SocialWorker, mine, pana.Forbidden, "therapy is the psychologist's"},

	{policy.SeeSessions, pana.NightDuty, ours, pana.Forbidden, "when she talks with whom is not the night's"},
	{policy.HoldSession, pana.Psychologist, ours, pana.Forbidden, "a colleague's client"},
	{policy.SeeTherapy, pana.Director, mine, pana.Forbidden, "private notes are the author's"},
	{policy.PrivateNote, pana.SocialWorker, mine, pana.Forbidden, "therapy is the psychologist's"},
	{policy.EarlyChildhood, pana.Deputy, mine, pana.Forbidden, "early childhood is for psychologists"},
	{policy.BreakGlass, pana.Psychologist, mine, pana.Forbidden, "nobody breaks the glass of a colleague"},
	{policy.SeeInstruments, pana.Director, mine, pana.Forbidden, "scores stay with the psychologist"},
	{policy.UseInstrument, pana.SocialWorker, mine, pana.Forbidden, "instruments are the psychologist's"},

	{policy.HeedNotice, pana.Director, stranger, pana.Forbidden, "what another was told is not hers to put away"},
	{policy.OpenInDanger, pana.Director, conflict, pana.NotFound, "no danger opens a file to the one it is hidden from"},
	{policy.GoOnLooking, pana.Director, stranger, pana.Forbidden, "nobody gives another's reason"},
	{policy.SeeLooks, pana.Administrator, house, pana.Forbidden, "who keeps the machine does not count a colleague's looks"},
	{policy.LetLook, pana.SocialWorker, house, pana.Forbidden, "nobody lets a colleague look further but who leads"},
	{policy.SeeSecond, pana.Director, stranger, pana.Forbidden, "what another is asked to stand behind is hers"},
	{policy.AskSecond, pana.Administrator, house, pana.Forbidden, "who keeps the machine begins nothing that takes two"},
	{policy.AgreeSecond, pana.Deputy, stranger, pana.Forbidden, "nobody agrees in another's place"},
	{policy.EndSecond, pana.Director, stranger, pana.Forbidden, "nor refuses in it"},
	{policy.SeeDanger, pana.NightDuty, ours, pana.Forbidden, "why a file was opened is told to those who work with her"},
	{policy.SeeRights, pana.NightDuty, ours, pana.Forbidden, "what she asks about her file is asked by day"},
	{policy.CopyClient, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client"},
	{policy.RestrictClient, pana.Nurse, mine, pana.Forbidden, "a wish about the file is heard by case work"},
	{policy.LiftRestriction, pana.SocialWorker, mine, pana.Forbidden, "who works on the file does not free it"},
	{policy.AskCorrection, pana.NightDuty, ours, pana.Forbidden, "told by day"},
	{policy.AnswerCorrection, pana.Lawyer, mine, pana.Forbidden, "answered by who keeps the file"},
	{policy.SeeOrders, pana.Psychologist, mine, pana.Forbidden, "what a court wants is the lawyer's and the heads'"},
	{policy.RecordOrder, pana.SocialWorker, mine, pana.Forbidden, "an order is read by who knows the law"},
	{policy.ExportOrder, pana.Lawyer, mine, pana.Forbidden, "two heads hand it out"},
	{policy.SeeDisclosures, pana.Nurse, mine, pana.Forbidden, "who was told what is case work"},
	{policy.ListDisclosures, pana.SocialWorker, house, pana.Forbidden, "what left the house about everyone is the heads' list"},
	{policy.RecordDisclosure, pana.Lawyer, mine, pana.Forbidden, "the register is kept by who works with her"},
	{policy.AnswerDisclosure, pana.NightDuty, ours, pana.Forbidden, "she is told by day, by someone she knows"},

	{policy.KeepOwnSessions, pana.Director, policy.Subject{Person: "another"}, pana.Forbidden, "one's own sign-ins, nobody else's"},
	{policy.KeepSessions, pana.SocialWorker, house, pana.Forbidden, "a colleague's sign-ins are not a colleague's"},

	{policy.SeePeople, pana.Administrator, house, pana.Forbidden, "who keeps the machine does not read on what terms others work"},
	{policy.KeepPeople, pana.SocialWorker, house, pana.Forbidden, "nor does a colleague change them"},
	{policy.SeeOwnTerms, pana.Director, stranger, pana.Forbidden, "the page of one's own is one's own"},
	{policy.NoteOwnTerms, pana.Volunteer, stranger, pana.Forbidden, "nobody notes what another learned"},

	{policy.PlanLeaving, pana.Administrator, house, pana.Forbidden, "who keeps the machine says nothing of who leaves"},
	{policy.HandOver, pana.SocialWorker, mine, pana.Forbidden, "who follows is the heads' to say"},
	{policy.FinishLeaving, pana.Psychologist, house, pana.Forbidden, "leaving is the heads' act"},

	{policy.SeeOutsiders, pana.Volunteer, site, pana.Forbidden, "a student reads nothing of other students and guests"},
	{policy.KeepOutsiders, pana.NightDuty, site, pana.Forbidden, "the night reads who comes and agrees nothing"},
	{policy.ConfirmOutsider, pana.NightDuty, site, pana.Forbidden, "who somebody is is looked at by day"},
	{policy.ClearOutsider, pana.SocialWorker, site, pana.Forbidden, "a wrong match is cleared by the director"},
	{policy.NoteVisitor, pana.Volunteer, site, pana.Forbidden, "a student does not stand at the door"},
	{policy.NoteMet, pana.Lawyer, mine, pana.Forbidden, "a lawyer keeps no shift"},
	{policy.InviteGuests, pana.Psychologist, site, pana.Forbidden, "guests are asked in by who keeps the house's days"},
	{policy.AskMeeting, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client is asked by the colleague"},

	{policy.SeeHelpers, pana.NightDuty, site, pana.Forbidden, "who interprets is arranged by day"},
	{policy.KeepHelpers, pana.Psychologist, site, pana.Forbidden, "a pledge is taken by social work"},
	{policy.SeeHelped, pana.SocialWorker, ours, pana.Forbidden, "whom she wishes beside her is between her and who works with her"},
	{policy.AskHelper, pana.Teacher, mine, pana.NotFound, "who interprets herself meets no file"},
	{policy.BookHelper, pana.Volunteer, ours, pana.NotFound, "a student meets no file"},

	{policy.SeeIncidents, pana.Volunteer, site, pana.Forbidden, "what happens between those who live here is not a student's to read"},
	{policy.NoteIncident, pana.Teacher, site, pana.Forbidden, "who keeps the house writes it down; a teacher tells her"},
	{policy.SettleIncident, pana.NightDuty, site, pana.Forbidden, "what comes of it is looked at by day"},
	{policy.SeeHerIncidents, pana.Lawyer, mine, pana.Forbidden, "a lawyer asks, and is told what she needs"},
	{policy.PartIncident, pana.Lawyer, mine, pana.Forbidden, "a lawyer keeps no shift"},
	{policy.SayAgreed, pana.Lawyer, mine, pana.Forbidden, "how one lives together is not of the law"},
	{policy.KeepChores, pana.Volunteer, site, pana.Forbidden, "who does what in the house is said by who keeps it"},

	{policy.FileComplaint, pana.Funder, site, pana.Forbidden, "who pays from outside reads no names of those who work here"},
	{policy.SeeComplaints, pana.NightDuty, site, pana.Forbidden, "whoever wrote a complaint down does not read those of others"},
	{policy.SettleComplaint, pana.Teacher, site, pana.Forbidden, "an answer is given by who leads"},

	{policy.SeePartners, pana.Volunteer, site, pana.Forbidden, "not a student's"},
	{policy.KeepPartners, pana.Psychologist, site, pana.Forbidden, "partners are kept by social work"},
	{policy.RecordRequest, pana.YouthWorker, site, pana.Forbidden, "the centre takes no bed request"},
	{policy.SeeRequests, pana.NightDuty, site, pana.Forbidden, "requests wait for the day"},
	{policy.AnswerRequest, pana.Psychologist, site, pana.Forbidden, "accepting is social work"},
	{policy.RecordArrival, pana.CentreHead, site, pana.Forbidden, "the centre lets nobody in here"},
	{policy.SeeBeds, pana.YouthWorker, site, pana.Forbidden, "the centre does not see the shelter"},
	{policy.KeepBeds, pana.SocialWorker, site, pana.Forbidden, "rooms are the director's"},
	{policy.Admit, pana.Nurse, site, pana.Forbidden, "a nurse gives no bed"},
	{policy.Move, pana.Nurse, ours, pana.Forbidden, "a nurse gives no bed"},
	{policy.Discharge, pana.NightDuty, ours, pana.Forbidden, "nobody is sent away at night"},
	{policy.OverrideBedRule, pana.Lawyer, site, pana.Forbidden, "bed rules are the house's"},
	{policy.SeeTerm, pana.NightDuty, ours, pana.Forbidden, "who pays is not the night's"},
	{policy.SetTerm, pana.Psychologist, mine, pana.Forbidden, "money is the social worker's and the director's"},
	{policy.AskTerm, pana.SocialWorker, ours, pana.Forbidden, "for one's own clients"},
	{policy.AnswerTerm, pana.SocialWorker, mine, pana.Forbidden, "the director keeps the payer's word"},
	{policy.SeeCalendar, pana.Volunteer, site, pana.Forbidden, "a student meets no file, so none of its days"},
	{policy.SeeInbox, pana.SocialWorker, site, pana.Forbidden, "decisions are the director's"},
	{policy.SeeNews, pana.Accountant, site, pana.Forbidden, "money, no persons"},
	{policy.PrintSummary, pana.NightDuty, ours, pana.Forbidden, "her page is given by who works with her"},
	{policy.SeeReturn, pana.Lawyer, mine, pana.Forbidden, "who had a hand in it is safety, not papers"},
	{policy.PlanReturn, pana.NightDuty, ours, pana.Forbidden, "the way home is planned by day"},
	{policy.CheckReturn, pana.SocialWorker, ours, pana.Forbidden, "the check is done with one's own clients"},
	{policy.SignReturn, pana.Director, conflict, pana.NotFound, "who stands near signs nothing"},
	{policy.ExceptReturn, pana.Psychologist, mine, pana.Forbidden, "an exception is the director's"},
	{policy.TravelReturn, pana.Nurse, ours, pana.Forbidden, "a nurse sends nobody on the road"},
	{policy.SeeWatch, pana.SocialWorker, site, pana.Forbidden, "the list of matches is the director's"},
	{policy.ClearWatch, pana.SocialWorker, mine, pana.Forbidden, "a wrong match is cleared by the director"},
	{policy.SeePapers, pana.Psychologist, mine, pana.Forbidden, "papers are the social worker's and the lawyer's"},
	{policy.WritePapers, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client"},
	{policy.TakePaperStep, pana.Nurse, mine, pana.Forbidden, "an office is not health"},
	{policy.SeeCourt, pana.Psychologist, mine, pana.Forbidden, "court is the social worker's and the lawyer's"},
	{policy.WriteCourt, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client"},
	{policy.KeepHearing, pana.NightDuty, ours, pana.Forbidden, "the night keeps no hearings"},

	{policy.SeeHealth, pana.Psychologist, mine, pana.Forbidden, "health is the nurse's and the social worker's"},
	{policy.WriteHealth, pana.NightDuty, ours, pana.Forbidden, "the night raises an alert and calls for help"},
	{policy.PlanVisit, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client"},
	{policy.PlanMedicine, pana.Nurse, away, pana.NotFound, "who has no bed here takes no medicine from her"},
	{policy.PrintSlip, pana.Lawyer, mine, pana.Forbidden, "court is not health"},
	{policy.GiveTonight, pana.NightDuty, away, pana.NotFound, "the night gives to who is here"},
	{policy.SeeLearning, pana.Teacher, ours, pana.NotFound, "a teacher meets no file"},
	{policy.WriteLearning, pana.Psychologist, mine, pana.Forbidden, "she reads of school and does not write it"},
	{policy.ShowWork, pana.Psychologist, mine, pana.Forbidden, "where a drawing hangs is the social worker's to arrange"},
	{policy.CareForChild, pana.Nurse, ours, pana.Forbidden, "a child's steps are kept by who knows the child"},
	{policy.SeeExit, pana.NightDuty, ours, pana.Forbidden, "how someone leaves is case work"},
	{policy.PrepareExit, pana.SocialWorker, ours, pana.Forbidden, "only with one's own clients"},
	{policy.DecideExit, pana.SocialWorker, mine, pana.Forbidden, "a worker proposes, the director decides"},
	{policy.SeeCalls, pana.NightDuty, away, pana.NotFound, "the night sees of a call what the call needs, never the history"},
	{policy.AgreeCalls, pana.NightDuty, ours, pana.Forbidden, "what is agreed is agreed by day"},
	{policy.TakeCall, pana.Lawyer, mine, pana.Forbidden, "a call is the house's"},
	{policy.ExtendCalls, pana.SocialWorker, mine, pana.Forbidden, "the limit is the director's"},
	{policy.CloseCalls, pana.NightDuty, away, pana.NotFound, "nothing is closed at night"},
	{policy.ReopenClient, pana.Nurse, away, pana.NotFound, "a nurse gives no bed"},
	{policy.ImportCases, pana.Administrator, house, pana.Forbidden, "the machine's keeper brings in no persons"},

	{policy.SeeForms, pana.Volunteer, site, pana.Forbidden, "a student meets no form of a file"},
	{policy.KeepForms, pana.Psychologist, site, pana.Forbidden, "the shelf is the social worker's and the director's"},
	{policy.AnswerForm, pana.NightDuty, ours, pana.Forbidden, "forms wait for the day"},

	{policy.SeeTrust, pana.NightDuty, ours, pana.Forbidden, "trust is not watched from the night"},
	{policy.NoteTrust, pana.Director, ours, pana.Forbidden, "what grows between three is not the director's to write"},
	{policy.ProposeTrust, pana.Director, mine, pana.Forbidden, "trust is the word of the two who work with her"},
	{policy.ConfirmTrust, pana.Nurse, mine, pana.Forbidden, "asked by those she trusts"},
	{policy.TakeBackTrust, pana.Deputy, mine, pana.Forbidden, "nobody's to take back but theirs"},
	{policy.SpreadTrust, pana.SocialWorker, house, pana.Forbidden, "the spread is for heads and psychologist"},
	{policy.SeePlan, pana.SocialWorker, ours, pana.Forbidden, "a colleague's plan"},
	{policy.WritePlan, pana.Lawyer, mine, pana.Forbidden, "the lawyer does steps, the plan is the client's with her workers"},
	{policy.StepPlan, pana.NightDuty, ours, pana.Forbidden, "plans are the day's"},
	{policy.ReviewPlan, pana.Nurse, mine, pana.Forbidden, "looked at with the client by her workers"},
	{policy.SeeOutcomes, pana.Funder, ours, pana.NotFound, "no person's answer goes to a payer"},
	{policy.RateOutcomes, pana.NightDuty, ours, pana.Forbidden, "asked by day"},
	{policy.SeeSkills, pana.Teacher, ours, pana.NotFound, "a teacher meets no file"},
	{policy.RateSkills, pana.Volunteer, mine, pana.NotFound, "a student marks nobody"},
	{policy.RateSkillGroup, pana.Teacher, site, pana.Forbidden, "a teacher has lists of lessons, not of skills"},
	{policy.KeepSkills, pana.SocialWorker, house, pana.Forbidden, "the ladder is the house's"},
	{policy.SeeAssessment, pana.Lawyer, mine, pana.Forbidden, "needs are the social worker's and the psychologist's"},
	{policy.ListAssessments, pana.NightDuty, site, pana.Forbidden, "a list of who waits is the day's"},
	{policy.SitAssessment, pana.Psychologist, mine, pana.Forbidden, "the social worker assesses first"},
	{policy.BeginAssessment, pana.SocialWorker, ours, pana.Forbidden, "a colleague's client"},
	{policy.FinishAssessment, pana.Nurse, ours, pana.Forbidden, "health is one area of twelve"},
	{policy.OverrideAssessment, pana.NightDuty, ours, pana.Forbidden, "what cannot wait at night is the on-call person's"},
	{policy.TakeAssessment, pana.SocialWorker, mine, pana.Forbidden, "nobody takes over from herself"},
	{policy.SeeBefore, pana.NightDuty, ours, pana.Forbidden, "histories are not the night's"},
	{policy.RecordBefore, pana.Lawyer, mine, pana.Forbidden, "what was before is no matter of a court"},
	{policy.SeeRisk, pana.Nurse, ours, pana.Forbidden, "safety is case work"},
	{policy.ReviewRisk, pana.NightDuty, ours, pana.Forbidden, "the night reports, the day reviews"},
	{policy.ReportContact, pana.SocialWorker, ours, pana.Forbidden, "by who works with her or is with her tonight"},
	{policy.ReportContact, pana.Volunteer, ours, pana.NotFound, "a student meets no file"},
	{policy.SeeBond, pana.SocialWorker, mine, pana.Forbidden, "what ties her is the psychologist's and the director's"},
	{policy.RecordBond, pana.SocialWorker, mine, pana.Forbidden, "the same"},
	{policy.SeeRules, pana.Teacher, ours, pana.NotFound, "a teacher meets no file"},
	{policy.SetRules, pana.NightDuty, ours, pana.Forbidden, "rules are kept at night, not made"},
	{policy.SeeSafetyPlan, pana.NightDuty, ours, pana.Forbidden, "the night has the crisis plan"},
	{policy.AgreeSafetyPlan, pana.Lawyer, mine, pana.Forbidden, "safety is not papers"},
	{policy.SeeCrisisPlan, pana.Lawyer, mine, pana.Forbidden, "what calms her is the house's"},
	{policy.AgreeCrisisPlan, pana.NightDuty, ours, pana.Forbidden, "agreed in daylight"},

	{policy.SeeBelongings, pana.Lawyer, mine, pana.Forbidden, "a lawyer has no key to the safe"},
	{policy.SeeFunding, pana.SocialWorker, policy.Subject{}, pana.Forbidden, "agreements are the heads' and the accountant's"},
	{policy.SeeLedger, pana.Funder, policy.Subject{}, pana.Forbidden, "a funder's officer reads no lines"},
	{policy.KeepAgreement, pana.Accountant, policy.Subject{}, pana.Forbidden, "an accountant reads what is agreed and does not change it"},
	{policy.SplitShares, pana.Accountant, policy.Subject{}, pana.Forbidden, "nor how it is split"},
	{policy.CloseMonth, pana.Administrator, policy.Subject{}, pana.Forbidden, "an administrator has nothing to do with money"},
	{policy.ReopenMonth, pana.Accountant, policy.Subject{}, pana.Forbidden, "a closed month is opened anew by a head"},
	{policy.ClaimMoney, pana.Funder, policy.Subject{}, pana.Forbidden, "a funder does not say what was paid"},
	{policy.SeeOwnFunding, pana.Funder, policy.Subject{}, pana.Forbidden, "another agreement is another funder's"},
	{policy.TickServices, pana.Volunteer, policy.Subject{}, pana.Forbidden, "a volunteer ticks nothing for anybody"},
	{policy.SeeDays, pana.NightDuty, mine, pana.Forbidden, "the night counts no days"},
	{policy.NoteAbsence, pana.NightDuty, mine, pana.Forbidden, "the book at the door is theirs, the reason is not"},
	{policy.MendService, pana.Accountant, ours, pana.NotFound, "who pays does not say how long it took"},
	{policy.SeeLicence, pana.Accountant, policy.Subject{}, pana.Forbidden, "the licence is the heads'"},
	{policy.KeepLicence, pana.SocialWorker, policy.Subject{}, pana.Forbidden, "and theirs to keep"},
	{policy.KeepBelongings, pana.Volunteer, mine, pana.NotFound, "a volunteer meets no file"},
	{policy.HandBack, pana.Lawyer, mine, pana.Forbidden, "papers of a court are another matter"},
	{policy.GiveThings, pana.Accountant, ours, pana.NotFound, "who pays does not meet her"},
	{policy.SeeReports, pana.Funder, stranger, pana.Forbidden, "a funder reads her own agreement's sheets"},
	{policy.MakeReports, pana.Funder, house, pana.Forbidden, "nor what is not approved"},
	{policy.ApproveReports, pana.Accountant, house, pana.Forbidden, "what leaves is the heads' to answer for"},
	{policy.ReopenReports, pana.Accountant, house, pana.Forbidden, "and so is taking it back"},
	{policy.KeepLayouts, pana.Accountant, house, pana.Forbidden, "a layout says what will leave"},
	{policy.NameInReport, pana.Accountant, ours, pana.NotFound, "money, no persons"},
	{policy.SeeNight, pana.Volunteer, site, pana.Forbidden, "who is on duty and who is out is not a student's"},
	{policy.KeepShift, pana.Teacher, site, pana.Forbidden, "whoever gives lessons keeps no house"},
	{policy.HandShift, pana.Lawyer, site, pana.Forbidden, "a lawyer hands no shift over"},
	{policy.WriteLine, pana.NightDuty, away, pana.NotFound, "who does not sleep here is not the night's"},
	{policy.NoteOut, pana.Lawyer, mine, pana.Forbidden, "a lawyer does not note who goes out"},
	{policy.CallRoll, pana.Volunteer, site, pana.Forbidden, "the list of who is here is the staff's"},
	{policy.LogCall, pana.Volunteer, site, pana.Forbidden, "a student does not answer the telephone"},
	{policy.GiveMedicine, pana.Psychologist, mine, pana.Forbidden, "medicine is the nurse's and the night's"},
	{policy.CountBox, pana.Lawyer, mine, pana.Forbidden, "the box is not the lawyer's"},
	{policy.SeeCentre, pana.SocialWorker, hall, pana.Forbidden, "the shelter does not see the centre"},
	{policy.SeeGroups, pana.Volunteer, hall, pana.Forbidden, "a student has no list of young people"},
	{policy.MarkLesson, pana.Volunteer, hall, pana.Forbidden, "nor marks who came"},
	{policy.SeeLessons, pana.YouthWorker, hall, pana.Forbidden, "who pays is for who leads the centre"},
	{policy.SeeStudents, pana.Volunteer, hall, pana.Forbidden, "a student reads nothing of other students"},
	{policy.KeepStudents, pana.YouthWorker, hall, pana.Forbidden, "who leads the centre agrees with students"},
	{policy.KeepCentre, pana.Teacher, hall, pana.Forbidden, "the timetable is the centre's"},
	{policy.CannotHelp, pana.Accountant, hall, pana.Forbidden, "who is booked for no lesson has none to say no to"},
	{policy.SuggestIdea, pana.Funder, hall, pana.Forbidden, "ideas come from those who are there"},
	{policy.TellWorry, pana.NightDuty, hall, pana.Forbidden, "what is told at the centre is told by those who are there"},
	{policy.SeeYoung, pana.Teacher, young, pana.NotFound, "a teacher meets no file"},
	{policy.SeeYoung, pana.Director, mine, pana.NotFound, "no act of the centre reaches a file of a shelter"},
	{policy.SeeClient, pana.Director, young, pana.NotFound, "nor the other way round"},
	{policy.WriteYoung, pana.Volunteer, young, pana.NotFound, "a volunteer meets no file"},
	{policy.CertifyWay, pana.SocialWorker, young, pana.NotFound, "the shelter certifies nothing of the centre"},
	{policy.NoteWorry, pana.NightDuty, young, pana.NotFound, "the night of a shelter knows nobody here"},
	{policy.SeeWorries, pana.YouthWorker, young, pana.Forbidden, "who leads the centre reads worries"},
	{policy.ReferYoung, pana.YouthWorker, young, pana.Forbidden, "who leads the centre refers, by consent"},
	{policy.TakeYoung, pana.YouthWorker, hall, pana.Forbidden, "what comes from a shelter is read by who leads the centre"},
	{policy.ReferClient, pana.NightDuty, ours, pana.Forbidden, "nobody is referred at night"},
	{policy.SwapDuty, pana.Volunteer, site, pana.Forbidden, "turns are given over by those who can be on duty"},
	{policy.KeepRoster, pana.NightDuty, site, pana.Forbidden, "who keeps which night is planned by those who lead"},
	{policy.WritePages, pana.NightDuty, site, pana.Forbidden, "the night keeps the rules of the house and does not make them"},
	{policy.SeeCollections, pana.SocialWorker, house, pana.Forbidden, "money is the heads' and the accountant's"},
	{policy.KeepCollections, pana.YouthWorker, house, pana.Forbidden, "who uses a rope does not keep the book"},
	{policy.ReopenCollection, pana.Accountant, house, pana.Forbidden, "what was ended is opened again by who leads"},
	{policy.ReadLetters, pana.Accountant, house, pana.Forbidden, "who is in care is known to who leads, not to who keeps the book"},
	{policy.ExportBook, pana.Administrator, house, pana.Forbidden, "the table is the bookkeeper's"},
	{policy.Suggest, pana.Funder, house, pana.Forbidden, "a funder speaks to the director"},
	{policy.SeeSupporters, pana.Volunteer, house, pana.Forbidden, "who gives is nobody else's to know"},
	{policy.KeepSupporters, pana.Administrator, house, pana.Forbidden, "who keeps the machine writes to nobody"},
	{policy.SeeThings, pana.NightDuty, site, pana.Forbidden, "the night has other things to look after"},
	{policy.UseThings, pana.Accountant, site, pana.Forbidden, "who keeps the book plays no volleyball"},
	{policy.SeeStats, pana.Coordinator, house, pana.Forbidden, "whoever asks from outside gets what was looked at first"},
	{policy.NoteStats, pana.NightDuty, site, pana.Forbidden, "the night counts nobody"},
	{policy.SeeStories, pana.Nurse, mine, pana.Forbidden, "her story is not health"},
	{policy.WriteStory, pana.NightDuty, ours, pana.Forbidden, "nobody writes a story at night"},
	{policy.AskStory, pana.SocialWorker, ours, pana.Forbidden, "asked by who works with her"},
	{policy.WithdrawStory, pana.Lawyer, mine, pana.Forbidden, "told to those who are with her"},
	{policy.SignStory, pana.Lawyer, mine, pana.Forbidden, "agreed to by those who work with her and lead"},
	{policy.GiveOutStory, pana.SocialWorker, mine, pana.Forbidden, "who wrote it does not let it out"},
	{policy.TakeDownStory, pana.NightDuty, ours, pana.Forbidden, "by day somebody is asked to take it down"},
	{policy.SeeClientLetters, pana.NightDuty, ours, pana.Forbidden, "the night writes to no office"},
	{policy.WriteClientLetter, pana.SocialWorker, ours, pana.Forbidden, "written by who works with her"},
	{policy.ReadOverClientLetter, pana.Nurse, mine, pana.Forbidden, "what the other side of a case may read is not health"},
	{policy.HandOutClientLetter, pana.SocialWorker, ours, pana.Forbidden, "it leaves by the hand of who works with her"},
	{policy.KeepTemplates, pana.SocialWorker, house, pana.Forbidden, "how the house writes is for who leads it"},
	{policy.MakeJournal, pana.Accountant, house, pana.Forbidden, "who keeps the book answers to no inspector about people"},
	{policy.MoveThings, pana.Volunteer, site, pana.Forbidden, "a student uses a thing and puts it back"},
}

func TestEveryActIsRefusedToSomeone(t *testing.T) {
	refused := map[policy.Act]bool{}
	for _, c := range refusals {
		refused[c.act] = true
		actor := pana.Actor{}
		if c.role != "" {
			actor = as(c.role)
		}
		err := policy.Check(actor, c.act, c.s)
		if err == nil {
			t.Errorf("%s: %s may, although %s", c.act, c.role, c.why)
		} else if pana.KindOf(err) != c.kind {
			t.Errorf("%s: %s gets %v, want %v: %s", c.act, c.role, pana.KindOf(err), c.kind, c.why)
		}
	}
	for _, act := range policy.Acts() {
		if !refused[act] && !slices.Contains(policy.Open(), act) {
			t.Errorf("%s has no row that refuses it", act)
		}
	}
}

func TestWhoWorksWithPersonsFromAfarNeverMeetsOne(t *testing.T) {
	for _, role := range []pana.Role{pana.Volunteer, pana.Teacher, pana.Accountant, pana.Funder, pana.Coordinator, pana.Administrator, pana.YouthWorker, pana.CentreHead} {
		for _, act := range policy.Acts() {
			for _, s := range []policy.Subject{ours, mine, away} {
				if err := policy.Check(as(role), act, s); err == nil && (strings.HasPrefix(string(act), "client.") || strings.HasPrefix(string(act), "document.") || strings.HasPrefix(string(act), "trust.") ||
					strings.HasPrefix(string(act), "plan.") || strings.HasPrefix(string(act), "skill.") || strings.HasPrefix(string(act), "outcome.") || strings.HasPrefix(string(act), "consent.")) {
					t.Errorf("%s may %s", role, act)
				}
			}
		}
	}
}

// A file that is left alone is read as before, and whoever is in danger is helped
// as before; nobody changes it and nothing of it leaves.
func TestARestrictedFileIsReadAndNotChanged(t *testing.T) {
	still, stopped := 0, 0
	for _, act := range policy.Acts() {
		for _, role := range pana.Roles() {
			for _, s := range []policy.Subject{ours, mine, away, conflict, young} {
				free := policy.Check(as(role), act, s)
				s.Restricted = true
				err := policy.Check(as(role), act, s)
				switch {
				case free != nil && (err == nil || err.Error() != free.Error()):
					t.Errorf("%s by %s: %v, and unrestricted %v", act, role, err, free)
				case free == nil && err == nil:
					still++
				case free == nil:
					stopped++
					if e := err.(*pana.Error); policy.Check(as(role), policy.SeeClient, s) == nil && (e.Kind != pana.Forbidden || e.Say != "policy.restricted") {
						t.Errorf("%s by %s: %v", act, role, err)
					}
				}
			}
		}
	}
	for act, want := range map[policy.Act]bool{policy.OpenClient: true, policy.ReadAct(pana.Health): true, policy.AlertClient: true, policy.Admit: true,
		policy.Move: true, policy.RecordArrival: true, policy.WithdrawConsent: true, policy.LiftRestriction: true, policy.TakeCall: true,
		policy.EditClient: false, policy.NoteClient: false, policy.RecordConsent: false, policy.CopyClient: false, policy.PrintSlip: false,
		policy.PrintSummary: false, policy.EraseClient: false, policy.TakePaperStep: false, policy.ShowWork: false, policy.WritePlan: false} {
		s := mine
		s.Restricted = true
		if got := policy.Check(as(pana.Director), act, s) == nil; got != want {
			t.Errorf("%s of a restricted file: %v", act, got)
		}
	}
	if still < 200 || stopped < 200 {
		t.Errorf("%d go on, %d are stopped", still, stopped)
	}
	if err := policy.Check(as(pana.Director), policy.SetHouse, policy.Subject{Restricted: true}); err != nil {
		t.Errorf("the house itself: %v", err)
	}
}

func TestAConflictHidesTheClientWhateverTheRoleOrAct(t *testing.T) {
	for _, role := range pana.Roles() {
		for _, act := range policy.Acts() {
			if strings.HasPrefix(string(act), "client.") {
				if err := policy.Check(as(role), act, conflict); pana.KindOf(err) != pana.NotFound {
					t.Errorf("%s, %s: %v, want not found", role, act, err)
				}
			}
		}
	}
}

func TestEachRoleGivesItsRightsAtItsOwnSiteOnly(t *testing.T) {
	both := pana.Actor{Staff: "rosa", Grants: []pana.Grant{{Role: pana.SocialWorker, Site: shelter}, {Role: pana.Volunteer, Site: centre}}}
	if err := policy.Check(both, policy.EditClient, mine); err != nil {
		t.Errorf("her own client at the shelter: %v", err)
	}
	if err := policy.Check(both, policy.EditClient, young); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a young person of the centre, where she only volunteers: %v", err)
	}
}

// Who leads a centre and has night duty at a shelter, both for the whole house.
func TestARoleOfACentreDoesNothingToAFileThatAnotherRoleSees(t *testing.T) {
	both := pana.Actor{Staff: "dina", Grants: []pana.Grant{{Role: pana.NightDuty}, {Role: pana.CentreHead}}}
	for name, c := range map[string]struct {
		subject policy.Subject
		act     policy.Act
		want    pana.Kind // Internal: it is allowed
	}{
		"who sleeps at the shelter: who leads a centre does not say who must not read her file": {ours, policy.SetConflict, pana.Forbidden},
		"nor lifts it": {ours, policy.LiftConflict, pana.Forbidden},
		"who is not there tonight is nobody to the night duty":  {away, policy.SetConflict, pana.NotFound},
		"what stands of safety in the shelter is not read":      {ours, policy.ReadAct(pana.Safety), pana.Forbidden},
		"nor what stands of care, which a centre's head reads":  {ours, policy.ReadAct(pana.Care), pana.Forbidden},
		"a young person of the centre: its head says it of her": {young, policy.SetConflict, pana.Internal},
		"and reads of her": {young, policy.ReadAct(pana.Care), pana.Internal},
	} {
		if err := policy.Check(both, c.act, c.subject); (err == nil) != (c.want == pana.Internal) || err != nil && pana.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlyTheLinesOfPrivateNotesAreTheirAuthorsAlone(t *testing.T) {
	for act, want := range map[policy.Act]bool{policy.SeeTherapy: true, policy.PrivateNote: true, policy.EarlyChildhood: true,
		policy.BreakGlass: false, policy.HoldSession: false, policy.UseInstrument: false, policy.OpenClient: false} {
		if policy.Private(act) != want {
			t.Errorf("%s is private: %v", act, !want)
		}
	}
}

func TestDeputyMayWhatTheDirectorMay(t *testing.T) {
	for _, act := range policy.Acts() {
		for _, s := range []policy.Subject{ours, mine, away, site, house} {
			if (policy.Check(as(pana.Director), act, s) == nil) != (policy.Check(as(pana.Deputy), act, s) == nil) {
				t.Errorf("%s differs", act)
			}
		}
	}
}

func TestKeysOpenNoMoreThanTheTableAllows(t *testing.T) {
	for role, want := range map[pana.Role]string{
		pana.Director: "identity care health legal safety bond", pana.Deputy: "identity care health legal safety bond",
		pana.SocialWorker: "identity care health legal safety", pana.Psychologist: "identity care safety bond therapy",
		pana.NightDuty: "identity", pana.Nurse: "identity health", pana.Lawyer: "identity legal",
		pana.Volunteer: "", pana.Accountant: "", pana.Funder: "", pana.YouthWorker: "identity care", pana.CentreHead: "identity care safety", pana.Teacher: "", pana.Administrator: "",
	} {
		var got []string
		for _, c := range policy.Circles(role) {
			got = append(got, string(c))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", role, got, want)
		}
	}
}
