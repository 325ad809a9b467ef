package schedules

import (
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/series"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A piece is a stretch of text in one role.
type piece struct {
	role theme.Role
	text string
}

// A pageLine is one line of the page: a sign where there is one, and texts.
type pageLine struct {
	mark   *coderow.Mark
	pieces []piece
}

// A page is all about the rule under the cursor, as lines that are kept as long as they are true.
type page struct {
	lines       []pageLine
	top, height int
	key         pageKey
}

// A pageKey is what the lines depend on.
type pageKey struct {
	row    row
	near   *closeup
	past   *past
	sum    *sum
	nobody bool
	// edition is that of the history.
	edition uint64
	width   int
	minute  int64
}

func (p *page) resize(height int) {
	p.height = max(height, 0)
	p.scroll(0)
}

// scroll moves the page by lines and leaves no empty ones at its end that others could fill.
func (p *page) scroll(by int) { p.top = max(0, min(p.top+by, len(p.lines)-p.height)) }

// renew makes the lines anew where something they depend on is another.
func (p *page) renew(f *frame) {
	key := pageKey{
		row: *f.under, near: f.closeup(f.under), past: f.edits.past, sum: f.sumOf(f.under), nobody: f.nobody(), edition: f.chronicle.edition,
		width: f.shape.page.W, minute: f.now.Unix() / 60,
	}
	if key == p.key {
		return
	}
	if p.key.row.entry == nil || key.row.id() != p.key.row.id() {
		p.top = 0
	}
	p.key = key
	w := writer{now: f.now, width: key.width - 3, key: f.pen.Key}
	w.rule(&key)
	needy := key.near != nil && len(key.near.doors) > 0 && key.near.doors[0].need() > series.Coming
	if needy {
		w.doors(key.near, f.answers)
	}
	w.warnings(key.near)
	if !needy {
		w.doors(key.near, f.answers)
	}
	w.preview(key.near)
	if f.config.Roller != nil {
		w.rolls(&key, &f.chronicle, f.lockCalled)
	}
	w.history(&key, f.config.Home)
	p.lines = w.lines
	p.scroll(0)
}

// A writer puts the lines of a page together.
type writer struct {
	lines []pageLine
	now   time.Time
	width int
	key   func(id string) string // of an action, see [action.Spell]
}

func (w *writer) add(pieces ...piece) { w.lines = append(w.lines, pageLine{pieces: pieces}) }

func (w *writer) marked(m coderow.Mark, pieces ...piece) {
	w.lines = append(w.lines, pageLine{mark: &m, pieces: pieces})
}

// wrapped writes a text over several lines; those after the first stand below its text.
func (w *writer) wrapped(m *coderow.Mark, role theme.Role, text string) {
	room := w.width
	if m != nil {
		room -= 2
	}
	for i, part := range widget.Wrap(text, room, 4) {
		switch {
		case m == nil:
			w.add(piece{role, part})
		case i == 0:
			w.marked(*m, piece{role, part})
		default:
			w.add(piece{role, "  " + part})
		}
	}
}

func (w *writer) heading(text, more string) {
	w.add()
	w.add(piece{theme.Strong, text}, piece{theme.Muted, "  " + more})
}

// rule says what the rule is.
func (w *writer) rule(k *pageKey) {
	r := &k.row
	if r.broken {
		w.wrapped(nil, theme.Hurts, model.AsSentence(r.why))
		w.wrapped(nil, theme.Muted, "Most often a newer version of the program wrote it. It is left as it is; it can be removed.")
		return
	}
	w.wrapped(nil, theme.Text, r.sentence+".")
	w.wrapped(nil, theme.Muted, model.AsSentence(clockWords(&r.entry.Rule, k.near))+" "+model.AsSentence(pinWords(&r.entry.Rule)))
	if r.why != "" {
		m := r.mark()
		w.wrapped(&m, theme.Text, model.AsSentence(r.why))
	}
}

// clockWords say by whose clock the rule opens.
func clockWords(r *recur.Rule, near *closeup) string {
	switch {
	case r.Zone != "":
		return "by the clock of " + model.ZoneLabel(r.Zone) + " on all its locks"
	case near == nil || near.places == 0:
		return "by the clock of each lock"
	case near.places == 1:
		return "by the clock of its locks, in " + near.place
	default:
		return "by the clock of each lock, in " + strconv.Itoa(near.places) + " time zones; the times below are in " + near.place
	}
}

// pinWords say where the PINs come from, without one.
func pinWords(r *recur.Rule) string {
	switch r.PIN.Kind {
	case recur.Fixed:
		return "one PIN for all windows"
	case recur.Fresh:
		return "another PIN for each window"
	case recur.Listed:
		return "its PINs are the next of " + strconv.Itoa(len(r.PIN.PINs)) + " for each window"
	default:
		return "Seam chooses the PIN, which then stays"
	}
}

func (w *writer) warnings(near *closeup) {
	if near == nil || len(near.warnings) == 0 {
		return
	}
	w.heading("WARNINGS", strconv.Itoa(len(near.warnings)))
	const most = 6
	for _, one := range near.warnings[:min(most, len(near.warnings))] {
		m := levelMark(one.Level)
		text := model.AsSentence(one.Text)
		if one.Hint != "" {
			text += " " + model.AsSentence(one.Hint)
		}
		w.wrapped(&m, theme.Text, text)
	}
	if left := len(near.warnings) - most; left > 0 {
		w.add(piece{theme.Muted, "  and " + strconv.Itoa(left) + " more"})
	}
}

func levelMark(l prospect.Level) coderow.Mark {
	switch l {
	case prospect.Refused:
		return coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	case prospect.Doubtful:
		return coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}
	default:
		return coderow.Mark{Role: theme.Info, Glyph: theme.Warning}
	}
}

