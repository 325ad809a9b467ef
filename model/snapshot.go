package model

import (
	"cmp"
	"slices"
	"time"
)

// A Snapshot is the whole picture at one moment. It is immutable once published and may be read by any goroutine.
// Snapshots share what did not change: a lock that is the same is the same *Lock, so comparing pointers tells what
// to draw again.
type Snapshot struct {
	Workspace Workspace
	// Locks in order of name, then id.
	Locks []*Lock
	Feed  FeedState
	// Accounts are the logins at lock makers in order of id; nil before they were read.
	Accounts []Account
	// Events are the newest that the feed has seen since the program began and shortly before, oldest first.
	Events []Event
	// Total sums the tallies of all locks.
	Total Totals
	// Revision grows with every change of Locks, of Accounts and of the workspace's name; a snapshot that differs only in Feed or Events
	// keeps it.
	Revision uint64

	places map[DeviceID]int
}

// A Lock is a device with its codes. It is immutable.
type Lock struct {
	Device Device
	// Codes in order of window start, then name, then id.
	Codes []AccessCode
	// Loaded says that Codes is known; before that an empty list means nothing.
	Loaded bool
	// Fault is why the codes could not be loaded or refreshed, or nil. Codes may still hold an older picture.
	Fault *Fault
	// Old says that the lock is as an earlier run of the program kept it: its codes have not been read since.
	Old   bool
	Total Totals
}

// Totals are counts that the header and the lists show.
type Totals struct {
	Locks, Offline, Codes, InMotion int
	// Own tallies the problems that a device or a code has itself; copies from a parent are not counted again.
	Own Tally
	// Loaded is the number of locks whose codes were read by this run, Old that of those that are [Lock.Old].
	Loaded, Old int
}

func (t Totals) plus(u Totals) Totals {
	return Totals{
		Locks:    t.Locks + u.Locks,
		Offline:  t.Offline + u.Offline,
		Codes:    t.Codes + u.Codes,
		InMotion: t.InMotion + u.InMotion,
		Own:      t.Own.Plus(u.Own),
		Loaded:   t.Loaded + u.Loaded,
		Old:      t.Old + u.Old,
	}
}

func (t Totals) minus(u Totals) Totals {
	return Totals{
		Locks:    t.Locks - u.Locks,
		Offline:  t.Offline - u.Offline,
		Codes:    t.Codes - u.Codes,
		InMotion: t.InMotion - u.InMotion,
		Own:      Tally{t.Own.Errors - u.Own.Errors, t.Own.Warnings - u.Own.Warnings},
		Loaded:   t.Loaded - u.Loaded,
		Old:      t.Old - u.Old,
	}
}

// NewLock sorts the codes in place, counts, and takes ownership of the slice. Codes that are in order already are
// only read, so they may be those of another Lock.
func NewLock(device Device, codes []AccessCode, loaded bool, fault *Fault) *Lock {
	for i := 1; i < len(codes); i++ {
		if compareCodes(&codes[i-1], &codes[i]) > 0 {
			slices.SortFunc(codes, func(a, b AccessCode) int { return compareCodes(&a, &b) })
			break
		}
	}
	l := &Lock{Device: device, Codes: codes, Loaded: loaded, Fault: fault}
	l.Total = l.count()
	return l
}

// Aged is the lock as one that only an earlier run of the program vouches for.
func (l *Lock) Aged() *Lock {
	aged := *l
	aged.Old, aged.Total.Old, aged.Total.Loaded = true, 1, 0
	return &aged
}

