package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

func TestCompletingAKey(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Sees("status:  type:  lock:  name:  err:  battery:", "tab completes · ! means not · a comma means or")
		d.Type("ba")
		d.Sees("tab takes battery: the weakest battery of the lock")
		d.Press("ctrl+u")
		d.Type("pier ba")
		d.Sees("nothing has it; these come near · tab takes")
		d.Press("tab")
		d.Sees("/ pier battery:", "low  wired  unknown", "4 of 13")
		d.Type("<50")
		d.Sees("/ pier battery:<50", "1 of 13", "Pier 4 · Boat shed")
		d.Press("enter", "esc")
		d.Sees("LOCKS 13")
		d.SeesNot("tab", "/ pier")
	})
}

func TestCompletingAValue(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("status:o")
		d.Sees("online  offline", "LOCKS 13") // nothing is filtered by half a word
		d.Press("tab", "tab")
		d.Sees("/ status:offline", "1 of 13", "Maple Ct 3B · Patio", "esc takes it back")
		d.Press("up")
		d.Sees("/ status:online", "12 of 13")
		d.Press("down")
		d.Sees("/ status:offline", "1 of 13")
		d.Press("esc")
		d.Sees("/ status:o", "LOCKS 13")
		d.Press("shift+tab", "enter")
		d.Sees("/ status:offline", "1 of 13")
		d.SeesNot("online  offline")
		d.Press("/", "ctrl+u")
		d.Type("lock:boat")
		d.Press("tab")
		d.Sees(`/ lock:"Pier 4 · Boat shed"`, "1 of 13")
		d.Press("esc")
		d.Sees("LOCKS 13")
	})
}

func TestMistakeInAFilter(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("maple status:offl")
		d.Sees("LOCKS 4 of 13") // what is understood holds
		d.Type("ime")
		d.Sees("▲ status: does not know offlime; did you mean", "tab takes it", "LOCKS 4 of 13", "Maple Ct 1A · Garage")
		d.SeesNot("Pier")
		d.Press("enter")
		d.Sees("type to filter", "does not know offlime")
		d.Press("tab")
		d.Sees("/ maple status:offline", "1 of 13", "Maple Ct 3B · Patio")
		d.SeesNot("did you mean")
		d.Type(" colour:red")
		d.Sees("there is no key colour: (quotes make it text); the", "keys are status: type:", "1 of 13")
		d.Press("ctrl+w")
		d.Type("age:>1d")
		d.Sees("age: asks about codes, and these are locks", "1 of 13", "Maple Ct 3B · Patio")
		d.Press("ctrl+u")
		d.Type("statsu:late")
		d.Sees("did you mean status:?", "takes it")
		d.Press("home")
		d.Type("st ")
		d.Press("left") // tab completes the word at the cursor first
		d.Sees("did you mean status:?")
		d.SeesNot("takes it")
	})
}

func TestFilterThatOnlyComesNear(t *testing.T) {
	const near = "nothing has it; these come near"
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("bot shd")
		d.Sees(near, "1 of 13", "Pier 4 · Boat shed")
		d.Press("enter")
		d.Sees(near, "/ bot shd")
		d.At("Pier 4 · Boat shed")
		d.Press("esc")
		d.SeesNot(near)
		toFrontDoor(d)
		d.Press("/")
		d.Type("okfr")
		d.Sees(near, "1 of 11", "Guest · Okafor")
		d.Press("enter")
		d.Sees(near)
		d.Press("/")
		d.Type("xq")
		d.SeesNot(near)
		d.Sees("No code matches “okfrxq”.")
	})
}

func TestFilterThatExcludes(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("/")
		d.Type("!door !pier")
		d.Sees("5 of 13", "Cedar 12 · Laundry", "Maple Ct 3B · Patio")
		d.SeesNot("Front Door", "Pier")
		d.Press("ctrl+u")
		d.Type("!status:online")
		d.Sees("1 of 13", "Maple Ct 3B · Patio")
	})
}

