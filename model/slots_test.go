package model_test

import (
	"testing"

	"seamdash/model"
)

func TestSlotsAreCountedOnlyWhenAllIsKnown(t *testing.T) {
	t.Parallel()
	fault := &model.Fault{Op: "list codes"}
	for name, lock := range map[string]*model.Lock{
		"codes not read":     model.NewLock(model.Device{}, nil, false, nil),
		"codes half read":    model.NewLock(model.Device{}, nil, true, fault),
		"Seam cannot tell":   model.NewLock(model.Device{}, []model.AccessCode{{Status: model.StatusUnknown}}, true, nil),
		"a status of 2030":   model.NewLock(model.Device{}, []model.AccessCode{{Status: "levitating"}}, true, nil),
		"a code not decoded": model.NewLock(model.Device{}, []model.AccessCode{{Unreadable: "odd"}}, true, nil),
	} {
		if used, ok := lock.SlotsUsed(); ok {
			t.Errorf("%s: %d slots used, want no guess", name, used)
		}
	}
}

func TestSlotsAreTakenByWhatIsOnTheLock(t *testing.T) {
	t.Parallel()
	lock := model.NewLock(model.Device{}, []model.AccessCode{
		{Status: model.StatusSet},
		{Status: model.StatusSetting},
		{Status: model.StatusRemoving},
		{Status: model.StatusUnset, Preloaded: model.Yes},
		{Status: model.StatusUnset, Preloaded: model.No},
		{Status: model.StatusUnset},
	}, true, nil)
	if used, ok := lock.SlotsUsed(); used != 4 || !ok {
		t.Errorf("%d slots used (%v), want 4: two codes wait to be loaded", used, ok)
	}
}
