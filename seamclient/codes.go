package seamclient

import (
	"context"
	"slices"

	"seamdash/model"
)

// Codes lists every managed code of a device, in Seam's order, which is not documented.
func (c *Client) Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error) {
	a := ask{op: "list codes of", subject: string(device), path: "/access_codes/list"}
	return c.codesOf(ctx, a, device, true)
}

// UnmanagedCodes lists the codes of a device that somebody else made: in the maker's app, or in another Seam workspace.
func (c *Client) UnmanagedCodes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error) {
	a := ask{op: "list unmanaged codes of", subject: string(device), path: "/access_codes/unmanaged/list"}
	return c.codesOf(ctx, a, device, false)
}

// codesOf filters by device and management itself: a server that answers too much, as Seam's fake does, would put the
// codes of all locks on each lock.
func (c *Client) codesOf(ctx context.Context, a ask, device model.DeviceID, managed bool) ([]model.AccessCode, error) {
	if device == "" {
		return nil, a.fault(model.KindRefused, "no device is named", "")
	}
	var all []model.AccessCode
	params := map[string]any{"device_id": device}
	err := pages(ctx, c, a, params, c.codePages(), func(page []model.AccessCode) error {
		page = slices.DeleteFunc(page, func(c model.AccessCode) bool {
			elsewhere := c.DeviceID != "" && c.DeviceID != device
			return elsewhere || (c.Managed != managed && c.Unreadable == "") // what cannot be read does not say whose it is
		})
		if all == nil { // one page is the rule; it need not be copied
			all = page
			return nil
		}
		all = append(all, page...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// codePages reads codes the fast way where that works.
func (c *Client) codePages() *shape[wireCode, model.AccessCode] {
	s := c.codeShape()
	s.fast = c.fastCodes
	return s
}

// codeShape remembers the PINs that Seam told, so that no fault repeats them.
func (c *Client) codeShape() *shape[wireCode, model.AccessCode] {
	s := codeShape()
	s.heed = c.memory.learn
	return s
}

// CodesByID reads codes by their ids, of any devices, in few requests. Ids that are missing from the answer are gone.
func (c *Client) CodesByID(ctx context.Context, ids []model.CodeID) ([]model.AccessCode, error) {
	var all []model.AccessCode
	for batch := range slices.Chunk(distinct(ids), c.limits.Batch) {
		a := ask{op: "read codes", path: "/access_codes/list"}
		// The SDK's own request cannot be used: it always sends a device_id, and an empty one is refused.
		params := map[string]any{"access_code_ids": batch}
		err := pages(ctx, c, a, params, c.codePages(), func(page []model.AccessCode) error {
			for i := range page {
				if _, asked := slices.BinarySearch(batch, page[i].ID); asked {
					all = append(all, page[i])
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Code reads one managed code. KindNotFound means that it is gone: removed at its end, or deleted.
func (c *Client) Code(ctx context.Context, id model.CodeID) (model.AccessCode, error) {
	a := ask{op: "read code", subject: string(id), path: "/access_codes/get", body: map[string]any{"access_code_id": id}}
	return get(ctx, c, a, "access_code", c.codeShape())
}
