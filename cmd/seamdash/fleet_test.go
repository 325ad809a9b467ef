package main

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

func TestNamedPicksOneDevice(t *testing.T) {
	t.Parallel()
	devices := []model.Device{
		{ID: "a1", Name: "Front Door"},
		{ID: "b2", Name: "Maple Ct 3B · Front Door"},
		{ID: "c3", Name: "Garage"},
		{ID: "d4", Name: "a1"}, // named like another's id
		{ID: "e5", Name: "Twin"},
		{ID: "f6", Name: "Twin"},
	}
	for name, tc := range map[string]struct {
		want string
		id   model.DeviceID
		exit int
	}{
		"by id, before a name that looks like it": {want: "a1", id: "a1"},
		"by whole name, before a longer one":      {want: "front door", id: "a1"},
		"by a part that one name has":             {want: "3b", id: "b2"},
		"cleaned like the names are":              {want: " Ga\x1b[31mrage\n", id: "c3"},
		"by a part that two names have":           {want: "door", exit: exitUsage},
		"by a name that two have":                 {want: "Twin", exit: exitUsage},
		"by the id of one twin":                   {want: "f6", id: "f6"},
		"by nothing that exists":                  {want: "cellar", exit: exitNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := named(tc.want)(devices)
			if exitCode(err) != tc.exit {
				t.Fatalf("error %v has code %d, want %d", err, exitCode(err), tc.exit)
			}
			if tc.exit != exitDone {
				if hintOf(err) == "" {
					t.Error("no hint says what to do")
				}
				return
			}
			if len(got) != 1 || got[0].ID != tc.id {
				t.Errorf("picked %v, want %s", got, tc.id)
			}
		})
	}
}

// A stubWorkspace answers from memory; codes that are missing from the map give the error.
type stubWorkspace struct {
	devices []model.Device
	codes   map[model.DeviceID][]model.AccessCode
	errs    map[model.DeviceID]error
}

func (s stubWorkspace) Devices(_ context.Context, each func([]model.Device) error) error {
	for _, d := range s.devices { // one device a page
		if err := each([]model.Device{d}); err != nil {
			return err
		}
	}
	return nil
}

func (s stubWorkspace) Codes(_ context.Context, id model.DeviceID) ([]model.AccessCode, error) {
	return s.codes[id], s.errs[id]
}

func (s stubWorkspace) UnmanagedCodes(_ context.Context, id model.DeviceID) ([]model.AccessCode, error) {
	return []model.AccessCode{{ID: model.CodeID("u-" + id), DeviceID: id, Status: model.StatusSet}}, nil
}

func TestReadFleetKeepsWhatItCouldRead(t *testing.T) {
	t.Parallel()
	broken := &model.Fault{Op: "list codes", Kind: model.KindUnavailable, Message: "it broke"}
	seam := stubWorkspace{
		devices: []model.Device{{ID: "3", Name: "C"}, {ID: "1", Name: "A"}, {ID: "2", Name: "B"}},
		codes:   map[model.DeviceID][]model.AccessCode{"1": {{ID: "k", DeviceID: "1", Managed: true}}},
		errs: map[model.DeviceID]error{
			"2": broken,
			"3": &model.Fault{Op: "list codes", Kind: model.KindNotFound},
		},
	}
	limits := &model.Limits{LowBattery: 30}
	locks, err := readFleet(t.Context(), seam, limits, everyDevice)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		ID     model.DeviceID
		Loaded bool
		Codes  int
		Limits *model.Limits
	}
	var got []row
	for _, l := range locks {
		got = append(got, row{l.Device.ID, l.Loaded, len(l.Codes), l.Device.Limits})
	}
	// The third lock vanished between the two calls: that is not a failure.
	if diff := cmp.Diff([]row{{"1", true, 2, limits}, {"2", false, 0, limits}}, got); diff != "" {
		t.Errorf("locks (-want +got):\n%s", diff)
	}
	if err := firstFault(locks); !errors.Is(err, broken) {
		t.Errorf("the command ends with %v, want %v", err, broken)
	}
}
