package casework

import (
	"time"

	"example.org/pana"
	"example.org/pana/policy"
)

// A File is everything the file page of one client shows to one reader: the
// coded facts, and those words whose compartment she may read and can open.
// What she may not read is not in it, not even as a count.
type File struct {
	Client   Client
	Names    Names // zero when the identity compartment is closed to her
	Alerts   []Alert
	Strength []Strength
	Episodes []Episode   // newest first; the first is the open one, if one is open
	Strip    []Step      // the stage strip of the newest episode
	Timeline []Note      // newest first, at most TimelinePage
	More     pana.NoteID // the note to go on from; empty when that was all
	Persons  []Person
	Children []Row // her children with files of their own, and her parent's file
	Papers   []Document
	Consents []Consent
	Assigned []Assignment   // standing ones of the newest episode first, then ended ones
	Facts    Trafficking    // of the newest episode; zero when nobody has asked yet
	Subject  policy.Subject // how the reader stands to her
	Views    []View         // who can see what, in the order of pana.Compartments
	Danger   int64          // until when it is opened to the reader in danger, in microseconds; 0 for not
	May      May
}

// TimelinePage is how many notes one page of the timeline holds.
const TimelinePage = 50

// A Client is one person in our care, as codes. Every code may be empty.
type Client struct {
	ID   pana.ClientID `db:"id"`
	Site pana.SiteID   `db:"site_id"`
	Code string        `db:"code"`
	Coded
	ChildOf pana.ClientID `db:"child_of"`
	Past    bool          `db:"past"`       // a case from before, imported as codes
	Created int64         `db:"created_at"` // microseconds, see db.FromMicros
	Version int64         `db:"version"`
	Tags    []string      `db:"-"`        // code list tag
	Present bool          `db:"present"`  // she has a bed tonight
	Mine    bool          `db:"assigned"` // the reader is assigned to her
}

// Coded are the countable facts about a client. History is never required:
// each may be empty.
type Coded struct {
	Sex           string     `db:"sex"`          // code list sex
	AgeBand       string     `db:"age_band"`     // code list age-band
	BirthYear     int        `db:"birth_year"`   // 0 when unknown
	Language      string     `db:"language"`     // ISO 639-1, the one she wants to be spoken to in
	Citizenship   string     `db:"citizenship"`  // ISO 3166-1 alpha-2
	Undetermined  bool       `db:"undetermined"` // her nationality is undetermined
	OriginCountry string     `db:"origin_country"`
	OriginRegion  string     `db:"origin_region"` // code list kz-region, or ISO 3166-2
	Education     string     `db:"education"`     // code list htcds/education
	Marital       string     `db:"marital"`       // code list htcds/marital
	Children      int        `db:"children"`      // how many children she has, in our care or not
	Languages     []Language `db:"-"`
}

// A Language is one that a client speaks or reads.
type Language struct {
	Language string `db:"language"`
	Speaks   bool   `db:"speaks"`
	Literacy string `db:"literacy"` // code list literacy
}

// Names are the sealed words about who she is, compartment identity.
type Names struct {
	ToUse   string   // what she wants to be called; any name at all
	Full    string   // as her papers have it, if we know
	Aliases []string // every other name she is known or called by
	Contact string   // how she can be reached
	Birth   pana.Date
	Place   string // below region: village, street
}

// Fields of the sealed words of each table. A word is found again only under
// the very same table, row and field.
const (
	FieldNames   = "names"   // table clients: to use, full, then aliases, one a line
	FieldContact = "contact" // tables clients and persons
	FieldBirth   = "birth"   // table clients
	FieldPlace   = "place"   // table clients; trafficking: "place.0", "place.1" …

	FieldText  = "text"  // tables notes, alerts: the worker's words
	FieldTold  = "told"  // tables notes, trafficking: the client's own words
	FieldName  = "name"  // tables persons
	FieldNote  = "note"  // tables persons, documents, consents
	FieldGiver = "giver" // table consents
	FieldTitle = "title" // table documents
	FieldNo    = "number"
)

// An Alert is what whoever is on duty must know at once, in one line. Its text
// is sealed in the identity compartment.
type Alert struct {
	ID      string       `db:"id"`
	Kind    string       `db:"kind"`
	Since   pana.Date    `db:"since"`
	Until   pana.Date    `db:"until"` // empty while it stands
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Text    string
	Closed  bool // there are words, but her keys do not open them
}

// A Strength is a note of kind StrengthNote in the care compartment: what she
// can do and wants to do, her own words beside the worker's.
type Strength = Note

// StrengthNote is the kind of note that stands on top of the file.
const StrengthNote = "strength"

