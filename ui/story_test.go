package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

const okaforsPIN = "903114"

func TestMoving(t *testing.T) {
	for _, c := range []struct {
		keys string
		want string
	}{
		{"down", "Cedar 12 · Main door"},
		{"j j", "Cedar 14 · Main door"},
		{"j j k", "Cedar 12 · Main door"},
		{"down down up", "Cedar 12 · Main door"},
		{"up", "Cedar 12 · Laundry"},
		{"end", "貯蔵庫"},
		{"G", "貯蔵庫"},
		{"G down", "貯蔵庫"},
		{"G home", "Cedar 12 · Laundry"},
		{"G g", "Cedar 12 · Laundry"},
		{"pgdown", "貯蔵庫"},
		{"ctrl+f ctrl+b", "Cedar 12 · Laundry"},
		{"pgdown pgup", "Cedar 12 · Laundry"},
	} {
		t.Run(c.keys, func(t *testing.T) {
			uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
				d.Press(strings.Fields(c.keys)...)
				d.At(c.want)
			})
		})
	}
}

func TestPagesOfALongList(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: uitest.Many(400, 0), W: 80, H: 24}, func(d *uitest.Driver) {
		rows := strings.Count(d.Screen(), "Door ")
		if rows < 12 {
			t.Fatalf("only %d rows on the screen", rows)
		}
		first := d.Cursor()[0]
		d.Press("pgdown")
		if d.Cursor()[0] == first {
			t.Error("a page down does not move")
		}
		d.Press("pgup")
		if got := d.Cursor()[0]; got != first {
			t.Errorf("a page down and up ends at %q, not %q", got, first)
		}
		d.Sees("┃")
		d.Press("end")
		d.Sees("Door 199") // by name, Building 9 comes last
	})
}

func TestGoingInAndOut(t *testing.T) {
	for _, way := range []struct{ in, out string }{{"enter", "esc"}, {"tab", "tab"}, {"l", "h"}, {"right", "left"}} {
		t.Run(way.in, func(t *testing.T) {
			uitest.Run(t, uitest.Stage{W: 80, H: 24}, func(d *uitest.Driver) {
				d.Sees("LOCKS")
				d.Press(way.in)
				d.Sees("Yale Assure Lock 2", "Resident · Kim")
				d.SeesNot("LOCKS")
				d.Press("down")
				d.At("Resident · Kim")
				d.Press(way.out)
				d.Sees("LOCKS")
				d.At("Cedar 12 · Laundry")
			})
		})
	}
}

func TestFilter(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("DOOR maple")
		d.Sees("2 of 13", "Maple Ct 1A · Front Door", "Maple Ct 3B · Front Door")
		d.SeesNot("Cedar", "Pier")
		d.Press("down")
		d.At("Maple Ct 3B · Front Door")
		d.Press("backspace", "backspace", "backspace", "backspace", "backspace")
		d.Sees("4 of 13", "Cedar 14 · Main door")
		d.Press("esc")
		d.Sees("LOCKS 13", "Pier 4 · Office")
		d.At("Maple Ct 3B · Front Door")
		d.Press("/")
		d.Type("offline")
		d.Press("enter")
		d.Sees("1 of 13", "/ offline")
		d.Press("esc")
		d.Sees("LOCKS 13")
	})
}

func TestFilterOfCodes(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("guest")
		d.Sees("3 of 11", "Guest · Okafor")
		d.SeesNot("waiting      Nanny") // the strip of the next days stays about the whole lock
		d.Type("zzz")
		d.Sees("No code matches “guestzzz”.", "esc shows all 11 codes again")
		d.Press("esc")
		d.Sees("✖ waiting      Nanny")
		d.Press("/")
		d.Type("guest")
		d.Press("enter", "tab", "up", "down")
		d.Sees("✖ waiting      Nanny") // another lock, and back: the filter was about the codes seen then
	})
}

