package config

import (
	"fmt"
	"slices"
	"strings"

	"seamdash/cmd/alert"
)

// Alerts say who is told about trouble, and about which.
type Alerts struct {
	Command []string // program and arguments; empty for none
	On      []alert.Kind
}

func alertsRow() row {
	return row{
		key: "alerts", kind: tableOf, fixed: true, fallback: "{}",
		doc: "A program of yours that is told about trouble: it gets one JSON object on its input, with kind, at, message and,\n" +
			"where they apply, rule_id, rule_name, lock_id, lock_name, part, code_id, from and until; never a PIN. Many at once are\n" +
			"told as one of the kind \"several\", with their number by kind in more.",
		put: func(s *Settings, v value) error {
			s.Alerts = Alerts{On: alert.Usual()}
			return fill(&s.Alerts, alertCells(), v.tree, nil, nil).asError()
		},
		show:     func(s *Settings) string { return s.Alerts.String() },
		document: func(b *strings.Builder) { documentCells(b, alertCells()) },
	}
}

func alertCells() []cell[Alerts] {
	return []cell[Alerts]{
		{
			key: "command", kind: list, fallback: "[]",
			doc: "The program and its arguments: [\"notify-rosa\", \"--urgent\"]. It has ten seconds. No shell reads it; for one, write\n" +
				"[\"sh\", \"-c\", \"...\"].",
			put: func(a *Alerts, v value) error { a.Command = v.list; return checkCommand(v.list) },
		},
		{
			key: "on", kind: list, fallback: quoteAll(alert.Usual()),
			doc: "What it is told: late, a window is open and its code is not on the lock; missed, it went by without; halted, a\n" +
				"schedule waits for somebody; gone, a code was removed by hand; low_battery; failed, Seam could not set or remove a\n" +
				"code and goes on trying.",
			put: func(a *Alerts, v value) (err error) { a.On, err = parseKinds(v.list); return err },
		},
	}
}

func parseKinds(list []string) ([]alert.Kind, error) {
	kinds := make([]alert.Kind, 0, len(list))
	words := make([]string, 0, len(alert.Kinds()))
	for _, kind := range alert.Kinds() {
		words = append(words, string(kind))
	}
	for _, word := range list {
		if !slices.Contains(words, word) {
			return nil, complaint{
				what: fmt.Sprintf("%q is not among %s", short(word), strings.Join(words, ", ")), hint: didYouMean(word, words),
			}
		}
		if kind := alert.Kind(word); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds, nil
}

func quoteAll(kinds []alert.Kind) string {
	words := make([]string, 0, len(kinds))
	for _, kind := range kinds {
		words = append(words, fmt.Sprintf("%q", string(kind)))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// String is the program, without its arguments because they can be secrets, and what it is told.
func (a Alerts) String() string {
	if len(a.Command) == 0 {
		return ""
	}
	words := make([]string, 0, len(a.On))
	for _, kind := range a.On {
		words = append(words, string(kind))
	}
	return showCommand(a.Command) + " on " + strings.Join(words, ", ")
}
