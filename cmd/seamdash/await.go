package main

import (
	"context"
	"time"

	"seamdash/model"
	"seamdash/model/desk"
)

const (
	// soonestLook and latestLook are how often Seam is asked how far a write is that somebody waits for.
	soonestLook, latestLook = time.Second, 15 * time.Second
)

// A vigil waits for writes until the locks have done them.
type vigil struct {
	bureau *bureau
	open   []*watched
	until  time.Time // by the clock here
	failed []error
}

// A watched write is one that a vigil waits for.
type watched struct {
	*outcome

	told  bool
	stage model.Stage // told last
	seen  desk.Progress
}

// await follows the writes, tells each step on standard error, and gives what did not come to a good end within the
// patience.
func (o *bureau) await(ctx context.Context, writes []outcome, patience time.Duration) []error {
	v := &vigil{bureau: o, until: time.Now().Add(patience)}
	for i := range writes {
		v.open = append(v.open, &watched{outcome: &writes[i]})
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for {
		err := v.look(limited)
		switch {
		case len(v.open) == 0:
			return v.failed
		case ctx.Err() != nil:
			return v.abandon(model.KindCancelled, "interrupted", ctx.Err())
		case limited.Err() != nil:
			return v.abandon(model.KindUnexpected, "not done within "+model.Span(patience), nil)
		case err != nil:
			return append(v.failed, err)
		}
		v.rest(limited)
	}
}

// look asks Seam once. Trouble that may pass is told and waited out.
func (v *vigil) look(ctx context.Context) error {
	codes, err := v.read(ctx)
	if err != nil {
		switch model.KindOf(err) {
		case model.KindRateLimited, model.KindUnreachable, model.KindUnavailable, model.KindCancelled:
			if ctx.Err() == nil {
				v.bureau.program.note("still waiting: " + oneLine(err))
			}
			return nil
		default:
			return err
		}
	}
	now := v.bureau.session.now()
	var open []*watched
	for _, w := range v.open {
		if !v.over(w, codes, now) {
			open = append(open, w)
		}
	}
	v.open = open
	return nil
}

// read reads the codes that are waited for: those that Seam manages together by their ids, the others by the lists of their
// locks.
func (v *vigil) read(ctx context.Context) ([]model.AccessCode, error) {
	var ids []model.CodeID
	var codes []model.AccessCode
	for _, w := range v.open {
		if !w.tracked.Unmanaged {
			ids = append(ids, w.tracked.Code)
			continue
		}
		here, err := codesOn(ctx, v.bureau.session.client, w.lock.Device.ID)
		if err != nil {
			return nil, err
		}
		codes = append(codes, here...)
	}
	if len(ids) == 0 {
		return codes, nil
	}
	managed, err := v.bureau.session.client.CodesByID(ctx, ids)
	return append(codes, managed...), err
}

// over says that nothing more is to be waited for, and takes note of what did not end well.
func (v *vigil) over(w *watched, codes []model.AccessCode, now time.Time) bool {
	w.seen = w.judge(codes, now)
	reader := model.Reader{Now: now, Zone: zoneOf(&w.lock.Device)}
	sentence := w.seen.Sentence(reader)
	if !w.told || w.stage != w.seen.Stage {
		w.told, w.stage = true, w.seen.Stage
		v.bureau.program.note(w.name() + ": " + sentence)
		if old := w.seen.StillWorks(reader); old != "" {
			v.bureau.program.note(w.name() + ": " + old)
		}
	}
	switch {
	case w.seen.Done && w.seen.Well, w.seen.Stage == model.StageOnLock:
		return true
	case w.seen.Done, w.seen.Stage == model.StageFailed:
		v.failed = append(v.failed, w.fault(model.KindUnexpected, sentence, nil))
		return true
	case w.seen.Stage == model.StageAccepted && v.tooLate(w.seen.Expected, now):
		f := w.fault(model.KindUnexpected, sentence+", which is longer than --wait waits", nil)
		f.Hint = "it comes without being waited for; an open dashboard tells when it did."
		v.failed = append(v.failed, f)
		return true
	default:
		return false
	}
}

// judge reads a write off codes that were read just now.
func (w *outcome) judge(codes []model.AccessCode, now time.Time) desk.Progress {
	var here []model.AccessCode
	for i := range codes {
		if codes[i].ID == w.tracked.Code {
			here = append(here, codes[i])
		}
	}
	return desk.Seen(&w.tracked, model.NewLock(w.lock.Device, here, true, nil), now)
}

// tooLate says that nobody waits as long as until then, a moment by the clock of the workspace.
func (v *vigil) tooLate(then, now time.Time) bool {
	return v.bureau.session.lasts(then.Sub(now)) > time.Until(v.until)
}

// rest waits until it is worth to look again.
func (v *vigil) rest(ctx context.Context) {
	now := v.bureau.session.now()
	pause := latestLook
	for _, w := range v.open {
		pause = min(pause, max(v.bureau.session.lasts(w.seen.LookAt.Sub(now)), soonestLook))
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// abandon gives up on what is still open.
func (v *vigil) abandon(kind model.Kind, why string, cause error) []error {
	now := v.bureau.session.now()
	for _, w := range v.open {
		text := why
		if w.told {
			text += ": " + w.seen.Sentence(model.Reader{Now: now, Zone: zoneOf(&w.lock.Device)})
		}
		v.failed = append(v.failed, w.fault(kind, text, cause))
	}
	return v.failed
}

// fault is why a write did not end well, with what can be tried.
func (w *watched) fault(kind model.Kind, why string, cause error) *model.Fault {
	f := &model.Fault{
		Op: "wait for", Subject: w.name(), Kind: kind, Message: why, Err: cause,
		Hint: "nobody takes it back: seamdash codes shows how it stands.",
	}
	for _, trouble := range w.seen.Problems {
		if trouble.Try != "" {
			f.Hint = trouble.Try
			break
		}
	}
	return f
}