// TestTypingLeaksNothing types every key of the catalogues into the filter.
func TestTypingLeaksNothing(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("qfr?1vyhjklgG/")
		d.Sees("/ qfr?1vyhjklgG/", "No lock matches")
		if d.Quit != 0 || d.Feed.Refreshed != 0 || len(d.Feed.Frozen) != 0 || len(d.Clipboard) != 0 {
			t.Error("a key that was typed as text did something else")
		}
		d.Press("ctrl+c")
		if d.Quit != 1 {
			t.Error("ctrl+c does not quit while typing")
		}
	})
}

func TestCursorWhileTyping(t *testing.T) {
	for _, pane := range []string{"tab", "h"} {
		for _, width := range []int{80, 120} {
			uitest.Run(t, uitest.Stage{W: width, H: 24}, func(d *uitest.Driver) {
				d.Press(pane)
				if d.View().Cursor != nil {
					t.Error("a cursor where nobody types")
				}
				d.Press("/")
				d.Type("maple")
				at := d.View().Cursor
				if at == nil {
					t.Fatal("no cursor while typing")
				}
				line := []rune(strings.Split(d.Screen(), "\n")[at.Y])
				if got := string(line[:at.X]); !strings.HasSuffix(got, "/ maple") {
					t.Errorf("%s at width %d: the cursor stands behind %q", pane, width, got)
				}
			})
		}
	}
}

func TestPaste(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Send(tea.PasteMsg{Content: "quiet"})
		d.Sees("LOCKS 13")
		d.Press("/")
		d.Send(tea.PasteMsg{Content: "pier\n4"})
		d.Sees("2 of 13", "Pier 4 · Office")
	})
}

func TestReveal(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("okafor")
		d.Press("enter", "esc")
		d.SeesNot(okaforsPIN)
		d.Press("v")
		d.Sees(okaforsPIN, "PIN readable for 10 seconds")
		d.Press("down", "down")
		d.Show(uitest.Snapshot())
		d.After(9 * time.Second)
		if line := d.Line(okaforsPIN); !strings.Contains(line, "Okafor") {
			t.Errorf("the PIN does not stay with its code: %q", line)
		}
		if n := strings.Count(d.Screen(), "4177"); n != 0 {
			t.Errorf("%d other PINs are readable", n)
		}
		d.After(2 * time.Second)
		d.SeesNot(okaforsPIN)
	})
}

// TestRevealAgain starts a second reveal shortly before the first would end: the end of the first must not mask it.
func TestRevealAgain(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("/")
		d.Type("okafor")
		d.Press("enter", "esc", "v")
		d.After(9 * time.Second)
		d.Press("v")
		d.SeesNot(okaforsPIN)
		d.Press("v")
		d.After(5 * time.Second)
		d.Sees(okaforsPIN)
		d.After(6 * time.Second)
		d.SeesNot(okaforsPIN)
	})
}

func TestSuspendMasks(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("enter", "down", "v")
		d.Sees("4177")
		d.Press("ctrl+z")
		if d.Suspended != 1 {
			t.Error("ctrl+z does not suspend")
		}
		d.SeesNot("4177")
	})
}

// TestQuitMasks: the last frame can outlive the program, as in tmux, which moves it to its scrollback when the window
// has grown meanwhile.
func TestQuitMasks(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
			d.Press("enter", "down", "v")
			d.Sees("4177")
			d.Press(key)
			d.SeesNot("4177")
		})
	}
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("enter", "down", "v")
		d.Sees("4177")
		d.Send(ui.Leave{})
		d.SeesNot("4177")
		if d.Quit != 1 {
			t.Errorf("told to leave, the program quits %d times", d.Quit)
		}
	})
}

