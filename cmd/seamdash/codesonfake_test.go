package main

import (
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/seamclient/conform/fakeseam"
)

// ofOneCode runs a command that prints one code as JSON, with what is piped into it.
func ofOneCode(t *testing.T, url, stdin string, args ...string) codeFacts {
	t.Helper()
	stdout, stderr, code := piped(t, url, stdin, append(args, "--json", "--reveal")...)
	var facts codeFacts
	if err := json.Unmarshal([]byte(stdout), &facts); err != nil || code != exitDone {
		t.Fatalf("seamdash %q: code %d, %v, stderr %q\n%s", args, code, err, stderr, stdout)
	}
	return facts
}

// piped is [seamdash] with something on standard input.
func piped(t *testing.T, url, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := seamdashCommand(t, []string{"SEAM_ENDPOINT=" + url, "SEAM_API_KEY=" + fakeseam.Key}, args...)
	var out, problems strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &problems
	if err := cmd.Run(); err != nil {
		if _, ok := errors.AsType[*exec.ExitError](err); !ok {
			t.Fatal(err)
		}
	}
	return out.String(), problems.String(), cmd.ProcessState.ExitCode()
}

// A gist is what a test looks at of a code; "" for null.
type gist struct{ Name, PIN, Type, From, Until, Status string }

func gistOf(f *codeFacts) gist {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return gist{text(f.Name), text(f.Code), text(f.Type), text(f.StartsAt), text(f.EndsAt), text(f.Status)}
}

// TestLifeOfACodeOnFake makes a code, changes it, gives it a window and takes that away, and removes it.
func TestLifeOfACodeOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	made := ofOneCode(t, url, "4812\n", "codes", "create", "--device", "Front Door", "--name", "Cleaner", "--pin-stdin")
	if made.DeviceID != fakeseam.FrontDoorID || !made.IsManaged {
		t.Errorf("made %+v", made)
	}
	const nine, noon, one = "2031-01-04T09:00:00.000Z", "2031-01-04T12:00:00.000Z", "2031-01-04T13:00:00.000Z"
	id := made.AccessCodeID // the fake deviates: it is no UUID
	for _, step := range []struct {
		stdin string
		args  []string
		want  gist
	}{
		// The fake deviates: a code never leaves `setting`, whatever its window, so nothing here waits for `set`.
		{"", []string{"update", "Cleaner", "--name", "Ines"}, gist{"Ines", "4812", "ongoing", "", "", "setting"}},
		{"4813\n", []string{"update", id, "--pin-stdin", "--device", "Front Door"}, gist{"Ines", "4813", "ongoing", "", "", "setting"}},
		// The fake deviates: seeded locks have no zone, so that words for times need one from the person.
		{
			"",
			[]string{"convert", id, "--to", "time_bound", "--starts", "2031-01-04 09:00", "--ends", "for 3h", "--zone", "Europe/Lisbon"},
			gist{"Ines", "4813", "time_bound", nine, noon, "setting"},
		},
		{"", []string{"update", id, "--ends", "2031-01-04T13:00:00Z"}, gist{"Ines", "4813", "time_bound", nine, one, "setting"}},
		// The fake deviates: an update without times makes a code ongoing, whatever its type says. Seam does not, and we always
		// send both, so that another name leaves the window alone on either.
		{"", []string{"update", id, "--name", "Ana"}, gist{"Ana", "4813", "time_bound", nine, one, "setting"}},
		// The fake deviates: a code made ongoing keeps the times that it had, which are not shown.
		{"", []string{"convert", id, "--to", "ongoing"}, gist{"Ana", "4813", "ongoing", "", "", "setting"}},
		// The fake deviates: what is deleted is gone at once, without `removing`.
		{"", []string{"delete", id, "--yes"}, gist{"Ana", "4813", "ongoing", "", "", ""}},
	} {
		got := ofOneCode(t, url, step.stdin, append([]string{"codes"}, step.args...)...)
		if diff := cmp.Diff(step.want, gistOf(&got)); diff != "" || got.AccessCodeID != id {
			t.Errorf("%q: code %s (-want +got):\n%s", step.args, got.AccessCodeID, diff)
		}
	}
	if rest := listed[codeFacts](t, url, "codes"); len(rest) != 0 {
		t.Errorf("left over: %+v", rest)
	}
}

// TestRefusalsOnFake: what the fake would take, such as a PIN of letters, is refused here all the same, and so is a PIN
// that the lock has.
func TestRefusalsOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	createCode(t, url, fakeseam.FrontDoorID, "Guest", "4812")
	for name, tc := range map[string]struct {
		pin  string
		args []string
		code int
	}{
		"letters":      {"abcd", []string{"create", "--device", "Front Door", "--name", "Cleaner", "--pin-stdin"}, exitRefused},
		"short":        {"12", []string{"create", "--device", "Front Door", "--name", "Cleaner", "--pin-stdin"}, exitRefused},
		"no zone":      {"", []string{"create", "--device", "Front Door", "--name", "Cleaner", "--starts", "2031-01-04 09:00", "--ends", "for 3h"}, exitUsage},
		"again":        {"4812", []string{"create", "--device", "Front Door", "--name", "Cleaner", "--pin-stdin"}, exitRefused},
		"over":         {"", []string{"create", "--device", "Front Door", "--name", "Cleaner", "--starts", "2020-01-04T09:00:00Z", "--ends", "2020-01-05T09:00:00Z"}, exitRefused},
		"no such lock": {"", []string{"create", "--device", "Side Door", "--name", "Cleaner"}, exitNotFound},
		"no such code": {"", []string{"delete", "access_code99", "--yes"}, exitNotFound},
	} {
		stdout, stderr, code := piped(t, url, tc.pin, append([]string{"codes"}, tc.args...)...)
		if code != tc.code || stdout != "" || (len(tc.pin) > 3 && strings.Contains(stderr, tc.pin)) {
			t.Errorf("%s: code %d, want %d; stdout %q, stderr %q", name, code, tc.code, stdout, stderr)
		}
	}
	if rest := listed[codeFacts](t, url, "codes"); len(rest) != 1 {
		t.Errorf("there are %d codes, want the one of before: %+v", len(rest), rest)
	}
	// The fake deviates: no code of it is ever set, so that whoever waits waits in vain.
	stdout, stderr, code := piped(t, url, "", "codes", "create", "--device", "Back Door", "--name", "Cleaner", "--wait=1s")
	if code != exitFailed || !strings.Contains(stderr, "not done within 1 s") || !strings.Contains(stdout, "Cleaner") {
		t.Errorf("waited: code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}
