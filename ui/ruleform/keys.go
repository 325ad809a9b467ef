package ruleform

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/recur"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// longestPaste is how much of a pasted text is looked at, in bytes.
const longestPaste = 16 << 10

// Update takes keys and pastes while the editor is in front, and the answers to what it asked at all times.
func (f *Form) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	f.now = f.config.Now()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.press(msg)
	case tea.PasteMsg:
		return f.paste(msg)
	case Answered:
		return f.answered(&msg)
	case coderow.GlimpsePassed:
		return nil, f.glimpse.Pass(msg)
	}
	return nil, nil
}

func (f *Form) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	key := msg.String()
	switch {
	case f.question != nil:
		return f.reply(key)
	case f.picker != nil:
		return nil, f.saved(f.pick(msg))
	case f.dispute != nil:
		return f.decide(key)
	case key == "esc":
		return f.leave()
	case f.dispatch.under:
		return nav.Refuse{Reason: "the rule is being kept; wait for the answer"}, nil
	}
	before := f.changes
	intent, cmd := f.do(msg, key)
	if f.changes != before {
		return intent, f.saved(cmd)
	}
	return intent, cmd
}

// do is for the keys of the editor itself.
func (f *Form) do(msg tea.KeyPressMsg, key string) (nav.Intent, tea.Cmd) {
	switch key {
	case "tab", "shift+tab":
		f.turn(map[string]int{"tab": 1, "shift+tab": -1}[key])
	case "ctrl+s":
		return f.submit()
	case "enter":
		return f.enter()
	case "ctrl+z":
		return f.takeBack(f.undo(), "nothing was changed in this editor")
	case "ctrl+y":
		return f.takeBack(f.redo(), "nothing was taken back")
	case "ctrl+g":
		return f.suggest(), nil
	case "ctrl+o":
		return f.reveal()
	default:
		return f.give(msg, key)
	}
	return nil, nil
}

// give gives a key to the row that has the keyboard.
func (f *Form) give(msg tea.KeyPressMsg, key string) (nav.Intent, tea.Cmd) {
	switch {
	case f.at == rowWeek:
		return f.pressWeek(key)
	case f.at == rowWindows:
		return f.pressWindows(key)
	case key == "down" || key == "up":
		f.move(map[string]int{"down": 1, "up": -1}[key])
		return nil, nil
	case f.at.typed():
		return f.typeInto(clean(msg))
	default:
		return f.choose(key)
	}
}

// turn gives the keyboard to the next part: name, words, week, windows, fields.
func (f *Form) turn(by int) {
	all := f.all()
	f.goTo(all[(slices.Index(all, f.at)+by+len(all))%len(all)])
}

// all are the rows in the order of the keyboard.
func (f *Form) all() []row {
	return append([]row{rowName, rowWords, rowWeek, rowWindows}, f.shownFields()...)
}

// move is [Form.turn] for the arrows, which stay among the fields.
func (f *Form) move(by int) {
	all := f.shownFields()
	if !f.at.field() {
		all = []row{rowName, rowWords, rowWeek}
	}
	f.goTo(all[max(0, min(slices.Index(all, f.at)+by, len(all)-1))])
}

// goTo gives the keyboard to a row.
func (f *Form) goTo(r row) {
	if r != rowDigits {
		f.glimpse.Close()
	}
	if r != f.at {
		f.part()
	}
	f.at, f.typing = r, rows
	f.week.leave()
	f.page = r.field() || f.page && r != rowWeek
}

// enter saves, or opens the list that a row is chosen from.
func (f *Form) enter() (nav.Intent, tea.Cmd) {
	switch f.at {
	case rowLocks:
		f.pickLocks()
	case rowZone:
		f.pickZone()
	case rowHolidays:
		f.pickHolidays()
	default:
		return f.submit()
	}
	return nil, nil
}

// choose gives a key to a row that is chosen and not typed.
func (f *Form) choose(key string) (nav.Intent, tea.Cmd) {
	by := map[string]int{"space": 1, "right": 1, "left": -1}[key]
	switch {
	case by == 0:
	case f.at == rowPolicy:
		f.policy(by)
	case key == "space":
		return f.enter()
	}
	return nil, nil
}

// change changes the rule from a row that is not typed.
func (f *Form) change(by func(*recur.Rule)) {
	f.remember(rows)
	before := f.rule
	by(&f.rule)
	f.respell(rows, &before)
	f.changed()
}

// changed follows a change of the entry.
func (f *Form) changed() {
	f.changes++
	f.keepPINs()
	f.dispatch.fault = nil
	f.meet()
	f.judge()
}

