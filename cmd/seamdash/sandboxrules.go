package main

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// sandboxHolidays is the set that the schedules of the sandbox know.
const sandboxHolidays = recur.SetID("us")

// sandboxSets are the sets of holidays that the sandbox begins with.
func sandboxSets() []holidays.Set {
	return []holidays.Set{{ID: sandboxHolidays, Name: "US holidays", Country: "US"}}
}

// sandboxRules are schedules to look at and to change, on locks of the sandbox. They began some weeks before today, so that each
// is in full swing. A fleet that was generated has its first locks in the place of those that are named here.
func sandboxRules(devices []model.Device, today civil.Date) []recur.Rule {
	if len(devices) == 0 {
		return nil
	}
	doors := sandboxDoors(devices)
	start := today - 28
	until, _ := civil.MakeDate(today.Year()+1, time.June, 30)
	all := []recur.Rule{
		{
			Name: "Cleaners", Locks: doors("Maple Ct 1A · Front Door", "Maple Ct 3B · Front Door"),
			Spans:    []recur.Span{on(at(9, 13), time.Monday, time.Wednesday, time.Friday), on(at(10, 16), time.Saturday)},
			Holidays: []recur.SetID{sandboxHolidays}, End: recur.End{Kind: recur.OnDate, On: until}, PIN: recur.PINPolicy{Kind: recur.Fresh},
		},
		{
			Name: "Dog sitter", Locks: doors("Maple Ct 1A · Front Door"), Before: 10 * time.Minute, After: 10 * time.Minute,
			Spans: []recur.Span{on(at(12, 13), time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)},
			Skip:  []recur.Skip{{Date: today + 2}},
		},
		{
			Name: "Night shift", Locks: doors("Harbor 12 · Main door", "Harbor 14 · Main door"),
			Spans: []recur.Span{{Days: rrule.Rule{Freq: rrule.Daily}, Hours: at(22, 30)}},
		},
		{
			Name: "Linen service", Locks: doors("Harbor 12 · Laundry"), Spans: []recur.Span{{
				Days:  rrule.Rule{Freq: rrule.Weekly, Interval: 2, ByDay: []rrule.Day{{Weekday: time.Tuesday}}},
				Hours: at(7, 9),
			}},
			Extra: []recur.Opening{{Date: today + 3, Hours: at(16, 17)}},
		},
		{
			Name: "Jardineiro", Locks: doors("Quinta do Lago · Portão"), Spans: []recur.Span{on(at(8, 12), time.Tuesday, time.Thursday)},
			Pause: recur.Pause{Paused: true, From: today - 1, Until: today + 13},
		},
		{
			Name: "Boiler check", Locks: doors("Maple Ct 1A · Garage"), End: recur.End{Kind: recur.AfterCount, Count: 12},
			Spans: []recur.Span{{
				Days:  rrule.Rule{Freq: rrule.Monthly, ByDay: []rrule.Day{{N: 1, Weekday: time.Monday}}},
				Hours: at(9, 11),
			}},
		},
	}
	for i := range all {
		all[i].Start = start
	}
	return all
}

// sandboxDoors finds locks by name. Where one is not there, another takes its place.
func sandboxDoors(devices []model.Device) func(names ...string) []model.DeviceID {
	byName := make(map[string]model.DeviceID, len(devices))
	for i := range devices {
		byName[devices[i].Name] = devices[i].ID
	}
	stand := 0
	return func(names ...string) []model.DeviceID {
		out := make([]model.DeviceID, 0, len(names))
		for _, name := range names {
			id, ok := byName[name]
			if !ok {
				id = devices[stand%len(devices)].ID
				stand++
				byName[name] = id
			}
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
		return out
	}
}

// at is a window by whole hours; 30 is six on the next morning.
func at(from, until int) recur.Hours {
	return recur.Hours{From: civil.Clock(from) * civil.Hour, Until: civil.Clock(until) * civil.Hour}
}

// on is the same window on days of every week.
func on(h recur.Hours, days ...time.Weekday) recur.Span {
	span := recur.Span{Days: rrule.Rule{Freq: rrule.Weekly}, Hours: h}
	for _, d := range days {
		span.Days.ByDay = append(span.Days.ByDay, rrule.Day{Weekday: d})
	}
	return span
}
