package sim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// pages walks a list to its end and returns the ids in the order they came.
func (r *rig) pages(path, key, id string, params object) []string {
	r.Helper()
	ids := []string{}
	for range 1000 {
		out := r.must(path, params)
		for _, o := range items(r, out, key) {
			ids = append(ids, dig[string](r, o, id))
		}
		p := dig[object](r, out, "pagination")
		if p["has_next_page"] == false {
			if p["next_page_cursor"] != nil || p["next_page_url"] != nil {
				r.Fatalf("the last page points on: %v", p)
			}
			return ids
		}
		params["page_cursor"] = p["next_page_cursor"]
	}
	r.Fatal("a list without end")
	return nil
}

func TestPagesTogetherAreTheList(t *testing.T) {
	r := open(t, Options{Still: true})
	device := r.device(salto)["device_id"]
	for _, list := range []struct {
		path, key, id string
		params        object
	}{
		{"/devices/list", "devices", "device_id", object{}},
		{"/access_codes/list", "access_codes", "access_code_id", object{"device_id": device}},
		{"/connected_accounts/list", "connected_accounts", "connected_account_id", object{}},
	} {
		whole := r.pages(list.path, list.key, list.id, list.params)
		list.params["limit"] = 2
		if got := r.pages(list.path, list.key, list.id, list.params); !slices.Equal(got, whole) || len(whole) < 5 {
			t.Errorf("%s: %d in pages of two, %d in one", list.path, len(got), len(whole))
		}
	}
}

func TestCursorIsBoundToItsParameters(t *testing.T) {
	r := open(t, Options{Still: true})
	cursor := dig[object](t, r.must("/devices/list", object{"limit": 2}), "pagination")["next_page_cursor"]
	r.refused(400, "mismatched_page_parameters", "/devices/list", object{"limit": 3, "page_cursor": cursor})
	r.refused(400, "mismatched_page_parameters", "/devices/list", object{"page_cursor": cursor})
	r.refused(400, "mismatched_page_parameters", "/connected_accounts/list", object{"limit": 2, "page_cursor": cursor})
	r.refused(400, "invalid_input", "/devices/list", object{"limit": 2, "page_cursor": "nonsense"})
	r.refused(400, "invalid_input", "/devices/list", object{"limit": 0})
	r.refused(400, "invalid_input", "/devices/list", object{"limit": 1.5})
	r.must("/devices/list", object{"limit": 2, "page_cursor": nil})
}

func TestPagesNeitherRepeatNorHideWhenThingsGoMeanwhile(t *testing.T) {
	r := open(t, Options{Still: true})
	all := r.codesOf(r.device(salto))
	params := object{"device_id": all[0]["device_id"], "limit": 3}
	out := r.must("/access_codes/list", params)
	r.must("/access_codes/delete", with(all[0], nil))
	r.must("/access_codes/delete", with(all[1], nil))
	r.pass(time.Minute)
	params["page_cursor"] = dig[object](t, out, "pagination")["next_page_cursor"]
	next := items(t, r.must("/access_codes/list", params), "access_codes")
	if next[0]["access_code_id"] != all[3]["access_code_id"] {
		t.Errorf("the second page begins with %v, not %v", next[0]["name"], all[3]["name"])
	}
}

func TestNextPageURLWorksAsAGet(t *testing.T) {
	r := open(t, Options{Still: true})
	p := dig[object](t, r.must("/devices/list", object{"limit": 4, "device_types": []string{"nuki_lock", "august_lock"}}), "pagination")
	u, err := url.Parse(dig[string](t, p, "next_page_url"))
	if err != nil {
		t.Fatal(err)
	}
	res := r.send(http.MethodGet, "/devices/list?"+u.RawQuery, "", nil)
	defer func() { _ = res.Body.Close() }()
	var out object
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil || res.StatusCode != 200 {
		t.Fatalf("status %d, %v: %v", res.StatusCode, err, out)
	}
	if got := len(items(t, out, "devices")); got != 1 {
		t.Errorf("%d devices on the last page of five in fours", got)
	}
}

