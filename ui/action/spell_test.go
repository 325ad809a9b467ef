package action

import (
	"strings"
	"testing"
)

func TestSpell(t *testing.T) {
	t.Parallel()
	key := func(id string) string { return strings.ToUpper(id[:1]) }
	for in, want := range map[string]string{
		"nothing to spell":                                "nothing to spell",
		KeyOf("quit") + " quits":                          "Q quits",
		"press " + KeyOf("copy") + " or " + KeyOf("open"): "press C or O",
	} {
		if got := Spell(in, key); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
