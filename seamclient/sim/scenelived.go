package sim

import "time"

// livedScenarios are about what Seam reports of its own accord when a world goes that way.
func livedScenarios() []Scenario {
	return append(livedByCodes(), livedByLocks()...)
}

func livedByCodes() []Scenario {
	return []Scenario{
		{Name: "failed_to_set_on_device", About: "a lock does not take a code for over an hour", stage: directed("august", func(d *director) { d.programs(-75 * time.Minute) })},
		{Name: "delay_in_setting_on_device", About: "a lock takes 25 minutes for a code", stage: directed("august", func(d *director) { d.programs(-25 * time.Minute) })},
		{Name: "failed_to_remove_from_device", About: "a lock does not drop a code for over an hour", stage: directed("yale", func(d *director) { d.stays(-75 * time.Minute) })},
		{Name: "delay_in_removing_from_device", About: "a lock takes 25 minutes to drop a code", stage: directed("yale", func(d *director) { d.stays(-25 * time.Minute) })},
		{Name: "failed_to_expire", About: "a code is on the lock after its end", Newer: true, stage: directed("yale", playFailedToExpire)},
		{Name: "failed_to_update", About: "a change does not reach the lock", Newer: true, stage: directed("august", playFailedToUpdate)},
		{Name: "delay_in_issuing", About: "a code begins in ten minutes and is not on the lock", Newer: true, stage: directed("august", playDelayInIssuing)},
		{Name: "duplicate_code_on_device", About: "a code of the maker's app has a guest's PIN", stage: directed("schlage", playTwice)},
		{Name: "no_space_for_access_code_on_device", About: "a guest's code finds no slot", stage: directed("wyze", playNoSpace)},
		{Name: "conflicting_external_modification", About: "somebody changes a code, and Seam puts it back", stage: directed("schlage", playConflict)},
		{Name: "external_modification_in_effect", About: "somebody changes a code, as allowed", stage: directed("nuki", playChanged)},
		{Name: "access_code_inactive", About: "somebody switched a code off", stage: directed("ultraloq", playInactive)},
		{Name: "using_backup_access_code", About: "a guest has the backup code", stage: directed("august", playBackup)},
		{Name: "code/being_deleted", About: "a code is on its way off a lock", stage: directed("ttlock", playBeingDeleted)},
		{Name: "code_rotates_periodically", About: "the maker changes a PIN from time to time", stage: directed("dormakaba_oracode", (*director).always)},
		{Name: "time_frame_adjusted_for_unknown_time_zone", About: "a window was widened for a clock change", stage: directed("schlage", playPadded)},
		{Name: "igloo_algopin_must_be_used_within_24_hours", About: "an offline code lapses when nobody uses it", stage: directed("igloohome", playAlgoPIN)},
	}
}

// programs is a code that was asked for then and is still being programmed.
func (d *director) programs(asked time.Duration) {
	d.at(asked)
	d.from(asked+15*time.Minute, 30*time.Hour)
	d.stall()
}

// stays is a code whose window ended then and which the lock still has.
func (d *director) stays(ended time.Duration) {
	ends := d.present.add(ended)
	ends -= ends % 60_000
	d.ask(wish{starts: ends.add(-40 * time.Hour), ends: ends})
	d.at(ended - 10*time.Minute)
	d.about.extra = 20 * time.Hour
}

func playFailedToExpire(d *director) {
	d.stays(-9 * time.Minute)
	d.at(-5 * time.Minute)
	d.say(&d.about.own, fails("failed_to_expire", "The access code is still active after its end."), onCode)
	d.tell(d.about, "access_code.failed_to_expire", d.issues(d.about))
}

// renewed gives a working code another PIN that does not get to the lock.
func (d *director) renewed(asked time.Duration) {
	d.current()
	d.at(asked)
	to := d.about.want
	to.pin = d.freshPIN(d.door)
	d.revise(d.about, to)
	d.stall()
}

