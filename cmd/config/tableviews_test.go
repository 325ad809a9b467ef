package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/ui/views"
)

func TestCodesAndViews(t *testing.T) {
	t.Parallel()
	got := resolved(t, parsed(t, `
[codes]
columns = ["state", "name=30", "ends"]
sort = "name"
reverse = true
[[views]]
name = "Cleaners"
filter = "name:clean ends:<3d"
problems = true
[[views]]
name = "low battery"
sort = "battery"
columns = ["lock"]
`), Given{})
	if diff := cmp.Diff([]views.Column{{Name: "state"}, {Name: "name", Width: 30}, {Name: "ends"}}, got.Codes.Columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	want := []views.View{
		{ID: "given:cleaners", Name: "Cleaners", Filter: "name:clean ends:<3d", Problems: true, Sort: "name", Down: true},
		{ID: "low-battery", Name: "low battery", Sort: "battery", Columns: []views.Column{{Name: "lock"}}},
		{ID: "all", Name: "All", Sort: "name", Down: true},
	}
	if diff := cmp.Diff(want, got.Given()); diff != "" {
		t.Errorf("views (-want +got):\n%s", diff)
	}
	for i := range want {
		if err := want[i].Check(); err != nil {
			t.Errorf("a view that the file may have is unsound: %v", err)
		}
	}
	if v := lineOf(t, got, "codes").Value; v != "columns state name=30 ends, sort name, reverse" {
		t.Errorf("codes are shown as %q", v)
	}
	if v := lineOf(t, got, "views").Value; v != "Cleaners, low battery" {
		t.Errorf("views are shown as %q", v)
	}
	if nothing := resolved(t, &File{}, Given{}).Given(); len(nothing) > 0 {
		t.Errorf("no configuration gives views: %v", nothing)
	}
}

func TestMistakesInViews(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file, place, what, hint string
	}{
		"a column":                {"[codes]\ncolumns = ['state', 'naem']", ":2", `"columns": there is no column "naem"`, `"name"`},
		"nothing like a column":   {"[codes]\ncolumns = ['wallpaper']", ":2", `there is no column "wallpaper"`, "columns are state, age"},
		"a column twice":          {"[codes]\ncolumns = ['pin', 'pin=4']", ":2", `"pin" stands there twice`, ""},
		"a width":                 {"[codes]\ncolumns = ['pin=0']", ":2", `"0" is not a width from 1 to 80`, "name=30"},
		"a width in words":        {"[codes]\ncolumns = ['pin=wide']", ":2", `"wide" is not a width`, ""},
		"an order":                {"[codes]\nsort = 'pin'", ":2", `"sort": there is no order by "pin"`, "orders are by state"},
		"a slip in an order":      {"[codes]\nsort = 'strats'", ":2", `no order by "strats"`, `"starts"`},
		"a key":                   {"[codes]\ncolums = []", ":2", `unknown key "colums"`, `"columns"`},
		"no name":                 {"\n[[views]]\nfilter = 'x'", ":2", `this view has no name`, "name ="},
		"an empty name":           {"[[views]]\nname = ' '", ":2", `"name": a view needs a name`, ""},
		"an endless name":         {"[[views]]\nname = '" + strings.Repeat("a", 41) + "'", ":2", `longer than 40 letters`, ""},
		"a name with an escape":   {"[[views]]\nname = \"a\\u001b[2J\"", ":2", `signs that a name cannot have`, ""},
		"the name of another":     {"[[views]]\nname = 'A'\n[[views]]\nfilter = ''\nname = 'a'", ":5", `there is another view "a"`, ""},
		"a filter":                {"[[views]]\nname = 'A'\n[[views]]\nname = 'B'\nfilter = 'statsu:set'", ":5", `"filter": `, `did you mean "status:"?`},
		"a state in a filter":     {"[[views]]\nname = 'A'\nfilter = 'status:stcuk'", ":3", `"filter": `, `did you mean "stuck"?`},
		"a sort of the second":    {"[[views]]\nname = 'A'\n[[views]]\nname = 'B'\nsort = 'x'", ":5", `no order by "x"`, ""},
		"a key of the second":     {"[[views]]\nname = 'A'\n[[views]]\nname = 'B'\nfliter = 'x'", ":5", `unknown key "fliter"`, `"filter"`},
		"views as a table":        {"[views]\nname = 'A'", ":1", `"views" is a table, want a list of tables`, ""},
		"in a profile":            {"[[profiles.a.views]]\nname = 'A'\n\nsort = 'x'", ":4", `no order by "x"`, ""},
		"on one line":             {"views = [{name = 'A'}, {name = 'B', sort = 'x'}]", ":1", `no order by "x"`, ""},
		"in a list over lines":    {"views = [\n {name = 'A'},\n {name = 'B', sort = 'x'}]", ":3", `no order by "x"`, ""},
		"more than anybody needs": {strings.Repeat("[[views]]\nname = 'A'\n", 33), ":1", `more than 32 views`, ""},
	} {
		_, mistakes := Parse("config.toml", []byte(tc.file))
		if len(mistakes) != 1 {
			t.Errorf("%s: mistakes %v, want 1", name, mistakes)
			continue
		}
		if m := mistakes[0]; m.Place != "config.toml"+tc.place || !strings.Contains(m.What, tc.what) || !strings.Contains(m.Hint, tc.hint) {
			t.Errorf("%s: %q at %s, hint %q; want %q at %s, %q", name, m.What, m.Place, m.Hint, tc.what, tc.place, tc.hint)
		}
	}
}

// TestTablesOfCodesRefuseEveryOtherType walks every key of [codes] and of [[views]].
func TestTablesOfCodesRefuseEveryOtherType(t *testing.T) {
	t.Parallel()
	tried := 0
	check := func(table, key string, k kind) {
		for words, literal := range literals() {
			if ofKind(k, words) {
				continue
			}
			tried++
			want := fmt.Sprintf("%q is %s, want %s", key, words, k)
			_, mistakes := Parse("c", []byte(table+"\n"+key+" = "+literal))
			if len(mistakes) == 0 || mistakes[len(mistakes)-1].Place != "c:2" || mistakes[len(mistakes)-1].What != want {
				t.Errorf("%s %s = %s: %v, want %q", table, key, literal, mistakes, want)
			}
		}
	}
	for _, c := range codesCells() {
		check("[codes]", c.key, c.kind)
		check("[profiles.home.codes]", c.key, c.kind)
	}
	for _, c := range viewCells() {
		check("[[views]]", c.key, c.kind)
		check("[[profiles.home.views]]", c.key, c.kind)
	}
	if tried < 100 {
		t.Fatalf("only %d pairs were tried", tried)
	}
}
