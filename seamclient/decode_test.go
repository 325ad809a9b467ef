package seamclient

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// cmpPIN compares PINs by their digits.
func cmpPIN() cmp.Option {
	return cmp.Comparer(func(a, b model.PIN) bool { return a.Equal(b) })
}

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func codesAnswer(objects ...string) reply {
	return ok(`{"access_codes":[` + strings.Join(objects, ",") + `],"pagination":{"next_page_cursor":null,"has_next_page":false},"ok":true}`)
}

func devicesAnswer(objects ...string) reply {
	return ok(`{"devices":[` + strings.Join(objects, ",") + `],"pagination":{"next_page_cursor":null,"has_next_page":false},"ok":true}`)
}

func listDevices(t *testing.T, c *Client) []model.Device {
	t.Helper()
	var all []model.Device
	err := c.Devices(t.Context(), func(page []model.Device) error {
		all = append(all, page...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCodeIsReadInFull(t *testing.T) {
	c, _ := clientOf(t, codesAnswer(`{
		"access_code_id":"c1","device_id":"d1","workspace_id":"w1","name":"Cleaner  Tue","code":"0821",
		"type":"time_bound","status":"setting","is_managed":true,
		"starts_at":"2026-12-01T10:00:00.000+01:00","ends_at":"2026-12-01T12:00:00.123456Z","created_at":"2026-11-20T15:09:41.314Z",
		"is_scheduled_on_device":false,"is_waiting_for_code_assignment":true,"common_code_key":"k","is_backup":true,
		"is_backup_access_code_available":true,"pulled_backup_access_code_id":"c9","is_external_modification_allowed":true,
		"is_one_time_use":true,"is_offline_access_code":true,
		"pending_mutations":[
			{"mutation_code":"updating_code","message":"m","created_at":"2026-11-21T00:00:00Z","from":{"code":"0001"},"to":{"code":null}},
			{"mutation_code":"updating_time_frame","from":{"starts_at":"2026-11-01T00:00:00Z","ends_at":null},"to":null},
			{"mutation_code":"deferring_creation","scheduled_at":"2026-11-28T09:00:00.000Z"}],
		"errors":[{"error_code":"account_disconnected","message":"login","is_connected_account_error":true,"is_device_error":false,"created_at":"2026-11-20T00:00:00Z"},
			{"error_code":"bridge_disconnected","message":"b","is_bridge_error":true,"is_connected_account_error":true},
			{"error_code":"device_disconnected","message":"d","is_device_error":true},
			{"error_code":"failed_to_set_on_device","message":"f","is_access_code_error":true}],
		"warnings":[{"warning_code":"being_deleted","message":"w"}]}`))
	got, err := c.Codes(t.Context(), "d1")
	if err != nil {
		t.Fatal(err)
	}
	want := []model.AccessCode{{
		ID: "c1", DeviceID: "d1", Name: "Cleaner Tue", PIN: model.NewPIN("0821"),
		Type: model.TypeTimeBound, Status: model.StatusSetting,
		Window:    model.Window{From: at("2026-12-01T09:00:00Z"), Until: at("2026-12-01T12:00:00.123456Z")},
		CreatedAt: at("2026-11-20T15:09:41.314Z"), Managed: true, Preloaded: model.No, AwaitingPIN: model.Yes,
		Backup:   model.Backup{Is: true, Available: true, Pulled: "c9"},
		Traits:   model.Traits{ExternalChangeAllowed: true, OneTime: true, Offline: true},
		GroupKey: "k",
		Pending: []model.PendingMutation{
			{Code: model.MutationUpdatingCode, Message: "m", CreatedAt: at("2026-11-21T00:00:00Z"), From: model.CodeFacts{PIN: model.NewPIN("0001")}},
			{Code: model.MutationUpdatingTimeFrame, From: model.CodeFacts{Window: model.Window{From: at("2026-11-01T00:00:00Z")}}},
			{Code: model.MutationDeferringCreation, ScheduledAt: at("2026-11-28T09:00:00Z")},
		},
		Problems: []model.Problem{
			{Level: model.Error, Origin: model.OriginAccount, Code: "account_disconnected", Message: "login", Since: at("2026-11-20T00:00:00Z")},
			{Level: model.Error, Origin: model.OriginBridge, Code: "bridge_disconnected", Message: "b"},
			{Level: model.Error, Origin: model.OriginDevice, Code: "device_disconnected", Message: "d"},
			{Level: model.Error, Origin: model.OriginCode, Code: "failed_to_set_on_device", Message: "f"},
			{Level: model.Warning, Origin: model.OriginCode, Code: "being_deleted", Message: "w"},
		},
	}}
	if diff := cmp.Diff(want, got, cmpPIN()); diff != "" {
		t.Error(diff)
	}
}

func TestDeviceIsReadInFull(t *testing.T) {
	c, _ := clientOf(t, devicesAnswer(`{
		"device_id":"d1","device_type":"kwikset_lock","display_name":"Front Door","nickname":null,"connected_account_id":"a1",
		"is_managed":true,"created_at":"2026-01-05T10:11:12.000Z","location":{"location_name":"Home","time_zone":"America/Denver","timezone":"UTC"},
		"device_manufacturer":{"manufacturer":"kwikset","display_name":"Kwikset"},
		"can_program_online_access_codes":true,"can_program_offline_access_codes":false,"can_remotely_lock":true,"can_remotely_unlock":false,
		"properties":{"online":false,"name":"x","appearance":{"name":"FRONT"},"model":{"display_name":"Halo Touch"},
			"battery":{"level":0.86,"status":"full"},"battery_level":0.5,"accessory_keypad":{"is_connected":true,"battery":{"level":0.15}},
			"supported_code_lengths":[4,5.0,6e0],"max_active_codes_supported":250.0,
			"code_constraints":[{"constraint_type":"start_date_in_future"},{"constraint_type":"name_length","min_length":2,"max_length":14}],
			"supports_backup_access_code_pool":true,
			"offline_time_frame_options":[
				{"display_name":"Daily","min_duration":"P29D","max_duration":"P1W2DT3H4M5S","matching_start_end_time":true},
				{"display_name":"Years","max_duration":"P1Y"},{"display_name":"Odd","time_pairs":7},{"display_name":"Dates","start_date_recurrence_rule":"FREQ=DAILY"}],
			"online_time_frame_options":[
				{"display_name":"Slots","time_pairs":[{"display_name":"Guest","start_time":"15:00","end_time":"11:30"}],"time_zone":"America/Denver"}]},
		"errors":[{"error_code":"hub_disconnected","message":"hub","created_at":"2026-01-05T10:11:12.000Z","is_device_error":true}],
		"warnings":[{"warning_code":"device_has_flaky_connection","message":"flaky"}]}`))
	want := []model.Device{{
		ID: "d1", AccountID: "a1", Name: "Front Door", Type: "kwikset_lock", Manufacturer: "Kwikset", ModelName: "Halo Touch",
		TimeZone: "America/Denver", Place: "Home", CreatedAt: at("2026-01-05T10:11:12Z"), Online: model.No, Locked: model.Unknown, Managed: true,
		Battery: model.Battery{Known: true, Level: 0.86, Status: "full"}, Keypad: model.Battery{Known: true, Level: 0.15}, KeypadAttached: model.Yes,
		Can: model.Capabilities{
			ProgramOnlineCodes: model.Yes, ProgramOfflineCodes: model.No, RemotelyLock: model.Yes, RemotelyUnlock: model.No, BackupPool: model.Yes,
		},
		Rules: model.PINRules{
			Lengths:     []int{4, 5, 6},
			Constraints: []model.Constraint{{Type: "start_date_in_future"}, {Type: "name_length", MinLength: 2, MaxLength: 14}},
		},
		Slots: 250,
		Frames: []model.TimeFrame{
			{Name: "Daily", Offline: true, SameTime: true, Min: model.Length{Days: 29}, Max: model.Length{Days: 9, Rest: 3*time.Hour + 4*time.Minute + 5*time.Second}},
			{Name: "Years", Offline: true, More: true},
			{Offline: true, More: true},
			{Name: "Dates", Offline: true, More: true},
			{Name: "Slots", Zone: "America/Denver", Hours: []model.DayHours{{Name: "Guest", From: 15 * time.Hour, Until: 11*time.Hour + 30*time.Minute}}},
		},
		Problems: []model.Problem{
			{Level: model.Error, Origin: model.OriginDevice, Code: "hub_disconnected", Message: "hub", Since: at("2026-01-05T10:11:12Z")},
			{Level: model.Warning, Origin: model.OriginDevice, Code: "device_has_flaky_connection", Message: "flaky"},
		},
	}}
	if diff := cmp.Diff(want, listDevices(t, c)); diff != "" {
		t.Error(diff)
	}
}

func TestDeviceNames(t *testing.T) {
	for name, tc := range map[string]struct{ object, want string }{
		"nickname":          {`"nickname":"Nick","display_name":"Shown","properties":{"appearance":{"name":"App"}}`, "Nick"},
		"display name":      {`"display_name":"Shown","properties":{"appearance":{"name":"App"},"name":"P"}`, "Shown"},
		"fake with app":     {`"display_name":"Smart Device","properties":{"appearance":{"name":"App"},"name":"P"}`, "App"},
		"fake without app":  {`"display_name":"Smart Device","properties":{"name":"P"}`, "P"},
		"really called so":  {`"display_name":"Smart Device"`, "Smart Device"},
		"only the property": {`"properties":{"name":"P"}`, "P"},
		"nothing":           {`"properties":{}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock",`+tc.object+`}`))
			if got := listDevices(t, c); len(got) != 1 || got[0].Name != tc.want || got[0].Unreadable != "" {
				t.Errorf("got %+v, want the name %q", got, tc.want)
			}
		})
	}
}

func TestTimeZoneOfMakersThatKeepItInTheirMetadata(t *testing.T) {
	for meta, want := range map[string]string{
		`"ultraloq_metadata":{"time_zone":"Europe/Rome","device_id":5}`: "Europe/Rome",
		`"omnitec_metadata":{"time_zone":"Europe/Madrid"}`:              "Europe/Madrid",
		`"dormakaba_oracode_metadata":{"iana_timezone":"Asia/Tokyo"}`:   "Asia/Tokyo",
		`"ultraloq_metadata":{"time_zone":7}`:                           "",
		`"ultraloq_metadata":[1]`:                                       "",
	} {
		c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock","properties":{`+meta+`}}`))
		if got := listDevices(t, c); len(got) != 1 || got[0].TimeZone != want || got[0].Unreadable != "" {
			t.Errorf("%s gives %+v, want %q", meta, got, want)
		}
	}
}

func TestOnlyDevicesThatHoldCodesAreListed(t *testing.T) {
	c, _ := clientOf(t, devicesAnswer(
		`{"device_id":"1","device_type":"august_lock"}`,
		`{"device_id":"2","device_type":"ecobee_thermostat","properties":{"online":true}}`,
		`{"device_id":"3","device_type":"new_thing","can_program_online_access_codes":false}`,
		`{"device_id":"4","device_type":"new_thing","can_remotely_lock":true}`,
		`{"device_id":"5","device_type":"noiseaware_activity_zone"}`,
		`{"device_id":"6","device_type":"thermostat","properties":"odd"}`,
		`{"device_id":"7","device_type":"minut_sensor","capabilities_supported":["lock","access_code"]}`,
		`{"device_id":"8","device_type":"ecobee_thermostat","capabilities_supported":["thermostat"]}`,
	))
	var ids []string
	for _, d := range listDevices(t, c) {
		ids = append(ids, string(d.ID))
	}
	if diff := cmp.Diff([]string{"1", "3", "4", "6", "7"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestOddObjectsDoNotHideTheOthers(t *testing.T) {
	good := `{"access_code_id":"c2","device_id":"d1","name":"fine","type":"ongoing","status":"set","is_managed":true}`
	for name, tc := range map[string]struct{ odd, id, why string }{
		"number for text":     {`{"access_code_id":"c1","device_id":"d1","name":"n","status":5,"is_managed":true}`, "c1", "status has an unexpected value (number)"},
		"text for number":     {`{"access_code_id":"c1","device_id":"d1","is_backup":"yes","name":"n"}`, "c1", "is_backup"},
		"text for list":       {`{"access_code_id":"c1","device_id":"d1","errors":"none","name":"n"}`, "c1", "errors"},
		"a time that is none": {`{"access_code_id":"c1","device_id":"d1","ends_at":"tomorrow","name":"n"}`, "c1", "ends_at is not a time: tomorrow"},
		"no id":               {`{"device_id":"d1","name":"n"}`, "", "no access_code_id"},
		"odd id":              {`{"access_code_id":7,"device_id":"d1","name":"n"}`, "", "access_code_id"},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := clientOf(t, codesAnswer(tc.odd, good))
			got, err := c.Codes(t.Context(), "d1")
			if err != nil || len(got) != 2 {
				t.Fatalf("got %+v, %v", got, err)
			}
			if got[0].ID != model.CodeID(tc.id) || got[0].Name != "n" {
				t.Errorf("odd one is %+v", got[0])
			}
			wantText(t, got[0].Unreadable, tc.why)
			if got[1].ID != "c2" || got[1].Unreadable != "" || got[1].Status != model.StatusSet {
				t.Errorf("good one is %+v", got[1])
			}
		})
	}
}

func TestListElementsThatAreNoObjects(t *testing.T) {
	good := `{"access_code_id":"c2","device_id":"d1"}`
	for _, odd := range []string{`5`, `"text"`, `null`, `[]`, `true`} {
		c, _ := clientOf(t, codesAnswer(odd, good))
		got, err := c.Codes(t.Context(), "d1")
		if err != nil || len(got) != 2 || got[0].Unreadable == "" || got[1].ID != "c2" {
			t.Errorf("%s gives %+v, %v", odd, got, err)
		}
	}
}

func TestOddValuesInFieldsThatNobodyNeedsAreNotNoticed(t *testing.T) {
	c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"four_suites_door","custom_metadata":5,"space_ids":"x",
		"created_at":"yesterday","properties":{"online":true,"four_suites_metadata":{"device_id":"abc"},
		"dormakaba_oracode_metadata":{"device_id":"12a"},"door_open":"ajar","image_url":3}}`))
	got := listDevices(t, c)
	if len(got) != 1 || got[0].Unreadable != "" || got[0].Online != model.Yes {
		t.Errorf("got %+v", got)
	}
}

func TestUnknownEnumValuesShowAsThemselves(t *testing.T) {
	c, _ := clientOf(t, codesAnswer(`{"access_code_id":"c1","device_id":"d1","type":"lunar","status":"pondering","is_managed":true,
		"pending_mutations":[{"mutation_code":"updating_moon"}],"errors":[{"error_code":"new_one"}]}`))
	got, err := c.Codes(t.Context(), "d1")
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	g := got[0]
	if g.Type != "lunar" || g.Status != "pondering" || g.Pending[0].Code != "updating_moon" || g.Problems[0].Code != "new_one" || g.Unreadable != "" {
		t.Errorf("got %+v", g)
	}
}

// Seam's fake leaves the old times in a code that an update turned into an ongoing one.
func TestOngoingCodeHasNoWindowWhateverTimesItCarries(t *testing.T) {
	c, _ := clientOf(t, codesAnswer(`{"access_code_id":"c1","device_id":"d1","type":"ongoing","status":"set","is_managed":true,
		"starts_at":"2026-12-01T09:00:00.000Z","ends_at":"2026-12-01T12:00:00.000Z"}`))
	got, err := c.Codes(t.Context(), "d1")
	if err != nil || len(got) != 1 || !got[0].Window.Always() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestProblemWithoutFlagsBelongsToItsOwnerUnlessItsCodeSaysMore(t *testing.T) {
	for code, want := range map[string]model.Origin{
		"account_disconnected":    model.OriginAccount,
		"bridge_disconnected":     model.OriginBridge,
		"hub_disconnected":        model.OriginDevice,
		"failed_to_set_on_device": model.OriginCode,
	} {
		if got := (&wireProblem{ErrorCode: code}).problem(model.Error, model.OriginCode).Origin; got != want {
			t.Errorf("%s comes from the %v, want %v", code, got, want)
		}
	}
}

// TestOracodeSlots: the predefined time slots of dormakaba doors are frames, without those that Seam does not support.
func TestOracodeSlots(t *testing.T) {
	c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"dormakaba_oracode_door","properties":{"dormakaba_oracode_metadata":{
		"iana_timezone":"America/Denver","predefined_time_slots":[
			{"name":"Guest","check_in_time":"15:00:00[America/Denver]","check_out_time":"11:00:00[America/Denver]"},
			{"name":"Once","check_in_time":"09:00","check_out_time":"17:00","is_one_shot":true},
			{"name":"Master","check_in_time":"08:00","check_out_time":"20:00","is_master":true},
			{"name":"Broken","check_in_time":"noon","check_out_time":"20:00"}]}}}`))
	want := []model.TimeFrame{{
		Name: "predefined time slots", Offline: true, Max: model.Length{Days: 31}, Zone: "America/Denver",
		Hours: []model.DayHours{{Name: "Guest", From: 15 * time.Hour, Until: 11 * time.Hour}},
	}}
	if diff := cmp.Diff(want, listDevices(t, c)[0].Frames); diff != "" {
		t.Error(diff)
	}
}
