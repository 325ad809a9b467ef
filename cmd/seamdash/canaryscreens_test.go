package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A deed is an action of the catalogue and what somebody presses after its key: names of keys, "=" before what is typed, "~" for some
// minutes, "!" for the first answer that a question has, and "@" before another action.
type deed struct {
	id   string
	then string
	// asks says that whoever does it asks for PINs, on the screen or in the clipboard; often that it is done wherever it can be.
	asks, often bool
}

// canaryDeeds are all actions, in an order in which the later ones find what they need. One that is not here fails by name.
func canaryDeeds() []deed {
	return slices.Concat(lookingDeeds(), askingDeeds(), troubleDeeds(), ruleDeeds(), changingDeeds(), []deed{{id: "presentation"}})
}

// lookingDeeds change nothing but what is on the screen.
func lookingDeeds() (all []deed) {
	for _, id := range strings.Fields("down up page-down page-up first last left right other-pane fleet codes schedules troubles activity open back " +
		"sort sort-turn next-view previous-view views columns problems mark-range own details refresh help " +
		"week-after week-before week-door week-rule problem-go rule-lock") {
		all = append(all, deed{id: id})
	}
	return append(all, deed{id: "freeze", then: "~ f"}, deed{id: "workspace", then: "~ down enter ~ esc esc"}, deed{id: "suspend"}, deed{id: "mark", then: "@unmark"}, deed{id: "mark-all"}, deed{id: "actions", then: "={PIN of a guest} esc", asks: true}, deed{id: "more"},
		deed{id: "holidays", then: "n =Ours enter esc esc"}, deed{id: "rule-export"}, deed{id: "filter", then: "={a guest} enter esc"})
}

// askingDeeds are about PINs.
func askingDeeds() []deed {
	return []deed{
		{id: "reveal", asks: true, often: true},
		{id: "copy", asks: true, often: true},
		{id: "copy-more", then: "i"},
		{id: "copy-more", then: "s"},
		{id: "copy-more", then: "j"},
		{id: "copy-more", then: "p", asks: true},
	}
}

func troubleDeeds() []deed {
	return []deed{
		{id: "diagnose", then: "~ j ~ esc y s ~"},
		{id: "problem-acknowledge", then: "~"},
		{id: "problem-quiet", then: "end @problem-wake ~"},
		{id: "problem-snooze", then: "! ~"},
		{id: "problem-try", then: "esc"},
	}
}

func ruleDeeds() []deed {
	return []deed{
		{id: "rule-retry", then: "~"},
		{id: "rule-pass", then: "! ~"},
		{id: "rule-new", then: "=Porter tab =daily~9-11 esc"},
		{id: "rule-edit", then: "esc", asks: true},
		{id: "recur", then: "esc", asks: true},
		{id: "rule-skip", then: "! ~"},
		{id: "rule-pause", then: "! ~"},
		{id: "roll", then: "! ~"},
		{id: "rule-remove", then: "! ~"},
		{id: "rule-restore", then: "! ~"},
	}
}

// changingDeeds write to locks.
func changingDeeds() []deed {
	return []deed{
		{id: "backup", then: "! ~"},
		{id: "create", then: "={a guest} tab ={PIN of a guest} enter ~ esc", asks: true}, // the lock has this PIN
		{id: "create", then: "={a tenant} tab ={PIN of a form} enter ~ ~", asks: true},
		{id: "edit", then: "=A tab ={PIN of a form}12 enter esc", asks: true},
		{id: "new-pin", then: "! ~"},
		{id: "undo", then: "! ~"},
		{id: "extend", then: "! ~"},
		{id: "allow-changes", then: "! ~"},
		{id: "retry", then: "! ~"},
		{id: "report-zone", then: "=vienna enter y ~"},
		{id: "lock", then: "! ~"},
		{id: "unlock", then: "! ~"},
		{id: "adopt", then: "! ~"},
		{id: "convert", then: "enter ~ esc"},
		{id: "recreate", then: "! ~ ~"},
		{id: "delete", then: "! ~"},
		{id: "quit"},
	}
}

// TestCanariesOfScreens: whatever key is pressed on whatever screen, PINs are only where somebody asked for them, keys nowhere, and
// names of guests only where people work with guests.
func TestCanariesOfScreens(t *testing.T) {
	t.Parallel()
	skipShort(t)
	inCanaryHouse(t, func(h *canaryHouse) {
		known, able := map[string]bool{}, map[string]string{} // for those that never were, why
		for _, d := range canaryDeeds() {
			known[d.id] = true
			for _, word := range strings.Fields(d.then) {
				if id, also := strings.CutPrefix(word, "@"); also {
					known[id] = true
				}
			}
		}
		h.tour(known, able)
		for _, d := range canaryDeeds() {
			if d.id != "presentation" {
				h.do(d, able)
			}
		}
		h.together()
		h.present(able)
		for id := range known {
			if why, offered := able[id]; (!offered || why != "") && id != "backup" { // no spare code gets ready in this workspace
				t.Errorf("the action %q was never possible, so nothing of it was seen: %s", id, why)
			}
		}
		h.sawAllOverlays()
		if len(h.seen) < 300 {
			t.Errorf("only %d different frames were seen", len(h.seen))
		}
	})
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
			if d.id == "freeze" {
				h.press(key)
			}
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

// do does a deed in the first place where it is possible.
func (h *canaryHouse) do(d deed, able map[string]string) {
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
		if !d.often {
			return
		}
	}
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
