package model

import "strings"

// A term is one code of Seam's vocabulary and what it means to a person, in a few words.
type term struct{ code, words string }

// look finds the words of a code; a code that nobody wrote words for shows itself, without underscores.
func look(terms []term, code string) (words string, known bool) {
	for _, t := range terms {
		if t.code == code {
			return t.words, true
		}
	}
	return strings.ReplaceAll(code, "_", " "), false
}

func codesOf(terms []term) []string {
	out := make([]string, len(terms))
	for i, t := range terms {
		out[i] = t.code
	}
	return out
}

// Words says in a few words what the problem is; [Problem.Message] has Seam's own sentence.
func (p Problem) Words() string {
	words, _ := p.ourWords()
	return words
}

// ourWords says whether the words are ours, and not just the code spelt out. A code of old has those of what took its place.
func (p Problem) ourWords() (words string, ours bool) {
	if words, ours = p.wordsToday(); ours {
		return words, true
	}
	if words, ours = p.Current().wordsToday(); ours {
		return words, true
	}
	return look(retiredTerms(), p.Code)
}

func (p Problem) wordsToday() (words string, ours bool) {
	first, second := warningTerms(), errorTerms()
	if p.Level == Error {
		first, second = second, first
	}
	if words, ours = look(first, p.Code); ours {
		return words, true
	}
	// Seam has moved codes between the two levels before.
	return look(second, p.Code)
}

// ErrorCodes are the error codes of access codes, devices and accounts that have words here.
func ErrorCodes() []string { return codesOf(errorTerms()) }

// WarningCodes are the warning codes of access codes, devices and accounts that have words here.
func WarningCodes() []string { return codesOf(warningTerms()) }

// errorTerms follow Seam's OpenAPI document of July 2026, and of August 2026 where that added codes.
func errorTerms() []term {
	return []term{
		{"failed_to_set_on_device", "could not be set on the lock"},
		{"failed_to_remove_from_device", "could not be removed from the lock"},
		{"duplicate_code_on_device", "the lock already has this PIN"},
		{"no_space_for_access_code_on_device", "the lock is full"},
		{"conflicting_external_modification", "changed outside Seam"},
		{"access_code_inactive", "switched off on the lock"},
		{"provider_issue", "trouble at the lock's maker"},
		{"insufficient_permissions", "the account lacks permission"},
		{"code_constraints_violated", "the lock does not take such a PIN"},
		{"failed_to_issue", "not on the lock at its start"},
		{"failed_to_update", "the change did not reach the lock"},
		{"failed_to_expire", "still on the lock after its end"},
		{"account_disconnected", "the account is disconnected"},
		{"device_disconnected", "the lock is offline"},
		{"device_offline", "the lock is offline"},
		{"hub_disconnected", "the hub is offline"},
		{"device_removed", "the lock was removed from its account"},
		{"missing_device_credentials", "credentials of the lock are missing"},
		{"subscription_required", "a paid plan of the maker is needed"},
		{"august_lock_not_authorized", "the account has no rights on this lock"},
		{"salto_ks_subscription_limit_exceeded", "the site's user limit is reached"},
		{"dormakaba_sites_disconnected", "sites are unreachable"},
		{"bridge_disconnected", "the bridge program is off"},
		{"empty_backup_access_code_pool", "no backup code is ready"},
		{"auxiliary_heat_running", "auxiliary heat is on"},
	}
}

// warningTerms follow the same documents as errorTerms.
func warningTerms() []term {
	return append(codeWarningTerms(), placeWarningTerms()...)
}

func codeWarningTerms() []term {
	return []term{
		{"delay_in_setting_on_device", "programming takes too long"},
		{"delay_in_removing_from_device", "removal takes too long"},
		{"delay_in_issuing", "starts soon and is not on the lock"},
		{"external_modification_in_effect", "changed outside Seam, as allowed"},
		{"third_party_integration_detected", "other software manages this lock"},
		{"using_backup_access_code", "a backup code is in use"},
		{"being_deleted", "is being deleted"},
		{"code_rotates_periodically", "the PIN changes from time to time"},
		{"time_frame_adjusted_for_unknown_time_zone", "the window was widened by an hour"},
		{"igloo_algopin_must_be_used_within_24_hours", "must be used within 24 hours"},
		{"management_transferred", "another workspace took it over"},
		{"unknown_issue_with_access_code", "an unknown issue"},
	}
}

