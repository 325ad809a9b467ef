package sim

import "slices"

// A wish is what a create request asks for.
type wish struct {
	name, pin    string
	starts, ends stamp
	length       int
	common       string
	native       bool
	external     bool
	backup       bool
	offline      bool
	oneTime      bool
	rounding     string
}

func (c *call) wish() wish {
	v := wish{
		name: c.text("name"), pin: c.text("code"), starts: c.instant("starts_at"), ends: c.instant("ends_at"),
		common: c.text("common_code_key"), native: !isFalse(c.flag("prefer_native_scheduling")),
		external: isTrue(c.external()),
		backup:   isTrue(c.flag("use_backup_access_code_pool")),
		offline:  isTrue(c.flag("is_offline_access_code")) || isTrue(c.flag("use_offline_access_code")),
		oneTime:  isTrue(c.flag("is_one_time_use")), rounding: c.text("max_time_rounding"),
	}
	if n := c.number("preferred_code_length"); n != nil {
		v.length = int(*n)
	}
	c.oneOf("max_time_rounding", "1hour", "1day", "1h", "1d")
	if c.has("code") && v.pin == "" && len(c.faults) == 0 {
		c.fault("code", "code must only contain digits")
	}
	return v
}

func isTrue(b *bool) bool { return b != nil && *b }

func isFalse(b *bool) bool { return b != nil && !*b }

func createCode(c *call) (reply, *failure) {
	v := c.wish()
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	if v.pin == "" && v.common != "" && !d.brand.assignsPIN {
		v.pin = c.world.sharedPIN(v.common)
	}
	if no := c.server.limits.spend(d.id, "create", c.world.now); no != nil {
		return nil, no
	}
	if no := c.world.check(d, v); no != nil {
		return nil, no
	}
	made := c.world.create(d, v)
	a := c.world.settledAttempt("CREATE_ACCESS_CODE", d)
	return reply{"access_code": c.wireCode(made), "action_attempt": a.wire()}, nil
}

// sharedPIN is the PIN of the codes that share a key, or "" when there is none yet.
func (w *world) sharedPIN(common string) string {
	for _, d := range w.devices {
		for _, c := range d.codes {
			if c.common == common && c.traits.managed {
				return c.want.pin
			}
		}
	}
	return ""
}

// check judges a wish on one device without changing anything.
func (w *world) check(d *device, v wish) *failure {
	if d.link.removed != 0 {
		return refuse(400, "device_removed", "The device was removed from the provider account")
	}
	if d.brand.zonedAll && d.place.zone == "" {
		return invalid("device_id", "the time zone of this device must be set before access codes")
	}
	if v.offline || v.oneTime {
		return w.checkOffline(d, v)
	}
	if no := first(w.checkWindow(d, v.starts, v.ends), w.checkStart(d, v.starts), w.checkName(d, v.name, nil)); no != nil {
		return no
	}
	if v.backup && v.ends == 0 {
		return invalid("use_backup_access_code_pool", "use_backup_access_code_pool needs a time bound access code")
	}
	if v.backup && d.brand.noBackup {
		return invalid("use_backup_access_code_pool", "use_backup_access_code_pool is not supported by this device")
	}
	if v.pin != "" {
		return w.checkPIN(d, v.pin, nil)
	}
	return nil
}

// create makes the code and sets it on its way; the wish has been checked.
func (w *world) create(d *device, v wish) *code {
	if v.offline {
		return w.createOffline(d, v)
	}
	if v.pin == "" && !d.brand.assignsPIN {
		v.pin = w.freshPINOf(d, d.brand.lengthFor(v.length))
	}
	p := w.padFor(d, v.starts, v.ends)
	c := w.newCode(d, p.widen(held{pin: v.pin, name: v.name, starts: v.starts, ends: v.ends}))
	w.setPad(c, p)
	c.traits.native, c.traits.external, c.common = d.brand.native && v.native, v.external, v.common
	w.tell(c, "access_code.created", nil)
	if v.backup {
		w.openPool(d)
	}
	w.begin(c)
	return c
}

// lengthFor is the preferred length when the lock takes it, else the shortest it takes.
func (b *brand) lengthFor(preferred int) int {
	switch {
	case slices.Contains(b.lengths, preferred), len(b.lengths) == 0 && preferred >= 4 && preferred <= 12:
		return preferred
	case len(b.lengths) > 0:
		return b.lengths[0]
	}
	return 4
}