func TestCopy(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("y")
		d.Sees("choose a code first")
		toFrontDoor(d)
		d.Press("home", "y")
		d.Sees("the lock's maker has not handed out this PIN yet")
		d.Press("down", "y")
		d.Sees("PIN sent to the clipboard")
		d.SeesNot("4177", okaforsPIN)
		if !slices.Equal(d.Clipboard, []string{"4177"}) {
			t.Errorf("the clipboard was sent %q", d.Clipboard)
		}
		d.After(6 * time.Second)
		d.SeesNot("clipboard")
	})
}

// TestNoticeStaysItsTime shows a second notice shortly before the first would end.
func TestNoticeStaysItsTime(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("r")
		d.After(4 * time.Second)
		d.Press("y")
		d.After(4 * time.Second)
		d.Sees("choose a code first")
		d.After(2 * time.Second)
		d.SeesNot("choose a code first")
	})
}

func TestRefreshAndFreeze(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("r")
		if d.Feed.Refreshed != 1 {
			t.Errorf("refreshed %d times", d.Feed.Refreshed)
		}
		d.Press("f", "r")
		d.Sees("the updates are frozen")
		d.Press("f", "r")
		if d.Feed.Refreshed != 2 || !slices.Equal(d.Feed.Frozen, []bool{true, false}) {
			t.Errorf("refreshed %d times, frozen %v", d.Feed.Refreshed, d.Feed.Frozen)
		}
	})
}

func TestQuit(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
			d.Press(key)
			if d.Quit != 1 {
				t.Errorf("%s does not quit", key)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		before := d.Screen()
		d.Press("?")
		d.Sees("KEYS", "seamdash test", "send the PIN to the clipboard", "choose a code first")
		d.Type("news")
		d.Sees("ask Seam for news now")
		d.Press("ctrl+u")
		d.Type("clip")
		d.Sees("send the PIN to the clipboard")
		d.SeesNot("ask Seam for news now")
		d.Type("q")
		d.Sees("No key matches “clipq”")
		if d.Quit != 0 {
			t.Error("a letter typed into the help quits")
		}
		d.Press("esc")
		if d.Screen() != before {
			t.Error("the help leaves something behind")
		}
		d.Press("?", "?")
		d.SeesNot("KEYS")
		d.Press("?", "ctrl+c")
		if d.Quit != 1 {
			t.Error("ctrl+c does not quit from the help")
		}
	})
}

func TestHelpScrolls(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 80, H: 20}, func(d *uitest.Driver) {
		d.Press("?")
		d.SeesNot("end the program")
		d.Press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
		d.Sees("end the program")
		d.Press("pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
		d.Sees("go to the codes of the lock")
	})
}

// TestTheFeedKnowsWhatIsSeen: the selected lock comes first, then the others on the screen; the same news is not told
// twice.
func TestTheFeedKnowsWhatIsSeen(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: uitest.Many(400, 1), W: 80, H: 24}, func(d *uitest.Driver) {
		d.Press("down")
		last := d.Feed.Focused[len(d.Feed.Focused)-1]
		if last[0] != "m00001" || len(last) < 12 || len(last) > 24 || !slices.Contains(last, model.DeviceID("m00000")) {
			t.Errorf("the feed was told %v", last)
		}
		told := len(d.Feed.Focused)
		d.Press("up", "up", "enter")
		d.After(3 * time.Second)
		if got := len(d.Feed.Focused); got != told+1 {
			t.Errorf("told %d times for one move", got-told)
		}
	})
}

// TestTimesOfALockElsewhere: the sentence of a lock in another zone says what the clock here will show.
func TestTimesOfALockElsewhere(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Quinta do Lago · Portão")
		d.Press("enter")
		for range 4 {
			if d.Press("down"); strings.Contains(strings.Join(d.Cursor(), "|"), "Cleaner") {
				break
			}
		}
		d.Sees("Cleaner works until Sat 00:02 in Lisbon, today 16:02 here, for 2 h more.")
		d.Press("esc")
		d.GoTo("Maple Ct 1A · Front Door")
		d.Press("enter", "end", "up")
		d.Sees("Cleaner works until today 16:02, for 2 h more.")
	})
}
