package recur

import (
	"fmt"
	"strconv"
	"strings"

	"seamdash/model/civil"
)

// A wireClock is a time since the midnight of a window's day as text: "09:00", and "30:00" for 06:00 of the next day.
type wireClock civil.Clock

// MarshalText writes hours and minutes, and seconds where there are any.
func (c wireClock) MarshalText() ([]byte, error) {
	at := civil.Clock(c)
	out := fmt.Sprintf("%02d:%02d", at/civil.Hour, at%civil.Hour/civil.Minute)
	if s := at % civil.Minute; s != 0 {
		out += fmt.Sprintf(":%02d", s)
	}
	return []byte(out), nil
}

// UnmarshalText reads what MarshalText writes.
func (c *wireClock) UnmarshalText(text []byte) error {
	sum, unit := civil.Clock(0), civil.Hour
	parts := strings.Split(string(text), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return fmt.Errorf("%.20q is not a time", text)
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil || len(part) < 2 || i > 0 && (n > 59 || len(part) > 2) || n > maxHours {
			return fmt.Errorf("%.20q is not a time", text)
		}
		sum += civil.Clock(n) * unit
		unit /= 60
	}
	*c = wireClock(sum)
	return nil
}

// maxHours is the end of the longest window that begins at the end of its day.
const maxHours = 32 * 24
