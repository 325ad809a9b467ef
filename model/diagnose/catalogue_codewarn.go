package diagnose

import "seamdash/model"

// codeDelays are what takes longer than it should, or happened in another way.
func codeDelays() [6]entry {
	return [...]entry{
		{
			code: "delay_in_setting_on_device", severity: Warning, stops: programming, retries: model.Yes,
			title: "Programming takes too long",
			why:   "The lock needs longer than usual to take the code.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {waitTrying, Wait}, {askAgain, Retry}, {checkLock, ByHand}, {otherPIN, NewPIN}},
		},
		{
			code: "delay_in_issuing", severity: Warning, stops: programming, retries: model.Yes,
			title: "It starts soon and is not on the lock",
			why:   "The lock has not confirmed the code, and its time is near.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {waitTrying, Wait}, {askAgain, Retry}, {checkLock, ByHand}, {otherPIN, NewPIN}},
		},
		{
			code: "delay_in_removing_from_device", severity: Warning, stops: removing, retries: model.Yes,
			title: "Removal takes too long",
			why:   "The lock needs longer than usual to erase the code, and until it confirms, the PIN may still open the door.",
			steps: acts{{waitTrying, Wait}, {checkLock, ByHand}, {"look in {app} whether the code is still there, and delete it there", ByHand}},
		},
		{
			code: "external_modification_in_effect", severity: Warning, stops: nothing, retries: model.No,
			title: "It was changed outside Seam, as allowed",
			why:   "Somebody changed the code on the lock and Seam lets that stand, so PIN and times here may not be those of the lock.",
			steps: acts{{"look in {app} which PIN and times the code has, before you tell somebody", ByHand}, {makeAgain, Recreate}},
		},
		{
			code: "time_frame_adjusted_for_unknown_time_zone", severity: Warning, stops: nothing, retries: model.No,
			title: "Its window was widened by an hour",
			why:   "Clocks change near its window and the time zone of the lock is not known, so it may open an hour early or close an hour late.",
			steps: acts{{tellZone, ReportZone}, {"give it its times again once the zone is known", EditWindow}},
		},
		{
			code: "unknown_issue_with_access_code", severity: Warning, stops: nothing, retries: model.Unknown,
			title: "Seam reports an issue that it cannot name",
			why:   "Something is wrong with the code, and Seam's own sentence is all that is known.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {lookAgain, Refresh}, {askAgain, Retry}, {askSupport, ByHand}},
		},
	}
}

// codeStates are what a code is or has become.
func codeStates() [6]entry {
	return [...]entry{
		{
			code: "third_party_integration_detected", severity: Warning, lies: onLock, stops: nothing, retries: model.Unknown,
			title: "Other software manages this lock, too",
			why:   "Software other than Seam sets codes on the lock, and may change or delete those that Seam set.",
			steps: acts{{"disconnect the other software from the lock, or let it no longer manage codes", ByHand}},
		},
		{
			code: "using_backup_access_code", severity: Warning, stops: programming, retries: model.Unknown,
			title: "A backup code stands in for it",
			why:   "A backup code was pulled because this one did not get onto the lock, so only the PIN of the backup code opens the door.",
			steps: acts{{"give the guest the PIN of the backup code, not this one", ByHand}, {"go to the backup code", ShowOther}},
		},
		{
			code: "management_transferred", severity: Serious, stops: programming, retries: model.No,
			title: "Another workspace took it over",
			why:   "Another workspace of Seam manages the code now, so nothing that is asked for here reaches the lock.",
			steps: acts{
				{giveBackup, PullBackup},
				{openDoor, UnlockNow},
				{"ask who manages the lock now whether that was meant", ByHand},
				{"take it back, with force, if it is yours", TakeOver},
			},
		},
		{
			code: "being_deleted", severity: Note, stops: nothing, retries: model.Yes,
			title: "It is being deleted",
			why:   "Its removal was asked for, and until the lock confirms, the PIN may still open the door.",
		},
		{
			code: "code_rotates_periodically", severity: Note, stops: nothing, retries: model.Unknown,
			title: "Its PIN changes from time to time",
			why:   "The lock's maker gives the code another PIN whenever it renews it.",
			steps: acts{{"read the PIN again before you tell somebody", Refresh}},
		},
		{
			code: "igloo_algopin_must_be_used_within_24_hours", severity: Note, stops: nothing, retries: model.No,
			title: "It must be used within 24 hours of its start",
			why:   "The lock learns such a code when it is typed for the first time, and forgets about it if that is not within 24 hours of its start.",
			steps: acts{{"tell the guest to type it once within 24 hours of its start", ByHand}, {"if it has lapsed, make another code", ByHand}},
		},
	}
}
