package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
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
//	                      what it says must not contain a key that the environment holds, or $SECRET.
//	                      5*3 wants three such lines instead of one, and lets the command tell something before
//	keep NAME FIELD       puts a field of the JSON object that was printed last into the environment
//	calendar FILE N       writes a calendar of N weekly events
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
			"keep":      keepField,
			"calendar":  writeCalendar,
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
	e.Setenv("SEAMDASH_STORE", filepath.Join(e.WorkDir, ".data", "store.db"))
	e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, ".state"))
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
	wanted, lines, many := strings.Cut(args[0], "*")
	if !many {
		lines = "1"
	}
	want, err := strconv.Atoi(wanted)
	ts.Check(err)
	exit, failed := errors.AsType[*exec.ExitError](ts.Exec(args[1], args[2:]...))
	if !failed || exit.ExitCode() != want {
		ts.Fatalf("ended with %v, want code %d", exit, want)
	}
	stderr := ts.ReadFile("stderr")
	if many {
		stderr = withoutTold(stderr)
	}
	if !errorForm(lines).MatchString(stderr) {
		ts.Fatalf("stderr is %q, want %q (%s of it) and at most one hint", stderr, "seamdash: what failed: why", lines)
	}
	for _, name := range []string{"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN", "SECRET"} {
		if key := ts.Getenv(name); key != "" && strings.Contains(ts.ReadFile("stderr"), key) {
			ts.Fatalf("stderr shows the key: %q", ts.ReadFile("stderr"))
		}
	}
}

// withoutTold leaves out what a command told before it failed.
func withoutTold(stderr string) string {
	if at := strings.Index("\n"+stderr, "\nseamdash: "); at > 0 {
		return stderr[at:]
	}
	return stderr
}

// errorForm is lines that say what failed and why, then at most one line with a hint.
func errorForm(lines string) *regexp.Regexp {
	return regexp.MustCompile(`\A(seamdash: [^\n:]+: [^\n]+\n){` + lines + `}(hint: [^\n]+\n)?\z`)
}

// keepField takes a field out of the object that was printed last.
func keepField(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep NAME FIELD")
	}
	var object map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	text, ok := object[args[1]].(string)
	if !ok {
		ts.Fatalf("there is no text in %s: %v", args[1], object[args[1]])
	}
	ts.Setenv(args[0], text)
}

// writeCalendar writes a calendar of many events, each by its own UID and on its own hours.
func writeCalendar(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: calendar FILE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var out strings.Builder
	out.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n")
	for i := range n {
		fmt.Fprintf(&out, "BEGIN:VEVENT\r\nUID:event-%d@test\r\nSUMMARY:Guest %d\r\nDTSTART;TZID=Europe/Lisbon:20300107T%02d%02d00\r\n"+
			"DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=10\r\nEND:VEVENT\r\n", i, i, i/60%23, i%60)
	}
	out.WriteString("END:VCALENDAR\r\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(out.String()), 0o600))
}

// skipShort leaves out a long story where the race detector makes it longer still; the others cross the same goroutines.
func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it is long, and played without the race detector")
	}
}
