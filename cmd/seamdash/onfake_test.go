package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/live"
	"seamdash/seamclient"
	"seamdash/seamclient/conform/fakeseam"
)

// fakeNames are the devices of the fake, by name. The fake deviates: it calls each of them "Smart Device" in
// display_name and keeps the real name in properties.appearance.name, and it says of thermostat and noise sensor that
// they support access codes.
func fakeNames() []string {
	return []string{"Back Door", "Bathroom Door", "Front Door", "Minut Sensor 1", "Thermostat 1"}
}

func TestClientOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	client := clientFor(t, url)
	var names []string
	err := client.Devices(t.Context(), func(page []model.Device) error {
		for _, d := range page {
			names = append(names, d.Name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	if diff := cmp.Diff(fakeNames(), names); diff != "" {
		t.Errorf("devices (-want +got):\n%s", diff)
	}
	ws, err := client.Workspace(t.Context())
	if err != nil || !ws.Sandbox || ws.Name != "My Workspace" {
		t.Errorf("workspace %+v, %v; want the sandbox My Workspace", ws, err)
	}
	_, err = client.Code(t.Context(), "no-such-code")
	if model.KindOf(err) != model.KindNotFound {
		t.Errorf("a code that does not exist gives %v, want not found", err)
	}
}

func clientFor(t *testing.T, url string) *seamclient.Client {
	t.Helper()
	key, err := seamclient.NewKey(fakeseam.Key)
	if err != nil {
		t.Fatal(err)
	}
	client, err := seamclient.New(seamclient.Config{Endpoint: url, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// listed is what the program prints with --json.
func listed[T any](t *testing.T, url string, args ...string) []T {
	t.Helper()
	stdout, stderr, code := seamdash(t, url, fakeseam.Key, append(args, "--json")...)
	var list []T
	quiet := stderr == ""
	if slices.Contains(args, "--reveal") { // a look is kept, in a new store, whose key has no keyring here
		quiet = strings.HasPrefix(stderr, "note: no keyring answers") && strings.Count(stderr, "\n") == 1
	}
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || code != exitDone || !quiet {
		t.Fatalf("seamdash %q: code %d, %v, stderr %q\n%s", args, code, err, stderr, stdout)
	}
	return list
}

func TestDevicesOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	var names []string
	for _, d := range listed[deviceFacts](t, url, "devices") {
		names = append(names, *d.Name)
		if d.DeviceID != fakeseam.FrontDoorID {
			continue
		}
		// The fake deviates: a seeded lock has neither location nor max_active_codes_supported.
		if d.CapacityMax != nil || d.TimeZone != nil {
			t.Errorf("front door %+v: its slots and its zone are guesses", d)
		}
		if diff := cmp.Diff(new(true), d.Online); diff != "" {
			t.Errorf("front door is online (-want +got):\n%s", diff)
		}
	}
	if diff := cmp.Diff(fakeNames(), names); diff != "" {
		t.Errorf("devices (-want +got):\n%s", diff)
	}
	for _, args := range [][]string{{"devices"}, {}} {
		stdout, stderr, code := seamdash(t, url, fakeseam.Key, args...)
		for _, name := range fakeNames() {
			if !strings.Contains(stdout, name) || code != exitDone || stderr != "" {
				t.Errorf("seamdash %q: no %s; code %d, stderr %q\n%s", args, name, code, stderr, stdout)
			}
		}
	}
}

// TestCodesOnFake: the fake deviates in that a list for one device holds the codes of all devices; and a code there
// never leaves `setting`, so nothing here waits for `set`.
func TestCodesOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	createCode(t, url, fakeseam.FrontDoorID, "Cleaner", "0123")
	createCode(t, url, fakeseam.FrontDoorID, "Guest", "4711")
	createCode(t, url, fakeseam.BackDoorID, "Neighbour", "9876")
	for name, tc := range map[string]struct {
		args []string
		want map[string]string // PIN by name, "" for null
	}{
		"by name":  {[]string{"--device", "front door"}, map[string]string{"Cleaner": "", "Guest": ""}},
		"by id":    {[]string{"--device", fakeseam.BackDoorID}, map[string]string{"Neighbour": ""}},
		"revealed": {[]string{"--device", "Front Door", "--reveal"}, map[string]string{"Cleaner": "0123", "Guest": "4711"}},
		"all":      {nil, map[string]string{"Cleaner": "", "Guest": "", "Neighbour": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for _, c := range listed[codeFacts](t, url, append([]string{"codes"}, tc.args...)...) {
				got[*c.Name] = ""
				if c.Code != nil {
					got[*c.Name] = *c.Code
				}
				if *c.Status != "setting" || *c.Type != "ongoing" || !c.IsManaged || c.StartsAt != nil {
					t.Errorf("%s: %+v", *c.Name, c)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWrongKeyOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	const wrong = "seam_test_notTheKeyOfTheFake"
	for _, args := range [][]string{{}, {"devices"}, {"codes", "--json"}} {
		stdout, stderr, code := seamdash(t, url, wrong, args...)
		if code != exitNotAuthorised || stdout != "" || strings.Contains(stderr, wrong) {
			t.Errorf("seamdash %q: code %d, stdout %q, stderr %q; want code 3 and no key", args, code, stdout, stderr)
		}
		if strings.Contains(stderr, "at file:") {
			// The fake deviates: it adds a stack to its errors.
			t.Errorf("seamdash %q shows the fake's stack: %q", args, stderr)
		}
	}
}

// TestNewCodeAppearsOnFake: somebody creates a code, and the picture has it without being asked.
func TestNewCodeAppearsOnFake(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	feed := live.New(live.Config{Source: clientFor(t, url), Pace: live.PaceOf(100 * time.Millisecond)})
	ctx, stop := context.WithTimeout(t.Context(), enough)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- feed.Run(ctx) }()
	wait := func(what string, ok func(*model.Snapshot) bool) {
		t.Helper()
		for !ok(feed.Snapshot()) {
			if _, err := feed.Next(ctx); err != nil {
				t.Fatalf("the picture never showed %s: %+v", what, feed.Snapshot().Feed)
			}
		}
	}
	wait("five locks without codes", func(s *model.Snapshot) bool {
		return s.Total.Loaded == 5 && s.Total.Codes == 0 && s.Feed.Connection == model.Live
	})
	createCode(t, url, fakeseam.FrontDoorID, "Cleaner", "0123")
	wait("the new code", func(s *model.Snapshot) bool {
		lock, ok := s.Lock(fakeseam.FrontDoorID)
		return ok && len(lock.Codes) == 1 && lock.Codes[0].Name == "Cleaner" && lock.Codes[0].PIN.Reveal() == "0123"
	})
	stop()
	if err := <-done; err != nil {
		t.Errorf("the feed ended with %v", err)
	}
}
