package moment

import "time"

// A weekday is a day of the week as it was asked for.
type weekday struct {
	day time.Weekday
	// which is "", "this" or "next".
	which string
}

// readDay reads "now" and the days that have a name of their own.
func (r *reader) readDay() (bool, error) {
	from := r.at
	switch r.peek(0) {
	case "now":
		r.at++
		return true, r.claim(ofNow, from)
	case "today":
		r.spoken.day = 0
	case "tonight":
		return true, r.readTonight()
	case "tomorrow", "tmr", "tmrw":
		r.spoken.day = 1
	case "yesterday":
		r.spoken.day = -1
	case "day":
		if r.peek(1) != "after" || r.peek(2) != "tomorrow" {
			return false, nil
		}
		r.spoken.day = 2
		r.at += 2
	default:
		return false, nil
	}
	r.at++
	return true, r.claim(ofDay, from)
}

// readTonight reads "tonight" as today, when a time of day follows or came before that is in the evening.
func (r *reader) readTonight() error {
	from := r.at
	r.at++
	r.spoken.day = 0
	if err := r.claim(ofDay, from); err != nil {
		return err
	}
	if r.at == len(r.tokens) && !r.has(ofClock) {
		return r.mistake(from, r.at, "needs an hour", r.instead(from, r.at, "today 21:00"))
	}
	if r.at < len(r.tokens) {
		if _, err := r.readFiller(); err != nil {
			return err
		}
		at := r.at
		if done, err := r.readClock(); err != nil || !done {
			return err
		}
		if r.spoken.clock.hour < 17 {
			return r.mistake(at, r.at, "is not tonight", r.instead(from, at, "today"), r.instead(from, at, "tomorrow"))
		}
		return nil
	}
	if r.spoken.clock.hour < 17 {
		return r.mistake(0, from, "is not tonight", r.instead(from, r.at, "today"), r.instead(from, r.at, "tomorrow"))
	}
	return nil
}

// readWeekday reads "fri", "this fri" and "next friday".
func (r *reader) readWeekday() (bool, error) {
	from, which := r.at, r.peek(0)
	ahead := 1
	switch which {
	case "this", "next":
	case "coming":
		which = ""
	default:
		which, ahead = "", 0
	}
	day, ok := Weekday(r.peek(ahead))
	if !ok && ahead == 0 {
		return false, nil
	}
	if !ok {
		to := min(from+2, len(r.tokens))
		return true, r.mistake(from, to, "names no day", r.instead(from, to, map[string]string{"week": "next mon", "month": ""}[r.peek(1)]))
	}
	r.at += ahead + 1
	r.spoken.weekday = weekday{day, which}
	return true, r.claim(ofWeekday, from)
}

// placeWeekday is the weekday that comes next, or the one that was pointed at.
func (r *reader) placeWeekday() (Moment, error) {
	c, want := r.spoken.claims[ofWeekday], r.spoken.weekday
	if want.which != "" {
		return r.placePointed()
	}
	day := midnightOf(r.base)
	day = day.AddDate(0, 0, until(day, want.day))
	if !r.has(ofClock) && day.Equal(midnightOf(r.base)) {
		return Moment{}, r.hourless(c)
	}
	m, err := r.onDay(day, c, "")
	if err != nil || !r.early(m.At) {
		return m, err
	}
	if r.field == End { // the day on which it starts, and too early: who meant the week after would say so
		return m, nil
	}
	day = day.AddDate(0, 0, 7)
	return r.onDay(day, c, r.words(0, len(r.tokens))+" "+r.passed()+": "+spell(day)+" is meant")
}

// placePointed is "this fri", which stays within the week of now, and "next fri", which is in the week after it. Weeks begin on
// Monday. Many call the coming Friday the next, so a note tells which of the two it is not.
func (r *reader) placePointed() (Moment, error) {
	c, want := r.spoken.claims[ofWeekday], r.spoken.weekday
	today := midnightOf(r.now)
	ahead := until(today, want.day)
	within := ahead <= until(today, time.Sunday)
	day := today.AddDate(0, 0, ahead)
	switch {
	case want.which == "this" && within:
		return r.onDay(day, c, "")
	case want.which == "this":
		return Moment{}, r.mistake(c.from, c.to, "is past", r.instead(c.from, c.to, r.tokens[c.to-1].text))
	case !within:
		return r.onDay(day, c, "")
	case ahead == 0:
		return r.onDay(day.AddDate(0, 0, 7), c, "")
	}
	next := day.AddDate(0, 0, 7)
	return r.onDay(next, c, r.words(c.from, c.to)+" is in the week after this one: "+spell(next)+", not "+spell(day))
}

// until is how many days it is to a weekday, 0 on the day itself.
func until(day time.Time, want time.Weekday) int { return (int(want) - int(day.Weekday()) + 7) % 7 }

// midnightOf is the wall's 00:00 of the day of t.
func midnightOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// spell is how notes name a day.
func spell(day time.Time) string { return day.Format("Mon 2 Jan 2006") }

// hourless is the mistake of a day without the hour that it needs.
func (r *reader) hourless(c claim) *Mistake {
	why := "needs an hour"
	if r.field == Start {
		return r.mistake(c.from, c.to, why, r.instead(c.from, c.to, "now"))
	}
	hour := r.base.Format(" 15:04")
	if hour == " 00:00" {
		hour = " 24:00"
	}
	return r.mistake(c.from, c.to, why, r.text+hour, r.text+" 24:00")
}
