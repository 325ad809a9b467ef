package codes

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/finder"
	"seamdash/ui/nav"
)

// typeKey gives a key to the filter; the rows can be walked at the same time. All other keys are text, and nothing leaks.
func (s *Screen) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	if step, ok := s.field.Step(msg); ok {
		return nav.Move{Step: step}, nil
	}
	s.edit(msg)
	return nil, nil
}

// edit gives a key or a paste to the filter. Dropping the text brings back the filter of the view.
func (s *Screen) edit(msg tea.Msg) {
	changed := s.field.Update(msg, s.picture.Locks, s.rows.table.States())
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "esc" && !s.field.Typing() {
		s.retract()
	}
	s.shelf.view().now.Filter = s.field.Text()
	if changed {
		s.filter()
	}
	if !s.field.Typing() {
		s.choose()
		s.Resize(s.size)
	}
}

// find gives the keyboard to the filter, behind what stands there already.
func (s *Screen) find() {
	if text := s.field.Text(); text != "" {
		s.field.Set(text+" ", s.rows.table.States())
	}
	s.field.Open(s.picture.Locks, s.rows.table.States())
	s.Resize(s.size)
}

// retract goes back to the filter of the view.
func (s *Screen) retract() {
	one := s.shelf.view()
	one.now.Filter = one.kept.Filter
	s.ask()
}

// ask filters by the text of the view in front. Where it is not understood, which can be only for one that was remembered, all
// rows are shown.
func (s *Screen) ask() {
	text := s.shelf.view().now.Filter
	s.field.Clear()
	s.field.Set(text, s.rows.table.States())
	s.filter()
}

// filter shows the rows of the query.
func (s *Screen) filter() {
	s.rows.filter(s.field.Query(), s.shelf.view().now.Problems)
	s.settle()
}

// below is how many lines there are between the filter and the headings.
func (s *Screen) below() int {
	if s.field.Typing() {
		return finder.Lines
	}
	return 0
}
