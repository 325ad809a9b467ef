package storm

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model/engine"
	"seamdash/model/plan"
)

// A judge compares three things for one series: what was due by the storm's own reading of the rule, what truly was on the lock,
// and what the history says.
type judge struct {
	s     *storm
	of    *series
	rolls []plan.Roll // of the series, oldest first
	end   time.Time
	wrong []string
	eras  []known
}

// A known is an era with all its windows.
type known struct {
	era
	slots []slot
}

// due are the windows of an era that are open at some time from a on and before b.
func (j *judge) due(e known, a, b time.Time) (out []slot) {
	for _, w := range e.slots {
		if w.shut.After(a) && w.open.Before(b) {
			out = append(out, w)
		}
	}
	return out
}

// grace is what a person does not notice.
const grace = 3 * time.Minute

// judge says all that was wrong in a seed.
func (s *storm) judge(ctx context.Context) []string {
	wrong := slices.Clone(s.w.truth.doubles)
	rolls, err := s.keeper.Rolls(ctx, engine.RollQuery{})
	s.must(err)
	slices.Reverse(rolls)
	for _, of := range s.all {
		j := &judge{s: s, of: of, end: s.w.present()}
		for _, e := range of.eras {
			j.eras = append(j.eras, known{e, e.shape.due(e.zone, of.eras[0].from.AddDate(0, 0, -3), j.end.AddDate(0, 0, 15))})
		}
		for _, r := range rolls {
			if r.Key == (plan.Key{Rule: of.rule, Lock: of.lock.id}) {
				j.rolls = append(j.rolls, r)
			}
		}
		j.finals()
		j.places()
		j.calmDays()
		wrong = append(wrong, j.wrong...)
	}
	ledger, err := s.keeper.Ledger(ctx, "")
	s.must(err)
	wrong = append(wrong, s.leftovers(&ledger)...)
	for _, p := range s.programs {
		if p.spins != "" {
			wrong = append(wrong, p.spins)
		}
	}
	return wrong
}

// leftovers are what a calm week should have cleared away.
func (s *storm) leftovers(l *engine.Ledger) (wrong []string) {
	for _, step := range l.Open {
		wrong = append(wrong, fmt.Sprintf("step %d (%s) is still open at the end", step.Number, step.Kind))
	}
	for _, st := range l.States {
		if st.Halt != nil {
			wrong = append(wrong, "still halted at the end: "+st.Halt.Why)
		}
		if len(st.Strays) > 0 {
			wrong = append(wrong, "a stray code is still there at the end")
		}
	}
	if len(l.Wishes) > 0 {
		wrong = append(wrong, fmt.Sprintf("%d wishes that nobody took up", len(l.Wishes)))
	}
	return wrong
}

func (j *judge) complain(format string, args ...any) {
	j.wrong = append(j.wrong, fmt.Sprintf("%s on %s: ", j.of.subject.tag, j.of.lock.id)+fmt.Sprintf(format, args...))
}

// A verdict is the last word of the history about a window.
type verdict struct {
	roll plan.Roll
	slot slot
}

// verdicts are all last words, those spelled out that one line says for several windows.
func (j *judge) verdicts() (out []verdict) {
	for _, r := range j.rolls {
		if !r.What.Final() {
			continue
		}
		at := slot{r.Slot.Open, r.Slot.Close}
		out = append(out, verdict{r, at})
		if r.More == 0 {
			continue
		}
		before := j.before(r)
		if len(before) < r.More {
			j.complain("a line says that it stands for %d windows before %s, of which there are %d", r.More, at, len(before))
			continue
		}
		for _, w := range before[len(before)-r.More:] {
			out = append(out, verdict{r, w})
		}
	}
	return out
}

