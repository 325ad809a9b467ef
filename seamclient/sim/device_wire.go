package sim

// wire writes the device as Seam answers it.
func (d *device) wire(now stamp, workspace uuid) map[string]any {
	errs, warnings := split(d.problems(now))
	m := map[string]any{
		"device_id": d.id, "device_type": d.brand.deviceType, "display_name": d.display(),
		"capabilities_supported": []string{"access_code", "lock", "battery"},
		"properties":             d.properties(), "location": d.location(),
		"connected_account_id": d.account.id, "workspace_id": workspace, "space_ids": []string{},
		"created_at": d.created, "errors": errs, "warnings": warnings,
		"is_managed": d.managed, "custom_metadata": d.metadata,
		"device_provider": map[string]any{
			"device_provider_name": d.brand.key, "display_name": d.brand.display,
			"provider_category": "stable", "image_url": "https://connect.getseam.com/assets/images/devices/unknown-lock.png",
		},
		"device_manufacturer": map[string]any{"manufacturer": d.brand.key, "display_name": d.brand.display},
	}
	if d.nickname != "" {
		m["nickname"] = d.nickname
	}
	d.abilities(m)
	if !d.managed {
		for _, field := range []string{"display_name", "nickname", "space_ids", "device_provider", "device_manufacturer"} {
			delete(m, field)
		}
	}
	return m
}

// abilities writes the capability flags: true works now, false means the hardware could but something is missing, absent
// means it never can. A lock that is merely offline keeps true: Seam programs it when it returns.
func (d *device) abilities(m map[string]any) {
	m["can_program_online_access_codes"] = d.link.removed == 0 && !d.unable
	m["can_unlock_with_code"] = !d.pad.present || d.pad.connected
	m["can_remotely_lock"] = d.link.removed == 0
	m["can_remotely_unlock"] = d.link.removed == 0
	m["can_simulate_connection"] = true
	m["can_simulate_disconnection"] = true
	m["can_simulate_removal"] = true
	if d.brand.offline {
		m["can_program_offline_access_codes"] = true
	}
	if d.brand.hub {
		m["can_simulate_hub_connection"] = true
		m["can_simulate_hub_disconnection"] = true
	}
	if d.auto.delay > 0 {
		m["can_configure_auto_lock"] = true
	}
}

func (d *device) location() map[string]any {
	m := map[string]any{"location_name": d.place.name}
	if d.place.zone != "" {
		m["time_zone"], m["timezone"] = d.place.zone, d.place.zone
	}
	return m
}

// properties are the managed device's, or the few that Seam shows of one that it does not manage.
func (d *device) properties() map[string]any {
	all := d.allProperties()
	if d.managed {
		return all
	}
	few := map[string]any{}
	for _, field := range []string{
		"accessory_keypad", "battery", "battery_level", "image_alt_text", "image_url", "manufacturer", "model", "name",
		"offline_access_codes_enabled", "online", "online_access_codes_enabled",
	} {
		if v, ok := all[field]; ok {
			few[field] = v
		}
	}
	return few
}

// allProperties leaves out what cannot be known of a lock that does not answer: bolt and battery.
func (d *device) allProperties() map[string]any {
	b := d.brand
	p := map[string]any{
		"online": d.online(), "name": d.display(), "appearance": map[string]any{"name": d.name},
		"manufacturer": b.key, "serial_number": "SN-" + d.id.String()[:8],
		"model": map[string]any{
			"display_name": d.model, "manufacturer_display_name": b.display,
			"accessory_keypad_supported": b.key == "nuki" || b.key == "august",
		},
		"image_url":                        "https://connect.getseam.com/assets/images/devices/unknown-lock.png",
		"image_alt_text":                   b.display + " lock",
		"has_direct_power":                 b.wired,
		"has_native_entry_events":          b.namesCodes,
		"code_constraints":                 b.rules,
		"max_active_codes_supported":       b.slots,
		"supports_backup_access_code_pool": !b.noBackup,
		"backup_access_code_pool_enabled":  d.pool != nil,
		"online_access_codes_enabled":      true,
		"offline_access_codes_enabled":     b.offline,
		"supports_offline_access_codes":    b.offline,
		"supports_accessory_keypad":        b.key == "nuki" || b.key == "august",
	}
	if b.rules == nil {
		p["code_constraints"] = []constraint{}
	}
	if b.lengths != nil {
		p["supported_code_lengths"] = b.lengths
	}
	if d.auto.delay > 0 {
		p["auto_lock_enabled"], p["auto_lock_delay_seconds"] = d.auto.on, d.auto.delay
	}
	if d.pad.present {
		keypad := map[string]any{"is_connected": d.pad.connected}
		if d.pad.connected {
			keypad["battery"] = map[string]any{"level": d.pad.battery}
		}
		p["accessory_keypad"] = keypad
	}
	if frames := d.timeFrames(); frames != nil {
		p["offline_time_frame_options"] = frames
	}
	if key, fields := d.makerMetadata(); key != "" {
		p[key] = fields
	}
	if !d.online() {
		return p
	}
	p["locked"] = d.locked
	if d.battery != wired {
		p["battery"] = map[string]any{"level": d.battery, "status": batteryStatus(d.battery)}
		p["battery_level"] = d.battery
	}
	return p
}
