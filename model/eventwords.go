package model

import (
	"slices"
	"strings"
)

// Words says in a few words what happened.
func (t EventType) Words() string {
	words := ""
	switch about, _, _ := strings.Cut(string(t), "."); about {
	case "access_code":
		terms := codeEventTerms()
		words = wordsAmong(terms[:], t)
	case "device":
		terms := deviceEventTerms()
		words = wordsAmong(terms[:], t)
	default:
		terms := otherEventTerms()
		words = wordsAmong(terms[:], t)
	}
	if words == "" {
		return strings.NewReplacer(".", " ", "_", " ").Replace(string(t))
	}
	return words
}

func wordsAmong(terms []term, t EventType) string {
	for i := range terms {
		if terms[i].code == string(t) {
			return terms[i].words
		}
	}
	return ""
}

// EventTypes are the event types that have words here: all that Seam's OpenAPI document of July 2026 has for access
// codes, devices, locks, accounts and action attempts, and those that August 2026 added.
func EventTypes() []string { return codesOf(eventTerms()) }

func eventTerms() []term {
	code, device, other := codeEventTerms(), deviceEventTerms(), otherEventTerms()
	return slices.Concat(code[:], device[:], other[:])
}

// The tables are arrays, so that asking one of them allocates nothing: a list of events does so for every row.

func codeEventTerms() [26]term {
	return [...]term{
		{"access_code.created", "code created"},
		{"access_code.changed", "code changed"},
		{"access_code.mutations_requested", "change asked for"},
		{"access_code.name_changed", "name changed on the lock"},
		{"access_code.code_changed", "PIN changed on the lock"},
		{"access_code.time_frame_changed", "window changed on the lock"},
		{"access_code.scheduled_on_device", "loaded on the lock ahead of its start"},
		{"access_code.set_on_device", "set on the lock"},
		{"access_code.delay_in_setting_on_device", "programming takes too long"},
		{"access_code.failed_to_set_on_device", "could not be set on the lock"},
		{"access_code.removed_from_device", "removed from the lock"},
		{"access_code.delay_in_removing_from_device", "removal takes too long"},
		{"access_code.failed_to_remove_from_device", "could not be removed from the lock"},
		{"access_code.deleted", "code deleted"},
		{"access_code.modified_external_to_seam", "changed outside Seam"},
		{"access_code.deleted_external_to_seam", "deleted outside Seam"},
		{"access_code.backup_access_code_pulled", "backup code pulled"},
		{"access_code.issued", "issued"},
		{"access_code.delay_in_issuing", "starts soon and is not on the lock"},
		{"access_code.failed_to_issue", "not on the lock at its start"},
		{"access_code.failed_to_update", "the change did not reach the lock"},
		{"access_code.failed_to_expire", "still on the lock after its end"},
		{"access_code.unmanaged.created", "unmanaged code found"},
		{"access_code.unmanaged.removed", "unmanaged code gone"},
		{"access_code.unmanaged.converted_to_managed", "unmanaged code taken over"},
		{"access_code.unmanaged.failed_to_convert_to_managed", "unmanaged code could not be taken over"},
	}
}

func deviceEventTerms() [24]term {
	return [...]term{
		{"device.added", "lock added"},
		{"device.connected", "lock online"},
		{"device.disconnected", "lock offline"},
		{"device.removed", "lock removed from its account"},
		{"device.deleted", "lock deleted"},
		{"device.tampered", "lock tampered with"},
		{"device.low_battery", "battery low"},
		{"device.battery_status_changed", "battery changed"},
		{"device.name_changed", "lock renamed"},
		{"device.converted_to_unmanaged", "lock no longer managed"},
		{"device.unmanaged.converted_to_managed", "lock now managed"},
		{"device.unmanaged.connected", "unmanaged lock online"},
		{"device.unmanaged.disconnected", "unmanaged lock offline"},
		{"device.connection_became_flaky", "connection became flaky"},
		{"device.connection_stabilized", "connection is stable again"},
		{"device.accessory_keypad_connected", "keypad connected"},
		{"device.accessory_keypad_disconnected", "keypad disconnected"},
		{"device.third_party_integration_detected", "other software manages this lock"},
		{"device.third_party_integration_no_longer_detected", "other software has let go"},
		{"device.salto.privacy_mode_activated", "privacy mode on"},
		{"device.salto.privacy_mode_deactivated", "privacy mode off"},
		{"device.error.subscription_required", "a paid plan of the maker is needed"},
		{"device.error.subscription_required.resolved", "the paid plan is in place"},
		{"device.doorbell_rang", "doorbell rang"},
	}
}

func otherEventTerms() [19]term {
	return [...]term{
		{"lock.locked", "locked"},
		{"lock.unlocked", "unlocked"},
		{"lock.access_denied", "entry refused"},
		{"connected_account.connected", "account connected"},
		{"connected_account.created", "account created"},
		{"connected_account.disconnected", "account disconnected"},
		{"connected_account.completed_first_sync", "account read for the first time"},
		{"connected_account.completed_first_sync_after_reconnection", "account read again"},
		{"connected_account.reauthorization_requested", "account wants a new login"},
		{"connected_account.deleted", "account deleted"},
		{"connected_account.successful_login", "account logged in"},
		{"action_attempt.lock_door.succeeded", "remote lock worked"},
		{"action_attempt.lock_door.failed", "remote lock failed"},
		{"action_attempt.unlock_door.succeeded", "remote unlock worked"},
		{"action_attempt.unlock_door.failed", "remote unlock failed"},
		{"action_attempt.simulate_keypad_code_entry.succeeded", "simulated keypad entry worked"},
		{"action_attempt.simulate_keypad_code_entry.failed", "simulated keypad entry failed"},
		{"action_attempt.simulate_manual_lock_via_keypad.succeeded", "simulated manual lock worked"},
		{"action_attempt.simulate_manual_lock_via_keypad.failed", "simulated manual lock failed"},
	}
}
