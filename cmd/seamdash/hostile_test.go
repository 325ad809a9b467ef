package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/seamclient/sim"
	"seamdash/ui/widget"
)

// hostileText is what the commands are given: as much as one text can hold of what may hurt a terminal or a reader of its lines.
const hostileText = "x\x1b[2J\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x1b\\\u009b1A\x9b\x00\x7f\r\nseamdash: all is well\n\t" +
	"अतिथि शर्मा \u202e4177\u202c\u200b\U000e0041\u115f國\u0301\u0301\u0301\u0301 │▸ ﷽ 👩‍👧 \u1112\u1161\u11ab"

// spokenBy are the members of Seam's answers in which people, locks and makers speak.
func spokenBy() []string {
	return []string{"name", "nickname", "display_name", "message", "location_name", "model_display_name", "manufacturer", "email", "user_identifier"}
}

// distorted serves a workspace in which everybody has something else to say than they had. Requests are those of the workspace.
func speaking(t *testing.T, at time.Time, distort func(string) string) *httptest.Server {
	t.Helper()
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true, Now: func() time.Time { return at }})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		world.ServeHTTP(answer, r)
		for key, values := range answer.Header() {
			w.Header()[key] = values
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		var body any
		if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil {
			_, _ = io.Copy(w, answer.Body) // the program may hang up first
			return
		}
		_ = json.NewEncoder(w).Encode(respoken(body, distort))
	}))
	t.Cleanup(server.Close)
	return server
}

func respoken(node any, distort func(string) string) any {
	switch node := node.(type) {
	case map[string]any:
		for key, value := range node {
			if text, ok := value.(string); ok && slices.Contains(spokenBy(), key) {
				node[key] = distort(text)
			} else {
				node[key] = respoken(value, distort)
			}
		}
	case []any:
		for i := range node {
			node[i] = respoken(node[i], distort)
		}
	}
	return node
}

// form is what a text looks like from far away: its blanks, signs and cells.
func form(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case widget.RuneWidth(r) == 0 && r != '\n':
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || !widget.OneCell(r) && r != '\n':
			out.WriteString(strings.Repeat("a", widget.RuneWidth(r)))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// mustBeHarmless fails for everything in an output of commands that a terminal could take for an order, or a person could not see.
func mustBeHarmless(t *testing.T, what, output string) {
	t.Helper()
	if !utf8.ValidString(output) {
		t.Errorf("%s: it is not UTF-8: %q", what, output)
	}
	for _, r := range output {
		if r != '\n' && (unicode.Is(unicode.C, r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Zl, unicode.Zp)) {
			t.Fatalf("%s: it has %U: %q", what, r, output)
		}
	}
}

// asked gives what a command says, to both streams.
func asked(t *testing.T, endpoint string, args ...string) (stdout, stderr string) {
	t.Helper()
	return askedAt(t, t.TempDir(), endpoint, args...)
}

// askedAt is asked in a home that others leave something in.
func askedAt(t *testing.T, home, endpoint string, args ...string) (stdout, stderr string) {
	t.Helper()
	return talkedTo(t, home, "", endpoint, args...)
}

// talkedTo is the same of one that somebody types to.
func talkedTo(t *testing.T, home, typed, endpoint string, args ...string) (stdout, stderr string) {
	t.Helper()
	env := append(alone(), "SEAM_API_KEY="+scriptKey, "SEAMDASH_STORE="+filepath.Join(home, "store.db"), "XDG_STATE_HOME="+home, "HOME="+home, "TERM=dumb", "TZ=UTC")
	var out, told bytes.Buffer
	run(t.Context(), append(args, "--endpoint", endpoint), env, strings.NewReader(typed), &out, &told)
	return out.String(), told.String()
}

// TestHostileAnswers asks all that reads from Seam: no output has an order to the terminal, and each has as many lines as with
// harmless texts as long and as wide.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	now := time.Now() // stands still, so that both have the same codes
	hostile := speaking(t, now, func(had string) string { return had + " " + hostileText })
	harmless := speaking(t, now, func(had string) string { return form(model.Clean(had + " " + hostileText)) })
	for _, args := range [][]string{
		nil,
		{"devices"},
		{"devices", "--json"},
		{"codes"},
		{"codes", "--json"},
		{"problems"},
		{"problems", "--json"},
		{"whoami"},
		{"diagnose"},
		{"codes", "diagnose", "Owner"},
		{"codes", "delete", "Owner", "--yes"},
		{"rules", "list"},
		{"agent", "--once", "--dry-run"},
	} {
		what := strings.Join(args, " ")
		got, told := asked(t, hostile.URL, args...)
		mustBeHarmless(t, what, got+told)
		if slices.Contains(args, "--json") && !json.Valid([]byte(got)) {
			t.Errorf("%s: it is not JSON: %s", what, got)
		}
		if want, _ := asked(t, harmless.URL, args...); strings.Count(got, "\n") != strings.Count(want, "\n") {
			t.Errorf("%s has %d lines, harmless %d:\n%s\n%s", what, strings.Count(got, "\n"), strings.Count(want, "\n"), got, want)
		}
	}
}
