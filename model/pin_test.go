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

// canary is longer than a PIN, so that no address and no time of day contains it by chance.
const canary = "04719358264"

// TestPINDoesNotPrint goes through every way a value gets printed by accident: bare, behind a pointer, inside
// structs with exported and unexported fields, in slices and maps, in errors, logs and encoders.
func TestPINDoesNotPrint(t *testing.T) {
	t.Parallel()
	type holder struct {
		Public PIN
		hidden PIN
	}
	pin := NewPIN(canary)
	values := []any{
		pin, &pin,
		holder{pin, pin},
		&holder{pin, pin},
		[]PIN{pin},
		map[string]PIN{"a": pin},
		AccessCode{PIN: pin},
		PendingMutation{From: CodeFacts{PIN: pin}},
		fmt.Errorf("set %v: %w", pin, ErrPINNotPrintable),
	}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b", "%t", "%p", "%08.3v"} {
			if out := fmt.Sprintf(verb, v); strings.Contains(out, canary) || strings.Contains(out, fmt.Sprintf("%x", canary)) {
				t.Errorf("%s of %T prints the pin: %s", verb, v, out)
			}
		}
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		if strings.Contains(log.String(), canary) {
			t.Errorf("slog of %T prints the pin: %s", v, log.String())
		}
	}
}

func TestPINDoesNotEncode(t *testing.T) {
	t.Parallel()
	pin := NewPIN(canary)
	if _, err := json.Marshal(struct{ P PIN }{pin}); !errors.Is(err, ErrPINNotPrintable) {
		t.Errorf("json.Marshal: got %v, want %v", err, ErrPINNotPrintable)
	}
	if _, err := json.Marshal(map[PIN]int{pin: 1}); err == nil {
		t.Error("json.Marshal takes a pin as a key")
	}
	if err := gob.NewEncoder(&bytes.Buffer{}).Encode(struct{ P PIN }{pin}); err == nil {
		t.Error("gob encodes a pin")
	}
}

func TestPIN(t *testing.T) {
	t.Parallel()
	if got := NewPIN("0471").Reveal(); got != "0471" {
		t.Errorf("a leading zero is lost: %q", got)
	}
	if NewPIN("").Known() || (PIN{}).String() != "-" || NewPIN("").Len() != 0 {
		t.Error("an empty pin counts as known")
	}
	if a, b := NewPIN("1234").String(), NewPIN("12345678").String(); a != b {
		t.Errorf("the mask tells the length: %q and %q", a, b)
	}
	if !NewPIN("1234").Equal(NewPIN("1234")) || NewPIN("1234").Equal(NewPIN("4321")) || NewPIN("1").Equal(PIN{}) {
		t.Error("Equal does not compare the digits")
	}
	if got := NewPIN("12\x1b[2J34").Reveal(); got != "1234" {
		t.Errorf("a pin from outside is not cleaned: %q", got)
	}
}

// TestVeiledPIN stands for a PIN and has nothing of it but its length.
func TestVeiledPIN(t *testing.T) {
	t.Parallel()
	pin := VeiledPIN("veiled 1", 6)
	if !pin.Veiled() || !pin.Known() || pin.Len() != 6 || pin.Reveal() != "veiled 1" || pin.String() != pinMask {
		t.Errorf("a veiled PIN is %v, %d long, and reveals %q", pin, pin.Len(), pin.Reveal())
	}
	if !pin.Equal(VeiledPIN("veiled 1", 6)) || pin.Equal(VeiledPIN("veiled 2", 6)) {
		t.Error("veiled PINs are not told apart by their marks")
	}
	for _, other := range []PIN{{}, NewPIN("4711"), NewPIN("\x00\x06veiled 1")} {
		if other.Veiled() {
			t.Errorf("%v, %q, counts as veiled", other, other.Reveal())
		}
	}
}
