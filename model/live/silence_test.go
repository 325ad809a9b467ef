package live

import (
	"testing"
	"time"

	"seamdash/model"
)

// late says what somebody who looks now is told.
func (r *rig) late() bool { return r.feed.Snapshot().Feed.Late(time.Now()) }

// TestSilenceIsSaidAtOnce: a server that takes questions and answers none is told of when its answer is overdue, not when
// patience with it ends, and one that answers is never called late.
func TestSilenceIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		runs     time.Duration // before the silence
		promised time.Duration // by the pace at that time
	}{
		"calm": {2 * time.Minute, 10 * time.Second},
		"idle": {30 * time.Minute, 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(5, 2)
			s.latency = 700 * time.Millisecond
			bubble(t, s, Config{Sweep: 24 * time.Hour}, func(r *rig) {
				r.loaded()
				for end := time.Now().Add(c.runs); time.Now().Before(end); r.after(500 * time.Millisecond) {
					if r.late() {
						t.Fatalf("late while Seam answers: %+v", r.feed.Snapshot().Feed)
					}
				}
				s.set(func() { s.latency = 24 * time.Hour })
				for !r.late() {
					if state := r.after(250 * time.Millisecond).Feed; state.Connection != model.Live {
						t.Fatalf("the silence came to %v without a word", state.Connection)
					}
				}
				// One question may have been under way when the silence began, so the last answer is looked for now.
				if took := time.Since(r.feed.Snapshot().Feed.AsOf); took > c.promised+grace+time.Second {
					t.Errorf("said %v after the last answer, the pace promises one in %v", took, c.promised)
				}
				s.set(func() { s.latency = 0 })
				r.after(2 * time.Minute)
				r.healthy()
				if r.late() {
					t.Error("still called late")
				}
			})
		})
	}
}

// TestNobodyIsLateWhoOwesNothing: without updates, and before the first answer, there is nothing to wait for.
func TestNobodyIsLateWhoOwesNothing(t *testing.T) {
	t.Parallel()
	bubble(t, newSeam(2, 1), Config{Pace: Pace{Off: true}}, func(r *rig) {
		r.after(time.Hour)
		if state := r.feed.Snapshot().Feed; r.late() || state.Connection != model.Off {
			t.Errorf("updates are off: %+v", state)
		}
	})
	bubble(t, newSeam(2, 1), Config{}, func(r *rig) {
		r.loaded()
		r.feed.Freeze(true)
		r.after(time.Hour)
		if state := r.feed.Snapshot().Feed; r.late() || state.Connection != model.Frozen {
			t.Errorf("updates are frozen: %+v", state)
		}
	})
}
