package plan_test

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
)

// A bench is one series against a Seam of a few lines, on a clock that jumps from decision to decision.
type bench struct {
	*testing.T

	now      time.Time
	rule     *recur.Rule
	compiled *recur.Schedule
	version  uint64
	edited   time.Time
	state    plan.State
	step     *plan.Step
	numbers  uint64
	history  []plan.Roll
	wish     plan.Wish
	removed  time.Time
	stirred  bool
	gone     bool // the rule is

	lock    model.Device
	codes   []model.AccessCode
	made    int
	most    int // codes that were on Seam at once
	offline bool
	keeps   bool   // what is over is not removed
	looked  func() // what a look does besides
	answer  func(kind plan.StepKind) (happens bool, err error)
	asked   []plan.Step
}

func monday(hour int) time.Time { return time.Date(2027, 1, 4, hour, 0, 0, 0, time.UTC) }

// newBench is a rule for Mondays, Wednesdays and Fridays, nine to one.
func newBench(t *testing.T) *bench {
	t.Helper()
	var on []rruleDay
	for _, d := range []time.Weekday{time.Monday, time.Wednesday, time.Friday} {
		on = append(on, rruleDay{Weekday: d})
	}
	b := &bench{
		T: t, now: monday(0), version: 1, edited: monday(0), state: plan.State{Key: plan.Key{Rule: "r", Lock: "d"}},
		lock: model.Device{ID: "d", Name: "Front", Type: "august_lock", TimeZone: "UTC", Online: model.Yes},
		rule: &recur.Rule{
			Name: "Cleaners", Locks: []model.DeviceID{"d"}, Start: civil.DateOf(monday(0)),
			Spans: []recur.Span{{Days: recur.OnWeekdays(on, 1), Hours: recur.Hours{From: 9 * civil.Hour, Until: 13 * civil.Hour}}},
			PIN:   recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("480163")}},
		},
	}
	return b
}

// edit changes the rule now.
func (b *bench) edit(change func(*recur.Rule)) {
	next := b.rule.Clone()
	change(&next)
	b.rule, b.compiled, b.edited, b.stirred = &next, nil, b.now, true
	b.version++
}

// pass lets Seam do what is due by now.
func (b *bench) pass() {
	b.codes = slices.DeleteFunc(b.codes, func(c model.AccessCode) bool {
		return !b.keeps && !b.offline && !b.now.Before(c.Window.Until.Add(time.Minute)) || c.Status == model.StatusRemoving && !b.offline
	})
	for i := range b.codes {
		c := &b.codes[i]
		switch {
		case b.offline:
			if !b.now.Before(c.Window.From) {
				c.Status, c.Problems = model.StatusSetting, []model.Problem{{Level: model.Error, Code: "device_offline"}}
			}
		case b.now.Before(c.Window.From):
			c.Status = model.StatusUnset
		case c.Window.Ended(b.now) && b.keeps:
			c.Status = model.StatusUnset
		default:
			c.Status, c.Problems = model.StatusSet, nil
		}
	}
	b.most = max(b.most, len(b.codes))
}

func (b *bench) situation() plan.Situation {
	in := plan.Situation{
		Now: b.now, State: b.state, Lock: model.NewLock(b.lock, nil, true, nil), Step: b.step, Stirred: b.stirred, Removed: b.removed,
		Wish: b.wish, Random: rand.Reader,
	}
	if !b.gone {
		in.Rule = &plan.Rule{Rule: b.rule, Schedule: b.schedule(), Version: b.version, Changed: b.edited}
	}
	return in
}

// schedule is the rule on the clock of the lock.
func (b *bench) schedule() *recur.Schedule {
	if b.compiled == nil {
		schedule, err := recur.Compile(b.rule, recur.Setting{Zone: time.UTC})
		if err != nil {
			b.Fatal(err)
		}
		b.compiled = schedule
	}
	return b.compiled
}

// once decides and does until there is something to wait for, and gives the moment until when.
func (b *bench) once() time.Time {
	b.Helper()
	var look plan.Look
	for range 20 {
		b.pass()
		in := b.situation()
		in.Look = look
		d := plan.Decide(in)
		b.keep(&d)
		switch d.Do {
		case plan.Wait:
			b.stirred = false
			return d.LookAt
		case plan.LookCode, plan.LookLock:
			look = b.look(d.Do)
		case plan.Write:
			b.write(&in, &d)
			look = plan.Look{}
		}
	}
	b.Fatalf("no end of decisions: %+v", b.state)
	return time.Time{}
}

