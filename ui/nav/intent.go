// Package nav holds the intents: what a key press, a menu line or a screen wants to happen. They are plain data, so
// that the action catalogue can list them, the root can route them, and a test can compare them.
package nav

import "seamdash/model"

// An Intent is one thing that somebody wants. The set is sealed: the root knows every one of them.
//
//sumtype:decl
type Intent interface{ intent() }

// What the root answers to.
type (
	// Quit ends the program.
	Quit struct{}
	// Suspend gives the terminal back to the shell until the program is resumed.
	Suspend struct{}
	// Help opens or closes the overlay with the keys.
	Help struct{}
	// Show brings a screen to the front.
	Show struct{ Screen Screen }
	// Refresh asks the feed for news now.
	Refresh struct{}
	// Freeze stops the updates, or lets them run again.
	Freeze struct{}
	// Present hides names and PINs from people who look on, or shows them again; the latter after a question where the program began so,
	// unless Sure.
	Present struct{ Sure bool }
	// Copy sends a PIN to the clipboard without showing it.
	Copy struct {
		PIN model.PIN
		Of  CodeOf
		Old bool // it is out of the picture of an earlier run and may have changed
	}
	// Revealed says that a PIN became readable, so that it is kept in the audit log who saw it.
	Revealed struct {
		Of    CodeOf // nothing for the PINs of a rule
		Where string // in words, after "show PIN"; without a PIN
		Text  string // for the status line
	}
	// CopyText sends something that is no secret to the clipboard; What names it.
	CopyText struct{ Text, What string }
	// CopyPINs sends several PINs to the clipboard, a line with its name for each; Unknown are the codes without one.
	CopyPINs struct {
		Named   []NamedPIN
		Unknown int
		Old     bool
	}
	// Palette opens the list of all actions.
	Palette struct{}
	// Press presses a key of the screen in front, as the terminal names it.
	Press struct{ Key string }
	// Ask asks a question over the screen. Leaving it is always possible and does nothing.
	Ask struct {
		Title   string
		Body    []string
		Choices []Choice
		// Told says that the question decides nothing that was asked before: to leave it is to close it, not to cancel.
		Told bool
	}
	// Close closes what lies over the screen, and then does what was chosen there.
	Close struct{ Then Intent }
	// Bolt turns the bolt of a door, without another question.
	Bolt struct {
		Lock model.DeviceID
		Name string
		Open bool // unlock, otherwise lock
	}
	// Say tells something in the status line for a few seconds.
	Say struct{ Text string }
	// Open opens a workspace from the first screen: the one that a key opens, or the simulated one.
	Open struct {
		Sandbox   bool
		Key       model.Secret
		Workspace model.WorkspaceID
		// Kept is where the key was put for the next run, in words, or "".
		Kept string
	}
	// Refuse tells why a key does nothing at present.
	Refuse struct{ Reason string }
)

// A NamedPIN is a PIN and whose it is.
type NamedPIN struct {
	Name string
	PIN  model.PIN
	Of   CodeOf
}

// A Choice is one answer to an [Ask]; its key must not be the one that opened the question.
type Choice struct {
	Key, Label string
	Blocked    string // why it cannot be chosen, or ""
	Intent     Intent
}

// What the screen in front answers to.
type (
	// Move moves the cursor of the part that has the keyboard.
	Move struct{ Step Step }
	// Turn gives the keyboard to another part of the screen.
	Turn struct{ To Direction }
	// Enter goes into the item under the cursor.
	Enter struct{}
	// Leave goes back out of it, or drops the filter.
	Leave struct{}
	// Jump goes to a code on its lock, in the fleet.
	Jump struct {
		Lock model.DeviceID
		Code model.CodeID
	}
	// Answer says yes or no to what the screen asks.
	Answer struct{ Yes bool }
	// Mark marks items to act on together, or takes marks away.
	Mark struct{ How Marking }
	// Sort puts the rows in order by the next column, or turns the order round.
	Sort struct{ Turn bool }
	// OnlyProblems shows only what needs a look, or everything again.
	OnlyProblems struct{}
	// TurnView goes to the saved view so many places further.
	TurnView struct{ By int }
	// Unfold opens a part of the screen in which it is arranged.
	Unfold struct{ What Part }
	// DropView forgets a saved view.
	DropView struct{ ID string }
	// Narrow shows only what this program did, or everything again.
	Narrow struct{}
	// Find opens the filter of the part that has the keyboard.
	Find struct{}
	// Reveal shows the PIN of one code for a short time, or masks it again.
	Reveal struct {
		Of  CodeOf
		Old bool // its PIN is out of the picture of an earlier run and may have changed
	}
)

func (Quit) intent()         {}
func (Suspend) intent()      {}
func (Help) intent()         {}
func (Show) intent()         {}
func (Refresh) intent()      {}
func (Freeze) intent()       {}
func (Present) intent()      {}
func (Copy) intent()         {}
func (CopyPINs) intent()     {}
func (Revealed) intent()     {}
func (Mark) intent()         {}
func (CopyText) intent()     {}
func (Palette) intent()      {}
func (Press) intent()        {}
func (Ask) intent()          {}
func (Close) intent()        {}
func (Bolt) intent()         {}
func (Say) intent()          {}
func (Open) intent()         {}
func (Answer) intent()       {}
func (Refuse) intent()       {}
func (Move) intent()         {}
func (Turn) intent()         {}
func (Enter) intent()        {}
func (Leave) intent()        {}
func (Jump) intent()         {}
func (Find) intent()         {}
func (Narrow) intent()       {}
func (Sort) intent()         {}
func (OnlyProblems) intent() {}
func (TurnView) intent()     {}
func (Unfold) intent()       {}
func (DropView) intent()     {}
func (Reveal) intent()       {}

// A Screen is one of the tabs.
type Screen uint8

// The screens, in the order of their keys.
const (
	Fleet Screen = iota
	Codes
	Schedules
	Problems
	Activity
)

// A Part is a part of a screen that can be unfolded.
type Part uint8

// The parts.
const (
	Columns Part = iota // which columns there are, how wide and in which order
	Views               // the saved views: names, order, which are shown
)

// Marking is which items a [Mark] is about.
type Marking uint8

// The ways to mark.
const (
	One   Marking = iota // the one under the cursor, there and back
	Range                // from the one marked last to the cursor
	All                  // all that are shown, there and back
	None                 // take every mark away
)

// A Step is how a cursor moves.
type Step uint8

// The steps.
const (
	Up Step = iota
	Down
	PageUp
	PageDown
	First
	Last
)

// A Direction is where the keyboard goes.
type Direction uint8

// The directions.
const (
	Next Direction = iota
	Left
	Right
)
