package store

import "seamdash/model"

// encodeDraft writes what a code was asked to be.
func encodeDraft(e *encoder, c *model.CodeDraft) {
	e.string(string(c.DeviceID))
	e.string(c.Name)
	e.string(c.PIN.Reveal())
	e.time(c.Window.From)
	e.time(c.Window.Until)
	e.int(c.PINLength)
	e.byte(byte(c.NativeScheduling))
	e.bool(c.BackupPool)
	e.bool(c.ExternalChangeAllowed)
	e.string(c.GroupKey)
	e.bool(c.Offline)
	e.bool(c.OneTime)
	e.bool(c.DayRounding)
}

func decodeDraft(d *decoder, c *model.CodeDraft) {
	c.DeviceID = model.DeviceID(d.string())
	c.Name = d.string()
	c.PIN = model.NewPIN(d.string())
	c.Window = model.Window{From: d.time(), Until: d.time()}
	c.PINLength = d.int()
	c.NativeScheduling = model.Tri(d.byte())
	c.BackupPool = d.bool()
	c.ExternalChangeAllowed = d.bool()
	c.GroupKey = d.string()
	c.Offline = d.bool()
	c.OneTime = d.bool()
	c.DayRounding = d.bool()
}
