package main

import (
	"strings"
	"testing"

	"seamdash/model/engine"
	"seamdash/model/plan"
)

// TestAgentFlags: what cannot be meant is refused before anything is asked of Seam, and other machines are let in by nobody's mistake.
func TestAgentFlags(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		asked  agentRequest
		want   string // of the error; "" for none
		health string
	}{
		"nothing":                       {agentRequest{}, "", ""},
		"health here":                   {agentRequest{health: "127.0.0.1:9099"}, "", "127.0.0.1:9099"},
		"health without a host":         {agentRequest{health: ":9099"}, "", "127.0.0.1:9099"},
		"health by name":                {agentRequest{health: "localhost:9099"}, "", "localhost:9099"},
		"health by the other loopback":  {agentRequest{health: "[::1]:9099"}, "", "[::1]:9099"},
		"health everywhere":             {agentRequest{health: "0.0.0.0:9099"}, "other machines could reach", ""},
		"health on all of both":         {agentRequest{health: "[::]:9099"}, "other machines could reach", ""},
		"health on the network":         {agentRequest{health: "192.0.2.7:9099"}, "other machines could reach", ""},
		"health by another name":        {agentRequest{health: "desk.example.org:9099"}, "other machines could reach", ""},
		"health everywhere as asked":    {agentRequest{health: "0.0.0.0:9099", open: true}, "", "0.0.0.0:9099"},
		"open without health":           {agentRequest{open: true}, "no --health", ""},
		"health without a port":         {agentRequest{health: "127.0.0.1"}, "read --health", ""},
		"webhook without a port":        {agentRequest{webhook: "127.0.0.1"}, "read --webhook-listen", ""},
		"a hook and nobody who listens": {agentRequest{hook: "https://doors.example.org/"}, "nobody would receive", ""},
		"a hook over http":              {agentRequest{hook: "http://doors.example.org/", webhook: ":8787"}, "not a public https address", ""},
		"a hook that is no address":     {agentRequest{hook: "doors", webhook: ":8787"}, "not a public https address", ""},
		"a hook":                        {agentRequest{hook: "https://doors.example.org/", webhook: ":8787"}, "", ""},
		"JSON of what":                  {agentRequest{asJSON: true}, "only --once and --dry-run", ""},
		"JSON":                          {agentRequest{asJSON: true, once: true}, "", ""},
		"once with health":              {agentRequest{once: true, health: ":9099"}, "end before anybody could ask", ""},
		"a rehearsal with webhooks":     {agentRequest{dryRun: true, webhook: ":8787"}, "end before anybody could ask", ""},
		"a log in YAML":                 {agentRequest{format: "yaml"}, "neither text nor json", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := tc.asked
			if r.format == "" {
				r.format = logText
			}
			err := r.settle()
			switch {
			case tc.want == "" && err != nil:
				t.Fatalf("refused: %v", err)
			case tc.want == "":
				if r.health != tc.health {
					t.Errorf("it listens on %q, want %q", r.health, tc.health)
				}
			case err == nil || !strings.Contains(err.Error(), tc.want) || exitCode(err) != exitUsage:
				t.Errorf("the error is %v (exit %d), want wrong usage with %q", err, exitCode(err), tc.want)
			}
		})
	}
}

// TestOutcomeOfOnce: a run has failed when something went wrong in it, and not because of what stood still before.
func TestOutcomeOfOnce(t *testing.T) {
	t.Parallel()
	done := func(of plan.StepKind, outcome string) map[engine.Stepped]int {
		return map[engine.Stepped]int{{Kind: of, Outcome: outcome}: 1}
	}
	for name, tc := range map[string]struct {
		report engine.Report
		want   int
	}{
		"nothing":           {engine.Report{}, exitDone},
		"made":              {engine.Report{Rolls: map[plan.RollKind]int{plan.Made: 2, plan.Kept: 1, plan.Unseen: 1}, Steps: done(plan.StepCreate, engine.Done)}, exitDone},
		"halted before":     {engine.Report{Halted: []engine.Waiting{{Why: "a person removed it"}}}, exitDone},
		"waits":             {engine.Report{Waits: []engine.Waiting{{Why: "the lock is not known"}}}, exitDone},
		"halted":            {engine.Report{Rolls: map[plan.RollKind]int{plan.Halted: 1}}, exitFailed},
		"missed":            {engine.Report{Rolls: map[plan.RollKind]int{plan.Missed: 1}}, exitFailed},
		"late":              {engine.Report{Rolls: map[plan.RollKind]int{plan.Late: 1}}, exitFailed},
		"refused":           {engine.Report{Rolls: map[plan.RollKind]int{plan.Refused: 1}}, exitFailed},
		"a refused step":    {engine.Report{Steps: done(plan.StepUpdate, engine.Refused)}, exitFailed},
		"an unknown answer": {engine.Report{Steps: done(plan.StepDelete, engine.Unsure)}, exitFailed},
	} {
		if got := exitCode(judgeReport(&tc.report)); got != tc.want {
			t.Errorf("%s: exit %d, want %d", name, got, tc.want)
		}
	}
}
