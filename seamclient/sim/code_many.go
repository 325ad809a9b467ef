package sim

import (
	"fmt"
	"net/http"
)

// createMany makes one code on several devices. Without a PIN the codes share one, and a common_code_key links them;
// with a PIN they are not linked.
func createMany(c *call) (reply, *failure) {
	c.need("device_ids")
	ids, v, behaviour := c.ids("device_ids"), c.wish(), c.text("behavior_when_code_cannot_be_shared")
	c.oneOf("behavior_when_code_cannot_be_shared", "throw", "create_random_code")
	if no := c.failure(); no != nil {
		return nil, no
	}
	devices, no := c.managed(ids)
	if no != nil {
		return nil, no
	}
	wishes, no := c.world.share(devices, v, behaviour == "create_random_code")
	if no != nil {
		return nil, no
	}
	for _, d := range devices {
		if no := c.server.limits.spend(d.id, "create", c.world.now); no != nil {
			return nil, no
		}
	}
	made := make([]any, len(devices))
	for i, d := range devices {
		made[i] = c.wireCode(c.world.create(d, wishes[i]))
	}
	return reply{"access_codes": made}, nil
}

func (c *call) managed(ids []uuid) ([]*device, *failure) {
	list := make([]*device, len(ids))
	for i, id := range ids {
		d := c.world.byDevice[id]
		if d == nil || !d.managed {
			return nil, notFound("device", id)
		}
		list[i] = d
	}
	return list, nil
}

// share finds the PIN that all devices take. Nothing is made when one of them refuses, unless a code of its own will do.
func (w *world) share(devices []*device, v wish, ownWillDo bool) ([]wish, *failure) {
	if v.pin == "" {
		v.pin, v.common = w.commonPIN(devices), "auto_set_by_create_multiple_"+w.mint.next(idSecret).String()
	}
	if v.pin == "" && !ownWillDo {
		return nil, refuse(http.StatusBadRequest, "code_cannot_be_shared", "No code fits all of the devices")
	}
	wishes := make([]wish, len(devices))
	for i, d := range devices {
		wishes[i] = v
		no := w.check(d, v)
		if no != nil && ownWillDo {
			wishes[i].pin, wishes[i].common = "", ""
			no = w.check(d, wishes[i])
		}
		if no != nil {
			return nil, no
		}
	}
	return wishes, nil
}

// commonPIN is a PIN that every device takes, or "" when there is none.
func (w *world) commonPIN(devices []*device) string {
	for length := 4; length <= 12; length++ {
		for range 20 {
			pin := fmt.Sprintf("%020d", w.pins.Uint64())[20-length:]
			if w.fitsAll(devices, pin) {
				return pin
			}
		}
	}
	return ""
}

func (w *world) fitsAll(devices []*device, pin string) bool {
	for _, d := range devices {
		if w.checkPIN(d, pin, nil) != nil {
			return false
		}
	}
	return true
}

// updateMany changes the codes that share a key. It changes all or none.
func updateMany(c *call) (reply, *failure) {
	c.need("common_code_key")
	key, name, starts, ends := c.text("common_code_key"), c.text("name"), c.instant("starts_at"), c.instant("ends_at")
	if no := c.failure(); no != nil {
		return nil, no
	}
	var list []*code
	for _, d := range c.world.devices {
		for _, found := range d.codes {
			if found.common == key && found.traits.managed {
				list = append(list, found)
			}
		}
	}
	if len(list) == 0 || key == "" {
		return nil, notFound("access code", nil)
	}
	revised := make([]held, len(list))
	for i, found := range list {
		to, no := c.world.revision(found, "", held{name: name, starts: starts, ends: ends})
		if no != nil {
			return nil, no
		}
		revised[i] = to
	}
	for i, found := range list {
		c.world.revise(found, revised[i])
	}
	return reply{}, nil
}

// generateCode suggests a PIN and makes nothing. Only device_id and code mean something in the answer; the schema calls
// for a whole access code all the same.
func generateCode(c *call) (reply, *failure) {
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	return reply{"generated_code": map[string]any{"device_id": d.id, "code": c.world.freshPIN(d)}}, nil
}

// pullBackup gives the guest of a code that does not work one that does. Asking again gives the same code.
func pullBackup(c *call) (reply, *failure) {
	original, no := c.codeByID(true)
	if no != nil {
		return nil, no
	}
	if original.want.ends == 0 {
		return nil, refuse(http.StatusBadRequest, "access_code_not_time_bound", "Only time bound access codes have backup codes")
	}
	backup := c.world.codes[original.pulled]
	if backup == nil {
		if backup = original.device.pool.idle(); backup == nil {
			return nil, notFound("backup access code", nil)
		}
		c.world.pull(original, backup)
	}
	return reply{"backup_access_code": c.wireCode(backup), "access_code": c.wireCode(original)}, nil
}

func (w *world) pull(original, backup *code) {
	backup.traits.idle = false
	backup.want.starts, backup.want.ends = min(w.now, original.want.starts), original.want.ends
	is := backup.want
	backup.held = &is
	original.pulled = backup.id
	raise(&original.own, warning("using_backup_access_code", "A backup access code is in use instead.", w.now, onCode))
	w.tell(original, "access_code.backup_access_code_pulled", map[string]any{"backup_access_code_id": backup.id})
	w.settleCode(backup)
	original.device.refill(w)
}

// reportConstraints is how SmartThings locks get code lengths: the owner says them.
func reportConstraints(c *call) (reply, *failure) {
	d, no := c.device()
	lengths, low, high := c.numbers("supported_code_lengths"), c.number("min_code_length"), c.number("max_code_length")
	if low != nil && high != nil {
		for n := int(*low); n <= min(int(*high), 20); n++ {
			lengths = append(lengths, n)
		}
	}
	if len(lengths) == 0 {
		c.fault("", "Must specify either supported_code_lengths or min_code_length and max_code_length")
	}
	for _, n := range lengths {
		if n < 4 || n > 20 {
			c.fault("supported_code_lengths", "Number must be between 4 and 20 for \"supported_code_lengths\"")
			break
		}
	}
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	if d.brand.key != "smartthings" {
		return nil, refuse(http.StatusBadRequest, "device_type_not_supported", "Only SmartThings devices report constraints")
	}
	own := *d.brand
	own.lengths = lengths
	d.brand = &own
	return reply{}, nil
}
