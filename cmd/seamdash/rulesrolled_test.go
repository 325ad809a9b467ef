package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/zone"
	"seamdash/seamclient/sim"
)

const patio = "Maple Ct 3B · Patio"

// A rollingHouse is a workspace with one schedule, of whose rolling something is kept.
type rollingHouse struct {
	t     *testing.T
	keep  keeper
	url   string
	lock  model.DeviceID
	rule  model.RuleID
	slot  plan.Slot
	holds engine.Tenure
}

// newRollingHouse has the schedule "Cleaners", daily from 9 to 13 in Lisbon, from tomorrow on.
func newRollingHouse(t *testing.T) *rollingHouse {
	t.Helper()
	h := &rollingHouse{t: t, keep: newKeeper(t)}
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	h.url = server.URL
	lisbon, err := zone.Load("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Now().In(lisbon).AddDate(0, 0, 1)
	text, _ := h.command(exitDone, "rules", "add", "--name", "Cleaners", "--lock", patio, "--zone", "Europe/Lisbon", "--words", "daily 9-13 from "+day.Format("2006-01-02"), "--json")
	facts := decoded[ruleFacts](t, text)
	h.rule, h.lock = model.RuleID(facts.RuleID), model.DeviceID(facts.Locks[0].DeviceID)
	h.slot = plan.Slot{Open: facts.Next.Start, From: facts.Next.Start, Close: facts.Next.End, Until: facts.Next.End}
	return h
}

func decoded[T any](t *testing.T, text string) T {
	t.Helper()
	var out T
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return out
}

// command runs the program, which must end with the code.
func (h *rollingHouse) command(want int, args ...string) (stdout, stderr string) {
	h.t.Helper()
	var out, told strings.Builder
	p := &program{
		env:   append(alone(), "SEAMDASH_STORE="+h.keep.path, "SEAMDASH_KEY_SOURCE=environment", "SEAM_ENDPOINT="+h.url, "SEAM_API_KEY="+scriptKey),
		stdin: strings.NewReader(""), stdout: &out, stderr: &told, keyring: h.keep.ring, dumps: noDumps,
	}
	if code := p.run(h.t.Context(), args); code != want {
		h.t.Fatalf("%q ends with %d, want %d: %s", args, code, want, told.String())
	}
	return out.String(), told.String()
}

// ledger hands over what is kept of the rolling.
func (h *rollingHouse) ledger(do func(k engine.Keeper) error) {
	h.t.Helper()
	h.keep.opensStore(func(g gallery) error {
		marks, err := g.store.In(noWorkspace).Preferences(h.t.Context())
		if err != nil {
			return err
		}
		m := newMemory()
		m.open(g.store, nil)
		for _, ws := range marks {
			return do(keeperOf(m, func() model.WorkspaceID { return model.WorkspaceID(ws) }))
		}
		h.t.Fatal("nobody opened a workspace")
		return nil
	})
}

// rolls has an agent roll, and keeps a state and what happened.
func (h *rollingHouse) rolls(s plan.State, rolls ...plan.Roll) {
	h.t.Helper()
	s.Key = plan.Key{Rule: h.rule, Lock: h.lock}
	for i := range rolls {
		rolls[i].Key = s.Key
	}
	h.ledger(func(k engine.Keeper) (err error) {
		if h.holds, err = k.Acquire(h.t.Context(), newHolder("agent on desk"), time.Hour); err != nil {
			return err
		}
		if len(rolls) > 0 {
			s.Last = &rolls[len(rolls)-1]
		}
		return k.Conclude(h.t.Context(), h.holds, engine.Conclusion{State: s, Rolls: rolls})
	})
}

// live is a code that is on the lock for the next window.
func (h *rollingHouse) live() plan.State {
	asked := model.CodeDraft{DeviceID: h.lock, Name: "Cleaners", Window: model.Window{From: h.slot.Open, Until: h.slot.Close}}
	return plan.State{Rule: "Cleaners", Version: 1, Code: &plan.Code{
		ID: "code-1", Slot: h.slot, Asked: asked, Version: 1, AskedAt: time.Now().Add(-time.Hour), OnLock: time.Now().Add(-time.Minute),
	}}
}

// TestNobodyRollsIsTold with what to do.
func TestNobodyRollsIsTold(t *testing.T) {
	t.Parallel()
	h := newRollingHouse(t)
	if text, _ := h.command(exitFailed, "doctor"); !strings.Contains(text, "1 schedule, rolled by nobody") || !strings.Contains(text, "→ seamdash agent") {
		t.Errorf("the doctor, as long as nobody rolls: %s", text)
	}
	if _, told := h.command(exitDone, "rules", "list"); !strings.Contains(told, "nobody rolls the schedules, so no codes are made") {
		t.Errorf("the list, as long as nobody rolls: %s", told)
	}
}

// TestHowCodesStandIsTold: the list, the schedule and the doctor tell who makes the codes and how they stand.
func TestHowCodesStandIsTold(t *testing.T) {
	t.Parallel()
	h := newRollingHouse(t)
	made := plan.Roll{At: time.Now().Add(-time.Hour), What: plan.Made, Slot: h.slot, Code: "code-1", Was: "code-0", Step: 7, Why: "the next window"}
	h.rolls(h.live(), made)
	if text, told := h.command(exitDone, "rules", "list"); !strings.Contains(text, "  set  ") || !strings.Contains(told, "rolled by agent on desk since today") {
		t.Errorf("the list: %s%s", text, told)
	}
	facts := decoded[[]ruleFacts](t, first(h.command(exitDone, "rules", "list", "--json")))[0]
	if s := facts.Series; len(s) != 1 || s[0].State != seriesSet || *s[0].CodeID != "code-1" || s[0].OnLock == nil || s[0].LastRoll.What != "made" || *facts.RolledBy != "agent on desk" {
		t.Errorf("for scripts: %+v", facts)
	}
	text, _ := h.command(exitDone, "rules", "show", "Cleaners")
	for _, want := range []string{"ROLLED BY  agent on desk since today", "ON ITS LOCKS", "code-1", "on the lock since", "WHAT IT DID", "made"} {
		if !strings.Contains(text, want) {
			t.Errorf("the schedule does not say %q: %s", want, text)
		}
	}
	if text, _ := h.command(exitDone, "doctor"); !strings.Contains(text, "1 schedule, rolled by agent on desk since today") {
		t.Errorf("the doctor: %s", text)
	}
}

func first(text, _ string) string { return text }

// TestHistoryOfRolls: what a schedule did and who changed it are one history, and each can be had alone.
func TestHistoryOfRolls(t *testing.T) {
	t.Parallel()
	h := newRollingHouse(t)
	later := time.Now().Add(time.Minute)
	h.rolls(
		h.live(),
		plan.Roll{At: later, What: plan.Made, Slot: h.slot, Code: "code-1", Was: "code-0", Step: 7, Why: "the next window"},
		plan.Roll{At: later.Add(time.Second), What: plan.OnLock, Slot: h.slot, Code: "code-1", Late: 5 * time.Minute},
	)
	text, _ := h.command(exitDone, "rules", "history", "Cleaners")
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != 4 || !strings.Contains(lines[1], "on lock") || !strings.Contains(lines[1], "5 min late") || !strings.Contains(lines[3], "version 1") {
		t.Fatalf("the history:\n%s", text)
	}
	for _, want := range []string{"made", patio, " 09:00-13:00", "code-1", "the next window; was code-0; step 7"} {
		if !strings.Contains(lines[2], want) {
			t.Errorf("%q is not in %q", want, lines[2])
		}
	}
	kinds := func(args ...string) (out []string) {
		text := first(h.command(exitDone, append([]string{"rules", "history", "Cleaners", "--json"}, args...)...))
		for _, line := range decoded[[]map[string]any](t, text) {
			kind, _ := line["kind"].(string)
			what, _ := line["what"].(string)
			out = append(out, strings.TrimSpace(kind+" "+what))
		}
		return out
	}
	for want, got := range map[string][]string{
		"roll on lock,roll made,edit": kinds(),
		"edit":                        kinds("--edits"),
		"roll on lock,roll made":      kinds("--lock", patio),
		"roll on lock":                kinds("--rolls", "--limit", "1"),
	} {
		if strings.Join(got, ",") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	h.command(exitNotFound, "rules", "history", "Cleaners", "--lock", "Garage")
	h.command(exitUsage, "rules", "history", "Cleaners", "--edits", "--rolls")
	h.command(exitUsage, "rules", "history", "Cleaners", "--limit", "-1")
}

// TestLiveCodesAreAskedFor: a change that touches codes which are live now tells which, and is kept only with --yes; any other is
// kept without.
func TestLiveCodesAreAskedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		says string // "" where nothing is touched
	}{
		"other hours": {[]string{"edit", "Cleaners", "--words", "daily 9-14"}, " becomes "},
		"paused":      {[]string{"pause", "Cleaners"}, "leaves the lock"},
		"renamed":     {[]string{"edit", "Cleaners", "--name", "Crew"}, "is called “Crew”"},
		"the next":    {[]string{"skip", "Cleaners", "{next}"}, " becomes "},
		"much later":  {[]string{"skip", "Cleaners", "2031-05-01"}, ""},
		"an end":      {[]string{"edit", "Cleaners", "--words", "daily 9-13 until 2031-05-01"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newRollingHouse(t)
			h.rolls(h.live())
			args := append([]string{"rules"}, c.args...)
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "{next}", h.slot.Open.Format(time.DateOnly))
			}
			if c.says == "" {
				if _, told := h.command(exitDone, args...); strings.Contains(told, "the code for") {
					t.Errorf("it is told of codes that stay: %s", told)
				}
				return
			}
			_, told := h.command(exitUsage, args...)
			for _, want := range []string{"Cleaners on " + patio + ": the code for ", c.says, "1 code that is live now will change, and nobody said --yes"} {
				if !strings.Contains(told, want) {
					t.Errorf("%q is not in %q", want, told)
				}
			}
			h.command(exitDone, append(args, "--dry-run")...)
			if facts := decoded[[]ruleFacts](t, first(h.command(exitDone, "rules", "list", "--json"))); facts[0].Version != 1 {
				t.Fatalf("without --yes it is kept: %+v", facts)
			}
			if _, told := h.command(exitDone, append(args, "--yes")...); !strings.Contains(told, c.says) {
				t.Errorf("with --yes it is not told: %s", told)
			}
		})
	}
}

