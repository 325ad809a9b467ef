package storm

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
)

// A storm is one seed: a world, its rules, the programs that roll them, and what goes wrong.
type storm struct {
	t    *testing.T
	seed uint64
	rng  *rand.Rand
	w    *world

	themes   map[theme]bool
	programs []*program
	keeper   engine.Keeper
	book     *rulebook.Book
	volumes  []*volume
	all      []*series
	acts     []act
	guests   []guest
	pins     *purse

	begin  time.Time     // of the rules, by the bubble's clock
	lasts  time.Duration // the storm
	healed time.Time     // its end, by Seam's clock
}

// calmEvery is how many of the seeds are without any trouble: one of so many.
const calmEvery = 12

// newStorm makes the world of a seed.
func newStorm(t *testing.T, seed uint64, count *counters) *storm {
	t.Helper()
	s := &storm{t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 8)), themes: map[theme]bool{}, pins: &purse{map[string]bool{}}}
	switch seed % calmEvery {
	case 0: // without any trouble
	case 1: // a ledger that is lost is trouble enough: what else happens meanwhile is known to nobody
		s.themes[ofBackups] = true
	default:
		s.drawThemes()
	}
	ahead := pick(s.rng, []time.Duration{0, 0, 90 * time.Second, -3 * time.Hour, 400 * time.Hour})
	s.w = newWorld(t, s.rng, epoch().AddDate(0, 0, s.rng.IntN(420)), ahead, count)
	for _, i := range s.rng.Perm(len(brands()))[:1+s.rng.IntN(2)] {
		s.w.addLock(t, brands()[i], pick(s.rng, zones()))
	}
	if s.keeper = engine.InMemory(time.Now); onDisk(seed) {
		s.keeper = diskKeeper(t)
		count.add("keeper on disk")
	}
	s.book = rulebook.New(rulebook.Config{
		Keeper: rulebook.InMemory(s.w.present), Now: s.w.present, Salt: func() string { return fmt.Sprintf("%08d", s.rng.IntN(1e8)) },
		Zone: func(name string) error { _, err := zone.Load(name); return err },
	})
	s.begin = time.Now()
	s.lasts = between(s.rng, 4*24*time.Hour, 9*24*time.Hour)
	s.hire()
	return s
}

func (s *storm) drawThemes() {
	for len(s.themes) == 0 {
		for _, th := range themes() {
			if chance(s.rng, 0.3) {
				s.themes[th] = true
			}
		}
	}
}

// hire makes the programs.
func (s *storm) hire() {
	names := []string{"desk"}
	if s.themes[ofTwins] {
		names = append(names, "agent")
	}
	term := between(s.rng, 10*time.Minute, 6*time.Hour)
	for i, name := range names {
		p := &program{
			w: s.w, t: s.t, name: name, keeper: s.keeper, book: s.book, term: term,
			rng:  rand.New(rand.NewPCG(s.seed, 100+uint64(i))),
			wire: &wire{w: s.w, rng: rand.New(rand.NewPCG(s.seed, 200+uint64(i)))},
		}
		p.wakeAt = time.Now()
		s.programs = append(s.programs, p)
	}
}

// write makes the rules.
func (s *storm) write(ctx context.Context) {
	for n := range 1 + s.rng.IntN(2) {
		var locks []model.DeviceID
		for _, l := range s.w.locks {
			if len(locks) == 0 || chance(s.rng, 0.5) {
				locks = append(locks, l.id)
			}
		}
		v := &volume{shape: newShape(s.rng, n, s.w.present(), locks, s.pins)}
		s.volumes = append(s.volumes, v)
		s.save(ctx, v)
	}
	s.turn(func(*series) bool { return true }, "made")
}

// run plays the seed.
func (s *storm) run(ctx context.Context) {
	s.write(ctx)
	s.plot()
	s.until(ctx, s.begin.Add(s.lasts))
	s.heal(ctx)
	for end := time.Now().Add(9 * 24 * time.Hour); time.Now().Before(end) && !s.proved(); {
		s.until(ctx, earliest(end, time.Now().Add(8*time.Hour)))
		s.answerHalts(ctx)
	}
	s.w.catchUp()
	s.w.truth.close(s.w.present())
}

// settling is how long after the storm a window may still suffer from it.
const settling = 26 * time.Hour

// proved says that every series had a window of calm days.
func (s *storm) proved() bool {
	now := s.w.present()
	return !slices.ContainsFunc(s.all, func(of *series) bool {
		last := of.eras[len(of.eras)-1]
		return last.to.IsZero() && !slices.ContainsFunc(last.shape.due(last.zone, s.healed.Add(settling), now), func(w slot) bool {
			return w.open.After(s.healed.Add(settling)) && w.shut.Before(now.Add(-time.Hour))
		})
	})
}

