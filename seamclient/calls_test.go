package seamclient

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	seam "github.com/seamapi/go"

	"seamdash/model"
)

func TestPacingKeepsSeamsAllowanceInEveryMinute(t *testing.T) {
	for name, tc := range map[string]struct {
		allowance int
		do        func(c *Client, ctx context.Context, device model.DeviceID) error
	}{
		"create": {10, func(c *Client, ctx context.Context, device model.DeviceID) error {
			_, err := c.CreateCode(ctx, model.CodeDraft{DeviceID: device})
			return err
		}},
		"update": {10, func(c *Client, ctx context.Context, device model.DeviceID) error {
			return c.UpdateCode(ctx, device, "c1", model.CodeChange{})
		}},
		"delete": {20, func(c *Client, ctx context.Context, device model.DeviceID) error {
			return c.DeleteCode(ctx, device, "c1")
		}},
		"lock": {15, func(c *Client, ctx context.Context, device model.DeviceID) error {
			_, err := c.Lock(ctx, device)
			return err
		}},
		"unlock": {15, func(c *Client, ctx context.Context, device model.DeviceID) error {
			_, err := c.Unlock(ctx, device)
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := clientOf(t, ok(`{"access_code":{"access_code_id":"c1"},"action_attempt":{"action_attempt_id":"a1"},"ok":true}`))
				for i := range 2 * tc.allowance { // two locks have an allowance each
					if err := tc.do(c, t.Context(), model.DeviceID(fmt.Sprint("other", i%2))); err != nil {
						t.Fatal(err)
					}
				}
				if pauses := waits(s); slices.Max(pauses) != 0 {
					t.Errorf("waited %v within the allowance", slices.Max(pauses))
				}
				before := len(s.requests())
				for range 2*tc.allowance + 1 {
					if err := tc.do(c, t.Context(), "d1"); err != nil {
						t.Fatal(err)
					}
				}
				all := s.requests()[before:]
				for i := tc.allowance; i < len(all); i++ {
					if gap := all[i].at.Sub(all[i-tc.allowance].at); gap <= time.Minute {
						t.Errorf("%d requests within %v", tc.allowance+1, gap)
					}
				}
			})
		})
	}
}

func TestPacingFailsAtOnceWhenTheDeadlineIsTooNear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, ok(`{"ok":true}`))
		for range 10 {
			if err := c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{}); err != nil {
				t.Fatal(err)
			}
		}
		start := time.Now()
		ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
		defer stop()
		for range 12 { // more than a minute's worth, which would push the next one back if they were still counted
			f := faultOf(t, c.UpdateCode(ctx, "d1", "c1", model.CodeChange{}), model.KindRateLimited)
			if !time.Now().Equal(start) || !f.RetryAt.Equal(start.Add(61*time.Second)) {
				t.Errorf("after %v: %v, again at %v", time.Since(start), f, f.RetryAt)
			}
		}
		if err := c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{}); err != nil || time.Since(start) != 61*time.Second {
			t.Errorf("%v after %v: what was given up is still counted", err, time.Since(start))
		}
		if len(s.requests()) != 11 {
			t.Errorf("%d requests", len(s.requests()))
		}
	})
}

func TestPacerForgetsQuietDevices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p pacer
		for i := range maxPaced + 1 {
			if err := p.wait(t.Context(), model.DeviceID(fmt.Sprint(i)), deleting); err != nil {
				t.Fatal(err)
			}
		}
		<-time.After(2 * pacedMinute)
		if err := p.wait(t.Context(), "new", deleting); err != nil || len(p.runs) != 1 {
			t.Errorf("%d devices are remembered (%v)", len(p.runs), err)
		}
	})
}

