package rrule_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// TestAnswerIsWhatItSays holds the whole text of answers, for programs read it.
func TestAnswerIsWhatItSays(t *testing.T) {
	const series = `"id":"a","tz":"America/New_York","dtstart":"2027-03-13T02:30","end_wall":"03:30"`
	for line, want := range map[string]string{
		`{` + series + `,"rrule":"FREQ=DAILY;COUNT=3","query":{"after":"2027-03-13T12:00:00+01:00","limit":9}}`: `{"id":"a","occurrences":[` +
			`{"start":"2027-03-15T06:30:00Z","end":"2027-03-15T07:30:00Z"}]}`, // on the 14th the window is over when it begins
		`{` + series + `,"rrule":"FREQ=DAILY;COUNT=1","query":{"after":"2027-03-13T12:00:00Z","limit":9}}`: `{"id":"a","occurrences":[]}`,
		`{"tz":"UTC","id":"last"}`:    `{"id":"last","error":"bad-date: dtstart: \"\" is not a date and time such as 2027-01-04T09:00:00"}`,
		`{"exdate":[],"id":"b"}`:      `{"id":"b","error":"unknown-field: \"exdate\" is not a field of a request"}`,
		`{"end_days":"1","id":"c"}`:   `{"id":"c","error":"bad-json: end_days: the JSON string does not belong here"}`,
		`{"id":"d"} {}`:               `{"id":"d","error":"bad-json: something follows the request on its line"}`,
		`{"id":"d"`:                   `{"id":"","error":"bad-json: the line is not one JSON object"}`,
		``:                            `{"id":"","error":"bad-json: the line is not one JSON object"}`,
		`[]`:                          `{"id":"","error":"bad-json: the JSON array does not belong here"}`,
		`{"id":"\u001b[2J","tz":"x"}`: `{"id":"\u001b[2J","error":"unknown-zone: tz: \"x\" is not a time zone of the IANA database"}`,
	} {
		if got := string(rrule.Answer([]byte(line), zone.Load)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", line, got, want)
		}
	}
}

// TestQuestionsAboutNothing: an empty series is refused where it is to be kept, and a question about it has the answer "none".
func TestQuestionsAboutNothing(t *testing.T) {
	const question = `,"query":{"after":"2026-01-01T00:00:00Z","limit":5}`
	for _, c := range []struct{ fields, code string }{
		{`"rrule":"FREQ=MONTHLY;BYDAY=6MO"`, "never"},
		{`"rrule":"FREQ=DAILY;UNTIL=20270103T000000Z"`, "until-before-start"},
		{`"rrule":"FREQ=DAILY;COUNT=1","exdates":["2027-01-04"]`, "all-excluded"},
		{`"rrule":null`, "empty"},
		{`"rrule":"FREQ=DAILY;BYHOUR=18"`, "all-excluded"},
	} {
		line := `{"id":"x","tz":"UTC","dtstart":"2027-01-04T09:00:00","end_wall":"17:00:00",` + c.fields
		if got := ask(t, []byte(line+"}")); !strings.HasPrefix(got.Error, c.code+": ") {
			t.Errorf("%s is to be kept: %+v, want %s", c.fields, got, c.code)
		}
		if got := ask(t, []byte(line+question+"}")); got.Error != "" || got.Occurrences == nil || len(got.Occurrences) > 0 {
			t.Errorf("%s in question: %+v, want no windows", c.fields, got)
		}
	}
}

// TestRefusedInQuestionsToo: whatever of the truth is refused for another reason than that nothing is there stays refused when
// it comes with a question.
func TestRefusedInQuestionsToo(t *testing.T) {
	empty := map[string]bool{"empty": true, "never": true, "until-before-start": true, "all-excluded": true}
	refused := 0
	for _, line := range readLines(t, "testdata/recur-invalid.jsonl", 232) {
		var want struct {
			ID, Action, Code string
			Input            map[string]any
		}
		decode(t, line, &want)
		if want.Action != "refuse" || empty[want.Code] || want.Input["query"] != nil {
			continue
		}
		want.Input["query"] = map[string]any{"after": "2026-01-01T00:00:00Z", "limit": 3}
		input, err := json.Marshal(want.Input)
		if err != nil {
			t.Fatal(err)
		}
		refused++
		if got := ask(t, input); got.Error == "" {
			t.Errorf("%s is answered: %v", want.ID, got.Occurrences)
		}
	}
	if refused < 150 {
		t.Errorf("only %d lines were tried", refused)
	}
}

