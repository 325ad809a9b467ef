package store

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"seamdash/model"
)

// contents is everything that a room keeps, as its own methods give it.
type contents struct {
	Preferences map[string]string
	Views       []View
	Tracked     []model.Tracked
	Snoozes     []Snooze
	Audit       []model.Write
	Board       Board // without its edition
	Unsettled   []Step
	Steps       []Step
	Lines       []Line
	Lease       Lease
	Shelf       Shelf // without its edition
	History     map[string][]Edit
	SetHistory  map[string][]Edit
	Drafts      []Draft
	Snapshot    *model.Snapshot
}

func read(t *rapid.T, r *Room) contents {
	ctx := t.Context()
	c := contents{
		Preferences: must[map[string]string](t)(r.Preferences(ctx)),
		Views:       must[[]View](t)(r.Views(ctx)),
		Tracked:     must[[]model.Tracked](t)(r.Tracked(ctx)),
		Snoozes:     must[[]Snooze](t)(r.Snoozes(ctx)),
		Audit:       must[[]model.Write](t)(r.Audit(ctx, AuditQuery{})),
		Board:       must[Board](t)(r.Board(ctx, "")),
		Unsettled:   must[[]Step](t)(r.Unsettled(ctx)),
		Steps:       must[[]Step](t)(r.Steps(ctx, 0)),
		Lines:       must[[]Line](t)(r.Lines(ctx, LineQuery{})),
		Lease:       must[Lease](t)(r.Lease(ctx, leaseName)),
		Shelf:       must[Shelf](t)(r.Shelf(ctx, "")),
		History:     map[string][]Edit{},
		SetHistory:  map[string][]Edit{},
		Drafts:      must[[]Draft](t)(r.Drafts(ctx)),
	}
	c.Shelf.Edition, c.Board.Edition = "", ""
	for _, id := range ids() {
		if h := must[[]Edit](t)(r.History(ctx, id)); len(h) > 0 {
			c.History[id] = h
		}
		if h := setHistory(t, r, id); len(h) > 0 {
			c.SetHistory[id] = h
		}
	}
	snap, _, err := r.Snapshot(ctx)
	ok(t, err)
	c.Snapshot = snap
	return c
}

const leaseName = "engine"

func ids() []string { return []string{"a", "ab", "b", "ü/1", "the longest of them"} }

// A twin is the same thing in memory, written in the plainest way.
type twin struct {
	rooms map[model.WorkspaceID]*contents
	audit map[model.WorkspaceID]uint64 // the last number
	step  map[model.WorkspaceID]uint64
	line  map[model.WorkspaceID]uint64
	saved *twin // as it was at the backup
	now   time.Time
}

func (w *twin) room(ws model.WorkspaceID) *contents {
	if w.rooms[ws] == nil {
		w.rooms[ws] = &contents{
			Preferences: map[string]string{}, History: map[string][]Edit{}, SetHistory: map[string][]Edit{}, Lease: Lease{Name: leaseName},
		}
	}
	return w.rooms[ws]
}

func upsert[T any](list []T, v T, key func(T) string) []T {
	list = without(list, key(v), key)
	list = append(list, v)
	slices.SortFunc(list, func(a, b T) int { return cmpBytes(key(a), key(b)) })
	return list
}

func without[T any](list []T, id string, key func(T) string) []T {
	return slices.DeleteFunc(slices.Clone(list), func(v T) bool { return key(v) == id })
}

func cmpBytes(a, b string) int { return slices.Compare([]byte(a), []byte(b)) }

// same compares what is kept; a snapshot by its locks, for the rest of it follows.
func same(want, got contents) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(model.Snapshot{}))
}

// TestTwin does the same random things to a store and to its twin, and finds them equal after each.
func TestTwin(t *testing.T) {
	t.Parallel()
	reached := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t, reached)
		defer m.end(t)
		t.Repeat(m.actions())
	})
	if testing.Short() {
		return // too few rounds to meet everything
	}
	for name := range (&machine{}).actions() {
		if name != "" && reached[name] == 0 {
			t.Errorf("%s was never tried", name)
		}
	}
	for _, name := range []string{
		"stale", "moved", "many at once", "removed", "made again", "full of drafts", "held lease", "fenced step", "restored",
		"fenced conclusion", "settled", "settled before", "gone", "wish taken up", "another wish", "lines",
	} {
		if reached[name] == 0 {
			t.Errorf("%s was never met", name)
		}
	}
}

