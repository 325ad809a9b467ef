package rulebook

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"seamdash/model"
)

// mostDrafts is how many drafts a memory keeps.
const mostDrafts = 8

// A Memory keeps everything as long as the program runs: for the sandbox, of which nothing is kept, and for tests.
type Memory struct {
	now func() time.Time

	mu      sync.Mutex
	rules   ledger
	sets    ledger
	edition int
	drafts  []Scrap // newest first
}

// A ledger is the envelopes of one sort and all their edits, the newest first.
type ledger struct {
	kept map[string]Envelope
	past map[string][]Past
}

// InMemory makes a memory. Now dates what it keeps.
func InMemory(now func() time.Time) *Memory { return &Memory{now: now} }

// Changed is nil: no other program can reach a memory.
func (m *Memory) Changed(context.Context) <-chan struct{} { return nil }

// Shelf reads all rules and sets.
func (m *Memory) Shelf(_ context.Context, known string) (Pile, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := Pile{Edition: strconv.Itoa(m.edition)}
	if p.Edition == known {
		return p, nil
	}
	p.Rules, p.Sets = m.rules.list(), m.sets.list()
	return p, nil
}

// Save keeps a batch.
func (m *Memory) Save(_ context.Context, b Batch) ([]Envelope, error) {
	const op = "save recurring schedules"
	m.mu.Lock()
	defer m.mu.Unlock()
	if b.Seen != "" && b.Seen != strconv.Itoa(m.edition) {
		return nil, &model.Fault{Op: op, Kind: model.KindConflict, Err: ErrMoved}
	}
	if twice(b.Rules) || twice(b.Sets) {
		return nil, &model.Fault{Op: op, Kind: model.KindInvalid, Message: "one of them is named twice"}
	}
	rules, sets := m.rules.copied(), m.sets.copied()
	now := m.now()
	var out []Envelope
	for i, c := range slices.Concat(b.Rules, b.Sets) {
		into, set := &rules, i >= len(b.Rules)
		if set {
			into = &sets
		}
		next, err := into.change(c, Past{By: b.By, Note: b.Note, Gone: c.Gone}, now)
		if stale, ok := errors.AsType[*Stale](err); ok {
			stale.Set = set
			return nil, &model.Fault{Op: op, Kind: model.KindConflict, Err: stale}
		}
		if err != nil {
			return nil, &model.Fault{Op: op, Kind: model.KindInvalid, Err: err}
		}
		out = append(out, next)
	}
	if m.rules, m.sets = rules, sets; len(out) > 0 {
		m.edition++
	}
	return out, nil
}

// History are the edits of a rule.
func (m *Memory) History(_ context.Context, id string) ([]Past, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.rules.past[id]), nil
}

// Drafts are the unfinished ones.
func (m *Memory) Drafts(context.Context) ([]Scrap, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.drafts), nil
}

// SaveDraft keeps a draft.
func (m *Memory) SaveDraft(_ context.Context, id string, body []byte) error {
	if id == "" {
		return &model.Fault{Op: "keep a draft", Kind: model.KindInvalid, Message: "it has no id"}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(id)
	m.drafts = slices.Insert(m.drafts, 0, Scrap{ID: id, Kept: m.now(), Body: slices.Clone(body)})
	m.drafts = m.drafts[:min(mostDrafts, len(m.drafts))]
	return nil
}

// DropDraft forgets a draft.
func (m *Memory) DropDraft(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(id)
	return nil
}

func (m *Memory) drop(id string) {
	m.drafts = slices.DeleteFunc(m.drafts, func(s Scrap) bool { return s.ID == id })
}

func twice(changes []Change) bool {
	seen := map[string]bool{}
	for i := range changes {
		seen[changes[i].Envelope.ID] = true
	}
	return len(seen) < len(changes)
}

func (l *ledger) list() []Envelope {
	return slices.SortedFunc(maps.Values(l.kept), func(a, b Envelope) int { return strings.Compare(a.ID, b.ID) })
}

func (l *ledger) copied() ledger {
	next := ledger{kept: maps.Clone(l.kept), past: maps.Clone(l.past)}
	if next.kept == nil {
		next = ledger{kept: map[string]Envelope{}, past: map[string][]Past{}}
	}
	return next
}

// change applies one change to a ledger that is thrown away when it fails.
func (l *ledger) change(c Change, how Past, now time.Time) (Envelope, error) {
	next := c.Envelope
	switch {
	case next.ID == "":
		return next, errors.New("the id is empty")
	case c.Gone && next.Version == 0:
		return next, errors.New("what is not kept cannot be removed")
	}
	kept, past := l.kept[next.ID], l.past[next.ID]
	last := Past{}
	if len(past) > 0 {
		last = past[0]
	}
	if kept.Version != next.Version {
		return next, &Stale{Change: c, Kept: kept, Last: last}
	}
	if next.Body = slices.Clone(next.Body); c.Gone {
		next = kept
	}
	if next.Made, next.Changed = kept.Made, now; kept.Version == 0 {
		next.Made = now
	}
	next.Version = max(next.Version, last.Envelope.Version) + 1
	if how.Envelope = next; how.Gone {
		delete(l.kept, next.ID)
	} else {
		l.kept[next.ID] = next
	}
	l.past[next.ID] = append([]Past{how}, past...)
	return next, nil
}
