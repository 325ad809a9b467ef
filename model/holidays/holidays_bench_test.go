package holidays_test

import (
	"testing"

	"seamdash/model/holidays"
)

// BenchmarkCalendar makes a calendar and asks it for a year and a half, as a first look at a rule does.
func BenchmarkCalendar(b *testing.B) {
	from := date(b, "2026-11-21")
	for b.Loop() {
		c := holidays.Set{Country: "DE", Region: "BY"}.Calendar()
		for d := from; d < from+500; d++ {
			c.Holiday(d)
		}
	}
}

// BenchmarkHoliday asks a calendar that knows the year.
func BenchmarkHoliday(b *testing.B) {
	c := holidays.Set{Country: "US"}.Calendar()
	day := date(b, "2026-11-26")
	for b.Loop() {
		if _, is := c.Holiday(day); !is {
			b.Fatal("Thanksgiving is no holiday")
		}
	}
}
