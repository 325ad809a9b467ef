package fleet

import (
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
)

func TestMarkOfACode(t *testing.T) {
	now := time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC)
	since := func(d time.Duration) model.Window { return model.Window{From: now.Add(-d), Until: now.Add(time.Hour)} }
	problem := func(level model.Level, origin model.Origin) []model.Problem {
		return []model.Problem{{Level: level, Origin: origin, Code: "x"}}
	}
	for name, c := range map[string]struct {
		code  model.AccessCode
		role  theme.Role
		glyph theme.Glyph
	}{
		"set":                      {model.AccessCode{Status: model.StatusSet}, theme.Works, theme.Set},
		"set with a warning":       {model.AccessCode{Status: model.StatusSet, Problems: problem(model.Warning, model.OriginCode)}, theme.Moving, theme.Warning},
		"set with an error":        {model.AccessCode{Status: model.StatusSet, Problems: problem(model.Error, model.OriginCode)}, theme.Hurts, theme.Failed},
		"the lock's error is not":  {model.AccessCode{Status: model.StatusSet, Problems: problem(model.Error, model.OriginDevice)}, theme.Works, theme.Set},
		"setting":                  {model.AccessCode{Status: model.StatusSetting}, theme.Moving, theme.Setting},
		"a little late":            {model.AccessCode{Status: model.StatusUnset, Window: since(time.Minute)}, theme.Moving, theme.Warning},
		"late":                     {model.AccessCode{Status: model.StatusUnset, Window: since(time.Hour)}, theme.Hurts, theme.Failed},
		"late with a warning":      {model.AccessCode{Status: model.StatusUnset, Window: since(time.Hour), Problems: problem(model.Warning, model.OriginCode)}, theme.Hurts, theme.Failed},
		"removing":                 {model.AccessCode{Status: model.StatusRemoving}, theme.Moving, theme.Removing},
		"unknown to Seam":          {model.AccessCode{Status: model.StatusUnknown}, theme.Moving, theme.Unknown},
		"unknown to us":            {model.AccessCode{Status: "odd"}, theme.Moving, theme.Unknown},
		"unreadable":               {model.AccessCode{Unreadable: "odd"}, theme.Hurts, theme.Unknown},
		"waiting":                  {model.AccessCode{Status: model.StatusUnset}, theme.Muted, theme.Waiting},
		"over, which is no longer": {model.AccessCode{Status: model.StatusUnset, Window: model.Window{Until: now}}, theme.Muted, theme.Waiting},
	} {
		if got := markOf(&c.code, (&model.Device{}).Habit(), now); got.role != c.role || got.glyph != c.glyph {
			t.Errorf("%s: role %d, glyph %d; want %d, %d", name, got.role, got.glyph, c.role, c.glyph)
		}
	}
}

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
		if got := standingOf(l); got.word != want {
			t.Errorf("a lock that is %s is called %q", want, got.word)
		}
	}
}
