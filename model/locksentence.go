package model

import (
	"strconv"
	"strings"
	"time"
)

// Sentence says how the lock is and what it holds.
func (l *Lock) Sentence(now time.Time, zone *time.Location) string {
	return l.SentenceFor(Reader{Now: now, Zone: zone})
}

// SentenceFor is [Lock.Sentence] for somebody whose own clock may show another time than the lock's.
func (l *Lock) SentenceFor(r Reader) string {
	d := &l.Device
	t := telling{Reader: r, lock: d, habit: d.Habit()}
	t.say(orThis(d.Name, "This lock"))
	switch {
	case d.Unreadable != "":
		t.say(" could not be read from Seam's answer: ", d.Unreadable, ".")
		return string(t.text)
	case d.Online == No:
		t.say(" is offline: no code reaches it or leaves it until it answers.")
	case d.Online == Yes:
		t.say(" is online")
		t.power(d)
		t.say(".")
	case d.Online == Unknown:
		t.say(" does not say whether it is online.")
	}
	t.holds(l)
	t.worst(d.Problems, OriginDevice)
	return string(t.text)
}

func (t *telling) power(d *Device) {
	b := d.Battery
	percent, ok := b.Percent()
	switch {
	case b.Wired:
		t.say(" on mains power")
	case ok:
		t.say(", battery at ", strconv.Itoa(percent), " %")
		if d.LowPower(b) {
			t.say(" and low")
		}
	}
}

func (t *telling) holds(l *Lock) {
	switch {
	case l.Fault != nil && !l.Loaded:
		t.say(" Its codes could not be read: ", l.Fault.Why(), ".")
	case l.Fault != nil:
		t.say(" Its codes are an older picture: ", l.Fault.Why(), ".")
	case !l.Loaded:
		t.say(" Its codes are being read.")
	case len(l.Codes) == 1:
		t.say(" It holds 1 code")
		t.onTheWay(l)
	default:
		t.say(" It holds ", strconv.Itoa(len(l.Codes)), " codes")
		t.onTheWay(l)
	}
}

func (t *telling) onTheWay(l *Lock) {
	if l.Total.InMotion > 0 {
		t.say(", ", strconv.Itoa(l.Total.InMotion), " on the way")
	}
	t.say(".")
	t.needLook(l)
}

// needLook names the codes that somebody should look at, up to three of them.
func (t *telling) needLook(l *Lock) {
	const most = 3
	var names []string
	n := 0
	for i := range l.Codes {
		if c := &l.Codes[i]; c.Stuck(t.habit, t.Now) || own(c.Problems, OriginCode).Errors > 0 {
			if n++; n <= most {
				names = append(names, orThis(c.Name, "one without a name"))
			}
		}
	}
	switch n {
	case 0:
		return
	case 1:
		t.say(" 1 needs a look: ")
	default:
		t.say(" ", strconv.Itoa(n), " need a look: ")
	}
	t.say(strings.Join(names, ", "))
	if n > most {
		t.say(" and ", strconv.Itoa(n-most), " more")
	}
	t.say(".")
}
