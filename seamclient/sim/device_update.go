package sim

import (
	"fmt"
	"net/http"
)

func updateDevice(c *call) (reply, *failure) {
	managed, pool := c.flag("is_managed"), c.flag("backup_access_code_pool_enabled")
	metadata := c.metadata()
	name, named := c.nickname()
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	if pool != nil && *pool && d.brand.noBackup {
		return nil, invalid("backup_access_code_pool_enabled", "backup_access_code_pool_enabled is not supported by this device")
	}
	w := c.world
	if named && d.nickname != name {
		d.nickname = name
		w.tellDevice(d, "device.name_changed", map[string]any{"device_name": d.display()})
	}
	d.remember(metadata)
	switch {
	case isTrue(pool):
		w.openPool(d)
	case isFalse(pool):
		w.closePool(d)
	}
	if isFalse(managed) {
		d.managed = false
		w.release(d)
		w.tellDevice(d, "device.converted_to_unmanaged", nil)
	}
	return reply{}, nil
}

// nickname reads name, or properties.name; null takes the nickname away.
func (c *call) nickname() (name string, given bool) {
	if _, ok := c.fields["name"]; ok {
		return c.text("name"), true
	}
	var p struct {
		Name *string `json:"name"`
	}
	if c.read("properties", "object", &p) && p.Name != nil {
		return *p.Name, true
	}
	return "", false
}

// metadata reads custom_metadata: at most 50 pairs of text up to 500 characters, booleans, or null to forget the key.
func (c *call) metadata() map[string]any {
	var m map[string]any
	c.read("custom_metadata", "object", &m)
	if len(m) > 50 {
		c.fault("custom_metadata", "custom_metadata must have at most 50 pairs")
	}
	for key, value := range m {
		switch v := value.(type) {
		case nil, bool:
		case string:
			if len([]rune(v)) > 500 {
				c.fault("custom_metadata", fmt.Sprintf("custom_metadata.%s must have at most 500 characters", key))
			}
		default:
			c.fault("custom_metadata", fmt.Sprintf("custom_metadata.%s must be a string, a boolean or null", key))
		}
	}
	return m
}

// remember merges metadata. The map is replaced, never changed: answers on their way out still hold the old one.
func (d *device) remember(more map[string]any) {
	if more == nil {
		return
	}
	merged := map[string]any{}
	for key, value := range d.metadata {
		merged[key] = value
	}
	for key, value := range more {
		if merged[key] = value; value == nil {
			delete(merged, key)
		}
	}
	d.metadata = merged
}

func listUnmanagedDevices(c *call) (reply, *failure) { return devicesReply(c, false, 22900) }

// unmanagedDevice finds a device that Seam does not manage, by id or by name.
func (c *call) unmanagedDevice() (*device, *failure) {
	id, name := c.id("device_id"), c.text("name")
	if !c.hasAny("device_id", "name") {
		c.fault("device_id", "device_id is required")
	}
	if no := c.failure(); no != nil {
		return nil, no
	}
	for _, d := range c.world.devices {
		if !d.managed && (d.id == id || id == (uuid{}) && d.name == name) {
			return d, nil
		}
	}
	if c.world.byDevice[id] != nil {
		return nil, refuse(http.StatusBadRequest, "device_managed", "The device is managed")
	}
	return nil, notFound("device", id)
}

func getUnmanagedDevice(c *call) (reply, *failure) {
	d, no := c.unmanagedDevice()
	if no != nil {
		return nil, no
	}
	return reply{"device": d.wire(c.world.now, c.world.workspace.id)}, nil
}

// updateUnmanagedDevice takes a device under management; its codes stay unmanaged.
func updateUnmanagedDevice(c *call) (reply, *failure) {
	managed, metadata := c.flag("is_managed"), c.metadata()
	d, no := c.unmanagedDevice()
	if no != nil {
		return nil, no
	}
	d.remember(metadata)
	if isTrue(managed) {
		d.managed = true
		c.world.tellDevice(d, "device.unmanaged.converted_to_managed", nil)
	}
	return reply{}, nil
}

// reportMetadata is how owners tell the zone of locks that do not know it.
func reportMetadata(c *call) (reply, *failure) {
	var list []struct {
		ID       string    `json:"device_id"`
		Ultraloq *zoneInfo `json:"ultraloq_metadata"`
		Omnitec  *zoneInfo `json:"omnitec_metadata"`
		Schlage  *zoneInfo `json:"schlage_metadata"`
	}
	c.need("devices")
	if c.read("devices", "array", &list) && len(list) == 0 {
		c.fault("devices", "Array must contain at least 1 element for \"devices\"")
	}
	if no := c.failure(); no != nil {
		return nil, no
	}
	for _, item := range list {
		id, _ := parseUUID(item.ID)
		d := c.world.byDevice[id]
		if d == nil {
			return nil, notFound("device", item.ID)
		}
		for _, info := range []*zoneInfo{item.Ultraloq, item.Omnitec, item.Schlage} {
			if info == nil {
				continue
			}
			if no := c.world.learnZone(d, info.Zone); no != nil {
				return nil, no
			}
		}
	}
	return reply{}, nil
}

type zoneInfo struct {
	Zone string `json:"time_zone"`
}
