package main

import (
	"slices"
	"strings"
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
		"sort sort-turn next-view previous-view views columns details refresh help " +
		"week-after week-before week-door week-rule problem-go rule-lock") {
		all = append(all, deed{id: id})
	}
	return append(all, deed{id: "problems", then: "@problems"}, deed{id: "own", then: "@own"}, deed{id: "freeze", then: "~ f"}, deed{id: "workspace", then: "~ down enter ~ esc esc"}, deed{id: "suspend"}, deed{id: "mark", then: "down down @mark-range @unmark"}, deed{id: "mark-all"}, deed{id: "actions", then: "={PIN of a guest} esc", asks: true}, deed{id: "more"},
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

// knownDeeds are the actions that are done, by themselves or after others.
func knownDeeds() map[string]bool {
	known := map[string]bool{}
	for _, d := range canaryDeeds() {
		known[d.id] = true
		for _, word := range strings.Fields(d.then) {
			if id, also := strings.CutPrefix(word, "@"); also {
				known[id] = true
			}
		}
	}
	return known
}
