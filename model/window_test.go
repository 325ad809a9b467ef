package model

import (
	"testing"
	"time"
)

func TestWindow(t *testing.T) {
	t.Parallel()
	at := func(h int) time.Time { return time.Date(2026, 11, 20, h, 0, 0, 0, time.UTC) }
	day := Window{at(9), at(17)}
	tests := []struct {
		name                     string
		window                   Window
		now                      time.Time
		started, contains, ended bool
	}{
		{"before the start", day, at(8), false, false, false},
		{"at the start", day, at(9), true, true, false},
		{"inside", day, at(12), true, true, false},
		{"at the end, which is outside", day, at(17), true, false, true},
		{"after the end", day, at(20), true, false, true},
		{"always", Window{}, at(3), true, true, false},
		{"no start", Window{Until: at(9)}, at(3), true, true, false},
		{"no end", Window{From: at(9)}, at(23), true, true, false},
	}
	for _, tt := range tests {
		if s, c, e := tt.window.Started(tt.now), tt.window.Contains(tt.now), tt.window.Ended(tt.now); s != tt.started || c != tt.contains || e != tt.ended {
			t.Errorf("%s: started %v, contains %v, ended %v; want %v, %v, %v", tt.name, s, c, e, tt.started, tt.contains, tt.ended)
		}
	}
	if !(Window{}).Always() || day.Always() {
		t.Error("Always is wrong")
	}
	if !day.Equal(Window{at(9).In(time.FixedZone("x", 3600)), at(17)}) {
		t.Error("the same instants in two zones differ")
	}
}

func TestWindowOverlaps(t *testing.T) {
	t.Parallel()
	at := func(h int) time.Time { return time.Date(2026, 11, 20, h, 0, 0, 0, time.UTC) }
	tests := []struct {
		name string
		a, b Window
		want bool
	}{
		{"apart", Window{at(1), at(2)}, Window{at(3), at(4)}, false},
		{"touching", Window{at(1), at(2)}, Window{at(2), at(3)}, false},
		{"crossing", Window{at(1), at(3)}, Window{at(2), at(4)}, true},
		{"within", Window{at(1), at(9)}, Window{at(2), at(4)}, true},
		{"always with any", Window{}, Window{at(2), at(4)}, true},
		{"open end after", Window{at(1), at(2)}, Window{From: at(2)}, false},
		{"open start before", Window{Until: at(2)}, Window{at(2), at(3)}, false},
	}
	for _, tt := range tests {
		if tt.a.Overlaps(tt.b) != tt.want || tt.b.Overlaps(tt.a) != tt.want {
			t.Errorf("%s: want %v both ways", tt.name, tt.want)
		}
	}
}
