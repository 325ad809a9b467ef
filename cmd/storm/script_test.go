package storm

import (
	"context"
	"fmt"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/seamclient/sim"
)

// A theme is one kind of trouble. A storm has some of them.
type theme string

const (
	ofWire    theme = "wire"
	ofCrashes theme = "crashes"
	ofFiles   theme = "files"
	ofTwins   theme = "twins"
	ofEvents  theme = "events"
	ofLocks   theme = "locks"
	ofClocks  theme = "clocks"
	ofZones   theme = "zones"
	ofHands   theme = "hands"
	ofCrowds  theme = "crowds"
	ofEdits   theme = "edits"
	ofWishes  theme = "wishes"
	ofNights  theme = "nights"
	ofBackups theme = "backups"
)

func themes() []theme {
	return []theme{ofWire, ofCrashes, ofFiles, ofTwins, ofEvents, ofLocks, ofClocks, ofZones, ofHands, ofCrowds, ofEdits, ofWishes, ofNights}
}

// An act is something that happens at a time.
type act struct {
	at   time.Time // by the bubble's clock
	what string
	do   func(context.Context)
}

// scenes are the acts of each theme: one call plans one piece of trouble that begins at a time.
func (s *storm) scenes() map[theme]func(at time.Time) {
	return map[theme]func(at time.Time){
		ofWire: s.badWire, ofCrashes: s.someCrash, ofFiles: s.someHiccup, ofTwins: s.someFreeze, ofEvents: s.badEvents,
		ofLocks: s.badLock, ofClocks: s.clockJump, ofZones: s.zoneChange, ofHands: s.byHand, ofCrowds: s.crowd,
		ofEdits: s.someEdit, ofWishes: s.someWish, ofNights: s.someNight, ofBackups: s.amnesia,
	}
}

// plot plans all acts of the storm.
func (s *storm) plot() {
	scenes := s.scenes()
	for _, th := range append(themes(), ofBackups) { // in an order that is the same for every run
		if !s.themes[th] {
			continue
		}
		if chance(s.rng, 0.3) {
			scenes[th](s.begin) // the first codes of all have their trouble, too
		}
		for range 2 + s.rng.IntN(5) {
			scenes[th](s.begin.Add(between(s.rng, time.Hour, s.lasts)))
		}
	}
	slices.SortStableFunc(s.acts, func(a, b act) int { return a.at.Compare(b.at) })
}

func (s *storm) act(at time.Time, what string, do func(context.Context)) {
	s.acts = append(s.acts, act{at, what, do})
}

func (s *storm) program() *program { return pick(s.rng, s.programs) }

func (s *storm) badWire(at time.Time) {
	p, rate := s.program(), pick(s.rng, []float64{0.2, 0.5, 1})
	kinds := mishaps()
	s.rng.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	kinds = kinds[:1+s.rng.IntN(3)]
	writing := chance(s.rng, 0.5)
	s.act(at, fmt.Sprintf("the network of %s is bad: %v, %.0f %%", p.name, kinds, rate*100), func(context.Context) {
		p.wire.rate, p.wire.only, p.wire.writing = rate, kinds, writing
	})
	lasts := pick(s.rng, []time.Duration{10 * time.Minute, time.Hour, 3 * time.Hour, 10 * time.Hour})
	if writing {
		lasts = 4 * 24 * time.Hour
	}
	s.act(at.Add(between(s.rng, time.Minute, lasts)), "the network of "+p.name+" is good", func(context.Context) { p.wire.only = nil })
}

func (s *storm) someCrash(at time.Time) {
	p, b := s.program(), pick(s.rng, boundaries())
	s.act(at, fmt.Sprintf("%s will crash %s", p.name, b), func(context.Context) { p.arm(crash, b) })
}

func (s *storm) someHiccup(at time.Time) {
	p, b := s.program(), pick(s.rng, fileBoundaries())
	s.act(at, fmt.Sprintf("the file of %s will fail %s", p.name, b), func(context.Context) { p.arm(hiccup, b) })
}

func (s *storm) someFreeze(at time.Time) {
	p, b := s.program(), pick(s.rng, boundaries())
	s.act(at, fmt.Sprintf("%s will freeze %s", p.name, b), func(context.Context) { p.arm(freeze, b) })
}

func (p *program) arm(what deed, b boundary) {
	if p.life != nil {
		p.life.arm(what, b)
	}
}

func (s *storm) badEvents(at time.Time) {
	p, h := s.program(), habit{shuffled: chance(s.rng, 0.5)}
	switch s.rng.IntN(5) {
	case 0:
		h.deaf = true
		s.w.count.add("events not asked for")
	case 1:
		h.lazy = true
	case 2:
		h.lost = 0.5
	case 3:
		h.twice, h.late = 0.5, 0.3
	default:
		h.lost, h.twice, h.late = 0.2, 0.2, 0.2
	}
	s.act(at, fmt.Sprintf("the feed of %s: %+v", p.name, h), func(context.Context) {
		p.feed.habit = h
		p.feed.at = time.Now()
	})
}

