package sim

import (
	"slices"
	"testing"
	"time"
)

// TestTroubleCarriesItsIssues plays everything that Seam promises issue arrays for, and wants them in the events.
func TestTroubleCarriesItsIssues(t *testing.T) {
	r := open(t, Options{Bare: true})
	played(t, r)
	device := []string{"device_errors", "device_warnings", "connected_account_errors", "connected_account_warnings"}
	code := append([]string{"access_code_errors", "access_code_warnings"}, device...)
	for kind, c := range map[string]struct {
		arrays []string
		says   map[string]string // array: the code that must be in it
	}{
		"access_code.delay_in_setting_on_device":             {code, map[string]string{"access_code_warnings": "delay_in_setting_on_device", "device_errors": "device_disconnected"}},
		"access_code.failed_to_set_on_device":                {code, map[string]string{"access_code_errors": "failed_to_set_on_device"}},
		"access_code.delay_in_removing_from_device":          {code, map[string]string{"access_code_warnings": "delay_in_removing_from_device"}},
		"access_code.failed_to_remove_from_device":           {code, map[string]string{"access_code_errors": "failed_to_remove_from_device", "access_code_warnings": "being_deleted"}},
		"access_code.unmanaged.failed_to_convert_to_managed": {code, map[string]string{"access_code_errors": "failed_to_convert_to_managed"}},
		"device.disconnected":                                {device, map[string]string{"device_errors": "device_disconnected"}},
		"device.unmanaged.disconnected":                      {device, map[string]string{"device_errors": "device_disconnected"}},
		"device.connection_became_flaky":                     {device, map[string]string{"device_warnings": "device_has_flaky_connection"}},
		"device.error.subscription_required":                 {device, map[string]string{"device_errors": "subscription_required"}},
		"connected_account.disconnected":                     {device[2:], map[string]string{"connected_account_errors": "account_disconnected"}},
		"connected_account.reauthorization_requested":        {device[2:], map[string]string{"connected_account_warnings": "account_reauthorization_requested"}},
	} {
		list := items(t, r.must("/events/list", object{"since": iso(friday()), "event_type": kind}), "events")
		if len(list) == 0 {
			t.Errorf("%s: no event", kind)
			continue
		}
		first := list[len(list)-1]
		for _, array := range c.arrays {
			key := "error_code"
			if array[len(array)-8:] == "warnings" {
				key = "warning_code"
			}
			got := codesNamed(t, first, array, key)
			if want := c.says[array]; want != "" && !slices.Contains(got, want) {
				t.Errorf("%s: %s are %v, want %s", kind, array, got, want)
			}
			for _, issue := range items(t, first, array) {
				if issue["message"] == nil || issue["created_at"] == nil || len(issue) != 3 {
					t.Errorf("%s: %s: %v", kind, array, issue)
				}
			}
		}
	}
}

// played puts the trouble into the world.
func played(t *testing.T, r *rig) {
	t.Helper()
	nuki, igloohome, yale := r.added("nuki", "Europe/Lisbon"), r.added("igloohome", "Europe/Lisbon"), r.added("yale", "Europe/Lisbon")
	going := r.offered(nuki, object{"name": "Going"})
	foreign, err := r.AddUnmanaged(igloohome, "App", "4711")
	if err != nil {
		t.Fatal(err)
	}
	r.must("/access_codes/unmanaged/convert_to_managed", object{"access_code_id": foreign})
	r.pass(time.Minute)
	account := dig[string](t, r.byID(nuki), "connected_account_id")
	r.must("/devices/update", object{"device_id": yale, "is_managed": false})
	for _, err := range []error{
		r.SetOnline(nuki, false), r.SetOnline(yale, false),
		r.AddProblem(igloohome, Problem{Code: "device_has_flaky_connection", Message: "Unstable", Warning: true}),
		r.AddProblem(account, Problem{Code: "account_reauthorization_requested", Message: "Log in", Warning: true}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r.offered(nuki, object{"name": "Coming"})
	r.must("/access_codes/delete", with(going, nil))
	r.must("/devices/simulate/paid_subscription", object{"device_id": nuki, "is_expired": true})
	r.pass(61 * time.Minute)
	if err := r.SetAccount(account, false); err != nil {
		t.Fatal(err)
	}
}

func TestProblemsThatComeAndGoAreTold(t *testing.T) {
	r := open(t, Options{Bare: true})
	id := r.added("salto_ks", "Europe/Lisbon")
	for problem, want := range map[string][]string{
		"device_has_flaky_connection":      {"device.connection_became_flaky", "device.connection_stabilized"},
		"third_party_integration_detected": {"device.third_party_integration_detected", "device.third_party_integration_no_longer_detected"},
		"privacy_mode":                     {"device.salto.privacy_mode_activated", "device.salto.privacy_mode_deactivated"},
		"provider_issue":                   {},
	} {
		r.pass(time.Second)
		since := r.Now().Format(wireTime)
		for range 2 { // what is there already is not told again
			if err := r.AddProblem(id, Problem{Code: problem, Warning: true}); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if err := r.ClearProblem(id, problem); err != nil {
				t.Fatal(err)
			}
		}
		got := []string{}
		for _, e := range slices.Backward(items(t, r.must("/events/list", object{"since": since, "device_id": id}), "events")) {
			got = append(got, dig[string](t, e, "event_type"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", problem, got, want)
		}
	}
}

func TestReconnectedAccountIsSynchronised(t *testing.T) {
	r := open(t, Options{Bare: true})
	account := dig[string](t, r.byID(r.added("nuki", "Europe/Lisbon")), "connected_account_id")
	for _, connected := range []bool{false, true} {
		if err := r.SetAccount(account, connected); err != nil {
			t.Fatal(err)
		}
		r.pass(10 * time.Second)
	}
	kinds := []string{"connected_account.disconnected", "connected_account.connected", "connected_account.completed_first_sync_after_reconnection"}
	list := items(t, r.must("/events/list", object{"since": iso(friday()), "event_types": kinds}), "events")
	for i, kind := range kinds {
		if len(list) != 3 || list[2-i]["event_type"] != kind {
			t.Fatalf("events %v", list)
		}
	}
}
