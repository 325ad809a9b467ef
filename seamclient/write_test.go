package seamclient

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

func window(from, until string) model.Window { return model.Window{From: at(from), Until: at(until)} }

func created(inside string) reply {
	return ok(`{"access_code":{"access_code_id":"c1","device_id":"d1",` + inside + `},"action_attempt":{"action_attempt_id":"a"},"ok":true}`)
}

func refused(status int, typ, message string) reply {
	return reply{status: status, body: fmt.Sprintf(`{"error":{"type":%q,"message":%q},"ok":false}`, typ, message)}
}

// sentBody insists on the body of the nth request, and that nothing of it is null: Seam takes no nulls in writes.
func sentBody(t *testing.T, s *script, n int, path, want string) {
	t.Helper()
	got := s.requests()[n]
	var a, b any
	if err := json.Unmarshal([]byte(got.body), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, a); diff != "" || got.path != path {
		t.Errorf("sent to %s, want %s: %s", got.path, path, diff)
	}
	if strings.Contains(got.body, "null") {
		t.Errorf("sent a null: %s", got.body)
	}
}

func TestCreateSaysWhatWasAskedForAndNothingElse(t *testing.T) {
	bound := window("2026-12-01T10:00:00.5+01:00", "2026-12-01T12:00:00Z")
	for name, tc := range map[string]struct {
		draft model.CodeDraft
		want  string
	}{
		"least": {model.CodeDraft{DeviceID: "d1"}, `{"device_id":"d1"}`},
		"ongoing with leading zeros": {
			model.CodeDraft{DeviceID: "d1", Name: "Ann", PIN: model.NewPIN("0012"), PINLength: 6},
			`{"device_id":"d1","name":"Ann","code":"0012"}`,
		},
		"everything": {
			model.CodeDraft{
				DeviceID: "d1", Name: "Ann", Window: bound, PINLength: 6, NativeScheduling: model.No, BackupPool: true,
				ExternalChangeAllowed: true, GroupKey: "g", Offline: true, OneTime: true, DayRounding: true,
			},
			`{"device_id":"d1","name":"Ann","starts_at":"2026-12-01T09:00:00.500Z","ends_at":"2026-12-01T12:00:00.000Z","preferred_code_length":6,
			"prefer_native_scheduling":false,"use_backup_access_code_pool":true,"is_external_modification_allowed":true,"common_code_key":"g",
			"is_offline_access_code":true,"is_one_time_use":true,"max_time_rounding":"1day"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := clientOf(t, created(`"name":"Ann","status":"setting","type":"ongoing"`))
			got, err := c.CreateCode(t.Context(), tc.draft)
			if err != nil || got.ID != "c1" || got.Status != model.StatusSetting {
				t.Errorf("got %+v, %v", got, err)
			}
			sentBody(t, s, 0, "/access_codes/create", tc.want)
		})
	}
}

func TestHalfWindowsAndNamelessThingsAreRefusedBeforeSending(t *testing.T) {
	c, s := clientOf(t, created(`"name":"x"`))
	half := model.Window{From: at("2026-12-01T10:00:00Z")}
	_, err := c.CreateCode(t.Context(), model.CodeDraft{DeviceID: "d1", Window: half})
	wantKind(t, err, model.KindRefused)
	_, err = c.CreateCode(t.Context(), model.CodeDraft{Name: "x"})
	wantKind(t, err, model.KindRefused)
	wantKind(t, c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{Window: half}), model.KindRefused)
	wantKind(t, c.UpdateCode(t.Context(), "d1", "", model.CodeChange{}), model.KindRefused)
	wantKind(t, c.DeleteCode(t.Context(), "d1", ""), model.KindRefused)
	if len(s.requests()) != 0 {
		t.Errorf("%d were sent", len(s.requests()))
	}
}

// What stands for a PIN in a presentation never reaches a lock.
func TestVeiledPINsAreRefusedBeforeSending(t *testing.T) {
	c, s := clientOf(t, created(`"name":"x"`))
	veiled := model.VeiledPIN("veiled 1", 4)
	_, err := c.CreateCode(t.Context(), model.CodeDraft{DeviceID: "d1", PIN: veiled})
	wantKind(t, err, model.KindRefused)
	wantKind(t, c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{PIN: veiled}), model.KindRefused)
	if len(s.requests()) != 0 {
		t.Errorf("%d were sent", len(s.requests()))
	}
}

// Seam's fake turns a code into an ongoing one when the times are missing, and production refuses one time alone.
func TestUpdateAlwaysSaysTypeAndBothTimes(t *testing.T) {
	c, s := clientOf(t, ok(`{"action_attempt":{"status":"error","result":{"odd":[]}},"ok":true}`))
	bound := model.CodeChange{
		Name: "Ann", PIN: model.NewPIN("0012"), Window: window("2026-12-01T09:00:00Z", "2026-12-01T12:00:00Z"), ExternalChangeAllowed: model.No,
	}
	if err := c.UpdateCode(t.Context(), "d1", "c1", bound); err != nil {
		t.Fatal(err)
	}
	if err := c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{}); err != nil {
		t.Fatal(err)
	}
	sentBody(t, s, 0, "/access_codes/update", `{"access_code_id":"c1","name":"Ann","code":"0012","type":"time_bound",
		"starts_at":"2026-12-01T09:00:00.000Z","ends_at":"2026-12-01T12:00:00.000Z","is_external_modification_allowed":false}`)
	sentBody(t, s, 1, "/access_codes/update", `{"access_code_id":"c1","type":"ongoing"}`)
}

func TestWhatIsGoneNeedNoDeleting(t *testing.T) {
	c, s := clientOf(t, refused(404, "access_code_not_found", "gone"))
	if err := c.DeleteCode(t.Context(), "d1", "c1"); err != nil {
		t.Error(err)
	}
	if err := c.DeleteUnmanagedCode(t.Context(), "d1", "c1"); err != nil {
		t.Error(err)
	}
	if err := c.DeleteWebhook(t.Context(), "h1"); err != nil {
		t.Error(err)
	}
	if code, found, err := c.FindCode(t.Context(), "c1"); found || err != nil {
		t.Errorf("found %+v, %v", code, err)
	}
	sentBody(t, s, 0, "/access_codes/delete", `{"access_code_id":"c1"}`)
	sentBody(t, s, 1, "/access_codes/unmanaged/delete", `{"access_code_id":"c1"}`)
	sentBody(t, s, 2, "/webhooks/delete", `{"webhook_id":"h1"}`)
	bad, _ := clientOf(t, refused(403, "forbidden", "no"))
	wantKind(t, bad.DeleteCode(t.Context(), "d1", "c1"), model.KindUnauthorised)
	wantKind(t, bad.DeleteWebhook(t.Context(), "h1"), model.KindUnauthorised)
	_, found, err := bad.FindCode(t.Context(), "c1")
	wantKind(t, err, model.KindUnauthorised)
	if found {
		t.Error("found it")
	}
}

func TestPINDoesNotComeBackInFaults(t *testing.T) {
	bad := reply{status: 409, body: `{"error":{"type":"duplicate_access_code","message":"code 4821 exists","request_id":"r",
		"validation_errors":{"code":{"_errors":["4821 is taken"]}}},"ok":false}`}
	draft := model.CodeDraft{DeviceID: "d1", PIN: model.NewPIN("4821")}
	c, _ := clientOf(t, bad)
	_, err := c.CreateCode(t.Context(), draft)
	for _, err := range []error{
		err,
		c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{PIN: draft.PIN}),
		c.SimulateKeypad(t.Context(), "d1", draft.PIN),
	} {
		f := faultOf(t, err, model.KindConflict)
		if text := fmt.Sprintf("%+v", faultFields(f)); strings.Contains(text, "4821") {
			t.Errorf("the fault says %s", text)
		}
	}
}

// existing is a list with one code.
func existing(inside string) reply {
	return codesAnswer(`{"access_code_id":"old","device_id":"d1","is_managed":true,` + inside + `}`)
}

func TestCreationOfUnknownOutcomeIsLookedUpBeforeItIsSentAgain(t *testing.T) {
	draft := model.CodeDraft{DeviceID: "d1", Name: "Ann", PIN: model.NewPIN("4821"), Window: window("2026-12-01T09:00:00Z", "2026-12-01T12:00:00Z")}
	const same = `"name":"Ann","code":"4821","type":"time_bound","starts_at":"2026-12-01T09:00:00.000Z","ends_at":"2026-12-01T12:00:00.000Z"`
	const other = `"name":"Ann","code":"4822","type":"time_bound","starts_at":"2026-12-01T09:00:00.000Z","ends_at":"2026-12-01T12:00:00.000Z"`
	const later = `"name":"Ann","code":"4821","type":"time_bound","starts_at":"2026-12-02T09:00:00.000Z","ends_at":"2026-12-02T12:00:00.000Z"`
	duplicate := refused(409, "duplicate_access_code", "same")
	for name, tc := range map[string]struct {
		replies []reply
		paths   string // last elements of what was asked
		id      model.CodeID
		kind    model.Kind
	}{
		"it was made":                {[]reply{failed(500), existing(same)}, "create list", "old", 0},
		"lost answer":                {[]reply{{err: http.ErrServerClosed}, existing(same)}, "create list", "old", 0},
		"no answer":                  {[]reply{{hang: true}, existing(same)}, "create list", "old", 0},
		"answer without a code":      {[]reply{ok(`{"ok":true}`), existing(same)}, "create list", "old", 0},
		"it was not made":            {[]reply{failed(500), codesAnswer(), created(same)}, "create list create", "c1", 0},
		"another code is there":      {[]reply{failed(500), existing(other), created(same)}, "create list create", "c1", 0},
		"it was late":                {[]reply{failed(500), codesAnswer(), duplicate, existing(same)}, "create list create list", "old", 0},
		"someone else has the PIN":   {[]reply{failed(500), codesAnswer(), duplicate, codesAnswer()}, "create list create list", "", model.KindConflict},
		"the PIN at another time":    {[]reply{failed(500), existing(later), duplicate, existing(later)}, "create list create list", "", model.KindConflict},
		"refused the second time":    {[]reply{failed(500), codesAnswer(), refused(400, "invalid_input", "no")}, "create list create", "", model.KindInvalid},
		"no list":                    {[]reply{failed(500), refused(403, "forbidden", "no")}, "create list", "", model.KindUnavailable},
		"never settled":              {[]reply{failed(500), codesAnswer(), failed(500), codesAnswer()}, "create list create list", "", model.KindUnavailable},
		"a clear no is not asked on": {[]reply{duplicate}, "create", "", model.KindConflict},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := clientOf(t, tc.replies...)
				got, err := c.CreateCode(t.Context(), draft)
				var paths []string
				for _, r := range s.requests() {
					paths = append(paths, r.path[strings.LastIndex(r.path, "/")+1:])
				}
				if pauses := waits(s); len(pauses) > 0 && pauses[0] < settleAfter {
					t.Errorf("looked after %v, before the code can be there", pauses[0])
				}
				if strings.Join(paths, " ") != tc.paths || got.ID != tc.id {
					t.Errorf("asked %v and got %q (%v)", paths, got.ID, err)
				}
				if tc.id == "" {
					f := faultOf(t, err, tc.kind)
					if tc.kind == model.KindUnavailable {
						wantText(t, f.Hint, "look at the codes of this lock")
					}
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestCreationWithoutPINIsNeverSentTwice(t *testing.T) {
	draft := model.CodeDraft{DeviceID: "d1", Name: "Ann"}
	for _, pin := range []string{`"1111"`, `null`} {
		synctest.Test(t, func(t *testing.T) {
			c, s := clientOf(t, failed(500), existing(`"name":"Ann","code":`+pin+`,"type":"ongoing","created_at":"1999-01-01T00:00:00Z"`))
			_, err := c.CreateCode(t.Context(), draft)
			wantText(t, faultOf(t, err, model.KindUnavailable).Hint, "look at the codes")
			if len(s.requests()) != 2 {
				t.Errorf("sent %d requests", len(s.requests()))
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		fresh := time.Now().Add(time.Second).UTC().Format(time.RFC3339)
		c, _ := clientOf(t, failed(500), existing(`"name":"Ann","code":"1111","type":"ongoing","created_at":"`+fresh+`"`))
		got, err := c.CreateCode(t.Context(), draft)
		if err != nil || got.ID != "old" {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestCodesForManyDevicesComeOneByOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, created(`"name":"Ann"`))
		var ids []model.DeviceID
		for i := range 30 {
			ids = append(ids, model.DeviceID(fmt.Sprintf("d%02d", i)))
		}
		got := map[model.DeviceID]bool{}
		c.CreateCodes(t.Context(), model.CodeDraft{Name: "Ann", PIN: model.NewPIN("4821")}, ids, func(id model.DeviceID, _ model.AccessCode, err error) {
			got[id] = err == nil
		})
		asked := map[string]bool{}
		for i := range s.requests() {
			asked[sentParams(t, s, i)["device_id"].(string)] = true //nolint:errcheck // a request without the id shall fail loudly
		}
		if len(got) != 30 || len(asked) != 30 || !got["d07"] || !asked["d29"] {
			t.Errorf("%d results of %d devices", len(got), len(asked))
		}
	})
}
