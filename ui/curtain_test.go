package ui_test

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// ctrlP begins and ends a presentation.
func ctrlP() tea.KeyPressMsg { return tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl} }

// letters are keys that were typed one after the other.
func letters(text string) (keys []tea.Msg) {
	for _, r := range text {
		keys = append(keys, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return keys
}

// opened is a dashboard whose commands nobody runs.
func opened(picture *model.Snapshot) tea.Model {
	config := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{})
	config.Surveyor = diagnose.NewSurveyor()
	root, _ := ui.New(config).Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	return root
}

// estate is a workspace of so many locks with twenty codes each, of as many guests.
func estate(locks int) *model.Snapshot {
	one := canaried().Locks[0]
	all := make([]*model.Lock, locks)
	for i := range all {
		device, codes := one.Device, make([]model.AccessCode, 20)
		device.ID = model.DeviceID(fmt.Sprintf("d%05d", i))
		for j := range codes {
			n := i*len(codes) + j
			codes[j] = model.AccessCode{DeviceID: device.ID, ID: model.CodeID(strconv.Itoa(n)), Name: fmt.Sprintf("Zephyrine Quill %d", n), PIN: model.NewPIN(fmt.Sprintf("%06d", n))}
		}
		all[i] = model.NewLock(device, codes, true, nil)
	}
	return model.NewSnapshot(model.Workspace{ID: "w1", Name: "Maple Property Group"}, all, uitest.Snapshot().Feed, 1)
}

// BenchmarkPresentation is a presentation of 10,000 locks with 200,000 codes: the key that begins it with the frame after that, the frame
// when all is hidden, and a picture that comes during one with nothing in it as it was.
func BenchmarkPresentation(b *testing.B) {
	picture := estate(10_000)
	b.Run("begin", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			root := opened(picture)
			b.StartTimer()
			root, _ = root.Update(ctrlP())
			root.View()
		}
	})
	b.Run("draw back", func(b *testing.B) {
		config := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{})
		config.Presentation = true
		for b.Loop() {
			b.StopTimer()
			root := ui.Root(config)
			hidden := root.Init()()
			root, _ = root.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
			b.StartTimer()
			root, _ = root.Update(hidden)
			root.View()
		}
	})
	b.Run("picture", func(b *testing.B) {
		root, _ := opened(uitest.Snapshot()).Update(ctrlP())
		for b.Loop() {
			root, _ = root.Update(ui.Pictured{Snapshot: picture})
			root.View()
		}
	})
}

// TestHidingIsNotWaitedFor: a key that begins a presentation, and a picture that comes during one, cost the same however many codes there
// are, because they are hidden beside the screen; meanwhile nothing is to be seen of what is not hidden yet.
func TestHidingIsNotWaitedFor(t *testing.T) { // not parallel: it counts allocations
	begin := func(picture *model.Snapshot) float64 {
		root := opened(picture)
		return testing.AllocsPerRun(10, func() { root.Update(ctrlP()) })
	}
	if small, large := begin(estate(1)), begin(estate(200)); large > small+50 {
		t.Errorf("the key takes %v allocations with 20 codes and %v with 4,000", small, large)
	}
	during := func(picture *model.Snapshot) float64 {
		root, _ := opened(uitest.Snapshot()).Update(ctrlP())
		return testing.AllocsPerRun(10, func() { root.Update(ui.Pictured{Snapshot: picture}) })
	}
	if small, large := during(estate(1)), during(estate(200)); large > small+50 {
		t.Errorf("a picture takes %v allocations with 20 codes and %v with 4,000", small, large)
	}
}

// TestCurtain is what somebody sees while names are hidden: that they are, of which workspace, and how to leave.
func TestCurtain(t *testing.T) {
	t.Parallel()
	feed := uitest.Snapshot().Feed
	feed.Connection, feed.Fault = model.Retrying, &model.Fault{Op: "read", Kind: model.KindRefused, Message: sentence}
	picture := canaried().WithFeed(feed)
	config := uitest.Config(&uitest.Feed{Picture: picture}, ui.Look{})
	config.Presentation, config.Caution = true, sentence
	fromTheStart := ui.Root(config)
	pressed, cmd := opened(picture).Update(ctrlP())
	if cmd == nil || fromTheStart.Init() == nil {
		t.Fatal("nothing is being hidden")
	}
	for _, root := range []tea.Model{fromTheStart, pressed} {
		for _, size := range []tea.WindowSizeMsg{{Width: 60, Height: 16}, {Width: 80, Height: 24}, {Width: 200, Height: 50}} {
			root, _ = root.Update(size)
			root, _ = root.Update(ui.Caution{Text: sentence})
			root, _ = root.Update(ui.Pictured{Snapshot: picture.WithEvents(told(time.Second))})
			curtained(t, root.View(), size)
		}
	}
}

