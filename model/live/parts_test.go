package live

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
)

// Every field of a device and of a code must count when two are compared, whoever adds one.
func TestSameSeesEveryField(t *testing.T) {
	t.Parallel()
	devices := 0
	vary(t, reflect.ValueOf(device()), "device", func(path string, other reflect.Value) {
		devices++
		a, b := device(), other.Interface().(model.Device) //nolint:errcheck // made from one
		if sameDevice(&a, &b) {
			t.Errorf("%s is not compared", path)
		}
	})
	codes := 0
	vary(t, reflect.ValueOf(accessCode()), "code", func(path string, other reflect.Value) {
		codes++
		a, b := accessCode(), other.Interface().(model.AccessCode) //nolint:errcheck // made from one
		if sameCode(&a, &b) {
			t.Errorf("%s is not compared", path)
		}
	})
	accounts := 0
	vary(t, reflect.ValueOf(login()), "account", func(path string, other reflect.Value) {
		accounts++
		if sameAccount(login(), other.Interface().(model.Account)) { //nolint:errcheck // made from one
			t.Errorf("%s is not compared", path)
		}
	})
	if devices < 40 || codes < 50 || accounts < 18 {
		t.Errorf("only %d, %d and %d fields were varied", devices, codes, accounts)
	}
	d, e := device(), device()
	c, f := accessCode(), accessCode()
	if !sameDevice(&d, &e) || !sameCode(&c, &f) || !sameAccount(login(), login()) {
		t.Error("what is the same is taken for different")
	}
}

func device() model.Device {
	return model.Device{
		Rules:    model.PINRules{Lengths: []int{4}, Constraints: []model.Constraint{{Type: "a"}}},
		Frames:   []model.TimeFrame{{Hours: []model.DayHours{{Name: "h"}}}},
		Problems: detailed(),
	}
}

func detailed() []model.Problem {
	return []model.Problem{{Code: "p", Detail: &model.ProblemDetail{Rival: "c", Fields: []string{"name"}}}}
}

func login() model.Account { return model.Account{ID: "a", Problems: detailed()} }

func accessCode() model.AccessCode {
	return model.AccessCode{Problems: detailed(), Pending: []model.PendingMutation{{Code: "m"}}}
}

// vary gives copies of v, each with one leaf changed.
func vary(t *testing.T, v reflect.Value, path string, give func(string, reflect.Value)) {
	t.Helper()
	switch v.Interface().(type) {
	case time.Time:
		give(path, reflect.ValueOf(time.Unix(1, 0)))
		return
	case model.PIN:
		give(path, reflect.ValueOf(model.NewPIN("1234")))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			vary(t, v.Field(i), path+"."+v.Type().Field(i).Name, func(p string, leaf reflect.Value) {
				give(p, with(v, func(c reflect.Value) { c.Field(i).Set(leaf) }))
			})
		}
	case reflect.Pointer: // two that point to different things are different
		give(path, reflect.New(v.Type().Elem()))
		if !v.IsNil() {
			vary(t, v.Elem(), path, func(p string, leaf reflect.Value) {
				to := reflect.New(v.Type().Elem())
				to.Elem().Set(leaf)
				give(p, to)
			})
		}
	case reflect.Slice:
		give(path+" shorter", reflect.Zero(v.Type()))
		for i := range v.Len() {
			vary(t, v.Index(i), path+"[]", func(p string, leaf reflect.Value) {
				list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
				reflect.Copy(list, v)
				list.Index(i).Set(leaf)
				give(p, list)
			})
		}
	default:
		give(path, other(t, v, path))
	}
}

// other gives another value of the same simple type.
func other(t *testing.T, v reflect.Value, path string) reflect.Value {
	t.Helper()
	return with(v, func(c reflect.Value) {
		switch v.Kind() {
		case reflect.Bool:
			c.SetBool(!v.Bool())
		case reflect.String:
			c.SetString(v.String() + "x")
		case reflect.Int, reflect.Int64:
			c.SetInt(v.Int() + 1)
		case reflect.Uint8:
			c.SetUint(v.Uint() + 1)
		case reflect.Float64:
			c.SetFloat(v.Float() + 1)
		default:
			t.Fatalf("%s: this test cannot vary a %s yet", path, v.Kind())
		}
	})
}

func with(v reflect.Value, change func(reflect.Value)) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	change(c)
	return c
}

type note struct {
	slot
	name int
}

func TestAgendaGivesTheEarliestOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var a agenda[*note]
		notes := make([]*note, 8)
		for i := range notes {
			notes[i] = &note{name: i}
		}
		want := map[int]int64{}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				i, at := rapid.IntRange(0, 7).Draw(t, "item"), rapid.Int64Range(0, 99).Draw(t, "at")
				a.set(notes[i], time.UnixMilli(at))
				want[i] = at
			},
			"drop": func(t *rapid.T) {
				i := rapid.IntRange(0, 7).Draw(t, "item")
				a.drop(notes[i])
				delete(want, i)
			},
			"pop": func(t *rapid.T) {
				now := rapid.Int64Range(0, 99).Draw(t, "now")
				got, ok := a.pop(time.UnixMilli(now))
				if !ok {
					for i, at := range want {
						if at <= now {
							t.Fatalf("%d is due at %d and was not given at %d", i, at, now)
						}
					}
					return
				}
				at := want[got.name]
				delete(want, got.name)
				for i, other := range want {
					if other < at || at > now {
						t.Fatalf("%d at %d was given at %d before %d at %d", got.name, at, now, i, other)
					}
				}
			},
			"": func(t *rapid.T) {
				if len(a.items) != len(want) {
					t.Fatalf("%d items, expected %d", len(a.items), len(want))
				}
			},
		})
	})
}

