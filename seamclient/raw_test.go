package seamclient

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"seamdash/model"
)

func TestRawMasksWhatOpensDoors(t *testing.T) {
	c, s := clientOf(t, ok(`{"access_code":{"access_code_id":"c1","name":"Cleaner 4821","code":"4821","starts_at":"4821-01-05T00:00:00Z",
		"pending_mutations":[{"mutation_code":"updating_code","from":{"code":"0042"},"to":{"code":null}},
			{"mutation_code":"updating_name","from":{"name":"Old"},"to":{"name":"New"}}],
		"errors":[{"error_code":"x","message":"4821 is on the lock, 0042 was, and 9999 was never","modified_fields":[
			{"from":"7731","field":"code","to":"7732"},{"field":"name","from":"Ann","to":"Bob"}]}],
		"changed_properties":[{"property":"code","from":"5551","to":null}],
		"custom_metadata":{"gate_code":"123456","doorPin":8080,"wifi password":"hunter2","floor":3,"note":"8080","number":8080},
		"is_one_time_use":false,"has_custom_pin_subscription":true,"codes":["1111","2222"]},"ok":true}`))
	text, err := c.RawCode(t.Context(), "c1")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "access_code_id": "c1",
  "name": "Cleaner ••••",
  "code": "••••",
  "starts_at": "4821-01-05T00:00:00Z",
  "pending_mutations": [
    {
      "mutation_code": "updating_code",
      "from": {
        "code": "••••"
      },
      "to": {
        "code": null
      }
    },
    {
      "mutation_code": "updating_name",
      "from": {
        "name": "Old"
      },
      "to": {
        "name": "New"
      }
    }
  ],
  "errors": [
    {
      "error_code": "x",
      "message": "•••• is on the lock, •••• was, and 9999 was never",
      "modified_fields": [
        {
          "from": "••••",
          "field": "code",
          "to": "••••"
        },
        {
          "field": "name",
          "from": "Ann",
          "to": "Bob"
        }
      ]
    }
  ],
  "changed_properties": [
    {
      "property": "code",
      "from": "••••",
      "to": null
    }
  ],
  "custom_metadata": {
    "gate_code": "••••",
    "doorPin": "••••",
    "wifi password": "••••",
    "floor": 3,
    "note": "••••",
    "number": "••••"
  },
  "is_one_time_use": false,
  "has_custom_pin_subscription": true,
  "codes": [
    "••••",
    "••••"
  ]
}`
	if string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if sent := s.requests(); len(sent) != 1 || sent[0].path != "/access_codes/get" {
		t.Errorf("it sent %+v", sent)
	}
}

func TestRawMasksLoginsAndKeys(t *testing.T) {
	c, _ := clientOf(t, ok(`{"connected_account":{"display_name":"ops@maple.test","user_identifier":{"email":"ops@maple.test","phone":"+4915","exclusive":true},
		"note":"written by `+testKey+`"}}`))
	text, err := c.RawAccount(t.Context(), "a1")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"ops@maple.test", "+4915", testKey} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%s is in\n%s", secret, text)
		}
	}
	wantText(t, string(text), `"display_name": "••••"`)
	wantText(t, string(text), `"exclusive": true`)
}

func TestRawIsHarmlessAndTrue(t *testing.T) {
	c, _ := clientOf(t, ok(`{"device":{"name":`+mustJSON(t, hostile+"\u0085e\u0301 ключ 門\"\\")+`,"empty":{},"none":[],"n":1.50e+3,"\u001b[2J":[true,null]}}`))
	text, err := c.RawDevice(t.Context(), "d1")
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if got["name"] != hostile+"\u0085e\u0301 ключ 門\"\\" || len(got) != 5 {
		t.Errorf("it says %q", got)
	}
	wantText(t, string(text), "ключ 門")
	wantText(t, string(text), `"n": 1.50e+3`)
	safe(t, text)
}

// safe insists that a text can be printed line by line.
func safe(t *testing.T, text []byte) {
	t.Helper()
	for _, r := range string(text) {
		if r != '\n' && (!unicode.IsPrint(r) || unicode.Is(unicode.Mn, r)) {
			t.Fatalf("%q is in\n%q", r, text)
		}
	}
}

func TestRawIsCutAtTheEndOfALine(t *testing.T) {
	long := strings.Repeat(`"a line of text",`, 6000)
	c, _ := clientOf(t, ok(`{"device":[`+long+`"the end"]}`), ok(`{"device":"`+strings.Repeat("x", 2*maxRaw)+`"}`))
	text, err := c.RawDevice(t.Context(), "d1")
	if err != nil || len(text) > maxRaw+100 || len(text) < maxRaw-100 {
		t.Fatalf("%d bytes, %v", len(text), err)
	}
	wantText(t, string(text), "\n  \"a line of text\",\n… cut here: Seam's answer is longer than 64 kB")
	if strings.Contains(string(text), "the end") {
		t.Error("the end is there all the same")
	}
	if text, err = c.RawDevice(t.Context(), "d1"); err != nil || len(text) > 100 {
		t.Errorf("one endless text gives %d bytes, %v", len(text), err)
	}
}

// TestRawIsReadUpToABound: a tree takes much more memory than its text, so that of one much longer than what is shown none is made.
func TestRawIsReadUpToABound(t *testing.T) {
	const most = 512 << 10
	object := func(bytes int) string { return `["` + strings.Repeat("x", bytes-4) + `"]` }
	c, _ := clientOf(t, ok(`{"device":`+object(most)+`}`), ok(`{"device":`+object(most+1)+`}`))
	if text, err := c.RawDevice(t.Context(), "d1"); err != nil || !strings.Contains(string(text), "cut here") {
		t.Errorf("as long as one may be: %d bytes, %v", len(text), err)
	}
	text, err := c.RawDevice(t.Context(), "d1")
	wantText(t, faultOf(t, err, model.KindUnavailable).Message, "too long to be shown")
	if text != nil {
		t.Errorf("%d bytes are shown all the same", len(text))
	}
}

// TestRawEventsThatAreTooMany: the newest are shown, and no more read than that takes.
func TestRawEventsThatAreTooMany(t *testing.T) {
	var all []string
	for n := range eventPage - 1 {
		when := formatTime(at("2026-01-05T10:00:00Z").Add(time.Duration(n) * time.Second))
		all = append(all, fmt.Sprintf(`{"event_id":"e%d","created_at":%q,"event_description":%q}`, n, when, strings.Repeat("x", 2<<10)))
	}
	c, _ := clientOf(t, ok(`{"events":[`+strings.Join(all, ",")+`]}`))
	text, err := c.RawEvents(t.Context(), model.EventQuery{Since: at("2026-01-01T00:00:00Z")})
	if err != nil || !strings.HasPrefix(string(text), "[\n  {\n    \"event_id\": \"e498\"") || !strings.Contains(string(text), "cut here") {
		t.Errorf("%.100s, %v", text, err)
	}
}

func TestRawEventsAreTheNewestOfThoseAskedFor(t *testing.T) {
	event := func(id, code, at string) string {
		return `{"event_id":"` + id + `","access_code_id":"` + code + `","event_type":"access_code.set_on_device","created_at":"` + at + `","code":"4711"}`
	}
	c, s := clientOf(t, ok(`{"events":[`+event("old", "c1", "2026-01-05T10:00:00Z")+`,`+event("foreign", "c2", "2026-01-05T11:00:00Z")+`,`+
		event("new", "c1", "2026-01-05T12:00:00Z")+`],"ok":true}`))
	text, err := c.RawEvents(t.Context(), model.EventQuery{Since: at("2026-01-01T00:00:00Z"), Codes: []model.CodeID{"c1"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(text, &got); err != nil || len(got) != 2 || got[0]["event_id"] != "new" || got[1]["event_id"] != "old" || got[0]["code"] != "••••" {
		t.Errorf("%v in\n%s", err, text)
	}
	wantText(t, s.requests()[0].body, `"access_code_ids":["c1"]`)
}

// TestRawEventsAreAllThereAre: of a full page nobody knows at which end it was cut, so the rest is asked for.
func TestRawEventsAreAllThereAre(t *testing.T) {
	event := func(n int) string {
		return fmt.Sprintf(`{"event_id":"e%d","created_at":%q}`, n, formatTime(at("2026-01-05T10:00:00Z").Add(time.Duration(n)*time.Second)))
	}
	var first []string
	for n := range eventPage {
		first = append(first, event(n))
	}
	none := ok(`{"events":[]}`)
	c, _ := clientOf(t, ok(`{"events":[`+strings.Join(first, ",")+`]}`), none, ok(`{"events":[`+event(eventPage)+`]}`), none)
	text, err := c.RawEvents(t.Context(), model.EventQuery{Since: at("2026-01-01T00:00:00Z")})
	if err != nil || !strings.HasPrefix(string(text), "[\n  {\n    \"event_id\": \"e500\"") {
		t.Errorf("%.200s, %v", text, err)
	}
}

func TestRawFailsLikeEveryRead(t *testing.T) {
	unknown := reply{status: 404, body: `{"error":{"type":"access_code_not_found","message":"no such code"},"ok":false}`}
	foreign := ok(`{"access_code":{"access_code_id":"c1","is_managed":false,"code":"4711"}}`)
	busy := reply{status: 503, body: `{}`}
	c, s := clientOf(t, unknown, foreign, unknown, unknown, busy, foreign, ok(`{"ok":true}`), ok(`{"access_code":null}`), ok(`{"events":5}`))
	if text, err := c.RawCode(t.Context(), "c1"); err != nil || !strings.Contains(string(text), `"is_managed": false`) {
		t.Errorf("an unmanaged code gives %s, %v", text, err)
	}
	if last := s.requests(); last[len(last)-1].path != "/access_codes/unmanaged/get" {
		t.Errorf("it sent %+v", last)
	}
	if _, err := c.RawCode(t.Context(), "c1"); model.KindOf(err) != model.KindNotFound {
		t.Errorf("no such code gives %v", err)
	}
	if _, err := c.RawCode(t.Context(), "c1"); err != nil {
		t.Errorf("a failure that passes gives %v", err)
	}
	for range 2 {
		if text, err := c.RawCode(t.Context(), "c1"); model.KindOf(err) != model.KindUnavailable || text != nil {
			t.Errorf("an answer without a code gives %q, %v", text, err)
		}
	}
	if _, err := c.RawEvents(t.Context(), model.EventQuery{}); model.KindOf(err) != model.KindUnavailable {
		t.Errorf("an answer without events gives %v", err)
	}
}

// FuzzReadable shows anything: it never panics, fits, can be printed, and says no PIN.
func FuzzReadable(f *testing.F) {
	for _, seed := range shapes() {
		f.Add([]byte(seed))
	}
	f.Add([]byte(`[[[[{"CODE":["4821"],"code":{"a":"4821"}}]]]]`))
	c := clientOn(f, Config{Transport: canned(nil)})
	f.Fuzz(func(t *testing.T, body []byte) {
		text, err := c.readable(ask{op: "show"}, body)
		if (err == nil) != json.Valid(body) {
			t.Fatalf("%v of %q", err, body)
		}
		if len(text) > maxRaw+100 {
			t.Fatalf("%d bytes", len(text))
		}
		safe(t, text)
		var got any
		if len(text) < maxRaw && err == nil && json.Unmarshal(text, &got) != nil {
			t.Fatalf("%q is no JSON any more", text)
		}
		uncovered(t, got)
	})
}

// uncovered insists that what is called code holds nothing.
func uncovered(t *testing.T, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for name, in := range v {
			if s, isText := in.(string); strings.EqualFold(name, "code") && isText && s != "" && s != cover() {
				t.Fatalf("%s is %q", name, s)
			}
			uncovered(t, in)
		}
	case []any:
		for _, in := range v {
			uncovered(t, in)
		}
	}
}
