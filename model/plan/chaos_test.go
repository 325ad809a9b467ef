package plan_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
)

// A chaos is a bench whose Seam, lock and people do what they like.
type chaos struct {
	*bench

	chance *rand.Rand
	late   []model.AccessCode // made by calls whose answer was lost, and not to be seen yet
	shown  []time.Time
	faulty bool
	met    map[string]int
	truly  map[time.Time]int // how often there was a code on the lock, by the opening of the window
}

// TestChaos: whatever happens, there is one code at a time, every window has one last word, which is true, and when the trouble is
// over everything works again.
func TestChaos(t *testing.T) {
	t.Parallel()
	met := map[string]int{}
	for seed := range uint64(25) {
		c := &chaos{bench: newBench(t), chance: rand.New(rand.NewPCG(seed, 8)), met: met, truly: map[time.Time]int{}}
		c.play()
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, c.told())
		}
	}
	for _, what := range []string{
		"lost", "lost and late", "refused", "unavailable", "removed by hand", "offline", "kept by Seam", "off for days",
		"made", "moved", "adopted", "gone", "halted", "resumed", "kept", "missed", "late", "unseen", "passed",
	} {
		if met[what] == 0 {
			t.Errorf("nothing was %s", what)
		}
	}
}

func (c *chaos) play() {
	c.answer = c.fortune
	c.rule.PIN = []recur.PINPolicy{{}, c.rule.PIN, {Kind: recur.Fresh, Length: 6}}[c.chance.IntN(3)]
	c.faulty = true
	for c.now.Before(monday(0).AddDate(0, 0, 21)) {
		c.trouble()
		c.onTo(c.now.Add(time.Duration(c.chance.Int64N(int64(20 * time.Hour)))))
	}
	c.faulty, c.offline, c.keeps = false, false, false
	calm := c.now
	for c.now.Before(calm.AddDate(0, 0, 9)) {
		c.wish = plan.Wish{Kind: plan.WishRetry, By: "rosa", At: c.now}
		c.onTo(c.now.Add(6 * time.Hour))
	}
	c.once()
	c.check(calm.AddDate(0, 0, 2))
}

// onTo goes on until a moment, a few minutes at a time, and watches the lock.
func (c *chaos) onTo(t time.Time) {
	for c.now.Before(t) {
		next := c.once()
		c.watch()
		if next.IsZero() || next.After(t) {
			next = t
		}
		for at := c.now; at.Before(next); at = c.now { // nobody looks, and the world goes on
			c.now = at.Add(min(5*time.Minute, next.Sub(at)))
			c.arrive()
			c.pass()
			c.watch()
		}
	}
}

// arrive lets calls take effect whose answer was lost.
func (c *chaos) arrive() {
	for len(c.late) > 0 && !c.now.Before(c.shown[0]) {
		c.codes = append(c.codes, c.late[0])
		c.late, c.shown = c.late[1:], c.shown[1:]
	}
}

func (c *chaos) watch() {
	for i := range c.codes {
		if code := &c.codes[i]; code.Status == model.StatusSet {
			if nine := c.now.Truncate(24 * time.Hour).Add(9 * time.Hour); !c.now.Before(nine) && c.now.Before(nine.Add(4*time.Hour)) {
				c.truly[nine]++ // the windows are from nine to one
			}
			if c.now.After(code.Window.Until.Add(5*time.Minute)) && !c.offline {
				c.Errorf("%s: %s is on the lock after its end", c.now, code.ID)
			}
		}
	}
}

func (c *chaos) windows(from, to time.Time) []recur.Window { return c.schedule().Between(from, to) }

// fortune is what becomes of a call.
func (c *chaos) fortune(kind plan.StepKind) (bool, error) {
	if !c.faulty {
		return true, nil
	}
	switch c.chance.IntN(8) {
	case 0:
		c.met["lost"]++
		return true, errLost
	case 1:
		c.met["lost"]++
		return false, errLost
	case 2:
		if kind == plan.StepCreate {
			c.met["lost and late"]++
			step := c.asked[len(c.asked)-1]
			before := slices.Clone(c.codes)
			c.late = append(c.late, c.happen(&step, model.CodeChange{}))
			c.codes, c.shown = before, append(c.shown, c.now.Add(30*time.Second))
			return false, errLost
		}
		return true, nil
	case 3:
		c.met["refused"]++
		return false, &model.Fault{Kind: model.KindInvalid, Message: "no"}
	case 4:
		c.met["unavailable"]++
		return false, &model.Fault{Kind: model.KindUnavailable, Message: "not now"}
	default:
		return true, nil
	}
}

// trouble changes the world, or who looks at it.
func (c *chaos) trouble() {
	switch c.chance.IntN(10) {
	case 0:
		if len(c.codes) > 0 {
			c.met["removed by hand"]++
			c.codes, c.stirred = nil, true
		}
	case 1:
		c.offline = !c.offline
		c.met["offline"]++
	case 2:
		c.keeps = !c.keeps
		c.met["kept by Seam"]++
	case 3:
		c.met["off for days"]++
		until := c.now.Add(time.Duration(c.chance.Int64N(int64(96 * time.Hour))))
		for c.now.Before(until) {
			c.now = c.now.Add(5 * time.Minute)
			c.arrive()
			c.pass()
			c.watch()
		}
	case 4:
		c.wish = plan.Wish{Kind: []plan.WishKind{plan.WishRetry, plan.WishSkip}[c.chance.IntN(2)], By: "rosa", At: c.now}
	}
}

// check compares the history with what was seen.
func (c *chaos) check(calm time.Time) {
	finals, gone := map[time.Time][]plan.Roll{}, map[time.Time]bool{}
	for _, r := range c.history {
		c.met[string(r.What)]++
		gone[r.Slot.Open] = gone[r.Slot.Open] || r.What == plan.Gone || r.What == plan.Halted
		if r.What.Final() {
			finals[r.Slot.Open] = append(finals[r.Slot.Open], r)
		}
	}
	for _, w := range c.windows(monday(0), c.now.Add(-time.Hour)) {
		open := w.Open.UTC()
		last := finals[open]
		switch {
		case w.Close.After(c.now.Add(-time.Hour)):
		case len(last) != 1:
			c.Errorf("the window of %s has %d last words: %v", open, len(last), last)
		default:
			c.believe(&last[0], gone[open], open.After(calm))
		}
	}
	if c.most > 1 {
		c.Errorf("%d codes at once", c.most)
	}
}

// believe compares the last word about a window with what was on the lock.
func (c *chaos) believe(r *plan.Roll, gone, calm bool) {
	passed := r.What == plan.Passed
	partly := passed || r.What == plan.Missed && gone
	truly := c.truly[r.Slot.Open]
	// A code that came between the last look of a window and its end need not be known. The looks are 15 minutes apart.
	if wrong := r.What == plan.Kept && truly == 0 || r.What == plan.Missed && truly > 4; wrong && !partly {
		c.Errorf("the window of %s is %s (%s), seen on the lock %d times", r.Slot.Open, r.What, r.Why, truly)
	}
	if calm && r.What != plan.Kept && !passed {
		c.Errorf("the window of %s is %s (%s) long after the trouble", r.Slot.Open, r.What, r.Why)
	}
}
