package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/model/live"
	"seamdash/ui"
	"seamdash/ui/views"
)

// A household is a dashboard as the configuration sees it: what it was sent, and what its feed was told.
type household struct {
	t    *testing.T
	path string
	tick int64 // of the file's time

	mu     sync.Mutex
	sent   []tea.Msg
	paces  []live.Pace
	limits []*model.Limits
}

func (h *household) SetPace(p live.Pace) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.paces = append(h.paces, p)
}

func (h *household) SetLimits(l *model.Limits) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.limits = append(h.limits, l)
}

func (h *household) send(msg tea.Msg) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sent = append(h.sent, msg)
}

// write puts a text into the file, at a time of its own.
func (h *household) write(text string) {
	h.t.Helper()
	h.tick++
	at := time.Unix(1_800_000_000+h.tick, 0)
	if err := os.WriteFile(h.path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	if err := os.Chtimes(h.path, at, at); err != nil {
		h.t.Fatal(err)
	}
}

// hears waits and gives what was sent meanwhile.
func (h *household) hears(wait time.Duration) []tea.Msg {
	<-time.After(wait)
	synctest.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	sent := h.sent
	h.sent = nil
	return sent
}

// configured is the one message of a change, and what it says.
func (h *household) configured() ui.Configured {
	h.t.Helper()
	sent := h.hears(4 * reloadLook)
	if len(sent) != 1 {
		h.t.Fatalf("%d messages: %v", len(sent), sent)
	}
	msg, ok := sent[0].(ui.Configured)
	if !ok {
		h.t.Fatalf("not settings, but %v", sent[0])
	}
	return msg
}

// caution is the one message about a mistake.
func (h *household) caution() string {
	h.t.Helper()
	sent := h.hears(4 * reloadLook)
	if len(sent) != 1 {
		h.t.Fatalf("%d messages: %v", len(sent), sent)
	}
	msg, ok := sent[0].(ui.Caution)
	if !ok {
		h.t.Fatalf("no caution, but %v", sent[0])
	}
	return msg.Text
}

// keep follows a file with a text while a story runs.
func keep(t *testing.T, text string, asked bool, story func(h *household)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := &household{t: t, path: filepath.Join(dir, "config.toml")}
		given := config.Given{Getenv: func(string) string { return "" }}
		if text != "" {
			h.write(text)
		}
		file, err := config.Load(h.path, false)
		if err != nil {
			t.Fatal(err)
		}
		running, err := config.Resolve(file, given)
		if err != nil {
			t.Fatal(err)
		}
		at := config.StampOf(h.path)
		r := &reloader{path: h.path, asked: asked, given: given, running: running, now: running, read: at, seen: at}
		ctx, stop := context.WithCancel(t.Context())
		var done sync.WaitGroup
		done.Go(func() { r.follow(ctx, h, h.send) })
		if sent := h.hears(time.Minute); len(sent) > 0 {
			t.Errorf("a file that nobody changed says %v", sent)
		}
		story(h)
		stop()
		done.Wait()
	})
}

func TestReload(t *testing.T) {
	t.Parallel()
	keep(t, "theme = 'dark'\n", false, func(h *household) {
		h.write("theme = 'light'\nascii = true\nclipboard_clear = '2m'\nbindings = ['copy=c']\n[codes]\ncolumns = ['name']\n[[views]]\nname = 'A'\n")
		msg := h.configured()
		want := ui.Configured{
			Look: ui.Look{Background: ui.Light, ASCII: true}, Keys: map[string][]string{"copy": {"c"}}, ClipboardClear: 2 * time.Minute,
			Views: []views.View{views.Given(views.View{Name: "A"})}, Columns: []views.Column{{Name: "name"}},
			Text: "configuration read again; theme, ascii, bindings, clipboard_clear, codes, views hold now",
		}
		if diff := cmp.Diff(want, msg); diff != "" {
			t.Errorf("the settings (-want +got):\n%s", diff)
		}
		if len(h.paces)+len(h.limits) > 0 {
			t.Error("the feed is told of what did not change")
		}
		h.write("pace = '1m'\n[thresholds]\nlow_battery = 30\n")
		msg = h.configured()
		if msg.Look != (ui.Look{}) || len(h.paces) != 1 || h.paces[0].Calm != time.Minute || len(h.limits) != 1 || h.limits[0].LowBattery != 30 {
			t.Errorf("look %+v, paces %v, limits %v", msg.Look, h.paces, h.limits)
		}
		h.write("pace = '1m' # a comment\n[thresholds]\nlow_battery = 30\n")
		if sent := h.hears(time.Minute); len(sent) > 0 {
			t.Errorf("a comment says %v", sent)
		}
	})
}

