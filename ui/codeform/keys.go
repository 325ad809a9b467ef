package codeform

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// longestPaste is how much of a pasted text is looked at, in bytes.
const longestPaste = 4096

// Update takes keys and pastes while the form is in front, and the answers to what it asked at all times.
func (f *Form) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	f.now = f.config.Now()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.press(msg)
	case tea.PasteMsg:
		if f.question == nil && !f.dispatch.under {
			return f.paste(msg.Content)
		}
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
	case key == "esc":
		return f.leave(), nil
	case f.dispatch.under:
		return nav.Refuse{Reason: "Seam is being asked; esc closes the form, and it goes on"}, nil
	}
	switch key {
	case "tab":
		if !f.completeZone() {
			f.move(1)
		}
		return nil, nil
	case "down":
		f.move(1)
		return nil, nil
	case "shift+tab", "up":
		f.move(-1)
		return nil, nil
	default:
		return f.do(msg, key)
	}
}

// do is for the keys that change or send something.
func (f *Form) do(msg tea.KeyPressMsg, key string) (nav.Intent, tea.Cmd) {
	switch key {
	case "enter":
		return f.submit()
	case "ctrl+z":
		return f.takeBack(), nil
	case "ctrl+g":
		return f.generate()
	case "ctrl+o":
		return f.reveal()
	case "ctrl+r":
		return f.tellZone()
	case "ctrl+x":
		return f.leaveOut(), nil
	case "ctrl+k", "ctrl+t":
		return f.decide(key == "ctrl+t")
	default:
		return f.write(msg, key)
	}
}

// move brings the keyboard to the next row that can be set, or the one before.
func (f *Form) move(by int) {
	all := f.shown()
	at := slices.Index(all, f.at)
	for range all {
		at = (at + by + len(all)) % len(all)
		if f.closed(all[at]) == "" {
			break
		}
	}
	f.at, f.typing = all[at], noRow
}

// write gives a key to the row that has the keyboard.
func (f *Form) write(msg tea.KeyPressMsg, key string) (nav.Intent, tea.Cmd) {
	if !f.at.typed() {
		f.toggle(key)
		return nil, nil
	}
	if why := f.closed(f.at); why != "" {
		return nav.Refuse{Reason: why}, nil
	}
	if msg.Text != "" {
		msg.Text = visible(msg.Text)
		if f.at == rowPIN {
			text, ok := digits(msg.Text)
			if !ok {
				return nav.Refuse{Reason: "a PIN is made of digits"}, nil
			}
			msg.Text = text
		}
		if msg.Text == "" {
			return nil, nil
		}
	}
	return nil, f.type1(msg)
}

func (f *Form) paste(text string) (nav.Intent, tea.Cmd) {
	if why := f.closed(f.at); why != "" || !f.at.typed() {
		return nil, nil
	}
	text = visible(text[:min(len(text), longestPaste)])
	if f.at == rowPIN {
		clean, ok := digits(text)
		if !ok {
			return nav.Refuse{Reason: "what was pasted is no PIN: a PIN is made of digits"}, nil
		}
		text = clean
	}
	return nil, f.type1(tea.PasteMsg{Content: text})
}

// type1 lets the field of the row take a key or a paste.
func (f *Form) type1(msg tea.Msg) tea.Cmd {
	if _, pasted := msg.(tea.PasteMsg); pasted {
		f.typing = noRow
	}
	before, typing, past := f.values(), f.typing, f.past
	f.remember(f.at)
	changed, cmd := f.fields[f.at].Update(msg)
	if !changed {
		f.typing, f.past = typing, past
		return cmd
	}
	f.changedFrom(before)
	if f.at == rowPIN {
		cmd = tea.Batch(cmd, f.glimpse.Open()) // who types sees what
	}
	return cmd
}

// reveal shows the PIN that stands in the form again, or masks it.
func (f *Form) reveal() (nav.Intent, tea.Cmd) {
	switch {
	case f.text(rowPIN) == "":
		return nav.Refuse{Reason: "there is no PIN in this form"}, nil
	case f.glimpse.Left() > 0:
		f.glimpse.Close()
		return nil, nil
	}
	of := nav.CodeOf{Lock: f.doors[0].id, Code: f.subject.before.ID}
	return nav.Revealed{Of: of, Where: "that was typed into a form", Text: "PIN readable for 10 seconds; ctrl+o masks it at once"}, f.glimpse.Open()
}

// changedFrom follows a change of what stands in the form.
func (f *Form) changedFrom(before values) {
	if now := f.values(); !now.equal(before) {
		f.dispatch.forget(f.at)
		f.judge()
	}
}

