package store

import (
	"math"
	"strings"
	"time"

	"seamdash/model"
)

// encodeLock writes a lock with its codes. Most of a snapshot is codes, and most of a code is its id, its name and
// zeros; words that many codes of a lock share are written once.
func encodeLock(e *encoder, l *model.Lock) {
	encodeDevice(e, &l.Device)
	e.bool(l.Loaded)
	encodeFault(e, l.Fault)
	many(e, l.Codes, func(e *encoder, c *model.AccessCode) { encodeCode(e, c, l.Device.ID) })
	many(e, l.Device.Frames, encodeFrame)
}

func decodeLock(d *decoder) *model.Lock {
	var device model.Device
	decodeDevice(d, &device)
	loaded := d.bool()
	fault := decodeFault(d)
	codes := listOf(d, func(d *decoder, c *model.AccessCode) { decodeCode(d, c, device.ID) })
	if !d.first || d.rest != "" { // in the first layout they stand there only if there are any
		device.Frames = listOf(d, decodeFrame)
	}
	if d.err != nil {
		return nil
	}
	return model.NewLock(device, codes, loaded, fault)
}

func encodeDevice(e *encoder, v *model.Device) {
	e.string(string(v.ID))
	e.word(string(v.AccountID))
	e.string(v.Name)
	for _, s := range []string{v.Type, v.Manufacturer, v.ModelName, v.TimeZone} {
		e.word(s)
	}
	e.time(v.CreatedAt)
	e.byte(byte(v.Online))
	e.byte(byte(v.Locked))
	e.bool(v.Managed)
	encodeBattery(e, v.Battery)
	encodeBattery(e, v.Keypad)
	can := v.Can
	for _, t := range []model.Tri{
		can.ProgramOnlineCodes, can.ProgramOfflineCodes, can.UnlockWithCode, can.RemotelyLock, can.RemotelyUnlock, can.BackupPool,
	} {
		e.byte(byte(t))
	}
	e.bool(can.AccessCodes)
	many(e, v.Rules.Lengths, func(e *encoder, n *int) { e.int(*n) })
	many(e, v.Rules.Constraints, func(e *encoder, c *model.Constraint) {
		e.word(c.Type)
		e.int(c.MinLength)
		e.int(c.MaxLength)
	})
	e.int(v.Slots)
	many(e, v.Problems, encodeProblem)
	e.word(v.Unreadable)
	e.word(v.Place)
	e.byte(byte(v.KeypadAttached))
}

func decodeDevice(d *decoder, v *model.Device) {
	v.ID = model.DeviceID(d.string())
	v.AccountID = model.AccountID(d.word())
	v.Name = d.string()
	for _, s := range []*string{&v.Type, &v.Manufacturer, &v.ModelName, &v.TimeZone} {
		*s = d.word()
	}
	v.CreatedAt = d.time()
	v.Online, v.Locked, v.Managed = model.Tri(d.byte()), model.Tri(d.byte()), d.bool()
	v.Battery, v.Keypad = decodeBattery(d), decodeBattery(d)
	can := &v.Can
	for _, t := range []*model.Tri{
		&can.ProgramOnlineCodes, &can.ProgramOfflineCodes, &can.UnlockWithCode, &can.RemotelyLock, &can.RemotelyUnlock, &can.BackupPool,
	} {
		*t = model.Tri(d.byte())
	}
	can.AccessCodes = d.bool()
	v.Rules.Lengths = listOf(d, func(d *decoder, n *int) { *n = d.int() })
	v.Rules.Constraints = listOf(d, func(d *decoder, c *model.Constraint) {
		c.Type, c.MinLength, c.MaxLength = d.word(), d.int(), d.int()
	})
	v.Slots = d.int()
	v.Problems = listOf(d, decodeProblem)
	v.Unreadable = d.word()
	if !d.first {
		v.Place, v.KeypadAttached = d.word(), model.Tri(d.byte())
	}
}

func encodeFrame(e *encoder, v *model.TimeFrame) {
	e.word(v.Name)
	e.bool(v.Offline)
	for _, l := range []model.Length{v.Min, v.Max} {
		e.int(l.Days)
		e.uint(uint64(l.Rest))
	}
	e.bool(v.SameTime)
	many(e, v.Hours, func(e *encoder, h *model.DayHours) {
		e.word(h.Name)
		e.uint(uint64(h.From))
		e.uint(uint64(h.Until))
	})
	e.word(v.Zone)
	e.bool(v.More)
}

func decodeFrame(d *decoder, v *model.TimeFrame) {
	v.Name, v.Offline = d.word(), d.bool()
	for _, l := range []*model.Length{&v.Min, &v.Max} {
		l.Days, l.Rest = d.int(), time.Duration(d.uint())
	}
	v.SameTime = d.bool()
	v.Hours = listOf(d, func(d *decoder, h *model.DayHours) {
		h.Name, h.From, h.Until = d.word(), time.Duration(d.uint()), time.Duration(d.uint())
	})
	v.Zone, v.More = d.word(), d.bool()
}

func encodeBattery(e *encoder, v model.Battery) {
	e.bool(v.Known)
	e.bool(v.Wired)
	e.uint(math.Float64bits(v.Level))
	e.word(v.Status)
}

