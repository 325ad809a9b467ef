package diagnose

import "seamdash/model"

// lockModes are how a lock is set up or what it was switched to.
func lockModes() [8]entry {
	return [...]entry{
		{
			code: "accessory_keypad_setup_required", severity: Warning, lies: onLock, stops: connecting, retries: model.Unknown,
			title: "The keypad is not set up",
			why:   "The keypad is not linked with the hub, so no code gets onto it from afar.",
			steps: acts{{openDoor, UnlockNow}, {"link the keypad with the hub in {app}", ByHand}, {"ask Seam again once that is done", Refresh}},
		},
		{
			code: "hub_required_for_additional_capabilities", severity: Warning, lies: onLock, stops: connecting, retries: model.Unknown,
			title: "The lock has no hub",
			why:   "Without a hub or bridge Seam can neither program the lock nor open it from afar.",
			steps: acts{{"use codes that need no connection, where the lock has them", ByHand}, {"add a hub and pair it with the lock in {app}", ByHand}},
		},
		{
			code: "power_saving_mode", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The lock saves power",
			why:   "In its power saving mode the lock listens rarely, so nothing can be asked of it from afar at once.",
			steps: acts{{"switch power saving off in {app}", ByHand}},
		},
		{
			code: "ttlock_lock_gateway_unlocking_not_enabled", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Unlocking from afar is switched off",
			why:   "The settings of the lock do not let the gateway open the door.",
			steps: acts{{"switch on remote unlock in the lock's settings in {app}", ByHand}},
		},
		{
			code: "privacy_mode", severity: Warning, lies: onLock, stops: typing, retries: model.Unknown,
			title: "Privacy mode is on",
			why:   "Somebody inside pressed the button that makes the lock refuse codes and unlocking from afar.",
			steps: acts{{"let somebody inside switch privacy mode off", ByHand}, {"knock or ring, and use a key if nobody is inside", ByHand}, {lookAgain, Refresh}},
		},
		{
			code: "salto_ks_privacy_mode", as: "privacy_mode", severity: Warning, lies: onLock, stops: typing, retries: model.Unknown,
			title: "Privacy mode is on",
			why:   "Somebody inside pressed the button that makes the lock refuse codes and unlocking from afar.",
			steps: acts{{"let somebody inside switch privacy mode off", ByHand}, {"knock or ring, and use a key if nobody is inside", ByHand}, {lookAgain, Refresh}},
		},
		{
			code: "salto_ks_office_mode", severity: Warning, lies: onLock, stops: typing, retries: model.Unknown,
			title: "Office mode is on",
			why:   "The lock is in office mode, in which codes do not open the door.",
			steps: acts{{"switch office mode off in {app}", ByHand}, {lookAgain, Refresh}},
		},
		{
			code: "salto_ks_lock_access_code_support_removed", severity: Warning, lies: onLock, stops: programming, retries: model.Unknown,
			title: "The lock may take no codes any more",
			why:   "Since its hub was reset the lock is reported as a model without codes.",
			steps: acts{{giveOther, ShowCodes}, {"ask the installer to set the lock up again", ByHand}, {askSupport, ByHand}},
		},
	}
}

// lockStocks are what a lock has a number of: places, and backup codes.
func lockStocks() [4]entry {
	return [...]entry{
		{
			code: "max_access_codes_reached", as: "no_space_for_access_code_on_device", severity: Warning, lies: onLock, stops: adding, retries: model.Unknown,
			title: "The lock is full",
			why:   "Every place for a code is taken; codes that wait on the lock for their time count, and so do codes from outside Seam.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {chooseCodes, ShowCodes}, {"ask for it again once a place is free", Retry}},
		},
		{
			code: "empty_backup_access_code_pool", severity: Warning, lies: onLock, stops: nothing, retries: model.Yes,
			title: "No backup code is ready",
			why:   "All backup codes of the lock are used, or they were switched on a moment ago and are still being made.",
			steps: acts{{"wait: Seam makes new ones by itself", Wait}, {"look whether the lock has places left and is online", ShowCodes}},
		},
		{
			code: "partial_backup_access_code_pool", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Few backup codes are left",
			why:   "Seam cannot make new backup codes: the lock is full, or it is not reached.",
			steps: acts{{"look whether the lock has places left and is online", ShowCodes}},
		},
		{
			code: "many_active_backup_codes", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Many backup codes are in use",
			why:   "So many backup codes were pulled that programming must keep failing on this lock.",
			steps: acts{{checkLock, ByHand}, {"look which codes of the lock failed, and why", ShowCodes}},
		},
	}
}

// lockOthers are time zones, which decide when a window opens, and what has nothing to do with codes.
func lockOthers() [8]entry {
	return [...]entry{
		{
			code: "time_zone_unknown", severity: Warning, lies: onLock, stops: timing, retries: model.Unknown,
			title: "The time zone of the lock is not known",
			why:   "Without it Seam cannot tell the lock when a window opens and closes.",
			steps: acts{{tellZone, ReportZone}, {"set the time zone in {app}", ByHand}},
		},
		{
			code: "ultraloq_time_zone_unknown", severity: Warning, lies: onLock, stops: timing, retries: model.Unknown,
			title: "The time zone of the lock is not known",
			why:   "Until Seam is told the time zone, an Ultraloq lock takes no codes that have a window.",
			steps: acts{{tellZone, ReportZone}, {"make a code without a window for as long as that takes", ByHand}},
		},
		{
			code: "lockly_time_zone_not_configured", severity: Warning, lies: onLock, stops: timing, retries: model.Unknown,
			title: "The time zone of the lock is not set",
			why:   "Until its time zone is set, a Lockly lock takes no codes that have a window.",
			steps: acts{{"set the time zone of the lock in {app}", ByHand}, {tellZone, ReportZone}},
		},
		{
			code: "two_n_device_missing_timezone", severity: Warning, lies: onLock, stops: programming, retries: model.Unknown,
			title: "The time zone of the intercom is not set",
			why:   "Until its time zone is set, a 2N intercom takes no codes at all.",
			steps: acts{{"set the time zone on the intercom itself, in its web pages", ByHand}, {"ask Seam again once that is done", Refresh}},
		},
		{
			code: "time_zone_mismatch", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The time zone does not match the lock",
			why:   "The lock's own clock runs in another time zone than was set for it, so windows open and close at wrong hours.",
			steps: acts{{"set the same time zone in {app} and at Seam", ByHand}, {tellZone, ReportZone}},
		},
		{
			code: "unknown_issue_with_phone", severity: Note, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Seam reports an issue with a phone",
			why:   "It is about a phone that is used as a key, and not about codes.",
		},
		{
			code: "temperature_threshold_exceeded", severity: Note, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "The temperature is out of its range",
			why:   "It is about a thermostat, and not about codes.",
		},
		{
			code: "auxiliary_heat_running", severity: Note, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Auxiliary heat is on",
			why:   "It is about a thermostat, and not about codes.",
		},
	}
}