func (s *storm) badLock(at time.Time) {
	l, lasts := pick(s.rng, s.w.locks), between(s.rng, 20*time.Minute, pick(s.rng, []time.Duration{time.Hour, 5 * time.Hour, 36 * time.Hour}))
	id, end := string(l.id), at.Add(lasts)
	switch s.rng.IntN(4) {
	case 0:
		s.act(at, "offline: "+id, func(context.Context) { s.must(s.w.seam.SetOnline(id, false)); s.w.count.add("lock offline") })
		s.act(end, "online: "+id, func(context.Context) { s.must(s.w.seam.SetOnline(id, true)) })
	case 1:
		s.act(at, "hub lost: "+id, func(context.Context) { s.must(s.w.seam.SetHub(id, false)); s.w.count.add("hub lost") })
		s.act(end, "hub back: "+id, func(context.Context) { s.must(s.w.seam.SetHub(id, true)) })
	case 2:
		slow := between(s.rng, time.Minute, 90*time.Minute)
		s.act(at, "slow locks: "+slow.String(), func(context.Context) {
			s.w.seam.SetFaults(sim.Faults{SlowProgramming: slow})
			s.w.count.add("slow programming")
		})
		s.act(end, "quick locks", func(context.Context) { s.w.seam.SetFaults(sim.Faults{}) })
	default:
		p := sim.Problem{Code: "account_disconnected", Message: "Somebody changed the password."}
		s.act(at, "trouble: "+id, func(context.Context) { s.must(s.w.seam.AddProblem(id, p)); s.w.count.add("lock with a problem") })
		s.act(end, "no trouble: "+id, func(context.Context) { s.must(s.w.seam.ClearProblem(id, p.Code)) })
	}
}

func (s *storm) clockJump(at time.Time) {
	p, by := s.program(), pick(s.rng, []time.Duration{time.Minute, 10 * time.Minute, time.Hour, 5 * time.Hour, 50 * time.Hour, 40 * 24 * time.Hour})
	if chance(s.rng, 0.5) {
		by = -by
	}
	// What makes the engine look may come before the next answer, which puts the clock right.
	blind := chance(s.rng, 0.5)
	s.act(at, fmt.Sprintf("the clock of %s jumps by %s", p.name, by), func(context.Context) {
		p.jump.Add(int64(by))
		s.w.count.add("clock jump")
		p.feed.at = time.Now()
		if blind {
			p.nudge(0)
			p.feed.at = time.Now().Add(between(s.rng, time.Second, 10*time.Minute))
		}
	})
}

func (s *storm) zoneChange(at time.Time) {
	l, in := pick(s.rng, s.w.locks), pick(s.rng, append(zones(), ""))
	s.act(at, fmt.Sprintf("zone of %s: %q", l.id, in), func(ctx context.Context) {
		s.rezone(ctx, l, in)
	})
}

// rezone moves a lock to another zone. Every program has it in its picture at once: from then on there are other windows, and
// how a feed comes to know is not what is tried here.
func (s *storm) rezone(ctx context.Context, l *lock, in string) {
	if l.zone == in {
		return
	}
	s.must(s.w.seam.SetTimeZone(string(l.id), in))
	s.w.count.add("zone change")
	l.zone = in
	s.turn(func(of *series) bool { return of.lock == l }, "zone")
	snap, err := s.w.picture(ctx, s.w.person)
	s.must(err)
	for _, p := range s.programs {
		p.picture.Store(snap)
		p.nudge(between(s.rng, 0, time.Minute))
	}
}

func (s *storm) byHand(at time.Time) {
	kind := s.rng.IntN(4)
	if kind == 3 {
		s.eraser(at)
		return
	}
	s.act(at, "by hand", func(ctx context.Context) {
		id, of, ok := s.someCode(kind < 2)
		if !ok {
			return
		}
		switch kind {
		case 0:
			s.must(s.w.seam.TamperCode(id, s.pins.draw(s.rng).Reveal()))
			s.w.count.add("by hand: another PIN")
		case 1:
			s.must(s.w.seam.TamperCode(id, ""))
			s.w.count.add("by hand: off the lock")
		default:
			s.note("deletes %s", id)
			if err := s.w.person.DeleteCode(ctx, of.lock, model.CodeID(id)); err == nil {
				s.w.count.add("by hand: deleted at Seam")
			}
		}
	})
}

// eraser is software that deletes every code which does not reach a lock with a problem.
func (s *storm) eraser(at time.Time) {
	id := string(pick(s.rng, s.w.locks).id)
	p := sim.Problem{Code: "account_disconnected", Message: "Somebody changed the password."}
	s.act(at, "an eraser begins: "+id, func(context.Context) { s.must(s.w.seam.AddProblem(id, p)) })
	for n := range 12 {
		s.act(at.Add(time.Duration(n+1)*30*time.Minute), "the eraser", func(ctx context.Context) {
			for _, c := range s.w.seam.Presences(id) {
				if _, ours := tagged(c.Name); ours && !c.OnLock {
					_ = s.w.person.DeleteCode(ctx, model.DeviceID(id), model.CodeID(c.ID)) // the next time it is tried again
				}
			}
		})
	}
	s.act(at.Add(7*time.Hour), "no eraser: "+id, func(context.Context) { s.must(s.w.seam.ClearProblem(id, p.Code)) })
}