func playFailedToUpdate(d *director) {
	d.renewed(-30 * time.Minute)
	d.at(-15 * time.Minute)
	d.say(&d.about.own, fails("failed_to_update", "The requested change could not be made on the device."), onCode)
	d.tell(d.about, "access_code.failed_to_update", d.issues(d.about))
}

func playDelayInIssuing(d *director) {
	d.at(-8 * time.Minute)
	d.from(10*time.Minute, 20*time.Hour)
	d.stall()
	d.at(-3 * time.Minute)
	d.say(&d.about.own, warns("delay_in_issuing", "The access code starts soon and is not issued yet."), onCode)
	d.tell(d.about, "access_code.delay_in_issuing", d.issues(d.about))
}

// soon asks for a code that the lock is told of two hours ago.
func (d *director) soon() { d.from(nativeLead-2*time.Hour, 40*time.Hour) }

func playTwice(d *director) {
	d.soon()
	d.at(-3 * time.Hour)
	d.addUnmanaged(d.door, "Made in the app", d.about.want.pin)
}

func playNoSpace(d *director) {
	d.soon()
	d.at(-3 * time.Hour)
	d.fill(d.door, 0)
}

func playConflict(d *director) {
	d.current()
	d.at(-4 * time.Minute)
	d.about.extra = 20 * time.Hour
	d.tamper(d.about, d.freshPIN(d.door))
}

func playChanged(d *director) {
	d.current()
	d.about.traits.external = true
	d.at(-2 * time.Hour)
	d.tamper(d.about, d.freshPIN(d.door))
}

func playInactive(d *director) {
	d.current()
	d.at(-2 * time.Hour)
	d.say(&d.about.own, fails("access_code_inactive", "The access code is switched off on the device."), onCode)
	d.at(-20 * time.Minute)
	d.typed(d.about.held.pin)
}

func playBackup(d *director) {
	v := d.days(-1, 2)
	v.backup = true
	d.ask(v)
	d.at(-2 * time.Hour)
	if spare := d.door.pool.idle(); spare != nil {
		d.pull(d.about, spare)
	}
}

func playBeingDeleted(d *director) {
	d.current()
	d.at(-3 * time.Minute)
	d.about.extra = 20 * time.Hour
	d.remove(d.about)
}

// playPadded asks for a window over the next change of the clocks.
func playPadded(d *director) {
	d.loseZone(d.door)
	d.overClockChange()
}

// overClockChange asks for a code that works for the two days around the next change of the clocks.
func (d *director) overClockChange() {
	_, change := d.present.time().In(d.door.place.at).ZoneBounds()
	if change.IsZero() {
		d.later() // a machine that knows of none
		return
	}
	at := stampOf(change)
	d.ask(wish{starts: at.add(-24 * time.Hour), ends: at.add(24 * time.Hour)})
}

func playAlgoPIN(d *director) {
	v := d.days(0, 3)
	v.offline = true
	d.ask(v)
}

func livedByLocks() []Scenario {
	return []Scenario{
		{Name: "account_disconnected", About: "the account of a lock must be connected again", stage: directed("schlage", playAccountGone)},
		{Name: "device_disconnected", About: "a lock is offline, and a guest stands outside", stage: directed("august", playDoorGone)},
		{Name: "device_offline", About: "a lock is offline, in an older word of Seam's", stage: directed("wyze", playDoorOffline)},
		{Name: "hub_disconnected", About: "the hub of two locks is offline, and a guest stands outside", stage: directed("august", playHubGone)},
		{Name: "device_removed", About: "a lock left its account", stage: directed("ttlock", playRemoved)},
		{Name: "subscription_required", About: "the maker's plan for a lock has run out", stage: directed("nuki", playUnpaid)},
		{Name: "salto_ks_subscription_limit_exceeded", About: "a site has no user left for a guest", stage: directed("salto_ks", playSiteFull)},
		{Name: "salto_ks_subscription_limit_almost_reached", About: "a site has few users left", stage: directed("salto_ks", playSiteTight)},
		{Name: "empty_backup_access_code_pool", About: "no backup code is ready", stage: directed("august", playPoolEmpty)},
		{Name: "many_active_backup_codes", About: "three backup codes are in use", stage: directed("yale", playManyBackups)},
		{Name: "max_access_codes_reached", About: "a lock has no slot left", stage: directed("wyze", playFull)},
		{Name: "privacy_mode", About: "somebody inside wants to be left alone", stage: directed("tedee", playPrivate("privacy_mode"))},
		{Name: "salto_ks_privacy_mode", About: "somebody inside wants to be left alone, on a Salto", stage: directed("salto_ks", playPrivate("salto_ks_privacy_mode"))},
		{Name: "time_zone_unknown", About: "nobody knows a lock's zone", stage: directed("schlage", playZoneLost)},
		{Name: "ultraloq_time_zone_unknown", About: "nobody knows an Ultraloq's zone", stage: directed("ultraloq", playZoneLost)},
		{Name: "lockly_time_zone_not_configured", About: "nobody set a Lockly's zone", stage: directed("lockly", playZoneLost)},
		{Name: "two_n_device_missing_timezone", About: "nobody set a 2N's zone", stage: directed("two_n", playZoneLost)},
	}
}

