package live

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/find"
)

// loadedPicture is a picture of locks with 20 codes each, drawn once.
func loadedPicture(b *testing.B, locks int) (*picture, *model.Snapshot) {
	b.Helper()
	p := newPicture(nil)
	now := time.Unix(1_800_000_000, 0)
	for i := range locks {
		l, _ := p.putDevice(model.Device{ID: lockID(i), Name: fmt.Sprintf("Door %05d", i)}, 1)
		list := make([]model.AccessCode, 20)
		for j := range list {
			from := now.Add(time.Duration(i%48)*time.Hour + time.Duration(j)*24*time.Hour)
			list[j] = model.AccessCode{
				ID: codeID(i, j), DeviceID: l.device.ID, Name: fmt.Sprintf("Guest %d of %d", j, i), Status: model.StatusUnset, Managed: true,
				Window: model.Window{From: from, Until: from.Add(48 * time.Hour)},
			}
		}
		p.putList(l, list, 2, now)
	}
	return &p, p.draw(model.NewSnapshot(model.Workspace{}, nil, model.FeedState{}, 0), model.FeedState{})
}

// BenchmarkTick takes an answer of 100 codes, each of another lock and each changed, and draws the next snapshot.
func BenchmarkTick(b *testing.B) {
	for _, locks := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("locks=%d", locks), func(b *testing.B) {
			p, shown := loadedPicture(b, locks)
			now := time.Unix(1_800_000_000, 0)
			asked := stamp(3)
			answer := make([]model.AccessCode, 100)
			for b.Loop() {
				asked++
				for i := range answer {
					l := p.locks[lockID(i*locks/100)]
					answer[i] = l.codes[7]
					answer[i].Status = model.Status(fmt.Sprint(asked % 2))
				}
				for i := range answer {
					p.putCode(&answer[i], asked, now)
				}
				shown = p.draw(shown, model.FeedState{})
			}
			if shown.Total.Codes != locks*20 {
				b.Fatalf("%d codes", shown.Total.Codes)
			}
		})
	}
}

// BenchmarkPublish draws a snapshot with one changed lock of 10,000, beside making all of it anew.
func BenchmarkPublish(b *testing.B) {
	b.Run("one change", func(b *testing.B) {
		p, shown := loadedPicture(b, 10_000)
		b.ReportAllocs()
		for b.Loop() {
			p.dirty[p.ring.locks[5000]] = struct{}{}
			shown = p.draw(shown, model.FeedState{})
		}
	})
	b.Run("all anew", func(b *testing.B) {
		_, shown := loadedPicture(b, 10_000)
		b.ReportAllocs()
		for b.Loop() {
			shown = model.NewSnapshot(model.Workspace{}, shown.Locks, model.FeedState{}, 0)
		}
	})
}

// BenchmarkIdleTick is what a tick costs beside the call when nothing is due among 200,000 codes, and beside scanning
// them all.
func BenchmarkIdleTick(b *testing.B) {
	p, _ := loadedPicture(b, 10_000)
	now := time.Unix(1_800_000_000, 0)
	for entry, ok := p.watch.pop(now); ok; entry, ok = p.watch.pop(now) {
		p.watch.set(entry, now.Add(time.Hour))
	}
	b.Run("agenda", func(b *testing.B) {
		for b.Loop() {
			if _, ok := p.watch.pop(now); ok {
				b.Fatal("something is due")
			}
		}
	})
	b.Run("scan", func(b *testing.B) {
		due := 0
		for b.Loop() {
			for _, l := range p.ring.locks {
				for i := range l.codes {
					if restless(&l.codes[i], now, now) {
						due++
					}
				}
			}
		}
		_ = due
	})
}

// BenchmarkMemory reports what one code of 200,000 costs beside its own strings: in the index and the snapshot together, and
// with the table that a screen filters and sorts. The target is 600 bytes.
func BenchmarkMemory(b *testing.B) {
	const codes = 200_000
	for _, tables := range []int{0, 1} {
		b.Run(fmt.Sprintf("tables=%d", tables), func(b *testing.B) {
			for b.Loop() {
				before := heapInUse()
				p, shown := loadedPicture(b, codes/20)
				kept := make([]*find.Table, tables)
				for i := range kept {
					kept[i] = find.NewTable(find.Sort{}, func(*model.Lock) *time.Location { return time.UTC })
					kept[i].Update(shown.Locks, time.Unix(1_800_000_000, 0))
				}
				taken := heapInUse() - before
				text := stringsOf(shown)
				b.ReportMetric(float64(taken-text)/codes, "bytes/code")
				b.ReportMetric(float64(text)/codes, "strings/code")
				runtime.KeepAlive(p)
				runtime.KeepAlive(kept)
			}
		})
	}
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// stringsOf is what the ids and names of the codes need, each on its own; other texts are shared.
func stringsOf(s *model.Snapshot) (n uint64) {
	for _, l := range s.Locks {
		for i := range l.Codes {
			n += uint64(len(l.Codes[i].ID) + len(l.Codes[i].Name))
		}
	}
	return n
}