// placeWarningTerms are warnings on devices and accounts.
func placeWarningTerms() []term {
	return []term{
		{"max_access_codes_reached", "the lock is full"},
		{"accessory_keypad_setup_required", "the keypad is not set up"},
		{"accessory_keypad_low_battery", "the keypad's battery is low"},
		{"device_communication_degraded", "the lock answers badly"},
		{"device_has_flaky_connection", "the connection is flaky"},
		{"ttlock_weak_gateway_signal", "the gateway's signal is weak"},
		{"ttlock_lock_gateway_unlocking_not_enabled", "remote unlock is off in the lock's settings"},
		{"power_saving_mode", "power saving is on"},
		{"hub_required_for_additional_capabilities", "a hub is needed for online codes"},
		{"privacy_mode", "privacy mode is on"},
		{"salto_ks_privacy_mode", "privacy mode is on"},
		{"salto_ks_office_mode", "office mode is on"},
		{"salto_ks_lock_access_code_support_removed", "the lock lost its support for codes"},
		{"salto_ks_subscription_limit_almost_reached", "the site's user limit is near"},
		{"partial_backup_access_code_pool", "few backup codes are left"},
		{"many_active_backup_codes", "many backup codes are in use"},
		{"time_zone_unknown", "the time zone is unknown"},
		{"ultraloq_time_zone_unknown", "the time zone is unknown"},
		{"lockly_time_zone_not_configured", "the time zone is not set"},
		{"two_n_device_missing_timezone", "the time zone is not set"},
		{"time_zone_mismatch", "the time zone does not match the lock"},
		{"scheduled_maintenance_window", "the maker plans maintenance"},
		{"unreliable_online_status", "online or not is unreliable here"},
		{"provider_issue", "trouble at the lock's maker"},
		{"insufficient_permissions", "the account lacks permission"},
		{"keynest_unsupported_locker", "the locker takes no codes"},
		{"unknown_issue_with_phone", "an unknown issue with a phone"},
		{"temperature_threshold_exceeded", "the temperature is out of range"},
		{"account_reauthorization_requested", "the account wants a new login"},
		{"provider_service_unavailable", "the maker's service is down"},
		{"setup_required", "the account's set-up is unfinished"},
		{"dormakaba_sites_unapproved", "sites wait for approval"},
		{"unknown_issue_with_connected_account", "an unknown issue with the account"},
	}
}

// Words says in a few words what the lock demands.
func (c Constraint) Words() string {
	words, _ := look(constraintTerms(), c.Type)
	return words
}

// ConstraintTypes are the constraint types that have words here.
func ConstraintTypes() []string { return codesOf(constraintTerms()) }

func constraintTerms() []term {
	return []term{
		{"no_zeros", "no digit 0"},
		{"cannot_start_with_12", "does not start with 12"},
		{"no_triple_consecutive_ints", "no long runs of equal or consecutive digits"},
		{"cannot_specify_pin_code", "the lock makes the PIN itself"},
		{"pin_code_matches_existing_set", "a PIN already used in the account"},
		{"start_date_in_future", "starts in the future"},
		{"no_ascending_or_descending_sequence", "no sequence up or down"},
		{"at_least_three_unique_digits", "at least three different digits"},
		{"no_all_same_digits", "not all digits the same"},
		{"unique_first_four_digits", "the first four digits differ"},
		{"cannot_contain_089", "no 0, 8 or 9"},
		{"cannot_contain_0789", "no 0, 7, 8 or 9"},
		{"name_length", "a name of limited length"},
		{"name_must_be_unique", "a name that no other code has"},
	}
}

// Words says in a few words what is on its way to the lock.
func (m MutationCode) Words() string {
	words, _ := look(mutationTerms(), string(m))
	return words
}

// MutationCodes are the mutation codes that have words here.
func MutationCodes() []string { return codesOf(mutationTerms()) }

func mutationTerms() []term {
	return []term{
		{string(MutationCreating), "is being set on the lock"},
		{string(MutationDeferringCreation), "waits for its time to be loaded"},
		{string(MutationDeleting), "is being removed from the lock"},
		{string(MutationUpdatingCode), "the old PIN still works until the lock confirms"},
		{string(MutationUpdatingName), "the new name is on its way"},
		{string(MutationUpdatingTimeFrame), "the old window still holds until the lock confirms"},
	}
}
