package diagnose

import (
	"time"

	"seamdash/model"
	"seamdash/model/zone"
)

func storiesOfProgramming() []story {
	late := func() *scene { return well().status(model.StatusUnset).window(-hour, 5*hour) }
	setting := func(ago time.Duration) *scene {
		return well().status(model.StatusSetting).window(5*hour, 9*hour).pending(model.MutationCreating, ago)
	}
	timely := func(from time.Duration) *scene {
		return well().status(model.StatusUnset).window(from, from+5*hour).do(func(s *scene) { s.lock.Type = "smartthings_lock" })
	}
	return []story{
		{"an hour after its start", CauseLate, late(), blocks(Serious)},
		{"programmed, an hour after its start", CauseLate, late().status(model.StatusSetting), blocks(Serious)},
		{"ongoing, asked for an hour ago", CauseLate, late().do(func(s *scene) { s.code.Window = model.Window{} }).pending(model.MutationCreating, hour), blocks(Serious)},
		{"asked for a minute ago, for a window that was open", CauseLate, late().do(func(s *scene) { s.code.CreatedAt = s.ago(minute) }), nil},
		{"Seam says itself that it failed", CauseLate, late().onCode(failure(model.OriginCode, "failed_to_set_on_device")), nil},
		{"the lock is offline, which explains it", CauseLate, late().onLock(failure(model.OriginDevice, "device_disconnected")), nil},
		{"made outside Seam", CauseLate, late().do(func(s *scene) { s.code.Managed = false }), nil},
		{"known to the lock by itself", CauseLate, late().do(func(s *scene) { s.code.Traits.Offline = true }), nil},
		{"before its start", CauseLate, late().window(minute, hour), nil},
		{"at its start, within the brand's patience", CauseLate, late().window(-minute, hour), nil},
		{"over", CauseLate, late().window(-3*hour, -hour), nil},
		{"slow before its window", CauseSettingLong, setting(24 * minute), blocks(Warning)},
		{"slow just before its window", CauseSettingLong, setting(24*minute).window(30*minute, hour), blocks(Serious)},
		{"slow, and a change is under way", CauseSettingLong, well().status(model.StatusSetting).pending(model.MutationUpdatingName, 24*minute), nil},
		{"programmed for a minute", CauseSettingLong, setting(minute), nil},
		{"slow, and Seam says so", CauseSettingLong, setting(24 * minute).onCode(warning(model.OriginCode, "delay_in_setting_on_device")), nil},
		{"a lock that loads an hour ahead does not", CauseLoadLate, timely(40 * minute), blocks(Warning)},
		{"a quarter of an hour before", CauseLoadLate, timely(15 * minute), blocks(Serious)},
		{"Seam named a time that is past", CauseLoadLate, well().status(model.StatusUnset).window(60*hour, 70*hour).pending(model.MutationDeferringCreation, 9*hour, scheduled(well().ago(hour))), is(Warning, Uneasy)},
		{"not due to be loaded", CauseLoadLate, timely(2 * hour), nil},
		{"a lock that may load it any day", CauseLoadLate, well().status(model.StatusUnset).window(hour, 5*hour), nil},
		{"waits for its load time", CauseWaiting, timely(5 * hour), is(Note, Coming)},
		{"waits on the lock", CauseWaiting, well().status(model.StatusUnset).window(hour, 5*hour).do(func(s *scene) { s.code.Preloaded = model.Yes }), is(Note, Coming)},
		{"programmed as usual", CauseWaiting, setting(minute), is(Note, Coming)},
		{"ongoing, asked for a minute ago", CauseWaiting, well().status(model.StatusUnset).do(func(s *scene) { s.code.Window = model.Window{} }).pending(model.MutationCreating, minute), is(Note, Coming)},
		{"works", CauseWaiting, well(), nil},
		{"the status is unknown", CauseStatusUnknown, well().status(model.StatusUnknown), is(Warning, Unsure)},
		{"the status is a new word", CauseStatusUnknown, well().status("hibernating"), is(Warning, Unsure)},
		{"the account is lost, which explains it", CauseStatusUnknown, well().status(model.StatusUnknown).onAccount(failure(model.OriginAccount, "account_disconnected")), nil},
		{"the maker hands out the PIN later", CausePINPending, setting(minute).do(func(s *scene) { s.code.PIN, s.code.AwaitingPIN = model.PIN{}, model.Yes }), is(Note, Coming)},
		{"no PIN, and the window is open", CausePINPending, late().do(func(s *scene) { s.code.PIN, s.code.AwaitingPIN = model.PIN{}, model.Yes }), blocks(Serious)},
		{"an answer without sense", CauseUnreadable, well().do(func(s *scene) { s.code.Unreadable = "no status" }), is(Warning, Unsure)},
		{"a lock without sense", CauseUnreadable, well().do(func(s *scene) { s.lock.Unreadable = "no name" }), is(Warning, Uneasy)},
	}
}

