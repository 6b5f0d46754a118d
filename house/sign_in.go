package house

import (
	"context"
	"errors"
	"math"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Entry is what someone at the door has typed.
type Entry struct {
	Name       string
	Passphrase string
	Code       string // of the second factor, if she has set one
	Address    string // where the request comes from, for slowing down guesses
	Shown      Shown  // her passkey, as the second step beside a passphrase, or alone without a name
	Device     string // what kind of machine asks, one of Devices; for her own list of sessions
}

// hush is the step in which a refusal at the door takes its time, so that its
// length does not say how far a guess came. unlockHush is the step while the
// house is stopped, when a right passphrase has a database to open.
const (
	hush       = 250 * time.Millisecond
	unlockHush = time.Second
)

// draftsKept is how long a draft waits for its writer.
const draftsKept = 14 * 24 * time.Hour

// SignIn begins a session and returns the cookie that Resume wants. Whoever may
// start a stopped house starts it by signing in.
//
// A wrong passphrase, an unknown name, someone who has left and a wrong or used
// code all get the same Forbidden "signin.wrong" after the same time. After five
// tries a minute one has to wait: Forbidden "signin.wait" with N seconds, a minute
// at most, and longer after a hundred tries in a day (decision 60). In a stopped house one who may not start it is told "seal.maynotstart".
// A passkey alone signs in where it holds the keys of its owner; see signInPasskey.
func (h *House) SignIn(ctx context.Context, e Entry) (cookie string, s *Session, err error) {
	ctx = db.MustGoOn(ctx)
	began, step := time.Now(), hush
	switch h.State() {
	case Empty:
		return "", nil, h.running("house.SignIn")
	case Stopped:
		step = unlockHush
	}
	account, try := fold(e.Name), h.gate.tryName
	if e.alone() {
		account = "passkey at " + place(e.Address) // whose it is is not known yet
		try = h.gate.try                           // and nobody guesses one
	}
	if wait := try(account, e.Address, h.Now()); wait > 0 {
		return "", nil, &pana.Error{Op: "house.SignIn", Kind: pana.Forbidden, Say: "signin.wait",
			With: map[string]any{"N": int(math.Ceil(wait.Seconds()))}}
	}
	cookie, s, err = h.signIn(ctx, e)
	if says(err, "signin.wrong") {
		h.refused(ctx, e.Name)
		Quiet(ctx, began, step)
		return "", nil, &pana.Error{Op: "house.SignIn", Kind: pana.Forbidden, Say: "signin.wrong"}
	}
	if err != nil {
		return "", nil, err
	}
	h.gate.right(account, e.Address, h.Now())
	return cookie, s, nil
}

// Quiet waits until a whole number of steps has passed since began, so that the
// length of an answer does not say what was found on the way to it.
func Quiet(ctx context.Context, began time.Time, step time.Duration) {
	t := time.NewTimer(step - time.Since(began)%step)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// alone reports whether e shows a passkey and nothing else.
func (e Entry) alone() bool { return e.Name == "" && e.Passphrase == "" && e.Shown.Ticket != "" }

func (h *House) signIn(ctx context.Context, e Entry) (string, *Session, error) {
	if e.alone() {
		return h.signInPasskey(ctx, e)
	}
	id, err := h.vaultSignIn(ctx, e.Name, e.Passphrase)
	if err != nil {
		return "", nil, err
	}
	defer id.Clear()
	if h.State() == Stopped {
		return h.startFor(ctx, id, e)
	}
	row, grants, err := h.enter(ctx, id, e)
	if err != nil {
		return "", nil, err
	}
	return h.begin(ctx, id, e, row, grants, nil)
}

// startFor starts the house for someone who may, and begins her session. Until
// she is known to be right in everything the house stays stopped for the others.
func (h *House) startFor(ctx context.Context, id *seal.Identity, e Entry) (string, *Session, error) {
	h.turn.Lock()
	defer h.turn.Unlock()
	at, started := h.locks.Load(), h.State() == Started // someone else was quicker
	if !started {
		if err := h.open(ctx, id); err != nil {
			return "", nil, err
		}
	}
	row, grants, err := h.enter(ctx, id, e)
	if err == nil && !started {
		switch {
		case !mayStart(grants):
			err = &pana.Error{Op: "house.SignIn", Kind: pana.Forbidden, Say: "seal.maynotstart"}
		case h.purge.Load():
			err = h.DB.Update(ctx, func(tx *db.Tx) error { return dropSessions(ctx, tx) })
		}
		if err == nil {
			err = h.admit(at)
		}
		if err != nil {
			h.halt()
			return "", nil, err
		}
		h.purge.Store(false)
		if err := h.tellMarks(ctx); err != nil {
			h.log.Error("tell what happened while the house was stopped", "err", err)
		}
		if h.cause.Load() != nil {
			if err := h.DB.Update(ctx, func(tx *db.Tx) error { return h.tellCause(ctx, tx) }); err != nil {
				h.log.Error("tell that the house stopped itself", "err", err)
			}
		}
	} else if err != nil {
		if !started {
			h.halt()
		}
		return "", nil, err
	}
	if started {
		return h.begin(ctx, id, e, row, grants, nil)
	}
	return h.begin(ctx, id, e, row, grants, func(ctx context.Context, tx *db.Tx) error {
		return trail.Record(ctx, tx, trail.Entry{Act: policy.StartHouse})
	})
}

// enter asks the data whether id may come in: she works here, and her second step
// is right, if she has one: a code not used before, or a passkey.
func (h *House) enter(ctx context.Context, id *seal.Identity, e Entry) (row memberRow, grants []pana.Grant, err error) {
	shown, err := h.secondStep(ctx, id, e)
	if err != nil {
		return row, nil, err
	}
	book, err := h.passkeys(ctx, id.Staff)
	if err != nil {
		return row, nil, err
	}
	return h.comeIn(ctx, id.Staff, func(tx *db.Tx, row memberRow) error {
		if shown {
			return nil
		}
		asked, err := h.checkCode(ctx, tx, row, e.Code)
		if err == nil && !asked && len(book.Keys) > 0 {
			err = wrong()
		}
		return err
	})
}

// comeIn returns who staff is, if she works here and check has nothing against it.
func (h *House) comeIn(ctx context.Context, staff pana.StaffID, check func(*db.Tx, memberRow) error) (row memberRow, grants []pana.Grant, err error) {
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		var err error
		if row, err = present(ctx, tx, staff); err != nil {
			if pana.KindOf(err) == pana.NotFound {
				return wrong()
			}
			return err
		}
		if err := check(tx, row); err != nil {
			return err
		}
		grants, err = findGrantsOf(ctx, tx, staff)
		return err
	})
	return row, grants, err
}

