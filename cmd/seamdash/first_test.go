//go:build unix

package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"seamdash/cmd/credentials/ringtest"
	"seamdash/seamclient/conform/fakeseam"
	"seamdash/seamclient/sim"
)

const (
	mapleKey = "seam_test_keyOfTheMaples"
	rivalKey = "seam_test_keyOfTheRivals"
)

// A switchboard stands before several workspaces, each behind its key. It can fall silent, and speak again.
type switchboard struct {
	nobody http.Handler // refuses the keys of nobody
	behind map[string]http.Handler

	mu    sync.Mutex
	speak chan struct{} // closed while it answers
}

func newSwitchboard(t *testing.T) (board *switchboard, url string) {
	t.Helper()
	rival := oddDevice()
	rival["display_name"] = "Rival Lodge 7"
	return switchboardTo(t, map[string]http.Handler{
		mapleKey: sim.New(sim.Options{Seed: 1, APIKey: mapleKey, Still: true}),
		rivalKey: oneLock(rival, oddCode()),
	})
}

func switchboardTo(t *testing.T, behind map[string]http.Handler) (board *switchboard, url string) {
	t.Helper()
	board = &switchboard{
		speak: make(chan struct{}), behind: behind, nobody: sim.New(sim.Options{Seed: 1, APIKey: "seam_test_nobodys", Still: true}),
	}
	close(board.speak)
	server := httptest.NewServer(board)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return board, server.URL
}

func (b *switchboard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // only then does net/http notice that the program has gone
	if err != nil {
		return
	}
	b.mu.Lock()
	speak := b.speak
	b.mu.Unlock()
	select {
	case <-speak:
	case <-r.Context().Done():
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if handler, ok := b.behind[key]; ok {
		handler.ServeHTTP(w, r)
		return
	}
	b.nobody.ServeHTTP(w, r)
}

// fallSilent takes every question from now on and answers none; what it gives back ends that.
func (b *switchboard) fallSilent() (answer func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	speak := make(chan struct{})
	b.speak = speak
	return func() { close(speak) }
}

// A person starts the program now and then, on one machine.
type person struct {
	env   []string
	store string
}

func newPerson(t *testing.T, url string, env ...string) *person {
	t.Helper()
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(home, "data", "store.db")
	if err := os.Mkdir(filepath.Dir(store), 0o700); err != nil {
		t.Fatal(err)
	}
	env = append([]string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, "config"), "XDG_DATA_HOME=" + filepath.Join(home, "data"),
		"XDG_STATE_HOME=" + filepath.Join(home, "state"), "SEAMDASH_STORE=" + store, "SEAM_ENDPOINT=" + url,
	}, env...)
	return &person{env: env, store: store}
}

// opens starts the dashboard with a key, or with none; story plays on its screen, and then the person leaves.
func (p *person) opens(t *testing.T, key string, story func(s *screen)) {
	t.Helper()
	env := p.env
	if key != "" {
		env = append(env[:len(env):len(env)], "SEAM_API_KEY="+key)
	}
	s := newScreen(t, 120, 40)
	var stderr strings.Builder
	cmd := s.startWith(t, env, &stderr)
	story(s)
	s.press(t, "q")
	mustEnd(t, cmd, &stderr, exitDone)
	s.mustBeRestored(t)
	for _, secret := range []string{mapleKey, rivalKey} {
		if strings.Contains(stderr.String(), secret) {
			t.Errorf("the key is in what the program says: %q", stderr.String())
		}
	}
}

func (s *screen) lacks(t *testing.T, texts ...string) {
	t.Helper()
	screen := s.vt.String()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			t.Errorf("the screen shows %q:\n%s", text, screen)
		}
	}
}

// opensWithItsPicture opens the dashboard while Seam is silent. On a busy machine the store may take longer than a first
// frame waits for it: the dashboard says so, and the person tries again.
func (p *person) opensWithItsPicture(t *testing.T, key, lock string, story func(s *screen)) {
	t.Helper()
	for range 20 {
		shown := false
		p.opens(t, key, func(s *screen) {
			s.waitFor(t, lock, func(text string) bool {
				shown = strings.Contains(text, lock)
				return shown || strings.Contains(text, errAlbumSlow.Error())
			})
			if shown {
				story(s)
			}
		})
		if shown {
			return
		}
	}
	t.Fatalf("no start of twenty showed %s", lock)
}