// TestFilterOfCodesKnowsTheLanguage asks the codes of a lock what only they know.
func TestFilterOfCodesKnowsTheLanguage(t *testing.T) {
	for query, want := range map[string]string{
		"status:setting": "Guest · Okafor", "status:hibernating": "Locksmith", "ends:today type:time_bound guest": "", "starts:tomorrow": "Guest · Duarte",
		"type:backup": "(backup code)", "err:duplicate": "Nanny", "!type:time_bound !type:backup kim": "Resident · Kim", "lock:front plumber": "Plumber",
	} {
		uitest.Run(t, uitest.Stage{W: 80, H: 24}, func(d *uitest.Driver) {
			toFrontDoor(d)
			d.Press("/")
			d.Type(query)
			if want == "" {
				d.Sees("0 of 11", "No code matches “"+query+"”.")
				return
			}
			d.Sees("  1 of 11  / ", want)
		})
	}
}

func TestOnlyProblems(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Patio")
		d.Press("!")
		d.Sees("LOCKS 4 of 13  ! problems only", "貯蔵庫", "Maple Ct 3B · Front Door", "Pier 6 · Gate")
		d.SeesNot("Cedar")
		d.At("Maple Ct 3B · Patio")
		d.Press("/")
		d.Type("front")
		d.Sees("1 of 13  ! problems", "Maple Ct 3B · Front Door")
		d.SeesNot("Maple Ct 1A")
		d.Type("x")
		d.Sees("No lock with a problem matches “frontx”.", "esc drops the filter, ! shows what has no")
		d.Press("backspace", "enter", "!")
		d.Sees("2 of 13  / front", "Maple Ct 1A · Front Door")
		d.At("Maple Ct 3B · Front Door")
		d.Press("!", "esc")
		d.Sees("4 of 13  ! problems only")
		d.At("Maple Ct 3B · Front Door")
		d.Press("!")
		d.Sees("LOCKS 13")
		d.At("Maple Ct 3B · Front Door")
	})
}

func TestOnlyProblemsOfCodes(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("!")
		d.Sees("4 of 11  ! problems only", "Plumber", "Nanny", "Movers", "Guest · Okafor")
		d.Sees("LOCKS 13") // the locks are another list
		d.Press("/")
		d.Type("kim")
		d.Sees("No code with a problem matches “kim”.")
		d.Press("esc", "!", "esc", "home")
		d.At("Cedar 12 · Laundry")
		d.Press("enter", "!")
		d.Sees("0 problems: of 3 codes none needs a look.", "! shows all 3 codes again")
		d.Press("!")
		d.SeesNot("0 problems")
	})
}

// TestJumpDropsWhatHides: who goes to a lock sees it, whatever the fleet shows.
func TestJumpDropsWhatHides(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: eventful()}, func(d *uitest.Driver) {
		d.Press("!", "5", "home", "enter") // a code that came onto a lock without problems
		d.Sees("LOCKS 13", "Cedar 12 · Main door")
		d.SeesNot("of 13")
		d.At("Cleaner")
	})
}

// TestTheFeedKnowsWhatTheProblemsAre: the rows are as many as before, and other locks.
func TestTheFeedKnowsWhatTheProblemsAre(t *testing.T) {
	picture := uitest.Many(400, 0)
	var offline []*model.Lock
	for i := 0; i < len(picture.Locks); i += 2 {
		d := picture.Locks[i].Device
		d.Online = model.No
		offline = append(offline, model.NewLock(d, nil, true, nil))
	}
	uitest.Run(t, uitest.Stage{Picture: picture.WithLocks(offline, picture.Feed), W: 80, H: 24}, func(d *uitest.Driver) {
		d.Press("home")
		before := d.Feed.Focused[len(d.Feed.Focused)-1]
		d.Press("!")
		after := d.Feed.Focused[len(d.Feed.Focused)-1]
		if len(after) != len(before) || after[0] != before[0] || slices.Equal(after, before) {
			t.Errorf("the feed was told of %v, and then of %v", before, after)
		}
	})
}

func TestNoProblems(t *testing.T) {
	uitest.Run(t, uitest.Stage{Picture: uitest.Many(3, 1)}, func(d *uitest.Driver) {
		d.Press("!")
		d.Sees("LOCKS 0 of 3  ! problems only", "0 problems: of 3 locks none needs a look.", "! shows all 3 locks again")
		d.Press("!")
		d.Sees("LOCKS 3")
	})
}

