package live

import (
	"time"

	"seamdash/model"
)

// A stamp numbers the questions in the order in which they were put. An answer to an older question never overwrites
// what a younger one brought, however late it arrives.
type stamp uint64

// picture is what is known of the workspace. Only the keeper's goroutine touches it.
type picture struct {
	locks map[model.DeviceID]*lock
	codes map[model.CodeID]*code
	ring  ring
	watch agenda[*code]

	dirty   map[*lock]struct{}
	removed []model.DeviceID
	// goneCodes and goneLocks remember which question proved the absence, while older ones are under way.
	goneCodes map[model.CodeID]stamp
	goneLocks map[model.DeviceID]stamp
	// strangers are devices that events name and that are no locks of ours; they are not asked for each time.
	strangers map[model.DeviceID]struct{}
	// untried counts the locks whose codes were never read nor failed to be, old those whose codes are from an
	// earlier run.
	untried, old int
	limits       *model.Limits // in every device
}

func newPicture(limits *model.Limits) picture {
	return picture{
		limits: limits,
		locks:  map[model.DeviceID]*lock{}, codes: map[model.CodeID]*code{}, dirty: map[*lock]struct{}{},
		goneCodes: map[model.CodeID]stamp{}, goneLocks: map[model.DeviceID]stamp{},
		strangers: map[model.DeviceID]struct{}{},
	}
}

// A lock is what the feed knows of one device.
type lock struct {
	slot   // when a failed reading of its codes is due again
	device model.Device
	// codes is shared with the last published model.Lock unless owned.
	codes         []model.AccessCode
	owned         bool
	fault         *model.Fault
	asked         stamp // the question that brought the device
	listedAt      time.Time
	fails         int
	loaded, tried bool
	wanted        bool // its codes should be read
	listing       bool // they are being read
	gone          bool
	old           bool // its codes are as an earlier run kept them
}

// A code is the index entry of one access code.
type code struct {
	slot  // when it should be read again by itself
	id    model.CodeID
	home  *lock
	asked stamp
	since int64 // Unix milliseconds of its last change
}

// change is what an answer about one device did.
type change uint8

const (
	nothing change = iota
	arrived        // a lock that was not known to this run
	altered        // its health changed, and Seam copies the problems of a device onto its codes
)

// putDevice takes a device out of an answer.
func (p *picture) putDevice(d model.Device, asked stamp) (*lock, change) {
	if p.goneLocks[d.ID] > asked {
		return nil, nothing
	}
	delete(p.goneLocks, d.ID)
	d.Limits = p.limits
	l, known := p.locks[d.ID]
	switch {
	case !known:
		l = &lock{device: d, asked: asked}
		p.locks[d.ID] = l
		p.ring.add(l)
		p.untried++
		p.dirty[l] = struct{}{}
		return l, arrived
	case asked < l.asked:
		return l, nothing
	}
	first := l.asked == 0 // so far only an earlier run knew it
	l.asked = asked
	same := sameDevice(&l.device, &d)
	sick := l.device.Online != d.Online || !sameProblems(l.device.Problems, d.Problems)
	if !same {
		l.device = d
		p.dirty[l] = struct{}{}
	}
	switch {
	case first:
		return l, arrived
	case !same && sick:
		return l, altered
	default:
		return l, nothing
	}
}

// limit gives every device other limits.
func (p *picture) limit(limits *model.Limits) {
	p.limits = limits
	for _, l := range p.locks {
		l.device.Limits = limits
		p.dirty[l] = struct{}{}
	}
}

// dropDevice takes note that a question found no such device.
func (p *picture) dropDevice(id model.DeviceID, asked stamp) {
	l, known := p.locks[id]
	if !known {
		p.strangers[id] = struct{}{}
		p.goneLocks[id] = max(p.goneLocks[id], asked)
		return
	}
	if l.asked > asked {
		return
	}
	l.gone = true
	for i := range l.codes {
		p.forget(l.codes[i].ID, asked)
	}
	if !l.tried {
		p.untried--
	}
	p.renew(l)
	p.ring.remove(l)
	delete(p.locks, id)
	delete(p.dirty, l)
	p.removed = append(p.removed, id)
	p.goneLocks[id] = asked
}

// putCode takes an access code out of an answer and says whether its lock is known. One that could not be decoded may
// have lost the name of its lock; then it stays where it was.
func (p *picture) putCode(c *model.AccessCode, asked stamp, now time.Time) (known bool) {
	if entry, met := p.codes[c.ID]; met && c.DeviceID == "" {
		c.DeviceID = entry.home.device.ID
	}
	home, known := p.locks[c.DeviceID]
	if !known || p.goneCodes[c.ID] > asked {
		return known
	}
	delete(p.goneCodes, c.ID)
	entry, met := p.codes[c.ID]
	if met && entry.home != home && entry.asked <= asked {
		p.dropCode(c.ID, asked)
		delete(p.goneCodes, c.ID)
		met = false
	}
	if !met {
		entry = &code{id: c.ID, home: home, asked: asked, since: firstSeen(c, now).UnixMilli()}
		p.codes[c.ID] = entry
		home.own()
		home.codes = append(home.codes, *c)
		p.dirty[home] = struct{}{}
	}
	if entry.asked > asked {
		return true
	}
	entry.asked = asked
	if at := home.find(c.ID); met && !sameCode(&home.codes[at], c) {
		home.own()
		home.codes[at] = *c
		entry.since = now.UnixMilli()
		p.dirty[home] = struct{}{}
	}
	p.look(entry, c, now)
	return true
}