func (b *bench) keep(d *plan.Decision) {
	b.state, b.wish = d.State, plan.Wish{}
	b.history = append(b.history, d.Rolls...)
	if d.Settled != "" {
		b.step = nil
	}
}

func (b *bench) look(how plan.DoKind) plan.Look {
	if b.looked != nil {
		b.looked()
	}
	look := plan.Look{At: b.now, Listed: how == plan.LookLock}
	for i := range b.codes {
		if c := b.codes[i]; b.state.Code != nil && c.ID == b.state.Code.ID {
			look.Code = &c
		}
	}
	if look.Listed {
		look.Codes = slices.Clone(b.codes)
	}
	return look
}

// write does a step as the engine does: first the journal, then the call, then what follows.
func (b *bench) write(in *plan.Situation, d *plan.Decision) {
	b.Helper()
	b.numbers++
	step := d.Step
	step.Number = b.numbers
	b.step = &step
	b.asked = append(b.asked, step)
	happens, err := true, error(nil)
	if b.answer != nil {
		happens, err = b.answer(step.Kind)
	}
	result := plan.Result{At: b.now, Err: err}
	if happens {
		result.Code = b.happen(&step, d.Change)
	}
	in.State = b.state
	answer := plan.Answer(*in, step, result)
	b.keep(&answer)
}

func (b *bench) happen(step *plan.Step, change model.CodeChange) model.AccessCode {
	at := slices.IndexFunc(b.codes, func(c model.AccessCode) bool { return c.ID == step.Code })
	switch step.Kind {
	case plan.StepCreate:
		b.made++
		c := model.AccessCode{
			ID: model.CodeID(fmt.Sprintf("c%d", b.made)), DeviceID: "d", Name: step.Wanted.Name, PIN: step.Wanted.PIN, Window: step.Wanted.Window,
			Type: model.TypeTimeBound, Status: model.StatusUnset, Managed: true, CreatedAt: b.now,
		}
		if !c.PIN.Known() {
			c.PIN = model.NewPIN("739204")
		}
		b.codes = append(b.codes, c)
		return c
	case plan.StepUpdate:
		if at >= 0 {
			b.codes[at].Window = change.Window
			b.codes[at].Name = cmp.Or(change.Name, b.codes[at].Name)
			if change.PIN.Known() {
				b.codes[at].PIN = change.PIN
			}
		}
	case plan.StepDelete:
		if at >= 0 {
			b.codes[at].Status = model.StatusRemoving
		}
	}
	return model.AccessCode{}
}

// until goes on until a moment.
func (b *bench) until(t time.Time) {
	b.Helper()
	for range 20_000 {
		next := b.once()
		if next.IsZero() || next.After(t) {
			b.now = t
			return
		}
		if !next.After(b.now) {
			b.Fatalf("at %s it waits until %s", b.now, next)
		}
		b.now = next
	}
	b.Fatalf("it never comes to %s: %+v", t, b.state)
}

// lines are the kinds of the history's lines, but for those that are left out.
func (b *bench) lines(without ...plan.RollKind) []plan.RollKind {
	var out []plan.RollKind
	for _, r := range b.history {
		if !slices.Contains(without, r.What) {
			out = append(out, r.What)
		}
	}
	return out
}

func (b *bench) want(want ...plan.RollKind) {
	b.Helper()
	if got := b.lines(plan.OnLock); !slices.Equal(got, want) {
		b.Errorf("the history is %v, want %v:\n%s", got, want, b.told())
	}
	if b.most > 1 {
		b.Errorf("%d codes at once", b.most)
	}
}

func (b *bench) told() string {
	text := ""
	for _, r := range b.history {
		text += fmt.Sprintf("%s %-8s %s-%s %s late %s: %s\n", r.At.Format("Mon 15:04:05"), r.What, r.Slot.Open.Format("Mon 15:04"), r.Slot.Close.Format("15:04"), r.Code, r.Late, r.Why)
	}
	return text
}

var errLost = &model.Fault{Op: "create code", Kind: model.KindUnreachable, Unsure: true, Err: errors.New("cut")}
