package legal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// Answers about someone's part in what happened.
const (
	Yes       = "yes"
	No        = "no"
	Unknown   = "unknown"
	Undecided = "undecided" // only hers, about going
)

// Questions of the family check, in the order in which a page asks them.
func Questions() []string { return []string{"recruited", "profited", "knew"} }

// An Account is what one source says about one person: whether she brought the
// client into it, had money or goods from it, or knew of it and kept silent.
type Account struct {
	ID           string              `db:"id"`
	Person       pana.PersonID       `db:"person_id"` // empty: the family as a whole
	Source       string              `db:"source"`    // code list family-source
	Interpreted  bool                `db:"interpreted"`
	Organisation pana.OrganisationID `db:"organisation_id"` // the local partner who went there
	Recruited    string              `db:"recruited"`       // yes, no, unknown or empty
	Profited     string              `db:"profited"`
	Knew         string              `db:"knew"`
	On           pana.Date           `db:"on_day"`
	Supersedes   string              `db:"supersedes"`
	By           pana.StaffID        `db:"by_staff"`
	Words        string              `db:"-"` // sealed in safety
}

// Answers are the three of an account, in the order of Questions.
func (a Account) Answers() []string { return []string{a.Recruited, a.Profited, a.Knew} }

// A Signature is one of the two under a check.
type Signature struct {
	ID    string       `db:"id"`
	Place string       `db:"place"` // worker or head
	Print string       `db:"print"`
	On    pana.Date    `db:"on_day"`
	By    pana.StaffID `db:"by_staff"`
}

// Places of the two signatures.
const (
	WorkerSigns = "worker" // her own social worker or psychologist
	HeadSigns   = "head"   // director or deputy
)

// An Exception lets her go without "no involvement found", in writing.
type Exception struct {
	ID         string       `db:"id"`
	AskedOn    pana.Date    `db:"asked_on"`
	AskedBy    pana.StaffID `db:"asked_by"`
	Answer     string       `db:"answer"` // given, not-given, or empty while it waits
	AnsweredOn pana.Date    `db:"answered_on"`
	AnsweredBy pana.StaffID `db:"answered_by"`
	Print      string       `db:"print"`
	Withdrawn  bool         `db:"withdrawn"`
	Asked      string       `db:"-"` // why it is asked for
	Reason     string       `db:"-"` // why it was or was not given
}

// Answers to an exception.
const (
	Given    = "given"
	NotGiven = "not-given"
)

// A Standing is everything that the gate of a return looks at, at one moment.
// It holds codes and ids alone.
type Standing struct {
	Return     Return
	Now        pana.EpisodeID      // her newest time in our care
	Parts      []Part              // those that stand
	Around     []casework.Relative // everyone around her, also who counts no more
	Recruiters []string            // codes of recruiter-relation in the facts of her file
	Accounts   []Account           // those not superseded
	Risk       string              // id of the risk matrix that stands
	Answered   int                 // how many of its questions
	Answer     string              // hers: yes, no, undecided or empty
	Reached    []pana.PersonID     // contacts that somebody reached
	Safe       bool                // a safety plan was agreed with her since the return was begun
	Signatures []Signature         // not taken back, by nobody who stands in a conflict of interest or has left the house
	Exceptions []Exception         // likewise
}

// A Finding is what the answers of a check come to.
type Finding string

// Findings.
const (
	NoInvolvement Finding = "none"  // nobody had a hand in it, by every answer there is
	Involvement   Finding = "found" // somebody had
	Unanswered    Finding = "open"  // not everyone has been asked about, or it is not known
)

// Familial are the relations of a recruiter that mean her family: codes of
// recruiter-relation.
func Familial() []string {
	return []string{"parent", "other-relative", "partner", "family-unspecified"}
}

// Asked returns whom the check must have an answer about: all her kin, also who
// is said to count no more, and whoever has a part in the return.
func (s Standing) Asked() []pana.PersonID {
	var ids []pana.PersonID
	for _, p := range s.Around {
		if p.Role != casework.PossibleExploiter && (slices.Contains(casework.Kin(), p.Role) || s.has(p.ID)) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func (s Standing) has(id pana.PersonID) bool {
	return slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Person == id })
}

// Of returns the answer about one person to the question with a number: yes if
// any account says so, no if one does and none says yes, and else unknown. What is
// said of the family as a whole can only add a yes.
func (s Standing) Of(person pana.PersonID, question int) string {
	answer := Unknown
	for _, a := range s.Accounts {
		switch given := a.Answers()[question]; {
		case a.Person == person && given == Yes:
			return Yes
		case a.Person == person && given == No:
			answer = No
		}
	}
	return answer
}

// Finding returns what the answers come to. Anybody's yes counts, also about
// someone who is no relative or counts no more, and so do the facts of her file; of
// everyone asked about each question needs a no.
func (s Standing) Finding() Finding {
	for _, a := range s.Accounts {
		if slices.Contains(a.Answers(), Yes) {
			return Involvement
		}
	}
	if slices.ContainsFunc(s.Recruiters, func(r string) bool { return slices.Contains(Familial(), r) }) {
		return Involvement
	}
	if len(s.Accounts) == 0 {
		return Unanswered
	}
	for _, person := range s.Asked() {
		for question := range Questions() {
			if s.Of(person, question) != No {
				return Unanswered
			}
		}
	}
	return NoInvolvement
}

// Print is the fingerprint of what is signed: where she goes, who has a part in
// it, what is known of each of her people, every answer, the risks. Whatever
// changes one of them gives another print, and no signature stands under it.
func (s Standing) Print() string {
	lines := []string{fmt.Sprint(s.Return.ID, s.Return.Kind, s.Return.Country, s.Return.Region, s.Return.Aim), "risk " + s.Risk}
	for _, p := range s.Parts {
		lines = append(lines, "part "+string(p.Person)+" "+p.Part)
	}
	for _, p := range s.Around {
		if slices.Contains(casework.Kin(), p.Role) || p.Role == casework.PossibleExploiter || s.has(p.ID) {
			lines = append(lines, fmt.Sprint("person ", p.ID, p.Role, p.Version))
		}
	}
	for _, a := range s.Accounts {
		lines = append(lines, "account "+a.ID)
	}
	for _, r := range s.Recruiters {
		lines = append(lines, "recruiter "+r)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// Signed returns the signature in a place that stands under the present answers.
func (s Standing) Signed(place string) (Signature, bool) {
	print := s.Print()
	i := slices.IndexFunc(s.Signatures, func(x Signature) bool { return x.Place == place && x.Print == print })
	if i < 0 {
		return Signature{}, false
	}
	return s.Signatures[i], true
}

// Excepted returns the exception that stands under the present answers.
func (s Standing) Excepted() (Exception, bool) {
	print := s.Print()
	i := slices.IndexFunc(s.Exceptions, func(x Exception) bool { return x.Answer == Given && x.Print == print && !x.Withdrawn })
	if i < 0 {
		return Exception{}, false
	}
	return s.Exceptions[i], true
}
