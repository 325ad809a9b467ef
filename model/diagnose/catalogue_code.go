package diagnose

import "seamdash/model"

// codeRow is the row of what Seam says of access codes themselves, managed or not.
//
// The tables are arrays and not lists, so that asking one of them allocates nothing: a survey asks for every problem of every
// code.
func codeRow(code string, level model.Level) (entry, bool) {
	failures := codeFailures()
	if i := among(failures[:], code, level); i >= 0 {
		return failures[i], true
	}
	refusals := codeRefusals()
	if i := among(refusals[:], code, level); i >= 0 {
		return refusals[i], true
	}
	delays := codeDelays()
	if i := among(delays[:], code, level); i >= 0 {
		return delays[i], true
	}
	states := codeStates()
	if i := among(states[:], code, level); i >= 0 {
		return states[i], true
	}
	return entry{}, false
}

// codeFailures are what was asked for and did not happen, whatever the reason.
func codeFailures() [5]entry {
	return [...]entry{
		{
			code: "failed_to_set_on_device", severity: Serious, stops: programming, retries: model.Yes,
			title: "It could not be set on the lock",
			why:   "The lock did not take the code: the connection may be weak, the battery low, the hub off, or the PIN one that it refuses.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {askAgain, Retry}, {checkLock, ByHand}, {otherPIN, NewPIN}, {waitTrying, Wait}},
		},
		{
			code: "failed_to_issue", severity: Serious, stops: programming, retries: model.Yes,
			title: "It was not on the lock at its start",
			why:   "Its time began before the lock confirmed the code.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {askAgain, Retry}, {checkLock, ByHand}, {otherPIN, NewPIN}, {waitTrying, Wait}},
		},
		{
			code: "failed_to_update", severity: Serious, stops: changing, retries: model.Yes,
			title: "The change did not reach the lock",
			why:   "The lock still has the PIN, the name and the times from before the change.",
			steps: acts{
				{openDoor, UnlockNow},
				{"tell whom it concerns that the PIN and the times from before still hold", ByHand},
				{askAgain, Retry},
				{checkLock, ByHand},
				{makeAgain, Recreate},
				{waitTrying, Wait},
			},
		},
		{
			code: "failed_to_remove_from_device", severity: Serious, stops: removing, retries: model.Yes,
			title: "It could not be removed from the lock",
			why:   "The lock did not confirm that it erased the code, so the PIN may still open the door.",
			steps: acts{
				{"look in {app} whether the code is still there, and delete it there", ByHand},
				{"bring the lock online, so that Seam can erase the code", ByHand},
				{"ask for its removal again", DeleteCode},
				{waitTrying, Wait},
				{"if {app} no longer has the code, ask Seam's support, with the report", ByHand},
			},
		},
		{
			code: "failed_to_expire", severity: Serious, stops: removing, retries: model.Yes,
			title: "It is still on the lock after its end",
			why:   "Its time is over and the lock did not confirm that it erased the code, so the PIN may still open the door.",
			steps: acts{
				{"look in {app} whether the code is still there, and delete it there", ByHand},
				{"bring the lock online, so that Seam can erase the code", ByHand},
				{"ask for its removal", DeleteCode},
				{waitTrying, Wait},
			},
		},
	}
}

// codeRefusals are why a code is not on the lock, or not as it was asked for.
func codeRefusals() [7]entry {
	return [...]entry{
		{
			code: "duplicate_code_on_device", severity: Serious, stops: programming, retries: model.No,
			title: "The lock already has this PIN",
			why:   "Another code on the lock has the same PIN, or on some brands the same name, and the lock takes each once.",
			steps: acts{
				{giveBackup, PullBackup},
				{openDoor, UnlockNow},
				{otherPIN, NewPIN},
				{"look at the code that has it", ShowOther},
				{"let Seam manage the other code", AdoptOther},
				{"delete the other code", DeleteOther},
				{"look for the other code among those of the lock, and in {app}", ShowCodes},
			},
		},
		{
			code: "no_space_for_access_code_on_device", severity: Serious, lies: onLock, stops: adding, retries: model.Unknown,
			title: "The lock is full",
			why:   "Every place for a code is taken; codes that wait on the lock for their time count, and so do codes from outside Seam.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {chooseCodes, ShowCodes}, {"ask for it again once a place is free", Retry}},
		},
		{
			code: "conflicting_external_modification", severity: Serious, stops: restoring, retries: model.Yes,
			title: "It was changed outside Seam",
			why:   "Somebody or some other software changed the code on the lock, and Seam sets it again as it was asked for.",
			steps: acts{
				{giveBackup, PullBackup},
				{openDoor, UnlockNow},
				{"wait: Seam sets it again by itself", Wait},
				{"tell the owner that Seam undoes the change, and stop other software that changes codes", ByHand},
				{"let the change stand", AllowChange},
				{makeAgain, Recreate},
			},
		},
		{
			code: "access_code_inactive", severity: Serious, stops: typing, retries: model.No,
			title: "It is switched off on the lock",
			why:   "The code is on the lock and disabled there, which only {app} can undo.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {"ask the owner to enable the code in {app}", ByHand}, {makeAgain, Recreate}},
		},
		{
			code: "provider_issue", severity: Serious, stops: programming, retries: model.Unknown, anError: true,
			title: "The lock's maker reports trouble",
			why:   "{Maker} refused or lost what was asked for, and Seam's own sentence says why.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {"do what Seam's sentence says", ByHand}, {askAgain, Retry}, {lookAgain, Refresh}, {askSupport, ByHand}},
		},
		{
			code: "insufficient_permissions", severity: Serious, lies: onLock, stops: programming, retries: model.No,
			title: "The account lacks a right on this lock",
			why:   "The user of {account} may not manage codes here.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {"ask the owner of the home or site to make that user an administrator, or to set the PIN in {app}", ByHand}, {connect, Reconnect}},
		},
		{
			code: "code_constraints_violated", severity: Serious, stops: programming, retries: model.No,
			title: "The lock does not take such a PIN",
			why:   "The PIN breaks a rule of the lock: its length, a digit, or digits that are too easy to guess.",
			steps: acts{{giveBackup, PullBackup}, {openDoor, UnlockNow}, {"give it a PIN that the lock takes", NewPIN}, {"choose a PIN by the rules of the lock", ByHand}},
		},
	}
}
