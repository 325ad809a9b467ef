//go:build unix

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"seamdash/model/veil"
)

// guests are the names in the sandbox that are somebody's.
func guests(t *testing.T) (names []string) {
	t.Helper()
	var codes []struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal([]byte(printed(t, "codes", "--sandbox", "--json")), &codes); err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		for _, word := range strings.Fields(c.Name) {
			if len(word) > 4 && !veil.Role(word) && !veil.Impersonal(c.Name) {
				names = append(names, word)
			}
		}
	}
	if len(names) < 10 {
		t.Fatalf("the sandbox has only the guests %q", names)
	}
	return names
}

// TestPresentation hides the guests of the sandbox wherever the dashboard goes: to a screen, from the first byte on, to lines of text,
// into a pipe.
func TestPresentation(t *testing.T) {
	t.Parallel()
	names := guests(t)
	hidden := func(t *testing.T, what, text string) {
		t.Helper()
		for _, name := range names {
			if strings.Contains(text, name) {
				t.Errorf("%s has the name %s", what, name)
			}
		}
	}
	t.Run("screen", func(t *testing.T) {
		t.Parallel()
		var stderr strings.Builder
		s := newScreen(t, 120, 40)
		cmd := s.startWith(t, []string{"SEAMDASH_PRESENTATION=1"}, &stderr, "--sandbox")
		s.waitForText(t, "PRESENTATION")
		s.press(t, "2")
		s.waitForText(t, "Guest ")
		s.press(t, "3")
		s.waitForText(t, "Schedule ")
		s.press(t, "q")
		mustEnd(t, cmd, &stderr, exitDone)
		s.mu.Lock()
		defer s.mu.Unlock()
		hidden(t, "the terminal", string(s.heard))
	})
	t.Run("plain", func(t *testing.T) {
		t.Parallel()
		var stderr strings.Builder
		s := newScreen(t, 160, 200)
		cmd := s.startWith(t, nil, &stderr, "--sandbox", "--presentation", "--plain")
		s.waitForText(t, "This is a presentation: the names of guests are hidden.")
		s.waitForText(t, "problems:")
		s.press(t, "codes\r")
		s.waitForText(t, "Guest ")
		s.waitForText(t, "this program rolls the schedules since") // before that they may not be read
		s.press(t, "schedules\r")
		s.waitForText(t, "Schedule ")
		s.press(t, "events\rquit\r")
		mustEnd(t, cmd, &stderr, exitDone)
		s.mu.Lock()
		defer s.mu.Unlock()
		hidden(t, "plain mode", string(s.heard))
	})
	t.Run("pipe", func(t *testing.T) {
		t.Parallel()
		text := printed(t, "--sandbox", "--presentation")
		if !strings.Contains(text, "Guest ") {
			t.Errorf("nobody is hurt:\n%s", text)
		}
		hidden(t, "the summary", text)
	})
	t.Run("without", func(t *testing.T) {
		t.Parallel()
		shown := 0
		for _, text := range []string{printed(t, "--sandbox")} {
			for _, name := range names {
				shown += strings.Count(text, name)
			}
		}
		if shown == 0 {
			t.Error("the names are not found where they are shown")
		}
	})
}
