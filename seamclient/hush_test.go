package seamclient

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"seamdash/model"
)

const (
	toldPIN   = "80417263"
	nextPIN   = "59306184"
	otherPIN  = "27190458"
	hookWords = "whsec_c2VzYW1lIHNlc2FtZSBzZXNhbWU="
)

// parrotCode is a code whose PIN stands wherever Seam has words about it, and the key wherever else.
const parrotCode = `{"access_code_id":"c1","device_id":"d1","name":"Ada ` + testKey + `","code":"` + toldPIN + `","type":"ongoing","status":"set",
	"common_code_key":"` + testKey + `",
	"errors":[{"error_code":"e_` + toldPIN + `","message":"` + toldPIN + ` was refused","change_type":"to ` + nextPIN + `","modified_fields":[{"field":"` + toldPIN + `"}],
		"conflicting_unmanaged_access_code_id":"` + toldPIN + `","salto_ks_metadata":{"sites":[{"site_name":"site ` + toldPIN + `","site_user_subscription_limit":3}]}}],
	"warnings":[{"warning_code":"w","message":"` + testKey + ` and ` + nextPIN + `"}],
	"pending_mutations":[{"mutation_code":"m_` + nextPIN + `","message":"from ` + toldPIN + ` to ` + nextPIN + `","from":{"code":"` + toldPIN + `"},"to":{"code":"` + nextPIN + `"}}]}`

// TestWhatSeamSaysOfACode: its PINs are where PINs belong and nowhere else, the key is nowhere, by whichever way the code is read.
func TestWhatSeamSaysOfACode(t *testing.T) {
	t.Parallel()
	list := `{"access_codes":[` + parrotCode + `],"pagination":{"has_next_page":false}}`
	one := `{"access_code":` + parrotCode + `,"ok":true}`
	for name, tc := range map[string]struct {
		answer string
		read   func(c *Client) ([]model.AccessCode, error)
	}{
		"a list":  {list, func(c *Client) ([]model.AccessCode, error) { return c.Codes(t.Context(), "d1") }},
		"the ids": {list, func(c *Client) ([]model.AccessCode, error) { return c.CodesByID(t.Context(), []model.CodeID{"c1"}) }},
		"an odd list": {strings.Replace(list, `{"access_codes":[`, `{"access_codes":[7,`, 1), func(c *Client) ([]model.AccessCode, error) {
			codes, err := c.Codes(t.Context(), "d1")
			return codes[1:], err
		}},
		"one": {one, func(c *Client) ([]model.AccessCode, error) {
			code, err := c.Code(t.Context(), "c1")
			return []model.AccessCode{code}, err
		}},
		"a new one": {one, func(c *Client) ([]model.AccessCode, error) {
			code, err := c.CreateCode(t.Context(), model.CodeDraft{DeviceID: "d1"})
			return []model.AccessCode{code}, err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := clientOf(t, ok(tc.answer))
			codes, err := tc.read(c)
			if err != nil || len(codes) != 1 {
				t.Fatalf("%d codes, %v", len(codes), err)
			}
			code := codes[0]
			if code.PIN.Reveal() != toldPIN || code.Pending[0].To.PIN.Reveal() != nextPIN || code.Name != "Ada "+keyMask || code.GroupKey != keyMask {
				t.Errorf("not as it was told: %v, PINs %d and %d long", code, code.PIN.Len(), code.Pending[0].To.PIN.Len())
			}
			words := fmt.Sprintf("%+v %+v %+v", code, *code.Problems[0].Detail, code.Pending)
			if !strings.Contains(words, "•••• was refused") || strings.Contains(words, toldPIN) || strings.Contains(words, nextPIN) || strings.Contains(words, testKey) {
				t.Errorf("it says %s", words)
			}
		})
	}
}

