package ui_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/uitest"
)

// A clerk is a desk that answers as it is told. Several writes may ask it at once.
type clerk struct {
	mu    sync.Mutex
	asked []string
	errs  map[model.CodeID]error
	slow  time.Duration
	spare model.AccessCode
}

func (c *clerk) write(ctx context.Context, what string, code *model.AccessCode) (model.Tracked, error) {
	c.mu.Lock()
	c.asked = append(c.asked, what+" "+string(code.ID))
	number, err := len(c.asked), c.errs[code.ID]
	c.mu.Unlock()
	if c.slow > 0 {
		timer := time.NewTimer(c.slow)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return model.Tracked{}, ctx.Err()
		case <-timer.C:
		}
	}
	if err != nil {
		return model.Tracked{}, err
	}
	draft := model.DraftOf(code)
	return model.Tracked{ID: fmt.Sprintf("t%03d", number), Action: model.ActionUpdate, Code: code.ID, Wanted: draft, Before: draft, Stage: model.StageAccepted}, nil
}

func (c *clerk) Update(ctx context.Context, before model.AccessCode, change model.CodeChange) (model.Tracked, error) {
	switch {
	case change.PIN.Known():
		return c.write(ctx, "new PIN", &before)
	case change.ExternalChangeAllowed == model.Yes:
		return c.write(ctx, "allow changes", &before)
	case change.Window.Always():
		return c.write(ctx, "let work always", &before)
	}
	if !change.Window.From.Equal(before.Window.From) {
		const layout = "01-02 15:04"
		return c.write(ctx, "window "+change.Window.From.UTC().Format(layout)+" to "+change.Window.Until.UTC().Format(layout), &before)
	}
	return c.write(ctx, "update until "+change.Window.Until.UTC().Format("01-02 15:04"), &before)
}

func (c *clerk) Create(ctx context.Context, draft model.CodeDraft) (model.Tracked, error) {
	return c.write(ctx, "create", &model.AccessCode{DeviceID: draft.DeviceID})
}

func (c *clerk) ReportZone(ctx context.Context, device model.DeviceID, _, zone string) error {
	_, err := c.write(ctx, "zone "+zone+" of "+string(device), &model.AccessCode{})
	return err
}

func (c *clerk) Delete(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	if !code.Managed {
		return c.write(ctx, "delete unmanaged", &code)
	}
	return c.write(ctx, "delete", &code)
}

func (c *clerk) Adopt(ctx context.Context, code model.AccessCode, force bool) (model.Tracked, error) {
	if force {
		return c.write(ctx, "adopt by force", &model.AccessCode{ID: "forced"})
	}
	return c.write(ctx, "adopt", &code)
}

func (c *clerk) Retry(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return c.write(ctx, "retry", &code)
}

func (c *clerk) Recreate(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	return c.write(ctx, "recreate", &code)
}

func (c *clerk) Undo(ctx context.Context, t model.Tracked, lock *model.Lock) (model.Tracked, error) {
	if lock == nil {
		return c.write(ctx, "undo blindly", &model.AccessCode{ID: t.Code})
	}
	return c.write(ctx, "undo "+t.ID+" about", &model.AccessCode{ID: t.Code})
}

func (c *clerk) PullBackup(ctx context.Context, code model.AccessCode) (model.Tracked, error) {
	t, err := c.write(ctx, "pull", &code)
	t.Code, t.Wanted = c.spare.ID, model.DraftOf(&c.spare)
	return t, err
}

// was fails unless the desk was asked for this, in this order.
func (c *clerk) was(t *testing.T, want ...string) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Equal(c.asked, want) {
		t.Errorf("the desk was asked %q, want %q", c.asked, want)
	}
}

// withOkafor is the picture with Okafor's code changed.
func withOkafor(t *testing.T, change func(*model.AccessCode)) *model.Snapshot {
	t.Helper()
	s, codes := uitest.Snapshot(), uitest.FrontDoor()
	at := slices.IndexFunc(codes, func(c model.AccessCode) bool { return c.ID == "a3-okafor" })
	if at < 0 {
		t.Fatal("the front door has no code of Okafor")
	}
	change(&codes[at])
	return s.WithLocks([]*model.Lock{model.NewLock(mustLock(t, s, "a3").Device, codes, true, nil)}, s.Feed)
}

