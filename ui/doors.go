package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

// Doors turns bolts from afar. Its methods may be called from several goroutines and must return soon after ctx ends;
// errors should be or wrap a [model.Fault].
type Doors interface {
	Lock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error)
	Unlock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error)
	// Attempt tells how far an attempt is.
	Attempt(ctx context.Context, id model.AttemptID) (model.ActionAttempt, error)
}

const (
	// boltPatience is how long somebody waits for the result of a turn of the bolt. It may come hours later, which the
	// lock's own state then shows.
	boltPatience = 20 * time.Second
	// boltEvery is how often the result is asked for.
	boltEvery = time.Second
	// resultFor is how long the result stays in the status line.
	resultFor = 15 * time.Second
)

// bolted is what came of turning a bolt. Only the latest turn of a lock counts.
type bolted struct {
	what       nav.Bolt
	generation uint64
	attempt    model.ActionAttempt
	err        error
}

// bolts counts the turns of each lock that was asked to turn.
type bolts map[model.DeviceID]uint64

// turnBolt asks for a turn of the bolt and waits for its result.
func (a *App) turnBolt(what nav.Bolt) tea.Cmd {
	doors, parent := a.config.Doors, a.config.Context
	if doors == nil || parent == nil {
		return a.notice.say("this program has no way to the bolts here", loudly)
	}
	a.bolts[what.Lock]++
	generation := a.bolts[what.Lock]
	ask := func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, boltPatience)
		defer stop()
		attempt, err := turn(ctx, doors, what)
		return bolted{what: what, generation: generation, attempt: attempt, err: err}
	}
	return tea.Batch(a.notice.say("asking "+what.Name+" to "+verb(what), quietly), ask)
}

func turn(ctx context.Context, doors Doors, what nav.Bolt) (model.ActionAttempt, error) {
	act := doors.Lock
	if what.Open {
		act = doors.Unlock
	}
	attempt, err := act(ctx, what.Lock)
	for err == nil && attempt.Status == model.AttemptPending {
		timer := time.NewTimer(boltEvery)
		select {
		case <-ctx.Done():
			timer.Stop()
			return attempt, nil // it is under way, only our patience is over
		case <-timer.C:
		}
		var next model.ActionAttempt
		if next, err = doors.Attempt(ctx, attempt.ID); err == nil {
			attempt = next
		} else if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return attempt, nil
		}
	}
	return attempt, err
}

// bolted tells the result as it is: that Seam accepted a command is not that a bolt has moved.
func (a *App) bolted(msg bolted) tea.Cmd {
	if msg.generation != a.bolts[msg.what.Lock] {
		return nil
	}
	a.config.Feed.Refresh()
	text, how := boltResult(msg)
	return a.notice.show(text, how, resultFor)
}

func boltResult(msg bolted) (string, loudness) {
	name := msg.what.Name
	done, failed := "locked", name+" was not locked: "
	if msg.what.Open {
		done, failed = "unlocked", name+" was not unlocked: "
	}
	switch {
	case msg.err != nil && msg.attempt.Status == model.AttemptPending:
		return name + ": accepted, but the result could not be read: " + model.WhyOf(msg.err), loudly
	case errors.Is(msg.err, context.DeadlineExceeded):
		return name + ": no answer from Seam in " + model.Span(boltPatience) + "; the bolt may turn all the same", loudly
	case msg.err != nil:
		return failed + model.WhyOf(msg.err), loudly
	case msg.attempt.Status == model.AttemptFailed:
		return failed + orElse(msg.attempt.Message, msg.attempt.ErrorType), loudly
	case msg.attempt.Status == model.AttemptPending:
		return name + ": accepted; no answer from the lock in " + model.Span(boltPatience), loudly
	case msg.attempt.Status != model.AttemptSucceeded:
		return name + ": Seam says " + string(msg.attempt.Status) + ", which this program does not know", loudly
	case msg.attempt.Confirmed == model.No:
		return name + ": accepted, not confirmed by the lock", loudly
	default:
		return name + " is " + done, quietly
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func verb(what nav.Bolt) string {
	if what.Open {
		return "unlock"
	}
	return "lock"
}
