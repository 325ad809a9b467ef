package live

import (
	"fmt"
	"testing"
	"time"

	"seamdash/model"
)

// What no event announces is corrected within the sweep, in a fleet that lists alone can cover and in one that they
// cannot (there, what is known and what is on screen).
func TestLostEvents(t *testing.T) {
	t.Parallel()
	for name, lists := range map[string]int{"small fleet": 60, "large fleet": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(90, 5)
			bubble(t, s, Config{Lists: lists, Batch: 20}, func(r *rig) {
				r.feed.Focus([]model.DeviceID{lockID(70)})
				r.loaded()
				r.after(37 * time.Minute) // amid some lap
				s.quietly(func() {
					for i := range 90 {
						s.alter(codeID(i, 1), func(c *model.AccessCode) { c.Status = model.StatusUnknown })
						delete(s.codes, codeID(i, 2))
					}
					s.addCode(lockID(70), "unannounced")
					if lists == 60 {
						s.addCode(lockID(1), "unannounced too")
					}
					s.dropLock(5)
					s.addCode(s.addLock(777), "far")
					d := s.devices[lockID(9)]
					d.Name = "Patio"
					s.devices[d.ID] = d
				})
				r.after(15 * time.Minute)
				r.healthy()
			})
		})
	}
}

// In a large fleet a creation that no event announced waits for its lock's turn, which comes.
func TestUnannouncedCreationInALargeFleet(t *testing.T) {
	t.Parallel()
	s := newSeam(90, 2)
	bubble(t, s, Config{Lists: 1}, func(r *rig) {
		r.loaded()
		s.quietly(func() {
			for i := range 90 {
				s.addCode(lockID(i), fmt.Sprint("unannounced ", i))
			}
		})
		if got := r.after(46 * time.Minute); got.Total.Codes < 220 || got.Total.Codes > 230 {
			t.Errorf("%d codes after half a lap of lists, expected about 225", got.Total.Codes)
		}
		r.after(46 * time.Minute)
		r.healthy()
	})
}

// Unmanaged codes cannot be read by id, and their absence from that answer says nothing.
func TestUnmanagedCodes(t *testing.T) {
	t.Parallel()
	s := newSeam(10, 3)
	s.quietly(func() {
		for i := range 10 {
			s.alter(codeID(i, 0), func(c *model.AccessCode) { c.Managed = false })
		}
	})
	bubble(t, s, Config{}, func(r *rig) {
		r.loaded()
		s.quietly(func() {
			delete(s.codes, codeID(2, 0))
			s.alter(codeID(3, 0), func(c *model.AccessCode) { c.Name = "made in the app" })
		})
		r.after(15 * time.Minute)
		r.healthy()
		s.do(func() []model.Event {
			ev := s.alter(codeID(4, 0), func(c *model.AccessCode) { c.Managed = true })
			ev.Type = "access_code.unmanaged.converted_to_managed"
			d := s.devices[lockID(6)]
			d.Online = model.No
			s.devices[d.ID] = d
			s.alter(codeID(6, 0), func(c *model.AccessCode) { c.Problems = []model.Problem{{Origin: model.OriginDevice}} })
			return []model.Event{ev, {Type: "device.disconnected", DeviceID: d.ID}}
		})
		r.after(30 * time.Second)
		r.healthy()
	})
}

// An event that Seam records late is behind the overlap of the ticks that follow.
func TestLateEvents(t *testing.T) {
	t.Parallel()
	s := newSeam(10, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		r.after(20 * time.Minute)
		s.rename(1, 0, "now")
		r.after(time.Minute)
		s.do(func() []model.Event {
			ev := s.alter(codeID(2, 0), func(c *model.AccessCode) { c.Name = "late" })
			ev.RecordedAt = time.Now().Add(-9 * time.Minute)
			return []model.Event{ev}
		})
		r.after(wideEvery + 30*time.Second)
		r.healthy()
	})
}

func TestEventsTwiceAndOutOfOrder(t *testing.T) {
	t.Parallel()
	s := newSeam(10, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		s.do(func() []model.Event {
			gone := model.Event{Type: model.EventCodeDeleted, CodeID: codeID(1, 0), RecordedAt: time.Now()}
			set := s.alter(codeID(2, 0), func(c *model.AccessCode) { c.Status = model.StatusUnset })
			made := model.Event{Type: model.EventCodeCreated, CodeID: codeID(1, 0), RecordedAt: time.Now()}
			delete(s.codes, codeID(1, 0))
			return []model.Event{gone, set, made}
		})
		s.set(func() { s.events = append(s.events, s.events...) })
		r.after(10 * time.Second)
		r.healthy()
		if log := s.takeLog(); len(log) != count(log, "events")+1 {
			t.Errorf("%d calls at %d ticks; three events make one batch, once", len(log), count(log, "events"))
		}
		r.after(3 * time.Minute)
		if log := s.takeLog(); len(log) != count(log, "events") {
			t.Errorf("%d calls at %d ticks: events within the overlap are taken for new", len(log), count(log, "events"))
		}
	})
}

// Other kinds of devices have events too, and must not be asked for each time.
func TestStrangersAreAskedForOnce(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 1)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		for range 20 {
			s.do(func() []model.Event {
				return []model.Event{{Type: "thermostat.temperature_reached", DeviceID: "thermostat"}}
			})
			r.after(10 * time.Second)
		}
		if n := count(s.takeLog(), "devices by id"); n != 1 {
			t.Errorf("%d questions about a thermostat", n)
		}
	})
}

func TestTheFirstAnswerIsHistory(t *testing.T) {
	t.Parallel()
	s := newSeam(50, 1)
	s.latency = 100 * time.Millisecond
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		s.do(func() (past []model.Event) {
			for i := range 50 {
				at := time.Now().Add(-time.Duration(i) * 15 * time.Second)
				past = append(past, model.Event{Type: "access_code.changed", CodeID: codeID(i, 0), RecordedAt: at})
			}
			return past
		})
		r.after(5 * time.Second)
		for _, c := range s.takeLog() {
			if c.op == "codes by id" && len(c.ids) != 8 {
				t.Errorf("%d codes are read again; 8 changed within the overlap", len(c.ids))
			}
		}
		r.after(20 * time.Minute)
		r.healthy()
		if log := s.takeLog(); len(log) != count(log, "events") {
			t.Errorf("%d calls at %d ticks: what happened before the load is read again", len(log), count(log, "events"))
		}
	})
}

// The clocks of Seam and of this machine may differ by ten minutes either way.
func TestClockSkew(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			s := newSeam(10, 2)
			cfg := Config{Sweep: still, Now: func() time.Time { return time.Now().Add(skew) }}
			bubble(t, s, cfg, func(r *rig) {
				r.loaded()
				for i := range 5 {
					r.after(9 * time.Minute)
					s.rename(i, 0, "new")
					r.after(30 * time.Second)
					r.healthy()
				}
			})
		})
	}
}

// An event from the far future must not move the place from which events are asked for.
func TestAnEventFromTheFuture(t *testing.T) {
	t.Parallel()
	s := newSeam(10, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		s.do(func() []model.Event {
			return []model.Event{{Type: "access_code.changed", CodeID: codeID(0, 0), RecordedAt: time.Now().AddDate(900, 0, 0)}}
		})
		r.after(time.Minute)
		s.rename(1, 1, "new")
		r.after(10 * time.Second)
		r.healthy()
	})
}
