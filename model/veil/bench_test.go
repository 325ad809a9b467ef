package veil_test

import (
	"fmt"
	"testing"

	"seamdash/model"
	"seamdash/model/veil"
)

// crowd is a workspace of 10,000 locks with 20 codes each, of as many guests.
func crowd() *model.Snapshot {
	const locks, each = 10_000, 20
	all := make([]*model.Lock, locks)
	for i := range all {
		codes := make([]model.AccessCode, each)
		for j := range codes {
			n := i*each + j
			codes[j] = code(fmt.Sprintf("%05d-%02d", i, j), fmt.Sprintf("Maria Keller %d", n), fmt.Sprintf("%06d", n))
		}
		all[i] = lock(fmt.Sprintf("%05d", i), codes...)
	}
	return pictureOf(all...)
}

// BenchmarkBegin is how long a presentation stands behind its curtain: all of the picture is veiled before it is shown.
func BenchmarkBegin(b *testing.B) {
	picture := crowd()
	b.ReportAllocs()
	for b.Loop() {
		veil.New().Snapshot(picture)
	}
}

// BenchmarkPicture is what a picture costs in which 100 locks are others.
func BenchmarkPicture(b *testing.B) {
	picture, v := crowd(), veil.New()
	v.Snapshot(picture)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		changed := make([]*model.Lock, 100)
		for i := range changed {
			l := picture.Locks[i*100]
			changed[i] = model.NewLock(l.Device, l.Codes, true, nil)
		}
		picture = picture.WithLocks(changed, picture.Feed)
		b.StartTimer()
		v.Snapshot(picture)
	}
}
