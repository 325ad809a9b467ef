package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// refuses says why the brand does not take the PIN, or "" when it does.
func (b *brand) refuses(pin string) string {
	if len(b.lengths) > 0 && !slices.Contains(b.lengths, len(pin)) {
		return fmt.Sprintf("code must have one of the lengths %v", b.lengths)
	}
	return b.breaks(pin)
}

// breaks says which of the brand's rules other than length the PIN breaks, or "".
func (b *brand) breaks(pin string) string {
	for _, c := range b.rules {
		if !c.allows(pin) {
			return fmt.Sprintf("code violates the constraint %s of this device", c.Type)
		}
	}
	return ""
}

// allows judges a PIN by one documented constraint; those about names and times have nothing to say here.
func (c constraint) allows(pin string) bool {
	switch c.Type {
	case "no_zeros":
		return !strings.Contains(pin, "0")
	case "cannot_start_with_12":
		return !strings.HasPrefix(pin, "12")
	case "no_triple_consecutive_ints":
		return longestRun(pin) <= 3
	case "no_ascending_or_descending_sequence":
		return !isSequence(pin)
	case "at_least_three_unique_digits":
		return distinct(pin) >= 3
	case "no_all_same_digits":
		return distinct(pin) > 1
	case "unique_first_four_digits":
		return len(pin) < 4 || distinct(pin[:4]) == 4
	case "cannot_contain_089":
		return !strings.ContainsAny(pin, "089")
	case "cannot_contain_0789":
		return !strings.ContainsAny(pin, "0789")
	}
	return true
}

func distinct(pin string) int {
	seen := map[rune]bool{}
	for _, r := range pin {
		seen[r] = true
	}
	return len(seen)
}

// isSequence is true of PINs that only climb or only fall by one.
func isSequence(pin string) bool {
	return len(pin) > 1 && (steps(pin, 1) == len(pin)-1 || steps(pin, -1) == len(pin)-1)
}

// steps counts the neighbours that differ by exactly delta.
func steps(pin string, delta int) int {
	n := 0
	for i := 1; i < len(pin); i++ {
		if int(pin[i])-int(pin[i-1]) == delta {
			n++
		}
	}
	return n
}

// longestRun is the longest stretch of equal, climbing or falling digits. Seam's wording leaves open whether three in a
// row are still allowed; here they are.
func longestRun(pin string) int {
	longest, run, last := 1, 1, 2
	for i := 1; i < len(pin); i++ {
		delta := int(pin[i]) - int(pin[i-1])
		switch {
		case delta < -1 || delta > 1:
			run, last = 1, 2
		case delta == last:
			run++
		default:
			run, last = 2, delta
		}
		longest = max(longest, run)
	}
	return longest
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// checkPIN applies the API's own rule, then the brand's, then looks for the same PIN on the device.
func (w *world) checkPIN(d *device, pin string, except *code) *failure {
	switch {
	case d.brand.has("cannot_specify_pin_code"):
		return invalid("code", "code cannot be specified for this device")
	case !isDigits(pin):
		return invalid("code", "code must only contain digits")
	case len(pin) < 4 || len(pin) > 12:
		return invalid("code", "code must have between 4 and 12 digits")
	}
	if why := d.brand.refuses(pin); why != "" {
		return invalid("code", why)
	}
	if other := w.duplicate(d, pin, except); other != nil {
		return duplicateCode(d, other)
	}
	return nil
}

func duplicateCode(d *device, other *code) *failure {
	f := refuse(http.StatusConflict, "duplicate_access_code", "An access code with this PIN already exists on this device")
	f.data = map[string]any{"device_id": d.id, "access_code_id": other.id}
	return f
}

// checkWindow wants both times or none, in order, and not over yet.
func (w *world) checkWindow(d *device, starts, ends stamp) *failure {
	switch {
	case starts == 0 && ends == 0:
		return nil
	case d.brand.zoned && d.place.zone == "":
		return invalid("starts_at", "the time zone of this device must be reported before time bound access codes")
	case starts == 0:
		return invalid("starts_at", "starts_at is required when ends_at is given")
	case ends == 0:
		return invalid("ends_at", "ends_at is required when starts_at is given")
	case ends <= starts:
		return invalid("ends_at", "ends_at must be after starts_at")
	case ends <= w.now:
		return invalid("ends_at", "ends_at must be in the future")
	}
	return d.checkSlot(starts, ends)
}

// checkStart refuses online codes that should have begun already, where the maker does. An update that leaves the start
// alone is not asked.
func (w *world) checkStart(d *device, starts stamp) *failure {
	switch {
	case starts == 0:
		return nil
	case d.brand.has("start_date_in_future") && starts <= w.now:
		return invalid("starts_at", "starts_at must be in the future for this device")
	case d.brand.key == "igloohome" && starts < w.now:
		return invalid("starts_at", "starts_at must not be in the past for this device")
	}
	return nil
}

// checkName holds names to the one rule that is an error; too long ones are cut on the device instead.
func (w *world) checkName(d *device, name string, except *code) *failure {
	if !d.brand.has("name_must_be_unique") {
		return nil
	}
	for _, c := range d.codes {
		if c != except && c.want.name == name {
			return invalid("name", "name must be unique on this device")
		}
	}
	return nil
}
