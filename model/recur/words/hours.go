package words

import (
	"fmt"
	"strings"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

const longestWindow = 31 * civil.Day

// A clock is a time of day as it was written.
type clock struct {
	at civil.Clock
	// half is "am" or "pm" where it was said.
	half string
	// bare is an hour of 1 to 12 that can be of either half of the day, as far as its own words go.
	bare bool
	// dark is such an hour of less than 6 without minutes.
	dark bool
	from int
	to   int
}

// hoursAhead says that the next tokens are hours such as "9-13", "from 9 to 13" or "all day".
func (r *reader) hoursAhead() bool {
	was := r.at
	defer func() { r.at = was }()
	r.takes("at", "from", "between", "open")
	if r.is("all") {
		return r.isAt(1, "day")
	}
	if !r.clockShape() {
		return false
	}
	if r.is("for") {
		_, ok := r.amount(1)
		return ok && unitOf(r.peek(2).text) != 0
	}
	if r.is("and") && r.isAt(-1, "h") { // "1h and 30 min before"
		return false
	}
	if !r.takes("-", "to", "until", "till", "and") || !r.clockShape() {
		return false
	}
	return !r.monthAt(0) && !r.isAt(0, "of") && !ordinalEnding(r.peek(0))
}

// clockShape passes over what looks like a time of day.
func (r *reader) clockShape() bool {
	if r.takes("noon", "midday", "midnight") {
		return true
	}
	if !r.shortNumber(0) && !r.fourDigits() {
		return false
	}
	r.at++
	if r.hourMark() {
		r.at++
		if r.glued(0) && r.peek(0).kind == number {
			r.at++
		}
	}
	for r.moreDigits() {
		r.at += 2
	}
	if r.half(0) != "" {
		r.at++
	}
	return true
}

// fourDigits says that "0930" is next, and no year.
func (r *reader) fourDigits() bool {
	t := r.peek(0)
	return t.kind == number && len(t.text) == 4 && (!r.isAt(1, "-") || !r.isAt(3, "-"))
}

// moreDigits says that ":30" or ".30" is next.
func (r *reader) moreDigits() bool {
	return r.is(":", ".") && r.glued(0) && r.glued(1) && r.peek(1).kind == number
}

// hourMark says that the "h" of "9h" or "9h30" is next, and the hour before it.
func (r *reader) hourMark() bool {
	return r.is("h") && r.glued(0) && r.peek(-1).kind == number && len(r.peek(-1).text) <= 2
}

// half is "am" or "pm" where a token is that.
func (r *reader) half(ahead int) string {
	t := r.peek(ahead)
	if t.kind == word && (t.text == "am" || t.text == "pm") {
		return t.text
	}
	return ""
}

// readHours reads hours, which are known to be next.
func (r *reader) readHours() (recur.Hours, error) {
	from := r.at
	between := r.takes("between")
	r.takes("at", "from", "open")
	if r.takes("all") {
		r.at++
		return recur.Hours{Until: civil.Day}, nil
	}
	begin, err := r.readClock()
	if err != nil {
		return recur.Hours{}, err
	}
	if begin.at == civil.Day {
		return recur.Hours{}, r.mistake(begin.from, begin.to, "could be the beginning or the end of the day", r.instead(begin.from, begin.to, "0:00"))
	}
	if r.takes("for") {
		return r.readLength(begin)
	}
	if r.is("and") && !between {
		return recur.Hours{}, r.mistake(r.at, r.at+1, "does not lead from one time of day to another", r.instead(r.at, r.at+1, "-"))
	}
	r.at++
	end, err := r.readClock()
	if err != nil {
		return recur.Hours{}, err
	}
	days, said := r.laterDays()
	if err := r.halves(&begin, &end); err != nil {
		return recur.Hours{}, err
	}
	return r.window(from, begin, end, days, said)
}

// readLength reads what follows "9:00 for": "4 hours".
func (r *reader) readLength(begin clock) (recur.Hours, error) {
	n, _ := r.amount(0)
	unit, from := unitOf(r.peek(1).text), r.at
	r.at += 2
	each := map[unitKind]civil.Clock{minutes: civil.Minute, hours: civil.Hour}[unit]
	if each == 0 || n < 1 {
		return recur.Hours{}, r.mistake(from, r.at, "is no length of a window: say hours or minutes")
	}
	if civil.Clock(n)*each > longestWindow {
		return recur.Hours{}, r.mistake(from, r.at, "is longer than 31 days")
	}
	return recur.Hours{From: begin.at, Until: begin.at + civil.Clock(n)*each}, nil
}

// readClock reads 9, 9:00, 9.30, 9h30, 0930, 9am, noon and 24:00.
func (r *reader) readClock() (clock, error) {
	c := clock{from: r.at}
	switch {
	case r.takes("noon", "midday"):
		c.at = 12 * civil.Hour
	case r.takes("midnight"):
		c.at = civil.Day
	default:
		if err := r.readDigits(&c); err != nil {
			return c, err
		}
	}
	c.to = r.at
	return c, nil
}

func (r *reader) readDigits(c *clock) error {
	first := r.peek(0)
	parts, ok := r.clockParts()
	h, m, s := parts[0], parts[1], parts[2]
	if c.half = r.half(0); c.half != "" {
		r.at++
	}
	c.at = civil.Clock(h)*civil.Hour + civil.Clock(m)*civil.Minute + civil.Clock(s)
	if !ok || max(m, s) > 59 || c.at > civil.Day {
		return r.mistake(c.from, r.at, "is no time of day")
	}
	twelve := h >= 1 && h <= 12
	if c.half == "" {
		c.bare = twelve && !r.exact(c.from)
		c.dark = c.bare && h < 6 && r.peek(-1) == first
		return nil
	}
	if !twelve {
		return r.mistake(c.from, r.at, "is no time of day: with am and pm hours go from 1 to 12", r.instead(c.from, r.at, clockText(h, m)))
	}
	c.at %= 12 * civil.Hour
	if c.half == "pm" {
		c.at += 12 * civil.Hour
	}
	return nil
}

// exact says that a time of day is of 24 hours by how it is written: "09:00", "9h".
func (r *reader) exact(from int) bool {
	return strings.HasPrefix(r.tokens[from].text, "0") || r.at > from+1 && r.tokens[from+1].text == "h"
}

// clockParts reads the hour, the minute and the second of a time of day in digits. ok is false where there are more, or of one digit.
func (r *reader) clockParts() (parts [3]int, ok bool) {
	first := r.peek(0)
	parts[0], ok = first.n, true
	if r.at++; len(first.text) == 4 {
		parts[0], parts[1] = first.n/100, first.n%100
		ok = !r.moreDigits()
	}
	if r.hourMark() {
		if r.at++; r.glued(0) && r.peek(0).kind == number {
			parts[1], ok = r.peek(0).n, len(r.peek(0).text) == 2
			r.at++
		}
		return parts, ok
	}
	for i := 1; r.moreDigits(); i++ {
		t := r.peek(1)
		if r.at += 2; i >= len(parts) || len(t.text) != 2 {
			ok = false
			continue
		}
		parts[i] = t.n
	}
	return parts, ok
}

// laterDays reads "+1" and "next day" behind the end of a window.
func (r *reader) laterDays() (days int, said bool) {
	switch {
	case r.is("+") && r.peek(1).kind == number && len(r.peek(1).text) <= 2:
		days = r.peek(1).n
		r.at += 2
		if r.glued(0) {
			r.takes("d")
		}
		return days, true
	case r.is("the") && r.isAt(1, "next", "following") && r.isAt(2, "day", "morning"):
		r.at += 3
		return 1, true
	case r.is("next", "following") && r.isAt(1, "day", "morning"):
		r.at += 2
		return 1, true
	}
	return 0, false
}

// halves refuses hours of which one says am or pm and the other could be of either half: "9-5pm", "9am-5".
func (r *reader) halves(begin, end *clock) error {
	switch {
	case end.half != "" && begin.bare:
		guess := end.half
		if begin.at%(12*civil.Hour) >= end.at%(12*civil.Hour) {
			guess = other(end.half)
		}
		return r.mistake(begin.from, begin.to, "could be am or pm", r.behindGlued(begin.to, guess), r.behindGlued(begin.to, other(guess)))
	case begin.half != "" && end.bare:
		guess := begin.half
		if end.at%(12*civil.Hour) <= begin.at%(12*civil.Hour) {
			guess = other(begin.half)
		}
		return r.mistake(end.from, end.to, "could be am or pm", r.behindGlued(end.to, guess), r.behindGlued(end.to, other(guess)))
	}
	return nil
}

func other(half string) string {
	if half == "am" {
		return "pm"
	}
	return "am"
}

func (r *reader) behindGlued(to int, words string) string {
	end := r.tokens[to-1].to
	return r.text[:end] + words + r.text[end:]
}

// window makes hours of two times of day. A night has to be said unless it can be nothing else.
func (r *reader) window(from int, begin, end clock, days int, said bool) (recur.Hours, error) {
	h := recur.Hours{From: begin.at, Until: end.at + civil.Clock(days)*civil.Day}
	if end.at == 0 && begin.at > 0 && !said {
		h.Until = civil.Day // 22-0
	}
	switch {
	case h.Until > h.From+longestWindow:
		return h, r.mistake(from, r.at, "is longer than 31 days")
	case h.Until > h.From:
		if begin.dark && end.bare {
			r.note(fmt.Sprintf("%s is %s to %s, before noon", r.words(place{from, r.at}), h.From, h.Until))
		}
		return h, nil
	case said:
		return h, r.mistake(from, r.at, "closes before it opens")
	case h.Until == 0 && h.From == 0:
		return h, r.mistake(from, r.at, "opens and closes at the same time", r.instead(from, r.at, "0-24"))
	case h.Until == h.From:
		return h, r.mistake(from, r.at, "opens and closes at the same time", r.behindGlued(r.at, "+1"))
	}
	return r.night(from, h, begin, end)
}

// night is a window that ends on the next day without words that say so.
func (r *reader) night(from int, h recur.Hours, begin, end clock) (recur.Hours, error) {
	h.Until += civil.Day
	if h.From >= 13*civil.Hour || begin.half != "" && end.half != "" {
		return h, nil
	}
	why := fmt.Sprintf("closes before it opens: for a night of %s say +1", length(h.Until-h.From))
	return h, r.mistake(from, r.at, why, r.laterGuess(begin, end), r.behindGlued(r.at, "+1"))
}

// laterGuess is the text with the end of a window moved to the afternoon: "9-5" meant as "9-17".
func (r *reader) laterGuess(begin, end clock) string {
	at := end.at + 12*civil.Hour
	if !end.bare || end.at >= 12*civil.Hour || at <= begin.at {
		return ""
	}
	if at%civil.Hour == 0 {
		return r.instead(end.from, end.to, fmt.Sprint(int(at/civil.Hour)))
	}
	return r.instead(end.from, end.to, at.String())
}

func clockText(h, m int) string { return fmt.Sprintf("%d:%02d", h, m) }

// length is how long a window is, in words.
func length(c civil.Clock) string {
	if c%civil.Hour == 0 {
		return fmt.Sprintf("%d h", c/civil.Hour)
	}
	return fmt.Sprintf("%d h %d min", c/civil.Hour, c%civil.Hour/civil.Minute)
}
