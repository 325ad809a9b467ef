package finder_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/find"
	"seamdash/ui/finder"
	"seamdash/ui/uitest"
)

// A desk is a field with somebody at the keyboard.
type desk struct {
	*finder.Field
	t     *testing.T
	locks []*model.Lock
	// changed is what the last key said.
	changed bool
}

func open(t *testing.T, of find.Subject) *desk {
	t.Helper()
	d := &desk{Field: finder.New(of), t: t, locks: uitest.Locks()}
	d.Open(d.locks, nil)
	return d
}

func (d *desk) send(msg tea.Msg) { d.changed = d.Update(msg, d.locks, []string{"hibernating"}) }

func (d *desk) write(text string) {
	for _, r := range text {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func (d *desk) press(keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		d.send(k)
	}
}

// has holds the text and what the list is filtered by against what they should be.
func (d *desk) has(text, query string) {
	d.t.Helper()
	if d.Text() != text || strings.TrimSpace(d.Query().String()) != query {
		d.t.Errorf("the text is %q and the query %q, want %q and %q", d.Text(), d.Query(), text, query)
	}
}

func tab() tea.KeyPressMsg   { return tea.KeyPressMsg{Code: tea.KeyTab} }
func back() tea.KeyPressMsg  { return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift} }
func esc() tea.KeyPressMsg   { return tea.KeyPressMsg{Code: tea.KeyEscape} }
func enter() tea.KeyPressMsg { return tea.KeyPressMsg{Code: tea.KeyEnter} }
func down() tea.KeyPressMsg  { return tea.KeyPressMsg{Code: tea.KeyDown} }
func up() tea.KeyPressMsg    { return tea.KeyPressMsg{Code: tea.KeyUp} }
func ctrl(r rune) tea.KeyPressMsg {
	return tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl}
}

func TestCompleting(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		typed       string
		keys        []tea.KeyPressMsg
		text, query string
	}{
		"the only key":              {"maple stat", []tea.KeyPressMsg{tab()}, "maple status:", "maple"},
		"its first value":           {"maple stat", []tea.KeyPressMsg{tab(), tab()}, "maple status:stuck", "maple status:stuck"},
		"the next value":            {"status:", []tea.KeyPressMsg{tab(), tab()}, "status:set", "status:set"},
		"down is the next":          {"status:", []tea.KeyPressMsg{tab(), down()}, "status:set", "status:set"},
		"up is the one before":      {"status:", []tea.KeyPressMsg{tab(), down(), up()}, "status:stuck", "status:stuck"},
		"backwards from the last":   {"status:se", []tea.KeyPressMsg{back(), back(), back()}, "status:setting", "status:setting"},
		"round and round":           {"status:late,on", []tea.KeyPressMsg{tab(), tab(), tab()}, `status:late,"on the lock"`, `status:late,"on the lock"`},
		"esc out of the list":       {"status:s", []tea.KeyPressMsg{tab(), tab(), esc()}, "status:s", ""},
		"a status of this picture":  {"status:hib", []tea.KeyPressMsg{tab()}, "status:hibernating", "status:hibernating"},
		"a value with blanks":       {"lock:boat", []tea.KeyPressMsg{tab()}, `lock:"Pier 4 · Boat shed"`, `lock:"Pier 4 · Boat shed"`},
		"the guess of a key":        {"statsu:late", []tea.KeyPressMsg{tab()}, "status:late", "status:late"},
		"the guess of a value":      {"maple status:sett1ng", []tea.KeyPressMsg{tab()}, "maple status:setting", "maple status:setting"},
		"nothing to complete":       {"maple", []tea.KeyPressMsg{tab(), back(), tab()}, "maple", "maple"},
		"before the end":            {"st maple", []tea.KeyPressMsg{ctrl('a'), ctrl('f'), ctrl('f'), tab()}, "status: maple", "maple"},
		"a value that stands there": {"status:late", []tea.KeyPressMsg{tab()}, "status:late", "status:late"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := open(t, find.Codes)
			d.write(c.typed)
			d.press(c.keys...)
			d.has(c.text, c.query)
			if !d.Typing() {
				t.Error("the field lost the keyboard")
			}
		})
	}
}

