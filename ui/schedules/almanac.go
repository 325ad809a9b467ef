package schedules

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/coderow"
)

// An almanac works windows out for one goroutine: from the book, the picture and the time as they were when it was made.
type almanac struct {
	shelf   *rulebook.Shelf
	picture *model.Snapshot
	now     time.Time
	// holidays looks sets up. Calendars remember years, so each almanac has its own.
	holidays func(recur.SetID) (recur.Calendar, bool)
	zones    *coderow.Zones
	// states are how every series stands, as the one who rolls keeps it; roll is their generation.
	states map[plan.Key]plan.State
	roll   uint64
}

func newAlmanac(shelf *rulebook.Shelf, picture *model.Snapshot, zones *coderow.Zones, now time.Time) *almanac {
	return &almanac{shelf: shelf, picture: picture, now: now, holidays: shelf.Calendars(), zones: zones}
}

// A clock is a zone that a rule has windows in, and the locks of the rule there.
type clock struct {
	name  string
	zone  *time.Location
	locks []*model.Lock
}

// clocks are those of a rule, that with the most locks first. lost are the locks that are not in the picture, and bare those
// whose zone nobody knows.
func (a *almanac) clocks(r *recur.Rule) (clocks []clock, lost []model.DeviceID, bare []*model.Lock) {
	for _, id := range r.Locks {
		lock, ok := a.picture.Lock(id)
		if !ok {
			lost = append(lost, id)
			continue
		}
		name := cmp.Or(r.Zone, lock.Device.TimeZone)
		at := slices.IndexFunc(clocks, func(c clock) bool { return c.name == name })
		if at < 0 {
			known := a.zones.Named(name)
			if known == nil {
				bare = append(bare, lock)
				continue
			}
			at = len(clocks)
			clocks = append(clocks, clock{name: name, zone: known})
		}
		clocks[at].locks = append(clocks[at].locks, lock)
	}
	if len(clocks) == 0 && r.Zone != "" {
		if known := a.zones.Named(r.Zone); known != nil {
			clocks = append(clocks, clock{name: r.Zone, zone: known})
		}
	}
	slices.SortStableFunc(clocks, func(x, y clock) int { return len(y.locks) - len(x.locks) })
	return clocks, lost, bare
}

// schedule is the rule by one clock.
func (a *almanac) schedule(r *recur.Rule, zone *time.Location) (*recur.Schedule, error) {
	return recur.Compile(r, recur.Setting{Zone: zone, Holidays: a.holidays})
}
