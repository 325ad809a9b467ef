package seamclient

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// sentParams decodes what the nth request asked for.
func sentParams(t *testing.T, s *script, n int) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(s.requests()[n].body), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func devicePage(cursor string, ids ...string) reply {
	var objects []string
	for _, id := range ids {
		objects = append(objects, fmt.Sprintf(`{"device_id":%q,"device_type":"x_lock"}`, id))
	}
	return ok(fmt.Sprintf(`{"devices":[%s],"pagination":{"next_page_cursor":%q,"has_next_page":%t},"ok":true}`,
		strings.Join(objects, ","), cursor, cursor != ""))
}

func TestEveryPageIsReadWithTheSameParameters(t *testing.T) {
	c, s := clientOf(t, devicePage("p2", "a"), devicePage("p3", "b"), devicePage("", "c"))
	var pages [][]model.DeviceID
	err := c.Devices(t.Context(), func(page []model.Device) error {
		var ids []model.DeviceID
		for _, d := range page {
			ids = append(ids, d.ID)
		}
		pages = append(pages, ids)
		if len(s.requests()) != len(pages) {
			t.Errorf("page %d is handed over after %d requests", len(pages), len(s.requests()))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]model.DeviceID{{"a"}, {"b"}, {"c"}}, pages); diff != "" {
		t.Error(diff)
	}
	for i, cursor := range []any{nil, "p2", "p3"} {
		want := map[string]any{"limit": 250.0}
		if cursor != nil {
			want["page_cursor"] = cursor
		}
		if diff := cmp.Diff(want, sentParams(t, s, i)); diff != "" {
			t.Errorf("request %d: %s", i, diff)
		}
	}
}

func TestPagesStopWithTheErrorOfTheCaller(t *testing.T) {
	c, s := clientOf(t, devicePage("p2", "a"), devicePage("", "b"))
	mine := errors.New("enough")
	err := c.Devices(t.Context(), func([]model.Device) error { return mine })
	if !errors.Is(err, mine) || len(s.requests()) != 1 {
		t.Errorf("%v after %d requests", err, len(s.requests()))
	}
}

func TestPagesThatNeverEnd(t *testing.T) {
	c, s := clientOf(t, devicePage("same", "a"))
	err := c.Devices(t.Context(), func([]model.Device) error { return nil })
	wantText(t, faultOf(t, err, model.KindUnavailable).Message, "same page")
	if len(s.requests()) != 2 {
		t.Errorf("asked %d times", len(s.requests()))
	}
}

func TestOddPageMarksAreNotTakenForTheEnd(t *testing.T) {
	c, _ := clientOf(t, ok(`{"devices":[{"device_id":"d1","device_type":"x_lock"}],"pagination":{"has_next_page":"yes"}}`))
	err := c.Devices(t.Context(), func([]model.Device) error { return nil })
	wantKind(t, err, model.KindUnavailable)
}

// An answer without the list must not look like "there are none": somebody would create what exists.
func TestMissingListIsAFault(t *testing.T) {
	for _, answer := range []string{`{"ok":true}`, `{"access_codes":null,"ok":true}`, `{"access_codes":{},"ok":true}`, `{}`} {
		c, _ := clientOf(t, ok(answer))
		got, err := c.Codes(t.Context(), "d1")
		if got != nil {
			t.Errorf("%s gives %v", answer, got)
		}
		wantText(t, faultOf(t, err, model.KindUnavailable).Error(), "list codes of d1: the answer has no access_codes")
	}
	c, _ := clientOf(t, codesAnswer())
	if got, err := c.Codes(t.Context(), "d1"); err != nil || len(got) != 0 {
		t.Errorf("an empty list gives %v, %v", got, err)
	}
}

// Seam's fake answers with the codes of all devices, managed and not.
func TestCodesAreFilteredByDeviceAndManagement(t *testing.T) {
	answer := codesAnswer(
		`{"access_code_id":"c1","device_id":"d1","is_managed":true}`,
		`{"access_code_id":"c2","device_id":"d2","is_managed":true}`,
		`{"access_code_id":"c3","device_id":"d1","is_managed":false,"cannot_be_managed":true,"cannot_delete_unmanaged_access_code":true}`,
	)
	c, s := clientOf(t, answer)
	managed, err := c.Codes(t.Context(), "d1")
	if err != nil || len(managed) != 1 || managed[0].ID != "c1" {
		t.Errorf("managed: %+v, %v", managed, err)
	}
	foreign, err := c.UnmanagedCodes(t.Context(), "d1")
	if err != nil || len(foreign) != 1 || foreign[0].ID != "c3" || !foreign[0].Traits.CannotBeManaged || !foreign[0].Traits.CannotBeDeleted {
		t.Errorf("unmanaged: %+v, %v", foreign, err)
	}
	if got := s.requests()[1].path; got != "/access_codes/unmanaged/list" {
		t.Errorf("asked %s", got)
	}
}

func TestByIDsInBatchesWithoutRepetitionsAndStrangers(t *testing.T) {
	s := &script{replies: []reply{
		codesAnswer(`{"access_code_id":"a"}`, `{"access_code_id":"stranger"}`),
		codesAnswer(`{"access_code_id":"c"}`),
	}}
	c := clientOn(t, Config{Transport: s, Limits: Limits{Batch: 2}})
	got, err := c.CodesByID(t.Context(), []model.CodeID{"c", "a", "b", "a", ""})
	if err != nil || len(got) != 2 || got[0].ID != "a" || got[1].ID != "c" {
		t.Errorf("got %+v, %v", got, err)
	}
	for i, ids := range [][]any{{"a", "b"}, {"c"}} {
		if diff := cmp.Diff(map[string]any{"access_code_ids": ids, "limit": 250.0}, sentParams(t, s, i)); diff != "" {
			t.Error(diff)
		}
	}
	if none, err := c.CodesByID(t.Context(), nil); err != nil || none != nil || len(s.requests()) != 2 {
		t.Errorf("no ids give %v, %v and a request", none, err)
	}
}

func TestDevicesByIDWithoutStrangers(t *testing.T) {
	d, s2 := clientOf(t, devicePage("", "d1", "d9"))
	devices, err := d.DevicesByID(t.Context(), []model.DeviceID{"d1", "d2"})
	if err != nil || len(devices) != 1 || devices[0].ID != "d1" {
		t.Errorf("got %+v, %v", devices, err)
	}
	if diff := cmp.Diff([]any{"d1", "d2"}, sentParams(t, s2, 0)["device_ids"]); diff != "" {
		t.Error(diff)
	}
}

func TestNamelessDeviceIsRefusedBeforeSending(t *testing.T) {
	c, s := clientOf(t, codesAnswer())
	_, err := c.Codes(t.Context(), "")
	wantKind(t, err, model.KindRefused)
	if len(s.requests()) != 0 {
		t.Error("it was sent")
	}
}

// ledger is an event list as a server may keep it: in either order, with or without obeying the limit.
type ledger struct {
	times       []time.Time
	newestFirst bool
	unlimited   bool
	asked       int
}

func (l *ledger) RoundTrip(req *http.Request) (*http.Response, error) {
	l.asked++
	var q struct {
		Since   time.Time
		Between []time.Time
		Limit   int
	}
	if err := json.NewDecoder(req.Body).Decode(&q); err != nil {
		return nil, err
	}
	var rows []string
	for i, at := range l.times {
		from, to := q.Since, at.Add(1)
		if len(q.Between) == 2 {
			from, to = q.Between[0], q.Between[1]
		}
		if at.After(from) && at.Before(to) {
			rows = append(rows, fmt.Sprintf(`{"event_id":"e%04d","event_type":"x","created_at":%q,"occurred_at":%q}`,
				i, formatTime(at), formatTime(at.Add(-time.Hour))))
		}
	}
	if l.newestFirst {
		slices.Reverse(rows)
	}
	if !l.unlimited {
		rows = rows[:min(q.Limit, len(rows))]
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(strings.NewReader(`{"events":[` + strings.Join(rows, ",") + `],"ok":true}`)),
	}, nil
}

func TestAllEventsArriveOnceAndInOrderWhateverTheServersOrder(t *testing.T) {
	start := at("2026-11-20T00:00:00Z")
	spread := make([]time.Time, 1700)
	burst := make([]time.Time, 1700)
	pairs := make([]time.Time, 1700)
	for i := range spread {
		spread[i] = start.Add(time.Duration(i+1) * time.Second)
		pairs[i] = start.Add(time.Duration((i+1)/2+1) * time.Second)              // a page of 500 ends between two of the same instant
		burst[i] = start.Add(time.Second + time.Duration(i/800)*time.Millisecond) // 800 in one instant: more than a page
	}
	for name, l := range map[string]*ledger{
		"oldest first":          {times: spread},
		"newest first":          {times: spread, newestFirst: true},
		"pairs":                 {times: pairs},
		"pairs reversed":        {times: pairs, newestFirst: true},
		"limit ignored":         {times: spread, unlimited: true},
		"many at once":          {times: burst},
		"many at once reversed": {times: burst, newestFirst: true},
		"exactly a page":        {times: spread[:500]},
		"few":                   {times: spread[:3]},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := clientOn(t, Config{Transport: l}).Events(t.Context(), start)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(l.times) {
				t.Fatalf("%d of %d events arrived", len(got), len(l.times))
			}
			for i, e := range got {
				if e.ID != model.EventID(fmt.Sprintf("e%04d", i)) || !e.RecordedAt.Equal(l.times[i].Truncate(time.Millisecond)) {
					t.Fatalf("event %d is %+v", i, e)
				}
			}
			if l.asked > 60 {
				t.Errorf("it took %d requests", l.asked)
			}
			if len(l.times) < 500 && l.asked != 1 {
				t.Errorf("a short list took %d requests", l.asked)
			}
		})
	}
}

