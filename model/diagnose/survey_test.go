package diagnose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// onAccount is the error of an account as Seam copies it.
func onAccount(code string) model.Problem {
	return model.Problem{Level: model.Error, Origin: model.OriginAccount, Code: code, Message: "It is so."}
}

// A door is a lock to be surveyed; its codes have its problems, too, as Seam has it.
type door struct {
	name     string
	online   model.Tri
	battery  float64
	slots    int
	problems []model.Problem
	codes    []model.AccessCode
}

func (d door) lock() *model.Lock {
	codes := make([]model.AccessCode, len(d.codes))
	for i, c := range d.codes {
		c.ID, c.DeviceID, c.Managed = model.CodeID(d.name+"/"+c.Name), model.DeviceID(d.name), true
		c.CreatedAt = noon().Add(-200 * time.Hour)
		c.Problems = append(append([]model.Problem{}, c.Problems...), d.problems...)
		codes[i] = c
	}
	return model.NewLock(model.Device{
		ID: model.DeviceID(d.name), Name: d.name, Type: "august_lock", AccountID: "acc", Online: d.online, Problems: d.problems, Managed: true,
		TimeZone: "Europe/Lisbon", Slots: d.slots, Battery: model.Battery{Known: d.battery > 0, Level: d.battery},
	}, codes, true, nil)
}

func surveyOf(doors ...door) *diagnose.Survey {
	locks := make([]*model.Lock, len(doors))
	for i, d := range doors {
		locks[i] = d.lock()
	}
	return diagnose.NewSurveyor().Look(pictureOf(locks...), noon(), inUTC)
}

// told is what a survey found, a line for each trouble: "device/Patio/hub_disconnected: guest cook".
func told(s *diagnose.Survey) (out []string) {
	for i := range s.Troubles {
		t := &s.Troubles[i]
		out = append(out, strings.TrimSpace(t.Finding.Key()+": "+strings.Join(names(t.Codes), " ")))
	}
	return out
}

func bound(name string, status model.Status, w model.Window, problems ...model.Problem) model.AccessCode {
	return model.AccessCode{Name: name, Type: model.TypeTimeBound, Status: status, Window: w, Problems: problems}
}

