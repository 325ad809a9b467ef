package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
	"go.uber.org/goleak"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/rulebook"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
	"seamdash/ui"
	"seamdash/ui/activity"
	"seamdash/ui/views"
)

// A hall is a simulated workspace with one lock, that is asked over the network of this machine. It counts what it is asked.
type hall struct {
	name   string
	key    seamclient.Key
	world  *sim.Server
	server *httptest.Server
	ws     model.Workspace
	lock   model.DeviceID

	mu    sync.Mutex
	asked int
	alien []string // that were sent with another's key, or about another's lock
	avoid string
}

func newHall(t *testing.T, name, key string, seed uint64) *hall {
	t.Helper()
	h := &hall{name: name, world: sim.New(sim.Options{Seed: seed, Bare: true, Still: true, APIKey: key})}
	id, err := h.world.AddDevice("august", name+" door", "Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	h.lock = model.DeviceID(id)
	h.server = httptest.NewServer(h)
	if h.key, err = seamclient.NewKey(key); err != nil {
		t.Fatal(err)
	}
	client, err := seamclient.New(seamclient.Config{Endpoint: h.server.URL, Key: h.key})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if h.ws, err = client.Workspace(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// ServeHTTP answers as the workspace.
func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	h.mu.Lock()
	h.asked++
	if auth := r.Header.Get("Authorization"); auth != "" && auth != "Bearer "+h.key.Reveal() || h.avoid != "" && strings.Contains(string(body), h.avoid) {
		h.alien = append(h.alien, r.URL.Path)
	}
	h.mu.Unlock()
	h.world.ServeHTTP(w, r)
}

// questions is how many there were.
func (h *hall) questions() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.asked
}

// A journey is a run of the dashboard without a screen, between two halls.
type journey struct {
	t        *testing.T
	one, two *hall
	tour     *tour
	sent     chan ui.Addressed
	end      func()
}

// goesBetween plays a story in a program that has a profile for each of two halls, and begins in the first. All that was started must
// have ended after it.
func goesBetween(t *testing.T, story func(j *journey)) {
	t.Helper()
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	one, two := newHall(t, "Alpha", "seam_test_alphaKey", 11), newHall(t, "Beta", "seam_test_betaKey", 12)
	defer one.server.Close()
	defer two.server.Close()
	one.avoid, two.avoid = string(two.lock), string(one.lock)
	home := t.TempDir()
	config := "[profiles.one]\nendpoint = '" + one.server.URL + "'\ntheme = 'dark'\npace = '1s'\n" +
		"[profiles.two]\nendpoint = '" + two.server.URL + "'\ntheme = 'light'\npace = '1s'\nread_only = true\nbindings = ['quit=Q']\nstore = '" + filepath.Join(home, "two.db") + "'\n" +
		"[profiles.wrong]\nendpoint = '" + two.server.URL + "'\n[profiles.keyless]\n"
	if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	ring := &ringtest.Memory{}
	keepKey(t, ring, "one", one, one.key)
	keepKey(t, ring, "two", two, two.key)
	keepKey(t, ring, "wrong", two, one.key)
	p := &program{
		env:    append(alone(), "SEAMDASH_CONFIG="+filepath.Join(home, "config.toml"), "SEAMDASH_PROFILE=one", "XDG_STATE_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CONFIG_HOME="+home),
		stderr: io.Discard, keyring: ring, flags: &pflag.FlagSet{}, face: &pflag.FlagSet{},
	}
	ctx, stop := context.WithCancel(t.Context())
	j := &journey{t: t, one: one, two: two, tour: newTour(ctx, p), sent: make(chan ui.Addressed, 1000)}
	worked := make(chan struct{})
	j.end = sync.OnceFunc(func() { stop(); <-worked })
	go func() {
		defer close(worked)
		j.tour.work(ctx, crew{send: j.take, catch: func() {}})
	}()
	defer j.end()
	story(j)
}

// keepKey puts a key into the keyring, as the login does.
func keepKey(t *testing.T, ring credentials.Ring, profile string, at *hall, key seamclient.Key) {
	t.Helper()
	desk := credentials.Desk{Ring: ring, Profile: profile, Endpoint: at.server.URL}
	if err := desk.Keep(t.Context(), credentials.Trial{Key: key, Workspace: at.ws}); err != nil {
		t.Fatal(err)
	}
}

// take is what workers send to. Nothing may come without an address.
func (j *journey) take(msg tea.Msg) {
	letter, ok := msg.(ui.Addressed)
	if !ok {
		j.t.Errorf("a worker sent %T to whoever is there", msg)
		return
	}
	select {
	case j.sent <- letter:
	default: // a story that waits for nothing
	}
}

// begin opens the first hall.
func (j *journey) begin() ui.Config {
	j.t.Helper()
	s, err := j.tour.program.open(j.tour.ctx)
	if err != nil {
		j.t.Fatal(err)
	}
	return j.tour.begin(j.tour.program, s)
}

// loaded waits until a picture of a hall came that is whole, for the app with the address.
func (j *journey) loaded(config *ui.Config, of *hall) {
	j.t.Helper()
	patience, stop := context.WithTimeout(j.t.Context(), time.Minute)
	defer stop()
	for {
		select {
		case letter := <-j.sent:
			got, ok := letter.Msg.(ui.Pictured)
			if letter.To != config.Address {
				j.t.Fatalf("%T is for another workspace", letter.Msg)
			}
			if ok && !got.Snapshot.Feed.Loading && got.Snapshot.Workspace.ID == of.ws.ID {
				return
			}
		case <-patience.Done():
			j.t.Fatalf("no picture of %s", of.name)
		}
	}
}

// place is the place of a profile in the list of a workspace.
func (j *journey) place(config *ui.Config, profile string) string {
	j.t.Helper()
	list, err := config.Spaces.List(j.t.Context())
	if err != nil {
		j.t.Fatal(err)
	}
	for _, p := range list.Places {
		if p.Profile == profile {
			return p.ID
		}
	}
	j.t.Fatalf("no place for profile %q in %+v", profile, list)
	return ""
}

// goTo leaves a workspace for that of a profile. What its workers sent until then is looked at by nobody.
func (j *journey) goTo(from *ui.Config, profile string) ui.Config {
	j.t.Helper()
	next, err := from.Spaces.Reach(j.t.Context(), j.place(from, profile))
	if err != nil {
		j.t.Fatal(err)
	}
	config := next.Enter(j.t.Context())
	if config.Caution != "" {
		j.t.Error(config.Caution)
	}
	for rest := []ui.Addressed(nil); ; {
		select {
		case letter := <-j.sent:
			if letter.To == config.Address {
				rest = append(rest, letter)
			}
		default:
			for _, letter := range rest {
				j.sent <- letter
			}
			return config
		}
	}
}

// TestWhatCanBeOpened lists profiles that have a key of their own, the open one first, and the sandbox inside.
func TestWhatCanBeOpened(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		j.loaded(&config, j.one)
		list, err := config.Spaces.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := make([]string, 0, len(list.Places))
		for _, p := range list.Places {
			line := p.Profile + ": " + p.Workspace.String() + ", " + p.Key
			if p.Open {
				line += ", open"
			}
			got = append(got, line)
		}
		want := []string{
			"one: SANDBOX Empty workspace, keyring, profile one, open", "two: SANDBOX Empty workspace, keyring", "wrong: SANDBOX Empty workspace, keyring",
			": SANDBOX simulated in this program, none needed",
		}
		if diff := cmp.Diff(want, got); diff != "" || len(list.Troubles) > 0 {
			t.Errorf("the list (-want +got):\n%s%v", diff, list.Troubles)
		}
	})
}

