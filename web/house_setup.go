package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

// setupCookie names the founding that a browser is in the middle of.
const setupCookie = "pana-setup"

// setupWait is how long an unfinished founding is kept, in memory only.
const setupWait = time.Hour

// A foundingBook holds the one founding under way. The passphrases in it have
// been shown and not yet typed back; nothing is on the disk.
type foundingBook struct {
	mu    sync.Mutex
	token string
	at    time.Time
	f     house.Founding
	rooms [][]residence.NewRoom // of each site
	stage string                // words, passphrases, typing
}

// setupSites is how many sites the first set-up asks for; more can be added later.
const setupSites = 3

func (s *Server) getSetup(w http.ResponseWriter, r *http.Request) error {
	if s.house.State() != house.Empty {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return nil
	}
	if err := s.atHome(r); err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, s.setupPage(r, f))
}

// atHome refuses to found a house from afar: where an empty house is served
// beyond its own machine, the first stranger to come by could found it.
func (s *Server) atHome(r *http.Request) error {
	if !s.opt.Secure {
		return nil // served on this machine alone
	}
	if from, err := netip.ParseAddrPort(r.RemoteAddr); err == nil && from.Addr().Unmap().IsLoopback() {
		return nil
	}
	return &pana.Error{Op: "web.setup", Kind: pana.Forbidden, Say: "found.elsewhere"}
}

// setupPage draws the step that this browser has come to.
func (s *Server) setupPage(r *http.Request, f template.Frame) templ.Component {
	f = f.Titled(f.R.T("found.title"))
	s.founding.mu.Lock()
	defer s.founding.mu.Unlock()
	if s.founding.mine(r, s.house.Now()) {
		switch s.founding.stage {
		case "words":
			return template.SetupWords(f, s.founding.f.Settings.Word)
		case "passphrases":
			return template.SetupPassphrases(f, s.founding.f.Director, s.founding.f.Deputy)
		case "typing":
			return template.SetupTyping(f, s.founding.f.Director.Name, s.founding.f.Deputy.Name)
		}
	}
	return template.SetupHouse(f, s.languageLinks(f, "/setup"), house.DefaultSettings(), setupSites, s.house.DB.Engine() == db.Postgres)
}

// postSetup takes one step of the founding. Each step may be sent again.
func (s *Server) postSetup(w http.ResponseWriter, r *http.Request) error {
	if s.house.State() != house.Empty {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return nil
	}
	if err := s.atHome(r); err != nil {
		return err
	}
	var err error
	to := "/setup"
	switch value(r, "step") {
	case "house":
		err = s.setupHouse(w, r)
	case "words":
		err = s.setupWords(r)
	case "written":
		err = s.setupStage(r, "passphrases", "typing")
	case "show":
		err = s.setupStage(r, "typing", "passphrases")
	case "found":
		if err = s.setupFound(r); err == nil {
			to = "/sign-in"
		}
	default:
		err = pana.Refuse("web.postSetup", "", "error.form")
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.setupPage(r, f), nil })
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// setupHouse takes the answers about the house, checks all of them, and makes
// the two passphrases.
func (s *Server) setupHouse(w http.ResponseWriter, r *http.Request) error {
	f := house.Founding{Settings: house.DefaultSettings()}
	set := &f.Settings
	set.Language = locale.Lang(value(r, "house_language"))
	set.Name, set.HostName, set.Zone, set.CodePrefix = value(r, "house_name"), value(r, "host"), value(r, "zone"), value(r, "prefix")
	stage := "passphrases"
	if word := value(r, "word"); word == "own" {
		set.Word = locale.Words{}
		for _, l := range locale.Langs() {
			*set.Word.In(l) = locale.Decline(l, value(r, "word_"+string(l)))
			if value(r, "word_"+string(l)) == "" {
				return pana.Refuse("web.setupHouse", "word_"+string(l), "words.missing")
			}
		}
		stage = "words"
	} else if n, err := strconv.Atoi(word); err == nil && n >= 0 && n < len(locale.Sets()) {
		set.Word = locale.Sets()[n]
	}
	var rooms [][]residence.NewRoom
	for n := 1; n <= setupSites; n++ {
		field := strconv.Itoa(n)
		name := value(r, "site_name_"+field)
		if name == "" {
			continue
		}
		f.Sites = append(f.Sites, house.NewSite{Kind: value(r, "site_kind_"+field), Name: name})
		list, err := readRooms("site_rooms_"+field, value(r, "site_rooms_"+field), s.frame(r).R)
		if err != nil {
			return err
		}
		rooms = append(rooms, list)
	}
	if len(f.Sites) == 0 {
		return pana.Refuse("web.setupHouse", "site_name_1", "found.site.missing")
	}
	lang := string(set.Language)
	f.Director = house.NewPerson{Name: value(r, "director"), Title: value(r, "director_title"), Language: set.Language, Passphrase: seal.NewPassphrase(lang)}
	if f.Director.Name == "" {
		return pana.Refuse("web.setupHouse", "director", "found.person.missing")
	}
	if deputy := value(r, "deputy"); deputy != "" {
		f.Deputy = house.NewPerson{Name: deputy, Title: value(r, "deputy_title"), Language: set.Language, Passphrase: seal.NewPassphrase(lang)}
	}
	check := f
	if stage == "words" {
		check.Settings.Word = locale.Client // its forms are looked over next
	}
	if err := check.Check(); err != nil {
		return err
	}

	s.founding.mu.Lock()
	defer s.founding.mu.Unlock()
	s.founding.token, s.founding.at = rand.Text(), s.house.Now()
	s.founding.f, s.founding.rooms, s.founding.stage = f, rooms, stage
	http.SetCookie(w, &http.Cookie{Name: setupCookie, Value: s.founding.token, Path: "/setup", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: s.opt.Secure})
	return nil
}

