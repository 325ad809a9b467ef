package sim

import (
	"slices"
	"strings"
)

// code finds the code of a request by access_code_id, or by device_id and code together.
func (c *call) code(managed bool) (*code, *failure) {
	id, device, pin := c.id("access_code_id"), c.id("device_id"), c.text("code")
	if !c.has("access_code_id") && (!c.has("device_id") || !c.has("code")) {
		c.fault("", "Must specify either access_code_id or device_id and code")
	}
	if no := c.failure(); no != nil {
		return nil, no
	}
	if c.has("access_code_id") {
		return c.known(id, device, managed)
	}
	if d := c.world.byDevice[device]; d != nil {
		for _, found := range d.codes {
			if found.want.pin == pin && found.traits.managed == managed && !found.traits.unseen {
				return found, nil
			}
		}
	}
	return nil, notFound("access code", nil)
}

// known finds a code by id; a device, when given, must agree.
func (c *call) known(id, device uuid, managed bool) (*code, *failure) {
	found := c.world.codes[id]
	if found == nil || found.traits.managed != managed || found.traits.unseen || device != (uuid{}) && found.device.id != device {
		return nil, notFound("access code", id)
	}
	return found, nil
}

// codeByID finds the code an update or delete means; device_id, when given, must agree.
func (c *call) codeByID(managed bool) (*code, *failure) {
	c.need("access_code_id")
	id, device := c.id("access_code_id"), c.id("device_id")
	if no := c.failure(); no != nil {
		return nil, no
	}
	return c.known(id, device, managed)
}

func (c *call) wireCode(found *code) any {
	return found.wire(c.world.view(found.device))
}

func getCode(c *call) (reply, *failure) {
	found, no := c.code(true)
	if no != nil {
		return nil, no
	}
	return reply{"access_code": c.wireCode(found)}, nil
}

func listCodes(c *call) (reply, *failure) {
	ids, device := c.ids("access_code_ids"), c.id("device_id")
	foreign := c.hasAny("access_method_id", "access_grant_id", "access_grant_key", "customer_key", "user_identifier_key")
	if ids == nil && !c.has("device_id") && !foreign {
		c.fault("", "Must specify at least one of device_id, access_code_ids, access_method_id, access_grant_id, access_grant_key")
	}
	p, no := c.page(55000)
	search := strings.ToLower(c.text("search"))
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	pool, no := c.candidates(ids, device)
	if no != nil {
		return nil, no
	}
	return c.codesReply(p, pool, func(found *code) bool {
		return !foreign && found.traits.managed && !found.traits.idle && found.matches(search)
	})
}

// candidates are the codes of the device, or those with the ids, or both conditions at once. Unknown ids are left out,
// an unknown device is an error.
func (c *call) candidates(ids []uuid, device uuid) ([]*code, *failure) {
	if device != (uuid{}) {
		d := c.world.byDevice[device]
		if d == nil {
			return nil, notFound("device", device)
		}
		if ids == nil {
			return d.codes, nil
		}
	}
	var list []*code
	for _, id := range ids {
		if found := c.world.codes[id]; found != nil && (device == (uuid{}) || found.device.id == device) {
			list = append(list, found)
		}
	}
	slices.SortFunc(list, func(a, b *code) int { return int(a.seq) - int(b.seq) })
	return slices.Compact(list), nil
}

func (c *call) codesReply(p slice, pool []*code, wanted func(*code) bool) (reply, *failure) {
	matching := []*code{}
	for _, found := range pool {
		if wanted(found) {
			matching = append(matching, found)
		}
	}
	part, more, last := cut(p, matching, func(found *code) uint64 { return found.seq })
	list := make([]any, len(part))
	views := map[*device]view{}
	for i, found := range part {
		v, ok := views[found.device]
		if !ok {
			v = c.world.view(found.device)
			views[found.device] = v
		}
		list[i] = found.wire(v)
	}
	return reply{"access_codes": list, "pagination": p.info(c, more, last)}, nil
}

// matches searches name, PIN and id.
func (c *code) matches(search string) bool {
	return search == "" || strings.Contains(strings.ToLower(c.want.name), search) ||
		strings.Contains(c.want.pin, search) || strings.Contains(c.id.String(), search)
}

func listUnmanagedCodes(c *call) (reply, *failure) {
	device := c.needID("device_id")
	search := strings.ToLower(c.text("search"))
	p, no := c.page(300000)
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	pool, no := c.candidates(nil, device)
	if no != nil {
		return nil, no
	}
	return c.codesReply(p, pool, func(found *code) bool { return !found.traits.managed && !found.traits.unseen && found.matches(search) })
}
