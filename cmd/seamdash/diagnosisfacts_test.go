package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"seamdash/model/diagnose"
)

// TestStepsNameCommandsThatThereAre: whatever a step is told to be done with, the program must know the command and its flags.
func TestStepsNameCommandsThatThereAre(t *testing.T) {
	t.Parallel()
	about, named := patient{lock: "lock-id", code: "code-id"}, 0
	for do := diagnose.ByHand; do <= diagnose.Refresh; do++ {
		step := diagnose.Step{Text: "do it", Do: do, Code: "other-id"}
		command := about.command(&step)
		if command == "" {
			continue
		}
		named++
		words := strings.Fields(command)
		root := (&program{}).rootCommand()
		cmd, rest, err := root.Find(words[1:])
		if err != nil || words[0] != "seamdash" || cmd == root {
			t.Errorf("%q is no command: %v", command, err)
			continue
		}
		checkFlags(t, cmd, rest)
		step.Code = ""
		if got := (patient{}).command(&step); got != "" {
			t.Errorf("%q is told without knowing of what", got)
		}
	}
	if named < 8 {
		t.Errorf("%d steps have a command", named)
	}
}

func checkFlags(t *testing.T, cmd *cobra.Command, words []string) {
	t.Helper()
	for _, word := range words {
		if name, is := strings.CutPrefix(word, "--"); is && cmd.Flags().Lookup(name) == nil {
			t.Errorf("%s has no flag %s", cmd.CommandPath(), word)
		}
	}
}