// fastDir is a file system in memory where there is one: a test of what is kept need not wait for a disk.
func fastDir() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// A machine is a store, its twin, and what is done to both.
type machine struct {
	dir     string
	cfg     Config
	store   *Store
	twin    *twin
	reached map[string]int
	backups int
	hands   map[model.WorkspaceID]Lease // what was last acquired
	// editions are all that shelves ever had.
	editions map[string]bool
}

func newMachine(t *rapid.T, reached map[string]int) *machine {
	dir, err := os.MkdirTemp(fastDir(), "twin")
	ok(t, err)
	m := &machine{dir: dir, reached: reached, hands: map[model.WorkspaceID]Lease{}, editions: map[string]bool{}}
	m.twin = &twin{
		rooms: map[model.WorkspaceID]*contents{}, audit: map[model.WorkspaceID]uint64{}, step: map[model.WorkspaceID]uint64{}, line: map[model.WorkspaceID]uint64{},
		now: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC),
	}
	m.cfg = Config{Path: filepath.Join(dir, "store.db"), Keys: newMemory(), Now: func() time.Time { return m.twin.now }}
	m.open(t)
	return m
}

func (m *machine) open(t *rapid.T) {
	s, err := Open(t.Context(), m.cfg)
	ok(t, err)
	m.store = s
}

func (m *machine) end(t *rapid.T) {
	ok(t, m.store.Close())
	if _, err := Check(t.Context(), m.cfg); err != nil {
		t.Error(err)
	}
	ok(t, os.RemoveAll(m.dir))
}

func (m *machine) pick(t *rapid.T) (model.WorkspaceID, *Room, *contents) {
	ws := rapid.SampledFrom([]model.WorkspaceID{"", "w1", "w2"}).Draw(t, "workspace")
	return ws, m.store.In(ws), m.twin.room(ws)
}

func (m *machine) actions() map[string]func(*rapid.T) {
	actions := map[string]func(*rapid.T){
		"preference": m.preference, "view": m.view, "track": m.track, "snooze": m.snooze, "log": m.log,
		"acquire": m.acquire, "release": m.release, "begin": m.begin, "wish": m.wish, "conclude": m.conclude, "shelf": m.shelf, "draft": m.draft, "snapshot": m.snapshot,
		"reopen": m.reopen, "new key": m.newKey, "backup": m.backup, "restore": m.restore, "wait": m.wait,
	}
	for name, do := range actions {
		actions[name] = func(t *rapid.T) {
			m.reached[name]++
			do(t)
		}
	}
	actions[""] = m.compare
	return actions
}

func (m *machine) compare(t *rapid.T) {
	for ws := range m.twin.rooms {
		if d := same(*m.twin.room(ws), read(t, m.store.In(ws))); d != "" {
			t.Fatalf("workspace %q differs from its twin (-twin +store):\n%s", ws, d)
		}
	}
}

func drawID(t *rapid.T) string { return rapid.SampledFrom(ids()).Draw(t, "id") }

func drawWords(t *rapid.T) string { return rapid.StringN(0, 20, -1).Draw(t, "words") }

func drawTime(t *rapid.T) time.Time {
	if rapid.Bool().Draw(t, "no time") {
		return time.Time{}
	}
	at := rapid.Int64Range(-1<<33, 1<<34).Draw(t, "seconds")
	return time.Unix(at, rapid.SampledFrom([]int64{0, 5e6, 123456789}).Draw(t, "nanoseconds")).UTC()
}

func (m *machine) preference(t *rapid.T) {
	_, r, c := m.pick(t)
	name, value := drawID(t), drawWords(t)
	ok(t, r.SetPreference(t.Context(), name, value))
	if c.Preferences[name] = value; value == "" {
		delete(c.Preferences, name)
	}
}