// TestRefusalsRepeatNothing: what Seam told of a code, a lock or a webhook, it cannot say again in a refusal. A PIN of another lock may be
// any number, and stays.
func TestRefusalsRepeatNothing(t *testing.T) {
	t.Parallel()
	repeats := strings.Join([]string{toldPIN, nextPIN, testKey, hookWords, otherPIN}, " ")
	refusal := reply{status: http.StatusBadRequest, body: fmt.Sprintf(
		`{"error":{"type":"no %[1]s","message":"%[1]s","request_id":"%[1]s","validation_errors":{"%[1]s":{"_errors":["%[1]s"]}}},"ok":false}`, repeats)}
	listed := ok(`{"access_codes":[` + parrotCode + `,{"access_code_id":"c2","device_id":"d1","code":"` + nextPIN + `"}],"pagination":{}}`)
	elsewhere := ok(`{"access_codes":[{"access_code_id":"c3","device_id":"d2","code":"` + otherPIN + `"}],"pagination":{}}`)
	made := ok(`{"webhook":{"webhook_id":"w1","url":"https://doors.example/","secret":"` + hookWords + `"},"ok":true}`)
	for name, ask := range map[string]func(c *Client) error{
		"delete": func(c *Client) error { return c.DeleteCode(t.Context(), "d1", "c1") },
		"update": func(c *Client) error { return c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{Name: "Ada"}) },
		"adopt":  func(c *Client) error { return c.ManageCode(t.Context(), "d1", "c1", false) },
		"backup": func(c *Client) error { _, err := c.PullBackup(t.Context(), "d1", "c1"); return err },
		"create": func(c *Client) error {
			_, err := c.CreateCode(t.Context(), model.CodeDraft{DeviceID: "d1"})
			return err
		},
		"lock": func(c *Client) error { _, err := c.Lock(t.Context(), "d1"); return err },
		"list": func(c *Client) error { _, err := c.Codes(t.Context(), "d1"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := clientOf(t, listed, elsewhere, made, refusal)
			_, first := c.Codes(t.Context(), "d1")
			_, second := c.Codes(t.Context(), "d2")
			_, third := c.CreateWebhook(t.Context(), "https://doors.example/", nil)
			if first != nil || second != nil || third != nil {
				t.Fatal(first, second, third)
			}
			err := ask(c)
			words := allOf(err)
			for what, text := range map[string]string{"the PIN": toldPIN, "the PIN of another code of the lock": nextPIN, "the key": testKey, "the secret": hookWords} {
				if strings.Contains(words, text) {
					t.Errorf("%s is in %s", what, words)
				}
			}
			if !strings.Contains(words, otherPIN) {
				t.Errorf("nothing is left of what Seam said: %s", words)
			}
		})
	}
}

// allOf is everything that a fault says.
func allOf(err error) string {
	f, ok := err.(*model.Fault) //nolint:errorlint // that is what it has to be
	if !ok {
		return "not a fault: " + fmt.Sprint(err)
	}
	parts := append([]string{f.Error(), f.Message, f.Type, f.Hint, string(f.Request)}, slices.Sorted(maps.Keys(f.Fields))...)
	for _, list := range f.Fields {
		parts = append(parts, list...)
	}
	if f.Err != nil {
		parts = append(parts, f.Err.Error())
	}
	return strings.Join(parts, " | ")
}

// TestMind: a secret that Seam never told is not repeated either.
func TestMind(t *testing.T) {
	t.Parallel()
	c, _ := clientOf(t, reply{status: http.StatusBadRequest, body: `{"error":{"type":"x","message":"` + hookWords + ` is taken"},"ok":false}`})
	c.Mind(NewSecret(hookWords))
	c.Mind(NewSecret(hookWords))
	c.Mind(Secret{})
	if _, err := c.Webhooks(t.Context()); err == nil || strings.Contains(err.Error(), hookWords) || !strings.Contains(err.Error(), "is taken") {
		t.Errorf("%v", err)
	}
	if n := len(c.memory.secrets); n != 1 {
		t.Errorf("%d secrets are kept, want 1", n)
	}
}

// TestMemoryEnds: what is remembered of codes is bounded, whatever Seam tells.
func TestMemoryEnds(t *testing.T) {
	t.Parallel()
	var m memory
	page := make([]model.AccessCode, 1000)
	for n := range 3 * maxKnown / len(page) {
		for i := range page {
			page[i] = model.AccessCode{ID: model.CodeID(fmt.Sprintf("%d-%d", n, i)), PIN: model.NewPIN(toldPIN)}
		}
		m.learn(page)
		if len(m.codes) > maxKnown {
			t.Fatalf("%d codes are remembered", len(m.codes))
		}
	}
	for range 3 * maxSecrets {
		m.keep(NewSecret(fmt.Sprintf("%s%d", hookWords, len(m.secrets))))
	}
	if last := page[len(page)-1]; len(m.about(&ask{subject: string(last.ID)})) != 1 || len(m.secrets) > maxSecrets {
		t.Errorf("the newest is not known, or %d secrets are kept", len(m.secrets))
	}
}
