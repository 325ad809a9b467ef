package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/live"
	"seamdash/model/store"
	"seamdash/seamclient"
	"seamdash/ui/uitest"
)

// A shelf is a store in memory that can be slow or broken.
type shelf struct {
	slow time.Duration

	mu       sync.Mutex
	fail     error
	pictures map[string]*model.Snapshot
	kept     []time.Time
	closed   int
}

// breaks makes every later call fail, or work again with nil.
func (s *shelf) breaks(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = err
}

// times is when a picture was kept.
func (s *shelf) times() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kept)
}

func (s *shelf) Last(ctx context.Context, mark string) (*model.Snapshot, error) {
	select {
	case <-time.After(s.slow):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pictures[mark], s.fail
}

func (s *shelf) Keep(ctx context.Context, mark string, picture *model.Snapshot) error {
	select {
	case <-time.After(s.slow):
	case <-ctx.Done():
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.pictures[mark] = picture
	s.kept = append(s.kept, time.Now())
	return nil
}

func (s *shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed++
	return nil
}

func newShelf() *shelf { return &shelf{pictures: map[string]*model.Snapshot{}} }

func (s *shelf) open(ctx context.Context, mark string) *album {
	return openAlbum(ctx, mark, func(context.Context) (pictureStore, error) { return s, nil })
}

// shot is a picture that was true at a moment.
func shot(revision uint64, asOf time.Time) *model.Snapshot {
	lock := model.NewLock(model.Device{ID: "a", Name: "Front Door"}, []model.AccessCode{{ID: "1", DeviceID: "a"}}, true, nil)
	feed := model.FeedState{Connection: model.Live, AsOf: asOf}
	return model.NewSnapshot(model.Workspace{ID: "w"}, []*model.Lock{lock}, feed, revision)
}

// A watcher is what an album looks at and speaks to.
type watcher struct {
	latest atomic.Pointer[model.Snapshot]

	mu   sync.Mutex
	said []string
}

func (w *watcher) say(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, text)
}

func (w *watcher) words() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.said)
}

// changes shows a newer picture.
func (w *watcher) changes() { w.latest.Store(shot(w.latest.Load().Revision+1, time.Now())) }

// keeps runs an album in a bubble beside a story.
func keeps(t *testing.T, s *shelf, story func(w *watcher)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		var w watcher
		w.latest.Store(model.NewSnapshot(model.Workspace{}, nil, model.FeedState{Loading: true}, 0))
		done := make(chan struct{})
		a := s.open(ctx, "mark")
		go func() {
			defer close(done)
			a.keep(ctx, w.latest.Load, w.say)
		}()
		story(&w)
		end()
		<-done
	})
}

func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// TestAlbumKeepsRarely: first when everything is loaded, then at most once a minute and only what is new, and at the end.
func TestAlbumKeepsRarely(t *testing.T) {
	t.Parallel()
	s := newShelf()
	keeps(t, s, func(w *watcher) {
		begun := time.Now()
		pass(10*time.Second + time.Millisecond)
		if len(s.times()) != 0 {
			t.Error("a picture that is still being loaded was kept")
		}
		w.changes()
		pass(time.Second)
		for range 290 { // nearly five minutes in which it changes each second
			w.changes()
			pass(time.Second)
		}
		if n := len(s.times()); n != 5 {
			t.Fatalf("kept %d times in nearly five minutes, want 5", n)
		}
		if first := s.times()[0].Sub(begun); first > 12*time.Second {
			t.Errorf("kept for the first time after %v", first)
		}
		pass(10 * time.Minute)
		if n := len(s.times()); n != 6 {
			t.Errorf("kept %d times, want 6: nothing changed any more", n)
		}
		w.changes()
		if said := w.words(); len(said) != 0 {
			t.Errorf("said %q", said)
		}
	})
	if last := s.pictures["mark"]; len(s.kept) != 7 || last.Revision != 292 || s.closed != 1 {
		t.Errorf("kept %d times, the last is revision %d, closed %d times; want 7, 292, 1", len(s.kept), last.Revision, s.closed)
	}
}

// TestAlbumEnds: a store that hangs does not keep the person from the shell.
func TestAlbumEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.slow = time.Hour
		ctx, end := context.WithCancel(t.Context())
		a := s.open(ctx, "mark")
		done := make(chan struct{})
		go func() {
			defer close(done)
			a.keep(ctx, func() *model.Snapshot { return shot(1, time.Now()) }, func(string) {})
		}()
		pass(time.Minute)
		ending := time.Now()
		end()
		<-done
		if took := time.Since(ending); took != albumEnd {
			t.Errorf("the end took %v, want %v", took, albumEnd)
		}
	})
}

// TestAlbumInTroubleSaysSoOnce and goes on trying.
func TestAlbumInTroubleSaysSoOnce(t *testing.T) {
	t.Parallel()
	s := newShelf()
	s.breaks(&model.Fault{Op: "keep the picture", Kind: model.KindUnexpected, Message: "the disk is full"})
	keeps(t, s, func(w *watcher) {
		for range 180 {
			w.changes()
			pass(time.Second)
		}
		want := []string{"this picture cannot be kept for the next start: keep the picture: the disk is full"}
		if diff := cmp.Diff(want, w.words()); diff != "" {
			t.Error(diff)
		}
		s.breaks(nil)
		pass(time.Minute)
		if n := len(s.times()); n != 1 {
			t.Errorf("kept %d times after the trouble, want 1", n)
		}
	})
}

