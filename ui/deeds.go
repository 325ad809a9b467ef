package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/bulk"
	"seamdash/ui/coderow"
	"seamdash/ui/diagnosis"
	"seamdash/ui/nav"
)

const (
	// deedPatience is how long Seam may take to answer one write, with what the desk does to settle a lost answer.
	deedPatience = 90 * time.Second
	// oneOfManyPatience is less than a lock may have to be left alone for, see [bulk.Answered].
	oneOfManyPatience = 50 * time.Second
	// failedFor is how long it is told why a write failed.
	failedFor = 20 * time.Second
)

// deeds are the single writes that wait for Seam's answer, by code: while one is under way there is no second.
type deeds struct {
	running    map[model.CodeID]uint64
	generation uint64
}

// did is what came of a deed.
type did struct {
	task       nav.Task
	generation uint64
	tracked    model.Tracked
	err        error
}

// change asks the desk for what was chosen, unless nothing can be changed from here, and opens forms.
func (a *App) change(intent nav.Intent) tea.Cmd {
	switch intent.(type) {
	case nav.NewRule, nav.EditRule, nav.RecurCode:
		return a.rule(intent)
	case nav.Holidays:
		return a.openSets()
	default:
	}
	if why := barredFromDesk(&a.config); why != "" {
		return a.notice.say(why, loudly)
	}
	switch intent := intent.(type) {
	case nav.Do:
		return a.do(intent.Task)
	case nav.DoAll:
		return a.doAll(intent)
	case nav.ReportZone:
		return a.reportZone(intent)
	case nav.Undo:
		return a.askUndo()
	case nav.TakeBack:
		return a.takeBack(intent.ID)
	default:
		return a.form(intent)
	}
}

// do asks the desk for one deed.
func (a *App) do(task nav.Task) tea.Cmd {
	if _, busy := a.deeds.running[task.Code.ID]; busy {
		return a.notice.say("Seam has not answered yet about "+task.Name, loudly)
	}
	a.deeds.generation++
	generation := a.deeds.generation
	a.deeds.running[task.Code.ID] = generation
	ask := a.asking(task)
	return tea.Batch(
		a.notice.show("asking Seam: "+task.Deed.String()+" of "+task.Name, quietly, deedPatience),
		func() tea.Msg {
			msg := ask()
			msg.generation = generation
			return msg
		},
	)
}

// asking is the call of one deed, with its deadline.
func (a *App) asking(task nav.Task) func() did {
	desk, parent := a.config.Desk, a.config.Context
	lock, _ := a.picture.Lock(task.Code.DeviceID)
	return func() did {
		ctx, stop := context.WithTimeout(parent, deedPatience)
		defer stop()
		msg := did{task: task}
		if task.Deed == nav.NewPIN {
			return renew(ctx, desk, lock, task)
		}
		msg.tracked, msg.err = perform(ctx, desk, task)
		return msg
	}
}

func perform(ctx context.Context, desk Desk, task nav.Task) (model.Tracked, error) {
	code := task.Code
	switch task.Deed {
	case nav.Delete:
		return desk.Delete(ctx, code)
	case nav.Retry:
		return desk.Retry(ctx, code)
	case nav.Recreate:
		return desk.Recreate(ctx, code)
	case nav.MakeAgain:
		return desk.Create(ctx, model.DraftOf(&code))
	case nav.Adopt:
		return desk.Adopt(ctx, code, task.Force)
	case nav.PullBackup:
		return desk.PullBackup(ctx, code)
	case nav.Extend, nav.SetWindow, nav.MakeOngoing, nav.NewPIN, nav.AllowChange:
		return desk.Update(ctx, code, changeOf(task))
	default:
		return model.Tracked{}, errors.ErrUnsupported
	}
}

// changeOf is how the code shall be, for a deed that changes one.
func changeOf(task nav.Task) model.CodeChange {
	before := task.Code.Window
	switch task.Deed {
	case nav.Extend:
		return model.CodeChange{Window: model.Window{From: before.From, Until: task.Until}}
	case nav.SetWindow:
		return model.CodeChange{Window: model.Window{From: task.From, Until: task.Until}}
	case nav.NewPIN:
		return model.CodeChange{PIN: task.PIN, Window: before}
	case nav.AllowChange:
		return model.CodeChange{Window: before, ExternalChangeAllowed: model.Yes}
	default:
		return model.CodeChange{} // always
	}
}

