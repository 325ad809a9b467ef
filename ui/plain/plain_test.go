package plain_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"seamdash/model"
	"seamdash/ui/plain"
	"seamdash/ui/uitest"
)

// A feed gives the pictures that a test shows.
type feed struct {
	mu        sync.Mutex
	picture   *model.Snapshot
	next      chan struct{}
	refreshed int
}

func (f *feed) Snapshot() *model.Snapshot {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.picture
}

func (f *feed) Next(ctx context.Context) (*model.Snapshot, error) {
	select {
	case <-f.next:
		return f.Snapshot(), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (f *feed) Refresh() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refreshed++
}

// paper keeps what is written; it fails once it is torn.
type paper struct {
	mu   sync.Mutex
	text strings.Builder
	torn error
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.torn != nil {
		return 0, p.torn
	}
	return p.text.Write(b)
}

// A reader is somebody in front of a plain terminal.
type reader struct {
	t     *testing.T
	feed  *feed
	keys  *io.PipeWriter
	paper *paper
	ended chan error
	read  int // of the paper
}

// talks runs a talk in a bubble, whose clock starts at [uitest.Now], and checks every letter that was written.
func talks(t *testing.T, first *model.Snapshot, story func(r *reader)) {
	t.Helper()
	talksOf(t, first, nil, story)
}

// talksOf is the same with recurring schedules.
func talksOf(t *testing.T, first *model.Snapshot, schedules func() plain.Schedules, story func(r *reader)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		in, keys := io.Pipe()
		r := &reader{
			t: t, feed: &feed{picture: first, next: make(chan struct{}, 1)}, keys: keys, paper: &paper{}, ended: make(chan error, 1),
		}
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			r.ended <- plain.Run(ctx, plain.Config{
				Feed: r.feed, Now: func() time.Time { return uitest.Now().Add(time.Since(start)) },
				Schedules: schedules, Zone: time.FixedZone("PST", -8*60*60), Place: "the sandbox", In: in, Out: r.paper,
			})
		}()
		synctest.Wait()
		story(r)
		stop()
		_ = keys.Close() // always nil
		synctest.Wait()
		r.mustBePlain()
	})
}

func (r *reader) mustBePlain() {
	r.t.Helper()
	for _, c := range r.paper.text.String() {
		if c != '\n' && (unicode.IsControl(c) || c == '\u202e') {
			r.t.Fatalf("there is a %q in what was written:\n%q", c, r.paper.text.String())
		}
	}
}

// hears is what was written since the last time.
func (r *reader) hears() string {
	r.t.Helper()
	synctest.Wait()
	r.paper.mu.Lock()
	defer r.paper.mu.Unlock()
	text := r.paper.text.String()[r.read:]
	r.read += len(text)
	return text
}

func (r *reader) mustHear(text string, want ...string) {
	r.t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			r.t.Errorf("not told %q, but:\n%s", w, text)
		}
	}
}

// types sends a line and gives the answer.
func (r *reader) types(line string) string {
	r.t.Helper()
	if _, err := io.WriteString(r.keys, line+"\n"); err != nil {
		r.t.Fatal(err)
	}
	return r.hears()
}

// sees shows a picture and gives what is told of it.
func (r *reader) sees(picture *model.Snapshot) string {
	r.t.Helper()
	r.feed.mu.Lock()
	r.feed.picture = picture
	r.feed.mu.Unlock()
	r.feed.next <- struct{}{}
	return r.hears()
}

// mustEnd says that the talk is over, with this error.
func (r *reader) mustEnd(want error) {
	r.t.Helper()
	synctest.Wait()
	select {
	case err := <-r.ended:
		if !errors.Is(err, want) {
			r.t.Errorf("ended with %v, want %v", err, want)
		}
	default:
		r.t.Error("it goes on")
	}
}

// changed is the believable world with the code of the front door that change alters.
func changed(id model.CodeID, change func(*model.AccessCode)) *model.Snapshot {
	s, codes := uitest.Snapshot(), uitest.FrontDoor()
	for i := range codes {
		if codes[i].ID == id {
			change(&codes[i])
		}
	}
	old, _ := s.Lock("a3")
	return s.WithLocks([]*model.Lock{model.NewLock(old.Device, codes, true, nil)}, s.Feed)
}

func TestFirstWhatIsWrong(t *testing.T) {
	talks(t, uitest.Snapshot(), func(r *reader) {
		text := r.hears()
		r.mustHear(text, "Production workspace Maple Property Group: 13 locks, 1 offline;",
			"blocks, Maple Ct 3B · Front Door, Nanny: the lock already has this PIN, since yesterday 12:02; Nanny is needed now. Try: ",
			"blocks, Maple Ct 3B · Front Door, Guest · Okafor: programming takes too long, since today 13:50; Guest · Okafor is needed today 15:00. ",
			"blocks, Maple Ct 3B · Patio: the lock is offline, since today 09:14.",
			"unread, Pier 6 · Gate: its codes could not be read: Seam answered 503.\n",
			"blocks, Maple Ct 3B · Front Door, Plumber: ", ", since today 12:32; Plumber is needed now.")
		if strings.LastIndex(text, "blocks, ") > strings.Index(text, "warning, ") {
			t.Errorf("warnings come before what blocks:\n%s", text)
		}
	})
}

