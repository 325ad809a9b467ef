package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// TestCanariesOfScreens: whatever key is pressed on whatever screen, PINs are only where somebody asked for them, keys nowhere, and
// names of guests only where people work with guests.
func TestCanariesOfScreens(t *testing.T) {
	t.Parallel()
	skipShort(t)
	var spare []string
	inCanaryHouse(t, nil, func(h *canaryHouse) {
		known, able := knownDeeds(), map[string]string{} // for those that never were, why
		h.tour(known, able)
		h.inOtherSizes()
		spare = h.doAll(able)
		h.together()
		h.present(able)
		for id := range known {
			if why, offered := able[id]; !offered || why != "" {
				t.Errorf("the action %q was never possible, so nothing of it was seen: %s", id, why)
			}
		}
		h.sawAllOverlays()
		if len(h.seen) < 300 {
			t.Errorf("only %d different frames were seen", len(h.seen))
		}
	}).judge(spare...)
	if len(spare) == 0 {
		t.Error("no spare code stands in for another: what a pulled PIN leaves behind was not searched")
	}
}

// doAll does all deeds in their turn, and gives the PINs of spare codes that were pulled.
func (h *canaryHouse) doAll(able map[string]string) (spare []string) {
	h.t.Helper()
	for _, d := range canaryDeeds() {
		if d.id != "presentation" && !h.do(d, able) {
			h.t.Errorf("the action %q could not be done in its turn: %s", d.id, able[d.id])
		}
		if d.id == "backup" {
			spare = h.backups()
		}
	}
	return spare
}

// backups are the PINs of spare codes that stand in for others.
func (h *canaryHouse) backups() (pins []string) {
	h.t.Helper()
	codes, err := h.client.Codes(context.Background(), model.DeviceID(h.locks["Attic"]))
	if err != nil {
		h.t.Fatal(err)
	}
	for i := range codes {
		if codes[i].Backup.Is && codes[i].PIN.Len() >= 6 { // fewer digits are also those of some time or size
			pins = append(pins, codes[i].PIN.Reveal())
		}
	}
	return pins
}

// A spot is where somebody stands: on a screen, some rows down; in the fleet at a lock, and at a code of it unless row is negative.
type spot struct {
	tab       string
	lock, row int
}

func spots() (all []spot) {
	for lock := range 3 {
		for row := -1; row < 4; row++ {
			all = append(all, spot{"1", lock, row})
		}
	}
	for _, tab := range []string{"2", "3", "4", "5"} {
		for row := range 6 {
			all = append(all, spot{tab: tab, row: row})
		}
	}
	return all
}

// tour presses the key of each action once on each screen, and gives way at the first question.
func (h *canaryHouse) tour(known map[string]bool, able map[string]string) {
	h.t.Helper()
	done := map[string]bool{} // by screen and action
	for _, at := range spots() {
		h.place(at)
		for _, a := range h.app.Actions() {
			d := h.deed(a.ID)
			if !known[a.ID] {
				h.t.Errorf("the action %q is new: what it shows is not searched as long as canaryDeeds does not have it", a.ID)
				known[a.ID] = true
			}
			switch d.id {
			case "quit", "roll", "presentation", "problem-acknowledge", "problem-quiet":
				continue // they change what the others need
			}
			key, ok := h.can(a.ID, able)
			if !ok || d.asks || done[at.tab+a.ID] {
				continue
			}
			done[at.tab+a.ID] = true
			h.press(key)
			switch d.id {
			case "freeze", "problems", "own": // which last, and hide what the others need
				h.press(key)
			}
			h.place(at)
		}
	}
}

// inOtherSizes goes everywhere on a small terminal and on one that has room for every column.
func (h *canaryHouse) inOtherSizes() {
	h.t.Helper()
	for _, size := range [][2]int{{80, 24}, {240, 60}, {120, 40}} {
		h.Resize(size[0], size[1])
		for _, at := range spots() {
			h.place(at)
		}
	}
}

// deed is the first about an action.
func (h *canaryHouse) deed(id string) deed {
	all := canaryDeeds()
	at := slices.IndexFunc(all, func(d deed) bool { return d.id == id })
	if at < 0 {
		return deed{}
	}
	return all[at]
}

