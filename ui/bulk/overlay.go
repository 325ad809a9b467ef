// Package bulk is the overlay that does one deed to many codes: it asks for the number before it deletes, shows how far it is
// and what came of each code, and can be stopped.
package bulk

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// atOnce is how many codes Seam is asked about at a time, each on another lock: the pace that Seam allows is counted by lock.
const atOnce = 4

// Config is what an overlay is built from.
type Config struct {
	// Run asks Seam about the task of a place; what comes of it must arrive as an [Answered].
	Run func(run uint64, at int, task nav.Task) tea.Cmd
	Now func() time.Time
	// Number tells this run from others.
	Number uint64
}

// Answered is what came of one task.
type Answered struct {
	Run uint64
	At  int
	Err error
}

// Woken says that a lock that Seam wanted to have left alone can be asked again.
type Woken struct{ run uint64 }

// state is where one task stands.
type state uint8

const (
	waiting state = iota
	asking
	accepted
	failed
)

// An item is a task with what came of it.
type item struct {
	task  nav.Task
	state state
	since time.Time // when Seam was asked
	after time.Time // not to be asked before
	why   string    // of a failure
}

// stage is what the overlay is at.
type stage uint8

const (
	counting stage = iota // waits for the number of codes
	running
	doubting // running, and somebody was asked whether to stop
	stopping // nothing more is asked; what was sent is waited for
	finished
)

// An Overlay is the open list.
type Overlay struct {
	config Config
	deed   nav.Deed
	items  []item
	left   []string
	stage  stage
	field  widget.Field // for the number
	wrong  string       // what is wrong with it
	size   widget.Rect
	top    int
	moved  bool // somebody scrolled: the list no longer follows
}

// New opens the list and, unless it has to ask for the number, begins.
func New(what nav.DoAll, config Config, size widget.Rect) (*Overlay, tea.Cmd) {
	o := &Overlay{config: config, left: what.LeftOut, field: widget.NewField(), size: size}
	for _, t := range what.Tasks {
		o.deed = t.Deed
		o.items = append(o.items, item{task: t})
	}
	if o.deed == nav.Delete {
		return o, nil
	}
	o.stage = running
	return o, o.next()
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.follow()
}

// Busy says that it must not be closed: something is asked of Seam, or will be.
func (o *Overlay) Busy() bool {
	return o.stage == running || o.stage == doubting || o.stage == stopping
}

// Hints are the overlay's own keys.
func (o *Overlay) Hints() []action.Hint {
	switch o.stage {
	case counting:
		return []action.Hint{{Keys: "type", Label: "the number"}, {Keys: "enter", Label: "delete", Blocked: o.miscounted()}, {Keys: "esc", Label: "cancel"}}
	case running:
		return []action.Hint{{Keys: "↑ ↓", Label: "scroll"}, {Keys: "esc", Label: "stop"}}
	case doubting:
		return []action.Hint{{Keys: "s", Label: "stop"}, {Keys: "esc enter", Label: "go on"}}
	case stopping:
		return []action.Hint{{Keys: "↑ ↓", Label: "scroll"}}
	case finished:
	}
	again := action.Hint{Keys: "r", Label: "try the others again"}
	if o.count(accepted) == len(o.items) {
		again.Blocked = "all were accepted"
	}
	return []action.Hint{again, {Keys: "c", Label: "copy the result"}, {Keys: "↑ ↓", Label: "scroll"}, {Keys: "esc", Label: "close"}}
}

// Update takes every key, and the answers of the run.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return o.press(msg)
	case tea.PasteMsg:
		if o.stage == counting {
			o.field.Update(msg)
		}
	case Answered:
		if msg.Run == o.config.Number {
			return nil, o.answered(msg)
		}
	case Woken:
		if msg.run == o.config.Number {
			return nil, o.next()
		}
	}
	return nil, nil
}

