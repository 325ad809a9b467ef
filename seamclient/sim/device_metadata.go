package sim

import (
	"fmt"
	"time"
)

// timeFrames are offline_time_frame_options: the windows that offline codes of this brand can have. Absent means any.
func (d *device) timeFrames() []map[string]any {
	switch d.brand.key {
	case "igloohome":
		return []map[string]any{
			{"display_name": "Hourly", "min_duration": "PT1H", "max_duration": "PT672H"},
			{"display_name": "Daily", "min_duration": "P29D", "max_duration": "P367D", "matching_start_end_time": true},
		}
	case "dormakaba_oracode":
		if d.place.zone == "" {
			return nil
		}
		pairs := []map[string]any{}
		for _, l := range d.account.levels {
			if !l.oneShot && !l.master {
				pairs = append(pairs, map[string]any{
					"display_name": l.name, "start_time": hourMinute(l.in), "end_time": hourMinute(l.out),
				})
			}
		}
		return []map[string]any{{
			"display_name": "Predefined time slots", "max_duration": "P31D", "time_pairs": pairs, "time_zone": d.place.zone,
		}}
	}
	return nil
}

func hourMinute(at time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(at.Hours()), int(at.Minutes())%60)
}

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
		m["keypad_paired"], m["keypad_battery_critical"] = d.pad.connected || !d.pad.present, false
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
