package ics_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"seamdash/model"
	"seamdash/model/ics"
)

// names are such as would leave their line, their property or their event.
func names() map[string]string {
	return map[string]string{
		"an end": "Cleaner\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "a line": "Cleaner\nDTSTART:19700101T000000Z", "a folded line": "Cleaner\r\n DTSTART:x", "a literal end": `Cleaner\nEND:VEVENT\NEND:VCALENDAR`,
		"separators": `a, b; c: d" e=f ^n ^' ^^`, "backslashes": `\ \\ \, \; \n x\`, "a parameter": `;VALUE=URI:http://evil.example`, "ends in a backslash": `Cleaner \`,
		"Chinese at the fold": strings.Repeat("國家", 40), "Chinese, one off": "x" + strings.Repeat("國家", 40), "Chinese, two off": "xy" + strings.Repeat("國家", 40), "Hindi": strings.Repeat("अतिथि शर्मा ", 8),
		"separators at the fold": strings.Repeat(",;\\", 30), "separators, one off": "x" + strings.Repeat(",;\\", 30), "letters at the fold": strings.Repeat("é", 99), "blanks at the fold": strings.Repeat("abcd ", 19) + "x", "blanks, one off": "x" + strings.Repeat("abcd ", 19) + "x",
		"other lines": "a\u2028b\u2029c\u0085d\vd\fe", "orders": "x\x1b[2J\x1b]0;owned\x07y\x00\u202ez\u200b", "not UTF-8": "Cl\xc3aner \xff\xfe", "nothing": "", "long": strings.Repeat("w", 5000), "blanks": " \t Cleaner \t ",
	}
}

// A content is one line of a calendar, unfolded: what stands before its first colon outside of quotes, and behind.
type content struct{ head, value string }

// contents reads a calendar as RFC 5545 says lines are written, and fails for each that is not.
func contents(t *testing.T, name, text string) (all []content) {
	t.Helper()
	if !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		t.Errorf("%s: there is a line without its end, or an end without a line: %q", name, text)
	}
	lines := unfolded(t, name, text)
	for _, line := range lines {
		at, quoted := 0, false
		for at < len(line) && (quoted || line[at] != ':') {
			quoted = quoted != (line[at] == '"')
			at++
		}
		if at == len(line) {
			t.Errorf("%s: a line says nothing: %q", name, line)
			continue
		}
		all = append(all, content{line[:at], line[at+1:]})
	}
	return all
}

// unfolded are the lines of a calendar, put together.
func unfolded(t *testing.T, name, text string) (lines []string) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%s: a line has %d bytes, or half a letter: %q", name, len(line), line)
		}
		if folded, is := strings.CutPrefix(line, " "); is && len(lines) > 0 {
			lines[len(lines)-1] += folded
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// unquoted is a TEXT value as it is meant; ok is false where a separator stands bare.
func unquoted(value string) (text string, ok bool) {
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] == ',' || value[i] == ';':
			return "", false
		case value[i] != '\\':
			out.WriteByte(value[i])
		case i+1 == len(value):
			return "", false
		default:
			i++
			out.WriteString(map[byte]string{'n': "\n", 'N': "\n", ',': ",", ';': ";", '\\': `\`}[value[i]])
		}
	}
	return out.String(), true
}

// TestHostileNames are written as names and read back as the same, by a reader of this test, by the library and by ours; nothing else of
// the calendar is as it is with another name.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	all := names()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		mustBeName(t, name, all[name])
	}
}

func exported(t *testing.T, name string) string {
	t.Helper()
	var b strings.Builder
	r := cleaners(t)
	r.Name = name
	id := []rune("01J" + name)
	if _, err := ics.Write(&b, []ics.Entry{{ID: string(id[:min(len(id), 40)]), Rule: r}}, ics.WriteOptions{Now: now(), Name: name}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func mustBeName(t *testing.T, what, name string) {
	t.Helper()
	clean, text := model.Clean(name), exported(t, name)
	mustHaveLines(t, what, clean, text)
	mustBeRead(t, what, clean, text)
	together := 1
	if utf8.RuneCountInString(clean) > 100 { // no rule is called that, and what has lost something stays apart
		together = 3
	}
	in, err := ics.Read(strings.NewReader(text), ics.Options{})
	if err != nil || len(in.Rules) != together || len(in.Refused) > 0 {
		t.Fatalf("%s: read back: %s %v\n%s", what, tell(in), err, text)
	}
	if back := in.Rules[0].Rule.Name; clean != "" && (in.Name != clean || !strings.HasPrefix(clean, strings.TrimSuffix(back, "…"))) {
		t.Errorf("%s: read back as %q of %q", what, back, in.Name)
	}
}

// mustBeRead fails unless the library reads the name in all events.
func mustBeRead(t *testing.T, what, clean, text string) {
	t.Helper()
	theirs, err := ical.ParseCalendar(strings.NewReader(text))
	if err != nil || len(theirs.Events()) != 3 {
		t.Fatalf("%s: the library finds %v:\n%s", what, err, text)
	}
	for _, e := range theirs.Events() {
		if p := e.GetProperty(ical.ComponentPropertySummary); p == nil || p.Value != clean {
			t.Errorf("%s: the library reads %+v", what, p)
		}
	}
}

// mustHaveLines fails for every line that is another with another name, but for those that have it.
func mustHaveLines(t *testing.T, what, clean, text string) {
	t.Helper()
	got, want := contents(t, what, text), contents(t, what, exported(t, "Cleaner"))
	if clean == "" { // the calendar has no name then
		want = slices.DeleteFunc(want, func(c content) bool { return c.head == "X-WR-CALNAME" })
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d lines, and %d with another name:\n%s", what, len(got), len(want), text)
	}
	for i, c := range got {
		switch c.head {
		case "SUMMARY", "X-WR-CALNAME":
			if told, ok := unquoted(c.value); !ok || told != clean {
				t.Errorf("%s: %s is %q, as %q", what, c.head, c.value, told)
			}
		case "UID", "X-SEAMDASH-RULE":
			if strings.ContainsFunc(c.value, func(r rune) bool { return r > '~' || strings.ContainsRune(" ,;:\\\"", r) }) {
				t.Errorf("%s: the id is %q", what, c.value)
			}
		default:
			if c != want[i] {
				t.Errorf("%s: %q, and with another name %q", what, c, want[i])
			}
		}
	}
}

// FuzzNames writes and reads back any name.
func FuzzNames(f *testing.F) {
	for _, name := range names() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) { mustBeName(t, "it", name) })
}
