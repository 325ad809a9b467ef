package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// held is a code by its letter: a PIN, a status and a window in hours from now.
func held(id, pin string, status model.Status, w model.Window) model.AccessCode {
	return model.AccessCode{ID: model.CodeID(id), Name: "Code " + id, PIN: model.NewPIN(pin), Status: status, Window: w}
}

func TestClashes(t *testing.T) {
	zone := losAngeles(t)
	always := model.Window{}
	set, unset := model.StatusSet, model.StatusUnset
	for name, c := range map[string]struct {
		device model.Device
		codes  []model.AccessCode
		want   []string
	}{
		"nothing": {model.Device{Slots: 2}, []model.AccessCode{held("a", "1111", set, always), held("b", "2222", set, always)}, nil},
		"two windows at once": {
			model.Device{}, []model.AccessCode{held("a", "1111", set, hours(-1, 5)), held("b", "2222", set, hours(-1, 5))}, nil,
		},
		"one PIN, windows apart": {
			model.Device{},
			[]model.AccessCode{held("a", "1111", set, hours(-1, 5)), held("b", "1111", unset, hours(50, 60))},
			[]string{"Code a and Code b have the same PIN; the lock takes it once, so change one"},
		},
		"one PIN thrice": {
			model.Device{},
			[]model.AccessCode{held("a", "1", set, always), held("b", "1", set, always), held("c", "1", set, always)},
			[]string{"Code a and Code b and 1 more have the same PIN; the lock takes it once, so change one"},
		},
		"one PIN, one over": {
			model.Device{}, []model.AccessCode{held("a", "1111", unset, hours(-9, -5)), held("b", "1111", set, always)}, nil,
		},
		"PINs that nobody knows": {model.Device{}, []model.AccessCode{held("a", "", set, always), held("b", "", set, always)}, nil},
		"full now": {
			model.Device{Slots: 1},
			[]model.AccessCode{held("a", "1", set, hours(-1, 5)), held("b", "2", set, always)},
			[]string{"2 codes for 1 slot until today 19:02; remove one, or some will not load"},
		},
		"full later, set at the start": {
			model.Device{Slots: 1},
			[]model.AccessCode{held("a", "1", set, always), held("b", "2", unset, hours(100, 110))},
			[]string{"2 codes for 1 slot from Tue 18:02; remove one, or some will not load"},
		},
		"full three days before": {
			model.Device{Slots: 1, Type: "august_lock"},
			[]model.AccessCode{held("a", "1", set, always), held("b", "2", unset, hours(100, 110))},
			[]string{"2 codes for 1 slot from Sat 18:02; remove one, or some will not load"},
		},
		"one after the other": {
			model.Device{Slots: 1}, []model.AccessCode{held("a", "1", set, hours(-1, 5)), held("b", "2", unset, hours(5, 9))}, nil,
		},
		"nobody knows the slots": {model.Device{}, []model.AccessCode{held("a", "1", set, always), held("b", "2", set, always)}, nil},
	} {
		l := model.NewLock(c.device, c.codes, true, nil)
		var got []string
		for _, clash := range l.Clashes(friday()) {
			got = append(got, clash.Words(l, friday(), zone))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestNoSlotNamesTheOnesThatCome: those that find no place are named, and the worst moment is counted.
func TestNoSlotNamesTheOnesThatCome(t *testing.T) {
	codes := []model.AccessCode{
		held("a", "1", model.StatusSet, model.Window{}), held("b", "2", model.StatusUnset, hours(10, 20)),
		held("c", "3", model.StatusUnset, hours(12, 15)), held("d", "4", model.StatusUnset, hours(30, 40)),
	}
	got := model.NewLock(model.Device{Slots: 1}, codes, true, nil).Clashes(friday())
	want := []model.Clash{{Kind: model.NoSlot, Codes: []model.CodeID{"b", "c"}, When: hours(10, 20), Most: 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
