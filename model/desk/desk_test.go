package desk_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/desk"
)

// doors answer as they are told, after a second.
type doors struct {
	desk.API // nothing else is asked

	attempt model.ActionAttempt
	err     error
}

func (d doors) Lock(context.Context, model.DeviceID) (model.ActionAttempt, error) {
	<-time.After(time.Second)
	return d.attempt, d.err
}

func (d doors) Unlock(ctx context.Context, id model.DeviceID) (model.ActionAttempt, error) {
	return d.Lock(ctx, id)
}

func (d doors) Attempt(context.Context, model.AttemptID) (model.ActionAttempt, error) {
	return d.attempt, d.err
}

type lines []model.Write

func (l *lines) Log(ctx context.Context, w model.Write) {
	if ctx.Err() == nil {
		*l = append(*l, w)
	}
}

// TestLogged: whatever comes of a write, one line says so, also when nobody waits for it any more.
func TestLogged(t *testing.T) {
	refused := &model.Fault{Op: "unlock", Kind: model.KindRefused, Message: "the lock is offline", Request: "req-1"}
	for name, c := range map[string]struct {
		doors   doors
		outcome string
		request model.RequestID
	}{
		"accepted":  {doors{attempt: model.ActionAttempt{Status: model.AttemptPending}}, model.Accepted, ""},
		"failed":    {doors{attempt: model.ActionAttempt{Status: model.AttemptFailed, Message: "the bolt is jammed"}}, "the bolt is jammed", ""},
		"no words":  {doors{attempt: model.ActionAttempt{Status: model.AttemptFailed}}, "failed", ""},
		"refused":   {doors{err: refused}, "the lock is offline", "req-1"},
		"cancelled": {doors{err: context.Canceled}, context.Canceled.Error(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log lines
				d := desk.New(desk.Config{API: c.doors, Log: &log, Tracks: &desk.Pad{}, Who: "kim", Now: time.Now})
				ctx, stop := context.WithCancel(t.Context())
				stop()
				began := time.Now()
				attempt, err := d.Unlock(ctx, "d1")
				if !errors.Is(err, c.doors.err) || attempt != c.doors.attempt {
					t.Errorf("the answer was changed: %v, %v", attempt, err)
				}
				want := lines{{At: began, Who: "kim", Action: "unlock", Device: "d1", Outcome: c.outcome, Request: c.request, Took: time.Second}}
				if diff := cmp.Diff(want, log); diff != "" {
					t.Errorf("the log (-want +got):\n%s", diff)
				}
				if _, err := d.Attempt(t.Context(), "a"); !errors.Is(err, c.doors.err) || len(log) != 1 {
					t.Errorf("asking how far it is: %v, and the log has %d lines", err, len(log))
				}
			})
		})
	}
}
