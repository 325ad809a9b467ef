//go:build unix

package main

import (
	"bytes"
	"debug/buildinfo"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// TestReproducible builds a copy of the source elsewhere, by the Makefile and in a repository with another history: it is, byte for
// byte, the program that these tests run.
func TestReproducible(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("make"); err != nil && os.Getenv("CI") != "true" {
		t.Skip("make is not installed")
	}
	elsewhere := filepath.Join(t.TempDir(), "another place")
	if n := copySource(t, elsewhere); n < 500 {
		t.Fatalf("%d files were copied: the source is not where the test looks", n)
	}
	in := func(name string, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = elsewhere
		cmd.Env = append(os.Environ(), "GOFLAGS=-buildvcs=true", "CGO_ENABLED=1", "TZ=Asia/Tokyo", "LC_ALL=C", "USER=somebody", "MAKEFLAGS=",
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b", "GIT_CONFIG_GLOBAL=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s %s: %v\n%s", name, args[0], err, out)
		}
	}
	repository := filepath.Join(elsewhere, ".git")
	if _, err := os.Lstat(repository); err == nil { // in a worktree it is a file that leads to the real one
		t.Fatal("the copy belongs to a repository already")
	}
	in("git", "--git-dir="+repository, "init", "-q")
	in("git", "--git-dir="+repository, "commit", "-q", "--allow-empty", "-m", "another history")
	in("make", "build", "VERSION="+testVersion)
	ours, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(filepath.Join(elsewhere, "bin", "seamdash"))
	if err != nil {
		t.Fatal(err)
	}
	if len(ours) < 1<<20 || !bytes.Equal(ours, theirs) {
		t.Errorf("two builds of the same source differ: %d and %d bytes", len(ours), len(theirs))
	}
	if !bytes.Contains(ours, []byte(testVersion)) {
		t.Error("the program does not know its version")
	}
}

// copySource copies what a build needs, and says how many files that is.
func copySource(t *testing.T, to string) (n int) {
	t.Helper()
	root := os.DirFS(repoRoot)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "bin" || foreign(filepath.Join(repoRoot, name), d.Name())):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o700)
		case strings.HasSuffix(name, "_test.go") || strings.HasPrefix(d.Name(), ".") || !d.Type().IsRegular():
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		n++
		return os.WriteFile(filepath.Join(to, name), text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// partsSaid is what the built program says of its parts.
func partsSaid[T any](t *testing.T, flags ...string) T {
	t.Helper()
	out, err := seamdashCommand(t, nil, append([]string{"licences"}, flags...)...).Output()
	if err != nil {
		t.Fatalf("licences %v: %v", flags, err)
	}
	return decoded[T](t, string(out))
}

// TestLicencesOfThisBinary: the command lists what Go's own reader of build information finds in the binary, with the same versions
// and sums; the bill of materials has the same parts.
func TestLicencesOfThisBinary(t *testing.T) {
	t.Parallel()
	built, err := buildinfo.ReadFile(binary)
	if err != nil || len(built.Deps) < 30 {
		t.Fatalf("the binary says nothing of how it was built: %v, %v", built, err)
	}
	all, parts := partsSaid[[]licenceFacts](t, "--json"), partsSaid[bill](t, "--sbom").Components
	if len(all) != len(built.Deps)+1 || all[0].Module != "std" || all[0].Version != built.GoVersion || len(parts) != len(all)+1 {
		t.Fatalf("%d modules and %d parts, and the binary has %d beside Go's own library, %+v", len(all), len(parts), len(built.Deps), all[0])
	}
	for _, dep := range built.Deps {
		if complaint := missing(dep, all, parts); complaint != "" {
			t.Errorf("%s %s %s", dep.Path, dep.Version, complaint)
		}
	}
}

// TestEveryPartHasALicence with its text, but for Seam's own SDK, which comes without one.
func TestEveryPartHasALicence(t *testing.T) {
	t.Parallel()
	var unstated []string
	for _, f := range partsSaid[[]licenceFacts](t, "--json", "--texts") {
		if len(f.Licences) == 0 {
			unstated = append(unstated, f.Module)
		} else if len(f.Texts) == 0 || len(f.Texts[0].Text) < 200 {
			t.Errorf("%s is under %v, and its text is not there", f.Module, f.Licences)
		}
	}
	if !slices.Equal(unstated, []string{"github.com/seamapi/go"}) {
		t.Errorf("%v state no licence; only of Seam's own SDK that is known", unstated)
	}
}

// missing says what is wrong with how a module of the binary is listed, or "".
func missing(dep *debug.Module, all []licenceFacts, parts []component) string {
	at := slices.IndexFunc(all, func(f licenceFacts) bool { return f.Module == dep.Path })
	if at < 0 || all[at].Version != dep.Version || all[at].Sum == nil || *all[at].Sum != dep.Sum {
		return "is not listed"
	}
	if slices.ContainsFunc(parts, func(c component) bool {
		return c.URL == "pkg:golang/"+dep.Path+"@"+dep.Version && len(c.Licences) == len(all[at].Licences)
	}) {
		return ""
	}
	return "is not in the bill of materials"
}