func (m *machine) view(t *rapid.T) {
	_, r, c := m.pick(t)
	v := View{ID: drawID(t), Name: drawWords(t), Filter: drawWords(t), Descending: true, Place: rapid.Int().Draw(t, "place")}
	v.Problems, v.Hidden = rapid.Bool().Draw(t, "problems"), rapid.Bool().Draw(t, "hidden")
	if rapid.Bool().Draw(t, "columns") {
		v.Columns = []Column{{Name: drawWords(t), Width: 7}, {Name: "b", Width: -1}}
	}
	key := func(v View) string { return v.ID }
	if rapid.Bool().Draw(t, "drop") {
		ok(t, r.DropView(t.Context(), v.ID))
		c.Views = without(c.Views, v.ID, key)
		return
	}
	ok(t, r.SaveView(t.Context(), v))
	c.Views = upsert(c.Views, v, key)
}

func drawDraft(t *rapid.T) model.CodeDraft {
	return model.CodeDraft{
		DeviceID: model.DeviceID(drawWords(t)), Name: drawWords(t), PIN: model.NewPIN(rapid.StringMatching(`[0-9]{0,8}`).Draw(t, "pin")),
		Window: model.Window{From: drawTime(t), Until: drawTime(t)}, PINLength: 6, NativeScheduling: model.Yes,
		BackupPool: rapid.Bool().Draw(t, "pool"), OneTime: true, GroupKey: drawWords(t),
	}
}

func (m *machine) track(t *rapid.T) {
	_, r, c := m.pick(t)
	v := model.Tracked{
		ID: drawID(t), Action: "create", Code: "c", Wanted: drawDraft(t), Before: drawDraft(t), AskedAt: drawTime(t),
		DueAt: drawTime(t), LookAt: drawTime(t), Request: "r", Outcome: drawWords(t), Stage: model.StageLate, After: "a", Unmanaged: true,
	}
	key := func(v model.Tracked) string { return v.ID }
	if rapid.Bool().Draw(t, "drop") {
		ok(t, r.Untrack(t.Context(), v.ID))
		c.Tracked = without(c.Tracked, v.ID, key)
		return
	}
	ok(t, r.Track(t.Context(), v))
	c.Tracked = upsert(c.Tracked, v, key)
}

func (m *machine) snooze(t *rapid.T) {
	_, r, c := m.pick(t)
	v := Snooze{Subject: drawID(t), Until: drawTime(t), At: drawTime(t), By: drawWords(t), Note: drawWords(t)}
	key := func(v Snooze) string { return v.Subject }
	if rapid.Bool().Draw(t, "drop") {
		ok(t, r.Wake(t.Context(), v.Subject))
		c.Snoozes = without(c.Snoozes, v.Subject, key)
		return
	}
	ok(t, r.Snooze(t.Context(), v))
	c.Snoozes = upsert(c.Snoozes, v, key)
}

func (m *machine) log(t *rapid.T) {
	ws, r, c := m.pick(t)
	m.twin.audit[ws]++
	want := model.Write{
		Number: m.twin.audit[ws], At: m.twin.now, Who: "me", Action: "create", Device: model.DeviceID(drawID(t)), Detail: drawWords(t),
		Took: time.Duration(rapid.Int64().Draw(t, "took")),
	}
	v := want
	v.Number, v.At = 99, time.Time{}
	if got := must[model.Write](t)(r.Log(t.Context(), v)); got != want {
		t.Fatalf("logged %+v, want %+v", got, want)
	}
	c.Audit = append([]model.Write{want}, c.Audit...)
	for n := range rapid.IntRange(0, 2).Draw(t, "together") {
		together := make([]model.Write, n+1)
		ok(t, r.LogAll(t.Context(), together))
		for i := range together {
			m.twin.audit[ws]++
			if one := (model.Write{Number: m.twin.audit[ws], At: m.twin.now}); together[i] != one {
				t.Fatalf("logged together %+v, want %+v", together[i], one)
			}
			c.Audit = append([]model.Write{together[i]}, c.Audit...)
		}
	}
	before := rapid.Uint64Range(1, m.twin.audit[ws]+1).Draw(t, "before")
	q := AuditQuery{Before: before, Limit: 2, Device: want.Device}
	var page []model.Write
	for _, e := range c.Audit {
		if e.Number < before && e.Device == want.Device && len(page) < 2 {
			page = append(page, e)
		}
	}
	if d := cmp.Diff(page, must[[]model.Write](t)(r.Audit(t.Context(), q))); d != "" {
		t.Fatalf("a page of the audit log (-want +got):\n%s", d)
	}
}

