package codeform

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A question stands below the form until it is answered. Enter and esc always go back to the form.
type question struct {
	title   string
	text    string
	choices []choice
}

type choice struct {
	key, label string
	do         func(*Form) (nav.Intent, tea.Cmd)
}

func (q *question) hints() []action.Hint {
	hints := make([]action.Hint, 0, len(q.choices)+1)
	for _, c := range q.choices {
		hints = append(hints, action.Hint{Keys: c.key, Label: c.label})
	}
	return append(hints, action.Hint{Keys: "enter esc", Label: "back to the form"})
}

// reply answers the question with a key; one that means nothing here does nothing.
func (f *Form) reply(key string) (nav.Intent, tea.Cmd) {
	if key == "enter" || key == "esc" {
		f.question = nil
		return nil, nil
	}
	for _, c := range f.question.choices {
		if c.key == key {
			f.question = nil
			return c.do(f)
		}
	}
	return nil, nil
}

// leave closes the form, and asks before when something would be lost. What is under way goes on.
func (f *Form) leave() nav.Intent {
	switch {
	case f.dispatch.under:
		f.dispatch.left = true
		return nav.Close{Then: nav.Say{Text: "the form is closed; what was asked of Seam goes on"}}
	case !f.dirty():
		return nav.Close{}
	}
	f.question = &question{
		title: "Leave the form?", text: "What you typed would be lost.",
		choices: []choice{{"y", "leave it", func(*Form) (nav.Intent, tea.Cmd) { return nav.Close{}, nil }}},
	}
	return nil
}

// asksAboutPIN asks what to do when the PIN is on the lock already, and says whether that is what is wrong.
func (f *Form) asksAboutPIN(why note) bool {
	if why.rule != "duplicate_pin" {
		return false
	}
	for i := range f.doors {
		if _, found := f.holder(i); found {
			f.question = f.taken(i)
			return true
		}
	}
	return false
}

// holder is the code of a lock that has the PIN of the form.
func (f *Form) holder(at int) (*model.AccessCode, bool) {
	lock, pin := f.doors[at].lock, model.NewPIN(f.text(rowPIN))
	for i := range lock.Codes {
		if c := &lock.Codes[i]; pin.Known() && c.PIN.Equal(pin) && c.ID != f.subject.before.ID {
			return c, true
		}
	}
	return nil, false
}

// taken asks what to do about a PIN that is on the lock already.
func (f *Form) taken(at int) *question {
	d := &f.doors[at]
	q := &question{title: "This PIN is on " + d.name() + " already"}
	if code, ok := f.holder(at); ok {
		to := nav.Jump{Lock: d.id, Code: code.ID}
		name := code.Name
		if name == "" {
			name = "a code without a name"
		}
		q.text = "It belongs to " + name + ". A lock takes a PIN only once, even for times that do not touch."
		q.choices = []choice{{"j", "go to that code (leaves the form)", func(*Form) (nav.Intent, tea.Cmd) { return nav.Close{Then: to}, nil }}}
	} else {
		q.text = "It belongs to a code that the picture does not have; perhaps Seam did not make it. Another PIN helps."
	}
	q.choices = append(q.choices, choice{"p", "make another PIN", (*Form).generate})
	return q
}

// whose asks about what somebody else changed while the form was open.
func (f *Form) whose() *question {
	decide := func(take bool) func(*Form) (nav.Intent, tea.Cmd) {
		return func(f *Form) (nav.Intent, tea.Cmd) {
			for _, r := range f.disputed() {
				f.settle(r, take)
			}
			return nil, nil
		}
	}
	return &question{
		title: "Somebody changed this code meanwhile", text: "Both values stand beside their fields. Whose shall it be?",
		choices: []choice{{"k", "keep mine", decide(false)}, {"t", "take theirs", decide(true)}},
	}
}

// onceMore asks before a request is repeated of which nobody knows what became.
func (f *Form) onceMore() *question {
	return &question{
		title:   "It may have been made already",
		text:    "Nobody knows what became of the last request, and the picture does not show the code yet. Asking again can make a second one; with a PIN of your own (ctrl+g) it cannot.",
		choices: []choice{{"y", "ask again", func(f *Form) (nav.Intent, tea.Cmd) { return nil, f.send() }}},
	}
}
