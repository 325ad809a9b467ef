package store

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"seamdash/model"
)

func (s Sheet) id() string { return string(s.key()) }

func drawBody(t *rapid.T) []byte { return rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "body") }

// drawSheet gives one of six series; their ids run together into the same texts.
func drawSheet(t *rapid.T) Sheet {
	return Sheet{
		Rule: rapid.SampledFrom([]string{"a", "ab", "ü/1"}).Draw(t, "rule"),
		Lock: rapid.SampledFrom([]string{"bc", "c"}).Draw(t, "lock"), Body: drawBody(t),
	}
}

// out says that a lease is over, by what the twin has.
func (m *machine) out(mine, l Lease) bool {
	return l.Holder == "" || l.Holder != mine.Holder || l.Fence != mine.Fence || !m.twin.now.Before(l.Until)
}

func (m *machine) begin(t *rapid.T) { m.beginIn(t, m.pick) }

func (m *machine) wish(t *rapid.T) { m.wishIn(t, m.pick) }

// A door leads to a room and its twin.
type door func(*rapid.T) (model.WorkspaceID, *Room, *contents)

func (m *machine) beginIn(t *rapid.T, in door) {
	ws, r, c := in(t)
	mine, of := m.hands[ws], drawSheet(t)
	v := Step{Rule: of.Rule, Lock: of.Lock, Body: of.Body}
	before := boardNow(t, r)
	got, err := r.Begin(t.Context(), mine, v)
	if m.out(mine, c.Lease) {
		m.reached["fenced step"]++
		m.refused(t, err, ErrHeld, before, boardNow(t, r))
		return
	}
	ok(t, err)
	m.newEdition(t, before, boardNow(t, r))
	m.twin.step[ws]++
	v.Number, v.Begun, v.Fence = m.twin.step[ws], m.twin.now, c.Lease.Fence
	if d := cmp.Diff(v, got); d != "" {
		t.Fatal(d)
	}
	c.Unsettled = append(slices.Clone(c.Unsettled), v)
	c.Board.Open = c.Unsettled
}

func (m *machine) wishIn(t *rapid.T, in door) {
	_, r, c := in(t)
	v, before := drawSheet(t), boardNow(t, r)
	ok(t, r.Wish(t.Context(), v))
	m.newEdition(t, before, boardNow(t, r))
	c.Board.Wishes = upsert(c.Board.Wishes, v, Sheet.id)
	if d := cmp.Diff(c.Board.Wishes, must[[]Sheet](t)(r.Wishes(t.Context()))); d != "" {
		t.Fatalf("the wishes alone (-want +got):\n%s", d)
	}
}

// conclude keeps a few conclusions, each whole or not at all.
func (m *machine) conclude(t *rapid.T) {
	ws, r, c := m.pick(t)
	if m.out(m.hands[ws], c.Lease) && rapid.IntRange(0, 3).Draw(t, "lease") > 0 {
		m.twin.now = m.twin.now.Add(24 * time.Hour)
		holder := fmt.Sprint("run ", c.Lease.Fence)
		m.hands[ws] = must[Lease](t)(r.Acquire(t.Context(), leaseName, holder, time.Minute))
		c.Lease = m.hands[ws]
	}
	here := func(*rapid.T) (model.WorkspaceID, *Room, *contents) { return ws, r, c }
	for range rapid.IntRange(1, 4).Draw(t, "conclusions") {
		switch rapid.IntRange(0, 3).Draw(t, "first") {
		case 0:
			m.beginIn(t, here)
		case 1:
			m.wishIn(t, here)
		default:
		}
		before := boardNow(t, r)
		v := m.drawConclusion(t, c)
		err := r.Conclude(t.Context(), m.hands[ws], v)
		after := boardNow(t, r)
		open := slices.IndexFunc(c.Unsettled, func(s Step) bool { return s.Number == v.Step })
		switch {
		case m.out(m.hands[ws], c.Lease):
			m.reached["fenced conclusion"]++
			m.refused(t, err, ErrHeld, before, after)
		case v.Step != 0 && open < 0:
			m.reached["settled before"]++
			m.refused(t, err, ErrSettled, before, after)
		default:
			ok(t, err)
			m.newEdition(t, before, after)
			m.settled(c, &v, open)
			m.concluded(c, &v)
			m.told(t, r, c, &v)
		}
	}
}

