package ui

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
)

// A keymap stands between the keyboard and the catalogues: it turns the keys that a person chose into those that the
// catalogues have, so that no screen knows that keys can be chosen.
type keymap struct {
	fronts []moved           // by the place of the tab that is in front
	shown  map[string]string // by action: how its chosen keys are written
	names  map[string]string // by action: the first of its keys, as it is written
}

// moved are the keys that mean something else while one screen is in front.
type moved struct {
	to   map[string]string // from a chosen key to the first key that its action has in the catalogue
	dead map[string]bool   // keys of the catalogue whose action was moved away
}

// newKeymap takes what a person wished for by action, and for each screen the actions that are live while it is in front. A wish
// that cannot be met is dropped, so that its action keeps its keys, and complained of.
func newKeymap(wishes map[string][]string, lists [][]action.Hint) (m keymap, complaints []string) {
	m = keymap{shown: map[string]string{}, names: map[string]string{}}
	sound, hints := map[string][]string{}, slices.Concat(lists...)
	for _, id := range slices.Sorted(maps.Keys(wishes)) {
		if why := unsound(id, wishes[id], hints); why != "" {
			complaints = append(complaints, why)
			continue
		}
		sound[id] = wishes[id]
	}
	// What is dropped gets its old keys back, which others may have wished for.
	for {
		id, why := anyClash(sound, lists)
		if why == "" {
			break
		}
		complaints = append(complaints, why)
		delete(sound, id)
	}
	for _, h := range hints {
		if _, known := m.names[h.ID]; !known {
			m.names[h.ID], _, _ = strings.Cut(h.Keys, " ")
		}
		if _, moved := sound[h.ID]; !moved {
			continue
		}
		m.names[h.ID] = sound[h.ID][0]
		m.shown[h.ID] = strings.Join(sound[h.ID], " ")
	}
	for _, hints := range lists {
		m.fronts = append(m.fronts, movedIn(sound, hints))
	}
	return m, complaints
}

// movedIn is what the wishes move among actions that are live together.
func movedIn(wishes map[string][]string, hints []action.Hint) moved {
	m := moved{to: map[string]string{}, dead: map[string]bool{}}
	for _, h := range hints {
		if _, wished := wishes[h.ID]; !wished {
			continue
		}
		for _, name := range h.Names {
			m.dead[name] = true
		}
		for _, key := range wishes[h.ID] {
			m.to[key] = h.Names[0]
		}
	}
	return m
}

// anyClash finds the first wish for a key that another action has or wants which is live at the same time.
func anyClash(wishes map[string][]string, lists [][]action.Hint) (id, why string) {
	for _, hints := range lists {
		here := map[string][]string{}
		for _, h := range hints {
			if keys, wished := wishes[h.ID]; wished {
				here[h.ID] = keys
			}
		}
		if id, why = clash(here, hints); why != "" {
			return id, why
		}
	}
	return "", ""
}

// unsound says what is wrong with one wish by itself.
func unsound(id string, keys []string, hints []action.Hint) string {
	known := slices.ContainsFunc(hints, func(h action.Hint) bool { return h.ID == id && id != "" && len(h.Names) > 0 })
	switch {
	case !known:
		return "there is no action called “" + id + "”"
	case len(keys) == 0:
		return "no key is given for “" + id + "”"
	}
	for _, key := range keys {
		if key == "ctrl+c" {
			return "ctrl+c ends the program and cannot be the key of “" + id + "”"
		}
		if !isKey(key) {
			return "there is no key called “" + key + "”, wished for “" + id + "”"
		}
	}
	return ""
}

// isKey says that a terminal can send a key of this name: a letter or sign, or one of the named keys, with what is held
// down before it.
func isKey(name string) bool {
	for _, held := range []string{"ctrl+", "alt+", "shift+"} {
		if rest, ok := strings.CutPrefix(name, held); ok && rest != "" {
			name = rest
		}
	}
	named := []string{
		"up", "down", "left", "right", "pgup", "pgdown", "home", "end", "enter", "esc", "tab", "space", "backspace", "delete",
		"insert", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
	}
	return utf8.RuneCountInString(name) == 1 || slices.Contains(named, name)
}

// clash is [anyClash] for actions that are all live at the same time.
func clash(wishes map[string][]string, hints []action.Hint) (id, why string) {
	taken := map[string]string{}
	for _, h := range hints {
		if _, moved := wishes[h.ID]; moved {
			continue
		}
		for _, name := range h.Names {
			taken[name] = h.Explain
			if h.ID != "" {
				taken[name] = h.ID
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(wishes)) {
		for _, key := range wishes[id] {
			if other, clashes := taken[key]; clashes && other != id {
				return id, "the key " + key + " cannot be “" + id + "”, it is “" + other + "”"
			}
			taken[key] = id
		}
	}
	return "", ""
}

// translate is the key as the catalogues know it while a tab is in front; ok is false for one whose action was moved away.
func (m *keymap) translate(msg tea.KeyPressMsg, front int) (out tea.KeyPressMsg, ok bool) {
	here := &m.fronts[front]
	if len(here.to) == 0 {
		return msg, true
	}
	name := msg.String()
	if known, chosen := here.to[name]; chosen {
		return keyCalled(known), true
	}
	return msg, !here.dead[name]
}

// keyCalled is a press of the key of a name.
func keyCalled(name string) tea.KeyPressMsg { return tea.KeyPressMsg{Text: name} }

// key is how the key of an action is written in a text.
func (m *keymap) key(id string) string { return m.names[id] }

// write puts the chosen keys into hints.
func (m *keymap) write(hints []action.Hint) []action.Hint {
	for i := range hints {
		hints[i].Blocked = action.Spell(hints[i].Blocked, m.key)
		if keys, chosen := m.shown[hints[i].ID]; chosen {
			hints[i].Keys = keys
		}
	}
	return hints
}

// bind makes the keymap of the configuration and says what is wrong with it, or "".
func (a *App) bind() (complaint string) {
	var complaints []string
	a.keymap, complaints = newKeymap(a.config.Keys, a.actionsByTab())
	a.pen.Key, a.notice.key = a.keymap.key, a.keymap.key
	if len(complaints) == 0 {
		return ""
	}
	return "keys: " + strings.Join(complaints, "; ") + ": those keep their keys"
}

// actionsByTab are the actions that are live while each screen is in front.
func (a *App) actionsByTab() [][]action.Hint {
	lists := make([][]action.Hint, len(a.tabs.all))
	for i, t := range a.tabs.all {
		lists[i] = t.screen.Hints(a.keys.Hints(nil, a))
	}
	return lists
}

// CheckKeys says what an app would complain of when it is built with these keys, see [Config].
func CheckKeys(keys map[string][]string) []string {
	a := New(Config{Feed: noFeed{}, Now: func() time.Time { return time.Time{} }, Zone: time.UTC})
	_, complaints := newKeymap(keys, a.actionsByTab())
	return complaints
}

// noFeed is for an app that nobody sees.
type noFeed struct{}

func (noFeed) Snapshot() *model.Snapshot {
	return model.NewSnapshot(model.Workspace{}, nil, model.FeedState{}, 0)
}

func (noFeed) Refresh() {}

func (noFeed) Freeze(bool) {}

func (noFeed) Focus([]model.DeviceID) {}
