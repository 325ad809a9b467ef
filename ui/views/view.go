// Package views says what a person can make of a table of codes: which codes it shows, in which order, in which columns.
// The configuration fills it in, the screen changes it, and a [Memory] keeps it. It is plain data and draws nothing.
package views

import (
	"context"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/find"
)

// A View is one way to look at the codes.
type View struct {
	// ID names the view for good; see [BuiltIn] and [Given]. People see Name.
	ID   string
	Name string
	// Filter is what is shown, in the language of package find.
	Filter string
	// Problems shows of these only the codes that need a look.
	Problems bool
	// Sort is the name of a column; "" puts what is stuck first, and then goes lock by lock.
	Sort string
	// Down turns the order round.
	Down bool
	// Columns are shown from left to right; none means [Default].
	Columns []Column
	// Hidden keeps the view out of the line of views.
	Hidden bool
	// Place is where the view stands among the others, ascending.
	Place int
}

// A Column is a column that a view shows. Width is in cells; 0 leaves it to the screen.
type Column struct {
	Name  string
	Width int
}

// Chosen tells a screen that a person changed the configuration: the views there, each through [Given], and the columns of a
// view that names none.
type Chosen struct {
	Views   []View
	Columns []Column
}

// A Memory keeps what a person made of the screens of a workspace. Its methods may be called from several goroutines and
// must return soon after ctx ends.
type Memory interface {
	// Views are the saved views in any order: those of the person, and those that came with the program and were
	// changed.
	Views(ctx context.Context, of model.WorkspaceID) ([]View, error)
	// SaveView keeps a view in place of the one with its id.
	SaveView(ctx context.Context, of model.WorkspaceID, v View) error
	// DropView forgets a view; one that is not there is no error.
	DropView(ctx context.Context, of model.WorkspaceID, id string) error
	// Preferences are what else was chosen, by name.
	Preferences(ctx context.Context, of model.WorkspaceID) (map[string]string, error)
	// SetPreference keeps a value; an empty one forgets the name.
	SetPreference(ctx context.Context, of model.WorkspaceID, name, value string) error
}

// Same says that two views show the same, whatever they are called and wherever they stand.
func (v *View) Same(w *View) bool {
	return v.Filter == w.Filter && v.Problems == w.Problems && v.Sort == w.Sort && v.Down == w.Down && slices.Equal(v.Columns, w.Columns)
}

// Order is the order of the rows. A column that is unknown, or is no order, gives the order of "".
func (v *View) Order() find.Sort {
	if fact, ok := Named(v.Sort); ok && fact.Sorts {
		return find.Sort{By: fact.By, Down: v.Down}
	}
	return find.Sort{By: find.ByNeed, Down: v.Down}
}

// Given gives a view that the configuration defines its id: the same for the same name, and that of a built-in view for
// the name of one.
func Given(v View) View {
	v.ID = "given:" + strings.ToLower(v.Name)
	for _, b := range BuiltIn() {
		if strings.EqualFold(b.Name, v.Name) {
			v.ID = b.ID
		}
	}
	return v
}

// BuiltIn are the views that come with the program, in their order.
func BuiltIn() []View {
	return []View{
		{ID: "all", Name: "All"},
		{ID: "stuck", Name: "Stuck", Filter: "status:stuck", Sort: "age"},
		{ID: "starting", Name: "Starting today", Filter: "starts:today", Sort: "starts"},
		{ID: "ending", Name: "Ending today", Filter: "ends:today", Sort: "ends"},
		{ID: "low-battery", Name: "Low battery", Filter: "battery:low", Sort: "battery"},
		{ID: "offline", Name: "Offline", Filter: "status:offline", Sort: "lock"},
	}
}
