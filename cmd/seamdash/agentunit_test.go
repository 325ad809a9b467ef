package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestUnitIsValid: systemd finds nothing to say about the unit, whatever stands in the arguments.
func TestUnitIsValid(t *testing.T) {
	t.Parallel()
	judge, err := exec.LookPath("systemd-analyze") //nolint:misspell // that is what it is called
	if err != nil {
		t.Skip("there is no systemd that could judge")
	}
	home := t.TempDir()
	for name, args := range map[string][]string{
		"plain":  nil,
		"odd":    {"--store", home + `/a b%i $HOME "quoted" back\slash.db`, "--profile", "beach-house", "--health", ":9099", "--log-format", "json"},
		"hidden": {"--store", home + "/a\x1b[2J \u202eb\u2028\x7f\U000e0041\n.db"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			unit := printed(t, append([]string{"agent", "unit", "--systemd"}, args...)...)
			file := filepath.Join(t.TempDir(), "seamdash-agent.service")
			if err := os.WriteFile(file, []byte(unit), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), judge, "--user", "verify", file)
			cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+t.TempDir())
			if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v: %s\n%s", err, out, unit)
			}
		})
	}
}

// TestUnitStartsThis: the command in a unit is this program with what was given, by absolute paths, and reads as it was written.
func TestUnitStartsThis(t *testing.T) {
	t.Parallel()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{
		"--store", `odd %i $HOME "q" \n.db`, "--endpoint", "https://doors.example.org", "--health", ":9099", "--log-format", "json",
		"--webhook-listen", "127.0.0.1:8787", "--webhook-register", "https://doors.example.org/<seam>&",
	}
	want := []string{
		binary, "agent", "--endpoint=https://doors.example.org", "--store=" + filepath.Join(here, `odd %i $HOME "q" \n.db`),
		"--webhook-listen=127.0.0.1:8787", "--webhook-register=https://doors.example.org/<seam>&", "--health=127.0.0.1:9099", "--log-format=json",
	}
	if want[0], err = filepath.EvalSymlinks(binary); err != nil {
		t.Fatal(err)
	}
	unit := printed(t, append([]string{"agent", "unit", "--systemd"}, args...)...)
	_, line, found := strings.Cut(unit, "\nExecStart=")
	line, _, _ = strings.Cut(line, "\n")
	if got := systemdWords(t, line); !found || !slices.Equal(got, want) {
		t.Errorf("systemd starts %q, want %q", got, want)
	}
	agent := printed(t, append([]string{"agent", "unit", "--launchd"}, args...)...)
	if got := launchdWords(t, agent); !slices.Equal(got, want) {
		t.Errorf("launchd starts %q, want %q", got, want)
	}
}

// TestHostileUnits: a unit is harmless to the terminal that it is printed to, and yet starts what it was told; launchd has no way to be
// told everything.
func TestHostileUnits(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"/a\x1b[2J\x1b]0;owned\x07 b\u009b1A\x7f", "/a\nExecStartPre=evil\r\n[Service]\t", "/a\u202eevil\u202c\u200b\U000e0041\u115f\u2028國", "/a\x9b\xff\xfe", `/a\x41 \u0041 \\ %h $HOME "; evil`,
	} {
		unit, told := asked(t, "https://doors.example.org", "agent", "unit", "--systemd", "--store", text)
		mustBeHarmless(t, "systemd", unit+told)
		_, line, _ := strings.Cut(unit, "\nExecStart=")
		line, _, _ = strings.Cut(line, "\n")
		if got := systemdWords(t, line); !slices.Contains(got, "--store="+text) || strings.Contains(unit, "\nExecStartPre") {
			t.Errorf("systemd starts %q, and not with %q", got, text)
		}
		agent, told := asked(t, "https://doors.example.org", "agent", "unit", "--launchd", "--store", text)
		mustBeHarmless(t, "launchd", strings.ReplaceAll(agent, "\t", " ")+told)
		if agent == "" {
			if !strings.Contains(told, "launchd cannot be told of") {
				t.Errorf("of %q launchd is told %q", text, told)
			}
			continue
		}
		if got := launchdWords(t, agent); !slices.Contains(got, "--store="+text) {
			t.Errorf("launchd starts %q, and not with %q", got, text)
		}
	}
}

// TestUnitRefusals: one kind of unit, and of something that lasts.
func TestUnitRefusals(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{}, {"--systemd", "--launchd"}, {"--systemd", "--sandbox"}, {"--systemd", "--once"}, {"--systemd", "--health", "0.0.0.0:1"}, {"--systemd", "now"},
	} {
		var out, problems strings.Builder
		code := run(t.Context(), append([]string{"agent", "unit"}, args...), alone(), strings.NewReader(""), &out, &problems)
		if code != exitUsage || out.Len() > 0 {
			t.Errorf("%q: exit %d, want %d; printed %q", args, code, exitUsage, out.String())
		}
	}
}

// printed is what the built program prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var problems strings.Builder
	cmd := seamdashCommand(t, nil, args...)
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%q: %v\n%s", args, err, problems.String())
	}
	return string(out)
}

// systemdWords reads a command line as systemd.service(5) says: quotes, escapes as in C, and signs that stand for themselves only in
// pairs.
func systemdWords(t *testing.T, line string) (words []string) {
	t.Helper()
	part := regexp.MustCompile(`"((?:[^"\\]|\\.)*)"|([^" ]+)`)
	escaped := regexp.MustCompile(`\\x[0-9a-f]{2}|\\U[0-9a-f]{8}|\\.|%%|\$\$|[%$]`)
	signs := map[string]string{`\n`: "\n", `\r`: "\r", `\t`: "\t", `\\`: `\`, `\"`: `"`, "%%": "%", "$$": "$"}
	for _, m := range part.FindAllStringSubmatch(line, -1) {
		words = append(words, escaped.ReplaceAllStringFunc(m[1]+m[2], func(sign string) string {
			plain, ok := signs[sign]
			if number, err := strconv.ParseUint(sign[min(2, len(sign)):], 16, 32); err == nil {
				plain, ok = string(rune(number)), true
				if sign[1] == 'x' {
					plain = string([]byte{byte(number)})
				}
			}
			if !ok {
				t.Errorf("%q would be replaced in %s", sign, line)
			}
			return plain
		}))
	}
	return words
}

// launchdWords are the ProgramArguments of a property list, which must be well-formed.
func launchdWords(t *testing.T, text string) (words []string) {
	t.Helper()
	var key, element string
	for dec := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return words
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, text)
		}
		switch v := token.(type) {
		case xml.StartElement:
			element = v.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			switch {
			case element == "key":
				key = string(v)
			case element == "string" && key == "ProgramArguments":
				words = append(words, string(v))
			}
		}
	}
}
