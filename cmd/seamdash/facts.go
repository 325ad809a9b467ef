package main

import (
	"time"

	"seamdash/model"
	"seamdash/model/zone"
)

// The objects of --json. Their fields are a contract with scripts: none is renamed or dropped, and what nobody knows
// is null.

type deviceFacts struct {
	DeviceID     string         `json:"device_id"`
	Name         *string        `json:"name"`
	DeviceType   *string        `json:"device_type"`
	Manufacturer *string        `json:"manufacturer"`
	Model        *string        `json:"model"`
	Place        *string        `json:"place"` // the house, where the name is that of the door
	Online       *bool          `json:"online"`
	Battery      *float64       `json:"battery"` // 0 to 1
	Locked       *bool          `json:"locked"`
	TimeZone     *string        `json:"time_zone"`
	CapacityUsed *int           `json:"capacity_used"`
	CapacityMax  *int           `json:"capacity_max"`
	CanProgram   *bool          `json:"can_program_online_access_codes"`
	Problems     []problemFacts `json:"problems"`
	Unreadable   *string        `json:"unreadable"` // why Seam's object could not be decoded
}

type codeFacts struct {
	AccessCodeID string         `json:"access_code_id"`
	DeviceID     string         `json:"device_id"`
	DeviceName   *string        `json:"device_name"`
	Name         *string        `json:"name"`
	Code         *string        `json:"code"` // null unless the PIN was asked for
	Type         *string        `json:"type"`
	Status       *string        `json:"status"`
	StartsAt     *string        `json:"starts_at"`
	EndsAt       *string        `json:"ends_at"`
	IsManaged    bool           `json:"is_managed"`
	State        string         `json:"state"` // the sentence
	Stuck        bool           `json:"stuck"`
	Problems     []problemFacts `json:"problems"`
	Unreadable   *string        `json:"unreadable"`
}

type problemFacts struct {
	Level   string  `json:"level"`
	Code    string  `json:"code"`
	Message string  `json:"message"`
	Since   *string `json:"since"`
}

func factsOfDevice(l *model.Lock) deviceFacts {
	d := &l.Device
	f := deviceFacts{
		DeviceID: string(d.ID), Name: known(d.Name), DeviceType: known(d.Type), Manufacturer: known(d.Manufacturer),
		Model: known(d.ModelName), Place: known(d.Place), Online: answer(d.Online), Locked: answer(d.Locked), TimeZone: known(d.TimeZone),
		CanProgram: answer(d.Can.ProgramOnlineCodes), Problems: factsOfProblems(d.Problems), Unreadable: known(d.Unreadable),
	}
	if d.Battery.Known && !d.Battery.Wired {
		f.Battery = &d.Battery.Level
	}
	if used, ok := l.SlotsUsed(); ok {
		f.CapacityUsed = &used
	}
	if d.Slots > 0 {
		f.CapacityMax = &d.Slots
	}
	return f
}

func factsOfCode(l *model.Lock, c *model.AccessCode, now time.Time, reveal bool) codeFacts {
	f := codeFacts{
		AccessCodeID: string(c.ID), DeviceID: string(c.DeviceID), DeviceName: known(l.Device.Name), Name: known(c.Name),
		Type: known(string(c.Type)), Status: known(string(c.Status)),
		StartsAt: instant(c.Window.From), EndsAt: instant(c.Window.Until), IsManaged: c.Managed,
		State: c.Sentence(&l.Device, now, zoneOf(&l.Device)), Stuck: c.Stuck(l.Device.Habit(), now),
		Problems: factsOfProblems(c.Problems), Unreadable: known(c.Unreadable),
	}
	if reveal {
		f.Code = known(c.PIN.Reveal())
	}
	return f
}

func factsOfProblems(problems []model.Problem) []problemFacts {
	out := make([]problemFacts, len(problems)) // not nil: an empty list is [] to scripts
	for i, p := range problems {
		out[i] = problemFacts{Level: p.Level.String(), Code: p.Code, Message: p.Message, Since: instant(p.Since)}
	}
	return out
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func answer(t model.Tri) *bool {
	value, ok := t.Bool()
	if !ok {
		return nil
	}
	return &value
}

// instant is a time as Seam writes it: UTC with milliseconds.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return known(t.UTC().Format("2006-01-02T15:04:05.000Z"))
}

// zoneOf is the zone of a lock, UTC where Seam has none or one that does not exist.
func zoneOf(d *model.Device) *time.Location {
	if at, known := zone.Lookup(d.TimeZone); known {
		return at
	}
	return time.UTC
}
