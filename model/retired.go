package model

// Current is the problem under the code that Seam has for it today, where it has the code of old that another took the place of:
// the codes that Seam took back from January 2025 on, and a few that only its guides have.
func (p Problem) Current() Problem {
	renamed := renamings()
	for i := range renamed {
		switch r := &renamed[i]; {
		case r.was != p.Code:
		case p.Level == Warning && r.warning != "":
			p.Code = r.warning
			return p
		default:
			p.Code = r.now
			return p
		}
	}
	return p
}

// RetiredCodes are the codes of which [Problem.Current] knows another, in the order in which it knows them.
func RetiredCodes() []string {
	renamed := renamings()
	codes := make([]string, len(renamed))
	for i := range renamed {
		codes[i] = renamed[i].was
	}
	return codes
}

// A renaming is a code of old and what says the same today; warning is what it is as a warning where that differs.
type renaming struct{ was, now, warning string }

func renamings() [29]renaming {
	return [...]renaming{
		{"code_modified_external_to_seam", "conflicting_external_modification", "external_modification_in_effect"},
		{"duplicate_code_attempt_prevented", "duplicate_code_on_device", ""},
		{"conflicting_unmanaged_access_code_id", "duplicate_code_on_device", ""},
		{"schlage_detected_duplicate", "duplicate_code_on_device", ""},
		{"wyze_potential_duplicate_code", "duplicate_code_on_device", ""},
		{"salto_ks_user_not_subscribed", "salto_ks_subscription_limit_exceeded", ""},
		{"salto_site_user_not_subscribed", "salto_ks_subscription_limit_exceeded", ""},
		{"kwikset_unable_to_confirm_deletion", "failed_to_remove_from_device", ""},
		{"kwikset_insufficient_permissions", "insufficient_permissions", ""},
		{"august_device_programming_delay", "delay_in_setting_on_device", ""},
		{"august_device_slots_full", "no_space_for_access_code_on_device", ""},
		{"smartthings_no_free_slots_available", "no_space_for_access_code_on_device", ""},
		{"august_lock_invalid_code_length", "code_constraints_violated", ""},
		{"august_lock_bad_access_code_format", "code_constraints_violated", ""},
		{"august_lock_missing_keypad", "accessory_keypad_setup_required", ""},
		{"august_lock_temporarily_offline", "device_disconnected", ""},
		{"smartthings_failed_to_set_access_code", "failed_to_set_on_device", ""},
		{"smartthings_failed_to_set_after_multiple_retries", "failed_to_set_on_device", ""},
		{"igloohome_bridge_offline", "hub_disconnected", ""},
		{"august_lock_missing_bridge", "hub_disconnected", ""},
		{"ttlock_lock_not_paired_to_gateway", "hub_disconnected", ""},
		{"lockly_missing_wifi_bridge", "hub_disconnected", ""},
		{"wyze_device_missing_gateway", "hub_disconnected", ""},
		{"hub_required_for_addtional_capabilities", "hub_required_for_additional_capabilities", ""}, //nolint:misspell // so Seam wrote it
		{"dormakaba_oracode_no_valid_user_level", "dormakaba_oracode_invalid_time_range", ""},
		{"keynest_unsupported_third_party_locker", "keynest_unsupported_locker", ""},
		{"schlage_access_code_ambiguous_timezone_dst_risk", "time_frame_adjusted_for_unknown_time_zone", ""},
		{"ultraloq_access_code_disabled", "access_code_inactive", ""},
		{"schlage_creation_outage", "provider_service_unavailable", ""},
	}
}

// retiredTerms are codes of old that nothing took the place of.
func retiredTerms() []term {
	return []term{
		{"kwikset_unable_to_confirm_code", "Kwikset did not confirm it"},
		{"access_code_state_unconfirmed", "not confirmed by the lock"},
		{"replaced_by_newer_access_code", "a newer code replaced it"},
		{"wyze_duplicate_code_name", "the lock already has this name"},
		{"igloohome_bridge_too_many_pending_jobs", "the bridge has too much to do"},
		{"igloohome_offline_access_code_no_variance_available", "no PIN is left for these times"},
		{"dormakaba_oracode_invalid_time_range", "its times fit no slot of the lock"},
		{"functional_offline_device", "works without a connection"},
	}
}
