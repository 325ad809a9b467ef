package fit

import (
	"slices"
	"strconv"
	"strings"

	"seamdash/model"
)

// Seam's own bounds of a PIN, which hold on every lock.
const (
	shortest = 4
	longest  = 12
)

// pin judges digits that somebody chose.
func (c *check) pin(pin model.PIN) {
	digits := pin.Reveal() // to be judged; it goes nowhere
	const makers = "cannot_specify_pin_code"
	switch {
	case hasRule(&c.lock.Device, makers):
		c.refuse(OfPIN, makers, c.called()+" "+ruleWords(makers), "leave the PIN out")
		return
	case pin.Veiled(): // nobody here knows the digits
		c.duplicate(pin)
		return
	case !isDigits(digits):
		c.refuse(OfPIN, "digits_only", "a PIN has digits only", "leave out what is no digit")
		return
	}
	if text := lengthBroken(&c.lock.Device, len(digits)); text != "" {
		c.refuse(OfPIN, "pin_length", text, "choose "+lengthWords(lengthsOf(&c.lock.Device)))
	}
	for _, rule := range c.lock.Device.Rules.Constraints {
		c.pinRule(rule.Type, digits)
	}
	c.duplicate(pin)
	if why := Weak(pin); why != "" {
		c.warn(OfPIN, "weak_pin", "easy to guess: "+why, "generate one, or choose digits without a pattern")
	}
}

func (c *check) pinRule(kind, digits string) {
	switch broken, _ := breaks(kind, digits); {
	case broken:
		c.refuse(OfPIN, kind, c.called()+" "+ruleWords(kind), "choose other digits, or generate a PIN")
	case kind == "no_triple_consecutive_ints" && longestRun(digits) == 3:
		c.warn(OfPIN, kind, c.called()+" may not take three digits in a row", "choose other digits if Seam refuses these")
	case kind == "pin_code_matches_existing_set":
		c.warn(OfPIN, kind, c.called()+" takes only PINs that its account has in use already",
			"repeat one of those; which they are cannot be seen from this lock alone")
	}
}

// strangeRules tells of rules that Seam has and this program has not: they may be about anything.
func (c *check) strangeRules() {
	for _, rule := range c.lock.Device.Rules.Constraints {
		if _, known := breaks(rule.Type, ""); !known && !judgedElsewhere(rule.Type) {
			c.warn(OfLock, rule.Type, c.called()+" has a rule that this program does not know: "+rule.Type, "Seam will say whether the code keeps it")
		}
	}
}

// breaks says whether digits break one of Seam's rules about PINs, and whether it is a rule about PINs that we can judge.
func breaks(kind, digits string) (broken, known bool) {
	if banned := bannedDigits(kind); banned != "" {
		return strings.ContainsAny(digits, banned), true
	}
	switch kind {
	case "cannot_specify_pin_code":
		return true, true
	case "cannot_start_with_12":
		return strings.HasPrefix(digits, "12"), true
	case "no_triple_consecutive_ints":
		return longestRun(digits) > 3, true
	case "no_ascending_or_descending_sequence":
		return len(digits) > 1 && max(run(digits, 1), run(digits, -1)) == len(digits), true
	case "at_least_three_unique_digits":
		return distinct(digits) < 3, true
	case "no_all_same_digits":
		return distinct(digits) < 2, true
	case "unique_first_four_digits":
		return distinct(digits[:min(len(digits), 4)]) < min(len(digits), 4), true
	default:
		return false, false
	}
}

func bannedDigits(kind string) string {
	switch kind {
	case "no_zeros":
		return "0"
	case "cannot_contain_089":
		return "089"
	case "cannot_contain_0789":
		return "0789"
	default:
		return ""
	}
}

