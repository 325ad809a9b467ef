package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/cmd/alert"
)

func TestAlerts(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file  string
		want  Alerts
		shown string
	}{
		"nothing":       {"", Alerts{On: alert.Usual()}, ""},
		"a command":     {"[alerts]\ncommand = ['tell', 'rosa', '--token=sesame']", Alerts{Command: []string{"tell", "rosa", "--token=sesame"}, On: alert.Usual()}, "tell (and 2 more) on late, missed, halted, gone, low_battery"},
		"what is told":  {"[alerts]\ncommand = ['tell']\non = ['failed', 'late', 'failed']", Alerts{Command: []string{"tell"}, On: []alert.Kind{alert.Failed, alert.Late}}, "tell on failed, late"},
		"without any":   {"[alerts]\non = []", Alerts{On: []alert.Kind{}}, ""},
		"in a profile":  {"profile = 'home'\n[alerts]\ncommand = ['tell']\n[profiles.home.alerts]\non = ['late']", Alerts{On: []alert.Kind{alert.Late}}, ""},
		"as documented": {strings.ReplaceAll(documented(t), "# ", ""), Alerts{Command: []string{}, On: alert.Usual()}, ""},
	} {
		got := resolved(t, parsed(t, tc.file), Given{})
		if diff := cmp.Diff(tc.want, got.Alerts); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if shown := lineOf(t, got, "alerts").Value; shown != tc.shown {
			t.Errorf("%s: shown as %q", name, shown)
		}
	}
}

// documented is the part of the documentation that is about alerts, without prose.
func documented(t *testing.T) string {
	t.Helper()
	var b, out strings.Builder
	if err := Document(&b); err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(b.String(), "# [alerts]\n")
	if !ok {
		t.Fatal("the document has no table of alerts")
	}
	text, _, _ = strings.Cut(text, "\n\n")
	for line := range strings.Lines("# [alerts]\n" + text) {
		if !strings.HasPrefix(line, "##") {
			out.WriteString(line)
		}
	}
	return out.String()
}

func TestMistakesInAlerts(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ file, place, what, hint string }{
		"a slip of the hand": {"[alerts]\n\ncomand = ['x']", ":3", `unknown key "comand"`, `"command"`},
		"a kind":             {"[alerts]\non = ['late', 'mised']", ":2", `"on": "mised" is not among late, missed`, `"missed"`},
		"several":            {"[alerts]\non = ['several']", ":2", `"on": "several" is not among`, ""},
		"one text":           {"[alerts]\ncommand = 'tell rosa'", ":2", `"command" is text, want a list of texts`, ""},
		"no name":            {"[alerts]\ncommand = [' ', 'x']", ":2", `the program has no name`, ""},
		"endless":            {"[alerts]\ncommand = [" + strings.Repeat("'a',", 65) + "]", ":2", `more than 64 parts`, ""},
		"as a text":          {"alerts = 'tell'", ":1", `"alerts" is text, want a table`, ""},
		"a pasted key":       {"[alerts]\non = ['seam_secret']", ":2", `"seam_..." is not among`, ""},
	} {
		_, mistakes := Parse("config.toml", []byte(tc.file))
		if len(mistakes) != 1 {
			t.Errorf("%s: mistakes %v, want 1", name, mistakes)
			continue
		}
		if m := mistakes[0]; m.Place != "config.toml"+tc.place || !strings.Contains(m.What, tc.what) || !strings.Contains(m.Hint, tc.hint) {
			t.Errorf("%s: %q at %s, hint %q; want %q at %s, %q", name, m.What, m.Place, m.Hint, tc.what, tc.place, tc.hint)
		}
	}
}
