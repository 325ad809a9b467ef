package moment

import "time"

// A Moment is what a text means.
type Moment struct {
	// At is in the zone that the text was read in.
	At time.Time
	// Note says what the words left open and how it was taken, for the person to see: that the hour is past today and
	// tomorrow is meant, that it does not exist that day, that it comes twice. It is "" for most.
	Note string
}

// Parse reads a text as somebody at now means it who thinks in zone; nil is UTC. Words without a date mean what comes next,
// and a length ("+3h") counts from now, so for a new end of what ends already, now is the old end.
//
// The error is a [*Mistake], and nothing is read then.
func Parse(text string, now time.Time, zone *time.Location) (Moment, error) {
	r := newReader(now, zone)
	m, err := r.read(tidy(text))
	if err != nil {
		return Moment{}, err
	}
	return m, nil
}

// Exact writes t as [Parse] and [Window] read it back to the same instant, whatever their now: "2027-01-04 09:00" as seen in
// zone, with seconds where they are not zero, and with the offset as in RFC 3339 where the clocks repeat that hour. It holds for
// the years 1 to 9999 of UTC; the zero time gives "".
func Exact(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if zone == nil {
		zone = time.UTC
	}
	local := t.In(zone)
	found, _ := instants(wallOf(local), zone)
	_, offset := local.Zone()
	switch year := local.Year(); {
	case year < 1 || year > 9999 || len(found) != 1 && offset%60 != 0:
		return t.UTC().Format(time.RFC3339Nano)
	case len(found) != 1:
		return local.Format(time.RFC3339Nano)
	case local.Second() == 0 && local.Nanosecond() == 0:
		return local.Format("2006-01-02 15:04")
	default:
		return local.Format("2006-01-02 15:04:05.999999999")
	}
}

func newReader(now time.Time, zone *time.Location) *reader {
	if zone == nil {
		zone = time.UTC
	}
	now = now.In(zone).Round(0)
	return &reader{now: now, base: now, zone: zone}
}
