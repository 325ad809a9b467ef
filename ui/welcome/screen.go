// Package welcome is the first screen of somebody who has no key yet: paste one, or open the sandbox. What is typed
// is a secret from the first letter on: it is drawn as bullets, handed on as a [model.Secret], and no key but ctrl+c
// does anything else while it is typed.
package welcome

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A Desk is where a key is judged, tried and kept. Methods with a context return soon after it ends; they may be called
// from any goroutine. Their errors should be or wrap a [model.Fault], whose hint is shown too, and never quote the key.
type Desk interface {
	// Recognise judges a key by its looks alone and asks nobody.
	Recognise(key model.Secret) Looks
	// Try asks Seam which workspaces the key opens.
	Try(ctx context.Context, key model.Secret) ([]model.Workspace, error)
	// Keyring says where a key would be kept, in words such as "the keyring of this computer", or why there is no
	// such place.
	Keyring(ctx context.Context) (place string, err error)
	// Keep puts the key, and the workspace that was chosen with it, where the next run finds it.
	Keep(ctx context.Context, key model.Secret, workspace model.Workspace) error
}

// Looks is what the looks of a key say.
type Looks struct {
	// Words name the kind of key, or are empty while it is too short to tell.
	Words string
	// Many says that a key of this kind may open more than one workspace.
	Many bool
	// Fault is why Seam would not take the key, or nil.
	Fault *model.Fault
}

// A step is how far somebody has come.
type step uint8

const (
	typing   step = iota
	asking        // Seam is asked about the key
	choosing      // one of the workspaces that the key opens
	deciding      // whether the key is kept
	storing       // the key is on its way into the keyring
	opening       // the program opens the workspace
)

// A Screen is the state of the first screen.
type Screen struct {
	ctx   context.Context
	desk  Desk
	size  widget.Rect
	step  step
	field widget.Field
	looks Looks
	// trouble is why the last step failed, or nil.
	trouble *model.Fault
	// generation tells the answer to the newest question from those to earlier ones.
	generation uint64
	found      found
	list       widget.List[model.WorkspaceID]
}

// found is what is known about the key that was tried last.
type found struct {
	key    model.Secret
	spaces []model.Workspace
	chosen model.Workspace
	// keyring is where the key can be kept; when nowhere can, it is empty and noKeyring says why.
	keyring   string
	noKeyring *model.Fault
}

// New makes the screen; what it asks of the desk ends with ctx.
func New(ctx context.Context, desk Desk) *Screen {
	return &Screen{ctx: ctx, desk: desk, field: widget.NewSecretField()}
}

// Resize gives the screen its part of the terminal.
func (s *Screen) Resize(size widget.Rect) {
	s.size = size
	s.list.Resize(size.H - listHead - listFoot)
}

// Update takes keys, pastes and the answers of the screen's own commands.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if intent, ok := s.catalogue().Press(msg, s); ok || s.step != typing {
			return intent, nil
		}
		return nil, s.edit(msg)
	case tea.PasteMsg:
		if s.step == typing {
			return nil, s.edit(msg)
		}
	case tried:
		s.take(msg)
	case kept:
		return s.takeKept(msg), nil
	}
	return nil, nil
}

// Hints are the keys of the present step.
func (s *Screen) Hints(dst []action.Hint) []action.Hint { return s.catalogue().Hints(dst, s) }

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Enter:
		if s.step == typing {
			return nil, s.try()
		}
		s.choose()
	case nav.Leave:
		s.back()
	case nav.Move:
		s.list.Move(intent.Step, func(row int) model.WorkspaceID { return s.found.spaces[row].ID })
	case nav.Answer:
		if intent.Yes {
			return nil, s.keep()
		}
		return s.open(""), nil
	case nav.Refuse:
		s.trouble = &model.Fault{Op: "read the key", Kind: model.KindInvalid, Message: intent.Reason}
	default:
	}
	return nil, nil
}

// Opening says that a workspace is being opened, so that the screen only waits to be replaced.
func (s *Screen) Opening(what nav.Open) {
	s.step, s.trouble = opening, nil
	if what.Sandbox {
		s.found = found{}
	}
}

// Failed goes back to the key, which is still there, and says why what it opens could not be opened.
func (s *Screen) Failed(err error) {
	s.step, s.trouble = typing, faultOf("open the workspace", err)
}

func (s *Screen) edit(msg tea.Msg) tea.Cmd {
	changed, cmd := s.field.Update(msg)
	if changed {
		s.trouble = nil
		s.looks = s.desk.Recognise(s.secret())
	}
	return cmd
}

func (s *Screen) secret() model.Secret { return model.NewSecret(s.field.Value()) }

// back goes back to the key, or clears it. An answer that is still under way is nobody's any more.
func (s *Screen) back() {
	s.trouble = nil
	s.generation++
	if s.step == typing {
		s.field.Set("")
		s.looks = Looks{}
	}
	s.step = typing
}

// choose takes the workspace under the cursor.
func (s *Screen) choose() {
	if row, ok := s.list.Row(); ok {
		s.found.chosen = s.found.spaces[row]
		s.step = deciding
	}
}

func (s *Screen) open(kept string) nav.Intent {
	return nav.Open{Key: s.found.key, Workspace: s.found.chosen.ID, Kept: kept}
}
