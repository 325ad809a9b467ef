package model

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestFaultText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault *Fault
		want  string
	}{
		{&Fault{Op: "list devices", Kind: KindUnreachable}, "list devices: unreachable"},
		{&Fault{Op: "list codes of", Subject: "d1", Message: "device not found", Request: "r7"}, "list codes of d1: device not found (request r7)"},
		{&Fault{Op: "read", Err: errors.New("eof\x1b[2J")}, "read: eof"},
		{&Fault{Op: "read", Message: "seam said so", Err: io.EOF, Hint: "wait"}, "read: seam said so"},
		{&Fault{Op: "odd", Kind: Kind(200)}, "odd: unexpected"},
	}
	for _, tt := range tests {
		if got := tt.fault.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestFaultChain(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("first load: %w", &Fault{Op: "list", Kind: KindNotFound, Hint: "refresh", Err: io.EOF})
	if KindOf(err) != KindNotFound || HintOf(err) != "refresh" || !errors.Is(err, io.EOF) {
		t.Errorf("kind %v, hint %q, is EOF %v", KindOf(err), HintOf(err), errors.Is(err, io.EOF))
	}
	if KindOf(io.EOF) != KindUnexpected || HintOf(nil) != "" {
		t.Error("a foreign error has a kind or a hint")
	}
}
