package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/seamclient"
)

// TestLogIsClean: names and words of others stay in their place, and secrets do not show themselves, in either format.
func TestLogIsClean(t *testing.T) {
	t.Parallel()
	pin := model.NewPIN("80417263")
	key, err := seamclient.NewKey(scriptKey)
	if err != nil {
		t.Fatal(err)
	}
	draft := model.CodeDraft{PIN: pin, Name: hostile}
	for _, format := range []string{logText, logJSON} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			log := newLog(&out, format, slog.LevelInfo)
			log.Info("roll", "lock", hostile, "why", fmt.Errorf("refused: %w", errors.New(hostile)), "pin", pin, "key", key, "n", 7)
			log.Info("more", "fault", &model.Fault{Op: "create", Message: model.Clean(hostile), Err: errors.New(hostile)}, "draft", draft)
			log.Info("lists", "rules", []string{hostile, "two"}, "odd", struct{ Name, Lock string }{hostile, "Front"}, "map", map[string]any{"a": hostile},
				"drafts", []model.CodeDraft{draft}, slog.Group("group", "names", []string{hostile}))
			log.Debug("not shown")
			text := out.String()
			if strings.Count(text, "\n") != 3 || strings.ContainsAny(text, "\x1b\x07\r\u202e\u2069") {
				t.Errorf("the text of others breaks out: %q", text)
			}
			if strings.Contains(text, "80417263") || strings.Contains(text, scriptKey) {
				t.Errorf("a secret shows: %s", text)
			}
			if !strings.Contains(text, "Door") || !strings.Contains(text, "refused") {
				t.Errorf("nothing is left of what was told: %s", text)
			}
			if format != logJSON {
				return
			}
			for line := range strings.Lines(text) {
				if err := json.Unmarshal([]byte(line), &map[string]any{}); err != nil {
					t.Errorf("%q: %v", line, err)
				}
			}
		})
	}
}
