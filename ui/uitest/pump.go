package uitest

import (
	"fmt"
	"reflect"
	"sync"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A Pump runs a tea.Model the way a program does, without a terminal: commands run in goroutines, their messages
// come back one at a time. It lives in a synctest bubble, so that [Pump.Settle] knows when nothing is left to do and
// [Pump.After] lets hours pass in no time.
type Pump struct {
	model   tea.Model
	inbox   chan tea.Msg
	done    chan struct{}
	running sync.WaitGroup
	// Clipboard are the texts that were sent to the terminal's clipboard.
	Clipboard []string
	// Raw are the sequences that were sent to the terminal past the renderer.
	Raw []string
	// Quit and Suspended count the requests to end and to suspend the program.
	Quit, Suspended int
	// Ends, when there is one, is called when the program would end or be suspended.
	Ends func()
}

// NewPump starts the model's first command. Call it inside a bubble and close it there.
func NewPump(model tea.Model) *Pump {
	p := &Pump{model: model, inbox: make(chan tea.Msg), done: make(chan struct{})}
	p.run(model.Init())
	p.Settle()
	return p
}

// Close waits until every command has returned, which their timers do at once in a bubble.
func (p *Pump) Close() {
	close(p.done)
	p.running.Wait()
}

// Send gives the model a message and lets everything settle that follows from it.
func (p *Pump) Send(msg tea.Msg) {
	p.handle(msg)
	p.Settle()
}

// SendAll gives the model messages that arrive together, such as keys that were typed ahead.
func (p *Pump) SendAll(msgs ...tea.Msg) {
	for _, msg := range msgs {
		p.handle(msg)
	}
	p.Settle()
}

// Post gives the model a message from another goroutine of the bubble, as the program does for what works beside it, and waits until
// it was taken.
func (p *Pump) Post(msg tea.Msg) {
	select {
	case p.inbox <- msg:
	case <-p.done:
	}
}

// Settle handles messages until every command waits for a timer or has ended.
func (p *Pump) Settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-p.inbox:
			p.handle(msg)
		default:
			return
		}
	}
}

// After lets time pass.
func (p *Pump) After(d time.Duration) {
	end := time.NewTimer(d)
	for {
		select {
		case msg := <-p.inbox:
			p.handle(msg)
		case <-end.C:
			p.Settle()
			return
		}
	}
}

// View is what the model shows.
func (p *Pump) View() tea.View { return p.model.View() }

func (p *Pump) handle(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			p.run(cmd)
		}
		return
	case tea.QuitMsg:
		p.Quit++
		p.ends()
		return
	case tea.SuspendMsg:
		p.Suspended++
		p.ends()
		return
	case tea.RawMsg:
		p.Raw = append(p.Raw, fmt.Sprint(msg.Msg))
		return
	}
	// A sequence has an unexported type.
	if list := reflect.ValueOf(msg); fmt.Sprintf("%T", msg) == "tea.sequenceMsg" {
		p.inTurn(list)
		return
	}
	// The message that sets the clipboard has one too; the terminal takes it, the model never sees it.
	if fmt.Sprintf("%T", msg) == "tea.setClipboardMsg" {
		p.Clipboard = append(p.Clipboard, reflect.ValueOf(msg).String())
		return
	}
	var cmd tea.Cmd
	p.model, cmd = p.model.Update(msg)
	p.run(cmd)
}

func (p *Pump) ends() {
	if p.Ends != nil {
		p.Ends()
	}
}

// inTurn runs commands one after the other; each message is handled before the next command begins.
func (p *Pump) inTurn(cmds reflect.Value) {
	p.running.Go(func() {
		for i := range cmds.Len() {
			cmd, ok := cmds.Index(i).Interface().(tea.Cmd)
			if !ok || cmd == nil {
				continue
			}
			select {
			case p.inbox <- cmd():
			case <-p.done:
				return
			}
		}
	})
}

func (p *Pump) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	p.running.Go(func() {
		msg := cmd()
		select {
		case p.inbox <- msg:
		case <-p.done:
		}
	})
}

// Meter puts something around the model.
func (p *Pump) Meter(around func(tea.Model) tea.Model) { p.model = around(p.model) }
