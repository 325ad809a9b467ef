package schedules

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// stuck are the series of a rule that stand still or were refused, in the order of its locks.
func (s *Screen) stuck(r *row) (out []plan.State) {
	for _, id := range r.entry.Rule.Locks {
		if st, ok := s.rolls.now.States[plan.Key{Rule: r.id(), Lock: id}]; ok && (st.Halt != nil || st.Fails > 0) {
			out = append(out, st)
		}
	}
	return out
}

// needsStuck is why nothing of the rule can be taken up again, or "".
func needsStuck(s *Screen) string {
	switch {
	case s.config.Unrolled != "":
		return s.config.Unrolled
	case s.rolls.busy:
		return "the last answer is still to come"
	}
	if why := needsShown(s); why != "" {
		return why
	}
	if r, _ := s.under(); len(s.stuck(r)) == 0 {
		return "nothing of this rule stands still"
	}
	return ""
}

// bid asks the one who rolls for something.
func (s *Screen) bid(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Roll:
		return nil, s.steer(intent.On)
	case nav.RetryRule:
		return s.request(intent.ID, plan.WishRetry)
	case nav.PassWindow:
		return s.request(intent.ID, plan.WishSkip)
	default:
		return nil, nil
	}
}

func retryRule(s *Screen) nav.Intent {
	r, _ := s.under()
	return nav.RetryRule{ID: r.id()}
}

func passWindow(s *Screen) nav.Intent {
	r, _ := s.under()
	return nav.PassWindow{ID: r.id()}
}

// request asks whoever rolls for something, on every lock on which the rule stands still.
func (s *Screen) request(id model.RuleID, kind plan.WishKind) (nav.Intent, tea.Cmd) {
	at := slices.IndexFunc(s.table.all, func(r row) bool { return r.id() == id })
	if at < 0 {
		return nav.Refuse{Reason: "somebody removed the rule meanwhile"}, nil
	}
	r := &s.table.all[at]
	stuck := s.stuck(r)
	if len(stuck) == 0 {
		return nav.Refuse{Reason: "nothing of this rule stands still any more"}, nil
	}
	roller := s.config.Roller
	answer := steered{did: r.name() + " is tried again on " + s.lockWords(stuck), failed: r.name() + " is not tried again"}
	if kind == plan.WishSkip {
		answer.did, answer.failed = r.name()+" lets its next window pass on "+s.lockWords(stuck), r.name()+" stands still as before"
	}
	if s.rolls.now.By == "" {
		answer.did += ", as soon as somebody rolls"
	}
	return nil, s.ask(answer, func(ctx context.Context) error {
		for i := range stuck {
			if err := roller.Ask(ctx, stuck[i].Key, kind); err != nil {
				return err
			}
		}
		return nil
	})
}

// lockWords names the locks of some series.
func (s *Screen) lockWords(of []plan.State) string {
	const most = 2
	names := make([]string, 0, most)
	for i := range of[:min(most, len(of))] {
		names = append(names, s.lockCalled(of[i].Key.Lock))
	}
	return strings.Join(names, ", ") + andMore(len(of)-most)
}

// lockCalled is the name of a lock, or its id where it is gone.
func (s *Screen) lockCalled(id model.DeviceID) string {
	if lock, ok := s.picture.Lock(id); ok {
		return lockName(&lock.Device)
	}
	return string(id)
}

// answers says which keys help with a series that stands still.
func (s *Screen) answers(d *door) string {
	if d.state == nil || d.state.Halt == nil && d.state.Fails == 0 || s.config.Unrolled != "" {
		return ""
	}
	text := " " + action.KeyOf("rule-retry") + " tries again, " + action.KeyOf("rule-pass") + " lets the next window pass, " + action.KeyOf("rule-pause") + " pauses the rule."
	if halt := d.state.Halt; halt != nil && halt.Try != "" {
		text = " " + model.AsSentence(halt.Try) + text
	}
	return text
}

// askGone asks somebody who comes to a rule whose live code was removed by hand what shall become of it, once for each time that
// happens; nil where there is nothing to ask.
func (s *Screen) askGone() nav.Intent {
	r, ok := s.under()
	if !ok || needsStuck(s) != "" || barred(s) != "" {
		return nil
	}
	gone := s.stuck(r)
	gone = slices.DeleteFunc(gone, func(st plan.State) bool {
		return st.Halt == nil || st.Halt.Kind != plan.HaltGone || s.rolls.asked[st.Key].Equal(st.Halt.Since)
	})
	if len(gone) == 0 {
		return nil
	}
	if s.rolls.asked == nil {
		s.rolls.asked = map[plan.Key]time.Time{}
	}
	for i := range gone {
		s.rolls.asked[gone[i].Key] = gone[i].Halt.Since
	}
	now, halt := s.config.Now(), gone[0].Halt
	body := []string{"On " + s.lockWords(gone) + ", " + model.When(halt.Since, now, r.zone) + ". Nothing is made there until somebody says what to do."}
	if slot := halt.Slot; !slot.IsZero() {
		body = append(body, "It was for the window "+model.Window{From: slot.From, Until: slot.Until}.Words(now, r.zone)+" ("+r.place+").")
	}
	return nav.Ask{
		Title: "Somebody removed the code of “" + r.name() + "” by hand", Body: body,
		Choices: []nav.Choice{
			{Key: "m", Label: "make it again", Intent: nav.RetryRule{ID: r.id()}},
			{Key: "l", Label: "let this window pass", Intent: nav.PassWindow{ID: r.id()}},
			{Key: "p", Label: "pause the rule", Blocked: needsReadable(s), Intent: askPause(s)},
		},
	}
}