func storiesOfChange() []story {
	changing := func(code model.MutationCode, ago time.Duration) *scene {
		return well().pending(code, ago, func(m *model.PendingMutation) {
			m.From = model.CodeFacts{Name: "Before", PIN: model.NewPIN("907183"), Window: model.Window{From: well().ago(9 * hour), Until: well().ago(-2 * hour)}}
		})
	}
	gone := func() *scene { return well().do(func(s *scene) { s.facts.Gone = true }) }
	return []story{
		{"another PIN, just now", CauseOldValues, changing(model.MutationUpdatingCode, minute), is(Note, Fine)},
		{"another PIN, for an hour", CauseOldValues, changing(model.MutationUpdatingCode, hour), &expected{Serious, true, true, Blocked}},
		{"another name, for an hour", CauseOldValues, changing(model.MutationUpdatingName, hour), is(Warning, Uneasy)},
		{"other times, for an hour, and both are open", CauseOldValues, changing(model.MutationUpdatingTimeFrame, hour), is(Warning, Uneasy)},
		{"other times, and the old ones still open the door", CauseOldValues, changing(model.MutationUpdatingTimeFrame, hour).window(5*hour, 9*hour), open()},
		{"not on the lock", CauseOldValues, changing(model.MutationUpdatingCode, hour).status(model.StatusUnset), nil},
		{"Seam says so", CauseOldValues, changing(model.MutationUpdatingCode, hour).onCode(failure(model.OriginCode, "failed_to_update")), nil},
		{"deleted in the app, before its time", CauseDeletedAway, well().status(model.StatusUnset).window(hour, 5*hour).event(eventTakenAway, hour), blocks(Serious)},
		{"deleted in the app, and Seam still calls it set", CauseDeletedAway, well().event(eventTakenAway, hour), blocks(Serious)},
		{"deleted in the app, and set again since", CauseDeletedAway, well().event(eventTakenAway, hour).event(eventSet, minute), nil},
		{"deleted in the app, and gone", CauseDeletedAway, gone().event(eventTakenAway, hour), blocks(Serious)},
		{"changed in the app", CauseChangedAway, well().event(eventChangedBy, hour), is(Warning, Uneasy)},
		{"changed in the app, days ago", CauseChangedAway, well().event(eventChangedBy, 50*hour), nil},
		{"changed in the app, and Seam complains", CauseChangedAway, well().event(eventChangedBy, hour).onCode(failure(model.OriginCode, "conflicting_external_modification")), nil},
		{"vanished", CauseGone, gone(), blocks(Serious)},
		{"deleted by us", CauseGone, gone().do(func(s *scene) {
			s.facts.Writes = []model.Write{{At: s.ago(hour), Code: s.code.ID, Action: "delete code", Outcome: model.Accepted}}
		}), is(Note, Fine)},
		{"vanished after its end", CauseGone, gone().window(-5*hour, -hour), nil},
		{"unmanaged, and this program asked for it", CauseTakenOver, well().do(func(s *scene) {
			s.code.Managed = false
			s.facts.Followed = []model.Tracked{{Action: model.ActionCreate, Code: s.code.ID, AskedAt: s.ago(hour)}}
		}), is(Warning, Uneasy)},
		{"unmanaged, and Seam had set it", CauseTakenOver, well().event(eventSet, hour).do(func(s *scene) { s.code.Managed = false }), is(Warning, Uneasy)},
		{"unmanaged from the first", CauseTakenOver, well().do(func(s *scene) { s.code.Managed = false }), nil},
		{"made outside Seam", CauseForeign, well().do(func(s *scene) { s.code.Managed = false }), is(Note, Fine)},
		{"Seam's own", CauseForeign, well(), nil},
	}
}

