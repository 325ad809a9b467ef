package sim

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// A world is everything Seam knows, at one instant. It has no lock and no clock of its own: the server guards it and
// tells it the time.
type world struct {
	mint   *mint
	now    stamp
	queue  queue
	seq    uint64 // order of making, across all things; pages are cut by it
	slow   time.Duration
	pins   *rand.Rand
	brands []*brand
	zones  func(name string) (*time.Location, error)

	workspace workspace
	accounts  []*account
	devices   []*device
	byDevice  map[uuid]*device
	codes     map[uuid]*code
	events    eventLog
	attempts  attemptLog
	hooks     []*webhook
	lost      func(kind string) bool // the DropEvents knob
	onEvent   func(event)
}

type workspace struct {
	id      uuid
	name    string
	created stamp
}

func newWorld(seed uint64, now stamp, zones func(string) (*time.Location, error)) *world {
	w := &world{
		mint: &mint{seed: seed}, now: now, brands: brands(), zones: zones,
		byDevice: map[uuid]*device{}, codes: map[uuid]*code{},
	}
	w.pins = w.mint.rand(1)
	w.workspace = workspace{id: w.mint.next(idWorkspace), created: now.add(-400 * 24 * time.Hour)}
	return w
}

// settle lets happen what is due until now, each thing at its own instant.
func (w *world) settle(now stamp) {
	for {
		t, ok := w.queue.take(now)
		if !ok {
			break
		}
		w.now = max(w.now, t.at)
		switch {
		case t.do != nil:
			t.do()
		case t.code.gen == t.gen:
			w.settleCode(t.code)
		}
	}
	w.now = max(w.now, now)
	w.queue.sweep(len(w.codes))
}

// after plans something for later.
func (w *world) after(d time.Duration, do func()) {
	w.queue.put(task{at: w.now.add(d), do: do})
}

func (w *world) next() uint64 {
	w.seq++
	return w.seq
}

func (w *world) brand(key string) *brand {
	for _, b := range w.brands {
		if b.key == key {
			return b
		}
	}
	for _, b := range rareBrands() {
		if b.key == key {
			w.brands = append(w.brands, b)
			return b
		}
	}
	return nil
}

func (w *world) addAccount(b *brand, email string) *account {
	a := &account{
		id: w.mint.next(idAccount), seq: w.next(), brand: b, email: email,
		created: w.workspace.created.add(time.Hour), metadata: map[string]any{},
	}
	if b.slotted {
		a.levels = w.newLevels()
	}
	w.accounts = append(w.accounts, a)
	return a
}

// accountOf returns the first account of a brand, making one when there is none.
func (w *world) accountOf(b *brand) *account {
	for _, a := range w.accounts {
		if a.brand == b {
			return a
		}
	}
	return w.addAccount(b, "locks@example.com")
}

func (w *world) addDevice(a *account, at *place, name string) *device {
	d := &device{
		id: w.mint.next(idDevice), seq: w.next(), brand: a.brand, account: a, place: at,
		name: name, model: a.brand.models[0], created: w.workspace.created.add(2 * time.Hour),
		managed: true, locked: true, battery: 0.9, metadata: map[string]any{},
	}
	if a.brand.wired {
		d.battery = wired
	}
	if a.brand.sited {
		d.site = w.siteAt(a, at.name)
		d.site.doors = append(d.site.doors, d)
	}
	w.devices = append(w.devices, d)
	w.byDevice[d.id] = d
	return d
}

// newCode makes a managed code that is not yet on its way.
func (w *world) newCode(d *device, want held) *code {
	c := &code{
		id: w.mint.next(idCode), seq: w.next(), device: d, want: want, created: w.now, since: w.now,
		traits: traits{managed: true},
	}
	w.givePIN(c, want.pin)
	d.codes = append(d.codes, c)
	w.codes[c.id] = c
	return c
}

// begin sets a new code on its way.
func (w *world) begin(c *code) {
	if c.want.pin == "" {
		c.pinDue = w.now.add(w.mint.span(c.id, 0, 3*time.Second, 8*time.Second)) // guess
	}
	w.settleCode(c)
}

// relink tells a device's codes that the way to the lock has opened or closed.
func (w *world) relink(d *device) {
	for _, c := range append([]*code(nil), d.codes...) {
		switch c.phase {
		case programming, removing:
			w.startJob(c)
		case waiting, loaded, active, over, gone:
		}
		if c.change != nil {
			w.startChange(c)
		}
		if d.reachable() && c.traits.unverified {
			c.traits.unverified = false
		}
		w.settleCode(c)
	}
}

// freshPIN makes a PIN that the brand takes and the device does not have.
func (w *world) freshPIN(d *device) string {
	length := 4
	if len(d.brand.lengths) > 0 {
		length = d.brand.lengths[0]
	}
	return w.freshPINOf(d, length)
}

// freshPINOf does the same for one length. It gives up looking for a free one on a lock that is crowded beyond belief.
func (w *world) freshPINOf(d *device, length int) string { return w.freshPINFrom(d, "", length) }

// freshPINFrom does the same for a PIN whose first digits are given.
func (w *world) freshPINFrom(d *device, prefix string, length int) string {
	pin := ""
	for range 10_000 {
		pin = prefix + fmt.Sprintf("%020d", w.pins.Uint64())[20-length+len(prefix):]
		if d.brand.breaks(pin) == "" && w.duplicate(d, pin, nil) == nil {
			break
		}
	}
	return pin
}

// duplicate returns the device's other code with this PIN: one PIN is refused twice even for windows that do not meet.
func (w *world) duplicate(d *device, pin string, except *code) *code {
	for _, c := range d.codes {
		if c != except && !c.traits.unseen && c.occupies(pin) {
			return c
		}
	}
	return nil
}

// occupies says that the PIN is this code's: as asked for, on the lock, or what Seam takes to be on the lock until a change
// is confirmed, even where somebody changed it there.
func (c *code) occupies(pin string) bool {
	if c.phase == over {
		return false
	}
	return c.want.pin == pin || c.held != nil && c.held.pin == pin || c.change != nil && c.change.pin && c.change.from.pin == pin
}
