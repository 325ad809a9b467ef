package seamclient

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model"
)

const (
	// eventPage is the number of events that Seam gives by default; there is no cursor for more.
	eventPage = 500
	// maxEventPage bounds what is asked for when more events than a page fall on one instant.
	maxEventPage = 16 * eventPage
	// tick is the resolution of Seam's times. The ranges overlap by one, because their ends are exclusive.
	tick = time.Millisecond
)

type wireEvent struct {
	ID         string `json:"event_id"`
	Type       string `json:"event_type"`
	OccurredAt string `json:"occurred_at"`
	CreatedAt  string `json:"created_at"`
	DeviceID   string `json:"device_id"`
	CodeID     string `json:"access_code_id"`
	AccountID  string `json:"connected_account_id"`
	Text       string `json:"event_description"`

	Method maybe[string] `json:"method"`
	Reason maybe[struct {
		Code maybe[string] `json:"reason_code"`
	}] `json:"reason"`
	ErrorCode maybe[string] `json:"error_code"`
	wireIssues
}

// wireIssues are the problems that stood on a code, its lock and its account when an event was recorded.
type wireIssues struct {
	CodeErrors      maybe[[]wireIssue] `json:"access_code_errors"`
	DeviceErrors    maybe[[]wireIssue] `json:"device_errors"`
	AccountErrors   maybe[[]wireIssue] `json:"connected_account_errors"`
	CodeWarnings    maybe[[]wireIssue] `json:"access_code_warnings"`
	DeviceWarnings  maybe[[]wireIssue] `json:"device_warnings"`
	AccountWarnings maybe[[]wireIssue] `json:"connected_account_warnings"`
}

type wireIssue struct {
	Error   maybe[string] `json:"error_code"`
	Warning maybe[string] `json:"warning_code"`
}

// first is the code of the first issue that says more than the event's own name, which codes of failures repeat.
func (w *wireIssues) first(about model.EventType) string {
	for _, list := range [...][]wireIssue{
		w.CodeErrors.V, w.DeviceErrors.V, w.AccountErrors.V, w.CodeWarnings.V, w.DeviceWarnings.V, w.AccountWarnings.V,
	} {
		for i := range list {
			if code := firstText(list[i].Error.V, list[i].Warning.V); code != "" && !strings.HasSuffix(string(about), "."+code) {
				return code
			}
		}
	}
	return ""
}

// readEvent never fails: whatever of an event is readable says "look at this id again".
func readEvent(w *wireEvent) (model.Event, error) { return oddEvent(w, ""), nil }

func oddEvent(w *wireEvent, _ string) model.Event {
	e := model.Event{
		ID:         model.EventID(model.Clean(w.ID)),
		Type:       model.EventType(model.Clean(w.Type)),
		At:         someTime(w.OccurredAt),
		RecordedAt: someTime(w.CreatedAt),
		DeviceID:   model.DeviceID(model.Clean(w.DeviceID)),
		CodeID:     model.CodeID(model.Clean(w.CodeID)),
		AccountID:  model.AccountID(model.Clean(w.AccountID)),
		Text:       model.Clean(w.Text),
	}
	if e.At.IsZero() {
		e.At = e.RecordedAt
	}
	if strings.HasPrefix(string(e.Type), "lock.") {
		e.Method = model.Clean(w.Method.V)
	}
	e.Reason = firstText(w.Reason.V.Code.V, w.ErrorCode.V, w.first(e.Type))
	return e
}

func eventShape() *shape[wireEvent, model.Event] {
	return &shape[wireEvent, model.Event]{key: "events", read: readEvent, odd: oddEvent}
}

// DecodeEvent reads a single event, as webhooks deliver it: the object itself, without an envelope. The error is a
// [model.Fault] of KindInvalid.
func DecodeEvent(body []byte) (model.Event, error) {
	refuse := func(why string) (model.Event, error) {
		return model.Event{}, &model.Fault{Op: "read event", Kind: model.KindInvalid, Message: why}
	}
	if err := weigh(body); err != nil {
		return refuse(err.Error())
	}
	if !json.Valid(body) {
		return refuse("it is not valid JSON")
	}
	var w wireEvent
	e := eventShape().one(&w, json.Unmarshal(body, &w))
	if e.ID == "" || e.Type == "" {
		return refuse("it has no event_id or no event_type")
	}
	return e, nil
}

