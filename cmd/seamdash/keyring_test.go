package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"seamdash/cmd/credentials/ringtest"
)

// TestKeyringScripts are scripts like those of TestScripts, each with a keyring of its own that is real.
func TestKeyringScripts(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Glob("testdata/keyring/*.txtar")
	if err != nil || len(scripts) < 5 {
		t.Fatalf("%d scripts (%v): the corpus is not where the test looks", len(scripts), err)
	}
	for _, script := range scripts {
		t.Run(filepath.Base(script), func(t *testing.T) {
			t.Parallel()
			name, bus, _ := strings.Cut(ringtest.SecretService(t), "=")
			p := scriptParams()
			p.Files = []string{script}
			p.Setup = func(e *testscript.Env) error {
				err := setUpScript(e)
				e.Setenv(name, bus)
				return err
			}
			testscript.Run(t, p)
		})
	}
}
