package fleet

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/finder"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
)

// field is the filter of the pane that has the keyboard.
func (s *Screen) field() *finder.Field {
	if s.focus == codesPane {
		return s.codes.field
	}
	return s.locks.field
}

// asked is what the field of that pane asks about: the locks of the picture, or the one whose codes are shown.
func (s *Screen) asked() (locks []*model.Lock, states []string) {
	if s.focus == locksPane {
		return s.picture.Locks, nil
	}
	lock, ok := s.lock()
	if !ok {
		return nil, nil
	}
	return []*model.Lock{lock}, statesOf(lock)
}

// statesOf are the statuses of a lock's codes that Seam does not document.
func statesOf(l *model.Lock) []string {
	var states []string
	for i := range l.Codes {
		if s := l.Codes[i].Status; s != "" && !s.Known() && !slices.Contains(states, string(s)) {
			states = append(states, string(s))
		}
	}
	return states
}

// write gives a key or a paste to the field; the list can be walked at the same time. All other keys are text, and nothing
// leaks.
func (s *Screen) write(msg tea.Msg) (nav.Intent, tea.Cmd) {
	field := s.field()
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if step, ok := field.Step(press); ok {
			return nav.Move{Step: step}, nil
		}
	}
	if locks, states := s.asked(); field.Update(msg, locks, states) {
		s.applyFilter()
	}
	if !field.Typing() && field.Text() != "" {
		s.choose()
	}
	return nil, nil
}

// choose makes the row under the cursor the one that the cursor stays with when the filter is dropped. Until then
// somebody only looked around, and dropping the filter goes back to where they were.
func (s *Screen) choose() {
	if code, ok := s.code(); ok && s.focus == codesPane {
		s.codes.list.Choose(code.ID)
	}
	if lock, ok := s.lock(); ok {
		s.locks.list.Choose(lock.Device.ID)
	}
}

// onlyProblems shows in the pane that has the keyboard only what needs a look, or everything again.
func (s *Screen) onlyProblems() {
	if s.focus == codesPane {
		s.codes.problems = !s.codes.problems
	} else {
		s.locks.problems = !s.locks.problems
	}
	s.applyFilter()
}

func (s *Screen) applyFilter() {
	if s.focus == locksPane {
		s.locks.apply(s.picture)
	}
	s.turnCodes()
}

// passTime asks again what time alone changes; true once a minute.
func (s *Screen) passTime() bool {
	s.moment = s.now()
	minute := s.moment.Unix() / 60
	passed := minute != s.minute
	s.minute = minute
	return passed
}

// zoneOf is the zone that the days of a lock are counted in.
func (s *Screen) zoneOf(l *model.Lock) *time.Location {
	zone, _ := s.zones.Of(l)
	return zone
}

// filters draws what a pane is filtered by into n cells: that only problems are shown, and the field.
func (f *frame) filters(p pane, field *finder.Field, problems bool, n int) {
	idle := !field.Typing() && field.Text() == ""
	if problems {
		tag := " problems only"
		if !idle && n < 50 {
			tag = " problems"
		}
		before := f.pen.Room()
		f.pen.Text(theme.Strong, action.Spell(action.KeyOf("problems")+tag, f.pen.Key))
		f.pen.Gap(2)
		n -= before - f.pen.Room()
	}
	if idle {
		return
	}
	x := f.size.W - f.pen.Room()
	if f.shape.both && p == locksPane {
		x = f.shape.locks.W - f.pen.Room()
	}
	if !f.shape.both {
		x--
	}
	if at := field.Draw(f.pen, n); at >= 0 {
		f.cursor = &tea.Position{X: x + at}
	}
}

// missed says that nothing passes the filter, and which keys get out. what is "lock" or "code", of how many.
func missed(what string, of int, query string, problems bool) coderow.Emptiness {
	all := count(of, what)
	switch {
	case query == "":
		return coderow.Emptiness{Why: "0 problems: of " + all + " none needs a look.", Key: action.KeyOf("problems") + " shows all " + all + " again"}
	case problems:
		return coderow.Emptiness{Why: "No " + what + " with a problem matches “" + query + "”.", Key: action.KeyOf("back") + " drops the filter, " + action.KeyOf("problems") + " shows what has no problem too"}
	default:
		return coderow.Emptiness{Why: "No " + what + " matches “" + query + "”.", Key: action.KeyOf("back") + " shows all " + all + " again"}
	}
}
