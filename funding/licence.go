package funding

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Licence is what allows a site to give its services, and until when.
type Licence struct {
	ID      string       `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Since   pana.Date    `db:"since"`
	Until   pana.Date    `db:"until"` // empty has no end
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Number  string       `db:"-"`
	Office  string       `db:"-"` // who gave it

	Before []LicenceBefore `db:"-"` // the newest first
}

// A LicenceBefore is what stood of a licence until it was corrected.
type LicenceBefore struct {
	ID      string       `db:"id"`
	Licence string       `db:"licence_id"`
	Since   pana.Date    `db:"since"`
	Until   pana.Date    `db:"until"`
	By      pana.StaffID `db:"by_staff"` // who corrected it
	On      pana.Date    `db:"on_day"`   // until when it stood here
	Number  string       `db:"-"`
	Office  string       `db:"-"`
}

// An Item is what a licence asks for: a place, a thing, a paper, somebody.
type Item struct {
	ID      string       `db:"id"`
	Site    pana.SiteID  `db:"site_id"`
	Kind    string       `db:"kind"` // code list licence-item
	Due     pana.Date    `db:"due"`  // until when it holds, or by when it is handed in; empty has no day
	Done    pana.Date    `db:"done"` // when it was handed in or put right
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	What    string       `db:"-"`
}

// Settings are what the house chose to be told of beforehand, in days. None is the
// law's.
type Settings struct {
	Licence int   `json:"licence"` // before a licence or something it asks for ends; 0 is not chosen
	Report  int   `json:"report"`  // before a report is due; 0 is not chosen
	Version int64 `json:"-"`
}

const usualWarn = 30

// LicenceDays and ReportDays are how many days before something is pointed out.
func (s Settings) LicenceDays() int { return cmp.Or(s.Licence, usualWarn) }

// ReportDays is how many days before a report is due it is pointed out.
func (s Settings) ReportDays() int { return cmp.Or(s.Report, usualWarn) }

func (s Settings) clean(op string) (Settings, error) {
	if err := casework.Within(op, "licence", s.Licence, 0, 730); err != nil {
		return s, err
	}
	return s, casework.Within(op, "report", s.Report, 0, 730)
}

const settingsTable = "fund_settings"

func settingsOf(ctx context.Context, tx *db.Tx) (Settings, error) {
	s, version, err := house.Chosen[Settings](ctx, tx, settingsTable)
	s.Version = version
	return s, err
}

// Settings returns what the house chose. Whoever has signed in may know it.
func (f *Funding) Settings(ctx context.Context) (Settings, error) {
	var s Settings
	err := f.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		s, err = settingsOf(ctx, tx)
		return err
	})
	return s, err
}

// SetSettings changes what the house chose, made from a row version. It needs
// SetHouse; a stale version is refused with db.stale.
func (f *Funding) SetSettings(ctx context.Context, s Settings, version int64) error {
	return house.Choose(ctx, f.h, "funding.SetSettings", settingsTable, version, s.clean)
}

// A LicenceFile is the licence of every site with what it asks for.
type LicenceFile struct {
	Today    pana.Date
	Settings Settings
	Licences []Licence // the latest of a site first
	Items    []Item    // what is open first, the earliest first
}

// Soon reports whether a day is near enough to be pointed out.
func (l LicenceFile) Soon(d pana.Date) bool {
	return d != "" && d <= l.Today.AddDays(l.Settings.LicenceDays())
}

// Licence returns it. It needs SeeLicence.
func (f *Funding) Licence(ctx context.Context) (LicenceFile, error) {
	var l LicenceFile
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeLicence, policy.Subject{}); err != nil {
			return err
		}
		var err error
		l, err = f.licence(ctx, tx)
		return err
	})
	return l, err
}

type licenceRow struct {
	Licence
	SealedNumber []byte `db:"number"`
	SealedOffice []byte `db:"office"`
}

type itemRow struct {
	Item
	Sealed []byte `db:"what"`
}

func (f *Funding) licence(ctx context.Context, tx *db.Tx) (LicenceFile, error) {
	l := LicenceFile{Today: f.h.Today(tx.Now)}
	var err error
	if l.Settings, err = settingsOf(ctx, tx); err != nil {
		return l, err
	}
	rows, err := db.Select[licenceRow](ctx, tx, `SELECT id, site_id, since, until, number, office, by_staff, version FROM fund_licences ORDER BY site_id, since DESC`)
	if err != nil {
		return l, err
	}
	for _, r := range rows {
		one := r.Licence
		if one.Number, err = f.h.OpenOwn("fund_licences", one.ID, "number", r.SealedNumber); err != nil {
			return l, err
		}
		if one.Office, err = f.h.OpenOwn("fund_licences", one.ID, "office", r.SealedOffice); err != nil {
			return l, err
		}
		if one.Before, err = f.licenceBefore(ctx, tx, one.ID); err != nil {
			return l, err
		}
		l.Licences = append(l.Licences, one)
	}
	items, err := db.Select[itemRow](ctx, tx, `SELECT id, site_id, kind, what, due, done, by_staff, version FROM fund_licence_items
		ORDER BY CASE done WHEN '' THEN 0 ELSE 1 END, CASE due WHEN '' THEN 1 ELSE 0 END, due, id`)
	for _, r := range items {
		one := r.Item
		if one.What, err = f.h.OpenOwn("fund_licence_items", one.ID, "what", r.Sealed); err != nil {
			return l, err
		}
		l.Items = append(l.Items, one)
	}
	return l, err
}

// AddLicence writes down a licence. It needs KeepLicence and refuses days that are
// crossed, a site that is none, and two of one site from the same day.
func (f *Funding) AddLicence(ctx context.Context, l Licence) (string, error) {
	const op = "funding.AddLicence"
	err := f.acting(ctx, policy.KeepLicence, func(tx *db.Tx) (trail.Entry, error) {
		var err error
		if _, ok := f.h.Site(l.Site); !ok {
			return trail.Entry{}, pana.Refuse(op, "site", "staff.site.missing")
		}
		if err := atSite(ctx, policy.KeepLicence, l.Site); err != nil {
			return trail.Entry{}, err
		}
		if l, err = f.cleanLicence(ctx, tx, op, l); err != nil {
			return trail.Entry{}, err
		}
		l.ID = tx.ID()
		number, err := f.h.SealOwn("fund_licences", l.ID, "number", 1, l.Number)
		if err != nil {
			return trail.Entry{}, err
		}
		office, err := f.h.SealOwn("fund_licences", l.ID, "office", 1, l.Office)
		if err != nil {
			return trail.Entry{}, err
		}
		_, err = tx.Exec(ctx, `INSERT INTO fund_licences (id, site_id, since, until, number, office, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`,
			l.ID, l.Site, l.Since, l.Until, number, office, me(ctx))
		return trail.Entry{Site: l.Site, Object: l.ID, Digests: [][32]byte{trail.Digest("fund_licences", l.ID, string(l.Site), string(l.Since), string(l.Until))}}, err
	})
	return l.ID, err
}

// AddItem writes down what the licence of a site asks for. It needs KeepLicence and
// refuses one without a kind or without words.
func (f *Funding) AddItem(ctx context.Context, i Item) (string, error) {
	const op = "funding.AddItem"
	err := f.acting(ctx, policy.KeepLicence, func(tx *db.Tx) (trail.Entry, error) {
		var err error
		if _, ok := f.h.Site(i.Site); !ok {
			return trail.Entry{}, pana.Refuse(op, "site", "staff.site.missing")
		}
		if err := atSite(ctx, policy.KeepLicence, i.Site); err != nil {
			return trail.Entry{}, err
		}
		if i.Kind == "" {
			return trail.Entry{}, pana.Refuse(op, "kind", "funding.item.kind")
		}
		if err := casework.CheckCode(op, "kind", "licence-item", i.Kind); err != nil {
			return trail.Entry{}, err
		}
		if i.Due, err = casework.Day(op, "due", i.Due); err != nil {
			return trail.Entry{}, err
		}
		if i.What, err = casework.Text(op, "what", i.What, 200); err != nil {
			return trail.Entry{}, err
		}
		if i.What == "" {
			return trail.Entry{}, pana.Refuse(op, "what", "funding.item.what")
		}
		i.ID = tx.ID()
		what, err := f.h.SealOwn("fund_licence_items", i.ID, "what", 1, i.What)
		if err != nil {
			return trail.Entry{}, err
		}
		_, err = tx.Exec(ctx, `INSERT INTO fund_licence_items (id, site_id, kind, what, due, done, by_staff, version) VALUES ($1, $2, $3, $4, $5, '', $6, 1)`,
			i.ID, i.Site, i.Kind, what, i.Due, me(ctx))
		return trail.Entry{Site: i.Site, Object: i.ID, Digests: [][32]byte{trail.Digest("fund_licence_items", i.ID, string(i.Site), i.Kind, string(i.Due))}}, err
	})
	return i.ID, err
}

// DoneItem says that something was handed in, put right or is no longer asked for.
// Once more changes nothing.
func (f *Funding) DoneItem(ctx context.Context, id string) error {
	return f.acting(ctx, policy.KeepLicence, func(tx *db.Tx) (trail.Entry, error) {
		today := f.h.Today(tx.Now)
		sites, err := db.Select[string](ctx, tx, `SELECT site_id FROM fund_licence_items WHERE id = $1`, id)
		if err == nil && len(sites) == 0 {
			err = casework.Gone("funding.DoneItem")
		}
		if err == nil {
			err = atSite(ctx, policy.KeepLicence, pana.SiteID(sites[0]))
		}
		if err != nil {
			return trail.Entry{}, err
		}
		_, err = tx.Exec(ctx, `UPDATE fund_licence_items SET done = CASE done WHEN '' THEN $1 ELSE done END, version = version + 1 WHERE id = $2`, string(today), id)
		return trail.Entry{Site: pana.SiteID(sites[0]), Object: id, Digests: [][32]byte{trail.Digest("fund_licence_items", id, "done", string(today))}}, err
	})
}