// do does a deed in the first place where it is possible, and says whether it was anywhere.
func (h *canaryHouse) do(d deed, able map[string]string) (done bool) {
	h.t.Helper()
	for _, at := range spots() {
		h.place(at)
		key, ok := h.can(d.id, able)
		switch {
		case !ok:
			continue
		case d.asks:
			h.asked(func() { h.press(key); h.follow(d.then, able) })
		default:
			h.press(key)
			h.follow(d.then, able)
		}
		if done = true; !d.often {
			return done
		}
	}
	return done
}

// follow presses what comes after the key of an action.
func (h *canaryHouse) follow(keys string, able map[string]string) {
	fill := h.filler()
	for len(keys) > 0 {
		word, rest, _ := strings.Cut(keys, " ")
		if strings.HasPrefix(word, "={") { // a role has blanks
			end := strings.Index(keys, "}") + 1
			more, after, _ := strings.Cut(keys[end:], " ")
			word, rest = keys[:end]+more, after
		}
		switch {
		case word == "~":
			h.pass(3 * time.Minute)
		case strings.HasPrefix(word, "@"):
			if key, ok := h.can(word[1:], able); ok {
				h.press(key)
			}
		case word == "!":
			h.answer()
		case strings.HasPrefix(word, "="):
			h.Type(fill.Replace(strings.ReplaceAll(word[1:], "~", " ")))
			h.listen("typing")
		default:
			h.press(word)
		}
		keys = rest
	}
}

// answer gives a question, when there is one, the first answer that is possible.
func (h *canaryHouse) answer() {
	if h.front() != "menu.Overlay" {
		return
	}
	for _, choice := range h.app.Actions() {
		if choice.Blocked == "" {
			h.press(choice.Keys)
			return
		}
	}
}

// together is what is done to several codes: their PINs are copied, and all are deleted.
func (h *canaryHouse) together() {
	h.place(spot{tab: "2"})
	h.asked(func() { h.follow("* y", nil) })
	h.press("x")
	h.Type(regexp.MustCompile(`\d+`).FindString(h.Line("codes")))
	h.press("enter")
	h.pass(10 * time.Minute)
}

// present begins a presentation, in which not even names are shown, whoever asks.
func (h *canaryHouse) present(able map[string]string) {
	h.t.Helper()
	h.place(spot{tab: "1"})
	key, ok := h.can("presentation", able)
	if !ok {
		return
	}
	h.Press(key)
	h.may = 0
	h.pass(time.Minute)
	h.Sees("PRESENTATION")
	for _, tab := range []string{"2", "3", "4", "5", "1"} {
		h.press(tab, "home", "v", "y", "enter", "v", "down", "esc")
	}
}

// place goes to a spot with nothing over it, and forgets what somebody asked for before.
func (h *canaryHouse) place(at spot) {
	h.t.Helper()
	for tries := 0; h.front() != ""; tries++ {
		if tries > 8 {
			h.t.Fatalf("nothing closes %s:\n%s", h.front(), h.Screen())
		}
		h.Press([]string{"esc", "y"}[tries%2])
	}
	if h.may&pinsToo != 0 {
		h.After(15 * time.Second) // it is masked again
		h.may, h.mayCopy = namesToo, false
	}
	h.Press("esc", "esc", at.tab, "home")
	down := at.row
	if at.tab == "1" {
		for range at.lock {
			h.Press("down")
		}
		if at.row >= 0 {
			h.Press("right", "home")
		}
	}
	for range down {
		h.Press("down")
	}
	h.listen("going there")
}

// sawAllOverlays fails for each kind of overlay that the source has and the test did not see.
func (h *canaryHouse) sawAllOverlays() {
	h.t.Helper()
	files, err := filepath.Glob("../../ui/*/*.go")
	if err != nil || len(files) < 50 {
		h.t.Fatalf("%d files (%v): the walk does not see the screens", len(files), err)
	}
	overlay := regexp.MustCompile(`func \((?:\w+ )?\*(\w+)\) Hints\(\) \[\]action\.Hint`)
	kinds := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			h.t.Fatal(err)
		}
		if found := overlay.FindSubmatch(text); found != nil {
			kinds++
			if kind := filepath.Base(filepath.Dir(file)) + "." + string(found[1]); !h.fronts[kind] {
				h.t.Errorf("the overlay %s was never in front: what it shows was not searched", kind)
			}
		}
	}
	if kinds < 8 {
		h.t.Errorf("only %d kinds of overlays were found in the source", kinds)
	}
}
