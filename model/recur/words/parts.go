package words

import (
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// A partOfDay is what "night" means: it says that hours come every day, and which they cannot be.
type partOfDay struct {
	from, until civil.Clock // of the widest window that it can be
	typical     string
}

// partNamed is the part of a day that a word names.
func partNamed(t token) (partOfDay, bool) {
	if t.kind != word {
		return partOfDay{}, false
	}
	switch t.text {
	case "morning", "mornings":
		return partOfDay{4 * civil.Hour, 13 * civil.Hour, "9-12"}, true
	case "evening", "evenings":
		return partOfDay{16 * civil.Hour, civil.Day, "18-22"}, true
	case "night", "nights":
		return partOfDay{17 * civil.Hour, civil.Day + 10*civil.Hour, "22-6"}, true
	}
	return partOfDay{}, false
}

// holds says that hours are of a part of the day. Those before dawn are of the night, too.
func (d partOfDay) holds(h recur.Hours) bool {
	shift := civil.Clock(0)
	if d.until > civil.Day && h.Until+civil.Day <= d.until {
		shift = civil.Day
	}
	return h.From+shift >= d.from && h.Until+shift <= d.until
}

// checkParts refuses "every night 9-17".
func (r *reader) checkParts(p pattern, windows []recur.Hours) error {
	for i := p.from; i < p.to; i++ {
		d, ok := partNamed(r.tokens[i])
		for _, h := range windows {
			if ok && !d.holds(h) {
				return r.mistake(i, i+1, `goes with other hours, such as "`+d.typical+`"`, r.instead(i, i+1, "day"), r.instead(i, i+1, "every day"))
			}
		}
	}
	return nil
}

// besideHours are texts without a part of the day in front of hours, which say more than it.
func (r *reader) besideHours(i int) []string {
	was := r.at
	defer func() { r.at = was }()
	if r.at = i + 1; !r.hoursAhead() {
		return nil
	}
	return []string{r.instead(i, i+1, "")}
}