// TestAlbumLast: the first frame waits for a picture, but not for long, and trouble with the store is words.
func TestAlbumLast(t *testing.T) {
	t.Parallel()
	broken := errors.New("the file is damaged")
	for name, tc := range map[string]struct {
		shelf *shelf
		open  func(*shelf) (pictureStore, error)
		want  error
		found bool
	}{
		"there is one":         {found: true},
		"the store hangs":      {shelf: &shelf{slow: time.Hour}, want: errAlbumSlow},
		"the store is broken":  {open: func(*shelf) (pictureStore, error) { return nil, broken }, want: broken},
		"the record is broken": {shelf: &shelf{fail: broken}, want: broken},
		"the keyring asks": {open: func(s *shelf) (pictureStore, error) {
			<-time.After(time.Minute)
			return s, nil
		}, want: errAlbumSlow},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := tc.shelf
				if s == nil {
					s = newShelf()
					s.pictures["mark"] = shot(1, time.Now())
				}
				a := openAlbum(t.Context(), "mark", func(context.Context) (pictureStore, error) {
					if tc.open != nil {
						return tc.open(s)
					}
					return s, nil
				})
				begun := time.Now()
				picture, err := a.last(t.Context())
				if took := time.Since(begun); !errors.Is(err, tc.want) || (picture != nil) != tc.found || took > albumWait {
					t.Errorf("%v, %v after %v; want a picture: %v, error %v", picture, err, took, tc.found, tc.want)
				}
				pass(2 * time.Minute)
			})
		})
	}
}

// TestAlbumSaysThatTheStoreIsBroken once: before the first frame, or later when it was not known then.
func TestAlbumSaysThatTheStoreIsBroken(t *testing.T) {
	t.Parallel()
	for name, wait := range map[string]time.Duration{"at once": 0, "later": time.Minute} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := openAlbum(t.Context(), "mark", func(context.Context) (pictureStore, error) {
					<-time.After(wait)
					return nil, errors.New("the file is damaged")
				})
				var said []string
				if _, err := a.last(t.Context()); err != nil && !errors.Is(err, errAlbumSlow) {
					said = append(said, err.Error())
				}
				a.keep(t.Context(), func() *model.Snapshot { return nil }, func(text string) { said = append(said, text) })
				if len(said) != 1 || !strings.Contains(said[0], "damaged") {
					t.Errorf("said %q, want the damage once", said)
				}
			})
		})
	}
}

// TestKeepableIsTrueToItsDate: what could not be read lately is not kept as if it had been.
func TestKeepableIsTrueToItsDate(t *testing.T) {
	t.Parallel()
	codes := func() []model.AccessCode { return []model.AccessCode{{ID: "1", DeviceID: "a"}} }
	lock := func(id string) model.Device { return model.Device{ID: model.DeviceID(id), Name: id} }
	whole := shot(1, time.Unix(1, 0))
	if keepable(whole) != whole {
		t.Error("a whole picture is copied")
	}
	got := keepable(model.NewSnapshot(whole.Workspace, []*model.Lock{
		model.NewLock(lock("a"), codes(), true, nil),
		model.NewLock(lock("b"), codes(), true, nil).Aged(),
		model.NewLock(lock("c"), codes(), true, &model.Fault{}),
	}, whole.Feed, 1))
	have := map[model.DeviceID]bool{}
	for _, l := range got.Locks {
		have[l.Device.ID] = l.Loaded || len(l.Codes) > 0
		if !l.Loaded && len(l.Codes) > 0 || l.Fault != nil {
			t.Errorf("kept as %+v", l)
		}
	}
	if diff := cmp.Diff(map[model.DeviceID]bool{"a": true, "b": false, "c": false}, have); diff != "" {
		t.Error(diff)
	}
}

// TestMarks: two keys, two servers or two workspaces never share a mark, and a mark says nothing of the key.
func TestMarks(t *testing.T) {
	t.Parallel()
	key := func(text string) seamclient.Key {
		k, err := seamclient.NewKey(text)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	marks := map[string]bool{
		markOf(key("seam_one"), "", ""): true, markOf(key("seam_two"), "", ""): true,
		markOf(key("seam_one"), "http://localhost:1", ""): true,
		markOf(key("seam_at_one"), "", "w1"):              true, markOf(key("seam_at_one"), "", "w2"): true, markOf(key("seam_at_one"), "w1", ""): true,
	}
	if len(marks) != 6 {
		t.Errorf("%d marks for six", len(marks))
	}
	for mark := range marks {
		if len(mark) != 32 || strings.Contains(mark, "one") {
			t.Errorf("mark %q", mark)
		}
	}
	if markOf(key("seam_one"), "", "w1") != markOf(key("seam_one"), "", "") {
		t.Error("an API key has another mark when somebody says which workspace it opens")
	}
}

// BenchmarkFirstPicture is what a start waits for before its first frame, by the size of the fleet: the store is opened,
// and the picture found, decoded and taken by the feed. The keyring is not in it.
func BenchmarkFirstPicture(b *testing.B) {
	for _, size := range []struct{ locks, each int }{{10, 10}, {400, 20}, {10_000, 20}} {
		b.Run(fmt.Sprintf("%d locks", size.locks), func(b *testing.B) {
			cfg := store.Config{Path: filepath.Join(b.TempDir(), "store.db"), Keys: &keyRing{}}
			open := func(ctx context.Context) (pictureStore, error) {
				s, err := store.Open(ctx, cfg)
				return gallery{s}, err
			}
			g, err := open(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			full := uitest.Many(size.locks, size.each)
			if err := errors.Join(g.Keep(b.Context(), "mark", full), g.Close()); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				a := openAlbum(b.Context(), "mark", open)
				picture, err := a.last(b.Context())
				if err != nil || live.New(live.Config{Start: picture}).Snapshot().Total.Codes != full.Total.Codes {
					b.Fatalf("no picture: %v", err)
				}
				if err := a.store.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