func decodeBattery(d *decoder) model.Battery {
	return model.Battery{Known: d.bool(), Wired: d.bool(), Level: math.Float64frombits(d.uint()), Status: d.word()}
}

// The bits of a code's facts.
const (
	codeManaged = 1 << iota
	codeBackup
	codeBackupAvailable
	codeExternalChange
	codeOneTime
	codeOffline
	codeCannotBeManaged
	codeCannotBeDeleted
	codeElsewhere // its device id is not the lock's and follows
)

func codeBits(c *model.AccessCode, lock model.DeviceID) uint64 {
	bits := uint64(0)
	for i, on := range [...]bool{
		c.Managed, c.Backup.Is, c.Backup.Available, c.Traits.ExternalChangeAllowed, c.Traits.OneTime, c.Traits.Offline,
		c.Traits.CannotBeManaged, c.Traits.CannotBeDeleted, c.DeviceID != lock,
	} {
		if on {
			bits |= 1 << i
		}
	}
	return bits
}

func encodeCode(e *encoder, c *model.AccessCode, lock model.DeviceID) {
	bits := codeBits(c, lock)
	e.uint(bits)
	e.string(string(c.ID))
	if bits&codeElsewhere != 0 {
		e.word(string(c.DeviceID))
	}
	e.string(c.Name)
	e.string(c.PIN.Reveal())
	e.word(string(c.Type))
	e.word(string(c.Status))
	e.time(c.Window.From)
	e.time(c.Window.Until)
	e.time(c.CreatedAt)
	e.byte(byte(c.Preloaded)<<4 | byte(c.AwaitingPIN))
	e.word(string(c.Backup.Pulled))
	e.word(c.GroupKey)
	many(e, c.Pending, encodeMutation)
	many(e, c.Problems, encodeProblem)
	e.word(c.Unreadable)
}

func decodeCode(d *decoder, c *model.AccessCode, lock model.DeviceID) {
	bits := d.uint()
	c.ID, c.DeviceID = model.CodeID(d.string()), lock
	if bits&codeElsewhere != 0 {
		c.DeviceID = model.DeviceID(d.word())
	}
	c.Name = d.string()
	c.PIN = model.NewPIN(d.string())
	c.Type, c.Status = model.CodeType(d.word()), model.Status(d.word())
	c.Window = model.Window{From: d.time(), Until: d.time()}
	c.CreatedAt = d.time()
	tris := d.byte()
	c.Preloaded, c.AwaitingPIN = model.Tri(tris>>4), model.Tri(tris&15)
	c.Managed = bits&codeManaged != 0
	c.Backup = model.Backup{
		Is: bits&codeBackup != 0, Available: bits&codeBackupAvailable != 0, Pulled: model.CodeID(d.word()),
	}
	c.Traits = model.Traits{
		ExternalChangeAllowed: bits&codeExternalChange != 0, OneTime: bits&codeOneTime != 0, Offline: bits&codeOffline != 0,
		CannotBeManaged: bits&codeCannotBeManaged != 0, CannotBeDeleted: bits&codeCannotBeDeleted != 0,
	}
	c.GroupKey = d.word()
	c.Pending = listOf(d, decodeMutation)
	c.Problems = listOf(d, decodeProblem)
	c.Unreadable = d.word()
}

func encodeMutation(e *encoder, m *model.PendingMutation) {
	e.word(string(m.Code))
	e.word(m.Message)
	e.time(m.CreatedAt)
	e.time(m.ScheduledAt)
	for _, f := range []*model.CodeFacts{&m.From, &m.To} {
		e.string(f.Name)
		e.string(f.PIN.Reveal())
		e.time(f.Window.From)
		e.time(f.Window.Until)
	}
}

func decodeMutation(d *decoder, m *model.PendingMutation) {
	m.Code, m.Message = model.MutationCode(d.word()), d.word()
	m.CreatedAt, m.ScheduledAt = d.time(), d.time()
	for _, f := range []*model.CodeFacts{&m.From, &m.To} {
		f.Name, f.PIN = d.string(), model.NewPIN(d.string())
		f.Window = model.Window{From: d.time(), Until: d.time()}
	}
}

// encodeFault keeps what a person can read of a fault; its cause stays behind.
func encodeFault(e *encoder, f *model.Fault) {
	e.bool(f != nil)
	if f == nil {
		return
	}
	message := f.Message
	if message == "" && f.Err != nil {
		message = model.Clean(f.Err.Error())
	}
	for _, s := range []string{f.Op, f.Subject, message, f.Type, f.Hint, string(f.Request)} {
		e.word(s)
	}
	e.byte(byte(f.Kind))
	e.time(f.RetryAt)
}

func decodeFault(d *decoder) *model.Fault {
	if !d.bool() {
		return nil
	}
	f := &model.Fault{}
	for _, s := range []*string{&f.Op, &f.Subject, &f.Message, &f.Type, &f.Hint, (*string)(&f.Request)} {
		*s = strings.Clone(d.word())
	}
	f.Kind, f.RetryAt = model.Kind(d.byte()), d.time()
	return f
}
