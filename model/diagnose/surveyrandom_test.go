package diagnose_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// TestSurveyorKeepsWhatHolds compares a surveyor that has seen many pictures with one that sees the last one alone, after every
// change of some locks, of an account, and of the time.
func TestSurveyorKeepsWhatHolds(t *testing.T) {
	t.Parallel()
	kept, troubled, endangered := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := &world{now: noon(), house: time.UTC}
		for range rapid.IntRange(1, 5).Draw(t, "locks") {
			w.add(t)
		}
		w.accounts = []model.Account{w.account(t)}
		surveyor := diagnose.NewSurveyor()
		for range rapid.IntRange(2, 8).Draw(t, "looks") {
			w.pass(t)
			picture := pictureOf(slices.Clone(w.locks)...).WithAccounts(slices.Clone(w.accounts))
			got, want := surveyor.Look(picture, w.now, w.zone), diagnose.NewSurveyor().Look(picture, w.now, w.zone)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("at %v, from nothing - and with what was kept +:\n%s", w.now, diff)
			}
			if !got.Until.IsZero() && !got.Until.After(w.now) {
				t.Fatalf("at %v the survey holds until %v", w.now, got.Until)
			}
			if w.still(t, got) {
				kept++
			}
			troubled, endangered = troubled+len(got.Troubles), endangered+len(got.Dangers)
		}
	})
	if (kept == 0 || troubled == 0 || endangered == 0) && !testing.Short() {
		t.Errorf("%d surveys held for a while, %d troubles, %d dangers: the test did not test", kept, troubled, endangered)
	}
}

// A world is a workspace in the hands of chance.
type world struct {
	now      time.Time
	locks    []*model.Lock
	numbers  []int // of the locks: none has that of another, whatever came and went
	made     int
	accounts []model.Account
	house    *time.Location // of all locks
}

func (w *world) zone(*model.Lock) *time.Location { return w.house }

// pass lets something happen, or nothing but time.
func (w *world) pass(t *rapid.T) {
	switch rapid.IntRange(0, 5).Draw(t, "happens") {
	case 0:
		i := rapid.IntRange(0, len(w.locks)-1).Draw(t, "which")
		w.locks[i] = w.lock(t, w.numbers[i])
	case 1:
		w.add(t)
	case 2:
		w.accounts = []model.Account{w.account(t)}
	case 3:
		if len(w.locks) > 1 {
			w.locks, w.numbers = slices.Delete(slices.Clone(w.locks), 0, 1), w.numbers[1:]
		}
	case 4:
		w.house = time.FixedZone("UTC+3", 3*60*60)
	}
	minutes := rapid.OneOf(rapid.IntRange(0, 12), rapid.IntRange(0, 90), rapid.IntRange(-300, 6000)).Draw(t, "minutes")
	w.now = w.now.Add(time.Duration(minutes) * time.Minute)
}

// add puts up a lock that was not there before.
func (w *world) add(t *rapid.T) {
	w.locks, w.numbers = append(w.locks, w.lock(t, w.made)), append(w.numbers, w.made)
	w.made++
}

// still says that the survey was the same an instant before it says it ends, and no more can be asked of it.
func (w *world) still(t *rapid.T, s *diagnose.Survey) bool {
	if s.Until.IsZero() || s.Until.Sub(w.now) < 2 {
		return false
	}
	then := s.Until.Add(-1)
	later := diagnose.NewSurveyor().Look(pictureOf(slices.Clone(w.locks)...).WithAccounts(w.accounts), then, w.zone)
	if diff := cmp.Diff(standing(s, w.now), standing(later, then)); diff != "" {
		t.Fatalf("what was found at %v and was to hold until %v:\n%s", w.now, s.Until, diff)
	}
	return true
}

// standing is a survey without its words and with its moments in place of the time itself.
func standing(s *diagnose.Survey, now time.Time) (out []string) {
	for i := range s.Troubles {
		t := &s.Troubles[i]
		next := t.Next.String()
		if t.Next.Equal(now) {
			next = "now"
		}
		out = append(out, t.Finding.Key()+" "+next+" "+strconv.FormatBool(t.Finding.Blocks))
		for _, h := range t.Codes {
			out = append(out, "  "+string(h.Code)+" "+strconv.FormatBool(h.Blocks)+" "+strconv.FormatBool(h.Open))
		}
	}
	for i := range s.Dangers {
		d := &s.Dangers[i]
		at := d.At.String()
		if d.At.Equal(now) {
			at = "now"
		}
		out = append(out, string(d.Code)+" "+string(d.Cause)+" "+at)
	}
	return out
}

func (w *world) account(t *rapid.T) model.Account {
	return model.Account{ID: "acc", Name: "house", TypeName: "August", Problems: problems(t, model.OriginAccount, w.now)}
}

