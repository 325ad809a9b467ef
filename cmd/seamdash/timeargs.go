package main

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/moment"
	"seamdash/model/zone"
)

// timeArgs are the times of a code as somebody wrote them.
type timeArgs struct {
	starts, ends string
	zone         string
}

func (a *timeArgs) register(flags *pflag.FlagSet) {
	flags.StringVar(&a.starts, "starts", "", `when it begins to open: "tomorrow 9am", "fri 17:00 for 3h", "2027-01-04 09:00" or RFC 3339`)
	flags.StringVar(&a.ends, "ends", "", `when it ends, also counted from the start: "+1d 11:00", "for 2h"`)
	flags.StringVar(&a.zone, "zone", "", "zone in which the times are meant, such as Europe/Lisbon (default the lock's own)")
}

func (a *timeArgs) given() bool { return a.starts != "" || a.ends != "" }

// check refuses what is wrong on every lock.
func (a *timeArgs) check(flags *pflag.FlagSet) error {
	for name, text := range map[string]string{"starts": a.starts, "ends": a.ends, "zone": a.zone} {
		if text == "" && flags.Changed(name) {
			return usageError{err: fmt.Errorf("read --%s: it is empty", name)}
		}
	}
	if a.zone == "" {
		return nil
	}
	_, err := zone.Load(a.zone)
	if unknown, is := errors.AsType[*zone.Unknown](err); is {
		return usageError{err: fmt.Errorf("read --zone: %w", err), hint: unknown.Hint()}
	}
	return err
}

// A reading is what times mean on one lock.
type reading struct {
	window model.Window
	zone   *time.Location // in which they were meant
	notes  []string
}

// on reads the times for a lock, as somebody there would mean them at now. Where was has an edge, it stands in for the one
// that is not given.
func (a *timeArgs) on(d *model.Device, was model.Window, now time.Time) (reading, error) {
	at, err := a.zoneOn(d)
	if err != nil {
		return reading{}, err
	}
	window, notes, err := moment.Window(cmp.Or(a.starts, exact(was.From)), cmp.Or(a.ends, exact(was.Until)), now, at)
	if err != nil && a.ends == "" && !was.Until.IsZero() { // the start may say how long
		var again error
		if window, notes, again = moment.Window(a.starts, "", now, at); again == nil {
			err = nil
		}
	}
	if err != nil {
		return reading{}, a.mistaken(d, err, now, at)
	}
	return reading{window, at, notes}, nil
}

// zoneOn is the zone in which the times are meant. Nobody guesses one: a door would open at the wrong hour.
func (a *timeArgs) zoneOn(d *model.Device) (*time.Location, error) {
	if at, known := zone.Lookup(cmp.Or(a.zone, d.TimeZone)); known {
		return at, nil
	}
	for _, text := range []string{a.starts, a.ends} {
		if _, err := time.Parse(time.RFC3339, text); text != "" && err != nil {
			return nil, usageError{
				err:  fmt.Errorf("read the times: nobody knows the time zone of %s", called(d)),
				hint: "say with --zone in which one they are meant, or give RFC 3339 with an offset: 2027-01-04T09:00:00-08:00.",
			}
		}
	}
	return time.UTC, nil
}

// exact is an instant for [moment.Window], "" for none.
func exact(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// mistaken says what is wrong with the times: wrong usage where they cannot be read, otherwise a rule that they break, such as
// an end before the start.
func (a *timeArgs) mistaken(d *model.Device, err error, now time.Time, at *time.Location) error {
	m, ok := errors.AsType[*moment.Mistake](err)
	if !ok {
		return fmt.Errorf("read the times for %s: %w", called(d), err)
	}
	op, hint := fmt.Sprintf("read the %s for %s", m.Field, called(d)), ""
	if m.Guess != "" {
		hint = fmt.Sprintf("did you mean %q?", m.Guess)
	}
	start, unread := moment.Parse(a.starts, now, at)
	if unread == nil {
		_, unread = moment.Parse(a.ends, start.At, at)
	}
	if unread == nil {
		return &model.Fault{Op: op, Kind: model.KindInvalid, Message: m.Error(), Hint: hint}
	}
	return usageError{err: fmt.Errorf("%s: %w", op, m), hint: hint}
}

// told says what the times came to, on the lock and for everybody.
func (r *reading) told(d *model.Device) []string {
	lines := []string{fmt.Sprintf("%s: %s %s (%s to %s)", called(d), window(r.window, r.zone), model.ZoneLabel(r.zone.String()),
		r.window.From.UTC().Format(time.RFC3339), r.window.Until.UTC().Format(time.RFC3339))}
	for _, note := range r.notes {
		lines = append(lines, "note: "+note)
	}
	return lines
}