// TestOneCauseIsOneTrouble goes through what Seam says twice and more.
func TestOneCauseIsOneTrouble(t *testing.T) {
	t.Parallel()
	unset, setting, set := model.StatusUnset, model.StatusSetting, model.StatusSet
	lost := []model.Problem{onAccount("account_disconnected")}
	full := onCode("no_space_for_access_code_on_device")
	for name, c := range map[string]struct {
		doors []door
		want  []string
	}{
		"an account over two locks": {
			[]door{
				{name: "A", problems: lost, codes: []model.AccessCode{bound("x", unset, from(2*time.Hour))}},
				{name: "B", problems: lost, codes: []model.AccessCode{bound("y", unset, from(time.Hour))}},
			},
			[]string{"account/acc/account_disconnected: y x"},
		},
		"an account, and the lock that is offline for it": {
			[]door{{
				name: "A", online: model.No, problems: []model.Problem{onAccount("account_disconnected"), offline()},
				codes: []model.AccessCode{bound("x", setting, from(-time.Hour), onCode("failed_to_set_on_device"))},
			}},
			[]string{"account/acc/account_disconnected: x"},
		},
		"a failure with its reason": {
			[]door{{name: "A", online: model.Yes, codes: []model.AccessCode{bound("x", setting, from(-time.Hour), onCode("failed_to_set_on_device"), onCode("duplicate_code_on_device"))}}},
			[]string{"code/A/x/duplicate_code_on_device: x"},
		},
		"a failure without a reason": {
			[]door{{name: "A", online: model.Yes, codes: []model.AccessCode{bound("x", setting, from(-time.Hour), onCode("failed_to_set_on_device"))}}},
			[]string{"code/A/x/failed_to_set_on_device: x"},
		},
		"a removal that the lost lock holds up": {
			[]door{{
				name: "A", online: model.No, problems: []model.Problem{offline()},
				codes: []model.AccessCode{bound("x", model.StatusRemoving, from(-9*time.Hour), onCode("failed_to_remove_from_device"))},
			}},
			[]string{"device/A/device_disconnected: x"},
		},
		"a lost lock whose codes are all on it": {
			[]door{{name: "A", online: model.No, problems: []model.Problem{offline()}, codes: []model.AccessCode{bound("x", set, from(-time.Hour))}}},
			[]string{"device/A/device_disconnected:"},
		},
		"a lost lock without codes": {
			[]door{{name: "A", online: model.No, problems: []model.Problem{offline()}}},
			[]string{"device/A/device_disconnected:"},
		},
		"a mode of the lock, which explains no failure": {
			[]door{{
				name: "A", online: model.Yes, problems: []model.Problem{{Level: model.Warning, Origin: model.OriginDevice, Code: "privacy_mode"}},
				codes: []model.AccessCode{bound("x", setting, from(-time.Hour), onCode("failed_to_set_on_device"))},
			}},
			[]string{"device/A/privacy_mode: x", "code/A/x/failed_to_set_on_device: x"},
		},
		"a plan that has run out, and a code that is on the lock": {
			[]door{{
				name: "A", online: model.Yes, problems: []model.Problem{{Level: model.Error, Origin: model.OriginDevice, Code: "subscription_required"}},
				codes: []model.AccessCode{bound("in", set, from(-time.Hour)), bound("new", unset, from(time.Hour))},
			}},
			[]string{"device/A/subscription_required: new"},
		},
		"the maker's cloud, and the lock that is offline for it": {
			[]door{{
				name: "A", online: model.No, problems: []model.Problem{onAccount("provider_service_unavailable"), offline()},
				codes: []model.AccessCode{bound("x", unset, from(time.Hour))},
			}},
			[]string{"account/acc/provider_service_unavailable: x"},
		},
		"a maker that has not made the PIN, as the lock is lost": {
			[]door{{name: "A", online: model.No, problems: []model.Problem{offline()}, codes: []model.AccessCode{
				{Name: "x", Type: model.TypeTimeBound, Status: setting, Window: from(-time.Hour), AwaitingPIN: model.Yes},
			}}},
			[]string{"device/A/device_disconnected: x"},
		},
		"two codes with one PIN": {
			[]door{{name: "A", online: model.Yes, codes: []model.AccessCode{
				{Name: "in", Status: set, PIN: model.NewPIN("4711")},
				{Name: "new", Type: model.TypeTimeBound, Status: unset, PIN: model.NewPIN("4711"), Window: from(90 * time.Hour)},
			}}},
			[]string{"code/A/new/same_pin: new"},
		},
		"a lock that is full, and will be": {
			[]door{{name: "A", online: model.Yes, slots: 1, codes: []model.AccessCode{{Name: "in", Status: set}, bound("new", unset, from(100*time.Hour))}}},
			[]string{"device/A/capacity_full: new"},
		},
		"nothing": {
			[]door{{name: "A", online: model.Yes, battery: 0.9, codes: []model.AccessCode{bound("x", set, from(-time.Hour)), bound("y", unset, from(200*time.Hour))}}},
			nil,
		},
		"a full lock": {
			[]door{{name: "A", online: model.Yes, codes: []model.AccessCode{
				bound("x", setting, from(time.Hour), full, onCode("failed_to_set_on_device")), bound("y", setting, from(2*time.Hour), full), bound("z", set, from(-time.Hour)),
			}}},
			[]string{"device/A/no_space_for_access_code_on_device: x y"},
		},
	} {
		if diff := cmp.Diff(c.want, told(surveyOf(c.doors...))); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestADoorThatStaysOpenIsToldWithItsRoot: the lock is lost, and a code that should be gone still opens it.
func TestADoorThatStaysOpenIsToldWithItsRoot(t *testing.T) {
	t.Parallel()
	survey := surveyOf(door{name: "A", online: model.No, problems: []model.Problem{offline()}, codes: []model.AccessCode{
		bound("gone", model.StatusRemoving, from(-9*time.Hour), onCode("failed_to_remove_from_device")),
		bound("guest", model.StatusUnset, from(time.Hour)),
	}})
	open := map[string]bool{}
	for _, h := range survey.Troubles[0].Codes {
		open[h.Name] = h.Open
	}
	if diff := cmp.Diff(map[string]bool{"gone": true, "guest": false}, open); diff != "" || len(survey.Troubles) != 1 {
		t.Errorf("%d troubles, open -want +got:\n%s", len(survey.Troubles), diff)
	}
}

// TestWhoIsHurtFirst goes through the order of troubles.
func TestWhoIsHurtFirst(t *testing.T) {
	t.Parallel()
	failed, setting := onCode("failed_to_set_on_device"), model.StatusSetting
	older := failed
	older.Since = noon().Add(-9 * time.Hour)
	failed.Since = noon().Add(-time.Hour)
	survey := surveyOf(
		door{name: "A", online: model.Yes, codes: []model.AccessCode{bound("in a week", setting, from(168*time.Hour), failed)}},
		door{name: "B", online: model.Yes, codes: []model.AccessCode{bound("still in", model.StatusRemoving, from(-9*time.Hour), onCode("failed_to_remove_from_device"))}},
		door{name: "C", online: model.Yes, codes: []model.AccessCode{bound("tomorrow", setting, from(24*time.Hour), failed)}},
		door{name: "D", online: model.Yes, codes: []model.AccessCode{bound("outside", setting, from(-time.Hour), failed)}},
		door{name: "E", online: model.Yes, codes: []model.AccessCode{bound("outside longer", setting, from(-time.Hour), older)}},
		door{name: "F", online: model.Yes, codes: []model.AccessCode{bound("tonight", setting, from(6*time.Hour), failed)}},
	)
	var order []string
	for i := range survey.Troubles {
		order = append(order, strings.Join(names(survey.Troubles[i].Codes), " "))
	}
	want := []string{"outside longer", "outside", "tonight", "tomorrow", "still in", "in a week"}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := survey.Troubles[2].Next; !got.Equal(noon().Add(6 * time.Hour)) {
		t.Errorf("the code of tonight is needed %v", got)
	}
}

// TestForecast: what waits on the lock, or works, is not endangered by what only concerns those to come; a weak battery spoils all.
func TestForecast(t *testing.T) {
	t.Parallel()
	codes := func() []model.AccessCode {
		loaded := bound("loaded", model.StatusUnset, from(20*time.Hour))
		loaded.Preloaded = model.Yes
		return []model.AccessCode{
			loaded, bound("works", model.StatusSet, from(-time.Hour)), bound("soon", model.StatusUnset, from(30*time.Hour)),
			bound("late", model.StatusUnset, from(71*time.Hour)), bound("next week", model.StatusUnset, from(170*time.Hour)),
			bound("over", model.StatusUnset, from(-9*time.Hour)),
			{Name: "resident", Type: model.TypeOngoing, Status: model.StatusSet},
		}
	}
	for name, c := range map[string]struct {
		door door
		want []string
	}{
		"lost":    {door{name: "A", online: model.No, problems: []model.Problem{offline()}, codes: codes()}, []string{"soon", "late"}},
		"account": {door{name: "A", problems: []model.Problem{onAccount("account_disconnected")}, codes: codes()}, []string{"soon", "late"}},
		"battery": {door{name: "A", online: model.Yes, battery: 0.04, codes: codes()}, []string{"works", "loaded", "soon", "late"}},
		"well":    {door{name: "A", online: model.Yes, battery: 0.9, codes: codes()}, nil},
	} {
		var got []string
		for _, d := range surveyOf(c.door).Dangers {
			if got = append(got, d.Name); d.Words == "" || d.At.Before(noon()) {
				t.Errorf("%s: %+v", name, d)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestUnreadLocksAreCounted, so that nobody says that all is well with them.
func TestUnreadLocksAreCounted(t *testing.T) {
	t.Parallel()
	read := door{name: "A", online: model.Yes}.lock()
	unread := model.NewLock(model.Device{ID: "B"}, nil, false, nil)
	failed := model.NewLock(model.Device{ID: "C"}, nil, true, &model.Fault{Op: "list codes"})
	survey := diagnose.NewSurveyor().Look(pictureOf(read, unread, failed, read.Aged()), noon(), inUTC)
	if survey.Unread != 3 || survey.Locks != 4 {
		t.Errorf("%d of %d unread, want 3 of 4", survey.Unread, survey.Locks)
	}
}

// TestClause lets a title stand in a sentence.
func TestClause(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"The lock is offline.": "the lock is offline", "PIN twice": "PIN twice", "Seam says no": "Seam says no", "": "",
	} {
		if got := (&diagnose.Finding{Title: title}).Clause(); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}
