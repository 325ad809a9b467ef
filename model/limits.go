package model

// Limits are what somebody set in place of what this program finds worth a look by itself. The zero value sets nothing.
// They must not change once a [Device] has them: another wish is another value.
type Limits struct {
	// LowBattery is the level in per cent below which a battery is low, whatever its maker says; 0 sets none.
	LowBattery int
	// What is 0 in a Patience is left open. That of a brand goes before that of the way of scheduling, and this before that of
	// all locks. Brands are named as by [Device.Brand].
	All          Patience
	ByScheduling map[Scheduling]Patience
	ByBrand      map[string]Patience
}

// patience is what holds for a brand with a habit of its own.
func (l *Limits) patience(brand string, h Habit) Patience {
	return l.ByBrand[brand].over(l.ByScheduling[h.Scheduling].over(l.All.over(h.Patience)))
}

// LowPower says that a battery of the device is low: by its level where somebody set a limit, by the word of its maker, or,
// where there is neither, because it is under a fifth.
func (d *Device) LowPower(b Battery) bool {
	percent, ok := b.Percent()
	limit := 0
	if d.Limits != nil {
		limit = d.Limits.LowBattery
	}
	switch {
	case b.Status == "low", b.Status == "critical":
		return true
	case limit > 0:
		return ok && percent < limit
	case b.Status == "good", b.Status == "full":
		return false
	default:
		return ok && b.Level < 0.2
	}
}
