package ruleform

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/recur"
	"seamdash/model/recur/grid"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/weekgrid"
)

const perDay = 24 * 60

// A week is the week grid as it is edited.
type week struct {
	grid   grid.Grid // of the rule
	flat   error     // why the week cannot show the rule, or nil
	cursor weekgrid.Cursor
	drawn  weekgrid.Grid
	// copying and moving say what the next keys do; count is the number typed before a key.
	copying, moving bool
	count           int
	moved           bool // the cursor was
}

// busy says that keys mean something else at present, which esc ends.
func (w *week) busy() bool { return w.copying || w.moving || w.count > 0 }

func (w *week) leave() { w.copying, w.moving, w.count = false, false, 0 }

// take takes the hours of the rule.
func (w *week) take(r *recur.Rule) {
	w.grid, w.flat = grid.Of(r)
}

// aim puts the cursor on the first window, so that the keys have something to change, until somebody has moved it.
func (w *week) aim() {
	if w.flat != nil || w.moved {
		return
	}
	for day := range w.grid.Days {
		if spans := w.grid.Days[day]; len(spans) > 0 {
			w.cursor.Day, w.cursor.Minute = day, spans[0].From
			return
		}
	}
}

// pressWeek is for the keys on the week.
func (f *Form) pressWeek(key string) (nav.Intent, tea.Cmd) {
	w := &f.week
	w.moved = true
	if w.copying {
		if refused, did := f.copyTo(key); did {
			return refused, nil
		}
		w.copying = false
	}
	if len(key) == 1 && (key[0] > '0' || w.count > 0) && key[0] >= '0' && key[0] <= '9' {
		w.count = min(w.count*10+int(key[0]-'0'), 96)
		return nil, nil
	}
	n := max(1, w.count)
	w.count = 0
	if f.pace(key, n) || f.elsewhere(key) {
		return nil, nil
	}
	return f.edit(key, n), nil
}

// pace is for the keys that move the cursor or stretch it, and says whether this is one.
func (f *Form) pace(key string, n int) bool {
	c := &f.week.cursor
	days, steps, arrow := toward(key)
	switch {
	case f.week.moving && arrow:
		return false
	case arrow:
		c.Length = 0
		c.Move(days*n, steps*n)
	case key == "shift+down":
		c.Length = min(max(c.Length, c.Step)+n*c.Step, 24*60)
	case key == "shift+up":
		c.Length = max(c.Step, max(c.Length, c.Step)-n*c.Step)
	case key == "home" || key == "end":
		c.Move(map[string]int{"home": -6, "end": 6}[key], 0)
	case key == "pgup" || key == "pgdown":
		c.Move(0, map[string]int{"pgup": -1, "pgdown": 1}[key]*6*60/c.Step)
	case key == "z":
		f.zoom()
	default:
		return false
	}
	return true
}

// zoom makes the step finer, and after the finest the coarsest again.
func (f *Form) zoom() {
	c, steps := &f.week.cursor, weekgrid.Steps()
	by := -1
	if c.Step == steps[0] {
		by = len(steps)
	}
	c.Length, f.week.drawn.Coarse = 0, false
	c.Zoom(by)
}

// toward is where an arrow leads.
func toward(key string) (days, steps int, arrow bool) {
	switch key {
	case "left":
		return -1, 0, true
	case "right":
		return 1, 0, true
	case "up":
		return 0, -1, true
	case "down":
		return 0, 1, true
	default:
		return 0, 0, false
	}
}

// elsewhere is for the keys that lead to other rows, and says whether this is one.
func (f *Form) elsewhere(key string) bool {
	switch key {
	case "w":
		f.goTo(rowWords)
	case "n":
		f.goTo(rowName)
	case "p":
		f.goTo(rowPolicy)
	case "l":
		f.goTo(rowLocks)
		f.pickLocks()
	case "h":
		f.goTo(rowHolidays)
		f.pickHolidays()
	case "u":
		f.goTo(rowEnd)
	case "?":
		f.explain()
	default:
		return false
	}
	return true
}

// edit is for the keys that change the week.
func (f *Form) edit(key string, n int) nav.Intent {
	w, c := &f.week, &f.week.cursor
	if w.flat != nil {
		return nav.Refuse{Reason: "the week cannot show this rule: " + w.flat.Error() + "; change it in words"}
	}
	switch key {
	case "space":
		until := c.Minute + max(c.Length, n*c.Step)
		if _, _, painted := w.grid.At(c.Day, c.Minute); painted {
			return f.weekly(w.grid.Erase(c.Day, c.Minute, until))
		}
		return f.weekly(w.grid.Paint(c.Day, c.Minute, until))
	case "m":
		w.moving = !w.moving
	case "c":
		w.copying = true
	default:
		return f.reshape(key, n)
	}
	return nil
}

