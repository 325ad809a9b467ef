package live

import (
	"context"
	"fmt"

	"seamdash/model"
)

// askByID re-reads what events, watches and verifications named.
func (k *keeper) askByID(ctx context.Context) {
	for len(k.todo.devices) > 0 && k.free(&k.desk.someDevices, k.cfg.Parallel) {
		k.askSomeDevices(ctx, take(k.todo.devices, k.cfg.Batch))
	}
	for len(k.todo.codes) > 0 && k.free(&k.desk.someCodes, k.cfg.Parallel) {
		if ids := k.takeCodes(); len(ids) > 0 {
			k.askSomeCodes(ctx, ids)
		}
	}
}

// takeCodes takes a batch of codes, leaving out those of locks that are yet to be read whole: that list will be
// younger than the event.
func (k *keeper) takeCodes() []model.CodeID {
	ids := make([]model.CodeID, 0, min(k.cfg.Batch, len(k.todo.codes)))
	for id, device := range k.todo.codes {
		if len(ids) == k.cfg.Batch {
			break
		}
		delete(k.todo.codes, id)
		_, known := k.pic.codes[id]
		if l, ok := k.pic.locks[device]; known || !ok || !l.wanted || l.listing {
			ids = append(ids, id)
		}
	}
	return ids
}

func (k *keeper) askSomeDevices(ctx context.Context, ids []model.DeviceID) {
	var found []model.Device
	k.desk.put(ctx, &k.desk.someDevices, k.cfg.Patience, func(ctx context.Context, _ stamp) (err error) {
		found, err = k.cfg.Source.DevicesByID(ctx, ids)
		return err
	}, func(asked stamp, err error) {
		fault, v := k.settle(&k.desk.someDevices, asked, err)
		switch {
		case fault != nil && v == refused:
			return // an id of the batch is not to Seam's taste; the next list of all locks needs none
		case fault != nil:
			for _, id := range ids {
				k.todo.devices[id] = struct{}{}
			}
			return
		}
		there := make(map[model.DeviceID]bool, len(found))
		for _, d := range found {
			there[d.ID] = true
			k.putDevice(d, asked)
		}
		for _, id := range ids {
			if !there[id] {
				k.pic.dropDevice(id, asked)
			}
		}
		k.arrive()
	})
}

func (k *keeper) askSomeCodes(ctx context.Context, ids []model.CodeID) {
	var found []model.AccessCode
	k.desk.put(ctx, &k.desk.someCodes, k.cfg.Patience, func(ctx context.Context, _ stamp) (err error) {
		found, err = k.cfg.Source.CodesByID(ctx, ids)
		return err
	}, func(asked stamp, err error) {
		fault, v := k.settle(&k.desk.someCodes, asked, err)
		switch {
		case fault != nil && v == refused:
			k.listInstead(ids)
			return
		case fault != nil:
			for _, id := range ids {
				k.todo.codes[id] = ""
			}
			return
		}
		there := make(map[model.CodeID]bool, len(found))
		for i := range found {
			there[found[i].ID] = true
			if k.full(&found[i]) {
				continue
			}
			if !k.pic.putCode(&found[i], asked, k.now) {
				k.wantDevice(found[i].DeviceID)
			}
		}
		for _, id := range ids {
			if !there[id] {
				k.pic.dropCode(id, asked)
			}
		}
		k.measure()
	})
}

// listInstead reads the locks of codes that Seam would not give by id.
func (k *keeper) listInstead(ids []model.CodeID) {
	for _, id := range ids {
		if entry, known := k.pic.codes[id]; known {
			k.todo.list(entry.home)
		}
	}
}

// askLists reads the codes of whole locks. Each failure in a row takes a place away, so that a Seam in trouble is
// asked one thing at a time, and one lock in trouble costs the others nothing.
func (k *keeper) askLists(ctx context.Context) {
	lane := &k.desk.lists
	k.retryLocks()
	for k.free(lane, max(1, k.cfg.Parallel-lane.fails)) {
		l := k.todo.next(k.beat.focus, k.pic.locks)
		if l == nil {
			return
		}
		k.askList(ctx, l)
	}
}

// retryLocks asks again for the locks that failed a while ago.
func (k *keeper) retryLocks() {
	for l, ok := k.todo.retries.pop(k.now); ok; l, ok = k.todo.retries.pop(k.now) {
		k.todo.list(l)
	}
	if at, ok := k.todo.retries.next(); ok {
		k.due(at)
	}
}

func (k *keeper) askList(ctx context.Context, l *lock) {
	l.wanted, l.listing = false, true
	k.todo.retries.drop(l)
	id := l.device.ID // the lock itself belongs to the keeper
	var codes []model.AccessCode
	k.desk.put(ctx, &k.desk.lists, k.cfg.Patience, func(ctx context.Context, _ stamp) (err error) {
		codes, err = k.cfg.Source.Codes(ctx, id)
		return err
	}, func(asked stamp, err error) {
		l.listing = false
		fault, v := k.settle(&k.desk.lists, asked, err)
		switch {
		case l.gone:
		case fault == nil && len(k.pic.codes)-len(l.codes)+len(codes) > k.cfg.Codes:
			k.failList(l, k.tooMany(), refused)
		case fault == nil:
			for _, missing := range k.pic.putList(l, codes, asked, k.now) {
				k.todo.codes[missing] = id
			}
		case v == stopped:
			k.todo.list(l)
		default:
			k.failList(l, fault, v)
		}
		k.arrive()
	})
}

// full says that there is no room for a code that is new. The list of its lock then says so in its place.
func (k *keeper) full(c *model.AccessCode) bool {
	l, home := k.pic.locks[c.DeviceID]
	if _, known := k.pic.codes[c.ID]; known || !home || len(k.pic.codes) < k.cfg.Codes {
		return false
	}
	k.todo.list(l)
	return true
}

func (k *keeper) tooMany() *model.Fault {
	return &model.Fault{
		Op: "list the codes of the lock", Kind: model.KindInvalid, Message: fmt.Sprintf("with them the workspace has more than %d codes", k.cfg.Codes),
		Hint: "so many cannot be shown; a key for a part of them can.",
	}
}

// failList keeps the failure with the lock and tries again later. Only failures that may concern every lock count
// against the others.
func (k *keeper) failList(l *lock, fault *model.Fault, v verdict) {
	k.pic.blame(l, fault)
	k.todo.retries.set(l, k.now.Add(backoff(lockRetry, lockRetryMax, l.fails)))
	if v == refused {
		k.todo.devices[l.device.ID] = struct{}{}
		return
	}
	lane := &k.desk.lists
	lane.fails++
	lane.fault = fault
	if beyond := lane.fails - k.cfg.Parallel; beyond >= 0 {
		lane.at = k.now.Add(backoff(lockRetry/5, slowest, beyond+1))
	}
}
