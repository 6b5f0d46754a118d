package house

import (
	"crypto/rand"
	"crypto/sha256"
	"net/netip"
	"sync"
	"time"
)

// Five tries a minute are free. After that each try makes the next one wait
// longer, up to a minute; a quarter of an hour of quiet forgives everything. What
// was tried at one name in a day it does not forgive: see try of a name.
const (
	freeTries   = 5
	freeWithin  = time.Minute
	longestWait = time.Minute
	forgiven    = 15 * time.Minute
	mostTries   = 20_000 // buckets in a generation; of the older one those not used meanwhile are forgotten
)

// At one name a hundred tries are free, and one more comes back every four
// minutes: 460 in any day and night, wherever they come from. When the hundred are
// used up, one address gets one try in twenty minutes, so that whoever guesses from
// a few leaves the turns between to the owner of the name.
const (
	freeADay  = 100
	comesBack = 4 * time.Minute
	eachPlace = 20 * time.Minute
)

// A throttle slows down guessing, in memory. An account is slowed wherever the
// guesses come from, except at the house's own machine and at an address where
// its owner has signed in before: nobody outside can shut the night worker out.
type throttle struct {
	mu      sync.Mutex
	salt    [16]byte
	buckets map[[16]byte]*bucket
	older   map[[16]byte]*bucket
	trusted map[[16]byte]bool // account at address: a right passphrase came from there
}

type bucket struct {
	tries int
	since time.Time // the first try that still counts
	last  time.Time
	next  time.Time // no try before this
	owed  time.Time // when all tries of the day have come back
}

func newThrottle() *throttle {
	t := &throttle{buckets: map[[16]byte]*bucket{}, trusted: map[[16]byte]bool{}}
	rand.Read(t.salt[:])
	return t
}

// try counts a try, or returns how long it has to wait. A try that was told to
// wait does not count.
func (t *throttle) try(account, address string, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	bs := t.of(account, address, now)
	if wait = bs.wait(now); wait == 0 {
		bs.count(now)
	}
	return wait
}

// tryName is try for what can be guessed because people choose it: a passphrase
// beside a name. It also holds to what is free in a day. At the house's own machine
// and where the owner has signed in before, nobody elsewhere uses up her tries.
func (t *throttle) tryName(name, address string, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	bs := t.of(name, address, now)
	of := bs[1]
	left, next := of.left(now)
	wait = max(bs.wait(now), next)
	var here *bucket // only where strangers share the tries, and they are nearly used up
	if left <= 1 && of == t.bucket(t.key("account", name), now) {
		here = t.bucket(t.key("beyond", name, place(address)), now)
		if turn := here.next.Sub(now); turn <= eachPlace {
			wait = max(wait, turn)
		}
	}
	if wait > 0 {
		return wait
	}
	bs.count(now)
	if of.owed.Before(now) {
		of.owed = now
	}
	of.owed = of.owed.Add(comesBack)
	if here != nil {
		here.next = now.Add(eachPlace)
	}
	return 0
}

// left is how many tries of the day are left, and how long until there is one.
func (b *bucket) left(now time.Time) (left int, wait time.Duration) {
	const all = freeADay * comesBack
	// A clock set back must not make anyone wait longer than one try.
	if b.owed.After(now.Add(all)) {
		b.owed = now.Add(all)
	}
	room := all - max(b.owed.Sub(now), 0)
	if left = int(room / comesBack); left == 0 {
		wait = comesBack - room
	}
	return left, wait
}

// tried are the buckets a try falls into: its address, and the account or, where
// its owner is known, the account at this address.
type tried [2]*bucket

func (bs tried) wait(now time.Time) time.Duration {
	wait := max(bs[0].next.Sub(now), bs[1].next.Sub(now), 0)
	// A clock set back must not make anyone wait longer than the longest wait.
	if wait > longestWait {
		return 0
	}
	return wait
}

func (bs tried) count(now time.Time) {
	for _, b := range bs {
		b.count(now)
	}
}

// right forgives the tries of someone who has now signed in. Of the tries of the
// day only her own last one: what others guessed before still counts.
func (t *throttle) right(account, address string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := place(address)
	pair := t.key("pair", account, at)
	if b := t.of(account, address, now)[1]; !b.owed.IsZero() {
		b.owed = b.owed.Add(-comesBack)
	}
	for _, b := range []*bucket{t.bucket(t.key("account", account), now), t.bucket(pair, now)} {
		*b = bucket{since: now, owed: b.owed}
	}
	t.bucket(t.key("beyond", account, at), now).next = time.Time{}
	if b := t.bucket(t.key("address", at), now); b.tries > 0 {
		b.tries-- // her own try; what others guessed from here still counts
		b.next = time.Time{}
	}
	if len(t.trusted) >= mostTries {
		clear(t.trusted)
	}
	t.trusted[pair] = true
}

// of returns the buckets a try falls into.
func (t *throttle) of(account, address string, now time.Time) tried {
	at := place(address)
	second := t.key("account", account)
	if pair := t.key("pair", account, at); t.trusted[pair] || at == ownMachine {
		second = pair
	}
	return tried{t.bucket(t.key("address", at), now), t.bucket(second, now)}
}

// bucket returns the bucket of k, an empty one if there is none.
func (t *throttle) bucket(k [16]byte, now time.Time) *bucket {
	b := t.buckets[k]
	if b != nil {
		return b
	}
	if b = t.older[k]; b == nil {
		b = &bucket{since: now}
	}
	if len(t.buckets) >= mostTries {
		t.older, t.buckets = t.buckets, map[[16]byte]*bucket{}
	}
	t.buckets[k] = b
	return b
}

func (b *bucket) count(now time.Time) {
	quiet := now.Sub(b.last)
	if quiet > forgiven || b.tries <= freeTries && now.Sub(b.since) > freeWithin {
		b.tries, b.since = 0, now
	}
	b.tries++
	b.last = now
	if over := b.tries - freeTries; over >= 0 {
		b.next = now.Add(min(time.Second<<min(over, 6), longestWait))
	}
}

// key hides names and addresses even in memory.
func (t *throttle) key(parts ...string) [16]byte {
	sum := sha256.New()
	sum.Write(t.salt[:])
	for _, p := range parts {
		sum.Write([]byte(p))
		sum.Write([]byte{0})
	}
	return [16]byte(sum.Sum(nil))
}

// ownMachine is the place of whoever sits at the house's own machine.
const ownMachine = "own machine"

// place makes an address into what is counted: one machine, or one network of
// the sixth version, where one person has many addresses.
func place(address string) string {
	if p, err := netip.ParseAddrPort(address); err == nil {
		address = p.Addr().String()
	}
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	if a.IsLoopback() {
		return ownMachine
	}
	if a.Is6() {
		p, _ := a.Prefix(64)
		return p.String()
	}
	return a.String()
}