// TestImportAsksAboutLiveCodes, as any other change of schedules does.
func TestImportAsksAboutLiveCodes(t *testing.T) {
	t.Parallel()
	h := newRollingHouse(t)
	h.rolls(h.live())
	text := first(h.command(exitDone, "rules", "export"))
	file := filepath.Join(t.TempDir(), "schedules.json")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, `"Cleaners"`, `"Crew"`)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, told := h.command(exitUsage, "rules", "import", file, "--replace"); !strings.Contains(told, "is called “Crew”") {
		t.Errorf("it is not told: %s", told)
	}
	h.command(exitDone, "rules", "import", file, "--replace", "--yes")
	if facts := decoded[[]ruleFacts](t, first(h.command(exitDone, "rules", "list", "--json"))); *facts[0].Name != "Crew" {
		t.Errorf("with --yes it is not kept: %+v", facts)
	}
}

// halts has the series stand still, for its code was removed by hand.
func (h *rollingHouse) halts() {
	h.t.Helper()
	s := h.live()
	s.Key, s.Code = plan.Key{Rule: h.rule, Lock: h.lock}, nil
	s.Halt = &plan.Halt{Kind: plan.HaltGone, Why: "somebody removed the code", Try: "retry it", Since: time.Now()}
	h.ledger(func(k engine.Keeper) error {
		return k.Conclude(h.t.Context(), h.holds, engine.Conclusion{State: s})
	})
}

