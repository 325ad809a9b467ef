package alert

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/plan"
)

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// picture is a workspace of locks with one code each, whose PIN nobody may read.
func picture(devices ...model.Device) *model.Snapshot {
	var locks []*model.Lock
	for _, d := range devices {
		code := model.AccessCode{
			ID: model.CodeID("c-" + string(d.ID)), DeviceID: d.ID, Name: "Nanny", PIN: model.NewPIN("4711"),
			Window: model.Window{From: noon(), Until: noon().Add(time.Hour)},
		}
		locks = append(locks, model.NewLock(d, []model.AccessCode{code}, true, nil))
	}
	return model.NewSnapshot(model.Workspace{}, locks, model.FeedState{}, 1)
}

func TestWhichRollsAreTold(t *testing.T) {
	slot := plan.Slot{
		Open: noon(), Close: noon().Add(3 * time.Hour), From: noon().Add(time.Minute), Until: noon().Add(2 * time.Hour),
	}
	home := picture(model.Device{ID: "d-1", Name: "Front door"})
	told := 0
	for _, what := range []plan.RollKind{
		plan.Made, plan.Moved, plan.Changed, plan.Adopted, plan.OnLock, plan.Late, plan.Gone, plan.Removed, plan.Refused, plan.Halted,
		plan.Resumed, plan.Ended, plan.Kept, plan.Unseen, plan.Missed,
	} {
		r := plan.Roll{Key: plan.Key{Rule: "r-1", Lock: "d-1"}, At: noon(), What: what, Slot: slot, Code: "c-1", Why: "the lock is offline", More: 2}
		a, ok := OfRoll(r, "Cleaners", home)
		if ok != what.Bad() {
			t.Errorf("%s: told %v", what, ok)
		}
		if !ok {
			continue
		}
		told++
		if !strings.HasPrefix(a.Message, "Cleaners on Front door: ") || !strings.HasSuffix(a.Message, "; the lock is offline (and so were 2 windows before)") {
			t.Errorf("%s: %q", what, a.Message)
		}
		a.Message = ""
		want := Alert{
			Kind: Kind(what), At: noon(), Rule: "r-1", RuleName: "Cleaners", Lock: "d-1", LockName: "Front door", Code: "c-1",
			From: slot.From, Until: slot.Until,
		}
		if diff := cmp.Diff(want, a); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	if told != 4 {
		t.Errorf("%d kinds are told", told)
	}
	a, _ := OfRoll(plan.Roll{Key: plan.Key{Rule: "r-1", Lock: "d-9"}, What: plan.Gone}, "", nil)
	if a.Message != "r-1 on d-9: its code is gone before the window is over" {
		t.Errorf("without names: %q", a.Message)
	}
}

func TestWhichEventsAreTold(t *testing.T) {
	home := picture(model.Device{ID: "d-1", Name: "Front door"})
	want := map[string]string{
		"access_code.failed_to_set_on_device":      "Nanny on Front door: could not be set on the lock",
		"access_code.failed_to_remove_from_device": "Nanny on Front door: could not be removed from the lock",
		"access_code.failed_to_issue":              "Nanny on Front door: not on the lock at its start",
	}
	got := map[string]string{}
	for _, kind := range model.EventTypes() {
		a, ok := OfEvent(model.Event{ID: "e-1", Type: model.EventType(kind), At: noon(), DeviceID: "d-1", CodeID: "c-d-1"}, home)
		if !ok {
			continue
		}
		got[kind] = a.Message
		if a.Kind != Failed || a.Code != "c-d-1" || !a.At.Equal(noon()) || !a.From.Equal(noon()) || !a.Until.Equal(noon().Add(time.Hour)) {
			t.Errorf("%s: %+v", kind, a)
		}
		if data, err := json.Marshal(a); err != nil || strings.Contains(string(data), "4711") {
			t.Errorf("%s: %s, %v", kind, data, err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	a, _ := OfEvent(model.Event{Type: "access_code.failed_to_set_on_device", DeviceID: "d-9", CodeID: "c-9"}, nil)
	if a.Message != "c-9 on d-9: could not be set on the lock" {
		t.Errorf("without names: %q", a.Message)
	}
}

func battery(level float64) model.Battery { return model.Battery{Known: true, Level: level} }

func TestBatteries(t *testing.T) {
	limits := &model.Limits{LowBattery: 50}
	for name, tc := range map[string]struct {
		before, after []model.Device
		want          []string
	}{
		"it falls":          {[]model.Device{{ID: "a", Battery: battery(.2)}}, []model.Device{{ID: "a", Name: "Attic", Battery: battery(.19)}}, []string{"Attic: the battery is low, at 19 %"}},
		"it goes on":        {[]model.Device{{ID: "a", Battery: battery(.19)}}, []model.Device{{ID: "a", Battery: battery(.1)}}, nil},
		"it is changed":     {[]model.Device{{ID: "a", Battery: battery(.1)}}, []model.Device{{ID: "a", Battery: battery(1)}}, nil},
		"its maker says so": {[]model.Device{{ID: "a"}}, []model.Device{{ID: "a", Battery: model.Battery{Status: "critical"}}}, []string{"a: the battery is low"}},
		"it comes back low": {[]model.Device{{ID: "a"}}, []model.Device{{ID: "a", Battery: battery(.1)}}, []string{"a: the battery is low, at 10 %"}},
		"it goes offline":   {[]model.Device{{ID: "a", Battery: battery(.1)}}, []model.Device{{ID: "a"}}, nil},
		"it is new":         {nil, []model.Device{{ID: "a", Battery: battery(.1)}}, []string{"a: the battery is low, at 10 %"}},
		"a new limit": {
			[]model.Device{{ID: "a", Battery: battery(.4)}},
			[]model.Device{{ID: "a", Battery: battery(.4), Limits: limits}},
			nil,
		},
		"below a limit": {
			[]model.Device{{ID: "a", Battery: battery(.5), Limits: limits}},
			[]model.Device{{ID: "a", Battery: battery(.49), Limits: limits}},
			[]string{"a: the battery is low, at 49 %"},
		},
		"both of one lock": {
			[]model.Device{{ID: "a"}, {ID: "b", Keypad: battery(1), Battery: battery(1)}},
			[]model.Device{{ID: "a"}, {ID: "b", Keypad: battery(0), Battery: battery(.1)}},
			[]string{"b: the battery is low, at 10 %", "b: the battery of its keypad is low, at 0 %"},
		},
		"in another order": {
			[]model.Device{{ID: "a", Name: "1"}, {ID: "b", Name: "2", Battery: battery(1)}},
			[]model.Device{{ID: "a", Name: "3"}, {ID: "b", Name: "2", Battery: battery(.1)}},
			[]string{"2: the battery is low, at 10 %"},
		},
	} {
		var got []string
		for _, a := range Batteries(picture(tc.before...), picture(tc.after...), noon()) {
			got = append(got, a.Message)
			if a.Kind != LowBattery || !a.At.Equal(noon()) || a.Lock == "" || (a.Part == Keypad) != strings.Contains(a.Message, "keypad") {
				t.Errorf("%s: %+v", name, a)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	low := picture(model.Device{ID: "a", Battery: battery(.1)})
	if got := Batteries(nil, low, noon()); len(got) > 0 {
		t.Errorf("nobody saw %v fall", got)
	}
	if got := Batteries(low, nil, noon()); len(got) > 0 {
		t.Errorf("there is no picture of %v", got)
	}
}

// BenchmarkBatteries is what every picture costs: 10,000 locks, one of which changed. Its target is 100 µs.
// TestHostileAlerts: the command gets one line, and no word of it is an order to a terminal or cannot be seen, wherever a text came from.
func TestHostileAlerts(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"x\x1b[2J\x1b]0;owned\x07\r\n{\"kind\":\"late\"}\n", "a\u202eb\u2066c\u200bd\u2028e\u0085f\u009b1A", "\xff\xfe\x9b", "x\U000e0041\u115f\u3164", strings.Repeat("x\u0301\u0301\u0301\u0301", 300),
	} {
		d := model.Device{ID: model.DeviceID(text), Name: text, Online: model.Yes, Battery: battery(0.9)}
		low := d
		low.Battery = battery(0.05)
		lock := func(d model.Device) *model.Snapshot {
			codes := []model.AccessCode{{ID: model.CodeID(text), DeviceID: d.ID, Name: text}}
			return model.NewSnapshot(model.Workspace{}, []*model.Lock{model.NewLock(d, codes, true, nil)}, model.FeedState{}, 1)
		}
		roll, _ := OfRoll(plan.Roll{What: plan.Halted, At: noon(), Why: text, More: 2, Code: model.CodeID(text), Key: plan.Key{Rule: model.RuleID(text), Lock: d.ID}}, text, lock(d))
		event, _ := OfEvent(model.Event{Type: "access_code.failed_to_set_on_device", At: noon(), DeviceID: d.ID, CodeID: model.CodeID(text)}, lock(d))
		all := append(Batteries(lock(d), lock(low), noon()), roll, event, (&rest{first: roll, sum: 2, byKind: map[Kind]int{Halted: 2}}).alert())
		if len(all) != 4 {
			t.Fatalf("there are %d alerts", len(all))
		}
		for _, a := range all {
			input, err := json.Marshal(a)
			var told map[string]any
			if err != nil || json.Unmarshal(input, &told) != nil {
				t.Fatalf("%v: %s", err, input)
			}
			if line := fmt.Sprint(told); told["message"] == "" || !utf8.Valid(input) || strings.ContainsFunc(line, unseen) {
				t.Errorf("the command gets %q", line)
			}
		}
	}
}

func unseen(r rune) bool {
	return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
}

func BenchmarkBatteries(b *testing.B) {
	devices := make([]model.Device, 10_000)
	for i := range devices {
		devices[i] = model.Device{ID: model.DeviceID(fmt.Sprintf("d-%05d", i)), Battery: battery(1)}
	}
	before := picture(devices...)
	locks := append([]*model.Lock{}, before.Locks...)
	devices[5000].Battery = battery(.1)
	locks[5000] = model.NewLock(devices[5000], nil, true, nil)
	after := model.NewSnapshot(model.Workspace{}, locks, model.FeedState{}, 2)
	for b.Loop() {
		if got := Batteries(before, after, noon()); len(got) != 1 {
			b.Fatalf("%d alerts", len(got))
		}
	}
}
