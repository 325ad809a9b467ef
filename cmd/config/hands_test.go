package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBindings(t *testing.T) {
	t.Parallel()
	file := parsed(t, `bindings = ["copy=c", "quit=x", "copy=ctrl+y", "grow=="]`+"\n"+`notify = "osc9"`)
	got := resolved(t, file, Given{})
	want := map[string][]string{"copy": {"c", "ctrl+y"}, "quit": {"x"}, "grow": {"="}}
	if diff := cmp.Diff(want, got.Bindings); diff != "" || got.Notify != NotifyOSC9 {
		t.Errorf("notify %q, bindings (-want +got):\n%s", got.Notify, diff)
	}
	for _, bad := range []string{`bindings = ["copy"]`, `bindings = ["=c"]`, `bindings = ["copy="]`, `bindings = ["copy=a b"]`} {
		if _, mistakes := Parse("x.toml", []byte(bad)); len(mistakes) != 1 || !strings.Contains(mistakes[0].Error(), "is not ACTION=KEY") {
			t.Errorf("%s: %v", bad, mistakes)
		}
	}
}