func TestEventsShareOneCallWhenNothingHappened(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := clientOf(t, ok(`{"events":[],"ok":true}`))
		got, err := c.Events(t.Context(), at("2026-11-20T10:00:00.5Z"))
		if err != nil || len(got) != 0 {
			t.Errorf("got %v, %v", got, err)
		}
		if diff := cmp.Diff(map[string]any{"since": "2026-11-20T10:00:00.500Z", "limit": 500.0}, sentParams(t, s, 0)); diff != "" {
			t.Error(diff)
		}
		if len(s.requests()) != 1 {
			t.Errorf("%d requests", len(s.requests()))
		}
	})
}

func TestOddEventStillSaysWhatToReadAgain(t *testing.T) {
	c, _ := clientOf(t, ok(`{"events":[
		{"event_id":"e1","event_type":"access_code.changed","access_code_id":"c1","device_id":7,"connected_account_id":"a1","created_at":"2026-11-20T10:00:00Z"},
		{"event_id":"e2","event_type":"lock.unlocked","device_id":"d1","created_at":"2026-11-20T10:00:01Z","occurred_at":"2026-11-20T09:00:01Z","event_description":"by  hand"}]}`))
	got, err := c.Events(t.Context(), at("2026-11-20T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Event{
		{ID: "e1", Type: "access_code.changed", CodeID: "c1", AccountID: "a1", At: at("2026-11-20T10:00:00Z"), RecordedAt: at("2026-11-20T10:00:00Z")},
		{ID: "e2", Type: "lock.unlocked", DeviceID: "d1", At: at("2026-11-20T09:00:01Z"), RecordedAt: at("2026-11-20T10:00:01Z"), Text: "by hand"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
