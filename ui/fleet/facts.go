package fleet

import (
	"strconv"

	"seamdash/model"
	"seamdash/ui/theme"
)

// facts writes facts of a lock with a dot between them.
type facts struct {
	*frame
	any bool
}

func (f *frame) factsLine(write func(*facts)) {
	f.pen.Gap(1)
	write(&facts{frame: f})
}

func (f *facts) add(role theme.Role, words ...string) {
	if f.any {
		f.pen.Text(theme.Rule, " · ")
	}
	if f.lock.Old {
		role = theme.Muted
	}
	f.any = true
	for _, w := range words {
		f.pen.Text(role, w)
	}
}

// connection tells what changes from hour to hour: online, power, bolt, the lock's own time.
func (f *frame) connection(w *facts) {
	d := &f.lock.Device
	switch d.Online {
	case model.Yes:
		w.add(theme.Works, "online")
	case model.No:
		w.add(theme.Hurts, "offline")
	case model.Unknown:
		w.add(theme.Moving, "online unknown")
	}
	w.charge("", d.Battery)
	w.charge("keypad ", d.Keypad)
	switch d.Locked {
	case model.Yes:
		w.add(theme.Muted, "locked")
	case model.No:
		w.add(theme.Muted, "unlocked")
	case model.Unknown:
	}
	switch zone := f.zones.Named(d.TimeZone); {
	case d.TimeZone == "":
		w.add(theme.Moving, "no time zone")
	case zone == nil:
		w.add(theme.Moving, "zone ", d.TimeZone, " unknown")
	default:
		w.add(theme.Muted, f.label, " ", f.now.In(zone).Format("15:04"))
	}
}

func (f *facts) charge(of string, b model.Battery) {
	percent, ok := b.Percent()
	switch {
	case b.Wired:
		f.add(theme.Muted, of, "wired")
	case ok && f.lock.Device.LowPower(b):
		f.add(theme.Hurts, of, "battery ", strconv.Itoa(percent), " %, low")
	case ok:
		f.add(theme.Muted, of, "battery ", strconv.Itoa(percent), " %")
	}
}

// trouble is the line for what is wrong with the lock itself; it stays empty when nothing is.
func (f *frame) trouble() {
	l, p := f.lock, f.pen
	p.Gap(1)
	worst, more := worstOf(l.Device.Problems)
	switch {
	case l.Device.Unreadable != "":
		p.Glyph(theme.Hurts, theme.Failed)
		p.Text(theme.Hurts, " Seam's answer about this lock could not be read: ")
		p.Text(theme.Hurts, l.Device.Unreadable)
	case l.Old && l.Fault != nil:
		p.Glyph(theme.Moving, theme.Warning)
		p.Text(theme.Moving, " the old picture; it could not be read again: ")
		p.Text(theme.Moving, l.Fault.Why())
	case l.Old:
		p.Glyph(theme.Moving, theme.Setting)
		p.Text(theme.Moving, " the old picture; what is true now is being read")
	case l.Fault != nil && l.Loaded:
		p.Glyph(theme.Moving, theme.Warning)
		p.Text(theme.Moving, " an older picture: ")
		p.Text(theme.Moving, l.Fault.Why())
	case worst == nil:
	case worst.Level == model.Error:
		p.Glyph(theme.Hurts, theme.Failed)
		f.problem(theme.Hurts, worst, more)
	default:
		p.Glyph(theme.Moving, theme.Warning)
		f.problem(theme.Moving, worst, more)
	}
}

func (f *frame) problem(role theme.Role, p *model.Problem, more int) {
	f.pen.Gap(1)
	f.pen.Text(role, p.Words())
	if !p.Since.IsZero() {
		f.text = model.AppendWhen(append(f.text[:0], ", since "...), p.Since, f.now, f.zone)
		f.pen.Bytes(role, f.text)
	}
	if more > 0 {
		f.pen.Text(theme.Muted, " and "+strconv.Itoa(more)+" more")
	}
}

// worstOf is the first error, or else the first warning, and how many others there are.
func worstOf(problems []model.Problem) (worst *model.Problem, more int) {
	for i := range problems {
		if worst == nil || problems[i].Level > worst.Level {
			worst = &problems[i]
		}
	}
	return worst, max(0, len(problems)-1)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
