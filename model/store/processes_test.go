package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"seamdash/model"
)

// children are what the test binary does when one of its own tests starts it. A child gets the path of a store and
// ends with an error, or is killed.
func children() map[string]func(ctx context.Context, cfg Config) error {
	return map[string]func(context.Context, Config) error{
		"write": childWrites,
		"kill":  childUntilKilled,
		"count": childCounts,
		"fill":  childFillsDisk,
	}
}

const childEnv, childPathEnv = "SEAMDASH_STORE_CHILD", "SEAMDASH_STORE_CHILD_PATH"

func TestMain(m *testing.M) {
	if name := os.Getenv(childEnv); name != "" {
		path := os.Getenv(childPathEnv)
		if err := children()[name](context.Background(), shared(path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1) //nolint:forbidigo // the end of a child
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// shared is for a store that several processes open.
func shared(path string) Config {
	return Config{Path: path, Keys: onDisk(filepath.Dir(path)), Wait: 30 * time.Second}
}

// onDisk keeps keys beside the store, where the next process finds them.
type onDisk string

func (dir onDisk) Key(_ context.Context, id string) ([]byte, error) {
	key, err := os.ReadFile(filepath.Join(string(dir), id))
	if os.IsNotExist(err) {
		return nil, ErrNoKey
	}
	return key, err
}

func (dir onDisk) Create(_ context.Context, id string, key []byte) error {
	return os.WriteFile(filepath.Join(string(dir), id), key, 0o600)
}

// child prepares the test binary to run as one.
func child(t *testing.T, name, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), must[string](t)(os.Executable()))
	cmd.Env = append(os.Environ(), childEnv+"="+name, childPathEnv+"="+path)
	cmd.Stderr = &strings.Builder{}
	return cmd
}

// The writes of one child of eight.
const crowd, writesOfEach, turnsOfEach = 8, 25, 5

// childWrites logs its writes one after the other, under a name of its own.
func childWrites(ctx context.Context, cfg Config) error {
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	for i := range writesOfEach {
		if _, err := s.In("ws").Log(ctx, model.Write{Who: strconv.Itoa(os.Getpid()), Detail: strconv.Itoa(i)}); err != nil {
			return err
		}
	}
	return s.Close()
}

// TestEightProcesses starts eight that create and write the same store at once. Nothing is lost, nothing is mixed up.
func TestEightProcesses(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	var all sync.WaitGroup
	for range crowd {
		cmd := child(t, "write", path)
		all.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Errorf("%v: %s", err, cmd.Stderr)
			}
		})
	}
	all.Wait()
	log := must[[]model.Write](t)(opened(t, shared(path)).In("ws").Audit(t.Context(), AuditQuery{}))
	if len(log) != crowd*writesOfEach {
		t.Fatalf("%d entries of %d", len(log), crowd*writesOfEach)
	}
	next := map[string]int{}
	for i := range log {
		e := log[len(log)-1-i]
		if e.Number != uint64(i+1) || e.Detail != strconv.Itoa(next[e.Who]) {
			t.Fatalf("entry %d of %s says %s, want %d", e.Number, e.Who, e.Detail, next[e.Who])
		}
		next[e.Who]++
	}
	if len(next) != crowd {
		t.Errorf("entries of %d processes, want %d", len(next), crowd)
	}
}

