package ui_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"seamdash/ui/uitest"
	"seamdash/ui/uitest/emulator"
)

// pastes is the play of somebody who pastes wherever a text can be typed, another one each time. What is searched for is never found.
func pastes(texts func(place int) string) play {
	place := 0
	paste := func(d *uitest.Driver, _ func(field int) string) {
		d.Paste(texts(place))
		place++
	}
	world := func(t *testing.T, _ func(field int) string) uitest.Stage {
		t.Helper()
		return hostileHouse(t, func(int) string { return "Ann" })
	}
	return play{world, []move{
		{"a filter of locks", []string{"/"}, paste},
		{"that is kept", []string{"enter"}, nil},
		{"a filter of codes", []string{"esc", "2", "/"}, paste},
		{"a wrong filter", []string{"esc", "/", "s", "t", "a", "t", "u", "s", ":"}, paste},
		{"actions", []string{"esc", ":"}, paste},
		{"the switcher", []string{"esc", "ctrl+o"}, paste},
		{"help", []string{"esc", "?", "/"}, paste},
		{"where a lock is", []string{"esc", "esc", "1", "end", "Z"}, paste},
		{"the form of a code", []string{"esc", "n"}, paste},
		{"its PIN", []string{"tab", "tab"}, paste},
		{"extend", []string{"esc", "y", "esc", "enter", "t"}, paste},
		{"the form of a schedule", []string{"esc", "3", "n"}, paste},
		{"a set of holidays", []string{"esc", "y", "esc", "h", "n"}, paste},
		{"the name of one", []string{"esc", "e"}, paste},
		{"a filter of events", []string{"esc", "esc", "5", "/"}, paste},
	}}
}

// nowhere begins a search that finds nothing.
const nowhere = "qxzv"

// TestHostilePastes pastes the classic attacks wherever a text can be typed. No cell changes that does not change with harmless texts of
// one length or another, and no terminal gets an order that is not the program's.
func TestHostilePastes(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("seconds of looking at frames")
	}
	nobody := func(int) string { return "" }
	var harmless []performance
	for _, letter := range []string{"a", " b", "國x"} {
		for length := range 18 {
			text := nowhere + strings.Repeat(letter, length*2/len([]rune(letter))+1)
			harmless = append(harmless, perform(t, 120, 40, pastes(func(int) string { return text }), nobody, emulator.ByRune))
		}
	}
	all := uitest.Attacks()
	names := slices.Sorted(maps.Keys(all))
	const turns = 6
	for turn := range turns {
		attack := func(place int) string { return names[(place*turns+turn)%len(names)] }
		hostile := perform(t, 120, 40, pastes(func(place int) string { return nowhere + " " + begin(all[attack(place)]) + "x" }), nobody, opinions()...)
		for _, told := range hostile.told {
			t.Errorf("turn %d: %s", turn, told)
		}
		if hostile.titles != harmless[0].titles*len(opinions()) {
			t.Errorf("turn %d: the windows got %d names", turn, hostile.titles)
		}
		for i, shown := range hostile.shown {
			for terminal, rows := range shown.cells {
				for y, row := range rows {
					if x, differ := beside(harmless, i, y, row); differ {
						t.Errorf("turn %d, %s, terminal %d: cell %d of line %d changed\nharmless: %s\nhostile:  %s", turn, shown.name, terminal, x, y, text(harmless[1].shown[i].cells[0][y]), text(row))
					}
				}
			}
		}
	}
}

// begin is as much of a text as the longest harmless one has.
func begin(text string) string {
	r := []rune(text)
	return string(r[:min(len(r), 15)])
}

// beside is the first cell of a line that is the same in all harmless performances and another in the hostile one.
func beside(harmless []performance, move, y int, row []emulator.Cell) (x int, differ bool) {
	for x := range row {
		one, same := harmless[0].shown[move].cells[0][y][x], true
		for i := range harmless {
			same = same && harmless[i].shown[move].cells[0][y][x] == one
		}
		if same && row[x] != one {
			return x, true
		}
	}
	return 0, false
}
