package model

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestSecretDoesNotPrint goes through the ways in which a value gets printed by accident.
func TestSecretDoesNotPrint(t *testing.T) {
	t.Parallel()
	const canary = "seam_canary4711"
	type holder struct {
		Public Secret
		hidden Secret
	}
	secret := NewSecret(canary)
	for _, v := range []any{secret, &secret, holder{secret, secret}, &holder{secret, secret}, []Secret{secret}, fmt.Errorf("%v", secret)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if out := fmt.Sprintf(verb, v); strings.Contains(out, canary) || strings.Contains(out, fmt.Sprintf("%x", canary)) {
				t.Errorf("%s of %T prints the secret: %s", verb, v, out)
			}
		}
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		if strings.Contains(log.String(), canary) {
			t.Errorf("slog of %T prints the secret: %s", v, log.String())
		}
	}
}

func TestSecretGoesNowhereByItself(t *testing.T) {
	t.Parallel()
	const canary = "seam_canary4711"
	secret := NewSecret(canary)
	if _, err := json.Marshal(struct{ S Secret }{secret}); !errors.Is(err, ErrSecretNotPrintable) {
		t.Errorf("json.Marshal: got %v, want %v", err, ErrSecretNotPrintable)
	}
	if err := gob.NewEncoder(&bytes.Buffer{}).Encode(struct{ S Secret }{secret}); err == nil {
		t.Error("gob encodes a secret")
	}
	if got := secret.Reveal(); got != canary || !secret.Known() {
		t.Errorf("revealed as %q", got)
	}
	if none := NewSecret(""); none.Known() || none.Reveal() != "" || none.String() != "" {
		t.Errorf("no secret is shown as %q", none)
	}
}
