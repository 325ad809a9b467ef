package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

func lockOf(deviceType string) *model.Device { return &model.Device{Type: deviceType} }

func TestHabits(t *testing.T) {
	for kind, want := range map[string]model.Scheduling{
		"august_lock": model.Native, "yale_lock": model.Native, "schlage_lock": model.Native, "kwikset_lock": model.Native,
		"nuki_lock": model.Native, "tedee_lock": model.Native, "salto_lock": model.Native, "salto_ks_lock": model.Native,
		"two_n_intercom": model.Native, "ttlock_lock": model.Native, "wyze_lock": model.Native, "igloohome_lock": model.Native,
		"lockly_lock": model.JustInTime, "smartthings_lock": model.JustInTime, "dormakaba_oracode_door": model.JustInTime,
		"ultraloq_lock": model.SchedulingUnknown, "": model.SchedulingUnknown, "lock_of_next_year": model.SchedulingUnknown,
	} {
		habit := lockOf(kind).Habit()
		if brand := lockOf(kind).Brand(); want != model.SchedulingUnknown && !slices.Contains(model.Brands(), brand) {
			t.Errorf("%q: nobody can set a limit for the brand %q", kind, brand)
		}
		if habit.Scheduling != want {
			t.Errorf("%q: %s, want %s", kind, habit.Scheduling.Words(), want.Words())
		}
		if least := min(habit.Patience.Setting, habit.Patience.Removing, habit.Patience.Waiting); habit.Usual < time.Minute || least <= habit.Usual || habit.Patience.Late < time.Minute {
			t.Errorf("%q: usual %v, patience %+v", kind, habit.Usual, habit.Patience)
		}
	}
	words := map[string]bool{}
	for s := model.SchedulingUnknown; s <= model.JustInTime; s++ {
		words[s.Words()] = true
	}
	if len(words) != 3 || words[""] {
		t.Errorf("the ways do not tell themselves apart: %v", words)
	}
}

