package ui

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
)

// Notify is how a person wants to be told while they look elsewhere: that a code was set or could not be, that a schedule needs
// somebody, that a battery is low.
type Notify uint8

// The choices of a person.
const (
	Silent Notify = iota
	Bell          // the terminal's bell
	OSC9          // a desktop notification, as iTerm2, Windows Terminal, kitty, Ghostty and WezTerm know it
	OSC777        // the same, as urxvt, foot and the terminals of GNOME know it
	OSC99         // the same, as kitty knows it
)

// A herald tells of events once, and not of those from before the program began.
type herald struct {
	since time.Time
	told  map[model.EventID]bool
}

// announce tells what has happened to codes since the last picture.
func (a *App) announce() tea.Cmd {
	if a.config.Notify == Silent {
		return nil
	}
	told := map[model.EventID]bool{}
	var fresh []*model.Event
	for i := range a.picture.Events {
		ev := &a.picture.Events[i]
		if !worthTelling(ev.Type) || ev.At.Before(a.herald.since) {
			continue
		}
		told[ev.ID] = true
		if !a.herald.told[ev.ID] {
			fresh = append(fresh, ev)
		}
	}
	a.herald.told = told
	if len(fresh) == 0 {
		return nil
	}
	return a.toTerminal(signal(a.config.Notify, a.inWords(fresh[len(fresh)-1], len(fresh)-1)))
}

func worthTelling(kind model.EventType) bool {
	switch kind {
	case "access_code.set_on_device", "access_code.failed_to_set_on_device", "access_code.failed_to_issue",
		"access_code.failed_to_remove_from_device":
		return true
	default:
		return false
	}
}

// inWords says the newest event and how many others there are, in one line.
func (a *App) inWords(ev *model.Event, more int) string {
	text := ev.Type.Words()
	if lock, ok := a.picture.Lock(ev.DeviceID); ok {
		if code, ok := lock.Code(ev.CodeID); ok && code.Name != "" {
			text = code.Name + " " + text
		}
		text += ": " + lock.Device.Name
	}
	if more > 0 {
		text += " (and " + strconv.Itoa(more) + " more" + ")"
	}
	return text
}

// signal is what the terminal understands. A semicolon would end the text of a notification.
func signal(how Notify, text string) string {
	text = strings.ReplaceAll(model.Clean(text), ";", ",")
	switch how {
	case OSC9:
		return "\x1b]9;" + text + "\x07"
	case OSC777:
		return "\x1b]777;notify;seamdash;" + text + "\x07"
	case OSC99:
		return "\x1b]99;;" + text + "\x1b\\"
	case Bell:
		return "\x07"
	case Silent:
		return ""
	default:
		return ""
	}
}

// clipboard sends a text to the terminal's clipboard. tmux takes the sequence itself only where its set-clipboard is on;
// it passes on what is wrapped where its allow-passthrough is on, so that it gets both.
func (a *App) clipboard(text string) tea.Cmd {
	if !a.config.Tmux {
		return tea.SetClipboard(text)
	}
	osc52 := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"
	return tea.Batch(tea.SetClipboard(text), a.toTerminal(osc52))
}

// wipe empties the terminal's clipboard. A blank goes before the empty text, because tmux, older releases of Ghostty and some
// terminals on Windows take no notice of an empty one. What tmux itself keeps of what was copied, no program in it can take away.
func (a *App) wipe() tea.Cmd {
	const osc52 = "\x1b]52;c;IA==\x07\x1b]52;c;\x07"
	if !a.config.Tmux {
		return tea.Raw(osc52)
	}
	return tea.Sequence(tea.Raw(osc52), a.toTerminal(osc52))
}

// toTerminal sends a sequence to the terminal, through tmux where that stands between. A bell needs no help.
func (a *App) toTerminal(sequence string) tea.Cmd {
	if a.config.Tmux && strings.HasPrefix(sequence, "\x1b") {
		sequence = "\x1bPtmux;" + strings.ReplaceAll(sequence, "\x1b", "\x1b\x1b") + "\x1b\\"
	}
	return tea.Raw(sequence)
}
