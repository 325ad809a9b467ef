package seamclient

import (
	"reflect"
	"strings"
	"testing"

	seam "github.com/seamapi/go"
	"github.com/seamapi/go/accesscodes"

	"seamdash/model"
)

// lacks insists that the SDK still has no place for what our wire structs read.
func lacks(t *testing.T, sdk reflect.Type, fields ...string) {
	t.Helper()
	if sdk.NumField() == 0 {
		t.Fatalf("the SDK's %v is not what this test is about", sdk)
	}
	for _, name := range fields {
		if _, there := sdk.FieldByName(name); there {
			t.Errorf("the SDK's %v has %s: it is mended", sdk, name)
		}
	}
}

func TestQuirk5PagesAreFollowed(t *testing.T) {
	sdk, s := sdkOf(devicePage("p2", "a"), devicePage("", "b"))
	list, err := sdk.Devices.List(t.Context(), &seam.DevicesListRequest{})
	if err != nil || len(list) != 1 || len(s.requests()) != 1 {
		t.Errorf("the SDK gave %d devices in %d requests (%v): it is mended", len(list), len(s.requests()), err)
	}
	c, _ := clientOf(t, devicePage("p2", "a"), devicePage("", "b"))
	if got := listDevices(t, c); len(got) != 2 {
		t.Errorf("got %d devices", len(got))
	}
}

func TestQuirk6ProblemsHaveOriginAndTime(t *testing.T) {
	answer := devicesAnswer(`{"device_id":"d1","device_type":"august_lock","capabilities_supported":[],"properties":{"online":true,"name":"n"},
		"errors":[{"error_code":"account_disconnected","message":"m","created_at":"2026-01-05T10:11:12Z","is_connected_account_error":true}],
		"created_at":"2026-01-05T10:11:12Z"}`)
	lacks(t, reflect.TypeFor[seam.DeviceErrorsItem](), "CreatedAt", "IsConnectedAccountError")
	c, _ := clientOf(t, answer)
	p := listDevices(t, c)[0].Problems
	if len(p) != 1 || p[0].Origin != model.OriginAccount || !p[0].Since.Equal(at("2026-01-05T10:11:12Z")) {
		t.Errorf("got %+v", p)
	}
}