func storiesOfTheEnd() []story {
	over := func() *scene { return well().window(-5*hour, -hour) }
	return []story{
		{"removal for an hour", CauseRemovingLong, well().status(model.StatusRemoving).pending(model.MutationDeleting, hour), open()},
		{"removal for an hour after the end", CauseRemovingLong, over().status(model.StatusRemoving), open()},
		{"removal for a minute", CauseRemovingLong, well().status(model.StatusRemoving).pending(model.MutationDeleting, minute), nil},
		{"removal fails, and Seam says so", CauseRemovingLong, over().status(model.StatusRemoving).onCode(failure(model.OriginCode, "failed_to_remove_from_device")), nil},
		{"on the lock after its end", CauseLingers, over(), open()},
		{"used after its end", CauseLingers, over().status(model.StatusUnset).event(eventUnlocked, minute), open()},
		{"on the lock a minute after its end", CauseLingers, over().window(-5*hour, -minute), nil},
		{"over and off", CauseOver, over().status(model.StatusUnset), is(Note, Fine)},
		{"over and dropped by Seam", CauseOver, over().do(func(s *scene) { s.facts.Gone = true }), is(Note, Fine)},
		{"not over", CauseOver, well(), nil},
		{"set without a word", CauseSilentSet, well().since(99 * hour), is(Note, Fine)},
		{"unknown without a word", CauseSilentSet, well().status(model.StatusUnknown).since(99 * hour), is(Warning, Unsure)},
		{"set, and said", CauseSilentSet, well().since(99*hour).event(eventSet, hour), nil},
		{"set two days ago, and Seam may have forgotten", CauseSilentSet, well().since(99*hour).window(-40*hour, 5*hour), nil},
		{"set two days ago, and older events are there", CauseSilentSet, well().since(99*hour).window(-40*hour, 5*hour).event("lock.locked", 60*hour, ofNoCode), is(Note, Fine)},
		{"set, and the events do not reach back", CauseSilentSet, well().since(30 * minute), nil},
		{"set, and due a minute ago", CauseSilentSet, well().since(99*hour).window(-minute, hour), nil},
		{"off the lock without a word", CauseSilentRemoved, over().status(model.StatusUnset).since(99*hour).event(eventSet, 4*hour), is(Note, Fine)},
		{"off the lock, and said", CauseSilentRemoved, over().status(model.StatusUnset).since(99*hour).event(eventSet, 4*hour).event(model.EventCodeRemoved, hour), nil},
		{"never on the lock", CauseSilentRemoved, over().status(model.StatusUnset).since(99 * hour), nil},
	}
}