// toCode goes to a code of the front door.
func toCode(d *uitest.Driver, name string) {
	toFrontDoor(d)
	d.Press("/")
	d.Type(name)
	d.Press("enter", "down", "esc")
}

func TestDelete(t *testing.T) {
	for screen, to := range map[string]func(*uitest.Driver){
		"fleet": func(d *uitest.Driver) { toCode(d, "okafor") },
		"codes": func(d *uitest.Driver) { d.Press("2", "/"); d.Type("okafor"); d.Press("enter", "down") },
	} {
		t.Run(screen, func(t *testing.T) {
			desk := &clerk{}
			uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
				to(d)
				d.Press("x")
				d.Sees("Delete Guest · Okafor?", "On Maple Ct 3B · Front Door, today 15:00 → Sun 11:00 Los Angeles.", "enter  cancel", "u makes it again afterwards, with the same PIN and times.")
				d.SeesNot(okaforsPIN)
				d.Press("x", "enter")
				desk.was(t)
				d.SeesNot("Delete Guest")
				d.Press("x", "esc", "x", "y")
				desk.was(t, "delete a3-okafor")
				d.Sees("Guest · Okafor: deletion accepted by Seam")
				if d.Feed.Refreshed != 1 {
					t.Errorf("the picture was asked for %d times afterwards", d.Feed.Refreshed)
				}
			})
		})
	}
}

// TestOneWriteAtATime: while Seam has not answered about a code there is no second write about it, and a late answer tells
// that it may be done all the same.
func TestOneWriteAtATime(t *testing.T) {
	desk := &clerk{slow: time.Hour}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("x", "y")
		d.Sees("asking Seam: deletion of Guest · Okafor")
		d.Press("x", "y")
		d.Sees("Seam has not answered yet about Guest · Okafor")
		desk.was(t, "delete a3-okafor")
		d.After(91 * time.Second)
		d.Sees("no answer from Seam in 1 min; it may be done all the same")
		d.Press("x", "y")
		desk.was(t, "delete a3-okafor", "delete a3-okafor")
	})
}

func TestDeedRefusedBySeam(t *testing.T) {
	fault := &model.Fault{Op: "delete code", Kind: model.KindUnavailable, Message: "Seam answered 503", Hint: "Wait a minute.", Request: "req-9"}
	desk := &clerk{errs: map[model.CodeID]error{"a3-okafor": fault}}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 200, H: 50}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("x", "y")
		d.Sees("Guest · Okafor: no deletion: Seam answered 503 (request req-9). Wait a minute.")
		d.After(15 * time.Second)
		d.Sees("Seam answered 503")
	})
}

