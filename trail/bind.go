package trail

import (
	"context"
	"maps"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Bound is the act by which the house binds rows that no line spoke of: those of
// a house made before rows were bound, and its own rows changed by an act about a
// client.
const Bound policy.Act = "trail.bind"

// Itself is who the house is in its own lines.
const Itself pana.StaffID = ".house"

// wrote has the line told, when its transaction ends, which tables it wrote to.
func wrote(tx *db.Tx, line string) {
	tx.BeforeCommit(func(ctx context.Context) error {
		var list []string
		for table, how := range tx.Written() {
			switch {
			case unbound[table] != "":
			case how == db.Added:
				list = append(list, table+"+")
			default:
				list = append(list, table)
			}
		}
		if len(list) == 0 {
			return nil
		}
		slices.Sort(list)
		return setWrote(ctx, tx, line, strings.Join(list, " "))
	})
}

// bind gives the newest waiting line of each file what the rows of the file come
// to now. Only tables that a waiting line wrote to are read anew; the others stay
// as they were said to be, so that what was changed there by no act is found. A
// file whose kept digests are not those of its newest line gets no new state: the
// old one goes on saying what does not fit. It returns the lines, with those that
// the house had to add.
func (r *Rows) bind(ctx context.Context, tx *db.Tx, lines []waitingLine) ([]waitingLine, error) {
	touched := map[string]map[string]bool{} // by client
	house := map[string]bool{}
	for _, l := range lines {
		tables := tablesIn(l.Wrote)
		for name, added := range tables {
			if slices.Contains(ofHouse, name) || name == everything && l.Client == "" {
				before, known := house[name]
				house[name] = added && (before || !known)
			}
		}
		if l.Client != "" && len(tables) > 0 {
			touched[string(l.Client)] = merge(touched[string(l.Client)], tables)
		}
	}
	if len(house) > 0 {
		touched[""] = house
	}
	fresh, err := r.states(ctx, tx, touched)
	if err != nil {
		return nil, err
	}
	for i := len(lines) - 1; i >= 0; i-- {
		client := string(lines[i].Client)
		if parts, ok := fresh[client]; ok && len(lines[i].Salt) > 0 {
			lines[i].State = stateOf(parts)
			delete(fresh, client)
			if err := putState(ctx, tx, client, parts); err != nil {
				return nil, err
			}
		}
	}
	if parts, ok := fresh[""]; ok { // an act about a client changed rows of the house
		l, err := itself(ctx, tx, "")
		if err != nil {
			return nil, err
		}
		l.State = stateOf(parts)
		return append(lines, l), putState(ctx, tx, "", parts)
	}
	return lines, nil
}

func merge(a, b map[string]bool) map[string]bool {
	if a == nil {
		return maps.Clone(b)
	}
	for name, added := range b {
		if before, known := a[name]; known {
			added = added && before
		}
		a[name] = added
	}
	return a
}

// states are the encoded states of files after what was written to them.
func (r *Rows) states(ctx context.Context, tx *db.Tx, touched map[string]map[string]bool) (map[string][]byte, error) {
	all := map[string]state{}
	for client := range touched {
		parts, _, err := statePartsOf(ctx, tx, client)
		if err != nil {
			return nil, err
		}
		claim, claimed, err := newestState(ctx, tx, client)
		if err != nil {
			return nil, err
		}
		s, whole := decode(parts)
		switch {
		case !claimed:
			s, touched[client] = state{}, map[string]bool{everything: false}
		case !whole || stateOf(parts) != claim:
			delete(touched, client)
			continue
		}
		all[client] = s
	}
	for _, b := range r.all {
		var of []string
		for client, tables := range touched {
			_, named := tables[b.name]
			_, every := tables[everything]
			if (named || every) && (client == "") == (b.client == "") {
				of = append(of, client)
			}
		}
		if len(of) == 0 {
			continue
		}
		slices.Sort(of)
		rows, err := b.read(ctx, tx, of)
		if err != nil {
			return nil, err
		}
		now := map[string][]sum{}
		for _, row := range rows {
			now[row.client] = append(now[row.client], row.sum)
		}
		for _, client := range of {
			all[client].takes(b.name, now[client], touched[client][b.name])
		}
	}
	fresh := map[string][]byte{}
	for client, s := range all {
		fresh[client] = s.encode()
	}
	return fresh, nil
}

// mostBound is how many files of before are bound at once.
const mostBound = 200

// bindOld writes a line for files that no line was ever bound to: once for each
// house that is older than this. It returns how many.
func (r *Rows) bindOld(ctx context.Context, tx *db.Tx) (n int, err error) {
	if r.done.Load() || !r.files {
		return 0, nil
	}
	old, err := unboundFiles(ctx, tx, mostBound)
	if err != nil {
		return 0, err
	}
	if bare, err := houseIsUnbound(ctx, tx); err != nil {
		return 0, err
	} else if bare {
		old = append(old, "")
	}
	for _, client := range old {
		if _, err := itself(ctx, tx, client); err != nil {
			return 0, err
		}
	}
	tx.AfterCommit(func() { r.done.Store(len(old) == 0) })
	return len(old), nil
}

// Bind writes a line by which the house binds what it writes to a client's file in
// tx beside any act: the last steps of one whose line was written before.
func Bind(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	ctx = pana.WithActor(ctx, pana.Actor{Staff: Itself})
	return Record(ctx, tx, Entry{Act: Bound, Client: client})
}

// itself writes a line by which the house binds the rows of a file.
func itself(ctx context.Context, tx *db.Tx, client string) (l waitingLine, err error) {
	ctx = pana.WithActor(ctx, pana.Actor{Staff: Itself})
	id, err := record(ctx, tx, Entry{Act: Bound, Client: pana.ClientID(client)})
	if err != nil {
		return l, err
	}
	if err := setWrote(ctx, tx, id, everything); err != nil {
		return l, err
	}
	return lineWaiting(ctx, tx, id)
}
