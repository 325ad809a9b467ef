package coderow

import (
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A Writer is a [List] from which codes can be made and changed.
type Writer interface {
	List
	Marker
	// UnderLock is the lock under the cursor, or that of the code there; when there is none, why says so.
	UnderLock() (lock *model.Lock, why string)
}

// FormActions are the rows that open the forms.
func FormActions[S Writer]() action.Catalogue[S] {
	const group = "Changes"
	return action.Catalogue[S]{
		{ID: "create", Key: action.Keys("n", "n"), Label: "new", Explain: "make a code on the lock, or on the locks of all marked codes", Group: group, Blocked: cannotCreate[S], Intent: createOn[S]},
		{ID: "edit", Key: action.Keys("e", "e"), Label: "edit", Explain: "change the name, the PIN or the times of the code, or the times of all marked codes", Group: group, Blocked: cannotEdit[S], Intent: editIt[S]},
		{ID: "convert", Key: action.Keys("c", "c"), Label: "convert", Explain: "give the code, or all marked codes, a start and an end, or let them work always", Group: group, Blocked: cannotEdit[S], Intent: convertIt[S]},
		{ID: "recur", Key: action.Keys("R", "R"), Label: "recurring", Explain: "make a rule that begins as the code: its name, its lock, its PIN, its window", Group: group, Blocked: cannotRecur[S], Intent: recurIt[S]},
		{ID: "report-zone", Key: action.Keys("Z", "Z"), Explain: "tell Seam in which time zone the lock is, after a question", Group: group, Blocked: cannotAskZone[S], Intent: askZone[S]},
	}
}

func cannotCreate[S Writer](list S) string {
	if why := list.Barred(); why != "" || anyMarked(list) {
		return why
	}
	lock, why := list.UnderLock()
	switch {
	case why != "":
		return why
	case lock.Old:
		return "the lock has not been read since the program began"
	case lock.Device.Unreadable == "" && !lock.Device.Can.HasCodes():
		return "this device has no codes"
	default:
		return ""
	}
}

func createOn[S Writer](list S) nav.Intent {
	var locks []model.DeviceID
	for _, item := range markedIn(list) {
		if id := item.Lock.Device.ID; len(locks) == 0 || locks[len(locks)-1] != id {
			locks = append(locks, id)
		}
	}
	if len(locks) > 0 {
		return nav.CreateCode{Locks: locks}
	}
	lock, why := list.UnderLock()
	if why != "" {
		return nav.Refuse{Reason: why} // what was marked is gone
	}
	return nav.CreateCode{Locks: []model.DeviceID{lock.Device.ID}}
}

func cannotEdit[S Writer](list S) string {
	if anyMarked(list) {
		return list.Barred()
	}
	lock, code, why := list.Code()
	if why != "" {
		return why
	}
	if why := list.Barred(); why != "" {
		return why
	}
	return unchangeable(lock, code, list.Reader(lock).Now)
}

// unchangeable says why Seam would take no change of a code at now, or "".
func unchangeable(l *model.Lock, c *model.AccessCode, now time.Time) string {
	switch {
	case l.Old:
		return "the lock has not been read since the program began"
	case c.Unreadable != "":
		return "Seam's answer about this code could not be read"
	case !c.Managed:
		return "it was made outside Seam; " + action.KeyOf("adopt") + " lets Seam manage it"
	case c.Backup.Is:
		return "it is a backup code, which Seam keeps by itself"
	default:
		return cannotChange(l, c, now)
	}
}

func editIt[S Writer](list S) nav.Intent {
	if items := markedIn(list); len(items) > 0 {
		window := setWindow()
		return askMany(&window, items, list)
	}
	lock, code, _ := list.Code()
	return alone(list, code, nav.EditCode{Of: nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}})
}

func convertIt[S Writer](list S) nav.Intent {
	if items := markedIn(list); len(items) > 0 {
		always, window := makeOngoing(), setWindow()
		return nav.Ask{
			Title: "Convert " + codesInWords(len(items)) + "?",
			Choices: []nav.Choice{
				{Key: "a", Label: "let all of them work always", Intent: askMany(&always, items, list)},
				{Key: "w", Label: "give all of them one window", Intent: askMany(&window, items, list)},
			},
		}
	}
	lock, code, why := list.Code()
	if why != "" {
		return nav.Refuse{Reason: why} // what was marked is gone
	}
	return alone(list, code, nav.ConvertCode{Of: nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}})
}

// cannotRecur says why no rule can begin as the code.
func cannotRecur[S Writer](list S) string {
	_, code, why := list.Code()
	switch {
	case anyMarked(list):
		return "a rule begins as one code, and several are marked"
	case why != "":
		return why
	case code.Unreadable != "":
		return "Seam's answer about this code could not be read"
	case code.Backup.Is:
		return "it is a backup code, which Seam keeps by itself"
	default:
		return ""
	}
}

func cannotAskZone[S Writer](list S) string {
	lock, why := list.UnderLock()
	if why != "" {
		return why
	}
	return cannotReportZone(lock, list.Barred())
}

// cannotReportZone says why Seam cannot be told where a lock is, or "". Barred is why nothing can be changed here, or "".
func cannotReportZone(lock *model.Lock, barred string) string {
	switch {
	case barred != "":
		return barred
	case lock.Old:
		return "the lock has not been read since the program began"
	case !lock.Device.TakesTimeZone():
		return "Seam has the zone of such a lock from its maker: set it in the maker's app"
	default:
		return ""
	}
}

func askZone[S Writer](list S) nav.Intent {
	lock, _ := list.UnderLock()
	return nav.AskZone{Lock: lock.Device.ID}
}

func recurIt[S Writer](list S) nav.Intent {
	lock, code, _ := list.Code()
	return nav.RecurCode{Of: nav.CodeOf{Lock: lock.Device.ID, Code: code.ID}}
}
