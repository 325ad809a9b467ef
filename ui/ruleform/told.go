package ruleform

import (
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// called names the row in a sentence.
func (r row) called() string {
	switch r {
	case rowWindows:
		return "windows"
	case rowStart:
		return "start"
	case rowEnd:
		return "end"
	case rowCodes:
		return "name of the codes"
	case rowShort:
		return "short name"
	case rowPolicy, rowDigits:
		return "PIN"
	case rows:
		return "rule"
	default:
		return strings.ToLower(r.label())
	}
}

// dayWords is a day as people write it, with the year where it is not this one.
func (f *Form) dayWords(d civil.Date) string {
	year, month, day := d.Split()
	text := d.Weekday().String()[:3] + " " + strconv.Itoa(day) + " " + month.String()[:3]
	if year != f.today().Year() {
		text += " " + strconv.Itoa(year)
	}
	return text
}

// endWords is when the rule ends, behind other facts.
func (f *Form) endWords() string {
	switch end := f.rule.End; end.Kind {
	case recur.OnDate:
		return " · until " + f.dayWords(end.On)
	case recur.AfterCount:
		return " · " + strconv.Itoa(end.Count) + " times"
	default:
		return ""
	}
}

// clockWords says which clock the windows are told on.
func (f *Form) clockWords() string {
	switch {
	case f.rule.Zone != "":
		return model.ZoneLabel(f.rule.Zone) + " time"
	case len(f.doors) == 0:
		return "your time, until there is a lock"
	case f.zones() > 1:
		return model.ZoneLabel(f.clock().String()) + " time; " + strconv.Itoa(f.zones()) + " zones, each lock by its own"
	default:
		return model.ZoneLabel(f.clock().String()) + " time"
	}
}

// lockNames are the names of some locks.
func (f *Form) lockNames(ids []model.DeviceID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
		if lock, ok := f.picture.Lock(id); ok && lock.Device.Name != "" {
			names[i] = lock.Device.Name
		}
	}
	return strings.Join(names, ", ")
}

// namesOf are the names of some sets of holidays.
func (f *Form) namesOf(ids []recur.SetID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = f.setName(id)
	}
	return strings.Join(names, ", ")
}
