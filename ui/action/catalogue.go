// Package action is the catalogue of everything a key can do. One row says which keys, what for, why not now, and
// what is wanted; dispatch, footer, help and the test for clashes all read the same rows.
package action

import (
	"cmp"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
)

// A Row is one action of a part of the screen whose state is S.
type Row[S any] struct {
	// ID names the action for people who re-bind it: the same in every screen where it means the same, and never changed.
	ID string
	// Key holds the keys and, as its help key, how they are written for people.
	Key key.Binding
	// Label names the action in the footer; empty keeps it out of there.
	Label string
	// Now, where there is one, gives another label for the moment, or "".
	Now func(S) string
	// Explain is one line for the help.
	Explain string
	// Group is the heading under which the help lists the row.
	Group string
	// Blocked gives the reason why the action does nothing at present, or ""; nil means never blocked.
	Blocked func(S) string
	// Intent is what the action wants.
	Intent func(S) nav.Intent
}

// Keys makes the binding of a row: how the keys are written, then the keys as the terminal names them.
func Keys(written string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(written, ""))
}

// Always is the intent of a row that wants the same whatever the state.
func Always[S any](intent nav.Intent) func(S) nav.Intent {
	return func(S) nav.Intent { return intent }
}

// A Catalogue is the rows of one part of the screen.
type Catalogue[S any] []Row[S]

// Press gives what the key wants, or [nav.Refuse] with the reason; ok is false when no row has the key.
func (c Catalogue[S]) Press(msg tea.KeyPressMsg, state S) (intent nav.Intent, ok bool) {
	pressed := msg.String()
	for i := range c {
		row := &c[i]
		if !slices.Contains(row.Key.Keys(), pressed) {
			continue
		}
		if why := row.why(state); why != "" {
			return nav.Refuse{Reason: why}, true
		}
		return row.Intent(state), true
	}
	return nil, false
}

func (r *Row[S]) why(state S) string {
	if r.Blocked == nil {
		return ""
	}
	return r.Blocked(state)
}

func (r *Row[S]) label(state S) string {
	if r.Now == nil {
		return r.Label
	}
	return cmp.Or(r.Now(state), r.Label)
}

// A Hint is a row as a person reads it.
type Hint struct {
	ID                          string
	Names                       []string // of the keys, as the terminal has them
	Keys, Label, Explain, Group string
	// Blocked is why the key does nothing at present, or "".
	Blocked string
}

// Hints appends all rows to dst in their order.
func (c Catalogue[S]) Hints(dst []Hint, state S) []Hint {
	for i := range c {
		row := &c[i]
		dst = append(dst, Hint{
			ID: row.ID, Names: row.Key.Keys(),
			Keys: row.Key.Help().Key, Label: row.label(state), Explain: row.Explain, Group: row.Group, Blocked: row.why(state),
		})
	}
	return dst
}

// KeyNames lists every key of the catalogue, as the terminal names them.
func (c Catalogue[S]) KeyNames() []string {
	var names []string
	for i := range c {
		names = append(names, c[i].Key.Keys()...)
	}
	return names
}

// Clashes gives the keys that stand more than once in lists which are live at the same time.
func Clashes(lists ...[]string) []string {
	all := slices.Sorted(slices.Values(slices.Concat(lists...)))
	var twice []string
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] && !slices.Contains(twice, all[i]) {
			twice = append(twice, all[i])
		}
	}
	return twice
}
