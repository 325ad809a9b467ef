package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/cmd/alert"
	"seamdash/cmd/config"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
)

// TestReadOnlyRollsNothing: who may change nothing makes no codes, and is not asked to.
func TestReadOnlyRollsNothing(t *testing.T) {
	t.Parallel()
	skipShort(t)
	inResidence(t, fast, true, func(h *residence) {
		h.addRule()
		h.until("Mon 09:30")
		if codes, lines := h.codes(), h.lines(); len(codes) > 0 || lines != "" {
			h.t.Errorf("%d codes, %q", len(codes), lines)
		}
		h.Sees("nobody rolls")
		r := h.visit.stay.roller
		for name, err := range map[string]error{
			"start": r.Start(h.t.Context()), "stop": r.Stop(h.t.Context()), "wish": r.Ask(h.t.Context(), plan.Key{Rule: "r", Lock: h.lock}, plan.WishRetry),
		} {
			if model.KindOf(err) != model.KindRefused {
				h.t.Errorf("%s: %v, want it refused", name, err)
			}
		}
	})
}

// TestStopAndStart: a roller that is stopped gives the tenure back and makes nothing more until it is started; what was missed
// meanwhile is told, and a window that is open gets its code.
func TestStopAndStart(t *testing.T) {
	t.Parallel()
	skipShort(t)
	inResidence(t, fast, false, func(h *residence) {
		r := h.visit.stay.roller
		if err := r.Stop(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		h.pass(0)
		h.addRule()
		h.pass(time.Minute)
		h.Sees("nobody rolls")
		h.until("Wed 09:30")
		if codes, lines := h.codes(), h.lines(); len(codes) > 0 || lines != "" {
			h.t.Fatalf("stopped, and yet %d codes and %q", len(codes), lines)
		}
		if err := r.Start(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		h.pass(15 * time.Minute)
		h.Sees("this program rolls")
		if !h.opens() {
			h.t.Errorf("the rest of the window has no code:\n%s", h.Screen())
		}
		if got, want := h.lines(), "missed Mon, made Wed, on lock Wed"; got != want {
			h.t.Errorf("the history has %q, want %q", got, want)
		}
	})
}

// TestLeavingFinishesTheStep that has begun, when Seam answers soon, and gives the tenure back: nothing is left to settle.
func TestLeavingFinishesTheStep(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		wait time.Duration // until Seam takes the call
		open int           // steps that are left open
		most time.Duration // until the program has ended
	}{
		"Seam answers": {2 * time.Second, 0, 3 * time.Second},
		"it does not":  {time.Hour, 1, rollEnd + time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inResidence(t, 1, false, func(h *residence) {
				calls := make(chan struct{}, 1)
				go1 := make(chan struct{})
				f := h.server.Faults()
				f.Hold = func(r *http.Request) <-chan struct{} {
					if r.URL.Path != "/access_codes/create" {
						return nil
					}
					calls <- struct{}{}
					return go1
				}
				h.server.SetFaults(f)
				h.addRule()
				<-calls
				late := time.AfterFunc(c.wait, func() { close(go1) })
				defer late.Stop()
				left := time.Now()
				h.leave()
				if took := time.Since(left); took > c.most {
					h.t.Errorf("leaving took %s", took)
				}
				h.left(c.open)
			})
		})
	}
}

// left wants so many open steps, and nobody who rolls.
func (h *residence) left(open int) {
	h.t.Helper()
	keeper := h.visit.stay.roller.keeper
	ledger, err := keeper.Ledger(h.t.Context(), "")
	if err != nil || len(ledger.Open) != open {
		h.t.Errorf("%d open steps, want %d; %v", len(ledger.Open), open, err)
	}
	if tenure, err := keeper.Tenure(h.t.Context()); err != nil || tenure.Left > 0 {
		h.t.Errorf("%+v still rolls; %v", tenure, err)
	}
}

