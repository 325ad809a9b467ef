//go:build unix

package main

import (
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstFrame starts the built program on the sandbox in a terminal, waits for its first frame, and ends it. The target
// is 30 ms. cpu-ms is what the process itself has spent by its end, in all threads: an upper bound for the first frame, to
// which reading the fleet and leaving add a little.
func BenchmarkFirstFrame(b *testing.B) {
	var cpu, wall time.Duration
	for b.Loop() {
		begun := time.Now()
		cpu += comeAndGo(b, func(*screen) { wall += time.Since(begun) })
	}
	b.ReportMetric(float64(wall.Microseconds())/1000/float64(b.N), "ms/frame")
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(0, "ns/op")
}

// comeAndGo starts the program on the sandbox, does something once its first frame is there, leaves, and gives the time that the
// process has spent on a processor.
func comeAndGo(b *testing.B, do func(s *screen)) time.Duration {
	b.Helper()
	s := newScreen(b, 120, 40)
	var stderr strings.Builder
	cmd := s.start(b, &stderr, "--sandbox")
	s.waitForText(b, "seamdash")
	do(s)
	s.press(b, "q")
	mustEnd(b, cmd, &stderr, exitDone)
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkStill is what a still screen costs for as long as it is left open: the sandbox with its updates frozen, without what it
// takes to come and go. The target is 0.5 % of a core. It takes more than half a minute.
func BenchmarkStill(b *testing.B) {
	const still = 30 * time.Second
	freeze := func(s *screen) {
		s.press(b, "f")
		s.waitForText(b, "frozen")
	}
	var share float64
	for b.Loop() {
		short := comeAndGo(b, freeze)
		long := comeAndGo(b, func(s *screen) {
			freeze(s)
			<-time.After(still)
		})
		share += float64(long-short) / float64(still) * 100
	}
	b.ReportMetric(share/float64(b.N), "%core")
	b.ReportMetric(0, "ns/op")
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
