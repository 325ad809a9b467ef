package diagnose

import "seamdash/model"

// retiredRow is the row of what Seam no longer says, and old data, guides and answers in forums still do, where nothing took its
// place.
func retiredRow(code string, level model.Level) (entry, bool) {
	retired := retiredCodes()
	if i := among(retired[:], code, level); i >= 0 {
		return retired[i], true
	}
	return entry{}, false
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
