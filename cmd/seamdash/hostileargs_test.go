package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"seamdash/seamclient/sim"
)

const (
	// hostileWord is one word as hostile as [hostileText], which has many.
	hostileWord = "4177\x1b[2J\x1b]0;owned\x07\u009b1A\x9b\x7f\u202eevil\u202c\u200b\U000e0041\u115f國\u0301\u0301\u0301\u0301"
	// hostileTrace is in both: an output without it is not about the text.
	hostileTrace = "4177"
	// hostileDoor is a lock of the workspace that they are given in.
	hostileDoor = "Maple Ct 1A · Front Door"
)

// hostileLine is the text without what no name of a file and no line can hold.
func hostileLine() string {
	return strings.NewReplacer("\n", " ", "\r", " ", "\x00", " ", "/", " ").Replace(hostileText)
}

func hostileServer(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	return server.URL
}

// hostileArguments are commands that say the text back, which stands where {} is.
func hostileArguments(calendar string) [][]string {
	code := []string{"codes", "create", "--device", hostileDoor, "--name"}
	rule := func(more ...string) []string {
		return append([]string{"rules", "add", "--name", "x", "--lock", hostileDoor}, more...)
	}
	return [][]string{
		{"{}"},
		{"help", "{}"},
		{"devices", "{}"},
		{"devices", "--config", "{}"},
		append(slices.Clone(code), "{}", "--dry-run"),
		append(slices.Clone(code), "{}"),
		append(slices.Clone(code), "x", "--starts", "{}"),
		append(slices.Clone(code), "x", "--starts", "2032-01-04 09:00", "--zone", "{}"),
		{"codes", "create", "--device", "{}", "--name", "x"},
		{"codes", "--device", "{}"},
		{"codes", "delete", "{}", "--yes"},
		{"codes", "update", "{}", "--name", "{}"},
		{"codes", "convert", "{}", "--to", "ongoing"},
		{"codes", "adopt", "{}"},
		{"codes", "diagnose", "{}"},
		{"rules", "add", "{}"},
		{"rules", "add", "--name", "x", "--lock", "{}", "--words", "daily 9-11"},
		{"rules", "add", "--name", "{}", "--lock", hostileDoor, "--words", "daily 9-11"},
		{"rules", "add", "--name", "{}", "--lock", hostileDoor, "--words", "daily 9-11", "--json"},
		rule("--words", "{}"),
		rule("--words", "daily 9-11 except {}"),
		rule("--start", "{}", "--duration", "PT1H", "--rrule", "FREQ=DAILY"),
		rule("--start", "2030-01-07T22:00", "--duration", "{}", "--rrule", "FREQ=DAILY"),
		rule("--start", "2030-01-07T22:00", "--duration", "PT1H", "--rrule", "FREQ=DAILY", "--zone", "{}"),
		{"rules", "preview", "{}"},
		{"rules", "preview", "--words", "{}", "--tz", "UTC"},
		{"rules", "preview", "--words", "daily 9-11", "--tz", "{}"},
		{"rules", "preview", "--words", "daily 9-11", "--tz", "UTC", "--after", "{}"},
		{"rules", "import", "{}"},
		{"rules", "import", calendar, "--lock", "{}"},
		{"rules", "import", calendar, "--zone", "{}"},
		{"rules", "import", calendar, "--zone", "a={}"},
		{"rules", "show", "{}"},
		{"rules", "edit", "{}", "--name", "x"},
		{"rules", "history", "{}"},
		{"rules", "pause", "{}", "--yes"},
		{"rules", "skip", "{}", "2030-01-01", "--yes"},
		{"rules", "retry", "{}"},
		{"rules", "remove", "{}", "--yes"},
		{"rules", "export", "{}"},
		{"rules", "export", "--format", "{}"},
		{"rules", "holidays", "add", "{}", "--days", "25 dec"},
		{"rules", "holidays", "add", "x", "--days", "{}"},
		{"rules", "holidays", "add", "x", "--country", "{}"},
		{"rules", "holidays", "add", "x", "--ics", "{}"},
		{"rules", "holidays", "remove", "{}", "--yes"},
		{"store", "backup", "/{}/x"},
		{"store", "restore", "{}"},
		{"store", "check", "--store", "/{}/x"},
		{"agent", "--health", "{}"},
		{"agent", "--webhook-listen", "{}"},
		{"agent", "--webhook-listen", "127.0.0.1:0", "--webhook-register", "{}"},
		{"doctor", "--store", "/{}/x"},
	}
}

