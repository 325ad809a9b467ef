package seamclient

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// slowCodes is the way through the standard library alone.
func slowCodes(body []byte) ([]model.AccessCode, string, error) { return codeShape().decode(body) }

// agree insists that what the fast way takes means the same on the slow way, and says whether it took it. The reader
// is one that has read other answers before.
func agree(t *testing.T, r *codeReader, body []byte) bool {
	t.Helper()
	fast, fastNext, took := r.read(body)
	if !took {
		return false
	}
	slow, slowNext, err := slowCodes(body)
	if err != nil {
		t.Fatalf("the fast way takes what the standard library refuses with %v:\n%s", err, body)
	}
	if diff := cmp.Diff(slow, fast, cmpPIN()); diff != "" || slowNext != fastNext {
		t.Fatalf("the ways differ (next %q and %q) on\n%s\n%s", slowNext, fastNext, body, diff)
	}
	return true
}

// regular are answers that the fast way must take, or it is of no use.
func regular() []string {
	return []string{
		string(manyCodes(2)),
		`{"access_codes":[],"ok":true}`,
		`{"access_codes":[],"devices":5,"ok":"yes"}`,
		` { "access_codes" : [ { "access_code_id" : "c1" , "name" : null , "is_managed":null,"errors":null } ] , "ok" : true } ` + "\n",
		`{"ok":true,"pagination":{"next_page_cursor":"abc","has_next_page":true},"access_codes":[{"access_code_id":"c1","name":"Zo\u00eb \"x\" \ud83d\udd11","code":"0012"}]}`,
		`{"access_codes":[{"access_code_id":"c1","name":"Zoë ключ","dormakaba_oracode_metadata":{"a":[1,-0.5e+3,{"b":null}],"A":"\n"}}],"ok":true}`,
		`{"access_codes":[{"name":"no id"},{"access_code_id":"c2","ends_at":"tomorrow"}],"ok":true}`,
		`{"access_codes":[{"access_code_id":"c1","type":"time_bound","errors":[{"error_code":"x","is_device_error":true}],
			"pending_mutations":[{"mutation_code":"updating_code","from":{"code":"0001"}}]}],"ok":true}`,
		`{"access_codes":[{"access_code_id":"c1","errors":[{"error_code":"duplicate_code_on_device","managed_access_code_id":"c2"},
			{"error_code":"conflicting_external_modification","change_type":"modified","modified_fields":[{"field":"code","from":"0001","to":null}]},
			{"error_code":"odd","change_type":5,"modified_fields":{"field":1},"active_access_code_count":"many","salto_ks_metadata":[]}]}],"ok":true}`,
	}
}

// irregular are answers that the fast way must leave to the standard library, whatever that makes of them.
func irregular() []string {
	code := func(inside string) string {
		return `{"access_codes":[{"access_code_id":"c1",` + inside + `}],"ok":true}`
	}
	return []string{
		code(`"access_code_id":"c2"`), code(`"Name":"x"`), code(`"n\u0061me":"x"`), code(`"name":5`), code(`"is_backup":"x"`),
		code(`"x":01`), code(`"x":1.`), code(`"x":-`), code(`"x":.5`), code(`"x":1e`), code(`"x":tru`), code(`"x":"` + "\n" + `"`),
		code(`"x":"\q"`), code(`"x":"\u12"`), code(`"name":"\ud8"`), code(`"x":[1,]`), code(`"x":{"a":1,}`), code(`"x":{"a" 1}`), code(`"x":{1:2}`),
		code(`"errors":[{"is_device_error":"x"}]`), code(`"errors":"none"`), code(`"x":` + strings.Repeat("[", 70) + strings.Repeat("]", 70)),
		`{"access_codes":[{"access_code_id":"c1"}],"access_codes":[],"ok":true}`,
		`{"access_codes":[null],"ok":true}`, `{"access_codes":null}`, `{"ok":true}`, `{"access_codes":[]`, `{"access_codes":[]}}`, `{"access_codes":[]}x`,
		`{"access_codes":[],"pagination":{"has_next_page":"x"}}`, `[]`, ``, `null`,
		`{"access_codes":[{"access_code_id":"c1"},]}`, `{"access_codes":[],}`, `{,"access_codes":[]}`,
	}
}

func TestFastWayTakesWhatIsRegularAndLeavesTheRest(t *testing.T) {
	r := newCodeReader()
	for _, body := range regular() {
		if !agree(t, r, []byte(body)) {
			t.Errorf("not taken: %.300s", body)
		}
	}
	for _, body := range irregular() {
		if agree(t, r, []byte(body)) {
			t.Errorf("taken: %s", body)
		}
	}
}

func TestFastWayKnowsEveryField(t *testing.T) {
	var w wireCode
	planted := 0
	plant(reflect.ValueOf(&w).Elem(), &planted)
	trues(reflect.ValueOf(&w).Elem())
	b, err := json.Marshal(map[string]any{"access_codes": []wireCode{w}, "ok": true})
	if err != nil {
		t.Fatal(err)
	}
	b = []byte(strings.ReplaceAll(string(b), strings.Trim(mustJSON(t, hostile), `"`), "2026-11-20T15:09:41Z"))
	if !agree(t, newCodeReader(), b) {
		t.Fatalf("not taken: %s", b)
	}
	codes, _, _ := newCodeReader().read(b)
	if c := codes[0]; c.Unreadable != "" || c.Preloaded != model.Yes || !c.Traits.CannotBeDeleted || len(c.Problems) != 2 || len(c.Pending) != 1 {
		t.Errorf("got %+v", c)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// trues sets every boolean of a wire object.
func trues(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			trues(v.Field(i))
		}
	case reflect.Pointer:
		trues(v.Elem())
	case reflect.Slice:
		trues(v.Index(0))
	default: // only booleans matter
	}
}

// FuzzFastWay holds the fast way to the standard library: what it takes, it reads alike, and it never panics.
func FuzzFastWay(f *testing.F) {
	seeds := append(regular(), irregular()...)
	if len(seeds) < 30 {
		f.Fatal("the seeds are gone")
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	r := newCodeReader()
	f.Fuzz(func(t *testing.T, body []byte) { agree(t, r, body) })
}
