package webhook

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/seamclient"
)

func TestNothingIsTakenBeforeASecretIsTrusted(t *testing.T) {
	r := New(Config{Now: noon})
	if got := send(t, r, eventPost(1).signed(t, newSecret('a'))); got != http.StatusServiceUnavailable {
		t.Errorf("status %d", got)
	}
	if err := r.Trust(newSecret('a')); err != nil {
		t.Fatal(err)
	}
	if got := send(t, r, eventPost(1).signed(t, newSecret('a'))); got != http.StatusNoContent {
		t.Errorf("repeated: status %d", got)
	}
	if got := r.Counts(); got != (Counts{Accepted: 1, Dropped: 1}) {
		t.Errorf("%+v", got)
	}
}

// While Svix replaces a secret it signs with both; who replaces it here takes both for a while.
func TestSecretsAreReplaced(t *testing.T) {
	first, second := newSecret('a'), newSecret('b')
	r := receiver(t, Config{}, first)
	try := func(n, want int, by ...seamclient.Secret) {
		t.Helper()
		if got := send(t, r, eventPost(n).signed(t, by...)); got != want {
			t.Errorf("post %d: status %d, want %d", n, got, want)
		}
	}
	try(1, http.StatusNoContent, first, second)
	try(2, http.StatusNoContent, second, first)
	try(3, http.StatusUnauthorized, second)
	if err := r.Trust(first, second); err != nil {
		t.Fatal(err)
	}
	try(4, http.StatusNoContent, first)
	try(5, http.StatusNoContent, second)
	if err := r.Trust(second); err != nil {
		t.Fatal(err)
	}
	try(6, http.StatusUnauthorized, first)
	try(7, http.StatusNoContent, second)
}

func TestWhatIsNoSecretIsRefused(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	for name, text := range map[string]string{
		"nothing":           "",
		"no key":            "whsec_",
		"a key of one byte": "whsec_" + base64.StdEncoding.EncodeToString([]byte("x")),
		"fifteen bytes":     "whsec_" + base64.StdEncoding.EncodeToString([]byte("fifteen-bytes-x")),
		"not base64":        "whsec_hello-hello-hello-hello-hello",
		"the fake server's": "fake_secret_0123456789abcdef0123456789abcdef",
	} {
		err := r.Trust(newSecret('b'), seamclient.NewSecret(text))
		if model.KindOf(err) != model.KindRefused || model.HintOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
		if key := strings.TrimPrefix(text, "whsec_"); key != "" && strings.Contains(fmt.Sprint(err), key) {
			t.Errorf("%s: the error repeats it: %v", name, err)
		}
	}
	if err := r.Trust(); model.KindOf(err) != model.KindRefused {
		t.Errorf("none at all: %v", err)
	}
	if got := send(t, r, eventPost(1).signed(t, newSecret('a'))); got != http.StatusNoContent {
		t.Errorf("the old secret: status %d", got)
	}
}

func TestAReceiverDoesNotPrintItsSecret(t *testing.T) {
	r := receiver(t, Config{}, newSecret('a'))
	reg := &Registration{Secrets: []seamclient.Secret{newSecret('a')}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		text := fmt.Sprintf(verb+verb+verb, r, *reg, (*r.trusted.Load())[0])
		for _, leak := range []string{newSecret('a').Reveal(), "aaaaaaaa", "97 97 97", "0x61, 0x61", "61616161"} {
			if strings.Contains(text, leak) {
				t.Errorf("%s prints %s: %s", verb, leak, text)
			}
		}
	}
}
