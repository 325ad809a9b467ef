package main

import (
	"context"
	"os"
	"os/user"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/store"
	"seamdash/ui"
	"seamdash/ui/activity"
)

const (
	// logShown is how many of the newest lines of the audit log are shown.
	logShown = 300
	// logPatience is how long reading them may take.
	logPatience = 5 * time.Second
	// logLook is how often a logbook asks which workspace is open, until one is.
	logLook = 200 * time.Millisecond
)

// A logbook keeps what this program wrote in the local store, or only for this run where nothing is kept.
type logbook struct {
	memory    *memory // nil where nothing is kept
	workspace func() model.WorkspaceID
	news      chan struct{} // holds a token when something was logged that was not shown
	lost      chan error    // holds why a line could not be kept

	mu  sync.Mutex
	own []model.Write // of this run, the newest first; only without a memory
}

func newLogbook(memory *memory, workspace func() model.WorkspaceID) *logbook {
	return &logbook{memory: memory, workspace: workspace, news: make(chan struct{}, 1), lost: make(chan error, 1)}
}

// Log keeps a line; follow tells when that fails.
func (l *logbook) Log(ctx context.Context, w model.Write) {
	if l.memory == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		w.Number = uint64(len(l.own)) + 1
		l.own = append([]model.Write{w}, l.own...)
		l.tell()
		return
	}
	err := l.memory.use(ctx, l.workspace(), func(r *store.Room) error {
		_, err := r.Log(ctx, w)
		return err
	})
	if err == nil {
		l.tell()
		return
	}
	l.miss(err)
}

// Witnessed keeps who looked at PINs, or says why it could not.
func (l *logbook) Witnessed(ctx context.Context, looks []model.Write) error {
	if l.memory == nil {
		for _, look := range looks {
			l.Log(ctx, look)
		}
		return nil
	}
	err := l.memory.use(ctx, l.workspace(), func(r *store.Room) error { return r.LogAll(ctx, slices.Clone(looks)) })
	if err == nil {
		l.tell()
	}
	return err
}

// miss takes note that something could not be kept.
func (l *logbook) miss(err error) {
	select {
	case l.lost <- err:
	default: // one is enough to say
	}
}

func (l *logbook) tell() {
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// newest reads what is shown.
func (l *logbook) newest(ctx context.Context) (out []model.Write, err error) {
	if l.memory == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		return append(out, l.own[:min(logShown, len(l.own))]...), nil
	}
	ctx, stop := context.WithTimeout(ctx, logPatience)
	defer stop()
	err = l.memory.use(ctx, l.workspace(), func(r *store.Room) error {
		out, err = r.Audit(ctx, store.AuditQuery{Limit: logShown})
		return err
	})
	return out, err
}

// follow shows the log once a workspace is open, and again whenever this program or another one on this machine wrote
// into it. What cannot be read is shown at the next change.
func (l *logbook) follow(ctx context.Context, send func(tea.Msg)) {
	if !l.settled(ctx) {
		return
	}
	elsewhere := l.memory.changed(ctx)
	for {
		if writes, err := l.newest(ctx); err == nil && ctx.Err() == nil {
			send(activity.Written{Writes: writes})
		}
		select {
		case <-l.news:
		case err := <-l.lost:
			send(ui.Caution{Text: "what was asked of the lock is not in the local log: " + model.WhyOf(err)})
		case _, open := <-elsewhere:
			if !open {
				elsewhere = nil
			}
		case <-ctx.Done():
			return
		}
	}
}

// me is who writes: the person as the system knows them, and the machine.
func me(getenv func(string) string) string {
	name := getenv("USER")
	if known, err := user.Current(); err == nil {
		name = known.Username
	}
	if host, err := os.Hostname(); err == nil {
		name += "@" + host
	}
	return model.Clean(name)
}
