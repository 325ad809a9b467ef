package ui

import (
	"context"
	"crypto/rand"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/ui/nav"
)

// draws is how many PINs Seam is asked for at most: a lock may have codes whose PINs nobody can see, and then refuse one as taken.
const draws = 3

// renew asks for another PIN for a code.
func renew(ctx context.Context, desk Desk, lock *model.Lock, task nav.Task) did {
	msg := did{task: task}
	for range draws {
		if msg.task.PIN, msg.err = anotherPIN(lock, &task.Code); msg.err != nil {
			return msg
		}
		if msg.tracked, msg.err = perform(ctx, desk, msg.task); model.KindOf(msg.err) != model.KindConflict {
			return msg
		}
	}
	return msg
}

// anotherPIN draws a PIN for a code that its lock takes as it is now: as long as the one that it has, where there is one left.
func anotherPIN(lock *model.Lock, code *model.AccessCode) (model.PIN, error) {
	if lock == nil {
		return model.PIN{}, &model.Fault{Op: "draw PIN", Kind: model.KindRefused, Message: "the lock is gone from this workspace"}
	}
	locks := []*model.Lock{lock}
	if n := code.PIN.Len(); n > 0 {
		if pin, err := fit.Suggest(locks, n, rand.Reader); err == nil {
			return pin, nil
		}
	}
	return fit.Suggest(locks, 0, rand.Reader)
}

// renewed says that Seam took another PIN, and offers it to be copied. Until the lock has it the old one is in force.
func renewed(msg did) nav.Intent {
	return nav.Ask{
		Title: msg.task.Name + " has another PIN", Told: true,
		Body: []string{
			"Seam took it for " + msg.task.Lock + ". Until the lock has it too, which shows in its state, the old one may still open the door.",
		},
		Choices: []nav.Choice{
			{Key: "y", Label: "copy the new PIN", Intent: nav.Copy{PIN: msg.task.PIN, Of: nav.CodeOf{Lock: msg.task.Code.DeviceID, Code: msg.task.Code.ID}}},
			{Key: "g", Label: "go to the code", Intent: nav.Jump{Lock: msg.task.Code.DeviceID, Code: msg.task.Code.ID}},
		},
	}
}
