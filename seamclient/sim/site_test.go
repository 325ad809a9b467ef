package sim

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// limited opens a bare world with one Salto KS lock whose site has so many users.
func limited(t *testing.T, users int) (*rig, string) {
	t.Helper()
	r := open(t, Options{Bare: true})
	id := r.added("salto_ks", "Europe/Lisbon")
	if err := r.SetSiteUsers(id, users); err != nil {
		t.Fatal(err)
	}
	return r, id
}

func (r *rig) byID(device string) object {
	r.Helper()
	return dig[object](r, r.must("/devices/get", object{"device_id": device}), "device")
}

func (r *rig) accountOf(device string) object {
	r.Helper()
	return dig[object](r, r.must("/connected_accounts/get", object{"connected_account_id": r.byID(device)["connected_account_id"]}), "connected_account")
}

func TestFullSaltoSiteKeepsNewCodesWaiting(t *testing.T) {
	r, id := limited(t, 2)
	codes := []object{r.offered(id, object{"name": "A"}), r.offered(id, object{"name": "B"}), r.offered(id, object{"name": "C"})}
	r.pass(time.Minute)
	for i, want := range []string{"set", "set", "setting"} {
		c, waits := r.look(codes[i]), want == "setting"
		if got := []any{c["status"], c["code"] == nil, c["is_waiting_for_code_assignment"]}; !slices.Equal(got, []any{want, waits, waits}) {
			t.Errorf("code %d: %v", i, c)
		}
	}
	r.pass(61 * time.Minute)
	r.must("/access_codes/delete", with(codes[0], nil))
	r.pass(time.Minute)
	if c := r.look(codes[2]); c["status"] != "set" || c["code"] == nil {
		t.Errorf("with room again: %v", c)
	}
	want := []string{"created", "delay_in_setting_on_device", "failed_to_set_on_device", "changed", "set_on_device"}
	if diff := cmp.Diff(want, r.kinds(dig[string](t, codes[2], "access_code_id"))); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestLocksAndCodesRepeatTheErrorOfAFullSite(t *testing.T) {
	r, id := limited(t, 1)
	c := r.offered(id, object{"name": "A"})
	r.pass(time.Minute)
	account := items(t, r.accountOf(id), "errors")[0]
	site := items(t, dig[object](t, account, "salto_ks_metadata"), "sites")[0]
	told := object{"site_id": site["site_id"], "site_name": "salto_ks", "site_user_subscription_limit": 1.0, "subscribed_site_user_count": 1.0}
	if diff := cmp.Diff(told, site); diff != "" || site["site_id"] == nil {
		t.Errorf("site (-want +got):\n%s", diff)
	}
	copied := object{
		"error_code": "salto_ks_subscription_limit_exceeded", "message": account["message"], "created_at": account["created_at"],
		"is_connected_account_error": true, "is_device_error": false,
	}
	for what, o := range map[string]object{"device": r.byID(id), "code": r.look(c)} {
		if diff := cmp.Diff([]object{copied}, items(t, o, "errors")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestALargerSubscriptionMakesRoom(t *testing.T) {
	r, id := limited(t, 0)
	first, second := r.offered(id, object{"name": "A"}), r.offered(id, object{"name": "B"})
	r.pass(time.Hour)
	if err := r.SetSiteUsers(id, 1); err != nil {
		t.Fatal(err)
	}
	r.follow(first, []beat{{time.Minute, "set", false, ""}})
	r.follow(second, []beat{{0, "setting", false, "creating"}})
	if err := r.SetSiteUsers(id, 50); err != nil {
		t.Fatal(err)
	}
	r.follow(second, []beat{{time.Minute, "set", false, ""}})
	if left := items(t, r.accountOf(id), "errors"); len(left) != 0 {
		t.Errorf("errors %v", left)
	}
}

func TestSaltoSiteWarnsAboveFourFifths(t *testing.T) {
	r, id := limited(t, 100)
	for range 4 {
		r.offered(id, object{})
	}
	r.pass(20 * time.Second)
	for limit, want := range map[int][2]string{
		6: {"", ""}, 5: {"", ""}, 4: {"salto_ks_subscription_limit_exceeded", ""}, 3: {"salto_ks_subscription_limit_exceeded", ""},
	} {
		r.expectSite(id, limit, want)
	}
	r.offered(id, object{})
	r.pass(20 * time.Second)
	r.expectSite(id, 6, [2]string{"", "salto_ks_subscription_limit_almost_reached"}) // 83 %
	w := items(t, r.accountOf(id), "warnings")[0]
	if sites := items(t, dig[object](t, w, "salto_ks_metadata"), "sites"); len(sites) != 1 || sites[0]["subscribed_site_user_count"] != 5.0 {
		t.Errorf("sites %v", sites)
	}
}

// expectSite sets the limit and wants this error and this warning, on the account and on its lock.
func (r *rig) expectSite(id string, limit int, want [2]string) {
	r.Helper()
	if err := r.SetSiteUsers(id, limit); err != nil {
		r.Fatal(err)
	}
	for _, o := range []object{r.accountOf(id), r.byID(id)} {
		got := [2]string{}
		for i, list := range [][]string{codesNamed(r, o, "errors", "error_code"), codesNamed(r, o, "warnings", "warning_code")} {
			if len(list) > 0 {
				got[i] = list[0]
			}
		}
		if got != want {
			r.Errorf("limit %d: %v, want %v in %v", limit, got, want, o)
		}
	}
}

// TestSiteUsersAreTheCodesWithAPIN lets a world live for a day and counts by hand.
func TestSiteUsersAreTheCodesWithAPIN(t *testing.T) {
	r := open(t, Options{})
	for range 24 {
		r.pass(time.Hour)
		r.do(func(w *world) {
			counted := map[*site]int{}
			for _, d := range w.devices {
				for _, c := range d.codes {
					if d.site != nil && c.want.pin != "" {
						counted[d.site]++
					}
				}
			}
			if len(counted) == 0 {
				t.Fatal("no site")
			}
			for s, n := range counted {
				if s.users != n {
					t.Fatalf("%s: %d users, %d codes", s.name, s.users, n)
				}
			}
		})
	}
}