// until lets time pass, from one thing that happens to the next.
func (s *storm) until(ctx context.Context, end time.Time) {
	for time.Now().Before(end) {
		next := end
		if len(s.acts) > 0 {
			next = earliest(next, s.acts[0].at)
		}
		for _, p := range s.programs {
			next = earliest(next, p.due())
		}
		if change, ok := s.w.seam.NextChange(); ok {
			next = earliest(next, change.Add(-s.w.ahead))
		}
		<-time.After(time.Until(next))
		s.w.catchUp()
		s.step(ctx)
	}
}

// step does what is due.
func (s *storm) step(ctx context.Context) {
	for len(s.acts) > 0 && !time.Now().Before(s.acts[0].at) {
		a := s.acts[0]
		s.acts = s.acts[1:]
		s.note("%s", a.what)
		a.do(ctx)
		s.w.catchUp()
	}
	news := s.w.takeNews()
	for _, p := range s.programs {
		if f := &p.feed; news && p.life != nil && f.at.IsZero() && !f.habit.deaf {
			f.at = time.Now().Add(between(p.rng, 0, 90*time.Second))
		}
		p.wake(ctx)
	}
}

// heal ends the storm: everything works again, and nobody has to do anything but answer what stands still.
func (s *storm) heal(ctx context.Context) {
	s.note("the storm is over")
	s.acts = nil
	for _, l := range s.w.locks {
		id := string(l.id)
		s.must(s.w.seam.SetOnline(id, true))
		s.must(s.w.seam.SetHub(id, true))
		s.must(s.w.seam.ClearProblem(id, "account_disconnected"))
		if l.zone == "" {
			s.rezone(ctx, l, "UTC")
		}
	}
	s.guestsLeave(ctx)
	s.calm()
	for _, v := range s.volumes { // a rule that stands still by its own will shows nothing
		v.shape.pausedFrom, v.shape.last, v.shape.skip = "", "", nil
		s.save(ctx, v)
	}
	s.turn(func(*series) bool { return true }, "healed")
	s.healed = s.w.present()
}

// calm mends the programs and their machines.
func (s *storm) calm() {
	s.w.seam.SetFaults(s.w.quiet())
	for _, p := range s.programs {
		p.wire.only, p.feed.habit = nil, habit{}
		p.feed.at = time.Now()
		p.stale = true
		if p.life != nil {
			p.life.disarm()
		}
		if !p.wakeAt.IsZero() {
			p.wakeAt = time.Now()
		}
		p.nudge(0)
	}
}

// answerHalts is a person who looks at what stands still, three times a day, and wishes that it goes on.
func (s *storm) answerHalts(ctx context.Context) {
	ledger, err := s.keeper.Ledger(ctx, "")
	s.must(err)
	for _, st := range ledger.States {
		if st.Halt == nil {
			continue
		}
		for _, of := range s.all {
			if of.rule == st.Key.Rule && of.lock.id == st.Key.Lock {
				s.note("a person answers: %s", st.Halt.Why)
				s.wish(ctx, of, plan.WishRetry)
			}
		}
	}
}

// play runs a seed in a bubble and gives what was wrong, with the trace.
func play(t *testing.T, seed uint64, count *counters) (wrong []string, lines []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newStorm(t, seed, count)
		s.run(t.Context())
		wrong = s.judge(t.Context())
		lines = append(s.header(), s.w.trace.lines...)
		s.end()
	})
	return wrong, lines
}

// end lets go of the programs, so that the bubble can end.
func (s *storm) end() {
	for _, p := range s.programs {
		if p.life != nil {
			p.life.cancel()
		}
	}
}

// header says what a seed is, for its trace.
func (s *storm) header() []string {
	var b []string
	for _, v := range s.volumes {
		b = append(b, fmt.Sprintf("rule %q %s days %v minutes %d to %d wide %v zone %q start %s skip %v paused %q PINs %d template %q locks %v",
			v.shape.name, v.entry.ID, v.shape.days, v.shape.from, v.shape.until, v.shape.wide, v.shape.zone, v.shape.start, v.shape.skip, v.shape.pausedFrom, v.shape.pin.Kind, v.shape.template, v.shape.locks))
	}
	for _, l := range s.w.locks {
		b = append(b, fmt.Sprintf("lock %s %s %q", l.id, l.brand, l.zone))
	}
	var th []string
	for _, t := range append(themes(), ofBackups) {
		if s.themes[t] {
			th = append(th, string(t))
		}
	}
	return append(b, "storm of "+strings.Join(th, ", "))
}
