package seamclient

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
)

const (
	// bombSize is how much text a bomb has, and bombCost how much memory it may cost: what is decoded of that text takes ten times as
	// much where nothing holds it back.
	bombSize = 1 << 19
	bombCost = 50 << 20
)

// bombs are values that mean more than they weigh.
func bombs() map[string]string {
	fill := func(open, part, end string) string {
		parts := bombSize / (len(part) + 1)
		return open + strings.Repeat(part+",", parts) + part + end
	}
	var keys strings.Builder
	for i := range bombSize / 12 {
		fmt.Fprintf(&keys, `"k%x":0,`, i)
	}
	nested := func(open, end string) string {
		return strings.Repeat(open, bombSize/len(open)/2) + "0" + strings.Repeat(end, bombSize/len(open)/2)
	}
	return map[string]string{
		"objects":           fill("[", "{}", "]"),
		"nulls":             fill("[", "null", "]"),
		"numbers":           fill("[", "0", "]"),
		"lists":             fill("[", "[]", "]"),
		"problems":          fill(`[{"errors":[`, "{}", `]}]`),
		"one's problems":    fill(`{"access_code_id":"c","device_id":"d","errors":[`, "{}", `]}`),
		"one's mutations":   fill(`{"access_code_id":"c","device_id":"d","pending_mutations":[`, "{}", `]}`),
		"one's sites":       fill(`{"errors":[{"salto_ks_metadata":{"sites":[`, "{}", `]}}]}`),
		"one's frames":      fill(`{"device_id":"d","properties":{"offline_time_frame_options":[`, "{}", `]}}`),
		"keys":              "{" + keys.String() + `"k":0}`,
		"the same key":      fill("{", `"errors":[{}]`, "}"),
		"deep lists":        nested("[", "]"),
		"deep objects":      nested(`{"errors":`, "}"),
		"a long text":       `[{"access_code_id":"` + strings.Repeat("x", bombSize) + `"}]`,
		"one's long text":   `{"name":"` + strings.Repeat(`\u202e`, bombSize/6) + `"}`,
		"a long number":     `[{"properties":{"battery_level":` + strings.Repeat("9", bombSize) + `}}]`,
		"a great number":    `[{"properties":{"battery_level":1e` + strings.Repeat("9", 400) + `}}]`,
		"a long name":       `[{"` + strings.Repeat("k", bombSize) + `":0}]`,
		"a text of escapes": `[{"name":"` + strings.Repeat(`\\`, bombSize/2) + `"}]`,
	}
}

// A bomber answers everything with a bomb at the place where the object or the list is expected.
type bomber struct {
	bomb   string
	status int
}

func (b bomber) RoundTrip(req *http.Request) (*http.Response, error) {
	answer := `{"ok":true,"` + keyOf(req.URL.Path) + `":` + b.bomb + `}`
	return &http.Response{
		StatusCode: b.status, Header: http.Header{"Content-Type": {"application/json"}}, Request: req, ContentLength: int64(len(answer)),
		Body: io.NopCloser(strings.NewReader(answer)),
	}, nil
}

// TestJSONBombs: whatever is asked, an answer that would take much more memory than it has bytes is refused before it does.
func TestJSONBombs(t *testing.T) {
	all := bombs()
	readers := []string{"Devices", "RawCode", "Webhooks", "Codes", "CreateCode"}
	if testing.Short() {
		readers = readers[:2]
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := clientOn(t, Config{Transport: bomber{bomb: all[name], status: http.StatusOK}, Limits: Limits{PerSecond: -1}})
				for method, call := range everyCall(t, c) {
					if (testing.Short() || weigh([]byte(all[name])) == nil) && !slices.Contains(readers, method) {
						continue // what is decoded takes time, and the others are decoded in the same way
					}
					var err error
					cost := allocated(func() { err = call(t.Context()) })
					if cost > bombCost {
						t.Errorf("%s took %d MB for an answer of %d kB", method, cost>>20, len(all[name])>>10)
					}
					if f, isFault := errors.AsType[*model.Fault](err); err != nil && (!isFault || len(f.Error()) > 2000) {
						t.Errorf("%s gives %.300v", method, err)
					}
				}
			})
		})
	}
}

