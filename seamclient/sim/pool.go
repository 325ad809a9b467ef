package sim

import "time"

// A pool keeps one backup code ready on a device. It exists from the first create that asks for it.
type pool struct {
	device *device
	since  stamp
}

// poolSize is how many idle codes Seam keeps; it does not say, one is our guess.
const poolSize = 1

// idle returns a backup code that is on the lock and not in use yet, or nil. A nil pool has none.
func (p *pool) idle() *code {
	if p == nil {
		return nil
	}
	for _, c := range p.device.codes {
		if c.traits.idle && c.phase == active {
			return c
		}
	}
	return nil
}

// problems are the warning about many codes in use and the empty-pool error, which is normal just after the pool was switched on.
func (p *pool) problems(now stamp) []problem {
	if p == nil {
		return nil
	}
	var list []problem
	if n, newest := p.pulled(); n >= manyBackups {
		list = append(list, warning("many_active_backup_codes", "Many backup access codes are in use.", newest, onDevice))
	}
	if p.idle() != nil {
		return list
	}
	since := min(p.since, now)
	return append(list, failing("empty_backup_access_code_pool", "The backup access code pool is empty.", since, onDevice))
}

// manyBackups is from where on Seam speaks of many pulled codes; the number is our guess.
const manyBackups = 3

// pulled counts the backup codes in use.
func (p *pool) pulled() (n int, newest stamp) {
	for _, c := range p.device.codes {
		if c.traits.backup && !c.traits.idle {
			n, newest = n+1, max(newest, c.since)
		}
	}
	return n, newest
}

// openPool switches the pool on.
func (w *world) openPool(d *device) {
	if d.pool == nil && !d.brand.noBackup {
		d.pool = &pool{device: d, since: w.now}
		d.refill(w)
	}
}

// refill makes idle codes until the pool has what it should have.
func (d *device) refill(w *world) {
	if d.pool == nil {
		return
	}
	n := 0
	for _, c := range d.codes {
		if c.traits.idle {
			n++
		}
	}
	for ; n < poolSize; n++ {
		c := w.newCode(d, held{pin: w.freshPIN(d)})
		c.want.name = "Backup " + c.id.String()[:8] + " (Seam)"
		c.traits.backup, c.traits.idle, c.traits.native = true, true, d.brand.native
		c.extra = 20 * time.Second
		w.begin(c)
	}
}

// closePool switches the pool off and removes the backup codes nobody has pulled.
func (w *world) closePool(d *device) {
	d.pool = nil
	for _, c := range append([]*code(nil), d.codes...) {
		if c.traits.idle {
			w.remove(c)
		}
	}
}
