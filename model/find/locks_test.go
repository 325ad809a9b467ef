package find

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"seamdash/model"
)

func gateIsStuck(l *model.Lock) bool { return l.Device.ID == "gate" }

func mustParseLocks(tb interface {
	Helper()
	Fatal(...any)
}, text string,
) Query {
	tb.Helper()
	q, err := Parse(text, Locks, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return q
}

func namesOf(l *LockList) string {
	var names []string
	for _, place := range l.Shown() {
		names = append(names, l.locks[place].Device.Name)
	}
	return strings.Join(names, ", ")
}

func TestLockList(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"maple": "Maple · Front, Maple · Patio", "offl": "Maple · Patio", "status:online": "Maple · Front", "status:error": "Maple · Front, Maple · Patio",
		"status:stuck": "Cedar · Gate", "type:yale": "Cedar · Gate", "battery:<20": "Maple · Patio", "zone:lisbon": "Cedar · Gate", "err:offline": "Maple · Patio",
		"!maple": "Cedar · Gate", "name:gate": "Cedar · Gate", "mple frnt": "Maple · Front", "": "", "managed:no": "Cedar · Gate, Maple · Front, Maple · Patio",
		"type:gate": "", "type:yale_lock": "Cedar · Gate", "name:yale": "", "yale_lock": "",
	} {
		list := NewLockList(gateIsStuck)
		list.Update(world())
		list.Filter(mustParseLocks(t, text), false)
		if got := namesOf(list); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// TestLockListProblems holds the toggle against what is wrong with one lock at a time.
func TestLockListProblems(t *testing.T) {
	t.Parallel()
	warning := model.Problem{Level: model.Warning, Origin: model.OriginDevice, Code: "low_battery"}
	plain := model.Device{ID: "d", Name: "Maple", Online: model.Yes}
	with := func(change func(*model.Device)) model.Device {
		d := plain
		change(&d)
		return d
	}
	fault := &model.Fault{Op: "list codes of", Message: "503"}
	for name, c := range map[string]struct {
		lock *model.Lock
		want bool
	}{
		"nothing":          {model.NewLock(plain, nil, true, nil), false},
		"being read":       {model.NewLock(plain, nil, false, nil), false},
		"online unknown":   {model.NewLock(with(func(d *model.Device) { d.Online = model.Unknown }), nil, true, nil), false},
		"stuck":            {model.NewLock(with(func(d *model.Device) { d.ID = "gate" }), nil, true, nil), true},
		"offline":          {model.NewLock(with(func(d *model.Device) { d.Online = model.No }), nil, true, nil), true},
		"a warning":        {model.NewLock(with(func(d *model.Device) { d.Problems = []model.Problem{warning} }), nil, true, nil), true},
		"a low battery":    {model.NewLock(with(func(d *model.Device) { d.Battery = model.Battery{Known: true, Level: 0.1} }), nil, true, nil), true},
		"a half battery":   {model.NewLock(with(func(d *model.Device) { d.Battery = model.Battery{Known: true, Level: 0.5} }), nil, true, nil), false},
		"not read":         {model.NewLock(plain, nil, false, fault), true},
		"not read again":   {model.NewLock(plain, nil, true, fault), true},
		"a strange device": {model.NewLock(with(func(d *model.Device) { d.Unreadable = "no name" }), nil, true, nil), true},
		"a code's error": {model.NewLock(plain, []model.AccessCode{{
			ID: "c", Problems: []model.Problem{{Level: model.Error, Origin: model.OriginCode, Code: "x"}},
		}}, true, nil), true},
	} {
		list := NewLockList(gateIsStuck)
		list.Update([]*model.Lock{c.lock})
		list.Filter(Query{}, true)
		if got := len(list.Shown()) == 1; got != c.want || !list.Filtering() || !list.Problems() {
			t.Errorf("%s: shown %v, want %v", name, got, c.want)
		}
		list.Filter(mustParseLocks(t, "zzz"), true)
		if n := len(list.Shown()); n != 0 {
			t.Errorf("%s: %d locks have zzz", name, n)
		}
	}
}

// TestLockListWidens: what was hidden as sound comes back under the same words.
func TestLockListWidens(t *testing.T) {
	t.Parallel()
	list, maple := NewLockList(gateIsStuck), mustParseLocks(t, "maple")
	sound := model.NewLock(model.Device{ID: "d", Name: "Maple · Shed", Online: model.Yes}, nil, true, nil)
	list.Update(append(world(), sound))
	list.Filter(maple, true)
	if got, want := namesOf(list), "Maple · Front, Maple · Patio"; got != want {
		t.Errorf("problems are %q, want %q", got, want)
	}
	list.Filter(maple, false)
	if got, want := namesOf(list), "Maple · Front, Maple · Patio, Maple · Shed"; got != want {
		t.Errorf("all are %q, want %q", got, want)
	}
}

// TestLockListAgain: what only time changes is asked again when somebody says so.
func TestLockListAgain(t *testing.T) {
	t.Parallel()
	stuck := false
	list := NewLockList(func(*model.Lock) bool { return stuck })
	list.Update(world())
	list.Filter(mustParseLocks(t, "status:stuck"), false)
	stuck = true
	if n := len(list.Shown()); n != 0 {
		t.Errorf("%d locks before they were asked again", n)
	}
	list.Again()
	if n := len(list.Shown()); n != 3 {
		t.Errorf("%d locks, want 3", n)
	}
}

// TestLockListTwin holds a list that followed many pictures and queries against one that begins with the last.
func TestLockListTwin(t *testing.T) {
	t.Parallel()
	queries := []string{"", "a", "ap", "door", "status:offline", "!offline", "battery:<20", "type:yale", "err:any", "b1", "dr1", "zzz", "of", "off", "offline", "door o", "door off"}
	rapid.Check(t, func(t *rapid.T) {
		locks := fleet(6, 1)
		list := NewLockList(gateIsStuck)
		list.Update(locks)
		for step := range rapid.IntRange(1, 12).Draw(t, "steps") {
			locks = redraw(t, locks, step)
			list.Update(locks)
			if rapid.Bool().Draw(t, "filter") {
				list.Filter(mustParseLocks(t, rapid.SampledFrom(queries).Draw(t, "query")), rapid.Bool().Draw(t, "problems"))
			}
			fresh := NewLockList(gateIsStuck)
			fresh.Update(locks)
			fresh.Filter(list.Query(), list.Problems())
			if !list.Filtering() {
				continue
			}
			if !slices.Equal(list.Shown(), fresh.Shown()) || list.Closest() != fresh.Closest() {
				t.Fatalf("%q: %v near %v, afresh %v near %v", list.Query(), list.Shown(), list.Closest(), fresh.Shown(), fresh.Closest())
			}
		}
	})
}

// TestLockListTyping types letter by letter: what a query leaves out may come back with the next letter.
func TestLockListTyping(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"offline", "maple offline", "stuck", "!offline", "status:offline", "mple frnt", "gte", "battery:<20 maple"} {
		list := NewLockList(gateIsStuck)
		list.Update(world())
		for n := 1; n <= len(text); n++ {
			q, err := Parse(text[:n], Locks, nil)
			if err != nil {
				continue
			}
			fresh := NewLockList(gateIsStuck)
			fresh.Update(world())
			fresh.Filter(q, false)
			list.Filter(q, false)
			if got, want := namesOf(list), namesOf(fresh); got != want {
				t.Errorf("%q typed gives %q, at once %q", text[:n], got, want)
			}
		}
		if len(list.Shown()) == 0 {
			t.Errorf("%q gives nothing", text)
		}
	}
}

// redraw is another picture: a lock that changed, was renamed, came or went, or nothing new.
func redraw(t *rapid.T, locks []*model.Lock, step int) []*model.Lock {
	next := slices.Clone(locks)
	i := rapid.IntRange(0, len(next)-1).Draw(t, "lock")
	d := next[i].Device
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		d.Online, d.Battery = model.No, model.Battery{Known: true, Level: 0.1}
		next[i] = model.NewLock(d, next[i].Codes, true, nil)
	case 1:
		d.Name, d.Manufacturer = fmt.Sprintf("Apple %d", step), "Yale"
		next[i] = model.NewLock(d, next[i].Codes, true, nil)
	case 2:
		d.ID, d.Name = model.DeviceID(fmt.Sprintf("new-%d", step)), "Door new"
		next = slices.Insert(next, i, model.NewLock(d, nil, true, nil))
	case 3:
		if len(next) > 1 {
			next = slices.Delete(next, i, i+1)
		}
	default:
		return locks
	}
	return next
}

// BenchmarkLockList is a query over 10,000 locks: the first, which reads them, the next letter, and a picture in which 100
// changed.
func BenchmarkLockList(b *testing.B) {
	locks := fleet(10_000, 1)
	never := func(*model.Lock) bool { return false }
	first, second := mustParseLocks(b, "door 1"), mustParseLocks(b, "door 17")
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			list := NewLockList(never)
			list.Update(locks)
			list.Filter(first, false)
		}
	})
	list := NewLockList(never)
	list.Update(locks)
	b.Run("letter", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			list.Filter(first, false)
			list.Filter(second, false)
		}
	})
	b.Run("picture", func(b *testing.B) {
		b.ReportAllocs()
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			locks = changed(locks, n)
			b.StartTimer()
			list.Update(locks)
		}
	})
}
