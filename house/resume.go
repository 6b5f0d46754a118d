package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
)

// Resume goes on with the session that cookie stands for: the context it returns
// acts for its owner and holds her keys. Her rights are read anew each time.
//
// A cookie that is cut, unknown, idle for too long or too old is Forbidden
// "signin.again"; a house that is not started "house.stopped". It may be called
// for every request: it writes at most once a minute.
func (h *House) Resume(ctx context.Context, cookie string) (context.Context, *Session, error) {
	const op = "house.Resume"
	if err := h.running(op); err != nil {
		return ctx, nil, err
	}
	t, ok := readTicket(cookie)
	if !ok {
		return ctx, nil, again(op)
	}
	now := h.Now()
	var rows []sessionRow
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		var err error
		rows, err = findSession(ctx, tx, t.sum())
		return err
	})
	if err != nil {
		return ctx, nil, h.orStopped(op, err)
	}
	if len(rows) == 0 {
		return ctx, nil, again(op)
	}
	r := rows[0]
	settings := h.Settings()
	seen, idle := db.FromMicros(r.Seen), time.Duration(settings.IdleMinutes)*time.Minute
	if r.Ended != "" || now.Sub(seen) >= idle || !now.Before(db.FromMicros(r.Expires)) {
		// Best effort: it opens nothing any more, and the next sign-in sweeps it.
		h.DB.Update(ctx, func(tx *db.Tx) error { return dropSession(ctx, tx, r.ID) })
		return ctx, nil, again(op)
	}
	ring, err := h.Vault.Unpack(t.secret, r.Ring)
	if says(err, "seal.session") || says(err, "seal.gone") {
		return ctx, nil, again(op)
	}
	if err != nil {
		return ctx, nil, h.orStopped(op, err)
	}
	if ring.Staff != r.Staff {
		return ctx, nil, again(op) // someone has moved keys between sessions
	}
	if now.Sub(seen) >= min(time.Minute, idle/5) || ring.Refreshed() {
		packed := ring.Pack(t.secret)
		err := h.DB.Update(db.MustGoOn(ctx), func(tx *db.Tx) error { return touchSession(ctx, tx, r.ID, packed, max(db.Micros(now), r.Seen)) })
		switch {
		case err != nil && pana.KindOf(err) == pana.Internal && h.State() == Started:
			h.log.Error("note that a session lives", "err", err) // a disk that takes nothing is no reason to close the door
		case err != nil:
			return ctx, nil, h.orStopped(op, err)
		}
	}
	if r.House != h.SettingsVersion() { // another process has changed them
		if err := h.load(ctx); err != nil {
			return ctx, nil, h.orStopped(op, err)
		}
	}
	s, err := h.session(ctx, rows)
	if err != nil {
		return ctx, nil, h.orStopped(op, err)
	}
	actor := s.actor()
	actor.Closed = h.Settings().Closed != ""
	if actor.Bare, err = h.bare(ctx, r.Staff, r.Factor, r.Began); err != nil {
		return ctx, nil, h.orStopped(op, err)
	}
	return seal.WithRing(pana.WithActor(ctx, actor), ring), s, nil
}

// session makes the rows of findSession into a Session.
func (h *House) session(ctx context.Context, rows []sessionRow) (*Session, error) {
	r := rows[0]
	s := &Session{ID: r.ID, Staff: r.Staff, Language: locale.Lang(r.Language), Theme: r.Theme, Proven: db.FromMicros(r.Proven)}
	for _, g := range rows {
		if g.Role != "" {
			s.Grants = append(s.Grants, pana.Grant{Role: g.Role, Site: g.Site})
		}
	}
	var ok bool
	if s.Name, ok = h.known(r.Staff); ok {
		return s, nil
	}
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		var err error
		s.Name, err = h.StaffName(ctx, tx, r.Staff)
		return err
	})
	return s, err
}

// orStopped says that the house was stopped when that is why err happened.
func (h *House) orStopped(op string, err error) error {
	if stopped := h.running(op); stopped != nil {
		return stopped
	}
	return err
}
