package band_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
	"seamdash/ui/band"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// drawn is what a line of 80 cells shows of the band in n of them.
func drawn(ws *model.Workspace, n int) string {
	var p widget.Pen
	p.Begin(theme.New(theme.Options{}), 80)
	band.Draw(&p, ws, n)
	return strings.TrimRight(ansi.Strip(p.String()), " ")
}

// TestDraw: where there is little room the name gives way first, then that the workspace is suspended, and the word never.
func TestDraw(t *testing.T) {
	t.Parallel()
	homes := model.Workspace{ID: "w1", Name: "Harbour Homes"}
	trial := model.Workspace{ID: "w2", Name: "Trial", Sandbox: true, Suspended: true}
	suspended := model.Workspace{ID: "w3", Name: "Harbour Homes", Suspended: true}
	for _, c := range []struct {
		ws   *model.Workspace
		n    int
		want string
	}{
		{&homes, 80, " PRODUCTION  Harbour Homes"},
		{&homes, 26, " PRODUCTION  Harbour Homes"},
		{&homes, 25, " PRODUCTION  Harbou…Homes"},
		{&homes, 19, " PRODUCTION  Har…es"},
		{&homes, 18, " PRODUCTION"},
		{&homes, 0, " PRODUCTION"},
		{&trial, 80, " SANDBOX SUSPENDED  Trial"},
		{&trial, 24, " SANDBOX SUSPENDED"},
		{&trial, 18, " SANDBOX  Trial"},
		{&suspended, 22, " PRODUCTION SUSPENDED"},
		{&suspended, 21, " PRODUCTION  Harb…mes"},
		{&suspended, 12, " PRODUCTION"},
	} {
		if got := drawn(c.ws, c.n); got != c.want {
			t.Errorf("%s in %d cells is %q, want %q", c.ws, c.n, got, c.want)
		}
	}
}

// TestDrawTakesNoMore than it is given, as long as that is enough for the word, and no more than it says it needs.
func TestDrawTakesNoMore(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "SANDBOX", "Harbour Homes", strings.Repeat("國", 50), strings.Repeat("e\u0301", 50)} {
		for _, suspended := range []bool{false, true} {
			ws := model.Workspace{ID: "w1", Name: name, Suspended: suspended}
			for n := band.Least; n <= 60; n++ {
				if got := widget.Width(drawn(&ws, n)); got > min(n, band.Width(&ws)) {
					t.Errorf("%q takes %d of %d cells", name, got, n)
				}
			}
			if got, whole := widget.Width(drawn(&ws, 80)), band.Width(&ws); whole <= 80 && got != whole && name != "" {
				t.Errorf("%q takes %d cells and says %d", name, got, whole)
			}
		}
	}
}
