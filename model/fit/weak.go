package fit

import (
	"slices"
	"strings"

	"seamdash/model"
)

// Weak says why a PIN is easy to guess, or "" when no pattern is found in it. It says nothing about PINs that are not
// digits.
func Weak(pin model.PIN) string {
	digits := pin.Reveal() // to be judged; it goes nowhere
	if !isDigits(digits) {
		return ""
	}
	switch {
	case distinct(digits) == 1:
		return "one digit throughout"
	case sequence(digits):
		return "a sequence"
	case repeats(digits):
		return "a part repeated"
	case slices.Contains(lines(), digits):
		return "a line on the keypad"
	case distinct(digits) == 2 && len(digits) > 4:
		return "two digits only"
	case year(digits):
		return "a year"
	case date(digits):
		return "a date"
	case slices.Contains(popular(), digits):
		return "among the most common"
	default:
		return ""
	}
}

// sequence is true of PINs that climb or fall by one, past the 9 too, as 7890 and 0987 do on a keypad.
func sequence(digits string) bool {
	const up, down = "12345678901234567890", "09876543210987654321"
	return strings.Contains(up, digits) || strings.Contains(down, digits)
}

// repeats is true of 1212, 123123 and 1221221, which only continue how they began after at most half, and of pairs such
// as 1122 and mirrors such as 1221.
func repeats(digits string) bool {
	n := len(digits)
	for part := 1; part <= n/2; part++ {
		if strings.HasPrefix(digits[part:]+digits[n-part:], digits[:n-part]) && n%part == 0 {
			return true
		}
	}
	pairs, mirror := n%2 == 0, true
	for i := range n {
		pairs = pairs && digits[i] == digits[i&^1]
		mirror = mirror && digits[i] == digits[n-1-i]
	}
	return pairs || mirror && n <= 6
}

// lines are what a finger draws on the keypad: its columns, corners and crosses, in both directions.
func lines() []string {
	list := []string{
		"2580", "1470", "3690", "1478", "3698", "1397", "1379", "7913", "2468", "1357", "1590", "3570", "2684", "147258", "258369",
		"147369", "159357", "147896", "369874", "123654", "789456", "14789", "36987", "15937", "1478963", "147258369", "741852963",
	}
	for _, line := range slices.Clone(list) {
		list = append(list, reversed(line))
	}
	return list
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// popular are PINs that lists of leaked ones have near their top and that no other reason covers.
func popular() []string {
	return []string{
		"1004", "1123", "1230", "1233", "1245", "1324", "2000", "2001", "4200", "5150", "5683", "6969", "8520", "0007", "0070", "1007",
		"12341", "12344", "12321", "54320", "123450", "112358", "314159", "159753", "420420", "123789", "147852", "8675309", "1236987",
	}
}

// year is true of the years that people have in mind.
func year(digits string) bool {
	return len(digits) == 4 && digits >= "1900" && digits <= "2099"
}

// date is true of days as people write them, with or without a year: 2412, 1224, 241299, 19991224.
func date(digits string) bool {
	switch len(digits) {
	case 4:
		return dated(digits[:2], digits[2:]) || dated(digits[2:], digits[:2])
	case 6: // the year is last or first
		return date(digits[:4]) || dated(digits[4:], digits[2:4])
	case 8:
		return date(digits[:4]) && year(digits[4:]) || date(digits[4:]) && year(digits[:4])
	default:
		return false
	}
}

func dated(d, m string) bool { return d >= "01" && d <= "31" && m >= "01" && m <= "12" }
