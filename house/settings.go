package house

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones on machines that have none of their own

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Settings are what the house has chosen for itself. None of them is an address.
type Settings struct {
	Name             string       `json:"name"`                  // shown on every page; never a place
	Language         locale.Lang  `json:"language"`              // of the unlock page and of prints
	HostName         string       `json:"host"`                  // neutral; empty while the house listens on its own machine only
	Zone             string       `json:"zone"`                  // IANA name: nights belong to it
	CodePrefix       string       `json:"prefix"`                // KZ of KZ-26-417
	Word             locale.Words `json:"word"`                  // the house's word for client
	OnCallNote       string       `json:"on_call"`               // how to reach the one on call, shown beside arrivals
	IdleMinutes      int          `json:"idle_minutes"`          // without a request before a session locks
	AbsoluteHours    int          `json:"absolute_hours"`        // after which one signs in anew
	NationalCriteria string       `json:"national_criteria"`     // code list of the country's criteria
	Floor            int          `json:"floor"`                 // no smaller number of people leaves the house
	NoHints          bool         `json:"no_hints"`              // no hints beside words that could hurt
	TermDays         int          `json:"term_days"`             // before a paid term ends, when the house asks; 0 means 30
	KeepMonths       int          `json:"keep_months"`           // for which a closed file is kept; 0 is the default of its country
	KeepRequests     int          `json:"keep_requests"`         // days for which a request that became no file is kept; 0 is the default of its country
	KeepNotes        string       `json:"keep_notes,omitempty"`  // days for which the house's own notes are kept, as "call=14 door=30"; a kind that is not in it is kept as its country says
	KeepBefore       string       `json:"keep_before,omitempty"` // what KeepNotes was before it was last changed; the house's to say
	KeepSince        int64        `json:"keep_since,omitempty"`  // since when it is other, in microseconds; likewise
	AnswerDays       int          `json:"answer_days"`           // within which is answered what is said to be wrong in a file; 0 is the default of its country
	TrustFloor       int          `json:"trust_floor"`           // weeks under which trust asks "sure?"; 0 asks nothing
	HalfPercent      int          `json:"half_percent"`          // of the time held, the guideline's share; 0 is the usual half
	Help             string       `json:"help"`                  // telephone numbers printed for clients, one a line; none is preset
	BackupTo         string       `json:"backup_to"`             // folder on another disk for the house's own backups; empty makes none
	Closed           pana.Date    `json:"closed,omitempty"`      // since when the house is for reading only; see CloseHouse
	Looks            int          `json:"looks"`                 // files somebody opens in a day before a reason is asked; 0 means 30
	ResetHours       int          `json:"reset_hours,omitempty"` // before an invitation in place of a passphrase opens; 0 means 24
	SecondStep       int64        `json:"second_step,omitempty"` // since when a second step is demanded, in microseconds; 0 demands none
	Asleep           string       `json:"asleep,omitempty"`      // "on" or "off": the house stops when its machine has slept; see StopsAsleep
	Stick            string       `json:"stick,omitempty"`       // path on a stick; the house stops when it is pulled
	Offline          string       `json:"offline,omitempty"`     // "on": the house stops when its machine loses the network
	Calls            string       `json:"calls"`                 // when those who have left are called; empty means 1w 1m 3m 6m 12m 24m 36m
}

// DefaultSettings are what first-run setup begins with.
func DefaultSettings() Settings {
	return Settings{Language: locale.KK, Zone: "Asia/Almaty", CodePrefix: "KZ", Word: locale.Client,
		IdleMinutes: 5, AbsoluteHours: 12, NationalCriteria: "national-criteria", Floor: 11}
}

var (
	prefixForm = regexp.MustCompile(`^[A-Z]{1,4}$`)
	hostForm   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)
)

