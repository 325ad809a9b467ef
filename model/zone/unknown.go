package zone

import (
	"fmt"
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/slip"
)

const (
	mostGuesses = 3
	// longestName is how much of an unknown name is repeated and compared, in runes; the longest real one has 32.
	longestName = 64
	// shortest is the least that says something of a name that begins with it.
	shortest = 3
)

// Unknown is the error for a name that no zone has.
type Unknown struct {
	Name    string   // as it was given, made safe to print and cut to 64 characters
	Guesses []string // names that may have been meant, the likeliest first: at most three, often none
}

func (u *Unknown) Error() string { return fmt.Sprintf("unknown time zone %q", u.Name) }

// Hint is a sentence for the person who gave the name.
func (u *Unknown) Hint() string {
	switch n := len(u.Guesses); n {
	case 0:
		return "name it as the zone database does: Europe/Lisbon, America/New_York, UTC."
	case 1:
		return "did you mean " + u.Guesses[0] + fixed(u.Guesses[0]) + "?"
	default:
		return "did you mean " + strings.Join(u.Guesses[:n-1], ", ") + " or " + u.Guesses[n-1] + "?"
	}
}

// fixed says what a name with a fixed offset means, because it reads the other way round.
func fixed(name string) string {
	offset, is := strings.CutPrefix(name, "Etc/GMT")
	if !is || offset == "" || offset[0] != '+' && offset[0] != '-' {
		return ""
	}
	return ", which is UTC" + map[byte]string{'+': "-", '-': "+"}[offset[0]] + offset[1:] + " all year"
}

func unknown(name string) *Unknown {
	name = model.Clean(name)
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName-1]) + "…"
	}
	return &Unknown{Name: name, Guesses: guesses(name)}
}

// guesses are the zones that may have been meant by a name that none has.
func guesses(name string) []string {
	said := fold(name)
	if fixed, is := fromOffset(name); fixed != "" {
		return []string{fixed}
	} else if is {
		return called(said)
	}
	place := city(said) // it may be right where the region is wrong, or at the end of a path
	for _, text := range []string{said, place} {
		if out := ranked(text, isCity, mostGuesses); text != "" && len(out) > 0 {
			return out
		}
	}
	if len(place) < shortest {
		return nil
	}
	if out := ranked(place, inCity, mostGuesses); len(out) > 0 {
		return out
	}
	return near(said, mostGuesses)
}

// fromOffset says whether a text is an offset as in UTC+1, GMT-5 or +05:30, and what zone has it, which those do that are whole
// hours. The names in the database have the opposite sign, because POSIX counts west of Greenwich.
func fromOffset(text string) (name string, is bool) {
	text = strings.TrimPrefix(strings.TrimPrefix(strings.ToUpper(text), "UTC"), "GMT")
	if text == "" || text[0] != '+' && text[0] != '-' {
		return "", false
	}
	hours, minutes, _ := strings.Cut(text[1:], ":")
	if minutes == "" && len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	}
	n, err := strconv.ParseUint(hours, 10, 8)
	if err != nil {
		return "", false
	}
	name = "Etc/GMT" + map[byte]string{'+': "-", '-': "+"}[text[0]] + strconv.FormatUint(n, 10)
	if n == 0 {
		name = "Etc/UTC"
	}
	if _, known := entry(name); !known || minutes != "" && minutes != "00" {
		return "", true
	}
	return name, true
}

// near are the names that are a slip or two of a finger away from what was said, as a whole or in their last part.
func near(said string, most int) []string {
	lists := make([][]string, mostSlips+1)
	for name := range all {
		whole := fold(name)
		slips := min(slip.Count(said, whole, mostSlips), slip.Count(said, city(whole), mostSlips))
		if slips <= mostSlips && slips*3 < len(said) {
			lists[slips] = append(lists[slips], name)
		}
	}
	return choose(lists, most)
}

// mostSlips is how many letters may be wrong, missing, too many or swapped.
const mostSlips = 2
