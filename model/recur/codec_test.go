package recur_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

// full is a rule in which every part says something.
func full(tb testing.TB) recur.Rule {
	tb.Helper()
	r := rule(tb, "2027-01-04", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "22:00-06:00", "FREQ=MONTHLY;BYDAY=-1FR", "09:00-12:30")
	r.Zone, r.Locks = "America/New_York", []model.DeviceID{"lock-2", "lock-1"}
	r.End = recur.End{Kind: recur.AfterCount, Count: 40}
	r.Skip = []recur.Skip{{Date: r.Start + 2}, {Date: r.Start + 14, One: true, At: clock(tb, "22:00")}, {Date: r.Start + 16, One: true}}
	r.Extra = []recur.Opening{{Date: r.Start + 5, Hours: hours(tb, "20:00-02:00")}}
	r.Holidays = []recur.SetID{"us"}
	r.Before, r.After = 15*time.Minute, 10*time.Minute
	r.Pause = recur.Pause{Paused: true, From: r.Start + 30, Until: r.Start + 60}
	r.PIN = recur.PINPolicy{Kind: recur.Listed, PINs: []model.PIN{model.NewPIN("0123"), model.NewPIN("998877")}}
	r.Naming = recur.Naming{Template: "{rule} {date}", Short: "{rule} {n}"}
	return r
}

func TestEncodeKeepsEverything(t *testing.T) {
	t.Parallel()
	open, fresh, bare := full(t), full(t), rule(t, "2027-01-04", "FREQ=DAILY", "09:00-17:00")
	open.Pause, open.End = recur.Pause{Paused: true, From: open.Start, Open: true}, recur.End{Kind: recur.OnDate, On: open.Start + 400}
	fresh.PIN = recur.PINPolicy{Kind: recur.Fresh, Length: 6}
	for _, r := range []recur.Rule{full(t), open, fresh, bare, {Start: bare.Start}} {
		data, err := recur.Encode(&r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := recur.Decode(data)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		again, err := recur.Encode(&back)
		if err != nil || !bytes.Equal(data, again) || !recur.Equal(&r, &back) {
			t.Errorf("not the same after reading: %v\n%s\n%s", err, data, again)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	r := full(t)
	data, err := recur.Encode(&r)
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	for name, text := range map[string]string{
		"nothing":             "",
		"no JSON":             "rule",
		"null":                "null",
		"cut":                 good[:len(good)/2],
		"an unknown field":    strings.Replace(good, `"name"`, `"nickname":"x","name"`, 1),
		"an unknown inside":   strings.Replace(good, `{"days"`, `{"colour":"red","days"`, 1),
		"something behind":    good + "{}",
		"no version":          strings.Replace(good, `"version":1,`, "", 1),
		"a bad date":          strings.Replace(good, "2027-01-04", "2027-02-30", 1),
		"a bad clock":         strings.Replace(good, `"22:00"`, `"22:60"`, 1),
		"a sign":              strings.Replace(good, `"22:00"`, `"+2:00"`, 1),
		"a bad pattern":       strings.Replace(good, "FREQ=MONTHLY", "FREQ=HOURLY", 1),
		"a pattern that ends": strings.Replace(good, "FREQ=MONTHLY", "COUNT=3;FREQ=MONTHLY", 1),
		"two ends":            strings.Replace(good, `"count":40`, `"count":40,"last_day":"2028-01-01"`, 1),
		"too many":            strings.Replace(good, `"count":40`, `"count":10001`, 1),
		"a wide buffer":       strings.Replace(good, `"before":15`, `"before":307445734561825876`, 1),
		"an unknown policy":   strings.Replace(good, `"listed"`, `"guessed"`, 1),
		"a damaged PIN":       strings.Replace(good, `"0123"`, "\"01\\u0000\"", 1),
		"a large one":         good + strings.Repeat(" ", 1<<20),
	} {
		if text == good {
			t.Fatalf("%s: the text was not changed", name)
		}
		if back, err := recur.Decode([]byte(text)); err == nil {
			t.Errorf("%s was read: %+v", name, back)
		} else if strings.Contains(err.Error(), "0123") || strings.Contains(err.Error(), "998877") {
			t.Errorf("%s: the error shows a PIN: %v", name, err)
		}
	}
	var newer *recur.NewerVersion
	if _, err := recur.Decode([]byte(`{"version":7,"surprise":[1]}`)); !errors.As(err, &newer) || newer.Version != 7 {
		t.Errorf("got %v, want that a newer program wrote it", err)
	}
}

func FuzzDecode(f *testing.F) {
	r := full(f)
	data, err := recur.Encode(&r)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"version":1,"start":"2027-01-04","windows":[{"days":"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30","from":"00:00","until":"744:00"}]}`))
	f.Add([]byte(`{"version":1,"start":"1970-01-01","windows":[{"days":"FREQ=DAILY","from":"00:00","until":"24:00"}],"count":10000,"dates":{"pause":{"from":"1970-01-01"}}}`))
	now := at(f, "2027-03-14T06:30:00Z")
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := recur.Decode(data)
		if err != nil {
			return
		}
		again, err := recur.Encode(&r)
		if err != nil {
			t.Fatalf("read but not written: %v", err)
		}
		back, err := recur.Decode(again)
		if err != nil || !recur.Equal(&r, &back) {
			t.Fatalf("not the same: %v\n%s", err, again)
		}
		r.Check()
		s, err := recur.Compile(&r, recur.Setting{Zone: time.UTC, Holidays: func(recur.SetID) (recur.Calendar, bool) { return set{}, true }})
		if err != nil {
			t.Fatalf("what was read cannot be evaluated: %v", err)
		}
		s.Preview(now, 10)
	})
}
