package sim

// makerMetadata is the part of properties that is named after the brand, as far as people or programs act on it.
func (d *device) makerMetadata() (key string, fields map[string]any) {
	m := map[string]any{"device_id": d.id.String(), "device_name": d.name}
	switch d.brand.key {
	case "dormakaba_oracode":
		m = d.oracodeMetadata()
	case "salto_ks":
		return "salto_ks_metadata", map[string]any{
			"lock_id": d.id.String(), "lock_type": "escutcheon", "model": d.model, "has_custom_pin_subscription": false,
			"site_id": d.site.id, "site_name": d.site.name, "customer_reference": d.name,
		}
	case "ultraloq":
		m["device_type"], m["time_zone"] = "lock", orNull(d.place.zone)
	case "nuki":
		m["keypad_paired"], m["keypad_battery_critical"] = true, false
	case "igloohome":
		m["is_accessory_keypad_linked_to_bridge"] = true
	case "schlage", "lockly":
		m["model"] = d.model
	case "kwikset":
		m["model_number"] = d.model
	default:
		return "", nil
	}
	return d.brand.key + "_metadata", m
}
