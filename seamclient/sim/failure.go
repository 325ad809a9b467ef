package sim

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// A failure is an answer that says no, in the shape every Seam error has.
type failure struct {
	status  int
	kind    string // error.type, an open set of machine codes
	message string
	data    map[string]any
	fields  []inputFault  // only with invalid_input
	after   time.Duration // Retry-After of a 429
}

// An inputFault is one field that is wrong. An empty field means the request as a whole.
type inputFault struct{ field, message string }

func refuse(status int, kind, message string) *failure {
	return &failure{status: status, kind: kind, message: message}
}

// invalid is a rule of one field that the schema cannot express, such as a PIN the brand refuses.
func invalid(field, message string) *failure {
	return invalidInput([]inputFault{{field, message}})
}

func invalidInput(faults []inputFault) *failure {
	f := &failure{status: http.StatusBadRequest, kind: "invalid_input", fields: faults}
	said := make([]string, len(faults))
	for i, fault := range faults {
		said[i] = fault.message
		if fault.field != "" && !strings.Contains(fault.message, fault.field) {
			said[i] = fmt.Sprintf("%s for %q", fault.message, fault.field)
		}
	}
	f.message = strings.Join(said, ", ")
	if len(faults) > 1 {
		f.message = fmt.Sprintf("%d Input Errors: %s", len(faults), f.message)
	}
	return f
}

func notFound(what string, id any) *failure {
	f := refuse(http.StatusNotFound, strings.ReplaceAll(what, " ", "_")+"_not_found",
		strings.ToUpper(what[:1])+what[1:]+" not found")
	f.data = map[string]any{strings.ReplaceAll(what, " ", "_") + "_id": id}
	return f
}

// envelope is the body of the answer.
func (f *failure) envelope(requestID string) map[string]any {
	e := map[string]any{"type": f.kind, "message": f.message, "request_id": requestID}
	if f.data != nil {
		e["data"] = f.data
	}
	if f.kind == "invalid_input" {
		e["validation_errors"] = f.tree()
	}
	return map[string]any{"error": e, "ok": false}
}

// tree writes the faults as a nested object: "_errors" for the request, one key for each field.
func (f *failure) tree() map[string]any {
	root := []string{}
	byField := map[string][]string{}
	for _, fault := range f.fields {
		if fault.field == "" {
			root = append(root, fault.message)
			continue
		}
		byField[fault.field] = append(byField[fault.field], fault.message)
	}
	tree := map[string]any{"_errors": root}
	for field, said := range byField {
		tree[field] = map[string]any{"_errors": said}
	}
	return tree
}
