package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// The texts below are the contract with scripts: a change here breaks somebody's cron job.
func TestDeviceFacts(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 20, 9, 12, 0, 0, time.FixedZone("", -8*3600))
	codes := []model.AccessCode{
		{ID: "1", Status: model.StatusSet},
		{ID: "2", Status: model.StatusSetting},
		{ID: "3", Status: model.StatusUnset, Preloaded: model.Yes},
		{ID: "4", Status: model.StatusUnset}, // not on the lock yet
	}
	device := model.Device{
		ID: "d1", Name: "Patio & <Pool>", Place: "Pine Lodge", Type: "nuki_lock", Manufacturer: "Nuki", ModelName: "Smart Lock 4",
		TimeZone: "America/Los_Angeles", Online: model.Yes, Locked: model.No, Slots: 100,
		Battery: model.Battery{Known: true, Level: 0.11}, Can: model.Capabilities{ProgramOnlineCodes: model.Yes},
		Problems: []model.Problem{{Level: model.Error, Code: "device_offline", Message: "It is offline.", Since: since}},
	}
	wantJSON(t, factsOfDevice(model.NewLock(device, codes, true, nil)), `{
  "device_id": "d1",
  "name": "Patio & <Pool>",
  "device_type": "nuki_lock",
  "manufacturer": "Nuki",
  "model": "Smart Lock 4",
  "place": "Pine Lodge",
  "online": true,
  "battery": 0.11,
  "locked": false,
  "time_zone": "America/Los_Angeles",
  "capacity_used": 3,
  "capacity_max": 100,
  "can_program_online_access_codes": true,
  "problems": [
    {
      "level": "error",
      "code": "device_offline",
      "message": "It is offline.",
      "since": "2026-11-20T17:12:00.000Z"
    }
  ],
  "unreadable": null
}`)
	wantJSON(t, factsOfDevice(model.NewLock(model.Device{ID: "d2"}, nil, false, nil)), `{
  "device_id": "d2",
  "name": null,
  "device_type": null,
  "manufacturer": null,
  "model": null,
  "place": null,
  "online": null,
  "battery": null,
  "locked": null,
  "time_zone": null,
  "capacity_used": null,
  "capacity_max": null,
  "can_program_online_access_codes": null,
  "problems": [],
  "unreadable": null
}`)
}

func TestCodeFacts(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC)
	lock := model.NewLock(model.Device{ID: "d1", Name: "Patio", TimeZone: "America/Los_Angeles"}, nil, true, nil)
	code := model.AccessCode{
		ID: "c1", DeviceID: "d1", Name: "Guest", PIN: model.NewPIN("0042"), Type: model.TypeTimeBound,
		Status: model.StatusSetting, Managed: true,
		Window:  model.Window{From: now.Add(time.Hour), Until: now.Add(24 * time.Hour)},
		Pending: []model.PendingMutation{{Code: model.MutationCreating, CreatedAt: now.Add(-24 * time.Minute)}},
	}
	facts := factsOfCode(lock, &code, now, false)
	if !strings.Contains(facts.State, "24 min") || !strings.Contains(facts.State, "today 15:02") {
		t.Errorf("state %q does not say since when, or not in the lock's time", facts.State)
	}
	facts.State = "S"
	wantJSON(t, facts, `{
  "access_code_id": "c1",
  "device_id": "d1",
  "device_name": "Patio",
  "name": "Guest",
  "code": null,
  "type": "time_bound",
  "status": "setting",
  "starts_at": "2026-11-20T23:02:00.000Z",
  "ends_at": "2026-11-21T22:02:00.000Z",
  "is_managed": true,
  "state": "S",
  "stuck": true,
  "problems": [],
  "unreadable": null
}`)
	if got := factsOfCode(lock, &code, now, true).Code; got == nil || *got != "0042" {
		t.Errorf("revealed PIN is %v, want 0042 with its zeros", got)
	}
	code.PIN = model.PIN{}
	if got := factsOfCode(lock, &code, now, true).Code; got != nil {
		t.Errorf("a PIN that nobody knows is %q, want null", *got)
	}
}

func wantJSON(t *testing.T, value any, want string) {
	t.Helper()
	var out strings.Builder
	if err := writeJSON(&out, value); err != nil {
		t.Fatal(err)
	}
	if !json.Valid([]byte(out.String())) {
		t.Errorf("not JSON: %s", out.String())
	}
	if diff := cmp.Diff(want+"\n", out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