// outlooks are codes on locks of each kind with what should happen next; times are minutes from now, 0 for none.
func outlooks() []outlookCase {
	const native, timely, other = "august_lock", "smartthings_lock", "ultraloq_lock"
	pending := func(kind model.MutationCode, minutesAgo, loads int) []model.PendingMutation {
		m := model.PendingMutation{Code: kind, CreatedAt: minutes(-minutesAgo)}
		if loads != 0 {
			m.ScheduledAt = minutes(loads)
		}
		return []model.PendingMutation{m}
	}
	unset := func(made int, w model.Window, pending ...model.PendingMutation) model.AccessCode {
		return model.AccessCode{Status: model.StatusUnset, Window: w, CreatedAt: minutes(made), Pending: pending}
	}
	set := func(w model.Window) model.AccessCode { return model.AccessCode{Status: model.StatusSet, Window: w} }
	setting := model.AccessCode{Status: model.StatusSetting, Pending: pending(model.MutationCreating, 12, 0)}
	deferred := pending(model.MutationDeferringCreation, 5, 120)[0]
	missed := pending(model.MutationDeferringCreation, 90, -30)[0]
	const days = 24 * 60
	return []outlookCase{
		{"for ever", native, set(model.Window{}), model.Stays, 0, 0, false, "works until somebody removes it"},
		{"open", native, set(hours(-1, 2)), model.Ends, 120, 0, false, "works until"},
		{"ahead", native, set(hours(3, 4)), model.Opens, 180, 0, false, "is on the lock; it opens"},
		{"being set", native, setting, model.GetsSet, -10, -2, true, "for 12 min (such a lock usually needs about 2 min)"},
		{"being set on a slow lock", timely, setting, model.GetsSet, -7, 8, false, "such a lock usually needs about 5 min"},
		{"being set, nobody knows since when", native, model.AccessCode{Status: model.StatusSetting}, model.GetsSet, 0, 0, false, "is being programmed."},
		{"being removed", "two_n_intercom", model.AccessCode{Status: model.StatusRemoving, Pending: pending(model.MutationDeleting, 6, 0)}, model.Leaves, -5, -1, true, "being removed"},
		{"still there", native, set(hours(-3, -0.1)), model.Leaves, -4, 4, false, "still reports it"},
		{"late 6 min, native", native, unset(-2*days, hours(-0.1, 2)), model.GetsSet, -6, 4, false, "up to 72 h ahead"},
		{"late 6 min, in time", timely, unset(-2*days, hours(-0.1, 2)), model.GetsSet, -6, -4, true, "in the hour before their start"},
		{"late 6 min, unknown", other, unset(-2*days, hours(-0.1, 2)), model.GetsSet, -6, 4, false, "ago, and is not."},
		{"in five days, native", native, unset(-10, hours(120, 130)), model.Loads, 2 * days, 0, false, "Seam loads it about Sun 14:02"},
		{"in two days, native", native, unset(-3*days, hours(48, 50)), model.Loads, -days, 0, false, "may load it from yesterday 14:02 on"},
		{"made yesterday for tomorrow", native, unset(-600, hours(24, 25)), model.Loads, -600, 0, false, "may load it from today 04:02 on"},
		{"in two days, in time", timely, unset(-10, hours(48, 50)), model.Loads, 47 * 60, 47*60 + 20, false, "Seam loads it about Sun 13:02"},
		{"in half an hour, in time", timely, unset(-3*days, hours(0.5, 2)), model.Loads, -30, -10, true, "should load it since today 13:32"},
		{"made now for in half an hour", timely, unset(-1, hours(0.5, 2)), model.Loads, -1, 19, false, "should load it since today 14:01"},
		{"in two days, unknown", other, unset(-10, hours(48, 50)), model.Loads, 0, 0, false, "is not on the lock yet; it opens"},
		{"Seam says when", other, unset(-10, hours(48, 50), deferred), model.Loads, 120, 0, false, "Seam loads it about today 16:02"},
		{"Seam said when", other, unset(-10, hours(48, 50), missed), model.Loads, -30, 0, false, "although Seam would load it about today 13:32"},
		{"ongoing, asked 12 min ago", native, unset(-12, model.Window{}, pending(model.MutationCreating, 12, 0)...), model.GetsSet, -10, -2, true, "waits to be programmed for 12 min"},
		{"ongoing, nobody knows", native, unset(-12, model.Window{}), model.GetsSet, 0, 0, false, "waits to be programmed."},
		{"over", native, unset(-12, hours(-3, -2)), model.Stays, 0, 0, false, "is not on the lock"},
		{"unknown", native, model.AccessCode{Status: model.StatusUnknown}, model.Stays, 0, 0, false, "cannot tell"},
		{"unreadable", native, model.AccessCode{Unreadable: "odd"}, model.Stays, 0, 0, false, "odd"},
	}
}

type outlookCase struct {
	name, lock   string
	code         model.AccessCode
	change       model.Change
	at, patience int
	stuck        bool
	says         string
}

func minutes(n int) time.Time { return friday().Add(time.Duration(n) * time.Minute) }

func TestOutlook(t *testing.T) {
	zone := losAngeles(t)
	moment := func(n int) time.Time {
		if n == 0 {
			return time.Time{}
		}
		return minutes(n)
	}
	met := map[model.Change]bool{}
	for _, c := range outlooks() {
		lock := lockOf(c.lock)
		want := model.Outlook{Change: c.change, At: moment(c.at), Patience: moment(c.patience)}
		if got := c.code.Outlook(lock.Habit(), friday()); got != want {
			t.Errorf("%s: %v at %v, patience until %v; want %+v", c.name, got.Change, got.At, got.Patience, want)
		}
		if got := c.code.Stuck(lock.Habit(), friday()); got != c.stuck {
			t.Errorf("%s: stuck %v", c.name, got)
		}
		if got := c.code.Sentence(lock, friday(), zone); !strings.Contains(got, c.says) {
			t.Errorf("%s: %q lacks %q", c.name, got, c.says)
		}
		met[c.change] = true
	}
	words := map[string]bool{}
	for change := model.Stays; change <= model.Leaves; change++ {
		if !met[change] {
			t.Errorf("no case for %q", change)
		}
		words[change.String()] = true
	}
	if len(words) != len(met) {
		t.Errorf("the changes do not tell themselves apart: %v", words)
	}
}
