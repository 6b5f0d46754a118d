package policy

import (
	"regexp"
	"strconv"
	"strings"

	"example.org/pana"
)

// Where returns the condition, over a row of clients called c, under which
// actor may do act, and its arguments: $1 the actor, $2 tonight, then the
// sites. A query that goes on with its own arguments numbers them from
// len(args)+1. Whoever may do nothing gets the condition FALSE.
func Where(actor pana.Actor, act Act, tonight pana.Night) (cond string, args []any) {
	args = []any{string(actor.Staff), string(tonight)}
	var ways []string
	for _, rule := range table[act] {
		for _, g := range actor.Grants {
			if g.Role != rule.Role {
				continue
			}
			way := rule.Needs.sql
			if g.Site != "" {
				args = append(args, string(g.Site))
				// COALESCE keeps SQLite from beginning with every client of the
				// site: a query knows better what it looks for.
				way = "COALESCE(c.site_id, '') = $" + strconv.Itoa(len(args)) + " AND " + way
			}
			if sideOf(act) == anySide {
				way = seenSQL(rule.Role) + " AND " + way
			}
			ways = append(ways, "("+way+")")
		}
	}
	if len(ways) == 0 || actor.Staff == "" {
		return "($1 <> $1 OR $2 <> $2)", args[:2]
	}
	if !staysPossible(act) {
		ways = []string{"NOT " + restricted.sql + " AND (" + strings.Join(ways, " OR ") + ")"}
	}
	// $1 and $2 are always mentioned, so that both engines know their type.
	return "$1 <> '' AND $2 <> '' AND NOT " + conflicted.sql + " AND (" + strings.Join(ways, " OR ") + ") AND " + sealedSQL(act), args
}

var placeholder = regexp.MustCompile(`\$[0-9]+`)

// Also is Where of one more act within a query that asks about the same row already,
// with the actor as $1 and tonight as $2; arg adds a site to its arguments.
func Also(actor pana.Actor, act Act, tonight pana.Night, arg func(any) string) string {
	cond, args := Where(actor, act, tonight)
	names := map[string]string{"$1": "$1", "$2": "$2"}
	for i := 2; i < len(args); i++ {
		names["$"+strconv.Itoa(i+1)] = arg(args[i])
	}
	return "(" + placeholder.ReplaceAllStringFunc(cond, func(p string) string { return names[p] }) + ")"
}