// TestDeedsRefused: what cannot be done is refused with its reason, before any question.
func TestDeedsRefused(t *testing.T) {
	const managed = "okafor"
	set := func(change func(*model.AccessCode)) func(*testing.T) *model.Snapshot {
		return func(t *testing.T) *model.Snapshot { t.Helper(); return withOkafor(t, change) }
	}
	lock := func(change func(*model.Lock)) func(*testing.T) *model.Snapshot {
		return func(t *testing.T) *model.Snapshot {
			t.Helper()
			s := uitest.Snapshot()
			l := *mustLock(t, s, "a3")
			change(&l)
			return s.WithLocks([]*model.Lock{&l}, s.Feed)
		}
	}
	for _, c := range []struct {
		keys, code string
		picture    func(*testing.T) *model.Snapshot
		says       string
	}{
		{"x", "painter", nil, "it is being removed already"},
		{"x", managed, set(func(c *model.AccessCode) { c.Managed, c.Traits.CannotBeDeleted = false, true }), "Seam cannot delete this code"},
		{"x + t T b a", managed, set(func(c *model.AccessCode) { c.Unreadable = "odd" }), "Seam's answer about this code could not be read"},
		{"x + t T b a", managed, lock(func(l *model.Lock) { l.Old = true }), "the lock has not been read since the program began"},
		{"+ t T b", managed, set(func(c *model.AccessCode) { c.Managed = false }), "it was made outside Seam; a lets Seam manage it"},
		{"+ t", managed, set(func(c *model.AccessCode) { c.Traits.Offline = true }), "it is an offline code, which cannot be changed"},
		{"+ t", "painter", nil, "it is being removed"},
		{"+ t", "movers", nil, "it is over; Seam changes only codes that work or will work"},
		{"+ t T", managed, lock(func(l *model.Lock) { l.Device.Can.ProgramOnlineCodes = model.No }), "this lock takes no codes at present"},
		{"+", "kim", nil, "it has no end"},
		{"T", "movers", nil, "its time is over"},
		{"T", managed, set(func(c *model.AccessCode) { c.PIN = model.PIN{} }), "Seam does not know its PIN"},
		{"b", "kim", nil, "Seam keeps backup codes only for codes with a window"},
		{"b", managed, nil, "Seam has no backup code ready for it"},
		{"a", managed, nil, "Seam manages it already"},
		{"a", managed, set(func(c *model.AccessCode) { c.Managed, c.Traits.CannotBeManaged = false, true }), "Seam cannot take over this code"},
	} {
		t.Run(c.keys+" "+c.says, func(t *testing.T) {
			desk := &clerk{}
			stage := uitest.Stage{Desk: desk}
			if c.picture != nil {
				stage.Picture = c.picture(t)
			}
			uitest.Run(t, stage, func(d *uitest.Driver) {
				toCode(d, c.code)
				for _, key := range strings.Fields(c.keys) {
					d.Press(key)
					d.Sees(c.says)
					d.SeesNot("cancel")
					d.After(6 * time.Second)
					d.SeesNot(c.says)
				}
				desk.was(t)
			})
		})
	}
}

// TestNothingIsChangedHere: nobody is asked whether to do what will be refused.
func TestNothingIsChangedHere(t *testing.T) {
	for says, stage := range map[string]uitest.Stage{
		"this session only reads":                      {Desk: &clerk{}, ReadOnly: true},
		"this program has no way to change codes here": {},
	} {
		uitest.Run(t, stage, func(d *uitest.Driver) {
			d.Press("x")
			d.Sees("choose a code first")
			toCode(d, "okafor")
			for _, key := range []string{"x", "+", "t", "T", "b", "a"} {
				d.Press(key)
				d.Sees(says)
				d.SeesNot("cancel")
				d.After(6 * time.Second)
			}
			d.Press("space", "x")
			d.Sees(says)
		})
	}
}

func TestRetry(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("t")
		d.Sees("Ask again for Guest · Okafor?", "Seam is asked for the same name, PIN and times again.")
		d.Press("y")
		toCode(d, "nanny")
		d.Press("t", "y")
		desk.was(t, "retry a3-okafor", "retry a3-nanny")
	})
}

// TestRecreate leaves it to the desk to wait until the old code has left the lock.
func TestRecreate(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("T")
		d.Sees("Delete Guest · Okafor and make it again?", "in between it opens nothing")
		d.Press("y")
		desk.was(t, "recreate a3-okafor")
		d.Sees("Guest · Okafor: re-creation accepted by Seam")
	})
}

func TestBackup(t *testing.T) {
	spare := model.AccessCode{ID: "spare", DeviceID: "a3", PIN: model.NewPIN("771177")}
	desk := &clerk{spare: spare}
	s := withOkafor(t, func(c *model.AccessCode) { c.Backup.Available = true })
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: s}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("b")
		d.Sees("Pull a backup code for Guest · Okafor?")
		d.Press("y")
		desk.was(t, "pull a3-okafor")
		d.Sees("A backup code stands in for Guest · Okafor", "copy its PIN", "go to it")
		d.SeesNot("771177")
		d.Press("y")
		d.Sees("PIN sent to the clipboard")
		if !slices.Equal(d.Clipboard, []string{"771177"}) {
			t.Errorf("the clipboard got %q", d.Clipboard)
		}
	})
	// An answer that comes while somebody types does not cover what they type.
	desk = &clerk{spare: spare, slow: 2 * time.Second}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: s}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("b", "y", "/")
		d.Type("gu")
		d.After(3 * time.Second)
		d.Sees("/ gu", "backup code accepted by Seam")
		d.SeesNot("stands in")
	})
}

