//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNoNetworkButTheEndpoint runs every command, the agent with its listeners, and the dashboard. They connect to the endpoint alone,
// listen where somebody asked for that alone, and use no other way out; nobody comes to a stranger whom Seam's answers name. Those that change something do: the book has it.
func TestNoNetworkButTheEndpoint(t *testing.T) {
	g := newGatehouse(t)
	errands := g.errands()
	names := g.inOrder(errands)
	g.guarded(func() {
		for _, name := range names {
			what := errands[name]
			code, said := g.does(name, what, nil)
			if code != what.ends && name != "doctor" { // of which somebody rolls by now
				t.Errorf("%s ends with %d: %s", name, code, said)
			}
			if wrote := changes(g.taken(&g.asked)); what.writes != (len(wrote) > 0) {
				t.Errorf("%s sent %v", name, wrote)
			}
			if ears := g.taken(&g.listened); (name == "sandbox") != (len(ears) == 1) {
				t.Errorf("%s listens on %v", name, ears)
			}
			g.onlySeam(name, name == "devices")
		}
		g.calendarsAreRead()
		g.agentStays()
		g.dashboardOpens()
	})
}

// onlySeam looks into the book of connections; must wants one at least.
func (g *gatehouse) onlySeam(who string, must bool) {
	g.t.Helper()
	seam := strings.TrimPrefix(g.url, "http://")
	all := map[string]int{}
	for _, address := range g.taken(&g.dialled) {
		all[address]++
	}
	if must && all[seam] == 0 {
		g.t.Errorf("%s: the book has no connection to the endpoint", who)
	}
	delete(all, seam)
	g.cameByTheGate(who)
	if odd := g.taken(&g.odd); len(all)+len(odd) > 0 {
		g.t.Errorf("%s connects to %v, and past the program's network to %v", who, slices.Collect(maps.Keys(all)), odd)
	}
}

// cameByTheGate fails for each connection that arrived at the endpoint and is none of the program's network.
func (g *gatehouse) cameByTheGate(who string) {
	g.t.Helper()
	for _, from := range g.taken(&g.came) {
		g.mu.Lock()
		known := g.opened[from]
		g.mu.Unlock()
		if !known {
			g.t.Errorf("by the end of %s a connection from %s came to the endpoint past the program's network", who, from)
		}
	}
}

// calendarsAreRead takes days out of a calendar full of addresses.
func (g *gatehouse) calendarsAreRead() {
	g.t.Helper()
	there := "http://" + g.stranger + "/days.ics"
	text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nURL:" + there + "\r\nSOURCE;VALUE=URI:" + there + "\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nTZURL:" + there +
		"\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nURL:" + there + "\r\nATTACH:" + there + "\r\nSUMMARY:Inventory\r\nDTSTART;VALUE=DATE:20301226\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	file := filepath.Join(g.home, "days.ics")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		g.t.Fatal(err)
	}
	if code, said := g.runs(nil, "", "rules", "holidays", "add", "Theirs", "--ics", file); code != exitDone {
		g.t.Errorf("it ends with %d: %s", code, said)
	}
	if code, _ := g.runs(nil, "", "rules", "holidays", "add", "Others", "--ics", there); code == exitDone {
		g.t.Error("an address is taken for a calendar")
	}
	g.onlySeam("holidays", false)
}

// agentStays runs an agent that hears of what happens and is asked how it is.
func (g *gatehouse) agentStays() {
	g.t.Helper()
	ctx, stop := context.WithTimeout(g.t.Context(), enough)
	defer stop()
	var told bytes.Buffer
	p := g.program("", io.Discard)
	p.stderr = writer(func(text []byte) {
		told.Write(text)
		if strings.Contains(string(text), "webhook registered") {
			stop()
		}
	})
	code := p.run(ctx, []string{"agent", "--webhook-listen", "127.0.0.1:0", "--webhook-register", "http://127.0.0.1:1/seam", "--health", "127.0.0.1:0"})
	asked := g.taken(&g.asked)
	if code != exitDone || !slices.Contains(asked, "/webhooks/create") || !slices.Contains(asked, "/webhooks/delete") {
		g.t.Errorf("the agent ends with %d after %v: %s", code, asked, told.String())
	}
	if ears := g.taken(&g.listened); len(ears) != 2 || slices.ContainsFunc(ears, func(a string) bool { return !strings.HasPrefix(a, "127.0.0.1:") }) {
		g.t.Errorf("the agent listens on %v", ears)
	}
	g.onlySeam("agent", true)
}

// A writer is a function that takes what is written, a piece at a time.
type writer func([]byte)

func (w writer) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}

// dashboardOpens shows the locks on a terminal, and leaves.
func (g *gatehouse) dashboardOpens() {
	g.t.Helper()
	s := newScreen(g.t, 120, 40)
	// Bubble Tea's reader looks at its input a moment longer than the program runs, so this one is left to the collector.
	tty, err := os.OpenFile(s.tty.Name(), os.O_RDWR, 0)
	if err != nil {
		g.t.Fatal(err)
	}
	p := g.program("", io.Discard, "TERM=xterm-256color")
	p.stdin, p.stdout = tty, tty
	ended := make(chan int, 1)
	go func() { ended <- p.run(g.t.Context(), []string{}) }()
	s.waitForText(g.t, "Garage")
	s.press(g.t, "q")
	if code := <-ended; code != exitDone {
		g.t.Errorf("the dashboard ends with %d", code)
	}
	if ears := g.taken(&g.listened); len(ears) > 0 {
		g.t.Errorf("the dashboard listens on %v", ears)
	}
	g.onlySeam("dashboard", true)
}
