package diagnose

import (
	"strings"

	"seamdash/model"
)

// retiredRow is the row of what Seam no longer says, and old data, guides and answers in forums still do, where nothing took its
// place.
func retiredRow(p *model.Problem) (entry, bool) {
	retired := retiredCodes()
	if i := among(retired[:], p); i >= 0 {
		return retired[i], true
	}
	return entry{}, false
}

// successor is the code that took the place of a retired one, or "".
func successor(p *model.Problem) string {
	if !strings.ContainsRune(p.Code, '_') {
		return ""
	}
	renamed := renamedCodes()
	for i := range renamed {
		if renamed[i].was != p.Code {
			continue
		}
		if p.Level == model.Warning && renamed[i].warning != "" {
			return renamed[i].warning
		}
		return renamed[i].now
	}
	return ""
}

// A renaming is a code of old and what says the same today; warning is what it is as a warning where that differs.
type renaming struct{ was, now, warning string }

// renamedCodes are those that Seam took back from January 2025 on, and a few that only its guides have.
func renamedCodes() [29]renaming {
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

// retiredCodes are those that nothing took the place of.
func retiredCodes() [8]entry {
	return [...]entry{
		{
			code: "kwikset_unable_to_confirm_code", severity: Serious, stops: programming, retries: model.Unknown,
			title: "Kwikset did not confirm the code",
			why:   "Most often the lock holds a code with the same PIN that only the Kwikset app shows, over Bluetooth.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {otherPIN, NewPIN}, {"look at the lock's codes in the Kwikset app, standing beside the lock", ByHand}},
		},
		{
			code: "access_code_state_unconfirmed", severity: Warning, stops: nothing, retries: model.Unknown,
			title: "Seam could not confirm it",
			why:   "The lock did not tell whether it has the code.",
			steps: acts{{openDoor, UnlockNow}, {lookAgain, Refresh}, {askAgain, Retry}},
		},
		{
			code: "replaced_by_newer_access_code", severity: Warning, stops: programming, retries: model.No,
			title: "A newer code replaced it",
			why:   "Another code was made in its place, so its own PIN may not open the door.",
			steps: acts{{"give the guest the PIN of the newer code", ShowCodes}, {"delete this one if it is not needed", DeleteCode}},
		},
		{
			code: "wyze_duplicate_code_name", severity: Serious, stops: programming, retries: model.No,
			title: "The lock already has this name",
			why:   "Another code on the lock has the same name, and a Wyze lock takes each once.",
			steps: acts{{openDoor, UnlockNow}, {"give it another name", ByHand}, {"look for the code that has it", ShowCodes}},
		},
		{
			code: "igloohome_bridge_too_many_pending_jobs", severity: Warning, lies: onHub, stops: programming, retries: model.Yes,
			title: "The bridge has too much to do",
			why:   "An igloohome bridge works through 20 jobs at most, and as many are waiting.",
			steps: acts{{openDoor, UnlockNow}, {waitTrying, Wait}, {"ask for fewer codes at a time", ByHand}},
		},
		{
			code: "igloohome_offline_access_code_no_variance_available", severity: Serious, stops: programming, retries: model.No,
			title: "No PIN is left for these times",
			why:   "An igloohome lock makes few PINs for the same hour or day, and all of them are given out.",
			steps: acts{{openDoor, UnlockNow}, {"give it other times, an hour apart", EditWindow}, {"make it for other times, or as a code over the bridge", ByHand}},
		},
		{
			code: "dormakaba_oracode_invalid_time_range", severity: Serious, stops: programming, retries: model.No,
			title: "Its times fit none of the lock's slots",
			why:   "An Oracode lock makes codes only for the slots of time that its site has, and this window is none of them.",
			steps: acts{{openDoor, UnlockNow}, {"give it the times of a slot", EditWindow}, {"make it again for the times of a slot", ByHand}},
		},
		{
			code: "functional_offline_device", severity: Note, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The lock works without a connection",
			why:   "It has codes that need no connection, so being offline does not hurt them.",
		},
	}
}
