package seamclient

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"reflect"
	"strings"
	"testing"

	"seamdash/model"
)

// unfolded is a text as hostile as one can be that has to get through an address: nobody sees half of it, and it turns the rest around.
const unfolded = "a\u202eb\u200b\u2066"

// mustBeClean fails unless all that a person may read of an error is clean, and the words are in it, so that it is about what is
// hostile.
func mustBeClean(t *testing.T, what string, err error, words string) {
	t.Helper()
	f, ok := errors.AsType[*model.Fault](err)
	if !ok {
		t.Errorf("%s: %T (%v) is no fault", what, err, err)
		return
	}
	found := 0
	inspect(t, reflect.ValueOf([]string{f.Op, f.Subject, f.Message, f.Type, f.Hint, string(f.Request)}), what, &found)
	all := f.Error()
	for name, messages := range f.Fields {
		inspect(t, reflect.ValueOf(append(messages, name)), what+", fields", &found)
		all += name + strings.Join(messages, "")
	}
	if !strings.Contains(all, words) {
		t.Errorf("%s: %q is not about %q", what, all, words)
	}
}

// TestHostileRefusals: whatever refuses may say what it likes, wherever a fault has a place for it.
func TestHostileRefusals(t *testing.T) {
	t.Parallel()
	said := mustJSON(t, hostile)
	for name, tc := range map[string]struct {
		answer reply
		words  string
	}{
		"message":   {reply{status: 409, body: `{"error":{"type":"t","message":` + said + `}}`}, "AB C"},
		"type":      {reply{status: 409, body: `{"error":{"type":` + said + `,"message":"m"}}`}, "m"},
		"id":        {reply{status: 409, body: `{"error":{"type":"t","message":"m","request_id":` + said + `}}`}, "(request AB C"},
		"header":    {reply{status: 500, body: `oh`}.with("Seam-Request-Id", hostile), "(request AB C"},
		"a field":   {reply{status: 400, body: `{"error":{"type":"t","message":"m","validation_errors":{` + said + `:{"_errors":["x"]}}}}`}, "AB C"},
		"its fault": {reply{status: 400, body: `{"error":{"type":"t","message":"m","validation_errors":{"name":{"_errors":[` + said + `]}}}}`}, "AB C"},
		"redirect":  {reply{status: 302}.with("Location", "https://"+unfolded+".test/x"), "https://ab.test"},
		"media":     {reply{status: 200, body: "hello"}.with("Content-Type", "text/"+unfolded), "with text instead"},
		"syntax":    {ok(`{"access_codes":` + hostile + `}`), "not valid JSON"},
	} {
		c, _ := clientOf(t, tc.answer, tc.answer, tc.answer)
		c.limits.Tries, c.sender.limits.Tries = 1, 1
		_, err := c.Codes(t.Context(), "d1")
		mustBeClean(t, name, err, tc.words)
	}
	c, _ := clientOf(t, reply{status: 404, body: `{"error":{"type":"t","message":"m"}}`})
	_, err := c.Codes(t.Context(), model.DeviceID(hostile))
	mustBeClean(t, "subject", err, "AB C")
	mustBeClean(t, "endpoint", CheckEndpoint("http://"+unfolded+".test"), "ab.test")
}

// TestHostileReceipt: the id of a write is kept in the local log and shown from there.
func TestHostileReceipt(t *testing.T) {
	t.Parallel()
	c, _ := clientOf(t, ok(`{"ok":true}`).with("Seam-Request-Id", hostile))
	ctx, receipt := WithReceipt(t.Context())
	if err := c.DeleteCode(ctx, "d1", "c1"); err != nil {
		t.Fatal(err)
	}
	if got := receipt.Request(); got != model.RequestID(model.Clean(hostile)) || got == "" {
		t.Errorf("the receipt is %q", got)
	}
}