// Events gives all events recorded since a time, ordered by (RecordedAt, ID), each once. Whether an event at exactly
// that time is included is not documented; ask with an overlap.
func (c *Client) Events(ctx context.Context, since time.Time) ([]model.Event, error) {
	return c.EventsWhere(ctx, model.EventQuery{Since: since})
}

// EventsWhere is [Client.Events] for a range of recording times and with filters, which are applied here once more:
// some servers let events through that lack the field that is asked for.
func (c *Client) EventsWhere(ctx context.Context, query model.EventQuery) ([]model.Event, error) {
	q := eventQuery{c: c, query: query, seen: map[model.EventID]bool{}}
	if err := q.collect(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(q.got, func(a, b model.Event) int {
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	return q.got, nil
}

// A span of recording time; a zero to is open.
type span struct{ from, to time.Time }

type eventQuery struct {
	c     *Client
	query model.EventQuery
	seen  map[model.EventID]bool
	got   []model.Event
	raw   *[]json.RawMessage // takes what each of got was, unless nil
	pages int                // how many were asked for
}

// collect asks for everything in the range, within the bounds of a list.
func (q *eventQuery) collect(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, q.c.limits.List)
	defer stop()
	return q.ask(ctx, span{from: q.query.Since, to: q.query.Until}, eventPage)
}

// ask reads a span. A full page may have been cut at either end, as the order of events is not documented: then what
// lies before the oldest and after the newest of the page is asked for as well.
func (q *eventQuery) ask(ctx context.Context, s span, limit int) error {
	page, err := q.page(ctx, s, limit)
	if err != nil || len(page) != limit { // a server that ignores the limit gave everything
		return err
	}
	oldest, newest := edges(page)
	before := span{from: s.from, to: oldest.Add(tick)}
	after := span{from: newest.Add(-tick), to: s.to}
	for _, part := range [...]span{before, after} {
		next := limit
		if part == s || oldest.IsZero() {
			if next = 2 * limit; next > maxEventPage { // the span cannot shrink: everything happened at once
				continue
			}
		}
		if err := q.ask(ctx, part, next); err != nil {
			return err
		}
	}
	return nil
}

// params are the filters and the span. A filter always goes by its plural, which serves one value as well.
func (q *eventQuery) params(s span, limit int) map[string]any {
	p := map[string]any{"limit": limit}
	if s.to.IsZero() {
		p["since"] = formatTime(s.from)
	} else {
		p["between"] = []string{formatTime(s.from), formatTime(s.to)}
	}
	if len(q.query.Types) > 0 {
		p["event_types"] = q.query.Types
	}
	if len(q.query.Devices) > 0 {
		p["device_ids"] = q.query.Devices
	}
	if len(q.query.Codes) > 0 {
		p["access_code_ids"] = q.query.Codes
	}
	if q.query.Account != "" {
		p["connected_account_id"] = q.query.Account
	}
	return p
}

func edges(page []model.Event) (oldest, newest time.Time) {
	for _, e := range page {
		if at := e.RecordedAt; !at.IsZero() {
			if oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
			if at.After(newest) {
				newest = at
			}
		}
	}
	return oldest, newest
}

func (q *eventQuery) page(ctx context.Context, s span, limit int) ([]model.Event, error) {
	a := ask{op: "list events", path: "/events/list", body: q.params(s, limit)}
	if q.pages++; q.pages > maxPages {
		return nil, a.endless(fmt.Sprintf("%d pages", maxPages))
	}
	body, err := q.c.call(ctx, a)
	if err != nil {
		return nil, err
	}
	page, _, err := eventShape().decode(body)
	if err != nil {
		return nil, q.c.blame(a, err)
	}
	var objects []json.RawMessage
	if q.raw != nil {
		objects = rawEvents(body)
	}
	for i, e := range page {
		if !q.seen[e.ID] && q.query.Matches(&e) {
			q.seen[e.ID] = e.ID != ""
			q.got = append(q.got, e)
			if i < len(objects) {
				*q.raw = append(*q.raw, objects[i])
			}
		}
	}
	if len(q.got) > maxObjects {
		return nil, a.endless(fmt.Sprintf("%d objects", maxObjects))
	}
	return page, nil
}

// rawEvents are the events of an answer that was decoded already, in the same order.
func rawEvents(body []byte) []json.RawMessage {
	var objects []json.RawMessage
	if outer, err := members(body); err != nil || json.Unmarshal(outer["events"], &objects) != nil {
		return nil
	}
	return objects
}
