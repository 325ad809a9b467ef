package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/seamclient/sim"
)

// looks runs a command with the store of the keeper and gives the lines that it left in the log, the newest first.
func (k keeper) looks(ws model.WorkspaceID, url, stdin string, args ...string) (lines []string, stdout string) {
	k.t.Helper()
	before := 0
	k.kept(ws, func(audit []model.Write, _ []model.Tracked) { before = len(audit) })
	stdout, stderr := k.commands(exitDone, url, stdin, args...)
	if strings.Contains(stderr, "not in the local log") {
		k.t.Errorf("%v: %s", args, stderr)
	}
	k.kept(ws, func(audit []model.Write, _ []model.Tracked) {
		for i := range audit[:len(audit)-before] {
			w := &audit[i]
			if w.Who != me(func(string) string { return "" }) || w.At.IsZero() {
				k.t.Errorf("the line does not say who and when: %+v", w)
			}
			if w.IsLook() {
				lines = append(lines, fmt.Sprintf("%s lock:%v code:%v %s", w.Words(), w.Device != "", w.Code != "", w.Detail))
			}
		}
	})
	return lines, stdout
}

// TestRevealsAreKept: every command that gives out PINs leaves a line in the log, which has none of them; without --reveal there is
// neither.
func TestRevealsAreKept(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	ws := model.WorkspaceID(workspaceOf(t, server.URL))
	const patio, pin = "Maple Ct 3B · Patio", "384756"
	out := filepath.Join(t.TempDir(), "rules.json")
	made := []string{"codes", "create", "--device", patio, "--name", "Sitter", "--pin-stdin"}
	rule := []string{"rules", "add", "--name", "Cleaners 384756", "--lock", patio, "--words", "mon 9-13", "--pin-stdin", "--force"}
	one, many := "show PIN lock:true code:true on standard output", "show PIN lock:false code:false "
	for _, c := range []struct {
		stdin string
		args  []string
		want  []string
	}{
		{pin, append(made, "--reveal"), []string{one}},
		{"", []string{"codes", "--device", patio}, nil},
		{"", []string{"codes", "update", "Sitter", "--name", "Sitter B"}, nil},
		{"", []string{"codes", "update", "Sitter B", "--name", "Sitter", "--reveal", "--json"}, []string{one}},
		{"", []string{"codes", "--reveal"}, []string{many + "… PINs on standard output"}},
		{"", []string{"codes", "--reveal", "--json"}, []string{many + "… PINs on standard output"}},
		{pin, rule, nil},
		{"", []string{"rules", "show", "Cleaners 384756"}, nil},
		{"", []string{"rules", "show", "Cleaners 384756", "--reveal"}, []string{many + `of the schedule "Cleaners ••••" on standard output`}},
		{"", []string{"rules", "show", "Cleaners 384756", "--reveal", "--json"}, []string{many + `of the schedule "Cleaners ••••" on standard output`}},
		{"", []string{"rules", "export"}, nil},
		{"", []string{"rules", "export", "--reveal"}, []string{many + `of the schedule "Cleaners ••••" on standard output`}},
		{"", []string{"rules", "export", "--reveal", "--output", out}, []string{"export PIN lock:false code:false of the schedule \"Cleaners ••••\" to a file"}},
	} {
		got, stdout := k.looks(ws, server.URL, c.stdin, c.args...)
		for i := range got {
			if strings.Contains(got[i], pin) {
				t.Errorf("%v: the PIN is in the log: %q", c.args, got[i])
			}
			got[i] = withoutNumber(got[i])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v: the log (-want +got):\n%s", c.args, diff)
		}
		if to := strings.Join(c.args, " "); len(c.want) > 0 && !strings.Contains(to, "--output") && !strings.Contains(stdout, pin) {
			t.Errorf("%s shows no PIN:\n%s", to, stdout)
		}
	}
	if text, err := os.ReadFile(out); err != nil || !strings.Contains(string(text), pin) {
		t.Errorf("the file has no PIN: %v", err)
	}
}

// withoutNumber is a line without how many PINs there were.
func withoutNumber(line string) string {
	words := strings.Fields(line)
	for i := range words {
		if i > 0 && words[i] == "PINs" {
			words[i-1] = "…"
		}
	}
	return strings.Join(words, " ")
}

// TestDashboardTellsOfLooks: the whole dashboard keeps who showed and copied a PIN, shows it, and takes the PIN off the clipboard.
func TestDashboardTellsOfLooks(t *testing.T) {
	t.Parallel()
	atHelpdesk(t, 120, 40, []string{"hub_disconnected"}, func(d *helpdesk, scenes []sim.Scene) {
		p := d.find(scenes[0])
		d.Press("2", "v", "y")
		d.Sees(p.code.PIN.Reveal(), "it is emptied in 1 min")
		d.pass(time.Second)
		d.Press("5", "w")
		who := me(func(string) string { return "kim" })
		d.Sees("◉ today", "show PIN", "copy PIN", p.code.Name, who+": copy PIN to the clipboard.")
		d.SeesNot(p.code.PIN.Reveal())
		if d.pass(58 * time.Second); len(d.Raw) != 0 {
			t.Errorf("too soon the terminal got %q", d.Raw)
		}
		if d.pass(time.Second); len(d.Raw) != 1 || !strings.Contains(d.Raw[0], "]52;c;") {
			t.Errorf("the terminal got %q", d.Raw)
		}
	})
}

// TestRevealsWithoutAStore: where the log cannot be kept the PINs are shown, and it is told.
func TestRevealsWithoutAStore(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	if err := os.WriteFile(k.path, []byte("this is no store"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	stdout, stderr := k.commands(exitDone, server.URL, "", "codes", "--reveal", "--device", "Maple Ct 3B · Front Door")
	if strings.Contains(stdout, "••••") || strings.Count(stderr, "that PINs were shown is not in the local log") != 1 {
		t.Errorf("stdout %q, stderr %q", stdout, stderr)
	}
}
