package seamclient

import (
	"context"
	"slices"

	"seamdash/model"
)

// Devices hands over every managed device of the workspace that can hold codes, page by page as they arrive. It stops
// with the first error that each returns, and returns it as it is.
func (c *Client) Devices(ctx context.Context, each func([]model.Device) error) error {
	a := ask{op: "list devices", path: "/devices/list"}
	return pages(ctx, c, a, map[string]any{}, deviceShape(), func(page []model.Device) error {
		return each(locks(page))
	})
}

// DevicesByID reads devices by their ids, as [Client.Devices] would show them. Ids that Seam does not know, and devices
// that cannot hold codes, are absent from the answer. The order is Seam's.
func (c *Client) DevicesByID(ctx context.Context, ids []model.DeviceID) ([]model.Device, error) {
	var all []model.Device
	for batch := range slices.Chunk(distinct(ids), c.limits.Batch) {
		a := ask{op: "read devices", path: "/devices/list"}
		params := map[string]any{"device_ids": batch}
		err := pages(ctx, c, a, params, deviceShape(), func(page []model.Device) error {
			for _, d := range locks(page) {
				if slices.Contains(batch, d.ID) {
					all = append(all, d)
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

// Device reads one managed device, whatever kind it is. KindNotFound means that it is gone or no longer managed.
func (c *Client) Device(ctx context.Context, id model.DeviceID) (model.Device, error) {
	a := ask{op: "read device", subject: string(id), path: "/devices/get", body: map[string]any{"device_id": id}}
	return get(ctx, c, a, "device", deviceShape())
}

func locks(page []model.Device) []model.Device {
	return slices.DeleteFunc(page, func(d model.Device) bool { return !holdsCodes(d) })
}

// distinct drops repetitions and empty ids, which Seam refuses.
func distinct[ID ~string](ids []ID) []ID {
	list := slices.Sorted(slices.Values(ids))
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(id ID) bool { return id == "" })
}