// did tells what came of a deed: that Seam took it is not that the lock has it.
func (a *App) did(msg did) tea.Cmd {
	if a.deeds.running[msg.task.Code.ID] != msg.generation {
		return nil
	}
	delete(a.deeds.running, msg.task.Code.ID)
	a.config.Feed.Refresh()
	if msg.err != nil {
		return a.refused(msg)
	}
	text := msg.task.Name + ": " + msg.task.Deed.String() + " accepted by Seam"
	said := a.notice.say(text, quietly)
	switch {
	case !a.idle():
		return said
	case msg.task.Deed == nav.PullBackup:
		return tea.Batch(said, a.perform(spareOf(msg)))
	case msg.task.Deed == nav.NewPIN:
		return tea.Batch(said, a.perform(renewed(msg)))
	default:
		return said
	}
}

// idle says that nobody is at anything that a question would cover.
func (a *App) idle() bool {
	_, reading := a.over.(*diagnosis.Overlay)
	return (a.over == nil || reading) && !a.tabs.screen().Typing()
}

// refused says why nothing was done, or that nobody knows. A takeover that Seam refuses can be forced after another question.
func (a *App) refused(msg did) tea.Cmd {
	said := a.notice.show(msg.task.Name+": no "+msg.task.Deed.String()+": "+whyOf(msg.err), loudly, failedFor)
	forcible := model.KindOf(msg.err) == model.KindInvalid || model.KindOf(msg.err) == model.KindConflict
	if msg.task.Deed != nav.Adopt || msg.task.Force || !forcible || !a.idle() {
		return said
	}
	return tea.Batch(said, a.perform(coderow.ByForce(msg.task, "Seam refused: "+model.AsSentence(model.WhyOf(msg.err)))))
}

// unsure says that what was asked may have happened.
func unsure(err error) bool {
	fault, isFault := errors.AsType[*model.Fault](err)
	return isFault && fault.Unsure || errors.Is(err, context.DeadlineExceeded)
}

// whyOf is why a followed write failed and what helps, or that nobody knows.
func whyOf(err error) string { return whyNot(err, "so it is followed") }

// whyNot is why Seam did not do something and what helps, or that nobody knows; then says what comes of that.
func whyNot(err error, then string) string {
	why := model.WhyOf(err)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		why = "no answer from Seam in " + model.Span(deedPatience) + "; it may be done all the same"
	case unsure(err):
		why += "; nobody knows whether Seam took it, " + then
	}
	if hint := model.HintOf(err); hint != "" {
		why += ". " + model.AsSentence(hint)
	}
	return why
}

// spareOf offers the PIN of a backup code that was pulled.
func spareOf(msg did) nav.Intent {
	blocked := ""
	spare := &msg.tracked.Wanted
	if !spare.PIN.Known() {
		blocked = "Seam has not named its PIN yet"
	}
	return nav.Ask{
		Title: "A backup code stands in for " + msg.task.Name, Told: true,
		Body: []string{"On " + msg.task.Lock + ". It stands in the list of codes of the lock, where " + action.KeyOf("reveal") + " shows its PIN."},
		Choices: []nav.Choice{
			{Key: "y", Label: "copy its PIN", Blocked: blocked, Intent: nav.Copy{PIN: spare.PIN, Of: nav.CodeOf{Lock: spare.DeviceID, Code: msg.tracked.Code}}},
			{Key: "g", Label: "go to it", Intent: nav.Jump{Lock: spare.DeviceID, Code: msg.tracked.Code}},
		},
	}
}

// doAll opens the list of a deed to many codes.
func (a *App) doAll(what nav.DoAll) tea.Cmd {
	a.deeds.generation++
	over, cmd := bulk.New(what, bulk.Config{Run: a.oneOfMany, Now: a.config.Now, Number: a.deeds.generation}, a.frame.body)
	a.put(over)
	return cmd
}

// oneOfMany asks the desk for one deed of a list. It gives up before the desk has waited out the pace of a lock, so that
// what was not sent can still be stopped.
func (a *App) oneOfMany(run uint64, at int, task nav.Task) tea.Cmd {
	desk, parent := a.config.Desk, a.config.Context
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, oneOfManyPatience)
		defer stop()
		_, err := perform(ctx, desk, task)
		return bulk.Answered{Run: run, At: at, Err: err}
	}
}

// answered hands what came of one of many to their list, and asks for news when all are done.
func (a *App) answered(msg tea.Msg) tea.Cmd {
	list, ok := a.over.(*bulk.Overlay)
	if !ok {
		return nil
	}
	cmd := a.toFront(msg)
	if !list.Busy() {
		a.config.Feed.Refresh()
	}
	return cmd
}

// barredFromDesk is why no code can be changed, or "".
func barredFromDesk(config *Config) string {
	why := config.still()
	switch {
	case why != "":
		return why
	case config.Desk == nil || config.Context == nil:
		return "this program has no way to change codes here"
	default:
		return ""
	}
}