// alarming says that the rule will meet something that keeps a code from working.
func (c *closeup) alarming() bool {
	for i := range c.warnings {
		if c.warnings[i].Level != prospect.Aside {
			return true
		}
	}
	return false
}

// preview tells what comes: windows, days without one, and changes of the clocks.
func (w *writer) preview(near *closeup) {
	if near == nil {
		return
	}
	w.heading("NEXT WINDOWS", near.place)
	if len(near.lines) == 0 {
		w.add(piece{theme.Muted, "none"})
	}
	for i := range near.lines {
		w.previewLine(&near.lines[i])
	}
}

// dayCells is how wide the day of a window is: "Mon 2027-01-04".
const dayCells = 14

func (w *writer) previewLine(l *recur.Line) {
	day := padded(l.Day.Weekday().String()[:3]+" "+l.Day.String(), dayCells)
	at := &l.Window
	switch l.Kind {
	case recur.LineClock:
		w.add(piece{theme.Muted, day + "  " + l.Why})
	case recur.LineOpens:
		pieces := []piece{{theme.Text, day + "  " + padded(hours(at), 14)}, {theme.Muted, padded(recur.Length(at.Until.Sub(at.From)), 10)}}
		if near := (model.Window{From: at.From, Until: at.Until}).AppendCountdown(nil, w.now); at.From.Sub(w.now) < 48*time.Hour {
			pieces = append(pieces, piece{theme.Muted, string(near)})
		}
		w.add(pieces...)
		for _, n := range at.Notes {
			w.add(piece{theme.Moving, padded("", dayCells) + "  " + n.String()})
		}
	default:
		w.add(piece{theme.Struck, day + "  " + hours(at)}, piece{theme.Muted, "  " + notTold(l)})
	}
}

// notTold is why a window does not take place, with a word that says so in any case.
func notTold(l *recur.Line) string {
	switch l.Kind {
	case recur.LineHoliday:
		return "skipped: " + l.Why
	case recur.LineDropped:
		return l.Why
	default:
		return l.Why
	}
}

// hours is a window by its clock: "09:00-13:00", "22:00-06:00+1".
func hours(w *recur.Window) string {
	text := w.From.Format("15:04") + "-" + w.Until.Format("15:04")
	if days := int(civil.DateOf(w.Until) - civil.DateOf(w.From)); days > 0 {
		text += "+" + strconv.Itoa(days)
	}
	return text
}

func padded(text string, n int) string {
	return text + strings.Repeat(" ", max(0, n-widget.Width(text)))
}

// history tells who edited the rule.
func (w *writer) history(k *pageKey, home *time.Location) {
	r := &k.row
	if k.past == nil || k.past.entry.ID != r.id() {
		return
	}
	w.heading("EDITS", "your time")
	if k.past.err != nil {
		w.wrapped(nil, theme.Moving, "they could not be read: "+model.WhyOf(k.past.err))
	}
	const most = 9
	for i := range k.past.versions[:min(most, len(k.past.versions))] {
		v := &k.past.versions[i]
		w.add(piece{theme.Muted, padded(strconv.FormatUint(v.Entry.Version, 10), 4) + padded(model.When(v.Entry.Changed, w.now, home), 18)}, piece{theme.Text, editWords(v.Note, v.By, v.Gone)})
	}
}