// curtained says that nothing but the curtain is to be seen, in a frame that is whole.
func curtained(t *testing.T, view tea.View, size tea.WindowSizeMsg) {
	t.Helper()
	text := ansi.Strip(view.Content)
	lines := strings.Split(text, "\n")
	for _, line := range lines {
		if n := ansi.StringWidthWc(line); n != size.Width {
			t.Errorf("a line has %d cells of %d: %q", n, size.Width, line)
		}
	}
	if len(lines) != size.Height {
		t.Errorf("there are %d lines of %d", len(lines), size.Height)
	}
	for _, want := range []string{"PRESENTATION", "hiding names and PINs…", "PRODUCTION", "q quit"} {
		if !strings.Contains(text, want) {
			t.Errorf("the curtain lacks %q:\n%s", want, text)
		}
	}
	for _, one := range append(canaries(), "Front Door") {
		if strings.Contains(strings.ToLower(text+view.WindowTitle), strings.ToLower(one)) {
			t.Errorf("the curtain has %q:\n%s", one, text)
		}
	}
}

// TestTypedAtTheCurtain is for the dashboard behind it, in order.
func TestTypedAtTheCurtain(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.SendAll(slices.Concat([]tea.Msg{ctrlP()}, letters("2/"), []tea.Msg{tea.PasteMsg{Content: "own"}}, letters("er"))...)
		d.Sees("PRESENTATION", "/ owner", "Owner")
		d.Press("esc", "ctrl+p")
		d.SeesNot("PRESENTATION", "/ owner")
		d.SendAll(slices.Concat([]tea.Msg{ctrlP()}, letters("/q"))...)
		if d.Quit > 0 {
			t.Error("a letter in the filter ended the program")
		}
		d.Sees("/ q")
	})
}

// TestNoticeOfTheCurtain stays when that is drawn back, and no longer than any.
func TestNoticeOfTheCurtain(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.Press("ctrl+p")
		d.Sees("guests and PINs are hidden")
		d.After(10 * time.Second)
		d.SeesNot("guests and PINs are hidden")
		d.Press("enter", "v")
		d.Sees("PINs are hidden for a presentation")
		d.After(10 * time.Second)
		d.SeesNot("PINs are hidden for a presentation")
	})
}

// TestNewsAtTheCurtain are told when it is drawn back: what happens while names are hidden is no older news.
func TestNewsAtTheCurtain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		config := uitest.Config(&uitest.Feed{Picture: canaried().WithEvents(nil)}, ui.Look{})
		config.Surveyor, config.Notify = diagnose.NewSurveyor(), ui.OSC9
		root, _ := ui.New(config).Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		root, cmd := root.Update(ctrlP())
		<-time.After(2 * time.Second)
		root, _ = root.Update(ui.Pictured{Snapshot: canaried().WithEvents(told(time.Second))})
		var raw []string
		for range 3 { // what is hidden first, that picture, and what is told of it
			all := brought(cmd)
			cmd = nil
			for _, msg := range all {
				if sent, is := msg.(tea.RawMsg); is {
					raw = append(raw, fmt.Sprint(sent.Msg))
					continue
				}
				var more tea.Cmd
				root, more = root.Update(msg)
				cmd = tea.Batch(cmd, more)
			}
		}
		if len(raw) != 1 || !strings.Contains(raw[0], "Guest ") {
			t.Errorf("told was %q", raw)
		}
	})
}

// brought are the messages of a command, and of those that come out of it.
func brought(cmd tea.Cmd) (all []tea.Msg) {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	list := reflect.ValueOf(msg)
	if !list.IsValid() || list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return []tea.Msg{msg}
	}
	for i := range list.Len() {
		inner, _ := list.Index(i).Interface().(tea.Cmd)
		all = append(all, brought(inner)...)
	}
	return all
}

