package schedules

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui/theme"
)

const (
	// chapter is how many lines of a history are read at once.
	chapter = 50
	// early is how many lines before its end the next ones are asked for.
	early = 20
)

// A chronicle is the history of the rule under the cursor, as far as it was read.
type chronicle struct {
	rule    model.RuleID
	lines   []plan.Roll // the newest first
	end     bool        // there are no older ones
	err     error       // why the last reading failed
	reading bool
	again   bool // something happened while the newest were being read
	edition uint64
}

// chaptered is what came of reading.
type chaptered struct {
	rule   model.RuleID
	before uint64
	lines  []plan.Roll
	err    error
}

// chronicleOf reads the history of the rule under the cursor as far as it is looked at.
func (s *Screen) chronicleOf() tea.Cmd {
	r, ok := s.under()
	c := &s.chronicle
	if !ok || s.config.Roller == nil || c.reading {
		return nil
	}
	if c.rule != r.id() {
		*c = chronicle{rule: r.id(), edition: c.edition + 1}
		return s.readChapter(0)
	}
	if c.end || c.err != nil || s.page.top+s.page.height+early < len(s.page.lines) {
		return nil
	}
	before := uint64(0)
	if n := len(c.lines); n > 0 {
		before = c.lines[n-1].Number
	}
	return s.readChapter(before)
}

func (s *Screen) readChapter(before uint64) tea.Cmd {
	s.chronicle.reading = true
	roller, parent, answer := s.config.Roller, s.config.Context, chaptered{rule: s.chronicle.rule, before: before}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, bookPatience)
		defer stop()
		answer.lines, answer.err = roller.Rolls(ctx, answer.rule, before, chapter)
		return answer
	}
}

func (s *Screen) takeChapter(msg chaptered) tea.Cmd {
	c := &s.chronicle
	c.reading = false
	if msg.rule != c.rule {
		return s.attend()
	}
	c.edition++
	if c.again && msg.before == 0 {
		c.again = false
		return s.readChapter(0)
	}
	c.err = msg.err
	if msg.err == nil {
		c.lines, c.end = append(c.lines, msg.lines...), len(msg.lines) < chapter
	}
	return s.attend()
}

// takeRolled puts new lines before those that are shown.
func (s *Screen) takeRolled(msg Rolled) {
	c := &s.chronicle
	for _, roll := range msg.Rolls {
		switch {
		case roll.Key.Rule != c.rule:
		case len(c.lines) > 0 && roll.Number > c.lines[0].Number, len(c.lines) == 0 && c.end:
			c.lines = append([]plan.Roll{roll}, c.lines...)
			c.edition++
		case c.reading:
			c.again = true
		}
	}
}

// rolls tells the history, the newest first.
func (w *writer) rolls(k *pageKey, c *chronicle, nameOf func(model.DeviceID) string) {
	r := &k.row
	if r.broken {
		return
	}
	w.heading("ROLLS", r.place)
	if c.rule == r.id() {
		for i := range c.lines {
			w.roll(&c.lines[i], r, nameOf)
		}
	}
	w.wrapped(nil, theme.Muted, c.rest(r.id(), k.nobody))
}

// rest is what there is to say behind the lines that were read.
func (c *chronicle) rest(of model.RuleID, nobody bool) string {
	switch {
	case c.rule != of, !c.end && c.err == nil:
		return "reading …"
	case c.err != nil:
		return "What there is more could not be read: " + model.AsSentence(model.WhyOf(c.err))
	case len(c.lines) > 0:
		return ""
	case nobody:
		return "None. " + nobodyRolls
	default:
		return "none"
	}
}

// whenCells is how wide the time of a line of the history is, whatCells what it tells.
const whenCells, whatCells = 17, 9

// roll is one line of the history, and below it what else there is to know.
func (w *writer) roll(roll *plan.Roll, r *row, nameOf func(model.DeviceID) string) {
	role := theme.Text
	if roll.What.Bad() {
		role = theme.Hurts
	}
	pieces := []piece{{theme.Muted, padded(model.When(roll.At, w.now, r.zone), whenCells)}, {role, padded(string(roll.What), whatCells)}}
	if !roll.Slot.IsZero() {
		pieces = append(pieces, piece{theme.Text, model.Window{From: roll.Slot.From, Until: roll.Slot.Until}.Words(w.now, r.zone)})
	}
	w.add(pieces...)
	w.indented(theme.Muted, rollFacts(roll, r, nameOf))
}

// rollFacts are the smaller facts of a line of the history.
func rollFacts(roll *plan.Roll, r *row, nameOf func(model.DeviceID) string) string {
	var facts []string
	add := func(text string) { facts = append(facts, text) }
	if roll.Why != "" {
		add(roll.Why)
	}
	if len(r.entry.Rule.Locks) != 1 || r.entry.Rule.Locks[0] != roll.Key.Lock {
		add(nameOf(roll.Key.Lock))
	}
	if roll.Late > 0 {
		add("late by " + model.Span(roll.Late))
	}
	if roll.More > 0 {
		add("and " + counted(roll.More, "window") + " before")
	}
	switch {
	case roll.Code != "" && roll.Was != "" && roll.Was != roll.Code:
		add("code " + brief(roll.Code) + ", was " + brief(roll.Was))
	case roll.Code != "":
		add("code " + brief(roll.Code))
	}
	if roll.Step > 0 {
		add("step " + strconv.FormatUint(roll.Step, 10))
	}
	return strings.Join(facts, " · ")
}

// brief is the beginning of a code's id, which tells it from the others of a rule; those of Seam are UUIDs.
func brief(id model.CodeID) string {
	const shown = 8
	if len(id) <= shown+4 {
		return string(id)
	}
	return string(id[:shown]) + "…"
}
