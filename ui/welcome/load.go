package welcome

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
)

const (
	// patience is how long Seam may take to say what a key opens.
	patience = 20 * time.Second
	// keyringPatience is how long a keyring may take: it may ask a person to unlock it, in a window of its own.
	keyringPatience = time.Minute
	// probePatience is how long a keyring may take to say that it is there.
	probePatience = 3 * time.Second
)

// tried is what came of trying a key.
type tried struct {
	generation uint64
	found      found
	err        error
}

// kept is what came of keeping a key.
type kept struct {
	generation uint64
	err        error
}

// try asks Seam what the key opens, and meanwhile nobody else.
func (s *Screen) try() tea.Cmd {
	s.trouble = nil
	s.step = asking
	s.generation++
	ctx, desk, key, generation := s.ctx, s.desk, s.secret(), s.generation
	return func() tea.Msg {
		limited, stop := context.WithTimeout(ctx, patience)
		defer stop()
		spaces, err := desk.Try(limited, key)
		answer := tried{generation: generation, found: found{key: key, spaces: spaces}, err: err}
		if err != nil {
			return answer
		}
		probing, stopProbing := context.WithTimeout(ctx, probePatience)
		defer stopProbing()
		if answer.found.keyring, err = desk.Keyring(probing); err != nil {
			answer.found.noKeyring = faultOf("find the keyring", err)
		}
		return answer
	}
}

// take goes on with what a key opens, or says why it opens nothing; what was typed stays.
func (s *Screen) take(msg tried) {
	if msg.generation != s.generation || s.step != asking {
		return
	}
	switch {
	case msg.err != nil:
		s.step, s.trouble = typing, faultOf("try the key", msg.err)
	case len(msg.found.spaces) == 0:
		s.step, s.trouble = typing, &model.Fault{
			Op: "try the key", Kind: model.KindUnauthorised, Message: "it opens no workspace",
			Hint: "Ask an owner of the workspace to invite you, or use one of its API keys.",
		}
	case s.looks.Many && len(msg.found.spaces) > 1:
		s.found, s.step = msg.found, choosing
		s.list.Restart()
		s.list.Settle(len(s.found.spaces), func(model.WorkspaceID) (int, bool) { return 0, false })
	default:
		s.found, s.step = msg.found, deciding
		s.found.chosen = s.found.spaces[0]
	}
}

// keep puts the key into the keyring.
func (s *Screen) keep() tea.Cmd {
	s.trouble = nil
	s.step = storing
	s.generation++
	ctx, desk, key, workspace, generation := s.ctx, s.desk, s.found.key, s.found.chosen, s.generation
	return func() tea.Msg {
		limited, stop := context.WithTimeout(ctx, keyringPatience)
		defer stop()
		return kept{generation: generation, err: desk.Keep(limited, key, workspace)}
	}
}

// takeKept goes on into the workspace, or asks again when the keyring did not take the key.
func (s *Screen) takeKept(msg kept) nav.Intent {
	if msg.generation != s.generation || s.step != storing {
		return nil
	}
	if msg.err != nil {
		s.step, s.trouble = deciding, faultOf("keep the key", msg.err)
		return nil
	}
	return s.open(s.found.keyring)
}

// faultOf makes a fault of any error of a desk.
func faultOf(op string, err error) *model.Fault {
	fault, ok := errors.AsType[*model.Fault](err)
	switch {
	case errors.Is(err, context.DeadlineExceeded), ok && fault.Kind == model.KindCancelled:
		return &model.Fault{Op: op, Kind: model.KindUnreachable, Message: "no answer in time", Hint: "Try again in a moment.", Err: err}
	case ok:
		return fault
	default:
		return &model.Fault{Op: op, Kind: model.KindUnexpected, Err: err}
	}
}
