package fleet

import (
	"testing"

	"seamdash/model"
)

func TestStandingOfALock(t *testing.T) {
	device := func(online model.Tri) model.Device { return model.Device{Online: online} }
	bad := model.AccessCode{Problems: []model.Problem{{Level: model.Error, Origin: model.OriginCode}}}
	for want, l := range map[string]*model.Lock{
		"online":  model.NewLock(device(model.Yes), nil, true, nil),
		"offline": model.NewLock(device(model.No), []model.AccessCode{bad}, true, nil),
		"error":   model.NewLock(device(model.Yes), []model.AccessCode{bad}, true, nil),
		"pending": model.NewLock(device(model.Yes), []model.AccessCode{{Status: model.StatusSetting}}, true, nil),
		"loading": model.NewLock(device(model.Yes), nil, false, nil),
		"unknown": model.NewLock(device(model.Unknown), nil, true, nil),
		"stale":   model.NewLock(device(model.Yes), nil, true, &model.Fault{}),
		"unread":  model.NewLock(device(model.Yes), nil, false, &model.Fault{}),
		"warning": model.NewLock(model.Device{Online: model.Yes, Problems: []model.Problem{{Origin: model.OriginDevice}}}, nil, true, nil),
	} {
		if got := standingOf(l); got.Word != want {
			t.Errorf("a lock that is %s is called %q", want, got.Word)
		}
	}
}
