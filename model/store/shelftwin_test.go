package store

import (
	"errors"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"seamdash/model"
)

func setHistory(t *rapid.T, r *Room, id string) (out []Edit) {
	ok(t, r.view(t.Context(), "read the history of a set", func(x txn) (err error) {
		out, err = sets().history(x, r, id)
		return err
	}))
	return out
}

// A pile is the part of a room's twin that one ledger keeps.
type pile struct {
	kept []Envelope
	past map[string][]Edit
}

func (p *pile) find(id string) Envelope {
	if i := slices.IndexFunc(p.kept, func(k Envelope) bool { return k.ID == id }); i >= 0 {
		return p.kept[i]
	}
	return Envelope{}
}

// draw gives a change, most often to the version that is kept.
func (p *pile) draw(t *rapid.T, id string) Change {
	kept := p.find(id)
	v := Envelope{ID: id, Name: drawWords(t), Version: kept.Version, Body: rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "body")}
	if rapid.IntRange(0, 5).Draw(t, "stale") == 5 {
		v.Version += 3
	}
	return Change{Envelope: v, Gone: kept.Version > 0 && rapid.Bool().Draw(t, "remove")}
}

// apply does what a ledger does, to a copy; it is told by the version whether that is allowed.
func (p *pile) apply(m *machine, c Change, by, note string) (next Envelope, stale *StaleError) {
	v, past, kept := c.Envelope, p.past[c.Envelope.ID], p.find(c.Envelope.ID)
	if kept.Version != v.Version {
		stale = &StaleError{Change: c, Kept: kept}
		if len(past) > 0 {
			stale.Last = past[0]
		}
		return v, stale
	}
	if c.Gone {
		v = kept
	}
	v.Made, v.Changed = kept.Made, m.twin.now
	if kept.Version == 0 {
		v.Made = m.twin.now
		if len(past) > 0 {
			m.reached["made again"]++
			v.Version = past[0].Envelope.Version
		}
	}
	v.Version++
	p.past[v.ID] = append([]Edit{{Envelope: v, By: by, Note: note, Gone: c.Gone}}, past...)
	key := func(v Envelope) string { return v.ID }
	if p.kept = without(p.kept, v.ID, key); c.Gone {
		m.reached["removed"]++
		return v, nil
	}
	p.kept = upsert(p.kept, v, key)
	return v, nil
}

// shelf saves batches of rules and sets.
func (m *machine) shelf(t *rapid.T) {
	_, r, c := m.pick(t)
	for range rapid.IntRange(2, 5).Draw(t, "batches") {
		m.batch(t, r, c)
	}
}

// batch saves rules and sets: all of them, or nothing where one is stale or the shelf has moved.
func (m *machine) batch(t *rapid.T, r *Room, c *contents) {
	before := must[Shelf](t)(r.Shelf(t.Context(), "")).Edition
	next := c.copied()
	rules, sets := pile{next.Shelf.Rules, next.History}, pile{next.Shelf.Sets, next.SetHistory}
	b := Batch{By: drawWords(t), Note: drawWords(t)}
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(ids()[:3]), 1, 3, rapid.ID[string]).Draw(t, "rules") {
		b.Rules = append(b.Rules, rules.draw(t, id))
	}
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(ids()), 0, 2, rapid.ID[string]).Draw(t, "sets") {
		b.Sets = append(b.Sets, sets.draw(t, id))
	}
	b.Seen = rapid.SampledFrom([]string{"", before, before, "another"}).Draw(t, "seen")
	want, stale := m.applied(&b, &rules, &sets)
	got, err := r.Save(t.Context(), b)
	after := must[Shelf](t)(r.Shelf(t.Context(), "")).Edition
	switch {
	case b.Seen == "another":
		m.reached["moved"]++
		m.refused(t, err, ErrMoved, before, after)
	case stale != nil:
		m.reached["stale"]++
		m.refused(t, err, ErrStale, before, after)
		told, _ := errors.AsType[*StaleError](err)
		if d := cmp.Diff(stale, told); d != "" {
			t.Fatalf("what is stale (-want +got):\n%s", d)
		}
	default:
		ok(t, err)
		m.kept(t, want, got, before, after)
		next.Shelf.Rules, next.Shelf.Sets = rules.kept, sets.kept
		*c = *next
	}
}

func (m *machine) applied(b *Batch, rules, sets *pile) (want []Envelope, stale *StaleError) {
	for i, c := range slices.Concat(b.Rules, b.Sets) {
		p := rules
		if i >= len(b.Rules) {
			p = sets
		}
		v, why := p.apply(m, c, b.By, b.Note)
		if why != nil {
			why.Set = p == sets
			return nil, why
		}
		want = append(want, v)
	}
	return want, nil
}

func (m *machine) refused(t *rapid.T, err, cause error, before, after string) {
	if !errors.Is(err, cause) || model.KindOf(err) != model.KindConflict || before != after {
		t.Fatalf("not refused as %q: %v; edition %s became %s", cause, err, before, after)
	}
}

func (m *machine) kept(t *rapid.T, want, got []Envelope, before, after string) {
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("saved (-want +got):\n%s", d)
	}
	if len(got) > 1 {
		m.reached["many at once"]++
	}
	m.editions[before] = true
	if len(got) > 0 && m.editions[after] {
		t.Fatalf("edition %s was there before", after)
	}
	m.editions[after] = true
}

func (m *machine) draft(t *rapid.T) {
	_, r, c := m.pick(t)
	editors := []string{"new", "a", "b", "c", "d", "e", "f", "g", "h", "i"}
	for _, id := range rapid.Permutation(editors).Draw(t, "editors")[:MostDrafts+1] {
		m.leave(t, r, c, id)
	}
}

// leave keeps or drops the draft of one editor.
func (m *machine) leave(t *rapid.T, r *Room, c *contents, id string) {
	others := without(c.Drafts, id, func(d Draft) string { return d.ID })
	if rapid.IntRange(0, 5).Draw(t, "drop") == 5 {
		ok(t, r.DropDraft(t.Context(), id))
		c.Drafts = others
		return
	}
	v := Draft{ID: id, Kept: m.twin.now, Body: rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "body")}
	ok(t, r.SaveDraft(t.Context(), id, v.Body))
	if len(others) == MostDrafts {
		m.reached["full of drafts"]++
		others = others[:MostDrafts-1]
	}
	c.Drafts = append(others, v)
	slices.SortFunc(c.Drafts, newestFirst)
}
