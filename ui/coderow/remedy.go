package coderow

import (
	"slices"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// Barred is why nothing can be changed here: codes, and bolts. Each is "" where it can.
type Barred struct{ Codes, Bolts string }

// A RemedyAt is where a remedy of a finding is to be done.
type RemedyAt struct {
	// Picture is the newest, or nil where there is none. Lock and Code are as it has them; a nil Lock has left it, and Code is nil
	// where the finding is about the lock.
	Picture *model.Snapshot
	Lock    *model.Lock
	Code    *model.AccessCode
	// Gone says that the code has left the picture, and Code is as it was seen last.
	Gone bool
	// Reader is whoever looks at the lock's times now.
	Reader model.Reader
	Barred Barred
	Owned  Owned
}

// A remedy gives what does it, or why it cannot be done now.
type remedy func(at *RemedyAt, step *diagnose.Step) (nav.Intent, string)

// Remedy is what does a step of a finding: most often the question that comes before, or a form. When why is not "", it cannot be
// done at present. A step that only a person can do has neither. It is cheap enough for every frame.
func Remedy(step diagnose.Step, at RemedyAt) (intent nav.Intent, why string) {
	does := remedies()[step.Do]
	switch {
	case step.Do == diagnose.ByHand:
		return nil, ""
	case does == nil:
		return nil, "this program does not know how"
	case at.Lock == nil:
		return nil, "the lock is gone from this workspace"
	}
	intent, why = does(&at, &step)
	if why != "" {
		return nil, why
	}
	return intent, ""
}

// RemedyKey is the id of the action that does the same as a remedy where one is under a key, or "".
func RemedyKey(r diagnose.Remedy) string {
	return map[diagnose.Remedy]string{
		diagnose.Retry: "retry", diagnose.Recreate: "recreate", diagnose.NewPIN: "new-pin", diagnose.EditWindow: "edit", diagnose.Extend: "extend",
		diagnose.PullBackup: "backup", diagnose.AllowChange: "allow-changes", diagnose.AdoptCode: "adopt", diagnose.TakeOver: "adopt",
		diagnose.DeleteCode: "delete", diagnose.ReportZone: "report-zone", diagnose.UnlockNow: "unlock", diagnose.Refresh: "refresh",
	}[r]
}

func remedies() map[diagnose.Remedy]remedy {
	deed := func(d nav.Deed) remedy {
		return func(at *RemedyAt, _ *diagnose.Step) (nav.Intent, string) { return at.deed(d) }
	}
	return map[diagnose.Remedy]remedy{
		diagnose.Retry: deed(nav.Retry), diagnose.Recreate: (*RemedyAt).recreate, diagnose.NewPIN: deed(nav.NewPIN),
		diagnose.Extend: deed(nav.Extend), diagnose.PullBackup: deed(nav.PullBackup), diagnose.AllowChange: deed(nav.AllowChange),
		diagnose.AdoptCode: deed(nav.Adopt), diagnose.DeleteCode: deed(nav.Delete), diagnose.TakeOver: (*RemedyAt).takeOver,
		diagnose.EditWindow: (*RemedyAt).editWindow, diagnose.Wait: (*RemedyAt).wait, diagnose.Refresh: (*RemedyAt).refresh,
		diagnose.AdoptOther: (*RemedyAt).adoptOther, diagnose.DeleteOther: (*RemedyAt).deleteOther, diagnose.ShowOther: (*RemedyAt).showOther,
		diagnose.UnlockNow: (*RemedyAt).unlock, diagnose.ShowCodes: (*RemedyAt).showCodes, diagnose.Reconnect: (*RemedyAt).reconnect,
		diagnose.ReportZone: (*RemedyAt).reportZone,
	}
}

// deed is the question before a deed to the code.
func (at *RemedyAt) deed(deed nav.Deed) (nav.Intent, string) {
	if why := at.unsuited(); why != "" {
		return nil, why
	}
	return at.ask(deed, at.Code)
}

// unsuited says why nothing can be changed about the code, whatever it is.
func (at *RemedyAt) unsuited() string {
	switch {
	case at.Code == nil:
		return "this is done to a code; choose one first"
	case at.Gone:
		return "the code is gone from Seam"
	default:
		return at.Barred.Codes
	}
}

// ask is the question before a deed to a code of the lock.
func (at *RemedyAt) ask(deed nav.Deed, code *model.AccessCode) (nav.Intent, string) {
	if why := cannot(deed, at.Lock, code, at.Reader.Now); why != "" {
		return nil, why
	}
	for _, row := range deeds() {
		if row.deed == deed {
			owner, owned := at.Owned.Owner(code)
			return warned(row.ask(at.Lock, code, at.Reader), deed, owner, owned), ""
		}
	}
	return nil, "this program does not know how"
}

// recreate is [nav.Recreate], or for a code that is gone from Seam already [nav.MakeAgain].
func (at *RemedyAt) recreate(_ *diagnose.Step) (nav.Intent, string) {
	if at.Code == nil || !at.Gone {
		return at.deed(nav.Recreate)
	}
	switch why := cannotRecreate(at.Lock, at.Code, at.Reader.Now); {
	case at.Barred.Codes != "":
		return nil, at.Barred.Codes
	case why != "":
		return nil, why
	default:
		owner, owned := at.Owned.Owner(at.Code)
		return warned(askMakeAgain(at.Lock, at.Code, at.Reader), nav.MakeAgain, owner, owned), ""
	}
}

// takeOver is [nav.Adopt] by force: without it Seam leaves a code with the workspace that has it.
func (at *RemedyAt) takeOver(_ *diagnose.Step) (nav.Intent, string) {
	if why := at.unsuited(); why != "" {
		return nil, why
	}
	if why := cannot(nav.Adopt, at.Lock, at.Code, at.Reader.Now); why != "" && !transferred(at.Code) {
		return nil, why
	}
	return ByForce(task(nav.Adopt, at.Lock, at.Code), about(at.Lock, at.Code, at.Reader)), ""
}

// transferred says that another workspace took a code over although Seam still lists it as ours.
func transferred(c *model.AccessCode) bool {
	return c.Managed && slices.ContainsFunc(c.Problems, func(p model.Problem) bool { return p.Code == "management_transferred" })
}

func (at *RemedyAt) editWindow(_ *diagnose.Step) (nav.Intent, string) {
	if why := at.unsuited(); why != "" {
		return nil, why
	}
	if why := unchangeable(at.Lock, at.Code, at.Reader.Now); why != "" {
		return nil, why
	}
	owner, owned := at.Owned.Owner(at.Code)
	return aloneOf(at.Code, owner, owned, nav.EditCode{Of: nav.CodeOf{Lock: at.Lock.Device.ID, Code: at.Code.ID}}), ""
}

func (at *RemedyAt) unlock(_ *diagnose.Step) (nav.Intent, string) {
	if why := CannotTurn(at.Lock, true, at.Barred.Bolts); why != "" {
		return nil, why
	}
	return AskTurn(at.Lock, true), ""
}

func (at *RemedyAt) reportZone(_ *diagnose.Step) (nav.Intent, string) {
	if why := cannotReportZone(at.Lock, at.Barred.Codes); why != "" {
		return nil, why
	}
	return nav.AskZone{Lock: at.Lock.Device.ID}, ""
}

// showCodes goes to the codes of the lock: to the first that nobody needs any more, where there is one.
func (at *RemedyAt) showCodes(_ *diagnose.Step) (nav.Intent, string) {
	to := nav.Jump{Lock: at.Lock.Device.ID}
	codes := at.Lock.Codes
	switch over := slices.IndexFunc(codes, func(c model.AccessCode) bool { return c.Window.Ended(at.Reader.Now) }); {
	case over >= 0:
		to.Code = codes[over].ID
	case len(codes) > 0:
		to.Code = codes[0].ID
	}
	return to, ""
}

func (at *RemedyAt) refresh(_ *diagnose.Step) (nav.Intent, string) {
	if at.Picture != nil && at.Picture.Feed.Connection == model.Frozen {
		return nil, "the updates are frozen; " + action.KeyOf("freeze") + " lets them run again"
	}
	return nav.Refresh{}, ""
}

// wait says until when, as far as anybody can tell.
func (at *RemedyAt) wait(_ *diagnose.Step) (nav.Intent, string) {
	return nav.Say{Text: "nothing to do for now: " + at.next()}, ""
}

// next is what comes by itself.
func (at *RemedyAt) next() string {
	const anyTime = "Seam goes on by itself, and what happens shows up here"
	switch {
	case at.Lock.Device.Online == model.No:
		return "Seam goes on by itself once the lock answers"
	case at.Code == nil || at.Gone:
		return anyTime
	}
	now := at.Reader.Now
	when := func(text string) string { return text + " " + zoneLabel(at.Lock, at.Reader) }
	switch coming := at.Code.Outlook(at.Lock.Device.Habit(), now); {
	case coming.At.After(now):
		return when(Name(at.Code) + " " + coming.Change.String() + " about " + model.When(coming.At, now, at.Reader.Zone))
	case coming.Patience.After(now):
		return when("Seam goes on by itself; look again at " + model.When(coming.Patience, now, at.Reader.Zone))
	default:
		return anyTime
	}
}
