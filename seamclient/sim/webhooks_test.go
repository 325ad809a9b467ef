package sim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A mailbox receives webhooks in process and refuses the first few.
type mailbox struct {
	mu     sync.Mutex
	refuse int
	posts  []post
}

type post struct {
	at     time.Time
	header http.Header
	body   []byte
}

func (m *mailbox) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.posts = append(m.posts, post{time.Now(), r.Header, body})
	status := http.StatusNoContent
	if m.refuse > 0 {
		m.refuse, status = m.refuse-1, http.StatusInternalServerError
	}
	return &http.Response{StatusCode: status, Body: http.NoBody, Request: r}, nil
}

// kinds are the event types delivered about one code.
func (m *mailbox) kinds(t *testing.T, code any) []string {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	out := []string{}
	for _, p := range m.posts {
		var e object
		if err := json.Unmarshal(p.body, &e); err != nil {
			t.Fatal(err)
		}
		if e["access_code_id"] == code {
			out = append(out, dig[string](t, e, "event_type"))
		}
	}
	return out
}

// elapse lets the fake time of a bubble pass, and everything that falls due in it happen.
func elapse(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// hooked opens a server with one webhook inside a bubble.
func hooked(t *testing.T, box *mailbox, kinds ...string) (*rig, object) {
	t.Helper()
	r := bubble(t, Options{Webhooks: box})
	h := dig[object](t, r.must("/webhooks/create", object{"url": "http://127.0.0.1:8080/seam", "event_types": kinds}), "webhook")
	t.Cleanup(r.Close)
	return r, h
}

func TestWebhooksAreSignedAsSvixDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := &mailbox{}
		r, h := hooked(t, box, "access_code.created", "access_code.set_on_device")
		c := r.make(august, object{"name": "Nanny"})
		elapse(30 * time.Second)
		if got := box.kinds(t, c["access_code_id"]); !slices.Equal(got, []string{"access_code.created", "access_code.set_on_device"}) {
			t.Fatalf("delivered %v", got)
		}
		p := box.posts[0]
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(dig[string](t, h, "secret"), "whsec_"))
		if err != nil || len(key) != 24 {
			t.Fatalf("secret %v: %v", h["secret"], err)
		}
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(p.header.Get("Svix-Id") + "." + p.header.Get("Svix-Timestamp") + "." + string(p.body)))
		if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); p.header.Get("Svix-Signature") != want {
			t.Errorf("signature %q, want %q", p.header.Get("Svix-Signature"), want)
		}
		if at, err := strconv.ParseInt(p.header.Get("Svix-Timestamp"), 10, 64); err != nil || time.Since(time.Unix(at, 0)) > time.Minute {
			t.Errorf("timestamp %q", p.header.Get("Svix-Timestamp"))
		}
	})
}

func TestWebhooksAreRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := &mailbox{refuse: 3}
		r, _ := hooked(t, box, "access_code.created")
		r.make(august, object{})
		elapse(10 * time.Minute)
		if len(box.posts) != 4 {
			t.Fatalf("%d attempts", len(box.posts))
		}
		for i, least := range []time.Duration{0, 5 * time.Second, 5 * time.Minute} {
			if gap := box.posts[i+1].at.Sub(box.posts[i].at); gap < least || gap > least+time.Second {
				t.Errorf("attempt %d after %v, want %v", i+2, gap, least)
			}
			if box.posts[i].header.Get("Svix-Id") != box.posts[i+1].header.Get("Svix-Id") {
				t.Error("a retry has another id")
			}
		}
	})
}

// A payload was once made anew for each attempt, without the world's lock: it raced with what changed the device.
func TestWebhooksSayTheSameAtEachAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := &mailbox{refuse: 2}
		r, _ := hooked(t, box, "access_code.created")
		c := r.make(august, object{})
		elapse(time.Second)
		r.must("/devices/update", object{"device_id": c["device_id"], "custom_metadata": object{"floor": "3"}})
		elapse(10 * time.Minute)
		if len(box.posts) != 3 || string(box.posts[2].body) != string(box.posts[0].body) {
			t.Errorf("%d attempts, the first %s, the last %s", len(box.posts), box.posts[0].body, box.posts[len(box.posts)-1].body)
		}
	})
}

func TestDeletedWebhookHearsNothingMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := &mailbox{refuse: 1000}
		r, h := hooked(t, box)
		r.make(august, object{})
		elapse(time.Second)
		before := len(box.posts)
		r.must("/webhooks/delete", object{"webhook_id": h["webhook_id"]})
		elapse(time.Hour)
		if before == 0 || len(box.posts) != before {
			t.Errorf("%d posts before, %d after", before, len(box.posts))
		}
	})
}

func TestWebhookRoutes(t *testing.T) {
	r := open(t, Options{Still: true})
	t.Cleanup(r.Close)
	for _, address := range []string{"https://example.com/hook", "http://10.0.0.1/", "ftp://127.0.0.1/", "nonsense", ""} {
		r.refused(400, "invalid_input", "/webhooks/create", object{"url": address})
	}
	h := dig[object](t, r.must("/webhooks/create", object{"url": "http://localhost:1/x"}), "webhook")
	id := object{"webhook_id": h["webhook_id"]}
	r.must("/webhooks/update", object{"webhook_id": h["webhook_id"], "event_types": []string{"device.removed"}})
	got := dig[object](t, r.must("/webhooks/get", id), "webhook")
	if kinds := dig[[]any](t, got, "event_types"); len(kinds) != 1 || kinds[0] != "device.removed" {
		t.Errorf("%v", got)
	}
	if list := items(t, r.must("/webhooks/list", object{}), "webhooks"); len(list) != 1 {
		t.Errorf("%v", list)
	}
	r.must("/webhooks/delete", id)
	r.refused(404, "webhook_not_found", "/webhooks/get", id)
}

func TestWebhookReachesALoopbackSocket(t *testing.T) {
	got := make(chan string, 1)
	web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case got <- r.Header.Get("Svix-Signature"):
		default:
		}
	}))
	defer web.Close()
	s := New(Options{Seed: 1, Still: true})
	defer s.Close()
	r := &rig{T: t, Server: s}
	r.must("/webhooks/create", object{"url": web.URL})
	r.make(august, object{})
	select {
	case signature := <-got:
		if !strings.HasPrefix(signature, "v1,") {
			t.Errorf("signature %q", signature)
		}
	case <-t.Context().Done():
		t.Fatal("nothing arrived")
	}
}
