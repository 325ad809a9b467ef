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

// perform looks at everything in a world with these texts.
func perform(t *testing.T, w, h int, tour []move, texts func(field int) string, opinions ...emulator.Opinion) performance {
	t.Helper()
	var p performance
	stage := hostileStage(t, texts)
	stage.W, stage.H = w, h
	uitest.Run(t, stage, func(d *uitest.Driver) {
		m := uitest.NewMirror(t, w, h, opinions...)
		raw := 0
		for _, to := range tour {
			d.Press(to.keys...)
			d.Styled()
			m.Show(d.View())
			for ; raw < len(d.Raw); raw++ {
				m.Send(d.Raw[raw])
			}
			p.shown = append(p.shown, shot(to.name, m))
		}
		m.Close()
		for i, s := range m.Screens {
			p.titles += len(s.Titles)
			for _, c := range s.Complaints {
				p.told = append(p.told, fmt.Sprintf("terminal %d: %s", i, c))
			}
			if s.Mode("?1049") || s.Mode("?2004") || !s.Mode("?25") || !s.Mode("8") || len(s.Notes)+len(s.Clipboard) > 0 {
				p.told = append(p.told, fmt.Sprintf("terminal %d is not left as it was, or was told something", i))
			}
		}
		for _, text := range d.Clipboard {
			if model.Clean(text) != text {
				p.told = append(p.told, fmt.Sprintf("the clipboard got %q", text))
			}
		}
		p.stream = m.Stream
	})
	return p
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
func mustStayInside(t *testing.T, w, h int, tour []move, texts func(field int) string) (inside int) {
	t.Helper()
	clean := func(field int) string { return door(texts(field)) }
	one := perform(t, w, h, tour, func(field int) string { return likeness(clean(field), 0) }, emulator.ByRune)
	other := perform(t, w, h, tour, func(field int) string { return likeness(clean(field), 1) }, emulator.ByRune)
	hostile := perform(t, w, h, tour, clean, opinions()...)
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

// attacks are the classic ones, by name.
func attacks() map[string]string {
	return map[string]string{
		"clears the screen":            "Ann\x1b[2J\x1b[H all is well",
		"moves the cursor":             "Ann\x1b[5;1Hset\x1b[3A\x1b[20D",
		"colours and conceals":         "Ann\x1b[31;8m\x1b[0m",
		"a title":                      "Ann\x1b]0;owned\x07\x1b]2;owned\x1b\\",
		"the clipboard":                "Ann\x1b]52;c;ZXZpbA==\x07",
		"a link":                       "\x1b]8;;http://evil.example\x1b\\Ann\x1b]8;;\x1b\\",
		"notifications":                "\x1b]9;owned\x07\x1b]777;notify;a;b\x07\x1b]99;;c\x1b\\Ann",
		"eight-bit controls":           "Ann\u009b2J\u009d0;owned\u009c\u0090q\u009c",
		"raw eight-bit bytes":          "Ann\x9b2J\x9d0;owned\x9c\xc2\xe2\x28",
		"device control and APC":       "\x1bP1$r0m\x1b\\\x1b_Gf=100\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\Ann",
		"answers of the terminal":      "\x1b[6n\x1b[c\x1b[>0q\x1b[?2026$pAnn",
		"modes":                        "\x1b[?1049l\x1b[?25l\x1b[?2004l\x1bc\x1b(0Ann",
		"a sequence cut by the end":    "Ann\x1b[",
		"lines":                        "Ann\r\nDelete all codes? [y]\n\n\t\v\fx",
		"backspaces":                   "Ann\b\b\b\bEve\x7f\x00",
		"bidi overrides and isolates":  "Ann \u202e1234\u202c \u2067x\u2069\u200f\u061c",
		"zero width":                   "A\u200bn\u200dn\u2060\ufeff\u00ad\u180e\u034f\u17b4",
		"tags":                         "Ann\U000e0041\U000e0042\U000e007f",
		"invisible fillers":            "\u115f\u1160\u3164\uffa0\u2800Ann\u3164\u3164",
		"a flood of marks":             "A" + strings.Repeat("\u0336\u0489\u20dd", 60) + "nn",
		"a flood of marks with cells":  "अ" + strings.Repeat("\u093e\u094c", 60) + "क",
		"marks first":                  "\u0301\u0903\u20e3Ann",
		"Hindi":                        "अतिथि शर्मा क्षत्रिय",
		"Tamil, Bengali, Burmese":      "விருந்தினர் অতিথি မြို့ ကြောင်း",
		"Thai and Lao":                 "น้ำ กำแพง ນ້ຳ",
		"Khmer and Tibetan":            "ភ្ញៀវ བསྒྲུབས",
		"Korean, taken apart":          "\u1112\u1161\u11ab\u1100\u1173\u11af \u1161\u11a8\ua960\ud7b0 \u1100\u1100",
		"Hebrew and Arabic":            "אורח 4177 ضيف ١٢٣ (x)",
		"emoji, families, flags":       "👩‍👩‍👧 🇵🇹 👍🏽 1\ufe0f\u20e3 ❤️",
		"wide, at every edge":          strings.Repeat("國家", 60),
		"wide and narrow by turns":     strings.Repeat("a國", 60),
		"half width":                   "ｶﾞｷﾞ ﾊﾟ ＡＢ",
		"symbols of disputed width":    "䷀ 𝌆 ☰ ⚊ ◽ 〰 ‼ ™ ↔ Ⓜ ㊗",
		"pictures wider than a cell":   "﷽ ⸻ 𒐫 ﷺ ꧅",
		"borders":                      "Ann │ 4177 │ works ┃█▌─┐",
		"a row of its own":             "Ann   ••••  always ▸ ● set        Owner",
		"private and unassigned":       "\ue0b0\U000f0000\u0378\U0003fffdAnn\ufffe\uffff",
		"music, runes and ancient":     "𝄞 ᚠ 𐎀 𓀀 𝕬",
		"nothing but rubbish":          "\x1b[0m\u200b\u3164\u0301",
		"blanks of all kinds":          "Ann\u00a0\u2003\u3000\u1680\u202f\u205fx\u0085y\u2028z",
		"very long":                    strings.Repeat("x", 5000),
		"one word that does not break": strings.Repeat("wide國", 200),
	}
}