// TestBombsInWebhooks: what is posted is weighed as well, signed or not.
func TestBombsInWebhooks(t *testing.T) {
	for _, name := range []string{"objects", "deep lists", "keys"} {
		body := []byte(`{"event_id":"e","event_type":"x","access_code_errors":` + bombs()[name] + `}`)
		var err error
		cost := allocated(func() { _, err = DecodeEvent(body) })
		if cost > bombCost/10 {
			t.Errorf("%s: %d kB were taken for a post of %d kB", name, cost>>10, len(body)>>10)
		}
		if f, isFault := errors.AsType[*model.Fault](err); name != "keys" && (!isFault || !strings.Contains(f.Message, "too much memory")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBombsAreRefused: what is refused is refused for what it is, in words, and not asked for again.
func TestBombsAreRefused(t *testing.T) {
	all := bombs()
	for name, words := range map[string]string{
		"objects": "its lists have more than 100000 elements", "problems": "more than 100000 elements",
		"lists": "more than 100000 elements", "deep lists": "values lie more than 100 deep", "deep objects": "more than 100 deep",
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{replies: []reply{ok(`{"devices":` + all[name] + `}`)}}
			err := clientOn(t, Config{Transport: s}).Devices(t.Context(), func([]model.Device) error { return nil })
			f := faultOf(t, err, model.KindUnavailable)
			wantText(t, f.Message, "the answer would take too much memory: ")
			wantText(t, f.Message, words)
			if len(s.requests()) != 1 || f.Hint == "" {
				t.Errorf("asked %d times; the hint is %q", len(s.requests()), f.Hint)
			}
		})
	}
}

// TestGreatAnswersAreTaken: what an honest server may say is far from the bounds: whole workspaces in one page.
func TestGreatAnswersAreTaken(t *testing.T) {
	codes := 20_000
	if testing.Short() {
		codes /= 10
	}
	if err := weigh(manyCodes(codes)); err != nil {
		t.Errorf("thousands of codes: %v", err)
	}
	for _, text := range []string{`["a\"[{,\\",1]`, `{"a":"]]]]","b":[1,2]}`, strings.Repeat(`"`, 7), `"\`, "]]]]"} {
		if err := weigh([]byte(text + strings.Repeat(" ", lightAnswer))); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestWeighing counts what is there, whatever stands in texts.
func TestWeighing(t *testing.T) {
	pad := strings.Repeat(" ", lightAnswer)
	list := func(n int) string { return "[" + strings.TrimSuffix(strings.Repeat(`"\"],[{",`, n), ",") + "]" }
	object := func(n int) string { return "{" + strings.TrimSuffix(strings.Repeat(`"":0,`, n), ",") + "}" }
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	if testing.Short() {
		t.Skip("millions of values take long under the race detector, which has nothing to find here")
	}
	for text, good := range map[string]bool{
		list(maxElements): true, list(maxElements + 1): false,
		object(maxValues): true, object(maxValues + 1): false,
		deep(maxDepth): true, deep(maxDepth + 1): false,
		deep(maxDepth) + "]]]]" + list(2): true,
	} {
		if err := weigh([]byte(text + pad)); (err == nil) != good {
			t.Errorf("%.20s (%d bytes): %v", text, len(text), err)
		}
	}
}

// TestRefusalsAreShort: who refuses needs few words, and a tree of them is cut.
func TestRefusalsAreShort(t *testing.T) {
	messages := `{"error":{"type":"t","message":"` + strings.Repeat("m", 1<<19) + `","validation_errors":{"name":{"_errors":["x"` +
		strings.Repeat(`,"x"`, 20_000) + `]}}}}`
	c, _ := clientOf(t, reply{status: http.StatusBadRequest, body: messages})
	_, err := c.Workspace(t.Context())
	f := faultOf(t, err, model.KindInvalid)
	if len([]rune(f.Message)) > 256 || len(f.Fields["name"]) != maxMessages {
		t.Errorf("a message of %d bytes and %d about one field", len(f.Message), len(f.Fields["name"]))
	}
	for _, status := range []int{http.StatusFound, http.StatusBadRequest, http.StatusUnauthorized, http.StatusServiceUnavailable} {
		s := &script{replies: []reply{{status: status, body: messages + strings.Repeat(" ", 1<<20)}}}
		_, err := clientOn(t, Config{Transport: s}).Workspace(t.Context())
		wantText(t, faultOf(t, err, model.KindUnavailable).Message, "larger than what is read")
		if len(s.requests()) != 1 {
			t.Errorf("asked %d times", len(s.requests()))
		}
	}
}

// An endless body counts what is read of it. Who takes a hundred megabytes would take everything.
type endless struct{ read atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.read.Add(int64(len(p))) > 100<<20 {
		return 0, io.EOF
	}
	return len(p), nil // whatever is in there
}

func (*endless) Close() error { return nil }

// A promising server announces a length and sends another.
type promising struct {
	body    io.ReadCloser
	length  int64
	status  int
	headers http.Header
}

func (p promising) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: p.status, Header: p.headers, Body: p.body, ContentLength: p.length, Request: req}, nil
}

// TestGigabyteBodies: of an answer that does not end no more is read than an answer may have, and no room is made for what is only
// promised.
func TestGigabyteBodies(t *testing.T) {
	for status, most := range map[int]int64{http.StatusOK: 32 << 20, http.StatusBadRequest: 1 << 20} {
		for _, length := range []int64{-1, 1 << 50} {
			var e endless
			c := clientOn(t, Config{Transport: promising{&e, length, status, http.Header{}}})
			cost := allocated(func() {
				_, err := c.Workspace(t.Context())
				wantText(t, faultOf(t, err, model.KindUnavailable).Message, "larger than what is read")
			})
			if got := e.read.Load(); got > most+(1<<20) || cost > uint64(9*most+(4<<20)) {
				t.Errorf("status %d, length %d: %d kB were read and %d kB taken", status, length, got>>10, cost>>10)
			}
		}
	}
	short := promising{io.NopCloser(strings.NewReader(workspaceJSON)), 31 << 20, http.StatusOK, http.Header{}}
	c := clientOn(t, Config{Transport: short})
	cost := allocated(func() {
		if _, err := c.Workspace(t.Context()); err != nil {
			t.Error(err)
		}
	})
	if cost > 4<<20 {
		t.Errorf("%d MB were taken for an answer that only claimed to be long", cost>>20)
	}
}

// TestGzipBomb: a gigabyte that travels as a megabyte counts as a gigabyte.
func TestGzipBomb(t *testing.T) {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	if _, err := z.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("it is not asked for: %v", r.Header)
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "application/json")
		for range 1 << 10 {
			if _, err := w.Write(member.Bytes()); err != nil {
				return
			}
		}
	})
	c := clientOn(t, Config{Endpoint: base})
	cost := allocated(func() {
		_, err := c.Workspace(t.Context())
		wantText(t, faultOf(t, err, model.KindUnavailable).Message, "larger than what is read")
	})
	if cost > 400<<20 { // the race detector makes growing dearer
		t.Errorf("it took %d MB", cost>>20)
	}
}

// A bottomless server has always another page.
type bottomless struct {
	asked  atomic.Int64
	answer func(n int) string
}

func (b *bottomless) RoundTrip(req *http.Request) (*http.Response, error) {
	text := b.answer(int(b.asked.Add(1)))
	return promising{io.NopCloser(strings.NewReader(text)), int64(len(text)), http.StatusOK, http.Header{}}.RoundTrip(req)
}

// TestListsThatNeverEnd: cursors in a circle, cursors without end, pages without end, events without end.
func TestListsThatNeverEnd(t *testing.T) {
	accounts := func(cursor, objects string) string {
		return `{"connected_accounts":[` + objects + `],"pagination":{"has_next_page":true,"next_page_cursor":"` + cursor + `"}}`
	}
	accountsOf := func(ctx context.Context, c *Client) error {
		_, err := c.Accounts(ctx)
		return err
	}
	begin := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	many := strings.TrimSuffix(strings.Repeat("{},", maxElements-10), ",")
	for name, tc := range map[string]struct {
		answer func(n int) string
		ask    func(ctx context.Context, c *Client) error
		most   int64
		words  string
	}{
		"a circle":      {func(n int) string { return accounts(strconv.Itoa(n%7), `{}`) }, accountsOf, 8, "the same page again and again"},
		"no end":        {func(n int) string { return accounts(strconv.Itoa(n), `{}`) }, accountsOf, maxPages, "does not end after 1000 pages"},
		"large pages":   {func(n int) string { return accounts(strconv.Itoa(n), many) }, accountsOf, 3, "does not end after 250000 objects"},
		"a long cursor": {func(int) string { return accounts(strings.Repeat("c", 9<<10), `{}`) }, accountsOf, 1, "in too many words"},
		"events": {
			func(n int) string {
				at := func(d time.Duration) string {
					return `{"event_id":"e","event_type":"x","created_at":"` + formatTime(begin.Add(time.Duration(n)*time.Hour+d)) + `"},`
				}
				return `{"events":[` + at(0) + at(time.Minute) + strings.Repeat(`{"event_id":"e"},`, eventPage-3) + `{"event_id":"e"}]}`
			},
			func(ctx context.Context, c *Client) error {
				_, err := c.Events(ctx, begin)
				return err
			}, maxPages, "does not end after 1000 pages",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && (tc.most > 10 || name == "large pages") {
				t.Skip("so many objects take long under the race detector, which has nothing to find here")
			}
			b := &bottomless{answer: tc.answer}
			c := clientOn(t, Config{Transport: b, Limits: Limits{PerSecond: -1}})
			wantText(t, faultOf(t, tc.ask(t.Context(), c), model.KindUnavailable).Message, tc.words)
			if got := b.asked.Load(); got > tc.most {
				t.Errorf("asked %d times", got)
			}
		})
	}
}

// TestListsEndInTime: a server that lets each page wait as long as it can keeps nobody for hours.
func TestListsEndInTime(t *testing.T) {
	for name, ask := range map[string]func(context.Context, *Client) error{
		"pages": func(ctx context.Context, c *Client) error {
			_, err := c.Accounts(ctx)
			return err
		},
		"events": func(ctx context.Context, c *Client) error {
			_, err := c.Events(ctx, time.Time{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				event := `{"event_id":"e","event_type":"x","created_at":"2026-12-01T00:00:%02d.%03dZ"},`
				b := &bottomless{answer: func(n int) string {
					<-time.After(29 * time.Second)
					page := strings.Repeat(fmt.Sprintf(event, n%60, n), eventPage-1) + fmt.Sprintf(event, 59-n%60, n)
					return `{"connected_accounts":[],"pagination":{"has_next_page":true,"next_page_cursor":"` + strconv.Itoa(n) + `"},"events":[` +
						strings.TrimSuffix(page, ",") + `]}`
				}}
				start := time.Now()
				err := ask(t.Context(), clientOn(t, Config{Transport: b}))
				wantKind(t, err, model.KindUnreachable)
				within(t, time.Since(start), 10*time.Minute, 10*time.Minute+30*time.Second)
			})
		})
	}
}
