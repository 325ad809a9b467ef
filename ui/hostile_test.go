package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/ui/uitest"
	"seamdash/ui/uitest/emulator"
	"seamdash/ui/widget"
)

// A showing is one screen as the terminals drew it.
type showing struct {
	name  string
	cells [][][]emulator.Cell // by terminal and line
}

// A performance is all that the terminals were sent while somebody looked at everything.
type performance struct {
	shown  []showing
	titles int
	told   []string // what went past the cells: complaints of the terminals, and texts of the clipboard
	stream []byte
}

// opinions are those of the terminals that hostile texts are shown on. Harmless ones look the same to all.
func opinions() []emulator.Opinion {
	return []emulator.Opinion{emulator.ByRune, emulator.ByCluster, emulator.Contrary(1, widget.Settled), emulator.Contrary(2, widget.Settled)}
}

// A play is a world with texts, and the way of somebody who looks at everything in it.
type play struct {
	stage func(t *testing.T, texts func(field int) string) uitest.Stage
	tour  []move
}

// perform looks at everything in a world with these texts.
func perform(t *testing.T, w, h int, of play, texts func(field int) string, opinions ...emulator.Opinion) performance {
	t.Helper()
	var p performance
	stage := of.stage(t, texts)
	stage.W, stage.H = w, h
	uitest.Run(t, stage, func(d *uitest.Driver) {
		m := uitest.NewMirror(t, w, h, opinions...)
		raw := 0
		for _, to := range of.tour {
			d.Press(to.keys...)
			if to.does != nil {
				to.does(d, texts)
			}
			d.Styled()
			m.Show(d.View())
			for ; raw < len(d.Raw); raw++ {
				m.Send(d.Raw[raw])
			}
			p.shown = append(p.shown, shot(to.name, m))
		}
		m.Close()
		p.hears(m.Screens)
		for _, text := range d.Clipboard {
			if model.Clean(text) != text {
				p.told = append(p.told, fmt.Sprintf("the clipboard got %q", text))
			}
		}
		p.stream = m.Stream
	})
	return p
}

// hears takes what the terminals were told beside the cells.
func (p *performance) hears(screens []*emulator.Screen) {
	for i, s := range screens {
		p.titles += len(s.Titles)
		for _, title := range s.Titles {
			if uitest.Unseen(title) != 0 || strings.Contains(title, "\n") {
				p.told = append(p.told, fmt.Sprintf("terminal %d: the window is called %q", i, title))
			}
		}
		for _, c := range s.Complaints {
			p.told = append(p.told, fmt.Sprintf("terminal %d: %s", i, c))
		}
		if s.Mode("?1049") || s.Mode("?2004") || !s.Mode("?25") || !s.Mode("8") || len(s.Notes)+len(s.Clipboard) > 0 {
			p.told = append(p.told, fmt.Sprintf("terminal %d is not left as it was, or was told something", i))
		}
	}
}

func shot(name string, m *uitest.Mirror) showing {
	s := showing{name: name}
	for _, screen := range m.Screens {
		_, h := screen.Size()
		rows := make([][]emulator.Cell, h)
		for y := range rows {
			rows[y] = append(rows[y], screen.Row(y)...)
		}
		s.cells = append(s.cells, rows)
	}
	return s
}

// mustStayInside fails for every cell that hostile texts change outside the places that show them. Those places are where two
// harmless texts of the same form differ. It gives how many cells they are.
func mustStayInside(t *testing.T, w, h int, of play, texts func(field int) string) (inside int) {
	t.Helper()
	clean := func(field int) string { return door(texts(field)) }
	one := perform(t, w, h, of, func(field int) string { return likeness(clean(field), 0) }, emulator.ByRune)
	other := perform(t, w, h, of, func(field int) string { return likeness(clean(field), 1) }, emulator.ByRune)
	hostile := perform(t, w, h, of, clean, opinions()...)
	for _, told := range hostile.told {
		t.Error(told)
	}
	if hostile.titles != one.titles*len(opinions()) {
		t.Errorf("the windows got %d names, want %d each", hostile.titles, one.titles)
	}
	for i, shown := range hostile.shown {
		for terminal, rows := range shown.cells {
			for y := range rows {
				line := comparison{one.shown[i].cells[0][y], other.shown[i].cells[0][y], rows[y]}
				inside += line.inside()
				if x, differ := line.outside(); differ {
					t.Errorf("%s, terminal %d: cell %d of line %d changed\nharmless: %s\nhostile:  %s", shown.name, terminal, x, y, text(line.one), text(line.hostile))
				}
			}
		}
	}
	return inside
}

// door is what every text from outside passes on its way in; it is cut a little further than the longest.
func door(text string) string {
	text = model.Clean(text)
	if r := []rune(text); len(r) > 70 {
		text = strings.TrimSpace(string(r[:70]))
	}
	return text
}

// A comparison is one line in three worlds.
type comparison struct{ one, other, hostile []emulator.Cell }

func (c comparison) inside() (n int) {
	for x := range c.one {
		if c.one[x].Text != c.other[x].Text {
			n++
		}
	}
	return n
}

// outside is the first cell that hostile text changed without standing there. A cell inside may hold another letter, or none,
// but looks as it would.
func (c comparison) outside() (x int, differ bool) {
	for x := range c.one {
		field := c.one[x].Text != c.other[x].Text || c.one[x].Text == "" && x > 0 && c.one[x-1].Text != c.other[x-1].Text
		if !field && c.one[x] != c.hostile[x] || field && c.one[x].Look != c.hostile[x].Look {
			return x, true
		}
	}
	return 0, false
}

func text(row []emulator.Cell) string {
	var out strings.Builder
	for _, c := range row {
		out.WriteString(c.Text)
	}
	return out.String()
}
