package main

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"seamdash/seamclient/sim"
)

// TestRulesWithoutSeam: what is kept can be read and changed where Seam is not reached.
func TestRulesWithoutSeam(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	command := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, told strings.Builder
		p := &program{
			env:   append(alone(), "SEAMDASH_STORE="+k.path, "SEAMDASH_KEY_SOURCE=environment", "SEAM_ENDPOINT="+server.URL, "SEAM_API_KEY="+scriptKey),
			stdin: strings.NewReader(""), stdout: &out, stderr: &told, keyring: k.ring,
		}
		if code := p.run(t.Context(), append([]string{"rules"}, args...)); code != want {
			t.Fatalf("%q ends with %d, want %d: %s", args, code, want, told.String())
		}
		return out.String(), told.String()
	}
	const lock = "Maple Ct 3B · Patio"
	command(exitDone, "add", "--name", "Porter", "--lock", lock, "--words", "daily 22-6 from 2030-01-01", "--zone", "Europe/Lisbon")
	command(exitDone, "add", "--name", "Cleaners", "--lock", lock, "--words", "mon 9-13 from 2030-01-01")
	server.Close()

	text, told := command(exitDone, "list", "--json")
	if !strings.Contains(told, "names and clocks of some locks are not known") {
		t.Errorf("it is not told that Seam was not reached: %q", told)
	}
	looksOffline(t, text)
	command(exitDone, "pause", "--all")
	command(exitDone, "resume", "Cleaners")
	command(exitDone, "edit", "Cleaners", "--name", "Crew")
	command(exitDone, "export")
	command(exitUnavailable, "edit", "Crew", "--add-lock", "Patio")
	command(exitRefused, "edit", "Crew", "--start", "2030-01-01T09:00", "--end", "10:00", "--rrule", "FREQ=DAILY")
	if text, _ := command(exitDone, "list", "--json"); !strings.Contains(text, `"name": "Crew"`) || strings.Count(text, `"paused": true`) != 1 {
		t.Errorf("what was changed is not there: %s", text)
	}
}

// looksOffline holds the list of a schedule by the clock of its lock, and of one by a clock of its own.
func looksOffline(t *testing.T, list string) {
	t.Helper()
	var facts []ruleFacts
	if err := json.Unmarshal([]byte(list), &facts); err != nil || len(facts) != 2 {
		t.Fatalf("%d schedules, want 2; %v", len(facts), err)
	}
	if f := facts[0]; f.Next != nil || f.State != ruleActive || len(f.Problems) != 1 || f.Problems[0].Code != "unknown_lock" {
		t.Errorf("a schedule by the clock of a lock that is not known: %+v", f)
	}
	if f := facts[1]; f.Next == nil || f.Next.Start.Format("2006-01-02T15:04") != "2030-01-01T22:00" || f.Locks[0].Name != nil {
		t.Errorf("a schedule by a clock of its own: %+v", f)
	}
}
