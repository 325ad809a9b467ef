package webhook

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	svix "github.com/svix/svix-webhooks/go"

	"seamdash/model"
	"seamdash/seamclient"
)

const (
	postID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"
	event1 = `{"event_id":"e-1","event_type":"access_code.removed_from_device","access_code_id":"c-1","device_id":"d-1",
"workspace_id":"w-1","occurred_at":"2026-11-21T09:00:00.000Z","created_at":"2026-11-21T09:00:01.000Z"}`
)

// noon is the time of all tests that do not care.
func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// newSecret makes a secret as Svix writes them; every letter makes another.
func newSecret(letter byte) seamclient.Secret {
	return seamclient.NewSecret("whsec_" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{letter}, 24)))
}

// A post is what arrives, before it is signed.
type post struct {
	id   string
	at   time.Time
	body string
}

func eventPost(n int) post {
	return post{
		id: fmt.Sprintf("msg_%d", n), at: noon(),
		body: fmt.Sprintf(`{"event_id":"e-%d","event_type":"device.connected","device_id":"d-1"}`, n),
	}
}

// signature signs a post with Svix's own library.
func (p post) signature(tb testing.TB, by seamclient.Secret) string {
	tb.Helper()
	hook, err := svix.NewWebhook(by.Reveal())
	if err != nil {
		tb.Fatal(err)
	}
	text, err := hook.Sign(p.id, p.at, []byte(p.body))
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

// signed is the post as a request with a signature of each secret.
func (p post) signed(tb testing.TB, by ...seamclient.Secret) *http.Request {
	tb.Helper()
	var signatures []string
	for _, s := range by {
		signatures = append(signatures, p.signature(tb, s))
	}
	r := httptest.NewRequestWithContext(tb.Context(), http.MethodPost, "/seam", strings.NewReader(p.body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("svix-id", p.id)
	r.Header.Set("svix-timestamp", strconv.FormatInt(p.at.Unix(), 10))
	r.Header.Set("svix-signature", strings.Join(signatures, " "))
	return r
}

func receiver(tb testing.TB, c Config, secrets ...seamclient.Secret) *Receiver {
	tb.Helper()
	if c.Now == nil {
		c.Now = noon
	}
	r := New(c)
	if err := r.Trust(secrets...); err != nil {
		tb.Fatal(err)
	}
	return r
}

// send gives the status, and fails the test if the answer says more than that.
func send(tb testing.TB, r *Receiver, req *http.Request) int {
	tb.Helper()
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	if w.Body.Len() > 0 {
		tb.Errorf("the answer has a body: %q", w.Body)
	}
	return w.Code
}

// queued empties the queue.
func queued(r *Receiver) (ids []model.EventID) {
	for {
		select {
		case e := <-r.Events():
			ids = append(ids, e.ID)
		default:
			return ids
		}
	}
}

func TestASignedPostIsTaken(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	if got := send(t, r, post{postID, noon(), event1}.signed(t, newSecret('a'))); got != http.StatusNoContent {
		t.Fatalf("status %d", got)
	}
	e := <-r.Events()
	if e.ID != "e-1" || e.Type != model.EventCodeRemoved || e.CodeID != "c-1" || e.DeviceID != "d-1" ||
		!e.At.Equal(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", e)
	}
	if got := r.Counts(); got != (Counts{Accepted: 1}) {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	p := post{postID, noon(), event1}
	big := post{postID, noon(), `{"event_id":"e-1","event_type":"x","text":"` + strings.Repeat("x", maxBody) + `"}`}
	edit := func(f func(*http.Request)) func(t *testing.T) *http.Request {
		return func(t *testing.T) *http.Request {
			t.Helper()
			r := p.signed(t, newSecret('a'))
			f(r)
			return r
		}
	}
	header := func(name string, values ...string) func(t *testing.T) *http.Request {
		return edit(func(r *http.Request) { r.Header[name] = values })
	}
	body := func(text string) func(t *testing.T) *http.Request {
		return func(t *testing.T) *http.Request {
			t.Helper()
			return post{postID, noon(), text}.signed(t, newSecret('a'))
		}
	}
	for name, tc := range map[string]struct {
		make   func(t *testing.T) *http.Request
		status int
		counts Counts
	}{
		"signed by somebody else":  {func(t *testing.T) *http.Request { t.Helper(); return p.signed(t, newSecret('b')) }, 401, Counts{Forged: 1}},
		"another body":             {edit(func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(event1 + " ")) }), 401, Counts{Forged: 1}},
		"another id":               {header(headerID, "msg_other"), 401, Counts{Forged: 1}},
		"another time":             {header(headerTimestamp, strconv.FormatInt(noon().Unix()+1, 10)), 401, Counts{Forged: 1}},
		"another version":          {edit(func(r *http.Request) { r.Header.Set(headerSignature, "v2"+r.Header.Get(headerSignature)[2:]) }), 401, Counts{Forged: 1}},
		"half a signature":         {edit(func(r *http.Request) { r.Header.Set(headerSignature, r.Header.Get(headerSignature)[:20]) }), 401, Counts{Forged: 1}},
		"an empty signature":       {header(headerSignature, "v1,"), 401, Counts{Forged: 1}},
		"a signature of no words":  {header(headerSignature, " "), 401, Counts{Forged: 1}},
		"no id":                    {edit(func(r *http.Request) { r.Header.Del(headerID) }), 400, Counts{Malformed: 1}},
		"no time":                  {edit(func(r *http.Request) { r.Header.Del(headerTimestamp) }), 400, Counts{Malformed: 1}},
		"no signature":             {edit(func(r *http.Request) { r.Header.Del(headerSignature) }), 400, Counts{Malformed: 1}},
		"two ids":                  {header(headerID, postID, postID), 400, Counts{Malformed: 1}},
		"an id with a dot":         {header(headerID, "msg.1"), 400, Counts{Malformed: 1}},
		"an endless id":            {header(headerID, strings.Repeat("m", maxID+1)), 400, Counts{Malformed: 1}},
		"endless signatures":       {header(headerSignature, strings.Repeat("v1,x ", maxSignatures)), 400, Counts{Malformed: 1}},
		"a time in words":          {header(headerTimestamp, "noon"), 400, Counts{Malformed: 1}},
		"a time before all times":  {header(headerTimestamp, "-1"), 400, Counts{Malformed: 1}},
		"a time after all times":   {header(headerTimestamp, "99999999999999999999"), 400, Counts{Malformed: 1}},
		"not posted":               {edit(func(r *http.Request) { r.Method = http.MethodGet }), 405, Counts{Malformed: 1}},
		"a form":                   {header("Content-Type", "application/x-www-form-urlencoded"), 415, Counts{Malformed: 1}},
		"no type":                  {edit(func(r *http.Request) { r.Header.Del("Content-Type") }), 415, Counts{Malformed: 1}},
		"too large":                {func(t *testing.T) *http.Request { t.Helper(); return big.signed(t, newSecret('a')) }, 413, Counts{Oversized: 1}},
		"too large without a word": {edit(func(r *http.Request) { r.ContentLength = -1; r.Body = io.NopCloser(strings.NewReader(big.body)) }), 413, Counts{Oversized: 1}},
		"cut": {
			edit(func(r *http.Request) {
				r.Body = io.NopCloser(io.MultiReader(strings.NewReader(event1[:40]), broken{}))
			}), 400, Counts{Malformed: 1},
		},
		"signed, not JSON":     {body("hello"), 400, Counts{Malformed: 1}},
		"signed, half of it":   {body(event1[:80]), 400, Counts{Malformed: 1}},
		"signed, empty":        {body(""), 400, Counts{Malformed: 1}},
		"signed, not an event": {body(`{"ok":true}`), 400, Counts{Malformed: 1}},
		"old":                  {post{postID, noon().Add(-tolerance - time.Second), event1}.by('a'), 401, Counts{Old: 1}},
		"from the future":      {post{postID, noon().Add(tolerance + time.Second), event1}.by('a'), 401, Counts{Old: 1}},
		"old and forged":       {post{postID, noon().Add(-time.Hour), event1}.by('b'), 401, Counts{Forged: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			r := receiver(t, Config{}, newSecret('a'))
			if got := send(t, r, tc.make(t)); got != tc.status {
				t.Errorf("status %d, want %d", got, tc.status)
			}
			if got := r.Counts(); got != tc.counts {
				t.Errorf("%+v, want %+v", got, tc.counts)
			}
			if got := queued(r); len(got) > 0 {
				t.Errorf("queued %v", got)
			}
		})
	}
}

// by makes the signed request when its test runs.
func (p post) by(letter byte) func(t *testing.T) *http.Request {
	return func(t *testing.T) *http.Request { t.Helper(); return p.signed(t, newSecret(letter)) }
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestFiveMinutesEitherWayAreFine(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	for i, off := range []time.Duration{-tolerance, tolerance} {
		p := eventPost(i)
		p.at = noon().Add(off)
		if got := send(t, r, p.signed(t, newSecret('a'))); got != http.StatusNoContent {
			t.Errorf("%v off: status %d", off, got)
		}
	}
}

// Svix's library also takes headers of another name, and then looks at none of the first. What was judged fresh and new by the
// one must not be found signed by the other.
func TestHeadersOfAnotherNameDoNotCount(t *testing.T) {
	now := noon()
	r := receiver(t, Config{Now: func() time.Time { return now }}, newSecret('a'))
	p := post{postID, now, event1}
	if got := send(t, r, p.signed(t, newSecret('a'))); got != http.StatusNoContent {
		t.Fatalf("status %d", got)
	}
	now = now.Add(time.Hour)
	again := p.signed(t, newSecret('a'))
	for _, name := range []string{"Id", "Timestamp", "Signature"} {
		again.Header["Webhook-"+name] = again.Header["Svix-"+name]
	}
	again.Header.Set(headerID, "msg_new")
	again.Header.Set(headerTimestamp, strconv.FormatInt(now.Unix(), 10))
	for _, signature := range []string{"v1,forged", ""} {
		again.Header.Set(headerSignature, signature)
		if got := send(t, r, again); got != http.StatusUnauthorized && got != http.StatusBadRequest {
			t.Errorf("signature %q: status %d", signature, got)
		}
	}
	if got := queued(r); len(got) != 1 {
		t.Errorf("queued %v", got)
	}
}

func TestWhatCameBeforeIsAnsweredAndNotQueued(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	p := eventPost(1)
	again := p
	again.id = "msg_again" // the same event in another post, as when somebody has Svix send it again
	for _, p := range []post{p, p, again} {
		if got := send(t, r, p.signed(t, newSecret('a'))); got != http.StatusNoContent {
			t.Fatalf("status %d", got)
		}
	}
	if got := queued(r); len(got) != 1 || got[0] != "e-1" {
		t.Errorf("queued %v", got)
	}
	if got := r.Counts(); got != (Counts{Accepted: 1, Replayed: 2}) {
		t.Errorf("%+v", got)
	}
}

func TestWhatFindsTheQueueFullIsTakenWhenItIsRepeated(t *testing.T) {
	r := receiver(t, Config{Queue: 2}, newSecret('a'))
	for i, want := range []int{204, 204, 503, 503} {
		if got := send(t, r, eventPost(i).signed(t, newSecret('a'))); got != want {
			t.Fatalf("post %d: status %d, want %d", i, got, want)
		}
	}
	if got := queued(r); len(got) != 2 {
		t.Fatalf("queued %v", got)
	}
	if got := send(t, r, eventPost(2).signed(t, newSecret('a'))); got != http.StatusNoContent {
		t.Errorf("repeated: status %d", got)
	}
	if got := queued(r); len(got) != 1 || got[0] != "e-2" {
		t.Errorf("queued %v", got)
	}
	if got := r.Counts(); got != (Counts{Accepted: 3, Dropped: 2}) {
		t.Errorf("%+v", got)
	}
}

// Svix promises that an id is one post: whatever else comes under it is no news.
func TestAnIDIsTakenOnce(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	other := eventPost(2)
	other.id = eventPost(1).id
	for _, p := range []post{eventPost(1), other} {
		if got := send(t, r, p.signed(t, newSecret('a'))); got != http.StatusNoContent {
			t.Fatalf("status %d", got)
		}
	}
	if got := r.Counts(); got != (Counts{Accepted: 1, Replayed: 1}) {
		t.Errorf("%+v", got)
	}
}

// What says that it is too large is not read at all.
func TestWhatIsTooLargeIsNotRead(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	req := eventPost(1).signed(t, newSecret('a'))
	body := &counted{}
	req.Body, req.ContentLength = io.NopCloser(body), maxBody+1
	if got := send(t, r, req); got != http.StatusRequestEntityTooLarge || body.reads > 0 {
		t.Errorf("status %d after %d reads", got, body.reads)
	}
}

// counted is a body without end.
type counted struct{ reads int }

func (c *counted) Read(p []byte) (int, error) {
	c.reads++
	return len(p), nil
}

// The memory is bounded: the oldest is forgotten, and only that.
func TestTheMemoryHoldsTheNewest(t *testing.T) {
	var m marks
	for i := range maxMarks + 10 {
		m.add(markOf(strconv.Itoa(i)))
	}
	if len(m.known) != maxMarks || len(m.ring) != maxMarks {
		t.Errorf("%d known, %d in the ring", len(m.known), len(m.ring))
	}
	for i, want := range map[int]bool{0: false, 9: false, 10: true, maxMarks: true, maxMarks + 9: true} {
		if got := m.has(markOf(strconv.Itoa(i))); got != want {
			t.Errorf("%d: %v", i, got)
		}
	}
}

func TestAThousandAtOnce(t *testing.T) {
	r := receiver(t, Config{Queue: 1000}, newSecret('a'))
	var all sync.WaitGroup
	for i := range 1000 {
		req := eventPost(i%250).signed(t, newSecret('a'))
		all.Go(func() {
			if got := send(t, r, req); got != http.StatusNoContent {
				t.Errorf("status %d", got)
			}
		})
	}
	all.Wait()
	seen := map[model.EventID]bool{}
	for _, id := range queued(r) {
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}
	if got := r.Counts(); len(seen) != 250 || got != (Counts{Accepted: 250, Replayed: 750}) {
		t.Errorf("%d events, %+v", len(seen), got)
	}
}

// stuck is a body that never comes.
type stuck struct{ end <-chan struct{} }

func (s stuck) Read([]byte) (int, error) {
	<-s.end
	return 0, io.ErrUnexpectedEOF
}

func TestManySlowBodiesDoNotFillTheMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := receiver(t, Config{}, newSecret('a'))
		end := make(chan struct{})
		var all sync.WaitGroup
		for range maxReading {
			req := eventPost(0).signed(t, newSecret('a'))
			req.Body = io.NopCloser(stuck{end})
			all.Go(func() { send(t, r, req) })
		}
		synctest.Wait()
		from := time.Now()
		if got := send(t, r, eventPost(1).signed(t, newSecret('a'))); got != http.StatusServiceUnavailable || time.Since(from) != patience {
			t.Errorf("status %d after %v", got, time.Since(from))
		}
		close(end)
		all.Wait()
		if got := send(t, r, eventPost(1).signed(t, newSecret('a'))); got != http.StatusNoContent {
			t.Errorf("afterwards: status %d", got)
		}
		if got := r.Counts(); got != (Counts{Accepted: 1, Dropped: 1, Malformed: maxReading}) {
			t.Errorf("%+v", got)
		}
	})
}