func TestChangesAreToldAsTheyHappen(t *testing.T) {
	talks(t, uitest.Snapshot(), func(r *reader) {
		r.hears()
		same := uitest.Snapshot()
		if text := r.sees(same); text != "" {
			t.Errorf("the same again is told as news:\n%s", text)
		}
		next := changed("a3-okafor", func(c *model.AccessCode) {
			c.Status, c.Pending, c.Problems, c.Preloaded = model.StatusSet, nil, nil, model.Yes
		})
		if text := r.sees(next); strings.Count(text, "\n") != 1 {
			t.Errorf("one change makes\n%s", text)
		} else {
			r.mustHear(text, "14:02:00, Maple Ct 3B · Front Door: Guest · Okafor is on the lock; it opens from today 15:00, in 58 min.")
		}
		<-time.After(59 * time.Minute) // time alone opens a window
		r.mustHear(r.hears(), "15:00:15, Maple Ct 3B · Front Door: Guest · Okafor works until Sun 11:00")
		d := uitest.Locks()[3].Device // the patio is back
		d.Online, d.Problems, d.Locked = model.Yes, nil, model.No
		old, _ := next.Lock("a4")
		r.mustHear(r.sees(next.WithLocks([]*model.Lock{model.NewLock(d, old.Codes[:2], true, nil)}, next.Feed)),
			"Maple Ct 3B · Patio is online", "Maple Ct 3B · Patio was unlocked.", "Maple Ct 3B · Patio: ", " is gone.")
		r.mustHear(r.sees(next.WithoutLocks([]model.DeviceID{"a4"}, next.Feed)), "Maple Ct 3B · Patio is gone from the workspace.")
	})
}

// TestManyChangesDoNotFlood: nobody can stop a reader that reads four hundred lines.
func TestManyChangesDoNotFlood(t *testing.T) {
	talks(t, uitest.Many(100, 1), func(r *reader) {
		r.hears()
		s := uitest.Many(100, 1)
		var gone []model.DeviceID
		for _, l := range s.Locks {
			gone = append(gone, l.Device.ID)
		}
		text := r.sees(s.WithoutLocks(gone, s.Feed))
		r.mustHear(text, "and 80 more changes")
		if n := strings.Count(text, "\n"); n != 21 {
			t.Errorf("%d lines at once", n)
		}
	})
}

func TestCommands(t *testing.T) {
	talks(t, uitest.Snapshot(), func(r *reader) {
		r.hears()
		for _, c := range []struct {
			line string
			want []string
		}{
			{"help", []string{"lock NAME: ", "quit, or the end of input: leave."}},
			{"locks", []string{"13 locks:", "Quinta do Lago · Portão is online, battery at 55 %."}},
			{"locks battery:<20", []string{"2 of 13 locks:", "Maple Ct 3B · Patio"}},
			{"locks nosuchthing:1", []string{"There is no key nosuchthing:"}},
			{"lock patio", []string{"Maple Ct 3B · Patio is offline", "It is in Los Angeles, where it is 14:02.", "Resident · Kim works until"}},
			{"lock boat", []string{"Nobody says which time zone it is in"}},
			{"lock maple", []string{"The name fits 4 locks"}},
			{"lock", []string{"Which lock?"}},
			{"lock of ages", []string{"No lock is called that."}},
			{"codes status:late", []string{"1 of ", "Maple Ct 3B · Front Door: Plumber should be on the lock"}},
			{"codes status:", []string{"status:"}},
			{"CODES okafor", []string{"1 of ", "Guest · Okafor"}},
			{"problems", []string{"Production workspace Maple Property Group", "blocks, "}},
			{"events", []string{"Nothing happened since the program began."}},
			{"schedules", []string{"No recurring schedules are kept here.", "seamdash rules list"}},
			{"refresh", []string{"Asking Seam for news."}},
			{"open \x1b]0;title\x07the door", []string{"There is no command “open”."}},
			{strings.Repeat("x", 100_000), []string{"There is no command"}},
		} {
			r.mustHear(r.types(c.line), c.want...)
		}
		if text := r.types("  "); text != "" {
			t.Errorf("an empty line is answered with %q", text)
		}
		if r.feed.refreshed != 1 {
			t.Errorf("Seam was asked %d times", r.feed.refreshed)
		}
		r.types("quit")
		r.mustEnd(nil)
		if strings.Contains(r.paper.text.String(), "4177") {
			t.Error("a PIN was written")
		}
	})
}