// reshape is for the keys that change the window under the cursor.
func (f *Form) reshape(key string, n int) nav.Intent {
	w, c := &f.week, &f.week.cursor
	day, index, here := w.grid.At(c.Day, c.Minute)
	days, steps, arrow := toward(strings.TrimPrefix(key, "alt+"))
	change := map[string]func(int, int) (grid.Grid, error){
		"x": w.grid.Remove, "delete": w.grid.Remove, "backspace": w.grid.Remove, "s": w.grid.Split, "j": w.grid.Join,
	}[key]
	switch by := map[string]int{"+": 1, "=": 1, "-": -1}[key] * n * c.Step; {
	case !arrow && change == nil && by == 0:
		return nil
	case !here:
		return nav.Refuse{Reason: "there is no window under the cursor"}
	case arrow:
		minutes := (days*perDay + steps*c.Step) * n
		refused := f.weekly(w.grid.Move(day, index, minutes))
		if refused == nil {
			at := (c.At() + minutes + 7*perDay) % (7 * perDay)
			c.Day, c.Minute = at/perDay, at%perDay
		}
		return refused
	case by != 0 && w.opening(day, index):
		return f.weekly(w.grid.MoveFrom(day, index, by))
	case by != 0:
		return f.weekly(w.grid.MoveUntil(day, index, by))
	default:
		return f.weekly(change(day, index))
	}
}

// opening says that the cursor is on the opening of a window, so that it is what moves.
func (w *week) opening(day, index int) bool {
	from := day*perDay + w.grid.Days[day][index].From
	return from >= w.cursor.At() && from < w.cursor.Until()
}

// weekly gives the rule another week, unless there is a reason against it.
func (f *Form) weekly(g grid.Grid, err error) nav.Intent {
	if err != nil {
		return nav.Refuse{Reason: err.Error()}
	}
	f.week.cursor.Length = 0
	f.change(func(r *recur.Rule) { g.Into(r) })
	return nil
}

// copyTo copies the day of the cursor to the days that a key names, and says whether it names some.
func (f *Form) copyTo(key string) (refused nav.Intent, did bool) {
	var days []int
	switch {
	case key >= "1" && key <= "7" && len(key) == 1:
		days = []int{int(key[0] - '1')}
	case key == "w":
		days = []int{0, 1, 2, 3, 4}
	case key == "e":
		days = []int{5, 6}
	case key == "a":
		days = []int{0, 1, 2, 3, 4, 5, 6}
	default:
		return nil, key == "c"
	}
	return f.weekly(f.week.grid.CopyDay(f.week.cursor.Day, days...)), true
}

func (f *Form) weekHints() []action.Hint {
	w := &f.week
	switch {
	case w.copying:
		return []action.Hint{{Keys: "1-7", Label: "copy to Mon … Sun"}, {Keys: "w", Label: "to weekdays"}, {Keys: "e", Label: "to the weekend"}, {Keys: "a", Label: "to all"}}
	case w.moving:
		return []action.Hint{{Keys: "arrows", Label: "move the window"}, {Keys: "m", Label: "done"}}
	}
	hints := []action.Hint{
		{Keys: "arrows", Label: "move"},
		{Keys: "?", Label: "all keys"}, // so early that it is seen on every terminal
		{Keys: "space", Label: "paint"},
		{Keys: "+ -", Label: strconv.Itoa(w.cursor.Step) + " min"},
		{Keys: "c", Label: "copy day"},
		{Keys: "shift+↓", Label: "extend"},
		{Keys: "z", Label: "step"},
		{Keys: "w", Label: "words"},
		{Keys: "p", Label: "PIN"},
		{Keys: "h", Label: "holidays"},
	}
	if w.flat != nil {
		for _, i := range [...]int{2, 3, 4} {
			hints[i].Blocked = "the week cannot show this rule"
		}
	}
	return hints
}

// explain lists the keys of the week.
func (f *Form) explain() {
	all := []item{
		{"", "arrows", "move the cursor"},
		{"", "4 space", "a number before a key does it as often: four steps are painted"},
		{"", "space", "paint, or erase where something is painted"},
		{"", "shift+↓ shift+↑", "extend the cursor over more steps, or fewer"},
		{"", "z", "another step: 60, 30 or 15 minutes"},
		{"", "+ -", "move the edge under the cursor later or earlier"},
		{"", "m, alt+arrows", "move the window under the cursor"},
		{"", "c", "copy the day to others: 1 Monday to 7 Sunday, w weekdays, e weekend, a all"},
		{"", "x", "remove the window under the cursor"},
		{"", "s", "split a window at midnight"},
		{"", "j", "join a window with the one that follows without a pause"},
		{"", "w n l h p u", "go to the words, name, locks, holidays, PIN, end"},
		{"", "ctrl+z ctrl+y", "undo, redo"},
		{"", "tab", "the next windows, and then everything else"},
	}
	f.open(picker{title: "KEYS ON THE WEEK", find: among(all), take: func(*Form, []string) {}})
}