// TestHostileArguments gives the texts where a person or a script gives words: what is said of them is harmless, and something is.
func TestHostileArguments(t *testing.T) {
	t.Parallel()
	url, home := hostileServer(t), t.TempDir()
	calendar := filepath.Join(home, "a.ics")
	if err := os.WriteFile(calendar, []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range hostileArguments(calendar) {
		heard := ""
		for _, text := range []string{hostileText, hostileLine(), hostileWord} {
			given := slices.Clone(args)
			for i := range given {
				given[i] = strings.Replace(given[i], "{}", text, 1)
			}
			got, told := asked(t, url, given...)
			mustBeHarmless(t, strings.Join(args, " "), got+told)
			heard += got + told
		}
		if !strings.Contains(heard, hostileTrace) {
			t.Errorf("%q says nothing of the text: %q", args, heard)
		}
	}
}

// A hostileFile has the text in it. says is a part of what is said of it, where that is not the text.
type hostileFile struct {
	body string
	with []string // the command, before the name of the file
	says string
}

func hostileSettings() map[string]hostileFile {
	check, key := []string{"config", "--check", "--config"}, []string{"whoami", "--key-source", "command", "--config"}
	word, line := inTOML(hostileWord), inTOML(hostileLine())
	return map[string]hostileFile{
		"key.toml":      {body: word + " = 1\n", with: check},
		"profile.toml":  {body: "[profiles." + word + "]\n", with: check},
		"value.toml":    {body: "theme = " + word + "\n", with: check, says: "want one of auto"},
		"endpoint.toml": {body: "endpoint = " + word + "\n", with: check, says: "control characters"},
		"binding.toml":  {body: "bindings = [" + inTOML("quit="+hostileWord) + "]\n", with: check},
		"broken.toml":   {body: hostileText, with: check, says: "expected '='"},
		"command.toml":  {body: "key_command = [" + line + "]\n", with: key},
		"gives.toml":    {body: "key_command = ['printf', '%s', " + line + "]\n", with: key, says: "characters that no key has"},
	}
}

// calendarOf has one event.
func calendarOf(properties ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:" + hostileLine() + "\r\nBEGIN:VEVENT\r\n" + strings.Join(properties, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func hostileCalendars() map[string]hostileFile {
	take, line := []string{"rules", "import", "--lock", hostileDoor}, hostileLine()
	word := strings.NewReplacer(";", "", ":", "").Replace(hostileWord)
	const from, until, thrice = "DTSTART;TZID=Europe/Lisbon:20300104T090000", "DTEND;TZID=Europe/Lisbon:20300104T100000", "RRULE:FREQ=DAILY;COUNT=3"
	return map[string]hostileFile{
		"name.ics":     {body: calendarOf("UID:a", "SUMMARY:"+line, from, until, thrice), with: take},
		"refused.ics":  {body: calendarOf("UID:"+line, "SUMMARY:"+line), with: take},
		"nameless.ics": {body: calendarOf("UID:" + word), with: take},
		"zone.ics":     {body: calendarOf("UID:a", "DTSTART;TZID="+word+":20300104T090000", "DTEND;TZID="+word+":20300104T100000"), with: take},
		"start.ics":    {body: calendarOf("UID:a", "DTSTART:"+word, "DTEND:"+word), with: take},
		"more.ics":     {body: calendarOf("UID:"+line, "SUMMARY:a", "LOCATION:"+line, "X-A:"+line, "STATUS:"+line, from, until, thrice), with: take, says: "1 schedule kept"},
		"rule.ics":     {body: calendarOf("UID:a", from, until, "RRULE:FREQ="+word), with: take, says: "belong in a rule"},
		"member.ics":   {body: calendarOf("UID:a", word+":1", from, until, thrice), with: take, says: "cannot be read"},
		"broken.ics":   {body: "BEGIN:VCALENDAR\r\n" + hostileText + "\r\nEND:VCALENDAR\r\n", with: take, says: "binary data"},
	}
}

// hostileExports are files of rules export, with the text in the place of the name of a schedule.
func hostileExports(t *testing.T, url string) map[string]hostileFile {
	t.Helper()
	home, take := t.TempDir(), []string{"rules", "import"}
	_, _ = askedAt(t, home, url, "rules", "add", "--name", "Plainly", "--lock", hostileDoor, "--words", "daily 9-11")
	exported, _ := askedAt(t, home, url, "rules", "export")
	if !strings.Contains(exported, `"Plainly"`) {
		t.Fatalf("nothing is exported: %s", exported)
	}
	with := func(name string) string { return strings.ReplaceAll(exported, `"Plainly"`, name) }
	return map[string]hostileFile{
		"name.json":   {body: with(quoted(hostileText)), with: take},
		"member.json": {body: with(`"a",` + quoted(hostileText) + `:1`), with: take},
		"broken.json": {body: "{" + hostileText, with: take, says: "invalid character"},
		"restore.db":  {body: hostileText, with: []string{"store", "restore"}, says: "not a store"},
	}
}

// TestHostileFiles reads the texts from files: configurations, calendars, what was exported. Each was read as far as it says.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	url, dir := hostileServer(t), t.TempDir()
	for _, files := range []map[string]hostileFile{hostileSettings(), hostileCalendars(), hostileExports(t, url)} {
		for name, file := range files {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(file.body), 0o600); err != nil {
				t.Fatal(err)
			}
			got, told := asked(t, url, append(slices.Clone(file.with), path)...)
			mustBeHarmless(t, name, got+told)
			if said := strings.ReplaceAll(got+told, dir, ""); !strings.Contains(said, cmp.Or(file.says, hostileTrace)) {
				t.Errorf("%s: what is said is not about the text: %q", name, said)
			}
		}
	}
}

