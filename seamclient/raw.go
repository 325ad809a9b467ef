package seamclient

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"seamdash/model"
)

// rawEvents is how many events are asked for when they are to be shown as they are.
const rawEvents = 200

// RawCode is what Seam says of an access code, managed or not, for people: indented JSON in Seam's own order in which PINs, keys
// and logins are masked and whatever could act on a terminal is escaped. More than 64 kB is cut, with a last line that says so.
func (c *Client) RawCode(ctx context.Context, id model.CodeID) ([]byte, error) {
	a := ask{op: "read code", subject: string(id), path: "/access_codes/get", body: map[string]any{"access_code_id": id}}
	text, err := c.rawObject(ctx, a, "access_code")
	if model.KindOf(err) != model.KindNotFound || ctx.Err() != nil {
		return text, err
	}
	foreign := a
	foreign.path = "/access_codes/unmanaged/get"
	if text, err := c.rawObject(ctx, foreign, "access_code"); err == nil {
		return text, nil
	}
	return nil, err // that there is no such managed code says more than that there is no other one either
}

// RawDevice is [Client.RawCode] for a managed device.
func (c *Client) RawDevice(ctx context.Context, id model.DeviceID) ([]byte, error) {
	a := ask{op: "read device", subject: string(id), path: "/devices/get", body: map[string]any{"device_id": id}}
	return c.rawObject(ctx, a, "device")
}

// RawAccount is [Client.RawCode] for a login at a lock maker.
func (c *Client) RawAccount(ctx context.Context, id model.AccountID) ([]byte, error) {
	a := ask{op: "read account", subject: string(id), path: "/connected_accounts/get", body: map[string]any{"connected_account_id": id}}
	return c.rawObject(ctx, a, "connected_account")
}

// RawEvents is [Client.RawCode] for events: those of one page, the newest first, so that what is cut is old.
func (c *Client) RawEvents(ctx context.Context, query model.EventQuery) ([]byte, error) {
	q := eventQuery{c: c, query: query}
	a := ask{op: "list events", path: "/events/list", body: q.params(span{from: query.Since, to: query.Until}, rawEvents)}
	body, err := c.call(ctx, a)
	if err != nil {
		return nil, err
	}
	outer, err := members(body)
	if err != nil {
		return nil, c.blame(a, err)
	}
	var objects []json.RawMessage
	if json.Unmarshal(outer["events"], &objects) != nil || objects == nil {
		return nil, c.blame(a, missing("events"))
	}
	type dated struct {
		raw   json.RawMessage
		event model.Event
	}
	var found []dated
	for _, raw := range objects {
		var w wireEvent
		e := eventShape().one(&w, json.Unmarshal(raw, &w))
		if query.Matches(&e) { // some servers let others through
			found = append(found, dated{raw, e})
		}
	}
	slices.SortStableFunc(found, func(x, y dated) int { return y.event.RecordedAt.Compare(x.event.RecordedAt) })
	list := make([]json.RawMessage, len(found))
	for i := range found {
		list[i] = found[i].raw
	}
	return c.readable(slices.Concat([]byte("["), bytes.Join(asBytes(list), []byte(",")), []byte("]")))
}

func asBytes(list []json.RawMessage) [][]byte {
	out := make([][]byte, len(list))
	for i := range list {
		out[i] = list[i]
	}
	return out
}

// rawObject asks for one object.
func (c *Client) rawObject(ctx context.Context, a ask, key string) ([]byte, error) {
	body, err := c.call(ctx, a)
	if err != nil {
		return nil, err
	}
	outer, err := members(body)
	if err != nil {
		return nil, c.blame(a, err)
	}
	raw := outer[key]
	if len(raw) == 0 || string(raw) == "null" {
		return nil, c.blame(a, missing(key))
	}
	return c.readable(raw)
}

// readable makes JSON from Seam fit to be shown.
func (c *Client) readable(raw []byte) ([]byte, error) {
	tree, err := parseTree(raw)
	if err != nil {
		return nil, unavailable("the answer is not valid JSON: "+model.Clean(err.Error()), "try again")
	}
	tree.mask()
	return []byte(c.key.redact(tree.print())), nil
}