// childCounts takes turns with the others: who has the lease reads how far they have counted, and concludes the next number.
func childCounts(ctx context.Context, cfg Config) (err error) {
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	r := s.In("ws")
	for i := range turnsOfEach {
		mine, err := r.Acquire(ctx, leaseName, fmt.Sprint(os.Getpid(), " ", i), time.Hour)
		for errors.Is(err, ErrHeld) {
			<-time.After(time.Millisecond)
			mine, err = r.Acquire(ctx, leaseName, fmt.Sprint(os.Getpid(), " ", i), time.Hour)
		}
		if err != nil {
			return err
		}
		b, err := r.Board(ctx, "")
		if err != nil {
			return err
		}
		n := 0
		for _, v := range b.Series {
			if n, err = strconv.Atoi(string(v.Body)); err != nil {
				return err
			}
		}
		next := Sheet{Rule: "rule", Lock: "lock", Body: strconv.AppendInt(nil, int64(n+1), 10)}
		step, err := r.Begin(ctx, mine, Step{Rule: next.Rule, Lock: next.Lock, Body: next.Body})
		if err != nil {
			return err
		}
		if err := r.Conclude(ctx, mine, Conclusion{Series: next, Lines: [][]byte{next.Body}, Step: step.Number}); err != nil {
			return err
		}
		if err := r.Release(ctx, mine); err != nil {
			return err
		}
		if err := r.Conclude(ctx, mine, Conclusion{Series: next}); !errors.Is(err, ErrHeld) {
			return fmt.Errorf("concluded after the lease was given back: %w", err)
		}
	}
	return nil
}

// TestEightTakeTurns counts in eight processes under one lease: no number comes twice, none is left out.
func TestEightTakeTurns(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	var all sync.WaitGroup
	for range crowd {
		cmd := child(t, "count", path)
		all.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Errorf("%v: %s", err, cmd.Stderr)
			}
		})
	}
	all.Wait()
	r := opened(t, shared(path)).In("ws")
	lines := must[[]Line](t)(r.Lines(t.Context(), LineQuery{}))
	for i, l := range lines {
		if want := len(lines) - i; string(l.Body) != strconv.Itoa(want) || l.Number != uint64(want) {
			t.Fatalf("line %d says %s, want %d", l.Number, l.Body, want)
		}
	}
	l := must[Lease](t)(r.Lease(t.Context(), leaseName))
	if len(lines) != crowd*turnsOfEach || l.Fence != crowd*turnsOfEach || len(must[[]Step](t)(r.Unsettled(t.Context()))) != 0 {
		t.Errorf("%d numbers of %d, the lease was given %d times", len(lines), crowd*turnsOfEach, l.Fence)
	}
}

// childUntilKilled edits a rule and a set together for ever, rolls the rule by each version, and says the version when all
// of that is acknowledged. Now and then a snapshot or a new key comes between.
func childUntilKilled(ctx context.Context, cfg Config) error {
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	r := s.In("ws")
	rule, _, err := r.Rule(ctx, "rule")
	if err != nil {
		return err
	}
	rule.ID = "rule"
	mine, err := inherited(ctx, r)
	if err != nil {
		return err
	}
	for {
		rule.Body = []byte(strings.Repeat("x", rand.N(9000)))
		set := Envelope{ID: "set", Version: rule.Version}
		saved, err := r.Save(ctx, Batch{Rules: []Change{{Envelope: rule}}, Sets: []Change{{Envelope: set}}, By: "child"})
		if err != nil {
			return err
		}
		rule = saved[0]
		if err := rolled(ctx, r, mine, rule.Version); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(os.Stdout, rule.Version); err != nil {
			return err
		}
		switch rand.N(20) {
		case 0:
			err = s.ChangeKey(ctx)
		case 1:
			err = r.SaveSnapshot(ctx, bigSnapshot(1+rand.N(30), 2))
		}
		if err != nil {
			return err
		}
	}
}

// inherited takes the lease from the child that was killed before.
func inherited(ctx context.Context, r *Room) (Lease, error) {
	dead, err := r.Lease(ctx, leaseName)
	if err != nil {
		return Lease{}, err
	}
	if err := r.Release(ctx, dead); err != nil {
		return Lease{}, err
	}
	return r.Acquire(ctx, leaseName, fmt.Sprint(os.Getpid(), " after ", dead.Fence), time.Hour)
}

