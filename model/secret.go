package model

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// secretMask has one length for every secret.
const secretMask = "[secret]"

// ErrSecretNotPrintable is what encoders get when they meet a secret. Only [Secret.Reveal] gives the text out.
var ErrSecretNotPrintable = errors.New("a secret does not encode itself; reveal it where it is used")

// A Secret is a text that somebody typed or pasted and that nobody may read again, such as a key on its way to the
// client. Like [PIN] it cannot print itself, also from inside other structs. The zero value is no secret.
type Secret struct {
	text *string // behind a pointer, because fmt looks into unexported fields without asking their methods
}

// NewSecret wraps a text as it is; the empty text gives the zero value.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{text: &text}
}

// Known says whether there is a secret at all.
func (s Secret) Known() bool { return s.text != nil }

// Reveal gives the text, or "". Call it only where the text is used, never where it is shown.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// String is a mask of fixed length, or "" for no secret.
func (s Secret) String() string {
	if s.text == nil {
		return ""
	}
	return secretMask
}

// Format gives the mask for every verb and flag.
func (s Secret) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, s.String()) // fmt.State reports no error that a formatter could act on
}

// LogValue gives the mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText refuses with [ErrSecretNotPrintable]; encoding/json, TOML and others use it.
func (Secret) MarshalText() ([]byte, error) { return nil, ErrSecretNotPrintable }

// MarshalBinary refuses with [ErrSecretNotPrintable]; encoding/gob uses it.
func (Secret) MarshalBinary() ([]byte, error) { return nil, ErrSecretNotPrintable }