// TestRetryAfterAHandTookTheCode: somebody removes the live code, which stops the series until a person wishes it to go on.
func TestRetryAfterAHandTookTheCode(t *testing.T) {
	t.Parallel()
	skipShort(t)
	inResidence(t, fast, false, func(h *residence) {
		h.loseByHand()
		if codes := h.codes(); len(codes) != 0 {
			h.t.Fatalf("it made the code again without being asked: %+v", codes)
		}
		shelf, err := h.visit.stay.book.Load(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		key := plan.Key{Rule: shelf.Rules[0].ID, Lock: h.lock}
		if err := h.visit.stay.roller.Ask(h.t.Context(), key, plan.WishRetry); err != nil {
			h.t.Fatal(err)
		}
		h.pass(20 * time.Minute)
		if !h.opens() {
			h.t.Errorf("after the wish there is no code:\n%s", h.Screen())
		}
		rolls, err := h.visit.stay.roller.Rolls(h.t.Context(), key.Rule, 0, 2)
		if err != nil || len(rolls) != 2 || rolls[0].Number <= rolls[1].Number || rolls[1].What != plan.Made {
			h.t.Errorf("the newest lines: %+v, %v", rolls, err)
		}
	})
}

// loseByHand has the code of a window that is open removed by somebody.
func (h *residence) loseByHand() {
	h.t.Helper()
	h.addRule()
	h.until("Mon 09:15")
	if err := h.client.DeleteCode(h.t.Context(), h.lock, h.codes()[0].ID); err != nil {
		h.t.Fatal(err)
	}
	h.pass(20 * time.Minute)
}

// TestTroubleIsToldToACommand of the person's, by the one who rolls and by nobody else.
func TestTroubleIsToldToACommand(t *testing.T) {
	t.Parallel()
	skipShort(t)
	if runtime.GOOS == "windows" {
		t.Skip("the command is one of the shell")
	}
	dir := t.TempDir()
	tells := func(by string) config.Alerts {
		return config.Alerts{Command: []string{"sh", "-c", "cat >> " + filepath.Join(dir, by)}, On: alert.Usual()}
	}
	synctest.Test(t, func(t *testing.T) {
		one := newResidence(t, fast)
		one.path, one.ring, one.alerts = filepath.Join(dir, "store.db"), &ringtest.Memory{}, tells("one")
		two := &residence{t: t, server: one.server, key: one.key, lock: one.lock, speed: one.speed, path: one.path, ring: one.ring, alerts: tells("two")}
		one.enter("rosa", false, func() {
			if err := one.visit.stay.roller.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			two.enter("kim", false, one.loseByHand)
		})
	})
	told, err := os.ReadFile(filepath.Join(dir, "one"))
	if err != nil || strings.Count(string(told), "\n") != 1 || !strings.Contains(string(told), `"rule_name":"Cleaners"`) || !strings.Contains(string(told), "somebody removed the code") {
		t.Errorf("the one who rolls told %q; %v", told, err)
	}
	if told, err := os.ReadFile(filepath.Join(dir, "two")); err == nil {
		t.Errorf("the one who does not roll told %q", told)
	}
}

// TestHurriedCalls end with the program's patience, and not before.
func TestHurriedCalls(t *testing.T) {
	t.Parallel()
	inResidence(t, 1, false, func(h *residence) {
		ctx, leave := context.WithCancel(h.t.Context())
		api := hurriedAPI{API: blind{}}
		api.begin(ctx)
		defer api.over()
		leave()
		began := time.Now()
		_, err := api.Codes(h.t.Context(), h.lock)
		if took := time.Since(began); err == nil || took != rollEnd {
			h.t.Errorf("the call ended after %s with %v, want %s", took, err, rollEnd)
		}
	})
}

// A blind Seam never answers.
type blind struct{ engine.API }

func (blind) Codes(ctx context.Context, _ model.DeviceID) ([]model.AccessCode, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestTwoPrograms share the rolling: who does not roll sees who does and what came of it, and takes over when the other leaves.
func TestTwoPrograms(t *testing.T) {
	t.Parallel()
	withStore(t, func(one, two *residence) {
		one.Press("3")
		two.Press("3")
		one.Sees("nobody rolls")
		two.Sees("nobody rolls")
		for _, h := range []*residence{one, two} {
			if err := h.visit.stay.roller.Start(h.t.Context()); err != nil {
				h.t.Fatal(err)
			}
			h.pass(time.Minute)
		}
		one.Sees("this program rolls")
		two.Sees("rolled by ")
		two.pass(10 * time.Minute)
		two.Sees("ON THE LOCKS  1 of 1", "on the lock since")
		if a, b := one.lines(), two.lines(); a != "made Mon, on lock Mon" || b != a {
			one.t.Errorf("the one who rolls tells %q, the other %q", a, b)
		}
		one.leave()
		two.pass(time.Minute)
		two.Sees("this program rolls")
		two.until("Mon 11:30")
		if got, want := two.lines(), "made Mon, on lock Mon, kept Mon, made Wed, on lock Wed"; got != want {
			two.t.Errorf("who took over tells %q, want %q", got, want)
		}
		if codes := two.codes(); len(codes) != 1 {
			two.t.Errorf("%d codes on the lock: %+v", len(codes), codes)
		}
	})
}

// TestWhoRollsIsRemembered: who was told to roll does so in the next run, and who was told to stop does not.
func TestWhoRollsIsRemembered(t *testing.T) {
	t.Parallel()
	withStore(t, func(one, two *residence) {
		two.leave()
		if err := one.visit.stay.roller.Start(one.t.Context()); err != nil {
			one.t.Fatal(err)
		}
		one.leave()
		wants := func(want bool) {
			if got, _ := one.visit.stay.roller.wants(); got != want {
				one.t.Errorf("in the next run it rolls: %v, want %v", got, want)
			}
		}
		one.enter("rosa", false, func() {
			wants(true)
			if err := one.visit.stay.roller.Stop(one.t.Context()); err != nil {
				one.t.Fatal(err)
			}
		})
		one.enter("rosa", false, func() { wants(false) })
	})
}

// TestTheStoreStaysOpen until the step in hand is kept, although everything else that keeps something has ended.
func TestTheStoreStaysOpen(t *testing.T) {
	t.Parallel()
	withStore(t, func(one, two *residence) {
		calls, gone := make(chan struct{}, 1), make(chan struct{})
		f := one.server.Faults()
		f.Hold = func(r *http.Request) <-chan struct{} {
			if r.URL.Path != "/access_codes/create" {
				return nil
			}
			calls <- struct{}{}
			return gone
		}
		one.server.SetFaults(f)
		if err := one.visit.stay.roller.Start(one.t.Context()); err != nil {
			one.t.Fatal(err)
		}
		<-calls
		time.AfterFunc(3*time.Second, func() { close(gone) })
		one.leave()
		keeper := two.visit.stay.roller.keeper
		ledger, err := keeper.Ledger(two.t.Context(), "")
		if err != nil || len(ledger.Open) != 0 || len(ledger.States) != 1 || ledger.States[0].Code == nil {
			two.t.Errorf("the step in hand was not kept: %+v, %v", ledger, err)
		}
		if tenure, err := keeper.Tenure(two.t.Context()); err != nil || tenure.Left > 0 {
			two.t.Errorf("%+v still rolls; %v", tenure, err)
		}
	})
}
