package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
)

// A refusing writer fails every write.
type refusing struct{ err error }

func (r refusing) Write([]byte) (int, error) { return 0, r.err }

func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err    error
		code   int
		stderr string
	}{
		"the reader left": {fmt.Errorf("write: %w", syscall.EPIPE), exitDone, ""},
		"the disk is full": {
			fmt.Errorf("write: %w", syscall.ENOSPC), exitFailed,
			"seamdash: write output: write: no space left on device\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, args := range [][]string{{}, {"devices"}, {"codes", "--json"}} {
				var stderr strings.Builder
				code := run(t.Context(), append(args, "--sandbox"), nil, strings.NewReader(""), refusing{tc.err}, &stderr)
				if code != tc.code || stderr.String() != tc.stderr {
					t.Errorf("seamdash %q: code %d, stderr %q; want %d, %q", args, code, stderr.String(), tc.code, tc.stderr)
				}
			}
		})
	}
}

func TestTheLastValueOfAVariableWins(t *testing.T) {
	t.Parallel()
	p := program{env: []string{"A=1", "AB=2", "A=3", "B"}}
	for name, want := range map[string]string{"A": "3", "AB": "2", "B": "", "C": ""} {
		if got := p.getenv(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
