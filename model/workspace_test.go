package model_test

import (
	"testing"

	"seamdash/model"
)

func TestWorkspaceInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of   model.Workspace
		want string
	}{
		{model.Workspace{ID: "w1", Name: "Harbour Homes"}, "PRODUCTION Harbour Homes"},
		{model.Workspace{ID: "w1", Name: "Harbour Homes", Sandbox: true}, "SANDBOX Harbour Homes"},
		{model.Workspace{ID: "w1", Name: "SANDBOX"}, "PRODUCTION “SANDBOX”"},
		{model.Workspace{ID: "w1", Name: "our Sandboxes"}, "PRODUCTION “our Sandboxes”"},
		{model.Workspace{ID: "w1", Name: "Production", Sandbox: true}, "SANDBOX “Production”"},
		{model.Workspace{ID: "w1", Name: " \t"}, "PRODUCTION w1"},
		{model.Workspace{ID: "sandbox", Name: ""}, "PRODUCTION “sandbox”"},
		{model.Workspace{ID: "w1", Name: "\r\x1b[2KSANDBOX\u202e"}, "PRODUCTION “SANDBOX”"},
		{model.Workspace{ID: "w\x1b[2K1\u202e"}, "PRODUCTION w1"}, // from a configuration
		{model.Workspace{}, "PRODUCTION"},
	} {
		if got := c.of.String(); got != c.want {
			t.Errorf("%+v is %q, want %q", c.of, got, c.want)
		}
	}
}