// Check tidies s and refuses what cannot be a setting, naming the field.
func (s *Settings) Check() error {
	const op = "house.Settings"
	var err error
	if s.Name, err = line(op, "name", s.Name, 80); err != nil {
		return err
	}
	if s.OnCallNote, err = optionalLine(op, "on_call", s.OnCallNote, 200); err != nil {
		return err
	}
	if s.BackupTo, err = optionalLine(op, "folder", s.BackupTo, 400); err != nil {
		return err
	}
	if s.Stick, err = optionalLine(op, "stick", s.Stick, 400); err != nil {
		return err
	}
	if s.Help, err = lines(op, "help", s.Help, 8, 80); err != nil {
		return err
	}
	s.HostName = strings.ToLower(strings.TrimSpace(s.HostName))
	s.CodePrefix = strings.ToUpper(strings.TrimSpace(s.CodePrefix))
	switch {
	case !staffLanguage(s.Language):
		return pana.Refuse(op, "language", "setup.language")
	case s.HostName != "" && (len(s.HostName) > 253 || !hostForm.MatchString(s.HostName)):
		return pana.Refuse(op, "host", "setup.host")
	case !prefixForm.MatchString(s.CodePrefix):
		return pana.Refuse(op, "prefix", "setup.prefix")
	case s.IdleMinutes < 1 || s.IdleMinutes > 60:
		return pana.Refuse(op, "idle_minutes", "setup.idle")
	case s.AbsoluteHours < 1 || s.AbsoluteHours > 24:
		return pana.Refuse(op, "absolute_hours", "setup.absolute")
	case s.Floor < 3 || s.Floor > 1000:
		return pana.Refuse(op, "floor", "setup.floor")
	case s.TermDays < 0 || s.TermDays > 365:
		return pana.Refuse(op, "term_days", "setup.term")
	case s.KeepMonths < 0 || s.KeepMonths > 600:
		return pana.Refuse(op, "keep_months", "setup.keep")
	case s.KeepRequests < 0 || s.KeepRequests > 3650:
		return pana.Refuse(op, "keep_requests", "setup.keep-requests")
	case s.wrongNotes() != "":
		return pana.Refuse(op, "keep_"+s.wrongNotes(), "setup.keep-requests")
	case s.Looks < 0 || s.Looks > 10000:
		return pana.Refuse(op, "looks", "setup.looks")
	case s.ResetHours < 0 || s.ResetHours > 168:
		return pana.Refuse(op, "reset_hours", "setup.reset")
	case s.AnswerDays < 0 || s.AnswerDays > 365:
		return pana.Refuse(op, "answer_days", "setup.answer")
	case s.Asleep != "" && s.Asleep != "on" && s.Asleep != "off":
		return pana.Refuse(op, "asleep", "setup.asleep")
	case s.Offline != "" && s.Offline != "on" && s.Offline != "off":
		return pana.Refuse(op, "offline", "setup.asleep")
	case s.TrustFloor < 0 || s.TrustFloor > 520:
		return pana.Refuse(op, "trust_floor", "setup.trust-floor")
	case s.HalfPercent < 0 || s.HalfPercent > 200:
		return pana.Refuse(op, "half_percent", "setup.half")
	}
	if _, err := zone(s.Zone); err != nil {
		return err
	}
	if s.Calls = strings.Join(strings.Fields(s.Calls), " "); s.Calls != "" {
		if _, err := ParseSchedule(s.Calls); err != nil {
			return err
		}
	}
	return s.Word.Check()
}

// NoteDays is for how many days notes of a kind are kept; 0 is the default of the
// country.
func (s Settings) NoteDays(record string) int {
	for _, f := range strings.Fields(s.KeepNotes) {
		if name, days, _ := strings.Cut(f, "="); name == record {
			n, err := strconv.Atoi(days)
			if err != nil {
				return -1
			}
			return n
		}
	}
	return 0
}

// NoteDaysBefore is for how many days they were kept before that was last changed.
func (s Settings) NoteDaysBefore(record string) int {
	return Settings{KeepNotes: s.KeepBefore}.NoteDays(record)
}

// SetNoteDays has notes of a kind kept for so many days; 0 is the default of the
// country.
func (s *Settings) SetNoteDays(record string, days int) {
	all := slices.DeleteFunc(strings.Fields(s.KeepNotes), func(f string) bool { return strings.HasPrefix(f, record+"=") })
	if days != 0 {
		all = append(all, record+"="+strconv.Itoa(days))
	}
	slices.Sort(all)
	s.KeepNotes = strings.Join(all, " ")
}

