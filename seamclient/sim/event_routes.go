package sim

import (
	"encoding/json"
	"slices"
)

// A span is what part of the log a request asks for.
type span struct{ since, from, to stamp }

// span reads since or between. since is taken as inclusive, which Seam leaves open; between excludes both ends.
func (c *call) span() span {
	var s span
	since, between := c.has("since"), c.has("between")
	switch {
	case since == between:
		c.fault("", "Must specify either since or between")
	case since:
		s.since = c.instant("since")
	default:
		pair := c.list("between")
		if len(pair) != 2 {
			c.fault("between", "Array must contain exactly 2 elements for \"between\"")
			return s
		}
		s.from, s.to = c.parseInstant("between", pair[0]), c.parseInstant("between", pair[1])
		if s.to <= s.from && len(c.faults) == 0 {
			c.fault("between", "The second instant of between must be later than the first")
		}
	}
	return s
}

func (s span) holds(e event) bool {
	if s.to == 0 {
		return e.made >= s.since
	}
	return e.made > s.from && e.made < s.to
}

func listEvents(c *call) (reply, *failure) {
	s := c.span()
	wanted := c.eventFilter()
	p, no := c.page(500)
	skip := c.number("unstable_offset")
	if no = first(no, c.failure()); no != nil {
		return nil, no
	}
	matching := []event{}
	for _, e := range c.world.events.from(max(s.since, s.from)) {
		if s.holds(e) && wanted(e) {
			matching = append(matching, e)
		}
	}
	f := c.server.faults
	if !f.OldestFirst {
		slices.Reverse(matching)
	}
	if skip != nil && *skip > 0 {
		matching = matching[min(len(matching), int(*skip)):]
	}
	matching = matching[:min(len(matching), p.limit)]
	return reply{"events": f.disturb(matching, c.world.workspace.id)}, nil
}

// disturb applies the knobs for duplicated and disordered events.
func (f Faults) disturb(list []event, workspace uuid) []any {
	out := make([]any, 0, len(list))
	for _, e := range list {
		out = append(out, e.wire(workspace))
		if f.DuplicateEvents {
			out = append(out, e.wire(workspace))
		}
	}
	if f.ReorderEvents { // riffle: halves interleaved, the second one backwards
		half := len(out) / 2
		mixed := make([]any, 0, len(out))
		for i := range half {
			mixed = append(mixed, out[len(out)-1-i], out[i])
		}
		out = append(mixed, out[half:len(out)-half]...)
	}
	return out
}

// eventFilter reads the documented filters; an event that lacks a field never passes a filter for it.
func (c *call) eventFilter() func(event) bool {
	kind, kinds, ids := c.text("event_type"), c.list("event_types"), c.ids("event_ids")
	device, code, account := c.idFilter("device_id"), c.idFilter("access_code_id"), c.idFilter("connected_account_id")
	foreign := c.hasAny("customer_key", "space_id", "space_ids", "access_grant_id", "access_grant_ids", "access_method_id",
		"access_method_ids", "acs_access_group_id", "acs_credential_id", "acs_encoder_id", "acs_entrance_id",
		"acs_system_id", "acs_system_ids", "acs_user_id", "connect_webview_id", "user_identity_id")
	return func(e event) bool {
		if foreign || kind != "" && e.kind != kind || kinds != nil && !oneOf(kinds, e.kind) {
			return false
		}
		deviceID, accountID := e.subjects()
		return (ids == nil || contains(ids, e.id)) && device(deviceID) && code(e.code) && account(accountID)
	}
}

// idFilter reads a filter that takes one id or, with an s, several.
func (c *call) idFilter(field string) func(uuid) bool {
	one, many, given := c.id(field), c.ids(field+"s"), c.has(field)
	return func(id uuid) bool {
		return (!given || id == one) && (many == nil || contains(many, id))
	}
}

func getEvent(c *call) (reply, *failure) {
	id := c.id("event_id")
	wanted := c.eventFilter()
	if no := c.failure(); no != nil {
		return nil, no
	}
	list := c.world.events.list
	for i := range list {
		e := list[len(list)-1-i]
		if (!c.has("event_id") || e.id == id) && wanted(e) {
			return reply{"event": e.wire(c.world.workspace.id)}, nil
		}
	}
	return nil, notFound("event", json.RawMessage(`"`+id.String()+`"`))
}
