package problems

import (
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// remedyAt is where the remedies of the trouble under the cursor are to be done: on the code that somebody chose, or the one that
// its finding is about.
func (s *Screen) remedyAt(r *row, now time.Time) coderow.RemedyAt {
	at := coderow.RemedyAt{Picture: s.picture, Barred: s.config.Barred, Owned: s.Owned}
	about := r.about()
	if s.focus == codesPane {
		if h, ok := s.chosen(); ok {
			about = codeOf(h)
		}
	}
	lock, ok := s.picture.Lock(about.Lock)
	if !ok {
		return at
	}
	at.Lock, at.Reader = lock, s.zones.Reader(lock, now)
	if code, ok := lock.Code(about.Code); ok {
		at.Code = code
	}
	return at
}

// about is the code that the finding speaks of, or the lock.
func (r *row) about() nav.CodeOf {
	for i := range r.Codes {
		if r.Codes[i].Blocks {
			return codeOf(&r.Codes[i])
		}
	}
	switch {
	case len(r.Codes) > 0:
		return codeOf(&r.Codes[0])
	case len(r.Locks) > 0:
		return nav.CodeOf{Lock: r.Locks[0]}
	default:
		return nav.CodeOf{}
	}
}

// keyOf is the key of a step: its number, as in the diagnosis.
func keyOf(step int) string { return strconv.Itoa(step + 1) }

// anyToDo says that one of the steps can be done from here.
func anyToDo(steps []diagnose.Step) bool {
	return slices.ContainsFunc(steps, func(s diagnose.Step) bool { return s.Do != diagnose.ByHand })
}

func needsSteps(s *Screen) string {
	if why := needsTrouble(s); why != "" {
		return why
	}
	r, _ := s.under()
	if !anyToDo(r.Finding.Steps) {
		return "nothing can be done about it from here"
	}
	return ""
}

// askSteps asks which of the steps is to be done.
func askSteps(s *Screen) nav.Intent {
	r, _ := s.under()
	steps, at := r.Finding.Steps, s.remedyAt(r, s.config.Now())
	ask := nav.Ask{Title: s.where(r.Trouble) + ": " + r.Finding.Clause()}
	if r.Finding.Why != "" {
		ask.Body = append(ask.Body, model.AsSentence(r.Finding.Why))
	}
	if at.Code != nil && len(r.Codes) > 1 {
		ask.Body = append(ask.Body, model.AsSentence("This is about "+coderow.Name(at.Code)+" on "+lockName(s.picture, at.Lock.Device.ID)))
	}
	const digits = 9
	for i := range steps[:min(digits, len(steps))] {
		if steps[i].Do == diagnose.ByHand {
			ask.Body = append(ask.Body, model.AsSentence(keyOf(i)+" is by hand: "+steps[i].Text))
			continue
		}
		intent, why := coderow.Remedy(steps[i], at)
		if intent == nil && why == "" {
			why = "only a person can"
		}
		ask.Choices = append(ask.Choices, nav.Choice{Key: keyOf(i), Label: steps[i].Text, Blocked: why, Intent: intent})
	}
	return ask
}

// acknowledge keeps the trouble under the cursor quiet as long as it lasts.
func acknowledge(s *Screen) nav.Intent {
	r, _ := s.under()
	return nav.Quieten{Key: r.key, Name: name(r.Trouble), Since: r.Since}
}

// morning is when a day begins for whoever wants to be left alone until then.
const morning = 8

// askSnooze asks for how long.
func askSnooze(s *Screen) nav.Intent {
	r, _ := s.under()
	now := s.config.Now()
	y, m, d := now.In(s.config.Home).Date()
	ask := nav.Ask{
		Title: "For how long shall “" + name(r.Trouble) + ": " + r.Finding.Clause() + "” be quiet?",
		Body:  []string{"It is counted no more until then, on this machine. Windows in danger are shown all the same."},
	}
	for _, one := range []struct {
		key, label string
		until      time.Time
	}{
		{"h", "an hour", now.Add(time.Hour)},
		{"t", "until tomorrow morning", time.Date(y, m, d+1, morning, 0, 0, 0, s.config.Home)},
		{"w", "a week", now.AddDate(0, 0, 7)},
	} {
		ask.Choices = append(ask.Choices, nav.Choice{
			Key: one.key, Label: one.label + ", until " + model.When(one.until, now, s.config.Home),
			Intent: nav.Quieten{Key: r.key, Name: name(r.Trouble), Since: r.Since, Until: one.until},
		})
	}
	return ask
}

func wake(s *Screen) nav.Intent {
	r, _ := s.under()
	return nav.Wake{Key: r.key, Name: name(r.Trouble)}
}