// someCode picks one of the codes that the rules have at present.
func (s *storm) someCode(onLock bool) (id string, of subject, ok bool) {
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	var ids []string
	for id, stay := range s.w.truth.open {
		if !stay.is.Leaving && (stay.is.OnLock || !onLock) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return "", subject{}, false
	}
	slices.Sort(ids)
	id = pick(s.rng, ids)
	return id, s.w.truth.of[id], true
}

// crowd has foreign codes come onto a lock: as many as it holds, or one with the PIN of a rule.
func (s *storm) crowd(at time.Time) {
	of := pick(s.rng, s.all)
	if of.lock.brand == "kwikset" {
		return // Seam does not know of foreign codes there, so nobody could remove them
	}
	end := at.Add(between(s.rng, time.Hour, 4*24*time.Hour))
	full := chance(s.rng, 0.3) && slices.Contains([]string{"smartthings", "wyze"}, of.lock.brand)
	s.act(at, "crowd", func(context.Context) {
		pins := []string{s.pinOf(of)}
		s.w.count.add("foreign code with the PIN of a rule")
		for i := 0; full && i < 25; i++ {
			pins = append(pins, fmt.Sprintf("9%05d", 10000+s.rng.IntN(89999)))
		}
		if full {
			s.w.count.add("lock without a free slot")
		}
		for _, pin := range pins {
			if id, err := s.w.seam.AddUnmanaged(string(of.lock.id), "guest", pin); err == nil {
				s.guests = append(s.guests, guest{of.lock.id, model.CodeID(id)})
			}
		}
	})
	s.act(end, "crowd leaves", s.guestsLeave)
}

// A guest is a code that somebody made in the maker's app.
type guest struct {
	lock model.DeviceID
	code model.CodeID
}

func (s *storm) guestsLeave(ctx context.Context) {
	for _, g := range s.guests {
		_ = s.w.person.DeleteUnmanagedCode(ctx, g.lock, g.code) // those that cannot be deleted stay
	}
	s.guests = nil
}

// pinOf is a PIN that a rule will want.
func (s *storm) pinOf(of *series) string {
	if list := of.shape.pin.PINs; len(list) > 0 {
		return pick(s.rng, list).Reveal()
	}
	return s.pins.draw(s.rng).Reveal()
}

func (s *storm) someWish(at time.Time) {
	of, kind := pick(s.rng, s.all), pick(s.rng, []plan.WishKind{plan.WishRetry, plan.WishSkip})
	s.act(at, fmt.Sprintf("a person wishes: %s", kind), func(ctx context.Context) { s.wish(ctx, of, kind) })
}

func (s *storm) wish(ctx context.Context, of *series, kind plan.WishKind) {
	key := plan.Key{Rule: of.rule, Lock: of.lock.id}
	s.must(s.keeper.Ask(ctx, engine.Asked{Key: key, Wish: plan.Wish{Kind: kind, By: "rosa", At: s.w.present()}}))
	s.w.count.add("wish: " + string(kind))
	s.nudgeAll()
}

func (s *storm) someNight(at time.Time) {
	p, d := s.program(), between(s.rng, time.Hour, pick(s.rng, []time.Duration{12 * time.Hour, 6 * 24 * time.Hour}))
	s.act(at, p.name+" is off for "+d.String(), func(context.Context) {
		p.off(d)
		s.w.count.add("program off")
	})
}

// amnesia has the ledger lose a series, as when an old copy of the file is put back.
func (s *storm) amnesia(at time.Time) {
	of := pick(s.rng, s.all)
	s.act(at, "the ledger loses "+of.subject.tag+" on "+string(of.lock.id), func(ctx context.Context) {
		key := plan.Key{Rule: of.rule, Lock: of.lock.id}
		ledger, err := s.keeper.Ledger(ctx, "")
		s.must(err)
		busy := slices.ContainsFunc(ledger.Open, func(step plan.Step) bool { return step.Key == key })
		for _, p := range s.programs {
			busy = busy || p.pending != nil
		}
		if busy {
			return
		}
		for _, p := range s.programs {
			p.off(time.Minute)
		}
		t, err := s.keeper.Acquire(ctx, "rosa/restore", time.Minute)
		if err != nil {
			return // a dead program has the tenure
		}
		s.must(s.keeper.Conclude(ctx, t, engine.Conclusion{State: plan.State{Key: key}, Dropped: true}))
		s.must(s.keeper.Release(ctx, t))
		of.forgotten = s.w.present()
		s.w.count.add("ledger lost a series")
	})
}

func (s *storm) nudgeAll() {
	for _, p := range s.programs {
		p.nudge(between(s.rng, 0, 30*time.Second))
	}
}

func (s *storm) must(err error) {
	if err != nil {
		s.t.Helper()
		s.t.Fatalf("seed %d: %v", s.seed, err)
	}
}

func (s *storm) note(format string, args ...any) { s.w.trace.add(s.w.present(), format, args...) }
