package schedules

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/ui/sieve"
)

// A row is one rule and what follows from it.
type row struct {
	standing

	entry *rulebook.Entry
	// sentence says the rule, locks which doors it is about.
	sentence, locks string
	folded          string // the name
	text            string // folded, what the filter searches
	broken          bool   // it cannot be read; entry has only its name, id and version
}

func (r *row) id() model.RuleID { return r.entry.ID }

func (r *row) name() string { return nameOf(&r.entry.Rule) }

func nameOf(r *recur.Rule) string { return cmp.Or(r.Name, "(no name)") }

// rows reckons every rule of the shelf.
func (a *almanac) rows() []row {
	out := make([]row, 0, len(a.shelf.Rules)+len(a.shelf.Broken))
	for i := range a.shelf.Rules {
		e := &a.shelf.Rules[i]
		r := row{entry: e, standing: a.standing(e), locks: a.doors(&e.Rule), folded: strings.ToLower(nameOf(&e.Rule))}
		r.sentence = strings.TrimSuffix(words.Sentence(&e.Rule, a.context(&e.Rule)), ".")
		r.text = a.searchable(&r)
		out = append(out, r)
	}
	for i := range a.shelf.Broken {
		if b := &a.shelf.Broken[i]; !b.Set {
			out = append(out, a.brokenRow(b))
		}
	}
	return out
}

// brokenRow is a rule that cannot be read, and so can only be removed.
func (a *almanac) brokenRow(b *rulebook.Broken) row {
	r := row{
		entry: &rulebook.Entry{ID: model.RuleID(b.ID), Version: b.Version, Rule: recur.Rule{Name: b.Name}}, broken: true,
		standing: standing{phase: puzzled, zone: time.UTC, why: "it cannot be read: " + b.Why, due: a.now.Add(renewed)},
		sentence: "cannot be read; it is left as it is", folded: strings.ToLower(b.Name),
	}
	r.text = a.searchable(&r)
	return r
}

// context is what words of a rule mean something in.
func (a *almanac) context(r *recur.Rule) words.Context {
	c := words.Context{Today: civil.DateOf(a.now), Base: *r}
	for i := range a.shelf.Sets {
		c.Sets = append(c.Sets, words.SetName{ID: a.shelf.Sets[i].Set.ID, Name: a.shelf.Sets[i].Set.Name})
	}
	return c
}

// doors are the locks of a rule in few words.
func (a *almanac) doors(r *recur.Rule) string {
	if len(r.Locks) != 1 {
		return counted(len(r.Locks), "lock")
	}
	if lock, ok := a.picture.Lock(r.Locks[0]); ok {
		return lockName(&lock.Device)
	}
	return string(r.Locks[0])
}

// searched is how many of a rule's locks the filter knows by name.
const searched = 50

func (a *almanac) searchable(r *row) string {
	text := []string{r.name(), r.phase.word(), r.sentence}
	for _, id := range r.entry.Rule.Locks[:min(searched, len(r.entry.Rule.Locks))] {
		if lock, ok := a.picture.Lock(id); ok {
			text = append(text, lock.Device.Name)
		}
	}
	return strings.ToLower(strings.Join(text, " "))
}

func lockName(d *model.Device) string { return cmp.Or(d.Name, string(d.ID)) }

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func andMore(n int) string {
	if n <= 0 {
		return ""
	}
	return " and " + strconv.Itoa(n) + " more"
}

// An order is what the rows are sorted by.
type order uint8

const (
	byNext order = iota
	byName
	byState
	byChange
	orders
)

func (o order) String() string { return [...]string{"next window", "name", "state", "last edit"}[o] }

// A table is the rows that are shown, in their order.
type table struct {
	all   []row
	shown []int32
	words sieve.Words // of the filter
	sums  map[model.RuleID]*sum
	order order
	down  bool
}

// arrange filters and sorts anew.
func (t *table) arrange() {
	t.shown = t.shown[:0]
	for i := range t.all {
		if r := &t.all[i]; t.words.In(r.text + t.sums[r.id()].words()) {
			t.shown = append(t.shown, int32(i)) //nolint:gosec // there are not as many rules
		}
	}
	slices.SortFunc(t.shown, func(x, y int32) int { return t.before(&t.all[x], &t.all[y]) })
}

// before compares two rows in the order of the table, in which no two are equal.
func (t *table) before(a, b *row) int {
	c := t.compare(a, b)
	if t.down {
		c = -c
	}
	return cmp.Or(c, cmp.Compare(a.folded, b.folded), cmp.Compare(a.id(), b.id()))
}

func (t *table) compare(a, b *row) int {
	switch t.order {
	case byName:
		return cmp.Compare(a.folded, b.folded)
	case byState:
		return cmp.Or(cmp.Compare(t.sums[b.id()].urgency(), t.sums[a.id()].urgency()), cmp.Compare(a.phase, b.phase), compareNext(a.next, b.next))
	case byChange:
		return b.entry.Changed.Compare(a.entry.Changed)
	default:
		return compareNext(a.next, b.next)
	}
}

// compareNext puts the window that opens first before the others, and no window behind all.
func compareNext(a, b model.Window) int {
	if a.From.IsZero() != b.From.IsZero() {
		if a.From.IsZero() {
			return 1
		}
		return -1
	}
	return a.From.Compare(b.From)
}

// at is what stands in a line of the list.
func (t *table) at(line int) *row { return &t.all[t.shown[line]] }

// find is the line of a rule.
func (t *table) find(id model.RuleID) (line int, ok bool) {
	for i, at := range t.shown {
		if t.all[at].id() == id {
			return i, true
		}
	}
	return 0, false
}

// due are the rows whose standing is not good any more.
func (t *table) due(now time.Time) (out []int32) {
	for i := range t.all {
		if !now.Before(t.all[i].due) {
			out = append(out, int32(i)) //nolint:gosec // as above
		}
	}
	return out
}
