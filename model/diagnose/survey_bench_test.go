package diagnose_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// BenchmarkSurvey surveys 10,000 locks with 200,000 codes, one lock in twenty of which is offline and one code in a hundred fails.
func BenchmarkSurvey(b *testing.B) {
	b.Run("from nothing", func(b *testing.B) {
		picture := estate(10_000, 20)
		for b.Loop() {
			if s := diagnose.NewSurveyor().Look(picture, noon(), inUTC); len(s.Troubles) < 2000 {
				b.Fatalf("%d troubles", len(s.Troubles))
			}
		}
	})
	for _, c := range []struct {
		name string
		n    int
		by   time.Duration
	}{{"nothing changed", 0, 0}, {"100 locks changed", 100, 0}, {"a second passes", 0, time.Second}, {"a minute passes", 0, time.Minute}} {
		b.Run(c.name, func(b *testing.B) {
			picture, now := estate(10_000, 20), noon()
			surveyor := diagnose.NewSurveyor()
			surveyor.Look(picture, now, inUTC)
			for b.Loop() {
				b.StopTimer()
				picture, now = changed(picture, c.n), now.Add(c.by)
				b.StartTimer()
				if s := surveyor.Look(picture, now, inUTC); s.Codes != 200_000 {
					b.Fatalf("%d codes", s.Codes)
				}
			}
		})
	}
	b.Run("100 changed while an account is down", func(b *testing.B) {
		picture := down(estate(10_000, 20))
		surveyor := diagnose.NewSurveyor()
		surveyor.Look(picture, noon(), inUTC)
		for b.Loop() {
			b.StopTimer()
			picture = changed(picture, 100)
			b.StartTimer()
			surveyor.Look(picture, noon(), inUTC)
		}
	})
}

// changed is the picture with n locks read anew.
func changed(picture *model.Snapshot, n int) *model.Snapshot {
	if n == 0 {
		return picture
	}
	locks := make([]*model.Lock, n)
	for i := range locks {
		old := picture.Locks[i*97%len(picture.Locks)] // among them as many that are offline as elsewhere
		locks[i] = model.NewLock(old.Device, slices.Clone(old.Codes), true, nil)
	}
	return picture.WithLocks(locks, picture.Feed)
}

// down is the picture with the account of all locks lost.
func down(picture *model.Snapshot) *model.Snapshot {
	lost := model.Problem{Level: model.Error, Origin: model.OriginAccount, Code: "account_disconnected", Since: noon()}
	locks := make([]*model.Lock, len(picture.Locks))
	for i, old := range picture.Locks {
		codes := slices.Clone(old.Codes)
		for k := range codes {
			codes[k].Status, codes[k].Problems = model.StatusUnknown, append(slices.Clone(codes[k].Problems), lost)
		}
		device := old.Device
		device.Problems = append(slices.Clone(device.Problems), lost)
		locks[i] = model.NewLock(device, codes, true, nil)
	}
	return pictureOf(locks...)
}

// estate is a workspace of n locks with so many codes each.
func estate(n, codes int) *model.Snapshot {
	locks := make([]*model.Lock, n)
	for i := range locks {
		id := model.DeviceID("lock-" + strconv.Itoa(i))
		d := model.Device{
			ID: id, Name: "Door " + strconv.Itoa(10_000+i), AccountID: "acc", Type: "august_lock", Online: model.Yes, Managed: true, TimeZone: "Europe/Lisbon",
			Slots: 100, Battery: model.Battery{Known: true, Level: 0.8},
		}
		if i%20 == 0 {
			d.Online, d.Problems = model.No, []model.Problem{offline()}
		}
		locks[i] = model.NewLock(d, tenants(&d, i, codes), true, nil)
	}
	return pictureOf(locks...)
}

func tenants(d *model.Device, i, n int) []model.AccessCode {
	codes := make([]model.AccessCode, n)
	for k := range codes {
		c := &codes[k]
		*c = model.AccessCode{
			ID: model.CodeID(string(d.ID) + "/" + strconv.Itoa(k)), DeviceID: d.ID, Name: "Guest " + strconv.Itoa(k), Status: model.StatusSet,
			PIN: model.NewPIN(strconv.Itoa(1000 + k)), Managed: true, CreatedAt: noon().Add(-100 * time.Hour), Problems: d.Problems,
		}
		switch {
		case (i*n+k)%100 == 7:
			c.Status, c.Problems = model.StatusSetting, append(slices.Clone(d.Problems), onCode("failed_to_set_on_device"))
		case k%2 == 0:
			c.Type, c.Window = model.TypeTimeBound, from(time.Duration(i%500+k)*time.Hour)
			c.Status = model.StatusUnset
			if k%4 == 0 && i%500+k < 72 {
				c.Preloaded = model.Yes
			}
		}
	}
	return codes
}
