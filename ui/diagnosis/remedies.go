package diagnosis

import (
	"seamdash/model/diagnose"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// A deed is what this program can do of a step.
type deed struct {
	intent nav.Intent // nil where only a person can do it, or nobody can now
	key    string     // of the action that does the same in the lists, or ""
	why    string     // it cannot be done now, or ""
}

func (d *deed) can() bool { return d.intent != nil }

// deed is what does a step.
func (o *Overlay) deed(step *diagnose.Step) deed {
	intent, why := coderow.Remedy(*step, o.at())
	if intent == nil {
		return deed{why: why}
	}
	key := o.keyOf(coderow.RemedyKey(step.Do))
	if own(key) {
		key = "" // somebody chose one that means something else here; the number does it
	}
	return deed{intent: intent, key: key}
}

// at is where remedies are to be done.
func (o *Overlay) at() coderow.RemedyAt {
	s := &o.subject
	at := coderow.RemedyAt{Picture: s.picture, Lock: s.lock, Code: s.code, Gone: s.gone && s.code != nil, Reader: o.reader, Barred: o.config.Barred, Owned: s.owned}
	if s.lockGone {
		at.Lock = nil
	}
	return at
}

func (o *Overlay) keyOf(id string) string {
	if o.config.Key == nil || id == "" {
		return ""
	}
	return o.config.Key(id)
}

// idle is why no step of a finding can be done from here now, or "".
func (o *Overlay) idle(f *diagnose.Finding) string {
	why := "all of it is for a person to do"
	for i := range f.Steps {
		switch d := o.deed(&f.Steps[i]); {
		case d.can():
			return ""
		case d.why != "":
			why = d.why
		}
	}
	return why
}

// do does a step of the chosen finding.
func (o *Overlay) do(n int) nav.Intent {
	f := o.finding()
	if f == nil || n >= len(f.Steps) {
		return nil
	}
	step := &f.Steps[n]
	switch d := o.deed(step); {
	case d.why != "":
		return nav.Refuse{Reason: d.why}
	case d.intent == nil:
		return nav.Say{Text: "this is for a person to do: " + step.Text}
	default:
		return d.intent
	}
}

// stepOn finds the step of the chosen finding, or else of another, that a key does.
func (o *Overlay) stepOn(key string) nav.Intent {
	found := o.answer.Findings
	order := []*diagnose.Finding{o.finding()}
	for i := range found {
		order = append(order, &found[i])
	}
	for _, f := range order {
		if f == nil {
			continue
		}
		for i := range f.Steps {
			if d := o.deed(&f.Steps[i]); d.key == key && d.can() {
				return d.intent
			}
		}
	}
	return nil
}