// ruleWords says what a lock wants by a rule about PINs.
func ruleWords(kind string) string {
	switch kind {
	case "cannot_specify_pin_code":
		return "gets its PINs from its maker"
	case "no_zeros":
		return "wants no 0"
	case "cannot_start_with_12":
		return "wants no PIN that begins with 12"
	case "no_triple_consecutive_ints":
		return "wants no more than 3 digits in a row"
	case "no_ascending_or_descending_sequence":
		return "wants no sequence"
	case "at_least_three_unique_digits":
		return "wants three different digits at least"
	case "no_all_same_digits":
		return "wants digits that are not all the same"
	case "unique_first_four_digits":
		return "wants four different digits at the front"
	case "cannot_contain_089":
		return "wants no 0, 8 or 9"
	case "cannot_contain_0789":
		return "wants digits from 1 to 6"
	default:
		return "has the rule " + kind
	}
}

// judgedElsewhere are the rules on names and times, and the one on PINs that cannot be judged by the digits.
func judgedElsewhere(kind string) bool {
	return slices.Contains([]string{"start_date_in_future", "name_length", "name_must_be_unique", "pin_code_matches_existing_set"}, kind)
}

func lengthBroken(d *model.Device, length int) string {
	if slices.Contains(lengthsOf(d), length) {
		return ""
	}
	if len(d.Rules.Lengths) == 0 {
		return "a PIN has " + lengthWords(lengthsOf(d))
	}
	return called(d) + " wants " + lengthWords(lengthsOf(d))
}

// lengthsOf are the lengths that the lock takes, rising: those it publishes within what Seam takes at all, else all that
// Seam takes.
func lengthsOf(d *model.Device) []int {
	var lengths []int
	for n := shortest; n <= longest; n++ {
		if len(d.Rules.Lengths) == 0 || slices.Contains(d.Rules.Lengths, n) {
			lengths = append(lengths, n)
		}
	}
	return lengths
}

// lengthWords is "6 digits", "4 to 8 digits", "4 or 6 digits".
func lengthWords(lengths []int) string {
	switch n := len(lengths); {
	case n == 0:
		return "a length that Seam does not take"
	case n == 1:
		return strconv.Itoa(lengths[0]) + " digits"
	case lengths[n-1]-lengths[0] == n-1 && n > 2:
		return strconv.Itoa(lengths[0]) + " to " + strconv.Itoa(lengths[n-1]) + " digits"
	default:
		words := make([]string, n)
		for i, length := range lengths {
			words[i] = strconv.Itoa(length)
		}
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1] + " digits"
	}
}

// duplicate looks for the PIN on the lock. Seam takes it once, whatever the windows; until a change is confirmed, the
// lock has the old PIN as well.
func (c *check) duplicate(pin model.PIN) {
	for code := range c.others {
		if code.PIN.Equal(pin) || hadPIN(code, pin) {
			c.refuse(OfPIN, "duplicate_pin", c.called()+" has this PIN already, for "+nameOf(code),
				"choose another one, even if the times do not meet, or wait until that code is off the lock")
			return
		}
	}
}

func hadPIN(code *model.AccessCode, pin model.PIN) bool {
	return slices.ContainsFunc(code.Pending, func(m model.PendingMutation) bool {
		return m.Code == model.MutationUpdatingCode && m.From.PIN.Known() && m.From.PIN.Equal(pin)
	})
}

func nameOf(code *model.AccessCode) string {
	if code.Name != "" {
		return code.Name
	}
	return "a code without a name"
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func distinct(digits string) int {
	n := 0
	for d := range 10 {
		if strings.Contains(digits, strconv.Itoa(d)) {
			n++
		}
	}
	return n
}

// run is the length of the longest stretch in which every digit is the one before plus step.
func run(digits string, step int) int {
	best, length := 0, 0
	for i := range len(digits) {
		if length++; i > 0 && int(digits[i])-int(digits[i-1]) != step {
			length = 1
		}
		best = max(best, length)
	}
	return best
}

// longestRun is the longest stretch of equal, climbing or falling digits.
func longestRun(digits string) int { return max(run(digits, 0), run(digits, 1), run(digits, -1)) }
