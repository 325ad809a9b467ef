package ui

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// An Address is that of one [App], which is one open workspace. Two that were made are never the same.
type Address struct{ _ byte }

// Addressed is a message for one app. When another workspace was opened meanwhile nobody takes it.
type Addressed struct {
	To  *Address
	Msg tea.Msg
}

// Around puts something around a command and around all that come out of it through [tea.Batch] and [tea.Sequence].
func Around(cmd tea.Cmd, around func(tea.Cmd) tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return around(func() tea.Msg { return aroundAll(cmd(), around) })
}

// aroundAll is for what tea.Batch and tea.Sequence make: slices of commands, one of an unexported type.
func aroundAll(msg tea.Msg, around func(tea.Cmd) tea.Cmd) tea.Msg {
	list := reflect.ValueOf(msg)
	if !list.IsValid() || list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return msg
	}
	out := reflect.MakeSlice(list.Type(), 0, list.Len())
	for i := range list.Len() {
		if cmd, ok := list.Index(i).Interface().(tea.Cmd); ok && cmd != nil {
			out = reflect.Append(out, reflect.ValueOf(Around(cmd, around)))
		}
	}
	return out.Interface()
}

// address makes what comes of a command a message for this app only: what was asked in one workspace is never answered in another. What
// has an address already keeps it.
func (a *App) address(cmd tea.Cmd) tea.Cmd {
	to := a.config.Address
	return Around(cmd, func(inner tea.Cmd) tea.Cmd {
		return func() tea.Msg {
			msg := inner()
			if _, has := msg.(Addressed); has || msg == nil || ofBubbleTea(msg) {
				return msg
			}
			return Addressed{To: to, Msg: msg}
		}
	})
}

// ofBubbleTea says that a message is one of the library's own: from the terminal or for it, such as keys, sizes and what goes to the
// clipboard, or commands that go together.
func ofBubbleTea(msg tea.Msg) bool {
	return msg != nil && reflect.TypeOf(msg).PkgPath() == reflect.TypeFor[tea.QuitMsg]().PkgPath()
}

// open takes a message out of its address; ok is false when it is for somebody else. What has none comes from the terminal.
func (a *App) open(msg tea.Msg) (inner tea.Msg, ok bool) {
	if letter, is := msg.(Addressed); is {
		return letter.Msg, letter.To == a.config.Address
	}
	return msg, true
}