// before are the windows before that of a line, by the rule of its time.
func (j *judge) before(r plan.Roll) (out []slot) {
	for _, e := range j.eras {
		if r.At.Before(e.from) || !e.to.IsZero() && r.At.After(e.to.Add(grace)) {
			continue
		}
		out = nil
		for _, w := range j.due(e, j.of.eras[0].from.AddDate(0, 0, -1), r.Slot.Open) {
			if !w.shut.After(r.Slot.Open) {
				out = append(out, w)
			}
		}
	}
	return out
}

// finals holds that each due window has one last word, that no other has any, and that it is true.
func (j *judge) finals() {
	said, hard := map[slot][]verdict{}, j.hard()
	for _, v := range j.verdicts() {
		said[v.slot] = append(said[v.slot], v)
		if !j.everDue(v.slot) {
			j.complain("the history has %s about %s, which no rule ever asked for", v.roll.What, v.slot)
		}
	}
	for w, list := range said {
		if len(list) > 1 && !w.shut.Before(j.of.forgotten) && !j.remade(list[0], list[1]) {
			j.complain("%s has %d last words: %s, %s", w, len(list), list[0].roll.What, list[1].roll.What)
		}
		if !w.open.Before(j.of.forgotten) {
			j.honest(list[0])
		}
	}
	for _, w := range hard {
		if len(said[w]) == 0 {
			j.complain("%s has no last word", w)
			continue
		}
		j.reasons(said[w][0])
	}
}

// remade says that the rule was taken away and made again between two last words, of which the first came before the end of the
// window: nothing is kept of a rule that is gone.
func (j *judge) remade(a, b verdict) bool {
	if !a.roll.At.Before(a.slot.shut) {
		return false
	}
	for i, e := range j.of.eras[1:] {
		gone := j.of.eras[i].to
		if e.from.After(gone) && gone.Before(b.roll.At) && e.from.After(a.roll.At.Add(-grace)) {
			return true
		}
	}
	return false
}

// everDue says that a window was due by the rule of some time.
func (j *judge) everDue(w slot) bool {
	for _, e := range j.eras {
		if slices.Contains(e.shape.due(e.zone, w.open.Add(-time.Hour), w.shut.Add(time.Hour)), w) {
			return true
		}
	}
	return false
}

// hard are the windows about which there must be a word: they opened and closed under one and the same rule, which somebody who
// rolled knew before, and somebody rolled again before it changed.
func (j *judge) hard() (out []slot) {
	soon := 20 * time.Minute
	if j.s.themes[ofWire] {
		soon = 12 * time.Hour // as long as Seam does not answer, nobody says that a window is over
	}
	for i, e := range j.eras {
		to := e.to
		if to.IsZero() {
			to = j.end
		}
		for _, w := range j.due(e, e.from, to) {
			known := i == 0 || j.rolledIn(e.from, w.open)
			if known && !w.open.Before(e.from) && !w.shut.After(to) && j.rolledIn(w.shut.Add(soon), to) {
				out = append(out, w)
			}
		}
	}
	return out
}

// rolledIn says that some program decided between two times.
func (j *judge) rolledIn(a, b time.Time) bool {
	for _, p := range j.s.programs {
		for _, at := range p.decided {
			if at.After(a) && at.Before(b) {
				return true
			}
		}
	}
	return false
}

// honest holds a last word against what was on the lock.
func (j *judge) honest(v verdict) {
	if v.roll.What == plan.Passed || strings.Contains(v.roll.Why, "cut short") {
		return
	}
	was, all := j.s.w.truth.covered(j.of.subject, v.slot), v.slot.length()
	if v.roll.What == plan.Kept && was == 0 {
		j.complain("the history says that %s was kept, but no code opened the door", v.slot)
	}
	if v.roll.What == plan.Missed && was > all-grace {
		j.complain("the history says that %s was missed (%s), but a code opened the door all the time", v.slot, v.roll.Why)
	}
}

