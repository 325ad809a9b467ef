package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

const scriptKey = "seam_test_keyOfTheScripts"

// TestScripts runs the built program as a shell would. Beside the usual commands a script has
//
//	serve KIND            starts a server (see servers) and points SEAM_ENDPOINT and SEAM_API_KEY to it
//	sandboxed [FLAG...]   does the same with `seamdash sandbox`
//	fails CODE CMD...     runs a command that must exit with the code and say why in the form of all our errors;
//	                      what it says must not contain a key that the environment holds, or $SECRET
func TestScripts(t *testing.T) {
	t.Parallel()
	const dir = "testdata/script"
	scripts, err := filepath.Glob(dir + "/*.txtar")
	if err != nil || len(scripts) < 10 {
		t.Fatalf("%d scripts in %s (%v): the corpus is not where the test looks", len(scripts), dir, err)
	}
	p := scriptParams()
	p.Dir = dir
	testscript.Run(t, p)
}

// scriptParams are what every script works with.
func scriptParams() testscript.Params {
	return testscript.Params{
		Setup: setUpScript,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"serve":     serve,
			"sandboxed": sandboxed,
			"fails":     fails,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	}
}

// setUpScript gives a script the program, and nothing of whoever runs it.
func setUpScript(e *testscript.Env) error {
	e.Setenv("PATH", filepath.Dir(binary)+string(os.PathListSeparator)+e.Getenv("PATH"))
	for _, pair := range alone() {
		if name, value, _ := strings.Cut(pair, "="); name != "SEAMDASH_CONFIG" { // scripts have a home without one
			e.Setenv(name, value)
		}
	}
	return nil
}

// serve starts a server for the rest of the script.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve KIND")
	}
	start, ok := servers()[args[0]]
	if !ok {
		ts.Fatalf("there is no server of kind %q", args[0])
	}
	server := start()
	ts.Defer(server.Close)
	ts.Setenv("SEAM_ENDPOINT", server.URL)
	ts.Setenv("SEAM_API_KEY", scriptKey)
}

// sandboxed starts the sandbox as another program would and reads the first line of its output, strictly.
func sandboxed(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: sandboxed [FLAG...]")
	}
	cmd := exec.Command(binary, append([]string{"sandbox"}, args...)...) //nolint:noctx // it ends by a signal, below
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		ts.Check(cmd.Process.Signal(os.Interrupt))
		if err := cmd.Wait(); err != nil {
			ts.Fatalf("the sandbox did not end in good order: %v\n%s", err, stderr.String())
		}
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	ts.Check(err)
	var at struct {
		URL    string `json:"url"`
		APIKey string `json:"api_key"`
	}
	dec := json.NewDecoder(strings.NewReader(string(line)))
	dec.DisallowUnknownFields()
	ts.Check(dec.Decode(&at))
	ts.Setenv("SEAM_ENDPOINT", at.URL)
	ts.Setenv("SEAM_API_KEY", at.APIKey)
}

// fails runs a command that must fail with the code given and the error form that all of ours have.
func fails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fails CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	exit, failed := errors.AsType[*exec.ExitError](ts.Exec(args[1], args[2:]...))
	if !failed || exit.ExitCode() != want {
		ts.Fatalf("ended with %v, want code %d", exit, want)
	}
	stderr := ts.ReadFile("stderr")
	if !errorForm().MatchString(stderr) {
		ts.Fatalf("stderr is %q, want %q and at most one hint", stderr, "seamdash: what failed: why")
	}
	for _, name := range []string{"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN", "SECRET"} {
		if key := ts.Getenv(name); key != "" && strings.Contains(stderr, key) {
			ts.Fatalf("stderr shows the key: %q", stderr)
		}
	}
}

// errorForm is one line that says what failed and why, then at most one line with a hint.
func errorForm() *regexp.Regexp {
	return regexp.MustCompile(`\Aseamdash: [^\n:]+: [^\n]+\n(hint: [^\n]+\n)?\z`)
}