func TestLongLines(t *testing.T) {
	var dates []string
	for i := range 1000 {
		dates = append(dates, fmt.Sprintf("%d-%02d-%02dT09:00:00", 2027+i/336, i/28%12+1, i%28+1))
	}
	rule, end := "FREQ=DAILY", "17:00:00"
	full, err := json.Marshal(rrule.Request{ID: "full", TZ: "UTC", DTStart: "2027-01-01T09:00:00", EndWall: &end, RRule: &rule, ExDates: dates, RDates: dates})
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(t, full); got.Error != "" || len(got.Occurrences) != 10 {
		t.Errorf("the longest series that may be: %+v", got)
	}
	if got := ask(t, bytes.Repeat([]byte(" "), rrule.MaxLine+1)); !strings.HasPrefix(got.Error, "too-long: ") {
		t.Errorf("a line that is too long: %+v", got)
	}
}

// TestOverlaps walks along the edge between windows that touch and those that overlap.
func TestOverlaps(t *testing.T) {
	for _, c := range []struct{ fields, code string }{
		{`"duration":"PT24H","rrule":"FREQ=DAILY"`, ""},
		{`"duration":"PT24H1S","rrule":"FREQ=DAILY"`, "overlap"},
		{`"duration":"P1DT1S","rrule":"FREQ=DAILY"`, "overlap"},
		{`"duration":"PT24H1S","rrule":"FREQ=DAILY;COUNT=1"`, ""},
		{`"duration":"PT24H1S","rrule":"FREQ=DAILY;UNTIL=20270104T235959Z"`, ""},
		{`"duration":"PT24H1S","rrule":"FREQ=DAILY;INTERVAL=2"`, ""},
		{`"duration":"PT72H","rrule":"FREQ=WEEKLY;BYDAY=MO,TH"`, ""},
		{`"duration":"PT72H1S","rrule":"FREQ=WEEKLY;BYDAY=MO,TH"`, "overlap"},
		{`"end_wall":"09:00:00","end_days":28,"rrule":"FREQ=MONTHLY;BYMONTHDAY=1"`, ""},
		{`"end_wall":"09:00:01","end_days":28,"rrule":"FREQ=MONTHLY;BYMONTHDAY=1"`, "overlap"},
		{`"duration":"PT2H","rrule":"FREQ=DAILY;BYHOUR=9,11,13"`, ""},
		{`"duration":"PT2H1S","rrule":"FREQ=DAILY;BYHOUR=9,12,14"`, "overlap"},
		{`"end_wall":"17:00:00","rrule":"FREQ=DAILY;BYHOUR=9,18"`, "zero-window"},
	} {
		got := ask(t, []byte(`{"id":"x","tz":"Europe/London","dtstart":"2027-01-04T09:00:00",`+c.fields+"}"))
		if code, _, _ := strings.Cut(got.Error, ": "); code != c.code {
			t.Errorf("%s: %q, want %q", c.fields, got.Error, c.code)
		}
	}
}

// TestDurations: days are those of the calendar, hours and below run whatever the clocks do.
func TestDurations(t *testing.T) {
	for _, c := range []struct{ duration, end string }{
		{"PT24H", "2027-03-14T14:00:00Z"},
		{"P1D", "2027-03-14T13:00:00Z"},
		{"P1DT1H", "2027-03-14T14:00:00Z"},
		{"P1W", "2027-03-20T13:00:00Z"},
		{"PT1H30M", "2027-03-13T15:30:00Z"},
		{"PT90M", "2027-03-13T15:30:00Z"},
		{"PT1H0M5S", "2027-03-13T15:00:05Z"},
	} {
		got := ask(t, []byte(`{"tz":"America/New_York","dtstart":"2027-03-13T09:00:00","duration":"`+c.duration+`","rdates":["2027-03-13T09:00:00"]}`))
		want := reply{Occurrences: []window{{"2027-03-13T14:00:00Z", c.end}}}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.duration, diff)
		}
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct{ fields, code string }{
		{`"exdates":["2027-01-05"]`, "exdate-nomatch"},
		{`"exdates":["2027-01-04T10:00:00"]`, "exdate-nomatch"},
		{`"exdates":["2027-01-04T09:00:00"]`, ""},
		{`"exdates":["2027-01-05T09:00:00"],"rdates":["2027-01-05T09:00:00"]`, ""},
		{`"exdates":["2027-01-05"],"rdates":["2027-01-05T10:00:00"]`, ""},
		{`"exdates":["2027-01-04T14:00:00Z"]`, "exdate-utc"},
		{`"rdates":["2027-01-05T14:00:00Z"]`, "rdate-utc"},
		{`"rdates":["2027-01-05T14:00:00","2027-01-05T14:00:00"]`, "duplicate"},
	} {
		var q rrule.Request
		decode(t, []byte(`{"tz":"America/New_York","dtstart":"2027-01-04T09:00:00","end_wall":"17:00","rrule":"FREQ=WEEKLY",`+c.fields+"}"), &q)
		_, notes, err := rrule.NewSeries(q, zone.Load)
		var codes []string
		for _, n := range notes {
			codes = append(codes, n.Code)
		}
		if got := strings.Join(codes, ","); err != nil || got != c.code {
			t.Errorf("%s: %q, %v, want %q", c.fields, got, err, c.code)
		}
	}
}
