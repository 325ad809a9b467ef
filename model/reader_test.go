package model_test

import (
	"testing"
	"time"

	"seamdash/model"
)

// TestSentenceForSomebodyElsewhere: the first time in a sentence is told in both zones where their clocks differ, the others in
// the lock's.
func TestSentenceForSomebodyElsewhere(t *testing.T) {
	la := losAngeles(t)
	lock := &model.Device{TimeZone: "America/Los_Angeles"}
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	for name, c := range map[string]struct {
		window     model.Window
		zone, home *time.Location
		want       string
	}{
		"further east":            {hours(-5, 2), la, zone("America/New_York"), "X works until today 16:02 in Los Angeles, 19:02 here, for 2 h more."},
		"another day":             {hours(-5, 5), la, zone("Europe/Berlin"), "X works until today 19:02 in Los Angeles, Sat 04:02 here, for 5 h more."},
		"the same zone":           {hours(-5, 2), la, la, "X works until today 16:02, for 2 h more."},
		"another name for it":     {hours(-5, 2), la, zone("America/Tijuana"), "X works until today 16:02, for 2 h more."},
		"nobody says where":       {hours(-5, 2), la, nil, "X works until today 16:02, for 2 h more."},
		"a lock without a zone":   {hours(-5, 2), time.UTC, la, "X works until Sat 00:02 in UTC, today 16:02 here, for 2 h more."},
		"no time to tell":         {model.Window{}, la, zone("Europe/Berlin"), "X works until somebody removes it."},
		"summer differs in March": {model.Window{Until: time.Date(2027, 3, 20, 17, 0, 0, 0, time.UTC)}, la, zone("Europe/Berlin"), "X works until 2027-03-20 10:00 in Los Angeles, 18:00 here, for 119 days more."},
	} {
		code := model.AccessCode{Name: "X", Status: model.StatusSet, Managed: true, Window: c.window}
		if got := code.SentenceFor(lock, model.Reader{Now: friday(), Zone: c.zone, Home: c.home}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	waiting := model.AccessCode{Name: "X", Status: model.StatusUnset, Managed: true, Window: hours(48, 50), Pending: []model.PendingMutation{
		{Code: model.MutationDeferringCreation, ScheduledAt: friday().Add(time.Hour)},
	}}
	want := "X is not on the lock yet: Seam loads it about today 15:02 in Los Angeles, Sat 00:02 here; it opens from Sun 14:02, in 2 days."
	if got := waiting.SentenceFor(lock, model.Reader{Now: friday(), Zone: la, Home: zone("Europe/Berlin")}); got != want {
		t.Errorf("two times: %q, want %q", got, want)
	}
	offline := model.NewLock(model.Device{Name: "Gate", TimeZone: "America/Los_Angeles", Online: model.No, Problems: []model.Problem{
		{Level: model.Error, Origin: model.OriginDevice, Code: "device_offline", Since: friday().Add(-time.Hour)},
	}}, nil, true, nil)
	want = "Gate is offline: no code reaches it or leaves it until it answers. It holds 0 codes. Seam reports: the lock is offline, since today 13:02 in Los Angeles, 22:02 here."
	if got := offline.SentenceFor(model.Reader{Now: friday(), Zone: la, Home: zone("Europe/Berlin")}); got != want {
		t.Errorf("a lock: %q, want %q", got, want)
	}
}

// TestSentenceOfAStranger: a code that Seam only lists says so.
func TestSentenceOfAStranger(t *testing.T) {
	for want, code := range map[string]model.AccessCode{
		"X works until somebody removes it.": {Managed: true},
		"X works until somebody removes it. It was made outside Seam, which lists it and does not manage it.":  {},
		"X works until somebody removes it. It was made outside Seam, which lists it and cannot take it over.": {Traits: model.Traits{CannotBeManaged: true}},
	} {
		code.Name, code.Status = "X", model.StatusSet
		if got := code.Sentence(&model.Device{}, friday(), losAngeles(t)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