// TestRetry: what stands still is told with its reason and taken up again by whoever rolls; what goes well is left alone.
func TestRetry(t *testing.T) {
	t.Parallel()
	h := newRollingHouse(t)
	h.rolls(h.live())
	if text, told := h.command(exitDone, "rules", "retry", "Cleaners", "--json"); strings.TrimSpace(text) != "[]" || !strings.Contains(told, "nothing stands still") {
		t.Errorf("all is well: %s%s", text, told)
	}
	h.halts()
	if text, _ := h.command(exitFailed, "doctor"); !strings.Contains(text, "stands still: Cleaners") {
		t.Errorf("the doctor: %s", text)
	}
	h.command(exitDone, "rules", "retry", "Cleaners", "--dry-run")
	if wishes := h.wishes(); len(wishes) != 0 {
		t.Fatalf("a dry run wishes: %+v", wishes)
	}
	text, told := h.command(exitDone, "rules", "retry", "Cleaners")
	if !strings.Contains(text, "somebody removed the code") || !strings.Contains(told, "agent on desk takes it up") {
		t.Errorf("it is not told why it stood still, or who takes it up: %s%s", text, told)
	}
	h.wished(plan.WishRetry)
}

// TestRetryWithoutAnybody who would do it: the wish is kept, and it is told that it waits.
func TestRetryWithoutAnybody(t *testing.T) {
	t.Parallel()
	h := newRollingHouse(t)
	h.rolls(h.live())
	h.halts()
	h.ledger(func(k engine.Keeper) error { return k.Release(t.Context(), h.holds) })
	_, told := h.command(exitDone, "rules", "retry", "--all", "--skip", "--lock", patio)
	if !strings.Contains(told, "nobody rolls the schedules now, so it waits: seamdash agent") {
		t.Errorf("it is told %q", told)
	}
	h.wished(plan.WishSkip)
	h.command(exitUsage, "rules", "retry")
	h.command(exitNotFound, "rules", "retry", "Cleaners", "--lock", "Garage")
	h.command(exitUsage, "rules", "retry", "Cleaners", "--read-only")
}

// wished wants one wish, for the series.
func (h *rollingHouse) wished(want plan.WishKind) {
	h.t.Helper()
	all := h.wishes()
	if len(all) != 1 || all[0].Wish.Kind != want || all[0].Key != (plan.Key{Rule: h.rule, Lock: h.lock}) || all[0].Wish.By == "" {
		h.t.Errorf("wished %+v, want one %s", all, want)
	}
}

func (h *rollingHouse) wishes() (out []engine.Asked) {
	h.t.Helper()
	h.ledger(func(k engine.Keeper) (err error) {
		out, err = k.Wishes(h.t.Context())
		return err
	})
	return out
}