// TestAdopt: force is offered only after Seam refused, and by another question with another key.
func TestAdopt(t *testing.T) {
	s := withOkafor(t, func(c *model.AccessCode) { c.Managed = false })
	refusal := &model.Fault{Op: "take over code", Kind: model.KindInvalid, Message: "it is managed in another workspace"}
	desk := &clerk{errs: map[model.CodeID]error{"a3-okafor": refusal}}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: s}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("a")
		d.Sees("Let Seam manage Guest · Okafor?")
		d.SeesNot("force")
		d.Press("y")
		desk.was(t, "adopt a3-okafor")
		d.Sees("Take over Guest · Okafor by force?", "Seam refused: It is managed in another workspace.")
		d.Press("y", "a", "enter")
		desk.was(t, "adopt a3-okafor")
		d.Press("a", "y", "f")
		desk.was(t, "adopt a3-okafor", "adopt a3-okafor", "adopt by force forced")
		d.Press("x")
		d.Sees("It was made outside Seam. Once it is gone this program cannot bring it back.")
		d.Press("y")
		desk.was(t, "adopt a3-okafor", "adopt a3-okafor", "adopt by force forced", "delete unmanaged a3-okafor")
	})
	desk = &clerk{errs: map[model.CodeID]error{"a3-okafor": errors.New("cut off")}}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: s}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("a", "y")
		d.Sees("no takeover: cut off")
		d.SeesNot("by force?") // nobody refused
	})
}

// TestMoreMenu says of everything why it cannot be done, and leads on to the question.
func TestMoreMenu(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press(".")
		d.Sees("delete it", "let it work longer", "let Seam manage it  not now: Seam manages it already")
		d.Press("a")
		d.Sees("Seam manages it already", "let it work longer")
		d.Press("x")
		d.Sees("Delete Guest · Okafor?")
		d.Press("y")
		desk.was(t, "delete a3-okafor")
	})
}

// TestExtend adds an hour, or a day by the clock of the lock.
func TestExtend(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("+")
		d.Sees("Until when shall Guest · Okafor work?", "On Maple Ct 3B · Front Door, at present until Sun 11:00.", "1 hour more   until Sun 12:00", "1 day more   until Mon 11:00")
		d.Press("+", "enter")
		desk.was(t)
		d.Press("+", "h")
		d.Sees("Guest · Okafor: extension accepted by Seam")
		d.Press("+", "d")
		desk.was(t, "update until 11-22 20:00 a3-okafor", "update until 11-23 19:00 a3-okafor")
	})
	// In the night to the 1st of November the clocks of Los Angeles go back: a day has 25 hours.
	night := withOkafor(t, func(c *model.AccessCode) {
		c.Window.Until = time.Date(2027, 11, 6, 18, 0, 0, 0, time.UTC) // 11:00 there
	})
	desk = &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, Picture: night}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("+", "d")
		desk.was(t, "update until 11-07 19:00 a3-okafor")
	})
}

func TestExtendMany(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("lock:front name:guest,kim")
		d.Press("enter", "*", "+")
		d.Sees("codes work?", "Each on its own lock, and each from the end it has.", "Left out: Resident · Kim on Maple Ct 1A · Front Door: it has no end")
		d.Press("h")
		d.Sees("Extend 4 codes", "4 of 4 done: 4 accepted, 2 left out", "it has no end")
		if len(desk.asked) != 4 {
			t.Errorf("asked %q", desk.asked)
		}
	})
}