func (o *Overlay) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	key := msg.String()
	switch {
	case o.stage == counting:
		return o.typeCount(msg)
	case o.scrolled(key):
		return nil, nil
	case o.stage == doubting:
		o.decide(key)
		return nil, nil
	case o.stage == finished:
		return o.leave(key)
	case key != "esc":
		return nil, nil
	case o.stage == stopping:
		return nav.Refuse{Reason: "Seam has not answered yet about " + codes(o.count(asking))}, nil
	default:
		o.stage = doubting
		return nil, nil
	}
}

// decide takes the answer to whether to stop.
func (o *Overlay) decide(key string) {
	switch key {
	case "s":
		o.stop()
	case "esc", "enter":
		o.stage = running
	}
}

// leave is for the keys when all is over.
func (o *Overlay) leave(key string) (nav.Intent, tea.Cmd) {
	switch key {
	case "esc", "enter":
		return nav.Close{}, nil
	case "c":
		return nav.CopyText{Text: o.text(), What: "the result"}, nil
	case "r":
		if o.count(accepted) == len(o.items) {
			return nav.Refuse{Reason: "all were accepted"}, nil
		}
		return nil, o.again()
	}
	return nil, nil
}

func (o *Overlay) typeCount(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "esc":
		return nav.Close{}, nil
	case "enter":
		if o.wrong = o.miscounted(); o.wrong != "" {
			return nil, nil
		}
		o.stage = running
		return nil, o.next()
	default:
		o.wrong = ""
		_, cmd := o.field.Update(msg)
		return nil, cmd
	}
}

// miscounted says what is wrong with the number that was typed, or "".
func (o *Overlay) miscounted() string {
	switch text := strings.TrimSpace(o.field.Value()); text {
	case strconv.Itoa(len(o.items)):
		return ""
	case "":
		return "type the number of codes first"
	default:
		return "that is not how many they are"
	}
}

func (o *Overlay) scrolled(key string) bool {
	by := map[string]int{"up": -1, "down": 1, "k": -1, "j": 1, "pgup": 1 - o.rows(), "pgdown": o.rows() - 1}[key]
	if by == 0 {
		return false
	}
	o.moved = true
	o.top = max(0, min(o.top+by, o.lines()-o.rows()))
	return true
}

func (o *Overlay) count(s state) (n int) {
	for i := range o.items {
		if o.items[i].state == s {
			n++
		}
	}
	return n
}

func codes(n int) string {
	if n == 1 {
		return "1 code"
	}
	return strconv.Itoa(n) + " codes"
}

// text is the result for people and programs outside, without any PIN.
func (o *Overlay) text() string {
	var b strings.Builder
	b.WriteString(o.title() + ", " + o.config.Now().UTC().Format("2006-01-02 15:04 MST") + ": " + o.summary() + "\n")
	for i := range o.items {
		it := &o.items[i]
		b.WriteString(it.task.Name + " on " + it.task.Lock + ": " + o.outcome(it) + "\n")
	}
	for _, line := range o.left {
		b.WriteString(line + " (left out)\n")
	}
	return b.String()
}

func (o *Overlay) title() string {
	words := map[nav.Deed]string{nav.MakeOngoing: "Let work always:", nav.SetWindow: "New window for", nav.Delete: "Delete", nav.Extend: "Extend", nav.Retry: "Ask again for", nav.Adopt: "Take over"}
	return words[o.deed] + " " + codes(len(o.items))
}

func (o *Overlay) summary() string {
	parts := []string{strconv.Itoa(o.count(accepted)) + " accepted"}
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+what)
		}
	}
	add(o.count(failed), "failed")
	add(o.count(asking), "being asked")
	add(o.count(waiting), "not asked")
	add(len(o.left), "left out")
	return strings.Join(parts, ", ")
}

func (o *Overlay) outcome(it *item) string {
	switch it.state {
	case accepted:
		return "accepted by Seam"
	case asking:
		return "asking Seam for " + model.Span(o.config.Now().Sub(it.since))
	case failed:
		return it.why
	case waiting:
	}
	if wait := it.after.Sub(o.config.Now()); wait > 0 && o.stage != finished {
		return "Seam allows the lock the next one in " + model.Span(wait)
	}
	return "not asked"
}