func compareCodes(a, b *AccessCode) int {
	if c := a.Window.From.Compare(b.Window.From); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

func (l *Lock) count() Totals {
	t := Totals{Locks: 1, Codes: len(l.Codes), Own: own(l.Device.Problems, OriginDevice)}
	if l.Device.Online == No {
		t.Offline = 1
	}
	if l.Loaded {
		t.Loaded = 1
	}
	for i := range l.Codes {
		t.Own = t.Own.Plus(own(l.Codes[i].Problems, OriginCode))
		if l.Codes[i].InMotion() {
			t.InMotion++
		}
	}
	return t
}

func own(problems []Problem, at Origin) Tally {
	var t Tally
	for _, p := range problems {
		if p.Origin == at {
			t = t.Plus(TallyOf([]Problem{p}))
		}
	}
	return t
}

// Code finds a code of the lock by id.
func (l *Lock) Code(id CodeID) (*AccessCode, bool) {
	for i := range l.Codes {
		if l.Codes[i].ID == id {
			return &l.Codes[i], true
		}
	}
	return nil, false
}

// NewSnapshot orders the locks by name and counts. It takes ownership of the slice.
func NewSnapshot(ws Workspace, locks []*Lock, feed FeedState, revision uint64) *Snapshot {
	slices.SortFunc(locks, func(a, b *Lock) int {
		return cmp.Or(cmp.Compare(a.Device.Name, b.Device.Name), cmp.Compare(a.Device.ID, b.Device.ID))
	})
	s := &Snapshot{Workspace: ws, Locks: locks, Feed: feed, Revision: revision, places: make(map[DeviceID]int, len(locks))}
	for i, l := range locks {
		s.places[l.Device.ID] = i
		s.Total = s.Total.plus(l.Total)
	}
	return s
}

// WithFeed is the same picture under another state of the feed.
func (s *Snapshot) WithFeed(feed FeedState) *Snapshot {
	next := *s
	next.Feed = feed
	return &next
}

// WithEvents is the same picture with another history; the slice must never be written again.
func (s *Snapshot) WithEvents(events []Event) *Snapshot {
	next := *s
	next.Events = events
	return &next
}

// WithAccounts is the same picture with other accounts; the slice must be in order of id and never be written again.
func (s *Snapshot) WithAccounts(accounts []Account) *Snapshot {
	next := *s
	next.Accounts = accounts
	return &next
}

// Account finds an account by id. Nothing has the id "": it stands for an account that is not known.
func (s *Snapshot) Account(id AccountID) (*Account, bool) {
	if id == "" {
		return nil, false
	}
	i, ok := slices.BinarySearchFunc(s.Accounts, id, func(a Account, id AccountID) int { return cmp.Compare(a.ID, id) })
	if !ok {
		return nil, false
	}
	return &s.Accounts[i], true
}

// Disguised is the same picture with a stand-in for each lock, in the same order: each has id, name of the device and totals of the one
// that it stands for. It takes ownership of the slice.
func (s *Snapshot) Disguised(locks []*Lock) *Snapshot {
	next := *s
	next.Locks = locks
	return &next
}

// WithLocks replaces locks by their device id and shares the rest; a lock that is new or was renamed costs a new
// order of all. The cost is one pointer per lock of the workspace, whatever the number of codes.
func (s *Snapshot) WithLocks(changed []*Lock, feed FeedState) *Snapshot {
	next := *s
	next.Feed = feed
	next.Revision++
	next.Locks = slices.Clone(s.Locks)
	reorder := false
	for _, l := range changed {
		i, ok := s.places[l.Device.ID]
		if !ok {
			next.Locks = append(next.Locks, l)
			reorder = true
			continue
		}
		reorder = reorder || s.Locks[i].Device.Name != l.Device.Name
		next.Total = next.Total.plus(l.Total).minus(next.Locks[i].Total)
		next.Locks[i] = l
	}
	if reorder {
		return NewSnapshot(s.Workspace, next.Locks, feed, next.Revision).WithEvents(s.Events).WithAccounts(s.Accounts)
	}
	return &next
}

// WithoutLocks drops locks that are gone from the workspace.
func (s *Snapshot) WithoutLocks(gone []DeviceID, feed FeedState) *Snapshot {
	drop := make(map[DeviceID]bool, len(gone))
	for _, id := range gone {
		drop[id] = true
	}
	left := slices.DeleteFunc(slices.Clone(s.Locks), func(l *Lock) bool { return drop[l.Device.ID] })
	return NewSnapshot(s.Workspace, left, feed, s.Revision+1).WithEvents(s.Events).WithAccounts(s.Accounts)
}

// Lock finds a lock by device id.
func (s *Snapshot) Lock(id DeviceID) (*Lock, bool) {
	i, ok := s.places[id]
	if !ok {
		return nil, false
	}
	return s.Locks[i], true
}

// Place is the position of a lock in Locks.
func (s *Snapshot) Place(id DeviceID) (int, bool) {
	i, ok := s.places[id]
	return i, ok
}

// Connection is how the feed stands with Seam.
type Connection uint8

// The states of a connection.
const (
	Connecting Connection = iota // nothing has been answered yet
	Live                         // the last call was answered
	Retrying                     // the last call failed; see Fault and NextTry
	Frozen                       // a person stopped the updates
	Off                          // the pace is set to zero
)

// String is the connection in words.
func (c Connection) String() string {
	names := [...]string{"connecting", "live", "retrying", "frozen", "off"}
	if int(c) < len(names) {
		return names[c]
	}
	return names[Connecting]
}

// FeedState says how fresh a snapshot is and what the feed is doing.
type FeedState struct {
	Connection Connection
	// AsOf is when the newest answer arrived; zero before the first.
	AsOf time.Time
	// Kept is how old the picture is that an earlier run kept, as long as any lock of it is still [Lock.Old];
	// otherwise zero.
	Kept time.Time
	// CallsPerMinute counts the API calls of the last sixty seconds.
	CallsPerMinute int
	// Fault is why the feed is retrying, or nil.
	Fault *Fault
	// NextTry is when the next call is due.
	NextTry time.Time
	// Overdue is when a live picture ceases to be one unless an answer arrives before: some seconds after the pace promises
	// the next. Zero where nothing is promised.
	Overdue time.Time
	// Loading is true until every lock's codes were read once, or could not be and the lock says so in its Fault.
	Loading bool
}

// Late says that the feed counts as live and Seam owes it an answer at now: the picture is older than the pace promises.
func (f *FeedState) Late(now time.Time) bool {
	return f.Connection == Live && !f.Overdue.IsZero() && now.After(f.Overdue)
}
