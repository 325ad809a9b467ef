package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"seamdash/model"
)

func TestExitCodes(t *testing.T) {
	t.Parallel()
	fault := func(k model.Kind) error { return &model.Fault{Op: "list devices", Kind: k} }
	for _, tc := range []struct {
		err  error
		want int
	}{
		{nil, exitDone},
		{errors.New("disk full"), exitFailed},
		{fault(model.KindUnexpected), exitFailed},
		{fault(model.KindCancelled), exitFailed},
		{usageError{err: errors.New("unknown flag")}, exitUsage},
		{fault(model.KindRefused), exitUsage},
		{fault(model.KindUnauthorised), exitNotAuthorised},
		{fault(model.KindNotFound), exitNotFound},
		{fault(model.KindConflict), exitRefused},
		{fault(model.KindInvalid), exitRefused},
		{fault(model.KindRateLimited), exitUnavailable},
		{fault(model.KindUnreachable), exitUnavailable},
		{fault(model.KindUnavailable), exitUnavailable},
		{fmt.Errorf("read the fleet: %w", fault(model.KindNotFound)), exitNotFound},
		{failures{fault(model.KindInvalid), fault(model.KindUnreachable)}, exitRefused},
	} {
		if got := exitCode(tc.err); got != tc.want {
			t.Errorf("%v (%s): code %d, want %d", tc.err, model.KindOf(tc.err), got, tc.want)
		}
	}
}

func TestReportIsOneLineAndOneHint(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 250)
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"a fault": {
			&model.Fault{Op: "list devices", Message: "the key is wrong", Hint: "check it.", Request: "req-1"},
			"seamdash: list devices: the key is wrong (request req-1)\nhint: check it.\n",
		},
		"a long fault keeps its request id": {
			&model.Fault{Op: "list devices", Message: long, Request: "req-1"},
			"seamdash: list devices: " + long + " (request req-1)\n",
		},
		"usage": {
			usageError{err: errors.New("unknown flag: --x"), hint: "see --help."},
			"seamdash: unknown flag: --x\nhint: see --help.\n",
		},
		"several, with the first hint": {
			failures{
				&model.Fault{Op: "create a code", Message: "Patio wants 6 digits", Hint: "choose 6 digits"},
				&model.Fault{Op: "create a code", Message: "Patio wants no 0", Hint: "choose others"},
			},
			"seamdash: create a code: Patio wants 6 digits\nseamdash: create a code: Patio wants no 0\nhint: choose 6 digits\n",
		},
		"an error that would break the line or colour the terminal": {
			usageError{err: errors.New("read \x1b[31m--listen:\nnonsense"), hint: "a\nb"},
			"seamdash: read --listen: nonsense\nhint: a b\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			report(&out, tc.err)
			if out.String() != tc.want {
				t.Errorf("got  %q\nwant %q", out.String(), tc.want)
			}
		})
	}
}
