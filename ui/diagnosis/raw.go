package diagnosis

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A raw is Seam's own answers, as they are but for the PINs.
type raw struct {
	open   bool
	part   Part
	answer [parts]rawAnswer
	lines  []string // of the part, broken to the width
	width  int
	top    int
	height int
}

// A rawAnswer is one of them.
type rawAnswer struct {
	generation uint64
	asking     bool
	text       string
	err        error
}

func (r *raw) now() *rawAnswer { return &r.answer[r.part] }

// openRaw turns to Seam's own answer about the code, or the lock.
func (o *Overlay) openRaw() tea.Cmd {
	if o.config.Records == nil {
		return nil
	}
	o.raw.open, o.raw.part, o.raw.top = true, o.rawParts()[0], 0
	o.raw.resize(o.size)
	return o.askRaw()
}

// askRaw asks for the part that is shown, anew each time: it is about now.
func (o *Overlay) askRaw() tea.Cmd {
	answer := o.raw.now()
	answer.generation++
	answer.asking = true
	of := o.rawOf(o.raw.part)
	records, parent := o.config.Records, o.config.Context
	msg := Answered{Number: o.config.Number, generation: answer.generation, raw: true, part: of.Part}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		msg.text, msg.err = records.Raw(ctx, of)
		return msg
	}
}

func (o *Overlay) rawOf(part Part) RawOf {
	return RawOf{Part: part, Lock: o.of.Lock, Code: o.of.Code, Account: o.subject.lock.Device.AccountID, Since: o.config.Now().Add(-longest)}
}

// rawParts are the answers that there are to ask for.
func (o *Overlay) rawParts() []Part {
	var all []Part
	if o.of.Code != "" {
		all = append(all, RawCode)
	}
	all = append(all, RawLock)
	if o.subject.lock.Device.AccountID != "" {
		all = append(all, RawAccount)
	}
	return append(all, RawEvents)
}

func (r *raw) answered(msg Answered) {
	answer := &r.answer[msg.part]
	if msg.generation != answer.generation {
		return
	}
	answer.asking, answer.err = false, msg.err
	if msg.err == nil {
		answer.text = msg.text
	}
	r.spread()
}

func (r *raw) resize(size widget.Rect) {
	r.width, r.height = size.W-margin-2, max(size.H-head, 0)
	r.spread()
}

// spread breaks the text to the width.
func (r *raw) spread() {
	r.lines = r.lines[:0]
	if r.width < 1 {
		return
	}
	for text := range strings.SplitSeq(r.now().text, "\n") {
		r.lines = append(r.lines, broken(text, r.width)...)
	}
	r.scroll(0)
}

// broken breaks one line wherever the width ends; what follows stands below its value.
func broken(text string, width int) []string {
	const deeper = 4
	if widget.Width(text) <= width {
		return []string{text}
	}
	indent := min(len(text)-len(strings.TrimLeft(text, " "))+deeper, width/2)
	var lines []string
	lead := ""
	for text != "" {
		room, at := width-len(lead), len(text)
		cells := 0
		for i, r := range text {
			if cells += max(1, widget.Width(string(r))); cells > room {
				at = i
				break
			}
		}
		if at == 0 { // a letter that is wider than the room
			return append(lines, lead+text)
		}
		lines = append(lines, lead+text[:at])
		text, lead = text[at:], strings.Repeat(" ", indent)
	}
	return lines
}

func (r *raw) scroll(by int) { r.top = max(0, min(r.top+by, len(r.lines)-r.height)) }

func (r *raw) hints() []action.Hint {
	return []action.Hint{
		{Keys: "tab", Label: "code, lock, account, events"}, {Keys: "y", Label: "copy", Blocked: r.nothing()}, {Keys: "j k", Label: "scroll"}, {Keys: "esc", Label: "back"},
	}
}

// nothing is why there is nothing to copy, or "".
func (r *raw) nothing() string {
	if r.now().text == "" {
		return "there is no answer yet"
	}
	return ""
}

func (o *Overlay) rawKey(key string) (nav.Intent, tea.Cmd) {
	turn := map[string]Part{"c": RawCode, "l": RawLock, "a": RawAccount, "e": RawEvents}
	switch key {
	case "esc":
		o.raw.open = false
	case "y":
		if why := o.raw.nothing(); why != "" {
			return nav.Refuse{Reason: why}, nil
		}
		return nav.CopyText{Text: o.raw.now().text, What: "Seam's answer, without PINs,"}, nil
	case "tab", "shift+tab":
		all := o.rawParts()
		by := 1
		if key != "tab" {
			by = len(all) - 1
		}
		return nil, o.turnRaw(all[(slices.Index(all, o.raw.part)+by)%len(all)])
	case "j":
		o.raw.scroll(1)
	case "k":
		o.raw.scroll(-1)
	default:
		if part, ok := turn[key]; ok {
			return nil, o.turnRaw(part)
		}
		if by, ok := scrolls(key, o.raw.height, len(o.raw.lines)); ok {
			o.raw.scroll(by)
		}
	}
	return nil, nil
}

func (o *Overlay) turnRaw(part Part) tea.Cmd {
	if !slices.Contains(o.rawParts(), part) {
		return nil
	}
	if part != o.raw.part {
		o.raw.part, o.raw.top = part, 0
	}
	cmd := o.askRaw()
	o.raw.spread()
	return cmd
}

// String is what the part is called.
func (p Part) String() string {
	names := [...]string{"the code", "the lock", "the account", "the events"}
	if int(p) < len(names) {
		return names[p]
	}
	return names[RawCode]
}

// rawName is what the part that is shown is about.
func (o *Overlay) rawName() string {
	switch o.raw.part {
	case RawLock:
		return o.subject.lockName()
	case RawAccount:
		if a := o.subject.account; a != nil {
			return joined(a.TypeName, a.Name)
		}
		return ""
	default:
		return o.subject.name()
	}
}

func (o *Overlay) drawRaw(p *widget.Pen) {
	r := &o.raw
	answer := r.now()
	p.Gap(margin)
	p.Text(theme.Accent, "RAW")
	p.Gap(3)
	p.Text(theme.Strong, r.part.String())
	p.Gap(2)
	name := o.rawName()
	p.Name(theme.Muted, name, min(widget.Width(name), p.Room()/2))
	state := "every PIN is masked"
	if answer.asking {
		state = "asking Seam …"
	}
	if room := p.Room() - widget.Width(state) - 1; room > 1 {
		p.Gap(room)
		p.Text(theme.Muted, state)
	}
	p.NewLine()
	p.Repeat(theme.Rule, theme.HLine, p.Room())
	p.NewLine()
	if answer.text == "" {
		o.drawNoRaw(p, answer)
		return
	}
	from, to := widget.Thumb(r.top, len(r.lines), r.height)
	for y := range r.height {
		p.Gap(margin)
		if at := r.top + y; at < len(r.lines) {
			p.Region(p.Room() - 1)
			p.Text(theme.Text, r.lines[at])
			p.EndRegion()
		}
		if y >= from && y < to {
			p.Gap(p.Room() - 1)
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
}

// drawNoRaw says why there is nothing to see.
func (o *Overlay) drawNoRaw(p *widget.Pen, answer *rawAnswer) {
	text := "Seam has not answered yet."
	if answer.err != nil {
		text = "It could not be read: " + model.AsSentence(model.WhyOf(answer.err))
	}
	for _, line := range widget.Wrap(text, o.raw.width, 3) {
		p.Gap(margin)
		p.Text(theme.Text, line)
		p.NewLine()
	}
}
