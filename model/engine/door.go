package engine

import (
	"reflect"
	"slices"

	"seamdash/model"
)

// A door is what an engine knows of one lock.
type door struct {
	id model.DeviceID
	// lock has the newest facts, nil while they are not known and when the lock is gone.
	lock *model.Lock
	gone bool
	// zone is the last one that was known, for when the lock is gone.
	zone   string
	series []*series
	spent  allowance
}

// known says that it is certain how the lock is, or that it is not there.
func (d *door) known() bool { return d.lock != nil || d.gone }

// see takes the facts out of a picture, and says whether anything is another for the series of the lock.
func (d *door) see(p *model.Snapshot) bool {
	if p == nil {
		return false
	}
	lock, there := p.Lock(d.id)
	switch {
	case there && p.Feed.Loading && (!lock.Loaded || lock.Old):
		return false // what an earlier run kept, or half of what there is
	case there:
		same := d.lock == lock || d.lock != nil && sameFacts(&d.lock.Device, &lock.Device)
		d.lock, d.gone, d.zone = lock, false, lock.Device.TimeZone
		return !same
	case d.gone || !settled(p):
		return false
	default:
		d.lock, d.gone = nil, true
		return true
	}
}

// settled says that a picture has every lock: what is not in it is not there.
func settled(p *model.Snapshot) bool {
	return p != nil && !p.Feed.Loading && !p.Feed.AsOf.IsZero() && p.Feed.Connection == model.Live
}

// sameFacts compares what decides about a lock's codes.
func sameFacts(a, b *model.Device) bool {
	return a.TimeZone == b.TimeZone && a.Online == b.Online && a.Managed == b.Managed && a.Type == b.Type && a.Can == b.Can &&
		slices.Equal(a.Rules.Lengths, b.Rules.Lengths) && slices.Equal(a.Rules.Constraints, b.Rules.Constraints) &&
		reflect.DeepEqual(a.Frames, b.Frames)
}

// changedLocks are the locks that two pictures have another of, those included that only one of them has. Where nothing changed it
// compares one pointer for each lock at most.
func changedLocks(a, b *model.Snapshot) []model.DeviceID {
	if a == b || len(a.Locks) == len(b.Locks) && (len(a.Locks) == 0 || &a.Locks[0] == &b.Locks[0]) {
		return nil
	}
	var out []model.DeviceID
	for i := range max(len(a.Locks), len(b.Locks)) {
		if i < len(a.Locks) && i < len(b.Locks) && a.Locks[i] == b.Locks[i] {
			continue
		}
		if i < len(a.Locks) {
			out = append(out, a.Locks[i].Device.ID)
		}
		if i < len(b.Locks) {
			out = append(out, b.Locks[i].Device.ID)
		}
	}
	return out
}
