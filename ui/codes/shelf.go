package codes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"seamdash/ui/views"
)

// A slot is one view of the shelf.
type slot struct {
	now  views.View // as it is on the screen
	kept views.View // as it is remembered: all but a filter that is only tried
	came views.View // as it came with the program or the configuration
	own  bool       // a person made it, so that it came from nowhere
	// moved says that a person changed it in this run, which goes before what is remembered from an earlier one.
	moved bool
	// at is the code that the cursor was at when the view was last seen, if held.
	at   place
	held bool
}

// tried says that the filter is another than that of the view.
func (s *slot) tried() bool { return strings.TrimSpace(s.now.Filter) != s.kept.Filter }

// A shelf is the views in their order, and the one that is in front.
type shelf struct {
	all   []slot
	front int
	// chosen says that somebody is at work with the view in front, so that it stays there.
	chosen bool
}

// newShelf has the views that come with the program, and behind them those of the configuration. One of the same id takes
// the other's place.
func newShelf(given []views.View) shelf {
	var s shelf
	for _, v := range append(views.BuiltIn(), given...) {
		at := s.find(v.ID)
		if at < 0 {
			at = len(s.all)
			s.all = append(s.all, slot{})
		}
		v.Place = at
		s.all[at] = slot{now: v, kept: v, came: v}
	}
	return s
}

func (s *shelf) view() *slot { return &s.all[s.front] }

func (s *shelf) find(id string) int {
	return slices.IndexFunc(s.all, func(one slot) bool { return one.now.ID == id })
}

// named is the place of the view that people know by a name.
func (s *shelf) named(name string) int {
	return slices.IndexFunc(s.all, func(one slot) bool { return strings.EqualFold(one.now.Name, name) })
}

// turn goes to the next view that is not hidden.
func (s *shelf) turn(by int) {
	n := len(s.all)
	for range n {
		s.front = (s.front + by + n) % n
		if !s.view().now.Hidden {
			break
		}
	}
}

// visible counts the views that are not hidden.
func (s *shelf) visible() int {
	n := 0
	for i := range s.all {
		if !s.all[i].now.Hidden {
			n++
		}
	}
	return n
}

// remember makes what a view shows the way it is remembered, but for a filter that is only tried.
func (s *shelf) remember(at int) views.View {
	one := &s.all[at]
	filter := one.kept.Filter
	one.kept = one.now
	one.kept.Filter = filter
	one.moved = true
	return one.kept
}

// merge brings in one remembered view.
func (s *shelf) merge(v views.View) {
	at := s.find(v.ID)
	switch {
	case at < 0 && strings.HasPrefix(v.ID, ownID):
		s.all = append(s.all, slot{now: v, kept: v, own: true})
	case at < 0, s.all[at].moved: // the program or the configuration has the view no more, or somebody changed it just now
	case s.all[at].own:
		s.all[at].now, s.all[at].kept = v, v
	default:
		one := &s.all[at]
		v.Name, v.Filter = one.came.Name, one.came.Filter
		tried := one.now.Filter
		one.now, one.kept = v, v
		one.now.Filter = tried
	}
}

// take brings in what an earlier run remembered. What came with the program or the configuration keeps its name and its
// filter, because these may have been mended since.
func (s *shelf) take(remembered []views.View, front string) {
	before := s.view().now.ID
	for i := range remembered {
		s.merge(remembered[i])
	}
	slices.SortStableFunc(s.all, func(a, b slot) int { return cmp.Compare(a.now.Place, b.now.Place) })
	s.front = max(0, s.find(before))
	if at := s.find(front); at >= 0 && !s.chosen && !s.all[at].now.Hidden {
		s.front = at
	}
	if s.visible() == 0 {
		s.view().now.Hidden = false
	}
	if s.view().now.Hidden {
		s.turn(1)
	}
}

// renew takes other views of the configuration. What a person made of views, or only tries, stays; a view that the
// configuration has no more goes, unless it is a person's own.
func (s *shelf) renew(given []views.View) {
	next := newShelf(given)
	for i := range s.all {
		old := &s.all[i]
		switch at := next.find(old.now.ID); {
		case at >= 0:
			next.all[at].inherit(old)
		case old.own:
			next.all = append(next.all, *old)
		}
	}
	slices.SortStableFunc(next.all, func(a, b slot) int { return cmp.Compare(a.now.Place, b.now.Place) })
	next.front, next.chosen = max(0, next.find(s.view().now.ID)), s.chosen
	if next.view().now.Hidden {
		next.turn(1)
		next.chosen = s.chosen
	}
	*s = next
}

// inherit keeps what a person changed of a view that comes anew.
func (s *slot) inherit(old *slot) {
	filter := old.now.Filter
	if !old.asItCame() {
		v := old.kept
		v.Name, v.Filter = s.came.Name, s.came.Filter
		s.now, s.kept = v, v
	}
	if old.tried() {
		s.now.Filter = filter
	}
	s.moved, s.at, s.held = old.moved, old.at, old.held
}

// asItCame says that nothing of the view is a person's wish in the dashboard.
func (s *slot) asItCame() bool {
	return !s.own && s.kept.Same(&s.came) && s.kept.Hidden == s.came.Hidden && s.kept.Place == s.came.Place
}

// swap changes the order of two neighbours; ok is false at the ends. Every view gets its place anew, so that the two, and
// others that stood in the same place, are told apart from now on.
func (s *shelf) swap(at, by int) (changed []int, ok bool) {
	to := at + by
	if to < 0 || to >= len(s.all) {
		return nil, false
	}
	s.all[at], s.all[to] = s.all[to], s.all[at]
	switch s.front {
	case at:
		s.front = to
	case to:
		s.front = at
	}
	for i := range s.all {
		if s.all[i].now.Place != i {
			s.all[i].now.Place = i
			changed = append(changed, i)
		}
	}
	return changed, true
}

// ownID begins the ids of views that a person made.
const ownID = "own:"

// newID is an id that no view has, also none that another program saves at another time.
func (s *shelf) newID(now time.Time) string {
	for n := now.UnixNano(); ; n++ {
		if id := ownID + strconv.FormatInt(n, 36); s.find(id) < 0 {
			return id
		}
	}
}

// add puts a view behind the others and returns where.
func (s *shelf) add(v views.View) int {
	for i := range s.all {
		v.Place = max(v.Place, s.all[i].now.Place+1)
	}
	s.all = append(s.all, slot{now: v, kept: v, own: true, moved: true})
	return len(s.all) - 1
}

// drop takes a view away; the one before it is in front then.
func (s *shelf) drop(at int) {
	s.all = slices.Delete(s.all, at, at+1)
	if s.front >= at {
		s.front = max(0, s.front-1)
	}
	if s.view().now.Hidden {
		s.turn(-1)
	}
}
