package main

import "testing"

func TestSandboxListensOnThisMachineUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	for listen, want := range map[string]string{
		":8080":          "127.0.0.1:8080",
		"127.0.0.1:0":    "127.0.0.1:0",
		"localhost:8080": "localhost:8080",
		"0.0.0.0:8080":   "0.0.0.0:8080", // somebody typed the zeros
		"[::]:8080":      "[::]:8080",
	} {
		r := sandboxRequest{listen: listen}
		r.options.Speed = 1
		if err := r.settle(false, false); err != nil || r.listen != want {
			t.Errorf("--listen %s becomes %s (%v), want %s", listen, r.listen, err, want)
		}
	}
}
