package main

import (
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/pflag"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/model/store"
	"seamdash/seamclient/sim"
	"seamdash/ui"
)

// sandboxBook is the sandbox and its schedules.
func sandboxBook(t *testing.T) (*session, *rulebook.Book) {
	t.Helper()
	s, err := new(program).newSandbox(&config.Resolved{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.client.Close)
	return s, bookOf(s, nil, nil)
}

// TestSandboxRules are there at the first look, on the locks that they name, and can be edited like any others.
func TestSandboxRules(t *testing.T) {
	t.Parallel()
	s, book := sandboxBook(t)
	shelf := load(t, book)
	if len(shelf.Rules) < 5 || len(shelf.Sets) != 1 || len(shelf.Broken) != 0 {
		t.Fatalf("%d rules, %d sets, broken %v", len(shelf.Rules), len(shelf.Sets), shelf.Broken)
	}
	on := locksOf(t, s, shelf)
	for rule, locks := range map[string]string{
		"Cleaners":      "Maple Ct 1A · Front Door; Maple Ct 3B · Front Door; ",
		"Night shift":   "Harbor 12 · Main door; Harbor 14 · Main door; ",
		"Linen service": "Harbor 12 · Laundry; ",
		"Jardineiro":    "Quinta do Lago · Portão; ",
	} {
		if on[rule] != locks {
			t.Errorf("%s is on %q, want %q", rule, on[rule], locks)
		}
	}
	e := shelf.Rules[0]
	e.Rule.Name = "Mine"
	if _, err := book.Save(t.Context(), []rulebook.Edit{{Entry: e}}, "me", ""); err != nil {
		t.Error(err)
	}
	if again := load(t, book); len(again.Rules) != len(shelf.Rules) {
		t.Errorf("at the second look there are %d rules", len(again.Rules))
	}
}

func load(t *testing.T, b *rulebook.Book) *rulebook.Shelf {
	t.Helper()
	shelf, err := b.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return shelf
}

// locksOf are the names of the locks of each rule.
func locksOf(t *testing.T, s *session, shelf *rulebook.Shelf) map[string]string {
	t.Helper()
	names := map[model.DeviceID]string{}
	err := s.client.Devices(t.Context(), func(page []model.Device) error {
		for i := range page {
			names[page[i].ID] = page[i].Name
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	on := map[string]string{}
	for _, e := range shelf.Rules {
		for _, id := range e.Rule.Locks {
			on[e.Rule.Name] += names[id] + "; "
		}
	}
	return on
}

// TestSandboxRulesOfAnyFleet are ones that can be kept, however few locks there are.
func TestSandboxRulesOfAnyFleet(t *testing.T) {
	t.Parallel()
	today, _ := civil.MakeDate(2027, time.March, 1)
	for n := range 4 {
		devices := make([]model.Device, n)
		for i := range devices {
			devices[i] = model.Device{ID: model.DeviceID(strings.Repeat("d", i+1)), Name: "Generated"}
		}
		rules := sandboxRules(devices, today)
		if (len(rules) == 0) != (n == 0) {
			t.Errorf("%d locks have %d rules", n, len(rules))
		}
		for i := range rules {
			if troubles := rules[i].Check(); len(troubles) > 0 {
				t.Errorf("%s: %v", rules[i].Name, troubles)
			}
		}
	}
}

// cleaners is a rule that can be kept.
func cleaners() recur.Rule {
	start, _ := civil.MakeDate(2027, time.January, 4)
	return recur.Rule{Name: "Cleaners", Locks: []model.DeviceID{"front"}, Start: start, Spans: []recur.Span{on(at(9, 13), time.Monday)}}
}

// TestTwoProgramsOneBook edits one file from two sides: one is told of the other within a second, and who saves over what the
// other changed is shown both.
func TestTwoProgramsOneBook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cfg := store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}}
		s := &session{now: time.Now}
		screen, script := bookWith(keeperOn(t, cfg), s), bookWith(keeperOn(t, cfg), s)
		ear := screen.Changed(t.Context())
		load(t, screen)
		save := func(e rulebook.Entry) rulebook.Entry {
			t.Helper()
			out, err := script.Save(t.Context(), []rulebook.Edit{{Entry: e}}, "cron@host", "")
			if err != nil {
				t.Fatal(err)
			}
			return out[0]
		}
		theirs := save(rulebook.Entry{Rule: cleaners()})
		select {
		case <-ear:
		case <-time.After(time.Second):
			t.Error("the edit of the script was not told within a second")
		}
		mine, ok := load(t, screen).Rule(theirs.ID)
		if !ok {
			t.Fatal("the screen does not see the rule of the script")
		}
		theirs.Rule.Name, mine.Rule.Name = "Cleaners (script)", "Cleaners (screen)"
		theirs = save(theirs)
		edits := []rulebook.Edit{{Entry: rulebook.Entry{Rule: cleaners()}}, {Entry: mine}}
		_, err := screen.Save(t.Context(), edits, "rosa@host", "")
		c, ok := errors.AsType[*rulebook.Conflict](err)
		if !ok || exitCode(err) != exitRefused {
			t.Fatalf("the second to save: %v", err)
		}
		want := &rulebook.Conflict{ID: theirs.ID, Mine: edits[1], Theirs: theirs, By: "cron@host", When: theirs.Changed}
		if d := cmp.Diff(want, c, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("it is told (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]rulebook.Entry{theirs}, load(t, screen).Rules, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("kept (-want +got):\n%s", d)
		}
	})
}