// TestLeavingAtTheCurtain waits for nothing: what hides is never done here.
func TestLeavingAtTheCurtain(t *testing.T) {
	t.Parallel()
	q := tea.KeyPressMsg{Code: 'q', Text: "q"}
	for _, c := range []struct {
		keys []tea.Msg
		want tea.Msg
	}{
		{[]tea.Msg{q}, tea.QuitMsg{}},
		{[]tea.Msg{ui.Leave{}}, tea.QuitMsg{}},
		{[]tea.Msg{tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}}, tea.QuitMsg{}},
		{append(letters("/a"), tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}), tea.QuitMsg{}},
		{[]tea.Msg{tea.KeyPressMsg{Code: 'z', Mod: tea.ModCtrl}}, tea.SuspendMsg{}},
		{letters("/q"), nil},
	} {
		root, _ := opened(canaried()).Update(ctrlP())
		var cmd tea.Cmd
		for _, key := range c.keys {
			root, cmd = root.Update(key)
		}
		if left := slices.Contains(brought(cmd), c.want); left != (c.want != nil) {
			t.Errorf("after %v the program gets %v", c.keys, brought(cmd))
		}
	}
}

// TestClipboardAtTheCurtain: a PIN that was copied before is taken off the clipboard also when somebody leaves from there.
func TestClipboardAtTheCurtain(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{}, func(d *uitest.Driver) {
		d.GoTo("Maple Ct 3B · Front Door")
		d.Press("enter", "down", "y")
		d.SendAll(append([]tea.Msg{ctrlP()}, letters("q")...)...)
		if d.Quit != 1 || !slices.Equal(d.Raw, []string{emptied}) {
			t.Errorf("the program ended %d times, and the terminal got %q", d.Quit, d.Raw)
		}
	})
}

// TestEndAtTheCurtain goes back at once, and what was hidden meanwhile is nobody's.
func TestEndAtTheCurtain(t *testing.T) {
	t.Parallel()
	h := furnished(t)
	uitest.Run(t, h.stage, func(d *uitest.Driver) {
		d.SendAll(ctrlP(), ui.Caution{Text: "the disk is full"}, ui.Caution{Text: "the disk of Zephyrine is full"}, ctrlP())
		d.SeesNot("PRESENTATION", "Guest ")
		d.Sees("the disk of Zephyrine is full")
		d.SendAll(ctrlP(), ctrlP(), ctrlP())
		d.Sees("PRESENTATION", "Guest ")
	})
	root, _ := opened(canaried()).Update(ctrlP())
	presented, ok := root.(*ui.Presentation)
	if back, _ := root.Update(ctrlP()); !ok || back == root || !presented.Lifted() {
		t.Error("names are being hidden for nobody")
	}
	uitest.Run(t, uitest.Stage{Presentation: true}, func(d *uitest.Driver) {
		d.Press("ctrl+p", "y")
		d.SendAll(ctrlP(), ctrlP())
		d.Sees("Show PINs and the names of guests?")
	})
}

// TestTextsBehindTheirPicture: what names somebody is told without the name, also when it comes with the picture that names them first.
func TestTextsBehindTheirPicture(t *testing.T) {
	t.Parallel()
	uitest.Run(t, uitest.Stage{Picture: canaried()}, func(d *uitest.Driver) {
		d.SendAll(ctrlP(), ui.Caution{Text: sentence})
		d.Sees("the code of [name] has the PIN [digits]")
		late := model.NewLock(model.Device{ID: "z9", Name: "Boat house"}, []model.AccessCode{{ID: "z9-1", DeviceID: "z9", Name: "Ottoline"}}, true, nil)
		d.SendAll(
			ui.Pictured{Snapshot: canaried()}, ui.Pictured{Snapshot: canaried().WithLocks([]*model.Lock{late}, uitest.Snapshot().Feed)},
			ui.Caution{Text: "Ottoline is late"},
		)
		d.Sees("Boat house", "[name] is late")
		d.SeesNot("Ottoline")
	})
}

// TestAnswersAfterAPresentation reach the dashboard that asked: it began with the presentation, and asks for its rules at the end.
func TestAnswersAfterAPresentation(t *testing.T) {
	t.Parallel()
	h := furnished(t)
	h.stage.Presentation = true
	uitest.Run(t, h.stage, func(d *uitest.Driver) {
		d.Press("ctrl+p", "y", "3")
		d.SeesNot("PRESENTATION")
		d.Sees("Xanthe Quill")
		d.Press("4")
		d.Sees("Zephyrine Quill")
	})
}
