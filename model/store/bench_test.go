package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"seamdash/model"
)

// recordSize is that of the figures that these are compared with.
const recordSize = 277

// BenchmarkDisk is what the disk itself takes to keep one page.
func BenchmarkDisk(b *testing.B) {
	f := must[*os.File](b)(os.Create(filepath.Join(b.TempDir(), "page")))
	defer f.Close() //nolint:errcheck // the test is over
	page := make([]byte, 4096)
	for b.Loop() {
		_, err := f.WriteAt(page, 0)
		ok(b, err)
		ok(b, f.Sync())
	}
}

// BenchmarkBarePut is one record per transaction in a bbolt file that stays open: two syncs.
func BenchmarkBarePut(b *testing.B) {
	db := must[*bbolt.DB](b)(bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{Timeout: time.Second}))
	defer db.Close() //nolint:errcheck // the test is over
	value := []byte(strings.Repeat("x", recordSize))
	for b.Loop() {
		ok(b, db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("b"))
			if err != nil {
				return err
			}
			return bucket.Put([]byte("key"), value)
		}))
	}
}

// BenchmarkWrite is one acknowledged write: to be under 1.3 times the bare put.
func BenchmarkWrite(b *testing.B) {
	r := opened(b, config(b)).In("ws")
	value := strings.Repeat("x", recordSize)
	for b.Loop() {
		ok(b, r.SetPreference(b.Context(), "key", value))
	}
}

// BenchmarkWrite64 is one write of sixty-four callers at once: to be under a twentieth of the bare put.
func BenchmarkWrite64(b *testing.B) {
	r := opened(b, config(b)).In("ws")
	value := strings.Repeat("x", recordSize)
	var callers sync.WaitGroup
	share := b.N/64 + 1
	b.ResetTimer()
	for i := range 64 {
		name := fmt.Sprint("key", i)
		callers.Go(func() {
			for range share {
				if err := r.SetPreference(b.Context(), name, value); err != nil {
					b.Error(err)
				}
			}
		})
	}
	callers.Wait()
}

// BenchmarkRead opens the file, reads one record and closes it: to be under 50 microseconds.
func BenchmarkRead(b *testing.B) {
	r := opened(b, config(b)).In("ws")
	ok(b, r.Snooze(b.Context(), Snooze{Subject: "s", Note: strings.Repeat("x", recordSize)}))
	for b.Loop() {
		must[[]Snooze](b)(r.Snoozes(b.Context()))
	}
}

// BenchmarkRules lists ten thousand: to be under 30 ms.
func BenchmarkRules(b *testing.B) {
	r := opened(b, config(b)).In("ws")
	var callers sync.WaitGroup
	for from := range 100 {
		callers.Go(func() {
			for i := range 100 {
				v := Envelope{ID: fmt.Sprintf("rule-%03d-%03d", from, i), Name: "Cleaners", Body: []byte(strings.Repeat("x", recordSize))}
				if _, err := saveRule(b.Context(), r, v, "me", ""); err != nil {
					b.Error(err)
				}
			}
		})
	}
	callers.Wait()
	for b.Loop() {
		if n := len(must[Shelf](b)(r.Shelf(b.Context(), "")).Rules); n != 10_000 {
			b.Fatal(n, "rules")
		}
	}
}

// BenchmarkConclude settles a step and keeps a series with a line, among ten thousand: to be about one write.
func BenchmarkConclude(b *testing.B) {
	r, mine := tenThousandSeries(b)
	body := []byte(strings.Repeat("x", 3*recordSize))
	for i := 0; b.Loop(); i++ {
		v := Sheet{Rule: fmt.Sprintf("rule-%04d", i*7919%10_000), Lock: "lock", Body: body}
		s := must[Step](b)(r.Begin(b.Context(), mine, Step{Rule: v.Rule, Lock: v.Lock, Body: body}))
		ok(b, r.Conclude(b.Context(), mine, Conclusion{Series: v, Lines: [][]byte{body}, Step: s.Number, Outcome: "done"}))
	}
}

// BenchmarkSeries reads ten thousand: to be under 30 ms.
func BenchmarkSeries(b *testing.B) {
	r, _ := tenThousandSeries(b)
	for b.Loop() {
		if n := len(must[Board](b)(r.Board(b.Context(), "")).Series); n != 10_000 {
			b.Fatal(n, "series")
		}
	}
}

// BenchmarkWishes is what is asked again and again: to be about one read.
func BenchmarkWishes(b *testing.B) {
	r, _ := tenThousandSeries(b)
	for b.Loop() {
		must[[]Sheet](b)(r.Wishes(b.Context()))
	}
}