// TestProblemsComeWithTime: a code that is on its way gets stuck without any news from Seam.
func TestProblemsComeWithTime(t *testing.T) {
	picture := uitest.Many(3, 1)
	codes := append([]model.AccessCode(nil), picture.Locks[1].Codes...)
	codes[0].Status = model.StatusSetting
	codes[0].Pending = []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: uitest.Now()}}
	picture = picture.WithLocks([]*model.Lock{model.NewLock(picture.Locks[1].Device, codes, true, nil)}, picture.Feed)
	uitest.Run(t, uitest.Stage{Picture: picture}, func(d *uitest.Driver) {
		d.Press("!")
		d.Sees("0 of 3")
		d.After(3 * time.Hour)
		d.Sees("1 of 3", "stuck", "Door 1")
	})
}

func TestProblemsKeyCanBeAnother(t *testing.T) {
	uitest.Run(t, uitest.Stage{Keys: map[string][]string{"problems": {"p"}}}, func(d *uitest.Driver) {
		d.Sees("p problems only")
		d.Press("!")
		d.Sees("LOCKS 13")
		d.Press("p")
		d.Sees("4 of 13  p problems only")
	})
}

// TestPastedNonsense: what a filter is given, it stays whole, and goes on working.
func TestPastedNonsense(t *testing.T) {
	for name, pasted := range map[string]string{
		"control characters": "\x1b[2J\x1b]0;title\x07\x00\x7f\u202e\u200d",
		"a long line":        strings.Repeat("x", 100_000),
		"many words":         strings.Repeat("a b ", 50_000),
		"many values":        "status:" + strings.Repeat("online,", 10_000),
		"signs":              strings.Repeat("!\":<>,", 10_000),
		"wide letters":       strings.Repeat("貯蔵庫 ", 10_000),
		"marks":              strings.Repeat("e\u0301\u0302\u0303", 10_000),
		"broken":             "\xff\xfe\xfd pier",
	} {
		for _, width := range []int{60, 120} {
			t.Run(fmt.Sprintf("%s/%d", name, width), func(t *testing.T) {
				uitest.Run(t, uitest.Stage{W: width, H: 16}, func(d *uitest.Driver) {
					for _, pane := range []string{"h", "l"} {
						d.Press(pane, "/")
						d.Paste(pasted)
						d.Screen()
						d.Press("tab", "tab", "left", "home", "tab", "enter")
						d.Screen()
						d.Press("/", "ctrl+u", "ctrl+k")
						d.Press("esc", "esc")
					}
					d.Sees("LOCKS 13")
				})
			})
		}
	}
}

// TestFinderGoldens pins how the field looks: what it offers, what it refuses, and what stays when it is left.
func TestFinderGoldens(t *testing.T) {
	for _, story := range []struct {
		name string
		play func(*uitest.Driver)
	}{
		{"finder-offers", func(d *uitest.Driver) { d.Press("/"); d.Type("status:"); d.Press("tab", "tab") }},
		{"finder-mistake", func(d *uitest.Driver) { d.Press("!", "/"); d.Type("maple status:onlime") }},
		{"finder-near", func(d *uitest.Driver) { toFrontDoor(d); d.Press("/"); d.Type("okfr"); d.Press("enter") }},
		{"finder-codes", func(d *uitest.Driver) { toFrontDoor(d); d.Press("!", "/"); d.Type("type:time_bound s") }},
	} {
		for _, size := range []struct{ w, h int }{{60, 16}, {80, 24}, {120, 40}} {
			t.Run(fmt.Sprintf("%s/%dx%d", story.name, size.w, size.h), func(t *testing.T) {
				uitest.Run(t, uitest.Stage{W: size.w, H: size.h}, func(d *uitest.Driver) {
					story.play(d)
					uitest.Golden(t, fmt.Sprintf("%s-%dx%d", story.name, size.w, size.h), d.Screen(), *update)
				})
			})
		}
	}
}
