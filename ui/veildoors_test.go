package ui

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/model/veil"
	"seamdash/ui/activity"
	"seamdash/ui/diagnosis"
)

// TestDoorsOfTheConfiguration knows how everything that the dashboard is built from gets behind the veil. What is new there, is not handed
// on until [Config.behind] does so, and needs a row here: is there a name or a PIN in it, and how is it hidden?
func TestDoorsOfTheConfiguration(t *testing.T) {
	t.Parallel()
	const veiled, harmless, left = "goes through the veil", "has no name and no PIN", "stays outside"
	doors := map[string]string{
		"Feed": veiled, "Rules": veiled, "Roller": veiled, "Quiet": veiled, "Records": veiled, "By": veiled, "Caution": veiled, "veil": veiled,
		"Now": harmless, "Zone": harmless, "Place": harmless, "Version": harmless, "Look": harmless, "Context": harmless, "ReadOnly": harmless,
		"Presentation": harmless, "Notify": harmless, "Tmux": harmless, "Progress": harmless, "Keys": harmless, "Columns": harmless, "ClipboardClear": harmless,
		"Reports": harmless, // they are made of what is behind the veil
		"Doors":   left, "Desk": left, "Surveyor": left, "Witness": left, "Views": left, "Memory": left, "Spaces": left, "Address": left,
	}
	of := reflect.TypeFor[Config]()
	for i := range of.NumField() {
		if name := of.Field(i).Name; doors[name] == "" {
			t.Errorf("nobody says how %s gets behind the veil", name)
		}
	}
	full := Config{
		Feed: quietFeed{}, Rules: veiledRules{}, Roller: veiledRoller{}, Quiet: veiledQuiet{}, Records: veiledRecords{}, By: "rosa@desk",
		Caution: "write to rosa@example.com", Reports: struct{ diagnosis.Reports }{}, Doors: struct{ Doors }{}, Desk: struct{ Desk }{},
	}
	behind := reflect.ValueOf(full.behind(veil.New()))
	for name, how := range doors {
		was, is := reflect.ValueOf(full).FieldByName(name), behind.FieldByName(name)
		switch {
		case how == left && !is.IsZero():
			t.Errorf("%s is handed on", name)
		case how == veiled && name != "veil" && was.Equal(is):
			t.Errorf("%s is handed on as it is", name)
		}
	}
}

// TestDoorsOfTheProgram: what the program sends goes through the veil, message by message.
func TestDoorsOfTheProgram(t *testing.T) {
	t.Parallel()
	heard, routed := casesOf(t, "update.go", "hear"), casesOf(t, "presentation.go", "ofTheProgram")
	hidden, harmless := casesOf(t, "presentation.go", "hide"), casesOf(t, "presentation.go", "names")
	if len(heard) < 8 {
		t.Fatalf("the root hears only %q", heard)
	}
	for _, msg := range heard {
		if !slices.Contains(routed, msg) || slices.Contains(hidden, msg) == slices.Contains(harmless, msg) {
			t.Errorf("%s does not go through the veil", msg)
		}
	}
}

// The doors that are asked only when somebody looks for more.
type (
	openRules   struct{ Rules }
	openRoller  struct{ Roller }
	openRecords struct{ diagnosis.Records }
	openQuiet   struct{ QuietKeeper }
)

const zephyr = "Zephyrine"

func (openRules) History(context.Context, model.RuleID) ([]rulebook.Version, error) {
	return []rulebook.Version{{By: zephyr, Note: zephyr, Entry: rulebook.Entry{Rule: recur.Rule{Name: zephyr}}}}, errors.New(zephyr)
}

func (openRoller) Rolls(context.Context, model.RuleID, uint64, int) ([]plan.Roll, error) {
	return []plan.Roll{{Why: zephyr}}, errors.New(zephyr)
}

func (openRecords) History(context.Context, model.EventQuery) ([]model.Event, error) {
	return []model.Event{{Text: zephyr}}, errors.New(zephyr)
}

func (openRecords) Raw(context.Context, diagnosis.RawOf) (string, error) { return zephyr, nil }

func (openQuiet) Quiets(context.Context, model.WorkspaceID) ([]diagnose.Quiet, error) {
	return []diagnose.Quiet{{Key: "k", By: zephyr}}, errors.New(zephyr)
}