// begin opens the keys of id and writes her session, and before it, in the same
// transaction and as her, what first writes, if anything.
func (h *House) begin(ctx context.Context, id *seal.Identity, e Entry, row memberRow, grants []pana.Grant,
	first func(context.Context, *db.Tx) error) (string, *Session, error) {
	name, err := h.read(row.ID, "name", row.Name)
	if err != nil {
		return "", nil, err
	}
	// A right to start given or taken since she last signed in is a key in her
	// slot, and only now do we have what opens it.
	if may := mayStart(grants); may != id.MayStart() && e.Passphrase != "" {
		if err := h.Vault.SetStart(ctx, id, e.Name, e.Passphrase, may); err != nil {
			h.log.Error("change the right to start", "err", err)
		}
	}
	if err := h.Vault.EnsureSecond(ctx, row.ID); err != nil {
		h.log.Error("give her the second slot that everybody has", "err", err)
	}
	ring, err := h.Vault.Ring(ctx, id)
	if err != nil {
		return "", nil, err
	}
	defer func() { ring.Close() }()
	// A compartment that came with a newer program has no circle yet: it begins
	// with the first of its people who signs in, and the others wait for her.
	if asked, err := h.askMissing(ctx, row.ID, grants, ring); err != nil {
		h.log.Error("begin the circles of a new compartment", "err", err)
	} else if asked {
		ring.Close()
		if ring, err = h.Vault.Ring(ctx, id); err != nil {
			return "", nil, err
		}
	}
	// Circles that somebody has left get new keys now; what fails waits for the
	// next member who signs in.
	if _, err := ring.TurnPending(ctx); err != nil {
		h.log.Error("turn the circles somebody has left", "err", err)
	}
	t := newTicket()
	s := &Session{Staff: row.ID, Name: name, Language: locale.Lang(row.Language), Theme: row.Theme, Grants: grants}
	settings := h.Settings()
	idle, longest := time.Duration(settings.IdleMinutes)*time.Minute, time.Duration(settings.AbsoluteHours)*time.Hour
	packed := ring.Pack(t.secret)
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := sweepSessions(ctx, tx, idle, draftsKept); err != nil {
			return err
		}
		s.ID, s.Proven = tx.ID(), tx.Now
		as := pana.WithActor(ctx, s.actor())
		if first != nil {
			if err := first(as, tx); err != nil {
				return err
			}
		}
		if err := dropEldest(ctx, tx, row.ID, mostSessions-1); err != nil {
			return err
		}
		r := sessionRow{ID: s.ID, Staff: s.Staff, Ring: packed, Seen: db.Micros(tx.Now), Expires: db.Micros(tx.Now.Add(longest))}
		if err := insertSession(ctx, tx, r, toldSession{Device: device(e.Device), OwnMachine: place(e.Address) == ownMachine}, t.sum()); err != nil {
			return err
		}
		if err := h.tellRefused(as, tx, row.ID); err != nil {
			return err
		}
		return trail.Record(as, tx, trail.Entry{Act: SignedIn})
	})
	if err != nil {
		return "", nil, err
	}
	return t.cookie(), s, nil
}

func (s *Session) actor() pana.Actor {
	return pana.Actor{Staff: s.Staff, Grants: s.Grants, Session: s.ID}
}

func wrong() error {
	return &pana.Error{Op: "house.SignIn", Kind: pana.Forbidden, Say: "signin.wrong"}
}

// says reports whether err speaks to the reader with key.
func says(err error, key string) bool {
	e, ok := errors.AsType[*pana.Error](err)
	return ok && e.Say == key
}
