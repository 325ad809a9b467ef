package sim

import "time"

// untoldScenarios are about what is wrong, or only looks so, while Seam reports nothing of it.
func untoldScenarios() []Scenario {
	return append(untoldByCodes(), untoldByLocks()...)
}

func untoldByCodes() []Scenario {
	return []Scenario{
		{Name: "setting_too_long", About: "a code is being programmed for 25 minutes, and Seam says nothing", stage: untold("august", playSettingLong)},
		{Name: "late", About: "a guest's window is open, and Seam has not begun", stage: untold("august", playLate)},
		{Name: "load_late", About: "a code should be loaded since yesterday", stage: untold("august", playLoadLate)},
		{Name: "waiting", About: "a code waits for its time, as it should", stage: directed("august", (*director).later)},
		{Name: "removing_too_long", About: "a code is being deleted for 25 minutes, and Seam says nothing", stage: untold("yale", playRemovingLong)},
		{Name: "window_over_on_lock", About: "a cleaner's window is over, and the code still works", stage: untold("lockly", playLingers)},
		{Name: "window_over", About: "a window is over and the code off the lock, as it should be", stage: directed("nuki", playOver)},
		{Name: "old_values_live", About: "a lock still has the PIN from before a change", stage: directed("schlage", func(d *director) { d.renewed(-4 * time.Minute) })},
		{Name: "pin_pending", About: "the maker has not handed out a PIN", stage: directed("salto_ks", playNoPIN)},
		{Name: "status_unknown", About: "Seam cannot tell whether a code is on the lock", stage: directed("kwikset", playUnknown)},
		{Name: "same_pin", About: "a code to come has the PIN of one from the maker's app", stage: directed("schlage", playSamePIN)},
		{Name: "same_name", About: "a code to come has a name that its lock has already", stage: directed("wyze", playSameName)},
		{Name: "clock_change_padding", About: "the clocks change within a window on a lock of unknown zone", stage: untold("august", playPadded)},
		{Name: "no_event_set", About: "nothing says that a code was set", stage: directed("tedee", playSilentSet)},
		{Name: "no_event_removed", About: "nothing says that a code was removed", stage: directed("tedee", playSilentRemoved)},
		{Name: "deleted_outside", About: "somebody deleted a code in the maker's app, and Seam says nothing more", stage: untold("nuki", playAway(""))},
		{Name: "changed_outside", About: "somebody changed a code in the maker's app, and Seam says nothing more", stage: untold("nuki", playAway("345678"))},
		{Name: "gone", About: "a code is deleted while one looks at it", stage: directed("august", playGone)},
		{Name: "taken_over", About: "another workspace manages a code", stage: untold("august", playTakenOver)},
		{Name: "unmanaged", About: "a code was made in the maker's app", stage: directed("august", playForeign)},
		{Name: "wrong_pin_typed", About: "a guest types three wrong PINs", stage: directed("august", playWrongPIN)},
		{Name: "opened_door", About: "a guest got in with a code", stage: directed("august", playOpened)},
		{Name: "contradiction", About: "a code is set and failed, its lock online and disconnected", stage: directed("august", playContradiction)},
	}
}

// untold is a scene on a lock of which Seam reports no error and no warning.
func untold(brand string, play func(*director)) func(*Server) Scene {
	return directed(brand, func(d *director) {
		d.door.untold = true
		play(d)
	})
}

func playSettingLong(d *director) {
	d.at(-25 * time.Minute)
	d.always()
	d.stall()
}

// overlooked asks for a code that Seam does nothing about.
func (d *director) overlooked(v wish) {
	d.ask(v)
	d.about.traits.overlooked = true
}

func playLate(d *director) {
	starts := d.present.add(-20 * time.Minute)
	starts -= starts % 60_000
	d.late(starts)
}

// late asks for a code from then on, early enough, that Seam does nothing about.
func (d *director) late(starts stamp) {
	d.overlooked(wish{starts: starts, ends: starts.add(44 * time.Hour)})
}

func playLoadLate(d *director) { d.late(d.days(1, 2).starts) }

func playRemovingLong(d *director) {
	d.current()
	d.at(-25 * time.Minute)
	d.about.extra = 20 * time.Hour
	d.remove(d.about)
}

func playLingers(d *director) {
	d.ended(-40 * time.Minute)
	d.about.traits.overlooked = true
}

// ended asks for a code whose window ended then, and waits until it was set.
func (d *director) ended(at time.Duration) {
	ends := d.present.add(at)
	ends -= ends % 60_000
	d.ask(wish{starts: ends.add(-4 * time.Hour), ends: ends})
	d.at(at - time.Hour)
}

func playOver(d *director) {
	d.ended(-2 * time.Hour)
	d.about.traits.kept = true
}

func playSilentRemoved(d *director) {
	d.ended(-2 * time.Hour)
	d.about.traits.kept = true
	d.losing("access_code.removed_from_device", func() { d.at(-time.Hour) })
}