// TestLastGoodView: a text that is not understood leaves the view as it is, but for a word that was taken for a plain one.
func TestLastGoodView(t *testing.T) {
	t.Parallel()
	d := open(t, find.Codes)
	d.write("maple sta")
	d.has("maple sta", "maple sta")
	d.write("tus:")
	d.has("maple status:", "maple")
	if !strings.Contains(d.Mistake(), "status: wants stuck") {
		t.Errorf("the mistake is %q", d.Mistake())
	}
	d.write("late")
	d.has("maple status:late", "maple status:late")
	d.write("x")
	d.has("maple status:latex", "maple status:late")
	if want := "status: does not know latex; did you mean late?"; d.Mistake() != want || d.changed {
		t.Errorf("the mistake is %q, changed %v; want %q", d.Mistake(), d.changed, want)
	}
	d.press(enter())
	if !d.Typing() {
		t.Error("a text that is not understood was kept")
	}
	d.press(tab(), enter())
	if d.Typing() || d.Mistake() != "" {
		t.Errorf("the guess was not kept: %q", d.Mistake())
	}
	d.has("maple status:late", "maple status:late")
	d.press(ctrl('u'))
	d.has("maple status:late", "maple status:late")
}

func TestEscDrops(t *testing.T) {
	t.Parallel()
	d := open(t, find.Locks)
	d.write("maple !patio")
	d.press(esc())
	d.has("", "")
	if d.Typing() || !d.changed || !d.Query().Empty() {
		t.Errorf("typing %v, changed %v, query %q", d.Typing(), d.changed, d.Query())
	}
}

func TestEditing(t *testing.T) {
	t.Parallel()
	d := open(t, find.Locks)
	d.write("maple front door")
	d.press(ctrl('w'), tea.KeyPressMsg{Code: tea.KeyBackspace})
	d.has("maple front", "maple front")
	d.press(tea.KeyPressMsg{Code: tea.KeyHome})
	d.write("!")
	d.has("!maple front", "!maple front")
	d.press(tea.KeyPressMsg{Code: tea.KeyRight}, tea.KeyPressMsg{Code: tea.KeyLeft}, tea.KeyPressMsg{Code: tea.KeyEnd}, ctrl('u'))
	d.has("", "")
}

// TestPastes: what is pasted is cut and cleaned, and whatever it is, the field goes on working.
func TestPastes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ pasted, text string }{
		"lines":           {"pier\n4\tgate\r\n", "pier 4 gate"},
		"escapes":         {"\x1b[31mred\x00\x07", "[31mred"},
		"direction marks": {"pi\u202e\u200ber", "pier"},
		"broken letters":  {"pier\xff\xfe", "pier"},
	} {
		d := open(t, find.Locks)
		d.send(tea.PasteMsg{Content: c.pasted})
		if d.Text() != c.text {
			t.Errorf("%s: the text is %q, want %q", name, d.Text(), c.text)
		}
	}
	for name, pasted := range map[string]string{
		"very long":  strings.Repeat("x", 1<<20),
		"many words": strings.Repeat("a ", 1<<19),
		"commas":     "name:" + strings.Repeat("a,", 1<<19),
		"bangs":      strings.Repeat("!", 1<<20),
		"quotes":     strings.Repeat(`"`, 1<<20),
		"colons":     strings.Repeat("a:", 1<<19),
		"wide":       strings.Repeat("貯", 1<<18),
	} {
		d := open(t, find.Locks)
		d.write("pier ")
		d.send(tea.PasteMsg{Content: pasted})
		if n := len([]rune(d.Text())); n < 100 || n > 200 {
			t.Errorf("%s: %d letters are left", name, n)
		}
		d.press(ctrl('u'))
		d.write("gate")
		d.has("gate", "gate")
	}
}

// TestIdle: a field without the keyboard takes nothing.
func TestIdle(t *testing.T) {
	t.Parallel()
	d := open(t, find.Locks)
	d.write("pier")
	d.press(enter())
	d.write("x")
	d.send(tea.PasteMsg{Content: "y"})
	d.has("pier", "pier")
	d.Set("status:offline", nil)
	d.has("status:offline", "status:offline")
	d.Clear()
	d.has("", "")
}

func TestSteps(t *testing.T) {
	t.Parallel()
	d := open(t, find.Codes)
	d.write("s")
	if _, ok := d.Step(down()); !ok {
		t.Error("down does not move in the rows while nothing is chosen from")
	}
	d.press(tab())
	if _, ok := d.Step(down()); ok {
		t.Error("down moves in the rows while it chooses a completion")
	}
	if _, ok := d.Step(tab()); ok {
		t.Error("tab moves in the rows")
	}
}