// toggle is for the rows that are not typed.
func (f *Form) toggle(key string) {
	by := map[string]int{"space": 1, "right": 1, "l": 1, "left": -1, "h": -1}[key]
	if by == 0 || f.closed(f.at) != "" {
		return
	}
	before := f.values()
	f.remember(f.at)
	v := &f.set
	switch f.at {
	case rowLength:
		all := f.lengths()
		v.length = all[(max(0, slices.Index(all, v.length))+by+len(all))%len(all)]
	case rowKind:
		v.always = !v.always
	case rowNative:
		v.native = !v.native
	case rowBackup:
		v.backup = !v.backup
	case rowExternal:
		v.external = !v.external
	case rowOffline:
		v.offline = !v.offline
	case rowOneTime:
		v.oneTime = !v.oneTime
	case rowDays:
		v.rounded = !v.rounded
	default:
	}
	f.changedFrom(before)
}

func (f *Form) takeBack() nav.Intent {
	if !f.undo() {
		return nav.Refuse{Reason: "nothing was changed in this form"}
	}
	f.dispatch.forget(f.at)
	f.judge()
	return nil
}

// generate puts a PIN into the form that every lock takes.
func (f *Form) generate() (nav.Intent, tea.Cmd) {
	if why := f.closed(rowPIN); why != "" || !slices.Contains(f.shown(), rowPIN) {
		if why == "" {
			why = "the PIN stays as it is"
		}
		return nav.Refuse{Reason: why}, nil
	}
	locks := make([]*model.Lock, 0, len(f.doors))
	for i := range f.doors {
		if !f.doors[i].made {
			locks = append(locks, f.doors[i].lock)
		}
	}
	pin, err := fit.Suggest(locks, f.set.length, f.config.Random)
	if err != nil {
		return nav.Refuse{Reason: model.WhyOf(err)}, nil
	}
	before := f.values()
	f.typing = noRow
	f.remember(noRow)
	f.at = rowPIN
	f.fields[rowPIN].Set(pin.Reveal())
	f.changedFrom(before)
	return nil, f.glimpse.Open()
}

// leaveOut drops the locks that the code does not fit.
func (f *Form) leaveOut() nav.Intent {
	refused := func(d door) bool { _, refuses := d.refusal(); return refuses && !d.made }
	stay := slices.DeleteFunc(slices.Clone(f.doors), refused)
	switch {
	case f.task != create || len(f.doors) == 1:
		return nav.Refuse{Reason: "there is one lock only"}
	case len(stay) == len(f.doors):
		return nav.Refuse{Reason: "no lock refuses this code"}
	case len(stay) == 0:
		return nav.Refuse{Reason: "no lock takes this code"}
	}
	f.doors = stay
	f.judge()
	return nil
}

// decide settles the row that has the keyboard, if somebody else changed it.
func (f *Form) decide(take bool) (nav.Intent, tea.Cmd) {
	if f.task == create || !f.subject.differs(f.at) {
		return nav.Refuse{Reason: "nobody changed this meanwhile"}, nil
	}
	f.settle(f.at, take)
	return nil, nil
}

// Hints are the keys of the form as it stands.
func (f *Form) Hints() []action.Hint {
	if f.question != nil {
		return f.question.hints()
	}
	if f.dispatch.under {
		return []action.Hint{{Keys: "esc", Label: "close (it goes on)"}}
	}
	send := action.Hint{Keys: "enter", Label: [...]string{"create", "save", "convert"}[f.task]}
	if at, _, refused := f.refusal(); refused {
		send.Blocked = "something is not right"
		send.Label += " (fix the " + at.called() + " first)"
	}
	hints := []action.Hint{send}
	if len(f.shown()) > 1 {
		hints = append(hints, action.Hint{Keys: "tab", Label: "next"})
	}
	if f.task != convert {
		hints = append(hints, action.Hint{Keys: "ctrl+g", Label: "make a PIN"})
	}
	if f.text(rowPIN) != "" && f.glimpse.Left() == 0 {
		hints = append(hints, action.Hint{Keys: "ctrl+o", Label: "show the PIN"})
	}
	if len(f.disputed()) > 0 {
		hints = append(hints, action.Hint{Keys: "ctrl+k", Label: "keep mine"}, action.Hint{Keys: "ctrl+t", Label: "take theirs"})
	}
	if len(f.tellable()) > 0 {
		hints = append(hints, action.Hint{Keys: "ctrl+r", Label: "tell Seam the zone"})
	}
	if len(f.doors) > 1 {
		hints = append(hints, action.Hint{Keys: "ctrl+x", Label: "without those that do not fit"})
	}
	hints = append(hints, action.Hint{Keys: "ctrl+z", Label: "undo"})
	if f.dirty() {
		return append(hints, action.Hint{Keys: "esc", Label: "leave (asks)"})
	}
	return append(hints, action.Hint{Keys: "esc", Label: "leave"})
}
