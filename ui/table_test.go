package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
	"seamdash/ui/views"
)

// tableRows are the rows of the codes screen, without their margins.
func tableRows(d *uitest.Driver) (rows []string) {
	lines := strings.Split(d.Screen(), "\n")
	at := 0
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "STATE") {
			at = i + 1
		}
	}
	for _, line := range lines[at:] {
		if strings.HasPrefix(line, "─") {
			break
		}
		if line = strings.Trim(line, " ┃"); line != "" {
			rows = append(rows, line)
		}
	}
	return rows
}

// inOrder fails unless the first rows contain the texts, one each.
func inOrder(t *testing.T, d *uitest.Driver, texts ...string) {
	t.Helper()
	rows := tableRows(d)
	for i, text := range texts {
		if i >= len(rows) || !strings.Contains(rows[i], text) {
			t.Errorf("row %d lacks %q:\n%s", i, text, d.Screen())
			return
		}
	}
}

func TestTable(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("2 Codes 37", "37 codes", "stuck first", "STATE", "LOCK", "NAME", "PIN", "WINDOW", "ISSUES", "POWER")
		inOrder(t, d, "stuck still on 2h", "stuck late", "stuck setting", "set")
		d.At("Movers") // before somebody moves, the cursor is at what is worst
		d.Press("down", "down")
		d.At("Guest · Okafor")
		d.Sees("Guest · Okafor is being programmed for 24 min")
		d.Press("v")
		d.Sees("903114", "PIN readable for 10 seconds")
		d.After(11 * time.Second)
		d.SeesNot("903114")
		d.Press("y")
		if len(d.Clipboard) != 1 || d.Clipboard[0] != "903114" {
			t.Errorf("copied %q", d.Clipboard)
		}
		d.Press("Y")
		d.Sees("Copy Guest · Okafor", "summary, without the PIN")
		d.Press("esc", "enter")
		d.Sees("LOCKS 13")
		d.At("Maple Ct 3B · Front Door")
		d.At("Guest · Okafor")
		d.Press("2")
		d.At("Guest · Okafor")
	})
}

// TestTableHidesPINsBehindOtherScreens: what was readable is masked when the screen comes back.
func TestTableHidesPINsBehindOtherScreens(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "down", "down", "v")
		d.Sees("903114")
		d.Press("1", "2")
		d.At("Guest · Okafor")
		d.SeesNot("903114")
	})
}

// TestTableFollowsItsCode: whatever happens to the rows, the cursor stays with the code, and a code that is gone leaves it where
// it was.
func TestTableFollowsItsCode(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "down", "down", "down", "down", "down")
		d.At("Cleaner")
		d.At("Cedar 12 · Laundry")
		for _, key := range []string{"s", "s", "S", "s", "s", "S", "!", "!", "tab", "shift+tab"} {
			d.Press(key)
		}
		d.Press("s", "S", "s")
		d.At("Cleaner")
		d.At("Cedar 12 · Laundry")
		s := uitest.Snapshot()
		lock := mustLock(t, s, "b2")
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(lock.Device, append([]model.AccessCode{}, lock.Codes[:2]...), true, nil)}, s.Feed))
		d.Sees("36 codes")
		if len(d.Cursor()) != 1 {
			t.Errorf("the cursor is lost:\n%s", d.Screen())
		}
	})
}

func TestTableSorts(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 200, H: 50}, func(d *uitest.Driver) {
		d.Press("2", "s")
		d.Sees("STATE↑")
		inOrder(t, d, "stuck", "stuck", "stuck")
		d.Press("s")
		d.Sees("FOR↑")
		inOrder(t, d, "still on", "late", "Okafor")
		d.Press("s")
		inOrder(t, d, "Cedar 12 · Laundry", "Cedar 12 · Laundry", "Cedar 12 · Laundry", "Cedar 12 · Main door")
		d.Press("S")
		d.Sees("LOCK↓")
		inOrder(t, d, "Quinta do Lago · 貯蔵庫", "Quinta do Lago · Portão")
		d.Press("s")
		d.Sees("NAME↑")
		inOrder(t, d, "Cleaner", "Cleaner")
	})
}

func TestTableViews(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "tab")
		d.Sees("/ status:stuck", "3 of 37 codes")
		d.Press("tab")
		d.Sees("/ starts:today")
		inOrder(t, d, "Cleaner")
		d.Press("tab")
		d.Sees("/ ends:today", "by their end")
		d.Press("tab")
		d.Sees("/ battery:low", "4 of 37 codes")
		d.Press("tab")
		d.Sees("/ status:offline", "3 of 37 codes")
		inOrder(t, d, "Patio", "Patio", "Patio")
		d.Press("tab")
		d.Sees("37 codes", "stuck first")
		d.Press("[", "]", "]")
		d.Sees("/ status:stuck")
	})
}