func storiesOfTheLock() []story {
	waits := func(from time.Duration) *scene { return well().status(model.StatusUnset).window(from, from+hour) }
	off := func(s *scene) { s.lock.Online = model.No }
	low := func(s *scene) { s.lock.Battery = model.Battery{Known: true, Level: 0.11} }
	other := func(change func(*model.AccessCode)) func(*scene) {
		return func(s *scene) { change(&s.facts.Lock.Codes[1]) }
	}
	twin := other(func(c *model.AccessCode) { c.PIN = model.NewPIN("4821") })
	return []story{
		{"offline, and the code works", CauseOffline, well().do(off), is(Warning, Uneasy)},
		{"offline, and the window is far", CauseOffline, waits(200 * hour).do(off), is(Warning, Uneasy)},
		{"offline, and Seam says so", CauseOffline, well().do(off).onLock(failure(model.OriginDevice, "device_disconnected")), nil},
		{"online", CauseOffline, well(), nil},
		{"offline, and the window is near", CauseOfflineSoon, waits(20 * hour).do(off), blocks(Serious)},
		{"offline, and it is loaded", CauseOfflineSoon, waits(20 * hour).do(off).do(func(s *scene) { s.code.Preloaded = model.Yes }), nil},
		{"offline, near, and Seam says so", CauseOfflineSoon, waits(20 * hour).do(off).onLock(failure(model.OriginDevice, "hub_disconnected")), nil},
		{"a low battery", CauseLowBattery, waits(20 * hour).do(low), is(Warning, Uneasy)},
		{"a battery that its maker calls critical", CauseLowBattery, well().do(func(s *scene) { s.lock.Battery.Status = "critical" }), is(Serious, Uneasy)},
		{"mains power", CauseLowBattery, well().do(low).do(func(s *scene) { s.lock.Battery.Wired = true }), nil},
		{"a low keypad", CauseLowKeypad, well().do(func(s *scene) { s.lock.Keypad = model.Battery{Known: true, Level: 0.1} }), is(Warning, Uneasy)},
		{"no keypad", CauseNoKeypad, well().do(func(s *scene) { s.lock.KeypadAttached = model.No }), blocks(Serious)},
		{"no keypad beside that of the lock", CauseNoKeypad, well().do(func(s *scene) { s.lock.KeypadAttached, s.lock.Can.UnlockWithCode = model.No, model.Yes }), nil},
		{"cannot be programmed", CauseCannot, waits(20 * hour).do(func(s *scene) { s.lock.Can.ProgramOnlineCodes = model.No }), blocks(Serious)},
		{"cannot be programmed, and need not be", CauseCannot, well().do(func(s *scene) { s.lock.Can.ProgramOnlineCodes = model.No }), nil},
		{"no place", CauseFull, waits(-minute).do(func(s *scene) { s.lock.Slots = 1 }), blocks(Serious)},
		{"no place, and it has one", CauseFull, well().do(func(s *scene) { s.lock.Slots = 2 }), nil},
		{"no place tomorrow", CauseFullSoon, waits(90 * hour).do(func(s *scene) { s.lock.Slots = 1 }), is(Warning, Uneasy)},
		{"a place tomorrow", CauseFullSoon, waits(90 * hour).do(func(s *scene) { s.lock.Slots = 2 }), nil},
		{"the PIN of a code on the lock", CauseSamePIN, waits(20 * hour).do(twin), blocks(Serious)},
		{"the PIN of a code that waits", CauseSamePIN, well().do(twin).do(other(func(c *model.AccessCode) { c.Status = model.StatusUnset })), is(Note, Fine)},
		{"the PIN of another, and Seam says so", CauseSamePIN, waits(20 * hour).do(twin).onCode(failure(model.OriginCode, "duplicate_code_on_device")), nil},
		{"the name of another", CauseSameName, waits(20 * hour).do(other(func(c *model.AccessCode) { c.Name = "Guest" })).do(func(s *scene) {
			s.lock.Rules.Constraints = []model.Constraint{{Type: "name_must_be_unique"}}
		}), blocks(Serious)},
		{"the name of another, where that is all right", CauseSameName, waits(20 * hour).do(other(func(c *model.AccessCode) { c.Name = "Guest" })), nil},
	}
}

