package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What Seam's own fake server knows when it is started with --seed.
const (
	fakeKey     = "seam_apikey1_token"
	frontDoorID = "august_device_1"
	backDoorID  = "august_device_2"
)

// startFake starts Seam's own fake server, version 1.86.0 from npm, and returns its address. `make test` installs it;
// where there is no node the test is skipped, on CI (CI=true) it fails.
func startFake(t *testing.T) string {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") == "true" {
		missing = t.Fatalf
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("Seam's fake needs node, which is not installed")
	}
	const dir = "testdata/fake"
	script := filepath.Join("node_modules", "@seamapi", "fake-seam-connect", "dist", "server.js")
	if _, err := os.Stat(filepath.Join(dir, script)); err != nil {
		missing("Seam's fake is not installed: run `make fake`")
	}
	for range 3 { // somebody may take the free port between our look and the fake's
		if url, err := tryFake(t, node, dir, script); err == nil {
			return url
		} else if !errors.Is(err, errFakeEnded) {
			t.Fatal(err)
		}
	}
	t.Fatal("Seam's fake does not stay up")
	return ""
}

var errFakeEnded = errors.New("the fake ended")

func tryFake(t *testing.T, node, dir, script string) (string, error) {
	t.Helper()
	port, err := freePort(t.Context())
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(t.Context(), node, script, "--seed") // the test's context kills it at the end
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), fmt.Sprintf("PORT=%d", port))
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		return "", err
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed in the end, which is an error to it
		close(ended)
	}()
	t.Cleanup(func() { <-ended })
	url := fmt.Sprintf("http://127.0.0.1:%d", port)
	ctx, stop := context.WithTimeout(t.Context(), enough)
	defer stop()
	for !healthy(ctx, url) {
		select {
		case <-ended:
			return "", errFakeEnded
		case <-ctx.Done():
			return "", errors.New("the fake does not answer")
		case <-time.After(20 * time.Millisecond):
		}
	}
	return url, nil
}

func healthy(ctx context.Context, url string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/health", http.NoBody)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
}

func freePort(ctx context.Context) (int, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, fmt.Errorf("%s is no TCP address", l.Addr())
	}
	return addr.Port, l.Close()
}

// createCode does what a person does with curl.
func createCode(t *testing.T, url, device, name, pin string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"device_id": device, "name": name, "code": pin})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/access_codes/create", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+fakeKey)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("create %s on the fake: %s %v\n%s", name, resp.Status, err, answer)
	}
}

// seamdash runs the built program with a key and gives its output, its errors and its code.
func seamdash(t *testing.T, url, key string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := seamdashCommand(t, []string{"SEAM_ENDPOINT=" + url, "SEAM_API_KEY=" + key}, args...)
	var out, problems strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		if _, ok := errors.AsType[*exec.ExitError](err); !ok {
			t.Fatal(err)
		}
	}
	return out.String(), problems.String(), cmd.ProcessState.ExitCode()
}
