// Package series tells in words how recurring schedules stand on their locks, and what an edit of a rule does to the codes that
// are there.
package series

import (
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// A Level is how much a standing wants to be looked at.
type Level uint8

// The levels, the quietest first.
const (
	Idle   Level = iota // there is nothing on the lock, and need not be
	Well                // the code is on the lock
	Coming              // it is on its way
	Uneasy              // it may come to nothing by itself
	Broken              // somebody stands outside, or nothing happens until a person answers
)

// A Standing is how one series stands.
type Standing struct {
	Level Level
	// Text is one clause, as "on the lock since 08:58".
	Text string
	// Code is the live code as the picture has it, or nil.
	Code *model.AccessCode
}

// Stand tells how a series stands, by what is kept of it and by the newest picture of its lock, which is nil where there is none.
// Times are those of zone.
func Stand(st *plan.State, lock *model.Lock, now time.Time, zone *time.Location) Standing {
	s := Standing{}
	if st.Code != nil && lock != nil {
		s.Code, _ = lock.Code(st.Code.ID)
	}
	switch {
	case st.Halt != nil:
		s.Level, s.Text = Broken, "halted: "+st.Halt.Why
		return s
	case st.Code != nil && !st.Code.Leaving.IsZero():
		s.leaves(st.Code)
	case st.Code != nil:
		s.live(st.Code, lock, now, zone)
	case st.Fails > 0:
	case st.LookAt.After(now):
		s.Text = "no code before " + Hour(st.LookAt, now, zone)
	default:
		s.Text = "no code at present"
	}
	if st.Fails > 0 {
		s.add(Uneasy, retry(st, now, zone))
	}
	return s
}

// live tells of the code that is there.
func (s *Standing) live(c *plan.Code, lock *model.Lock, now time.Time, zone *time.Location) {
	switch {
	case s.Code != nil && !there(s.Code, now):
		s.Level, s.Text = Coming, string(s.Code.AppendState(nil, now, zone))
	case !c.OnLock.IsZero():
		s.Level, s.Text = Well, "on the lock since "+Hour(c.OnLock, now, zone)
	case s.Code != nil:
		s.Level, s.Text = Well, "on the lock"
	default:
		s.Level, s.Text = Coming, "asked for "+Hour(c.AskedAt, now, zone)
		if lock != nil && lock.Loaded && !lock.Old {
			s.Text += ", not seen yet"
		}
	}
	if c.Late && s.Level != Well {
		s.Level, s.Text = Broken, "late, the window is open: "+s.Text
	}
	if c.Trouble != "" {
		s.add(Uneasy, c.Trouble)
	}
}

func (s *Standing) leaves(c *plan.Code) {
	s.Level, s.Text = Coming, "leaves the lock"
	if c.Why != "" {
		s.Text += ": " + c.Why
	}
}

// there says that the picture has a code on its lock, so that it works when its window is open.
func there(c *model.AccessCode, now time.Time) bool {
	phase := c.Standing(now).Phase
	return phase == model.PhaseSet || phase == model.PhaseLoaded
}

// add says one thing more.
func (s *Standing) add(at Level, text string) {
	s.Level = max(s.Level, at)
	if s.Text != "" {
		text = s.Text + "; " + text
	}
	s.Text = text
}

// retry says when it is tried again, and why.
func retry(st *plan.State, now time.Time, zone *time.Location) string {
	text := "retry now"
	if st.NextTry.After(now) {
		text = "retry " + Hour(st.NextTry, now, zone)
	}
	if st.Fails > 1 {
		text += " after " + strconv.Itoa(st.Fails) + " refusals"
	}
	if st.Refusal != "" {
		text += ": " + st.Refusal
	}
	return text
}

// Hour is the time of a day that people need no word for when it is today: "08:58", "Fri 08:58".
func Hour(t, now time.Time, zone *time.Location) string {
	at, today := t.In(zone), now.In(zone)
	if at.YearDay() == today.YearDay() && at.Year() == today.Year() {
		return at.Format("15:04")
	}
	return model.When(t, now, zone)
}
