package bulk

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
)

// next asks Seam about as many codes as may be asked about at once.
func (o *Overlay) next() tea.Cmd {
	if o.stage != running && o.stage != doubting {
		return nil
	}
	now, busy, under := o.config.Now(), o.busy(), o.count(asking)
	var cmds []tea.Cmd
	for i := 0; i < len(o.items) && under < atOnce; i++ {
		it := &o.items[i]
		lock := it.task.Code.DeviceID
		if it.state != waiting || busy[lock] {
			continue
		}
		busy[lock] = true
		if it.after.After(now) {
			continue // and those behind it would only be refused; it is woken for
		}
		under++
		it.state, it.since = asking, now
		cmds = append(cmds, o.config.Run(o.config.Number, i, it.task))
	}
	o.settle()
	o.follow()
	return tea.Batch(cmds...)
}

// busy are the locks about which Seam is being asked.
func (o *Overlay) busy() map[model.DeviceID]bool {
	locks := map[model.DeviceID]bool{}
	for i := range o.items {
		if o.items[i].state == asking {
			locks[o.items[i].task.Code.DeviceID] = true
		}
	}
	return locks
}

func (o *Overlay) wake(after time.Duration) tea.Cmd {
	msg := Woken{o.config.Number}
	return tea.Tick(after, func(time.Time) tea.Msg { return msg })
}

// answered takes what came of one task. One that the pace of its lock did not allow waits for its turn: nothing was sent.
func (o *Overlay) answered(msg Answered) tea.Cmd {
	it := &o.items[msg.At]
	if it.state != asking {
		return nil
	}
	fault, isFault := errors.AsType[*model.Fault](msg.Err)
	var cmd tea.Cmd
	switch {
	case msg.Err == nil:
		it.state = accepted
	case isFault && fault.Kind == model.KindRateLimited && fault.RetryAt.After(o.config.Now()):
		it.state, it.after = waiting, fault.RetryAt
		cmd = o.wake(fault.RetryAt.Sub(o.config.Now()))
	case isFault && fault.Unsure:
		it.state, it.why = failed, model.WhyOf(msg.Err)+"; nobody knows whether Seam took it, so it is followed"
	case errors.Is(msg.Err, context.DeadlineExceeded):
		it.state, it.why = failed, "no answer from Seam in time; it may be done all the same"
	default:
		it.state, it.why = failed, model.WhyOf(msg.Err)
		if hint := model.HintOf(msg.Err); hint != "" {
			it.why += ". " + model.AsSentence(hint)
		}
	}
	if o.stage == stopping {
		o.settle()
		return nil
	}
	return tea.Batch(cmd, o.next())
}

// stop asks Seam for nothing more; what was sent is waited for, because it happens anyway.
func (o *Overlay) stop() {
	o.stage = stopping
	o.settle()
}

// settle finds out whether all is over.
func (o *Overlay) settle() {
	if o.count(asking) > 0 || o.stage != stopping && o.count(waiting) > 0 {
		return
	}
	o.stage = finished
}

// again asks about everything that was not accepted.
func (o *Overlay) again() tea.Cmd {
	for i := range o.items {
		if it := &o.items[i]; it.state == failed || it.state == waiting {
			it.state, it.why = waiting, ""
		}
	}
	o.stage, o.moved = running, false
	return o.next()
}
