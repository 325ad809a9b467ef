package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/widget"
)

// hostileSchedules puts schedules, notes and holidays with the texts into a home.
func hostileSchedules(t *testing.T, home, url string) {
	t.Helper()
	for _, args := range [][]string{
		{"rules", "holidays", "add", hostileText, "--days", "24 dec " + strings.ReplaceAll(hostileLine(), ";", "")},
		{"rules", "add", "--name", hostileText, "--lock", hostileDoor, "--words", "daily 9-11"},
		{"rules", "add", "--name", "a " + hostileText, "--lock", "Maple Ct 3B · Patio", "--words", "mon 9-11"},
	} {
		got, told := askedAt(t, home, url, args...)
		mustBeHarmless(t, strings.Join(args[:2], " "), got+told)
		if !strings.Contains(got, "all is well") {
			t.Fatalf("%q: %s%s", args, got, told)
		}
	}
}

// TestHostileTables: lists have their columns where their headings are, whatever stands in a name, and JSON is JSON.
func TestHostileTables(t *testing.T) {
	t.Parallel()
	now, home := time.Now(), t.TempDir()
	names := false
	hostile := speaking(t, now, func(had string) string {
		if names {
			return had + " " + hostileText
		}
		return had
	})
	hostileSchedules(t, home, hostile.URL) // with locks that can be named
	names = true
	name := model.Clean("a " + hostileText)
	for _, c := range []struct {
		args []string
		rows int // at least
	}{
		{[]string{"devices"}, 10},
		{[]string{"codes"}, 50},
		{[]string{"problems"}, 0},
		{[]string{"rules", "list"}, 2},
		{[]string{"rules", "holidays", "list"}, 1},
		{[]string{"rules", "history", name}, 1},
		{[]string{"agent", "--once", "--dry-run"}, 2},
		{[]string{"rules", "preview", name}, 2},
		{[]string{"rules", "show", name}, 0},
		{[]string{"rules", "export", "--format", "ics"}, 0},
		{[]string{"rules", "list", "--json"}, 0},
		{[]string{"rules", "show", name, "--json"}, 0},
		{[]string{"rules", "history", name, "--json"}, 0},
		{[]string{"rules", "holidays", "list", "--json"}, 0},
		{[]string{"rules", "export"}, 0},
		{[]string{"agent", "--once", "--dry-run", "--json"}, 0},
		{[]string{"doctor", "--json"}, 0},
	} {
		what := strings.Join(c.args, " ")
		got, told := askedAt(t, home, hostile.URL, c.args...)
		mustBeHarmless(t, what, strings.ReplaceAll(got, "\r\n", "\n")+told)
		if got == "" {
			t.Errorf("%s says nothing: %s", what, told)
		}
		if slices.Contains(c.args, "--json") && !isJSON(got) {
			t.Errorf("%s: it is not JSON: %s", what, got)
		}
		if rows := rowsOf(t, what, got); rows < c.rows {
			t.Errorf("%s has %d rows: %s", what, rows, got)
		}
	}
}

// isJSON says that a text is one value, or one in each line.
func isJSON(text string) bool {
	if json.Valid([]byte(text)) {
		return true
	}
	return !slices.ContainsFunc(bytes.Split([]byte(strings.TrimSpace(text)), []byte("\n")), func(line []byte) bool { return !json.Valid(line) })
}

// rowsOf holds the rows of each table against its headings, and counts them.
func rowsOf(t *testing.T, what, text string) (rows int) {
	t.Helper()
	heading := regexp.MustCompile(`^[A-Z]+([ ,A-Za-z]*  [A-Z][ A-Za-z]*)+$`)
	var columns []int
	for _, line := range strings.Split(text, "\n") {
		switch {
		case heading.MatchString(line):
			columns = nil
			for _, at := range regexp.MustCompile(`  \S`).FindAllStringIndex(line, -1) {
				columns = append(columns, at[1]-1)
			}
		case line == "":
			columns = nil
		case columns != nil:
			rows++
			mustStandUnder(t, what, columns, cellsOf(line), line)
		}
	}
	return rows
}

// mustStandUnder fails unless each cell of a row is empty or begins where its heading does.
func mustStandUnder(t *testing.T, what string, columns []int, cells []rune, line string) {
	t.Helper()
	last := columns[len(columns)-1]
	for x := 2; x <= last && x < len(cells); x++ {
		apart, begins := cells[x-1] == ' ' && cells[x-2] == ' ', slices.Contains(columns, x)
		if begins && !apart || !begins && apart && cells[x] != ' ' {
			t.Errorf("%s: column %d of %q is not where its heading is", what, x, line)
		}
	}
}

// cellsOf are the letters of a line by cell; a wide one has two.
func cellsOf(line string) (cells []rune) {
	for _, r := range line {
		for range widget.RuneWidth(r) {
			cells = append(cells, r)
		}
	}
	return cells
}
