package diagnosis

import (
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/theme"
)

// beside tells how the code is on the lock, and how lock and account are.
func (b *block) beside(o *Overlay) {
	b.differences(o.answer.Differences)
	b.lock(o)
	b.account(o)
}

// differences are what was asked for against what is on the lock.
func (b *block) differences(all []diagnose.Difference) {
	if len(all) == 0 {
		return
	}
	b.blank()
	const field = 8
	asked := (b.width - field) / 2
	b.add(piece{cells: field}, piece{role: theme.Strong, text: "ASKED FOR", cells: asked}, piece{role: theme.Strong, text: "ON THE LOCK"})
	for i := range all {
		d := &all[i]
		role, there := theme.Moving, d.OnLock
		if d.Same {
			role = theme.Text
		}
		if there == "" {
			there = "-"
		}
		b.add(
			piece{role: theme.Muted, text: d.Field, cells: field}, piece{role: theme.Text, text: d.Asked, cells: asked - 2}, piece{text: "  "},
			piece{role: role, text: there},
		)
	}
}

// lock tells how the lock is.
func (b *block) lock(o *Overlay) {
	l := o.subject.lock
	b.heading("THE LOCK", joined(l.Device.Product(), l.Device.Place))
	facts := lockFacts(o)
	if l.Device.Online == model.No {
		b.add(piece{role: theme.Hurts, text: "offline"})
	} else {
		facts = append([]string{online(l.Device.Online)}, facts...)
	}
	b.text(nil, theme.Muted, joined(facts...))
}

func online(is model.Tri) string {
	switch is {
	case model.Yes:
		return "online"
	case model.No:
		return "offline"
	case model.Unknown:
		return "online or not: unknown"
	default:
		return "online or not: unknown"
	}
}

func lockFacts(o *Overlay) []string {
	l := o.subject.lock
	d := &l.Device
	facts := []string{power("battery", d, d.Battery), power("keypad battery", d, d.Keypad)}
	if d.KeypadAttached == model.No {
		facts = append(facts, "no keypad connected")
	}
	facts = append(facts, places(l))
	switch d.Can.ProgramOnlineCodes {
	case model.No:
		facts = append(facts, "takes no codes at present")
	case model.Yes:
		facts = append(facts, d.Habit().Scheduling.Words())
	case model.Unknown:
		facts = append(facts, "takes no codes from Seam")
	}
	switch zone := o.config.Zones.Named(d.TimeZone); {
	case d.TimeZone == "":
		facts = append(facts, "no time zone known")
	case zone == nil:
		facts = append(facts, "its time zone "+d.TimeZone+" is not known here")
	default:
		facts = append(facts, model.ZoneLabel(d.TimeZone)+" "+o.reader.Now.In(zone).Format("15:04"))
	}
	return facts
}

func power(what string, d *model.Device, b model.Battery) string {
	percent, ok := b.Percent()
	switch {
	case b.Wired && what == "battery":
		return "mains power"
	case ok && d.LowPower(b):
		return what + " " + strconv.Itoa(percent) + " %, low"
	case ok:
		return what + " " + strconv.Itoa(percent) + " %"
	default:
		return ""
	}
}

// places is how full the lock is.
func places(l *model.Lock) string {
	switch used, known := l.SlotsUsed(); {
	case known && l.Device.Slots > 0:
		return strconv.Itoa(used) + " of " + strconv.Itoa(l.Device.Slots) + " places taken"
	case l.Device.Slots > 0:
		return strconv.Itoa(l.Device.Slots) + " places"
	default:
		return ""
	}
}

// account tells how the login at the lock's maker is.
func (b *block) account(o *Overlay) {
	a := o.subject.account
	if a == nil {
		return
	}
	b.heading("THE ACCOUNT", joined(a.TypeName, a.Name))
	if len(a.Problems) == 0 && a.Unreadable == "" {
		b.add(piece{role: theme.Muted, text: "Seam reports nothing wrong with it"})
		return
	}
	if a.Unreadable != "" {
		b.text(nil, theme.Moving, "Seam's answer about it could not be read")
	}
	for i := range a.Problems {
		p := &a.Problems[i]
		role := theme.Moving
		if p.Level == model.Error {
			role = theme.Hurts
		}
		b.text(nil, role, strings.TrimSuffix(p.Words(), ".")+withComma(since(p.Since, o.reader)))
	}
}

func withComma(text string) string {
	if text == "" {
		return ""
	}
	return ", " + text
}
