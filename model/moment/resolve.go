package moment

import (
	"strconv"
	"time"
)

// resolve turns what was said into an instant.
func (r *reader) resolve() (Moment, error) {
	places := map[kind]func() (Moment, error){
		ofInstant: func() (Moment, error) { return Moment{At: r.spoken.instant}, nil },
		ofNow:     func() (Moment, error) { return Moment{At: r.now}, nil },
		ofSpan:    r.placeSpan, ofDate: r.placeDate, ofWeekday: r.placeWeekday, ofDay: r.placeDay, ofClock: r.placeClock,
	}
	for _, k := range []kind{ofInstant, ofNow, ofSpan, ofDate, ofWeekday, ofDay, ofClock} {
		if !r.has(k) {
			continue
		}
		m, err := places[k]()
		if year := m.At.UTC().Year(); err == nil && (year < 1 || year > 9999) {
			return Moment{}, r.mistake(0, len(r.tokens), "is out of every calendar")
		}
		return m, err
	}
	return Moment{}, r.mistake(0, len(r.tokens), "names no time")
}

// early says that a moment cannot be meant by words that mean what comes next.
func (r *reader) early(t time.Time) bool {
	if r.field == End {
		return !t.After(r.base)
	}
	return t.Before(r.base)
}

// passed is why a moment is early.
func (r *reader) passed() string {
	if r.field == End {
		return "is not after the start"
	}
	return "is past"
}

// placeSpan counts a length from the base, an end "in 3 days" from now.
func (r *reader) placeSpan() (Moment, error) {
	s, c := r.spoken.span, r.spoken.claims[ofSpan]
	base, note := r.base, ""
	switch {
	case r.field == End && s.lead == "in" && r.base.Sub(r.now).Abs() >= time.Minute:
		base, note = r.now, r.words(c.from, c.to)+" counts from now, not from the start"
	case r.field == Start && s.lead == "":
		return Moment{}, r.mistake(c.from, c.to, "is a length, not a time", "in "+r.text)
	case r.field == Start && s.lead == "for":
		return Moment{}, r.mistake(c.from, c.to, "is a length, not a time", r.instead(c.from, c.from+1, "in"))
	}
	if !r.has(ofClock) && s.days == 0 {
		return Moment{At: base.Add(s.passes), Note: note}, nil
	}
	wall := wallOf(base)
	if !r.has(ofClock) {
		m := r.onWall(wall.AddDate(0, 0, s.days), note)
		m.At = m.At.Add(s.passes)
		return m, nil
	}
	if s.passes != 0 {
		k := r.spoken.claims[ofClock]
		return Moment{}, r.mistake(k.from, k.to, `does not go with "`+r.words(c.from, c.to)+`"`)
	}
	return r.onDay(midnightOf(base).AddDate(0, 0, s.days), c, note)
}

// lately is how long ago a date without a year may be for the one of this year to be as likely as that of the next.
const lately = 90 * 24 * time.Hour

// placeDate puts a date without a year where it comes next, and holds a weekday beside it against it.
func (r *reader) placeDate() (Moment, error) {
	d, c := r.spoken.date, r.spoken.claims[ofDate]
	if d.year != 0 {
		return r.onDate(d, d.year, "")
	}
	today := midnightOf(r.base)
	if !r.has(ofClock) && d.on(today.Year()).Equal(today) {
		return Moment{}, r.hourless(c)
	}
	for year := today.Year(); year <= today.Year()+1; year++ {
		if d.year = year; !d.exists() {
			continue
		}
		note := ""
		if year != today.Year() {
			note = r.words(c.from, c.to) + " " + r.passed() + " in " + strconv.Itoa(today.Year()) + ": " + spell(d.on(year)) + " is meant"
		}
		m, err := r.onDate(d, year, note)
		switch {
		case err != nil || !r.early(m.At):
			return m, err
		case r.base.Sub(m.At) < lately:
			return Moment{}, r.mistake(c.from, c.to, r.passed()+", and without a year nobody knows whether the next is meant")
		}
	}
	for !d.exists() {
		d.year++
	}
	return Moment{}, r.mistake(c.from, c.to, "is neither in this year nor the next", r.instead(c.from, c.to, d.guess(r.base)))
}

