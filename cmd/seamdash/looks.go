package main

import (
	"context"
	"strconv"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// Whoever has PINs printed or written stands in the local log with them, as in the dashboard. Where that cannot be kept it is told,
// and the PINs are given all the same: whoever needs one stands at a door.

// onOutput is where a command shows PINs, for the log.
const onOutput = "on standard output"

// untold is what comes of a log that cannot be kept; why follows.
const untold = "that PINs were shown is not in the local log: "

// looked keeps that the PINs of codes are about to be printed.
func (p *program) looked(ctx context.Context, s *session, log *logbook, at []model.Sight) {
	if len(at) > 0 {
		p.keepLooks(ctx, log, model.ShowPIN.Lines(p.look(s, onOutput), at))
	}
}

func (p *program) look(s *session, where string) model.Write {
	return model.Write{At: s.now(), Who: me(p.getenv), Detail: where}
}

func (p *program) keepLooks(ctx context.Context, log *logbook, looks []model.Write) {
	if err := log.Witnessed(ctx, looks); err != nil {
		p.note(untold + model.WhyOf(err))
	}
}

// lookedAt is looked for a command that opens no log otherwise.
func (p *program) lookedAt(ctx context.Context, s *session, locks []*model.Lock) {
	if !s.found.Key.Known() {
		return // the sandbox keeps nothing
	}
	ws, err := s.client.Workspace(ctx)
	if err != nil {
		p.note(untold + model.WhyOf(err))
		return
	}
	log, done := p.logFor(ctx, s, ws.ID)
	defer done()
	var at []model.Sight
	for _, l := range locks {
		for i := range l.Codes {
			if c := &l.Codes[i]; c.PIN.Known() {
				at = append(at, model.Sight{Lock: l.Device.ID, Code: c.ID})
			}
		}
	}
	p.looked(ctx, s, log, at)
}

// sightsOf are the codes that there are after writes, as far as their PINs are known.
func sightsOf(done []outcome) (at []model.Sight) {
	for i := range done {
		c := done[i].now
		if c == nil {
			c = done[i].was // as JSON tells of one that is gone
		}
		if c != nil && c.PIN.Known() {
			at = append(at, model.Sight{Lock: done[i].lock.Device.ID, Code: c.ID})
		}
	}
	return at
}

// mostRules is how many schedules have a line each in the log.
const mostRules = 20

// looked keeps that the PINs of schedules are given out.
func (r *ruleRoom) looked(ctx context.Context, how model.Look, where string, entries []rulebook.Entry) {
	var looks []model.Write
	for i := range entries {
		rule := &entries[i].Rule
		if len(rule.PIN.PINs) == 0 {
			continue
		}
		line := r.program.look(r.session, "of the schedule "+model.QuotedWithout(rule.Name, rule.PIN.PINs...)+" "+where)
		looks = append(looks, how.Lines(line, []model.Sight{{}})...)
	}
	if n := len(looks); n > mostRules {
		looks = how.Lines(r.program.look(r.session, "of "+strconv.Itoa(n)+" schedules "+where), []model.Sight{{}})
	}
	if len(looks) > 0 {
		r.program.keepLooks(ctx, newLogbook(r.kept, r.here), looks)
	}
}
