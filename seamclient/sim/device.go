package sim

import (
	"slices"
	"time"
)

// wired is the battery level of a lock that has none.
const wired = -1

// A place is where a lock hangs.
type place struct {
	name string
	zone string // IANA name
	at   *time.Location
}

// A device is one lock.
type device struct {
	id       uuid
	seq      uint64
	brand    *brand
	account  *account
	site     *site // Salto KS only
	place    *place
	model    string
	name     string // at the provider
	nickname string
	created  stamp

	link    link
	managed bool
	locked  bool
	battery float64 // 0..1, or wired
	codes   []*code // in the order they were made
	pool    *pool   // nil until backup codes were asked for
	auto    autoLock
	keypad  keypad
	pad     numberPad

	staged bool // belongs to a scene: the story leaves it alone
	untold bool // Seam reports no problem of the lock and its codes
	unable bool // takes no codes at present

	metadata map[string]any
	own      []problem // put there by a script, or by a rule that lasts
}

// A numberPad is a keypad that is a part of its own; the zero value is for locks of which the maker says nothing.
type numberPad struct {
	present, connected bool
	battery            float64 // 0..1, while it is connected
}

// A link is how far Seam gets: the account is above it. Each stamp says since when that part is lost; zero = fine.
type link struct {
	offline, hubLost, removed stamp
	unseen                    stamp // offline, and Seam reports no error for it
}

type autoLock struct {
	on    bool
	delay int // seconds
}

// online is properties.online: whether the lock answers.
func (d *device) online() bool { return d.link == (link{}) && !d.account.lost() }

// reachable tells whether a job sent now would be done: the lock answers and takes codes, and no error of its own or of its account
// blocks programming.
func (d *device) reachable() bool {
	return d.online() && !d.unable && !blocked(d.own) && !blocked(d.account.own)
}

// blocked says that among the problems is an error that has to do with programming.
func blocked(list []problem) bool {
	return slices.ContainsFunc(list, func(p problem) bool {
		return !p.warning && p.code != "empty_backup_access_code_pool" && p.code != "auxiliary_heat_running"
	})
}

// private tells whether a button inside keeps codes and remote unlocking out.
func (d *device) private() bool { return hasProblem(d.own, "privacy_mode", "salto_ks_privacy_mode") }

// display is the nickname, else the provider's name.
func (d *device) display() string {
	if d.nickname != "" {
		return d.nickname
	}
	return d.name
}

// onLock counts the codes that take a slot: active, preloaded and foreign ones, and those not yet erased.
func (d *device) onLock() int {
	n := 0
	for _, c := range d.codes {
		if c.phase == loaded || c.phase == active || c.phase == removing && c.held != nil {
			n++
		}
	}
	return n
}

// lowBattery is where Seam speaks of a low battery; the threshold is our guess.
const lowBattery = 0.15

func batteryStatus(level float64) string {
	switch {
	case level <= 0.05:
		return "critical"
	case level <= lowBattery:
		return "low"
	case level <= 0.75:
		return "good"
	}
	return "full"
}

// problems lists the device's own trouble and, after it, the account's.
func (d *device) problems(now stamp) []problem {
	if d.untold {
		return nil
	}
	return append(d.ownProblems(now), d.account.copies()...)
}

func (d *device) ownProblems(now stamp) []problem {
	if d.untold {
		return nil
	}
	list := append([]problem(nil), d.own...)
	if d.link.removed != 0 {
		list = append(list, failing("device_removed",
			"The device was removed from the provider account.", d.link.removed, onDevice))
	}
	if d.link.hubLost != 0 {
		list = append(list, failing("hub_disconnected",
			"The hub or bridge of this device is offline.", d.link.hubLost, onDevice))
	}
	if d.link.offline != 0 {
		list = append(list, failing("device_disconnected",
			"The device is offline. Check its power and its network.", d.link.offline, onDevice))
	}
	list = append(list, d.fullness(now)...)
	return append(list, d.pool.problems(now)...)
}

func (d *device) fullness(now stamp) []problem {
	n := d.onLock()
	if n < d.brand.slots {
		return nil
	}
	full := warning("max_access_codes_reached", "The lock has no free slot for another access code.", now, onDevice)
	for _, c := range d.codes {
		if c.phase == active || c.phase == loaded {
			full.since = c.since // the newest code filled it
		}
	}
	full.more = map[string]any{"active_access_code_count": n, "max_active_access_code_count": d.brand.slots}
	return []problem{full}
}
