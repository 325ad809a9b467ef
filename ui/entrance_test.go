package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/nav"
	"seamdash/ui/uitest"
	"seamdash/ui/welcome"
)

const (
	goodKey  = "seam_test4711"
	goodPAT  = "seam_at_4711"
	browsers = "seam_pk_4711"
)

// A lobby answers like Seam and a keyring, after a while, and remembers what it was asked.
type lobby struct {
	wait      time.Duration
	spaces    []model.Workspace
	refuse    error // what Try meets
	noKeyring error
	keepFails error
	openFails error
	picture   *model.Snapshot
	did       []string
	feed      *uitest.Feed
}

func newLobby() *lobby {
	return &lobby{wait: time.Second, spaces: []model.Workspace{{ID: "w1", Name: "Maple Property Group"}}, picture: uitest.Snapshot()}
}

func threeSpaces() []model.Workspace {
	return []model.Workspace{
		{ID: "w1", Name: "Maple Property Group"},
		{ID: "w2", Name: "Maple trials", Sandbox: true},
		{ID: "w3", Name: "Old trials", Sandbox: true, Suspended: true},
	}
}

func (*lobby) Recognise(key model.Secret) welcome.Looks {
	switch text := key.Reveal(); {
	case len(text) < len("seam_") && strings.HasPrefix("seam_", text):
		return welcome.Looks{}
	case text == browsers:
		return welcome.Looks{Fault: &model.Fault{Op: "read the key", Message: "this is a publishable key, which can only open client sessions", Hint: "Create an API key in the Seam Console under Developer, API Keys."}}
	case strings.HasPrefix(text, "seam_at"):
		return welcome.Looks{Words: "a personal access token", Many: true}
	default:
		return welcome.Looks{Words: "an API key"}
	}
}

func (l *lobby) sleep(ctx context.Context, what string) error {
	l.did = append(l.did, what)
	select {
	case <-time.After(l.wait):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *lobby) Try(ctx context.Context, key model.Secret) ([]model.Workspace, error) {
	if err := l.sleep(ctx, "try "+key.Reveal()); err != nil {
		return nil, err
	}
	return l.spaces, l.refuse
}

func (l *lobby) Keyring(context.Context) (string, error) {
	return "the keyring of this computer", l.noKeyring
}

func (l *lobby) Keep(ctx context.Context, key model.Secret, ws model.Workspace) error {
	if err := l.sleep(ctx, fmt.Sprintf("keep %s for %s", key.Reveal(), ws.ID)); err != nil {
		return err
	}
	return l.keepFails
}

func (l *lobby) Open(_ context.Context, what nav.Open) (ui.Config, error) {
	l.did = append(l.did, fmt.Sprintf("open %q %q sandbox %v", what.Key.Reveal(), what.Workspace, what.Sandbox))
	l.feed = &uitest.Feed{Picture: l.picture}
	return uitest.Config(l.feed, ui.Look{}), l.openFails
}

func (l *lobby) mustHaveDone(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, l.did); diff != "" {
		t.Errorf("what was asked behind the screen (-want +got):\n%s", diff)
	}
}

// enters plays a story that begins without a key.
func enters(t *testing.T, l *lobby, story func(d *uitest.Driver)) {
	t.Helper()
	uitest.Run(t, uitest.Stage{Lobby: l, W: 80, H: 24}, story)
}

func TestPasteAKeyAndKeepIt(t *testing.T) {
	l := newLobby()
	enters(t, l, func(d *uitest.Driver) {
		d.Sees("every lock, every code", "Paste an API key", "connect.getseam.com and nowhere else", "ctrl+t opens the sandbox")
		d.Paste(goodKey)
		d.Sees("•••••••••••••", "✓ an API key")
		d.Press("enter")
		d.Sees("asking Seam …")
		d.After(2 * time.Second)
		d.Sees("The key opens  PRODUCTION  Maple Property Group", "Keep it in the keyring of this computer for the next start?")
		d.Press("enter")
		d.Sees("putting the key into the keyring")
		d.After(2 * time.Second)
		d.Sees("LOCKS 13", "the key is kept in the keyring of this computer")
		l.mustHaveDone(t, "try "+goodKey, "keep "+goodKey+" for w1", `open "seam_test4711" "w1" sandbox false`)
		if len(l.feed.Focused) == 0 {
			t.Error("the feed was not told which locks are on the screen")
		}
		d.Press("down")
		d.At("Cedar 12 · Main door")
	})
}