// wrongNotes names the first kind of note whose days cannot be; empty when all can.
func (s Settings) wrongNotes() string {
	for _, f := range strings.Fields(s.KeepNotes) {
		record, _, _ := strings.Cut(f, "=")
		if n := s.NoteDays(record); n < 0 || n > 3650 {
			return record
		}
	}
	return ""
}

// TermNotice is how many days before a paid term ends the house asks what next.
func (s Settings) TermNotice() int {
	if s.TermDays == 0 {
		return 30
	}
	return s.TermDays
}

// LookBudget is how many files somebody opens in a day before she is asked why.
func (s Settings) LookBudget() int { return cmp.Or(s.Looks, 30) }

// ResetWait is how long somebody has to stop an invitation that was written for
// her though she comes in already.
func (s Settings) ResetWait() time.Duration {
	return time.Duration(cmp.Or(s.ResetHours, 24)) * time.Hour
}

// Guideline is the share, in hundredths, of the time someone was held that a
// guideline gives to finding her way back.
func (s Settings) Guideline() int { return cmp.Or(s.HalfPercent, 50) }

// zone reads a time zone. "Local" is refused: the machine's zone is not the house's.
func zone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, pana.Refuse("house.Settings", "zone", "setup.zone")
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		return nil, pana.Refuse("house.Settings", "zone", "setup.zone")
	}
	return z, nil
}

func staffLanguage(l locale.Lang) bool {
	for _, known := range locale.Langs() {
		if l == known {
			return true
		}
	}
	return false
}

// Settings returns what the house has chosen; zero unless it is started.
func (h *House) Settings() Settings {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.settings
}

// SettingsVersion returns the row version that SetSettings wants back.
func (h *House) SettingsVersion() int64 {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.version
}

// SetSettings changes the settings, made from the given row version. A stale
// version is refused with Conflict "db.stale".
func (h *House) SetSettings(ctx context.Context, s Settings, version int64) error {
	if err := s.Check(); err != nil {
		return err
	}
	s.Closed = h.Settings().Closed // two people's to change
	if err := h.demand(ctx, &s); err != nil {
		return err
	}
	kept := h.keepsOther(&s)
	text, err := h.rest("house.SetSettings", s, version+1)
	if err != nil {
		return err
	}
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SetHouse, policy.Subject{}); err != nil {
			return err
		}
		if s.Stick != h.Settings().Stick {
			if err := checkStick(s.Stick); err != nil {
				return err
			}
		}
		n, err := updateSettings(ctx, tx, text, version)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.Stale("house.SetSettings", nil)
		}
		tx.AfterCommit(func() { h.settle(s, version+1) })
		if kept {
			to, err := h.Able(ctx, tx, policy.EraseNotes)
			if err == nil {
				err = h.Tell(ctx, tx, to, Notice{Say: "notice.notes-kept"})
			}
			if err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SetHouse, Digests: digests(trail.Digest("house", "1", text))})
	})
}

// keepsOther reports whether settings about to be kept say another time for the
// house's own notes, and keeps what it was: a shorter one works a day later, so that
// nobody sets it and lets go of what was not due in one hour.
func (h *House) keepsOther(s *Settings) bool {
	was := h.Settings()
	s.KeepBefore, s.KeepSince = was.KeepBefore, was.KeepSince
	if s.KeepNotes == was.KeepNotes {
		return false
	}
	now := h.Now()
	if now.Sub(db.FromMicros(was.KeepSince)) >= 24*time.Hour { // changed twice in a day: what it was before both
		s.KeepBefore = was.KeepNotes
	}
	s.KeepSince = db.Micros(now)
	return true
}

// settle puts settings in force, and what a stopped house shows of them.
func (h *House) settle(s Settings, version int64) {
	h.hold(s, version)
	h.mu.Lock()
	defer h.mu.Unlock()
	if f := (front{s.HostName, s.Language}); f != h.front {
		h.front = f
		if err := writeFront(h.o.Dir, f); err != nil {
			h.log.Error("keep the front of the house", "err", err)
		}
	}
}

// hold puts settings in memory.
func (h *House) hold(s Settings, version int64) {
	z, err := zone(s.Zone)
	if err != nil {
		z = time.UTC
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.settings, h.version, h.zone = s, version, z
}

func digests(ds ...[32]byte) [][32]byte { return ds }
