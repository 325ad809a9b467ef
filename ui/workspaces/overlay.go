// Package workspaces is the overlay with the workspaces that can be opened instead of the one that is. It asks before it opens
// production, and waits while the one that is open comes to an end.
package workspaces

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A Place is a workspace that can be opened, as far as it is known without asking Seam.
type Place struct {
	// ID is for whoever made the list, to find the place again.
	ID string
	// Workspace is what is known of it; Known says that its kind is, too.
	Workspace model.Workspace
	Known     bool
	// Profile is whose settings hold there, and Key where the key comes from, in words.
	Profile, Key string
	// Open says that it is the one that is open.
	Open bool
}

// A List is all places, and what kept others from being found, a sentence for each.
type List struct {
	Places   []Place
	Troubles []string
}

// stage is what the overlay is at.
type stage uint8

const (
	listing  stage = iota // somebody finds out which places there are
	choosing              // one of them
	reaching              // Seam is asked which workspace the place is
	asking                // whether production shall be opened
	leaving               // the open one comes to an end
)

// An Overlay is the open list.
type Overlay struct {
	stage stage
	list  List
	shown []int // of the places, those that fit what is typed
	rows  widget.List[string]
	field widget.Field
	// chosen is the place that is being opened, with the workspace that Seam said it is.
	chosen Place
	// trouble is why the last step failed, or nil.
	trouble *model.Fault
	size    widget.Rect
}

// New opens the overlay, before it is known which places there are.
func New(size widget.Rect) *Overlay {
	o := &Overlay{field: widget.NewField()}
	o.Resize(size)
	return o
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.rows.Resize(size.H - head - foot)
}

// Show takes the places, or why they cannot be told.
func (o *Overlay) Show(list List, err error) {
	if o.stage != listing {
		return // nobody waits for it
	}
	o.stage, o.list, o.trouble = choosing, list, faultOf("list the workspaces", err)
	o.search()
	for row, i := range o.shown {
		if o.list.Places[i].Open { // to begin with, nothing else is chosen
			o.rows.Choose(o.list.Places[i].ID)
			o.rows.Settle(len(o.shown), func(string) (int, bool) { return row, true })
		}
	}
}

// Reaching says that Seam is asked which workspace a place is.
func (o *Overlay) Reaching() { o.stage, o.trouble = reaching, nil }

// Reached takes what Seam said, and whether to ask before it is opened.
func (o *Overlay) Reached(ws model.Workspace) (ask bool) {
	o.chosen.Workspace, o.chosen.Known = ws, true
	if !ws.Sandbox {
		o.stage = asking
	}
	return !ws.Sandbox
}

// Failed goes back to the list and says why the chosen one cannot be opened.
func (o *Overlay) Failed(err error) {
	o.stage, o.trouble = choosing, faultOf("open the workspace", err)
}

// Leaving says that the open workspace comes to an end, which nothing stops any more.
func (o *Overlay) Leaving() { o.stage, o.trouble = leaving, nil }

// Hints are the overlay's own keys.
func (o *Overlay) Hints() []action.Hint {
	back := action.Hint{Keys: "esc", Label: "close"}
	switch o.stage {
	case choosing:
		place, _ := o.under()
		return []action.Hint{
			{Keys: "type", Label: "to search"}, {Keys: "↑ ↓", Label: "choose"}, {Keys: "enter", Label: "open", Blocked: barred(place)}, back,
		}
	case asking:
		return []action.Hint{{Keys: "o", Label: "open production"}, {Keys: "enter esc", Label: "stay here"}}
	case reaching:
		return []action.Hint{{Keys: "esc", Label: "stop"}}
	case leaving:
		return []action.Hint{{Keys: "ctrl+c", Label: "quit"}}
	case listing:
	}
	return []action.Hint{back}
}

// Update takes every key.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	press, isKey := msg.(tea.KeyPressMsg)
	key := ""
	if isKey {
		key = press.String()
	}
	switch o.stage {
	case choosing:
		return o.choose(msg, key)
	case asking:
		return o.answer(key), nil
	case reaching:
		if key == "esc" {
			o.stage = choosing
			return nav.StayHere{}, nil
		}
	case listing:
		if key == "esc" {
			return nav.Close{}, nil
		}
	case leaving:
	}
	return nil, nil
}

// choose is for the keys of the list.
func (o *Overlay) choose(msg tea.Msg, key string) (nav.Intent, tea.Cmd) {
	if step, ok := stepOf(key); ok {
		o.rows.Move(step, func(row int) string { return o.list.Places[o.shown[row]].ID })
		return nil, nil
	}
	switch key {
	case "esc":
		return nav.Close{}, nil
	case "enter":
		return o.take(), nil
	}
	changed, cmd := o.field.Update(msg)
	if changed {
		o.trouble = nil
		o.rows.Restart()
		o.search()
	}
	return nil, cmd
}

func stepOf(key string) (nav.Step, bool) {
	step, ok := map[string]nav.Step{"up": nav.Up, "down": nav.Down, "pgup": nav.PageUp, "pgdown": nav.PageDown}[key]
	return step, ok
}

// take wants the place under the cursor opened.
func (o *Overlay) take() nav.Intent {
	place, ok := o.under()
	if !ok {
		return nil
	}
	if why := barred(place); why != "" {
		return nav.Refuse{Reason: why}
	}
	o.chosen = place
	return nav.ReachWorkspace{Place: place.ID}
}

// barred is why a place cannot be opened, or "".
func barred(p Place) string {
	if p.Open {
		return "this is the one that is open"
	}
	return ""
}

// answer takes the answer to whether to open production. Only its own key does.
func (o *Overlay) answer(key string) nav.Intent {
	switch key {
	case "o":
		return nav.EnterWorkspace{}
	case "enter", "esc":
		o.stage = choosing
		return nav.StayHere{}
	default:
		return nil
	}
}

// under is the place under the cursor.
func (o *Overlay) under() (Place, bool) {
	row, ok := o.rows.Row()
	if !ok || row >= len(o.shown) {
		return Place{}, false
	}
	return o.list.Places[o.shown[row]], true
}

// search finds the places that have every word that is typed in their name, their id, their profile or their kind.
func (o *Overlay) search() {
	words := strings.Fields(strings.ToLower(o.field.Value()))
	o.shown = o.shown[:0]
	for i := range o.list.Places {
		p := &o.list.Places[i]
		text := p.Workspace.Called() + " " + string(p.Workspace.ID) + " " + p.Profile
		if p.Known {
			text += " " + p.Workspace.Kind()
		}
		if hasAll(strings.ToLower(text), words) {
			o.shown = append(o.shown, i)
		}
	}
	o.rows.Settle(len(o.shown), func(id string) (int, bool) {
		for row, i := range o.shown {
			if o.list.Places[i].ID == id {
				return row, true
			}
		}
		return 0, false
	})
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// faultOf makes a fault of any error; nil stays nil.
func faultOf(op string, err error) *model.Fault {
	if err == nil {
		return nil
	}
	if fault, ok := errors.AsType[*model.Fault](err); ok {
		return fault
	}
	return &model.Fault{Op: op, Kind: model.KindUnexpected, Message: model.WhyOf(err), Err: err}
}
