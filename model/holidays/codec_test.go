package holidays_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/holidays"
)

func TestCodec(t *testing.T) {
	t.Parallel()
	s := holidays.Set{ID: "closed", Name: "Closed \x1b[31mdays", Country: "DE", Region: "BY", Days: []holidays.Day{
		{date(t, "2027-01-02"), ""}, {date(t, "2026-12-24"), ""}, {date(t, "2026-12-24"), "Heiligabend\u202e"},
	}}
	data, err := holidays.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"id":"closed","name":"Closed days","country":"DE","region":"BY","days":[{"date":"2026-12-24","name":"Heiligabend"},{"date":"2027-01-02"}]}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Fatal(diff)
	}
	back, err := holidays.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.Normal(), back); diff != "" {
		t.Error(diff)
	}
	if _, err := holidays.Encode(holidays.Set{Name: "x"}); err == nil {
		t.Error("an empty set is written")
	}
}

func TestDecodeIsStrict(t *testing.T) {
	t.Parallel()
	const good = `{"version":1,"id":"a","name":"b","country":"US"}`
	if _, err := holidays.Decode([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for bad, want := range map[string]string{
		``:          "EOF",
		good + `x`:  "something follows",
		good + good: "something follows",
		strings.Replace(good, `"id"`, `"extra":1,"id"`, 1):                 "extra",
		strings.Replace(good, `:1`, `:2`, 1):                               "form 2",
		strings.Replace(good, `US`, `XX`, 1):                               "not known",
		`{"version":1,"id":"a","name":"b"}`:                                "empty",
		`{"version":1,"id":"a","name":"b","days":[{"date":"2026-02-30"}]}`: "not a date",
		`{"version":1,"id":"a","name":"b","days":[` + strings.Repeat(`{"date":"2026-02-01"},`, 5000) + `{"date":"2026-02-01"}]}`: "5001 days",
		strings.Repeat(" ", 5<<20): "too many",
	} {
		if _, err := holidays.Decode([]byte(bad)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s: %v, want %q", bad, err, want)
		}
	}
}