// loaded waits until everything was read: only then does the screen say how old it is.
func (s *screen) loaded(t *testing.T, lock string) {
	t.Helper()
	aged := regexp.MustCompile(`● live · (just now|\d+ \w+ ago) `)
	s.waitFor(t, lock+", live", func(text string) bool {
		return strings.Contains(text, lock) && aged.MatchString(text) && !strings.Contains(text, "picture of today")
	})
}

// TestSecondStartPaintsBeforeSeamAnswers: the picture of the first run is on the screen while Seam is silent, dated, and
// gives way when Seam speaks.
func TestSecondStartPaintsBeforeSeamAnswers(t *testing.T) {
	t.Parallel()
	board, url := newSwitchboard(t)
	p := newPerson(t, url)
	p.opens(t, mapleKey, func(s *screen) { s.loaded(t, "Maple Ct 3B · Patio") })
	answer := board.fallSilent()
	p.opensWithItsPicture(t, mapleKey, "Maple Ct 3B · Patio", func(s *screen) {
		s.waitForText(t, "picture of today ")
		s.waitForText(t, "from the last run; loading what is true now")
		s.lacks(t, "● live")
		answer()
		s.loaded(t, "Maple Ct 3B · Patio")
	})
	mustHoldNothingReadable(t, p.store)
}

// mustHoldNothingReadable looks into the files for what may only be there sealed.
func mustHoldNothingReadable(t *testing.T, path string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Dir(path) + "/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files beside %s: %v", path, err)
	}
	for _, name := range files {
		if info, err := os.Stat(name); err != nil || info.IsDir() {
			continue
		}
		bytesOf, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Maple", "Patio", mapleKey, "Guest"} {
			if bytes.Contains(bytesOf, []byte(word)) {
				t.Errorf("%s holds the word %q", filepath.Base(name), word)
			}
		}
	}
}

// TestPictureIsForItsOwnKeyOnly: another key on the same machine never sees it, not for a moment.
func TestPictureIsForItsOwnKeyOnly(t *testing.T) {
	t.Parallel()
	board, url := newSwitchboard(t)
	p := newPerson(t, url)
	p.opens(t, mapleKey, func(s *screen) { s.loaded(t, "Maple Ct 3B · Patio") })
	answer := board.fallSilent()
	p.opens(t, rivalKey, func(s *screen) {
		s.waitForText(t, "Connecting to 127.0.0.1")
		s.lacks(t, "Maple", "picture of")
		answer()
		s.loaded(t, "Rival Lodge 7")
	})
	defer board.fallSilent()()
	p.opensWithItsPicture(t, rivalKey, "Rival Lodge 7", func(s *screen) { s.lacks(t, "Maple") })
	p.opensWithItsPicture(t, mapleKey, "Maple Ct 3B · Patio", func(s *screen) { s.lacks(t, "Rival") })
}

// TestDamagedStoreKeepsNobodyFromTheirWork: one line says so, and the file stays as it is.
func TestDamagedStoreKeepsNobodyFromTheirWork(t *testing.T) {
	t.Parallel()
	_, url := newSwitchboard(t)
	p := newPerson(t, url)
	p.opens(t, mapleKey, func(s *screen) { s.loaded(t, "Maple Ct 3B · Patio") })
	whole, err := os.ReadFile(p.store)
	if err != nil {
		t.Fatal(err)
	}
	broken := bytes.Clone(whole[:3*4096]) // the first pages of many
	if err := os.WriteFile(p.store, broken, 0o600); err != nil {
		t.Fatal(err)
	}
	p.opens(t, mapleKey, func(s *screen) {
		s.waitForText(t, "no picture of the last run: ")
		s.loaded(t, "Maple Ct 3B · Patio")
	})
	if after, err := os.ReadFile(p.store); err != nil || !bytes.Equal(after, broken) {
		t.Errorf("the damaged file was touched (%v)", err)
	}
}

