package conform

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"seamdash/seamclient/sim"
)

// played are the names of the simulator's scenarios.
func played() map[string]bool {
	names := map[string]bool{}
	for _, sc := range sim.Scenarios() {
		names[sc.Name] = true
	}
	return names
}

// TestEveryCodeOfSeamHasAScenario: what Seam's document lets it report on a code, a lock or an account can be looked at in the
// simulator, by its name.
func TestEveryCodeOfSeamHasAScenario(t *testing.T) {
	t.Parallel()
	s, names := spec(t), played()
	homes := []struct{ schema, part, property, where string }{
		{"access_code", "errors", "error_code", "code"},
		{"access_code", "warnings", "warning_code", "code"},
		{"unmanaged_access_code", "errors", "error_code", "code"},
		{"unmanaged_access_code", "warnings", "warning_code", "code"},
		{"device", "errors", "error_code", "device"},
		{"device", "warnings", "warning_code", "device"},
		{"connected_account", "errors", "error_code", "account"},
		{"connected_account", "warnings", "warning_code", "account"},
	}
	seen := 0
	for _, home := range homes {
		codes, err := s.Values(home.schema, home.part, home.property)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range codes {
			seen++
			if !names[code] && !names[home.where+"/"+code] {
				t.Errorf("%s of %s: no scenario %s, nor %s/%s", code, home.schema, code, home.where, code)
			}
		}
	}
	if seen < 100 {
		t.Errorf("the document has %d codes", seen)
	}
}

// TestEveryReasonHasAScenario: so can every cause that is reasoned. Which there are is read from the source.
func TestEveryReasonHasAScenario(t *testing.T) {
	t.Parallel()
	causes, names := reasonedCauses(t), played()
	if len(causes) < 30 {
		t.Fatalf("causes %v", causes)
	}
	for _, cause := range causes {
		if !names[cause] {
			t.Errorf("no scenario %s", cause)
		}
	}
}

// reasonedCauses are the values of the constants of type Cause.
func reasonedCauses(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../model/diagnose/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var causes []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && isNamed(spec.Type, "Cause") {
				causes = append(causes, texts(t, spec.Values)...)
			}
			return true
		})
	}
	slices.Sort(causes)
	return causes
}

// texts are the values of string literals.
func texts(t *testing.T, values []ast.Expr) (out []string) {
	t.Helper()
	for _, v := range values {
		if lit, ok := v.(*ast.BasicLit); ok {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
	}
	return out
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