// TestTheKeyIsNeverShown: not one frame of a story shows more of the key than its length.
func TestTheKeyIsNeverShown(t *testing.T) {
	l := newLobby()
	l.refuse = &model.Fault{Op: "list workspaces", Kind: model.KindUnauthorised, Message: "Seam does not know this key"}
	enters(t, l, func(d *uitest.Driver) {
		for _, r := range goodKey {
			d.Type(string(r))
			d.SeesNot("seam_", "4711")
		}
		d.Press("enter")
		d.SeesNot("seam_t", "4711")
		d.After(2 * time.Second)
		d.SeesNot("seam_t", "4711")
		d.Sees("Seam does not know this key", "•••••••••••••")
		if len(d.Clipboard) != 0 {
			t.Errorf("the clipboard was sent %q", d.Clipboard)
		}
	})
}

// TestTypingAKeyLeaksNothing types every key of every catalogue into the field.
func TestTypingAKeyLeaksNothing(t *testing.T) {
	l := newLobby()
	enters(t, l, func(d *uitest.Driver) {
		d.Type("qn?yrf1/jkg")
		d.Press("tab", "up", "down", "pgdown", "ctrl+z")
		d.Sees("•••••••••••")
		if d.Quit+d.Suspended != 0 || len(l.did) != 0 {
			t.Errorf("quit %d, suspended %d, asked %q by typing", d.Quit, d.Suspended, l.did)
		}
		d.Press("esc")
		d.SeesNot("••", "✓")
		d.Press("esc")
		d.Sees("there is nothing to clear; ctrl+c quits")
		d.Press("ctrl+c")
		if d.Quit != 1 {
			t.Error("ctrl+c does not quit")
		}
	})
}

func TestWrongKindOfKey(t *testing.T) {
	l := newLobby()
	enters(t, l, func(d *uitest.Driver) {
		d.Press("enter")
		d.Sees("there is no key yet: paste one first")
		d.Type("sea")
		d.SeesNot("✓", "✖", "▲")
		d.Press("esc")
		d.Paste(browsers)
		d.Sees("▲ this is a publishable key", "Create an API key in the Seam Console")
		d.Press("enter")
		d.Sees("this is a publishable key")
		l.mustHaveDone(t)
	})
}

// TestRefusedKeyCanBeMended: what was typed stays, and why it was refused goes with the next letter.
func TestRefusedKeyCanBeMended(t *testing.T) {
	l := newLobby()
	l.refuse = &model.Fault{Op: "read the workspace", Kind: model.KindUnauthorised, Message: "Seam does not know this key", Hint: "Copy it again in the Seam Console."}
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodKey[:len(goodKey)-1])
		d.Press("enter")
		d.After(2 * time.Second)
		d.Sees("✖ read the workspace: Seam does not know this key", "Copy it again", "••••••••••••")
		l.refuse = nil
		d.Type("1")
		d.SeesNot("does not know")
		d.Press("enter")
		d.After(2 * time.Second)
		d.Sees("Keep it in")
		l.mustHaveDone(t, "try seam_test471", "try "+goodKey)
	})
}

// TestSeamDoesNotAnswer: the question has a deadline, and can be taken back before.
func TestSeamDoesNotAnswer(t *testing.T) {
	l := newLobby()
	l.wait = time.Hour
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodKey)
		d.Press("enter")
		d.After(30 * time.Second)
		d.Sees("try the key: no answer in time", "Try again in a moment.")
		l.wait = 10 * time.Second
		d.Press("enter")
		d.After(5 * time.Second)
		d.Press("esc")
		d.SeesNot("asking")
		d.Sees("✓ an API key")
		d.After(time.Minute) // the answer that nobody waits for any more
		d.Sees("✓ an API key", "••••")
		d.SeesNot("Keep it")
	})
}

// TestOldAnswerIsDropped: the answer about the first key arrives while the second is being asked about.
func TestOldAnswerIsDropped(t *testing.T) {
	l := newLobby()
	l.wait = 10 * time.Second
	l.refuse = &model.Fault{Op: "read the workspace", Kind: model.KindUnauthorised, Message: "the first key is bad"}
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodKey)
		d.Press("enter")
		d.After(8 * time.Second)
		d.Press("esc", "enter")
		d.After(4 * time.Second)
		d.Sees("asking Seam …")
		d.SeesNot("the first key is bad")
	})
}

