package sim

import (
	"math/rand/v2"
	"time"
)

// A story makes the world move: people come and go, a booking system makes and cancels codes, batteries drain. What it
// does depends on the seed and on the state of the world, so two runs that are asked the same at the same instants are
// the same. It keeps every lock near the number of codes it started with.
type story struct {
	w     *world
	dice  *rand.Rand
	pace  float64 // simulated seconds per real one: people act in real time, whatever the speed
	spare int     // how many codes above its first number a lock may get
	first map[uuid]int
}

func newStory(w *world, speed float64) *story {
	s := &story{w: w, dice: w.mint.rand(2), pace: max(1, speed), spare: 2, first: map[uuid]int{}}
	for _, d := range w.devices {
		s.first[d.id] = len(d.codes)
	}
	return s
}

func (s *story) start() { s.w.after(s.scaled(1500*time.Millisecond), s.beat) }

func (s *story) scaled(d time.Duration) time.Duration { return time.Duration(float64(d) * s.pace) }

// beat lets one thing happen and plans the next, three to six real seconds later.
func (s *story) beat() {
	s.w.after(s.scaled(3*time.Second+time.Duration(s.dice.IntN(3000))*time.Millisecond), s.beat)
	d := s.w.devices[s.dice.IntN(len(s.w.devices))]
	if s.weather(d); !d.managed || d.staged || !d.reachable() {
		return
	}
	switch n := s.dice.IntN(100); {
	case n < 45:
		s.visit(d)
	case n < 70:
		s.errand(d)
	case n < 82:
		s.booking(d)
	case n < 88:
		s.cancel(d)
	case n < 92:
		s.newPIN(d)
	case n < 96:
		s.drain(d)
	default:
		s.w.emit(denied(d, s.w.now, "unknown_code", "The code is not known to the lock."))
	}
}

// weather takes a lock off the network now and then, and brings back what has been away for hours.
func (s *story) weather(d *device) {
	const away = 5 * time.Hour
	switch {
	case d.staged:
	case d.link.offline != 0 && s.w.now > d.link.offline.add(away):
		s.w.setOnline(d, true)
	case d.link == (link{}) && s.dice.IntN(1500) == 0:
		s.w.setOnline(d, false)
	}
}

// visit is somebody using a code that works now; the door locks itself again.
func (s *story) visit(d *device) {
	var working []*code
	for _, c := range d.codes {
		if c.phase == active && c.held != nil && c.held.starts <= s.w.now {
			working = append(working, c)
		}
	}
	if len(working) == 0 || !d.locked {
		return
	}
	d.locked = false
	s.w.emit(unlocked(working[s.dice.IntN(len(working))], s.w.now))
	s.w.after(s.scaled(time.Duration(12+s.dice.IntN(40))*time.Second), func() {
		if !d.locked && d.reachable() {
			d.locked = true
			s.w.emit(lockedAgain(d, s.w.now))
		}
	})
}

// errand is a code of a few minutes that somebody else's system makes: it goes through its whole life while one watches.
func (s *story) errand(d *device) {
	names := []string{"Courier", "Food delivery", "Parcel", "Locksmith", "Plumber", "Viewing", "Inspection", "Meter reading"}
	starts := s.w.now.add(time.Duration(s.dice.IntN(50)) * time.Second)
	if d.brand.has("start_date_in_future") {
		starts = starts.add(time.Minute)
	}
	ends := starts.add(s.scaled(time.Duration(120+s.dice.IntN(300)) * time.Second))
	s.make(d, names[s.dice.IntN(len(names))], starts, ends)
}

// booking is a guest of the next days.
func (s *story) booking(d *device) {
	list := surnames()
	who := list[s.dice.IntN(len(list))]
	day := 1 + s.dice.IntN(7)
	starts, ends := stay{day, 15, day + 1 + s.dice.IntN(4), 11, 0, 0}.window(s.w.now, d.place.at)
	c := s.make(d, "Guest "+who, starts, ends)
	if c != nil && s.dice.IntN(8) == 0 { // now and then a lock takes its time
		c.extra = time.Duration(11+s.dice.IntN(30)) * time.Minute
		if c.ready != 0 {
			s.w.startJob(c)
			s.w.settleCode(c)
		}
	}
}

// make returns the code it made, or nil when the lock has as many as it should.
func (s *story) make(d *device, name string, starts, ends stamp) *code {
	v := wish{name: name, starts: starts, ends: ends, native: true}
	if len(d.codes) >= s.first[d.id]+s.spare || d.onLock() >= d.brand.slots || s.w.check(d, v) != nil {
		return nil
	}
	c := s.w.create(d, v)
	c.traits.foreign = true
	return c
}

// cancel takes back something the booking system made.
func (s *story) cancel(d *device) {
	for _, c := range d.codes {
		if c.traits.foreign && c.phase != removing {
			s.w.remove(c)
			return
		}
	}
}

// newPIN changes the PIN of something the booking system made.
func (s *story) newPIN(d *device) {
	for _, c := range d.codes {
		if c.traits.foreign && c.phase != removing && c.want.pin != "" && !d.brand.assignsPIN {
			to := c.want
			to.pin = s.w.freshPIN(d)
			s.w.revise(c, to)
			return
		}
	}
}

// drain wears a battery down, and has it replaced when it gets too low.
func (s *story) drain(d *device) {
	if d.battery == wired || d.battery <= lowBattery && s.dice.IntN(20) > 0 {
		return
	}
	level := float64(int(d.battery*100+0.5)-1) / 100
	if level < 0.06 {
		level = 1
	}
	s.w.setBattery(d, level)
}
