package followup

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// A LeavingPage is what the page about leaving shows.
type LeavingPage struct {
	Code      string
	Language  string // she wants to be spoken to in
	Today     pana.Date
	Exit      Exit // zero Version when nothing is written yet
	Sleeps    bool
	Open      bool // her time in our care is open
	Closed    bool // her keys do not open the words of care
	Agreement Agreement
	Times     []casework.Episode // her times in our care, newest first
	May       LeavingMay
}

// LeavingMay says what the reader may do here.
type LeavingMay struct{ Prepare, Decide, Agree bool }

// Leaving returns how the client with a code leaves, as far as it is prepared.
func (f *FollowUp) Leaving(ctx context.Context, code string) (LeavingPage, error) {
	var p LeavingPage
	err := f.files.Read(ctx, code, policy.SeeExit, func(r *casework.Reading) error {
		client := r.Subject.Client
		p = LeavingPage{Code: r.Client.Code, Language: r.Client.Language, Today: r.Today, Open: r.Episode.ID != "" && r.Episode.Closed == "",
			May: LeavingMay{r.May(policy.PrepareExit), r.May(policy.DecideExit), r.May(policy.AgreeCalls)}}
		var err error
		if p.Sleeps, err = residence.Sleeps(ctx, r.Tx, client); err != nil {
			return err
		}
		if p.Times, err = casework.EpisodesOf(ctx, r.Tx, client); err != nil {
			return err
		}
		if p.Exit, _, err = exitOf(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Agreement, _, err = agreementOf(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Exit.ID == "" {
			return nil
		}
		if p.Exit.Points, err = pointsOf(ctx, r.Tx, p.Exit.ID); err != nil {
			return err
		}
		said, err := r.Words([]string{p.Exit.ID}, pana.Care, pana.Safety)
		if err != nil {
			return err
		}
		p.Closed = said.Closed(pana.Care)
		p.Exit.Place = said.Of("exits", p.Exit.ID, fieldPlace)
		p.Exit.Because = said.Of("exits", p.Exit.ID, fieldBecause)
		p.Exit.Told = map[string]string{}
		list, _ := codes.Get("exit-point")
		for _, it := range list.Items {
			p.Exit.Told[it.Code] = said.Of("exits", p.Exit.ID, fieldTold+it.Code)
		}
		return nil
	})
	return p, err
}

// LeftOn is the day on which a client left in a time in our care and how; empty
// while she has not. The caller has asked policy.
func LeftOn(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (on pana.Date, kind string, err error) {
	x, _, err := exitOf(ctx, tx, e)
	if err != nil || x.State != Left {
		return "", "", err
	}
	return x.On, x.Kind, nil
}

// pointsText writes answers in one line, for digests.
func pointsText(points map[string]string) string {
	list, _ := codes.Get("exit-point")
	var parts []string
	for _, it := range list.Items {
		if a := points[it.Code]; a != "" {
			parts = append(parts, it.Code+"="+a)
		}
	}
	return strings.Join(parts, " ")
}