// The SDK cannot decode a failed attempt whose result is an object, and has nothing for a status that it does not know.
func TestQuirk8And11AttemptsOfAnyKind(t *testing.T) {
	odd := ok(`{"action_attempt":{"action_attempt_id":"a1","action_type":"UNLOCK_DOOR","status":"error","result":{"was_confirmed_by_device":false},
		"error":{"type":"uncategorized_error","message":"the bolt  is stuck"}},"ok":true}`)
	sdk, _ := sdkOf(odd)
	if got, err := sdk.Locks.UnlockDoor(t.Context(), &seam.LocksUnlockDoorRequest{DeviceId: "d1"}); err == nil && got.Error != nil {
		t.Errorf("the SDK reads %+v: it is mended", got)
	}
	c, s := clientOf(t, odd)
	got, err := c.Unlock(t.Context(), "d1")
	want := model.ActionAttempt{
		ID: "a1", Type: "UNLOCK_DOOR", Status: model.AttemptFailed, Confirmed: model.No, ErrorType: "uncategorized_error", Message: "the bolt is stuck",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	sentBody(t, s, 0, "/locks/unlock_door", `{"device_id":"d1"}`)

	c, s = clientOf(t, ok(`{"action_attempt":{"action_attempt_id":"a1","action_type":"LOCK_DOOR","status":"dreaming","result":7,"error":null},"ok":true}`))
	got, err = c.Attempt(t.Context(), "a1")
	if diff := cmp.Diff(model.ActionAttempt{ID: "a1", Type: "LOCK_DOOR", Status: "dreaming"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	sentBody(t, s, 0, "/action_attempts/get", `{"action_attempt_id":"a1"}`)
	c, _ = clientOf(t, ok(`{"action_attempt":7,"ok":true}`))
	_, err = c.Lock(t.Context(), "d1")
	wantKind(t, err, model.KindUnavailable)
}

func TestAttemptsByID(t *testing.T) {
	c, s := clientOf(t, ok(`{"action_attempts":[{"action_attempt_id":"a1","status":"pending"},{"action_attempt_id":5,"status":"success"}],"ok":true}`))
	got, err := c.Attempts(t.Context(), []model.AttemptID{"a2", "a1"})
	if err != nil || len(got) != 2 || got[0].ID != "a1" || got[1].Message == "" {
		t.Errorf("got %+v, %v", got, err)
	}
	sentBody(t, s, 0, "/action_attempts/list", `{"action_attempt_ids":["a1","a2"],"limit":250}`)
}

func TestSmallWrites(t *testing.T) {
	for name, tc := range map[string]struct {
		do   func(c *Client, ctx context.Context) error
		path string
		want string
	}{
		"manage": {
			func(c *Client, ctx context.Context) error { return c.ManageCode(ctx, "d1", "c1", false) },
			"/access_codes/unmanaged/convert_to_managed", `{"access_code_id":"c1"}`,
		},
		"manage by force": {
			func(c *Client, ctx context.Context) error { return c.ManageCode(ctx, "d1", "c1", true) },
			"/access_codes/unmanaged/convert_to_managed", `{"access_code_id":"c1","force":true}`,
		},
		"code lengths": {
			func(c *Client, ctx context.Context) error {
				return c.ReportCodeLengths(ctx, "d1", CodeLengths{Supported: []int{4, 6}})
			},
			"/access_codes/report_device_constraints", `{"device_id":"d1","supported_code_lengths":[4,6]}`,
		},
		"code length range": {
			func(c *Client, ctx context.Context) error {
				return c.ReportCodeLengths(ctx, "d1", CodeLengths{Min: 4, Max: 8})
			},
			"/access_codes/report_device_constraints", `{"device_id":"d1","min_code_length":4,"max_code_length":8}`,
		},
		"zone": {
			func(c *Client, ctx context.Context) error {
				return c.ReportTimeZone(ctx, "d1", "schlage_lock", "America/Denver")
			},
			"/devices/report_provider_metadata", `{"devices":[{"device_id":"d1","schlage_metadata":{"time_zone":"America/Denver"}}]}`,
		},
		"offline": {
			func(c *Client, ctx context.Context) error { return c.Simulate(ctx, "d1", SimulateDisconnect) },
			"/devices/simulate/disconnect", `{"device_id":"d1"}`,
		},
		"account": {
			func(c *Client, ctx context.Context) error { return c.SimulateAccountLoss(ctx, "a1") },
			"/connected_accounts/simulate/disconnect", `{"connected_account_id":"a1"}`,
		},
		"plan": {
			func(c *Client, ctx context.Context) error { return c.SimulateSubscription(ctx, "d1", false) },
			"/devices/simulate/paid_subscription", `{"device_id":"d1","is_expired":false}`,
		},
		"keypad": {
			func(c *Client, ctx context.Context) error { return c.SimulateKeypad(ctx, "d1", model.NewPIN("0123")) },
			"/locks/simulate/keypad_code_entry", `{"device_id":"d1","code":"0123"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := clientOf(t, ok(`{"ok":true}`))
			if err := tc.do(c, t.Context()); err != nil {
				t.Fatal(err)
			}
			sentBody(t, s, 0, tc.path, tc.want)
		})
	}
	c, s := clientOf(t, ok(`{"ok":true}`))
	wantKind(t, c.ReportTimeZone(t.Context(), "d1", "nuki_lock", "Europe/Rome"), model.KindRefused)
	if len(s.requests()) != 0 {
		t.Error("a zone was sent for a lock that takes none")
	}
}

func TestCallsThatGiveACode(t *testing.T) {
	c, s := clientOf(t, ok(`{"generated_code":{"device_id":"d1","code":"0427"},"ok":true}`))
	pin, err := c.GeneratePIN(t.Context(), "d1")
	if err != nil || pin.Reveal() != "0427" {
		t.Errorf("got %q, %v", pin.Reveal(), err)
	}
	sentBody(t, s, 0, "/access_codes/generate_code", `{"device_id":"d1"}`)

	c, _ = clientOf(t, ok(`{"generated_code":{"code":null},"ok":true}`))
	_, err = c.GeneratePIN(t.Context(), "d1")
	wantKind(t, err, model.KindUnavailable)

	c, s = clientOf(t, ok(`{"backup_access_code":{"access_code_id":"b1","is_backup":true,"code":"9999"},"access_code":{"access_code_id":"c1"},"ok":true}`))
	backup, err := c.PullBackup(t.Context(), "d1", "c1")
	if err != nil || backup.ID != "b1" || !backup.Backup.Is {
		t.Errorf("got %+v, %v", backup, err)
	}
	sentBody(t, s, 0, "/access_codes/pull_backup_access_code", `{"access_code_id":"c1"}`)

	c, s = clientOf(t, ok(`{"access_code":{"access_code_id":"u1","device_id":"d1","is_managed":false,"code":"1234"},"ok":true}`))
	foreign, err := c.SimulateForeignCode(t.Context(), "d1", "Bob", model.NewPIN("1234"))
	if err != nil || foreign.ID != "u1" || foreign.Managed {
		t.Errorf("got %+v, %v", foreign, err)
	}
	sentBody(t, s, 0, "/access_codes/simulate/create_unmanaged_access_code", `{"device_id":"d1","name":"Bob","code":"1234"}`)
}

func TestAccountsAndWorkspaces(t *testing.T) {
	c, s := clientOf(t, ok(`{"connected_accounts":[
		{"connected_account_id":"a1","account_type":"august","account_type_display_name":"August","display_name":null,"user_identifier":{"email":"ann@example.com"},
			"created_at":"2026-01-05T10:11:12Z","errors":[{"error_code":"account_disconnected","message":"m","is_connected_account_error":true}],
			"warnings":[{"warning_code":"scheduled_maintenance_window","message":"w"}]},
		{"connected_account_id":"a2","display_name":"Desk","errors":"odd"},
		{"connected_account_id":"a3"}],"pagination":{"next_page_cursor":null,"has_next_page":false},"ok":true}`))
	got, err := c.Accounts(t.Context())
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	want := model.Account{
		ID: "a1", Name: "ann@example.com", Type: "august", TypeName: "August", CreatedAt: at("2026-01-05T10:11:12Z"),
		Problems: []model.Problem{
			{Level: model.Error, Origin: model.OriginAccount, Code: "account_disconnected", Message: "m"},
			{Level: model.Warning, Origin: model.OriginAccount, Code: "scheduled_maintenance_window", Message: "w"},
		},
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Error(diff)
	}
	if got[1].Name != "Desk" || got[1].Unreadable == "" || got[2].Unreadable != "" {
		t.Errorf("got %+v", got[1:])
	}
	sentBody(t, s, 0, "/connected_accounts/list", `{"limit":250}`)

	many := &script{replies: []reply{ok(`{"workspaces":[{"workspace_id":"w1","name":"One"},{"workspace_id":"w2","name":"Two","is_sandbox":true}],"ok":true}`)}}
	personal := clientOn(t, Config{Key: mustKey(t, "seam_at1_x"), Transport: many})
	list, err := personal.Workspaces(t.Context())
	if err != nil || len(list) != 2 || list[1] != (model.Workspace{ID: "w2", Name: "Two", Sandbox: true}) {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestWebhooksKeepTheirSecret(t *testing.T) {
	c, s := clientOf(t, ok(`{"webhook":{"webhook_id":"h1","url":"https://x.test/\u001b[1m","event_types":["*"],"secret":"whsec_abc"},"ok":true}`))
	hook, err := c.CreateWebhook(t.Context(), "https://x.test/", nil)
	if err != nil || hook.ID != "h1" || hook.URL != "https://x.test/" || hook.Secret.Reveal() != "whsec_abc" {
		t.Errorf("got %+v, %v", hook, err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, hook); strings.Contains(text, "whsec") {
			t.Errorf("%s shows the secret: %s", verb, text)
		}
	}
	if _, err := c.CreateWebhook(t.Context(), "https://x.test/", []model.EventType{"device.connected"}); err != nil {
		t.Fatal(err)
	}
	sentBody(t, s, 0, "/webhooks/create", `{"url":"https://x.test/","event_types":["*"]}`)
	sentBody(t, s, 1, "/webhooks/create", `{"url":"https://x.test/","event_types":["device.connected"]}`)
	if got := s.requests()[0].header; got.Get("Authorization") != "Bearer "+testKey || got.Get("X-Fern-Sdk-Version") != "" || len(got["Seam-Workspace"]) != 0 {
		t.Errorf("sent %v", got)
	}
}

func TestWebhooksAreListed(t *testing.T) {
	c, _ := clientOf(t, ok(`{"webhooks":[{"webhook_id":"h1","url":"u"},{"webhook_id":"h2","url":"v","event_types":["x"]}],"ok":true}`))
	hooks, err := c.Webhooks(t.Context())
	if err != nil || len(hooks) != 2 || hooks[1].Types[0] != "x" || hooks[0].Secret.Known() {
		t.Errorf("got %+v, %v", hooks, err)
	}
}

func TestWebhookAnswersThatMakeNoSense(t *testing.T) {
	for _, bad := range []string{`{"ok":true}`, `{"webhook":7}`, `{"webhook": oops}`} {
		c, _ := clientOf(t, ok(bad))
		_, err := c.CreateWebhook(t.Context(), "https://x.test/", nil)
		wantKind(t, err, model.KindUnavailable)
	}
}

func TestEventsByFilterAndRange(t *testing.T) {
	c, s := clientOf(t, ok(`{"events":[
		{"event_id":"e1","event_type":"lock.unlocked","device_id":"d1","created_at":"2026-11-20T10:00:00Z"},
		{"event_id":"e2","event_type":"lock.unlocked","created_at":"2026-11-20T10:00:01Z"},
		{"event_id":"e3","event_type":"lock.locked","device_id":"d1","created_at":"2026-11-20T10:00:02Z"}],"ok":true}`))
	got, err := c.EventsWhere(t.Context(), model.EventQuery{
		Since: at("2026-11-20T00:00:00Z"), Until: at("2026-11-21T00:00:00Z"),
		Types: []model.EventType{"lock.unlocked"}, Devices: []model.DeviceID{"d1"},
	})
	if err != nil || len(got) != 1 || got[0].ID != "e1" {
		t.Errorf("got %+v, %v", got, err)
	}
	sentBody(t, s, 0, "/events/list", `{"limit":500,"between":["2026-11-20T00:00:00.000Z","2026-11-21T00:00:00.000Z"],
		"event_types":["lock.unlocked"],"device_ids":["d1"]}`)
	c, s = clientOf(t, ok(`{"events":[],"ok":true}`))
	if _, err := c.EventsWhere(t.Context(), model.EventQuery{Since: at("2026-11-20T00:00:00Z"), Codes: []model.CodeID{"c1"}, Account: "a1"}); err != nil {
		t.Fatal(err)
	}
	sentBody(t, s, 0, "/events/list", `{"limit":500,"since":"2026-11-20T00:00:00.000Z","access_code_ids":["c1"],"connected_account_id":"a1"}`)
}

func TestEventOfAWebhook(t *testing.T) {
	got, err := DecodeEvent([]byte(`{"event_id":"e1","event_type":"lock.unlocked","device_id":7,"access_code_id":"c1","created_at":"2026-11-20T10:00:00Z"}`))
	want := model.Event{ID: "e1", Type: "lock.unlocked", CodeID: "c1", At: at("2026-11-20T10:00:00Z"), RecordedAt: at("2026-11-20T10:00:00Z")}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for _, bad := range []string{``, `{`, `[]`, `null`, `5`, `{}`, `{"event":{"event_id":"e1","event_type":"x"}}`, `{"event_id":"e1"}`} {
		_, err := DecodeEvent([]byte(bad))
		wantKind(t, err, model.KindInvalid)
	}
}