// rolled wishes, begins and concludes: everything says which version of the rule it is by.
func rolled(ctx context.Context, r *Room, mine Lease, version uint64) error {
	v := Sheet{Rule: "rule", Lock: "lock", Body: []byte(strconv.FormatUint(version, 10))}
	if err := r.Wish(ctx, v); err != nil {
		return err
	}
	s, err := r.Begin(ctx, mine, Step{Rule: v.Rule, Lock: v.Lock, Body: v.Body})
	if err != nil {
		return err
	}
	return r.Conclude(ctx, mine, Conclusion{Series: v, Lines: [][]byte{v.Body, v.Body}, Step: s.Number, Outcome: string(v.Body), Wish: v.Body})
}

// TestKilled kills a writing process at random points. Every edit that it was told of is there, at most one more is,
// and each is there whole.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills := 300
	if testing.Short() {
		kills = 30
	}
	const lanes = 4 // stores that are killed side by side
	var all sync.WaitGroup
	var paths []string
	for lane := range lanes {
		path := filepath.Join(t.TempDir(), fmt.Sprint("store-", lane, ".db"))
		paths = append(paths, path)
		all.Go(func() {
			version := uint64(0)
			for i := 0; i < kills/lanes && !t.Failed(); i++ {
				version = killOnce(t, path, version)
			}
		})
	}
	all.Wait()
	torn := 0
	for _, path := range paths {
		torn += len(must[[]Step](t)(opened(t, shared(path)).In("ws").Unsettled(t.Context())))
	}
	if torn == 0 && !testing.Short() {
		t.Error("no child was killed between a step and its end")
	}
}

// killOnce gives the version of the rule that a killed child left behind.
func killOnce(t *testing.T, path string, before uint64) uint64 {
	t.Helper()
	acknowledged, err := runAndKill(child(t, "kill", path), rand.N(6))
	if err != nil {
		t.Error(err)
		return before
	}
	acknowledged = max(acknowledged, before)
	if there, err := place(path).exists(); err == nil && !there && acknowledged == 0 {
		return 0 // killed before it had created the store
	}
	version, series, err := leftBehind(t.Context(), shared(path))
	if err != nil {
		t.Error(err)
		return before
	}
	if version < acknowledged || version > acknowledged+1 {
		t.Errorf("version %d is kept, %d was acknowledged", version, acknowledged)
	}
	// The rule may be a version ahead since the child before, too.
	if said := acknowledged > before; series > version || said && series < acknowledged {
		t.Errorf("version %d was rolled, %d is kept, %d was acknowledged", series, version, acknowledged)
	}
	return version
}

// leftBehind gives the version of the rule and the one that was rolled last, once everything in the store was read and found
// to belong together.
func leftBehind(ctx context.Context, cfg Config) (version, series uint64, err error) {
	s, err := Open(ctx, cfg)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	r := s.In("ws")
	rule, _, err := r.Rule(ctx, "rule")
	if err != nil {
		return 0, 0, err
	}
	history, err := r.History(ctx, "rule")
	if err != nil {
		return 0, 0, err
	}
	if uint64(len(history)) != rule.Version {
		return 0, 0, fmt.Errorf("version %d has %d edits", rule.Version, len(history))
	}
	shelf, err := r.Shelf(ctx, "")
	if err != nil {
		return 0, 0, err
	}
	if len(shelf.Sets) != len(shelf.Rules) || len(shelf.Sets) == 1 && shelf.Sets[0].Version != rule.Version {
		return 0, 0, fmt.Errorf("version %d was saved without its set: %+v", rule.Version, shelf.Sets)
	}
	if _, _, err := r.Snapshot(ctx); err != nil {
		return 0, 0, err
	}
	if series, err = rolledLast(ctx, r); err != nil {
		return 0, 0, err
	}
	_, err = Check(ctx, cfg)
	return rule.Version, series, err
}