// BenchmarkLines reads a page of the history of one rule among ten thousand lines of others.
func BenchmarkLines(b *testing.B) {
	r, mine := tenThousandSeries(b)
	v := Sheet{Rule: "rule-0500", Lock: "lock"}
	ok(b, r.Conclude(b.Context(), mine, Conclusion{Series: v, Lines: bodies(mostLines)}))
	for b.Loop() {
		if n := len(must[[]Line](b)(r.Lines(b.Context(), LineQuery{Rule: v.Rule, Limit: 50}))); n != 50 {
			b.Fatal(n, "lines")
		}
	}
}

func tenThousandSeries(b *testing.B) (*Room, Lease) {
	b.Helper()
	r := opened(b, config(b)).In("ws")
	mine := must[Lease](b)(r.Acquire(b.Context(), leaseName, "A", time.Hour))
	body := []byte(strings.Repeat("x", 3*recordSize))
	var callers sync.WaitGroup
	for from := range 100 {
		callers.Go(func() {
			for i := range 100 {
				v := Sheet{Rule: fmt.Sprintf("rule-%02d%02d", from, i), Lock: "lock", Body: body}
				if err := r.Conclude(b.Context(), mine, Conclusion{Series: v, Lines: [][]byte{body}}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	callers.Wait()
	return r, mine
}

// BenchmarkSnapshot has 10,000 locks and 200,000 codes: open and decode is to be under 300 ms.
func BenchmarkSnapshot(b *testing.B) {
	snap := bigSnapshot(10_000, 20)
	b.Run("SaveAll", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := opened(b, config(b))
			b.StartTimer()
			ok(b, s.In("ws").SaveSnapshot(b.Context(), snap))
		}
	})
	cfg := config(b)
	r := opened(b, cfg).In("ws")
	ok(b, r.SaveSnapshot(b.Context(), snap))
	b.Run("Save100", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			next := changed(snap, i, 100)
			ok(b, r.SaveSnapshot(b.Context(), next))
			snap = next
		}
	})
	b.Run("WriteBeside", func(b *testing.B) {
		for b.Loop() {
			ok(b, r.SetPreference(b.Context(), "key", "value"))
		}
	})
	b.Run("Read", func(b *testing.B) {
		for b.Loop() {
			_, _, err := r.Snapshot(b.Context())
			ok(b, err)
		}
	})
	b.Run("OpenAndRead", func(b *testing.B) {
		for b.Loop() {
			s := must[*Store](b)(Open(b.Context(), cfg))
			_, _, err := s.In("ws").Snapshot(b.Context())
			ok(b, err)
			ok(b, s.Close())
		}
	})
	info := must[os.FileInfo](b)(os.Stat(cfg.Path))
	b.Logf("the file has %d MB", info.Size()>>20)
}

func bigSnapshot(locks, codes int) *model.Snapshot {
	at := time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	all := make([]*model.Lock, locks)
	for i := range all {
		device := model.Device{
			ID: model.DeviceID(fmt.Sprintf("6ba7b810-9dad-11d1-80b4-%012x", i*7919%1_000_003)), Name: fmt.Sprintf("Building %d, flat %d", i/50, i%50),
			Type: "august_lock", Manufacturer: "august", ModelName: "August Smart Lock", TimeZone: "America/Los_Angeles",
			CreatedAt: at, Online: model.Yes, Locked: model.Yes, Managed: true, Battery: model.Battery{Known: true, Level: 0.71, Status: "good"},
			Can:   model.Capabilities{ProgramOnlineCodes: model.Yes, UnlockWithCode: model.Yes, AccessCodes: true},
			Rules: model.PINRules{Lengths: []int{4, 5, 6}}, Slots: 100,
		}
		list := make([]model.AccessCode, codes)
		for j := range list {
			from := at.Add(time.Duration(j) * 24 * time.Hour)
			list[j] = model.AccessCode{
				ID: model.CodeID(fmt.Sprintf("7ba7b810-9dad-11d1-80b4-%06x%06x", i, j)), DeviceID: device.ID, Name: fmt.Sprintf("Guest %d of flat %d", j, i),
				PIN: model.NewPIN(fmt.Sprint(100000 + (i*31+j*17)%900000)), Type: model.TypeTimeBound, Status: model.StatusUnset,
				Window: model.Window{From: from, Until: from.Add(8 * time.Hour)}, CreatedAt: at.Add(time.Duration(i) * time.Millisecond), Managed: true,
			}
		}
		all[i] = model.NewLock(device, list, true, nil)
	}
	return model.NewSnapshot(model.Workspace{ID: "ws", Name: "Workspace"}, all, model.FeedState{AsOf: at}, 1)
}

// changed is the snapshot with n locks whose first code was renamed.
func changed(snap *model.Snapshot, round, n int) *model.Snapshot {
	next := make([]*model.Lock, n)
	for i := range next {
		old := snap.Locks[(round*n+i*97)%len(snap.Locks)]
		codes := append([]model.AccessCode(nil), old.Codes...)
		codes[0].Name = fmt.Sprint("Renamed ", round)
		next[i] = model.NewLock(old.Device, codes, true, nil)
	}
	return snap.WithLocks(next, snap.Feed)
}
