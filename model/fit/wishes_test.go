package fit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/fit"
)

// hours is a window in hours from noon.
func hours(from, until float64) model.Window {
	at := func(h float64) time.Time { return noon().Add(time.Duration(h * float64(time.Hour))) }
	return model.Window{From: at(from), Until: at(until)}
}

// set is a code that is on the lock.
func set(id, name, pin string, w model.Window) model.AccessCode {
	return model.AccessCode{ID: model.CodeID(id), Name: name, PIN: model.NewPIN(pin), Status: model.StatusSet, Window: w, Managed: true}
}

// like changes a draft.
type like func(*model.CodeDraft)

func within(w model.Window) like  { return func(d *model.CodeDraft) { d.Window = w } }
func called(name string) like     { return func(d *model.CodeDraft) { d.Name = name } }
func offline(w model.Window) like { return func(d *model.CodeDraft) { d.Offline, d.Window = true, w } }

func withPIN(pin string) like { return func(d *model.CodeDraft) { d.PIN = model.NewPIN(pin) } }

func kind(kind, zone string) func(*model.Device) {
	return func(d *model.Device) {
		d.Type, d.TimeZone, d.Can.ProgramOfflineCodes = kind, zone, model.Yes
	}
}

func TestCreate(t *testing.T) {
	t.Parallel()
	const la = "America/Los_Angeles"
	nameRule := func(d *model.Device) {
		d.Rules.Constraints = []model.Constraint{{Type: "name_length", MinLength: 2, MaxLength: 14}}
	}
	slots := func(d *model.Device) {
		kind("dormakaba_oracode_door", la)(d)
		d.Frames = []model.TimeFrame{{
			Offline: true, Max: model.Length{Days: 31}, Zone: la,
			Hours: []model.DayHours{{From: 15 * time.Hour, Until: 11 * time.Hour}, {From: 7 * time.Hour, Until: 19 * time.Hour}},
		}}
	}
	for _, c := range []struct {
		name  string
		lock  *model.Lock
		draft like
		want  string // rules, those that refuse with a bang
	}{
		{"nothing wrong", patio(nil), within(hours(1, 5)), ""},
		{"no name", patio(nil), called(""), "name_empty"},
		{"a rule to come, without a PIN", patio(ruled("no_primes", "pin_code_matches_existing_set", "no_zeros", "name_must_be_unique")), nil, "no_primes"},
		{"a PIN where none is ours, of a length it has not", patio(func(d *model.Device) {
			ruled("cannot_specify_pin_code")(d)
			d.Rules.Lengths = []int{6}
		}), withPIN("1111"), "cannot_specify_pin_code!"},
		{"a long name", patio(nameRule), called("Guest of Okafor"), "name_length"},
		{"a name that just fits", patio(nameRule), called("Guest · Okafor"), ""},
		{"a short name", patio(nameRule), called("G"), "name_length"},
		{"a name there is", patio(ruled("name_must_be_unique"), set("a", "Guest", "1", model.Window{})), called("Guest"), "name_must_be_unique!"},
		{"another name", patio(ruled("name_must_be_unique"), set("a", "Guest", "1", model.Window{})), called("Guest 2"), ""},
		{
			"a name of a code that is over",
			patio(ruled("name_must_be_unique"), model.AccessCode{ID: "a", Name: "Guest", Status: model.StatusUnset, Window: hours(-5, -1)}),
			called("Guest"), "",
		},

		{"no start", patio(nil), within(model.Window{Until: noon().Add(time.Hour)}), "half_open_window!"},
		{"no end", patio(nil), within(model.Window{From: noon().Add(time.Hour)}), "half_open_window!"},
		{"turned round", patio(nil), within(hours(5, 1)), "end_before_start!"},
		{"no length", patio(nil), within(hours(5, 5)), "end_before_start!"},
		{"over", patio(nil), within(hours(-5, -1)), "end_in_past! start_in_past"},
		{"ends now", patio(nil), within(hours(-5, 0)), "end_in_past! start_in_past"},
		{"begins now", patio(nil), within(hours(0, 5)), ""},
		{"has begun", patio(nil), within(hours(-1, 5)), "start_in_past"},
		{"begins now where that is past", patio(ruled("start_date_in_future")), within(hours(0, 5)), "start_date_in_future!"},
		{"begins now at igloohome", patio(kind("igloohome_lock", la)), within(hours(0, 5)), ""},
		{"has begun at igloohome", patio(kind("igloohome_lock", la)), within(hours(-1, 5)), "start_in_past!"},
		{"soon at Kwikset", patio(kind("kwikset_lock", la)), within(hours(0.2, 5)), "start_soon"},
		{"later at Kwikset", patio(kind("kwikset_lock", la)), within(hours(0.3, 5)), ""},

		{"no zone, no window", patio(kind("ultraloq_lock", "")), nil, ""},
		{"no zone, a window", patio(kind("ultraloq_lock", "")), within(hours(1, 5)), "zone_unknown!"},
		{"no zone at 2N", patio(kind("two_n_intercom", "")), nil, "zone_unknown!"},
		{"no zone at 2N, said once", patio(kind("two_n_intercom", "")), within(hours(1, 5)), "zone_unknown!"},
		{"no zone at others", patio(kind("august_lock", "")), within(hours(1, 5)), "zone_unknown"},
		{"no zone at Schlage", patio(kind("schlage_lock", "")), within(hours(1, 5)), "zone_unknown"},
		{"a zone nobody knows", patio(kind("august_lock", "Mars/Olympus")), within(hours(1, 5)), "zone_unknown"},
		{"the zone of this computer", patio(kind("august_lock", "Local")), within(hours(1, 5)), "zone_unknown"},
		{"over a change of the clock", patio(nil), within(hours(1, 24*150)), "clock_change"},
		{"over two changes", patio(nil), within(hours(1, 24*360)), ""},

		{"backup for ever", patio(nil), func(d *model.CodeDraft) { d.BackupPool = true }, "backup_pool!"},
		{"backup", patio(nil), func(d *model.CodeDraft) { d.BackupPool, d.Window = true, hours(1, 5) }, ""},
		{
			"no backup here", patio(func(d *model.Device) { d.Can.BackupPool = model.Unknown }),
			func(d *model.CodeDraft) { d.BackupPool, d.Window = true, hours(1, 5) }, "backup_pool!",
		},
		{
			"ahead on a lock that cannot", patio(kind("lockly_lock", la)),
			func(d *model.CodeDraft) { d.NativeScheduling, d.Window = model.Yes, hours(1, 5) }, "native_scheduling",
		},
		{"a length it has not", patio(func(d *model.Device) { d.Rules.Lengths = []int{6} }), func(d *model.CodeDraft) { d.PINLength = 4 }, "pin_length"},
		{"rounded for nothing", patio(nil), func(d *model.CodeDraft) { d.DayRounding = true }, "max_time_rounding"},

		{"offline where there is none", patio(nil), offline(hours(1, 5)), "offline_codes! offline_code"},
		{"offline", patio(kind("lockly_lock", la)), offline(hours(1, 5)), "offline_code"},
		{"offline for ever", patio(kind("lockly_lock", la)), offline(model.Window{}), "offline_window!"},
		{"offline with a PIN", patio(kind("lockly_lock", la)), func(d *model.CodeDraft) { offline(hours(1, 5))(d); withPIN("8305")(d) }, "offline_pin! offline_code"},
		{
			"offline in a group with a PIN", patio(kind("lockly_lock", la), model.AccessCode{ID: "a", GroupKey: "crew", PIN: model.NewPIN("8305")}),
			func(d *model.CodeDraft) { offline(hours(1, 5))(d); d.GroupKey = "crew" }, "offline_pin! offline_code",
		},
		{"offline, backed up", patio(kind("lockly_lock", la)), func(d *model.CodeDraft) { offline(hours(1, 5))(d); d.BackupPool = true }, "backup_pool offline_code"},
		{"offline, between the hours", patio(kind("lockly_lock", la)), offline(hours(1.5, 5)), "time_rounded offline_code"},
		{"offline, begun", patio(kind("lockly_lock", la)), offline(hours(-1, 5)), "start_in_past offline_code"},
		{"one use online", patio(kind("lockly_lock", la)), func(d *model.CodeDraft) { d.OneTime, d.Window = true, hours(1, 5) }, "one_time! offline_code"},
		{"one use", patio(kind("lockly_lock", la)), func(d *model.CodeDraft) { offline(hours(1, 5))(d); d.OneTime = true }, "offline_code"},

		{"two days at igloohome", patio(kind("igloohome_lock", la)), offline(hours(1, 49)), "use_within_24_hours offline_code"},
		{"the longest in hours", patio(kind("igloohome_lock", la)), offline(hours(1, 673)), "use_within_24_hours offline_code"},
		{"longer in hours", patio(kind("igloohome_lock", la)), offline(hours(1, 674)), "time_frame! use_within_24_hours offline_code"},
		{"in days", patio(kind("igloohome_lock", la)), func(d *model.CodeDraft) { offline(hours(1, 1+24*29))(d); d.DayRounding = true }, "use_within_24_hours offline_code"},
		{"too few days", patio(kind("igloohome_lock", la)), func(d *model.CodeDraft) { offline(hours(1, 1+24*28))(d); d.DayRounding = true }, "time_frame! use_within_24_hours offline_code"},
		{"too many days", patio(kind("igloohome_lock", "UTC")), func(d *model.CodeDraft) { offline(hours(1, 1+24*368))(d); d.DayRounding = true }, "time_frame! use_within_24_hours offline_code"},
		{"days to another time", patio(kind("igloohome_lock", la)), func(d *model.CodeDraft) { offline(hours(1, 2+24*29))(d); d.DayRounding = true }, "time_frame! use_within_24_hours offline_code"},

		{
			"31 days by the calendar, and an hour by the clock",
			patio(func(d *model.Device) { d.Frames = []model.TimeFrame{{Max: model.Length{Days: 31}, Zone: la}} }),
			within(model.Window{From: time.Date(2027, 10, 20, 22, 0, 0, 0, time.UTC), Until: time.Date(2027, 11, 20, 23, 0, 0, 0, time.UTC)}), "clock_change",
		},
		{"a slot", patio(slots), within(hours(3, 23)), ""},
		{"a slot of 31 days, and a day", patio(slots), within(hours(3, 23+24*31)), "time_frame!"},
		{"another slot's end", patio(slots), within(hours(3, 31)), "time_frame!"},
		{"a slot, offline", patio(slots), offline(hours(3, 23)), "offline_code"},
		{"a slot, used once", patio(slots), func(d *model.CodeDraft) { offline(hours(3, 23))(d); d.OneTime = true }, "one_time! offline_code"},
		{
			"a rule that is not read", patio(func(d *model.Device) { d.Frames = []model.TimeFrame{{More: true}} }), within(hours(3, 23)), "time_frame",
		},

		{"not managed", patio(func(d *model.Device) { d.Managed = false }), nil, "device_unmanaged!"},
		{"removed", patio(func(d *model.Device) { d.Problems = []model.Problem{{Level: model.Error, Code: "device_removed"}} }), nil, "device_removed!"},
		{"not at present", patio(func(d *model.Device) { d.Can.ProgramOnlineCodes = model.No }), nil, "online_codes!"},
		{"never", patio(func(d *model.Device) { d.Can.ProgramOnlineCodes = model.Unknown }), nil, "online_codes!"},
		{"offline codes only", patio(func(d *model.Device) {
			d.Can = model.Capabilities{ProgramOfflineCodes: model.Yes, AccessCodes: true}
		}), nil, "online_codes!"},
		{"an old server", patio(func(d *model.Device) { d.Can = model.Capabilities{AccessCodes: true} }), nil, ""},
		{"not understood", patio(func(d *model.Device) { *d = model.Device{ID: "patio", Unreadable: "a list"} }), nil, "device_unreadable"},
		{"out of reach", patio(func(d *model.Device) { d.Online = model.No }), nil, "lock_offline"},
		{"out of reach does not matter", patio(func(d *model.Device) { kind("lockly_lock", la)(d); d.Online = model.No }), offline(hours(1, 5)), "offline_code"},
		{"in trouble", patio(func(d *model.Device) {
			d.Problems = []model.Problem{{Level: model.Error, Code: "subscription_required"}, {Level: model.Warning, Code: "privacy_mode"}}
		}), nil, "subscription_required"},
		{"codes not read", model.NewLock(patio(nil).Device, nil, false, nil), nil, "codes_unknown"},
		{"codes not read again", model.NewLock(patio(nil).Device, nil, true, &model.Fault{}), nil, "codes_unknown"},
	} {
		d := model.CodeDraft{Name: "Guest"}
		if c.draft != nil {
			c.draft(&d)
		}
		found := fit.Create(c.lock, &d, noon(), zones)
		if got := strings.Join(rules(found), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		for _, f := range found {
			if f.Lock != "patio" || f.Text == "" || strings.Contains(f.Text+f.Hint, "8305") {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
	}
}

func TestDuplicates(t *testing.T) {
	t.Parallel()
	changing := set("a", "Anna", "8305", model.Window{})
	changing.Pending = []model.PendingMutation{{Code: model.MutationUpdatingCode, From: model.CodeFacts{PIN: model.NewPIN("9214")}}}
	over := set("a", "Anna", "8305", hours(-5, -1))
	lingering := over
	over.Status = model.StatusUnset
	for _, c := range []struct {
		name string
		code model.AccessCode
		pin  string
		want []string
	}{
		{"another PIN", changing, "7316", nil},
		{"the same PIN", changing, "8305", []string{"duplicate_pin!"}},
		{"the PIN that the lock still has", changing, "9214", []string{"duplicate_pin!"}},
		{"windows apart", set("a", "Anna", "8305", hours(50, 60)), "8305", []string{"duplicate_pin!"}},
		{"a code that is over", over, "8305", nil},
		{"a code that should be gone", lingering, "8305", []string{"duplicate_pin!"}},
		{"a PIN that nobody knows", set("a", "Anna", "", model.Window{}), "8305", nil},
	} {
		d := model.CodeDraft{Name: "Guest", PIN: model.NewPIN(c.pin), Window: hours(1, 5)}
		if got := rules(fit.Create(patio(nil, c.code), &d, noon(), zones)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestCapacity: a code that finds no place is told, with the moment from which there is none.
func TestCapacity(t *testing.T) {
	t.Parallel()
	two := func(kind string) func(*model.Device) {
		return func(d *model.Device) { d.Slots, d.Type = 2, kind }
	}
	always, later := set("a", "Anna", "1", model.Window{}), set("b", "Ben", "2", hours(100, 110))
	later.Status = model.StatusUnset
	for _, c := range []struct {
		name   string
		device func(*model.Device)
		window model.Window
		want   string
	}{
		{"before the other", two("lockly_lock"), hours(1, 20), ""},
		{"until the other comes", two("lockly_lock"), hours(1, 100), ""},
		{"over the other", two("lockly_lock"), hours(1, 101), "Patio has places for 2 codes, and this makes 3 from Tue 16:00"},
		{"over the other, loaded ahead", two("august_lock"), hours(1, 50), "Patio has places for 2 codes, and this makes 3 from Sat 16:00"},
		{"after the other", two("lockly_lock"), hours(110, 120), ""},
		{"after the other, loaded ahead", two("august_lock"), hours(110, 120), "Patio has places for 2 codes, and this makes 3 from Sun 02:00"},
		{"for ever", two("lockly_lock"), model.Window{}, "Patio has places for 2 codes, and this makes 3 from Tue 16:00"},
		{"one place only", func(d *model.Device) { d.Slots = 1 }, hours(1, 5), "Patio has places for 1 code, and this makes 2"},
		{"places nobody counted", func(d *model.Device) { d.Slots = 0 }, hours(1, 500), ""},
	} {
		found := fit.Create(patio(c.device, always, later), &model.CodeDraft{Name: "Guest", Window: c.window}, noon(), zones)
		got := ""
		for _, f := range found {
			if f.Rule == "capacity" && !f.Refuses {
				got = f.Text
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	timed := set("a", "Anna", "8305", hours(-1, 5))
	with := func(change func(*model.AccessCode)) model.AccessCode {
		c := timed
		change(&c)
		return c
	}
	other := set("b", "Ben", "9214", model.Window{})
	past := func(d *model.Device) { d.Type = "igloohome_lock" }
	full := func(d *model.Device) { d.Slots = 2 }
	for _, c := range []struct {
		name   string
		device func(*model.Device)
		code   model.AccessCode
		change model.CodeChange
		want   string
	}{
		{"nothing", nil, timed, model.CodeChange{Window: timed.Window}, ""},
		{"a code without a name", nil, with(func(c *model.AccessCode) { c.Name = "" }), model.CodeChange{Window: timed.Window}, ""},
		{"a rule to come", ruled("no_primes"), timed, model.CodeChange{Window: timed.Window}, "no_primes"},
		{"its own name and PIN", ruled("name_must_be_unique"), timed, model.CodeChange{Name: "Anna", PIN: timed.PIN, Window: timed.Window}, ""},
		{"a name there is", ruled("name_must_be_unique"), timed, model.CodeChange{Name: "Ben", Window: timed.Window}, "name_must_be_unique!"},
		{"a PIN there is", nil, timed, model.CodeChange{PIN: other.PIN, Window: timed.Window}, "duplicate_pin! recreated"},
		{"its own PIN again where none is ours", ruled("cannot_specify_pin_code"), timed, model.CodeChange{PIN: timed.PIN, Window: timed.Window}, ""},
		{"another PIN", func(d *model.Device) { d.Type = "nuki_lock" }, timed, model.CodeChange{PIN: model.NewPIN("7316"), Window: timed.Window}, ""},
		{"longer on a lock that takes no past start", past, timed, model.CodeChange{Window: hours(-1, 9)}, ""},
		{"another past start", past, timed, model.CodeChange{Window: hours(-2, 9)}, "start_in_past!"},
		{"over", past, timed, model.CodeChange{Window: hours(-1, 0)}, "end_in_past!"},
		{"for ever", past, timed, model.CodeChange{}, ""},
		{"for ever with a backup", past, with(func(c *model.AccessCode) { c.Backup.Available = true }), model.CodeChange{}, "backup_lost"},
		{"from always to a time", past, other, model.CodeChange{Window: hours(1, 9)}, ""},
		{"half a time", past, other, model.CodeChange{Window: model.Window{Until: noon().Add(time.Hour)}}, "half_open_window!"},
		{"in its own place", full, timed, model.CodeChange{Window: hours(-1, 9)}, "recreated"},
		{"erased for a moment", nil, timed, model.CodeChange{Window: hours(-1, 9)}, "recreated"},
		{"offline", nil, with(func(c *model.AccessCode) { c.Traits.Offline = true }), model.CodeChange{Window: timed.Window}, "offline_code!"},
		{"somebody else's", nil, with(func(c *model.AccessCode) { c.Managed = false }), model.CodeChange{Window: timed.Window}, "code_unmanaged!"},
		{"being removed", nil, with(func(c *model.AccessCode) { c.Status = model.StatusRemoving }), model.CodeChange{Window: timed.Window}, "code_removing!"},
		{"to be removed", nil, with(func(c *model.AccessCode) {
			c.Pending = []model.PendingMutation{{Code: model.MutationDeleting}}
		}), model.CodeChange{Window: timed.Window}, "code_removing!"},
		{"ended", nil, with(func(c *model.AccessCode) { c.Window = hours(-5, -1) }), model.CodeChange{Window: hours(-5, -1)}, "code_over!"},
	} {
		l := patio(c.device, c.code, other)
		if c.code.ID == other.ID {
			l = patio(c.device, c.code)
		}
		if got := strings.Join(rules(fit.Update(l, &c.code, &c.change, noon(), zones)), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTexts holds the sentences that a person reads most.
func TestTexts(t *testing.T) {
	t.Parallel()
	nuki := patio(func(d *model.Device) {
		ruled("no_zeros", "cannot_start_with_12")(d)
		d.Rules.Constraints = append(d.Rules.Constraints, model.Constraint{Type: "name_length", MaxLength: 20})
		d.Rules.Lengths = []int{6}
	}, set("a", "Anna", "1205", model.Window{}))
	d := model.CodeDraft{Name: "Guest · the family Okafor", PIN: model.NewPIN("1205"), Window: hours(1, 24*150)}
	var got []string
	for _, f := range fit.Create(nuki, &d, noon(), zones) {
		got = append(got, f.Field.String()+": "+f.Text)
	}
	want := []string{
		"Name: Patio shows 20 characters of a name: “Guest · the family O”",
		"Until: the clock of Patio goes forward on 2027-03-14: the window lasts an hour less than its times look",
		"PIN: Patio wants 6 digits",
		"PIN: Patio wants no 0",
		"PIN: Patio wants no PIN that begins with 12",
		"PIN: Patio has this PIN already, for Anna",
		"PIN: easy to guess: a date",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	lock := patio(func(d *model.Device) {
		kind("dormakaba_oracode_door", "UTC")(d)
		ruled("cannot_specify_pin_code")(d)
		d.Can.ProgramOnlineCodes, d.Can.BackupPool, d.Rules.Lengths = model.No, model.No, []int{6, 99}
		d.Problems = []model.Problem{{Level: model.Error, Code: "hub_disconnected"}}
	})
	want := fit.Options{
		Online:  fit.Option{Why: "Patio cannot take codes that Seam programs at present: the hub is offline"},
		Offline: fit.Option{Can: true},
		OneTime: fit.Option{Why: "Patio has no codes for one use"},
		OwnPIN:  fit.Option{Why: "Patio gets its PINs from its maker"},
		Lengths: []int{6},
		Backup:  fit.Option{Why: "Patio has no backup codes"},
		Native:  fit.Option{Why: "Patio cannot load codes ahead"},
	}
	if diff := cmp.Diff(want, fit.OptionsOf(lock)); diff != "" {
		t.Error(diff)
	}
	all := fit.OptionsOf(patio(kind("igloohome_lock", "UTC")))
	for i, o := range []fit.Option{all.Online, all.Offline, all.OneTime, all.OwnPIN, all.Backup, all.Native} {
		if !o.Can || o.Why != "" {
			t.Errorf("option %d is %+v", i, o)
		}
	}
}