func playSilentSet(d *director) {
	d.from(-2*time.Hour, 20*time.Hour)
	d.losing("access_code.set_on_device", func() { d.at(-time.Hour) })
}

func playNoPIN(d *director) {
	d.at(-6 * time.Minute)
	d.tomorrow()
	d.about.pinDue = d.present.add(20 * time.Hour)
}

func playUnknown(d *director) {
	d.current()
	d.at(-2 * time.Hour)
	d.about.traits.unverified = true
}

func playSamePIN(d *director) {
	d.later()
	d.at(-3 * time.Hour)
	d.addUnmanaged(d.door, "Made in the app", d.about.want.pin)
}

func playSameName(d *director) {
	d.later()
	d.at(-3 * time.Hour)
	d.addUnmanaged(d.door, d.about.want.name, d.freshPIN(d.door))
}

// playAway is somebody changing a code in the maker's app, which is allowed, or deleting it there.
func playAway(pin string) func(*director) {
	return func(d *director) {
		d.current()
		d.about.traits.external = true
		d.at(-2 * time.Hour)
		d.tamper(d.about, pin)
	}
}

func playGone(d *director) {
	d.current()
	d.at(0)
	c := d.about
	d.after(time.Minute, func() { d.remove(c) })
	d.shows = 3 * time.Minute
}

func playTakenOver(d *director) {
	d.current()
	d.at(-2 * time.Hour)
	d.about.traits.managed = false
}

func playForeign(d *director) {
	d.at(-20 * time.Hour)
	d.about = d.addUnmanaged(d.door, "Old cleaner", d.freshPIN(d.door))
}

func playWrongPIN(d *director) {
	d.current()
	for i := range 3 {
		d.at(time.Duration(i-6) * time.Minute)
		d.typed("000" + string(rune('1'+i)))
	}
}

func playOpened(d *director) {
	d.current()
	d.at(-5 * time.Minute)
	d.typed(d.about.held.pin)
}

func playContradiction(d *director) {
	d.current()
	d.at(-time.Hour)
	d.say(&d.about.own, fails("failed_to_set_on_device", "The access code could not be set."), onCode)
	d.say(&d.door.own, fails("device_disconnected", "The device is offline."), onDevice)
}

func untoldByLocks() []Scenario {
	return []Scenario{
		{Name: "offline", About: "a lock is offline, and Seam says nothing more", stage: untold("august", playUnseen)},
		{Name: "offline_before_window", About: "a lock is offline, and a cleaner comes tomorrow", stage: untold("lockly", playOfflineSoon)},
		{Name: "battery_low", About: "a lock's battery dies, and a guest comes tomorrow", stage: directed("august", playBattery)},
		{Name: "keypad_battery_low", About: "a keypad's battery dies, and a guest comes tomorrow", stage: directed("nuki", playKeypadBattery)},
		{Name: "keypad_missing", About: "a lock has lost its keypad", stage: directed("nuki", playKeypadGone)},
		{Name: "cannot_program", About: "a lock takes no codes, and Seam does not say why", stage: directed("yale", playUnable)},
		{Name: "capacity_full", About: "a lock is full, and Seam says nothing", stage: untold("wyze", playNoSpace)},
		{Name: "capacity_full_on_date", About: "a lock will be full when a guest comes", stage: directed("wyze", playFullSoon)},
		{Name: "zone_unknown", About: "nobody knows a lock's zone, and Seam says nothing", stage: untold("schlage", playZoneLost)},
	}
}

func playUnseen(d *director) {
	d.current()
	d.at(-5 * time.Hour)
	d.door.link.unseen = d.now
	d.relink(d.door)
}

func playOfflineSoon(d *director) {
	starts, ends := stay{1, 9, 1, 12, 0, 0}.window(d.present, d.door.place.at)
	d.ask(wish{name: "Cleaner Rosa", starts: starts, ends: ends})
	d.at(-5 * time.Hour)
	d.door.link.unseen = d.now
	d.relink(d.door)
}

func playBattery(d *director) {
	d.tomorrow()
	d.at(-9 * time.Hour)
	d.setBattery(d.door, 0.08)
}

func playKeypadBattery(d *director) {
	d.tomorrow()
	d.at(-9 * time.Hour)
	d.door.pad = numberPad{present: true, connected: true, battery: 0.06}
}

func playKeypadGone(d *director) {
	d.tomorrow()
	d.at(-9 * time.Hour)
	d.door.pad = numberPad{present: true}
	d.tellDevice(d.door, "device.accessory_keypad_disconnected", d.deviceIssues(d.door))
}

func playUnable(d *director) {
	d.later()
	d.at(-5 * time.Hour)
	d.door.unable = true
}

// playFullSoon leaves two slots to three guests, of whom none is loaded yet.
func playFullSoon(d *director) {
	for i, name := range []string{"Guest Amari", "Guest Bauer", "Guest Weber"} {
		v := d.days(5+i, 8+i)
		v.name = name
		d.ask(v)
	}
	d.at(-3 * time.Hour)
	d.fill(d.door, 2)
}