func problems(t *rapid.T, origin model.Origin, now time.Time) []model.Problem {
	codes := map[model.Origin][]string{
		model.OriginAccount: {"account_disconnected", "provider_service_unavailable", "scheduled_maintenance_window"},
		model.OriginDevice: {
			"device_disconnected", "hub_disconnected", "device_removed", "max_access_codes_reached", "device_has_flaky_connection",
			"time_zone_unknown", "privacy_mode", "odd_news",
		},
		model.OriginCode: {
			"failed_to_set_on_device", "failed_to_remove_from_device", "duplicate_code_on_device", "no_space_for_access_code_on_device",
			"delay_in_setting_on_device", "access_code_inactive", "code_rotates_periodically",
		},
	}[origin]
	out := make([]model.Problem, 0, 2)
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2}).Draw(t, "problems") {
		out = append(out, model.Problem{
			Level: model.Level(rapid.IntRange(0, 1).Draw(t, "level")), Origin: origin, Code: rapid.SampledFrom(codes).Draw(t, "problem"),
			Message: "It is so.", Since: now.Add(-time.Duration(rapid.IntRange(0, 300).Draw(t, "since")) * time.Minute),
		})
	}
	return out
}

func (w *world) lock(t *rapid.T, i int) *model.Lock {
	d := model.Device{
		ID: model.DeviceID("lock-" + strconv.Itoa(i)), Name: "Door " + strconv.Itoa(i%3), AccountID: "acc", Managed: true,
		Type:   rapid.SampledFrom([]string{"august_lock", "smartthings_lock", "odd_lock", "igloohome_lock"}).Draw(t, "type"),
		Online: model.Tri(rapid.IntRange(0, 2).Draw(t, "online")), Slots: rapid.SampledFrom([]int{0, 1, 2, 30}).Draw(t, "slots"),
		Battery:        model.Battery{Known: rapid.Bool().Draw(t, "battery"), Level: rapid.SampledFrom([]float64{0.05, 0.5, 1}).Draw(t, "level")},
		KeypadAttached: model.Tri(rapid.IntRange(0, 2).Draw(t, "keypad")), TimeZone: rapid.SampledFrom([]string{"", "Europe/Lisbon", "Mars/Dome"}).Draw(t, "zone"),
		Can:      model.Capabilities{ProgramOnlineCodes: model.Tri(rapid.IntRange(0, 2).Draw(t, "can"))},
		Problems: problems(t, model.OriginDevice, w.now),
	}
	codes := make([]model.AccessCode, 0, 3)
	for k := range rapid.IntRange(0, 3).Draw(t, "codes") {
		codes = append(codes, w.code(t, d, k))
	}
	return model.NewLock(d, codes, rapid.IntRange(0, 9).Draw(t, "loaded") > 0, nil)
}

func (w *world) code(t *rapid.T, d model.Device, k int) model.AccessCode {
	ago := func(what string, most int) time.Time {
		return w.now.Add(-time.Duration(rapid.IntRange(0, most).Draw(t, what)) * time.Minute)
	}
	c := model.AccessCode{
		ID: model.CodeID(string(d.ID) + "/" + strconv.Itoa(k)), DeviceID: d.ID, Name: "Guest " + strconv.Itoa(k%2), Managed: rapid.IntRange(0, 4).Draw(t, "managed") > 0,
		PIN: model.NewPIN(rapid.SampledFrom([]string{"4711", "0815", ""}).Draw(t, "pin")), CreatedAt: ago("made", 6000),
		Status: rapid.SampledFrom([]model.Status{
			model.StatusUnset, model.StatusSetting, model.StatusSet, model.StatusRemoving, model.StatusUnknown,
		}).Draw(t, "status"),
		Preloaded: model.Tri(rapid.IntRange(0, 2).Draw(t, "preloaded")), AwaitingPIN: model.Tri(rapid.IntRange(0, 2).Draw(t, "awaiting")),
		Problems: append(problems(t, model.OriginCode, w.now), d.Problems...),
	}
	if rapid.Bool().Draw(t, "windowed") {
		c.Type = model.TypeTimeBound
		c.Window.From = w.now.Add(time.Duration(rapid.OneOf(rapid.IntRange(-200, 200), rapid.IntRange(-3000, 9000)).Draw(t, "from")) * time.Minute)
		c.Window.Until = c.Window.From.Add(time.Duration(rapid.IntRange(1, 600).Draw(t, "long")) * time.Minute)
	}
	for range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "pending") {
		c.Pending = append(c.Pending, model.PendingMutation{
			Code: rapid.SampledFrom([]model.MutationCode{
				model.MutationCreating, model.MutationDeferringCreation, model.MutationDeleting, model.MutationUpdatingCode, model.MutationUpdatingTimeFrame,
			}).Draw(t, "mutation"), CreatedAt: ago("asked", 60), ScheduledAt: ago("scheduled", 60).Add(30 * time.Minute),
		})
	}
	return c
}
