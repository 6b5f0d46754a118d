package policy

import "example.org/pana"

// Acts of a house that has ended its work.
const (
	CloseHouse  Act = "house.close" // from then on it is for reading only
	ReopenHouse Act = "house.reopen"
)

// closedRules: two who lead the house, at one page.
var closedRules = map[Act][]Rule{
	CloseHouse:  give(atSite, heads...),
	ReopenHouse: give(atSite, heads...),
}

// A closing says what becomes of an act in a house that is for reading only.
type closing uint8

const (
	stops closing = iota // it writes what is no longer written
	reads
	keeps // it guards the keys, the doors and the proof, or is one's own
	hers  // a client can ask for it at any time, or it keeps her safe from a reader
)

// whenClosed says it of every act. Whoever adds an act adds it here, and a test
// asks for it; an act that is not here stops.
var whenClosed = declared(map[closing][]Act{
	reads: {
		SeeToday, SeePolicy, SeeTrail, SeeStaff, SeeClient, ListClients, FindClient, OpenClient, ViewDocument, SeeClientTrail,
		SeePartners, SeeRequests, SeeBeds, SeeAssessment, ListAssessments, SeeBefore, SeeRisk, SeeBond, SeeRules,
		SeeSafetyPlan, SeeCrisisPlan, SeeExit, SeeCalls, SeeForms, SeeHealth, PrintSlip, SeeErasures, SeeLearning, SeeBelongings, SeeCentre, SeeGroups, SeeLessons, SeeYoung, SeeWorries, SeePeople, SeeOwnTerms, SeeOutsiders, SeeStudents, SeeHelpers, SeeHelped, SeeIncidents, SeeHerIncidents, SeeComplaints, SeeNight, SeePapers,
		SeeCourt, SeeTrust, SpreadTrust, SeePlan, SeeOutcomes, SeeSkills, SeeReturn, SeeWatch, SeeRights, SeeOrders,
		SeeDisclosures, ListDisclosures, SeeDanger, SeeLooks, SeeTerm, SeeSessions, SeeTherapy, SeeInstruments, SeeCalendar,
		SeeInbox, SeeNews, PrintSummary, SeeCollections, ExportBook, SeeSupporters, SeeThings, SeeFunding, SeeLedger, SeeOwnFunding, SeeDays, SeeLicence,
		SeeReports, MakeReports, NameInReport, SeeStories, SeeClientLetters, SeeSecond, SeeStats,
	},
	keeps: {
		AddStaff, PlanLeaving, FinishLeaving, GrantStaff, LoseFactor, EndStaff, AdmitToCircle, SetSelf, SetSecondFactor, KeepPasskeys, SetDuress,
		KeepOwnSessions, KeepSessions, AcceptInvite, KeepKit, RekeyKit, RunBackup, ExportHouse, KeepPeers, WriteLetter,
		ObeyLetter, EraseClient, EraseNotes, HoldFile, LiftHold, HeedNotice, GoOnLooking, LetLook, KeepSupporters, ReopenHouse, StartHouse, LockHouse,
		SignIn, SignOut, LeavePage, WaitForEnd, TellOfPage, ReadStatic, TrustHouse, VerifyHouse, RecoverHouse,
		AskSecond, AgreeSecond, EndSecond, // each asks for the act itself too
	},
	hers: {
		WithdrawConsent, HandBack, SetConflict, LiftConflict, BreakGlass, OpenInDanger, CopyClient, RestrictClient, LiftRestriction,
		AskCorrection, AnswerCorrection, WithdrawStory, TakeDownStory, FileComplaint, SettleComplaint,
	},
	stops: {
		CloseHouse, SetHouse, DemandFactor, SaveDraft, FoundHouse, EditClient, NoteClient, AlertClient, RelateClient,
		AddChild, FileDocument, RecordConsent, AssignClient, TagClient, StageClient, RecordFacts, KeepPartners, RecordRequest,
		AnswerRequest, RecordArrival, KeepBeds, Admit, Move, Discharge, OverrideBedRule, ImportCases, SitAssessment,
		BeginAssessment, FinishAssessment, OverrideAssessment, TakeAssessment, RecordBefore, ReviewRisk, ReportContact,
		RecordBond, SetRules, AgreeSafetyPlan, AgreeCrisisPlan, PrepareExit, DecideExit, AgreeCalls, TakeCall, ExtendCalls,
		CloseCalls, ReopenClient, KeepForms, AnswerForm, WriteHealth, PlanVisit, PlanMedicine, GiveTonight, RestoreHouse,
		WriteLearning, KeepBelongings, GiveThings, KeepPeople, NoteOwnTerms, HandOver, KeepOutsiders, KeepStudents, ConfirmOutsider, ClearOutsider, InviteGuests, NoteVisitor, NoteMet, AskMeeting, KeepHelpers, AskHelper, BookHelper, KeepShift, HandShift, WriteLine, NoteOut, CallRoll, LogCall, NoteIncident, SettleIncident, PartIncident, SayAgreed, KeepChores, WritePages, KeepRoster, SwapDuty, GiveMedicine, CountBox, ShowWork, CareForChild, WritePapers, TakePaperStep, WriteCourt, KeepHearing, NoteTrust, ProposeTrust,
		ConfirmTrust, TakeBackTrust, WritePlan, StepPlan, ReviewPlan, RateOutcomes, RateSkills, RateSkillGroup, KeepSkills,
		PlanReturn, CheckReturn, SignReturn, ExceptReturn, TravelReturn, ClearWatch, RecordOrder, ExportOrder,
		RecordDisclosure, AnswerDisclosure, SetTerm, AskTerm, AnswerTerm, HoldSession, PrivateNote, EarlyChildhood,
		UseInstrument, KeepCollections, ReopenCollection, ReadLetters, Suggest, UseThings, MoveThings, MarkLesson, KeepCentre, CannotHelp, SuggestIdea, TellWorry, WriteYoung, CertifyWay, NoteWorry, ReferYoung, TakeYoung, ReferClient, KeepAgreement, SplitShares, CloseMonth, ReopenMonth, ClaimMoney, TickServices, NoteAbsence, MendService, KeepLicence,
		ApproveReports, ReopenReports, KeepLayouts, WriteStory, AskStory, SignStory, GiveOutStory, WriteClientLetter, ReadOverClientLetter, HandOutClientLetter, KeepTemplates, MakeJournal, NoteStats,
	},
})

// declared turns the lists around. Opening a part of a file reads, writing to one stops.
func declared(lists map[closing][]Act) map[Act]closing {
	all := map[Act]closing{}
	for _, c := range pana.Compartments() {
		all[ReadAct(c)], all[WriteAct(c)] = reads, stops
	}
	for what, acts := range lists {
		for _, act := range acts {
			if _, twice := all[act]; twice {
				panic("policy: " + string(act) + " is said twice of a closed house")
			}
			all[act] = what
		}
	}
	return all
}

// GoesOn reports whether act can be done in a house that is for reading only.
func GoesOn(act Act) bool { return whenClosed[act] != stops }

// Refusal is what is said to an actor who may not do act to anything: what bars
// her, where she could otherwise, or that it is not her work.
func Refusal(actor pana.Actor, act Act) error {
	free := actor
	free.Closed, free.Bare = false, false
	if say := barred(actor, act); say != "" && May(free, act) {
		return &pana.Error{Op: "policy.Refusal", Kind: pana.Forbidden, Say: say}
	}
	return &pana.Error{Op: "policy.Refusal", Kind: pana.Forbidden, Say: "policy.refused"}
}
