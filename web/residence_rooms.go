package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

func (s *Server) getRooms(w http.ResponseWriter, r *http.Request) error {
	c, err := s.roomsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) roomsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	here, all, err := s.shelters(r, policy.KeepBeds)
	if err != nil {
		return nil, err
	}
	d := template.BedsData{Site: here, Sites: all}
	if d.Map, err = s.residence.Tonight(r.Context(), here.ID); err != nil {
		return nil, err
	}
	// The month that goes on, and the whole one before it.
	month := pana.Date(string(d.Map.Night)[:7] + "-01")
	before := month.AddDays(-1)
	for _, span := range [][2]pana.Date{{month, d.Map.Night}, {pana.Date(string(before)[:7] + "-01"), before}} {
		o, err := s.residence.Occupancy(r.Context(), here.ID, span[0], span[1])
		if err != nil {
			return nil, err
		}
		d.Full = append(d.Full, o)
	}
	return template.Rooms(f.Titled(f.R.T("residence.rooms")), d), nil
}

// postRooms makes a room with its beds.
func (s *Server) postRooms(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		beds, err := number(r, "beds", "residence.beds.unreadable")
		if err != nil {
			return "", err
		}
		id, err := s.residence.AddRoom(r.Context(), pana.SiteID(value(r, "site")), residence.NewRoom{
			Name: value(r, "name"), Sex: value(r, "sex"), Children: value(r, "children") == "yes", Beds: beds})
		return "/beds/rooms/" + string(id) + "?done=added", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.roomsPage(r, f) })
	}
	return nil
}

func (s *Server) getRoom(w http.ResponseWriter, r *http.Request) error {
	c, err := s.roomPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) roomPage(r *http.Request, f template.Frame) (templ.Component, error) {
	m, room, err := s.siteOf(r, pana.RoomID(r.PathValue("room")))
	if err != nil {
		return nil, err
	}
	lives, err := s.residence.Lives(r.Context(), room.ID)
	return template.Room(f.Titled(f.R.T("residence.rooms")), m, room, lives), err
}

// postRoom changes one room: its rules, its beds, what is out of service. What
// is asked for stands in the button.
func (s *Server) postRoom(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		ctx, room, bed := r.Context(), pana.RoomID(r.PathValue("room")), pana.BedID(value(r, "bed"))
		here := "/beds/rooms/" + string(room) + "?done=saved"
		var err error
		switch value(r, "do") {
		case "rules":
			version, _ := strconv.ParseInt(value(r, "version"), 10, 64)
			err = s.residence.SetRoomRules(ctx, room, value(r, "sex"), value(r, "children") == "yes", version)
		case "add":
			_, err = s.residence.AddBed(ctx, room, value(r, "name"))
		case "out":
			err = s.residence.TakeOutOfService(ctx, bed, value(r, "reason"), pana.Night(value(r, "until")))
		case "back":
			err = s.residence.ReturnToService(ctx, bed)
		case "close":
			err = s.residence.CloseBed(ctx, bed)
		case "days":
			err = s.setBedDays(r)
		case "close-room":
			err, here = s.residence.CloseRoom(ctx, room), "/beds/rooms?done=removed"
		default:
			err = pana.Refuse("web.postRoom", "", "error.form")
		}
		return here, err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.roomPage(r, f) })
	}
	return nil
}

// setBedDays corrects since when there is a bed. The option names the bed and the version
// that the page was drawn from.
func (s *Server) setBedDays(r *http.Request) error {
	bed, version, ok := strings.Cut(value(r, "days_of"), "~")
	if !ok {
		return pana.Refuse("web.setBedDays", "days_of", "residence.days.which")
	}
	d := residence.BedDays{Unknown: ticked(r, "unknown")}
	var err error
	if d.First, err = dayOf(r, "first"); err != nil {
		return err
	}
	if d.Last, err = dayOf(r, "last"); err != nil {
		return err
	}
	n, _ := strconv.ParseInt(version, 10, 64)
	return s.residence.SetBedDays(r.Context(), pana.BedID(bed), d, n)
}

// number reads a whole number; an empty field is 0.
func number(r *http.Request, field, say string) (int, error) {
	text := value(r, field)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, pana.Refuse("web.number", field, say)
	}
	return n, nil
}
