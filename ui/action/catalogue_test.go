package action_test

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/google/go-cmp/cmp"

	"seamdash/ui/action"
	"seamdash/ui/nav"
)

func sample() action.Catalogue[bool] {
	return action.Catalogue[bool]{
		{Key: action.Keys("q", "q", "ctrl+c"), Label: "quit", Explain: "end", Group: "g", Intent: action.Always[bool](nav.Quit{})},
		{Key: action.Keys("r", "r"), Explain: "again", Group: "g", Intent: action.Always[bool](nav.Refresh{}), Blocked: func(off bool) string {
			if off {
				return "it is off"
			}
			return ""
		}},
	}
}

func TestPress(t *testing.T) {
	r := tea.KeyPressMsg{Code: 'r', Text: "r"}
	for _, c := range []struct {
		key  tea.KeyPressMsg
		off  bool
		want nav.Intent
		ok   bool
	}{
		{tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}, false, nav.Quit{}, true},
		{r, false, nav.Refresh{}, true},
		{r, true, nav.Refuse{Reason: "it is off"}, true},
		{tea.KeyPressMsg{Code: 'x', Text: "x"}, false, nil, false},
	} {
		if got, ok := sample().Press(c.key, c.off); got != c.want || ok != c.ok {
			t.Errorf("%s: %#v, %v; want %#v, %v", c.key, got, ok, c.want, c.ok)
		}
	}
}

func TestHints(t *testing.T) {
	want := []action.Hint{
		{Names: []string{"q", "ctrl+c"}, Keys: "q", Label: "quit", Explain: "end", Group: "g"},
		{Names: []string{"r"}, Keys: "r", Explain: "again", Group: "g", Blocked: "it is off"},
	}
	if diff := cmp.Diff(want, sample().Hints(nil, true)); diff != "" {
		t.Error(diff)
	}
}

func TestClashes(t *testing.T) {
	if got := action.Clashes(sample().KeyNames(), []string{"x", "r", "x", "r"}); !slices.Equal(got, []string{"r", "x"}) {
		t.Errorf("got %q", got)
	}
	if got := action.Clashes(sample().KeyNames()); got != nil {
		t.Errorf("a clash where there is none: %q", got)
	}
}
