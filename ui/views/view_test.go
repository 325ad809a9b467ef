package views_test

import (
	"strings"
	"testing"

	"seamdash/model/find"
	"seamdash/ui/views"
)

// TestBuiltInAreSound: what comes with the program passes the check for what people write, and no two are alike.
func TestBuiltInAreSound(t *testing.T) {
	all := views.BuiltIn()
	if len(all) < 6 {
		t.Fatalf("only %d views come with the program", len(all))
	}
	for i, v := range all {
		if err := v.Check(); err != nil {
			t.Error(err)
		}
		if v.Sort != "" && v.Order().By == find.ByNeed {
			t.Errorf("%s: no order by %q", v.Name, v.Sort)
		}
		for k := range all[:i] {
			if all[k].ID == v.ID || all[k].Same(&v) {
				t.Errorf("%s and %s are the same", all[k].Name, v.Name)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	for want, v := range map[string]views.View{
		"":                             {Name: "Late", Filter: "status:late lock:maple", Sort: "ends", Down: true, Columns: []views.Column{{Name: "name", Width: 20}, {Name: "pin"}}},
		"it has no name":               {},
		"the filter is not understood": {Name: "x", Filter: "colour:red"},
		"no order by “pin”":            {Name: "x", Sort: "pin"},
		"no order by “size”":           {Name: "x", Sort: "size"},
		"no column “size”":             {Name: "x", Columns: []views.Column{{Name: "size"}}},
		"stands there twice":           {Name: "x", Columns: []views.Column{{Name: "pin"}, {Name: "pin", Width: 4}}},
		"is not between 0 and 80":      {Name: "x", Columns: []views.Column{{Name: "pin", Width: 81}}},
	} {
		switch err := v.Check(); {
		case want == "" && err != nil:
			t.Errorf("a sound view is refused: %v", err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%+v: %v, want %q", v, err, want)
		}
	}
}

func TestGiven(t *testing.T) {
	if got := views.Given(views.View{Name: "Cleaners"}).ID; got != "given:cleaners" {
		t.Errorf("got %q", got)
	}
	if got := views.Given(views.View{Name: "low Battery"}).ID; got != "low-battery" {
		t.Errorf("a built-in view that is defined anew has the id %q", got)
	}
}

func TestColumns(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range views.Known() {
		if seen[f.Name] || f.Heading == "" || f.Explain == "" {
			t.Errorf("column %+v does not say what it is, or stands there twice", f)
		}
		if f.Least <= len(f.Heading) || f.Good < f.Least || f.Most < f.Good {
			t.Errorf("column %+v: the heading with the sign of the order has no room, or the widths are in disorder", f)
		}
		seen[f.Name] = true
	}
	if len(seen) < 12 {
		t.Fatalf("only %d columns", len(seen))
	}
	if f, _ := views.Named("pin"); f.Sorts {
		t.Error("an order by PIN tells about PINs")
	}
	for _, c := range views.Default() {
		if !seen[c.Name] {
			t.Errorf("no column %q", c.Name)
		}
	}
}
