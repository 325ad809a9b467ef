package desk

import (
	"context"
	"time"

	"seamdash/model"
)

const (
	// shownFor is how long a write that is over stays among the writes.
	shownFor = 24 * time.Hour
	// lookPatience is how long one look may take.
	lookPatience = 45 * time.Second
	// lookAgain is the wait after a look that failed, and the shortest between two looks that a picture asks for.
	lookAgain = 15 * time.Second
	// together is how much earlier than its time a look is taken to save a call.
	together = time.Second
)

// Following is what the desk follows writes by, beside its own looks. Picture is needed.
type Following struct {
	// Picture is the newest picture of the workspace, Pictures receives a token when there is a newer one.
	Picture  func() *model.Snapshot
	Pictures <-chan struct{}
	// Elsewhere receives a token when another program has changed the tracks.
	Elsewhere <-chan struct{}
	// Reread asks for these codes to be read for the next picture.
	Reread func(ids []model.CodeID)
	// Zone is the zone in which outcomes are told; UTC without it.
	Zone func(*model.Device) *time.Location
}

// Follow follows the writes of this run and of earlier ones until ctx ends: it settles those that are over, looks again when
// it is time, and makes what waited for another code to leave the lock. It must run once at a time.
func (d *Desk) Follow(ctx context.Context, by Following) {
	f := &follower{Desk: d, by: by, shown: map[string]bool{}, looked: map[string]time.Time{}}
	f.load(ctx)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		news := d.News()
		timer.Reset(max(f.round(ctx), 0))
		select {
		case <-news:
		case <-by.Pictures:
		case _, open := <-by.Elsewhere:
			if !open {
				f.by.Elsewhere, by.Elsewhere = nil, nil
				continue
			}
			f.load(ctx)
		case <-timer.C:
		case <-ctx.Done():
		}
	}
}

// A follower is one run of Follow.
type follower struct {
	*Desk

	by     Following
	shown  map[string]bool      // writes whose codes were asked to be read
	looked map[string]time.Time // when somebody looked last
	failed bool                 // the tracks could not be read
}

// load takes over what is kept: what an earlier run left, and what another program did meanwhile.
func (f *follower) load(ctx context.Context) {
	kept, err := f.cfg.Tracks.Tracked(ctx)
	if f.failed = err != nil; f.failed {
		return
	}
	now := f.cfg.Now()
	f.changed(func(all map[string]model.Tracked) {
		for _, t := range kept {
			mine, known := all[t.ID]
			if !known && !t.Done() {
				t.LookAt = now // whatever was expected, much may have happened
			}
			answered := mine.AcceptedAt.IsZero() && !t.AcceptedAt.IsZero() // whoever asked knows better than who looked
			if !known || t.Done() && !mine.Done() || answered {
				all[t.ID] = t
			}
		}
	})
}

// round judges every write by the picture, looks at those that are due, and gives how long nothing is.
func (f *follower) round(ctx context.Context) time.Duration {
	if f.failed {
		f.load(ctx)
	}
	now := f.cfg.Now()
	var due []model.Tracked
	next := now.Add(longLook)
	for _, t := range f.open(ctx, now) {
		at := f.glance(ctx, t, now)
		if at.IsZero() {
			continue
		}
		if !at.After(now.Add(together)) {
			due = append(due, t)
			continue
		}
		if at.Before(next) {
			next = at
		}
	}
	if len(due) == 0 {
		return next.Sub(now)
	}
	f.look(ctx, due)
	return together
}

// open are the writes that are not over. What has been over for long is forgotten.
func (f *follower) open(ctx context.Context, now time.Time) []model.Tracked {
	all := f.Writes()
	out := all[:0]
	for _, t := range all {
		switch {
		case t.Done() && now.Sub(t.DoneAt) > shownFor:
			f.forget(ctx, t.ID)
			delete(f.shown, t.ID)
			delete(f.looked, t.ID)
		case t.Done() || f.isBusy(t.ID):
		default:
			out = append(out, t)
		}
	}
	return out
}

// glance judges a write by the picture and gives when to look; zero when it is over.
func (f *follower) glance(ctx context.Context, t model.Tracked, now time.Time) time.Time {
	if !f.shown[t.ID] && t.Code != "" && !t.AcceptedAt.IsZero() {
		f.shown[t.ID] = true
		if f.by.Reread != nil {
			f.by.Reread([]model.CodeID{t.Code})
		}
	}
	lock, ok := f.by.Picture().Lock(t.Lock())
	if !ok || !lock.Loaded || lock.Old || t.After != "" {
		return t.LookAt
	}
	p := judge(&t, lock, now, false)
	if p.Done {
		f.settle(ctx, t.ID, &p, now)
		return time.Time{}
	}
	// What would be over if the picture were young enough deserves a look of our own.
	if suspect := judge(&t, lock, now, true); suspect.Done && !now.Before(f.looked[t.ID].Add(lookAgain)) {
		return now
	}
	return t.LookAt
}

// settle takes over what was found of a write, unless it was dropped meanwhile.
func (f *follower) settle(ctx context.Context, id string, p *Progress, now time.Time) {
	f.mu.Lock()
	t, ok := f.writes[id]
	f.mu.Unlock()
	if !ok || t.Done() {
		return
	}
	was := t
	p.adopt(&t, now)
	if p.Done {
		// Far from any day that is named, so that the sentence has dates and can be read tomorrow.
		t.Outcome = p.Sentence(model.Reader{Now: time.Unix(0, 0), Zone: f.zone(p.lock)})
	}
	if was.Stage == t.Stage && was.Code == t.Code && was.Done() == t.Done() && was.AcceptedAt.Equal(t.AcceptedAt) {
		f.mu.Lock() // when to look is not worth a write to the disk
		f.writes[id] = t
		f.mu.Unlock()
		return
	}
	f.keep(ctx, t)
}

// adopt writes into a write what was found of it.
func (p *Progress) adopt(t *model.Tracked, now time.Time) {
	if p.code != nil && t.Code == "" {
		t.Code = p.code.ID
	}
	found := p.code != nil && p.said != lostAnswer && p.said != notTaken
	if t.Unsure() && (found || p.Done && p.Well) {
		t.AcceptedAt = now // it has happened, so Seam took it
	}
	t.Stage, t.DueAt, t.LookAt = p.Stage, p.Expected, p.LookAt
	if p.Done {
		t.DoneAt, t.LookAt = now, time.Time{}
	}
}

func (f *follower) zone(lock *model.Device) *time.Location {
	if f.by.Zone == nil {
		return time.UTC
	}
	return f.by.Zone(lock)
}