// TestHostileStore tells what hostile schedules and sets of holidays left in the store.
func TestHostileStore(t *testing.T) {
	t.Parallel()
	url, home := hostileServer(t), t.TempDir()
	days := filepath.Join(home, "days.ics")
	if err := os.WriteFile(days, []byte(calendarOf("UID:a", "SUMMARY:"+hostileLine(), "DTSTART;VALUE=DATE:20301226")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"rules", "holidays", "add", hostileText, "--ics", days},
		{"rules", "add", "--name", hostileText, "--lock", hostileDoor, "--words", "daily 9-11 from 2030-01-01"},
		{"rules", "list"},
		{"rules", "list", "--json"},
		{"rules", "show", hostileText},
		{"rules", "show", hostileText, "--json"},
		{"rules", "edit", hostileText, "--words", "daily 9-12 from 2030-01-01", "--code-name", "國 {date}\u202e", "--yes"},
		{"rules", "history", hostileText},
		{"rules", "history", hostileText, "--json"},
		{"rules", "pause", hostileText, "--yes"},
		{"rules", "pause", hostileText, "--yes"},
		{"rules", "resume", hostileText, "--yes"},
		{"rules", "skip", hostileText, "2030-01-02", "--yes"},
		{"rules", "retry", hostileText},
		{"rules", "export"},
		{"rules", "export", "--format", "ics"},
		{"rules", "holidays", "list"},
		{"rules", "holidays", "list", "--json"},
		{"agent", "--once", "--dry-run"},
		{"rules", "holidays", "remove", hostileText, "--yes"},
		{"rules", "remove", hostileText, "--yes"},
	} {
		got, told := askedAt(t, home, url, args...)
		what := strings.ReplaceAll(strings.Join(args, " "), hostileText, "NAME")
		mustBeHarmless(t, what, strings.ReplaceAll(got, "\r\n", "\n")+told) // as the lines of a calendar end
		if !strings.Contains(got+told, hostileTrace) {
			t.Errorf("%s: what is said is not about the text: %q, %q", what, got, told)
		}
	}
}

// TestJSONIsHarmless, and means what it says.
func TestJSONIsHarmless(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "plain", hostileText, hostileWord, "a\u2028b\u2029c\ufeff\U000e0001", "Fête · 國 \u0301 <&>"} {
		var out bytes.Buffer
		if err := writeJSON(&out, map[string]string{"a" + text: text}); err != nil {
			t.Fatal(err)
		}
		mustBeHarmless(t, text, out.String())
		var back map[string]string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil || back["a"+strings.ToValidUTF8(text, "\ufffd")] != strings.ToValidUTF8(text, "\ufffd") {
			t.Errorf("%q is read back as %q (%v)", text, back, err)
		}
	}
}

func quoted(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text has a form in JSON
	}
	return string(out)
}

// inTOML is a text as a configuration may have it.
func inTOML(text string) string {
	var out strings.Builder
	for _, r := range text {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			fmt.Fprintf(&out, `\U%08X`, r)
		} else {
			out.WriteRune(r)
		}
	}
	return `"` + out.String() + `"`
}
