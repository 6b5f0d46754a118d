package house

import (
	"time"

	"example.org/pana"
)

// Now returns the moment by the injected clock.
func (h *House) Now() time.Time { return h.DB.Now() }

// Zone returns the house's time zone; UTC until it is started.
func (h *House) Zone() *time.Location {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.zone
}

// Today returns the house's day at the moment now.
func (h *House) Today(now time.Time) pana.Date { return pana.DateOf(now, h.Zone()) }

// Tonight returns the night that now belongs to: before noon it is still the one
// that began yesterday.
func (h *House) Tonight(now time.Time) pana.Night {
	local := now.In(h.Zone())
	day := pana.DateOf(local, local.Location())
	if local.Hour() < 12 {
		return day.AddDays(-1)
	}
	return day
}