func TestTableProblemsOnly(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "!")
		d.Sees("! only problems", "4 of 37 codes")
		d.SeesNot("Resident")
		d.Press("/")
		d.Type("nanny")
		d.Sees("1 of 37 codes")
		d.Press("esc", "!")
		d.SeesNot("! only problems")
		d.Sees("37 codes")
		d.Press("tab", "tab", "tab", "tab", "!")
		d.Sees("No code in “Low battery” needs a look.", "! shows those without problems too")
	})
}

func TestTableFilters(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("resident maple")
		d.Sees("/ resident maple", "4 of 37 codes")
		d.Press("down", "down", "enter")
		d.At("Maple Ct 3B · Front Door")
		d.Sees("4 of 37 codes")
		d.Press("esc")
		d.Sees("37 codes")
		d.At("Maple Ct 3B · Front Door")
		d.Press("/")
		d.Type("resident")
		d.Paste(" battery:strong")
		d.Sees("battery: does not know strong", "of 37 codes") // the last good rows stay
		d.Press("enter")
		d.Sees("battery: does not know strong") // what is not understood is not kept
		if rows := tableRows(d); len(rows) < 5 || !strings.Contains(rows[0], "Resident") {
			t.Errorf("a mistake took the rows away:\n%s", d.Screen())
		}
		d.Press("esc", "/")
		d.Type("nanny")
		d.Press("enter", "esc")
		d.At("Nanny") // what was found keeps the cursor
		d.Press("/")
		d.Type("zzzzzz")
		d.Sees("No code matches “zzzzzz”.", "esc goes back to “All”")
		d.Press("enter", "enter", "v", "y", "space")
		d.Sees("there is no code under the cursor")
		d.Press("esc", "esc")
		d.Sees("there is nothing to go back from")
	})
}

// TestTableCompletes: tab takes what a word may become, and a word that turns out to be a key leaves no empty table behind.
func TestTableCompletes(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("stat")
		d.Sees("status:", "tab complete")
		d.Press("tab")
		d.Sees("/ status:", "stuck", "37 codes")
		d.Press("tab", "enter")
		d.Sees("/ status:stuck", "3 of 37 codes")
		d.Press("/")
		d.Type("plumber")
		d.Sees("1 of 37 codes")
		d.Press("esc")
		d.Sees("37 codes", "stuck first")
		d.SeesNot("status:")
	})
}

// TestTableDropsToTheView: esc brings back the filter of the view, not an empty one.
func TestTableDropsToTheView(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "tab", "/")
		d.Type("plumber")
		d.Sees("1 of 37 codes")
		d.Press("esc")
		d.Sees("/ status:stuck", "3 of 37 codes")
	})
}

// TestTableStaysWhereSomebodyReads: a PIN that is being read does not move away, though nobody has moved the cursor.
func TestTableStaysWhereSomebodyReads(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "v")
		d.At("Movers")
		s := uitest.Snapshot()
		lock := mustLock(t, s, "b1")
		codes := append([]model.AccessCode{}, lock.Codes...)
		codes[0].Status, codes[0].Window = model.StatusUnset, model.Window{From: uitest.Now().Add(-5 * time.Hour)}
		d.Show(s.WithLocks([]*model.Lock{model.NewLock(lock.Device, codes, true, nil)}, s.Feed))
		d.At("Movers")
		d.Press("1", "2", "g")
		d.At("Cedar 12 · Main door") // it is above
	})
}

func TestTableMarks(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "V")
		d.Sees("mark the other end first: space")
		d.Press("space")
		d.Sees("✓ 1 marked")
		d.At("Plumber")
		d.Press("down", "down", "V")
		d.Sees("✓ 4 marked")
		d.Press("tab") // marks belong to codes, whichever view shows them
		d.Sees("✓ 4 marked")
		d.Press("y")
		if len(d.Clipboard) != 1 || strings.Count(d.Clipboard[0], "\n") != 3 || !strings.Contains(d.Clipboard[0], "Guest · Okafor on Maple Ct 3B · Front Door: 903114") {
			t.Errorf("copied %q", d.Clipboard)
		}
		d.Press("M")
		d.Sees("nothing is marked")
		d.Press("*")
		d.Sees("✓ 3 marked")
		d.Press("*")
		d.SeesNot("marked;")
		d.Press("tab", "tab", "shift+tab", "shift+tab", "shift+tab", "*")
		d.Sees("37 marked")
	})
}

func TestTableColumns(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "o")
		d.Sees("COLUMNS of All", "enter keep", "esc undo")
		d.Press("down", "down", "space") // the lock goes, at once
		if heads := d.Line("STATE   "); strings.Contains(heads, "LOCK") {
			t.Errorf("the column is still there: %q", heads)
		}
		d.Press("esc")
		d.Sees("LOCK")
		d.Press("o", "down", "down", "down", "K", "K", "right", "right", "s", "enter")
		if heads := d.Line("STATE"); !strings.Contains(heads, "NAME↑") || strings.Index(heads, "NAME") > strings.Index(heads, "LOCK") {
			t.Errorf("the name is not before the lock, or not the order: %q", heads)
		}
		d.Press("o", "z", "enter")
		if heads := d.Line("STATE"); strings.Index(heads, "NAME") < strings.Index(heads, "LOCK") {
			t.Errorf("the columns are not as at first: %q", heads)
		}
		d.Press("o", "G")
		for range 3 {
			d.Press("space")
		}
		d.Sees("2 Codes")
	})
}

