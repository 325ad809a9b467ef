package plain

import (
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// problems lists what is wrong: each cause once, who is hurt first before the others, then what could not be read, and the windows of the
// next days that are in danger.
func (t *talk) problems() {
	survey := t.surveyor.Look(t.picture, t.Now(), t.zone)
	lines := make([]string, 0, len(survey.Troubles))
	for i := range survey.Troubles {
		lines = append(lines, t.trouble(&survey.Troubles[i]))
	}
	for _, l := range t.picture.Locks {
		if l.Fault != nil {
			lines = append(lines, "unread, "+lockName(l)+": its codes could not be read: "+l.Fault.Why()+".")
		}
	}
	if len(lines) == 0 {
		t.say("No problems.")
	} else {
		t.say(several(len(lines), "problem"), ":")
		t.list(lines, "")
	}
	t.dangers(survey)
}

// trouble is one cause in a line: how bad it is, where, what, since when, whom it hurts when, and what to try first.
func (t *talk) trouble(u *diagnose.Trouble) string {
	f := &u.Finding
	line := level(f) + ", " + t.place(u) + ": " + f.Clause()
	if l := t.first(u); l != nil && !u.Since.IsZero() {
		line += ", since " + model.When(u.Since, t.Now(), t.zone(l)) + t.zoneOf(l)
	}
	line += t.hurt(u) + "."
	if len(f.Steps) > 0 {
		line += " Try: " + strings.TrimSuffix(f.Steps[0].Text, ".") + "."
	}
	return line
}

func level(f *diagnose.Finding) string {
	switch {
	case f.Blocks:
		return "blocks"
	case f.Open:
		return "open door"
	default:
		return f.Severity.String()
	}
}

// first is the first lock of a trouble.
func (t *talk) first(u *diagnose.Trouble) *model.Lock {
	if len(u.Locks) == 0 {
		return nil
	}
	l, _ := t.picture.Lock(u.Locks[0])
	return l
}

// place is what a trouble lies on.
func (t *talk) place(u *diagnose.Trouble) string {
	root, on := &u.Finding.Root, "a lock"
	if l := t.first(u); l != nil {
		on = lockName(l)
	}
	switch root.Origin {
	case model.OriginCode:
		return on + ", " + orThis(root.Name, "a code without a name")
	case model.OriginBridge:
		return orThis(root.Name, "the account of "+on)
	case model.OriginAccount:
		return "account " + orThis(root.Name, "of "+on)
	case model.OriginDevice:
		return orThis(root.Name, on)
	default:
		return on
	}
}

// hurt says how many codes a trouble hurts, where that is not said by its place, and when the first of them is needed.
func (t *talk) hurt(u *diagnose.Trouble) string {
	text := ""
	if u.Finding.Root.Origin != model.OriginCode || len(u.Locks) > 1 {
		switch {
		case len(u.Codes) > 0 && len(u.Locks) > 1:
			text = ", " + several(len(u.Codes), "code") + " on " + several(len(u.Locks), "lock")
		case len(u.Codes) > 0:
			text = ", " + several(len(u.Codes), "code")
		case len(u.Locks) > 1:
			text = ", " + several(len(u.Locks), "lock")
		}
	}
	if u.Next.IsZero() || len(u.Codes) == 0 {
		return text
	}
	return text + "; " + orThis(u.Codes[0].Name, "a code without a name") + " is needed " + t.moment(u.Next, u.Codes[0].Lock)
}

// moment is when something is to be, by the clock of a lock.
func (t *talk) moment(at time.Time, lock model.DeviceID) string {
	if !at.After(t.Now()) {
		return "now"
	}
	l, known := t.picture.Lock(lock)
	if !known {
		return model.When(at, t.Now(), t.Zone)
	}
	return model.When(at, t.Now(), t.zone(l)) + t.zoneOf(l)
}

// dangers lists the windows that may come to nothing.
func (t *talk) dangers(survey *diagnose.Survey) {
	if len(survey.Dangers) == 0 {
		return
	}
	t.say("In danger in the next 72 hours, ", several(len(survey.Dangers), "window"), ":")
	lines := make([]string, len(survey.Dangers))
	for i := range survey.Dangers {
		d := &survey.Dangers[i]
		on := "a lock"
		if l, known := t.picture.Lock(d.Lock); known {
			on = lockName(l)
		}
		lines[i] = on + ", " + orThis(d.Name, "a code without a name") + ", " + t.moment(d.At, d.Lock) + ": " + d.Words + "."
	}
	t.list(lines, " seamdash problems lists them all.")
}