// TestAnswersThroughTheVeil have no name in them, nor have their errors.
func TestAnswersThroughTheVeil(t *testing.T) {
	t.Parallel()
	ctx, v := t.Context(), veil.New()
	v.Tracked([]model.Tracked{{Wanted: model.CodeDraft{Name: zephyr}}}) // so that it is known
	for what, ask := range map[string]func() (any, error){
		"the history of a rule": func() (any, error) { return veiledRules{openRules{}, v}.History(ctx, "r") },
		"the rolls of a rule":   func() (any, error) { return veiledRoller{openRoller{}, v}.Rolls(ctx, "r", 0, 1) },
		"the events":            func() (any, error) { return veiledRecords{openRecords{}, v}.History(ctx, model.EventQuery{}) },
		"Seam's own words":      func() (any, error) { return veiledRecords{openRecords{}, v}.Raw(ctx, diagnosis.RawOf{}) },
		"what is quiet":         func() (any, error) { return veiledQuiet{openQuiet{}, v}.Quiets(ctx, "w") },
	} {
		answer, err := ask()
		if err == nil || reflect.ValueOf(answer).Len() == 0 && what != "Seam's own words" {
			t.Errorf("%s: %v, %v", what, answer, err)
			continue
		}
		if text := fmt.Sprintf("%+v %v", answer, err); strings.Contains(text, zephyr) {
			t.Errorf("%s: %s", what, text)
		}
	}
}

// TestFieldsOfMessages knows what is in the messages that are made anew behind the veil. What is new there, is left out until [Presentation]
// says how it is hidden.
func TestFieldsOfMessages(t *testing.T) {
	t.Parallel()
	for of, known := range map[reflect.Type][]string{
		reflect.TypeFor[Pictured]():         {"Snapshot"},
		reflect.TypeFor[Followed]():         {"Writes"},
		reflect.TypeFor[activity.Written](): {"Writes"},
		reflect.TypeFor[Caution]():          {"Text"},
		reflect.TypeFor[Configured]():       {"Look", "Keys", "Notify", "ClipboardClear", "Views", "Columns", "Text", "Loud"},
		reflect.TypeFor[Rolling]():          {"By", "Since", "Mine", "Wanted", "States", "Err"},
		reflect.TypeFor[Rolled]():           {"Rolls"},
	} {
		for i := range of.NumField() {
			if name := of.Field(i).Name; !slices.Contains(known, name) {
				t.Errorf("nobody says how %s of %s gets behind the veil", name, of)
			}
		}
	}
}

// TestIntents knows of every intent whether a presentation may do it: whatever shows a PIN or changes something must not.
func TestIntents(t *testing.T) {
	t.Parallel()
	may := []string{
		"Answer", "Ask", "Close", "CopyText", "Diagnose", "DropView", "Enter", "Find", "Freeze", "Help", "Holidays", "Jump", "Leave", "Mark", "Move",
		"Narrow", "OnlyProblems", "Open", "Palette", "Present", "Press", "Quit", "Refresh", "Refuse", "Say", "StayHere", "Show", "ShowQuiet", "ShowRule", "Sort",
		"Suspend", "Turn", "TurnDoor", "TurnView", "TurnWeek", "Unfold",
	}
	withheld := casesOf(t, "presenting.go", "withholds")
	files, err := filepath.Glob("nav/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no intents were found", err)
	}
	for _, file := range files {
		for _, decl := range parsed(t, file).Decls {
			method, ok := decl.(*ast.FuncDecl)
			if !ok || method.Name.Name != "intent" {
				continue
			}
			name := nameOf(method.Recv.List[0].Type)
			if slices.Contains(may, name) == slices.Contains(withheld, "nav."+name) {
				t.Errorf("nobody says whether a presentation may do nav.%s, or two do", name)
			}
		}
	}
}

// TestWithheld says why, and does nothing.
func TestWithheld(t *testing.T) {
	t.Parallel()
	c := Config{Feed: quietFeed{}, Now: time.Now, Zone: time.UTC}
	for _, why := range []func(*Config) string{barred, barredFromDesk, barredFromRules, barredFromRolling, unquiet} {
		behind := c.behind(veil.New())
		if got := why(&behind); got != presenting {
			t.Errorf("the reason is %q", got)
		}
	}
}

func parsed(t *testing.T, file string) *ast.File {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// casesOf are the types that the switches of a function name.
func casesOf(t *testing.T, file, function string) []string {
	t.Helper()
	var names []string
	for _, decl := range parsed(t, file).Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Name.Name != function {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if clause, ok := n.(*ast.CaseClause); ok {
				for _, one := range clause.List {
					names = append(names, nameOf(one))
				}
			}
			return true
		})
	}
	return names
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return strings.Join([]string{nameOf(e.X), e.Sel.Name}, ".")
	default:
		return ""
	}
}
