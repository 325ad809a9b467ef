package ui_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// hostileNames are texts that would break a frame if they reached the terminal as they are. They are put into the
// model without the cleaning that the client does, because the screen must hold even when that fails.
func hostileNames() []string {
	return []string{
		strings.Repeat("A very long name ", 30),
		strings.Repeat("長い名前", 125),
		"red \x1b[31malert\x1b[0m and \x1b]0;owned\x07 title",
		"line\nbreak\r\ttab\v\f\b",
		"family 👨‍👩‍👧‍👦 flag 🇵🇹 key 🔑 thumb 👍🏽 heart ❤️ digit 4️⃣",
		"zalgo " + strings.Repeat("a\u0300\u0301\u0302\u0303\u0304", 20),
		"עברית \u202e\u2066bidi\u2069 العربية",
		"broken \xff\xfe utf8 \xc3",
		"\u009b31m eight-bit \u0085 next",
		"wide at the edge 國國國國國國國國國國國國",
		"ไทย नमस्ते 한국어",
		"\u200b\u2060\ufeff",
		"",
	}
}

func hostile() *model.Snapshot {
	zone := "America/Los_Angeles"
	var locks []*model.Lock
	for i, name := range hostileNames() {
		id := model.DeviceID("h" + string(rune('a'+i)))
		d := model.Device{
			ID: id, Name: name, Manufacturer: name, ModelName: name, TimeZone: zone, Online: model.Tri(i % 3),
			Problems: []model.Problem{{Level: model.Error, Origin: model.OriginDevice, Code: name, Message: name}},
		}
		var codes []model.AccessCode
		for k, other := range hostileNames() {
			codes = append(codes, model.AccessCode{
				ID: model.CodeID(string(id) + string(rune('a'+k))), DeviceID: id, Name: other, Status: model.Status(other),
				PIN: model.NewPIN("123456789012345678901234567890"), Window: model.Window{From: uitest.Now().AddDate(k, 0, 0), Until: uitest.Now().AddDate(k+20, 1, 1)},
				Problems: []model.Problem{{Level: model.Warning, Origin: model.OriginCode, Code: other, Message: other}},
			})
		}
		locks = append(locks, model.NewLock(d, codes, true, &model.Fault{Op: "list codes", Message: name}))
	}
	feed := model.FeedState{Connection: model.Retrying, AsOf: uitest.Now(), Fault: &model.Fault{Op: "list", Message: hostileNames()[0], Hint: hostileNames()[4]}}
	return model.NewSnapshot(model.Workspace{ID: "w", Name: hostileNames()[4] + hostileNames()[1]}, locks, feed, 1)
}

// TestHostileNames visits every lock and every code; the driver checks each frame.
func TestHostileNames(t *testing.T) {
	for _, stage := range []uitest.Stage{
		{W: 60, H: 16},
		{W: 81, H: 24},
		{W: 120, H: 24},
		{W: 200, H: 50},
		{W: 111, H: 24, Look: ui.Look{ASCII: true}},
	} {
		stage.Picture = hostile()
		uitest.Run(t, stage, func(d *uitest.Driver) {
			for range hostileNames() {
				clean(t, d.Styled())
				d.Press("enter", "v")
				clean(t, d.Styled())
				d.Press("end", "v")
				clean(t, d.Styled())
				d.Press("esc", "down")
			}
			d.Press("/")
			d.Type("長い\u0301👍a")
			clean(t, d.Styled())
		})
	}
}

// clean fails when anything but our own style sequences controls the terminal.
func clean(t *testing.T, styled string) {
	t.Helper()
	rest := sgr().ReplaceAllString(styled, "")
	for _, r := range rest {
		if r != '\n' && (r < ' ' || r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b) {
			t.Fatalf("the control character %U reached the terminal:\n%q", r, rest)
		}
	}
}

// TestEverySize walks through all sizes around the ones at which the layout changes.
func TestEverySize(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		for w := 58; w <= 122; w++ {
			for _, h := range []int{15, 16, 19, 20, 24, 29, 30} {
				d.Resize(w, h)
				d.Screen()
			}
		}
		for _, size := range [][2]int{{200, 50}, {300, 100}, {1, 1}, {59, 16}, {60, 15}} {
			d.Resize(size[0], size[1])
			d.Screen()
		}
		d.Resize(60, 16)
		d.Sees("LOCKS 13", "? help", "q quit")
		d.Press("?")
		d.Resize(60, 16)
		d.Sees("KEYS")
	})
}

// TestRandomKeys presses random keys over changing pictures and sizes; every frame stays whole and nothing panics.
func TestRandomKeys(t *testing.T) {
	keys := strings.Fields("up down left right pgup pgdown home end enter esc tab backspace h j k l g G / v y r f ? 1 a é 國 ctrl+z ctrl+a")
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same walk each time is wanted
	pictures := []*model.Snapshot{uitest.Snapshot(), hostile(), connecting(), retrying(), uitest.Many(50, 3)}
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		for range 1200 {
			switch random.IntN(20) {
			case 0:
				d.Resize(1+random.IntN(200), 1+random.IntN(60))
			case 1:
				d.Show(pictures[random.IntN(len(pictures))])
			case 2:
				d.After(time.Duration(random.IntN(20)) * time.Second)
			default:
				d.Press(keys[random.IntN(len(keys))])
			}
			d.Screen()
		}
	})
}

// TestColumnsOfLocksStayApart: in the narrowest pane every word has a blank behind it, and figures end where the word
// above them ends.
func TestColumnsOfLocksStayApart(t *testing.T) {
	for _, w := range []int{60, 80, 109, 110, 120, 200} {
		uitest.Run(t, uitest.Stage{W: w, H: 30}, func(d *uitest.Driver) {
			lines := strings.Split(d.Screen(), "\n")
			end, seen := -1, 0
			for _, line := range lines {
				before, _, isHead := strings.Cut(line, "power")
				if strings.Contains(line, "LOCKS") && isHead {
					end = len([]rune(before)) + len("power")
				}
				row := []rune(line)
				if end < 0 || len(row) < end || !strings.HasSuffix(string(row[:end]), " %") {
					continue
				}
				seen++
				if words := strings.Fields(string(row[:end])); strings.Contains(words[len(words)-2], "online") {
					t.Errorf("%d wide: no blank between the state and the power in %q", w, line)
				}
			}
			if seen == 0 {
				t.Errorf("%d wide: no battery ends under its heading:\n%s", w, d.Screen())
			}
			for _, word := range []string{"onlinewired", "pendingwired", "offlinewired", "warningwired"} {
				d.SeesNot(word)
			}
		})
	}
}
