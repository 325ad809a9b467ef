package seamclient

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"seamdash/model"
)

// TestMain fails the package when a test leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shapes are the objects that the fuzzers mutate: what Seam documents, under every key that is read.
func shapes() []string {
	return []string{
		string(manyCodes(2)),
		`{"access_codes":[{"access_code_id":"c1","is_managed":false,"cannot_be_managed":true,"status":"unset","code":null}]}`,
		`{"devices":[{"device_id":"d1","device_type":"kwikset_lock","display_name":"Front","nickname":null,"location":{"time_zone":"America/Denver"},
			"capabilities_supported":["access_code"],"can_program_online_access_codes":true,"properties":{"online":true,"battery":{"level":0.86,"status":"full"},
			"supported_code_lengths":[4,5],"code_constraints":[{"constraint_type":"name_length","min_length":2,"max_length":14}],
			"max_active_codes_supported":250,"ultraloq_metadata":{"time_zone":"Europe/Rome"}},
			"errors":[{"error_code":"hub_disconnected","message":"m","is_device_error":true}]},{"device_id":7},5,null]}`,
		`{"access_codes":[{"access_code_id":"c1","errors":[{"error_code":"duplicate_code_on_device","unmanaged_access_code_id":"c2"}],
			"warnings":[{"warning_code":"external_modification_in_effect","change_type":"modified","modified_fields":[{"field":"code","from":"1","to":null}]}]}]}`,
		`{"devices":[{"device_id":"d1","location":{"location_name":"Home"},"properties":{"accessory_keypad":{"is_connected":false},
			"nuki_metadata":{"keypad_paired":true},"model":{"has_built_in_keypad":false}},
			"warnings":[{"warning_code":"max_access_codes_reached","active_access_code_count":30,"max_active_access_code_count":30}]}]}`,
		`{"events":[{"event_id":"e2","event_type":"lock.unlocked","method":"keycode"},{"event_id":"e3","event_type":"lock.access_denied","reason":{"reason_code":"r"}},
			{"event_id":"e4","event_type":"access_code.failed_to_set_on_device","access_code_errors":[{"error_code":"a"}],"device_warnings":[{"warning_code":"w"}]}]}`,
		`{"connected_accounts":[{"connected_account_id":"a2","errors":[{"error_code":"e","salto_ks_metadata":{"sites":[
			{"site_name":"S","site_user_subscription_limit":100,"subscribed_site_user_count":100}]}}]}]}`,
		`{"events":[{"event_id":"e1","event_type":"x","created_at":"2026-11-20T10:00:00.123Z","device_id":"d1","access_code_id":"c1"},[],{"event_id":null}]}`,
		`{"connected_accounts":[{"connected_account_id":"a1","user_identifier":{"email":"a@b.test"},"errors":[],"warnings":[{"warning_code":"w"}]}]}`,
		`{"action_attempts":[{"action_attempt_id":"t1","status":"error","result":{"was_confirmed_by_device":"odd"},"error":{"type":"t","message":"m"}}]}`,
		`{"workspaces":[{"workspace_id":"w1","name":"n","is_sandbox":true}],"pagination":{"next_page_cursor":"c","has_next_page":true}}`,
		`{"error":{"type":"invalid_input","message":"m","validation_errors":{"_errors":["x"],"device_ids":{"0":{"_errors":["y"]}}},"request_id":"r"},"ok":false}`,
	}
}

// hides insists that a list has as many elements as the answer, whatever they are, and that all text of it is clean.
func hides[W, M any](t *testing.T, s *shape[W, M], body []byte) {
	t.Helper()
	var outer map[string]json.RawMessage
	var objects []json.RawMessage
	valid := json.Unmarshal(body, &outer) == nil && json.Unmarshal(outer[s.key], &objects) == nil
	list, _, err := s.decode(body)
	if err != nil {
		return
	}
	if !valid || len(list) != len(objects) {
		t.Fatalf("%d of %d elements of %s came out", len(list), len(objects), s.key)
	}
	found := 0
	for i := range list {
		inspect(t, reflect.ValueOf(list[i]), s.key, &found)
	}
}

func readEverything(t *testing.T, fast *Client, body []byte) {
	t.Helper()
	hides(t, fast.codePages(), body)
	hides(t, deviceShape(), body)
	hides(t, eventShape(), body)
	hides(t, accountShape(), body)
	hides(t, attemptShape(), body)
	hides(t, workspaceShape(), body)
	if f, ok := envelopeFault(body); ok {
		found := 0
		inspect(t, reflect.ValueOf(struct {
			Message, Type string
			Request       model.RequestID
		}{f.Message, f.Type, f.Request}), "fault", &found)
		if len(f.Fields) > maxFields {
			t.Fatalf("%d fields", len(f.Fields))
		}
	}
}

// FuzzAnswers reads mutated answers: no panic, nothing hidden, nothing unclean.
func FuzzAnswers(f *testing.F) {
	seeds := shapes()
	if len(seeds) == 0 {
		f.Fatal("the seeds are gone")
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	fast := clientOn(f, Config{Transport: canned(nil)})
	f.Fuzz(func(t *testing.T, body []byte) { readEverything(t, fast, body) })
}

// TestEveryPartOfAnAnswerMayBeOdd puts each of a few values in the place of each scalar of the known shapes.
func TestEveryPartOfAnAnswerMayBeOdd(t *testing.T) {
	odd := []string{`null`, `true`, `-1e400`, `"\u001b[31m\u202e"`, `[]`, `{}`, `[[{"a":5}]]`}
	tried := 0
	fast, _ := clientOf(t)
	for _, seed := range shapes() {
		for from := range len(seed) {
			end := scalarEnd(seed, from)
			if end < 0 {
				continue
			}
			for _, value := range odd {
				tried++
				readEverything(t, fast, []byte(seed[:from]+value+seed[end:]))
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d answers were tried", tried)
	}
}

// scalarEnd gives the end of a value that begins right after a colon, a comma or a bracket, -1 where none begins.
func scalarEnd(s string, from int) int {
	if from == 0 || !strings.ContainsRune(":[,", rune(s[from-1])) {
		return -1
	}
	if s[from] == '"' {
		if n := strings.IndexByte(s[from+1:], '"'); n >= 0 && !strings.HasPrefix(s[from+n+2:], ":") {
			return from + n + 2
		}
		return -1
	}
	n := strings.IndexAny(s[from:], ",]}")
	if n <= 0 || strings.ContainsAny(s[from:from+n], `[{"`) {
		return -1
	}
	return from + n
}
