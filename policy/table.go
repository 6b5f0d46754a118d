package policy

import (
	"slices"

	"example.org/pana"
)

// A Rule lets one role do an act to subjects in the needed relation.
type Rule struct {
	Role  pana.Role
	Needs Relation
}

// Acts on the house and its people.
const (
	SeeToday      Act = "today.see"
	SeePolicy     Act = "policy.see"
	SetHouse      Act = "house.set"
	DemandFactor  Act = "house.factor" // demand a second step of everybody
	SeeTrail      Act = "trail.see"
	SeeStaff      Act = "staff.see"
	AddStaff      Act = "staff.add"
	GrantStaff    Act = "staff.grant"
	LoseFactor    Act = "staff.factor" // say that a colleague's second step is lost too
	EndStaff      Act = "staff.end"
	AdmitToCircle Act = "staff.admit"
	StartHouse    Act = "house.start"
	LockHouse     Act = "house.lock"
	SetSelf       Act = "self.set"
	SaveDraft     Act = "draft.save"

	SetSecondFactor Act = "self.factor"    // set up the code asked for at the door, or take it away
	KeepPasskeys    Act = "self.passkeys"  // keys in a phone or a stick of one's own
	SetDuress       Act = "self.duress"    // a passphrase for when one is forced
	KeepOwnSessions Act = "self.sessions"  // see where one is signed in, and end it there
	KeepSessions    Act = "staff.sessions" // the same of a colleague
)

// Acts that need no sign-in: each has its own guard, named beside it.
const (
	FoundHouse   Act = "house.found"      // only an empty folder has anything to found
	SignIn       Act = "session.sign-in"  // a passphrase
	SignOut      Act = "session.sign-out" // ends only the sender's own session
	AcceptInvite Act = "staff.accept"     // a one-time invitation
	LeavePage    Act = "page.leave"       // a neutral page that says nothing
	WaitForEnd   Act = "session.wait"     // a cookie, of which it tells only when it is over
	TellOfPage   Act = "session.page"     // by a browser, of what it would not load; it is counted and not read
	ReadStatic   Act = "static.read"      // style, letters and signs, the same for all
	TrustHouse   Act = "house.trust"      // the authority's public certificate
)

// Open lists the acts that need no sign-in. None of them shows a record.
func Open() []Act {
	return []Act{FoundHouse, SignIn, SignOut, AcceptInvite, LeavePage, WaitForEnd, TellOfPage, ReadStatic, TrustHouse, RecoverHouse, RestoreHouse, ObeyLetter}
}

// Acts on the client's way so far.
const (
	SeeClient       Act = "client.see" // that there is such a client: code, bed, stage
	ListClients     Act = "client.list"
	FindClient      Act = "client.find"
	OpenClient      Act = "client.open" // the file page
	EditClient      Act = "client.edit"
	NoteClient      Act = "client.note"
	AlertClient     Act = "client.alert"
	RelateClient    Act = "client.relate" // kin and other people
	AddChild        Act = "client.child"
	FileDocument    Act = "document.file"
	ViewDocument    Act = "document.view"
	RecordConsent   Act = "consent.record"
	WithdrawConsent Act = "consent.withdraw"
	AssignClient    Act = "client.assign"
	TagClient       Act = "client.tag"
	StageClient     Act = "client.stage"
	RecordFacts     Act = "trafficking.record"
	SetConflict     Act = "conflict.set"
	LiftConflict    Act = "conflict.lift"
	SeeClientTrail  Act = "client.trail"
	SeePartners     Act = "organisation.see"
	KeepPartners    Act = "organisation.keep"
	RecordRequest   Act = "request.record"
	SeeRequests     Act = "request.see"
	AnswerRequest   Act = "request.answer"
	RecordArrival   Act = "arrival.record"
	SeeBeds         Act = "residence.see"
	KeepBeds        Act = "residence.keep" // rooms, beds, rules, out of service
	Admit           Act = "residence.admit"
	Move            Act = "residence.move"
	Discharge       Act = "residence.discharge"
	OverrideBedRule Act = "residence.override"
	ImportCases     Act = "transfer.import"
)

