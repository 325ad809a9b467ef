package rulebook

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/routine"
)

// Config is what a book is built from. All but Salt is needed.
type Config struct {
	Keeper Keeper
	Now    func() time.Time
	// Zone says why a name is no time zone, nil when it is one. Where the error has a method Hint, that is the hint.
	Zone func(name string) error
	// Salt keeps ids of one millisecond apart; nil is random.
	Salt func() string
}

// A Book is the recurring schedules of one workspace. It may be used by several goroutines.
type Book struct {
	cfg  Config
	last atomic.Pointer[reading]
}

// New makes a book; nothing is read yet.
func New(cfg Config) *Book {
	if cfg.Salt == nil {
		cfg.Salt = func() string { return rand.Text()[:8] }
	}
	b := &Book{cfg: cfg}
	b.last.Store(&reading{shelf: &Shelf{}})
	return b
}

// Changed gives a channel that receives, within a second, after another program may have changed something; [Book.Load] tells
// what, and costs little when it was nothing. It is closed when ctx ends, and nil where nobody else can change anything. What
// this program saves is not told.
func (b *Book) Changed(ctx context.Context) <-chan struct{} { return b.cfg.Keeper.Changed(ctx) }

// Load reads the shelf. It gives the same one again as long as nothing changed.
func (b *Book) Load(ctx context.Context) (*Shelf, error) {
	r, err := b.load(ctx)
	if err != nil {
		return nil, err
	}
	return r.shelf, nil
}

func (b *Book) load(ctx context.Context) (*reading, error) {
	last := b.last.Load()
	pile, err := b.cfg.Keeper.Shelf(ctx, last.edition)
	if err != nil {
		return nil, err
	}
	if pile.Edition == last.edition {
		return last, nil
	}
	next := last.renewed(&pile)
	b.last.Store(next)
	return next, nil
}

// A reading is a shelf with the bodies that it was read from, so that only what changed is read anew.
type reading struct {
	edition string
	shelf   *Shelf
	rules   map[string]*decoded[recur.Rule]
	sets    map[string]*decoded[holidays.Set]
}

// A decoded is what a body says.
type decoded[T any] struct {
	body  []byte
	value T
	err   error
}

func (r *reading) renewed(pile *Pile) *reading {
	next := &reading{edition: pile.Edition, shelf: &Shelf{Rules: make([]Entry, 0, len(pile.Rules)), Sets: make([]SetEntry, 0, len(pile.Sets))}}
	var rules []*decoded[recur.Rule]
	rules, next.rules = reread(r.rules, pile.Rules, readRule)
	for i, d := range rules {
		if v := &pile.Rules[i]; d.err != nil {
			next.shelf.Broken = append(next.shelf.Broken, brokenOf(v, false, d.err))
		} else {
			next.shelf.Rules = append(next.shelf.Rules, entryOf(v, d.value))
		}
	}
	var sets []*decoded[holidays.Set]
	sets, next.sets = reread(r.sets, pile.Sets, readSet)
	for i, d := range sets {
		if v := &pile.Sets[i]; d.err != nil {
			next.shelf.Broken = append(next.shelf.Broken, brokenOf(v, true, d.err))
		} else {
			next.shelf.Sets = append(next.shelf.Sets, setEntryOf(v, d.value))
		}
	}
	next.shelf.sort()
	return next
}

// atOnce is how many bodies are too few to share the work of reading them.
const atOnce = 256

// reread gives what the bodies say, and the same by id. It takes what is known of a body that did not change.
func reread[T any](known map[string]*decoded[T], list []Envelope, read func(*Envelope) (T, error)) ([]*decoded[T], map[string]*decoded[T]) {
	out := make([]*decoded[T], len(list))
	routine.Share(len(list), atOnce, func(from, until int) {
		for i := from; i < until; i++ {
			v := &list[i]
			if d, ok := known[v.ID]; ok && bytes.Equal(d.body, v.Body) {
				out[i] = d
				continue
			}
			value, err := read(v)
			out[i] = &decoded[T]{body: v.Body, value: value, err: err}
		}
	})
	byID := make(map[string]*decoded[T], len(list))
	for i := range list {
		byID[list[i].ID] = out[i]
	}
	return out, byID
}

func readRule(v *Envelope) (recur.Rule, error) {
	r, err := recur.Decode(v.Body)
	// Whoever appends to a list of a shelf must not write into what others read.
	r.Locks, r.Spans, r.Skip, r.Extra = slices.Clip(r.Locks), slices.Clip(r.Spans), slices.Clip(r.Skip), slices.Clip(r.Extra)
	r.Holidays, r.PIN.PINs = slices.Clip(r.Holidays), slices.Clip(r.PIN.PINs)
	return r, err
}

func readSet(v *Envelope) (holidays.Set, error) {
	s, err := holidays.Decode(v.Body)
	s.ID = recur.SetID(v.ID)
	s.Days = slices.Clip(s.Days)
	return s, err
}

func entryOf(v *Envelope, r recur.Rule) Entry {
	return Entry{ID: model.RuleID(v.ID), Version: v.Version, Made: v.Made, Changed: v.Changed, Rule: r}
}

func setEntryOf(v *Envelope, s holidays.Set) SetEntry {
	return SetEntry{Version: v.Version, Made: v.Made, Changed: v.Changed, Set: s}
}

func brokenOf(v *Envelope, set bool, err error) Broken {
	return Broken{Set: set, ID: v.ID, Version: v.Version, Name: model.Clean(v.Name), Why: model.Clean(err.Error())}
}

func (s *Shelf) sort() {
	byName(s.Rules, func(e *Entry) (string, string) { return e.Rule.Name, string(e.ID) })
	byName(s.Sets, func(e *SetEntry) (string, string) { return e.Set.Name, string(e.Set.ID) })
	byName(s.Broken, func(b *Broken) (string, string) { return b.Name, b.ID })
}

// byName sorts by name whatever the case, then by id.
func byName[T any](list []T, of func(*T) (name, id string)) {
	type key struct {
		name, id string
		at       int
	}
	keys := make([]key, len(list))
	for i := range list {
		name, id := of(&list[i])
		keys[i] = key{strings.ToLower(name), id, i}
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.id, b.id)) })
	sorted := make([]T, len(list))
	for i := range keys {
		sorted[i] = list[keys[i].at]
	}
	copy(list, sorted)
}

// History are the versions of a rule, newest first, also of one that was removed.
func (b *Book) History(ctx context.Context, id model.RuleID) ([]Version, error) {
	past, err := b.cfg.Keeper.History(ctx, string(id))
	if err != nil {
		return nil, err
	}
	out := make([]Version, len(past))
	for i := range past {
		v := &past[i].Envelope
		rule, err := readRule(v)
		out[i] = Version{Entry: entryOf(v, rule), By: past[i].By, Note: past[i].Note, Gone: past[i].Gone}
		if err != nil {
			out[i].Unread = model.Clean(err.Error())
		}
	}
	return out, nil
}
