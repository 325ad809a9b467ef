package ui_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/uitest"
)

func TestPalette(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press(":")
		d.Sees("ACTIONS  :", "show the PIN for 10 seconds, or mask it again  [reveal]  not now: choose a code first", "enter do it")
		d.Type("stop updt")
		d.Sees("stop the updates, or let them run again")
		d.SeesNot("all keys")
		d.Press("enter")
		d.Sees("updates frozen")
		if !slices.Equal(d.Feed.Frozen, []bool{true}) {
			t.Errorf("the feed was told %v", d.Feed.Frozen)
		}
		d.Press(":")
		d.Type("ask seam")
		d.Sees("not now: the updates are frozen")
		d.Press("enter")
		if d.Feed.Refreshed != 0 {
			t.Error("the palette did what is not possible now")
		}
		d.Sees("the updates are frozen; f lets them run again")
		d.Press(":", "down", "up", "down", "pgdown", "esc")
		d.SeesNot("ACTIONS")
		d.Press(":")
		d.Type("qqqq")
		d.Sees("No action matches “qqqq”")
		d.Press("enter", "esc")
		d.Sees("LOCKS 13")
	})
}

// TestPaletteSaysWhyOnANarrowTerminal: where a row is cut, the reason of the one under the cursor stays whole.
func TestPaletteSaysWhyOnANarrowTerminal(t *testing.T) {
	uitest.Run(t, uitest.Stage{W: 60, H: 16}, func(d *uitest.Driver) {
		d.Press(":")
		d.Type("copy")
		d.Sees("not now: choose a code first: enter goes to the codes")
		d.Press("esc", ":")
		d.Type("freeze")
		d.SeesNot("not now")
	})
}

// A porter is doors that answer as they are told. Two turns of a bolt may ask it at once.
type porter struct {
	mu       sync.Mutex
	asked    []string
	attempts []model.ActionAttempt // one answer after the other, the last for ever
	err      error
	slow     time.Duration
}

func (p *porter) answer(ctx context.Context, what string) (model.ActionAttempt, error) {
	p.mu.Lock()
	p.asked = append(p.asked, what)
	p.mu.Unlock()
	if p.slow > 0 {
		timer := time.NewTimer(p.slow)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return model.ActionAttempt{}, ctx.Err()
		case <-timer.C:
		}
	}
	if p.err != nil {
		return model.ActionAttempt{}, p.err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.attempts[0]
	if len(p.attempts) > 1 {
		p.attempts = p.attempts[1:]
	}
	return next, nil
}

func (p *porter) Lock(ctx context.Context, id model.DeviceID) (model.ActionAttempt, error) {
	return p.answer(ctx, "lock "+string(id))
}

func (p *porter) Unlock(ctx context.Context, id model.DeviceID) (model.ActionAttempt, error) {
	return p.answer(ctx, "unlock "+string(id))
}

func (p *porter) Attempt(ctx context.Context, id model.AttemptID) (model.ActionAttempt, error) {
	return p.answer(ctx, "attempt "+string(id))
}

// gate is a picture of one lock that can be turned from afar.
func gate(can model.Capabilities, online model.Tri) *model.Snapshot {
	lock := model.NewLock(model.Device{ID: "g", Name: "Gate", Online: online, Can: can}, nil, true, nil)
	return model.NewSnapshot(model.Workspace{ID: "w", Name: "W"}, []*model.Lock{lock}, model.FeedState{Connection: model.Live}, 1)
}

func able() model.Capabilities {
	return model.Capabilities{RemotelyLock: model.Yes, RemotelyUnlock: model.Yes}
}

func TestBolt(t *testing.T) {
	attempt := func(s model.AttemptStatus, confirmed model.Tri) model.ActionAttempt {
		return model.ActionAttempt{ID: "t", Status: s, Confirmed: confirmed, Message: "the bolt is jammed"}
	}
	pending := attempt(model.AttemptPending, model.Unknown)
	for name, c := range map[string]struct {
		key    string
		porter *porter
		wait   time.Duration
		asked  []string
		says   string
	}{
		"locked":           {"L", &porter{attempts: []model.ActionAttempt{pending, pending, attempt(model.AttemptSucceeded, model.Yes)}}, 3 * time.Second, []string{"lock g", "attempt t", "attempt t"}, "Gate is locked"},
		"not confirmed":    {"U", &porter{attempts: []model.ActionAttempt{attempt(model.AttemptSucceeded, model.No)}}, 0, []string{"unlock g"}, "Gate: accepted, not confirmed by the lock"},
		"failed":           {"U", &porter{attempts: []model.ActionAttempt{pending, attempt(model.AttemptFailed, model.Unknown)}}, 2 * time.Second, []string{"unlock g", "attempt t"}, "Gate was not unlocked: the bolt is jammed"},
		"refused":          {"L", &porter{err: &model.Fault{Op: "lock", Kind: model.KindUnavailable, Message: "Seam answered 503"}}, 0, []string{"lock g"}, "Gate was not locked: Seam answered 503"},
		"a new word":       {"L", &porter{attempts: []model.ActionAttempt{attempt("dreaming", model.Unknown)}}, 0, []string{"lock g"}, "Seam says dreaming"},
		"no answer":        {"L", &porter{attempts: []model.ActionAttempt{pending}}, 21 * time.Second, nil, "Gate: accepted; no answer from the lock in 20 s"},
		"Seam is too slow": {"L", &porter{slow: time.Hour}, 21 * time.Second, []string{"lock g"}, "Gate: no answer from Seam in 20 s; the bolt may turn all the same"},
	} {
		t.Run(name, func(t *testing.T) {
			uitest.Run(t, uitest.Stage{Picture: gate(able(), model.Yes), Doors: c.porter}, func(d *uitest.Driver) {
				d.Press(c.key)
				d.Sees("Gate?", "enter  cancel", "y      ")
				d.Press(c.key, "enter")
				if len(c.porter.asked) != 0 {
					t.Fatalf("the key that asks, or enter, turned the bolt: %q", c.porter.asked)
				}
				d.SeesNot("Gate?")
				d.Press(c.key, "y")
				d.After(c.wait)
				d.Sees(c.says)
				if c.asked != nil && !slices.Equal(c.porter.asked, c.asked) {
					t.Errorf("asked %q, want %q", c.porter.asked, c.asked)
				}
				if d.Feed.Refreshed != 1 {
					t.Errorf("the picture was asked for %d times after the turn", d.Feed.Refreshed)
				}
			})
		})
	}
}