func storiesOfTheRest() []story {
	nowhere := func(s *scene) { s.lock.TimeZone = "" }
	lisbon, _ := zone.Lookup("Europe/Lisbon")
	spring := func(s *scene) { // eight days before clocks change
		s.facts.Now, s.facts.Zone = time.Date(2027, 3, 20, 12, 0, 0, 0, time.UTC), lisbon
	}
	feed := func(f model.FeedState) *scene { return well().do(func(s *scene) { s.facts.Feed = f }) }
	limited := &model.Fault{Op: "list events", Kind: model.KindRateLimited, RetryAt: well().ago(-minute)}
	return []story{
		{"no zone, and a window", CauseNoZone, well().do(nowhere), is(Warning, Uneasy)},
		{"no zone, on a brand that wants one", CauseNoZone, well().status(model.StatusUnset).window(hour, 5*hour).do(nowhere).do(func(s *scene) { s.lock.Type = "ultraloq_lock" }), blocks(Serious)},
		{"no zone, and no window", CauseNoZone, well().do(nowhere).do(func(s *scene) { s.code.Window = model.Window{} }), nil},
		{"no zone, and Seam says so", CauseNoZone, well().do(nowhere).onLock(warning(model.OriginDevice, "time_zone_unknown")), nil},
		{"clocks change, Schlage", CauseClockChange, well().do(nowhere).do(spring).do(func(s *scene) { s.lock.Type = "schlage_lock" }).window(7*24*hour, 9*24*hour), is(Warning, Uneasy)},
		{"clocks change the day after", CauseClockChange, well().do(nowhere).do(spring).window(7*24*hour, 8*24*hour), is(Note, Uneasy)},
		{"clocks change three days after", CauseClockChange, well().do(nowhere).do(spring).window(5*24*hour, 6*24*hour-hour), nil},
		{"clocks change, and the zone is known", CauseClockChange, well().do(spring).window(7*24*hour, 9*24*hour), nil},
		{"too many calls", CauseRateLimited, feed(model.FeedState{Connection: model.Retrying, AsOf: well().ago(minute), Fault: limited}), is(Note, Fine)},
		{"too many calls for long", CauseRateLimited, feed(model.FeedState{Connection: model.Retrying, AsOf: well().ago(hour), Fault: limited}), is(Warning, Uneasy)},
		{"Seam is silent", CauseStale, feed(model.FeedState{Connection: model.Retrying, AsOf: well().ago(hour)}), is(Warning, Uneasy)},
		{"frozen", CauseStale, feed(model.FeedState{Connection: model.Frozen, AsOf: well().ago(minute)}), is(Note, Fine)},
		{"too many calls is no silence", CauseStale, feed(model.FeedState{Connection: model.Retrying, AsOf: well().ago(hour), Fault: limited}), nil},
		{"a lock of an earlier run", CauseStale, well().do(func(s *scene) { s.facts.Lock.Old = true }), is(Warning, Uneasy)},
		{"live", CauseStale, well(), nil},
		{"not connected yet", CauseStale, feed(model.FeedState{}), nil},
		{"somebody mistyped", CauseWrongPIN, well().event(eventRefused, 3*minute, ofNoCode, forReason("unknown_code")), is(Note, Fine)},
		{"this code was refused", CauseWrongPIN, well().event(eventRefused, 3*minute, forReason("expired_code")), is(Warning, Uneasy)},
		{"the keypad has had enough", CauseWrongPIN, well().event(eventRefused, 3*minute, ofNoCode, forReason("too_many_attempts")), is(Warning, Uneasy)},
		{"refused this morning", CauseWrongPIN, well().event(eventRefused, 3*hour, ofNoCode), nil},
		{"another code was refused", CauseWrongPIN, well().event(eventRefused, minute, func(e *model.Event) { e.CodeID = "other" }), nil},
		{"opened the door", CauseUsed, well().event(eventUnlocked, 2*hour), is(Note, Fine)},
		{"another code opened the door", CauseUsed, well().event(eventUnlocked, 2*hour, func(e *model.Event) { e.CodeID = "other" }), nil},
		{"opened the door in the future", CauseUsed, well().event(eventUnlocked, -2*hour), nil},
		{"set, and could not be set", CauseContradiction, well().onCode(failure(model.OriginCode, "failed_to_set_on_device")), is(Warning, Unsure)},
		{"online, and disconnected", CauseContradiction, well().onLock(failure(model.OriginDevice, "device_disconnected")), is(Note, Uneasy)},
		{"ends before it begins", CauseContradiction, well().status(model.StatusUnset).window(5*hour, 2*hour), blocks(Warning)},
		{"of one mind", CauseContradiction, well(), nil},
	}
}