// TestNothingOfOneWorkspaceIsInTheOther goes there and back: pictures, views, what is quiet, schedules, drafts, followed writes, the
// audit log and preferences of each are seen in it alone, and nobody works for one that was left.
func TestNothingOfOneWorkspaceIsInTheOther(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		j.loaded(&config, j.one)
		j.leaveTraces(&config)
		j.mustHave(&config, j.one, true)

		there := j.goTo(&config, "two")
		left := j.one.questions()
		if j.tour.here == nil || there.Address == config.Address {
			t.Fatal("it is the same visit")
		}
		j.loaded(&there, j.two)
		j.mustHave(&there, j.two, false)
		if now := j.one.questions(); now != left {
			t.Errorf("the workspace that was left was asked %d times more", now-left)
		}
		if config.Context.Err() == nil {
			t.Error("what the app before asked for goes on")
		}

		back := j.goTo(&there, "one")
		if first := back.Feed.Snapshot(); len(first.Locks) != 1 || first.Locks[0].Device.ID != j.one.lock {
			t.Errorf("the first picture has %d locks", len(first.Locks))
		}
		left = j.two.questions()
		j.loaded(&back, j.one)
		j.mustHave(&back, j.one, true)
		if now := j.two.questions(); now != left {
			t.Errorf("the workspace that was left was asked %d times more", now-left)
		}
		j.end()
		for _, h := range []*hall{j.one, j.two} {
			if len(h.alien) > 0 {
				t.Errorf("%s was asked what is the other's business: %v", h.name, h.alien)
			}
		}
	})
}

