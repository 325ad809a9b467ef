package live

import (
	"strings"
	"time"

	"seamdash/model"
)

// note turns an event into what must be read again. What an event says about an object is never believed: events
// come late, twice and out of order, and the object itself is always younger.
func (k *keeper) note(ev *model.Event) {
	about, _, _ := strings.Cut(string(ev.Type), ".")
	switch about {
	case "connected_account":
		k.todo.all = true // its locks may be there for the first time, or sick, or gone
		k.todo.accounts = true
	case "device":
		delete(k.pic.strangers, ev.DeviceID)
		k.wantDevice(ev.DeviceID)
	case "access_code":
		k.noteCode(ev)
		return
	default:
		k.wantDevice(ev.DeviceID)
	}
	k.wantCode(ev.CodeID, ev.DeviceID)
}

// noteCode is note for the events of access codes, which say nothing about the lock itself.
func (k *keeper) noteCode(ev *model.Event) {
	l, known := k.pic.locks[ev.DeviceID]
	if entry, met := k.pic.codes[ev.CodeID]; met {
		l, known = entry.home, true
	}
	unmanaged := strings.HasPrefix(string(ev.Type), "access_code.unmanaged.")
	if known && (unmanaged || ev.CodeID == "") {
		k.todo.list(l)
	}
	if !unmanaged {
		k.wantCode(ev.CodeID, ev.DeviceID)
	}
}

func (k *keeper) wantDevice(id model.DeviceID) {
	if _, stranger := k.pic.strangers[id]; id != "" && !stranger {
		k.todo.devices[id] = struct{}{}
	}
}

func (k *keeper) wantCode(id model.CodeID, device model.DeviceID) {
	if id != "" {
		k.todo.codes[id] = device
	}
}

// wantCodesOf re-reads every code of a lock, together with those of other locks where they can be asked for by id.
func (k *keeper) wantCodesOf(l *lock) {
	for i := range l.codes {
		c := &l.codes[i]
		if !c.Managed {
			k.todo.list(l)
			continue
		}
		k.todo.codes[c.ID] = l.device.ID
	}
}

// join adds to the tick's re-reads what is expected to change: everything of it on screen, the rest in the order in
// which it is due, as far as one round of questions carries.
func (k *keeper) join() {
	if k.desk.someCodes.busy > 0 {
		return // the last round is not back yet
	}
	k.onScreen(func(entry *code, c *model.AccessCode) bool {
		if moving(c, k.now) || restless(c, time.UnixMilli(entry.since), k.now) {
			k.expect(entry, c)
		}
		return true
	})
	for range k.cfg.Batch * k.cfg.Parallel {
		entry, ok := k.pic.watch.pop(k.now)
		if !ok {
			return
		}
		k.expect(entry, &entry.home.codes[entry.home.find(entry.id)])
	}
}

// expect re-reads a code that should have changed. The answer plans its next look.
func (k *keeper) expect(entry *code, c *model.AccessCode) {
	if !c.Managed {
		k.todo.list(entry.home)
		k.pic.watch.set(entry, k.now.Add(rarest))
		return
	}
	k.todo.codes[entry.id] = c.DeviceID
}

// measure looks at what sets the pace.
func (k *keeper) measure() {
	at, ok := k.pic.watch.next()
	k.beat.near = ok && at.Before(k.now.Add(k.beat.pace.Idle))
	k.beat.busy = false
	k.onScreen(func(entry *code, c *model.AccessCode) bool {
		k.beat.busy = restless(c, time.UnixMilli(entry.since), k.now)
		k.beat.near = k.beat.near || moving(c, k.now)
		return !k.beat.busy
	})
}

// onScreen visits the codes of the focused locks until visit says stop.
func (k *keeper) onScreen(visit func(*code, *model.AccessCode) bool) {
	for _, id := range k.beat.focus {
		l, ok := k.pic.locks[id]
		if !ok {
			continue
		}
		for i := range l.codes {
			if !visit(k.pic.codes[l.codes[i].ID], &l.codes[i]) {
				return
			}
		}
	}
}
