package codeform_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/ui/codeform"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/uitest"
	"seamdash/ui/widget"
)

// TestAnyKeys presses any keys, pastes anything and lets pictures come: every frame is whole, Seam is never asked while the
// form says that something is refused, and no code is asked for twice on one lock.
func TestAnyKeys(t *testing.T) {
	t.Parallel()
	zones := coderow.NewZones(nil)
	asked := 0
	rapid.Check(t, func(t *rapid.T) {
		desk := &uitest.Desk{}
		f, picture := anyForm(t, codeform.Config{
			Desk: desk, Context: t.Context(), Now: uitest.Now, Zones: zones, Home: time.UTC,
			Random: bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 4096, 4096).Draw(t, "chance")),
		})
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			intent, cmd := step(t, f, picture)
			for cmd != nil {
				refused := strings.Contains(f.Hints()[0].Label, "first)")
				msg := cmd()
				answer, ok := msg.(codeform.Answered)
				if !ok {
					break
				}
				if refused {
					t.Fatal("Seam was asked for what it refuses")
				}
				intent, cmd = f.Update(answer)
			}
			whole(t, f)
			if _, closed := intent.(nav.Close); closed {
				break
			}
		}
		once(t, desk.Drafts())
		asked += len(desk.Drafts()) + len(desk.Changes())
	})
	if asked == 0 && !testing.Short() {
		t.Error("chance never sent a form")
	}
}

func anyForm(t *rapid.T, config codeform.Config) (*codeform.Form, *model.Snapshot) {
	picture, size := uitest.Snapshot(), widget.Rect{W: 60, H: 10}
	of := nav.CodeOf{Lock: "a3", Code: rapid.SampledFrom([]model.CodeID{"a3-duarte", "a3-resident", "a3-spare"}).Draw(t, "code")}
	var f *codeform.Form
	switch rapid.IntRange(0, 2).Draw(t, "form") {
	case 0:
		locks := rapid.SliceOfNDistinct(rapid.SampledFrom([]model.DeviceID{"a3", "b1", "c1", "d1"}), 1, 4, rapid.ID).Draw(t, "locks")
		f = codeform.NewCreate(config, picture, locks, size)
	case 1:
		f = codeform.NewEdit(config, picture, of, size)
	default:
		f = codeform.NewConvert(config, picture, of, size)
	}
	return f, picture
}

// step does one thing that may happen to a form.
func step(t *rapid.T, f *codeform.Form, picture *model.Snapshot) (nav.Intent, tea.Cmd) {
	keys := []string{
		"enter", "enter", "esc", "tab", "tab", "shift+tab", "down", "up", "left", "right", "space", "ctrl+z", "ctrl+g", "ctrl+x",
		"ctrl+r", "ctrl+k", "ctrl+t", "ctrl+u", "backspace", "y", "j", "p", "k", "t", "7",
	}
	texts := []string{
		"tomorrow 3pm", "+1d 11:00", "fri 17:00 for 3h", "739104", "0000", "America/Los_Angeles", "Guest", "貯蔵庫", "e\u0301\u0302\u0303",
		"\x1b[2J\x00", strings.Repeat("long ", 300), "🔑🔑", "\u202eabc",
	}
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0, 1, 2:
		return f.Update(tea.PasteMsg{Content: rapid.SampledFrom(texts).Draw(t, "text")})
	case 3:
		f.Show(rapid.SampledFrom([]*model.Snapshot{picture, picture.WithoutLocks([]model.DeviceID{"b1"}, picture.Feed), renamed(picture)}).Draw(t, "picture"))
		return nil, nil
	case 4:
		f.Resize(widget.Rect{W: rapid.IntRange(60, 200).Draw(t, "w"), H: rapid.IntRange(10, 45).Draw(t, "h")})
		return nil, nil
	default:
		return f.Update(tea.KeyPressMsg{Text: rapid.SampledFrom(keys).Draw(t, "key")})
	}
}

// renamed is a picture in which somebody changed a code.
func renamed(picture *model.Snapshot) *model.Snapshot {
	lock, _ := picture.Lock("a3")
	codes := append([]model.AccessCode(nil), lock.Codes...)
	for i := range codes {
		if codes[i].ID == "a3-duarte" {
			codes[i].Name, codes[i].Window = "Somebody else", model.Window{}
		}
	}
	return picture.WithLocks([]*model.Lock{model.NewLock(lock.Device, codes, true, nil)}, picture.Feed)
}

func whole(t *rapid.T, f *codeform.Form) {
	var p widget.Pen
	size := widget.Rect{W: rapid.IntRange(60, 200).Draw(t, "width"), H: rapid.IntRange(10, 45).Draw(t, "height")}
	f.Resize(size)
	p.Begin(theme.New(theme.Options{}), size.W)
	at := f.View(&p)
	lines := strings.Split(p.String(), "\n")
	if len(lines) != size.H+1 {
		t.Fatalf("%d lines, want %d", len(lines)-1, size.H)
	}
	for _, line := range lines {
		if n := ansi.StringWidthWc(line); n != size.W {
			t.Fatalf("a line of %d cells, want %d: %q", n, size.W, line)
		}
	}
	if at != nil && (at.X < 0 || at.X >= size.W || at.Y < 0 || at.Y >= size.H) {
		t.Fatalf("the cursor stands at %v of %v", at, size)
	}
}

// once fails when a lock was asked for more than one code although every answer was yes.
func once(t *rapid.T, drafts []model.CodeDraft) {
	seen := map[model.DeviceID]bool{}
	for i := range drafts {
		if seen[drafts[i].DeviceID] {
			t.Fatalf("%s was asked for two codes", drafts[i].DeviceID)
		}
		seen[drafts[i].DeviceID] = true
	}
}
