package sim

import (
	"cmp"
	"slices"
	"time"
)

// sceneAge is how long the lock of a scene has hung there.
const sceneAge = 80 * time.Hour

// A director stages a scene on a lock of its own. What led to it happens at its own instants in the last days, by the rules of the
// world, so that history, waiting times and what Seam says of them are those of a world in which it went like that.
type director struct {
	*world

	present stamp
	door    *device
	about   *code // what the scene hurts, nil for the lock
	shows   time.Duration
	knobs   []func(*Server, *Faults)
}

// directed makes a scenario's stage from what happens on a lock of a brand.
func directed(brand string, play func(*director)) func(*Server) Scene {
	return func(s *Server) (scene Scene) {
		var d *director
		s.do(func(w *world) {
			d = &director{world: w, present: w.now}
			tell := w.onEvent
			w.onEvent = nil // nobody is told of the past
			w.now = d.present.add(-sceneAge)
			d.door = d.hang(brand)
			play(d)
			d.at(0)
			w.onEvent = tell
			w.events.sort()
			scene = d.door.scene()
			if d.about != nil {
				scene = d.about.scene()
			}
			scene.Shows = d.shows
		})
		for _, turn := range d.knobs {
			f := s.Faults()
			turn(s, &f)
			s.SetFaults(f)
		}
		return scene
	}
}

// sort puts events back in order that were added out of it.
func (l *eventLog) sort() {
	slices.SortStableFunc(l.list, func(a, b event) int { return cmp.Compare(a.made, b.made) })
}

// at goes on to a time relative to the present, and lets happen what is due by then.
func (d *director) at(off time.Duration) { d.settle(d.present.add(off)) }

// hang puts up a lock with a code that always works. Nobody but the scene touches it.
func (d *director) hang(key string) *device {
	b := d.brand(key)
	p := d.places()[0]
	house := &place{name: "Linden House", zone: p.zone, at: p.at}
	door := d.addDevice(d.accountOf(b), house, d.nextDoor(house.name))
	door.created, door.staged = d.now, true
	d.tellDevice(door, "device.added", nil)
	d.tellDevice(door, "device.connected", nil)
	d.create(door, wish{name: "Owner Lindh", native: true})
	d.at(-sceneAge + time.Minute)
	return door
}

// hangBeside puts up one more lock in the same house, whose code is not what the scene is about.
func (d *director) hangBeside() *device {
	now := d.now
	other := d.addDevice(d.door.account, d.door.place, d.nextDoor(d.door.place.name))
	other.created, other.staged = now, true
	d.tellDevice(other, "device.added", nil)
	d.create(other, wish{name: "Owner Lindh", native: true})
	d.at(now.sub(d.present) + time.Minute)
	return other
}

// nextDoor is a name that no lock of the house has.
func (d *director) nextDoor(house string) string {
	names := []string{"Front Door", "Back Door", "Garage", "Side Gate", "Cellar", "Loft"}
	n := 0
	for _, other := range d.devices {
		if other.place.name == house {
			n++
		}
	}
	name := house + " · " + names[n%len(names)]
	for range n / len(names) {
		name += "'"
	}
	return name
}

// ask asks for the code that the scene is about.
func (d *director) ask(v wish) {
	v.native = true
	if v.name == "" {
		v.name = "Guest Weber"
	}
	d.about = d.create(d.door, v)
}

// always, current, tomorrow and later ask for a code: one without a window, one whose window is open since yesterday, one from
// tomorrow on, and one of which no lock is told yet.
func (d *director) always() { d.ask(wish{}) }

func (d *director) current() { d.ask(d.days(-1, 2)) }

func (d *director) tomorrow() { d.ask(d.days(1, 4)) }

func (d *director) later() { d.ask(d.days(6, 9)) }

// days is a guest's window by days from today.
func (d *director) days(from, until int) (v wish) {
	v.starts, v.ends = stay{from, 15, until, 11, 0, 0}.window(d.present, d.door.place.at)
	return v
}

// from asks for a code that begins at a time relative to the present, to the minute, and lasts.
func (d *director) from(off, lasts time.Duration) {
	starts := d.present.add(off)
	starts -= starts % 60_000
	d.ask(wish{starts: starts, ends: starts.add(lasts)})
}

// stall has the lock take most of a day for what it is told about the code.
func (d *director) stall() {
	c := d.about
	c.extra = 20 * time.Hour
	switch {
	case c.phase == programming || c.phase == removing:
		d.startJob(c)
	case c.change != nil:
		d.startChange(c)
	}
	d.settleCode(c)
}

// typed is somebody typing a PIN on the keypad.
func (d *director) typed(pin string) { d.keypad(d.door, pin) }

// losing does something whose events of a kind never appear.
func (d *director) losing(kind string, do func()) {
	before := d.lost
	d.lost = func(k string) bool { return k == kind || before != nil && before(k) }
	do()
	d.lost = before
}