func TestTokenOpensTheChosenWorkspace(t *testing.T) {
	l := newLobby()
	l.spaces = threeSpaces()
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodPAT)
		d.Sees("a personal access token")
		d.Press("enter")
		d.After(2 * time.Second)
		d.Sees("This token opens 3 workspaces", "Old trials", "sandbox, suspended")
		d.At("Maple Property Group")
		d.Press("down")
		d.At("Maple trials")
		d.Press("enter")
		d.Sees("The key opens  SANDBOX  Maple trials")
		d.Press("n")
		d.After(time.Second)
		d.Sees("LOCKS 13")
		d.SeesNot("is kept")
		l.mustHaveDone(t, "try "+goodPAT, `open "seam_at_4711" "w2" sandbox false`)
	})
}

func TestTokenThatOpensNothing(t *testing.T) {
	l := newLobby()
	l.spaces = nil
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodPAT)
		d.Press("enter")
		d.After(2 * time.Second)
		d.Sees("it opens no workspace", "Ask an owner")
		d.Press("esc")
		l.spaces = threeSpaces()
		d.Paste(goodPAT)
		d.Press("enter")
		d.After(2 * time.Second)
		d.Press("esc")
		d.Sees("Paste an API key", "••••")
	})
}

// TestTokenForOneWorkspace needs no list.
func TestTokenForOneWorkspace(t *testing.T) {
	enters(t, newLobby(), func(d *uitest.Driver) {
		d.Paste(goodPAT)
		d.Press("enter")
		d.After(2 * time.Second)
		d.Sees("The key opens  PRODUCTION  Maple Property Group")
	})
}

func TestNoKeyring(t *testing.T) {
	l := newLobby()
	l.noKeyring = &model.Fault{Op: "find the keyring", Kind: model.KindUnavailable, Message: "no Secret Service answers", Hint: "Over ssh or in a container, set SEAM_API_KEY."}
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodKey)
		d.Press("enter")
		d.After(2 * time.Second)
		d.Sees("It cannot be kept for the next time: find the keyring: no Secret Service answers.", "set SEAM_API_KEY", "this session only?")
		d.Press("y") // there is nothing to say yes to
		d.Sees("this session only?")
		d.Press("enter")
		d.After(time.Second)
		d.Sees("LOCKS 13")
		l.mustHaveDone(t, "try "+goodKey, `open "seam_test4711" "w1" sandbox false`)
	})
}

// TestKeyringRefuses: the key is good, so its owner may go on without keeping it.
func TestKeyringRefuses(t *testing.T) {
	l := newLobby()
	l.keepFails = &model.Fault{Op: "keep the key", Kind: model.KindRefused, Message: "the keyring is locked", Hint: "Unlock it."}
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodKey)
		d.Press("enter")
		d.After(2 * time.Second)
		d.Press("y")
		d.After(2 * time.Second)
		d.Sees("✖ keep the key: the keyring is locked", "Unlock it.", "Keep it in")
		d.Press("n")
		d.After(time.Second)
		d.Sees("LOCKS 13")
		d.SeesNot("is kept")
	})
}

func TestSandboxFromTheEntrance(t *testing.T) {
	l := newLobby()
	enters(t, l, func(d *uitest.Driver) {
		d.Press("ctrl+t")
		d.Sees("LOCKS 13")
		l.mustHaveDone(t, `open "" "" sandbox true`)
		d.Press("q")
		if d.Quit != 1 {
			t.Error("q does not quit the dashboard")
		}
	})
}

func TestWorkspaceThatCannotBeOpened(t *testing.T) {
	l := newLobby()
	l.openFails = &model.Fault{Op: "open the workspace", Kind: model.KindRefused, Message: "plain http leaves this machine", Hint: "Use https."}
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(goodKey)
		d.Press("enter")
		d.After(2 * time.Second)
		d.Press("n")
		d.After(time.Second)
		d.Sees("✖ open the workspace: plain http leaves this machine", "Use https.", "••••")
	})
}

