package sim

import "time"

// storyScenarios are what people call about.
func storyScenarios() []Scenario {
	return []Scenario{
		{Name: "guest-outside", About: "a guest stands outside since five minutes: the hub of the lock is offline", stage: directed("august", playGuestOutside)},
		{Name: "cleaner-tomorrow", About: "a cleaner comes tomorrow to a lock whose battery dies", stage: directed("august", playCleanerTomorrow)},
		{Name: "dead-since-last-night", About: "a lock is dead since last night, and its guest goes in and out", stage: directed("yale", playDeadSinceLastNight)},
	}
}

// playGuestOutside: the booking came in when the hub had gone already.
func playGuestOutside(d *director) {
	d.at(-50 * time.Minute)
	d.setHub(d.door, false)
	d.at(-35 * time.Minute)
	starts := d.present.add(-5 * time.Minute)
	starts -= starts % 60_000
	d.ask(wish{name: "Guest Haas", starts: starts, ends: starts.add(43 * time.Hour)})
}

func playCleanerTomorrow(d *director) {
	v := wish{name: "Cleaner Rosa"}
	v.starts, v.ends = stay{1, 9, 1, 12, 0, 0}.window(d.present, d.door.place.at)
	d.ask(v)
	d.at(-20 * time.Hour)
	d.setBattery(d.door, 0.12)
	d.at(-2 * time.Hour)
	d.setBattery(d.door, 0.04)
}

func playDeadSinceLastNight(d *director) {
	d.current()
	night, _ := stay{fromDay: -1, fromHour: 23}.window(d.present, d.door.place.at)
	d.at(night.sub(d.present))
	d.setOnline(d.door, false)
}