// TestSandboxKeepsNothing: a look at the sandbox leaves no file behind.
func TestSandboxKeepsNothing(t *testing.T) {
	t.Parallel()
	_, url := newSwitchboard(t)
	p := newPerson(t, url)
	p.opens(t, "", func(s *screen) {
		s.waitForText(t, "Paste an API key")
		s.press(t, "\x14") // ctrl+t
		s.waitForText(t, "Maple Ct 3B · Patio")
	})
	if _, err := os.Stat(p.store); err == nil {
		t.Error("the sandbox made a store")
	}
}

// paste is what a terminal sends that brackets what is pasted.
func paste(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

// TestFirstScreenWithoutAKeyring: the key works for this session, and is nowhere afterwards.
func TestFirstScreenWithoutAKeyring(t *testing.T) {
	t.Parallel()
	_, url := newSwitchboard(t)
	p := newPerson(t, url)
	p.opens(t, "", func(s *screen) {
		s.waitForText(t, "Paste an API key")
		s.press(t, paste("seam_test_wrong")+"\r")
		s.waitForText(t, "✖")
		s.press(t, "\x1b")
		s.waitFor(t, "an empty field", func(text string) bool { return !strings.Contains(text, "••") })
		s.press(t, paste(mapleKey))
		s.waitForText(t, "an API key")
		s.lacks(t, mapleKey, "keyOf")
		s.press(t, "\r")
		s.waitForText(t, "It cannot be kept for the next time")
		s.press(t, "\r")
		s.loaded(t, "Maple Ct 3B · Patio")
	})
	p.opens(t, mapleKey, func(s *screen) { s.loaded(t, "Maple Ct 3B · Patio") })
	mustHoldNothingReadable(t, p.store)
}

// TestFirstScreenKeepsTheKey: pasted once, found ever after.
func TestFirstScreenKeepsTheKey(t *testing.T) {
	t.Parallel()
	board, url := newSwitchboard(t)
	p := newPerson(t, url, ringtest.SecretService(t))
	p.opens(t, "", func(s *screen) {
		s.waitForText(t, "Paste an API key")
		s.press(t, paste(mapleKey)+"\r")
		s.waitForText(t, "Keep it in the keyring")
		s.press(t, "\r")
		s.waitForText(t, "the key is kept in the keyring")
		s.loaded(t, "Maple Ct 3B · Patio")
	})
	defer board.fallSilent()()
	p.opensWithItsPicture(t, "", "Maple Ct 3B · Patio", func(s *screen) { s.waitForText(t, "picture of today ") })
}

// TestFirstScreenCanBeLeft without a trace.
func TestFirstScreenCanBeLeft(t *testing.T) {
	t.Parallel()
	s := newScreen(t, 80, 24)
	var stderr strings.Builder
	cmd := s.startWith(t, nil, &stderr)
	s.waitForText(t, "Paste an API key")
	s.press(t, "\x03")
	mustEnd(t, cmd, &stderr, exitDone)
	s.mustBeRestored(t)
	if stderr.String() != "" {
		t.Errorf("stderr: %q, want nothing", stderr.String())
	}
}

// TestFromLoginToTheLiveDashboard is the way of a new user, on Seam's own fake: three commands, and the next start shows
// the locks before Seam says a word.
func TestFromLoginToTheLiveDashboard(t *testing.T) {
	t.Parallel()
	fake, err := url.Parse(fakeseam.Start(t))
	if err != nil {
		t.Fatal(err)
	}
	board, address := switchboardTo(t, map[string]http.Handler{fakeseam.Key: httputil.NewSingleHostReverseProxy(fake)})
	p := newPerson(t, address, ringtest.SecretService(t))
	for _, command := range []string{"login", "whoami"} {
		cmd := seamdashCommand(t, p.env, command)
		cmd.Stdin = strings.NewReader(fakeseam.Key + "\n")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "My Workspace") || strings.Contains(string(out), fakeseam.Key) {
			t.Fatalf("seamdash %s: %v\n%s", command, err, out)
		}
	}
	p.opens(t, "", func(s *screen) {
		for _, name := range fakeNames() {
			s.loaded(t, name)
		}
	})
	defer board.fallSilent()()
	names := fakeNames()
	p.opensWithItsPicture(t, "", names[0], func(s *screen) {
		s.waitForText(t, "picture of today ")
		for _, name := range names {
			s.waitForText(t, name)
		}
	})
}
