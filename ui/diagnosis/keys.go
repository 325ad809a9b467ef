package diagnosis

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/diagnose"
	"seamdash/ui/nav"
)

// Update takes every key, and what [Records] gave.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case Answered:
		o.answered(msg)
	case tea.KeyPressMsg:
		if o.raw.open {
			return o.rawKey(msg.String())
		}
		return o.press(msg.String())
	}
	return nil, nil
}

func (o *Overlay) press(key string) (nav.Intent, tea.Cmd) {
	switch key {
	case "esc", "d":
		return nav.Close{}, nil
	case "enter":
		return nav.Close{Then: nav.Jump(o.of)}, nil
	case "tab", "right":
		o.choose(1)
	case "shift+tab", "left":
		o.choose(-1)
	case "j":
		return nil, o.openRaw()
	case "y":
		return o.copyReport(), nil
	case "s":
		return o.saveReport()
	case "1", "2", "3", "4", "5", "6", "7", "8", "9":
		return o.do(int(key[0] - '1')), nil
	default:
		if by, ok := scrolls(key, o.page.height, len(o.page.lines)); ok {
			o.page.scroll(by)
			return nil, nil
		}
		return o.other(key)
	}
	return nil, nil
}

// other takes the keys that can be chosen.
func (o *Overlay) other(key string) (nav.Intent, tea.Cmd) {
	if key != o.keyOf("refresh") {
		return o.stepOn(key), nil
	}
	refresh := o.deed(&diagnose.Step{Do: diagnose.Refresh})
	if refresh.why != "" {
		return nav.Refuse{Reason: refresh.why}, nil
	}
	return refresh.intent, o.ask()
}

// own says that a key means something here whatever keys were chosen for actions.
func own(key string) bool {
	_, moves := scrolls(key, 0, 0)
	return moves || slices.Contains([]string{"esc", "d", "enter", "tab", "right", "shift+tab", "left", "j", "y", "s"}, key) || len(key) == 1 && key[0] >= '1' && key[0] <= '9'
}

// scrolls is how far a key scrolls.
func scrolls(key string, height, lines int) (by int, ok bool) {
	page := max(height-1, 1)
	switch key {
	case "up":
		return -1, true
	case "down":
		return 1, true
	case "pgup", "ctrl+b":
		return -page, true
	case "pgdown", "ctrl+f", "space":
		return page, true
	case "home":
		return -lines, true
	case "end":
		return lines, true
	default:
		return 0, false
	}
}
