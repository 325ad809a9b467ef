package prospect

import (
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/fit"
)

// draft holds the code of the next window against the rules of the lock, and the PINs of later ones, too.
func (v *visit) draft() {
	if len(v.door.Windows) == 0 {
		return
	}
	bare := v.lockWithoutOwn()
	d := model.CodeDraft{DeviceID: bare.Device.ID, Name: v.door.Name, Window: v.next()}
	pins := v.question.PINs
	if len(pins) == 0 {
		pins = []model.PIN{{}}
	}
	for _, pin := range pins {
		d.PIN = pin
		for _, f := range fit.Create(bare, &d, v.question.Now, v.question.Zones) {
			v.finding(f)
		}
	}
}

// next is the first window as it would be asked for now: what is left of one that is open already.
func (v *visit) next() model.Window {
	w := v.door.Windows[0]
	if w.From.Before(v.question.Now) {
		w.From = v.question.Now
	}
	return w
}

// lockWithoutOwn is the lock as it is for a code that takes the place of the schedule's present one.
func (v *visit) lockWithoutOwn() *model.Lock {
	lock := v.door.Lock
	if v.door.Own == nil {
		return lock
	}
	bare := *lock
	bare.Codes = nil
	for i := range lock.Codes {
		if !v.door.Own(&lock.Codes[i]) {
			bare.Codes = append(bare.Codes, lock.Codes[i])
		}
	}
	return &bare
}

// finding takes over what concerns a schedule. That the lock is full is judged over all windows, and the same PIN by name.
func (v *visit) finding(f fit.Finding) {
	switch f.Rule {
	case "capacity", "duplicate_pin", "name_empty":
		return
	case "start_in_past", "start_soon", "clock_change": // of the first window only, and the preview says it
		return
	}
	if slices.ContainsFunc(v.found[v.first:], func(w Warning) bool { return w.Rule == f.Rule && w.Text == f.Text }) {
		return
	}
	level := Doubtful
	if f.Refuses {
		level = Refused
	}
	text := f.Text
	if !strings.Contains(text, v.called()) {
		text = v.called() + ": " + text
	}
	v.add(Warning{Level: level, Field: f.Field, Rule: f.Rule, Text: text, Hint: f.Hint})
}

// pins finds codes that have one of the PINs already: a lock takes a PIN once, even for windows that do not touch.
func (v *visit) pins() {
	for code := range v.codes {
		if !code.PIN.Known() || !slices.ContainsFunc(v.question.PINs, code.PIN.Equal) {
			continue
		}
		v.add(Warning{
			Level: Refused, Field: fit.OfPIN, Rule: "duplicate_pin",
			Text: v.called() + ": " + nameOf(code) + " has this PIN already; a lock takes it once, even for other hours",
			Hint: "choose another PIN",
		})
	}
}

func nameOf(code *model.AccessCode) string {
	if code.Name == "" {
		return "a code without a name"
	}
	return code.Name
}
