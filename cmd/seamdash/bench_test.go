//go:build unix

package main

import (
	"strings"
	"testing"
)

// BenchmarkFirstFrame starts the built program on the sandbox in a terminal, waits for its first frame, and ends it.
// cpu-ms is what the process itself has spent by its end, in all threads: an upper bound for the first frame, to
// which reading the fleet and leaving add a little.
func BenchmarkFirstFrame(b *testing.B) {
	var cpu float64
	for b.Loop() {
		s := newScreen(b, 120, 40)
		var stderr strings.Builder
		cmd := s.start(b, &stderr, "--sandbox")
		s.waitForText(b, "seamdash")
		s.press(b, "q")
		mustEnd(b, cmd, &stderr, exitDone)
		cpu += (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	}
	b.ReportMetric(cpu*1000/float64(b.N), "cpu-ms/op")
}

// BenchmarkVersion is what every start costs before anything is done.
func BenchmarkVersion(b *testing.B) {
	var cpu float64
	for b.Loop() {
		cmd := seamdashCommand(b, nil, "--version")
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
		cpu += (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	}
	b.ReportMetric(cpu*1000/float64(b.N), "cpu-ms/op")
}
