package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"seamdash/model"
	"seamdash/model/plan"
)

// logTime is how times are written in the audit log, in UTC.
const logTime = "2006-01-02 15:04"

// log tells the audit log about a write and how it ended. No part of it has the PIN, which people write into names and Seam into
// refusals.
func (r *round) log(ctx context.Context, w model.Write, pin model.PIN, err error) {
	if r.cfg.Log == nil {
		return
	}
	w.Who, w.Outcome = r.cfg.By, model.Accepted
	if err != nil {
		w.Outcome, w.Request = err.Error(), cmp.Or(model.RequestOf(err), w.Request)
	}
	if f, ok := errors.AsType[*model.Fault](err); ok {
		w.Outcome = cmp.Or(f.Message, model.WhyOf(f))
		if f.Unsure {
			w.Outcome = "unknown: " + w.Outcome
		}
	}
	w.Detail, w.Outcome = masked(w.Detail, pin), masked(w.Outcome, pin)
	ctx, stop := context.WithTimeout(ctx, keeping)
	defer stop()
	r.cfg.Log.Log(ctx, w)
}

// detail says what a step is for.
func detail(rule string, s *plan.Step) string {
	text := fmt.Sprintf("%q", model.Clean(s.Wanted.Name))
	if s.Wanted.Name == "" {
		text = "a code"
	}
	if w := s.Wanted.Window; !w.Always() {
		text += fmt.Sprintf(", %s to %s UTC", w.From.UTC().Format(logTime), w.Until.UTC().Format(logTime))
	}
	return text + fmt.Sprintf(", by the schedule %q: %s", model.Clean(rule), s.Why)
}

func masked(text string, pin model.PIN) string {
	if !pin.Known() {
		return text
	}
	return strings.ReplaceAll(text, pin.Reveal(), pin.String())
}
