package model

import (
	"testing"
	"time"
)

func TestAgo(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		-time.Hour:                       "just now",
		time.Second:                      "just now",
		2 * time.Second:                  "5 s ago",
		5 * time.Second:                  "5 s ago",
		5*time.Second + time.Millisecond: "10 s ago",
		55 * time.Second:                 "55 s ago",
		56 * time.Second:                 "1 min ago",
		61 * time.Second:                 "2 min ago",
		59 * time.Minute:                 "59 min ago",
		60 * time.Minute:                 "1 h ago",
		61 * time.Minute:                 "2 h ago",
		5 * 24 * time.Hour:               "5 days ago",
	} {
		if got := Ago(d); got != want {
			t.Errorf("Ago(%v) = %q, want %q", d, got, want)
		}
	}
}