// reasons wants a line that says why, for a window in which the door did not open for a good part.
func (j *judge) reasons(v verdict) {
	if j.s.themes[ofHands] {
		return // what a person does to a lock need not come to be known
	}
	was, all := j.s.w.truth.covered(j.of.subject, v.slot), v.slot.length()
	if v.roll.What == plan.Unseen && v.roll.Step == 0 && !j.s.w.truth.asked(j.of.subject, v.slot.shut, v.slot.open.Add(grace)) {
		j.complain("the history says that the code of %s was asked for in time, but none was", v.slot)
	}
	if was > all*9/10 || v.roll.What != plan.Kept {
		return
	}
	for _, r := range j.rolls {
		if r.Slot.Close.Equal(v.slot.shut) && (r.Late > 0 || r.What.Bad() || r.What == plan.Refused) {
			return
		}
	}
	j.complain("%s was open for %s of %s only, and the history has no reason", v.slot, was, all)
}

// places holds that no code of ours was meant for a time that no rule asked for.
func (j *judge) places() {
	for _, st := range j.s.w.truth.stays[j.of.subject] {
		if st.is.Leaving || j.rightful(st.is.Starts, st.is.Ends) {
			continue
		}
		j.complain("code %s was meant for %s, which no rule asked for", st.is.ID, slot{st.is.Starts, st.is.Ends})
		return
	}
}

// rightful says that a code's times are those of a window that was due at some time, or of the rest of one.
func (j *judge) rightful(starts, ends time.Time) bool {
	for _, e := range j.eras {
		for _, w := range e.shape.due(e.zone, starts.Add(-2*time.Hour), ends.Add(2*time.Hour)) {
			if ends.Equal(w.shut) && !starts.Before(w.open) {
				return true
			}
		}
	}
	// A code whose window was made longer or shorter while it was open begins as it did.
	var opens, shuts bool
	for _, e := range j.eras {
		for _, w := range j.due(e, starts.Add(-2*time.Hour), ends.Add(2*time.Hour)) {
			opens, shuts = opens || !starts.Before(w.open), shuts || ends.Equal(w.shut)
		}
	}
	return opens && shuts
}

// calmDays holds that in seeds without trouble, and after the storm, every window is kept, from its first minute to its last.
func (j *judge) calmDays() {
	from := j.s.healed.Add(settling)
	if len(j.s.themes) == 0 {
		from = j.of.eras[0].from.Add(70 * time.Minute)
	}
	n := 0
	for _, e := range j.eras {
		to := earliest(e.to, j.end)
		for _, w := range j.due(e, latest(from, e.from), to) {
			if w.open.Before(latest(from, e.from)) || w.shut.After(to.Add(-time.Hour)) {
				continue
			}
			n++
			j.calmWindow(w)
		}
	}
	if n == 0 && len(j.of.eras) > 0 && j.of.eras[len(j.of.eras)-1].to.IsZero() && !j.of.shape.idle() {
		j.complain("the calm days had no window: nothing was proved")
	}
}

// passed says that a person let a window pass.
func (j *judge) passed(w slot) bool {
	return slices.ContainsFunc(j.rolls, func(r plan.Roll) bool {
		return r.Slot.Close.Equal(w.shut) && r.What == plan.Passed
	})
}

// calmWindow wants a window kept.
func (j *judge) calmWindow(w slot) {
	j.s.w.count.add("window in calm days")
	if j.passed(w) {
		return
	}
	if was := j.s.w.truth.covered(j.of.subject, w); was < w.length()-time.Second {
		j.complain("calm: %s was open for %s of %s", w, was, w.length())
	}
	i := slices.IndexFunc(j.rolls, func(r plan.Roll) bool { return r.What.Final() && r.Slot.Close.Equal(w.shut) })
	if i < 0 {
		j.complain("calm: %s has no last word", w)
		return
	}
	if r := j.rolls[i]; r.What != plan.Kept || r.Late > 0 {
		j.complain("calm: %s ended as %s, late by %s (%s)", w, r.What, r.Late, r.Why)
	}
}
