package main

import (
	"fmt"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
)

// The states of a rule.
const (
	ruleActive = "active"
	rulePaused = "paused"
	ruleEnded  = "ended"
	ruleUnread = "unreadable" // a newer program wrote it, or it is damaged
)

// A standing is a rule as it is now.
type standing struct {
	entry    rulebook.Entry
	state    string
	words    string
	sentence string
	next     coming
	has      bool // a next window
	on       []onClock
	problems []model.Problem
}

// standingOf works out how a rule is now. Its locks were made known before.
func (r *ruleRoom) standingOf(e rulebook.Entry) standing {
	now := r.session.now()
	today := r.today(&e.Rule)
	s := standing{
		entry: e, state: ruleActive, words: words.Text(&e.Rule, r.sets.speak(today, recur.Rule{})),
		sentence: words.Sentence(&e.Rule, r.sets.speak(today, e.Rule)),
	}
	for _, id := range r.clocks(&e.Rule).unknown {
		if r.known[id] == nil {
			s.problem("unknown_lock", "lock "+r.called(id)+" is not known")
		} else {
			s.problem("unknown_time_zone", "nobody knows the time zone of "+r.called(id))
		}
	}
	for _, t := range e.Rule.Check() {
		s.problem(t.Code, t.Text)
	}
	var err error
	if s.on, err = r.compiled(&e.Rule); err != nil {
		s.problem("no_windows", model.WhyOf(err))
	}
	s.next, s.has = next(s.on, now)
	switch {
	case pausedOn(&e.Rule, today):
		s.state = rulePaused
	case !s.has && len(s.on) > 0:
		s.state = ruleEnded
	}
	return s
}

func (s *standing) problem(code, text string) {
	s.problems = append(s.problems, model.Problem{Level: model.Error, Code: code, Message: model.Clean(text)})
}

func pausedOn(rule *recur.Rule, day civil.Date) bool {
	p := &rule.Pause
	return p.Paused && day >= p.From && (p.Open || day < p.Until)
}

// stateWords is the state with what there is to say of it.
func (s *standing) stateWords() string {
	if p := &s.entry.Rule.Pause; s.state == rulePaused && !p.Open {
		return fmt.Sprintf("%s until %v", rulePaused, p.Until)
	}
	return s.state
}

// nextWords is the next window with how long it is until then.
func (s *standing) nextWords(now time.Time) string {
	switch w := &s.next; {
	case !s.has:
		return "-"
	case w.Running(now):
		return fmt.Sprintf("open until %s, %s left", model.When(w.Until, now, w.clock.zone), model.Span(w.Close.Sub(now)))
	default:
		return fmt.Sprintf("%s, in %s", model.When(w.From, now, w.clock.zone), model.Span(w.Open.Sub(now)))
	}
}

// clockWords is by which clocks a rule is told.
func (s *standing) clockWords() string {
	var labels []string
	for _, on := range s.on {
		labels = append(labels, model.ZoneLabel(on.name))
	}
	return orDash(strings.Join(labels, ", "))
}

// A window of a rule for scripts, as people are told it.
type ruleFacts struct {
	RuleID      string         `json:"rule_id"`
	Name        *string        `json:"name"`
	Words       *string        `json:"words"`
	Sentence    *string        `json:"sentence"`
	Locks       []lockNamed    `json:"locks"`
	TimeZone    *string        `json:"time_zone"` // null for the clock of each lock
	State       string         `json:"state"`
	Next        *previewed     `json:"next"`
	Paused      bool           `json:"paused"`
	PausedUntil *string        `json:"paused_until"`
	Version     uint64         `json:"version"`
	Problems    []problemFacts `json:"problems"`
	// RolledBy is who makes the codes, null for nobody. Series are how it stands on each lock, null where that is not known.
	RolledBy    *string       `json:"rolled_by"`
	RolledSince *string       `json:"rolled_since"`
	Series      []seriesFacts `json:"series"`
}

type lockNamed struct {
	DeviceID string  `json:"device_id"`
	Name     *string `json:"name"`
}

// factsOf are those of a rule as it is now.
func (r *ruleRoom) factsOf(s *standing) ruleFacts {
	rule := &s.entry.Rule
	f := ruleFacts{
		RuleID: string(s.entry.ID), Name: known(rule.Name), Words: known(s.words), Sentence: known(s.sentence),
		Locks: r.lockNames(rule.Locks), TimeZone: known(rule.Zone), State: s.state, Paused: s.state == rulePaused,
		Version: s.entry.Version, Problems: factsOfProblems(s.problems), Series: r.factsOfSeries(&s.entry),
	}
	if by := r.rolled.by(); by != "" {
		f.RolledBy, f.RolledSince = &by, instant(r.rolled.tenure.Since)
	}
	if s.has {
		f.Next = &previewed{s.next.From.UTC(), s.next.Until.UTC()}
	}
	if f.Paused && !rule.Pause.Open {
		f.PausedUntil = known(rule.Pause.Until.String())
	}
	return f
}

func (r *ruleRoom) lockNames(ids []model.DeviceID) []lockNamed {
	out := make([]lockNamed, len(ids))
	for i, id := range ids {
		out[i] = lockNamed{DeviceID: string(id)}
		if l := r.known[id]; l != nil {
			out[i].Name = known(l.Device.Name)
		}
	}
	return out
}

// factsOfBroken are those of a rule that cannot be read.
func factsOfBroken(b *rulebook.Broken) ruleFacts {
	return ruleFacts{
		RuleID: b.ID, Name: known(b.Name), Locks: []lockNamed{}, State: ruleUnread, Version: b.Version,
		Problems: []problemFacts{{Level: model.Error.String(), Code: ruleUnread, Message: b.Why}},
	}
}
