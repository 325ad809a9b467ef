package ics_test

import (
	"fmt"
	"strings"
	"testing"

	"seamdash/model/ics"
)

// BenchmarkRead reads the most events that a calendar may have.
func BenchmarkRead(b *testing.B) {
	var lines []string
	for i := range 10_000 {
		lines = append(lines, event(fmt.Sprintf("UID:%d", i), "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270630T210000Z", "EXDATE;TZID=America/New_York:20270111T090000"))
	}
	text := calendar(lines...)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		in, err := ics.Read(strings.NewReader(text), ics.Options{})
		if err != nil || len(in.Rules) != 10_000 {
			b.Fatal(len(in.Rules), err)
		}
	}
}
