package seamclient

import (
	"net/http"
	"strings"
	"testing"

	"seamdash/model"
)

func TestReceiptHasTheRequestOfTheLastWrite(t *testing.T) {
	good := created(`"name":"x","status":"setting","type":"ongoing"`)
	c, _ := clientOf(t, good.with("seam-request-id", "read-1"), good.with("seam-request-id", "write-1"),
		refused(http.StatusBadRequest, "invalid_input", "no").with("seam-request-id", "write-2"),
		good.with("seam-request-id", "for "+testKey))
	ctx, receipt := WithReceipt(t.Context())
	if _, err := c.Code(ctx, "c1"); err != nil || receipt.Request() != "" {
		t.Errorf("after a read: %q, %v", receipt.Request(), err)
	}
	if _, err := c.CreateCode(ctx, model.CodeDraft{DeviceID: "d1"}); err != nil || receipt.Request() != "write-1" {
		t.Errorf("after a write: %q, %v", receipt.Request(), err)
	}
	if err := c.DeleteCode(ctx, "d1", "c1"); err == nil || receipt.Request() != "write-2" {
		t.Errorf("after a refusal: %q, %v", receipt.Request(), err)
	}
	if err := c.DeleteCode(ctx, "d1", "c1"); err != nil || strings.Contains(string(receipt.Request()), testKey) {
		t.Errorf("a server that repeats the key: %q, %v", receipt.Request(), err)
	}
}

func TestUnsureIsAWriteThatMayHaveHappened(t *testing.T) {
	for name, tc := range map[string]struct {
		answer reply
		unsure bool
	}{
		"refused":     {refused(http.StatusBadRequest, "invalid_input", "no"), false},
		"limited":     {refused(http.StatusTooManyRequests, "rate_limit", "no"), false},
		"broken":      {reply{status: http.StatusBadGateway, body: "<html>"}, true},
		"cut short":   {ok(`{"action_attempt":{`), true},
		"not Seam's":  {reply{status: http.StatusNotFound, body: "404"}, true},
		"read only":   {ok(`{}`), false},
		"other words": {ok(`{"ok":true}`), true},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{replies: []reply{tc.answer}}
			c := clientOn(t, Config{Transport: s, ReadOnly: name == "read only", Limits: Limits{Tries: 1}})
			_, err := c.PullBackup(t.Context(), "d1", "c1")
			f, isFault := err.(*model.Fault) //nolint:errorlint // the client gives nothing else
			if !isFault || f.Unsure != tc.unsure {
				t.Errorf("got %#v", err)
			}
			if _, err := c.Code(t.Context(), "c1"); err != nil && err.(*model.Fault).Unsure { //nolint:errorlint,errcheck // as above
				t.Error("a read cannot have happened")
			}
		})
	}
}