// TestThePasteOfAWholeLine: a terminal that brackets a paste gives the line feed at its end, too, and some give the key
// letter by letter.
func TestThePasteOfAWholeLine(t *testing.T) {
	l := newLobby()
	enters(t, l, func(d *uitest.Driver) {
		d.Paste(" " + goodKey + "\r\n")
		d.Press("enter")
		d.After(2 * time.Second)
		d.Press("esc", "esc")
		d.Paste(strings.Repeat("x", 5000))
		d.Press("enter")
		if n := len(l.did); n != 2 || strings.TrimSpace(l.did[0]) != "try  "+goodKey || len(l.did[1]) < 4000 {
			t.Errorf("tried %.60q", l.did)
		}
	})
}

// TestEntranceFollowsTheTerminal: the dashboard has the size and the colours that the entrance learned.
func TestEntranceFollowsTheTerminal(t *testing.T) {
	enters(t, newLobby(), func(d *uitest.Driver) {
		d.Resize(50, 10)
		d.Sees("seamdash needs 60x16")
		d.Press("ctrl+t")
		d.Resize(100, 30)
		d.Sees("Paste an API key")
		dark := d.Styled()
		d.Send(tea.BackgroundColorMsg{Color: white{}})
		if d.Styled() == dark {
			t.Error("a light terminal gets the colours of a dark one")
		}
		d.Press("ctrl+t")
		d.Sees("LOCKS 13")
	})
}

type white struct{}

func (white) RGBA() (r, g, b, a uint32) { return 0xffff, 0xffff, 0xffff, 0xffff }

// TestCautionIsSaidForAWhile: what went wrong before there was a screen is in the status line, and goes by itself.
func TestCautionIsSaidForAWhile(t *testing.T) {
	enters(t, newLobby(), func(d *uitest.Driver) {
		config := uitest.Config(&uitest.Feed{Picture: uitest.Snapshot()}, ui.Look{})
		config.Caution = "the store is damaged"
		p := uitest.NewPump(ui.New(config))
		defer p.Close()
		p.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
		if !strings.Contains(p.View().Content, "the store is damaged") {
			t.Error("the caution is not on the screen")
		}
		p.After(time.Minute)
		if strings.Contains(p.View().Content, "the store is damaged") {
			t.Error("the caution stays for ever")
		}
		p.Send(ui.Caution{Text: "the disk is full"})
		if !strings.Contains(p.View().Content, "the disk is full") {
			t.Error("a later caution is not on the screen")
		}
		d.Sees("Paste")
	})
}

func TestEntranceGoldens(t *testing.T) {
	stories := []struct {
		name  string
		lobby func(*lobby)
		play  func(*uitest.Driver)
	}{
		{"empty", func(*lobby) {}, func(*uitest.Driver) {}},
		{"recognised", func(*lobby) {}, func(d *uitest.Driver) { d.Paste(goodKey) }},
		{"wrong-kind", func(*lobby) {}, func(d *uitest.Driver) { d.Paste(browsers) }},
		{"asking", func(*lobby) {}, func(d *uitest.Driver) { d.Paste(goodKey); d.Press("enter") }},
		{"refused", func(l *lobby) {
			l.refuse = &model.Fault{Op: "read the workspace", Kind: model.KindUnauthorised, Message: "Seam does not know this key", Hint: "Copy it again in the Seam Console.", Request: "req-4711"}
		}, func(d *uitest.Driver) { d.Paste(goodKey); d.Press("enter"); d.After(2 * time.Second) }},
		{"choose", func(l *lobby) { l.spaces = threeSpaces() }, func(d *uitest.Driver) {
			d.Paste(goodPAT)
			d.Press("enter")
			d.After(2 * time.Second)
			d.Press("down")
		}},
		{"keep", func(*lobby) {}, func(d *uitest.Driver) { d.Paste(goodKey); d.Press("enter"); d.After(2 * time.Second) }},
		{"no-keyring", func(l *lobby) {
			l.noKeyring = &model.Fault{Op: "find the keyring", Kind: model.KindUnavailable, Message: "no Secret Service answers", Hint: "Over ssh or in a container, set SEAM_API_KEY."}
		}, func(d *uitest.Driver) { d.Paste(goodKey); d.Press("enter"); d.After(2 * time.Second) }},
	}
	for _, story := range stories {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			name := fmt.Sprintf("welcome-%s-%dx%d", story.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				l := newLobby()
				story.lobby(l)
				uitest.Run(t, uitest.Stage{Lobby: l, W: size[0], H: size[1]}, func(d *uitest.Driver) {
					story.play(d)
					uitest.Golden(t, name, d.Screen(), *update)
				})
			})
		}
	}
}
