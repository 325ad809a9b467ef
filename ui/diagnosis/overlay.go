// Package diagnosis is the overlay that answers why a code does not work, or what is the matter with a lock: the answer in a
// sentence, what was found with what to do about it, what happened, and what was asked for against what is on the lock.
//
// It draws what [seamdash/model/diagnose] says and follows the picture. A person acts from here: every step that the program can do
// has a number and the key that it has in the lists.
package diagnosis

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// Config is what a diagnosis is built from.
type Config struct {
	Now   func() time.Time
	Zones *coderow.Zones
	// Barred is why nothing can be changed from here.
	Barred coderow.Barred
	// Key gives the key of an action, which can be chosen.
	Key func(id string) string
	// Records reads what the picture does not have; nil where nothing can. Context ends with the program and is needed with it.
	Records Records
	Context context.Context
	// Reports keeps reports; nil where nothing can.
	Reports Reports
	// Number is told by every [Answered].
	Number uint64
}

// An Overlay is the open diagnosis.
type Overlay struct {
	config Config
	of     nav.CodeOf
	size   widget.Rect

	subject subject
	known   known
	answer  diagnose.Diagnosis
	reader  model.Reader

	page   page
	chosen chosen
	raw    raw
}

// A chosen is the finding whose steps are shown: it stays while others come before it, or go.
type chosen struct {
	key string // see [diagnose.Finding.Key]; "" for the first
	at  int
}

// New opens the diagnosis of a code, or of a lock where of has no code; nil where the picture has no such thing.
func New(config Config, picture *model.Snapshot, of nav.CodeOf, size widget.Rect) (*Overlay, tea.Cmd) {
	o := &Overlay{config: config, of: of, size: size}
	if !o.subject.find(picture, of) {
		return nil, nil
	}
	o.Show(picture)
	return o, o.ask()
}

// Number is that of the configuration.
func (o *Overlay) Number() uint64 { return o.config.Number }

// Show takes the newest picture, or the same again when time has passed. Scroll position and chosen finding stay.
func (o *Overlay) Show(picture *model.Snapshot) {
	o.subject.find(picture, o.of)
	o.known.see(picture, o.about)
	o.judge()
}

// judge answers anew.
func (o *Overlay) judge() {
	o.reader = o.config.Zones.Reader(o.subject.lock, o.config.Now())
	o.answer = diagnose.Of(o.facts())
	o.settle()
	o.compose()
}

// settle finds the chosen finding again; where it is gone, its place keeps the choice.
func (o *Overlay) settle() {
	found := o.answer.Findings
	if o.chosen.key == "" {
		o.chosen.at = 0
		return
	}
	for i := range found {
		if found[i].Key() == o.chosen.key {
			o.chosen.at = i
			return
		}
	}
	o.chosen.at = max(0, min(o.chosen.at, len(found)-1))
}

// choose turns to another finding, and begins again behind the last.
func (o *Overlay) choose(by int) {
	found := o.answer.Findings
	if len(found) == 0 {
		return
	}
	o.chosen.at = (o.chosen.at + by + len(found)) % len(found)
	o.chosen.key = found[o.chosen.at].Key()
	o.compose()
	o.page.show(o.page.chosenFrom, o.page.chosenTo)
}

// finding is the chosen one, or nil where nothing was found.
func (o *Overlay) finding() *diagnose.Finding {
	if o.chosen.at >= len(o.answer.Findings) {
		return nil
	}
	return &o.answer.Findings[o.chosen.at]
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.compose()
	o.raw.resize(size)
}

// Own says which codes belong to recurring schedules.
func (o *Overlay) Own(owned coderow.Owned) {
	o.subject.owned = owned
	o.compose()
}

// Hints are the overlay's own keys, in fewer words where there is little room.
func (o *Overlay) Hints() []action.Hint {
	if o.raw.open {
		return o.raw.hints()
	}
	next, copies, saves := "next finding", "copy report", "save report"
	if o.size.W < sideBySide {
		next, copies, saves = "next", "copy", "save"
	}
	var hints []action.Hint
	if f := o.finding(); f != nil && len(f.Steps) > 0 {
		hints = append(hints, action.Hint{Keys: digits(len(f.Steps)), Label: "do it", Blocked: o.idle(f)})
	}
	if len(o.answer.Findings) > 1 {
		hints = append(hints, action.Hint{Keys: "tab", Label: next})
	}
	if o.config.Reports != nil {
		hints = append(hints, action.Hint{Keys: "y", Label: copies}, action.Hint{Keys: "s", Label: saves})
	}
	if o.config.Records != nil {
		hints = append(hints, action.Hint{Keys: "j", Label: "raw"})
	}
	if len(o.page.lines) > o.page.height && o.size.W >= sideBySide {
		hints = append(hints, action.Hint{Keys: "↑ ↓", Label: "scroll"})
	}
	const roomy = 80
	if o.size.W >= roomy {
		hints = append(hints, action.Hint{Keys: "enter", Label: "go there"})
	}
	return append(hints, action.Hint{Keys: "esc", Label: "back"})
}

func digits(n int) string {
	if n == 1 {
		return "1"
	}
	return "1-" + string(rune('0'+min(n, 9)))
}

// Sentence says where the facts are from, or why some are missing.
func (o *Overlay) Sentence() coderow.Sentence {
	if o.raw.open {
		return coderow.Sentence{}
	}
	return o.known.sentence(o.reader)
}

// View draws the overlay's lines, each ended.
func (o *Overlay) View(p *widget.Pen) *tea.Position {
	start := p.Lines()
	if o.raw.open {
		o.drawRaw(p)
	} else {
		o.drawTitle(p)
		p.Repeat(theme.Rule, theme.HLine, p.Room())
		p.NewLine()
		o.page.draw(p)
	}
	for p.Lines()-start < o.size.H {
		p.NewLine()
	}
	return nil
}