// A Note is one entry of the timeline. A correction is a new note that
// supersedes the old; superseded notes are not on the page.
type Note struct {
	ID          pana.NoteID      `db:"id"`
	Episode     pana.EpisodeID   `db:"episode_id"`
	Kind        string           `db:"kind"`
	Compartment pana.Compartment `db:"compartment"`
	On          pana.Date        `db:"on_day"`
	Source      pana.Source      `db:"source"`
	Interpreted bool             `db:"interpreted"`
	Supersedes  pana.NoteID      `db:"supersedes"`
	By          pana.StaffID     `db:"by_staff"`
	At          int64            `db:"at"` // microseconds, see db.FromMicros
	Text        string           // the worker's words, FieldText
	Told        string           // her own words, FieldTold
	Closed      bool             // there are words, but her keys do not open them
}

// A Person is someone around a client. Name, contact and note are sealed in
// the person's compartment: identity for kin and friends, legal for a lawyer,
// safety for a possible exploiter.
type Person struct {
	ID          pana.PersonID    `db:"id"`
	Role        string           `db:"role"` // code list person-role
	Compartment pana.Compartment `db:"compartment"`
	Knows       string           `db:"knows"` // knows where she is: yes, no or empty
	Source      pana.Source      `db:"source"`
	Interpreted bool             `db:"interpreted"`
	Ended       pana.Date        `db:"ended"`
	By          pana.StaffID     `db:"by_staff"`
	Version     int64            `db:"version"`
	Name        string           // FieldName
	Contact     string           // FieldContact
	Note        string           // FieldNote
	Closed      bool
}

// A Document is a paper or photograph kept in the file. Its title and number
// are sealed in its compartment, like its bytes.
type Document struct {
	ID          pana.DocumentID  `db:"id"`
	Episode     pana.EpisodeID   `db:"episode_id"`
	Kind        string           `db:"kind"` // code list document-kind
	Compartment pana.Compartment `db:"compartment"`
	Media       string           `db:"media"`
	Size        int64            `db:"size"`
	Pages       int              `db:"pages"`
	By          pana.StaffID     `db:"by_staff"`
	At          int64            `db:"at"`
	Title       string           // FieldTitle
	Number      string           // FieldNo
	Note        string           // FieldNote
	Closed      bool
}

// A Consent is one answer she gave about one purpose, with how it was given.
type Consent struct {
	ID      pana.ConsentID
	Episode pana.EpisodeID
	pana.Consent
	Method      string // spoken, signed, thumbprint
	Interpreted bool
	By          pana.StaffID
	Version     int64
	Note        string // FieldNote, compartment identity
	Given       Given
}

// Trafficking are the coded facts of one episode, as HTCDS 2.0 has them.
// The zero value means that nobody has asked.
type Trafficking struct {
	ID          string
	Episode     pana.EpisodeID
	Status      string
	DecidedBy   string
	DecidedOn   pana.Date
	Held        pana.Period // how long it lasted, as remembered
	MonthsLeast int         // -1 when not known
	MonthsMost  int
	AgeWhen     int // -1 when not known
	Recruiter   string
	ExitMode    string
	Source      pana.Source
	Interpreted bool
	By          pana.StaffID
	At          time.Time
	Version     int64
	Codes       map[string][]string // by code list: "htcds/exploitation" …
	Places      []Place
	Told        string // FieldTold, compartment safety
}

// A Place is where something happened: coded no finer than region, in words
// only for those who read the safety compartment.
type Place struct {
	N       int    // its number among the places of these facts
	Kind    string // origin, transit, exploitation, rescue
	Country string
	Region  string
	When    pana.Fuzzy
	Words   string // below region: village, farm; field "place.N", compartment safety
}

// A View says for one compartment whether the reader sees it and which roles
// stand in its circle.
type View struct {
	Compartment pana.Compartment
	Reads       bool // the policy lets her
	Opens       bool // and her keys do
	NamedOnly   bool // closed to the circle by a conflict of interest
	Roles       []pana.Role
}

// May holds what the reader may do here, so that the page leaves out what
// would be refused.
type May struct {
	Edit, Note, Alert, Relate, AddChild, File, Consent, Assign, Tag, Stage, Facts, Conflict, Lift, Trail bool
	Write                                                                                                []pana.Compartment // compartments she may add words to
}

// Opened reports whether compartment was open to the reader of f.
func (f *File) Opened(compartment pana.Compartment) bool {
	for _, v := range f.Views {
		if v.Compartment == compartment {
			return v.Opens
		}
	}
	return false
}