// leaveTraces does in a workspace what leaves something there.
func (j *journey) leaveTraces(config *ui.Config) {
	j.t.Helper()
	ctx, ws := j.t.Context(), j.one.ws.ID
	tracked, err := config.Desk.Create(ctx, model.CodeDraft{DeviceID: j.one.lock, Name: "Ana of Alpha"})
	if err != nil || tracked.ID == "" {
		j.t.Fatal(err)
	}
	steps := []error{
		config.Memory.SaveView(ctx, ws, views.View{ID: "v1", Name: "of Alpha"}),
		config.Memory.SetPreference(ctx, ws, "colour of Alpha", "blue"),
		config.Quiet.KeepQuiet(ctx, ws, diagnose.Quiet{Key: "trouble of Alpha", At: time.Now()}),
	}
	_, err = config.Rules.Save(ctx, []rulebook.Edit{{Entry: rulebook.Entry{Rule: cleaners()}}}, "me", "")
	for _, err := range append(steps, err) {
		if err != nil {
			j.t.Fatal(err)
		}
	}
}

// mustHave fails unless a workspace has what was left there, or nothing.
func (j *journey) mustHave(config *ui.Config, in *hall, traces bool) {
	j.t.Helper()
	ctx, ws, want := j.t.Context(), in.ws.ID, 0
	if traces {
		want = 1
	}
	saved, err := config.Memory.Views(ctx, ws)
	j.count("views", len(saved), want, err)
	chosen, err := config.Memory.Preferences(ctx, ws)
	_, there := chosen["colour of Alpha"]
	j.count("preferences", btoi(there), want, err)
	quiets, err := config.Quiet.Quiets(ctx, ws)
	j.count("quiet troubles", len(quiets), want, err)
	shelf, err := config.Rules.Load(ctx)
	if err != nil {
		j.t.Fatal(err)
	}
	j.count("schedules", len(shelf.Rules), want, nil)
	stay := j.tour.here.stay
	writes, err := stay.log.newest(ctx)
	j.count("lines of the audit log", len(writes), want, err)
	kept, err := (&tracks{stay.log}).Tracked(ctx)
	j.count("followed writes", len(kept), min(len(kept), want), err) // the lock may have it by now
	for _, l := range config.Feed.Snapshot().Locks {
		if l.Device.ID != in.lock {
			j.t.Errorf("%s shows the lock %s", in.name, l.Device.Name)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (j *journey) count(what string, got, want int, err error) {
	j.t.Helper()
	if err != nil || got != want {
		j.t.Errorf("%d %s, want %d (%v)", got, what, want, err)
	}
}

// TestSettingsOfTheOtherProfileHold: theme, keys, that it is only read, and where it is kept.
func TestSettingsOfTheOtherProfileHold(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		there := j.goTo(&config, "two")
		if config.ReadOnly || !there.ReadOnly || there.Look.Background != ui.Light || config.Look.Background != ui.Dark ||
			!reflect.DeepEqual(there.Keys, map[string][]string{"quit": {"Q"}}) {
			t.Errorf("read-only %v, look %+v, keys %v", there.ReadOnly, there.Look, there.Keys)
		}
		j.loaded(&there, j.two)
		if _, err := there.Desk.Create(t.Context(), model.CodeDraft{DeviceID: j.two.lock, Name: "Bob"}); model.KindOf(err) != model.KindRefused {
			t.Errorf("a write in a profile that only reads: %v", err)
		}
		if err := there.Memory.SetPreference(t.Context(), j.two.ws.ID, "a", "b"); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(j.tour.here.stay.session.settings.Store); err != nil {
			t.Errorf("the store of the profile is not there: %v", err)
		}
		back := j.goTo(&there, "one")
		if back.ReadOnly || back.Look.Background != ui.Dark || len(back.Keys) > 0 {
			t.Errorf("and back: read-only %v, look %+v, keys %v", back.ReadOnly, back.Look, back.Keys)
		}
	})
}

// TestNoWayIntoTheOther leaves the open one as it was, and at work.
func TestNoWayIntoTheOther(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		j.loaded(&config, j.one)
		visit := j.tour.here
		if _, err := config.Spaces.Reach(t.Context(), j.place(&config, "wrong")); err == nil {
			t.Error("a key that the workspace does not know opens it")
		}
		if _, err := config.Spaces.Reach(t.Context(), "place 99"); err == nil {
			t.Error("what is not in the list opens")
		}
		dropped, err := config.Spaces.Reach(t.Context(), j.place(&config, "two"))
		if err != nil {
			t.Fatal(err)
		}
		if got := dropped.Workspace().ID; got != j.two.ws.ID {
			t.Errorf("Seam says that it is %s", got)
		}
		dropped.Drop()
		before := j.one.questions()
		for j.one.questions() == before {
			config.Feed.Refresh()
			j.loaded(&config, j.one)
		}
		if j.tour.here != visit || config.Context.Err() != nil {
			t.Error("the open workspace was left")
		}
	})
}

