package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"hash/maphash"
	"maps"
	"slices"
	"weak"

	"seamdash/model"
)

// A difference is what a save has to write.
type difference struct {
	title title
	vault *vault // that the records were sealed with
	puts  []lockRecord
	gone  []model.DeviceID
	// now is what the picture knows once the save is through.
	now map[model.DeviceID]writtenLock
}

// A lockRecord is a lock as it will be written.
type lockRecord struct {
	id     model.DeviceID
	sealed []byte
}

// against finds what differs from the stored snapshot: locks that are another object than the one last written are
// encoded, and dropped again when that gives what is stored.
func (p *picture) against(snap *model.Snapshot, v *vault, records table) difference {
	d := difference{
		title: title{workspace: snap.Workspace, asOf: snap.Feed.AsOf, edition: rand.Text(), accounts: snap.Accounts},
		vault: v,
		now:   make(map[model.DeviceID]writtenLock, len(snap.Locks)),
	}
	for _, l := range snap.Locks {
		id, self := l.Device.ID, weak.Make(l)
		old, known := p.locks[id]
		if id == "" || len(id) > maxKey {
			continue // nothing that could be found again
		}
		if known && old.lock == self {
			d.now[id] = old
			continue
		}
		plain := lockRecords().pack(&l)
		sum := maphash.Bytes(p.seed, plain)
		if !known || old.sum != sum {
			d.puts = append(d.puts, lockRecord{id: id, sealed: v.seal(plain, records.sealing([]byte(id)))})
		}
		d.now[id] = writtenLock{lock: self, sum: sum}
	}
	d.title.locks = len(d.now)
	for id := range maps.Keys(p.locks) {
		if _, stays := d.now[id]; !stays {
			d.gone = append(d.gone, id)
		}
	}
	// In the order of keys bbolt appends; in any other it would move what comes after.
	slices.SortFunc(d.puts, func(a, b lockRecord) int { return cmp.Compare(a.id, b.id) })
	return d
}

func (r *Room) saveOver(ctx context.Context, op string, p *picture, snap *model.Snapshot) error {
	v := r.store.known.Load().vault
	d := p.against(snap, v, table{where: placeOfRecords(roomKey(r.ws), []byte(locksKind))})
	err := r.update(ctx, op, func(t txn) error {
		stored, _, err := titles().get(t, r.ws, []byte(snapshotKey))
		if err != nil {
			return err
		}
		if stored.edition != p.edition || t.vault != d.vault {
			return errOtherEdition
		}
		return r.write(t, &d)
	})
	if err != nil {
		return err
	}
	p.edition, p.locks = d.title.edition, d.now
	return nil
}

func (r *Room) write(t txn, d *difference) error {
	tb, err := t.made(r.ws, locksKind)
	if err != nil {
		return err
	}
	for _, l := range d.puts {
		if err := tb.bucket.Put([]byte(l.id), l.sealed); err != nil {
			return err
		}
	}
	for _, id := range d.gone {
		if err := tb.drop([]byte(id)); err != nil {
			return err
		}
	}
	return titles().put(t, r.ws, []byte(snapshotKey), &d.title)
}
