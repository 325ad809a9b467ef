package model

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unicode/utf8"
)

// pinMask has one length for every PIN: how long a PIN is narrows the search for it.
const pinMask = "••••"

// ErrPINNotPrintable is what encoders get when they meet a PIN. Only [PIN.Reveal] gives the digits out.
var ErrPINNotPrintable = errors.New("a pin does not encode itself; reveal it where a person asked for it")

// A PIN is the digits that open a door. It keeps leading zeros and cannot print itself: every verb of fmt, slog,
// JSON and text encoding gives a mask or an error, also from inside other structs. The zero value means that no
// PIN is known (not assigned yet, or invisible to Seam).
type PIN struct {
	// digits sits behind a pointer because fmt prints unexported fields of an enclosing struct without asking
	// their methods; a pointer prints as an address.
	digits *string
}

// NewPIN wraps the digits as they are, after [Clean]. An empty string gives the zero PIN. What counts as a valid
// PIN differs from lock to lock and is not decided here: Seam can show PINs that no lock of ours would take.
func NewPIN(digits string) PIN {
	digits = Clean(digits)
	if digits == "" {
		return PIN{}
	}
	return PIN{digits: &digits}
}

// veiledPrefix begins what a veiled PIN holds. [Clean] lets no control character into any other PIN.
const veiledPrefix = "\x00"

// VeiledPIN stands for a PIN of n bytes that nobody may see, also not those who may see PINs: what it reveals is the mark, which is no
// PIN. Two of them are equal when their marks are, so that the same mark for the same PIN still tells codes that share one.
func VeiledPIN(mark string, n int) PIN {
	text := veiledPrefix + string(rune(min(max(n, 1), utf8.RuneSelf-1))) + mark
	return PIN{digits: &text}
}

// Veiled says that this only stands for a PIN, see [VeiledPIN].
func (p PIN) Veiled() bool { return p.digits != nil && strings.HasPrefix(*p.digits, veiledPrefix) }

// Known says whether there is a PIN at all.
func (p PIN) Known() bool { return p.digits != nil }

// Reveal gives the digits, or "" when none are known. It is the only way out; call it only where a person or a
// request to Seam needs them.
func (p PIN) Reveal() string {
	switch {
	case p.digits == nil:
		return ""
	case p.Veiled():
		return (*p.digits)[len(veiledPrefix)+1:]
	default:
		return *p.digits
	}
}

// Len is the number of bytes of the PIN, 0 when none is known, and for a veiled one of the PIN that it stands for.
func (p PIN) Len() int {
	if p.Veiled() {
		return int((*p.digits)[len(veiledPrefix)])
	}
	return len(p.Reveal())
}

// Equal compares the digits.
func (p PIN) Equal(q PIN) bool {
	return p.Known() == q.Known() && p.Reveal() == q.Reveal()
}

// String is a mask of fixed length, or "-" when no PIN is known.
func (p PIN) String() string {
	if !p.Known() {
		return "-"
	}
	return pinMask
}

// Format gives the mask for every verb and flag.
func (p PIN) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, p.String()) // fmt.State reports no error that a formatter could act on
}

// LogValue gives the mask.
func (p PIN) LogValue() slog.Value { return slog.StringValue(p.String()) }

// MarshalText refuses with [ErrPINNotPrintable]; encoding/json, TOML and others use it.
func (PIN) MarshalText() ([]byte, error) { return nil, ErrPINNotPrintable }

// MarshalBinary refuses with [ErrPINNotPrintable]; encoding/gob uses it.
func (PIN) MarshalBinary() ([]byte, error) { return nil, ErrPINNotPrintable }
