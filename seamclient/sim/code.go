package sim

import "time"

// A phase is where a code stands on its way to the lock and off it again. Status, mutations and the scheduled flag that
// the API shows all follow from the phase and the clock.
type phase uint8

const (
	waiting     phase = iota // before the time at which it is programmed
	programming              // Seam is trying to bring it onto the lock
	loaded                   // on the lock ahead of its start (native scheduling)
	active                   // on the lock and in force
	removing                 // being taken off
	over                     // off the lock after its end, and still listed; see traits.kept
	gone
)

// held is what the lock itself has of a code. It differs from what was asked for until a change is confirmed.
type held struct {
	pin, name    string
	starts, ends stamp
}

// A change is an update the lock has not confirmed yet.
type change struct {
	from  held
	asked stamp
	ready stamp // when the lock will have it; zero while it cannot be reached
	pin   bool
	name  bool
	times bool
}

// A code is one access code on one device.
type code struct {
	id     uuid
	seq    uint64
	device *device

	want   held // as asked for; zero times mean ongoing
	held   *held
	change *change

	created stamp
	phase   phase
	since   stamp // when the phase began
	ready   stamp // when the current job is done; zero while the lock cannot be reached or something is in the way
	pinDue  stamp // when the provider will have made the PIN
	gen     uint32
	tries   uint32
	extra   time.Duration // a job of this code takes that much longer

	rotateAt stamp // when the provider gives it another PIN; for ongoing Oracode codes

	traits traits
	pad    pad
	common string // common_code_key
	pulled uuid   // the backup code in use instead
	own    []problem
}

// traits are the yes-and-no facts of a code.
type traits struct {
	managed, native, external, offline, oneTime, backup, idle bool
	unverified                                                bool // Seam cannot tell whether it is on the lock
	deleteAsked                                               bool
	unmovable                                                 bool // unmanaged and the provider cannot delete it
	used                                                      bool // somebody has opened the door with it
	unseen                                                    bool // made in the maker's app and not reported to Seam
	foreign                                                   bool // made by the property's booking system
	overlooked                                                bool // Seam does nothing about it by itself
	kept                                                      bool // stays listed after its end, as Seam has announced
}

func (c *code) timed() bool { return c.want.starts != 0 || c.want.ends != 0 }

func (c *code) kind() string {
	if c.timed() {
		return "time_bound"
	}
	return "ongoing"
}

func (c *code) started(now stamp) bool { return c.want.starts == 0 || c.want.starts <= now }

func (c *code) expired(now stamp) bool { return c.want.ends != 0 && c.want.ends <= now }

const (
	nativeLead     = 72 * time.Hour   // documented
	justInTimeLead = 60 * time.Minute // documented
)

// programFrom is when Seam begins to bring the code onto the lock.
func (c *code) programFrom() stamp {
	switch {
	case c.want.starts == 0:
		return c.created
	case c.traits.native:
		return c.want.starts.add(-nativeLead)
	}
	return c.want.starts.add(-justInTimeLead)
}

// status is the API's word for the phase.
func (c *code) status(now stamp) string {
	if c.traits.unverified || c.device.account.lost() && c.phase != waiting {
		return "unknown"
	}
	switch c.phase {
	case programming:
		if c.traits.native && !c.started(now) {
			return "unset" // preloading is not shown as setting until the start is missed
		}
		return "setting"
	case active:
		return c.change.status()
	case removing:
		return "removing"
	case waiting, loaded, over, gone:
	}
	return "unset"
}

// status is that of a code on the lock: setting while something that opens doors is about to change.
func (ch *change) status() string {
	if ch != nil && (ch.pin || ch.times) {
		return "setting"
	}
	return "set"
}

// problems lists the code's own trouble; that of its device and account comes from the device's view.
func (c *code) problems() []problem {
	if c.device.untold {
		return nil
	}
	if !c.traits.deleteAsked && !c.rotates() {
		return c.own
	}
	list := append([]problem(nil), c.own...)
	if c.rotates() {
		list = append(list, warning("code_rotates_periodically", "The provider changes this PIN from time to time.", c.created, onCode))
	}
	if c.traits.deleteAsked {
		list = append(list, warning("being_deleted", "This access code is being deleted.", c.since, onCode))
	}
	return list
}