func TestListsFilter(t *testing.T) {
	r := open(t, Options{Still: true})
	nukis := r.device(nuki)
	code := r.codesOf(nukis)[0]
	for name, want := range map[string]struct {
		path, key string
		params    object
		n         int
	}{
		"type":            {"/devices/list", "devices", object{"device_type": "nuki_lock"}, 3},
		"types":           {"/devices/list", "devices", object{"device_types": []string{"august_lock", "schlage_lock"}}, 3},
		"unknown type":    {"/devices/list", "devices", object{"device_type": "moon_lock"}, 0},
		"maker":           {"/devices/list", "devices", object{"manufacturer": "kwikset"}, 2},
		"ids":             {"/devices/list", "devices", object{"device_ids": []any{nukis["device_id"]}}, 1},
		"no ids":          {"/devices/list", "devices", object{"device_ids": []any{}}, 0},
		"account":         {"/devices/list", "devices", object{"connected_account_id": nukis["connected_account_id"]}, 3},
		"name":            {"/devices/list", "devices", object{"search": "harbor 14"}, 2},
		"place":           {"/devices/list", "devices", object{"search": "quinta"}, 3},
		"created before":  {"/devices/list", "devices", object{"created_before": "2020-01-01T00:00:00Z"}, 0},
		"space":           {"/devices/list", "devices", object{"space_id": nukis["device_id"]}, 0},
		"code by id":      {"/access_codes/list", "access_codes", object{"access_code_ids": []any{code["access_code_id"]}}, 1},
		"unknown code":    {"/access_codes/list", "access_codes", object{"access_code_ids": []any{nukis["device_id"]}}, 0},
		"code name":       {"/access_codes/list", "access_codes", object{"device_id": nukis["device_id"], "search": "gard"}, 1},
		"both conditions": {"/access_codes/list", "access_codes", object{"device_id": r.device(august)["device_id"], "access_code_ids": []any{code["access_code_id"]}}, 0},
		"unmanaged":       {"/access_codes/unmanaged/list", "access_codes", object{"device_id": r.device(august)["device_id"]}, 1},
	} {
		if got := items(t, r.must(want.path, want.params), want.key); len(got) != want.n {
			t.Errorf("%s: %d, want %d", name, len(got), want.n)
		}
	}
	r.refused(404, "device_not_found", "/access_codes/list", object{"device_id": code["access_code_id"]})
	r.refused(400, "invalid_input", "/access_codes/list", object{})
	r.refused(400, "invalid_input", "/access_codes/list", object{"device_id": ""})
}

func TestEventsAskForOneSpan(t *testing.T) {
	r := open(t, Options{Still: true})
	from, to := iso(friday().Add(-12*time.Hour)), iso(friday())
	for _, params := range []object{
		{}, {"since": from, "between": []string{from, to}}, {"between": []string{to, from}}, {"between": []string{from}}, {"since": "yesterday"},
	} {
		r.refused(400, "invalid_input", "/events/list", params)
	}
	all := items(t, r.must("/events/list", object{"since": from}), "events")
	first, last := all[len(all)-1], all[0]
	span := []any{first["created_at"], last["created_at"]}
	inside := items(t, r.must("/events/list", object{"between": span}), "events")
	if len(inside) != len(all)-2 {
		t.Errorf("between is not exclusive: %d of %d", len(inside), len(all))
	}
	if got := items(t, r.must("/events/list", object{"since": from, "limit": 3}), "events"); len(got) != 3 {
		t.Errorf("limit 3 gives %d", len(got))
	}
}

func TestEventFilters(t *testing.T) {
	r := open(t, Options{Still: true})
	c := r.settled(august, object{"name": "Nanny"})
	since := iso(friday().Add(-24 * time.Hour))
	for name, f := range map[string]struct {
		params object
		passes func(object) bool
	}{
		"type": {object{"event_type": "lock.unlocked"}, func(e object) bool { return e["event_type"] == "lock.unlocked" }},
		"types": {object{"event_types": []string{"lock.locked", "lock.unlocked"}}, func(e object) bool {
			return strings.HasPrefix(fmt.Sprint(e["event_type"]), "lock.")
		}},
		"device":  {object{"device_id": c["device_id"]}, func(e object) bool { return e["device_id"] == c["device_id"] }},
		"devices": {object{"device_ids": []any{c["device_id"]}}, func(e object) bool { return e["device_id"] == c["device_id"] }},
		"code":    {object{"access_code_id": c["access_code_id"]}, func(e object) bool { return e["access_code_id"] == c["access_code_id"] }},
		"codes":   {object{"access_code_ids": []any{c["access_code_id"]}}, func(e object) bool { return e["access_code_id"] == c["access_code_id"] }},
	} {
		f.params["since"] = since
		got := items(t, r.must("/events/list", f.params), "events")
		if len(got) == 0 || slices.ContainsFunc(got, func(e object) bool { return !f.passes(e) }) {
			t.Errorf("%s: %d events, or foreign ones among them", name, len(got))
		}
	}
	if got := items(t, r.must("/events/list", object{"since": since, "customer_key": "x"}), "events"); len(got) != 0 {
		t.Errorf("a filter for what no event has passes %d", len(got))
	}
}

func TestGetEvent(t *testing.T) {
	r := open(t, Options{Still: true})
	e := items(t, r.must("/events/list", object{"since": iso(friday().Add(-24 * time.Hour))}), "events")[7]
	got := dig[object](t, r.must("/events/get", object{"event_id": e["event_id"]}), "event")
	if got["event_type"] != e["event_type"] || got["event_id"] != e["event_id"] {
		t.Errorf("%v is not %v", got, e)
	}
	r.refused(404, "event_not_found", "/events/get", object{"event_id": e["workspace_id"]})
}