func (m *machine) drawConclusion(t *rapid.T, c *contents) Conclusion {
	v := Conclusion{Series: drawSheet(t), Gone: rapid.IntRange(0, 3).Draw(t, "gone") == 3, Outcome: drawWords(t)}
	for range rapid.IntRange(0, 3).Draw(t, "lines") {
		v.Lines = append(v.Lines, drawBody(t))
	}
	switch n := len(c.Unsettled); rapid.IntRange(0, 3).Draw(t, "step") {
	case 0:
		v.Step = 999 // never begun
		if len(c.Steps) > 0 {
			v.Step = c.Steps[0].Number
		}
	case 1, 2:
		if n > 0 {
			v.Step = c.Unsettled[rapid.IntRange(0, n-1).Draw(t, "open step")].Number
		}
	default:
	}
	if n := len(c.Board.Wishes); n > 0 && rapid.Bool().Draw(t, "wished") {
		v.Series = c.Board.Wishes[rapid.IntRange(0, n-1).Draw(t, "of a wish")]
		if v.Wish = v.Series.Body; rapid.Bool().Draw(t, "another wish") {
			v.Wish = drawBody(t)
		}
	}
	return v
}

// boardNow is the edition of what is kept of series.
func boardNow(t *rapid.T, r *Room) string { return must[Board](t)(r.Board(t.Context(), "")).Edition }

func (m *machine) newEdition(t *rapid.T, before, after string) {
	m.editions[before] = true
	if m.editions[after] {
		t.Fatalf("edition %s was there before", after)
	}
	m.editions[after] = true
}

func (m *machine) settled(c *contents, v *Conclusion, open int) {
	if v.Step == 0 {
		return
	}
	m.reached["settled"]++
	s := c.Unsettled[open]
	s.Settled, s.Outcome = m.twin.now, v.Outcome
	c.Unsettled = slices.Delete(slices.Clone(c.Unsettled), open, open+1)
	c.Board.Open = c.Unsettled
	c.Steps = append(slices.Clone(c.Steps), s)
	slices.SortFunc(c.Steps, func(a, b Step) int { return int(b.Number) - int(a.Number) })
}

func (m *machine) concluded(c *contents, v *Conclusion) {
	c.Board.Series = without(c.Board.Series, v.Series.id(), Sheet.id)
	if v.Gone {
		m.reached["gone"]++
	} else {
		c.Board.Series = upsert(c.Board.Series, v.Series, Sheet.id)
	}
	i := slices.IndexFunc(c.Board.Wishes, func(w Sheet) bool { return w.id() == v.Series.id() })
	switch {
	case i < 0 || v.Wish == nil:
	case slices.Equal(c.Board.Wishes[i].Body, v.Wish):
		m.reached["wish taken up"]++
		c.Board.Wishes = without(c.Board.Wishes, v.Series.id(), Sheet.id)
	default:
		m.reached["another wish"]++
	}
}

// told adds the lines of a conclusion to the twin, and reads a page.
func (m *machine) told(t *rapid.T, r *Room, c *contents, v *Conclusion) {
	for _, body := range v.Lines {
		m.reached["lines"]++
		m.twin.line[r.ws]++
		line := Line{Number: m.twin.line[r.ws], Rule: v.Series.Rule, Lock: v.Series.Lock, Kept: m.twin.now, Body: body}
		c.Lines = append([]Line{line}, c.Lines...)
	}
	q := LineQuery{Rule: v.Series.Rule, Before: rapid.Uint64Range(0, m.twin.line[r.ws]+2).Draw(t, "before"), Limit: rapid.IntRange(0, 3).Draw(t, "limit")}
	if rapid.Bool().Draw(t, "of a lock") {
		q.Lock = v.Series.Lock
	}
	if rapid.Bool().Draw(t, "of all rules") {
		q.Rule = ""
	}
	if d := cmp.Diff(c.page(&q), must[[]Line](t)(r.Lines(t.Context(), q)), cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("a page of the history for %+v (-want +got):\n%s", q, d)
	}
}

func (c *contents) page(q *LineQuery) (page []Line) {
	for _, l := range c.Lines {
		of := (q.Rule == "" || q.Rule == l.Rule) && (q.Lock == "" || q.Lock == l.Lock)
		if of && (q.Before == 0 || l.Number < q.Before) && (q.Limit == 0 || len(page) < q.Limit) {
			page = append(page, l)
		}
	}
	return page
}