func (r *reader) onDate(d date, year int, note string) (Moment, error) {
	d.year = year
	if err := r.agree(d); err != nil {
		return Moment{}, err
	}
	return r.onDay(d.on(year), r.spoken.claims[ofDate], note)
}

// agree says that the weekday beside a date is the date's, if there is one.
func (r *reader) agree(d date) error {
	w, on := r.spoken.claims[ofWeekday], d.on(d.year)
	if w.made() && (r.spoken.weekday.day != on.Weekday() || r.spoken.weekday.which != "") {
		c := r.spoken.claims[ofDate]
		return r.mistake(w.from, w.to, "does not go with "+r.words(c.from, c.to)+", which is a "+on.Weekday().String(),
			r.instead(w.from, w.to, on.Format("Mon")))
	}
	return nil
}

// placeDay is today, tomorrow and so on, of now whatever the field.
func (r *reader) placeDay() (Moment, error) {
	c := r.spoken.claims[ofDay]
	if !r.has(ofClock) && r.spoken.day == 0 {
		return Moment{}, r.hourless(c)
	}
	return r.onDay(midnightOf(r.now).AddDate(0, 0, r.spoken.day), c, "")
}

// placeClock is the next time that the wall shows it.
func (r *reader) placeClock() (Moment, error) {
	c, today := r.spoken.claims[ofClock], midnightOf(r.base)
	for ahead := range 3 { // clocks that are changed by a day may take one
		day := today.AddDate(0, 0, ahead)
		note := ""
		if ahead > 0 {
			note = r.words(c.from, c.to) + " " + r.passed() + " on that day: " + spell(day) + " is meant"
			if r.field == Start {
				note = r.words(c.from, c.to) + " is past today: tomorrow is meant, " + spell(day)
			}
		}
		if m := r.onWall(r.spoken.clock.on(day), note); !r.early(m.At) {
			return m, nil
		}
	}
	return Moment{}, r.mistake(c.from, c.to, "does not come in the next days")
}

// onDay is the time of day that was said on a day, 00:00 for a start that has none. c is what named the day.
func (r *reader) onDay(day time.Time, c claim, note string) (Moment, error) {
	clock := r.spoken.clock
	switch {
	case !r.has(ofClock) && r.field == End:
		return Moment{}, r.hourless(c)
	case !r.has(ofClock) && day.Equal(midnightOf(r.now)):
		return Moment{}, r.hourless(c)
	case !r.has(ofClock):
		return r.onWall(day, join(note, "no hour given: 00:00, when "+spell(day)+" begins")), nil
	case clock.midnight && !r.tonight():
		k := r.spoken.claims[ofClock]
		return Moment{}, r.mistake(k.from, k.to, "of a day can be its beginning (00:00) or its end (24:00)", r.instead(k.from, k.to, "24:00"))
	}
	return r.onWall(clock.on(day), note), nil
}

// tonight says that midnight is that at the end of the day.
func (r *reader) tonight() bool {
	c := r.spoken.claims[ofDay]
	return c.made() && r.tokens[c.from].text == "tonight"
}

// on is the wall time of a time of day.
func (c clock) on(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, c.hour, c.minute, c.second, c.nano, time.UTC)
}

// onWall is when the wall shows w. Of two such instants it is the first that is not early, and where there is none it is as much
// later as the clocks skip.
func (r *reader) onWall(w time.Time, note string) Moment {
	found, moved := instants(w, r.zone)
	shown := w.Format("15:04")
	switch {
	case len(found) == 0:
		meant := moved.Format("15:04")
		if moved.Day() != w.Day() {
			meant = spell(moved) + " " + meant
		}
		return Moment{moved, join(note, shown+" does not exist on "+spell(w)+", when the clocks go forward: "+meant+" is meant")}
	case len(found) == 1:
		return Moment{found[0], note}
	case r.early(found[0]) && !r.early(found[1]):
		return Moment{found[1], join(note, shown+" comes twice on "+spell(w)+", when the clocks go back: the second is meant, the first "+r.passed())}
	default:
		return Moment{found[0], join(note, shown+" comes twice on "+spell(w)+", when the clocks go back: the first is meant, the second is "+
			found[1].Format(time.RFC3339))}
	}
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