// typeInto lets the text of the row take a key or a paste.
func (f *Form) typeInto(msg tea.Msg) (nav.Intent, tea.Cmd) {
	if _, pasted := msg.(tea.PasteMsg); pasted {
		f.typing = rows
	}
	typing, past, undone := f.typing, f.past, f.undone
	f.remember(f.at)
	changed, cmd := f.fields[f.at].Update(msg)
	if !changed {
		f.typing, f.past, f.undone = typing, past, undone
		return nil, cmd
	}
	f.read(f.at)
	f.changed()
	if f.at == rowDigits && f.glimpse.Left() > 0 {
		cmd = tea.Batch(cmd, f.glimpse.Open())
	}
	if key, pressed := msg.(tea.KeyPressMsg); pressed && f.at == rowWords && key.Text == " " {
		f.typing = rows // the words are long, so that each is a step of its own
	}
	return nil, cmd
}

func (f *Form) paste(msg tea.PasteMsg) (nav.Intent, tea.Cmd) {
	switch {
	case f.question != nil || f.dispute != nil || f.dispatch.under:
		return nil, nil
	case f.picker != nil:
		return nil, f.pick(msg)
	case !f.at.typed():
		return nav.Refuse{Reason: "paste into the words, or into a field"}, nil
	}
	intent, cmd := f.typeInto(clean(msg))
	return intent, f.saved(cmd)
}

// clean leaves out of a key or a paste what cannot be seen.
func clean(msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg.Text != "" {
			msg.Text = visible(msg.Text)
		}
		return msg
	case tea.PasteMsg:
		msg.Content = visible(msg.Content[:min(len(msg.Content), longestPaste)])
		return msg
	default:
		return msg
	}
}

func (f *Form) takeBack(did bool, why string) (nav.Intent, tea.Cmd) {
	if !did {
		return nav.Refuse{Reason: why}, nil
	}
	f.goTo(f.at)
	f.changed()
	return nil, nil
}

// suggest takes what was probably meant with the words, or makes a PIN.
func (f *Form) suggest() nav.Intent {
	m := f.wrong[rowWords]
	switch {
	case f.at == rowPolicy || f.at == rowDigits:
		return f.generate()
	case m == nil || m.guess == "":
		return nav.Refuse{Reason: "there is nothing to suggest"}
	}
	f.remember(rows)
	f.fields[rowWords].Set(m.guess)
	f.read(rowWords)
	f.changed()
	return nil
}

// Hints are the keys of the editor as it stands.
func (f *Form) Hints() []action.Hint {
	switch {
	case f.question != nil:
		return f.question.hints()
	case f.picker != nil:
		return f.picker.hints()
	case f.dispute != nil:
		return f.dispute.hints()
	case f.dispatch.under:
		return []action.Hint{{Keys: "esc", Label: "close (it goes on)"}}
	case f.at == rowWeek:
		return append(f.weekHints(), f.exits()...)
	case f.at == rowWindows:
		return append([]action.Hint{{Keys: "↑ ↓", Label: "move"}, {Keys: "space", Label: "skip or not"}, {Keys: "tab", Label: "more"}}, f.exits()...)
	}
	return append(f.fieldHints(), f.exits()...)
}

// exits are the way to keep the rule and the way out.
func (f *Form) exits() []action.Hint {
	save := action.Hint{Keys: "enter", Label: "save"}
	if why, at := f.refusal(); why != "" {
		save.Blocked, save.Label = why, "save (fix the "+at.called()+" first)"
	}
	if f.opens() {
		save.Keys = "ctrl+s"
	}
	leave := action.Hint{Keys: "esc", Label: "leave"}
	if f.dirty() {
		leave.Label += " (asks)"
	}
	return []action.Hint{save, leave}
}

// opens says that enter opens a list where the keyboard is.
func (f *Form) opens() bool { return f.at == rowLocks || f.at == rowZone || f.at == rowHolidays }

func (f *Form) fieldHints() []action.Hint {
	hints := []action.Hint{{Keys: "tab", Label: "next"}}
	switch {
	case f.opens():
		hints = append(hints, action.Hint{Keys: "enter", Label: "choose"})
	case f.at == rowPolicy:
		hints = append(hints, action.Hint{Keys: "space", Label: "another"}, action.Hint{Keys: "ctrl+g", Label: "make a PIN"})
	case f.at == rowDigits:
		hints = append(hints, action.Hint{Keys: "ctrl+o", Label: f.showOrMask()}, action.Hint{Keys: "ctrl+g", Label: "make a PIN"})
	case f.wrong[rowWords] != nil && f.wrong[rowWords].guess != "":
		hints = append(hints, action.Hint{Keys: "ctrl+g", Label: "take the guess"})
	}
	return append(hints, action.Hint{Keys: "ctrl+z", Label: "undo"})
}