// TestReloadWithoutAFile: one that appears is read, and one that goes leaves the defaults, unless somebody named it.
func TestReloadWithoutAFile(t *testing.T) {
	t.Parallel()
	keep(t, "", false, func(h *household) {
		h.write("theme = 'dark'\n")
		if msg := h.configured(); msg.Look.Background != ui.Dark {
			t.Errorf("the look is %+v", msg.Look)
		}
		if err := os.Remove(h.path); err != nil {
			t.Fatal(err)
		}
		if msg := h.configured(); msg.Look.Background != ui.Auto {
			t.Errorf("the look is %+v", msg.Look)
		}
	})
	keep(t, "theme = 'dark'\n", true, func(h *household) {
		if err := os.Remove(h.path); err != nil {
			t.Fatal(err)
		}
		if text := h.caution(); !strings.Contains(text, "there is no such file") || !strings.Contains(text, "the settings stay as they are") {
			t.Errorf("it says %q", text)
		}
	})
}

// TestReloadRefuses: what cannot be read changes nothing, is told once with its line, and what mends it is told too.
func TestReloadRefuses(t *testing.T) {
	t.Parallel()
	keep(t, "theme = 'dark'\n", false, func(h *household) {
		h.write("pace = '1m'\nthme = 'light'\n")
		if text, want := h.caution(), `config.toml:2: unknown key "thme"; the settings stay as they are (did you mean "theme"?)`; text != want {
			t.Errorf("it says %q, want %q", text, want)
		}
		if sent := h.hears(time.Minute); len(sent)+len(h.paces) > 0 {
			t.Errorf("it goes on: %v, paces %v", sent, h.paces)
		}
		h.write("theme = 'dark\n")
		if text := h.caution(); !strings.HasPrefix(text, "config.toml:1: ") {
			t.Errorf("it says %q", text)
		}
		h.write("theme = 'dark'\n")
		if msg := h.configured(); msg.Text != "configuration read again" || msg.Look.Background != ui.Dark {
			t.Errorf("it says %q", msg.Text)
		}
	})
}

// TestReloadWaits: what chooses the workspace or the store is told and left alone, as long as it differs.
func TestReloadWaits(t *testing.T) {
	t.Parallel()
	keep(t, "theme = 'dark'\n", false, func(h *household) {
		h.write("profile = 'home'\nread_only = true\nnotify = 'bell'\n[profiles.home]\ntheme = 'light'\n")
		msg := h.configured()
		if want := "configuration read again; profile, read_only wait for the next start; theme, notify hold now"; msg.Text != want || !msg.Loud {
			t.Errorf("it says %q, want %q", msg.Text, want)
		}
		if msg.Look.Background != ui.Auto || msg.Notify != ui.Bell {
			t.Errorf("look %+v, notify %v: they are those of another profile", msg.Look, msg.Notify)
		}
		h.write("theme = 'dark'\n")
		if msg := h.configured(); msg.Loud || strings.Contains(msg.Text, "next start") {
			t.Errorf("it says %q", msg.Text)
		}
	})
}

// TestReloadLetsEditorsFinish: a file that is being written is not read before it rests.
func TestReloadLetsEditorsFinish(t *testing.T) {
	t.Parallel()
	keep(t, "theme = 'dark'\n", false, func(h *household) {
		for _, text := range []string{"", "theme", "theme = 'li", "theme = 'light'", "theme = 'light'\npace"} {
			h.write(text)
			if sent := h.hears(reloadLook); len(sent) > 0 {
				t.Fatalf("%q was read: %v", text, sent)
			}
		}
		h.write("theme = 'light'\npace = 'off'\n")
		if msg := h.configured(); msg.Look.Background != ui.Light || !h.paces[0].Off {
			t.Errorf("look %+v, paces %v", msg.Look, h.paces)
		}
	})
}