func playAccountGone(d *director) {
	d.at(-5 * time.Hour)
	d.setAccount(d.door.account, false)
	d.outside()
}

func playDoorGone(d *director) {
	d.at(-5 * time.Hour)
	d.setOnline(d.door, false)
	d.outside()
}

func playDoorOffline(d *director) {
	d.at(-5 * time.Hour)
	d.door.link.unseen = d.now
	d.raiseOn(d.door, failing("device_offline", "The device is offline.", d.now, onDevice))
	d.outside()
}

func playHubGone(d *director) {
	other := d.hangBeside()
	d.at(-5 * time.Hour)
	d.setHub(d.door, false)
	d.setHub(other, false)
	d.outside()
}

func playRemoved(d *director) {
	d.current()
	d.at(-5 * time.Hour)
	d.removeDevice(d.door)
}

func playUnpaid(d *director) {
	d.at(-5 * time.Hour)
	d.setSubscription(d.door, false)
	d.outside()
}

func playSiteFull(d *director) {
	d.at(-5 * time.Hour)
	d.limitUsers(d.door.site, d.door.site.users)
	d.outside()
}

func playSiteTight(d *director) {
	d.current()
	for _, name := range []string{"Resident Chen", "Resident Iyer", "Resident Ito", "Resident Kim", "Resident Park"} {
		d.create(d.door, wish{name: name, native: true})
	}
	d.at(-5 * time.Hour)
	d.limitUsers(d.door.site, d.door.site.users+1)
}

func playPoolEmpty(d *director) {
	v := d.days(-1, 2)
	v.backup = true
	d.at(-30 * time.Minute)
	d.ask(v)
	guest := d.about
	for _, c := range d.door.codes {
		if c.traits.idle {
			d.about = c
			d.stall()
		}
	}
	d.about = guest
}

func playManyBackups(d *director) {
	for _, name := range []string{"Guest Amari", "Guest Bauer", "Guest Weber"} {
		v := d.days(-1, 2)
		v.name, v.backup = name, true
		d.ask(v)
		d.at(d.now.sub(d.present) + time.Hour)
		if spare := d.door.pool.idle(); spare != nil {
			d.pull(d.about, spare)
		}
		d.at(d.now.sub(d.present) + time.Hour)
	}
}

func playFull(d *director) {
	d.later()
	d.at(-3 * time.Hour)
	d.fill(d.door, 0)
}

func playPrivate(code string) func(*director) {
	return func(d *director) {
		d.current()
		d.at(-40 * time.Minute)
		d.raiseOn(d.door, warning(code, "Privacy mode is active: codes are refused.", d.now, onDevice))
		d.at(-10 * time.Minute)
		d.typed(d.about.want.pin)
	}
}

func playZoneLost(d *director) {
	d.tomorrow()
	d.at(-5 * time.Hour)
	d.loseZone(d.door)
}
