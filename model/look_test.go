package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLooks(t *testing.T) {
	t.Parallel()
	line := Write{At: time.Unix(7, 0), Who: "kim", Detail: "to the clipboard"}
	at := []Sight{{"d1", "c1"}, {"d1", "c2"}}
	want := []Write{
		{At: time.Unix(7, 0), Who: "kim", Action: "copy PIN", Device: "d1", Code: "c1", Detail: "to the clipboard"},
		{At: time.Unix(7, 0), Who: "kim", Action: "copy PIN", Device: "d1", Code: "c2", Detail: "to the clipboard"},
	}
	got := CopyPIN.Lines(line, at)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got[0].Words() != "copy PIN" || !got[0].IsLook() || (&Write{Action: "create code"}).IsLook() {
		t.Error("a look is not told from a write")
	}
	for n, lines := range map[int]int{0: 0, 1: 1, 20: 20, 21: 1, 1000: 1} {
		if got := len(ShowPIN.Lines(line, make([]Sight, n))); got != lines {
			t.Errorf("%d PINs make %d lines, want %d", n, got, lines)
		}
	}
	same, other := slices.Repeat(at, 20), append(slices.Repeat(at, 20), Sight{"d2", "c3"})
	if got := ShowPIN.Lines(line, same)[0]; got.Device != "d1" || got.Code != "" || got.Detail != "40 PINs to the clipboard" {
		t.Errorf("many of one lock are told as %+v", got)
	}
	if got := ShowPIN.Lines(line, other)[0]; got.Device != "" {
		t.Errorf("many of two locks are told as %+v", got)
	}
}

func TestWithoutLooks(t *testing.T) {
	t.Parallel()
	all := []Write{{Action: "lock"}, {Action: string(ShowPIN)}, {Action: string(CopyPIN)}, {Action: string(ExportPIN)}, {Action: "unlock"}}
	got := fmt.Sprint(WithoutLooks(all))
	if strings.Contains(got, "PIN") || !strings.Contains(got, "unlock") || len(all) != 5 || all[1].Action != string(ShowPIN) {
		t.Errorf("left are %s of %v", got, all)
	}
}

func TestQuotedWithout(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"": "no name", "Guest": `"Guest"`, "Guest 4711": `"Guest ••••"`, "4711\x1b[2J5281": `"••••••••"`,
	} {
		if got := QuotedWithout(name, NewPIN("4711"), PIN{}, NewPIN("5281")); got != want {
			t.Errorf("%q is written %s, want %s", name, got, want)
		}
	}
}
