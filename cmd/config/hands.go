package config

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// How the dashboard tells that a code was set or failed, in the words of the setting notify.
const (
	NotifyOff    = "off"
	NotifyBell   = "bell"
	NotifyOSC9   = "osc9"
	NotifyOSC777 = "osc777"
	NotifyOSC99  = "osc99"
)

// handRows are how the dashboard takes keys and calls for attention.
func handRows() []row {
	return []row{
		{
			key: "bindings", kind: list, fallback: "[]",
			doc: "Keys of the dashboard, by action: [\"copy=z\", \"copy=ctrl+y\", \"quit=Q\"]. They replace the keys that the\n" +
				"action has. The list behind : in the dashboard names the actions.",
			put:  func(s *Settings, v value) (err error) { s.Bindings, err = parseBindings(v.list); return err },
			show: func(s *Settings) string { return strings.Join(showBindings(s.Bindings), " ") },
		},
		choice("notify", []string{NotifyOff, NotifyBell, NotifyOSC9, NotifyOSC777, NotifyOSC99}, func(s *Settings) *string { return &s.Notify },
			row{doc: "How the dashboard tells, beside showing it, that a code was set or could not be, that a schedule needs\n" +
				"somebody and that a battery is low: the terminal's bell, or a desktop notification as iTerm2, Windows Terminal\n" +
				"and WezTerm (osc9), urxvt and foot (osc777) or kitty (osc99) know it."}),
		{
			key: "clipboard_clear", fallback: `"45s"`,
			doc: "How long a PIN that was copied stays on the clipboard: \"5s\" to \"1h\", or \"off\". It is emptied when the dashboard\n" +
				"ends, too. What was copied in another program meanwhile goes with it: the terminal tells nobody what is there.",
			put:  func(s *Settings, v value) (err error) { s.ClipboardClear, err = parseClear(v.text); return err },
			show: func(s *Settings) string { return showPace(s.ClipboardClear) },
		},
	}
}

func parseClear(s string) (time.Duration, error) {
	if s == "off" || s == "0" {
		return 0, nil
	}
	after, err := time.ParseDuration(s)
	if err != nil || after < 5*time.Second || after > time.Hour {
		return 0, complaint{what: `want a time from "5s" to "1h", or "off"`, hint: "write it like \"45s\" or \"2m\"."}
	}
	return after, nil
}

// parseBindings reads ACTION=KEY; the key may itself be the equals sign. Whether there is such an action, and whether keys
// clash, the dashboard says when it begins.
func parseBindings(list []string) (map[string][]string, error) {
	if len(list) > 4*maxList {
		return nil, complaint{what: fmt.Sprintf("it has more than %d parts", 4*maxList)}
	}
	var bindings map[string][]string
	for _, text := range list {
		id, key, ok := strings.Cut(text, "=")
		if !ok || id == "" || key == "" || plain(text) != nil {
			return nil, complaint{what: fmt.Sprintf("%q is not ACTION=KEY", short(text)), hint: "write it like \"copy=ctrl+y\"."}
		}
		if bindings == nil {
			bindings = map[string][]string{}
		}
		bindings[id] = append(bindings[id], key)
	}
	return bindings, nil
}

func showBindings(bindings map[string][]string) []string {
	var out []string
	for id, keys := range bindings {
		for _, key := range keys {
			out = append(out, id+"="+key)
		}
	}
	slices.Sort(out)
	return out
}
