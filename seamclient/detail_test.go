package seamclient

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// MarshalJSON lets tests write wire objects as Seam does.
func (m maybe[T]) MarshalJSON() ([]byte, error) { return json.Marshal(m.V) }

func TestDetailsOfProblems(t *testing.T) {
	many := strings.Repeat(`{"field":"name"},{"field":"code","from":"0042","to":"4711"},`, 3)
	for i := range 40 {
		many += fmt.Sprintf(`{"field":"f%d"},`, i)
	}
	for name, tc := range map[string]struct {
		problem string
		want    *model.ProblemDetail
	}{
		"nothing":         {`"error_code":"failed_to_set_on_device"`, nil},
		"managed rival":   {`"error_code":"duplicate_code_on_device","managed_access_code_id":"c2"`, &model.ProblemDetail{Rival: "c2", RivalManaged: model.Yes}},
		"foreign rival":   {`"error_code":"duplicate_code_on_device","unmanaged_access_code_id":"c3"`, &model.ProblemDetail{Rival: "c3", RivalManaged: model.No}},
		"by the guide":    {`"error_code":"x","conflicting_unmanaged_access_code_id":"c4"`, &model.ProblemDetail{Rival: "c4", RivalManaged: model.No}},
		"both":            {`"error_code":"x","unmanaged_access_code_id":"c3","managed_access_code_id":"c2"`, &model.ProblemDetail{Rival: "c2", RivalManaged: model.Yes}},
		"changed outside": {`"error_code":"x","change_type":"modified","modified_fields":[{"field":"code","from":"0042","to":"4711"},{"field":"name"},{"field":"code"}]`, &model.ProblemDetail{ChangeType: "modified", Fields: []string{"code", "name"}}},
		"removed outside": {`"error_code":"x","change_type":"removed","modified_fields":[]`, &model.ProblemDetail{ChangeType: "removed"}},
		"full lock":       {`"warning_code":"max_access_codes_reached","active_access_code_count":30.0,"max_active_access_code_count":31`, &model.ProblemDetail{Used: 30, Limit: 31}},
		"sites": {
			`"error_code":"x","salto_ks_metadata":{"sites":[{"site_name":"Big","site_user_subscription_limit":1000,"subscribed_site_user_count":810},
				{"site_name":"Small\u001b[31m","site_user_subscription_limit":100,"subscribed_site_user_count":99}]}`,
			&model.ProblemDetail{Used: 99, Limit: 100, Site: "Small"},
		},
		"odd values": {
			`"error_code":"x","managed_access_code_id":7,"unmanaged_access_code_id":null,"change_type":["x"],"modified_fields":"code",
				"active_access_code_count":"30","max_active_access_code_count":-4,"salto_ks_metadata":{"sites":[5]}`, nil,
		},
		"one odd value":      {`"error_code":"x","managed_access_code_id":{},"change_type":"removed","modified_fields":[{"field":4},{"field":"name"},{}]`, &model.ProblemDetail{ChangeType: "removed", Fields: []string{"name"}}},
		"too many to keep":   {`"error_code":"x","modified_fields":[` + strings.TrimSuffix(many, ",") + `]`, &model.ProblemDetail{Fields: firstFields()}},
		"counts beyond sane": {`"error_code":"x","active_access_code_count":1e300`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			body := []byte(`{"access_codes":[{"access_code_id":"c1","errors":[{` + tc.problem + `}]}],"ok":true}`)
			if !agree(t, newCodeReader(), body) {
				t.Fatal("the fast way does not take it")
			}
			codes, _, err := slowCodes(body)
			if err != nil || len(codes) != 1 || len(codes[0].Problems) != 1 || codes[0].Unreadable != "" {
				t.Fatalf("got %+v, %v", codes, err)
			}
			if diff := cmp.Diff(tc.want, codes[0].Problems[0].Detail); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func firstFields() []string {
	names := []string{"name", "code"}
	for i := range maxNamedFields - 2 {
		names = append(names, fmt.Sprintf("f%d", i))
	}
	return names
}

func TestKeypadsOfTheirOwn(t *testing.T) {
	for properties, want := range map[string]model.Tri{
		`{}`: model.Unknown,
		`{"accessory_keypad":{"is_connected":true}}`:                                                          model.Yes,
		`{"accessory_keypad":{"is_connected":false}}`:                                                         model.No,
		`{"accessory_keypad":{"battery":{"level":1}}}`:                                                        model.Unknown,
		`{"accessory_keypad":{"is_connected":"yes"}}`:                                                         model.Unknown,
		`{"accessory_keypad":{"is_connected":false},"model":{"has_built_in_keypad":true}}`:                    model.Unknown,
		`{"accessory_keypad":{"is_connected":true},"model":{"has_built_in_keypad":true}}`:                     model.Yes,
		`{"model":{"has_built_in_keypad":false,"can_connect_accessory_keypad":true}}`:                         model.Unknown,
		`{"nuki_metadata":{"keypad_paired":false}}`:                                                           model.No,
		`{"nuki_metadata":{"keypad_paired":false,"keypad_2_paired":true}}`:                                    model.Yes,
		`{"nuki_metadata":{"keypad_paired":true},"accessory_keypad":{"is_connected":false}}`:                  model.No,
		`{"nuki_metadata":"none"}`:                                                                            model.Unknown,
		`{"august_metadata":{"has_keypad":false,"keypad_battery_level":"<1%"}}`:                               model.No,
		`{"august_metadata":{"has_keypad":false},"model":{"has_built_in_keypad":true}}`:                       model.Unknown,
		`{"igloohome_metadata":{"is_accessory_keypad_linked_to_bridge":false},"supports_accessory_keypad":1}`: model.Unknown,
	} {
		c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock","properties":`+properties+`}`))
		if d := listDevices(t, c)[0]; d.KeypadAttached != want || d.Unreadable != "" {
			t.Errorf("%s gives %v (%s), want %v", properties, d.KeypadAttached, d.Unreadable, want)
		}
	}
}

func TestMethodAndReasonOfEvents(t *testing.T) {
	for event, want := range map[string][2]string{
		`"event_type":"lock.unlocked","method":"keycode"`:                                                             {"keycode", ""},
		`"event_type":"lock.locked","method":"auto\u001b[2J"`:                                                         {"auto", ""},
		`"event_type":"thermostat.manually_adjusted","method":"seam"`:                                                 {"", ""},
		`"event_type":"lock.access_denied","reason":{"reason_code":"expired_code","message":"m"}`:                     {"", "expired_code"},
		`"event_type":"lock.access_denied","reason":"unknown"`:                                                        {"", ""},
		`"event_type":"device.disconnected","error_code":"hub_disconnected","device_errors":[{"error_code":"other"}]`: {"", "hub_disconnected"},
		`"event_type":"access_code.failed_to_set_on_device","access_code_errors":[{"error_code":"failed_to_set_on_device"}],"device_errors":[{"error_code":"device_disconnected"}]`: {"", "device_disconnected"},
		`"event_type":"access_code.failed_to_set_on_device","access_code_errors":[{"error_code":"duplicate_code_on_device"}],"connected_account_errors":[{"error_code":"x"}]`:       {"", "duplicate_code_on_device"},
		`"event_type":"access_code.delay_in_setting_on_device","access_code_warnings":[{"warning_code":"delay_in_setting_on_device"}]`:                                              {"", ""},
		`"event_type":"access_code.failed_to_set_on_device","access_code_errors":{"error_code":"x"},"device_warnings":[{"warning_code":"privacy_mode"}]`:                            {"", "privacy_mode"},
	} {
		e, err := DecodeEvent([]byte(`{"event_id":"e1",` + event + `}`))
		if err != nil || [2]string{e.Method, e.Reason} != want {
			t.Errorf("%s gives %q and %q (%v), want %q", event, e.Method, e.Reason, err, want)
		}
	}
}