// TestAnotherWorkspaceThanWasChosen: where the key of a profile opens another workspace by now than the one that the list has, it is
// not opened.
func TestAnotherWorkspaceThanWasChosen(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		j.loaded(&config, j.one)
		moved := credentials.Trial{Key: j.two.key, Workspace: model.Workspace{ID: "another", Name: "Gamma", Sandbox: true}}
		ring := j.tour.program.keyring
		desk := credentials.Desk{Ring: ring, Profile: "wrong", Endpoint: j.two.server.URL}
		if err := errors.Join(credentials.Forget(t.Context(), ring, "wrong"), desk.Keep(t.Context(), moved)); err != nil {
			t.Fatal(err)
		}
		visit := j.tour.here
		_, err := config.Spaces.Reach(t.Context(), j.place(&config, "wrong"))
		if err == nil || !strings.Contains(err.Error(), "not the workspace another") {
			t.Errorf("%v, want that it is another workspace", err)
		}
		if j.tour.here != visit || config.Context.Err() != nil {
			t.Error("the open workspace was left")
		}
	})
}

// TestTheLastWordsOfTheOneThatIsLeft are all said before the other begins, in the order of a visit; afterwards it is silent.
func TestTheLastWordsOfTheOneThatIsLeft(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		j.loaded(&config, j.one)
		old := j.tour.here
		there := j.goTo(&config, "two")
		select {
		case <-old.over:
		default:
			t.Error("the workers of the one before still work")
		}
		if _, err := old.stay.kept.Views(t.Context(), j.one.ws.ID); err == nil {
			t.Error("its store is still open")
		}
		j.loaded(&there, j.two) // which fails at a message for another
		for range 5 {
			there.Feed.Refresh()
			j.loaded(&there, j.two)
		}
	})
}

// TestTheSandboxInside can be opened from anywhere, keeps nothing, and can be left.
func TestTheSandboxInside(t *testing.T) { //nolint:paralleltest // it looks for goroutines
	goesBetween(t, func(j *journey) {
		config := j.begin()
		j.loaded(&config, j.one)
		inside := j.goTo(&config, "")
		if inside.Memory != nil && !reflect.ValueOf(inside.Memory).IsNil() {
			t.Error("the sandbox keeps something")
		}
		for picture := (*model.Snapshot)(nil); picture == nil || len(picture.Locks) == 0; {
			letter := <-j.sent
			if got, ok := letter.Msg.(ui.Pictured); ok && letter.To == inside.Address {
				picture = got.Snapshot
				if slices.ContainsFunc(picture.Locks, func(l *model.Lock) bool { return l.Device.ID == j.one.lock }) {
					t.Fatal("the sandbox shows a lock of the workspace before")
				}
			}
			if got, ok := letter.Msg.(activity.Written); ok && len(got.Writes) > 0 {
				t.Fatal("the sandbox shows writes")
			}
		}
		back := j.goTo(&inside, "one")
		j.loaded(&back, j.one)
	})
}
