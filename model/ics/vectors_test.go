package ics_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/civil"
	"seamdash/model/ics"
	"seamdash/model/recur"
	"seamdash/model/zone"
)

// A vector is a line of the truth that package rrule is held against.
type vector struct {
	ID      string
	TZ      string
	DTStart string
	EndWall string  `json:"end_wall"`
	EndDays int     `json:"end_days"`
	RRule   *string `json:"rrule"`
	ExDates []string
	RDates  []string
	Needs   []string
	Query   struct{ After, Between any }
	Expect  []struct{ Start, End time.Time }
}

// fits says that the vector is an event and asks for what a rule answers.
func (v *vector) fits() bool {
	if v.EndWall == "" || v.RRule == nil || len(v.Expect) == 0 {
		return false
	}
	for i := range v.Expect[1:] { // a rule makes one window of those that touch
		if !v.Expect[i].End.Before(v.Expect[i+1].Start) {
			return false
		}
	}
	for _, x := range v.RDates { // an event gives them its length, the truth its end
		if strings.HasSuffix(x, "Z") || !strings.HasSuffix(x, v.DTStart[10:]) {
			return false
		}
	}
	return true
}

func (v *vector) event(t *testing.T) string {
	t.Helper()
	start, err := civil.ParseWall(v.DTStart)
	if err != nil {
		t.Fatal(err)
	}
	clock, err := civil.ParseClock(v.EndWall)
	if err != nil {
		t.Fatal(err)
	}
	end := (start.Date() + civil.Date(v.EndDays)).At(clock)
	lines := []string{"UID:" + v.ID, "SUMMARY:x", property("DTSTART", v.TZ, start.String()), property("DTEND", v.TZ, end.String()), "RRULE:" + *v.RRule}
	for _, x := range v.ExDates {
		lines = append(lines, property("EXDATE", v.TZ, x))
	}
	for _, x := range v.RDates {
		lines = append(lines, property("RDATE", v.TZ, x))
	}
	return "BEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

func property(name, tz, value string) string {
	value = strings.NewReplacer("-", "", ":", "").Replace(value)
	switch {
	case strings.HasSuffix(value, "Z"):
		return name + ":" + value
	case !strings.Contains(value, "T"):
		return name + ";VALUE=DATE:" + value
	default:
		return name + ";TZID=" + tz + ":" + value
	}
}

// TestVectors reads the truth of recurrence as calendars: events that are not refused open when the truth says so.
func TestVectors(t *testing.T) {
	t.Parallel()
	f, err := os.Open("../rrule/testdata/recur-public.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	held, refused := 0, make(map[string]int)
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if !v.fits() {
			continue
		}
		in, err := ics.Read(strings.NewReader(calendar(v.event(t))), ics.Options{})
		if err != nil {
			t.Fatal(v.ID, err)
		}
		for _, r := range in.Refused {
			refused[r.Why]++
		}
		for _, r := range in.Rules {
			held++
			v.hold(t, r.Rule)
		}
	}
	if held < 300 {
		t.Errorf("%d vectors were held; refused: %v", held, refused)
	}
}

// hold compares the windows of a rule with those that are expected, from the first to the last.
func (v *vector) hold(t *testing.T, r recur.Rule) {
	t.Helper()
	at, err := zone.Load(v.TZ)
	if err != nil {
		t.Fatal(err)
	}
	s, err := recur.Compile(&r, recur.Setting{Zone: at})
	if err != nil {
		t.Fatal(v.ID, err)
	}
	var want, got []string
	for _, w := range v.Expect {
		want = append(want, fmt.Sprint(w.Start.UTC().Format(time.RFC3339), " ", w.End.UTC().Format(time.RFC3339)))
	}
	for _, w := range s.After(v.Expect[0].Start.Add(-time.Second), len(v.Expect)) {
		got = append(got, fmt.Sprint(w.From.UTC().Format(time.RFC3339), " ", w.Until.UTC().Format(time.RFC3339)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s (-want +got):\n%s", v.ID, rule(r), diff)
	}
}