// TestEndOfInput ends the talk, but not before what was piped in is answered.
func TestEndOfInput(t *testing.T) {
	loading := uitest.Snapshot()
	loading = loading.WithFeed(model.FeedState{Connection: model.Live, Loading: true})
	talks(t, loading, func(r *reader) {
		r.hears()
		go func() {
			_, _ = io.WriteString(r.keys, "lock boat") // without the end of the line
			_ = r.keys.Close()
		}()
		<-time.After(20 * time.Second)
		text := r.hears()
		r.mustHear(text, "Read so far: 11 of 13 locks.")
		if strings.Contains(text, "Pier 4") {
			t.Errorf("answered before anything was read:\n%s", text)
		}
		r.mustHear(r.sees(uitest.Snapshot()), "13 locks", "Pier 4 · Boat shed is online")
		r.mustEnd(nil)
	})
}

func TestTroubleWithSeamIsSaidOnce(t *testing.T) {
	empty := model.NewSnapshot(model.Workspace{}, nil, model.FeedState{Loading: true}, 0)
	talks(t, empty, func(r *reader) {
		r.mustHear(r.hears(), "Reading the locks from the sandbox.")
		broken := model.FeedState{Connection: model.Retrying, Loading: true, Fault: &model.Fault{
			Op: "list the locks", Kind: model.KindUnreachable, Message: "nothing listens", Hint: "check the network",
		}}
		r.mustHear(r.sees(empty.WithFeed(broken)), "14:02:00, Seam cannot be read: list the locks: nothing listens. Check the network. It is tried again by itself.")
		again := *broken.Fault
		again.Op, again.Request = "list events", "r2"
		broken.Fault = &again
		if text := r.sees(empty.WithFeed(broken)); text != "" {
			t.Errorf("said again: %q", text)
		}
		r.mustHear(r.types("locks"), "None of 0 locks.") // it can be talked to
		r.mustHear(r.sees(uitest.Snapshot()), "Seam answers again.", "13 locks")
		late := uitest.Snapshot().Feed
		late.AsOf, late.Overdue = uitest.Now(), uitest.Now().Add(5*time.Second)
		r.sees(uitest.Snapshot().WithFeed(late))
		<-time.After(20 * time.Second)
		r.mustHear(r.hears(), "no answer from Seam yet; the picture is from 15 s ago.")
	})
}

// TestHostileNames: names are clean when they are made; should one get through, it still reaches no terminal.
func TestHostileNames(t *testing.T) {
	s := uitest.Snapshot()
	evil := "Front\x1b[2J\x1b]0;owned\x07\r\nDoor\u009b31m"
	lock := model.NewLock(model.Device{ID: "evil", Name: evil, Online: model.Yes}, []model.AccessCode{
		{ID: "c", DeviceID: "evil", Name: evil, Status: model.StatusSet},
		{ID: "d", DeviceID: "evil", Status: model.StatusUnset},
	}, true, nil)
	talks(t, s.WithLocks([]*model.Lock{lock}, s.Feed), func(r *reader) {
		r.hears()
		r.mustHear(r.types("lock front"), "say more of it")
		r.mustHear(r.types("codes"), "Door", "This code is not on the lock")
	})
}

func TestPaperThatIsTorn(t *testing.T) {
	talks(t, uitest.Snapshot(), func(r *reader) {
		r.paper.mu.Lock()
		r.paper.torn = io.ErrClosedPipe
		r.paper.mu.Unlock()
		if _, err := io.WriteString(r.keys, "help\n"); err != nil {
			t.Fatal(err)
		}
		r.mustEnd(io.ErrClosedPipe)
	})
}

// TestOddWorkspaces: nothing that Seam may say leaves a reader without an answer.
func TestOddWorkspaces(t *testing.T) {
	live := model.FeedState{Connection: model.Live, AsOf: uitest.Now()}
	of := func(locks ...*model.Lock) *model.Snapshot {
		return model.NewSnapshot(model.Workspace{}, locks, live, 1)
	}
	for name, c := range map[string]struct {
		picture *model.Snapshot
		line    string
		want    []string
	}{
		"no locks":       {of(), "locks", []string{"Production workspace: 0 locks, 0 offline; 0 codes, 0 on the way.", "No problems.", "None of 0 locks."}},
		"nothing in it":  {of(model.NewLock(model.Device{ID: "l"}, []model.AccessCode{{ID: "c"}}, true, nil)), "codes", []string{"1 lock, 0 offline; 1 code", "a lock without a name: This code"}},
		"no zone":        {uitest.Snapshot(), "lock boat shed", []string{"Nobody says which time zone it is in"}},
		"a zone on Mars": {of(model.NewLock(model.Device{ID: "l", Name: "Mars", TimeZone: "Mars/Olympus"}, nil, true, nil)), "lock mars", []string{"Mars does not say whether it is online.", "Nobody knows its time zone Mars/Olympus, so its times are in UTC."}},
		"unreadable":     {of(model.NewLock(model.Device{ID: "l", Name: "Gate", Unreadable: "a date is odd"}, nil, true, nil)), "locks", []string{"Gate could not be read from Seam's answer: a date is odd."}},
	} {
		t.Run(name, func(t *testing.T) {
			talks(t, c.picture, func(r *reader) { r.mustHear(r.hears()+r.types(c.line), c.want...) })
		})
	}
}