func TestQuirk7EventsNameTheirCode(t *testing.T) {
	answer := ok(`{"events":[{"event_id":"e1","event_type":"access_code.set_on_device","access_code_id":"c1","workspace_id":"w1",
		"created_at":"2026-01-05T10:11:12Z","occurred_at":"2026-01-05T10:11:12Z"}],"ok":true}`)
	lacks(t, reflect.TypeFor[seam.Event](), "AccessCodeId", "ConnectedAccountId")
	c, _ := clientOf(t, answer)
	got, err := c.Events(t.Context(), at("2026-01-01T00:00:00Z"))
	if err != nil || len(got) != 1 || got[0].CodeID != "c1" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestQuirk8ConstraintsKeepTheirLengthsAndOddScalarsHideNothing(t *testing.T) {
	answer := devicesAnswer(
		`{"device_id":"d1","device_type":"nuki_lock","capabilities_supported":[],"created_at":"2026-01-05T10:11:12Z","errors":[],
			"properties":{"online":true,"name":"n","code_constraints":[{"constraint_type":"name_length","min_length":2,"max_length":14}]}}`)
	sdk, _ := sdkOf(answer)
	list, err := sdk.Devices.List(t.Context(), &seam.DevicesListRequest{})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if text := list[0].Properties.CodeConstraints[0]; text == nil {
		t.Error("the SDK has no constraint at all")
	} else if b, err := text.MarshalJSON(); err != nil || strings.Contains(string(b), "max_length") {
		t.Errorf("the SDK keeps %s (%v): it is mended", b, err)
	}
	c, _ := clientOf(t, answer)
	if got := listDevices(t, c)[0].Rules.Constraints; len(got) != 1 || got[0].MaxLength != 14 || got[0].MinLength != 2 {
		t.Errorf("got %+v", got)
	}

	odd := devicesAnswer(
		`{"device_id":"d1","device_type":"august_lock","capabilities_supported":[],"created_at":"2026-01-05T10:11:12Z","errors":[],"properties":{"online":true,"name":"a"}}`,
		`{"device_id":"d2","device_type":"dormakaba_oracode_door","capabilities_supported":[],"created_at":"2026-01-05T10:11:12Z","errors":[],
			"properties":{"online":true,"name":"b","dormakaba_oracode_metadata":{"device_id":"12-a"}}}`)
	sdk, _ = sdkOf(odd)
	if list, err = sdk.Devices.List(t.Context(), &seam.DevicesListRequest{}); err == nil {
		t.Errorf("the SDK reads %d devices: it is mended", len(list))
	}
	c, _ = clientOf(t, odd)
	if got := listDevices(t, c); len(got) != 2 || got[1].Unreadable != "" {
		t.Errorf("got %+v", got)
	}
}

func TestQuirk9UnmanagedCodesHaveTheirOwnStatus(t *testing.T) {
	answer := codesAnswer(`{"access_code_id":"c1","device_id":"d1","type":"ongoing","status":"unset","is_managed":false,"created_at":"2026-01-05T10:11:12Z"}`)
	sdk, _ := sdkOf(answer)
	list, err := sdk.AccessCodes.Unmanaged.List(t.Context(), &accesscodes.UnmanagedListRequest{DeviceId: "d1"})
	if err == nil && len(list) == 1 && list[0].Status() != "set" {
		t.Errorf("the SDK says %q: it is mended", list[0].Status())
	}
	c, _ := clientOf(t, answer)
	got, err := c.UnmanagedCodes(t.Context(), "d1")
	if err != nil || len(got) != 1 || got[0].Status != model.StatusUnset || got[0].Managed {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestQuirk10TimeZoneIsReadFromBothNames(t *testing.T) {
	lacks(t, reflect.TypeFor[seam.DeviceLocation](), "TimeZone")
	for _, location := range []string{`{"time_zone":"America/Denver"}`, `{"timezone":"America/Denver"}`} {
		c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock","location":`+location+`}`))
		if got := listDevices(t, c)[0].TimeZone; got != "America/Denver" {
			t.Errorf("%s gives %q", location, got)
		}
	}
	c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock","location":null}`))
	if got := listDevices(t, c)[0]; got.TimeZone != "" || got.Unreadable != "" {
		t.Errorf("no location gives %+v", got)
	}
}

func TestQuirk11PendingMutationsAreRead(t *testing.T) {
	lacks(t, reflect.TypeFor[seam.AccessCode](), "PendingMutations", "WorkspaceId")
	c, _ := clientOf(t, ok(`{"access_code":{"access_code_id":"c1","device_id":"d1","pending_mutations":[{"mutation_code":"deleting"}]},"ok":true}`))
	got, err := c.Code(t.Context(), "c1")
	if err != nil || len(got.Pending) != 1 || got.Pending[0].Code != model.MutationDeleting || !got.InMotion() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestQuirk12CallsThatTheSDKDoesNotHave(t *testing.T) {
	sdk, _ := sdkOf(ok(`{"ok":true}`))
	for _, missing := range []struct {
		of   any
		call string
	}{{sdk.Devices.Simulate, "Disconnect"}, {sdk.Devices, "ReportProviderMetadata"}, {sdk.AccessCodes, "ReportDeviceConstraints"}} {
		if v := reflect.TypeOf(missing.of); v.NumMethod() == 0 {
			t.Errorf("%v is not what this test is about", v)
		} else if _, there := v.MethodByName(missing.call); there {
			t.Errorf("the SDK has %s: it is mended", missing.call)
		}
	}
	c, s := clientOf(t, ok(`{"ok":true}`))
	for _, err := range []error{
		c.Simulate(t.Context(), "d1", SimulateDisconnect),
		c.ReportTimeZone(t.Context(), "d1", "omnitec_lock", "Europe/Madrid"),
		c.ReportCodeLengths(t.Context(), "d1", CodeLengths{Min: 4, Max: 8}),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if len(s.requests()) != 3 {
		t.Errorf("%d requests", len(s.requests()))
	}
}

// The list request of the SDK always has a device id, so that asking by ids names an empty device.
func TestListByIDsNamesNoDevice(t *testing.T) {
	sdk, s := sdkOf(codesAnswer())
	if _, err := sdk.AccessCodes.List(t.Context(), &seam.AccessCodesListRequest{AccessCodeIds: []string{"c1"}}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].body; !strings.Contains(got, `"device_id":""`) {
		t.Errorf("the SDK sends %s: it is mended", got)
	}
	c, s := clientOf(t, codesAnswer())
	if _, err := c.CodesByID(t.Context(), []model.CodeID{"c1"}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].body; strings.Contains(got, "device_id") {
		t.Errorf("sent %s", got)
	}
}