// TestExtendUntil takes a time in words, says when it is, and takes none that comes before the end.
func TestExtendUntil(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("+", "t")
		d.Sees("type a time: 18:00, sun 11:00, +2d")
		d.Type("blursday")
		d.Sees(`"blursday"`)
		d.Press("enter", "ctrl+u")
		d.Type("sat 11:00")
		d.Sees("that is not later than the end it has")
		d.Press("enter")
		d.Press("ctrl+u")
		d.Paste("mon 9:00")
		d.Sees("Mon 23 Nov 2026 09:00, 22 h more")
		if at := d.View().Cursor; at == nil {
			t.Error("no cursor while typing")
		}
		d.Press("esc")
		d.Sees("until a time you type")
		desk.was(t)
		d.Press("t", "enter", "+", "t")
		d.Type("+2d 14:30")
		d.Sees("Tue 24 Nov 2026 14:30")
		d.Press("enter")
		desk.was(t, "update until 11-23 17:00 a3-okafor", "update until 11-24 22:30 a3-okafor")
	})
}

// TestExtendManyUntil reads the time in the zone of each lock.
func TestExtendManyUntil(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, W: 160, H: 40}, func(d *uitest.Driver) {
		d.Press("2", "/")
		d.Type("lock:portão,laundry cleaner")
		d.Press("enter", "*", "+", "t")
		d.Type("15:00")
		d.Sees("that is not later than the end that 1 of them have") // 15:00 has passed in Lisbon, and is that of tomorrow there
		d.Press("ctrl+u")
		d.Type("sun 8:00")
		d.Press("enter")
		slices.Sort(desk.asked)
		desk.was(t, "update until 11-22 08:00 c1-cleaner", "update until 11-22 16:00 b2-cleaner")
	})
}

// TestTheKeyThatAsksDoesNotAnswer, whichever key somebody chose.
func TestTheKeyThatAsksDoesNotAnswer(t *testing.T) {
	desk := &clerk{}
	uitest.Run(t, uitest.Stage{Desk: desk, Keys: map[string][]string{"delete": {"y"}, "copy": {"z"}}}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		d.Press("y", "y")
		desk.was(t)
		d.Sees("Y      delete it")
		d.Press("Y")
		desk.was(t, "delete a3-okafor")
	})
}

// TestQuestionsOnTheSmallestTerminal show their answers, and the text as far as it fits.
func TestQuestionsOnTheSmallestTerminal(t *testing.T) {
	uitest.Run(t, uitest.Stage{Desk: &clerk{}, W: 60, H: 16}, func(d *uitest.Driver) {
		toCode(d, "okafor")
		for _, key := range []string{"x", "T", "t"} {
			d.Press(key)
			d.Sees("enter  cancel", "y      ", "On Maple Ct 3B · Front Door")
			d.Press("esc")
		}
		d.Press(".")
		d.Sees("enter  cancel", "a      let Seam manage it")
	})
}

// TestHostileNamesInQuestions: what a lock and a code are called can neither break a question nor answer it.
func TestHostileNamesInQuestions(t *testing.T) {
	hostile := strings.Repeat("貯蔵庫 é́́ \u202etxt ", 30)
	s := withOkafor(t, func(c *model.AccessCode) { c.Name, c.Backup.Available = model.Clean("Guest · Okafor "+hostile), true })
	lock := *mustLock(t, s, "a3")
	lock.Device.Name = model.Clean("Maple Ct 3B · Front Door \x1b[31m" + hostile)
	s = s.WithLocks([]*model.Lock{&lock}, s.Feed)
	okafor, _ := mustLock(t, s, "a3").Code("a3-okafor")
	for _, size := range [][2]int{{60, 16}, {80, 24}, {200, 50}} {
		uitest.Run(t, uitest.Stage{Desk: &clerk{}, Picture: s, W: size[0], H: size[1]}, func(d *uitest.Driver) {
			d.Press("2", "/")
			d.Type("name:okafor lock:front")
			d.Press("enter", "down")
			for _, key := range []string{"x", "+", "t", "T", "b", "."} {
				d.Press(key)
				d.Sees("cancel", "Guest · Okafor")
				d.Press("esc")
			}
			d.Press("space", "x")
			d.Sees("Delete 1 code")
			d.Press("1", "enter")
			d.Sees("1 of 1 done", "accepted by Seam")
			d.Send(ui.Followed{Writes: []model.Tracked{asked("t1", model.ActionDelete, 0, okafor)}})
			d.Press("esc", "u")
			d.Sees("Undo: delete code?")
			d.Press("esc", "5", "i")
			d.Sees("enter  close")
		})
	}
}