func TestOlderAnswersLose(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	code := func(name string) model.AccessCode {
		return model.AccessCode{ID: "c", DeviceID: "d", Name: name, Managed: true}
	}
	start := func() (*picture, *lock) {
		p := newPicture(nil)
		l, _ := p.putDevice(model.Device{ID: "d", Name: "ten"}, 10)
		c := code("ten")
		p.putCode(&c, 10, now)
		return &p, l
	}
	cases := map[string]func(*picture, *lock){
		"device":            func(p *picture, _ *lock) { p.putDevice(model.Device{ID: "d", Name: "nine"}, 9) },
		"absence of device": func(p *picture, _ *lock) { p.dropDevice("d", 9) },
		"code":              func(p *picture, _ *lock) { c := code("nine"); p.putCode(&c, 9, now) },
		"absence of code":   func(p *picture, _ *lock) { p.dropCode("c", 9) },
		"list":              func(p *picture, l *lock) { p.putList(l, []model.AccessCode{code("nine")}, 9, now) },
		"list without it":   func(p *picture, l *lock) { p.putList(l, nil, 9, now) },
	}
	for name, late := range cases {
		p, l := start()
		late(p, l)
		if p.locks["d"] == nil || l.device.Name != "ten" || len(l.codes) != 1 || l.codes[0].Name != "ten" {
			t.Errorf("%s: an older answer won: %+v %+v", name, l.device, l.codes)
		}
	}
	p, l := start()
	p.dropCode("c", 12)
	c := code("eleven")
	p.putCode(&c, 11, now)
	if len(l.codes) != 0 {
		t.Error("an older answer brought back a code that is gone")
	}
	c = code("thirteen")
	p.putCode(&c, 13, now)
	if len(l.codes) != 1 {
		t.Error("a newer answer did not bring back a code")
	}
	p.dropDevice("d", 20)
	if p.putDevice(model.Device{ID: "d"}, 19); p.locks["d"] != nil {
		t.Error("an older answer brought back a lock that is gone")
	}
	if p.bury(18); len(p.goneLocks) != 1 {
		t.Error("an absence is forgotten while an older question is under way")
	}
	if p.bury(20); len(p.goneLocks)+len(p.goneCodes) != 0 {
		t.Error("an absence is remembered although no older question is under way")
	}
}

func TestNextLook(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	setting := model.AccessCode{Status: model.StatusSetting}
	overdue := []model.PendingMutation{{Code: model.MutationDeferringCreation, ScheduledAt: now.Add(-time.Hour)}}
	window := func(from, until time.Duration) model.AccessCode {
		return model.AccessCode{Window: model.Window{From: now.Add(from), Until: now.Add(until)}}
	}
	cases := []struct {
		name  string
		code  model.AccessCode
		since time.Duration
		in    time.Duration
		ok    bool
	}{
		{"at rest", model.AccessCode{Status: model.StatusSet}, 0, 0, false},
		{"its PIN is not known yet", model.AccessCode{AwaitingPIN: model.Yes}, -time.Minute, 0, true},
		{"overdue", model.AccessCode{Pending: overdue}, -time.Minute, 0, true},
		{"overdue for long", model.AccessCode{Pending: overdue}, -time.Hour, 3 * time.Minute, true},
		{"young", setting, -time.Minute, 0, true},
		{"stuck for an hour", setting, -time.Hour, 3 * time.Minute, true},
		{"stuck for a week", setting, -7 * 24 * time.Hour, 5 * time.Minute, true},
		{"starts in an hour", window(time.Hour, 2*time.Hour), 0, 59 * time.Minute, true},
		{"started just now", window(-time.Minute, 2*time.Hour), 0, 0, true},
		{"started long ago", window(-time.Hour, 2*time.Hour), 0, 2*time.Hour - time.Minute, true},
		{"ended long ago", window(-2*time.Hour, -time.Hour), 0, 0, false},
	}
	for _, c := range cases {
		at, ok := nextLook(&c.code, now.Add(c.since), now)
		if ok != c.ok || (ok && !at.Equal(now.Add(c.in))) {
			t.Errorf("%s: look at %v, %v; expected in %v, %v", c.name, at.Sub(now), ok, c.in, c.ok)
		}
	}
}

func TestRingPassesOverNobody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r ring
		locks := make([]*lock, 12)
		for i := range locks {
			locks[i] = &lock{}
			r.add(locks[i])
		}
		visited := map[*lock]int{}
		for len(r.locks) > 3 && len(visited) < 12 {
			if rapid.IntRange(0, 3).Draw(t, "what") == 0 {
				gone := rapid.SampledFrom(r.locks).Draw(t, "gone")
				r.remove(gone)
				visited[gone]++
				continue
			}
			l := r.next(byList)
			if visited[l]++; visited[l] > 1 {
				t.Fatal("a lock was visited twice before all were visited once")
			}
		}
		if slices.Contains(r.locks, nil) {
			t.Fatal("a hole in the ring")
		}
	})
}

func TestMeter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var m meter
		now := int64(1_800_000_000)
		var calls []int64
		for range 50 {
			now += rapid.SampledFrom([]int64{0, 0, 1, 3, 20, 61}).Draw(t, "later")
			m.add(time.Unix(now, 0))
			calls = append(calls, now)
			want := 0
			for _, at := range calls {
				if now-at < 60 {
					want++
				}
			}
			if got := m.total(time.Unix(now, 0)); got != want {
				t.Fatalf("%d calls counted, %d made", got, want)
			}
		}
	})
}
