package sim

import "time"

// A told is something that Seam reports, and how it comes about in a scene.
type told struct {
	name, brand, about string
	problem            problem
	newer              bool
	how                func(*director, problem)
}

// toldScenarios are about what Seam reports and no rule of this world brings about.
func toldScenarios() []Scenario {
	var list []Scenario
	for _, tell := range [][]told{codesTold(), locksTold(), locksNoted(), unableTold(), accountsTold(), besideTold()} {
		for _, t := range tell {
			name := t.name
			if name == "" {
				name = t.problem.code
			}
			list = append(list, Scenario{Name: name, About: t.about, Newer: t.newer, stage: directed(t.brand, func(d *director) { t.how(d, t.problem) })})
		}
	}
	return list
}

// refused is a code that the lock does not take, and Seam says why.
func refused(d *director, p problem) {
	d.at(-7 * time.Minute)
	d.from(-5*time.Minute, 20*time.Hour)
	d.stall()
	d.at(-6 * time.Minute)
	d.say(&d.about.own, p, onCode)
	d.tell(d.about, "access_code.failed_to_set_on_device", d.issues(d.about))
}

// remarked is a code that works, and Seam has something to say about it.
func remarked(d *director, p problem) {
	d.current()
	d.at(-2 * time.Hour)
	d.say(&d.about.own, p, onCode)
}

// hindered is a lock that Seam cannot program: a code that was asked for since is not there.
func hindered(d *director, p problem) {
	d.at(-5 * time.Hour)
	p.since, p.scope = d.now, onDevice
	d.raiseOn(d.door, p)
	d.outside()
}

// unable is a lock that takes no codes, of which Seam warns.
func unable(d *director, p problem) {
	d.at(-5 * time.Hour)
	p.since, p.scope = d.now, onDevice
	d.door.unable = true
	d.raiseOn(d.door, p)
	d.outside()
}

// outside asks for a code whose guest should be in by now.
func (d *director) outside() {
	d.at(-3 * time.Hour)
	d.from(-20*time.Minute, 20*time.Hour)
}

// noted is a lock that works, and Seam has something to say about it.
func noted(d *director, p problem) {
	d.current()
	d.at(-5 * time.Hour)
	p.since, p.scope = d.now, onDevice
	d.raiseOn(d.door, p)
}

// severed is an account through which Seam reaches no lock.
func severed(d *director, p problem) {
	d.at(-5 * time.Hour)
	p.since, p.scope = d.now, onAccount
	d.raiseOnAccount(d.door.account, p)
	d.outside()
}

// advised is an account that works, and Seam has something to say about it.
func advised(d *director, p problem) {
	d.current()
	d.at(-5 * time.Hour)
	p.since, p.scope = d.now, onAccount
	d.raiseOnAccount(d.door.account, p)
}

func (d *director) say(list *[]problem, p problem, where scope) {
	p.since, p.scope = d.now, where
	raise(list, p)
}

func fails(code, message string) problem { return problem{code: code, message: message} }

func warns(code, message string) problem { return problem{code: code, message: message, warning: true} }

func codesTold() []told {
	return []told{
		{
			name: "code/provider_issue", brand: "tedee", how: refused, about: "the maker refuses a code",
			problem: fails("provider_issue", "The provider answered: keypad is busy, try again later."),
		},
		{
			name: "code/insufficient_permissions", brand: "kwikset", how: refused, about: "the account may not set codes in this home",
			problem: fails("insufficient_permissions", "The connected account is a member of this home and not its admin."),
		},
		{
			name: "code/third_party_integration_detected", brand: "smartthings", how: remarked, about: "other software manages a code",
			problem: warns("third_party_integration_detected", "Another app on this hub manages codes and may delete this one."),
		},
		{
			brand: "august", how: remarked, about: "another workspace took a code over",
			problem: warns("management_transferred", "This access code is now managed by another workspace."),
		},
		{
			brand: "schlage", how: remarked, about: "Seam warns of something it has no name for",
			problem: warns("unknown_issue_with_access_code", "An unexpected answer came from the provider for this access code."),
		},
		{
			brand: "nuki", how: refused, newer: true, about: "the lock does not take such a PIN",
			problem: fails("code_constraints_violated", "The PIN is too simple for this device."),
		},
		{
			brand: "august", how: refused, newer: true, about: "a code is not on the lock at its start",
			problem: fails("failed_to_issue", "The access code could not be issued by its start time."),
		},
	}
}

