package sim

import (
	"encoding/json"
	"strings"
)

// device finds the managed device a request names.
func (c *call) device() (*device, *failure) {
	id := c.needID("device_id")
	if no := c.failure(); no != nil {
		return nil, no
	}
	d := c.world.byDevice[id]
	if d == nil || !d.managed {
		return nil, notFound("device", id)
	}
	return d, nil
}

func getDevice(c *call) (reply, *failure) {
	if !c.has("device_id") && c.has("name") {
		name := c.text("name")
		for _, d := range c.world.devices {
			if d.managed && d.display() == name {
				return reply{"device": d.wire(c.world.now, c.world.workspace.id)}, c.failure()
			}
		}
		return nil, first(c.failure(), notFound("device", name))
	}
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	return reply{"device": d.wire(c.world.now, c.world.workspace.id)}, nil
}

func listDevices(c *call) (reply, *failure) { return devicesReply(c, true, 500) }

func devicesReply(c *call, managed bool, byDefault int) (reply, *failure) {
	wanted := c.deviceFilter()
	p, no := c.page(byDefault)
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	matching := []*device{}
	for _, d := range c.world.devices {
		if d.managed == managed && wanted(d) {
			matching = append(matching, d)
		}
	}
	part, more, last := cut(p, matching, func(d *device) uint64 { return d.seq })
	list := make([]any, len(part))
	for i, d := range part {
		list[i] = d.wire(c.world.now, c.world.workspace.id)
	}
	return reply{"devices": list, "pagination": p.info(c, more, last)}, nil
}

// deviceFilter reads every documented filter. Those for things this simulator has none of (spaces, customers, webviews,
// user identifiers) match nothing when they are given.
func (c *call) deviceFilter() func(*device) bool {
	var tests []func(*device) bool
	add := func(given bool, test func(*device) bool) {
		if given {
			tests = append(tests, test)
		}
	}
	ids, account, accounts := c.ids("device_ids"), c.id("connected_account_id"), c.ids("connected_account_ids")
	kind, kinds, maker := c.text("device_type"), c.list("device_types"), c.text("manufacturer")
	before, search := c.instant("created_before"), strings.ToLower(c.text("search"))
	add(ids != nil, func(d *device) bool { return contains(ids, d.id) })
	add(c.has("connected_account_id"), func(d *device) bool { return d.account.id == account })
	add(accounts != nil, func(d *device) bool { return contains(accounts, d.account.id) })
	add(kind != "", func(d *device) bool { return d.brand.deviceType == kind })
	add(kinds != nil, func(d *device) bool { return oneOf(kinds, d.brand.deviceType) })
	add(maker != "", func(d *device) bool { return d.brand.key == maker })
	add(before != 0, func(d *device) bool { return d.created < before })
	add(search != "", func(d *device) bool { return d.matches(search) })
	c.metadataFilter(add)
	for _, foreign := range []string{"space_id", "customer_key", "connect_webview_id", "user_identifier_key"} {
		add(c.has(foreign), func(*device) bool { return false })
	}
	return func(d *device) bool {
		for _, test := range tests {
			if !test(d) {
				return false
			}
		}
		return true
	}
}

func (c *call) metadataFilter(add func(bool, func(*device) bool)) {
	var has map[string]any
	if !c.read("custom_metadata_has", "object", &has) {
		return
	}
	add(true, func(d *device) bool {
		for key, want := range has {
			if d.metadata[key] != want {
				return false
			}
		}
		return true
	})
}

// matches searches the id (as prefix of four characters at least), account, name, metadata and location.
func (d *device) matches(search string) bool {
	if len(search) >= 4 && strings.HasPrefix(d.id.String(), search) {
		return true
	}
	metadata, err := json.Marshal(d.metadata)
	if err != nil {
		metadata = nil
	}
	for _, s := range []string{d.account.id.String(), d.display(), string(metadata), d.place.name} {
		if strings.Contains(strings.ToLower(s), search) {
			return true
		}
	}
	return false
}

func oneOf(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
