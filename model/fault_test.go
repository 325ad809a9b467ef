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

func TestFaultWhy(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&Fault{Op: "list codes of", Subject: "9e2f", Message: "Seam answered 503", Request: "r1"}, "Seam answered 503 (request r1)"},
		{fmt.Errorf("wrapped: %w", &Fault{Op: "x", Err: errors.New("odd\x1b[2J")}), "odd"},
		{&Fault{Op: "x", Kind: KindUnavailable}, "unavailable"},
		{errors.New("plain"), "plain"},
	} {
		if got := WhyOf(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestAsSentence(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"check the endpoint":   "Check the endpoint.",
		"Wait a minute.":       "Wait a minute.",
		"did you mean “home”?": "Did you mean “home”?",
		"être prêt":            "Être prêt.",
		"seamdash logout forgets it, then log in again.": "seamdash logout forgets it, then log in again.",
		"key_command is missing":                         "key_command is missing.",
		"--sandbox needs none":                           "--sandbox needs none.",
	} {
		if got := AsSentence(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
