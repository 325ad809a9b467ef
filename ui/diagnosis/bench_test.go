package diagnosis_test

import (
	"fmt"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/diagnosis"
	"seamdash/ui/nav"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// BenchmarkShow is what a new picture or a second costs an open diagnosis, with an ordinary history and with the longest that it
// looks at. It happens between two key presses, so it has to stay below a millisecond.
func BenchmarkShow(b *testing.B) {
	for _, n := range []int{20, 2000} {
		b.Run(fmt.Sprintf("%d events", n), func(b *testing.B) {
			o, picture := opened(b, n)
			b.ReportAllocs()
			for b.Loop() {
				o.Show(picture)
			}
		})
	}
}

// opened is the diagnosis of a code that is late, once the record of Seam is in.
func opened(tb testing.TB, events int) (*diagnosis.Overlay, *model.Snapshot) {
	tb.Helper()
	config := diagnosis.Config{
		Now: uitest.Now, Zones: coderow.NewZones(time.UTC), Key: func(id string) string { return id[:1] },
		Records: &uitest.Records{Events: history(events)}, Context: tb.Context(),
	}
	picture := uitest.Snapshot()
	o, ask := diagnosis.New(config, picture, nav.CodeOf{Lock: "a3", Code: "a3-plumber"}, widget.Rect{W: 120, H: 33})
	if o == nil {
		tb.Fatal("there is no such code")
	}
	if _, more := o.Update(ask()); more != nil {
		tb.Fatal("the record is asked for twice")
	}
	return o, picture
}

func history(n int) []model.Event {
	types := []model.EventType{"access_code.set_on_device", "access_code.removed_from_device", "lock.access_denied", "device.disconnected", "device.connected"}
	events := make([]model.Event, n)
	for i := range events {
		at := uitest.Now().Add(time.Duration(i-n) * time.Minute)
		events[i] = model.Event{ID: model.EventID(fmt.Sprint(i)), Type: types[i%len(types)], At: at, RecordedAt: at, DeviceID: "a3", CodeID: "a3-plumber"}
	}
	return events
}

// TestAskedEventsAreKnown holds that the types of events that are asked for are ones that Seam has.
func TestAskedEventsAreKnown(t *testing.T) {
	t.Parallel()
	known := map[model.EventType]bool{}
	for _, one := range model.EventTypes() {
		known[model.EventType(one)] = true
	}
	records := &uitest.Records{}
	config := diagnosis.Config{Now: uitest.Now, Zones: coderow.NewZones(time.UTC), Records: records, Context: t.Context()}
	locks := uitest.Locks()
	locks[2].Device.AccountID = "acc"
	picture := model.NewSnapshot(model.Workspace{}, locks, model.FeedState{}, 1)
	_, ask := diagnosis.New(config, picture, nav.CodeOf{Lock: "a3", Code: "a3-plumber"}, widget.Rect{W: 80, H: 18})
	ask()
	asked := records.Asked()
	if len(asked) != 3 {
		t.Fatalf("%d questions, want those about the code, the lock and the account", len(asked))
	}
	for _, query := range asked {
		for _, one := range query.Types {
			if !known[one] {
				t.Errorf("Seam has no events %q and would refuse the question", one)
			}
		}
	}
	if len(asked[1].Types) == 0 || len(asked[2].Types) == 0 {
		t.Error("all events of the lock or the account are asked for")
	}
}