// TestTableKeepsAColumn: the last column cannot be hidden.
func TestTableKeepsAColumn(t *testing.T) {
	uitest.Run(t, uitest.Stage{Columns: []views.Column{{Name: "name"}, {Name: "ends", Width: 20}}}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("NAME", "ENDS")
		d.SeesNot("WINDOW", "STATE")
		d.Press("o", "space", "down", "space")
		d.Sees("one column has to stay", "ENDS")
	})
}

func TestTableEmpty(t *testing.T) {
	loading := func(loaded int) *model.Snapshot {
		locks := uitest.Locks()
		for i, l := range locks {
			locks[i] = model.NewLock(l.Device, nil, i < loaded, nil)
		}
		feed := model.FeedState{Connection: model.Live, Loading: loaded < len(locks)}
		return model.NewSnapshot(model.Workspace{ID: "w1", Name: "W"}, locks, feed, uint64(loaded)+1) //nolint:gosec // a handful
	}
	uitest.Run(t, uitest.Stage{Picture: loading(4)}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("Reading the codes: 4 of 13 locks.", "1 shows the locks meanwhile")
		d.Show(loading(13))
		d.Sees("There is no code on any of 13 locks.", "r looks again now")
		d.Press("enter", "V", "*", "s", "!", "o", "esc")
		d.Sees("There is no code on any of 13 locks.")
	})
	uitest.Run(t, uitest.Stage{Picture: connecting(), W: 60, H: 16}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("Connecting to connect.getseam.com")
	})
}

// TestTableOfMany is over the size that is done at once: the table is put together beside the screen and handed over, and so is
// another order.
func TestTableOfMany(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: uitest.Many(500, 10), W: 200, H: 50}, func(d *uitest.Driver) {
		d.Press("2")
		d.Sees("5000 codes", "Guest 0 of 0")
		d.Press("G")
		d.At("Guest 9 of 199")
		for range 4 {
			d.Press("s")
		}
		d.Sees("NAME↑")
		d.At("Guest 9 of 199")
		d.Press("S", "g")
		d.At("Guest 9 of 99")
		d.Press("/")
		d.Type("of 123")
		d.Sees("of 5000 codes")
		d.At("Guest 9 of 123")
		d.Press("esc", "*", "y")
		d.Sees("5000 codes are marked, more than a clipboard takes")
		d.Press("M")
		d.Show(uitest.Many(600, 10))
		d.Sees("6000 codes")
	})
}

// TestTableFollowsTheClock: a code becomes late by time alone, while no news comes.
func TestTableFollowsTheClock(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("2", "tab")
		d.Sees("3 of 37 codes")
		d.After(3 * time.Hour) // the cleaners' windows end, and the codes linger
		if line := d.Line("of 37 codes"); strings.Contains(line, "3 of") {
			t.Errorf("nothing became stuck in three hours: %q\n%s", line, d.Screen())
		}
	})
}

func TestTableWatches(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: uitest.Many(100, 20), W: 80, H: 24}, func(d *uitest.Driver) {
		d.Press("2", "G")
		last := d.Feed.Focused[len(d.Feed.Focused)-1]
		if fmt.Sprint(last) != "[m00099]" {
			t.Errorf("the feed watches %v while only the last lock is on the screen", last)
		}
	})
}

// TestTableAtAllSizes: every part of the screen is whole at every size; [uitest.Driver.Screen] counts the cells.
func TestTableAtAllSizes(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {100, 30}, {139, 30}, {140, 30}, {300, 80}} {
		for _, look := range []ui.Look{{}, {ASCII: true}} {
			uitest.Run(t, uitest.Stage{W: size[0], H: size[1], Look: look}, func(d *uitest.Driver) {
				for _, key := range []string{"2", "down", "v", "space", "G", "o", "G", "K", "right", "space", "s", "enter", "w", "j", "n", "x", "esc", "r", "esc", "/", "m", "tab", "esc", "S", "!"} {
					d.Press(key)
					screen := d.Screen()
					if look.ASCII && strings.ContainsAny(screen, "●◐○◌▲✖▸✓↑↓│─━┃…•") {
						t.Fatalf("after %s, a sign that is not ASCII:\n%s", key, screen)
					}
				}
			})
		}
	}
}

// TestTableShrinks: the terminal may change its size while something is unfolded.
func TestTableShrinks(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 200, H: 50}, func(d *uitest.Driver) {
		d.Press("2", "G", "o", "G")
		d.Sees("ENDS", "hidden")
		d.Resize(60, 16)
		d.Sees("COLUMNS of All", "ENDS") // the line under the cursor is in view
		d.Resize(200, 50)
		d.Press("esc", "/")
		d.Resize(60, 16)
		d.Type("owner")
		d.Sees("/ owner", "Owner")
	})
}