// TestBookOfACommand: what one command keeps the next one has, in its workspace only.
func TestBookOfACommand(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	command := func(do func(*rulebook.Book)) {
		t.Helper()
		p := &program{
			env:    append(alone(), "SEAMDASH_STORE="+k.path, "SEAMDASH_KEY_SOURCE=environment", "SEAM_ENDPOINT="+server.URL, "SEAM_API_KEY="+scriptKey),
			stderr: io.Discard, keyring: k.ring, flags: &pflag.FlagSet{}, face: &pflag.FlagSet{},
		}
		r, err := p.openRules(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer r.close()
		do(r.book)
	}
	command(func(b *rulebook.Book) {
		if _, err := b.Save(t.Context(), []rulebook.Edit{{Entry: rulebook.Entry{Rule: cleaners()}}}, "me", ""); err != nil {
			t.Error(err)
		}
	})
	command(func(b *rulebook.Book) {
		if shelf := load(t, b); len(shelf.Rules) != 1 || shelf.Rules[0].Rule.Name != "Cleaners" {
			t.Errorf("the next command sees %v", shelf.Rules)
		}
	})
	opened, err := store.Open(t.Context(), store.Config{Path: k.path, Keys: &credentials.SealingKeys{Ring: k.ring}})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close() //nolint:errcheck // it was only read
	for ws, want := range map[model.WorkspaceID]int{model.WorkspaceID(workspaceOf(t, server.URL)): 1, "": 0, "another": 0} {
		if shelf, err := opened.In(ws).Shelf(t.Context(), ""); err != nil || len(shelf.Rules) != want {
			t.Errorf("workspace %q has %d rules, want %d; %v", ws, len(shelf.Rules), want, err)
		}
	}
}

// TestWatchRules tells the screen to read the rules once the workspace is known, and again when another program edited one.
func TestWatchRules(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cfg := store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}}
		s := &session{now: time.Now}
		script := bookWith(keeperOn(t, cfg), s)
		known := make(chan model.WorkspaceID, 1)
		v := &visit{opened: make(chan struct{})}
		v.stay = &stay{book: bookWith(keeperOn(t, cfg), s), workspace: func() model.WorkspaceID {
			select {
			case ws := <-known:
				known <- ws
				return ws
			default:
				return ""
			}
		}}
		close(v.opened)
		told := make(chan tea.Msg, 10)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			v.watchRules(ctx, func(msg tea.Msg) { told <- msg })
		}()
		hears := func(within time.Duration) bool {
			select {
			case msg := <-told:
				return msg == ui.RulesChanged{}
			case <-time.After(within):
				return false
			}
		}
		if hears(time.Minute) {
			t.Error("told before anybody knew the workspace")
		}
		known <- "w1"
		if !hears(time.Second) {
			t.Error("not told when the workspace was known")
		}
		if hears(time.Minute) {
			t.Error("told of nothing")
		}
		if err := script.SaveDraft(t.Context(), rulebook.Draft{ID: "new"}); err != nil {
			t.Fatal(err)
		}
		if !hears(time.Second) {
			t.Error("not told of what another program kept")
		}
		stop()
		<-ended
	})
}
