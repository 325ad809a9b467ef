package uitest

import (
	"context"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/report"
	"seamdash/ui/diagnosis"
)

// Records gives the events that it has, and a raw answer, and remembers what it was asked.
type Records struct {
	Events []model.Event
	// Answer is what every raw question gets.
	Answer string
	// Takes is how long an answer takes. Fails, when there is one, gives the error of the next answer, or nil. Neither changes while
	// it is in use.
	Takes time.Duration
	Fails func(asked int) error

	mu    sync.Mutex
	asked []model.EventQuery
	raw   []diagnosis.RawOf
}

// wait lets an answer take its time.
func (r *Records) wait(ctx context.Context, note func()) error {
	r.mu.Lock()
	note()
	asked := len(r.asked) + len(r.raw)
	r.mu.Unlock()
	timer := time.NewTimer(r.Takes)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	if r.Fails == nil {
		return nil
	}
	return r.Fails(asked)
}

// History gives the events that the query asks for.
func (r *Records) History(ctx context.Context, query model.EventQuery) (out []model.Event, err error) {
	if err := r.wait(ctx, func() { r.asked = append(r.asked, query) }); err != nil {
		return nil, err
	}
	for i := range r.Events {
		if e := &r.Events[i]; query.Matches(e) && !e.At.Before(query.Since) {
			out = append(out, *e)
		}
	}
	return out, nil
}

// Raw gives the answer.
func (r *Records) Raw(ctx context.Context, of diagnosis.RawOf) (string, error) {
	err := r.wait(ctx, func() { r.raw = append(r.raw, of) })
	if err != nil {
		return "", err
	}
	return r.Answer, nil
}

// Asked are the questions for events.
func (r *Records) Asked() []model.EventQuery {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]model.EventQuery(nil), r.asked...)
}

// RawAsked are the raw questions.
func (r *Records) RawAsked() []diagnosis.RawOf {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]diagnosis.RawOf(nil), r.raw...)
}

// Reports remembers the reports that it is given.
type Reports struct {
	// Fails, when there is one, is the answer to all of them. It does not change while they are in use.
	Fails error

	mu   sync.Mutex
	kept []*report.Report
}

// Program is one.
func (*Reports) Program() report.Program {
	return report.Program{Version: "test", System: "test", Place: "connect.getseam.com"}
}

// Save remembers a report.
func (r *Reports) Save(_ context.Context, one *report.Report) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Fails != nil {
		return "", r.Fails
	}
	r.kept = append(r.kept, one)
	return "/home/kim/" + one.Name() + ".md", nil
}

// Kept are the reports so far.
func (r *Reports) Kept() []*report.Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]*report.Report(nil), r.kept...)
}
