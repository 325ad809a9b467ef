package diagnose

import "seamdash/model"

// lockRow is the row of what Seam says of devices.
func lockRow(code string, level model.Level) (entry, bool) {
	links := lockLinks()
	if i := among(links[:], code, level); i >= 0 {
		return links[i], true
	}
	rights := lockRights()
	if i := among(rights[:], code, level); i >= 0 {
		return rights[i], true
	}
	signals := lockSignals()
	if i := among(signals[:], code, level); i >= 0 {
		return signals[i], true
	}
	modes := lockModes()
	if i := among(modes[:], code, level); i >= 0 {
		return modes[i], true
	}
	stocks := lockStocks()
	if i := among(stocks[:], code, level); i >= 0 {
		return stocks[i], true
	}
	others := lockOthers()
	if i := among(others[:], code, level); i >= 0 {
		return others[i], true
	}
	return entry{}, false
}

// lockLinks are what cuts Seam off from a lock. None of them advises to open the door from afar: that goes the same way.
func lockLinks() [4]entry {
	return [...]entry{
		{
			code: "device_disconnected", severity: Serious, lies: onLock, stops: programming, retries: model.Yes,
			title: "The lock is offline",
			why:   "Seam cannot reach the lock: it has no power or no network, or {maker} has lost it.",
			steps: acts{
				{giveBackup, PullBackup},
				{giveOther, ShowCodes},
				{openThere, ByHand},
				{"bring the lock online: batteries, Wi-Fi, and what {app} says of it", ByHand},
				{"wait: Seam programs it by itself when the lock answers", Wait},
			},
		},
		{
			code: "device_offline", as: "device_disconnected", severity: Serious, lies: onLock, stops: programming, retries: model.Yes,
			title: "The lock is offline",
			why:   "Seam cannot reach the lock: it has no power or no network, or {maker} has lost it.",
			steps: acts{
				{giveBackup, PullBackup},
				{giveOther, ShowCodes},
				{openThere, ByHand},
				{"bring the lock online: batteries, Wi-Fi, and what {app} says of it", ByHand},
				{"wait: Seam programs it by itself when the lock answers", Wait},
			},
		},
		{
			code: "hub_disconnected", severity: Serious, lies: onHub, stops: programming, retries: model.Yes,
			title: "The hub is offline",
			why:   "The hub, bridge or gateway between lock and network has no power or no network, or has lost the lock.",
			steps: acts{
				{giveBackup, PullBackup},
				{giveOther, ShowCodes},
				{openThere, ByHand},
				{"give the hub power and network, and pair the lock with it again in {app}", ByHand},
				{"wait: Seam programs it by itself when the hub answers", Wait},
			},
		},
		{
			code: "device_removed", severity: Serious, lies: onLock, stops: programming, retries: model.No,
			title: "The lock was removed from its account",
			why:   "Somebody took the lock out of {account}, so Seam no longer hears of it or reaches it.",
			steps: acts{
				{openThere, ByHand},
				{"add the lock in {app} again, to the same account", ByHand},
				{"ask Seam again once it is there", Refresh},
			},
		},
	}
}

// lockRights are what a lock or its account must have and lacks.
func lockRights() [4]entry {
	return [...]entry{
		{
			code: "missing_device_credentials", severity: Serious, lies: onLock, stops: programming, retries: model.No,
			title: "Seam lacks the credentials of the lock",
			why:   "The set-up of the lock was not finished, so Seam may not program it.",
			steps: acts{
				{giveOther, ShowCodes},
				{openThere, ByHand},
				{"finish the set-up of the lock in {app}", ByHand},
				{connect, Reconnect},
			},
		},
		{
			code: "subscription_required", severity: Serious, lies: onLock, stops: programming, retries: model.Unknown,
			title: "The lock needs a paid plan",
			why:   "{Maker} lets Seam program this lock only with a paid plan, which is missing or has ended.",
			steps: acts{
				{giveOther, ShowCodes},
				{openThere, ByHand},
				{"buy or renew the plan for this lock in {app}", ByHand},
				{"ask Seam again once it is paid", Refresh},
			},
		},
		{
			code: "august_lock_not_authorized", severity: Serious, lies: onLock, stops: programming, retries: model.Unknown,
			title: "The account has no rights on this lock",
			why:   "The user of {account} is not an owner of the lock, and only owners may manage its codes.",
			steps: acts{
				{openThere, ByHand},
				{"let an owner of the lock make that user an owner, too, in {app}", ByHand},
				{"ask Seam again once that is done", Refresh},
			},
		},
		{
			code: "keynest_unsupported_locker", severity: Serious, lies: onLock, stops: programming, retries: model.No,
			title: "The key is in a locker that takes no codes",
			why:   "Not every KeyNest locker works with codes, and the key was dropped in one that does not.",
			steps: acts{{"ask KeyNest how to fetch the key", ByHand}, {"move the key to a locker that takes codes", ByHand}},
		},
	}
}

// lockSignals are what makes a lock slow or unreliable, and what Seam cannot tell of it.
func lockSignals() [7]entry {
	return [...]entry{
		{
			code: "device_communication_degraded", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The lock answers badly",
			why:   "The lock is slow to answer or does not answer, so what is asked of it may come late.",
			steps: acts{{checkLock, ByHand}, {lookAgain, Refresh}},
		},
		{
			code: "device_has_flaky_connection", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The lock's connection comes and goes",
			why:   "The lock is online and offline in turns, so what is asked of it may come late.",
			steps: acts{{"move the hub closer to the lock, or give the lock better Wi-Fi", ByHand}, {"ask for codes well ahead of their time", ByHand}},
		},
		{
			code: "ttlock_weak_gateway_signal", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The signal of the gateway is weak",
			why:   "The gateway barely hears the lock, so what is asked of it may come late or fail.",
			steps: acts{{"move the gateway closer to the lock", ByHand}},
		},
		{
			code: "accessory_keypad_low_battery", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The battery of the keypad is low",
			why:   "The keypad has a battery of its own, and once that is empty nobody can type a code.",
			steps: acts{{"change the battery of the keypad", ByHand}},
		},
		{
			code: "unreliable_online_status", severity: Note, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Whether the lock is online is not reliable",
			why:   "{Maker} reports this lock online or offline late or wrongly, so do not trust the word.",
		},
		{
			code: "scheduled_maintenance_window", severity: Warning, lies: onAccount, stops: nothing, retries: model.Unknown,
			title: "The lock's maker plans maintenance",
			why:   "While {maker} works on its service, nothing gets onto locks or off them.",
			steps: acts{{"set codes that begin in that time before it, or after it", ByHand}, {"wait until it is over", Wait}},
		},
		{
			code: "provider_issue", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The lock's maker reports trouble",
			why:   "{Maker} has trouble with this lock, and Seam's own sentence says which.",
			steps: acts{{"do what Seam's sentence says", ByHand}, {lookAgain, Refresh}},
		},
	}
}
