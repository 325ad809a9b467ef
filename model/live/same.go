package live

import (
	"slices"

	"seamdash/model"
)

// What is the same must stay the same *Lock, so that a screen draws nothing again; what differs in any field must
// not be taken for the same. A test changes every field in turn.

func sameDevice(a, b *model.Device) bool {
	return plainDevice(a) == plainDevice(b) && a.CreatedAt.Equal(b.CreatedAt) &&
		slices.Equal(a.Rules.Lengths, b.Rules.Lengths) && slices.Equal(a.Rules.Constraints, b.Rules.Constraints) &&
		slices.EqualFunc(a.Frames, b.Frames, model.TimeFrame.Equal) && sameProblems(a.Problems, b.Problems)
}

// deviceFacts is what == can compare of a device.
type deviceFacts struct {
	id                           model.DeviceID
	account                      model.AccountID
	name, kind, maker, modelName string
	zone, place, unreadable      string
	keypadAttached               model.Tri
	online, locked               model.Tri
	managed                      bool
	battery, keypad              model.Battery
	can                          model.Capabilities
	slots                        int
	limits                       *model.Limits
}

func plainDevice(d *model.Device) deviceFacts {
	return deviceFacts{
		id: d.ID, account: d.AccountID, name: d.Name, kind: d.Type, maker: d.Manufacturer, modelName: d.ModelName,
		zone: d.TimeZone, place: d.Place, keypadAttached: d.KeypadAttached, unreadable: d.Unreadable, online: d.Online, locked: d.Locked, managed: d.Managed,
		battery: d.Battery, keypad: d.Keypad, can: d.Can, slots: d.Slots, limits: d.Limits,
	}
}

func sameCode(a, b *model.AccessCode) bool {
	return plainCode(a) == plainCode(b) && a.PIN.Equal(b.PIN) && a.Window.Equal(b.Window) &&
		a.CreatedAt.Equal(b.CreatedAt) && slices.EqualFunc(a.Pending, b.Pending, sameMutation) &&
		sameProblems(a.Problems, b.Problems)
}

// codeFacts is what == can compare of an access code.
type codeFacts struct {
	id                         model.CodeID
	device                     model.DeviceID
	name, groupKey, unreadable string
	kind                       model.CodeType
	status                     model.Status
	managed                    bool
	preloaded, awaitingPIN     model.Tri
	backup                     model.Backup
	traits                     model.Traits
}

func plainCode(c *model.AccessCode) codeFacts {
	return codeFacts{
		id: c.ID, device: c.DeviceID, name: c.Name, groupKey: c.GroupKey, unreadable: c.Unreadable, kind: c.Type,
		status: c.Status, managed: c.Managed, preloaded: c.Preloaded, awaitingPIN: c.AwaitingPIN, backup: c.Backup,
		traits: c.Traits,
	}
}

func sameMutation(a, b model.PendingMutation) bool {
	return a.Code == b.Code && a.Message == b.Message && a.CreatedAt.Equal(b.CreatedAt) &&
		a.ScheduledAt.Equal(b.ScheduledAt) && sameFacts(a.From, b.From) && sameFacts(a.To, b.To)
}

func sameFacts(a, b model.CodeFacts) bool {
	return a.Name == b.Name && a.PIN.Equal(b.PIN) && a.Window.Equal(b.Window)
}

func sameProblems(a, b []model.Problem) bool { return slices.EqualFunc(a, b, model.Problem.Equal) }
