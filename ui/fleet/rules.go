package fleet

import (
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// rules tells what stays: slots, how codes come onto the lock, and, where they have no line of their own, PINs.
func (f *frame) rules(w *facts) {
	l := f.lock
	switch loaded := l.Loaded || len(l.Codes) > 0; {
	case loaded && l.Device.Slots > 0:
		w.slots(l)
	case l.Device.Slots > 0:
		w.add(theme.Muted, count(l.Device.Slots, "slot"))
	case loaded:
		w.add(theme.Muted, count(len(l.Codes), "code"))
	}
	switch l.Device.Can.ProgramOnlineCodes {
	case model.No:
		w.add(theme.Moving, "cannot be programmed at present")
	case model.Unknown:
		w.add(theme.Muted, "takes no codes from Seam")
	case model.Yes:
	}
	if l.Device.Can.ProgramOnlineCodes != model.Unknown {
		w.add(theme.Muted, l.Device.Habit().Scheduling.Words())
	}
	if f.shape.codes.H < roomyPane {
		f.demands(w)
	}
}

// demands tells what the lock takes as a PIN and as a name.
func (f *frame) demands(w *facts) {
	rules := &f.lock.Device.Rules
	if lengths := lengthsInWords(rules.Lengths); lengths != "" {
		w.add(theme.Muted, "PIN of ", lengths, " digits")
	}
	for _, c := range rules.Constraints {
		w.add(theme.Muted, c.Words())
	}
}

// counts tells how many codes stand where, in the words of the state column.
func (f *frame) counts(w *facts) {
	l := f.lock
	var phases [model.PhaseUnreadable + 1]int
	stuck, habit := 0, l.Device.Habit()
	for i := range l.Codes {
		c := &l.Codes[i]
		phases[c.Standing(f.now).Phase]++
		if c.Stuck(habit, f.now) {
			stuck++
		}
	}
	if stuck > 0 {
		w.add(theme.Hurts, strconv.Itoa(stuck), " stuck")
	}
	for _, phase := range []model.Phase{
		model.PhaseSet, model.PhaseLoaded, model.PhaseSetting, model.PhaseWaiting, model.PhaseLate, model.PhaseRemoving,
		model.PhaseLingering, model.PhaseUnknown, model.PhaseUnreadable, model.PhaseOver,
	} {
		if n := phases[phase]; n > 0 {
			w.add(coderow.PhaseMark(phase).Quiet(), strconv.Itoa(n), " ", phase.String())
		}
	}
}

// lengthsInWords says a list of lengths as "4", "4 to 8" or "4, 6 or 8".
func lengthsInWords(lengths []int) string {
	if len(lengths) == 0 {
		return ""
	}
	first, last := lengths[0], lengths[len(lengths)-1]
	if len(lengths) > 1 && last-first == len(lengths)-1 {
		return strconv.Itoa(first) + " to " + strconv.Itoa(last)
	}
	words := make([]string, len(lengths))
	for i, n := range lengths {
		words[i] = strconv.Itoa(n)
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// slots tells how many slots are taken. Codes that wait to be loaded take none yet; where Seam leaves open whether they
// do, only the codes are counted.
func (f *facts) slots(l *model.Lock) {
	role := theme.Muted
	if len(l.Codes) >= l.Device.Slots {
		role = theme.Moving
	}
	if used, ok := l.SlotsUsed(); ok {
		f.add(role, strconv.Itoa(used), " of ", strconv.Itoa(l.Device.Slots), " slots")
		return
	}
	f.add(role, count(len(l.Codes), "code"), ", ", count(l.Device.Slots, "slot"))
}
