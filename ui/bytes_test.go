package ui_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// A line is the way to the terminal: it keeps what the renderer sent since the last look.
type line struct {
	mu   sync.Mutex
	sent []byte
}

func (l *line) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = append(l.sent, p...)
	return len(p), nil
}

func (l *line) take() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	sent := l.sent
	l.sent = nil
	return sent
}

// A running app is Bubble Tea's own loop and renderer in a bubble, on a terminal of 200x50 with all colours. Its clock stands.
type running struct {
	*tea.Program
	line  line
	ended sync.WaitGroup
}

func runApp(t *testing.T, picture *model.Snapshot) *running {
	t.Helper()
	r := &running{}
	config := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{})
	config.Now = uitest.Now
	r.Program = tea.NewProgram(ui.New(config), tea.WithOutput(&r.line), tea.WithInput(nil), tea.WithFPS(120), tea.WithoutSignalHandler(),
		tea.WithWindowSize(200, 50), tea.WithContext(t.Context()), tea.WithColorProfile(colorprofile.TrueColor),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	r.ended.Go(func() {
		if _, err := r.Run(); err != nil {
			t.Error(err)
		}
	})
	r.settle()
	return r
}

func (r *running) close() {
	r.Quit()
	r.ended.Wait()
	<-time.After(time.Minute) // the timers of commands
}

// settle lets some frames pass.
func (r *running) settle() {
	<-time.After(100 * time.Millisecond)
	synctest.Wait()
}

// cost is what the terminal is sent for a message.
func (r *running) cost(msg tea.Msg) string {
	r.settle()
	r.line.take()
	r.Send(msg)
	r.settle()
	return string(r.line.take())
}

// press gives the cost of a key after it was pressed some times before.
func (r *running) press(key rune, before int) string {
	msg := tea.KeyPressMsg{Code: key}
	if unicode.IsPrint(key) {
		msg.Text = string(key)
	}
	for range before {
		r.cost(msg)
	}
	return r.cost(msg)
}

// TestBytes holds what goes over the wire, which counts over ssh: 100 bytes for a status and 600 for a scroll, where the list has
// the terminal's whole width. Beside another list a terminal cannot scroll: there every row is sent, as far as it differs
// from the one above. Above the codes of a lock stands how many are in which state, and below them the bars of their times,
// so that another status is told three times.
func TestBytes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		picture := busy(uitest.Many(100, 100), 1000)
		r := runApp(t, picture)
		defer r.close()
		change := func(at int, how func(l *model.Lock)) ui.Pictured {
			lock := *picture.Locks[at]
			lock.Codes = slices.Clone(lock.Codes)
			how(&lock)
			picture = picture.WithLocks([]*model.Lock{&lock}, picture.Feed)
			return ui.Pictured{Snapshot: picture}
		}
		offline := func(at int) ui.Pictured { return change(at, func(l *model.Lock) { l.Device.Online = model.No }) }
		restate := func(code int) ui.Pictured {
			return change(0, func(l *model.Lock) { l.Codes[code].Status = model.StatusSetting })
		}
		check(t, "fleet: a lock's status", r.cost(offline(3)), 100)
		r.press(tea.KeyEnter, 0)
		check(t, "fleet: the next code", r.press(tea.KeyDown, 0), 450)
		check(t, "fleet: a code's status, the counts and the bar of its time", r.cost(restate(7)), 260)
		check(t, "fleet: a scroll beside the locks", r.press(tea.KeyDown, 60), 3200)
		r.press('5', 0)
		check(t, "activity: the next event", r.press(tea.KeyDown, 0), 450)
		check(t, "activity: a scroll", r.press(tea.KeyDown, 60), 600)
		r.press('2', 0)
		check(t, "codes: the next code", r.press(tea.KeyDown, 0), 600)
		check(t, "codes: a status", r.cost(restate(9)), 100)
		check(t, "codes: a scroll", r.press(tea.KeyDown, 60), 600)
		check(t, "nothing new", r.cost(ui.Pictured{Snapshot: picture}), 0)
	})
}

// busy is the picture with n events, each of another lock.
func busy(picture *model.Snapshot, n int) *model.Snapshot {
	events := make([]model.Event, n)
	for i := range events {
		l := picture.Locks[i%len(picture.Locks)]
		events[i] = model.Event{
			ID: model.EventID(strconv.Itoa(i)), Type: "access_code.set_on_device", At: uitest.Now().Add(time.Duration(i-n) * time.Minute),
			DeviceID: l.Device.ID, CodeID: l.Codes[i%len(l.Codes)].ID,
		}
	}
	return picture.WithEvents(events)
}

// check says that something was sent, and how much at most; with 0 nothing may be sent.
func check(t *testing.T, what, sent string, most int) {
	t.Helper()
	t.Logf("%s: %d bytes", what, len(sent))
	if len(sent) > most || len(sent) == 0 && most > 0 {
		t.Errorf("%s: %d bytes, want at most %d:\n%q", what, len(sent), most, sent)
	}
}