// readRooms reads "5, 5, 2": so many rooms with so many beds each.
func readRooms(field, text string, r *locale.Reader) ([]residence.NewRoom, error) {
	var rooms []residence.NewRoom
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ',' || c == ' ' || c == ';' || c == '+' }) {
		beds, err := strconv.Atoi(part)
		if err != nil || beds < 1 || beds > 40 || len(rooms) == 60 {
			return nil, pana.Refuse("web.readRooms", field, "found.rooms.unreadable")
		}
		rooms = append(rooms, residence.NewRoom{Name: r.T("found.room", "N", len(rooms)+1), Beds: beds, Children: true})
	}
	return rooms, nil
}

// setupWords takes the forms of the house's own word, looked over by a person.
func (s *Server) setupWords(r *http.Request) error {
	s.founding.mu.Lock()
	defer s.founding.mu.Unlock()
	if !s.founding.mine(r, s.house.Now()) {
		return lapsed()
	}
	words := s.founding.f.Settings.Word
	for _, l := range locale.Langs() {
		for _, c := range locale.Cases(l) {
			words.In(l).Set(c, value(r, string(l)+"."+c))
		}
	}
	if err := words.Check(); err != nil {
		return err
	}
	s.founding.f.Settings.Word, s.founding.stage = words, "passphrases"
	return nil
}

func (s *Server) setupStage(r *http.Request, from, to string) error {
	s.founding.mu.Lock()
	defer s.founding.mu.Unlock()
	if !s.founding.mine(r, s.house.Now()) || s.founding.stage != from && s.founding.stage != to {
		return lapsed()
	}
	s.founding.stage = to
	return nil
}

// setupFound compares what was typed back with what was shown, and founds.
func (s *Server) setupFound(r *http.Request) error {
	s.founding.mu.Lock()
	defer s.founding.mu.Unlock()
	b := &s.founding
	if !b.mine(r, s.house.Now()) || b.stage != "typing" {
		return lapsed()
	}
	for _, p := range []struct{ field, want string }{{"director_passphrase", b.f.Director.Passphrase}, {"deputy_passphrase", b.f.Deputy.Passphrase}} {
		if p.want == "" {
			continue // a house of one person
		}
		typed := strings.Join(strings.Fields(strings.ToLower(r.PostFormValue(p.field))), " ")
		if subtle.ConstantTimeCompare([]byte(typed), []byte(p.want)) != 1 {
			return pana.Refuse("web.setupFound", p.field, "found.typed")
		}
	}
	err := s.house.Found(r.Context(), b.f, func(ctx context.Context, tx *db.Tx, sites []house.Site) error {
		for i, site := range sites {
			if err := s.residence.AddRooms(ctx, tx, site.ID, b.rooms[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		b.token, b.f, b.rooms, b.stage = "", house.Founding{}, nil, ""
	}
	return err
}

// mine reports whether the founding under way is this browser's. The caller
// holds the lock.
func (b *foundingBook) mine(r *http.Request, now time.Time) bool {
	c, err := r.Cookie(setupCookie)
	return err == nil && b.token != "" && now.Sub(b.at) < setupWait && subtle.ConstantTimeCompare([]byte(c.Value), []byte(b.token)) == 1
}

func lapsed() error { return pana.Refuse("web.postSetup", "", "found.lapsed") }
