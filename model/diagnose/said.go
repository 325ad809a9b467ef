package diagnose

import "slices"

// said says that a finding which is there already tells the same as a cause that was reasoned, or explains it.
func said(c Cause, found []Finding) bool {
	same := sayings(c)
	for i := range found {
		f := &found[i]
		switch {
		case f.Cause == c, slices.Contains(same, f.Cause):
			return true
		case symptom(c) && f.Blocks && !symptom(f.Cause) && !stopsUse(f.Cause):
			return true
		case c == CauseWaiting && f.Blocks:
			return true
		}
	}
	return false
}

// symptom says that a cause is a sign of another one that keeps the lock from being programmed, as long as there is one.
func symptom(c Cause) bool {
	switch c {
	case CauseSettingLong, CauseLate, CauseLoadLate, CauseSilentSet, CauseCannot:
		return true
	default:
		return false
	}
}

// stopsUse says that a cause keeps a code from being used, whether or not the lock has it.
func stopsUse(c Cause) bool {
	switch c {
	case "privacy_mode", "salto_ks_office_mode", "access_code_inactive":
		return true
	default:
		return false
	}
}

// sayings are the causes that tell the same as one that was reasoned, or from which it follows.
func sayings(c Cause) []Cause {
	switch c {
	case CauseSettingLong, CauseLate, CauseLoadLate:
		return []Cause{
			"failed_to_set_on_device", "failed_to_issue", "delay_in_setting_on_device", "delay_in_issuing", CauseSettingLong, CauseLate, CauseLoadLate, CauseDeletedAway,
		}
	case CauseOldValues:
		return []Cause{"failed_to_update"}
	case CauseRemovingLong, CauseLingers:
		return []Cause{"failed_to_remove_from_device", "failed_to_expire", "delay_in_removing_from_device"}
	case CauseStatusUnknown:
		return []Cause{"account_disconnected", "bridge_disconnected", "access_code_state_unconfirmed"}
	case CauseOffline, CauseOfflineSoon:
		return unreachable()
	case CauseCannot:
		return append(unreachable(), CauseOffline, CauseOfflineSoon, CauseNoKeypad, "accessory_keypad_setup_required", "hub_required_for_additional_capabilities")
	case CauseDeletedAway, CauseChangedAway, CauseTakenOver, CauseForeign, CauseGone, CauseOver:
		return away(c)
	default:
		return placeSayings(c)
	}
}

// unreachable are the causes from which it follows that the lock is offline.
func unreachable() []Cause {
	return []Cause{
		"account_disconnected", "bridge_disconnected", "hub_disconnected", "device_disconnected", "device_offline", "device_removed",
		"dormakaba_sites_disconnected", "provider_service_unavailable",
	}
}

// away are the sayings of causes that are about somebody else's hand, or about the end.
func away(c Cause) []Cause {
	switch c {
	case CauseDeletedAway:
		return []Cause{"conflicting_external_modification", "external_modification_in_effect"}
	case CauseChangedAway:
		return []Cause{"conflicting_external_modification", "external_modification_in_effect", CauseDeletedAway}
	case CauseTakenOver, CauseForeign:
		return []Cause{"management_transferred", CauseTakenOver}
	case CauseGone:
		return []Cause{CauseDeletedAway}
	case CauseOver:
		return []Cause{CauseGone, CauseDeletedAway, CauseLingers}
	default:
		return nil
	}
}

// placeSayings are the sayings of causes that lie on the lock, or between its codes.
func placeSayings(c Cause) []Cause {
	switch c {
	case CauseFull, CauseFullSoon:
		return []Cause{"no_space_for_access_code_on_device", CauseFull}
	case CauseSamePIN:
		return []Cause{"duplicate_code_on_device"}
	case CauseSameName:
		return []Cause{"duplicate_code_on_device", "wyze_duplicate_code_name", CauseSamePIN}
	case CauseNoKeypad:
		return []Cause{"accessory_keypad_setup_required"}
	case CauseLowKeypad:
		return []Cause{"accessory_keypad_low_battery"}
	case CauseNoZone:
		return []Cause{"time_zone_unknown", "ultraloq_time_zone_unknown", "lockly_time_zone_not_configured", "two_n_device_missing_timezone"}
	case CauseClockChange:
		return []Cause{"time_frame_adjusted_for_unknown_time_zone"}
	case CauseWaiting:
		return []Cause{CauseLate, CauseLoadLate, CauseSettingLong}
	default:
		return nil
	}
}