// rolledLast finds that each conclusion was kept whole, and gives the version of the last.
func rolledLast(ctx context.Context, r *Room) (uint64, error) {
	b, err := r.Board(ctx, "")
	if err != nil || len(b.Series) == 0 {
		return 0, err
	}
	last := string(b.Series[0].Body)
	left := slices.Clone(b.Wishes)
	for _, s := range b.Open {
		left = append(left, Sheet{Body: s.Body})
	}
	for _, v := range left {
		if string(v.Body) == last {
			return 0, fmt.Errorf("version %s was rolled, and its wish or its step is left", last)
		}
	}
	if err := rolledWhole(ctx, r, last); err != nil {
		return 0, err
	}
	return strconv.ParseUint(last, 10, 64)
}

// rolledWhole finds two lines for each settled step, the newest of which is by the last version.
func rolledWhole(ctx context.Context, r *Room, last string) error {
	done, err := r.Steps(ctx, 0)
	if err != nil {
		return err
	}
	lines, err := r.Lines(ctx, LineQuery{Rule: "rule"})
	if err != nil {
		return err
	}
	if len(lines) != 2*len(done) || len(lines) == 0 || uint64(len(lines)) != lines[0].Number || done[0].Outcome != last {
		return fmt.Errorf("%d settled steps have %d lines after version %s", len(done), len(lines), last)
	}
	for i, s := range done {
		if by := string(s.Body); by != s.Outcome || by != string(lines[2*i].Body) || by != string(lines[2*i+1].Body) {
			return fmt.Errorf("step %d of version %s has the lines %s and %s", s.Number, by, lines[2*i].Body, lines[2*i+1].Body)
		}
	}
	return nil
}

// runAndKill kills a child a moment after it has said so many lines, and gives the last number that it said.
func runAndKill(cmd *exec.Cmd, lines int) (last uint64, err error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	in := bufio.NewReader(out)
	said := func() bool {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		last, _ = strconv.ParseUint(strings.TrimSpace(line), 10, 64)
		return true
	}
	for range lines {
		if !said() {
			break
		}
	}
	<-time.After(rand.N(3 * time.Millisecond)) // somewhere in the next write
	killed := cmd.Process.Kill()
	for said() { // what it had said before it died
	}
	if cmd.Wait() == nil || cmd.ProcessState.Exited() {
		return 0, fmt.Errorf("the child ended by itself: %s", cmd.Stderr)
	}
	return last, killed
}

// TestWaitsForAnother holds the file as another process would.
func TestWaitsForAnother(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := opened(t, cfg)
	cfg.Wait = 20 * time.Millisecond
	hasty := opened(t, cfg)
	held, _, err := s.place.lock(t.Context(), true, time.Second)
	ok(t, err)
	for what, do := range map[string]func() error{
		"a write": func() error { return hasty.In("ws").SetPreference(t.Context(), "a", "b") },
		"a read":  func() error { _, err := hasty.In("ws").Preferences(t.Context()); return err },
		"opening": func() error { _, err := Open(t.Context(), cfg); return err },
	} {
		wantFault(t, what, do(), ErrLocked, model.KindUnexpected, cfg.Path)
	}
	// Who waits longer gets it once it is free, and who gives up meanwhile has done nothing.
	late, giveUp := context.WithCancel(t.Context())
	given, waited := make(chan error, 1), make(chan error, 1)
	go func() { waited <- s.In("ws").SetPreference(t.Context(), "kept", "yes") }()
	for !gateTaken(s) { // until the writer knocks at the file
		runtime.Gosched()
	}
	go func() { given <- s.In("ws").SetPreference(late, "given up", "yes") }()
	giveUp()
	if err := <-given; model.KindOf(err) != model.KindCancelled {
		t.Errorf("a write that was given up: %v", err)
	}
	ok(t, held.Close())
	ok(t, <-waited)
	kept := must[map[string]string](t)(s.In("ws").Preferences(t.Context()))
	if len(kept) != 1 || kept["kept"] != "yes" {
		t.Errorf("kept %v, want only what was not given up", kept)
	}
}

func gateTaken(s *Store) bool {
	if s.gate.TryAcquire(1) {
		s.gate.Release(1)
		return false
	}
	return true
}
