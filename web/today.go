package web

import (
	"net/http"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) todayRoutes() []route {
	return []route{page("GET /today", policy.SeeToday, s.getToday)}
}

// orderSoon is how many days before its end an order is pointed out.
const orderSoon = 14

// cards is how many of her own clients a worker's first screen holds.
const cards = 24

// getToday draws the first screen of the day. Each part is asked for only if
// the reader's roles give it to her; a part without facts is not on the page.
func (s *Server) getToday(w http.ResponseWriter, r *http.Request) error {
	ctx, f := r.Context(), s.frame(r)
	if first, err := s.toTheKit(r, f.Actor); err != nil {
		return err
	} else if first {
		http.Redirect(w, r, "/house/kit", http.StatusSeeOther)
		return nil
	}
	now := s.house.Now().In(s.house.Zone())
	d := template.TodayData{Now: now, Day: s.house.Today(now), Night: s.house.Tonight(now), OnCallNote: s.house.Settings().OnCallNote}
	d.AtNight = now.Hour() >= 20 || now.Hour() < 8
	d.ByNight = f.Actor.Is(pana.NightDuty)
	var err error
	if d.Kit, err = s.kitDue(ctx, f.Actor); err != nil {
		return err
	}
	if policy.May(f.Actor, policy.VerifyHouse) {
		if d.PutBack, err = s.house.PutBack(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.RunBackup) {
		if d.Copies, err = s.copies.Standing(ctx); err != nil {
			return err
		}
		if d.Kit == "" {
			d.Backup = d.Copies.Say
		}
	}
	if err := s.todaySites(r, &d); err != nil {
		return err
	}
	if d.Alerts, err = s.casework.Standing(ctx); err != nil {
		return err
	}
	if d.Health, err = s.healthToday(r, d.AtNight); err != nil {
		return err
	}
	if policy.May(f.Actor, policy.RecordArrival) {
		if d.Arrivals, err = s.intake.Unseen(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.EditClient) {
		if d.Unguarded, err = s.intake.Unguarded(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeRequests) {
		desk, err := s.intake.Desk(ctx)
		if err != nil {
			return err
		}
		d.Requests = desk.Waiting
	}
	if policy.May(f.Actor, policy.AdmitToCircle) {
		if d.Waiting, err = s.house.Waiting(ctx); err != nil {
			return err
		}
	}
	if err := s.todayNotices(r, &d); err != nil {
		return err
	}
	if err := s.todaySessions(r, &d); err != nil {
		return err
	}
	if policy.May(f.Actor, policy.ListClients) {
		if d.Mine, err = s.mine(r, casework.Filter{Mine: true, Limit: cards}); err != nil {
			return err
		}
		d.ListsMine = f.Actor.Is(pana.SocialWorker) || f.Actor.Is(pana.Psychologist) || f.Actor.Is(pana.Lawyer)
	}
	if policy.May(f.Actor, policy.ProposeTrust) {
		if d.NextOf, err = s.plan.Mine(ctx); err != nil {
			return err
		}
		if d.Building, err = s.plan.Building(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.AssignClient) {
		rows, err := s.mine(r, casework.Filter{Stage: "arrival", Limit: cards})
		if err != nil {
			return err
		}
		d.Arrived = rows
	}
	if policy.May(f.Actor, policy.SeeBeds) {
		if d.OnCall, err = s.house.OnCall(ctx); err != nil {
			return err
		}
	}
	var calls followup.Reckoning
	if policy.May(f.Actor, policy.TakeCall) || policy.May(f.Actor, policy.SeeCalendar) {
		if calls, err = s.followup.Reckon(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.TakeCall) {
		d.Due = calls.Due()
		if d.Going, err = s.followup.GoingOn(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.AskTerm) {
		if d.Terms, err = s.residence.TermsEnding(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeStaff) {
		members, err := s.house.Staff(ctx)
		if err != nil {
			return err
		}
		d.Working = map[pana.StaffID]string{}
		for _, m := range members {
			if m.Ended == "" {
				d.Working[m.ID] = m.Name
			}
			if m.Invited && m.Ended == "" {
				d.Invited++
			}
			if m.Ended == "" && !m.SecondFactor && !m.Invited {
				d.WithoutFactor++
			}
		}
	}
	if policy.May(f.Actor, policy.SeeOutsiders) {
		if d.Visits, err = s.people.VisitsToday(ctx); err != nil {
			return err
		}
	}
	if d.Untold, err = s.people.VisitsUntold(ctx); err != nil {
		return err
	}
	if policy.May(f.Actor, policy.PlanLeaving) {
		if d.Departing, err = s.people.Departing(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeePeople) {
		if d.PeopleDue, err = s.people.Due(ctx); err != nil {
			return err
		}
		if d.Workloads, err = s.people.Workloads(ctx); err != nil {
			return err
		}
	}
	if d.Erasing, err = s.erasure.Waits(ctx); err != nil {
		return err
	}
	if policy.May(f.Actor, policy.TakeDownStory) {
		if d.Stories, err = s.stories.Ending(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeCollections) {
		if d.Gifts, err = s.gifts.ThisMonth(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeCentre) {
		if d.Youth, err = s.youth.Ahead(ctx, orderSoon); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeFunding) {
		if err := s.fundingToday(r, &d); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeOwnFunding) {
		if d.Own, err = s.funding.Own(ctx); err != nil {
			return err
		}
	}
	if d.Legal, err = s.legalToday(r); err != nil {
		return err
	}
	if policy.May(f.Actor, policy.SeeNews) {
		if d.News, err = s.casework.Since(ctx); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeInbox) {
		if d.Decisions, err = s.decisions(ctx); err != nil {
			return err
		}
		if d.Asking, err = s.askers(r, d.Decisions); err != nil {
			return err
		}
	}
	if policy.May(f.Actor, policy.SeeCalendar) {
		if d.Ahead, err = s.nextDays(r, now, calls); err != nil {
			return err
		}
	}
	if err := s.todaySafety(r, &d, f.Actor); err != nil {
		return err
	}
	return s.show(w, r, template.Today(f.Titled(f.R.T("nav.today")), d))
}

// todaySafety adds who was handed over to a psychologist, and for the night the
// rules for calls and visits, without the reason.
func (s *Server) todaySafety(r *http.Request, d *template.TodayData, actor pana.Actor) (err error) {
	if actor.Is(pana.Psychologist) {
		if d.HandedOver, err = s.needs.HandedOver(r.Context()); err != nil {
			return err
		}
	}
	d.Rules, err = s.needs.Rules(r.Context())
	return err
}

func (s *Server) mine(r *http.Request, filter casework.Filter) ([]casework.Row, error) {
	page, err := s.casework.List(r.Context(), filter)
	return page.Rows, err
}

// todaySites adds what stands at each shelter that the reader sees, and when she is
// planned and booked herself.
func (s *Server) todaySites(r *http.Request, d *template.TodayData) (err error) {
	ctx, actor := r.Context(), pana.ActorFrom(r.Context())
	d.SiteNames = map[pana.SiteID]string{}
	for _, site := range s.house.SiteList() {
		d.SiteNames[site.ID] = site.Name
		if site.Kind == house.Shelter && policy.Check(actor, policy.SeeBeds, policy.Subject{Site: site.ID}) == nil {
			if err := s.todaySite(r, d, site); err != nil {
				return err
			}
		}
	}
	if policy.May(actor, policy.SeeNight) {
		if d.Duties, err = s.night.OwnDuties(ctx); err != nil {
			return err
		}
		if d.Offered, err = s.night.Offered(ctx); err != nil {
			return err
		}
	}
	d.Coming, err = s.people.Coming(ctx)
	return err
}

// todaySite adds one: who sleeps where, the shift, what happened since yesterday and
// which nights are short.
func (s *Server) todaySite(r *http.Request, d *template.TodayData, site house.Site) error {
	ctx := r.Context()
	m, err := s.residence.Tonight(ctx, site.ID)
	if err != nil {
		return err
	}
	at := template.ShiftToday{NightFrame: template.NightFrame{Site: site, Zone: s.house.Zone(), Now: d.Now}}
	if at.Brief, err = s.night.Brief(ctx, site.ID); err != nil {
		return err
	}
	if at.Incidents, err = s.night.IncidentsBetween(ctx, site.ID, d.Now.Add(-24*time.Hour), d.Now); err != nil {
		return err
	}
	if at.Short, at.Rules, err = s.night.ShortNights(ctx, site.ID); err != nil {
		return err
	}
	d.Maps, d.Shifts = append(d.Maps, template.SiteMap{Name: site.Name, Map: m}), append(d.Shifts, at)
	return nil
}
