package coderow

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
		if got := MarkOf(&model.Lock{}, &c.code, now); got.Role != c.role || got.Glyph != c.glyph {
			t.Errorf("%s: role %d, glyph %d; want %d, %d", name, got.Role, got.Glyph, c.role, c.glyph)
		}
	}
}
