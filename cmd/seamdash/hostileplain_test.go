package main

import (
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// TestHostilePlainMode asks plain mode for everything, also by hostile words: it says as many lines as of harmless names, and answers words
// in one line.
func TestHostilePlainMode(t *testing.T) {
	t.Parallel()
	now := time.Now()
	hostile := speaking(t, now, func(had string) string { return had + " " + hostileText })
	harmless := speaking(t, now, func(had string) string { return form(model.Clean(had + " " + hostileText)) })
	commands := "problems\nlocks\nlocks online\nlock nobody\ncodes\ncodes status:set\nevents\nschedules\nrefresh\nhelp\n"
	got, told := talkedTo(t, t.TempDir(), commands, hostile.URL, "--plain")
	mustBeHarmless(t, "plain mode", got+told)
	want, _ := talkedTo(t, t.TempDir(), commands, harmless.URL, "--plain")
	if lines := strings.Count(want, "\n"); lines < 100 || strings.Count(got, "\n") != lines {
		t.Errorf("there are %d lines, of harmless names %d:\n%s\n%s", strings.Count(got, "\n"), lines, got, want)
	}
	word := "qz" + strings.NewReplacer("\n", " ", "\r", " ").Replace(hostileText)
	silent, _ := talkedTo(t, t.TempDir(), "x\n", hostile.URL, "--plain")
	for _, command := range []string{"", "lock ", "codes status:", "codes ends:", "codes nokey:"} {
		got, told := talkedTo(t, t.TempDir(), command+word+"\n", hostile.URL, "--plain")
		mustBeHarmless(t, "plain mode, "+command, got+told)
		if strings.Count(got, "\n") != strings.Count(silent, "\n") {
			t.Errorf("%s: the answer is\n%s\nand not one line behind\n%s", command, got, silent)
		}
	}
}