func locksTold() []told {
	return []told{
		{
			brand: "schlage", how: hindered, about: "credentials of a lock are missing",
			problem: fails("missing_device_credentials", "The credentials of this device are missing."),
		},
		{
			brand: "august", how: hindered, about: "the account has no rights on a lock",
			problem: fails("august_lock_not_authorized", "The account's user is not authorised for this lock."),
		},
		{
			name: "device/insufficient_permissions", brand: "kwikset", how: unable, about: "the account's role is too low for a lock",
			problem: warns("insufficient_permissions", "The account is a member of this home. Only its owner and admins can manage codes."),
		},
		{
			name: "device/third_party_integration_detected", brand: "smartthings", how: noted, about: "other software manages a lock",
			problem: warns("third_party_integration_detected", "Another integration controls this lock."),
		},
		{
			name: "device/provider_issue", brand: "igloohome", how: noted, about: "the maker has trouble with a lock",
			problem: warns("provider_issue", "The provider reports jobs of this device as delayed."),
		},
		{
			name: "device/scheduled_maintenance_window", brand: "nuki", how: noted, about: "the maker plans maintenance of locks",
			problem: warns("scheduled_maintenance_window", "The provider has announced maintenance for tonight."),
		},
		{
			brand: "yale", how: noted, about: "a lock answers badly",
			problem: warns("device_communication_degraded", "The device answers slowly."),
		},
		{
			brand: "august", how: noted, about: "a lock's connection comes and goes",
			problem: warns("device_has_flaky_connection", "The connection of this device drops often."),
		},
		{
			brand: "ttlock", how: noted, about: "the gateway hardly hears a lock",
			problem: warns("ttlock_weak_gateway_signal", "The signal between gateway and lock is weak."),
		},
		{
			brand: "ttlock", how: noted, about: "remote unlock is off in the lock's settings",
			problem: warns("ttlock_lock_gateway_unlocking_not_enabled", "Unlocking over the gateway is not enabled."),
		},
		{
			brand: "ttlock", how: noted, about: "a lock saves power and sleeps",
			problem: warns("power_saving_mode", "The device is in power saving mode."),
		},
	}
}

func locksNoted() []told {
	return []told{
		{
			brand: "salto_ks", how: noted, about: "a lock is in office mode and heeds no codes",
			problem: warns("salto_ks_office_mode", "Office mode is active on this lock."),
		},
		{
			brand: "igloohome", how: noted, about: "the keypad's battery is low",
			problem: warns("accessory_keypad_low_battery", "The battery of the accessory keypad is low."), newer: true,
		},
		{
			brand: "wyze", how: noted, about: "the backup pool does not fill",
			problem: warns("partial_backup_access_code_pool", "The backup access code pool could not be filled."),
		},
		{
			brand: "ttlock", how: noted, about: "Seam's zone of a lock is not the lock's",
			problem: warns("time_zone_mismatch", "The configured time zone differs from the offset of the device."),
		},
		{
			brand: "brivo", how: noted, about: "whether a lock is online cannot be relied on",
			problem: warns("unreliable_online_status", "The provider does not report reliably whether this device is online."),
		},
	}
}

func unableTold() []told {
	return []told{
		{
			brand: "igloohome", how: unable, about: "the keypad was never set up",
			problem: warns("accessory_keypad_setup_required", "The keypad is not linked to the bridge."),
		},
		{
			brand: "igloohome", how: unable, about: "a lock without a hub takes offline codes only",
			problem: warns("hub_required_for_additional_capabilities", "A bridge is needed for online access codes."),
		},
		{
			brand: "salto_ks", how: noted, about: "a lock has lost its support for codes",
			problem: warns("salto_ks_lock_access_code_support_removed", "The model of this lock changed and no longer supports access codes."),
		},
		{
			brand: "keynest", how: unable, about: "the key lies in a locker that takes no codes",
			problem: warns("keynest_unsupported_locker", "The key is in a locker that does not support access codes."),
		},
	}
}

func accountsTold() []told {
	return []told{
		{
			brand: "two_n", how: severed, about: "the Seam Bridge of an account is off",
			problem: fails("bridge_disconnected", "The bridge of this account is disconnected."),
		},
		{
			brand: "dormakaba_oracode", how: severed, about: "sites of an account are unreachable",
			problem: fails("dormakaba_sites_disconnected", "Some sites of this account are disconnected."),
		},
		{
			brand: "schlage", how: advised, about: "an account wants a new login soon",
			problem: warns("account_reauthorization_requested", "The provider asks for a new login."),
		},
		{
			brand: "tedee", how: advised, about: "the maker's service is down",
			problem: warns("provider_service_unavailable", "The provider's service does not answer."),
		},
		{
			name: "account/scheduled_maintenance_window", brand: "schlage", how: advised, about: "the maker plans maintenance of its service",
			problem: warns("scheduled_maintenance_window", "The provider has announced maintenance from 02:00 to 04:00 UTC."),
		},
		{
			brand: "smartthings", how: advised, about: "an account's set-up is unfinished",
			problem: warns("setup_required", "Finish the setup of this account in the provider's app."),
		},
		{
			brand: "dormakaba_oracode", how: advised, about: "sites of an account wait for approval",
			problem: warns("dormakaba_sites_unapproved", "Some sites of this account are not approved yet."),
		},
		{
			name: "account/being_deleted", brand: "wyze", how: advised, about: "an account is being deleted",
			problem: warns("being_deleted", "This account and its devices are being deleted."),
		},
		{
			brand: "yale", how: advised, about: "Seam warns of an account and has no name for it",
			problem: warns("unknown_issue_with_connected_account", "An unexpected answer came from the provider for this account."),
		},
	}
}

// besideTold are of things that are no locks. Seam's document allows them on every device.
func besideTold() []told {
	return []told{
		{
			brand: "august", how: noted, about: "a thermostat's trouble on a lock",
			problem: fails("auxiliary_heat_running", "Auxiliary heat is running."),
		},
		{
			brand: "august", how: noted, about: "a thermostat's warning on a lock",
			problem: warns("temperature_threshold_exceeded", "The temperature is outside its limits."),
		},
		{
			brand: "august", how: noted, about: "a phone's warning on a lock",
			problem: warns("unknown_issue_with_phone", "An unknown issue with a phone."),
		},
	}
}
