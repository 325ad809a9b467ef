package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/seamclient"
)

// A bureau is where a command has its writes done: everything goes over the desk, so that it is in the audit log and a
// dashboard on this machine follows it.
type bureau struct {
	program *program
	session *session
	desk    *desk.Desk
	log     *logbook
	close   func()
}

// openBureau opens one. What it does is in the same log and followed by the same dashboard as what is done there. Before anything is
// done the person is told where.
func (p *program) openBureau(ctx context.Context, s *session) (*bureau, error) {
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		return nil, err
	}
	p.tellWhere(&ws)
	log, done := p.logFor(ctx, s, ws.ID)
	return &bureau{program: p, session: s, desk: p.newDesk(s, log), log: log, close: done}, nil
}

// An outcome is what became of one write.
type outcome struct {
	lock    *model.Lock
	was     *model.AccessCode // before, nil for a new code
	tracked model.Tracked
	err     error
	// now is the code as Seam has it afterwards, nil when it is gone.
	now *model.AccessCode
}

// onLock says on which of several locks something failed, where the error has only its id.
func onLock(err error, l *model.Lock, of int) error {
	f, ok := errors.AsType[*model.Fault](err)
	if !ok || of == 1 || l.Device.Name == "" {
		return err
	}
	named := *f
	named.Subject = l.Device.Name
	return &named
}

// conclude tells what became of the writes: it waits where that was asked for, reads the codes back and prints them. What
// worked is printed also when something else did not.
func (p *program) conclude(ctx context.Context, o *bureau, a *writeArgs, outcomes []outcome) error {
	var done []outcome
	var errs []error
	for i := range outcomes {
		if w := &outcomes[i]; w.err != nil && !o.happened(ctx, w) {
			errs = append(errs, rules(w.err)...)
			continue
		}
		done = append(done, outcomes[i])
	}
	if a.wait > 0 && len(done) > 0 {
		errs = append(errs, o.await(ctx, done, a.wait)...)
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for i := range done {
		if err := o.readBack(limited, &done[i]); err != nil {
			errs = append(errs, err)
		}
	}
	if a.reveal {
		p.looked(limited, o.session, o.log, sightsOf(done))
	}
	if err := p.printOutcomes(o, a, done); err != nil {
		errs = append(errs, err)
	}
	return joined(errs)
}

// happened says that a write took effect although its answer was lost: the code is as was asked for. What became of a new code
// is looked up where it is made.
func (o *bureau) happened(ctx context.Context, w *outcome) bool {
	f, ok := errors.AsType[*model.Fault](w.err)
	if !ok || !f.Unsure || w.was == nil {
		return false
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	v := vigil{bureau: o, open: []*watched{{outcome: w}}}
	codes, err := v.read(limited)
	if err != nil {
		return false
	}
	return w.judge(codes, o.session.now()).Stage != model.StageAsked
}

// readBack asks Seam how the code is now; what Seam said of the write itself is not yet a fact.
func (o *bureau) readBack(ctx context.Context, w *outcome) error {
	id := w.tracked.Code
	if w.was == nil || w.was.Managed || w.tracked.Action == model.ActionAdopt {
		code, found, err := o.session.client.FindCode(ctx, id)
		if err != nil {
			return err
		}
		if found {
			w.now = &code
			return nil
		}
	}
	if w.was == nil || w.was.Managed {
		return nil
	}
	codes, err := o.session.client.UnmanagedCodes(ctx, w.lock.Device.ID)
	for i := range codes {
		if codes[i].ID == id {
			w.now = &codes[i]
		}
	}
	return err
}

// stateGone is the state of a code that Seam does not know any more.
const stateGone = "gone"

func (p *program) printOutcomes(o *bureau, a *writeArgs, done []outcome) error {
	now := o.session.now()
	if a.asJSON {
		facts := make([]codeFacts, len(done))
		for i := range done {
			facts[i] = done[i].facts(now, a.reveal)
		}
		switch {
		case a.several:
			return p.print(func(w io.Writer) error { return writeJSON(w, facts) })
		case len(facts) == 1:
			return p.print(func(w io.Writer) error { return writeJSON(w, facts[0]) })
		default:
			return nil
		}
	}
	var left []*model.Lock
	for i := range done {
		if w := &done[i]; w.now != nil {
			left = append(left, model.NewLock(w.lock.Device, []model.AccessCode{*w.now}, true, nil))
		} else {
			p.note(w.name() + ": " + stateGone)
		}
	}
	return p.print(func(w io.Writer) error { return codeTable(left, now, a.reveal).writeTo(w) })
}

// facts are those of the code as it is now, or of one that is gone as it was.
func (w *outcome) facts(now time.Time, reveal bool) codeFacts {
	if w.now != nil {
		return factsOfCode(w.lock, w.now, now, reveal)
	}
	last := w.was
	if last == nil {
		last = &model.AccessCode{ID: w.tracked.Code, DeviceID: w.lock.Device.ID, Name: w.tracked.Wanted.Name, Managed: true}
	}
	f := factsOfCode(w.lock, last, now, reveal)
	f.Status, f.State, f.Stuck = nil, stateGone, false
	return f
}

// name is how the code is named to people.
func (w *outcome) name() string {
	name := w.tracked.Wanted.Name
	if w.was != nil {
		name = cmp.Or(name, w.was.Name)
	}
	return cmp.Or(model.Clean(name), string(w.tracked.Code)) + " on " + called(&w.lock.Device)
}

// rehearse prints what would be sent, n requests: an array where several locks were named.
func (p *program) rehearse(n int, several bool, request func(i int) (seamclient.Request, error)) error {
	requests := make([]seamclient.Request, n)
	for i := range requests {
		var err error
		if requests[i], err = request(i); err != nil {
			return fmt.Errorf("show the request: %w", err)
		}
	}
	return p.print(func(w io.Writer) error {
		if several {
			return writeJSON(w, requests)
		}
		return writeJSON(w, requests[0])
	})
}