// look enters a code in the watch, or takes it out.
func (p *picture) look(entry *code, c *model.AccessCode, now time.Time) {
	if at, ok := nextLook(c, time.UnixMilli(entry.since), now); ok {
		p.watch.set(entry, at)
		return
	}
	p.watch.drop(entry)
}

// dropCode takes note that a question found no such code.
func (p *picture) dropCode(id model.CodeID, asked stamp) {
	entry, known := p.codes[id]
	if known && entry.asked > asked {
		return
	}
	if known {
		home := entry.home
		home.own()
		at := home.find(id)
		home.codes = append(home.codes[:at], home.codes[at+1:]...)
		p.dirty[home] = struct{}{}
	}
	p.forget(id, asked)
}

// forget drops the index entry of a code.
func (p *picture) forget(id model.CodeID, asked stamp) {
	if entry, known := p.codes[id]; known {
		p.watch.drop(entry)
		delete(p.codes, id)
	}
	p.goneCodes[id] = max(p.goneCodes[id], asked)
}

// bury forgets the absences that no question under way can contradict any more.
func (p *picture) bury(oldest stamp) {
	for id, at := range p.goneCodes {
		if at <= oldest {
			delete(p.goneCodes, id)
		}
	}
	for id, at := range p.goneLocks {
		if at <= oldest {
			delete(p.goneLocks, id)
		}
	}
}

// putList takes all codes of a lock out of an answer and gives those that are missing from it. An unmanaged code
// that is missing is gone; of a managed one only its own id can prove that, because a list is put together from
// pages while the world moves. What only an earlier run knew is believed no longer than until the first list.
func (p *picture) putList(l *lock, codes []model.AccessCode, asked stamp, now time.Time) (missing []model.CodeID) {
	l.listedAt = now
	if len(codes) > cap(l.codes) {
		l.hold(len(codes)) // no more than that: spare room would double the memory of a large workspace
	}
	for i := range codes {
		p.putListed(l, &codes[i], asked, now)
	}
	missing = p.settleMissing(l, asked)
	if !l.loaded || l.fault != nil || l.old {
		p.dirty[l] = struct{}{}
	}
	p.renew(l)
	l.loaded, l.fault, l.fails = true, nil, 0
	p.try(l)
	return missing
}

// putListed takes one code out of the list of a lock.
func (p *picture) putListed(l *lock, c *model.AccessCode, asked stamp, now time.Time) {
	if c.DeviceID == "" {
		c.DeviceID = l.device.ID
	}
	if c.DeviceID == l.device.ID && c.ID != "" {
		p.putCode(c, asked, now)
	}
}

// settleMissing drops the unmanaged codes that a list did not show and gives the managed ones.
func (p *picture) settleMissing(l *lock, asked stamp) (missing []model.CodeID) {
	var gone []model.CodeID
	for i := range l.codes {
		c := &l.codes[i]
		switch {
		case p.codes[c.ID].asked >= asked:
		case c.Managed && !l.old:
			missing = append(missing, c.ID)
		default:
			gone = append(gone, c.ID)
		}
	}
	for _, id := range gone {
		p.dropCode(id, asked)
	}
	return missing
}

// blame keeps why the codes of a lock could not be read.
func (p *picture) blame(l *lock, fault *model.Fault) {
	l.fault = fault
	l.fails++
	p.try(l)
	p.dirty[l] = struct{}{}
}

func (p *picture) try(l *lock) {
	if !l.tried {
		l.tried = true
		p.untried--
	}
}

// draw makes the next snapshot out of what changed since the last one.
func (p *picture) draw(last *model.Snapshot, feed model.FeedState) *model.Snapshot {
	next := last
	if len(p.removed) > 0 {
		next = next.WithoutLocks(p.removed, feed)
		p.removed = nil
	}
	if len(p.dirty) == 0 {
		return next.WithFeed(feed)
	}
	changed := make([]*model.Lock, 0, len(p.dirty))
	for l := range p.dirty {
		next := model.NewLock(l.device, l.codes, l.loaded, l.fault)
		if l.old {
			next = next.Aged()
		}
		changed = append(changed, next)
		l.owned = false
	}
	clear(p.dirty)
	return next.WithLocks(changed, feed)
}

// own makes the codes safe to change: what is published never changes.
func (l *lock) own() {
	if l.owned {
		return
	}
	l.hold(len(l.codes) + 1)
}

// hold makes a copy of the codes with room for n.
func (l *lock) hold(n int) {
	l.codes = append(make([]model.AccessCode, 0, max(n, len(l.codes))), l.codes...)
	l.owned = true
}

// find is the index of a code that is there.
func (l *lock) find(id model.CodeID) int {
	for i := range l.codes {
		if l.codes[i].ID == id {
			return i
		}
	}
	return -1
}