// TestHostileNetworks: proxies, certificates and resolvers say things as well.
func TestHostileNetworks(t *testing.T) {
	t.Parallel()
	said := errors.New(hostile)
	for name, err := range map[string]error{
		"proxy":       &net.OpError{Op: "proxyconnect", Err: said},
		"resolver":    &net.DNSError{Name: hostile, IsNotFound: true},
		"anything":    said,
		"another":     x509.HostnameError{Host: "seam.test", Certificate: &x509.Certificate{DNSNames: []string{hostile}}},
		"certificate": x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.CANotAuthorizedForThisName, Detail: hostile},
		"unverified":  &tls.CertificateVerificationError{Err: said},
		"no TLS":      tls.RecordHeaderError{Msg: hostile},
		"alert":       &net.OpError{Op: "remote error", Err: said},
	} {
		words := "AB C"
		if name == "another" || name == "certificate" || name == "unverified" {
			err = &tls.CertificateVerificationError{Err: err}
		}
		mustBeClean(t, name, networkFault(fmt.Errorf("ask: %w", err), "seam.test"), words)
	}
	mustBeClean(t, "host", networkFault(said, unfolded), "")
	mustBeClean(t, "host that hangs up", networkFault(net.ErrClosed, unfolded), "")
	mustBeClean(t, "host that is slow", networkFault(&slowError{}, unfolded), "ab gave no answer")
	mustBeClean(t, "host that breaks off", networkFault(errSentAway, unfolded), "ab broke")
}

// TestHostileAddresses of webhooks are shown by the agent.
func TestHostileAddresses(t *testing.T) {
	t.Parallel()
	said := mustJSON(t, hostile)
	c, _ := clientOf(t, ok(`{"webhooks":[{"webhook_id":`+said+`,"url":`+said+`,"event_types":[`+said+`]}],"ok":true}`))
	hooks, err := c.Webhooks(t.Context())
	if err != nil || len(hooks) != 1 || hooks[0].URL == "" {
		t.Fatalf("%+v, %v", hooks, err)
	}
	found := 0
	inspect(t, reflect.ValueOf([]string{hooks[0].ID, hooks[0].URL, string(hooks[0].Types[0])}), "webhook", &found)
}

// TestHostileFrames are windows that a lock offers, with names.
func TestHostileFrames(t *testing.T) {
	t.Parallel()
	said := mustJSON(t, hostile)
	general := `[{"display_name":` + said + `,"time_zone":` + said + `,"time_pairs":[{"display_name":` + said + `,"start_time":"15:00","end_time":"16:00"}]}]`
	levels := `{"iana_timezone":` + said + `,"predefined_time_slots":[{"name":` + said + `,"check_in_time":"15:00","check_out_time":"16:00"}]}`
	for name, of := range map[string]*wireProperties{
		"online": {OnlineFrames: []byte(general)}, "offline": {OfflineFrames: []byte(general)}, "levels": {Dormakaba: []byte(levels)},
	} {
		frames := timeFrames(of)
		if len(frames) != 1 || len(frames[0].Hours) != 1 || frames[0].Hours[0].Name == "" || frames[0].Zone == "" {
			t.Fatalf("%s: %+v", name, frames)
		}
		found := 0
		inspect(t, reflect.ValueOf(frames), name, &found)
	}
}

// TestHostileTimes make an object unreadable, and it says why.
func TestHostileTimes(t *testing.T) {
	t.Parallel()
	c, _ := clientOf(t, ok(`{"access_codes":[{"access_code_id":"c","device_id":"d1","is_managed":true,"starts_at":`+mustJSON(t, hostile)+`}],"ok":true}`))
	codes, err := c.Codes(t.Context(), "d1")
	if err != nil || len(codes) != 1 || !strings.Contains(codes[0].Unreadable, "starts_at is not a time: AB C") {
		t.Fatalf("%+v, %v", codes, err)
	}
	found := 0
	inspect(t, reflect.ValueOf(codes), "codes", &found)
}
