package ruleform

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/recur"
	"seamdash/ui/nav"
)

// pressWindows is for the keys on the next windows: one can be skipped, or brought back.
func (f *Form) pressWindows(key string) (nav.Intent, tea.Cmd) {
	last := max(0, len(f.verdict.ahead)-1)
	switch key {
	case "up", "k":
		f.windowAt = max(0, f.windowAt-1)
	case "down", "j":
		f.windowAt = min(last, f.windowAt+1)
	case "home", "g":
		f.windowAt = 0
	case "end", "G":
		f.windowAt = last
	case "space", "x":
		return f.skip(), nil
	}
	return nil, nil
}

// skip takes the window under the cursor away, or brings it back.
func (f *Form) skip() nav.Intent {
	if f.windowAt >= len(f.verdict.ahead) {
		return nav.Refuse{Reason: "there is no window here"}
	}
	one := f.verdict.ahead[f.windowAt]
	switch {
	case one.skipped:
		f.change(func(r *recur.Rule) {
			r.Skip = slices.DeleteFunc(slices.Clone(r.Skip), func(s recur.Skip) bool { return s.Date == one.date })
		})
	case one.away:
		return nav.Refuse{Reason: "it is taken away by " + one.note}
	default:
		without, err := recur.SkipOne(&f.rule, one.window)
		if err != nil {
			return nav.Refuse{Reason: err.Error()}
		}
		f.change(func(r *recur.Rule) { *r = without })
	}
	return nil
}