// Groups of roles that the table names often.
var (
	heads   = []pana.Role{pana.Director, pana.Deputy}
	careful = []pana.Role{pana.SocialWorker, pana.Psychologist}
	night   = []pana.Role{pana.NightDuty}
)

func everyone() []Rule { return give(atSite, pana.Roles()...) }

func give(needs Relation, roles ...pana.Role) []Rule {
	var rules []Rule
	for _, r := range roles {
		rules = append(rules, Rule{r, needs})
	}
	return rules
}

func either(parts ...[]Rule) []Rule { return slices.Concat(parts...) }

// staff are the people of a shelter who may open the house after a power cut.
var staff = []pana.Role{pana.Director, pana.Deputy, pana.SocialWorker, pana.Psychologist, pana.NightDuty,
	pana.Nurse, pana.CentreHead, pana.Administrator}

// table says who may do what. It is the whole of it: what is not here is
// refused. It is laid together from the parts that each chapter's file keeps;
// an act that stands in two parts is a fault of the program.
var table = join(
	houseRules,
	keyRules,
	closedRules,
	legalRules,
	termRules,
	returnRules,
	formRules,
	planRules,
	viewRules,
	therapyRules,
	healthRules,
	assessmentRules,
	learningRules,
	peopleRules,
	complaintRules,
	belongingsRules,
	fundingRules,
	followUpRules,
	supervisionRules,
	rightsRules,
	nightRules,
	collectionRules,
	youthRules,
	reportRules,
	storyRules,
	letterRules,
	statsRules,
)

func join(parts ...map[Act][]Rule) map[Act][]Rule {
	whole := map[Act][]Rule{}
	for _, part := range parts {
		for act, rules := range part {
			if whole[act] != nil {
				panic("policy: " + string(act) + " stands twice in the table")
			}
			whole[act] = rules
		}
	}
	return whole
}

