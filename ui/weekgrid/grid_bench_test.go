package weekgrid_test

import (
	"testing"

	"seamdash/model/civil"
	"seamdash/ui/theme"
	"seamdash/ui/weekgrid"
	"seamdash/ui/widget"
)

// BenchmarkDraw is a full week of 70 windows in three layers, drawn anew, as it is at each key of the editor.
func BenchmarkDraw(b *testing.B) {
	var g weekgrid.Grid
	for layer := range 3 {
		l := weekgrid.Layer{Role: theme.Recurring, Aside: layer == 2}
		for i := range 70 / 3 {
			from := civil.Clock(6+i/7*5) * civil.Hour
			l.Spans = append(l.Spans, weekgrid.On(i%7, from, from+3*civil.Hour))
		}
		g.Layers = append(g.Layers, l)
	}
	g.Repeats, g.Cursor = true, &weekgrid.Cursor{Day: 2, Minute: 600, Step: 15}
	t := theme.New(rich())
	var p widget.Pen
	b.ReportAllocs()
	for b.Loop() {
		p.Begin(t, 110)
		g.Draw(&p, 110, 40)
	}
}