// TestLaterBoltCounts: the result of an earlier turn does not speak over a later one of the same lock.
func TestLaterBoltCounts(t *testing.T) {
	ok := model.ActionAttempt{ID: "t", Status: model.AttemptSucceeded, Confirmed: model.Yes}
	pending := model.ActionAttempt{ID: "t", Status: model.AttemptPending}
	doors := &porter{attempts: []model.ActionAttempt{pending, ok}}
	uitest.Run(t, uitest.Stage{Picture: gate(able(), model.Yes), Doors: doors}, func(d *uitest.Driver) {
		d.Press("U", "y") // pending: its result comes in a second
		d.Press("L", "y") // done at once
		d.Sees("Gate is locked")
		d.After(3 * time.Second)
		d.Sees("Gate is locked")
		d.SeesNot("unlocked")
	})
}

func TestBoltRefused(t *testing.T) {
	for want, s := range map[string]*model.Snapshot{
		"this lock cannot be locked from afar at present": gate(model.Capabilities{RemotelyLock: model.No}, model.Yes),
		"this lock cannot be locked from afar":            gate(model.Capabilities{}, model.Yes),
		"the lock is offline":                             gate(able(), model.No),
		"there is no lock under the cursor":               connecting(),
	} {
		doors := &porter{}
		uitest.Run(t, uitest.Stage{Picture: s, Doors: doors}, func(d *uitest.Driver) {
			d.Press("L")
			d.Sees(want)
			d.Press("y")
			if len(doors.asked) != 0 {
				t.Errorf("%s: asked all the same", want)
			}
		})
	}
}

func TestCopyMenu(t *testing.T) {
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		toFrontDoor(d)
		d.Press("home", "Y")
		d.Sees("Copy (backup code)", "on Maple Ct 3B · Front Door", "PIN  not now: the lock's maker has not handed out this PIN yet")
		d.Press("p")
		d.Sees("has not handed out this PIN yet")
		d.Press("esc")
		d.Press("/")
		d.Type("okafor")
		d.Press("enter", "esc")
		for _, key := range []string{"p", "i", "s", "j"} {
			d.Press("Y", key)
			d.Sees("sent to the clipboard")
		}
		if len(d.Clipboard) != 4 {
			t.Fatalf("the clipboard got %d texts", len(d.Clipboard))
		}
		want := []string{okaforsPIN, "a3-okafor", "Guest · Okafor on Maple Ct 3B · Front Door: 2026-11-20 23:00 UTC to 2026-11-22 19:00 UTC, setting"}
		if !slices.Equal(d.Clipboard[:3], want) {
			t.Errorf("got %q, want %q", d.Clipboard[:3], want)
		}
		var facts map[string]any
		if err := json.Unmarshal([]byte(d.Clipboard[3]), &facts); err != nil || facts["access_code_id"] != "a3-okafor" || facts["starts_at"] != "2026-11-20T23:00:12Z" {
			t.Errorf("JSON %s: %v", d.Clipboard[3], err)
		}
		if strings.Contains(strings.Join(d.Clipboard[1:], ""), okaforsPIN) {
			t.Error("the PIN is in what says that it has none")
		}
		d.SeesNot(okaforsPIN)
	})
}

// TestReadOnlyIsSaidBeforeTheQuestion: nobody is asked whether to do what will be refused.
func TestReadOnlyIsSaidBeforeTheQuestion(t *testing.T) {
	for name, c := range map[string]struct {
		stage uitest.Stage
		says  string
	}{
		"read-only": {uitest.Stage{Doors: &porter{}, ReadOnly: true}, "this session only reads"},
		"no doors":  {uitest.Stage{}, "this program has no way to the bolts here"},
	} {
		t.Run(name, func(t *testing.T) {
			c.stage.Picture = gate(able(), model.Yes)
			uitest.Run(t, c.stage, func(d *uitest.Driver) {
				for _, key := range []string{"L", "U"} {
					d.Press(key)
					d.Sees(c.says)
					d.SeesNot("Lock Gate?", "Unlock Gate?", "cancel")
					d.After(6 * time.Second)
				}
			})
		})
	}
}