// houseRules are the rights in the house, at the door and in the file itself.
var houseRules = map[Act][]Rule{
	SeeToday:  everyone(),
	SeePolicy: everyone(),
	SetSelf:   give(self, pana.Roles()...),
	SaveDraft: everyone(),

	SetSecondFactor: give(self, pana.Roles()...),
	KeepPasskeys:    give(self, pana.Roles()...),
	SetDuress:       give(self, pana.Roles()...),
	KeepOwnSessions: give(self, pana.Roles()...),
	KeepSessions:    give(atSite, pana.Director, pana.Deputy, pana.Administrator),

	LockHouse:     everyone(), // panic asks nobody's leave
	StartHouse:    give(atSite, staff...),
	SetHouse:      give(atSite, pana.Director, pana.Deputy, pana.Administrator),
	DemandFactor:  give(atSite, heads...),
	SeeTrail:      give(atSite, heads...),
	SeeStaff:      give(atSite, pana.Director, pana.Deputy, pana.Administrator),
	AddStaff:      give(atSite, heads...),
	GrantStaff:    give(atSite, heads...),
	LoseFactor:    give(atSite, heads...),
	EndStaff:      give(atSite, heads...),
	AdmitToCircle: give(atSite, staff...),

	SeeClient: either(
		give(atSite, heads...), give(atSite, careful...),
		give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Lawyer, pana.Nurse)),
	ListClients: either(give(atSite, heads...), give(atSite, careful...),
		give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Lawyer, pana.Nurse)),
	FindClient: either(give(atSite, heads...), give(atSite, careful...),
		give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Lawyer, pana.Nurse)),
	OpenClient: either(give(atSite, heads...), give(atSite, careful...),
		give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Lawyer, pana.Nurse)),
	EditClient:      either(give(atSite, heads...), give(assigned, careful...)),
	NoteClient:      either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer), give(present, pana.NightDuty, pana.Nurse)),
	AlertClient:     either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty, pana.Nurse)),
	RelateClient:    either(give(atSite, heads...), give(assigned, careful...)),
	AddChild:        either(give(atSite, heads...), give(assigned, careful...)),
	FileDocument:    either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer)),
	ViewDocument:    either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer), give(present, pana.Nurse)),
	RecordConsent:   either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty)),
	WithdrawConsent: either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty)),
	AssignClient:    give(atSite, heads...),
	TagClient:       either(give(atSite, heads...), give(assigned, careful...)),
	StageClient:     either(give(atSite, heads...), give(assigned, careful...)),
	RecordFacts:     either(give(atSite, heads...), give(assigned, careful...)),
	SetConflict:     either(centreStaff(), give(assigned, careful...), give(assigned, pana.Lawyer)),
	LiftConflict:    either(give(atSite, heads...), give(atSite, pana.CentreHead)),
	SeeClientTrail:  either(give(atSite, heads...), give(assigned, careful...)),

	ReadAct(pana.Identity): either(give(atSite, heads...), give(atSite, careful...), centreStaff(),
		give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Lawyer, pana.Nurse)),
	ReadAct(pana.Care):    either(give(atSite, heads...), give(assigned, careful...), centreStaff()),
	ReadAct(pana.Health):  either(give(atSite, heads...), give(assigned, pana.SocialWorker), give(present, pana.Nurse), give(assigned, pana.Nurse)),
	ReadAct(pana.Legal):   either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	ReadAct(pana.Safety):  either(give(atSite, heads...), give(assigned, careful...), give(atSite, pana.CentreHead)),
	ReadAct(pana.Bond):    either(give(atSite, heads...), give(assigned, pana.Psychologist)),
	ReadAct(pana.Therapy): give(author, pana.Psychologist),

	WriteAct(pana.Identity): either(centreStaff(), give(atSite, heads...), give(atSite, careful...), give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Nurse)),
	WriteAct(pana.Care):     either(centreStaff(), give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty, pana.Nurse)),
	WriteAct(pana.Health):   either(give(atSite, heads...), give(assigned, pana.SocialWorker), give(present, pana.Nurse), give(assigned, pana.Nurse)),
	WriteAct(pana.Legal):    either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	WriteAct(pana.Safety):   either(centreStaff(), give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty)),
	WriteAct(pana.Bond):     either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty)),
	WriteAct(pana.Therapy):  give(assigned, pana.Psychologist),

	SeePartners:     either(give(atSite, heads...), give(atSite, careful...), give(atSite, pana.Lawyer, pana.Accountant)),
	KeepPartners:    either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	RecordRequest:   either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)),
	SeeRequests:     either(give(atSite, heads...), give(atSite, careful...)),
	AnswerRequest:   either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	RecordArrival:   either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)),
	SeeBeds:         either(give(atSite, heads...), give(atSite, careful...), give(atSite, pana.NightDuty, pana.Nurse)),
	KeepBeds:        give(atSite, heads...),
	Admit:           either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)),
	Move:            either(give(atSite, heads...), give(atSite, careful...), give(present, pana.NightDuty)),
	Discharge:       either(give(atSite, heads...), give(assigned, careful...)),
	OverrideBedRule: either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)),
	ImportCases:     give(atSite, heads...),
}

// Acts lists every act of the table in alphabetical order.
func Acts() []Act {
	var acts []Act
	for a := range table {
		acts = append(acts, a)
	}
	slices.Sort(acts)
	return acts
}

// Rules returns the rules for act, for the page "who may do what".
func Rules(act Act) []Rule { return slices.Clone(table[act]) }

// Circles returns the compartments whose circle a holder of role belongs to at
// her site, so that her keys open what the table lets her read and no more.
func Circles(role pana.Role) []pana.Compartment {
	var cs []pana.Compartment
	for _, c := range pana.Compartments() {
		if slices.ContainsFunc(table[ReadAct(c)], func(r Rule) bool { return r.Role == role }) {
			cs = append(cs, c)
		}
	}
	return cs
}

// HouseWide reports whether role is held for the whole house rather than at one site.
func HouseWide(role pana.Role) bool {
	switch role {
	case pana.Director, pana.Deputy, pana.Accountant, pana.Funder, pana.Coordinator, pana.Administrator:
		return true
	}
	return false
}
