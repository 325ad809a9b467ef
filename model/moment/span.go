package moment

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A span is a length: days on the calendar and hours as they pass.
type span struct {
	days   int
	passes time.Duration
	// lead is the word before it: "in", "+", "for", or "".
	lead string
}

// readSpan reads "in 2 h", "+1d", "for 2 nights", "2 h 30 min".
func (r *reader) readSpan() (bool, error) {
	from := r.at
	lead := r.peek(0)
	switch lead {
	case "in", "+", "for":
		r.at++
	default:
		lead = ""
		if unitOf(r.peek(1)) == noUnit {
			return false, nil
		}
	}
	s := span{lead: lead}
	for {
		more, err := r.readAmount(&s)
		if err != nil {
			return true, err
		}
		if !more {
			break
		}
		if r.peek(0) == "and" {
			r.at++
		}
	}
	if s.days == 0 && s.passes == 0 {
		if _, ok := amount(r.peek(0)); ok && unitOf(closest(r.peek(1))) != noUnit {
			return true, r.unknown(r.at + 1)
		}
		to := min(r.at+1, len(r.tokens))
		return true, r.mistake(from, to, "is no length", r.instead(from, to, r.words(from, to)+"h"))
	}
	r.spoken.span = s
	return true, r.claim(ofSpan, from)
}

// readAmount reads "2 h" and adds it; more says that there was one.
func (r *reader) readAmount(s *span) (more bool, err error) {
	from, what := r.at, unitOf(r.peek(1))
	count, ok := amount(r.peek(0))
	if !ok || what == noUnit {
		return false, nil
	}
	r.at += 2
	each := map[unit]int{day: 1, night: 1, week: 7}[what]
	switch {
	case what == uneven:
		return false, r.mistake(from, r.at, "is no certain length: say days, or the date", r.months(from, int(count))...)
	case what == night && s.lead == "in":
		return false, r.mistake(from, r.at, "is a length, which follows for", r.instead(from, r.at, r.peekBack(2)+" days"))
	case each == 0:
		s.passes += time.Duration(count * float64(map[unit]time.Duration{minute: time.Minute, hour: time.Hour}[what]))
	case count != float64(int(count)):
		return false, r.mistake(from, r.at, "is no whole number of days: say hours", r.instead(from, r.at, strconv.Itoa(int(count*float64(each)*24))+" h"))
	default:
		s.days += int(count) * each
	}
	return true, nil
}

// months are the dates that a number of months or years can mean, with the hour if the text has none.
func (r *reader) months(from, count int) []string {
	if strings.HasPrefix(r.peekBack(1), "y") {
		count *= 12
	}
	if from > 0 { // the word that leads to it
		from--
	}
	on := wallOf(r.base).AddDate(0, count, 0)
	return []string{r.instead(from, r.at, on.Format("2006-01-02 15:04")), r.instead(from, r.at, on.Format(time.DateOnly))}
}

// peekBack is the text of a token counted back from the next one.
func (r *reader) peekBack(back int) string { return r.tokens[r.at-back].text }

// amount reads how many: up to five digits, perhaps with a decimal, or a small number in letters.
func amount(word string) (float64, bool) {
	if word == "a" || word == "an" {
		return 1, true
	}
	if n, ok := Small(word); ok {
		return float64(n), true
	}
	whole, decimal, cut := strings.Cut(word, ".")
	n, ok := number(whole)
	if !ok || cut && (len(decimal) != 1 || !digit(rune(decimal[0]))) {
		return 0, false
	}
	count := float64(n)
	if cut {
		count += float64(decimal[0]-'0') / 10
	}
	return count, true
}

// Small reads a number from one to twelve in letters.
func Small(word string) (int, bool) {
	i := slices.Index([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}, word)
	return i + 1, i >= 0
}