func (m *machine) acquire(t *rapid.T) {
	ws, r, c := m.pick(t)
	holder := rapid.SampledFrom([]string{"A", "B"}).Draw(t, "holder")
	got, err := r.Acquire(t.Context(), leaseName, holder, time.Minute)
	l := c.Lease
	if held := l.Holder != "" && m.twin.now.Before(l.Until); held && l.Holder != holder {
		m.reached["held lease"]++
		if !errors.Is(err, ErrHeld) || got != l {
			t.Fatalf("the lease of %s was given: %+v, %v", l.Holder, got, err)
		}
		return
	} else if !held {
		l = Lease{Name: leaseName, Holder: holder, Since: m.twin.now, Fence: l.Fence + 1, Term: time.Minute}
	}
	ok(t, err)
	l.Until = m.twin.now.Add(time.Minute)
	c.Lease, m.hands[ws] = l, l
}

func (m *machine) release(t *rapid.T) {
	ws, r, c := m.pick(t)
	mine, taken := m.hands[ws]
	if !taken {
		t.Skip("nothing to give back")
	}
	ok(t, r.Release(t.Context(), mine))
	if c.Lease.Fence == mine.Fence && c.Lease.Holder == mine.Holder {
		c.Lease.Holder, c.Lease.Until = "", time.Time{}
	}
}

func (m *machine) snapshot(t *rapid.T) {
	ws, r, c := m.pick(t)
	var locks []*model.Lock
	if c.Snapshot != nil && rapid.Bool().Draw(t, "keep some") {
		locks = slices.DeleteFunc(slices.Clone(c.Snapshot.Locks), func(l *model.Lock) bool { return l.Total.Codes > 2 })
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "locks") {
		id := model.DeviceID(fmt.Sprint("lock ", i))
		locks = slices.DeleteFunc(locks, func(l *model.Lock) bool { return l.Device.ID == id })
		locks = append(locks, drawLock(t, id))
	}
	snap := model.NewSnapshot(model.Workspace{ID: ws, Name: drawWords(t)}, locks, model.FeedState{AsOf: drawTime(t)}, 0).WithAccounts(drawAccounts(t))
	ok(t, r.SaveSnapshot(t.Context(), snap))
	c.Snapshot = snap
}

func (m *machine) reopen(t *rapid.T) {
	ok(t, m.store.Close())
	m.open(t)
}

func (m *machine) newKey(t *rapid.T) { ok(t, m.store.ChangeKey(t.Context())) }

func (m *machine) backupPath() string { return filepath.Join(m.dir, fmt.Sprint("backup-", m.backups)) }

func (m *machine) backup(t *rapid.T) {
	m.backups++
	ok(t, m.store.Backup(t.Context(), m.backupPath()))
	m.twin.saved = m.twin.copied()
}

func (w *twin) copied() *twin {
	next := &twin{rooms: map[model.WorkspaceID]*contents{}, audit: maps.Clone(w.audit), step: maps.Clone(w.step), line: maps.Clone(w.line), now: w.now}
	for ws, c := range w.rooms {
		next.rooms[ws] = c.copied()
	}
	return next
}

func (c *contents) copied() *contents {
	next := *c
	next.Preferences, next.History, next.SetHistory = maps.Clone(c.Preferences), maps.Clone(c.History), maps.Clone(c.SetHistory)
	return &next
}

func (m *machine) restore(t *rapid.T) {
	if m.twin.saved == nil {
		t.Skip("no backup yet")
	}
	m.reached["restored"]++
	now := m.twin.now.Add(time.Second) // the name of what is put aside has the time in it
	m.twin.now = now
	must[string](t)(Restore(t.Context(), m.cfg, m.backupPath()))
	saved := m.twin.saved
	m.twin = saved.copied()
	m.twin.saved, m.twin.now = saved, now
	clear(m.hands)
}

func (m *machine) wait(t *rapid.T) {
	m.twin.now = m.twin.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)
}
