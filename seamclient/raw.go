package seamclient

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"seamdash/model"
)

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

// RawEvents is [Client.RawCode] for events, the newest first, so that what is cut is old.
func (c *Client) RawEvents(ctx context.Context, query model.EventQuery) ([]byte, error) {
	var objects []json.RawMessage
	q := eventQuery{c: c, query: query, seen: map[model.EventID]bool{}, raw: &objects}
	if err := q.collect(ctx); err != nil {
		return nil, err
	}
	order := make([]int, len(objects))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return q.got[j].RecordedAt.Compare(q.got[i].RecordedAt) })
	text := []byte("[")
	for n, i := range order {
		if len(text)+len(objects[i]) >= maxRawRead {
			break // it would be cut anyway
		}
		if n > 0 {
			text = append(text, ',')
		}
		text = append(text, objects[i]...)
	}
	return c.readable(ask{op: "list events"}, append(text, ']'))
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
	return c.readable(a, raw)
}

// readable makes JSON from Seam fit to be shown.
func (c *Client) readable(a ask, raw []byte) ([]byte, error) {
	tree, err := parseTree(raw)
	if errors.Is(err, errTooMuch) {
		return nil, a.fault(model.KindUnavailable, "the answer is too long to be shown", "")
	}
	if err != nil {
		return nil, a.fault(model.KindUnavailable, "the answer is not valid JSON: "+model.Clean(err.Error()), "try again")
	}
	tree.mask()
	return []byte(c.key.redact(tree.print())), nil
}
