package webhook

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// FuzzReceiver has a second reading of Svix's scheme judge what is taken: only what is signed, about now and an event.
func FuzzReceiver(f *testing.F) {
	key := bytes.Repeat([]byte{'a'}, 24)
	sign := func(id, at string, body []byte) string {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(id + "." + at + "."))
		mac.Write(body)
		return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	now := strconv.FormatInt(noon().Unix(), 10)
	f.Add("POST", "application/json", postID, now, "", []byte(event1), true)
	f.Add("POST", "application/json; charset=utf-8", postID, now, "v2,x ", []byte(`{"event_id":"x","event_type":"y"}`), true)
	f.Add("POST", "application/json", postID, now, sign(postID, now, []byte(event1)), []byte(event1), false)
	f.Add("POST", "application/json", "msg.1", "0"+now, "v1,", []byte(`[]`), true)
	f.Add("GET", "text/plain", "", "-5", "\x00", []byte("\xff"), false)
	f.Fuzz(func(t *testing.T, method, kind, id, at, signatures string, body []byte, signed bool) {
		if signed {
			signatures = strings.TrimSpace(signatures + " " + sign(id, at, body))
		}
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", bytes.NewReader(body))
		req.Method = method
		req.Header = http.Header{"Content-Type": {kind}, headerID: {id}, headerTimestamp: {at}, headerSignature: {signatures}}
		r := receiver(t, Config{}, newSecret('a'))
		status := send(t, r, req)
		n := r.Counts()
		if n.Accepted+n.Forged+n.Old+n.Oversized+n.Malformed != 1 || n.Replayed+n.Dropped > 0 {
			t.Errorf("%+v", n)
		}
		if (status == http.StatusNoContent) != (n.Accepted == 1) || (n.Accepted == 1) != (len(queued(r)) == 1) {
			t.Errorf("status %d, %+v", status, n)
		}
		seconds, _ := strconv.ParseInt(at, 10, 64)
		genuine := slices.Contains(strings.Split(signatures, " "), sign(id, strconv.FormatInt(seconds, 10), body))
		if off := seconds - noon().Unix(); n.Accepted == 1 && (!genuine || off > 300 || off < -300 || method != http.MethodPost) {
			t.Errorf("taken: genuine %v, off by %d s, %s", genuine, off, method)
		}
	})
}
